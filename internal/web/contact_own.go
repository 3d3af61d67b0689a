package web

import (
	"net/http"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// CaseOwnPage is what the sender of a case follows it by.
type CaseOwnPage struct {
	Page
	Source   Source
	Done     Confirmation // right after it was sent
	State    Chip
	Standing Notice
	Paused   Notice // with a title while it waits for others
	Clock    ClockBar
	Answer   Opinion
	Messages []MessageRow
	Form     Form
	Write    Field
	Action   string // "" where nothing can be written
	Keep     Copy
	Facts    []Fact
	Text     string
	Files    []OwnFile
	Trail    []TimelineItem
	Recorded []Fact
	Public   Link
	Change   string
	Withdraw string
	Appeal   *AppealForm
	Forget   *AppealForm
}

// A MessageRow is one message about a case.
type MessageRow struct {
	From string
	At   time.Time
	Text string
	Ours bool // from the contact point
}

// ownCase shows its sender a case: what will be sent, or how it stands.
func (s *Server) ownCase(w http.ResponseWriter, r *http.Request) error {
	return s.showOwnCase(w, r, nil)
}

func (s *Server) showOwnCase(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	o, err := s.options.Desk.OwnCase(r.Context(), held(r))
	if err != nil {
		return err
	}
	if o.View.Forum.Contact() == "" {
		http.Redirect(w, r, v.Href(ownOpinion+string(held(r))), http.StatusSeeOther)
		return nil
	}
	if o.View.State() == consult.ViewDraft {
		return s.showCheck(w, r, o.OwnView, nil)
	}
	at := v.Href(ownCase + string(held(r)))
	page := v.ownCasePage(s.page(r, ""), o, s.form(w, r, wrong), s.absolute(at), at)
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "case-own", page)
}

// ownCasePage makes the page by which a case is followed.
func (v *visit) ownCasePage(p Page, o act.OwnCase, form Form, address, at string) CaseOwnPage {
	receipt := v.receiptPage(p, o.OwnView, address, at)
	view, venue := o.View, o.Hearing.Venue
	p.Title, p.Styles = v.T("case.number", "Number", view.Number), contactSheet
	page := CaseOwnPage{Page: p, Source: v.source(o.Hearing), State: v.dueChip(o.Duty),
		Standing: v.caseStanding(o), Clock: v.caseClock(o.Duty), Answer: receipt.Answer, Form: form,
		Keep: receipt.Keep, Text: view.Text, Files: receipt.Files, Trail: v.trail(o.Duty, o.Trail),
		Recorded: receipt.Recorded, Change: receipt.Change, Withdraw: receipt.Withdraw, Appeal: receipt.Appeal,
		Forget: receipt.Forget}
	for _, each := range []*AppealForm{page.Appeal, page.Forget} {
		if each != nil {
			each.Token = form.Token
		}
	}
	if v.Now.Sub(view.Sent) < time.Hour && len(o.Trail.Steps) == 0 {
		page.Done = Confirmation{Title: v.T("case-own.sent"), Text: v.T("receipt.text"),
			Reference: p.Title}
	}
	page.Facts = append([]Fact{{Term: v.T("case.answers"), Text: v.bodyName(o.Trail.Bodies[o.Duty.Body])},
		{Term: v.T("receipt.received"), Time: view.Sent}}, v.caseFacts(view, venue)...)
	page.Facts = append(page.Facts, Fact{Term: v.T("receipt.id"), Text: string(view.ID)})
	if !o.Duty.Paused.IsZero() {
		page.Paused = v.pausedNotice(o.Trail.Steps)
	}
	if o.Copy.Number > 0 {
		page.Public = Link{v.T("case-own.public"),
			v.Href(venue.Views() + "/" + strconv.FormatInt(view.Number, 10))}
	}
	if view.State() != consult.ViewWithdrawn {
		page.Action = at + "/meddelande"
		page.Write = form.Field("area", "message", v.T("case-own.write"), "").
			Hinted(v.T("case-own.write-hint")).Area(4, consult.MaxMessage)
	}
	page.Messages = v.messages(o.Messages, v.bodyName(o.Trail.Bodies[o.Duty.Body]),
		v.T("case-own.you"))
	return page
}

// messages lists what was written about a case.
func (v *visit) messages(all []consult.CaseMessage, body, sender string) (rows []MessageRow) {
	for _, m := range all {
		row := MessageRow{From: sender, At: m.At, Text: m.Text, Ours: m.Staff}
		if m.Staff {
			row.From = body
		}
		rows = append(rows, row)
	}
	return rows
}

// pausedNotice says why the clock stands still.
func (v *visit) pausedNotice(steps []consult.Step) Notice {
	n := Notice{Tone: Active, Title: v.T("case-own.paused")}
	for _, s := range steps {
		if s.Kind == consult.Paused {
			n.Title, n.Text = v.moved(s, nil), s.Reason
		}
	}
	return n
}

// caseStanding says whether a case can be read by all.
func (v *visit) caseStanding(o act.OwnCase) Notice {
	n := v.standingOf(o.OwnView)
	if o.View.State() == consult.ViewReceived {
		n.Title, n.Text = v.T("case-own.unread"), v.T("case-own.received")
	}
	if o.View.AnsweredUnseen() {
		n.Text += " " + v.T("case-own.unseen")
	}
	return n
}

// writeToCase takes what the sender of a case writes to the contact point.
func (s *Server) writeToCase(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.WriteToCase(r.Context(), held(r), r.PostForm.Get("message"))
	if fault.Is(err, fault.Invalid) {
		return s.showOwnCase(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href(ownCase+string(held(r)))+"?klart=message", http.StatusSeeOther)
	return nil
}
