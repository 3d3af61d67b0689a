package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// timesOver is how far back response times look.
const timesOver = 365 * 24 * time.Hour

// ResponseTimes are how soon cases are answered, for all to see.
type ResponseTimes struct {
	Table  consult.TimesTable
	Bodies map[string]account.Body
	From   time.Time // cases that came since then
	At     time.Time
	Curve  consult.Curve // of all; nil while there are too few
}

// ResponseTimes computes how soon the cases of the last year were answered, at
// every body that has answered cases. It counts and names nobody.
func (d *Desk) ResponseTimes(ctx context.Context) (t ResponseTimes, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		t = ResponseTimes{Bodies: map[string]account.Body{}, From: tx.Now.Add(-timesOver), At: tx.Now}
		cases, err := tx.CaseTimes(t.From)
		if err != nil {
			return err
		}
		all, err := tx.Bodies()
		if err != nil {
			return err
		}
		with := map[string]bool{}
		for _, c := range cases {
			with[c.Body] = true
		}
		var order []string
		for _, b := range all {
			if with[string(b.ID)] {
				order = append(order, string(b.ID))
				t.Bodies[string(b.ID)] = b
			}
		}
		t.Table, t.Curve = consult.Tabulate(cases, order, tx.Now), consult.Answering(cases, tx.Now)
		return nil
	})
	return t, err
}

// Wishes lists the data that are wanted, what most ask for first.
func (d *Desk) Wishes(ctx context.Context) (all []consult.Wish, bodies map[string]account.Body, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		bodies = map[string]account.Body{}
		if all, err = tx.Wishes(""); err != nil {
			return err
		}
		for _, w := range all {
			if err := answeringBody(tx, bodies, w.Body); err != nil {
				return err
			}
		}
		return nil
	})
	return all, bodies, err
}

// SupportWish counts one press of the button. Who pressed is not known here,
// and nothing of it is kept: not in the database, and not in the audit log.
//
// Faults: NotFound (no such wish, or it is no longer open).
func (d *Desk) SupportWish(ctx context.Context, number int64) error {
	return d.DB.Bookkeep(ctx, "wishes", func(tx *store.Tx) error { return tx.SupportWish(number) })
}

// SaveWish makes a wish, or changes what is said of it; a new one takes up the
// case that it was made from, where one is named.
//
// Who may: editors of the body. Faults: Invalid.
func (d *Desk) SaveWish(ctx context.Context, who account.Person, w consult.Wish, from consult.ViewID) (
	consult.Wish, error) {
	if err := who.May(account.HandleViews, account.BodyID(w.Body)); err != nil {
		return w, err
	}
	w, err := w.Check()
	if err != nil {
		return w, err
	}
	var saved consult.Wish
	err = d.DB.Write(ctx, "wishes", func(tx *store.Tx) error {
		saved = w // each try numbers it anew
		if err := numbered(tx, &saved); err != nil {
			return err
		}
		if err := tx.SaveWish(saved); err != nil {
			return err
		}
		if from != "" {
			if err := joinWish(tx, who, from, saved); err != nil {
				return err
			}
		}
		return note(tx, "wishes", string(who.ID), "wish-save", string(saved.ID),
			map[string]any{"state": saved.State})
	})
	return saved, err
}

// numbered gives a new wish its number, and a known one what never changes.
func numbered(tx *store.Tx, w *consult.Wish) error {
	w.Changed = tx.Now
	if w.ID != "" {
		known, err := tx.Wish(w.ID)
		if err == nil && known.Body != w.Body {
			err = fault.New(fault.NotFound, "store.not-found")
		}
		w.Number, w.Added = known.Number, known.Added
		return err
	}
	last, err := tx.LastWish()
	w.ID, w.Number, w.Added = consult.WishID(store.NewID(tx.Now)), last+1, tx.Now
	return err
}

// joinWish puts a case under a wish of the body that owes it an answer.
func joinWish(tx *store.Tx, who account.Person, id consult.ViewID, w consult.Wish) error {
	v, _, err := owed(tx, who, id)
	if err != nil {
		return err
	}
	if v.Forum.Contact() == "" || v.Body != w.Body {
		return fault.New(fault.NotFound, "store.not-found")
	}
	return tx.JoinWish(id, w.ID)
}

// JoinWish puts a case under a wish that is there already.
//
// Who may: editors of the body that owes the answer. Faults: NotFound.
func (d *Desk) JoinWish(ctx context.Context, who account.Person, id consult.ViewID,
	wish consult.WishID) error {
	return d.DB.Write(ctx, "wishes", func(tx *store.Tx) error {
		w, err := tx.Wish(wish)
		if err != nil {
			return err
		}
		if err := joinWish(tx, who, id, w); err != nil {
			return err
		}
		return note(tx, "wishes", string(who.ID), "wish-join", string(id),
			map[string]any{"wish": wish})
	})
}
