package act

import (
	"context"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/store"
)

// A SourceLine is a source in a list.
type SourceLine struct {
	Source catalog.Source
	Last   store.Harvest // number 0 where there is none
	Held   store.Harvest // the run that waits for a person; number 0 where none does
}

// Sources lists where the catalogue of a body is harvested from.
//
// Who may: readers of the body.
func (d *Desk) Sources(ctx context.Context, who account.Person,
	body account.BodyID) (all []SourceLine,
	err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		list, err := tx.Sources(body)
		if err != nil {
			return err
		}
		for _, s := range list {
			line := SourceLine{Source: s}
			if line.Last, err = latestHarvest(tx, s.ID); err != nil {
				return err
			}
			if line.Held, err = held(tx, s); err != nil {
				return err
			}
			all = append(all, line)
		}
		return nil
	})
	return all, err
}

// harvestTasks lists the harvests of a body that who has to decide about.
func harvestTasks(tx *store.Tx, who account.Person, body account.Body) (tasks []Task, err error) {
	if !who.Can(account.Publish, body.ID) {
		return nil, nil
	}
	list, err := tx.Sources(body.ID)
	for _, s := range list {
		h, err := held(tx, s)
		if err != nil {
			return nil, err
		}
		if h.Number > 0 && s.Ended.IsZero() {
			tasks = append(tasks, Task{Kind: TaskHarvest, Source: s})
		}
	}
	return tasks, err
}

// A SourceFile is all that staff see of a source.
type SourceFile struct {
	SourceLine
	Body     account.Body
	Harvests []store.Harvest // newest first
	Report   HarvestReport   // of the run that is held, else of the last that has one
	Changes  []HeldChange    // of the run that is held: at most changesShown
}

// A HeldChange is one thing that a run would change.
type HeldChange struct {
	What  catalog.What
	Title string
	IRI   string
	// Statements are those by which a changed dataset would differ.
	Statements []dcat.PropertyChange
}

// changesShown is how many changes of a run people are shown.
const changesShown = 200

// SourceFile opens the file of a source.
//
// Who may: readers of the body.
func (d *Desk) SourceFile(ctx context.Context, who account.Person,
	id catalog.SourceID) (f SourceFile,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = SourceFile{}
		if f.Source, err = tx.Source(id); err != nil {
			return err
		}
		body := account.BodyID(f.Source.Body)
		if err := who.May(account.SeeDraft, body); err != nil {
			return err
		}
		if f.Body, err = tx.Body(body); err != nil {
			return err
		}
		if f.Harvests, err = tx.Harvests(id, harvestsSeen); err != nil {
			return err
		}
		if len(f.Harvests) > 0 {
			f.Last = f.Harvests[0]
		}
		if f.Held, err = held(tx, f.Source); err != nil {
			return err
		}
		if f.Report, err = lastReport(f); err != nil || f.Held.Number == 0 {
			return err
		}
		f.Changes, err = heldChanges(tx, f.Held)
		return err
	})
	return f, err
}

// lastReport gives what there is to hear of a source now.
func lastReport(f SourceFile) (HarvestReport, error) {
	if f.Held.Number > 0 {
		return unpackReport(f.Held.Report)
	}
	for _, h := range f.Harvests {
		if len(h.Report) > 0 {
			return unpackReport(h.Report)
		}
	}
	return HarvestReport{}, nil
}

// heldChanges lists what a run that is held would change.
func heldChanges(tx *store.Tx, h store.Harvest) ([]HeldChange, error) {
	found, err := tx.Found(h.Source, h.Number, "", changesShown)
	if err != nil {
		return nil, err
	}
	all := make([]HeldChange, len(found))
	for i, r := range found {
		all[i] = HeldChange{What: r.What, Title: r.Title, IRI: r.IRI}
		if r.What != catalog.Changed {
			continue
		}
		copies, err := tx.DatasetCopies(r.Dataset)
		if err != nil {
			return nil, err
		}
		for _, before := range copies {
			if before.Source == h.Source {
				all[i].Statements = catalog.Differences(before.Content, r.Content)
			}
		}
	}
	return all, nil
}

// A Preview is what a harvest of an address would find, without any of it
// being kept.
type Preview struct {
	Address  string
	Title    string // of the catalogue
	Decision catalog.Decision
	Report   HarvestReport
	Fault    error // why nothing could be found; nil when something was
}

// PreviewSource fetches an address and tells what a harvest would make of it:
// what is wrong with it, and what it would change at the source, if it is one.
//
// Who may: publishers of the body.
func (d *Desk) PreviewSource(ctx context.Context, who account.Person, body account.BodyID,
	address string) (p Preview, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return p, err
	}
	if err := d.checkSource(catalog.Source{Address: address, Sector: catalog.PublicSector}); err != nil {
		return p, err
	}
	p.Address = address
	var s catalog.Source
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		s, err = tx.SourceByAddress(address)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return p, err
	}
	known, _, err := d.known(ctx, s)
	if err != nil {
		return p, err
	}
	g, err := d.gather(ctx, address, fetch.Stamp{})
	if err != nil {
		p.Fault = err
		return p, nil
	}
	found, err := g.Items()
	if err != nil {
		p.Fault = err
		return p, nil
	}
	p.Title, p.Decision, p.Report = found.Main.Title, catalog.Decide(known, found, g.Broken), reported(g, found)
	return p, nil
}
