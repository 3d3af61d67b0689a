package storetest

import (
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// plans holds that every version of a plan stays, and that one version follows the other.
func plans(s suite) {
	s.write(func(tx *store.Tx) error {
		return tx.SaveBody(account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "x@example.se"})
	})
	content := plan.Content{Level: plan.Country, Code: "SWE", Number: 5,
		Title: plan.Text{SV: "Ö-planen"}, Commitments: []plan.Commitment{{ID: "SE0021",
			Adopted: plan.Adopted{Title: plan.Text{SV: "Åtagande"}}, Row: []string{"=1", "ND"}}}}
	p := plan.Plan{ID: "p", Body: "exempel", Slug: "sverige-5", Created: Noon, Content: content}
	s.write(func(tx *store.Tx) error { return tx.AddPlan(p) })
	same(s, s.try(func(tx *store.Tx) error {
		return tx.AddPlan(plan.Plan{ID: "q", Body: "exempel", Slug: "sverige-5", Created: Noon})
	}) != nil, nil, true)

	first := plan.Version{Plan: "p", Number: 1, Content: content, Author: "eva", Reason: "Beslutad",
		Published: Noon}
	second := first
	second.Number, second.Reason, second.Published = 2, "Delmål", Noon.Add(time.Hour)
	second.Content.Period = "2023–2025"
	s.write(func(tx *store.Tx) error { return errors.Join(tx.PublishPlan(first), tx.PublishPlan(second)) })
	err := s.try(func(tx *store.Tx) error { return tx.PublishPlan(second) })
	same(s, fault.Of(err), nil, fault.Conflict)
	err = s.try(func(tx *store.Tx) error {
		return tx.PublishPlan(plan.Version{Plan: "none", Number: 1, Published: Noon})
	})
	same(s, fault.Of(err), nil, fault.NotFound)

	p.Current, p.Content = 2, second.Content
	equal(s, []plan.Plan{p}, func(tx *store.Tx) ([]plan.Plan, error) { return tx.Plans() })
	equal(s, []plan.Version{first, second}, func(tx *store.Tx) ([]plan.Version, error) {
		return tx.PlanVersions("p")
	})
	one := plan.Report{Plan: "p", Commitment: "SE0021", Period: "2023-2", Number: 1, Given: Noon,
		Status: plan.Limited, Progress: plan.Text{SV: "Något"}, Challenges: []plan.Challenge{plan.Funding}}
	two := one
	two.Number, two.Status, two.Challenges = 2, plan.Substantial, nil
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddPlanReport(one), tx.AddPlanReport(two)) })
	same(s, fault.Of(s.try(func(tx *store.Tx) error { return tx.AddPlanReport(two) })), nil, fault.Conflict)
	equal(s, []plan.Report{one, two}, func(tx *store.Tx) ([]plan.Report, error) { return tx.PlanReports("p") })
	s.read(func(tx *store.Tx) error {
		got, err := tx.PlanBySlug("sverige-5")
		same(s, got.ID, err, p.ID)
		return nil
	})
}
