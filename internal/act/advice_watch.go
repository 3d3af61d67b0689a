package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// watchAddress begins to watch an address that is not watched yet; "" for none.
func watchAddress(tx *store.Tx, address string) error {
	if address == "" {
		return nil
	}
	_, err := tx.Watch(address)
	if fault.Is(err, fault.NotFound) {
		err = tx.SaveWatch(plan.Watch{Address: address, Next: tx.Now})
	}
	return err
}

// tellReach notes with every recommendation that an address proves something of
// that its link does not answer any more, or does again. It changes no status.
func (d *Desk) tellReach(ctx context.Context, w plan.Watch) error {
	type place struct {
		id       integrity.ID
		evidence int
	}
	var places []place
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		places = nil
		all, err := recommendations(tx)
		for _, c := range all.Cases {
			for _, e := range c.Evidence {
				if _, dead := c.Dead[e.Number]; e.What.URL == w.Address && dead != w.Dead() {
					places = append(places, place{c.Matter.ID, e.Number})
				}
			}
		}
		return err
	})
	for _, p := range places {
		if err != nil {
			break
		}
		err = d.DB.Write(ctx, matter(p.id), func(tx *store.Tx) error {
			c, err := caseOf(tx, p.id)
			if _, dead := c.Dead[p.evidence]; err != nil || dead == w.Dead() {
				return err
			}
			reach := integrity.Reach{Evidence: p.evidence, Answers: !w.Dead(), Since: w.Since}
			return say(tx, account.System, c.Matter, "watch-evidence",
				integrity.Said{Reach: &reach})
		})
	}
	return err
}
