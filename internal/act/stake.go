package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// DeclareStake says that who has an interest of their own in what a view asks
// for, or no longer has. From then on they neither rule on it nor answer it.
// Only that there is one is kept, not what it is.
//
// Who may: editors of the body that answers for the view. Faults: NotFound.
func (d *Desk) DeclareStake(ctx context.Context, who account.Person, id consult.ViewID, ended bool) error {
	forum, err := d.forumOf(ctx, id)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, string(forum), func(tx *store.Tx) error {
		v, _, err := handled(tx, who, account.HandleViews, id)
		if err != nil {
			return err
		}
		m, err := tx.MatterByKey(integrity.AStake, string(id))
		if fault.Is(err, fault.NotFound) {
			m = integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: integrity.AStake,
				Body: v.Body, Key: string(id), Created: tx.Now}
			err = tx.AddMatter(m)
		}
		if err != nil {
			return err
		}
		return say(tx, who, m, "declare-interest", integrity.Said{Interest: &integrity.Interest{Ended: ended}})
	})
}

// staked tells whether a person has declared an interest in a view.
func staked(tx *store.Tx, who account.Person, id consult.ViewID) (bool, error) {
	m, err := tx.MatterByKey(integrity.AStake, string(id))
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	entries, err := tx.Entries(m.ID)
	return integrity.Fold(m, entries).Interested(string(who.ID)), err
}

// disinterested gives nil for who has declared no interest in a view.
//
// Faults: Forbidden.
func disinterested(tx *store.Tx, who account.Person, id consult.ViewID) error {
	has, err := staked(tx, who, id)
	if err == nil && has {
		err = fault.New(fault.Forbidden, "stake.barred")
	}
	return err
}

// disinterestedIn is disinterested for all views that an answer covers.
func disinterestedIn(tx *store.Tx, who account.Person, id consult.AnswerID) error {
	duties, err := tx.DutiesOf(id)
	if err != nil {
		return err
	}
	for _, duty := range duties {
		if err := disinterested(tx, who, duty.View); err != nil {
			return err
		}
	}
	return nil
}
