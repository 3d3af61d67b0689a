package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"insyn/internal/account"
	"insyn/internal/fault"
)

// mostReason is how many characters the reason of a report may have.
const mostReason = 4000

// reportForm shows the form, or says whom to write to where none is taken here.
func (s *Server) reportForm(w http.ResponseWriter, r *http.Request) error {
	return s.showReport(w, r, nil)
}

func (s *Server) showReport(w http.ResponseWriter, r *http.Request, err error) error {
	v := from(r)
	page := ReportPage{Page: s.page(r, v.T("report.title")), Operator: s.options.Operator,
		Open: s.options.Report != nil}
	if page.Open {
		page.Form = s.form(w, r, err)
		page.fields(v, ownPath(r.URL.Query().Get("sida"), ""))
	}
	return s.render(w, r, fault.Status(err), "report", page)
}

// fields makes the fields of the form; address is the page that it was opened from.
func (p *ReportPage) fields(v *visit, address string) {
	p.Address = p.Form.Field("text", "address", v.T("report.address"), address).
		Hinted(v.T("report.address-hint"))
	p.Reason = p.Form.Field("area", "reason", v.T("report.reason"), "").
		Hinted(v.T("report.reason-hint")).Area(6, mostReason)
	p.Name = p.Form.Field("text", "name", v.T("report.name"),
		"").May().Fills("name").Sized("middle")
	p.Email = p.Form.Field("email", "email", v.T("report.email"), "").May().Fills("email").
		Hinted(v.T("report.email-hint")).Sized("middle")
}

// report takes a report.
func (s *Server) report(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if s.options.Report == nil {
		return fault.New(fault.Refused, "report.not-here")
	}
	report := Report{Address: strings.TrimSpace(r.PostForm.Get("address")),
		Reason: strings.TrimSpace(r.PostForm.Get("reason")),
		Name:   strings.TrimSpace(r.PostForm.Get("name")),
		Email:  strings.TrimSpace(r.PostForm.Get("email")), At: v.Now}
	if err := checkReport(report); err != nil {
		return s.showReport(w, r, err)
	}
	if !s.reports.allow(neighbourhood(clientAddress(r, s.options.Trusted)).String()) {
		return fault.New(fault.TooMany, "web.too-many") // the mail of all waits in one queue
	}
	reference, err := s.options.Report(r.Context(), report)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "report", ReportPage{
		Page: s.page(r, v.T("report.sent")), Operator: s.options.Operator,
		Sent: Confirmation{Title: v.T("report.sent"), Text: v.T("report.sent-text"),
			Reference: reference}})
}

// checkReport lists everything that must be mended in a report.
func checkReport(r Report) error {
	var faults []*fault.Error
	switch {
	case r.Address == "":
		faults = append(faults, fault.New(fault.Invalid, "report.address-missing").At("address"))
	case len(r.Address) > 2000:
		faults = append(faults, fault.New(fault.Invalid, "report.address-long").At("address"))
	}
	switch {
	case r.Reason == "":
		faults = append(faults, fault.New(fault.Invalid, "report.reason-missing").At("reason"))
	case utf8.RuneCountInString(r.Reason) > mostReason:
		faults = append(faults, fault.New(fault.Invalid, "report.reason-long").
			With("Most", mostReason).At("reason"))
	}
	if len(r.Name) > 200 {
		faults = append(faults, fault.New(fault.Invalid, "report.name-long").At("name"))
	}
	if r.Email != "" {
		if _, err := account.Address(r.Email); err != nil {
			faults = append(faults, fault.New(fault.Invalid, "report.email-bad").At("email"))
		}
	}
	return fault.Fields(faults...)
}
