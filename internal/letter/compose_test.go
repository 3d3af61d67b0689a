package letter

import (
	"flag"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"
	"time"

	"github.com/jba/templatecheck"

	"insyn/internal/lang"
)

var update = flag.Bool("update", false, "write the golden letters anew")

// meeting is invented, on the day of the meeting that the demo shows.
var meeting = Meeting{
	Title: "Samråd om handlingsplanen för öppen förvaltning", Body: "Exempeldepartementet",
	Contact: "samrad@example.se", Place: "Exempelgatan 1, Stockholm", Online: true,
	Starts: time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC),
	Ends:   time.Date(2023, 12, 12, 13, 30, 0, 0, time.UTC),
}

const (
	page     = "https://insyn.example.se/min/p4geabc"
	joinPage = "https://insyn.example.se/delta/j01nabc"
	public   = "https://insyn.example.se/samrad/handlingsplan"
	staff    = "https://insyn.example.se/arbete/"
)

func samplePoint(at time.Time) Case {
	return Case{"Kontaktpunkten hos Exempelmyndigheten", "Exempelmyndigheten", "fraga@example.se", 12, at,
		"https://insyn.example.se/mitt-arende/p4geabc"}
}

// samples gives letters of every kind, filled in, by the name of their file.
func samples() map[string]Letter {
	noon := time.Date(2023, 11, 30, 11, 0, 0, 0, time.UTC)
	there := meeting
	there.Online = false
	autumn := meeting // in the hour that comes twice
	autumn.Starts = time.Date(2023, 10, 29, 0, 30, 0, 0, time.UTC)
	autumn.Ends = autumn.Starts.Add(time.Hour)
	return map[string]Letter{
		"confirm":       Confirm{meeting, "https://insyn.example.se/anmalan/c0nf1rm", noon},
		"registered":    Registered{meeting, page, joinPage},
		"in-place":      Registered{Meeting: there, Page: page},
		"queued":        Queued{meeting, 7, page},
		"awaiting":      Awaiting{meeting, page},
		"not-approved":  NotApproved{meeting, "Mötet är för föreningar.\nDu anmälde ett företag.", page},
		"offered":       Offered{meeting, page, noon},
		"offer-expired": OfferExpired{meeting, public},
		"changed": Changed{meeting, []Change{
			{Field: FieldTime, OldStarts: autumn.Starts, OldEnds: autumn.Ends},
			{Field: FieldPlace, Old: "Gamla salen", New: "Exempelgatan 1, Stockholm"},
			{Field: FieldTitle, Old: "Samråd", New: meeting.Title},
			{Field: FieldOther, New: "Mötet teckenspråkstolkas"}},
			"Lokalen är för liten.", page, joinPage, false},
		"changed-seatless": Changed{meeting, []Change{{Field: FieldTime, OldStarts: autumn.Starts,
			OldEnds: autumn.Ends}}, "Lokalen är för liten.", page, "", true},
		"agenda": Agenda{meeting, []Point{{Title: "Inledning"},
			{meeting.Starts.Add(15 * time.Minute), "Information om planen"},
			{meeting.Starts.Add(45 * time.Minute), "Diskussion"}}, page, joinPage},
		"cancelled":         Cancelled{meeting, "Föredraganden är sjuk.", public},
		"reminder":          Reminder{meeting, page, joinPage},
		"withdrawn":         Withdrawn{meeting, false, "", public},
		"withdrawn-by-body": Withdrawn{meeting, true, "Platsen var avsedd för en förening.", public},
		"code":              Code{meeting, "482 913", ToChange, noon},
		"code-see":          Code{meeting, "482 913", ToSee, noon},
		"code-erase":        Code{meeting, "482 913", ToErase, noon},
		"invitation": Invitation{meeting, "Föreningen Öppna Exempel",
			"Planen gäller 2023–2025.\n\nVi vill höra er.", public + "?i=r3g", "https://insyn.example.se/inbjudan/d3cl", public, noon},
		"sign-in":      SignIn{"Insyn", "482 913", "https://insyn.example.se/logga-in/t0k3n", noon},
		"sign-in-link": SignIn{"Insyn", "", "https://insyn.example.se/logga-in/t0k3n", noon},
		"role-changed": RoleChanged{"Insyn", "Exempelmyndigheten", "Åsa Öberg", "redaktör",
			"Bo Ek", noon, staff},
		"role-changed-taken": RoleChanged{"Insyn", "Exempelmyndigheten", "Åsa Öberg", "",
			"Bo Ek", noon, staff},
		"view-received":      ViewReceived{meeting, 12, noon, page},
		"summary":            Summary{meeting, public + "/sammanfattning"},
		"summary-draft":      SummaryDraft{meeting, public + "/utkast", noon, false},
		"summary-draft-soon": SummaryDraft{meeting, public + "/utkast", noon, true},
		"evaluation":         Evaluation{meeting, public + "/utvardering/3v4l", noon},
		"erased": Erased{meeting, noon, []string{"anmälan", "behov av tolk"},
			[]string{"diarieförd synpunkt"}},
		"erased-all": Erased{meeting, noon, []string{"anmälan"}, nil},
		"answered": Answered{"Samråd om öppenhet", "Exempelmyndigheten", "fraga@example.se", 12,
			false, page},
		"answered-again": Answered{"Samråd om öppenhet", "Exempelmyndigheten", "fraga@example.se", 12,
			true, page},
		"view-ruled": ViewRuled{"Samråd om öppenhet", "Exempelmyndigheten", "fraga@example.se", 12,
			false, false, "Texten är reklam.", "", page},
		"view-ruled-again": ViewRuled{"Samråd om öppenhet", "Exempelmyndigheten",
			"fraga@example.se", 12,
			true, false, "Texten pekar ut en person.", "https://insyn.example.se/integritet/larma", page},
		"view-ruled-shown": ViewRuled{"Samråd om öppenhet", "Exempelmyndigheten",
			"fraga@example.se", 12,
			true, true, "", "", page},
		"case-received": CaseReceived{samplePoint(noon)},
		"case-message":  CaseNews{samplePoint(noon), "message"},
		"case-handed":   CaseNews{samplePoint(noon), "handed"},
		"case-paused":   CaseNews{samplePoint(noon), "paused"},
		"case-reopened": CaseNews{samplePoint(noon), "reopened"},
		"case-answered": CaseNews{samplePoint(noon), "answered"},
		"notice":        Notice{"Insyn", "Två anmälningar väntar på beslut", "Äldst är tre dagar.", staff},
		"report-due": ReportDue{"Handlingsplan 5", "Exempeldepartementet", "fraga@example.se",
			"Exempelmyndigheten",
			"samordnare", "andra halvåret 2023", noon, false, page},
		"report-late": ReportDue{"Handlingsplan 5", "Exempeldepartementet", "fraga@example.se",
			"Exempelmyndigheten",
			"samordnare", "andra halvåret 2023", noon, true, page},
		"follow-plan": FollowPlan{"Handlingsplan 5", "Exempeldepartementet", "fraga@example.se",
			"Öppna data", noon, page},
		"plan-news": PlanNews{"Handlingsplan 5", "Exempeldepartementet", "fraga@example.se",
			[]string{"1. En kontaktpunkt: Nytt underlag. Kontaktpunkten finns", "Version 3 av planen."}, public, page},
	}
}

// TestGolden holds every letter as it was when somebody last read it. Run with
// -update, and read the letters again, when words change on purpose.
func TestGolden(t *testing.T) {
	wanted := map[string]bool{}
	for name, l := range samples() {
		for _, language := range lang.Languages() {
			c, err := Compose(language, l)
			if err != nil {
				t.Errorf("%s, %s: %v", name, language, err)
				continue
			}
			got := "Subject: " + c.Subject + "\n\n" + c.Text + "\n=====\n\n" + c.HTML
			path := filepath.Join("testdata", "golden", name+"."+string(language)+".txt")
			wanted[path] = true
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(path); err != nil || string(want) != got {
				t.Errorf("%s differs (%v); it is now:\n%s", path, err, got)
			}
		}
	}
	found, _ := filepath.Glob("testdata/golden/*.txt")
	for _, path := range found {
		if !wanted[path] {
			t.Errorf("%s belongs to no letter", path)
		}
	}
}

func TestSamplesCoverEveryKind(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range samples() {
		seen[l.template()] = true
	}
	for _, l := range every {
		if !seen[l.template()] {
			t.Errorf("no sample of %s", l.template())
		}
		delete(seen, l.template())
	}
	if len(seen) > 0 {
		t.Errorf("not listed in every: %v", slices.Collect(maps.Keys(seen)))
	}
}

// Templates are checked against the types they are given: a field that does
// not exist or has the wrong type fails here, not in somebody's mail.
func TestTemplatesFitTheirTypes(t *testing.T) {
	for _, l := range every {
		for _, language := range lang.Languages() {
			set := templates[language]().Lookup(l.template())
			if set == nil {
				t.Errorf("%s is missing in %s", l.template(), language)
				continue
			}
			if err := templatecheck.CheckText(set, l); err != nil {
				t.Errorf("%s, %s: %v", l.template(), language, err)
			}
		}
	}
}

// Both languages say the same things: the same files, fields and blocks.
func TestLanguagesSayTheSame(t *testing.T) {
	files, err := source.ReadDir("templates")
	if err != nil || len(files) != 2*(len(every)+1) {
		t.Fatalf("%d files for %d letters, %v", len(files), len(every), err)
	}
	for _, l := range every {
		sv := mentions(templates[lang.Swedish]().Lookup(l.template()))
		en := mentions(templates[lang.English]().Lookup(l.template()))
		if !slices.Equal(sv, en) {
			t.Errorf("%s\nsv %v\nen %v", l.template(), sv, en)
		}
	}
	for name, l := range samples() {
		sv, _ := Compose(lang.Swedish, l)
		en, _ := Compose(lang.English, l)
		tags := regexp.MustCompile(`<[a-z]+`)
		a, b := tags.FindAllString(sv.HTML, -1), tags.FindAllString(en.HTML, -1)
		if !slices.Equal(a, b) {
			t.Errorf("%s is built differently:\nsv %v\nen %v", name, a, b)
		}
	}
}

// mentions lists the fields, functions and templates that t names, sorted.
func mentions(t *template.Template) []string {
	var found []string
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		if v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
			if v.IsNil() {
				return
			}
			switch n := v.Interface().(type) {
			case *parse.Tree:
				return
			case *parse.FieldNode, *parse.VariableNode, *parse.IdentifierNode:
				found = append(found, fmt.Sprint(n))
				return
			case *parse.TemplateNode:
				found = append(found, "template "+n.Name)
			}
			walk(v.Elem())
			return
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i))
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(t.Root))
	slices.Sort(found)
	return slices.Compact(found)
}

// Every exported field that a letter has stands in its text: what act fills
// in is said.
func TestEveryFieldIsUsed(t *testing.T) {
	for _, l := range every {
		var all strings.Builder
		for _, name := range []string{l.template(), "shared"} {
			b, _ := source.ReadFile("templates/" + name + ".sv.txt")
			all.Write(b)
		}
		typ := reflect.TypeOf(l)
		for i := range typ.NumField() {
			if f := typ.Field(i); !f.Anonymous && !strings.Contains(all.String(), "."+f.Name) {
				t.Errorf("%s does not say %s", l.template(), f.Name)
			}
		}
	}
}

// The promise of doc.go: there is no field for the link to the meeting.
func TestNoFieldForTheMeetingLink(t *testing.T) {
	for _, l := range every {
		typ := reflect.TypeOf(l)
		for _, f := range reflect.VisibleFields(typ) {
			if regexp.MustCompile(`(?i)meeting_?(link|url)|video|conference`).MatchString(f.Name) {
				t.Errorf("%s has the field %s", typ, f.Name)
			}
		}
	}
}

// N-04, N-10: what people write is text and nothing else, in both parts.
func TestValuesStayValues(t *testing.T) {
	evil := "A\r\n\r\nSubject: x\x01link\x02Klicka\x02https://evil.example\n" +
		"<script>alert(1)</script>&\u202e"
	m := meeting
	m.Title, m.Place, m.Body = evil, evil, evil
	for name, l := range map[string]Letter{"registered": Registered{m, page, joinPage},
		"not-approved": NotApproved{m, evil, ""},
		"invitation":   Invitation{m, evil, evil, page, page, page, m.Starts},
		"erased":       Erased{m, m.Starts, []string{evil}, []string{evil}}} {
		for _, language := range lang.Languages() {
			c, err := Compose(language, l)
			if err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(c.Subject+c.Text+c.HTML, "\r\x01\x02\x03\u202e") ||
				strings.Contains(c.Subject, "\n") {
				t.Errorf("%s: control characters in %q", name, c)
			}
			if strings.Contains(c.HTML, "<script") || strings.Contains(c.HTML, `href="https://evil`) {
				t.Errorf("%s: %s", name, c.HTML)
			}
			if name == "registered" && strings.Contains(c.Text, "\nSubject: x") {
				t.Errorf("a value began a line of its own: %s", c.Text)
			}
		}
	}
}

func TestLinksAreChecked(t *testing.T) {
	for _, bad := range []string{"", "javascript:alert(1)", "/min/sida", "https://", "https://a b.example",
		"https://x@insyn.example.se/", "https://insyn.example.se/\r\nX: y", "data:text/html,x"} {
		if c, err := Compose(lang.Swedish, Queued{meeting, 1, bad}); err == nil {
			t.Errorf("%q was linked to: %s", bad, c.Text)
		}
	}
	if _, err := Compose("fi", Queued{meeting, 1, page}); err == nil {
		t.Error("a language that is not ours")
	}
}

// The plain text holds every word of the HTML, in the same order.
func TestTextAndHTMLSayTheSame(t *testing.T) {
	tag := regexp.MustCompile(`(?s)<head>.*</head>|<[^>]*>`)
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n:>-", r) })
	}
	for name, l := range samples() {
		c, err := Compose(lang.Swedish, l)
		if err != nil {
			t.Fatal(err)
		}
		a, b := words(c.Text), words(html.UnescapeString(tag.ReplaceAllString(c.HTML, " ")))
		if !slices.Equal(a, b) {
			t.Errorf("%s:\n%q\n%q", name, a, b)
		}
	}
}

func TestSubjectKeepsToALine(t *testing.T) {
	m := meeting
	m.Title = strings.Repeat("Samråd om en mycket lång rubrik ", 10)
	for _, l := range []Letter{Registered{m, page, joinPage}, Cancelled{m, "", public}} {
		c, err := Compose(lang.Swedish, l)
		if err != nil || len([]rune(c.Subject)) > 160 || !strings.Contains(c.Subject, "…") {
			t.Errorf("%q, %v", c.Subject, err)
		}
	}
}

func BenchmarkCompose(b *testing.B) {
	l := Registered{meeting, page, joinPage}
	for b.Loop() {
		if _, err := Compose(lang.Swedish, l); err != nil {
			b.Fatal(err)
		}
	}
}
