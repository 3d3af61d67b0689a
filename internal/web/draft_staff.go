package web

import (
	"net/http"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// draftStaffRoutes are where staff send the draft of a summary to those who took part.
func (s *Server) draftStaffRoutes() []Route {
	return []Route{
		{Method: "POST", Pattern: work + "/samrad/{id}/sammanfattning/skicka-ut", Access: Staff,
			Handler: s.sendSummary},
	}
}

// A SummaryReply is what the editor of a summary shows beside the text: which
// views are reflected, and how the right of reply stands.
type SummaryReply struct {
	Gist       string
	Coverage   Table
	Bare       []string // sentences that lead to no view
	Unknown    string   // numbers that no view has
	State      Notice   // of the draft that was sent last
	Objections Table
	Action     string // where the draft is sent; "" where who looks may not
	Saved      string
	Until      Field
}

// replyPart makes that part; nil where there is nothing to hold the draft against.
func (s *Server) replyPart(r *http.Request, file dossierFile, draft consult.Version,
	form Form) (*SummaryReply, error) {
	v, id := from(r), file.Consultation.ID
	if !v.Person.Can(account.SeeViews, file.Body.ID) {
		return nil, nil
	}
	w, err := s.options.Desk.SummaryWork(r.Context(), v.Person, id, draft.Summary)
	if err != nil {
		return nil, err
	}
	if file.Consultation.Published == 0 {
		return nil, nil
	}
	part := v.summaryReply(id, draft, w)
	if draft.Number > 0 && v.Person.Can(account.Publish, file.Body.ID) {
		part.Action = v.Href(dossierPath(id, "sammanfattning/skicka-ut"))
		part.Saved = shown(draft)
		part.Until = form.Field("date", "until", v.T("draft-out.until"),
			v.Now.Add(consult.UsualReply).In(lang.Stockholm).Format(time.DateOnly)).
			Hinted(v.T("draft-out.until-hint")).Sized("short")
	}
	return part, nil
}

func (v *visit) summaryReply(id consult.ID, draft consult.Version,
	w act.SummaryWork) *SummaryReply {
	c := w.Coverage
	part := &SummaryReply{Gist: v.T("coverage.gist", "Count", len(c.Views), "Reflected",
		len(c.Views)-len(c.Missing)), Coverage: v.staffCoverage(id, draft.Summary, w)}
	for _, st := range c.Bare {
		part.Bare = append(part.Bare, st.Text)
	}
	if len(c.Unknown) > 0 {
		part.Unknown = v.T("coverage.unknown", "Number", c.Unknown[0])
	}
	part.State = v.replyState(w)
	if len(w.Objections) > 0 {
		part.Objections = v.objectionTable(id, w)
	}
	return part
}

// staffCoverage tells of each view that is to be reflected where it is.
func (v *visit) staffCoverage(id consult.ID, s consult.Summary, w act.SummaryWork) Table {
	t := Table{Caption: v.T("coverage.caption"), Columns: []Column{{Text: v.T("coverage.view")},
		{Text: v.T("opinion.sender")}, {Text: v.T("coverage.where")}}}
	for i, r := range w.Coverage.Views {
		view := w.Views[i]
		where := Cell{Text: v.sectionNames(s, r.Sections)}
		if len(r.Sections) == 0 {
			where = Cell{Chip: Chip{Tone: Late, Icon: "warn", Text: v.T("coverage.nowhere")}}
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.T("opinion.number", "Number", r.Number),
			Link: v.Href(dossierPath(id, "synpunkter/"+string(view.ID)))},
			{Text: v.senderLine(view.Sender)}, where})
	}
	return t
}

// replyState says how the right of reply stands, and what comes next.
func (v *visit) replyState(w act.SummaryWork) Notice {
	switch {
	case w.Sent.Number == 0:
		return Notice{Tone: Neutral, Title: v.T("reply-state.none"),
			Text: v.T("reply-state.none-text")}
	case v.Now.Before(w.Until):
		return Notice{Tone: Active, Title: v.T("reply-state.out", "Until", w.Until),
			Text: v.T("reply-state.out-text", "Number", w.Sent.Number, "At", w.Sent.Published)}
	case len(w.Pending) > 0:
		return Notice{Tone: Late, Title: v.T("reply-state.pending", "Count", len(w.Pending)),
			Text: v.T("reply-state.pending-text")}
	}
	return Notice{Tone: Done, Title: v.T("reply-state.done"), Text: v.T("reply-state.done-text")}
}

// objectionTable lists what was objected, and whether it has its answer.
func (v *visit) objectionTable(id consult.ID, w act.SummaryWork) Table {
	pending := map[int64]bool{}
	for _, n := range w.Pending {
		pending[n] = true
	}
	t := Table{Caption: v.T("objections.caption"), Columns: []Column{{Text: v.T("objections.one")},
		{Text: v.T("opinion.sender")}, {Text: v.T("queue.state")}}}
	for _, o := range w.Objections {
		chip := Chip{Tone: Done, Icon: "check", Text: v.T("objections.settled")}
		if pending[o.Number] {
			chip = Chip{Tone: Late, Icon: "warn", Text: v.T("objections.pending")}
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.T("objection.number", "Number", o.Number),
			Link: v.Href(dossierPath(id, "synpunkter/"+string(o.ID)))},
			{Text: v.senderLine(o.Sender)}, {Chip: chip}})
	}
	return t
}

// sendSummary sends the draft to those who took part.
func (s *Server) sendSummary(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if err := s.mayHere(r, account.Publish); err != nil {
		return err
	}
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, id, consult.Report)
	if err != nil {
		return err
	}
	until, bad := parseMoment(r.PostForm.Get("until"), "23.59")
	if bad != nil {
		until = time.Time{}
	}
	switch {
	case draft.Number == 0:
		err = fault.New(fault.Conflict, "version.published-already")
	case r.PostForm.Get("saved") != shown(draft):
		err = fault.New(fault.Conflict, "publish.changed")
	default:
		_, err = s.options.Desk.SendSummary(r.Context(), v.Person, draft, until)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.summaryWrong(w, r, draft, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "sammanfattning"))+"?klart=summary-sent",
		http.StatusSeeOther)
	return nil
}
