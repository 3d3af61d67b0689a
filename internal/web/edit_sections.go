package web

import (
	"crypto/rand"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// An editSection is one page of the editor.
type editSection struct {
	path  string
	title lang.Key
	what  lang.Key
	ask   func(*editor)
}

// editSections are the pages of the editor, in order.
var editSections = []editSection{
	{"grund", lang.Key("edit.basics"), lang.Key("edit.basics-what"), (*editor).basics},
	{"mote", lang.Key("edit.meeting"), lang.Key("edit.meeting-what"), (*editor).meeting},
	{"anmalan", lang.Key("edit.registration"), lang.Key("edit.registration-what"),
		(*editor).registration},
	{"dagordning", lang.Key("edit.agenda"), lang.Key("edit.agenda-what"), (*editor).agenda},
	{"fragor", lang.Key("edit.questions"), lang.Key("edit.questions-what"), (*editor).questions},
	{"material", lang.Key("edit.material"), lang.Key("edit.material-what"), (*editor).material},
	{"texter", lang.Key("edit.texts"), lang.Key("edit.texts-what"), (*editor).texts},
	{"lofte", lang.Key("edit.promise"), lang.Key("edit.promise-what"), (*editor).promise},
	{"kontakt", lang.Key("edit.contact"), lang.Key("edit.contact-what"), (*editor).contact},
}

// editPlaces says in which section, and by which control, one mends what a
// check or the linter has found: by the name that they have for the field.
var editPlaces = map[string][2]string{
	"title": {"grund", "title"}, "summary": {"grund", "summary"},
	"background": {"grund", "background"}, "purpose": {"grund", "purpose"},
	"invited": {"grund", "invited"}, "plan": {"grund", "plan"},
	"commitments": {"grund", "commitments"},
	"start":       {"mote", "start"}, "end": {"mote", "end"}, "place": {"mote", "place"},
	"meeting": {"mote", "start"}, "meeting.start": {"mote", "start"}, "meeting.end": {"mote", "end"},
	"meeting.place": {"mote", "place"}, "meeting.form": {"mote", "form"},
	"reminder": {"mote", "reminder"},
	"closes":   {"anmalan", "closes"}, "registration.closes": {"anmalan", "closes"},
	"registration": {"anmalan", "opens"}, "registration.opens": {"anmalan", "opens"},
	"capacity": {"anmalan", "capacity"}, "registration.capacity": {"anmalan", "capacity"},
	"reasons": {"anmalan", "reasons"}, "agenda": {"dagordning", "agenda"},
	"questions": {"fragor", "questions"}, "material": {"material", "material"},
	"written": {"texter", "written"}, "until": {"texter", "until"},
	"written.until": {"texter", "until"},
	"written.email": {"texter", "written-email"}, "accessibility": {"texter", "accessibility"},
	"practical": {"texter", "practical"}, "promise": {"lofte", "promise"},
	"privacy": {"lofte", "controller"}, "controller": {"lofte", "controller"},
	"contact": {"kontakt", "contact"}, "contact.email": {"kontakt", "contact"},
}

// mendedAt gives the section and the address of the control for a field that a
// check or the linter names. The beginning of a longer name will do.
func mendedAt(field string) (section, control string) {
	for name := field; name != ""; {
		if at, ok := editPlaces[name]; ok {
			return at[0], Field{Name: at[1]}.ID()
		}
		cut := strings.LastIndexByte(name, '.')
		name = name[:max(cut, 0)]
	}
	return editSections[0].path, Field{Name: "title"}.ID()
}

// basics is what it is about.
func (e *editor) basics() {
	c := e.content
	e.text(Field{Kind: "text", Name: "title", Label: e.T("edit.title"),
		Hint: e.T("edit.title-hint")}, &c.Title)
	e.text(Field{Kind: "area", Lines: 3, Name: "summary", Label: e.T("edit.summary"),
		Hint: e.T("edit.summary-hint")}, &c.Summary)
	e.text(Field{Kind: "area", Lines: 8, Name: "background", Label: e.T("edit.background"),
		Hint: e.T("edit.markdown")}, &c.Background)
	e.text(Field{Kind: "area", Lines: 4, Name: "purpose", Label: e.T("edit.purpose"),
		Hint: e.T("edit.purpose-hint")}, &c.Purpose)
	e.text(Field{Kind: "area", Lines: 3, Name: "invited", Label: e.T("edit.invited"),
		Hint: e.T("edit.invited-hint")}, &c.Invited)
	e.heading(e.T("edit.plan"))
	e.text(Field{Kind: "text", Name: "plan-title", Label: e.T("edit.plan-title")}, &c.Plan.Title)
	e.line(Field{Kind: "url", Name: "plan", Label: e.T("edit.plan-url"),
		Hint: e.T("edit.plan-hint")}, &c.Plan.URL)
	rows(e, rowKind[consult.Commitment]{name: "commitments",
		shown: EditRows{Add: e.T("edit.commitment-add")},
		fresh: func() consult.Commitment { return consult.Commitment{} },
		blank: func(x consult.Commitment) bool { return x.Title.Empty() },
		ask: func(name string, x *consult.Commitment) EditRow {
			e.text(Field{Kind: "text", Name: name + "-title", Label: e.T("edit.commitment")}, &x.Title)
			return EditRow{Legend: e.T("edit.commitment")}
		}}, &c.Commitments)
}

// meeting is when and where.
func (e *editor) meeting() {
	m := &e.content.Meeting
	e.span(m)
	form := string(m.Form)
	e.among(Field{Kind: "radios", Name: "form", Label: e.T("edit.form")}, &form,
		Option{Value: string(consult.Online), Text: act.FormWords(e.Printer, consult.Online),
			Hint: e.T("edit.online-hint")},
		Option{Value: string(consult.OnSite), Text: act.FormWords(e.Printer, consult.OnSite)},
		Option{Value: string(consult.Hybrid), Text: act.FormWords(e.Printer, consult.Hybrid)})
	m.Form = consult.Form(form)
	e.text(Field{Kind: "area", Lines: 2, Name: "place", Label: e.T("edit.place"),
		Hint: e.T("edit.place-hint")}, &m.Place)
	e.number(Field{Name: "early", Label: e.T("edit.early"), Hint: e.T("edit.early-hint"),
		Optional: true}, &m.Early, 24*60)
	e.number(Field{Name: "reminder", Label: e.T("edit.reminder"), Hint: e.T("edit.reminder-hint"),
		Optional: true},
		&e.content.Reminder, 30*24)
	if m.Zone == "" {
		m.Zone = "Europe/Stockholm"
	}
}

// span asks for the day of the meeting and the hours between which it is held.
func (e *editor) span(m *consult.Meeting) {
	day, begins := wall(m.Start)
	_, ends := wall(m.End)
	var d, b, n string
	keep := func(s *string) func(string) *fault.Error {
		return func(typed string) *fault.Error { *s = typed; return nil }
	}
	date := e.bind(Field{Kind: "date", Name: "start", Label: e.T("edit.day")}, day, keep(&d))
	from := e.bind(Field{Kind: "time", Name: "start-clock", Label: e.T("edit.begins"),
		Hint: e.T("edit.zone")}, begins, keep(&b))
	until := e.bind(Field{Kind: "time", Name: "end", Label: e.T("edit.ends"),
		Hint: e.T("edit.zone")}, ends, keep(&n))
	if e.sent != nil && (d != day || b != begins || n != ends) {
		start, badStart := parseMoment(d, b)
		end, badEnd := parseMoment(d, n)
		if d == "" && (b != "" || n != "") {
			badStart, badEnd = fault.New(fault.Invalid, "edit.day-missing"), nil
		}
		if badStart != nil {
			date.Error = e.fault(badStart, date.Name)
		}
		if badEnd != nil {
			until.Error = e.fault(badEnd, until.Name)
		}
		if badStart == nil && badEnd == nil {
			m.Start, m.End = start, end
		}
	}
	e.block(EditField{Field: date})
	e.block(EditField{Field: from}, EditField{Field: until})
}

// registration is how one registers.
func (e *editor) registration() {
	r := &e.content.Registration
	e.moment(Field{Name: "opens", Label: e.T("edit.opens"), Hint: e.T("edit.opens-hint"),
		Optional: true},
		Field{Name: "opens-clock", Label: e.T("edit.clock"), Optional: true}, &r.Opens)
	e.last(Field{Name: "closes", Label: e.T("edit.closes"), Hint: e.T("edit.closes-hint")}, &r.Closes)
	e.number(Field{Name: "capacity", Label: e.T("edit.capacity"), Hint: e.T("edit.capacity-hint"),
		Optional: true},
		&r.Capacity, 100000)
	e.number(Field{Name: "offer", Label: e.T("edit.offer"), Hint: e.T("edit.offer-hint"),
		Optional: true}, &r.Offer, 30*24)
	e.heading(e.T("edit.screening-title"))
	e.check(Field{Name: "screening", Label: e.T("edit.screening"), Hint: e.T("edit.screening-hint")},
		&r.Screening)
	rows(e, rowKind[consult.Reason]{name: "reasons",
		shown: EditRows{Add: e.T("edit.reason-add")},
		fresh: func() consult.Reason { return consult.Reason{ID: freshID("r")} },
		id:    func(x consult.Reason) string { return x.ID },
		blank: func(x consult.Reason) bool { return x.Text.Empty() },
		ask: func(name string, x *consult.Reason) EditRow {
			e.identity(name, &x.ID)
			e.text(Field{Kind: "text", Name: name + "-text", Label: e.T("edit.reason")}, &x.Text)
			return EditRow{Legend: e.T("edit.reason")}
		}}, &r.Reasons)
}

// agenda is what happens when.
func (e *editor) agenda() {
	c := e.content
	var parts []Option
	for _, p := range consult.Parts() {
		parts = append(parts, Option{Value: string(p), Text: e.T(string(partWords[p]))})
	}
	rows(e, rowKind[consult.Item]{name: "agenda",
		shown: EditRows{Add: e.T("edit.item-add"), None: Empty{Title: e.T("edit.no-agenda"),
			Text: e.T("edit.no-agenda-text")}},
		fresh: func() consult.Item { return consult.Item{Part: consult.Discussion} },
		blank: func(x consult.Item) bool { return x.Title.Empty() && x.Minutes == 0 },
		ask: func(name string, x *consult.Item) EditRow {
			e.text(Field{Kind: "text", Name: name + "-title", Label: e.T("edit.item")}, &x.Title)
			part := string(x.Part)
			e.among(Field{Kind: "select", Name: name + "-part", Label: e.T("edit.part")}, &part, parts...)
			x.Part = consult.Part(part)
			e.number(Field{Name: name + "-minutes", Label: e.T("edit.minutes")}, &x.Minutes, 24*60)
			e.join(2)
			e.text(Field{Kind: "area", Lines: 2, Name: name + "-about", Label: e.T("edit.item-about"),
				Optional: true}, &x.About)
			e.who(name, &x.Who)
			return EditRow{Legend: e.T("edit.item")}
		}}, &c.Agenda)
	e.hours()
}

// join makes the last n blocks one, side by side.
func (e *editor) join(n int) {
	from := len(e.blocks) - n
	var one EditBlock
	for _, b := range e.blocks[from:] {
		one.Fields = append(one.Fields, b.Fields...)
	}
	e.blocks = append(e.blocks[:from], one)
}

// who asks for the roles taking part in an item, one on each line, the English
// beside it line by line.
func (e *editor) who(name string, target *[]consult.Text) {
	var lines consult.Text
	for i, t := range *target {
		if i > 0 {
			lines.SV, lines.EN = lines.SV+"\n", lines.EN+"\n"
		}
		lines.SV, lines.EN, lines.Of = lines.SV+t.SV, lines.EN+t.EN, lines.Of+t.Of
	}
	lines.EN = strings.TrimRight(lines.EN, "\n")
	if len(*target) != 1 {
		lines.Of = ""
	}
	e.text(Field{Kind: "area", Lines: 2, Name: name + "-who", Label: e.T("edit.who"),
		Hint: e.T("edit.who-hint"), Optional: true}, &lines)
	if e.sent == nil {
		return
	}
	*target = nil
	english := strings.Split(lines.EN, "\n")
	for i, line := range strings.Split(lines.SV, "\n") {
		t := consult.Text{SV: strings.TrimSpace(line)}
		if i < len(english) {
			t.EN = strings.TrimSpace(english[i])
		}
		if t.SV != "" {
			*target = append(*target, t)
		}
	}
}

// hours shows beside each item when it begins and ends.
func (e *editor) hours() {
	timed := e.content.Timetable()
	shown := e.blocks[len(e.blocks)-1].Rows.Rows
	for i := range shown {
		if i < len(timed) && !timed[i].Start.IsZero() {
			shown[i].Hours = e.Time(timed[i].Start) + "–" + e.Time(timed[i].End)
		}
	}
}

// questions are what participants are asked.
func (e *editor) questions() {
	rows(e, rowKind[consult.Question]{name: "questions",
		shown: EditRows{Add: e.T("edit.question-add"),
			None: Empty{Title: e.T("edit.no-questions"), Text: e.T("edit.no-questions-text")}},
		fresh: func() consult.Question { return consult.Question{ID: freshID("q")} },
		id:    func(x consult.Question) string { return x.ID },
		blank: func(x consult.Question) bool { return x.Text.Empty() },
		ask: func(name string, x *consult.Question) EditRow {
			e.identity(name, &x.ID)
			e.text(Field{Kind: "area", Lines: 3, Name: name + "-text", Label: e.T("edit.question")}, &x.Text)
			return EditRow{Legend: e.T("edit.question")}
		}}, &e.content.Questions)
}

// identity carries the ID of a row that moves. A strange one becomes a new one.
func (e *editor) identity(name string, id *string) {
	f := e.bind(Field{Kind: "hidden", Name: name + "-id", Most: 40}, *id, func(s string) *fault.Error {
		*id = s
		if s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			*id = freshID("x")
		}
		return nil
	})
	e.block(EditField{Field: f})
}

// freshID makes an ID that no other row has.
func freshID(letter string) string { return letter + strings.ToLower(rand.Text()[:10]) }

// texts are the channel for what people write, and what else they need to know.
func (e *editor) texts() {
	c := e.content
	e.heading(e.T("edit.written-title"))
	e.check(Field{Name: "written", Label: e.T("edit.written"), Hint: e.T("edit.written-hint")},
		&c.WrittenInput.Open)
	e.moment(Field{Name: "written-from", Label: e.T("edit.from"), Hint: e.T("edit.from-hint"),
		Optional: true}, Field{Name: "written-from-clock", Label: e.T("edit.clock"), Optional: true},
		&c.WrittenInput.From)
	e.last(Field{Name: "until", Label: e.T("edit.until"), Optional: true}, &c.WrittenInput.Until)
	e.mailbox(Field{Name: "written-email", Label: e.T("edit.written-email"),
		Optional: true}, &c.WrittenInput.Email)
	e.text(Field{Kind: "area", Lines: 3, Name: "written-how", Label: e.T("edit.written-how"),
		Optional: true}, &c.WrittenInput.How)
	rows(e, rowKind[consult.Reason]{name: "withhold",
		shown: EditRows{Add: e.T("edit.withhold-add"), None: Empty{Title: e.T("edit.no-withhold"),
			Text: e.T("edit.no-withhold-text")}},
		fresh: func() consult.Reason { return consult.Reason{ID: freshID("w")} },
		id:    func(x consult.Reason) string { return x.ID },
		blank: func(x consult.Reason) bool { return x.Text.Empty() },
		ask: func(name string, x *consult.Reason) EditRow {
			e.identity(name, &x.ID)
			e.text(Field{Kind: "text", Name: name + "-text", Label: e.T("edit.withhold"),
				Hint: e.T("edit.withhold-hint")}, &x.Text)
			return EditRow{Legend: e.T("edit.withhold")}
		}}, &c.WrittenInput.Reasons)
	e.heading(e.T("edit.accessibility-title"))
	e.text(Field{Kind: "area", Lines: 4, Name: "accessibility", Label: e.T("edit.accessibility"),
		Hint: e.T("edit.accessibility-hint")}, &c.Accessibility)
	e.text(Field{Kind: "area", Lines: 4, Name: "practical", Label: e.T("edit.practical"),
		Optional: true}, &c.Practical)
}

// promise is what becomes of what is said, and of what is told about people.
func (e *editor) promise() {
	c := e.content
	e.text(Field{Kind: "area", Lines: 4, Name: "promise", Label: e.T("edit.promised"),
		Hint: e.T("edit.promised-hint")}, &c.Promise.Text)
	e.last(Field{Name: "promise-by", Label: e.T("edit.promise-by"),
		Hint: e.T("edit.promise-by-hint"), Optional: true}, &c.Promise.By)
	e.heading(e.T("edit.privacy"))
	e.text(Field{Kind: "text", Name: "controller", Label: e.T("edit.controller")},
		&c.Privacy.Controller)
	e.text(Field{Kind: "area", Lines: 3, Name: "privacy-purpose", Label: e.T("edit.privacy-purpose"),
		Hint: e.T("edit.privacy-purpose-hint")}, &c.Privacy.Purpose)
	e.text(Field{Kind: "area", Lines: 2, Name: "basis", Label: e.T("edit.basis"),
		Hint: e.T("edit.basis-hint")}, &c.Privacy.Basis)
	e.text(Field{Kind: "area", Lines: 3, Name: "rights", Label: e.T("edit.rights"),
		Hint: e.T("edit.rights-hint"), Optional: true}, &c.Privacy.Rights)
	e.days(Field{Name: "keep", Label: e.T("edit.keep"), Hint: e.T("edit.keep-hint")},
		&c.Privacy.Keep, consult.MaxKeep)
	e.number(Field{Name: "keep-needs", Label: e.T("edit.keep-needs"),
		Hint: e.T("edit.keep-needs-hint"), Optional: true}, &c.Privacy.KeepNeeds, 365)
}

// contact is where one asks.
func (e *editor) contact() {
	c := &e.content.Contact
	e.text(Field{Kind: "text", Name: "contact-name", Label: e.T("edit.contact-name"),
		Hint: e.T("edit.contact-name-hint")}, &c.Name)
	e.mailbox(Field{Name: "contact", Label: e.T("edit.contact-email"),
		Hint: e.T("edit.contact-email-hint")}, &c.Email)
	e.line(Field{Kind: "tel", Name: "phone", Label: e.T("edit.phone"), Optional: true}, &c.Phone)
}
