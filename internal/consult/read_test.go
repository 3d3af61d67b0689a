package consult

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/trial"
)

func readFile(t testing.TB, path string) (string, Reading) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), ReadInvitation(string(text))
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// TestReadsTheRealInvitation holds the reading against the ministry's own
// letter, line by line: its words stay in the fixture.
func TestReadsTheRealInvitation(t *testing.T) {
	text, r := readFile(t, trial.Fixtures(t, "invitation", "samrad-2023-12-12.txt"))
	lines := strings.Split(text, "\n")
	after := func(n int, mark string) string {
		_, rest, ok := strings.Cut(lines[n-1], mark)
		if !ok {
			t.Fatalf("line %d has no %q", n, mark)
		}
		return fold(rest)
	}
	for name, c := range map[string]struct{ got, want string }{
		"language":            {r.Language, "sv"},
		"title":               {r.Title.Text, fold(lines[8])},
		"name":                {r.Name.Text, fold(lines[12])},
		"when":                {r.Meeting.When.String(), after(15, ": ")},
		"place":               {r.Meeting.Place.Text, after(17, ": ")},
		"form":                {string(r.Meeting.Form), string(Online)},
		"registration":        {r.Registration.How.String(), after(19, ": ")},
		"address":             {r.Registration.Address.Text, after(19, "till ")},
		"summary":             {r.Summary.String(), fold(lines[20])},
		"purpose":             {r.Purpose.String(), fold(lines[59])},
		"plan":                {r.Plan.Text, fold(lines[42])},
		"information":         {r.Agenda[0].About.String(), fold(lines[49])},
		"discussion":          {r.Agenda[1].About.String(), fold(lines[51])},
		"question 1":          {r.Questions[0].Text, after(53, "1) ")},
		"question 2":          {r.Questions[1].Text, after(54, "2) ")},
		"question 3":          {r.Questions[2].Text, after(56, "3) ")},
		"practical":           {r.Practical.String(), fold(lines[63]) + "\n\n" + fold(lines[65])},
		"unplaced":            {Passage(r.Unplaced).String(), fold(lines[67])},
		"page break mended":   {r.Background[1].Text, fold(lines[26] + " " + lines[28])},
		"start of background": {r.Background[0].Text, fold(lines[24])},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
	if !r.Meeting.Start.Equal(at("2023-12-12T12:00:00Z")) ||
		!r.Meeting.End.Equal(at("2023-12-12T13:30:00Z")) {
		t.Errorf("hours: %v to %v", r.Meeting.Start, r.Meeting.End)
	}
	if len(r.Commitments) != 4 || len(r.Questions) != 3 || len(r.Agenda) != 2 ||
		len(r.Background) != 5 {
		t.Errorf("%d commitments, %d questions, %d points, %d paragraphs of background",
			len(r.Commitments), len(r.Questions), len(r.Agenda), len(r.Background))
	}
	for i, c := range r.Commitments {
		if line := 35 + 2*i; c.Number != i+1 || c.First != line || c.Text != after(line, ": ") {
			t.Errorf("commitment %d: %+v", i+1, c)
		}
	}
	if r.Agenda[0].Part != Information || r.Agenda[1].Part != Discussion || r.Plan.URL != "" {
		t.Errorf("parts %v and %v, plan %q", r.Agenda[0].Part, r.Agenda[1].Part, r.Plan.URL)
	}
	if c := r.Content(r.Template()); c.Template != OGP || c.Plan.URL != "" ||
		strings.Contains(c.Background.SV, "](") ||
		strings.Contains(c.Background.SV, "finns tillgänglig") || len(c.Commitments) != 4 ||
		c.Contact.Email != r.Registration.Address.Text {
		t.Errorf("content: %+v", c)
	}
}

// invented lists what the made-up invitations in testdata say.
var invented = []struct {
	file, title, start, end, place, address, closes string
	template                                        Template
	form                                            Form
	minutes                                         []int
	questions, material, commitments, seats         int
	plan, until, unplaced                           string
	defects                                         []Code
}{
	{file: "sakrad-tabell.txt", title: "Inbjudan till sakråd om tillgängliga e-tjänster",
		template: Sakrad,
		start:    "2024-03-21T08:00:00Z", end: "2024-03-21T10:30:00Z", form: Hybrid, seats: 30,
		place:   "Exempeldepartementet, Storgatan 1, lokal Björken, eller digitalt via Teams",
		address: "sakrad@exempel.example.se", closes: "2024-03-15T11:00:00Z", minutes: []int{10, 30,
			95, 15},
		questions: 2, material: 2, plan: "https://example.se/promemoria.pdf",
		until:    "2024-04-05T21:59:00Z",
		unplaced: "Välkommen!|Kim Exempel|Tfn 08-123 456 00"},
	{file: "nod-samrad.txt", title: "Inbjudan till NOD-samråd om civilsamhällets villkor",
		template: NOD,
		start:    "2024-05-08T11:00:00Z", end: "2024-05-08T13:00:00Z", form: Online,
		place:   "Digitalt, via Zoom",
		address: "https://example.se/anmalan/nod", closes: "2024-04-30T21:59:00Z",
		minutes:   []int{20, 80, 20},
		questions: 2, material: 2, until: "2024-05-15T21:59:00Z"},
	{file: "remissmote.txt", title: "Remissmöte om betänkandet En öppnare upphandling",
		template: Sakrad,
		start:    "2024-09-18T08:00:00Z", end: "2024-09-18T10:00:00Z", form: OnSite, seats: 45,
		place:   "Rosensalen, Exempelgatan 5, Stockholm",
		address: "remiss@exempeldepartementet.example.se",
		closes:  "2024-09-11T21:59:00Z", minutes: []int{0, 0, 0, 0}, questions: 2,
		plan: "https://example.se/betankande-2024-3", until: "2024-11-01T22:59:00Z",
		unplaced: "Till: Remissinstanser|Hej!|Med vänlig hälsning|Exempeldepartementet",
		defects:  []Code{NoAgenda, NoPrivacy}},
	{file: "english.txt", title: "Invitation to a public consultation on the national action plan",
		template: Sakrad,
		start:    "2024-05-14T12:00:00Z", end: "2024-05-14T13:30:00Z", form: Online,
		place:   "Online, via Teams (the link is sent to registered participants)",
		address: "https://example.org/register", closes: "2024-05-10T21:59:00Z", minutes: []int{10,
			30, 45, 5},
		questions: 2, material: 1, commitments: 2, plan: "https://example.org/plan",
		until:    "2024-05-31T21:59:00Z",
		unplaced: "We look forward to your participation."},
	{file: "kort-mejl.txt", title: "Välkommen till öppet möte om kommunens dataplan!",
		template: Sakrad,
		start:    "2024-11-05T17:00:00Z", end: "2024-11-05T18:30:00Z", form: OnSite,
		place:     "Stadshuset, Torget 2",
		questions: 2, unplaced: "Hälsningar|Alex Exempel|alex.exempel@exempelkommun.example.se",
		defects: []Code{NoPlan, NoDeadline, NoAgenda, NoMaterial, NoWriting, NoAccessibility,
			NoPrivacy,
			NoPromise, PersonalMailbox}},
	{file: "skriftlig-remiss.txt", title: "Remiss av promemorian Bättre register",
		template: Written,
		plan:     "https://example.se/battre-register.pdf", until: "2024-12-20T22:59:00Z",
		questions: 2,
		defects:   []Code{NoAccessibility, NoPrivacy, NoPromise}},
	{file: "tid-och-plats.txt", title: "Samråd om kontaktpunkten för öppna data", template: Sakrad,
		start: "2025-02-06T09:00:00Z", end: "2025-02-06T10:45:00Z", form: OnSite,
		place: "Exempelverket, Sjögatan 7, vån. 3", address: "oppnadata@exempelverket.example.se",
		closes: "2025-01-31T22:59:00Z", commitments: 2, unplaced: "Hjärtligt välkomna!",
		defects: []Code{NoPlan, NoAgenda, NoMaterial, NoWriting, NoAccessibility, NoPrivacy,
			NoPromise}},
	{file: "utan-ar.txt", title: "Inbjudan till rundabordssamtal om tillsyn", template: Sakrad,
		start: "2025-01-16T13:00:00Z", end: "2025-01-16T15:00:00Z", form: OnSite,
		place:   "Exempelinspektionen, Norra vägen 10",
		address: "tillsyn@exempelinspektionen.example.se",
		closes:  "2025-01-08T22:59:00Z", unplaced: "Vänligen|Exempelinspektionen",
		defects: []Code{NoPlan, NoAgenda, NoMaterial, NoWriting, NoAccessibility, NoPrivacy,
			NoPromise}},
	{file: "moteslank.txt",
		title:    "Inbjudan till digitalt samråd om samiska språk i offentliga e-tjänster",
		template: Sakrad, start: "2025-06-03T07:30:00Z", end: "2025-06-03T09:00:00Z", form: Online,
		address: "samrad@example.se", closes: "2025-05-27T21:59:00Z",
		defects: []Code{NoPlan, NoAgenda, NoMaterial, NoWriting, NoAccessibility, NoPrivacy,
			NoPromise}},
}

func TestReadsInvitationsOfManyStyles(t *testing.T) {
	for _, c := range invented {
		t.Run(c.file, func(t *testing.T) {
			_, r := readFile(t, filepath.Join("testdata", c.file))
			for name, is := range map[string]struct{ got, want string }{
				"title":    {r.Title.Text, c.title},
				"place":    {r.Meeting.Place.Text, c.place},
				"form":     {string(r.Meeting.Form), string(c.form)},
				"address":  {r.Registration.Address.Text, c.address},
				"plan":     {r.Plan.URL, c.plan},
				"template": {string(r.Template()), string(c.template)},
				"start":    {moment(r.Meeting.Start), c.start},
				"end":      {moment(r.Meeting.End), c.end},
				"closes":   {moment(r.Registration.Closes), c.closes},
				"until":    {moment(r.WrittenUntil), c.until},
			} {
				if is.got != is.want {
					t.Errorf("%s: %q, want %q", name, is.got, is.want)
				}
			}
			var minutes []int
			for _, item := range r.Agenda {
				minutes = append(minutes, item.Minutes)
			}
			if !equal(minutes, c.minutes) || len(r.Questions) != c.questions ||
				len(r.Material) != c.material ||
				len(r.Commitments) != c.commitments || r.Registration.Capacity != c.seats {
				t.Errorf("minutes %v, %d questions, %d material, %d commitments, %d seats", minutes,
					len(r.Questions), len(r.Material), len(r.Commitments), r.Registration.Capacity)
			}
			var left []string
			for _, q := range r.Unplaced {
				left = append(left, q.Text)
			}
			if got := strings.Join(left, "|"); got != c.unplaced {
				t.Errorf("unplaced %q, want %q", got, c.unplaced)
			}
			if got := codes(Defects(r.Lint(time.Time{}))); !equal(got, c.defects) {
				t.Errorf("defects %v, want %v", got, c.defects)
			}
		})
	}
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func equal[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// TestTheMeetingLinkStaysOut: an invitation that carries the meeting's own
// link gives a draft without it, in whatever field it stood.
func TestTheMeetingLinkStaysOut(t *testing.T) {
	const secret = "https://teams.microsoft.com/l/meetup-join/19%3aexempel"
	for _, text := range []string{
		"Inbjudan till samråd om X\n\nPlats: Teams, " + secret + "\n\nSyfte\nKom via [länken](" +
			secret + ").",
		"Inbjudan till samråd om X\n\nMaterial\n- Möteslänk: " + secret +
			"\n\nPraktiskt\nAnslut: " + secret,
		"Inbjudan till samråd om X\n\nAnmälan: " + secret + "\n\nBakgrund\n\n" + secret +
			" är länken.",
	} {
		r := ReadInvitation(text)
		if r.Join.URL != secret {
			t.Errorf("%q: the link was not found: %q", text, r.Join.URL)
		}
		if c := r.Content(OGP); strings.Contains(strings.ToLower(dump(c)), "meetup-join") {
			t.Errorf("%q: the link stands in the draft: %s", text, dump(c))
		}
		if place := r.Content(OGP).Meeting.Place.SV; place != "" && place != "Teams" {
			t.Errorf("%q: the place is %q", text, place)
		}
	}
	e := ReadEvent(Event{Summary: "Samråd", Location: secret, Description: "Inbjudan\n" + secret})
	if e.Join.URL != secret || strings.Contains(dump(e.Content(OGP)), "meetup-join") ||
		e.Meeting.Form != Online {
		t.Errorf("event: %+v", e)
	}
}

func TestReadEvent(t *testing.T) {
	r := ReadEvent(Event{Summary: "Samråd om öppna data", Organizer: "samrad@example.se",
		Location: "Rosensalen, Exempelgatan 5", Start: at("2024-05-08T11:00:00Z"),
		End:         at("2024-05-08T13:00:00Z"),
		Description: "Inbjudan till samråd\n\nSyfte\nVi vill lyssna.\n\nAnmälan: senast 2 maj 2024"})
	if r.Title.Text != "Samråd om öppna data" || r.Meeting.Form != OnSite ||
		r.Purpose.String() != "Vi vill lyssna." ||
		moment(r.Meeting.Start) != "2024-05-08T11:00:00Z" ||
		r.Registration.Address.Text != "samrad@example.se" ||
		moment(r.Registration.Closes) != "2024-05-02T21:59:00Z" {
		t.Errorf("%+v", r)
	}
}
