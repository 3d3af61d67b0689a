package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// AddConsultation writes a new consultation. Its first draft is a version and
// is added by itself. fault.Conflict when the slug is taken.
func (tx *Tx) AddConsultation(c consult.Consultation) error {
	why, err := packed(c.Why)
	if err != nil {
		return err
	}
	if err := tx.change(`
		insert into consultation (id, body, slug, created, published, first, changed, sequence,
			cancelled, why, summary, listed, title_fold, keep_needs, keep_people)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		string(c.ID), c.Body, c.Slug, Time(c.Created), c.Published, Time(c.First),
		Time(c.Changed), c.Sequence, Time(c.Cancelled), why, c.Summary,
		listed(c.Content, c.Created), titles(c.Content),
		keep(c.Content, consult.Content.NeedsUntil), keep(c.Content, consult.Content.KeepUntil),
	); err != nil {
		return err
	}
	s := c.Seating()
	return tx.change(`
		insert into seating (consultation, published, cancelled, opens, closes, starts, ends,
			capacity, taken, last_order, waiting, screening, offer)
		values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, $9, $10)`,
		string(c.ID), s.Published, s.Cancelled, Time(s.Opens), Time(s.Closes), Time(s.Starts),
		Time(s.Ends), s.Capacity, s.Screening, int64(s.Offer))
}

// SaveConsultation writes everything of a consultation but its seats: what is
// in force, and what follows from its content for seats, lists and deletion.
// Body and created never change, and the slug only before anybody has seen it.
func (tx *Tx) SaveConsultation(c consult.Consultation) error {
	why, err := packed(c.Why)
	if err != nil {
		return err
	}
	if err := tx.mustChange(`
		update consultation set published = $2, first = $3, changed = $4, sequence = $5,
			cancelled = $6, why = $7, summary = $8, slug = $9
		where id = $1`,
		string(c.ID), c.Published, Time(c.First), Time(c.Changed), c.Sequence,
		Time(c.Cancelled), why, c.Summary, c.Slug); err != nil {
		return err
	}
	return tx.derive(c)
}

// derive writes what follows from the content of a consultation.
func (tx *Tx) derive(c consult.Consultation) error {
	if err := tx.mustChange(`
		update consultation set listed = coalesce($2, created), title_fold = $3,
			keep_needs = $4, keep_people = $5
		where id = $1`,
		string(c.ID), Time(c.Content.Begin()), titles(c.Content),
		keep(c.Content, consult.Content.NeedsUntil),
		keep(c.Content, consult.Content.KeepUntil)); err != nil {
		return err
	}
	s := c.Seating()
	return tx.mustChange(`
		update seating set published = $2, cancelled = $3, opens = $4, closes = $5, starts = $6,
			ends = $7, capacity = $8, screening = $9, offer = $10
		where consultation = $1`,
		string(c.ID), s.Published, s.Cancelled, Time(s.Opens), Time(s.Closes), Time(s.Starts),
		Time(s.Ends), s.Capacity, s.Screening, int64(s.Offer))
}

// listed gives the time by which a consultation is listed.
func listed(c consult.Content, created time.Time) Time {
	if begin := c.Begin(); !begin.IsZero() {
		return Time(begin)
	}
	return Time(created)
}

// keep gives a time of deletion; null while the consultation has no end to count from.
func keep(c consult.Content, until func(consult.Content) time.Time) Time {
	if c.End().IsZero() {
		return Time{}
	}
	return Time(until(c))
}

// titles gives what searches look in: the titles in lower case.
func titles(c consult.Content) string {
	return strings.ToLower(c.Title.SV + "\n" + c.Title.EN)
}

// Consultation gives a consultation with the content in force, or of the
// newest draft before the first is published.
func (tx *Tx) Consultation(id consult.ID) (consult.Consultation, error) {
	return one(tx, scanConsultation, selectConsultation+` where c.id = $1`, string(id))
}

// ConsultationBySlug is Consultation by the name in addresses.
func (tx *Tx) ConsultationBySlug(slug string) (consult.Consultation, error) {
	return one(tx, scanConsultation, selectConsultation+` where c.slug = $1`, slug)
}

// A ConsultationFilter chooses consultations. Its zero value is all of them.
type ConsultationFilter struct {
	Body     account.BodyID
	Public   bool   // only those that have been published
	Query    string // words that the title must hold
	Upcoming *bool  // true: not over yet; false: over
	Limit    int    // at most so many; 0 is 100
	After    string // the last ID of the page before
}

// Consultations gives those that a filter chooses, the latest meeting first.
func (tx *Tx) Consultations(f ConsultationFilter) ([]consult.Consultation, error) {
	if f.Limit <= 0 {
		f.Limit = 100
	}
	when := "any"
	if f.Upcoming != nil {
		when = map[bool]string{true: "upcoming", false: "over"}[*f.Upcoming]
	}
	return many(tx, scanConsultation, selectConsultation+`
		where ($1 = '' or c.body = $1) and (not $2 or c.published > 0)
			and ($3 = '' or c.title_fold like $3 escape '\')
			and ($4 = 'any' or ($4 = 'upcoming') = (s.ends is null or s.ends > $5))
			and ($6 = '' or (c.listed, c.id) < (select listed, id from consultation where id = $6))
		order by c.listed desc, c.id desc limit $7`,
		string(f.Body), f.Public, holds(f.Query), when, Time(tx.Now), f.After, f.Limit)
}

// holds gives the pattern of a title that holds the words of a query in their order.
func holds(query string) string {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		words[i] = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(w)
	}
	return "%" + strings.Join(words, "%") + "%"
}

const selectConsultation = `
	select c.id, c.body, c.slug, c.created, c.published, c.first, c.changed, c.sequence,
		c.cancelled, c.why, c.summary, s.taken, m.consultation is not null, v.content
	from consultation c
	join seating s on s.consultation = c.id
	left join meeting_link m on m.consultation = c.id
	left join version v on v.consultation = c.id and v.paper = 'invitation'
		and v.number = case when c.published > 0 then c.published else
			(select max(number) from version d
			where d.consultation = c.id and d.paper = 'invitation') end`

func scanConsultation(row scanner) (c consult.Consultation, err error) {
	var why string
	var content *string
	if err := row.Scan(&c.ID, &c.Body, &c.Slug, at(&c.Created), &c.Published, at(&c.First),
		at(&c.Changed), &c.Sequence, at(&c.Cancelled), &why, &c.Summary, &c.Taken, &c.HasLink,
		&content); err != nil {
		return c, err
	}
	if err := unpack(why, &c.Why); err != nil {
		return c, err
	}
	if content == nil {
		return c, nil
	}
	return c, unpack(*content, &c.Content)
}

// packed gives the JSON text of a value.
func packed(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	return string(b), nil
}

// unpack reads the JSON text of a value.
func unpack(s string, v any) error {
	if err := json.Unmarshal([]byte(s), v); err != nil {
		return fmt.Errorf("store: a row holds bad JSON: %w", err)
	}
	return nil
}
