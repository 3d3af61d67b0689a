package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// importRoutes turn an invitation on paper into a draft.
func (s *Server) importRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: work + "/nytt/las-in", Access: Staff, Handler: s.importForm},
		{Method: "POST", Pattern: work + "/nytt/las-in", Access: Staff, Handler: s.readPaper,
			Body: mostFile},
		{Method: "POST", Pattern: work + "/nytt/ta-emot", Access: Staff, Handler: s.acceptPaper,
			Body: mostPaper},
	}
}

// mostPaper is how large an invitation may be that is sent as text, in bytes.
const mostPaper = 2 << 20

// ImportPage takes an invitation as text or as a file.
type ImportPage struct {
	Page
	Form Form
	Body Field
	Text Field
	File Field
}

// importForm asks for an invitation.
func (s *Server) importForm(w http.ResponseWriter, r *http.Request) error {
	return s.showImport(w, r, nil)
}

func (s *Server) showImport(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	bodies, err := s.editable(r)
	if err != nil {
		return err
	}
	page := ImportPage{Page: s.page(r, v.T("import.title")), Form: s.form(w, r, wrong)}
	page.ask(v, bodies, r.URL.Query().Get("myndighet"))
	if page.Text.Value == "" {
		page.Text.Value = s.examplePaper(r)
	}
	return s.render(w, r, fault.Status(wrong), "import", page)
}

// ask makes the questions of the form.
func (p *ImportPage) ask(v *visit, bodies []account.Body, chosen string) {
	p.Body = p.Form.bodyField(v, bodies, chosen)
	p.Text = p.Form.Field("area", "text", v.T("import.text"),
		"").Hinted(v.T("import.text-hint")).May()
	p.Text.Lines = 14
	p.File = p.Form.Field("file", "file", v.T("import.file"),
		"").Hinted(v.T("import.file-hint")).May()
	p.File.Accept = ".txt,.docx,.eml,.ics,.html,.md"
}

// ReadingPage shows what was read out of an invitation, before it becomes a draft.
type ReadingPage struct {
	Page
	Token    string
	Action   string
	Body     string
	Reading  string // what was read, to be taken up as it is
	Fields   []ReadField
	Unplaced []ReadLine
	Defects  []FindingRow
	Others   []FindingRow
	Count    string
	Secret   string // that a meeting link was found, which is not shown
}

// A ReadField is one field with the words it came from.
type ReadField struct {
	Label string
	Text  string
	Lines string // "rad 12–14"
}

// A ReadLine is a line that could not be placed.
type ReadLine struct {
	Lines string
	Text  string
}

// readPaper reads an invitation and shows what was found.
func (s *Server) readPaper(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	name, data := "inbjudan.txt", []byte(unixLines(r.PostForm.Get("text")))
	if file, bytes, err := upload(r, "file"); err == nil {
		name, data = file, bytes
	} else if strings.TrimSpace(string(data)) == "" {
		return s.showImport(w, r, fault.New(fault.Invalid, "import.nothing").At("text"))
	}
	body := account.BodyID(r.PostForm.Get("body"))
	if err := v.Person.May(account.Edit, body); err != nil {
		return err
	}
	reading, err := act.ReadPaper(name, data)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showImport(w, r, moved(err, "", map[bool]string{true: "text",
			false: "file"}[name == "inbjudan.txt"]))
	}
	if err != nil {
		return err
	}
	page := ReadingPage{Page: s.page(r, v.T("reading.title")), Token: s.token(w, r),
		Action: v.Href(work + "/nytt/ta-emot"), Body: string(body)}
	if err := page.fill(v, reading); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "reading", page)
}

// fill shows a reading: each field with its lines, what could not be placed,
// and what the linter says of it.
func (p *ReadingPage) fill(v *visit, reading consult.Reading) error {
	t := reading.Template()
	content := reading.Content(t)
	packed, err := packContent(content)
	if err != nil {
		return err
	}
	p.Reading = packed
	p.fields(v, reading, content)
	for _, q := range reading.Unplaced {
		p.Unplaced = append(p.Unplaced, ReadLine{Lines: v.lines(q.Span), Text: q.Text})
	}
	for _, f := range reading.Lint(v.Now) {
		row := FindingRow{Chip: v.severity(f.Severity), Title: v.Say(f.Title, f.Values),
			Reason: v.Say(f.Reason, f.Values), Remedy: v.Say(f.Remedy, f.Values), Where: v.lines(f.Span)}
		if f.Severity == consult.Defect {
			p.Defects = append(p.Defects, row)
		} else {
			p.Others = append(p.Others, row)
		}
	}
	p.Count = v.T("reading.defects", "Count", len(p.Defects))
	if reading.Join.URL != "" {
		p.Secret = v.T("reading.secret", "Lines", v.lines(reading.Join.Span))
	}
	return nil
}

// lines names lines of a text.
func (v *visit) lines(s consult.Span) string {
	switch {
	case s.First == 0:
		return ""
	case s.First == s.Last:
		return v.T("reading.line", "Line", s.First)
	}
	return v.T("reading.lines", "First", s.First, "Last", s.Last)
}

// fields lists what was read, with the lines it came from.
func (p *ReadingPage) fields(v *visit, r consult.Reading, c consult.Content) {
	in := func(t consult.Text) string { return t.In(r.Language) }
	add := func(label lang.Key, text string, at ...consult.Quote) {
		if strings.TrimSpace(text) == "" {
			return
		}
		f := ReadField{Label: v.T(string(label)), Text: text}
		if len(at) > 0 {
			f.Lines = v.lines(consult.Span{First: at[0].First, Last: at[len(at)-1].Last})
		}
		p.Fields = append(p.Fields, f)
	}
	add(lang.Key("edit.title"), in(c.Title), r.Title)
	if r.Title.Found() && r.Name.Text != r.Title.Text {
		add(lang.Key("reading.name"), r.Name.Text, r.Name)
	}
	add(lang.Key("reading.sender"), r.Sender.String(), r.Sender...)
	add(lang.Key("reading.reference"), r.Reference.Text, r.Reference)
	add(lang.Key("reading.dated"), r.Dated.Text, r.Dated)
	if c.Meeting.Set() {
		when := v.DateTime(c.Meeting.Start)
		if !c.Meeting.End.IsZero() {
			when = v.Range(c.Meeting.Start, c.Meeting.End)
		}
		add(lang.Key("overview.when"), when, r.Meeting.When...)
	}
	add(lang.Key("edit.place"), in(c.Meeting.Place), r.Meeting.Place)
	if c.Meeting.Form != "" {
		add(lang.Key("edit.form"), act.FormWords(v.Printer, c.Meeting.Form))
	}
	add(lang.Key("reading.registration"), r.Registration.Address.Text, r.Registration.Address)
	if !c.Registration.Closes.IsZero() {
		add(lang.Key("edit.closes"), v.DateTime(c.Registration.Closes), r.Registration.Deadline)
	}
	if c.Registration.Capacity > 0 {
		add(lang.Key("edit.capacity"), v.Number(c.Registration.Capacity), r.Registration.Seats)
	}
	add(lang.Key("edit.summary"), in(c.Summary), r.Summary...)
	add(lang.Key("edit.background"), in(c.Background), r.Background...)
	add(lang.Key("edit.purpose"), in(c.Purpose), r.Purpose...)
	add(lang.Key("edit.invited"), in(c.Invited), r.Invited...)
	if c.Plan.URL == "" { // words that lead nowhere
		add(lang.Key("edit.plan"), r.Plan.Text, r.Plan.Quote)
	} else {
		add(lang.Key("edit.plan"), strings.TrimSpace(in(c.Plan.Title)+" "+c.Plan.URL), r.Plan.Quote)
	}
	for i, x := range c.Commitments {
		add(lang.Key("edit.commitment"), in(x.Title), r.Commitments[i].Quote)
	}
	for i, x := range c.Agenda {
		add(partWords[x.Part], strings.TrimSpace(in(x.Title)+"\n"+in(x.About)), r.Agenda[i].Title)
	}
	for i, x := range c.Questions {
		add(lang.Key("edit.question"), in(x.Text), r.Questions[i])
	}
	add(lang.Key("edit.written-how"), in(c.WrittenInput.How), r.Written...)
	add(lang.Key("edit.accessibility"), in(c.Accessibility), r.Accessibility...)
	add(lang.Key("edit.privacy"), in(c.Privacy.Purpose), r.Privacy...)
	add(lang.Key("edit.promised"), in(c.Promise.Text), r.Promise...)
	add(lang.Key("edit.practical"), in(c.Practical), slices.Concat(r.Form, r.Practical)...)
	add(lang.Key("edit.contact"), strings.TrimSpace(in(c.Contact.Name)+" "+c.Contact.Email+" "+c.Contact.Phone), r.Contact...)
}

// acceptPaper makes a draft of what was read.
func (s *Server) acceptPaper(w http.ResponseWriter, r *http.Request) error {
	v, sent := from(r), r.PostForm
	if _, err := s.editable(r); err != nil {
		return err
	}
	content, err := unpackContent(sent)
	if err != nil {
		return err
	}
	if strings.TrimSpace(content.Title.SV) == "" { // an English invitation: the Swedish is yet to be written
		content.Title.SV = content.Title.EN
	}
	if content.Title.SV == "" {
		content.Title.SV = v.T("import.untitled")
	}
	id, err := s.options.Desk.NewConsultation(r.Context(), v.Person,
		account.BodyID(sent.Get("body")), content)
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, ""))+"?klart=imported", http.StatusSeeOther)
	return nil
}

// unpackContent reads the content that the page of the reading carries. It is
// the officer's own draft: nothing in it is more than the editor would take.
func unpackContent(sent url.Values) (c consult.Content, err error) {
	c, err = parseContent(sent.Get("reading"))
	if err != nil {
		return c, fault.New(fault.Invalid, "web.form-unreadable").From(err)
	}
	begin := c.Template.Begin(c.Meeting.Start)
	c.Meeting.Zone, c.Registration.Reasons = begin.Meeting.Zone, begin.Registration.Reasons
	c.Registration.Offer, c.Reminder = begin.Registration.Offer, begin.Reminder
	return c, nil
}
