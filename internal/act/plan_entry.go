package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// EnterRecord writes down what was done for a plan outside Insyn: meetings,
// documents, outreach. It is a new version of the plan, with the reason, so
// that anybody sees when it was entered; the standards count it from its day.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid (what is
// missing, no reason), Conflict (the plan has moved on since read).
func (d *Desk) EnterRecord(ctx context.Context, who account.Person, slug string, read int,
	more plan.Record, reason string) error {
	return d.remake(ctx, who, slug, read, reason, func(tx *store.Tx, p plan.Plan) (plan.Content,
		error) {
		c := p.Content
		c.Record = c.Record.Add(more)
		return c, more.Check(tx.Now.In(lang.Stockholm))
	})
}

// A CouncilTable is one of the tables of a forum.
type CouncilTable int

// The tables of a forum: who sits in it, and when it met.
const (
	TheMembers CouncilTable = iota
	TheMeetings
)

// CouncilSheet gives a table of the forum of a plan as CSV, with its head in a language.
//
// Faults: NotFound.
func (d *Desk) CouncilSheet(ctx context.Context, slug string, which CouncilTable,
	say *lang.Printer) ([]byte, error) {
	p, err := d.PublicPlan(ctx, slug)
	if err != nil {
		return nil, err
	}
	if which == TheMembers {
		return sheetIn(say, councilRows(p.Plan.Content.Council)), nil
	}
	var rows [][]string
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		recorded, err := d.recorded(tx, p, dayOf(tx.Now))
		rows = meetingRows(recorded, slug, dayOf(d.Now()))
		return err
	})
	return sheetIn(say, rows), err
}

// SetRhythm chooses how often a plan is reported. Reminders and the word that
// there is no report follow. Once somebody has reported it stays: what was said
// of one period says nothing of another.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid, Refused
// (somebody has reported), Conflict.
func (d *Desk) SetRhythm(ctx context.Context, who account.Person, slug string, read int,
	r plan.Rhythm, reason string) error {
	return d.remake(ctx, who, slug, read, reason, func(tx *store.Tx, p plan.Plan) (plan.Content,
		error) {
		c := p.Content
		given, err := tx.PlanReports(p.ID)
		if err == nil && len(given) > 0 && r != c.Rhythm {
			err = fault.New(fault.Refused, "plan.rhythm-late").At("rhythm")
		}
		c.Rhythm = r
		return c, err
	})
}
