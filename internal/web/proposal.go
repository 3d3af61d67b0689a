package web

import (
	"net/http"
	"net/url"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// propose leads to where one proposes something in a forum that takes proposals.
func (v *visit) propose(venue consult.Venue) Link {
	for _, s := range venue.Sorts {
		if s == consult.AProposal {
			return Link{v.T("proposal.write"), v.Href(venue.Path + "/forslag")}
		}
	}
	return Link{}
}

// proposalForm shows the form on which one says what hinders and what should be done.
func (s *Server) proposalForm(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	form := consult.ViewForm{Sort: consult.AProposal}
	if about := r.URL.Query().Get("om"); about != "" {
		form.Subject = subjectOf(about)
	}
	return s.showOpinionForm(w, r, h, form, nil)
}

// proposing turns the page of a view into that of a proposal, where it is one.
func (p *OpinionFormPage) proposing(v *visit, form consult.ViewForm) {
	if form.Sort == consult.AProposal {
		p.Page.Title, p.Lead = v.T("proposal.title"), v.T("proposal.lead")
	}
}

// proposal asks for the parts of a proposal.
func (f Form) proposal(v *visit, text string) []Field {
	p, _ := consult.ProposalOf(text)
	return []Field{
		f.Field("area", "problem", v.T("proposal.problem"),
			p.Problem).Hinted(v.T("proposal.problem-hint")).Area(5, consult.MaxView/4),
		f.Field("area", "concerns", v.T("proposal.concerns"),
			p.Concerns).Hinted(v.T("proposal.concerns-hint")).Area(3, consult.MaxView/4),
		f.Field("area", "measure", v.T("proposal.measure"),
			p.Measure).Hinted(v.T("proposal.measure-hint")).Area(5, consult.MaxView/4),
	}
}

// sentProposal reads the text of a form: as one, or in the parts of a proposal.
func sentProposal(v *visit, sent url.Values) (consult.Sort, string) {
	if !sent.Has("problem") {
		return consult.AView, sent.Get("text")
	}
	return consult.AProposal, consult.Proposal{Problem: sent.Get("problem"), Concerns: sent.Get("concerns"),
		Measure: sent.Get("measure")}.Text(string(v.Language()))
}

// said gives the fields of a view that can be sent anew: its text, and nothing of who said it.
func said(fields []Field, sort consult.Sort) []Field {
	if sort == consult.AProposal {
		return fields[:3]
	}
	return fields[:1]
}

// ScreeningPage is Insyn's own transparency report: what was taken out or not
// published, why, and how many.
type ScreeningPage struct {
	Page
	Total  Table
	Why    Table
	Each   Table
	Empty  Empty
	Counts string
}

// ownReport shows what Insyn itself has kept out.
func (s *Server) ownReport(w http.ResponseWriter, r *http.Request) error {
	list, err := s.options.Desk.Screening(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	return s.render(w, r, http.StatusOK, "screening",
		v.screeningPage(s.page(r, v.T("screening.title")), list))
}

// screenCounts names the numbers of a moderation log, in their order.
var screenCounts = []struct {
	word lang.Key
	of   func(consult.ModerationLog) int
}{
	{lang.Key("moderation.received"), func(l consult.ModerationLog) int { return l.Received }},
	{lang.Key("moderation.waiting"), func(l consult.ModerationLog) int { return l.Waiting }},
	{lang.Key("moderation.published"), func(l consult.ModerationLog) int { return l.Published }},
	{lang.Key("moderation.masked"), func(l consult.ModerationLog) int { return l.Masked }},
	{lang.Key("screening.withheld"), withheld},
	{lang.Key("moderation.withdrawn"), func(l consult.ModerationLog) int { return l.Withdrawn }},
	{lang.Key("moderation.appeals"), func(l consult.ModerationLog) int { return l.Appeals }},
	{lang.Key("moderation.upheld"), func(l consult.ModerationLog) int { return l.Upheld }},
}

func withheld(l consult.ModerationLog) (n int) {
	for _, r := range l.Withheld {
		n += r.Count
	}
	return n
}

// screeningPage counts over all forums, by reason and forum by forum.
func (v *visit) screeningPage(p Page, list []act.Screened) ScreeningPage {
	what, count := Column{Text: v.T("moderation.what")}, Column{Text: v.T("moderation.count"), Number: true}
	p.Styles = integritySheet
	page := ScreeningPage{Page: p, Counts: v.T("screening.counted", "Count", len(list), "On", v.Date(v.Now)),
		Total: Table{Caption: v.T("screening.total"), Columns: []Column{what, count}},
		Why: Table{Caption: v.T("screening.why"),
			Columns: []Column{{Text: v.T("screening.reason")}, count}},
		Each: Table{Caption: v.T("screening.each"),
			Columns: []Column{{Text: v.T("screening.where")},
				{Text: v.T("moderation.received"), Number: true},
				{Text: v.T("screening.withheld"), Number: true},
				{Text: v.T("screening.masked"), Number: true}}}}
	if len(list) == 0 {
		page.Empty = Empty{Title: v.T("screening.none"), Text: v.T("screening.none-text")}
	}
	for _, c := range screenCounts {
		sum := 0
		for _, s := range list {
			sum += c.of(s.Log)
		}
		page.Total.Rows = append(page.Total.Rows, []Cell{{Text: v.T(string(c.word))}, {Text: v.Number(sum)}})
	}
	for _, r := range act.ReasonsOf(list) {
		page.Why.Rows = append(page.Why.Rows, []Cell{{Text: v.say(r.Text)}, {Text: v.Number(r.Count)}})
	}
	for _, s := range list {
		page.Each.Rows = append(page.Each.Rows,
			[]Cell{{Text: v.say(s.Venue.Title), Link: v.Href(s.Venue.Views())},
				{Text: v.Number(s.Log.Received)}, {Text: v.Number(withheld(s.Log))}, {Text: v.Number(s.Log.Masked)}})
	}
	return page
}
