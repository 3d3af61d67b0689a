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

// A LateCount is how much of something is late, and where that is seen.
type LateCount struct {
	Number string
	What   Link
}

// lateElsewhere fills in how many cases and recommendations have no answer
// although their day has passed. Of so few cases that one could tell whose they
// are nothing is said, as on the page of response times.
func (s *Server) lateElsewhere(r *http.Request, page *FrontPage, facts plan.Facts) error {
	v := from(r)
	times, err := s.options.Desk.ResponseTimes(r.Context())
	if err != nil {
		return err
	}
	rows := times.Table.Cells
	all := rows[len(rows)-1]
	if total := all[len(all)-1]; !total.Hidden && total.Late > 0 {
		page.LateElse = append(page.LateElse, LateCount{v.Number(total.Late),
			Link{v.T("front.late-cases", "Count", total.Late), v.Href(timesPath)}})
	}
	late := 0
	for _, a := range facts.Advice {
		if a.Answered.IsZero() && !a.Due.After(v.Now) {
			late++
		}
	}
	if late > 0 {
		page.LateElse = append(page.LateElse, LateCount{v.Number(late),
			Link{v.T("front.late-advice", "Count", late), v.Href(advicePath)}})
	}
	return nil
}
