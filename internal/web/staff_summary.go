package web

import (
	"net/http"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// SummaryPage is where what was said is written down.
type SummaryPage struct {
	Page
	Dossier  Dossier
	Form     Form
	Action   string
	Base     string
	Blocks   []EditBlock
	Draft    *DraftState
	Early    Notice // that the meeting has not been held
	Counts   Table  // of the evaluation
	Answers  string
	ReadOnly bool
	Reply    *SummaryReply // nil where nothing is to be held against it
}

// summarySection goes through a summary as sections of the editor go through an invitation.
func summarySection(target *consult.Summary) editSection {
	return editSection{path: "sammanfattning", ask: func(e *editor) { e.summary(target) }}
}

// summary asks for what was said, under each heading.
func (e *editor) summary(target *consult.Summary) {
	rows(e, rowKind[consult.Section]{name: "sections",
		shown: EditRows{Add: e.T("summary.add"), None: Empty{Title: e.T("summary.none"),
			Text: e.T("summary.none-text")}},
		fresh: func() consult.Section { return consult.Section{} },
		blank: func(x consult.Section) bool { return x.Heading.Empty() && x.Body.Empty() },
		ask: func(name string, x *consult.Section) EditRow {
			e.text(Field{Kind: "text", Name: name + "-heading", Label: e.T("summary.heading")}, &x.Heading)
			e.text(Field{Kind: "area", Lines: 7, Name: name + "-body", Label: e.T("summary.body"),
				Hint: e.T("edit.markdown")}, &x.Body)
			f := e.bind(Field{Kind: "hidden", Name: name + "-question", Most: 40}, x.Question,
				func(s string) *fault.Error {
					x.Question = s
					return nil
				})
			e.block(EditField{Field: f})
			return EditRow{Legend: e.T("summary.section")}
		}}, &target.Sections)
}

// summary shows the draft of the summary.
func (s *Server) summary(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, consult.ID(r.PathValue("id")),
		consult.Report)
	if err != nil {
		return err
	}
	return s.showSummary(w, r, newEditor(v, summarySection(&draft.Summary), nil, nil), draft, nil)
}

func (s *Server) showSummary(w http.ResponseWriter, r *http.Request, e *editor,
	draft consult.Version, notices []Notice) error {
	return s.showSummaryWrong(w, r, e, draft, notices, fault.Fields(e.faults...))
}

// summaryWrong shows the draft again with what kept it from being sent.
func (s *Server) summaryWrong(w http.ResponseWriter, r *http.Request, draft consult.Version,
	wrong error) error {
	e := newEditor(from(r), summarySection(&draft.Summary), nil, nil)
	return s.showSummaryWrong(w, r, e, draft, nil, wrong)
}

func (s *Server) showSummaryWrong(w http.ResponseWriter, r *http.Request, e *editor,
	draft consult.Version, notices []Notice, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "sammanfattning")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	counts, shown, err := s.options.Desk.Evaluation(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := SummaryPage{Page: s.page(r, v.T("summary.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(id, "sammanfattning")), Base: e.base(), Blocks: e.blocks,
		ReadOnly: !v.Person.Can(account.Edit, file.Body.ID)}
	page.notice(v, r)
	page.Notices = append(page.Notices, notices...)
	if file.State != consult.Held {
		page.Early = Notice{Tone: Neutral, Title: v.T("summary.early"),
			Text: v.T("summary.early-text")}
	}
	if draft.Number > 0 {
		page.Draft = s.draftState(v, file, draft)
	}
	if page.Reply, err = s.replyPart(r, file, draft, page.Form); err != nil {
		return err
	}
	var answers Turnout
	answers.counts(v, act.Public{Counts: counts, CountsShown: shown})
	page.Counts, page.Answers = answers.Counts, answers.Few
	status := fault.Status(wrong)
	if len(notices) > 0 {
		status = http.StatusConflict
	}
	return s.render(w, r, status, "summary", page)
}

// saveSummary takes what was written.
func (s *Server) saveSummary(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	for range 3 {
		draft, err := s.options.Desk.OpenDraft(r.Context(), v.Person, id, consult.Report)
		if err != nil {
			return err
		}
		stored := draft.Summary
		stored.Sections = append([]consult.Section(nil), stored.Sections...)
		was := newEditor(v, summarySection(&stored), nil, nil)
		e := newEditor(v, summarySection(&draft.Summary), nil, r.PostForm)
		if was.base() != r.PostForm.Get("base") {
			return s.showSummary(w, r, e, draft, []Notice{s.conflicted(r, e, was, draft)})
		}
		if len(e.faults) > 0 {
			return s.showSummary(w, r, e, draft, nil)
		}
		anchor := e.do(r.PostForm.Get("do"))
		err = s.options.Desk.SaveSummary(r.Context(), v.Person, draft)
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err != nil {
			return err
		}
		next := v.Href(dossierPath(id, "sammanfattning"))
		if anchor != "" {
			next += "#" + anchor
		} else {
			next += "?klart=saved"
		}
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	return fault.New(fault.Conflict, "version.conflict")
}

// preview shows a consultation as the public will see it.
func (s *Server) preview(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	p, err := s.options.Desk.Preview(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	back := dossierPath(id, "")
	if strings.HasSuffix(r.URL.Path, "/sammanfattning/forhandsgranska") {
		back = dossierPath(id, "sammanfattning")
	}
	page := v.consultationPage(s.page(r, ""), p)
	page.Page.Work, page.Robots = false, "noindex"
	page.Notices = append([]Notice{{Tone: Active, Title: v.T("preview.title"),
		Text: v.T("preview.text"),
		Link: Link{v.T("preview.back"), v.Href(back)}}}, page.Notices...)
	return s.render(w, r, http.StatusOK, "consultation", page)
}
