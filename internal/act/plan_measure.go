package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// ChooseMeasure makes a commitment measured by something that Insyn computes.
// It is a new version of the plan, with the reason.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid (there is
// no such measure, or it goes on; no reason), Conflict (the plan has moved on since read).
func (d *Desk) ChooseMeasure(ctx context.Context, who account.Person, slug string, read int,
	commitment, measure, reason string) error {
	return d.remake(ctx, who, slug, read, reason, func(_ *store.Tx, p plan.Plan) (plan.Content,
		error) {
		c, _, err := plan.Choose(p.Content, commitment, measure)
		return c, err
	})
}

// DefineMeasure gives a commitment a measure whose values are entered by hand,
// or defines one otherwise: an empty identity makes a new one, which is given.
// It is a new version of the plan, with the reason: what it said before stays.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid (what is
// missing in either language, another unit of what was entered, no reason), Conflict.
func (d *Desk) DefineMeasure(ctx context.Context, who account.Person, slug string, read int,
	commitment string, def plan.Definition, reason string) (id string, err error) {
	err = d.remake(ctx, who, slug, read, reason, func(_ *store.Tx, p plan.Plan) (c plan.Content,
		err error) {
		c, id, err = plan.Define(p.Content, slug, commitment, def)
		return c, err
	})
	return id, err
}

// EnterValue writes down what a measure by hand was on a day, with where it can
// be read. It is a new version of the plan, whose reason says so.
//
// Who may: publishers of the plan's body. Faults: NotFound, Refused (Insyn
// computes it), Invalid (no such day, or one ahead; no source; no number).
func (d *Desk) EnterValue(ctx context.Context, who account.Person, slug, commitment string,
	v plan.Stated) error {
	return d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		content, def, err := plan.Enter(p.Content, commitment, v, tx.Now.In(lang.Stockholm))
		if err != nil {
			return err
		}
		say := lang.For(lang.Swedish)
		day, _ := v.On.Day()
		reason := say.T("own.entered", "Measure", def.Title.SV, "Value", say.Number(v.Number),
			"Unit", def.UnitOf(v.Number).SV, "On", say.Date(day))
		if err := plan.Revise(p.Content, content, reason); err != nil {
			return err
		}
		return d.publishPlan(tx, who, p, content, reason)
	})
}

// StopMeasure ends that a commitment is measured by something, from a day and
// for a reason that everybody sees. What was measured until then stays.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid, Conflict.
func (d *Desk) StopMeasure(ctx context.Context, who account.Person, slug string, read int,
	commitment string, end plan.Ending) error {
	return d.remake(ctx, who, slug, read, end.Why.SV, func(tx *store.Tx, p plan.Plan) (plan.Content,
		error) {
		return plan.Stop(p.Content, commitment, end, tx.Now.In(lang.Stockholm))
	})
}
