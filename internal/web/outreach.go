package web

import (
	"net/http"
	"slices"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// outreachRoutes are about who is invited in person.
func (s *Server) outreachRoutes() []Route {
	at := work + "/samrad/{id}/inbjudna"
	return []Route{
		{Method: "GET", Pattern: at, Access: Staff, Handler: s.outreach},
		{Method: "POST", Pattern: at, Access: Staff, Handler: s.addInvitee},
		{Method: "POST", Pattern: at + "/fil", Access: Staff, Handler: s.importInvitees, Body: mostFile},
		{Method: "POST", Pattern: at + "/skicka", Access: Staff, Handler: s.sendInvitations},
		{Method: "GET", Pattern: work + "/samrad/{id}/ej-skickat", Access: Staff, Handler: s.unsent},
		{Method: "POST", Pattern: work + "/samrad/{id}/ej-skickat", Access: Staff, Handler: s.sendUnsent},
	}
}

// OutreachPage shows whom the invitation has reached, and whom not.
type OutreachPage struct {
	Page
	Dossier  Dossier
	Form     Form
	Action   string
	Reached  Table
	Never    string // the kinds that nobody of has been invited
	Mailed   []Chip
	Unsent   string // where those are that could not be sent, where there are any
	Reload   string // where the counts are fetched again, while letters are on their way
	Send     string // of the button; "" when there is nobody to send to
	Blocked  string // why nothing can be sent
	File     Field
	Fields   []Field
	Rows     Table // what is wrong with a file, row by row
	People   Table
	Pager    Pager
	Empty    Empty
	May      bool
	Opened   bool // the form for one person is open
	Imported string
}

// outreach shows who was invited and what became of it.
func (s *Server) outreach(w http.ResponseWriter, r *http.Request) error {
	return s.showOutreach(w, r, nil)
}

func (s *Server) showOutreach(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "inbjudna")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	list, rows, err := s.options.Desk.Outreach(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	mailed, err := s.options.Desk.InvitationMail(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := OutreachPage{Page: s.page(r, v.T("outreach.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(id, "inbjudna")), May: v.Person.Can(account.Invite, file.Body.ID)}
	page.notice(v, r)
	page.reached(v, rows, len(list) > 0)
	page.mailing(v, mailed)
	page.sending(v, file.State, list)
	page.fields(v, wrong)
	var from, to int
	page.Pager, from, to = pager(page.Action, r.URL.Query(), len(list))
	page.People = v.inviteeTable(list[from:to])
	if len(list) == 0 {
		page.Empty = Empty{Title: v.T("outreach.none"), Text: v.T("outreach.none-text")}
	}
	return s.render(w, r, fault.Status(wrong), "outreach", page)
}

// reached tabulates what became of the invitation by kind of stakeholder.
func (p *OutreachPage) reached(v *visit, rows []consult.Outcome, begun bool) {
	p.Reached = Table{Caption: v.T("outreach.reached"), Columns: []Column{{Text: v.T("people.group")},
		{Text: v.T("outreach.state")}, {Text: v.T("outreach.invited"), Number: true},
		{Text: v.T("outreach.declined"), Number: true}, {Text: v.T("outreach.registered"), Number: true},
		{Text: v.T("outreach.attended"), Number: true}}}
	for _, row := range rows {
		chip := Chip{Tone: Done, Text: v.T("outreach.has")}
		switch {
		case row.Invited == 0 && row.Registered > 0:
			chip = Chip{Tone: Neutral, Text: v.T("outreach.came-anyway")}
		case row.Invited == 0:
			chip = Chip{Tone: Late, Icon: "minus", Text: v.T("outreach.never")}
		}
		if !begun && row.Invited == 0 {
			chip = Chip{Tone: Quiet, Text: v.T("outreach.never")}
		}
		p.Reached.Rows = append(p.Reached.Rows, []Cell{{Text: v.group(row.Kind)}, {Chip: chip},
			{Text: v.Number(row.Invited)}, {Text: v.Number(row.Declined)}, {Text: v.Number(row.Registered)},
			{Text: v.Number(row.Attended)}})
	}
}

// mailing says how far the letters have come.
func (p *OutreachPage) mailing(v *visit, m act.Mailed) {
	add := func(n int, key string, tone Tone, icon string) {
		if n > 0 {
			p.Mailed = append(p.Mailed, Chip{Tone: tone, Icon: icon, Text: v.T(key, "Count", n)})
		}
	}
	add(m.Waiting, "outreach.waiting", Active, "clock")
	add(m.Sent, "outreach.sent", Done, "check")
	add(m.Failed, "outreach.failed", Late, "warn")
	if m.Failed > 0 {
		p.Unsent = strings.TrimSuffix(p.Action, "inbjudna") + "ej-skickat"
	}
	if m.Waiting > 0 {
		p.Reload = p.Action
	}
}

// sending says to how many an invitation can be sent now, or why not.
func (p *OutreachPage) sending(v *visit, state consult.State, list []consult.Invitee) {
	left := 0
	for _, i := range list {
		if i.Sent.IsZero() && i.Declined.IsZero() {
			left++
		}
	}
	switch {
	case left == 0:
	case slices.Contains([]consult.State{consult.Draft, consult.Cancelled, consult.Held}, state):
		p.Blocked = v.T("outreach.blocked")
	default:
		p.Send = v.T("outreach.send", "Count", left)
	}
}

// fields makes the forms: a file, and one person.
func (p *OutreachPage) fields(v *visit, wrong error) {
	p.File = p.Form.Field("file", "file", v.T("outreach.file"), "").Hinted(v.T("outreach.file-hint"))
	p.File.Accept = ".csv,.txt,.xlsx"
	one := Form{printer: p.Form.printer, sent: p.Form.sent, faults: slices.Clone(p.Form.faults)}
	for i, each := range one.faults {
		switch each.Field {
		case "rows.1.email":
			one.faults[i].Field = "email"
		case "rows.1":
			one.faults[i].Field = "organisation"
		}
	}
	var kinds []Option
	for _, k := range consult.Kinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.group(k)})
	}
	p.Fields = []Field{
		one.Field("text", "organisation", v.T("people.organisation"), "").Sized("middle").May(),
		one.Field("text", "name", v.T("people.name"), "").Sized("middle").May(),
		one.Field("email", "email", v.T("people.email"), "").Sized("middle"),
		one.Field("select", "kind", v.T("people.group"), string(consult.CivilSociety)).Among(kinds...)}
	if wrong == nil {
		return
	}
	if p.Opened = p.Form.sent.Has("email"); p.Opened {
		p.Form.faults = one.faults
		return
	}
	p.rows(v, wrong)
}

// rows reports what is wrong with a file, row by row.
func (p *OutreachPage) rows(v *visit, wrong error) {
	var e *fault.Error
	if !asError(wrong, &e) {
		return
	}
	p.Rows = Table{Caption: v.T("outreach.rows"),
		Columns: []Column{{Text: v.T("outreach.row"), Number: true},
			{Text: v.T("outreach.fault")}}}
	messages := v.Faults(wrong)
	for i, each := range append([]fault.Error{*e}, e.Also...) {
		row, ok := each.Values["Row"].(int)
		if !ok {
			p.Rows = Table{}
			for j := range p.Form.faults {
				p.Form.faults[j].Field = "file"
			}
			p.File.Error = messages[0].Message
			return
		}
		p.Rows.Rows = append(p.Rows.Rows, []Cell{{Text: v.Number(row)}, {Text: messages[i].Message}})
	}
	summary := v.T("outreach.nothing-taken", "Count", len(p.Rows.Rows))
	p.Form.faults = p.Form.faults[:1]
	p.Form.faults[0].Field, p.Form.faults[0].Message = "file", summary
	p.File.Error = summary
}

// inviteeTable lists those invited.
func (v *visit) inviteeTable(list []consult.Invitee) Table {
	t := Table{Caption: v.T("outreach.people"), Columns: []Column{{Text: v.T("people.organisation")},
		{Text: v.T("people.name")}, {Text: v.T("people.email")}, {Text: v.T("people.group")},
		{Text: v.T("people.status")}}}
	for _, i := range list {
		chip := Chip{Tone: Quiet, Text: v.T("outreach.not-sent")}
		switch {
		case i.Registration != "":
			chip = Chip{Tone: Done, Text: v.T("outreach.did-register")}
		case !i.Declined.IsZero():
			chip = Chip{Tone: Neutral, Icon: "minus", Text: v.T("outreach.did-decline")}
		case i.Unsent:
			chip = Chip{Tone: Late, Text: v.T("unsent.chip")}
		case !i.Sent.IsZero():
			chip = Chip{Tone: Active, Icon: "mail", Text: v.T("outreach.did-send", "Date", v.Date(i.Sent))}
		}
		t.Rows = append(t.Rows, []Cell{{Text: i.Organisation}, {Text: i.Name}, {Text: i.Email},
			{Text: v.group(i.Kind)}, {Chip: chip}})
	}
	return t
}

// addInvitee takes one person to invite.
func (s *Server) addInvitee(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	sent := r.PostForm
	one := consult.Invitee{Organisation: sent.Get("organisation"), Name: sent.Get("name"),
		Email: sent.Get("email"),
		Kind:  consult.Kind(sent.Get("kind"))}
	added, _, err := s.options.Desk.AddInvitees(r.Context(), v.Person, id, []consult.Invitee{one})
	return s.afterInvitees(w, r, added, err)
}

// importInvitees takes a file of people to invite.
func (s *Server) importInvitees(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	_, data, err := upload(r, "file")
	if err != nil {
		return s.afterInvitees(w, r, 0, err)
	}
	added, _, err := s.options.Desk.ImportInvitees(r.Context(), v.Person, id, data)
	return s.afterInvitees(w, r, added, err)
}

func (s *Server) afterInvitees(w http.ResponseWriter, r *http.Request, added int, err error) error {
	v := from(r)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showOutreach(w, r, err)
	}
	if err != nil {
		return err
	}
	done := "invitees"
	if added == 0 {
		done = "invitees-known"
	}
	http.Redirect(w, r, v.Href(dossierPath(consult.ID(r.PathValue("id")),
		"inbjudna"))+"?klart="+done, http.StatusSeeOther)
	return nil
}

// sendInvitations mails everybody who has not been mailed.
func (s *Server) sendInvitations(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if _, err := s.options.Desk.SendInvitations(r.Context(), v.Person, id); err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "inbjudna"))+"?klart=invited", http.StatusSeeOther)
	return nil
}
