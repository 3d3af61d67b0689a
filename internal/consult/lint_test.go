package consult

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/lang"
	"insyn/internal/trial"
)

// nine are the defects that the issue of invitations names, in its order.
var nine = []Code{NoPlan, NoDeadline, NoAgenda, NoMaterial, NoWriting, NoAccessibility, NoPrivacy,
	NoPromise, PersonalMailbox}

func TestTheNineDefectsOfTheRealInvitation(t *testing.T) {
	_, r := readFile(t, trial.Fixtures(t, "invitation", "samrad-2023-12-12.txt"))
	found := r.Lint(time.Time{})
	if got := codes(found); !equal(got, nine) {
		t.Fatalf("found %v, want exactly %v", got, nine)
	}
	where := map[Code]Span{NoPlan: {43, 43}, NoDeadline: {19, 19}, NoAgenda: {49, 51},
		NoPrivacy:       {19, 19},
		PersonalMailbox: {19, 19}}
	for _, f := range found {
		if f.Severity != Defect || f.Span != where[f.Code] {
			t.Errorf("%s: severity %s, lines %v", f.Code, f.Severity, f.Span)
		}
	}
	// The draft that is made of it has the same nine.
	if got := codes(Defects(Lint(r.Content(OGP), time.Time{}))); !equal(got, nine) {
		t.Errorf("the draft has %v", got)
	}
}

// TestTheMendedInvitationHasNone mends the real invitation as its remedies say:
// first one defect at a time, each of which then goes and takes no other along.
func TestTheMendedInvitationHasNone(t *testing.T) {
	text, _ := readFile(t, trial.Fixtures(t, "invitation", "samrad-2023-12-12.txt"))
	original := ReadInvitation(text)
	address := original.Registration.Address.Text
	mend := map[Code]func(string) string{
		NoPlan: func(s string) string {
			return strings.Replace(s, "(#)",
				"(https://example.se/handlingsplan)", 1)
		},
		NoDeadline: func(s string) string {
			return strings.Replace(s, address,
				address+" senast den 5 december 2023", 1)
		},
		NoAgenda: func(s string) string {
			return strings.Replace(strings.Replace(s, "- Information", "- Information (30 min)", 1),
				"- Diskussion", "- Diskussion (60 min)", 1)
		},
		NoMaterial: func(s string) string {
			return s +
				"\n\nUnderlag\n\n- Sammanfattning: https://example.se/s.pdf\n"
		},
		NoWriting: func(s string) string {
			return s +
				"\n\nSkriftliga synpunkter\n\nSkriv senast 20 december 2023.\n"
		},
		NoAccessibility: func(s string) string {
			return s +
				"\n\nTillgänglighet\n\nMötet textas.\n"
		},
		NoPrivacy: func(s string) string {
			return s +
				"\n\nPersonuppgifter\n\nVi sparar ditt namn i en månad.\n"
		},
		NoPromise: func(s string) string {
			return s +
				"\n\nEfter mötet\n\nVi skickar minnesanteckningar.\n"
		},
		PersonalMailbox: func(s string) string {
			return strings.ReplaceAll(s, address,
				"ogp@exempeldepartementet.example.se")
		},
	}
	whole := text
	for i, code := range nine {
		want := append(append([]Code{}, nine[:i]...), nine[i+1:]...)
		if got := codes(Defects(ReadInvitation(mend[code](text)).Lint(time.Time{}))); !equal(got,
			want) {
			t.Errorf("%s mended: %v left, want %v", code, got, want)
		}
		if code != PersonalMailbox {
			whole = mend[code](whole)
		}
	}
	whole = mend[PersonalMailbox](whole)
	mended := ReadInvitation(whole)
	if got := Defects(mended.Lint(time.Time{})); len(got) > 0 {
		t.Errorf("mended, it still has %v", codes(got))
	}
	c := mended.Content(OGP)
	c.Privacy.Controller, c.Privacy.Basis = Text{SV: "Exempeldepartementet"},
		Text{SV: "Allmänt intresse"}
	if got := Defects(Lint(c, time.Time{})); len(got) > 0 {
		t.Errorf("the mended draft still has %v", codes(got))
	}
}

// whole is content with nothing to find.
func whole() Content {
	say := func(s string) Text { return Text{SV: s, EN: s} }
	return Content{
		Template: OGP, Title: say("Samråd"), Plan: Link{URL: "https://example.se/plan"},
		Meeting: Meeting{Start: at("2023-12-12T12:00:00Z"), End: at("2023-12-12T13:30:00Z"),
			Form: Online},
		Registration:  Registering{Closes: at("2023-12-05T22:59:00Z")},
		Contact:       Contact{Email: "ogp@example.se"},
		Agenda:        []Item{{Part: Information, Minutes: 30}, {Part: Discussion, Minutes: 60}},
		Questions:     []Question{{ID: "q1", Text: say("Varför?")}},
		Material:      []Material{{ID: "m1", URL: "https://example.se/m"}},
		WrittenInput:  Input{Open: true, Email: "ogp@example.se"},
		Accessibility: say("Mötet textas."),
		Privacy:       Privacy{Controller: say("X"), Purpose: say("Y"), Basis: say("Z")},
		Promise:       Promise{Text: say("Vi svarar.")},
	}
}

func TestEveryRuleFindsItsOwn(t *testing.T) {
	now := at("2023-11-20T08:00:00Z")
	if got := codes(Lint(whole(), now)); len(got) > 0 {
		t.Fatalf("nothing should be found in the whole one: %v", got)
	}
	moved := func(start string, minutes int) func(*Content) {
		return func(c *Content) {
			c.Meeting.Start = at(start)
			c.Meeting.End = c.Meeting.Start.Add(time.Duration(minutes) * time.Minute)
			c.Registration.Closes = c.Meeting.Start.Add(-48 * time.Hour)
		}
	}
	for name, c := range map[string]struct {
		spoil func(*Content)
		want  []Code
	}{
		"no plan": {func(c *Content) { c.Plan = Link{} }, []Code{NoPlan}},
		"no deadline": {func(c *Content) { c.Registration.Closes = time.Time{} },
			[]Code{NoDeadline}},
		"no agenda":      {func(c *Content) { c.Agenda = nil }, []Code{NoAgenda}},
		"no times":       {func(c *Content) { c.Agenda[1].Minutes = 0 }, []Code{NoAgenda}},
		"no material":    {func(c *Content) { c.Material = nil }, []Code{NoMaterial}},
		"empty material": {func(c *Content) { c.Material = []Material{{ID: "m1"}} }, []Code{NoMaterial}},
		"no writing":     {func(c *Content) { c.WrittenInput = Input{} }, []Code{NoWriting}},
		"no access":      {func(c *Content) { c.Accessibility = Text{} }, []Code{NoAccessibility}},
		"no privacy":     {func(c *Content) { c.Privacy = Privacy{Keep: 30} }, []Code{NoPrivacy}},
		"some privacy":   {func(c *Content) { c.Privacy.Basis = Text{} }, []Code{PartialPrivacy}},
		"no promise":     {func(c *Content) { c.Promise = Promise{} }, []Code{NoPromise}},
		"no questions":   {func(c *Content) { c.Questions = nil }, []Code{NoQuestions}},
		"no translation": {func(c *Content) { c.Title.EN = "" }, []Code{NoTranslation}},
		"personal mailbox": {func(c *Content) {
			c.Contact.Email, c.WrittenInput.Email = "kim.exempel@example.se", ""
		}, []Code{PersonalMailbox}},
		"personal mailbox beside another": {func(c *Content) { c.Contact.Email = "kim.exempel@example.se" }, nil},
		"personal mailbox and telephone": {func(c *Content) {
			c.Contact = Contact{Email: "kim.exempel@example.se", Phone: "08-123 456 00"}
			c.WrittenInput.Email = ""
		}, nil},
		"no end": {func(c *Content) { c.Meeting.End = time.Time{} }, []Code{NoTime}},
		"ends first": {func(c *Content) { c.Meeting.End = c.Meeting.Start },
			[]Code{EndsFirst}},
		"agenda too long": {func(c *Content) { c.Agenda[0].Minutes = 31 }, []Code{AgendaTooLong}},
		"late deadline": {func(c *Content) { c.Registration.Closes = at("2023-12-12T12:30:00Z") },
			[]Code{LateDeadline}},
		"meeting link": {func(c *Content) { c.Practical.SV = "https://example.zoom.us/j/1" },
			[]Code{ShownLink}},
		"short notice":     {moved("2023-11-30T12:00:00Z", 90), []Code{ShortNotice}},
		"spring change":    {moved("2024-03-31T11:00:00Z", 90), []Code{ClocksChange, Holiday}},
		"autumn change":    {moved("2024-10-27T11:00:00Z", 90), []Code{ClocksChange, Holiday}},
		"Good Friday":      {moved("2024-03-29T11:00:00Z", 90), []Code{Holiday}},
		"Ascension Day":    {moved("2024-05-09T11:00:00Z", 90), []Code{Holiday}},
		"Midsummer Eve":    {moved("2024-06-21T11:00:00Z", 90), []Code{Holiday}},
		"National Day":     {moved("2024-06-06T11:00:00Z", 90), []Code{Holiday}},
		"day after Easter": {moved("2024-04-02T11:00:00Z", 90), nil},
		"night":            {moved("2024-04-02T02:00:00Z", 90), []Code{OddHour}},
		"written round": {func(c *Content) {
			c.Template, c.Meeting, c.Agenda, c.Registration = Written, Meeting{}, nil, Registering{}
		}, nil},
	} {
		content := whole()
		c.spoil(&content)
		if got := codes(Lint(content, now)); !equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A round that is of no action plan is not told that it lacks one.
func TestTheMissingPaperIsNamedByTheKind(t *testing.T) {
	for kind, want := range map[Template]string{OGP: "lint.plan-link",
		Written: "lint.document-link"} {
		c := whole()
		c.Template, c.Plan, c.Material = kind, Link{}, nil
		if found := Lint(c, time.Time{}); found[0].Code != NoPlan || found[0].Title != want {
			t.Errorf("%s: %s, want %s", kind, found[0].Title, want)
		}
	}
}

// TestFindingsSpeakBothLanguages: every rule has its three messages, filled in.
func TestFindingsSpeakBothLanguages(t *testing.T) {
	if len(Defects(Lint(Content{}, time.Time{}))) < 8 {
		t.Error("an empty draft lacks nearly everything")
	}
	values := map[string]any{"Address": "a", "Weekday": "b", "Agenda": 1, "Meeting": 2, "Days": 3,
		"Notice": 14}
	var args []any
	for k, v := range values {
		args = append(args, k, v)
	}
	seen := map[string]bool{}
	for _, r := range rules {
		for _, key := range []string{r.title, r.reason, r.remedy} {
			if seen[key] {
				t.Errorf("%s is said twice", key)
			}
			seen[key] = true
			for _, l := range lang.Languages() {
				if text := lang.For(l).T(key, args...); strings.Contains(text, "{{") ||
					len(text) < 10 {
					t.Errorf("%s in %s: %q", key, l, text)
				}
			}
		}
	}
}

func TestPersonalMailboxes(t *testing.T) {
	for address, want := range map[string]bool{
		"anna.exempel@example.se": true, "per-olof.von.exempel@example.se": true,
		"a.exempel@example.se": true,
		"samrad@example.se":    false, "ogp.samrad@example.se": false,
		"registrator@example.se":  false,
		"fi.remissvar@example.se": false, "enheten.data@example.se": false,
		"kansli2@example.se": false,
		"info":               false, "": false, "a..b@example.se": false,
		"exempel@example.se":   false,
		"open.data@example.se": false,
	} {
		if got := Personal(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestWeekdayThatIsWrong(t *testing.T) {
	r := ReadInvitation("Inbjudan till samråd\n\nTid: måndag 12 december 2023 kl. 13–14")
	found := r.Lint(time.Time{})
	for _, f := range found {
		if f.Code == WrongWeekday && f.Values["Weekday"] == "måndag" && f.First == 3 {
			return
		}
	}
	t.Errorf("12 December 2023 was a Tuesday: %v", codes(found))
}

func FuzzPersonal(f *testing.F) {
	f.Add("anna.exempel@example.se")
	f.Fuzz(func(_ *testing.T, s string) { Personal(s) })
}

// TestInventedInvitationsAreInvented: no test data carries a real address.
func TestInventedInvitationsAreInvented(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range mailbox.FindAllString(string(text), -1) {
			if !strings.HasSuffix(a, "example.se") && !strings.HasSuffix(a, "example.org") {
				t.Errorf("%s: %s", file, a)
			}
		}
	}
}
