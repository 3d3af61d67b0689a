package act

import (
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// planning names the aggregate that a write about a plan locks.
func planning(id plan.ID) string { return "plan/" + string(id) }

// A PublicPlan is everything that anybody may see of a plan. It is made for the
// public: who reports is named by role, and no address is in it.
type PublicPlan struct {
	Body     account.Body
	Plan     plan.Plan
	Versions []plan.Version
	Hands    []PlanHand // who made each of the versions
	Reports  []plan.Report

	Reporters []ReporterRole
	Watched   map[string]plan.Watch // of the addresses of its evidence
}

// PublicPlans lists the plans that are public, the latest of each place first.
func (d *Desk) PublicPlans(ctx context.Context) (list []plan.Plan, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = publicPlans(tx)
		return err
	})
	return list, err
}

// publicPlans lists the plans that are public.
func publicPlans(tx *store.Tx) (list []plan.Plan, err error) {
	all, err := tx.Plans()
	for _, p := range all {
		if p.Public() {
			list = append(list, p)
		}
	}
	return list, err
}

// PublicPlan gives a plan by its name in addresses.
//
// Faults: NotFound.
func (d *Desk) PublicPlan(ctx context.Context, slug string) (p PublicPlan, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p = PublicPlan{}
		if p.Plan, err = tx.PlanBySlug(slug); err != nil {
			return err
		}
		if !p.Plan.Public() {
			return fault.New(fault.NotFound, "store.not-found")
		}
		if p.Body, err = tx.Body(account.BodyID(p.Plan.Body)); err != nil {
			return err
		}
		if p.Versions, err = tx.PlanVersions(p.Plan.ID); err != nil {
			return err
		}
		if p.Reports, err = tx.PlanReports(p.Plan.ID); err != nil {
			return err
		}
		if p.Watched, err = watched(tx, p.Plan.Content); err != nil {
			return err
		}
		if p.Hands, err = planHands(tx, p); err != nil {
			return err
		}
		p.Reporters, err = reporterRoles(tx, p.Plan.ID)
		return err
	})
	for i := range p.Versions {
		p.Versions[i].Author = ""
	}
	return p, err
}

// RevisePlan makes a new version of a plan public, with the reason for it.
//
// Who may: publishers of the plan's body. Faults: Invalid (what is missing, no
// reason), Refused (the adopted text would change), Conflict (it has moved on since read).
func (d *Desk) RevisePlan(ctx context.Context, who account.Person, id plan.ID, read int,
	content plan.Content, reason string) error {
	return d.DB.Write(ctx, planning(id), func(tx *store.Tx) error {
		p, err := tx.Plan(id)
		if err != nil {
			return err
		}
		if err := who.May(account.Publish, account.BodyID(p.Body)); err != nil {
			return err
		}
		if p.Current != read {
			return fault.New(fault.Conflict, "version.conflict")
		}
		if err := plan.Revise(p.Content, content, reason); err != nil {
			return err
		}
		return d.publishPlan(tx, who, p, content, reason)
	})
}

// added gives what a content says in words of its own that the one before did
// not: of evidence and milestones, and the reason.
func added(before, now plan.Content, reason string) []string {
	had, words := wordsOf(before), []string{reason}
	for _, w := range wordsOf(now) {
		if !slices.Contains(had, w) {
			words = append(words, w)
		}
	}
	return words
}

// wordsOf lists what is said of the evidence and the milestones of a plan, and
// of what was done for it.
func wordsOf(c plan.Content) (all []string) {
	all = c.Record.Said()
	for _, one := range c.Commitments {
		for _, e := range one.Evidence {
			all = append(all, e.Proves.SV, e.Proves.EN)
		}
		for _, m := range slices.Concat(one.Milestones, one.Operational) {
			all = append(all, m.Output.SV, m.Output.EN, m.Wanted.SV, m.Wanted.EN, m.Owner)
		}
		for _, d := range one.Own {
			for _, said := range []plan.Text{d.Title, d.Unit, d.How, d.Source} {
				all = append(all, said.SV, said.EN)
			}
		}
	}
	return all
}

// publishPlan writes the next version of a plan, enters it in the public record
// and tells the audit log. Who follows the plan, and who reports, is written to.
func (d *Desk) publishPlan(tx *store.Tx, who account.Person, p plan.Plan, content plan.Content,
	reason string) error {
	if err := fault.Fields(consult.Unnumbered("proves", added(p.Content, content, reason)...)); err != nil {
		return err
	}
	err := tx.PublishPlan(plan.Version{Plan: p.ID, Number: p.Current + 1, Content: content,
		Author: string(who.ID), Reason: reason, Published: tx.Now})
	if err != nil {
		return err
	}
	if _, err := enter(tx, planPublished, planObject(p.ID, p.Current+1)); err != nil {
		return err
	}
	if err := d.planMoved(tx, p, content); err != nil {
		return err
	}
	return note(tx, planning(p.ID), string(who.ID), "publish-plan", string(p.ID),
		map[string]any{"number": p.Current + 1, "reason": reason})
}
