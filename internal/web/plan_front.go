package web

import (
	"net/http"

	"insyn/internal/plan"
)

// promised shows what the latest plan has promised, and what each promise is measured by.
func (p *FrontPage) promised(v *visit, plans []plan.Plan, facts plan.Facts) {
	for _, one := range plans {
		if len(one.Content.Commitments) == 0 || !one.Content.Decided() {
			continue
		}
		p.Plan = Link{v.T("front.plan"), v.planPath(one)}
		for _, c := range one.Content.Commitments {
			p.Promised = append(p.Promised, v.commitmentRow(one, c, facts))
		}
		return
	}
}

// lateInPlan fills in what is late in the plan that the front page shows.
func (s *Server) lateInPlan(r *http.Request, page *FrontPage, plans []plan.Plan) error {
	for _, one := range plans {
		if len(one.Content.Commitments) == 0 || !one.Content.Decided() {
			continue
		}
		p, err := s.options.Desk.PublicPlan(r.Context(), one.Slug)
		if err != nil {
			return err
		}
		from(r).Until(midnight(from(r).Now))
		page.PlanLate = from(r).lateCommitments(p)
		return nil
	}
	return nil
}
