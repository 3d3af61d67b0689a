package act

import (
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// ProveByMeasure adds to a commitment the evidence of one of its own measures:
// what it was on the day, with a way to its definition, its history and what it
// is computed from. Like all evidence it is a new version of the plan.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid (what it
// proves; no such measure, or nothing to compute from).
func (d *Desk) ProveByMeasure(ctx context.Context, who account.Person, slug, commitment,
	measure string, proves plan.Text) error {
	if err := d.MayPublishPlan(ctx, who, slug); err != nil {
		return err
	}
	p, err := d.PublicPlan(ctx, slug)
	if err != nil {
		return err
	}
	facts, err := d.MeasureFacts(ctx)
	if err != nil {
		return err
	}
	c, _ := p.Plan.Content.Commitment(commitment)
	def, known := facts.Definition(measure)
	e := plan.Evidence{Kind: plan.Measure, Of: measure, Proves: proves}
	if _, ended := c.End(measure); known && !ended && slices.Contains(c.Measures, measure) {
		e.Number, e.On, e.Period, known = def.Latest(facts, d.Now().In(lang.Stockholm))
	} else {
		known = false
	}
	switch {
	case !known:
		return fault.Fields(fault.New(fault.Invalid, "plan.live-unknown").At("live"))
	case proves.Empty():
		return fault.Fields(fault.New(fault.Invalid, "plan.proves-missing").At("live-proves"))
	}
	return d.ProveCommitment(ctx, who, slug, commitment, e)
}
