package web

import (
	"net/http"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// PersonPage shows one registration, and what can be done with it.
type PersonPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	Status  Chip
	Facts   []Fact
	Needs   string
	Join    string // the address to join by, when it was asked for
	Acts    []PersonAct
	Mails   Table
	Story   []TimelineItem
}

// A PersonAct is something that staff can do with a registration. Each stands
// in a form of its own; what ends something wants a reason.
type PersonAct struct {
	Do     string
	Title  string
	Text   string
	Fields []Field
	Button string
	Grave  bool // shown when it is asked for
	Open   bool // it was tried, and something is to be mended
}

// person shows one registration.
func (s *Server) person(w http.ResponseWriter, r *http.Request) error {
	return s.showPerson(w, r, "", nil)
}

func (s *Server) showPerson(w http.ResponseWriter, r *http.Request, join string,
	wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "anmalda")
	if err != nil {
		return err
	}
	card, err := s.options.Desk.Registration(r.Context(), v.Person, file.Consultation.ID,
		consult.RegistrationID(r.PathValue("registration")))
	if err != nil {
		return err
	}
	reg := card.Registration
	page := PersonPage{Page: s.page(r, v.nameOf(reg)), Dossier: dossier, Form: s.form(w, r, wrong),
		Status: v.standing(reg.Status), Facts: v.personFacts(card, file), Needs: reg.Needs, Join: join,
		Action: v.Href(dossierPath(file.Consultation.ID, "anmalda/"+string(reg.ID)))}
	page.notice(v, r)
	if v.Person.Can(account.HandlePeople, file.Body.ID) {
		page.Acts = page.Form.acts(v, card, file)
	}
	page.Mails = v.mailTable(card.Mails)
	page.Story = v.story(card.Log, file)
	return s.render(w, r, fault.Status(wrong), "person", page)
}

// personFacts are what is known of a registration.
func (v *visit) personFacts(card act.Card, file dossierFile) []Fact {
	reg := card.Registration
	var facts []Fact
	add := func(term, text string) {
		if text != "" {
			facts = append(facts, Fact{Term: term, Text: text})
		}
	}
	add(v.T("people.organisation"), reg.Organisation)
	add(v.T("people.group"), v.group(reg.Kind))
	add(v.T("people.capacity"), reg.Capacity)
	if reg.Email != "" {
		facts = append(facts, Fact{Term: v.T("people.email"),
			Link: Link{reg.Email, "mailto:" + reg.Email}})
	} else if reg.Erased.IsZero() {
		add(v.T("people.email"), v.T("person.no-address"))
	}
	if card.Place > 0 {
		add(v.T("people.place"), v.Number(card.Place))
	}
	if reg.Reason != "" {
		add(v.T("people.reason"), v.reason(file.Consultation, reg.Reason))
	}
	add(v.T("people.listed"), map[bool]string{true: v.T("publish.yes"),
		false: v.T("publish.no")}[reg.Listed])
	add(v.T("people.via"), v.T(string(channels[reg.Via])))
	facts = append(facts, Fact{Term: v.T("people.requested"), Time: reg.Requested})
	if !reg.Confirmed.IsZero() {
		facts = append(facts, Fact{Term: v.T("people.confirmed"), Time: reg.Confirmed})
	}
	if !reg.Attended.IsZero() {
		facts = append(facts, Fact{Term: v.T("people.attended"), Time: reg.Attended})
	}
	return facts
}

// acts lists what can be done with a registration as it stands.
func (f Form) acts(v *visit, card act.Card, file dossierFile) []PersonAct {
	reg, open := card.Registration, file.State != consult.Held && file.State != consult.Cancelled
	var all []PersonAct
	add := func(may bool, a PersonAct) {
		if may {
			a.Open = f.sent.Get("do") == a.Do
			all = append(all, a)
		}
	}
	add(reg.Status == consult.Waiting, PersonAct{Do: "approve", Title: v.T("act.approve"),
		Button: v.T("act.approve-do")})
	add(reg.Status == consult.Waiting, PersonAct{Do: "refuse", Title: v.T("act.refuse"),
		Text:   v.hears(reg, lang.Key("act.refuse-text"), lang.Key("act.refuse-call")),
		Fields: []Field{f.reasons(v, file.Consultation.Content)}, Button: v.T("act.refuse-do"),
		Grave: true})
	add(reg.Status == consult.Offered && open, PersonAct{Do: "accept", Title: v.T("act.accept"),
		Text: v.T("act.accept-text"), Button: v.T("act.accept-do")})
	add(joinsUnmailed(reg, file) && open, PersonAct{Do: "address", Title: v.T("act.address"),
		Text: v.T("act.address-text"), Button: v.T("act.address-do")})
	add(reg.Status == consult.Queued && card.Free,
		PersonAct{Do: "move-up", Title: v.T("act.move-up"), Text: v.T("act.move-up-text"),
			Fields: []Field{f.Field("text", "reason", v.T("act.reason"), "")},
			Button: v.T("act.move-up-do")})
	add(reg.Status == consult.Seated && reg.Attended.IsZero() && file.State == consult.Closed,
		PersonAct{Do: "there", Title: v.T("act.there"), Button: v.T("act.there-do")})
	add(!reg.Attended.IsZero(), PersonAct{Do: "away", Title: v.T("act.away"),
		Button: v.T("act.away-do")})
	add(reg.Email != "" && open && (reg.Status.Alive() || reg.Status == consult.Requested),
		PersonAct{Do: "renew", Title: v.T("act.renew"), Text: v.T("act.renew-text"),
			Button: v.T("act.renew-do")})
	add(reg.Status.Alive() && open, PersonAct{Do: "withdraw", Title: v.T("act.withdraw"),
		Text:   v.hears(reg, lang.Key("act.withdraw-text"), lang.Key("act.withdraw-call")),
		Button: v.T("act.withdraw-do")})
	add((reg.Status.Alive() || reg.Status == consult.Requested) && open,
		PersonAct{Do: "remove", Title: v.T("act.remove"),
			Text:   v.hears(reg, lang.Key("act.remove-text"), lang.Key("act.remove-call")),
			Fields: []Field{f.Field("text", "why", v.T("act.reason"), "")},
			Button: v.T("act.remove-do"), Grave: true})
	return all
}

// joinsUnmailed tells whether reg takes part online and no mail says how.
func joinsUnmailed(reg consult.Registration, file dossierFile) bool {
	m := file.Consultation.Content.Meeting
	return reg.Status == consult.Seated && reg.Email == "" && reg.Erased.IsZero() &&
		m.Set() && m.Form != consult.OnSite
}

// hears says how the person learns of something: by mail, or only by a call.
func (v *visit) hears(reg consult.Registration, mail, call lang.Key) string {
	if reg.Email == "" {
		return v.T(string(call))
	}
	return v.T(string(mail))
}

// reasons asks for one of the reasons that were fixed before launch.
func (f Form) reasons(v *visit, c consult.Content) Field {
	var options []Option
	for _, known := range c.Registration.Reasons {
		options = append(options, Option{Value: known.ID, Text: v.say(known.Text)})
	}
	return f.Field("radios", "reason", v.T("act.reason"), "").Among(options...)
}

// changePerson does something with a registration.
func (s *Server) changePerson(w http.ResponseWriter, r *http.Request) error {
	v, d, ctx := from(r), s.options.Desk, r.Context()
	id, rid := consult.ID(r.PathValue("id")), consult.RegistrationID(r.PathValue("registration"))
	var err error
	switch r.PostForm.Get("do") {
	case "approve":
		err = d.Approve(ctx, v.Person, id, rid)
	case "refuse":
		err = d.Refuse(ctx, v.Person, id, rid, r.PostForm.Get("reason"))
	case "move-up":
		err = d.MoveUp(ctx, v.Person, id, rid, r.PostForm.Get("reason"))
	case "remove":
		err = d.Remove(ctx, v.Person, id, rid, r.PostForm.Get("why"))
		err = moved(err, "reason", "why")
	case "withdraw":
		err = d.WithdrawFor(ctx, v.Person, id, rid)
	case "renew":
		err = d.Renew(ctx, v.Person, id, rid)
	case "accept":
		err = d.AcceptFor(ctx, v.Person, id, rid)
	case "address":
		address, err := d.JoinAddress(ctx, v.Person, id, rid)
		if err != nil {
			return err
		}
		return s.showPerson(w, r, address, nil)
	case "there", "away":
		err = d.CheckIn(ctx, v.Person, id, rid, r.PostForm.Get("do") == "there")
	default:
		err = fault.New(fault.Invalid, "edit.choose")
	}
	if fault.Is(err, fault.Invalid) {
		return s.showPerson(w, r, "", err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "anmalda/"+string(rid)))+"?klart=saved",
		http.StatusSeeOther)
	return nil
}

// moved gives err with a fault of one field as that of another.
func moved(err error, from, to string) error {
	var wrong *fault.Error
	if asError(err, &wrong) && wrong.Field == from {
		return wrong.At(to)
	}
	return err
}

// mailStates says how a mail stands.
var mailStates = map[store.MailState]struct {
	tone Tone
	icon string
	word lang.Key
}{
	store.MailWaiting: {Neutral, "clock", lang.Key("mailing.waiting")},
	store.MailSending: {Active, "mail", lang.Key("mailing.sending")},
	store.MailSent:    {Done, "check", lang.Key("mailing.sent")},
	store.MailFailed:  {Late, "warn", lang.Key("mailing.failed")},
}

// mailTable lists mails.
func (v *visit) mailTable(all []store.Mail) Table {
	t := Table{Caption: v.T("people.mails"), Columns: []Column{{Text: v.T("people.mail")},
		{Text: v.T("people.mail-state")}, {Text: v.T("people.mail-when")}}}
	for _, m := range all {
		look := mailStates[m.State]
		when := m.Created
		if !m.Sent.IsZero() {
			when = m.Sent
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.T("mail." + m.Kind)},
			{Chip: Chip{Tone: look.tone, Icon: look.icon, Text: v.T(string(look.word))}},
			{Text: v.DateTime(when)}})
	}
	return t
}

// story tells what has happened to a registration, the first first.
func (v *visit) story(log []store.Entry, file dossierFile) []TimelineItem {
	var items []TimelineItem
	for _, e := range slices.Backward(log) {
		items = append(items, TimelineItem{At: e.At, Title: v.deed(e.Act), Text: v.actor(e.Actor, file)})
	}
	return items
}
