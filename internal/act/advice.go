package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// matter names the aggregate that a write about a matter locks.
func matter(id integrity.ID) string { return "matter/" + string(id) }

// Recommendations is the register of recommendations, as anybody may see it.
type Recommendations struct {
	Cases  []integrity.Case // in the order of their keys
	Bodies map[string]account.Body
}

// Find gives the case with a key.
func (r Recommendations) Find(key string) (integrity.Case, bool) {
	for _, c := range r.Cases {
		if c.Matter.Key == key {
			return c, true
		}
	}
	return integrity.Case{}, false
}

// Recommendations gives the whole register. All of it is public.
func (d *Desk) Recommendations(ctx context.Context) (r Recommendations, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		r, err = recommendations(tx)
		return err
	})
	return r, err
}

func recommendations(tx *store.Tx) (r Recommendations, err error) {
	matters, err := tx.Matters(integrity.Advice, "")
	if err != nil {
		return r, err
	}
	entries, err := tx.EntriesOf(integrity.Advice)
	if err != nil {
		return r, err
	}
	of := map[integrity.ID][]integrity.Entry{}
	for _, e := range entries {
		of[e.Matter] = append(of[e.Matter], e)
	}
	for _, m := range matters {
		c, err := withStakes(tx, m, of[m.ID])
		if err != nil {
			return r, err
		}
		r.Cases = append(r.Cases, c)
	}
	r.Bodies, err = bodiesByID(tx)
	return r, err
}

// bodiesByID gives every body by its ID.
func bodiesByID(tx *store.Tx) (map[string]account.Body, error) {
	all, err := tx.Bodies()
	by := map[string]account.Body{}
	for _, b := range all {
		by[string(b.ID)] = b
	}
	return by, err
}

// caseOf gives a case by its ID.
func caseOf(tx *store.Tx, id integrity.ID) (integrity.Case, error) {
	m, err := tx.Matter(id)
	if err != nil {
		return integrity.Case{}, err
	}
	entries, err := tx.Entries(id)
	if err != nil {
		return integrity.Case{}, err
	}
	return withStakes(tx, m, entries)
}

// AdviceDesk gives a case to who works with it.
//
// Who may: editors of the body that keeps it and of the one that it is addressed to.
func (d *Desk) AdviceDesk(ctx context.Context, who account.Person,
	id integrity.ID) (c integrity.Case, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if c, err = caseOf(tx, id); err != nil {
			return err
		}
		return involved(who, c)
	})
	return c, err
}

// involved gives nil for editors of the bodies on either side of a case.
func involved(who account.Person, c integrity.Case) error {
	if who.Can(account.Edit, account.BodyID(c.Now().Addressee)) {
		return nil
	}
	return who.May(account.Edit, account.BodyID(c.Matter.Body))
}

// AdviceOf gives the register to who works at a body, which keeps some of it
// and is addressed in some.
//
// Who may: readers of the body.
func (d *Desk) AdviceOf(ctx context.Context, who account.Person,
	body account.BodyID) (r Recommendations, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return r, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := tx.Body(body); err != nil {
			return err
		}
		r, err = recommendations(tx)
		return err
	})
	return r, err
}

// deciding adds an entry to a case after may has looked at it, by who has no
// interest in it.
func (d *Desk) deciding(ctx context.Context, who account.Person, id integrity.ID, act string,
	said integrity.Said, may func(*store.Tx, integrity.Case) error) error {
	return d.DB.Write(ctx, matter(id), func(tx *store.Tx) error {
		c, err := caseOf(tx, id)
		if err != nil {
			return err
		}
		if err := may(tx, c); err != nil {
			return err
		}
		if err := unconcerned(who, c); err != nil {
			return err
		}
		return sayDecided(tx, who, c.Matter, act, said)
	})
}

// say adds an entry to a matter and tells the audit log.
func say(tx *store.Tx, who account.Person, m integrity.Matter, act string,
	said integrity.Said) error {
	if err := addEntry(tx, who, m, said); err != nil {
		return err
	}
	return note(tx, matter(m.ID), string(who.ID), act, string(m.ID), entryLine(m))
}

// sayDecided is say for what decides something.
func sayDecided(tx *store.Tx, who account.Person, m integrity.Matter, act string,
	said integrity.Said) error {
	if err := addEntry(tx, who, m, said); err != nil {
		return err
	}
	return decided(tx, matter(m.ID), who, act, string(m.ID), entryLine(m))
}

// addEntry adds the next entry to a matter.
func addEntry(tx *store.Tx, who account.Person, m integrity.Matter, said integrity.Said) error {
	return tx.AddEntry(integrity.Entry{Matter: m.ID, Number: m.Entries + 1, At: tx.Now,
		Author: string(who.ID), Said: said})
}

// entryLine tells which entry of a matter was added.
func entryLine(m integrity.Matter) map[string]any {
	return map[string]any{"key": m.Key, "number": m.Entries + 1}
}

// nobody tells of what looks like identity numbers in texts that will be public.
func nobody(field string, texts ...string) *fault.Error {
	for _, t := range texts {
		if len(consult.IdentityNumbers(t)) > 0 {
			return fault.New(fault.Invalid, "integrity.identity-number").At(field)
		}
	}
	return nil
}

// AnswerAdvice takes the answer of the body that a recommendation is addressed
// to. A later answer stands beside the first.
//
// Who may: publishers of the addressee without a stake in the matter. Faults:
// NotFound, Forbidden, Invalid, Refused (nobody here is asked).
func (d *Desk) AnswerAdvice(ctx context.Context, who account.Person, id integrity.ID,
	r integrity.Response) error {
	return d.deciding(ctx, who, id, "answer-advice", integrity.Said{Response: &r},
		func(_ *store.Tx, c integrity.Case) error {
			if err := who.May(account.Publish, account.BodyID(c.Now().Addressee)); err != nil {
				if involved(who, c) == nil { // knows it already, and is only not the one to answer
					return fault.New(fault.Forbidden, "integrity.addressee-only")
				}
				return err
			}
			if bad := nobody("reason", r.Reason.SV, r.Reason.EN, r.Measure.SV); bad != nil {
				return bad
			}
			return r.Check()
		})
}

// ProveAdvice adds evidence of what has been done.
//
// Who may: editors of the body that keeps the case and of the addressee, without
// a stake in it. Faults: NotFound, Invalid, Forbidden.
func (d *Desk) ProveAdvice(ctx context.Context, who account.Person, id integrity.ID,
	e integrity.Evidence) error {
	said := integrity.Said{Evidence: &e}
	return d.deciding(ctx, who, id, "prove-advice", said, func(tx *store.Tx, c integrity.Case) error {
		if err := involved(who, c); err != nil {
			return err
		}
		e.Body = c.Matter.Body
		if who.Can(account.Edit, account.BodyID(c.Now().Addressee)) {
			e.Body = c.Now().Addressee
		}
		if bad := nobody("proves", e.Proves.SV, e.Proves.EN); bad != nil {
			return bad
		}
		if err := e.Check(); err != nil {
			return err
		}
		return watchAddress(tx, e.URL)
	})
}

// AssessAdvice enters a judgement of those who recommended, or corrects one
// that was entered wrongly. What was entered before stays.
//
// Who may: editors of the body that keeps the case, without a stake in it.
// Faults: NotFound, Forbidden, Invalid (a grade that is not on the scale).
func (d *Desk) AssessAdvice(ctx context.Context, who account.Person, id integrity.ID,
	a integrity.Assessment) error {
	return d.deciding(ctx, who, id, "assess-advice", integrity.Said{Assessment: &a},
		func(_ *store.Tx, c integrity.Case) error {
			if err := who.May(account.Edit, account.BodyID(c.Matter.Body)); err != nil {
				return err
			}
			if bad := nobody("words", a.Words.SV, a.Words.EN); bad != nil {
				return bad
			}
			return c.Assess(a)
		})
}

// FollowAdvice says how far a recommendation has come, in the judgement of
// those who keep the register.
//
// Who may: editors of the body that keeps the case, without a stake in it.
// Faults: NotFound, Invalid, Forbidden, Refused (implemented, and nothing shows it).
func (d *Desk) FollowAdvice(ctx context.Context, who account.Person, id integrity.ID,
	f integrity.FollowUp) error {
	return d.deciding(ctx, who, id, "follow-advice", integrity.Said{FollowUp: &f},
		func(_ *store.Tx, c integrity.Case) error {
			if err := who.May(account.Edit, account.BodyID(c.Matter.Body)); err != nil {
				return err
			}
			if bad := nobody("follow-reason", f.Reason.SV, f.Reason.EN); bad != nil {
				return bad
			}
			return c.Follow(string(who.ID), f)
		})
}

// DeclareInterest says that who has a stake in a matter, or no longer has.
//
// Who may: editors of the bodies on either side. Faults: NotFound.
func (d *Desk) DeclareInterest(ctx context.Context, who account.Person, id integrity.ID,
	ended bool) error {
	return d.DB.Write(ctx, matter(id), func(tx *store.Tx) error {
		c, err := caseOf(tx, id)
		if err != nil {
			return err
		}
		if err := involved(who, c); err != nil {
			return err
		}
		return say(tx, who, c.Matter, "declare-interest",
			integrity.Said{Interest: &integrity.Interest{Ended: ended}})
	})
}

// AdvicePath gives the Swedish path of the page of a recommendation.
func AdvicePath(key string) string { return "/integritet/rekommendationer/" + key }

// askedAdvice lists the recommendations to which an answer was wanted by a day.
func askedAdvice(tx *store.Tx) (all []plan.Asked, err error) {
	r, err := recommendations(tx)
	all = []plan.Asked{}
	for _, c := range r.Cases {
		is := c.Now()
		due := is.Due.After(lang.Stockholm)
		if is.Addressee == "" || due.IsZero() {
			continue
		}
		asked := plan.Asked{Due: due, Path: AdvicePath(c.Matter.Key)}
		if len(c.Responses) > 0 {
			asked.Answered = c.Responses[0].At
		}
		all = append(all, asked)
	}
	return all, err
}
