package act

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/store"
)

// How many records one transaction hides or takes back, and how many bytes:
// few enough to end within 50 ms.
const (
	harvestBatch      = 100
	harvestBatchBytes = 1 << 20
	harvestForgotten  = 2 * time.Hour // a run that has not ended by then has died
	harvestsSeen      = 100           // runs that are looked through and shown
)

func source(id catalog.SourceID) string { return "source/" + string(id) }

// Harvest fetches a source's catalogue and takes over what has changed. What
// it found is hidden until all of it is there; one row then shows it at once.
// A harvest that would empty the catalogue, or take away more than a fifth, is
// held until a person lets it through. One that fails changes nothing, and is
// kept with the reason.
//
// Who may: publishers of the body, and the timetable. Faults: Conflict while
// another run is on its way, Refused for a source that has ended. That the
// source could not be used is told in the run, not by a fault.
func (d *Desk) Harvest(ctx context.Context, who account.Person, id catalog.SourceID) (store.Harvest,
	error) {
	s, run, err := d.beginHarvest(ctx, who, id)
	if err != nil {
		return run, err
	}
	run, err = d.harvest(ctx, s, run)
	if err == nil {
		return run, nil
	}
	return d.endHarvest(context.WithoutCancel(ctx), s, run, store.HarvestFailed, err)
}

// beginHarvest opens a run. One that died is ended here.
func (d *Desk) beginHarvest(ctx context.Context, who account.Person, id catalog.SourceID) (
	s catalog.Source, run store.Harvest, err error) {
	err = d.DB.Bookkeep(ctx, source(id), func(tx *store.Tx) error {
		if s, err = tx.Source(id); err != nil {
			return err
		}
		if err := who.May(account.Publish, account.BodyID(s.Body)); err != nil {
			return err
		}
		if !s.Ended.IsZero() {
			return fault.New(fault.Refused, "harvest.ended")
		}
		last, err := latestHarvest(tx, id)
		if err != nil {
			return err
		}
		if last.State == store.HarvestRunning {
			if tx.Now.Sub(last.Began) < harvestForgotten {
				return fault.New(fault.Conflict, "harvest.running")
			}
			last.State, last.Ended = store.HarvestFailed, tx.Now
			if err := tx.SaveHarvest(last); err != nil {
				return err
			}
		}
		run = store.Harvest{Source: id, Number: last.Number + 1, Actor: string(who.ID),
			Began: tx.Now, State: store.HarvestRunning}
		return tx.AddHarvest(run)
	})
	return s, run, err
}

// latestHarvest gives the last run at a source; one with the number 0 where there is none.
func latestHarvest(tx *store.Tx, id catalog.SourceID) (store.Harvest, error) {
	list, err := tx.Harvests(id, 1)
	if err != nil || len(list) == 0 {
		return store.Harvest{}, err
	}
	return list[0], nil
}

// harvest does the work of a run.
func (d *Desk) harvest(ctx context.Context, s catalog.Source,
	run store.Harvest) (store.Harvest, error) {
	g, err := d.gather(ctx, s.Address, fetch.Stamp{ETag: s.ETag, Modified: s.Modified})
	if err != nil {
		return run, err
	}
	if g.same || g.digest == s.Digest {
		return d.endHarvest(ctx, s, run, store.HarvestSame, nil)
	}
	if waits, err := d.heldWith(ctx, s, g.digest); waits || err != nil {
		return d.endHarvest(ctx, s, run, store.HarvestSame, err)
	}
	run.Digest, run.ETag, run.Modified = g.digest, g.stamp.ETag, g.stamp.Modified
	found, err := g.Items()
	if err != nil {
		return run, err
	}
	known, ids, err := d.known(ctx, s)
	if err != nil {
		return run, err
	}
	decision := catalog.Decide(known, found, g.Broken)
	run.Added = decision.Count(catalog.Added) + decision.Count(catalog.Returned)
	run.Changed, run.Removed = decision.Count(catalog.Changed), decision.Count(catalog.Gone)
	run.Same, run.Skipped, run.Hold = decision.Same, len(found.Skipped), decision.Hold
	if run.Report, err = packReport(reported(g, found)); err != nil {
		return run, err
	}
	if err := d.supersede(ctx, s, run.Number); err != nil {
		return run, err
	}
	if len(decision.Changes) == 0 {
		return d.endHarvest(ctx, s, run, store.HarvestSame, nil)
	}
	if err := d.hide(ctx, s, run.Number, decision.Changes, ids); err != nil {
		return run, err
	}
	if run.Hold != catalog.NoHold {
		return d.endHarvest(ctx, s, run, store.HarvestHeld, nil)
	}
	if run, err = d.showHarvest(ctx, account.System, s.ID, run.Number, &run, ""); err != nil {
		return run, err
	}
	return run, d.learnShown(ctx, s.ID)
}

// heldWith tells whether a run that was made from the same bytes waits for a
// person: it need not be made again.
func (d *Desk) heldWith(ctx context.Context, s catalog.Source,
	digest string) (waits bool, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		h, err := held(tx, s)
		waits = h.Number > 0 && h.Digest == digest
		return err
	})
	return waits, err
}

// held gives the run that waits for a person at a source; one with the number
// 0 where none does.
func held(tx *store.Tx, s catalog.Source) (store.Harvest, error) {
	list, err := tx.Harvests(s.ID, harvestsSeen)
	for _, h := range list {
		if h.State == store.HarvestHeld && h.Number > s.Generation {
			return h, nil
		}
	}
	return store.Harvest{}, err
}

// known reads what is in force at a source, and the datasets by identity.
func (d *Desk) known(ctx context.Context, s catalog.Source) (known map[string]catalog.Known,
	standing map[string]store.Standing, err error) {
	known, standing = map[string]catalog.Known{}, map[string]store.Standing{}
	for after := ""; ; {
		var page []store.Standing
		err = d.DB.Read(ctx, func(tx *store.Tx) error {
			page, err = tx.Standings(s.ID, after, 1000)
			return err
		})
		if err != nil || len(page) == 0 {
			return known, standing, err
		}
		for _, one := range page {
			known[one.Identity] = catalog.Known{Print: one.Print, Gone: one.Gone}
			standing[one.Identity] = one
			after = one.Dataset
		}
	}
}

// hide writes what a run would change, where nobody sees it yet.
func (d *Desk) hide(ctx context.Context, s catalog.Source, number int, changes []catalog.Change,
	standing map[string]store.Standing) error {
	for len(changes) > 0 {
		n, bytes := 0, 0
		for n < len(changes) && n < harvestBatch && bytes < harvestBatchBytes {
			bytes += len(changes[n].Item.Content)
			n++
		}
		err := d.DB.Bookkeep(ctx, source(s.ID), func(tx *store.Tx) error {
			for _, c := range changes[:n] {
				if err := hideOne(tx, s.ID, number, c, standing[c.Identity]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

func hideOne(tx *store.Tx, id catalog.SourceID, number int, c catalog.Change,
	was store.Standing) error {
	kind := c.Item.Kind
	if c.What == catalog.Gone {
		kind = was.Kind
		c.Item.IRI, c.Item.Title = was.IRI, was.Title
	}
	dataset, err := tx.DatasetOf(c.Identity, kind)
	if err != nil {
		return err
	}
	return tx.PutRecord(store.Record{Source: id, Dataset: dataset.ID, Since: number, What: c.What,
		IRI: c.Item.IRI, Kind: kind, Title: c.Item.Title, Print: c.Item.Print,
		Content: []byte(c.Item.Content)})
}

// supersede takes back what earlier runs have hidden: those that were held
// while the source has changed again, and those that died.
func (d *Desk) supersede(ctx context.Context, s catalog.Source, number int) error {
	var open []store.Harvest
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.Harvests(s.ID, harvestsSeen)
		open = open[:0]
		for _, h := range list {
			if h.Number != number && h.Number > s.Generation {
				open = append(open, h)
			}
		}
		return err
	})
	for _, h := range open {
		if err := d.drop(ctx, h); err != nil {
			return err
		}
		if h.State != store.HarvestHeld {
			continue
		}
		h.State, h.Ended = store.HarvestRejected, d.Now()
		err = errors.Join(err, d.DB.Bookkeep(ctx, source(s.ID), func(tx *store.Tx) error {
			return tx.SaveHarvest(h)
		}))
	}
	return err
}

// drop takes back what a run has hidden.
func (d *Desk) drop(ctx context.Context, h store.Harvest) error {
	for {
		n := 0
		err := d.DB.Bookkeep(ctx, source(h.Source), func(tx *store.Tx) (err error) {
			s, err := tx.Source(h.Source)
			if err != nil {
				return err
			}
			if h.Number <= s.Generation {
				return fault.New(fault.Conflict, "harvest.not-held")
			}
			n, err = tx.DropRecords(h.Source, h.Number, harvestBatch)
			return err
		})
		if err != nil || n < harvestBatch {
			return err
		}
	}
}

// showHarvest lets what a run has hidden be seen: the source's generation becomes
// its number. found, where given, is the run as its own worker knows it.
func (d *Desk) showHarvest(ctx context.Context, who account.Person, id catalog.SourceID, number int,
	found *store.Harvest, reason string) (run store.Harvest, err error) {
	err = d.DB.Write(ctx, source(id), func(tx *store.Tx) error {
		s, err := tx.Source(id)
		if err != nil {
			return err
		}
		if run, err = tx.Harvest(id, number); err != nil {
			return err
		}
		if found != nil {
			run = *found
		} else if run.State != store.HarvestHeld {
			return fault.New(fault.Conflict, "harvest.not-held")
		}
		run.State, run.Reason, run.Ended = store.HarvestDone, reason, tx.Now
		if run.Sequence, err = tx.NextSequence(); err != nil {
			return err
		}
		s.Generation, s.Digest, s.ETag, s.Modified = number, run.Digest, run.ETag, run.Modified
		if err := errors.Join(tx.SaveHarvest(run), tx.SaveSource(s)); err != nil {
			return err
		}
		return note(tx, "body/"+s.Body, string(who.ID), "harvest-shown", string(id),
			map[string]any{"number": number, "reason": reason})
	})
	return run, err
}

// endHarvest closes a run that shows nothing new. A run that is held is told
// to the body, once.
func (d *Desk) endHarvest(ctx context.Context, s catalog.Source, run store.Harvest,
	state store.HarvestState, why error) (store.Harvest, error) {
	if state == store.HarvestFailed {
		if err := d.drop(ctx, run); err != nil {
			return run, errors.Join(why, err)
		}
	}
	run.State = state
	err := d.DB.Bookkeep(ctx, source(s.ID), func(tx *store.Tx) error {
		run.Ended, run.Fault = tx.Now, told(why)
		if err := tx.SaveHarvest(run); err != nil {
			return err
		}
		switch {
		case state == store.HarvestSame && run.Digest != "":
			return tx.NoteStamp(s.ID, run.Digest, run.ETag, run.Modified)
		case state == store.HarvestHeld:
			return tellHeld(tx, s, run)
		}
		return nil
	})
	return run, err
}

// A toldFault is a fault as the database keeps it: a message and its values.
type toldFault struct {
	Kind    fault.Kind
	Message string
	Values  fault.Values
}

// told gives the form in which a fault is kept; "" of none. What is ours is
// kept as such: the log has the rest.
func told(err error) string {
	if err == nil {
		return ""
	}
	kept := toldFault{Kind: fault.Internal, Message: "fault.internal-text"}
	var f *fault.Error
	if errors.As(err, &f) && f.Kind != fault.Internal {
		kept = toldFault{f.Kind, f.Message, f.Values}
	}
	return mustJSON(kept)
}

// HarvestFault gives the fault that ended a run; nil of one that went well.
func HarvestFault(h store.Harvest) error {
	if h.Fault == "" {
		return nil
	}
	var kept toldFault
	if err := json.Unmarshal([]byte(h.Fault), &kept); err != nil {
		return err
	}
	f := fault.New(kept.Kind, kept.Message)
	f.Values = kept.Values
	return f
}

// mustJSON packs what can always be packed.
func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
