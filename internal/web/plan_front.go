package web

import "insyn/internal/plan"

// promised shows what the latest plan has promised, and what each promise is measured by.
func (p *FrontPage) promised(v *visit, plans []plan.Plan, facts plan.Facts) {
	for _, one := range plans {
		if len(one.Content.Commitments) == 0 {
			continue
		}
		p.Plan = Link{v.T("front.plan"), v.planPath(one)}
		for _, c := range one.Content.Commitments {
			p.Promised = append(p.Promised, v.commitmentRow(one, c, facts))
		}
		return
	}
}
