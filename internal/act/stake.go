package act

import (
	"context"
	"maps"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// DeclareStake says that who has an interest of their own in what a view asks
// for, or no longer has. From then on they decide nothing about it: they neither
// rule on it, hand it over, give it a later day nor answer it. A proposal takes
// its interests along to the recommendation that it becomes. Only that there is
// one is kept, not what it is.
//
// Who may: editors of the body that answers for the view. Faults: NotFound.
func (d *Desk) DeclareStake(ctx context.Context, who account.Person, id consult.ViewID,
	ended bool) error {
	forum, err := d.forumOf(ctx, id)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, string(forum), func(tx *store.Tx) error {
		v, _, err := handled(tx, who, account.HandleViews, id)
		if err != nil {
			return err
		}
		return declare(tx, who, v.Body, string(id), ended)
	})
}

// DeclareFlagStake is DeclareStake for a red flag on purchases.
//
// Who may: editors of the body. Faults: NotFound.
func (d *Desk) DeclareFlagStake(ctx context.Context, who account.Person, id string,
	ended bool) error {
	return d.DB.Write(ctx, "flags", func(tx *store.Tx) error {
		f, err := flagFor(tx, who, account.Edit, id)
		if err != nil {
			return err
		}
		return declare(tx, who, f.Body, flagStake(id), ended)
	})
}

// flagStake names what an interest in a flag is declared in; one in a view has
// the ID of the view.
func flagStake(id string) string { return "flag/" + id }

// declare notes an interest in what has a key.
func declare(tx *store.Tx, who account.Person, body, key string, ended bool) error {
	m, err := tx.MatterByKey(integrity.AStake, key)
	if fault.Is(err, fault.NotFound) {
		m = integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: integrity.AStake,
			Body: body, Key: key, Created: tx.Now}
		err = tx.AddMatter(m)
	}
	if err != nil {
		return err
	}
	return say(tx, who, m, "declare-interest",
		integrity.Said{Interest: &integrity.Interest{Ended: ended}})
}

// stakesIn gives what has been declared of interests in what has a key.
func stakesIn(tx *store.Tx, key string) (integrity.Matter, []integrity.Entry, error) {
	m, err := tx.MatterByKey(integrity.AStake, key)
	if fault.Is(err, fault.NotFound) {
		return m, nil, nil
	}
	if err != nil {
		return m, nil, err
	}
	entries, err := tx.Entries(m.ID)
	return m, entries, err
}

// staked tells whether a person has declared an interest in what has a key.
func staked(tx *store.Tx, who account.Person, key string) (bool, error) {
	m, entries, err := stakesIn(tx, key)
	return integrity.Fold(m, entries).Interested(string(who.ID)), err
}

// disinterested gives nil for who has declared no interest in what has a key.
//
// Faults: Forbidden.
func disinterested[K ~string](tx *store.Tx, who account.Person, key K) error {
	return barredBy(staked(tx, who, string(key)))
}

// barredBy gives the fault of who has an interest.
func barredBy(interest bool, err error) error {
	if err == nil && interest {
		err = fault.New(fault.Forbidden, "stake.barred")
	}
	return err
}

// stakedIn is staked for any of the views that something is owed to.
func stakedIn(tx *store.Tx, who account.Person, duties []consult.Duty) (has bool, err error) {
	for _, duty := range duties {
		if has, err = staked(tx, who, string(duty.View)); has || err != nil {
			return has, err
		}
	}
	return false, nil
}

// disinterestedIn is disinterested for all views that an answer covers.
func disinterestedIn(tx *store.Tx, who account.Person, id consult.AnswerID) error {
	duties, err := tx.DutiesOf(id)
	if err != nil {
		return err
	}
	return barredBy(stakedIn(tx, who, duties))
}

// unconcerned gives nil for who has declared no interest in a case, or in the
// proposal that it was.
//
// Faults: Forbidden.
func unconcerned(who account.Person, c integrity.Case) error {
	if c.Interested(string(who.ID)) {
		return fault.New(fault.Forbidden, "integrity.interested")
	}
	return nil
}

// withStakes folds a case with the interests in the proposal that it was.
func withStakes(tx *store.Tx, m integrity.Matter,
	entries []integrity.Entry) (integrity.Case, error) {
	c := integrity.Fold(m, entries)
	if len(c.Versions) == 0 || c.Now().View == 0 {
		return c, nil
	}
	duty, err := tx.DutyOf(consult.Forum(c.Now().Forum), c.Now().View)
	if fault.Is(err, fault.NotFound) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	_, stakes, err := stakesIn(tx, string(duty.View))
	return integrity.Fold(m, entries, stakes...), err
}

// decided notes a decision in the audit log. Beside the button stands that who
// presses it says to have no interest in the matter: that goes into the line. A
// program has none and says nothing.
func decided(tx *store.Tx, aggregate string, who account.Person, act, object string,
	detail map[string]any) error {
	line := maps.Clone(detail)
	if line == nil {
		line = map[string]any{}
	}
	if !who.Machine {
		line["disinterested"] = true
	}
	return note(tx, aggregate, string(who.ID), act, object, line)
}
