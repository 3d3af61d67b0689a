package web

import (
	"net/http"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// contactStaffRoutes are the pages on which staff of a contact point work.
func (s *Server) contactStaffRoutes() []Route {
	const at = work + "/kontakt/{body}"
	const one, review = at + "/{case}", at + "/{case}/granska"
	return []Route{
		{Method: "GET", Pattern: at, Access: Staff, Handler: s.inbox},
		{Method: "POST", Pattern: at, Access: Staff, Handler: s.openContact},
		{Method: "GET", Pattern: at + "/onskemal", Access: Staff, Handler: s.staffWishes},
		{Method: "POST", Pattern: at + "/onskemal", Access: Staff, Handler: s.saveWish},
		{Method: "POST", Pattern: at + "/registrering", Access: Staff, Handler: s.handOver},
		{Method: "GET", Pattern: one, Access: Staff, Handler: s.staffCase},
		{Method: "POST", Pattern: one, Access: Staff, Handler: s.changeCase},
		{Method: "GET", Pattern: one + "/fil/{hash}", Access: Staff, Handler: s.staffOpinionFile},
		{Method: "POST", Pattern: one + "/diarienummer", Access: Staff, Handler: s.registerOpinion},
		{Method: "GET", Pattern: review, Access: Staff, Handler: s.reviewCase},
		{Method: "POST", Pattern: review, Access: Staff, Handler: s.ruleOpinion},
	}
}

// inboxAt gives the address of a page of a contact point for its staff.
func inboxAt(body, page string) string {
	path := work + "/kontakt/" + body
	if page != "" {
		path += "/" + page
	}
	return path
}

// contactLinks lead from the start of the staff to their contact point.
func contactLinks(v *visit, body account.BodyID) []Link {
	if !v.Person.Can(account.SeeViews, body) {
		return nil
	}
	return []Link{{v.T("contact.title"), v.Href(inboxAt(string(body), ""))}}
}

// InboxPage lists the cases of a contact point for its staff.
type InboxPage struct {
	Page
	Body   string
	Counts []Chip
	Form   Form
	Action string
	Open   []InboxRow
	Closed []InboxRow
	Empty  Empty
	Links  []Link
	State  Notice // whether new cases are taken
	Toggle string // what the button says; "" for who may not
	Value  string
	Hand   *HandoverForm
	Kept   string // how long who asked is known
	Keep   Field  // asks for another time; without a name for who may not
	Gone   Table  // receipts of what was deleted
}

// An InboxRow is one case in the inbox.
type InboxRow struct {
	Title   Link
	Sort    string
	Sender  string
	About   string
	Snippet string
	Tongue  string
	Chips   []Chip
}

// inbox lists what waits at the contact point of a body.
func (s *Server) inbox(w http.ResponseWriter, r *http.Request) error {
	return s.showInbox(w, r, nil)
}

func (s *Server) showInbox(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, body := from(r), account.BodyID(r.PathValue("body"))
	in, err := s.options.Desk.Inbox(r.Context(), v.Person, body)
	if err != nil {
		return err
	}
	page := v.inboxPage(s.page(r, v.T("contact.title")), in, s.form(w, r, wrong))
	if !in.Point.Opened.IsZero() && v.Person.Can(account.HandleViews, body) {
		q, err := s.options.Desk.Views(r.Context(), v.Person, store.ViewFilter{
			Forum: consult.ContactForum(string(body)), Limit: 1})
		if err != nil {
			return err
		}
		page.Hand = v.handoverForm(page.Action, q)
	}
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "inbox", page)
}

func (v *visit) inboxPage(p Page, in act.Inbox, form Form) InboxPage {
	body := string(in.Body.ID)
	p.Styles = contactSheet
	page := InboxPage{Page: p, Body: v.bodyName(in.Body), Form: form,
		Action: v.Href(inboxAt(body, "")),
		Links: []Link{{v.T("templates.title"), v.Href(answersAt(body, "mallar"))},
			{v.T("wishes.title"), v.Href(inboxAt(body, "onskemal"))}}}
	late, unread := 0, 0
	for _, q := range in.Open {
		page.Open = append(page.Open, v.inboxRow(q, in.Venues[q.Forum]))
		if q.Late(v.Now) {
			late++
		}
		if q.View.Waits() {
			unread++
		}
	}
	for _, q := range in.Closed {
		page.Closed = append(page.Closed, v.inboxRow(q, in.Venues[q.Forum]))
	}
	page.Counts = []Chip{{Tone: Neutral, Text: v.T("inbox.open", "Count", len(in.Open))}}
	if late > 0 {
		page.Counts = append(page.Counts, Chip{Tone: Late, Text: v.T("inbox.late", "Count", late)})
	}
	if unread > 0 {
		page.Counts = append(page.Counts, Chip{Tone: Active, Icon: "pen", Text: v.T("inbox.unread", "Count", unread)})
	}
	if len(in.Open) == 0 {
		page.Empty = Empty{Title: v.T("inbox.none"), Text: v.T("inbox.none-text")}
	}
	page.State = Notice{Tone: Quiet, Title: v.T("inbox.is-closed")}
	toggle := v.T("inbox.do-open")
	page.Value = "open"
	if in.Point.Open {
		page.State, page.Value = Notice{Tone: Done, Title: v.T("inbox.is-open")}, "close"
		page.State.Link = Link{v.T("inbox.public"), v.Href(contactPath + "/" + body)}
		toggle = v.T("inbox.do-close")
	}
	if v.Person.Can(account.Publish, in.Body.ID) {
		page.Toggle = toggle
		page.keep(v, in.Point)
	} else if !in.Point.Open {
		page.State.Text = v.T("inbox.who-opens")
	}
	page.forgets(v, in)
	return page
}

// keep asks for how long who has sent a case is known.
func (p *InboxPage) keep(v *visit, point consult.ContactPoint) {
	if point.Opened.IsZero() {
		return
	}
	days := ""
	if point.Keep > 0 {
		days = strconv.Itoa(point.Keep)
	}
	p.Keep = p.Form.Field("digits", "keep", v.T("inbox.keep"), days).May().Sized("short").
		Hinted(v.T("inbox.keep-hint"))
}

// forgets says when who has sent a case is forgotten, and what was deleted.
func (p *InboxPage) forgets(v *visit, in act.Inbox) {
	p.Kept = v.T("inbox.kept", "Count", in.Point.KeepDays())
	p.Gone = Table{Caption: v.T("held.receipts"), Columns: []Column{{Text: v.T("held.when")},
		{Text: v.T("held.what")}, {Text: v.T("held.count"), Number: true}}}
	for _, g := range in.Gone {
		p.Gone.Rows = append(p.Gone.Rows, []Cell{{Text: v.DateTime(g.At)},
			{Text: v.T(string(purgeWords[g.What]))}, {Text: v.Number(g.Count)}})
	}
}

// purgeWords says what was deleted of cases.
var purgeWords = map[string]lang.Key{
	"addresses": lang.Key("held.addresses"), "names": lang.Key("held.names"),
}

func (v *visit) inboxRow(q store.QueuedView, venue consult.Venue) InboxRow {
	row := InboxRow{Title: Link{v.T("case.number", "Number", q.Number), v.Href(inboxAt(q.Duty.Body, string(q.Duty.View)))},
		Sort: v.T(string(sortWords[q.View.Sort])), Sender: v.senderLine(q.View.Sender),
		About: v.aboutWords(q.View.Subject, venue), Snippet: snippet(q.View.Text),
		Tongue: v.foreign(q.View.Sender.Language), Chips: []Chip{v.dueChip(q.Duty)}}
	if q.Forum.Contact() != q.Duty.Body {
		row.About = v.T("inbox.from", "Point", v.say(venue.Title)) + " · " + row.About
	}
	if q.View.Waits() {
		row.Chips = append(row.Chips, Chip{Tone: Active, Icon: "pen", Text: v.T("inbox.to-read")})
	}
	if q.Replied.IsZero() && q.Open() {
		row.Chips = append(row.Chips, Chip{Tone: Quiet, Text: v.T("inbox.no-reply")})
	}
	return row
}

// openContact opens a contact point to new cases, closes it to them, or sets how
// long who has sent one is known.
func (s *Server) openContact(w http.ResponseWriter, r *http.Request) error {
	v, body, desk := from(r), account.BodyID(r.PathValue("body")), s.options.Desk
	var err error
	if do := r.PostForm.Get("do"); do == "keep" {
		err = desk.KeepCases(r.Context(), v.Person, body, daysIn(r.PostForm.Get("keep")))
	} else {
		err = desk.OpenContact(r.Context(), v.Person, body, do != "close")
	}
	return s.answeredOr(w, r, err, v.Href(v.Path)+"?klart=contact", s.showInbox)
}

// daysIn reads a number of days: nothing is the usual time, what is no number is
// refused, and so is 0, which would be taken for nothing.
func daysIn(s string) int {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n
	}
	return -1
}

// StaffCasePage is one case, and everything that can be done to it.
type StaffCasePage struct {
	DutyPage
	Body     string
	Unread   Chip // with a text while somebody has to decide whether it is published
	Template Field
	Private  bool // it is answered to its sender alone
	Reopens  bool // it is answered, and who looks may open it again
	Paused   Notice
	Messages []MessageRow
	Write    Field
	Settles  Field
	Cause    Field
	Pause    Field
	Reopen   Field
	Wish     Link
	Wishes   Field
	Files    []OwnFile
	Review   Link
	Back     Link
}

// staffCase shows one case to staff.
func (s *Server) staffCase(w http.ResponseWriter, r *http.Request) error {
	return s.showStaffCase(w, r, nil)
}

func (s *Server) showStaffCase(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	c, err := s.caseHere(r)
	if err != nil {
		return err
	}
	templates, err := s.options.Desk.AnswerTemplates(r.Context(), v.Person, account.BodyID(c.Duty.Body))
	if err != nil {
		return err
	}
	page := v.staffCasePage(s.page(r, ""), c, templates, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "case-staff", page)
}

// caseHere opens the case that the address names, at the body that it names.
func (s *Server) caseHere(r *http.Request) (act.CaseFile, error) {
	c, err := s.options.Desk.Case(r.Context(), from(r).Person, viewIn(r))
	if err == nil && c.Duty.Body != r.PathValue("body") {
		err = fault.New(fault.NotFound, "web.not-found")
	}
	return c, err
}

func (v *visit) staffCasePage(p Page, c act.CaseFile, templates []consult.AnswerTemplate,
	form Form) StaffCasePage {
	d, view := c.Duty, c.View
	at := v.Href(inboxAt(d.Body, string(d.View)))
	p.Styles = contactSheet
	page := StaffCasePage{DutyPage: v.dutyPage(p, c.Owed, form), Body: v.bodyName(c.Body),
		Template: form.templateField(v, templates), Private: view.AnsweredUnseen(),
		Review: Link{v.T("case-staff.review"), at + "/granska"},
		Back:   Link{v.T("contact.title"), v.Href(inboxAt(d.Body, ""))}}
	page.Title = v.T("case.titled", "Number", view.Number, "Sort",
		v.T(string(sortWords[view.Sort])))
	page.Clock, page.Action, page.Stake.Back = v.caseClock(d), at, at
	if view.Waits() {
		page.Unread = Chip{Tone: Active, Icon: "pen", Text: v.T("inbox.to-read")}
	}
	page.Facts = append([]Fact{{Term: v.T("case-staff.point"), Text: v.say(c.Venue.Title)},
		{Term: v.T("case.sort"), Text: v.T(string(sortWords[view.Sort]))}},
		v.staffFacts(c.ViewDossier)...)
	if c.Copy.Number > 0 {
		page.Facts = append(page.Facts, Fact{Term: v.T("receipt.public-short"),
			Link: Link{v.T("case.number", "Number", view.Number),
				v.Href(c.Venue.Views() + "/" + strconv.FormatInt(view.Number, 10))}})
	}
	for _, f := range c.Files {
		page.Files = append(page.Files, OwnFile{Name: f.Name, Size: f.Size, Href: at + "/fil/" + f.Hash})
	}
	if !d.Paused.IsZero() {
		page.Paused = v.pausedNotice(c.Steps)
	}
	page.Reopens = d.Stage() == consult.StageAnswered && v.Person.Can(account.HandleViews, c.Body.ID) &&
		!c.Barred
	page.Messages = v.caseMessages(c)
	page.does(v, c)
	return page
}

// caseMessages lists what was written about a case, with who wrote it.
func (v *visit) caseMessages(c act.CaseFile) []MessageRow {
	rows := v.messages(c.Messages, v.bodyName(c.Body), v.T("case-staff.sender"))
	for i, m := range c.Messages {
		if name := c.Names[m.By]; m.Staff && name != "" {
			rows[i].From = name
		}
	}
	return rows
}

// does makes the fields of what can be done to a case.
func (p *StaffCasePage) does(v *visit, c act.CaseFile) {
	f := p.Form
	p.Write = f.Field("area", "message", v.T("case-staff.message"), "").
		Hinted(v.T("case-staff.message-hint")).Area(4, consult.MaxMessage)
	p.Settles = f.Field("check", "settles", v.T("case-staff.settles"),
		"").Hinted(v.T("case-staff.settles-hint"))
	var causes []Option
	for _, each := range consult.Causes() {
		causes = append(causes, Option{Value: string(each), Text: v.T(string(causeWords[each]))})
	}
	p.Cause = f.Field("radios", "cause", v.T("case-staff.cause"), "").Among(causes...)
	p.Pause = f.Field("text", "pause", v.T("duty.reason"), "").Hinted(v.T("duty.public"))
	p.Reopen = f.Field("text", "reopen", v.T("duty.reason"), "").Hinted(v.T("duty.public"))
	if c.Wish.Number > 0 {
		p.Wish = Link{v.say(c.Wish.Title), v.Href(wishesPath) + "#" + wishAnchor(c.Wish.Number)}
	}
	wishes := []Option{{Value: "", Text: v.T("case-staff.new-wish")}}
	for _, w := range c.Wishes {
		wishes = append(wishes, Option{Value: string(w.ID), Text: v.say(w.Title)})
	}
	p.Wishes = f.Field("select", "wish", v.T("case-staff.wish"), string(c.Wish.ID)).
		Hinted(v.T("case-staff.wish-hint")).Among(wishes...)
}

// changeCase does to a case what was asked for.
func (s *Server) changeCase(w http.ResponseWriter, r *http.Request) error {
	v, desk, id, sent := from(r), s.options.Desk, viewIn(r), r.PostForm
	c, err := s.caseHere(r)
	if err != nil {
		return err
	}
	on, klart := v.Href(v.Path), "saved"
	switch sent.Get("do") {
	case "message":
		err, klart = desk.MessageCase(r.Context(), v.Person, id, sent.Get("message"), sent.Get("settles") != ""), "message"
	case "pause":
		err, klart = desk.PauseCase(r.Context(), v.Person, id, consult.Cause(sent.Get("cause")), sent.Get("pause")), "paused"
	case "resume":
		err, klart = desk.ResumeCase(r.Context(), v.Person, id), "resumed"
	case "reopen":
		err, klart = desk.ReopenCase(r.Context(), v.Person, id, sent.Get("reopen")), "saved"
	case "hand":
		err, klart = s.handles(r), "case-handed"
		on = v.Href(inboxAt(c.Duty.Body, ""))
	case "wish":
		if sent.Get("wish") == "" {
			http.Redirect(w, r, v.Href(inboxAt(c.Duty.Body, "onskemal"))+"?arende="+string(id),
				http.StatusSeeOther)
			return nil
		}
		err, klart = desk.JoinWish(r.Context(), v.Person, id, consult.WishID(sent.Get("wish"))), "wish"
	default:
		err = s.handles(r)
	}
	return s.answeredOr(w, r, err, on+"?klart="+klart, s.showStaffCase)
}

// reviewCase shows staff a case, to decide whether it is published.
func (s *Server) reviewCase(w http.ResponseWriter, r *http.Request) error {
	return s.showReview(w, r, nil)
}

func (s *Server) showReview(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	c, err := s.caseHere(r)
	if err != nil {
		return err
	}
	page := v.reviewPage(s.page(r, ""), c, s.form(w, r, wrong))
	return s.render(w, r, fault.Status(wrong), "opinion-staff", page)
}

// reviewPage makes the page on which the publication of a case is decided.
func (v *visit) reviewPage(p Page, c act.CaseFile, form Form) StaffOpinionPage {
	at := v.Href(inboxAt(c.Duty.Body, string(c.View.ID)))
	page := v.staffOpinionPage(p, Dossier{}, c.ViewDossier, form)
	page.Title = v.T("case.number", "Number", c.View.Number)
	page.Action, page.Enter = at+"/granska", at+"/diarienummer"
	for i := range page.Files {
		page.Files[i].Href = at + "/fil/" + page.Files[i].Hash
	}
	page.Facts = append([]Fact{{Term: v.T("case.sort"), Text: v.T(string(sortWords[c.View.Sort]))}},
		page.Facts...)
	page.Verdict.Label = v.T("case-decide.verdict")
	for i, o := range page.Verdict.Options {
		if o.Value == string(consult.Withhold) {
			page.Verdict.Options[i].Hint = v.T("case-decide.withhold")
		}
	}
	page.Reason.Hint = v.T("case-decide.reason")
	return page
}
