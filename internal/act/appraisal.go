package act

import (
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// A Round is a round in which bodies assess themselves.
type Round struct {
	Matter  integrity.Matter
	Opening integrity.Opening
}

// Instrument gives the questions of a round.
func (r Round) Instrument() integrity.Instrument {
	return integrity.Instruments()[r.Opening.Instrument]
}

// OpenRound begins a round with the latest instrument. Its name in addresses is
// made of what it is called. A body that is asked and does not answer is shown to
// everybody as one that has not, so to ask others is for more than a publisher.
//
// Who may: publishers of the body, where it asks nobody else; else its
// administrators. Faults: Invalid, Conflict (there is one of the name).
func (d *Desk) OpenRound(ctx context.Context, who account.Person, body account.BodyID,
	o integrity.Opening) (r Round, err error) {
	verb := account.Publish
	if slices.ContainsFunc(o.Population, func(asked string) bool { return asked != string(body) }) {
		verb = account.ManageBody
	}
	if err := who.May(verb, body); err != nil {
		return r, err
	}
	o.Instrument = integrity.LatestInstrument
	if err := o.Check(); err != nil {
		return r, err
	}
	key := consult.Slug(o.Name.SV)
	err = d.DB.Write(ctx, "rounds", func(tx *store.Tx) error {
		if _, err := tx.MatterByKey(integrity.ARound, key); !fault.Is(err, fault.NotFound) {
			if err == nil {
				err = fault.New(fault.Invalid, "integrity.round-taken").At("name")
			}
			return err
		}
		for _, id := range o.Population {
			if _, err := tx.Body(account.BodyID(id)); err != nil {
				return err
			}
		}
		r = Round{integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: integrity.ARound,
			Body: string(body), Key: key, Created: tx.Now}, o}
		if err := tx.AddMatter(r.Matter); err != nil {
			return err
		}
		return sayNext(tx, who, &r.Matter, "open-round", integrity.Said{Opening: &o})
	})
	return r, err
}

// roundOf gives the round with a key.
func roundOf(tx *store.Tx, key string) (r Round, err error) {
	if r.Matter, err = tx.MatterByKey(integrity.ARound, key); err != nil {
		return r, err
	}
	entries, err := tx.Entries(r.Matter.ID)
	for _, e := range entries {
		if e.Opening != nil {
			r.Opening = *e.Opening
		}
	}
	return r, err
}

// An Appraising is what a body is filling in, and what it has submitted.
type Appraising struct {
	Round     Round
	Body      account.Body
	Open      bool // it can be answered now
	Draft     integrity.Draft
	Submitted int // times
}

// appraising gives how far a body has come in a round.
func appraising(tx *store.Tx, body account.BodyID, key string) (a Appraising, err error) {
	if a.Round, err = roundOf(tx, key); err != nil {
		return a, err
	}
	if a.Body, err = tx.Body(body); err != nil {
		return a, err
	}
	if !a.Round.Opening.Asked(string(body)) {
		return a, fault.New(fault.NotFound, "store.not-found")
	}
	a.Open = a.Round.Opening.Open(tx.Now.In(lang.Stockholm))
	m, err := tx.MatterByKey(integrity.AnAppraisal, key+"/"+string(body))
	if fault.Is(err, fault.NotFound) {
		a.Draft.Content = integrity.SelfAssessment{Round: key,
			Instrument: a.Round.Opening.Instrument}
		return a, nil
	}
	if err != nil {
		return a, err
	}
	a.Submitted = m.Entries
	a.Draft, err = tx.Appraisal(m.ID)
	return a, err
}

// Appraising gives a body's assessment in a round to who works there.
//
// Who may: readers of the body. Faults: NotFound (also where the body is not asked).
func (d *Desk) Appraising(ctx context.Context, who account.Person, body account.BodyID,
	key string) (a Appraising, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return a, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		a, err = appraising(tx, body, key)
		return err
	})
	return a, err
}

// Appraisings lists the rounds in which a body is asked, the last first.
//
// Who may: readers of the body.
func (d *Desk) Appraisings(ctx context.Context, who account.Person,
	body account.BodyID) (all []Appraising, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		matters, err := tx.Matters(integrity.ARound, "")
		if err != nil {
			return err
		}
		for i := len(matters) - 1; i >= 0; i-- {
			a, err := appraising(tx, body, matters[i].Key)
			if err == nil {
				all = append(all, a)
			} else if !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		_, err = tx.Body(body)
		return err
	})
	return all, err
}

// SaveAppraisal keeps what is being filled in. Read is how many times it had
// been saved when it was read; the draft that stands comes back, also when
// somebody else was first.
//
// Who may: editors of the body. Faults: NotFound, Invalid, Refused (the round
// is not open), Conflict (saved since it was read).
func (d *Desk) SaveAppraisal(ctx context.Context, who account.Person, body account.BodyID,
	key string, read int, to integrity.SelfAssessment) (a Appraising, err error) {
	return d.appraise(ctx, who, body, key, func(_ *store.Tx, a *Appraising) error {
		for id, r := range to.Replies {
			if bad := nobody("comment-"+id, r.Comment); bad != nil {
				return bad
			}
		}
		return a.Draft.Change(string(who.ID), read, to, a.Round.Instrument(), d.Now())
	})
}

// SignAppraisal signs an assessment: the first time for one, the second time
// for another, and then it is submitted and counts.
//
// Who may: editors of the body. Faults: NotFound, Invalid (something is
// missing), Refused (the round is not open; signed by the same person),
// Conflict (saved since it was read).
func (d *Desk) SignAppraisal(ctx context.Context, who account.Person, body account.BodyID,
	key string, read int) (submitted bool, err error) {
	_, err = d.appraise(ctx, who, body, key, func(tx *store.Tx, a *Appraising) error {
		submitted, err = a.Draft.Sign(string(who.ID), read, a.Round.Instrument())
		if err != nil {
			return err
		}
		m, err := tx.Matter(a.Draft.Matter)
		if err != nil {
			return err
		}
		if !submitted {
			return note(tx, matter(m.ID), string(who.ID), "sign-appraisal", string(m.ID), nil)
		}
		a.Draft.SignedBy = "" // what is changed from here on is signed anew
		return say(tx, who, m, "submit-appraisal", integrity.Said{SelfAssessment: &a.Draft.Content})
	})
	return submitted && err == nil, err
}

// appraise runs f on a body's assessment in a round that is open, and saves the draft.
func (d *Desk) appraise(ctx context.Context, who account.Person, body account.BodyID, key string,
	f func(*store.Tx, *Appraising) error) (a Appraising, err error) {
	if err := who.May(account.Edit, body); err != nil {
		return a, err
	}
	err = d.DB.Bookkeep(ctx, "appraisal/"+key+"/"+string(body), func(tx *store.Tx) error {
		if a, err = appraising(tx, body, key); err != nil {
			return err
		}
		if !a.Open {
			return fault.New(fault.Refused, "integrity.round-closed")
		}
		if a.Draft.Matter == "" {
			a.Draft.Matter = integrity.ID(store.NewID(tx.Now))
			if err := tx.AddMatter(integrity.Matter{ID: a.Draft.Matter, Kind: integrity.AnAppraisal, Body: string(body),
				Key: key + "/" + string(body), Created: tx.Now}); err != nil {
				return err
			}
		}
		if err := f(tx, &a); err != nil {
			return err
		}
		return tx.SaveAppraisal(a.Draft)
	})
	return a, err
}

// Pictures are the rounds as everybody can see them, in the order in which they
// end, with the bodies that were asked.
type Pictures struct {
	All    []integrity.Picture
	Bodies map[string]account.Body
}

// Pictures gives how bodies assess themselves, put together so that nobody's
// own answers can be told.
func (d *Desk) Pictures(ctx context.Context) (p Pictures, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p, err = pictures(tx)
		return err
	})
	return p, err
}

func pictures(tx *store.Tx) (p Pictures, err error) {
	submitted, err := submittedBy(tx)
	if err != nil {
		return p, err
	}
	matters, err := tx.Matters(integrity.ARound, "")
	if err != nil {
		return p, err
	}
	for _, m := range matters {
		r, err := roundOf(tx, m.Key)
		if err != nil {
			return p, err
		}
		drawn := integrity.Draw(m.Key, r.Opening, r.Instrument(), submitted[m.Key])
		if !r.Opening.Over(tx.Now.In(lang.Stockholm)) {
			drawn.Wait()
		}
		p.All = append(p.All, drawn)
	}
	integrity.Chronological(p.All)
	p.Bodies, err = bodiesByID(tx)
	return p, err
}

// submittedBy gives what was last submitted, by round and body.
func submittedBy(tx *store.Tx) (map[string]map[string]integrity.SelfAssessment, error) {
	matters, err := tx.Matters(integrity.AnAppraisal, "")
	if err != nil {
		return nil, err
	}
	body := map[integrity.ID]string{}
	for _, m := range matters {
		body[m.ID] = m.Body
	}
	entries, err := tx.EntriesOf(integrity.AnAppraisal)
	by := map[string]map[string]integrity.SelfAssessment{}
	for _, e := range entries {
		if s := e.SelfAssessment; s != nil {
			if by[s.Round] == nil {
				by[s.Round] = map[string]integrity.SelfAssessment{}
			}
			by[s.Round][body[e.Matter]] = *s
		}
	}
	return by, err
}
