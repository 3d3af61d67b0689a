package web

import (
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/plan"
)

// A TourPromise is what the tour lets its visitor report: late, with a reason.
type TourPromise struct {
	Plan   string // slug
	Report plan.Report
}

// tourReport is how far the visitor has come with the report of the invented agency.
type tourReport struct {
	link   act.Link // with which the agency reports; "" where nobody does
	commit string   // the commitment
	given  bool
}

// tourPromise looks for who reports, and whether they have.
func (s *Server) tourPromise(ctx context.Context, f *tourFacts) error {
	promise := s.options.Play.Tour.Promise
	p, list, err := s.options.Desk.PlanReporters(ctx, account.System, promise.Plan)
	if fault.Is(err, fault.NotFound) {
		return nil // a tour without a plan
	}
	for _, r := range list {
		if r.Reports(promise.Report.Commitment) {
			f.report.link, f.report.commit = s.options.Desk.ReportLink(r), promise.Report.Commitment
		}
	}
	f.report.given = slices.ContainsFunc(p.Reports, func(r plan.Report) bool {
		return r.By != "" && r.Commitment == promise.Report.Commitment
	})
	return err
}

// promise is the step in which one sees what was promised, measured and late,
// and an agency reports late with a reason.
func (g guide) promise(s *TourStep) {
	path := "/plan/" + g.tour.Promise.Plan
	s.Links = append(s.Links, Link{g.T("tour.promise-front"), g.Href("/")},
		Link{g.T("tour.promise-state"), g.Href(path + "/lage")})
	if g.facts.report.given {
		s.Links = append(s.Links, Link{g.T("tour.promise-see"),
			g.Href(path + "/atagande/" + g.facts.report.commit)})
		return
	}
	if g.facts.report.link != "" {
		s.Links = append(s.Links, Link{g.T("tour.promise-sheet"),
			g.Href("/rapportera/" + string(g.facts.report.link))})
		s.Acts = append(s.Acts, g.instead("report", g.T("tour.promise-report")))
	}
}

// tourReports reports in the place of the invented agency, by its link.
func (s *Server) tourReports(ctx context.Context) error {
	var f tourFacts
	if err := s.tourPromise(ctx, &f); err != nil {
		return err
	}
	sheet, err := s.options.Desk.ReportSheet(ctx, f.report.link)
	if err != nil {
		return err
	}
	return s.options.Desk.SendReports(ctx, f.report.link, sheet.Period,
		[]act.SheetReport{{Report: s.options.Play.Tour.Promise.Report}})
}
