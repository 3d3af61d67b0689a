package web

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/markup"
)

// ConsultationPage says who, what, why, when, where and how of a consultation.
// Before, during and after the meeting it is the same page in different light.
type ConsultationPage struct {
	Page
	Tongue      string // language of the title, "" for that of the page
	Body        string
	Fictitious  bool
	State       Chip
	Also        Chip
	Lead        Words
	When        When // no start for a written round
	Until       time.Time
	Where       string
	Place       string // of premises; "" online
	Take        TakePart
	Over        bool // held or cancelled: nothing more comes before the meeting
	Purpose     Words
	Background  Rich
	Invited     Words
	Plan        Link
	PlanIn      string
	Commitment  []Words
	Agenda      []AgendaPart
	AgendaIn    string // language to mark the agenda with
	Questions   []Question
	AskedIn     string
	Material    []File
	Written     Written
	Write       Link // where one says something; no text when it is closed
	Propose     Link // and where one proposes something
	Opinions    []Opinion
	AllViews    Link
	Answers     Link // to what has been answered
	AnswersLate Chip // no text while none is late
	Promise     Promised
	Access      Words
	Practical   Words
	Contact     []Fact
	Notice      PrivacyNotice
	Report      []ReportSection
	DraftOut    Notice    // the draft of the summary while it is out; no title else
	Objected    []Opinion // what was objected to the draft, with the answers
	Draft       Link      // to the draft, once the summary is final
	Papers      []Link    // the summary as files
	Turnout     Turnout
	Listed      []act.Listed
	Facts       []Fact
	Contents    []Link
	Calendar    string // address of the calendar file; "" for a written round
	Schema      Schema
}

// Words are a text with the language to mark it with, "" for that of the page.
type Words struct{ Text, Tongue string }

// Rich is a text with structure, from Markdown.
type Rich struct {
	HTML   template.HTML
	Tongue string
}

// TakePart says how to take part, in one box with at most one button.
type TakePart struct {
	Tone   Tone
	Title  string
	Text   string
	Tongue string // language of the text; "" for that of the page
	Button Link
	Aside  []string // seats left, the queue, the last day
	Lost   Link     // for who has lost the mail
}

// Written is the channel for what people write.
type Written struct {
	Open  bool
	Email string
	Until time.Time
	How   Words
}

// Promised is what will become of what is said.
type Promised struct {
	Text  Words
	By    time.Time
	State Chip
}

// A ReportSection is a section of the published summary.
type ReportSection struct {
	Heading Words
	Body    Rich
}

// Schema holds what search engines read as a schema.org Event.
type Schema struct {
	Status, Mode string // names from schema.org
	URL          string
	Address      string // of the premises; "" online
}

// consultation shows a consultation.
func (s *Server) consultation(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	return s.render(w, r, http.StatusOK, "consultation", v.consultationPage(s.page(r, ""), p))
}

// consultationPage makes the page of p.
func (v *visit) consultationPage(page Page, p act.Public) ConsultationPage {
	c := p.Consultation
	content := c.Content
	page.Title, page.Description = v.say(content.Title), v.say(content.Summary)
	page.Feed = v.Href("/samrad/atom.xml")
	v.Until(c.NextChange(v.Now))
	v.Until(content.Promise.Over())
	v.Until(content.KeepUntil())
	out := ConsultationPage{Page: page, Body: v.bodyName(p.Body), Fictitious: p.Body.Fictitious,
		State: v.stateOf(c), Lead: v.words(content.Summary), Purpose: v.words(content.Purpose),
		Background: v.rich(content.Background), Invited: v.words(content.Invited),
		Access: v.words(content.Accessibility), Practical: v.words(content.Practical),
		Take: v.takePart(p), Agenda: v.agenda(content), Questions: v.questions(content),
		Notice: v.privacyNotice(content, p.Body), Listed: p.Listed,
		Written: Written{Open: c.TakesWriting(v.Now), Email: content.WrittenInput.Email,
			Until: content.WrittenInput.Until, How: v.words(content.WrittenInput.How)},
		Schema: v.schema(p, page.Canonical),
	}
	out.heard(v, p)
	out.meeting(v, content, c.Cancelled)
	if content.Meeting.Set() {
		out.Calendar = v.Href("/samrad/" + c.Slug + "/kalender.ics")
	}
	out.promise(v, p)
	out.Plan, out.PlanIn = Link{v.say(content.Plan.Title), content.Plan.URL},
		v.tongue(content.Plan.Title)
	out.Tongue = v.tongue(content.Title)
	out.Over = p.State == consult.Held || p.State == consult.Cancelled
	if p.State == consult.Cancelled {
		out.Listed = nil // nobody takes part
	}
	for _, each := range content.Commitments {
		out.Commitment = append(out.Commitment, v.words(each.Title))
	}
	out.AgendaIn = v.agendaTongue(content)
	for _, q := range content.Questions {
		out.AskedIn = cmp.Or(out.AskedIn, v.tongue(q.Text))
	}
	out.Material = v.material(p)
	out.Contact, out.Facts = v.contact(content), v.facts(p)
	out.after(v, p)
	out.replied(v, p)
	out.Notices = append(out.Notices, v.notices(p)...)
	out.contents(v)
	return out
}

// agendaTongue gives the language to mark an agenda with.
func (v *visit) agendaTongue(c consult.Content) string {
	var all []consult.Text
	for _, item := range c.Agenda {
		all = append(append(all, item.Title, item.About), item.Who...)
	}
	return v.tongue(all...)
}

func (v *visit) words(t consult.Text) Words { return Words{v.say(t), v.tongue(t)} }

func (v *visit) rich(t consult.Text) Rich {
	if t.Empty() {
		return Rich{}
	}
	return Rich{markup.HTML(v.say(t)), v.tongue(t)}
}

// meeting fills in when and where.
func (p *ConsultationPage) meeting(v *visit, c consult.Content, cancelled time.Time) {
	m := c.Meeting
	if !m.Set() {
		p.Until = c.WrittenInput.Until
		return
	}
	p.When = When{Start: m.Start, End: m.End}
	if m.End.After(v.Now) && cancelled.IsZero() {
		p.When.Away = v.Days(v.Now, m.Start)
		v.Until(midnight(v.Now))
	}
	p.Where, p.Place = act.FormWords(v.Printer, m.Form), v.say(m.Place)
	if strings.EqualFold(p.Place, p.Where) {
		p.Place = ""
	}
}

// midnight gives when the day in Stockholm that t belongs to ends.
func midnight(t time.Time) time.Time {
	y, m, d := t.In(lang.Stockholm).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, lang.Stockholm)
}

// takePart says how to take part at this moment.
func (v *visit) takePart(p act.Public) TakePart {
	c := p.Consultation
	reg := c.Content.Registration
	address := v.Href("/samrad/" + c.Slug + "/anmalan")
	t := TakePart{Title: v.T("take.title")}
	switch p.State {
	case consult.Announced:
		t.Text = v.T("take.announced", "Opens", reg.Opens)
	case consult.Open:
		t.Text, t.Button = v.T("take.open"), Link{v.T("take.register"), address}
		if p.Free >= 0 {
			t.Aside = append(t.Aside, v.T("take.free", "Count", p.Free))
		}
	case consult.Full:
		t.Text, t.Button = v.T("take.full"), Link{v.T("take.queue"), address}
		t.Aside = append(t.Aside, v.T("take.queued", "Count", p.Queue))
	case consult.Closed:
		t.Text = v.T("take.closed")
		if v.goesOn(c) {
			t.Title, t.Text = v.T("take.now-title"), v.T("take.now")
		}
	case consult.Held:
		t.Title, t.Text = v.T("take.held-title"), v.T("take.held")
		if c.Summary > 0 {
			t.Text, t.Button = v.T("take.summarised"), Link{v.T("take.read-summary"),
				"#sammanfattning"}
		}
	case consult.Cancelled:
		t.Tone, t.Title = Late, v.T("take.cancelled")
		t.Text, t.Tongue = v.say(c.Why), v.tongue(c.Why)
	}
	if p.State == consult.Open || p.State == consult.Full || p.State == consult.Closed {
		t.Lost = Link{v.T("take.lost"), v.Href("/samrad/" + c.Slug + "/borttappad")}
	}
	if t.Button.Text != "" && !reg.Closes.IsZero() && p.State != consult.Held {
		t.Aside = append(t.Aside, v.T("take.closes", "Closes", reg.Closes))
	}
	if !c.Content.Meeting.Set() && p.State != consult.Held && p.State != consult.Cancelled {
		t = TakePart{Title: v.T("take.title"), Text: v.T("take.written",
			"Until", c.Content.WrittenInput.Until), Button: v.toWrite(p.Venue)}
	}
	return t
}

// toWrite leads to the form for views while they are taken, else to what is
// said of how and until when.
func (v *visit) toWrite(h consult.Venue) Link {
	if h.Accepts(v.Now) == nil {
		return Link{v.T("opinion.write"), v.Href(h.Path + "/synpunkt")}
	}
	return Link{v.T("take.how-to-write"), "#skriv"}
}

// agenda sorts the agenda into its parts. Welcome, pauses and closing stand
// with the part that they frame.
func (v *visit) agenda(c consult.Content) []AgendaPart {
	var parts []AgendaPart
	last := consult.Framing
	for _, item := range c.Timetable() {
		if len(parts) == 0 || item.Part != consult.Framing && item.Part != last &&
			last != consult.Framing {
			parts = append(parts, AgendaPart{})
		}
		if item.Part != consult.Framing {
			last = item.Part
		}
		part := &parts[len(parts)-1]
		part.Title = v.T(string(partWords[last]))
		var who []string
		for _, each := range item.Who {
			who = append(who, v.say(each))
		}
		part.Items = append(part.Items, AgendaItem{Start: item.Start, End: item.End,
			Title: v.say(item.Title), Text: v.say(item.About), Who: strings.Join(who, " · ")})
	}
	return parts
}

var partWords = map[consult.Part]lang.Key{
	consult.Framing:     lang.Key("part.framing"),
	consult.Information: lang.Key("part.information"),
	consult.Discussion:  lang.Key("part.discussion"),
}

func (v *visit) questions(c consult.Content) []Question {
	var all []Question
	for i, q := range c.Questions {
		all = append(all, Question{Number: i + 1, Text: v.say(q.Text)})
	}
	return all
}

// material lists what there is to read before the meeting.
func (v *visit) material(p act.Public) []File {
	var all []File
	start := p.Consultation.Content.Meeting.Start
	for _, m := range p.Consultation.Content.Material {
		f := File{Name: v.say(m.Title), Href: m.URL, Format: v.T("material.page"), At: m.Added,
			Tongue: v.tongue(m.Title)}
		if m.File != "" {
			f.Href = "/samrad/" + p.Consultation.Slug + "/material/" + m.ID + "/" +
				url.PathEscape(m.Name)
			f.Format, f.Bytes = format(m), m.Size
		}
		if act.Legible(m) {
			f.Read = Link{v.T("paper.read"), v.Href("/samrad/" + p.Consultation.Slug + "/material/" + m.ID + "/las")}
		}
		if f.Name == "" {
			f.Name = m.Name
		}
		if m.Language != "" && m.Language != string(v.Language()) {
			f.Language = v.T(string(cmp.Or(tongueWords[m.Language], tongueWords[""])))
		}
		if m.Accessible {
			f.Accessible = Chip{Tone: Done, Text: v.T("material.accessible")}
		}
		if n := editions(p.Versions, m); n > 1 {
			f.Notes = append(f.Notes, v.T("material.edition", "Number", n))
		}
		if !m.Added.IsZero() && m.Added.Before(start) {
			f.Notes = append(f.Notes, v.before(start.Sub(m.Added)))
		}
		all = append(all, f)
	}
	return all
}

// before says how long before the meeting something to read was there.
func (v *visit) before(ahead time.Duration) string {
	if days := int(ahead.Hours() / 24); days > 0 {
		return v.T("material.before", "Count", days)
	}
	return v.T("material.just-before")
}

// tongueWords says which language something is in.
var tongueWords = map[string]lang.Key{
	"":   lang.Key("material.other-language"),
	"sv": lang.Key("material.swedish"),
	"en": lang.Key("material.english"),
}

// format names the form of a file: "PDF".
func format(m consult.Material) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(m.Name), "."))
}

// editions counts the different files or addresses that m has been published with.
func editions(versions []consult.Version, m consult.Material) int {
	seen := map[string]bool{}
	for _, version := range versions {
		for _, each := range version.Content.Material {
			if each.ID == m.ID {
				seen[each.File+" "+each.URL] = true
			}
		}
	}
	return len(seen)
}
