package act

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// ReportCommitment takes the report of a commitment for a period. To report
// again for the same period adds a report: the last one counts, and all stay.
//
// Who may: editors of the plan's body. Faults: NotFound, Invalid (what is
// missing), Refused (complete without public evidence, or a period that has not begun).
func (d *Desk) ReportCommitment(ctx context.Context, who account.Person, slug string,
	r plan.Report) error {
	return d.revising(ctx, who, account.Edit, slug, func(tx *store.Tx, p plan.Plan) error {
		r := r
		b, err := tx.Body(account.BodyID(p.Body))
		if err != nil {
			return err
		}
		r.By = b.Name // no status without a source: staff report for their body
		return takeReport(tx, p, string(who.ID), r)
	})
}

// takeReport writes a report, and sets that those who follow the plan are told.
func takeReport(tx *store.Tx, p plan.Plan, actor string, r plan.Report) error {
	c, ok := p.Content.Commitment(r.Commitment)
	if !ok {
		return fault.New(fault.NotFound, "store.not-found")
	}
	if !slices.Contains(ReportPeriods(p.Content, tx.Now), r.Period) {
		return fault.New(fault.Refused, "report.period-missing").At("period")
	}
	given, err := tx.PlanReports(p.ID)
	if err != nil {
		return err
	}
	r.Plan, r.Given, r.Number = p.ID, tx.Now, 1
	for _, had := range given {
		if had.Commitment == r.Commitment && had.Period == r.Period {
			r.Number = had.Number + 1
		}
	}
	if err := r.Check(c, p.Content.End, tx.Now.In(lang.Stockholm)); err != nil {
		return err
	}
	if err := fault.Fields(consult.Unnumbered("progress", r.Progress.SV, r.Progress.EN),
		consult.Unnumbered("why", r.Why.SV, r.Why.EN)); err != nil {
		return err
	}
	if r.Number > plan.MostReports {
		return fault.New(fault.Refused, "report.often").With("Most", plan.MostReports).At("period")
	}
	if err := tx.AddPlanReport(r); err != nil {
		return err
	}
	if err := planTold(tx, p.ID); err != nil {
		return err
	}
	return note(tx, planning(p.ID), actor, "report-commitment", r.Commitment,
		map[string]any{"period": r.Period, "number": r.Number, "status": r.Status})
}

// MayPublishPlan tells whether somebody may make public what a plan says.
//
// Faults: NotFound, Forbidden.
func (d *Desk) MayPublishPlan(ctx context.Context, who account.Person, slug string) error {
	return d.DB.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.PlanBySlug(slug)
		if err != nil {
			return err
		}
		return who.May(account.Publish, account.BodyID(p.Body))
	})
}

// revising runs f in a write on a plan that who may verb.
func (d *Desk) revising(ctx context.Context, who account.Person, verb account.Verb, slug string,
	f func(*store.Tx, plan.Plan) error) error {
	var id plan.ID
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.PlanBySlug(slug)
		id = p.ID
		return err
	})
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, planning(id), func(tx *store.Tx) error {
		p, err := tx.Plan(id)
		if err != nil {
			return err
		}
		if err := who.May(verb, account.BodyID(p.Body)); err != nil {
			return err
		}
		return f(tx, p)
	})
}

// ReportPeriods lists the periods that a plan is reported for up to a moment:
// from the period in which it began to the one that goes on, or its end.
func ReportPeriods(c plan.Content, now time.Time) []plan.Period {
	from := reportFrom(c)
	if from.IsZero() {
		return nil
	}
	to := now
	if end := c.End.Last(); !end.IsZero() && end.Before(now) {
		to = end
	}
	return c.Rhythm.Periods(from, to.In(lang.Stockholm))
}

// reportFrom gives when a plan begins to be reported: when it was handed in.
func reportFrom(c plan.Content) time.Time {
	for _, d := range []plan.Date{c.Submitted, c.Adopted, c.Start} {
		if last := d.Last(); !last.IsZero() {
			return last.In(lang.Stockholm)
		}
	}
	return time.Time{}
}

// Standings gives what has been reported of each commitment of a plan, and
// where there is no report.
func (p PublicPlan) Standings(now time.Time) map[string][]plan.Standing {
	from := reportFrom(p.Plan.Content)
	all := map[string][]plan.Standing{}
	if from.IsZero() {
		return all
	}
	for _, c := range p.Plan.Content.Commitments {
		var given []plan.Report
		for _, r := range p.Reports {
			if r.Commitment == c.ID {
				given = append(given, r)
			}
		}
		all[c.ID] = p.Plan.Content.Rhythm.Standings(from, p.Plan.Content.End.Last(),
			now.In(lang.Stockholm), given)
	}
	return all
}

// ProveCommitment adds evidence to a commitment, as a new version of the plan.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid.
func (d *Desk) ProveCommitment(ctx context.Context, who account.Person, slug, commitment string,
	e plan.Evidence) error {
	reason := cmp.Or(e.Proves.SV, lang.For(lang.Swedish).T("news.evidence"))
	return d.growing(ctx, who, slug, commitment, reason, func(c *plan.Commitment) {
		e.ID = "e" + strconv.Itoa(len(c.Evidence)+1)
		c.Evidence = append(slices.Clone(c.Evidence), e)
	})
}

// PlanMilestone adds a milestone to a commitment after the plan was adopted, with
// the evidence that is to prove it. It is kept apart from what was adopted, and marked.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid.
func (d *Desk) PlanMilestone(ctx context.Context, who account.Person, slug, commitment string,
	m plan.Milestone) error {
	if err := d.MayPublishPlan(ctx, who, slug); err != nil {
		return err
	}
	if m.Wanted.Empty() {
		return fault.Fields(fault.New(fault.Invalid, "plan.wanted-missing").At("wanted"))
	}
	return d.growing(ctx, who, slug, commitment, m.Output.In("sv"), func(c *plan.Commitment) {
		m.ID = "o" + strconv.Itoa(len(c.Operational)+1)
		c.Operational = append(slices.Clone(c.Operational), m)
	})
}

// growing makes a version of a plan in which one commitment has more than
// before. What was added is the reason that is shown.
func (d *Desk) growing(ctx context.Context, who account.Person, slug, commitment, reason string,
	f func(*plan.Commitment)) error {
	return d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		i := slices.IndexFunc(p.Content.Commitments, func(c plan.Commitment) bool {
			return c.ID == commitment
		})
		if i < 0 {
			return fault.New(fault.NotFound, "store.not-found")
		}
		content := p.Content
		content.Commitments = slices.Clone(content.Commitments)
		f(&content.Commitments[i])
		if strings.TrimSpace(reason) == "" { // Check says which field it is
			reason = commitment
		}
		if err := plan.Revise(p.Content, content, reason); err != nil {
			return err
		}
		return d.publishPlan(tx, who, p, content, reason)
	})
}

// PlanDesk gives a plan to who works with it.
//
// Who may: editors of the plan's body. Faults: NotFound.
func (d *Desk) PlanDesk(ctx context.Context, who account.Person, slug string) (PublicPlan, error) {
	p, err := d.PublicPlan(ctx, slug)
	if err != nil {
		return p, err
	}
	return p, who.May(account.Edit, p.Body.ID)
}

// FinishMilestone writes down that a milestone is done, on which day and what
// proves it, as a new version of the plan.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid.
func (d *Desk) FinishMilestone(ctx context.Context, who account.Person, slug, commitment,
	milestone string, on plan.Date, proof string) error {
	return d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		content, words, err := plan.Finish(p.Content, commitment, milestone, on, proof,
			tx.Now.In(lang.Stockholm))
		if err != nil {
			return err
		}
		reason := lang.For(lang.Swedish).T("finish.reason", "Milestone", words.In("sv"))
		if err := plan.Revise(p.Content, content, reason); err != nil {
			return err
		}
		return d.publishPlan(tx, who, p, content, reason)
	})
}
