package act

import (
	"context"
	"strconv"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// SendSummary sends the draft of the summary to those who took part, so that
// they can object until a time: everybody can read it from then on, and it is
// in the public record. To send a later draft begins a new time. It gives the
// number of the sending.
//
// Who may: publishers; where the body demands four eyes, somebody else than
// who wrote it last. Faults: Invalid (the text, the time), Conflict (saved
// since), Forbidden.
func (d *Desk) SendSummary(ctx context.Context, who account.Person, draft consult.Version,
	until time.Time) (number int, err error) {
	id := draft.Consultation
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.Publish, id)
		if err != nil {
			return err
		}
		v, err := d.toSend(tx, who, c, draft, until)
		if err != nil {
			return err
		}
		number = v.Number
		if err := tx.AddVersion(v); err != nil {
			return err
		}
		if _, err := enter(tx, versionPublished, versionObject(id, v.Paper, v.Number)); err != nil {
			return err
		}
		if err := tellDraft(tx, v); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "summary-send", string(id),
			map[string]any{"number": v.Number, "until": until})
	})
	return number, err
}

// toSend makes of the open draft what is sent.
func (d *Desk) toSend(tx *store.Tx, who account.Person, c consult.Consultation,
	draft consult.Version, until time.Time) (v consult.Version, err error) {
	now, err := tx.Version(c.ID, consult.Report, draft.Number)
	if err != nil {
		return v, err
	}
	if now.Saved != draft.Saved || !now.Published.IsZero() {
		return v, fault.New(fault.Conflict, "version.conflict")
	}
	known, err := numbersOf(tx, c.ID.Forum())
	if err != nil {
		return v, err
	}
	summary, err := now.Summary.Propose(until, tx.Now, known)
	if err != nil {
		return v, err
	}
	if err := d.keepsSecret(tx, now, ""); err != nil {
		return v, err
	}
	body, err := tx.Body(account.BodyID(c.Body))
	if err != nil {
		return v, err
	}
	if body.FourEyes && !who.Machine && now.Author == string(who.ID) {
		return v, fault.New(fault.Forbidden, "version.four-eyes")
	}
	sent, err := tx.Versions(c.ID, consult.SummaryDraft)
	return consult.Version{Consultation: c.ID, Paper: consult.SummaryDraft, Number: len(sent) + 1,
		Saved: 1, Summary: summary, Author: now.Author, Edited: tx.Now,
		Approved: string(who.ID), Published: tx.Now}, err
}

// numbersOf gives the numbers of the views of a forum that have been received.
func numbersOf(tx *store.Tx, f consult.Forum) (map[int64]bool, error) {
	duties, err := tx.Duties(f)
	known := map[int64]bool{}
	for _, d := range duties {
		known[d.Number] = true
	}
	return known, err
}

// lastDraft gives the draft of the summary that was sent last; number 0 before the first.
func lastDraft(tx *store.Tx, id consult.ID) (consult.Version, error) {
	v, err := tx.LastPublished(id, consult.SummaryDraft)
	if fault.Is(err, fault.NotFound) {
		return consult.Version{}, nil
	}
	return v, err
}

// replied tells whether the right of reply lets a summary become final.
func replied(tx *store.Tx, c consult.Consultation, s consult.Summary) error {
	f := c.ID.Forum()
	last, err := lastDraft(tx, c.ID)
	if err != nil {
		return err
	}
	duties, err := tx.Duties(f)
	if err != nil {
		return err
	}
	objections, err := tx.ViewsOf(f, consult.Objection)
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	for _, d := range duties {
		known[d.Number] = true
	}
	return consult.Reply{Said: len(duties), Drafts: last.Number, Until: last.Summary.Until,
		Pending: consult.Pending(objections, duties), Final: c.Summary > 0}.Allows(s, known, tx.Now)
}

// A SummaryWork is what staff need beside the draft of a summary.
type SummaryWork struct {
	Coverage   consult.Coverage
	Views      []consult.View // those that are to be reflected
	Sent       consult.Version
	Until      time.Time // of what was sent last
	Objections []consult.View
	Pending    []int64        // numbers of objections without an answer
	Published  map[int64]bool // numbers of the views that can be read
}

// SummaryWork holds the draft of a summary against what was said, and shows
// what was objected to it.
//
// Who may: editors of the body.
func (d *Desk) SummaryWork(ctx context.Context, who account.Person, id consult.ID,
	s consult.Summary) (w SummaryWork, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeeViews, id); err != nil {
			return err
		}
		f := id.Forum()
		all, err := tx.Views(store.ViewFilter{Forum: f})
		if err != nil {
			return err
		}
		if w.Sent, err = lastDraft(tx, id); err != nil {
			return err
		}
		duties, err := tx.Duties(f)
		if err != nil {
			return err
		}
		w.sort(all, s)
		w.Until, w.Pending = w.Sent.Summary.Until, consult.Pending(w.Objections, duties)
		w.Published, err = tx.CopyNumbers(f)
		return err
	})
	return w, err
}

// sort tells the views that are to be reflected from objections, and from what
// was withdrawn or withheld.
func (w *SummaryWork) sort(all []consult.View, s consult.Summary) {
	known, numbers := map[int64]bool{}, []int64{}
	for _, v := range all {
		known[v.Number] = true
		state := v.State()
		switch {
		case v.Sort == consult.Objection:
			w.Objections = append(w.Objections, v)
		case state != consult.ViewWithdrawn && state != consult.ViewWithheld:
			w.Views = append(w.Views, v)
			numbers = append(numbers, v.Number)
		}
	}
	w.Coverage = s.Cover(numbers, known)
}

// A SentDraft draft of a summary is what was sent to those who took part, as
// everybody can read it, with what was objected and answered.
type SentDraft struct {
	Number     int // of the sending; 0 while nothing has been sent
	At         time.Time
	Until      time.Time
	Summary    consult.Summary
	Objections []consult.Copy // to this draft and to those before it
	Waiting    int            // objections that have no answer yet
	Withheld   int            // objections that cannot be read, for a stated reason
	Views      []int64        // numbers of the views that can be read
	Hidden     int            // views that are reflected or not, and cannot be read
	Coverage   consult.Coverage
}

// sentDraft fills in what was sent to those who took part.
func sentDraft(tx *store.Tx, c consult.Consultation) (p SentDraft, err error) {
	sent, err := lastDraft(tx, c.ID)
	if err != nil || sent.Number == 0 {
		return p, err
	}
	f := c.ID.Forum()
	p = SentDraft{Number: sent.Number, At: sent.Published, Until: sent.Summary.Until,
		Summary: sent.Summary}
	if p.Objections, err = tx.CopiesOf(f, consult.Objection); err != nil {
		return p, err
	}
	p.Objections = anonymous(p.Objections)
	objections, err := tx.ViewsOf(f, consult.Objection)
	if err != nil {
		return p, err
	}
	for _, v := range objections {
		if v.State() == consult.ViewWithheld {
			p.Withheld++
		}
	}
	duties, err := tx.Duties(f)
	if err != nil {
		return p, err
	}
	p.Waiting = len(consult.Pending(objections, duties))
	return p, p.cover(tx, f)
}

// cover tells which of the views that can be read are reflected where.
func (p *SentDraft) cover(tx *store.Tx, f consult.Forum) error {
	copies, err := tx.Copies(store.CopyFilter{Forum: f, Limit: 1<<31 - 1})
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	for _, c := range copies {
		if c.Sort != consult.Objection {
			p.Views, known[c.Number] = append(p.Views, c.Number), true
		}
	}
	all, err := tx.Views(store.ViewFilter{Forum: f})
	for _, v := range all {
		if v.Sort != consult.Objection && v.State() == consult.ViewReceived {
			p.Hidden++
		}
	}
	p.Coverage = p.Summary.Cover(p.Views, known)
	p.Coverage.Unknown = nil // numbers of what cannot be read are nobody's business
	return err
}

// A Drafted summary is what was sent out, with the consultation that it is of.
type Drafted struct {
	Hearing   Hearing
	SentDraft SentDraft
	Answers   map[int64]store.PublicAnswer
	Final     bool // a summary has been published since
}

// PublicDraft gives the draft of the summary that was sent last.
//
// Faults: NotFound (also while none has been sent).
func (d *Desk) PublicDraft(ctx context.Context, f consult.Forum) (p Drafted, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if p.Hearing, err = hearing(tx, f); err != nil {
			return err
		}
		c, err := tx.Consultation(f.Consultation())
		if err != nil {
			return err
		}
		if p.SentDraft, err = sentDraft(tx, c); err != nil {
			return err
		}
		if p.SentDraft.Number == 0 {
			return fault.New(fault.NotFound, "store.not-found")
		}
		last, err := finalSummary(tx, c)
		if err != nil {
			return err
		}
		p.Final = last.Published.After(p.SentDraft.At)
		p.Answers, err = answersTo(tx, f)
		return err
	})
	return p, err
}

// finalSummary gives the summary that is in force; zero while there is none.
func finalSummary(tx *store.Tx, c consult.Consultation) (consult.Version, error) {
	if c.Summary == 0 {
		return consult.Version{}, nil
	}
	return tx.Version(c.ID, consult.Report, c.Summary)
}

// A Mirrored view is where a summary leads to it.
type Mirrored struct {
	Final    bool // the summary is final; else it is the draft that was sent out
	Summary  consult.Summary
	Sections []int // of the summary, each once
}

// Mirrored tells where the view with a number is reflected in what everybody
// can read; no sections where it is not.
func (d *Desk) Mirrored(ctx context.Context, f consult.Forum,
	number int64) (m Mirrored, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		m, err = mirrored(tx, f, number)
		return err
	})
	return m, err
}

func mirrored(tx *store.Tx, f consult.Forum, number int64) (m Mirrored, err error) {
	id := f.Consultation()
	if id == "" || number == 0 {
		return m, nil
	}
	c, err := tx.Consultation(id)
	if err != nil {
		return m, err
	}
	v, err := finalSummary(tx, c)
	if err != nil {
		return m, err
	}
	if m.Final = v.Number > 0; !m.Final {
		if v, err = lastDraft(tx, id); err != nil {
			return m, err
		}
	}
	m.Summary = v.Summary
	m.Sections = v.Summary.Cover([]int64{number}, nil).Views[0].Sections
	return m, nil
}

// objected fills in the sentence that an objection is about, in the words of
// the draft that was sent.
//
// Faults: Invalid (there is no such draft or sentence).
func objected(tx *store.Tx, venue consult.Venue, s consult.Subject) (consult.Subject, error) {
	missing := fault.New(fault.Invalid, "view.subject-missing").At("about")
	number, err := strconv.Atoi(s.ID)
	if err != nil || number < 1 || number > venue.Draft {
		return s, missing
	}
	v, err := tx.Version(venue.Forum.Consultation(), consult.SummaryDraft, number)
	if err != nil {
		return s, err
	}
	s.Excerpt = consult.Excerpt{From: s.From, To: s.From}
	if s.From == 0 {
		return s, nil
	}
	said, ok := v.Summary.Statement("sv", s.From)
	if !ok {
		return s, missing
	}
	s.Quote = said.Text
	return s, nil
}

// objectionTask asks for answers to what was objected to the draft that was sent last.
func objectionTask(tx *store.Tx, c consult.Consultation, tasks []Task) ([]Task, error) {
	sent, err := lastDraft(tx, c.ID)
	if err != nil || sent.Number == 0 {
		return tasks, err
	}
	p, err := sentDraft(tx, c)
	if err == nil && p.Waiting > 0 {
		tasks = append(tasks, Task{Kind: TaskObjections, Consultation: c, Count: p.Waiting,
			Due: p.Until, Late: !tx.Now.Before(p.Until)})
	}
	return tasks, err
}
