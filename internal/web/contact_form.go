package web

import (
	"crypto/rand"
	"net/http"
	"net/url"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// caseForm shows the form of a contact point, with what the address says: a
// catalogue leads here with a dataset.
func (s *Server) caseForm(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	form := consult.ViewForm{Sort: consult.Sort(q.Get("slag"))}
	if dataset := q.Get("datamangd"); dataset != "" {
		form.Subject = consult.Subject{About: consult.ADataset, ID: dataset}
	}
	return s.showCaseForm(w, r, h, form, nil)
}

func (s *Server) showCaseForm(w http.ResponseWriter, r *http.Request, h act.Hearing,
	form consult.ViewForm, wrong error) error {
	v := from(r)
	page := OpinionFormPage{Page: s.page(r, v.T("case.title")), Source: v.source(h),
		Action: v.Href(h.Venue.Path + "/nytt"), Lead: v.T("case.lead"), Send: v.T("opinion.check"),
		Stepper: v.opinionSteps(0), Notice: v.opinionNotice(h)}
	page.Robots = "noindex"
	if h.Refusal != nil {
		page.Stepper = Stepper{}
		page.Closed = Notice{Tone: Late, Title: v.T("case.closed"), Text: v.T("case.closed-text"),
			Link: Link{v.say(h.Venue.Title), page.Source.Link}}
		return s.render(w, r, fault.Status(h.Refusal), "opinion-form", page)
	}
	page.Form = s.form(w, r, wrong)
	key := page.Form.Field("hidden", "key", "", rand.Text())
	page.Fields = append([]Field{key}, page.Form.ofCase(v, form)...)
	return s.render(w, r, fault.Status(wrong), "opinion-form", page)
}

// ofCase makes the fields of a case.
func (f Form) ofCase(v *visit, form consult.ViewForm) []Field {
	var sorts []Option
	for _, each := range consult.CaseSorts() {
		sorts = append(sorts, Option{Value: string(each), Text: v.T(string(sortWords[each])),
			Hint: v.T(string(sortHints[each]))})
	}
	dataset, missing := "", ""
	switch form.Subject.About {
	case consult.ADataset:
		dataset = form.Subject.ID
	case consult.MissingData:
		missing = form.Subject.ID
	}
	about := []Option{
		{Value: string(consult.ADataset), Text: v.T("case.about-dataset")},
		{Value: string(consult.MissingData), Text: v.T("case.about-missing"),
			Hint: v.T("case.about-missing-hint")},
		{Value: string(consult.TheWhole), Text: v.T("case.body")}}
	fields := []Field{
		f.Field("radios", "sort", v.T("case.sort"), string(form.Sort)).Among(sorts...),
		f.Field("radios", "about", v.T("opinion.about"),
			string(form.Subject.About)).Among(about...),
		f.Field("text", "dataset", v.T("case.dataset-address"),
			dataset).May().Hinted(v.T("case.dataset-hint")),
		f.Field("text", "missing", v.T("case.missing-name"),
			missing).May().Hinted(v.T("case.missing-hint")),
		f.Field("area", "text", v.T("case.text"), form.Text).Hinted(v.T("opinion.text-hint")).
			Area(8, consult.MaxView)}
	return append(fields, f.asker(v, form.Sender)...)
}

// asker asks who turns to a contact point. Nothing has to be told.
func (f Form) asker(v *visit, s consult.Sender) []Field {
	var kinds []Option
	for _, k := range consult.SenderKinds() {
		if k == consult.AConsultant { // nobody is engaged to ask for data
			continue
		}
		kinds = append(kinds, Option{Value: string(k), Text: v.T(string(senderWords[k]))})
	}
	shown := ""
	if s.Shown {
		shown = "yes"
	}
	kind := s.Kind
	if kind == "" {
		kind = consult.APerson
	}
	return []Field{
		f.Field("radios", "kind", v.T("case.sender"), string(kind)).Among(kinds...),
		f.Field("text", "organisation", v.T("opinion.organisation"), s.Organisation).May().
			Fills("organization").Sized("middle").Hinted(v.T("case.organisation-hint")),
		f.Field("text", "name", v.T("opinion.name"), s.Name).May().Fills("name").Sized("middle").
			Hinted(v.T("opinion.name-hint")),
		f.Field("check", "shown", v.T("case.shown"), shown).Hinted(v.T("opinion.shown-hint")),
		f.Field("email", "email", v.T("opinion.email"), s.Email).May().Fills("email").
			Sized("middle").Hinted(v.T("case.email-hint")),
	}
}

// sentSubject reads what a view is about from what was filled in.
func sentSubject(sent url.Values) consult.Subject {
	switch about := consult.About(sent.Get("about")); about {
	case consult.ADataset:
		return consult.Subject{About: about, ID: sent.Get("dataset")}
	case consult.MissingData:
		return consult.Subject{About: about, ID: sent.Get("missing")}
	}
	return subjectOf(sent.Get("about"))
}

// changesCase makes p the form in which a case is changed.
func (p *OpinionFormPage) changesCase(v *visit, o act.OwnView, saved Field, form consult.ViewForm) {
	fields := p.Form.ofCase(v, form)
	if o.View.State() == consult.ViewDraft {
		p.Page.Title, p.Lead, p.Stepper = v.T("case.title"), v.T("case.lead"), v.opinionSteps(0)
		p.Fields = append([]Field{saved}, fields...)
		return
	}
	p.Page.Title, p.Lead, p.Send = v.T("revise.title"), v.T("revise.lead"), v.T("revise.send")
	for _, f := range fields {
		if f.Name == "text" { // only the text can be sent anew
			p.Fields = []Field{saved, f}
		}
	}
}

// ofCase words p for a case.
func (p *CheckPage) ofCase(v *visit, o act.OwnView) {
	p.Title, p.Do, p.Heading = v.T("case-check.title"), v.T("case-check.send"), v.T("case.text")
	p.Said = v.caseFacts(o.View, o.Hearing.Venue)
	p.Follows = []string{v.T("case-check.days", "Reply", consult.ReplyWithin, "Days",
		consult.SolveWithin(o.View.Sort)), v.T("case-check.moderated"),
		v.T(string(shownWords[shownAs(o.View.Sender)])), v.T("case-check.kept"), v.T("case-check.withdraw")}
	if o.View.Sender.Email == "" {
		p.Follows = append(p.Follows, v.T("case-check.no-email"))
	}
}

// caseFacts lists what was filled in beside the text of a case.
func (v *visit) caseFacts(o consult.View, venue consult.Venue) []Fact {
	return append([]Fact{{Term: v.T("case.sort"), Text: v.T(string(sortWords[o.Sort]))}},
		v.opinionFacts(o, venue)...)
}
