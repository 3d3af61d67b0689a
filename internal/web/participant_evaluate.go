package web

import (
	"net/http"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// EvaluatePage asks three questions of who took part.
type EvaluatePage struct {
	Page
	Gist   Gist
	Form   Form
	Action string
	Fields []Field
	Notice Notice       // with a title where one cannot answer
	Done   Confirmation // with a title once it is done
	Public string
}

// evaluation shows the questions.
func (s *Server) evaluation(w http.ResponseWriter, r *http.Request) error {
	return s.showEvaluation(w, r, nil)
}

func (s *Server) showEvaluation(w http.ResponseWriter, r *http.Request, fail error) error {
	p, err := s.options.Desk.EvaluationPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.evaluatePage(s.page(r, v.T("evaluate.title")), p)
	page.Action = v.Href(v.Path)
	switch start := p.Consultation.Content.Begin(); {
	case p.Registration.Evaluated:
		page.Notice = Notice{Tone: Done, Title: v.T("evaluate.answered"),
			Text: v.T("evaluate.answered-text")}
	case v.Now.Before(start):
		page.Notice = Notice{Tone: Neutral, Title: v.T("evaluate.early", "At", start)}
	default:
		page.Form = s.form(w, r, fail)
		page.Fields = page.Form.questions(v)
	}
	return s.render(w, r, fault.Status(fail), "evaluate", page)
}

// evaluatePage makes the page about p.
func (v *visit) evaluatePage(page Page, p act.Page) EvaluatePage {
	return EvaluatePage{Page: page, Gist: v.gist(p.Consultation, p.Body),
		Public: v.Href("/samrad/" + p.Consultation.Slug)}
}

// saidAs are what one may answer, by the value in the form.
var saidAs = map[string]consult.Rating{"yes": consult.Yes, "partly": consult.Partly,
	"no": consult.No}

// questions makes the fields.
func (f Form) questions(v *visit) []Field {
	options := []Option{{Value: "yes", Text: v.T("evaluate.yes")},
		{Value: "partly", Text: v.T("evaluate.partly")},
		{Value: "no", Text: v.T("evaluate.no")}}
	return []Field{
		f.Field("radios", "spoke", v.T("evaluate.spoke"), "").Among(options...),
		f.Field("radios", "understood", v.T("evaluate.understood"), "").Among(options...),
		f.Field("radios", "matters", v.T("evaluate.matters"), "").Among(options...),
	}
}

// evaluate takes the answers.
func (s *Server) evaluate(w http.ResponseWriter, r *http.Request) error {
	sent := r.PostForm
	e := consult.Evaluation{Spoke: saidAs[sent.Get("spoke")],
		Understood: saidAs[sent.Get("understood")],
		Matters:    saidAs[sent.Get("matters")]}
	var missing []*fault.Error
	for _, each := range []struct {
		field  string
		answer consult.Rating
	}{{"spoke", e.Spoke}, {"understood", e.Understood}, {"matters", e.Matters}} {
		if each.answer == 0 {
			missing = append(missing, fault.New(fault.Invalid, "evaluate.choose").At(each.field))
		}
	}
	if err := fault.Fields(missing...); err != nil {
		return s.showEvaluation(w, r, err)
	}
	p, err := s.options.Desk.EvaluationPage(r.Context(), held(r))
	if err != nil {
		return err
	}
	if err := s.options.Desk.Evaluate(r.Context(), held(r), e); err != nil {
		return err
	}
	v := from(r)
	page := v.evaluatePage(s.page(r, v.T("evaluate.thanks")), p)
	page.Done = Confirmation{Title: v.T("evaluate.thanks"),
		Text: v.T("evaluate.thanks-text", "Least", consult.FewestShown)}
	return s.render(w, r, http.StatusOK, "evaluate", page)
}
