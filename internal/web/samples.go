package web

import (
	"time"

	"insyn/internal/chart"
	"insyn/internal/lang"
	"insyn/internal/markup"
)

// Samples is one of each piece, for the gallery.
type Samples struct {
	Chips        []Chip
	Notices      []Notice
	When         When
	Facts        []Fact
	Clock        ClockBar
	Overdue      ClockBar
	Measures     []Measure
	Evidence     []Evidence
	Diff         Diff
	Questions    []Question
	Opinion      Opinion
	Timeline     []TimelineItem
	Agenda       []AgendaPart
	Files        []File
	Table        Table
	Charts       []chart.Figure
	Pager        Pager
	Stepper      Stepper
	Empty        Empty
	Copy         Copy
	Confirmation Confirmation
	Errors       ErrorSummary
	Fields       []Field
	Filter       FilterBar
	Demo         *DemoBar
}

// exampleGallery fills the gallery. Its texts are content, not messages: what
// organisers and participants would have written.
func exampleGallery(p Page, say *lang.Printer) any {
	p.Title = say.T("gallery.title")
	g := GalleryPage{Page: p}
	both := func(swedish, english string) string { return Text{swedish, english}.In(say.Language()) }
	g.Samples.states(both, say)
	g.Samples.progress(both, say)
	g.Samples.contents(both, say)
	g.Samples.lists(both, say)
	g.Samples.form(both)
	g.Samples.charts(both, say)
	for _, e := range examples() {
		g.Pages = append(g.Pages, Link{e.name, in(say.Language(), "/galleri/"+e.name)})
	}
	return g
}

// either chooses the text of the language that is shown.
type either func(swedish, english string) string

// later gives a time some days after exampleTime.
func later(days int) time.Time { return exampleTime.AddDate(0, 0, days) }

// meeting is when the meeting of the examples begins and ends.
var (
	meeting    = time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC)
	meetingEnd = meeting.Add(90 * time.Minute)
)

func (s *Samples) states(both either, say *lang.Printer) {
	s.Chips = []Chip{
		{Tone: Active, Text: both("Öppen för anmälan", "Open for registration")},
		{Tone: Neutral, Text: both("Aviserat", "Announced")},
		{Tone: Late, Icon: "people", Text: both("Fullt, men det finns kö",
			"Full, with a waiting list")},
		{Tone: Late, Text: both("Svar försenat", "Answer overdue")},
		{Tone: Late, Icon: "cross", Text: both("Inställt", "Cancelled")},
		{Tone: Done, Text: both("Genomfört", "Held")},
		{Tone: Quiet, Icon: "pen", Text: both("Utkast", "Draft")},
		{Tone: Quiet, Icon: "lock", Text: both("Stängt", "Closed")},
	}
	s.Notices = []Notice{
		{Tone: Neutral, Title: both("Mötet spelas inte in.", "The meeting is not recorded.")},
		{Tone: Active, Title: both("Anmälan är öppen till 8 december.",
			"Registration is open until 8 December."),
			Link: Link{both("Anmäl dig", "Register"), "#"}},
		{Tone: Done, Title: both("Du är anmäld.", "You are registered."),
			Text: both("Kalenderinbjudan är skickad.", "The calendar invitation has been sent.")},
		{Tone: Late, Title: both("Tiden har ändrats.", "The time has changed."),
			Text: both("Mötet börjar en timme senare än först sagt.",
				"The meeting begins an hour later than first announced.")},
	}
	s.When = When{Start: meeting, End: meetingEnd, Away: say.Days(exampleTime, meeting)}
	s.Facts = []Fact{
		{Term: both("Plats", "Place"), Text: both("Digitalt möte. Länken får du när du har anmält dig.",
			"Online. You get the link when you have registered.")},
		{Term: both("Sista dag för anmälan", "Register by"), Time: later(11)},
		{Term: both("Kontakt", "Contact"), Link: Link{"samrad@example.se", "mailto:samrad@example.se"}},
	}
	s.Stepper = Stepper{Label: both("Ny inbjudan", "New invitation"), Steps: []Step{
		{Text: both("Klistra in", "Paste"), Href: "#", State: "done"},
		{Text: both("Granska", "Review"), State: "current"}, {Text: both("Publicera", "Publish")}}}
	s.Empty = Empty{Title: both("Inga synpunkter ännu", "No views yet"),
		Text: both("De visas här när mötet har hållits och synpunkterna har registrerats.",
			"They are shown here when the meeting has been held and the views have been recorded."),
		Action: Link{both("Skicka en synpunkt skriftligt", "Send a view in writing"), "#"}}
	s.Copy = Copy{"sample-copy", "https://insyn.example.se/samrad/exempel.ics"}
	s.Confirmation = Confirmation{Title: both("Din plats är klar", "Your seat is confirmed"),
		Text: both("Vi har skickat en kalenderinbjudan till dig.",
			"We have sent you a calendar invitation."), Reference: "EX-2023-0412"}
}

func (s *Samples) progress(both either, say *lang.Printer) {
	received, considered, answered := both("Mottagen", "Received"), both("Prövas", "Considered"),
		both("Besvarad", "Answered")
	s.Clock = ClockBar{Label: both("Synpunktens väg", "The way of the view"), Steps: []ClockStep{
		{Text: received, At: exampleTime}, {Text: considered, At: later(3)},
		{Text: answered, Due: later(30)}}}
	s.Overdue = ClockBar{Label: both("Synpunktens väg", "The way of the view"), Steps: []ClockStep{
		{Text: received, At: later(-60)}, {Text: considered, Due: later(-40), Late: true},
		{Text: answered, Due: later(-30), Late: true}}}
	s.Measures = []Measure{
		{Label: both("Svar inom utlovad tid", "Answered in the promised time"),
			Number: say.Number(82),
			Unit:   both("procent", "per cent"), Since: both("sedan 1 juli 2023", "since 1 July 2023"),
			How:    both("Antal synpunkter som besvarats inom 30 dagar, delat med alla vars svarstid har gått ut.", "Views answered within 30 days, divided by all whose time to answer has passed."),
			Source: Link{both("Hämta underlaget", "Get the data"), "#"},
			Spark: Spark{[]float64{61, 64, 70, 68, 74, 79, 82},
				both("Från 61 till 82 procent på sju månader",
					"From 61 to 82 per cent in seven months")}},
		{Label: both("Publicerade leveranser", "Published deliveries"), Number: say.Number(1284),
			Unit: both("filer", "files"), Since: both("sedan 15 mars 2022", "since 15 March 2022"),
			Change: Chip{Tone: Late, Text: both("4 saknas", "4 missing")},
			How: both("Filer som går att hämta i dag och har rätt kontrollsumma.",
				"Files that can be fetched today and have the right checksum.")},
	}
	s.Evidence = []Evidence{
		{Proves: both("Handlingsplanen är beslutad", "The action plan has been adopted"),
			Source: Link{both("Beslut, PDF", "Decision, PDF"), "#"},
			At:     later(-14), Hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
			State: Chip{Tone: Done, Text: both("Länken svarar", "The link answers")}},
		{Proves: both("Kontaktpunkten finns", "The contact point exists"),
			Source: Link{both("Webbsida", "Web page"), "#"}, At: later(-90),
			State: Chip{Tone: Late, Text: both("Svarar inte sedan i går",
				"Not answering since yesterday")}},
	}
	s.Timeline = []TimelineItem{
		{At: later(-20), Title: both("Samrådet aviserat", "Consultation announced")},
		{At: exampleTime, Title: both("Inbjudan publicerad", "Invitation published"),
			Link: Link{both("Läs inbjudan", "Read the invitation"), "#"}},
		{At: meeting, Title: both("Mötet hålls", "The meeting is held"), Future: true,
			Text: both("Information först, sedan diskussion.",
				"Information first, then discussion.")},
		{At: later(45), Title: both("Sammanfattning utlovad", "Summary promised"), Future: true},
	}
}

func (s *Samples) contents(both either, _ *lang.Printer) {
	s.Diff = Diff{Field: both("Tid", "Time"), Who: both("Redaktör vid Exempeldepartementet",
		"Editor at the Example Ministry"), At: later(2),
		Why: both("Lokalen var upptagen.", "The room was taken."),
		Parts: []DiffPart{{"", both("Mötet börjar klockan ", "The meeting begins at ")},
			{"removed", both("13.00", "13:00")}, {"", " "},
			{"added", both("14.00", "14:00")}, {"", both(" och hålls digitalt.", " and is held online.")}}}
	s.Questions = []Question{
		{Number: 1, Text: both("Vilka nyttor ser ni med att data delas?",
			"What benefits do you see in sharing data?"),
			More: markup.HTML(both("Tänk gärna på *en* konkret datamängd.",
				"Think of *one* specific dataset, if you can."))},
		{Number: 2, Text: both("Vilka datamängder saknar ni för att kunna granska?",
			"Which datasets do you lack for scrutiny?"),
			Link: Link{both("14 synpunkter", "14 views"), "#"}},
	}
	s.Opinion = Opinion{ID: "sample-opinion", Sender: both("Föreningen Exempel",
		"The Example Society"), Kind: both("Civilsamhället", "Civil society"), At: later(16),
		About: both("Fråga 2", "Question 2"),
		Text: []OpinionPiece{{Text: both("Inköpsdata behöver gå att läsa per leverantör. Det säger även ",
			"Purchasing data must be readable by supplier. So says ")},
			{Masked: both("maskerat: personuppgift", "masked: personal data")}, {Text: "."}},
		State: Chip{Tone: Done, Text: both("Besvarad", "Answered")},
		Answer: markup.HTML(both("Vi lägger till leverantörens organisationsnummer i nästa leverans.",
			"We will add the supplier's organisation number in the next delivery.")),
		Answered: later(30), Receipt: Link{both("Kvitto", "Receipt"), "#"}}
	s.Agenda = []AgendaPart{
		{Title: both("Information", "Information"), Items: []AgendaItem{
			{Start: meeting, End: meeting.Add(15 * time.Minute), Title: both("Välkomna", "Welcome"),
				Who: both("Enhetschef, Exempeldepartementet",
					"Head of unit, the Example Ministry")},
			{Start: meeting.Add(15 * time.Minute), End: meeting.Add(40 * time.Minute),
				Title: both("Så går arbetet med handlingsplanen",
					"How work on the action plan is going")}}},
		{Title: both("Diskussion", "Discussion"), Items: []AgendaItem{
			{Start: meeting.Add(40 * time.Minute), End: meetingEnd,
				Title: both("Tre frågor", "Three questions"),
				Text: both("Ungefär en kvart för varje.",
					"About a quarter of an hour for each.")}}},
	}
}

func (s *Samples) lists(both either, say *lang.Printer) {
	s.Files = []File{
		{Name: both("Handlingsplan 2023–2025", "Action plan 2023–2025"), Href: "#", Format: "PDF",
			Bytes: 1_840_000, At: later(-3),
			Accessible: Chip{Tone: Done, Text: both("Tillgänglig", "Accessible")}},
		{Name: both("Underlag till mötet", "Background for the meeting"), Href: "#", Format: "DOCX",
			Bytes:    86_000,
			Language: both("på engelska", "in English")},
	}
	s.Table = Table{Caption: both("Deltagare efter slag av avsändare",
		"Participants by kind of sender"),
		Columns: []Column{{Text: both("Slag", "Kind")}, {Text: both("Läge", "State")},
			{Text: both("Inbjudna", "Invited"), Number: true},
			{Text: both("Anmälda", "Registered"), Number: true}},
		Rows: [][]Cell{
			{{Text: both("Civilsamhället", "Civil society"), Link: "#"},
				{Chip: Chip{Tone: Active, Text: both("Öppet", "Open")}}, {Text: say.Number(1240)},
				{Text: say.Number(87)}},
			{{Text: both("Forskning", "Research")}, {Chip: Chip{Tone: Late, Icon: "people",
				Text: both("Fullt", "Full")}}, {Text: say.Number(38)}, {Text: say.Number(12)}},
		}}
	s.Pager = Pager{Page: 2, Pages: 7, Previous: "#", Next: "#"}
	s.Demo = &DemoBar{Now: exampleTime, Action: "#", Return: "/galleri",
		Phases: []Phase{{both("Före mötet", "Before"), "before", true},
			{both("Under mötet", "During"), "during", false},
			{both("Efter mötet", "After"), "after", false}},
		Tour:    Link{both("Rundturen", "The tour"), "#"},
		Mailbox: Link{both("Brevlådan", "The mailbox"), "#"}}
}

func (s *Samples) form(both either) {
	s.Errors = ErrorSummary{Items: []Link{{both("Skriv din e-postadress så här: namn@example.se.",
		"Write your e-mail address like this: name@example.se."), "#f-email"}}}
	s.Fields = []Field{
		{Kind: "text", Name: "name", Label: both("Namn", "Name"), Autocomplete: "name",
			Width: "middle"},
		{Kind: "email", Name: "email", Label: both("E-postadress", "E-mail address"),
			Hint:  both("Hit skickar vi bekräftelsen.", "We send the confirmation here."),
			Error: s.Errors.Items[0].Text, Value: "asa@", Autocomplete: "email", Width: "middle"},
		{Kind: "radios", Name: "kind", Label: both("Jag deltar som", "I take part as"),
			Options: []Option{
				{Value: "organisation", Text: both("företrädare för en organisation",
					"a representative of an organisation"), Chosen: true},
				{Value: "private", Text: both("privatperson", "a private person"),
					Hint: both("Ditt namn visas aldrig för andra.",
						"Your name is never shown to others.")}}},
		{Kind: "checks", Name: "needs", Label: both("Jag behöver", "I need"), Optional: true,
			Options: []Option{
				{Value: "interpreter", Text: both("teckenspråkstolk", "a sign-language interpreter")},
				{Value: "captions", Text: both("textning", "captions")}}},
		{Kind: "area", Name: "view", Label: both("Din synpunkt", "Your view"), Optional: true, Lines: 5,
			Most: 4000},
		{Kind: "date", Name: "date", Label: both("Dag", "Day"), Value: "2023-12-12"},
		{Kind: "time", Name: "time", Label: both("Klockslag", "Time"), Value: "13:00"},
		{Kind: "select", Name: "language", Label: both("Språk", "Language"),
			Options: []Option{{Value: "sv", Text: "Svenska"},
				{Value: "en", Text: "English", Chosen: true}}},
		{Kind: "file", Name: "file", Label: both("Bifoga underlag", "Attach material"),
			Optional: true,
			Accept:   ".pdf"},
		{Kind: "code", Name: "code", Label: both("Kod", "Code"), Autocomplete: "one-time-code",
			Width: "short"},
		{Kind: "check", Name: "listed", Label: both("Visa min organisation i listan över deltagare",
			"Show my organisation in the list of participants")},
	}
	s.Filter = FilterBar{Action: "#", Clear: "#", Fields: []Field{
		{Kind: "search", Name: "q", Label: both("Sök", "Search"), Width: "middle"},
		{Kind: "select", Name: "state", Label: both("Läge", "State"),
			Options: []Option{{Text: both("Alla", "All")}, {Value: "open", Text: both("Öppna", "Open")}}}}}
}
