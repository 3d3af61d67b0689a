package act

import (
	"slices"

	"insyn/internal/account"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// A PlanHand is who made a version of a plan, as everybody may know it: a body
// and a role, and no person. The zero value is somebody who publishes for the
// body of the plan.
type PlanHand struct {
	Machine bool   // the program itself, told by who runs it
	Role    string // of who reports, and brought evidence with a report
	Body    string // whom that reporter is of
}

// byReporter stands in the place of the author of what comes with a report.
const byReporter = "reporter"

// planHands gives who made each version of a plan. Who reports is known by the
// report that was given in the same moment, which says their role.
func planHands(tx *store.Tx, p PublicPlan) (all []PlanHand, err error) {
	reporters, err := tx.Reporters(p.Plan.ID)
	for _, v := range p.Versions {
		hand := PlanHand{Machine: v.Author == string(account.System.ID)}
		if v.Author == byReporter {
			hand = reporterHand(v, p.Reports, reporters)
		}
		all = append(all, hand)
	}
	return all, err
}

// reporterHand gives who reported when a version came to be.
func reporterHand(v plan.Version, reports []plan.Report, reporters []plan.Reporter) (h PlanHand) {
	i := slices.IndexFunc(reports, func(r plan.Report) bool { return r.Given.Equal(v.Published) })
	if i < 0 {
		return h
	}
	h.Role = reports[i].By
	for _, r := range reporters {
		if r.Role == h.Role && r.Reports(reports[i].Commitment) {
			h.Body = r.Body
		}
	}
	return h
}
