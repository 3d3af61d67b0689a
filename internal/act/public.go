package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// A Public is everything that anybody may see of a consultation. It is made
// for the public and has no other fields: pages, feeds, the API and exports
// are all made from it, so that what is hidden in one is hidden in all.
type Public struct {
	Body         account.Body
	Consultation consult.Consultation
	State        consult.State
	Free         int // seats left; -1 where there is no limit
	Queue        int // people in the queue
	Versions     []consult.Version
	Summary      consult.Summary
	Listed       []Listed // participants who agreed to be named
	Counts       consult.Counts
	CountsShown  bool
	Kinds        map[consult.Kind]int // participants by kind, after the meeting
	Venue        consult.Venue
	Views        []consult.Copy               // the latest that are published, the newest first
	ViewCounts   map[string]int               // of what is published, by what it is about
	Answers      map[int64]store.PublicAnswer // by the number of the view
	Clock        consult.ViewClock
	SentDraft    SentDraft      // the draft of the summary that was sent last
	Shown        map[int64]bool // numbers of the views that can be read
}

// Listed is a participant who agreed to be named.
type Listed struct {
	Name, Organisation string
	Kind               consult.Kind
}

// PublicConsultation gives the public side of a consultation by the name in its address.
//
// Faults: NotFound (also for drafts).
func (d *Desk) PublicConsultation(ctx context.Context, slug string) (p Public, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.ConsultationBySlug(slug)
		if err != nil {
			return err
		}
		p, err = public(tx, c)
		return err
	})
	return p, err
}

// PublicGist is PublicConsultation without what stands in versions, summary and
// lists of people: enough for a form, and quick when many register at once.
//
// Faults: NotFound (also for drafts).
func (d *Desk) PublicGist(ctx context.Context, slug string) (p Public, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.ConsultationBySlug(slug)
		if err != nil {
			return err
		}
		p, err = gist(tx, c)
		return err
	})
	return p, err
}

// gist fills in what is known from the consultation and its seats.
func gist(tx *store.Tx, c consult.Consultation) (p Public, err error) {
	if c.Published == 0 {
		return p, fault.New(fault.NotFound, "store.not-found")
	}
	p = Public{Consultation: c, State: c.State(tx.Now), Free: -1, Venue: c.Venue()}
	if p.Body, err = tx.Body(account.BodyID(c.Body)); err != nil {
		return p, err
	}
	s, err := tx.Seating(c.ID)
	if err != nil {
		return p, err
	}
	p.Queue = s.Waiting
	if s.Capacity > 0 {
		p.Free = max(0, s.Capacity-s.Taken)
	}
	return p, nil
}

func public(tx *store.Tx, c consult.Consultation) (p Public, err error) {
	if p, err = gist(tx, c); err != nil {
		return p, err
	}
	if p.Versions, err = published(tx, c.ID); err != nil {
		return p, err
	}
	if c.Summary > 0 {
		v, err := tx.Version(c.ID, consult.Report, c.Summary)
		if err != nil {
			return p, err
		}
		p.Summary = v.Summary
	}
	if err := heard(tx, &p); err != nil {
		return p, err
	}
	return p, people(tx, &p)
}

// published gives the versions that are public, oldest first, both papers.
func published(tx *store.Tx, id consult.ID) (list []consult.Version, err error) {
	for _, paper := range []consult.Paper{consult.Invitation, consult.SummaryDraft,
		consult.Report} {
		all, err := tx.Versions(id, paper)
		if err != nil {
			return nil, err
		}
		for _, v := range all {
			if !v.Published.IsZero() {
				v.Author, v.Approved, v.AskedBy = "", "", ""
				list = append(list, v)
			}
		}
	}
	return list, nil
}

// people fills in what may be said of those who take part: names by consent,
// and after the meeting how many of each kind came.
func people(tx *store.Tx, p *Public) error {
	all, err := tx.Registrations(store.RegistrationFilter{Consultation: p.Consultation.ID,
		Status: []consult.Status{consult.Seated, consult.WalkedIn}})
	if err != nil {
		return err
	}
	held := p.State == consult.Held
	p.Kinds = map[consult.Kind]int{}
	for _, r := range all {
		if r.Listed && (!held || !r.Attended.IsZero()) {
			p.Listed = append(p.Listed, Listed{r.Name, r.Organisation, r.Kind})
		}
		if held && !r.Attended.IsZero() {
			p.Kinds[r.Kind]++
		}
	}
	answers, err := tx.Evaluations(p.Consultation.ID)
	if err != nil {
		return err
	}
	var counts consult.Counts
	for _, e := range answers {
		counts.Add(e)
	}
	p.Counts, p.CountsShown = counts.Public()
	return nil
}

// PublicConsultations lists the consultations that are public, those with the
// latest meeting first.
func (d *Desk) PublicConsultations(ctx context.Context, f store.ConsultationFilter) (list []consult.Consultation, err error) {
	f.Public = true
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.Consultations(f)
		return err
	})
	return list, err
}
