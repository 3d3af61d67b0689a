package web

import (
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/lang"

	_ "insyn/internal/trial/seed"
)

func TestParseMoment(t *testing.T) {
	for _, row := range []struct{ day, clock, want, fault string }{
		{"", "", "0001-01-01T00:00:00Z", ""},
		{"2023-12-12", "13:00", "2023-12-12T12:00:00Z", ""},
		{"2023-12-12", "13.00", "2023-12-12T12:00:00Z", ""},
		{"2023-06-12", "9:05", "2023-06-12T07:05:00Z", ""},
		{"2023-12-12", "13:00:00", "2023-12-12T12:00:00Z", ""},
		{"2023-12-12", "13", "2023-12-12T12:00:00Z", ""},
		{"2023-12-12", "", "2023-12-11T23:00:00Z", ""},
		{"2024-03-31", "02:30", "", "edit.hour-skipped"},
		{"2023-02-30", "10:00", "", "edit.moment-bad"},
		{"2023-12-12", "25:00", "", "edit.moment-bad"},
		{"23-12-12", "10:00", "", "edit.moment-bad"},
		{"9999-12-12", "10:00", "", "edit.moment-bad"},
		{"", "10:00", "", "edit.day-missing"},
	} {
		got, bad := parseMoment(row.day, row.clock)
		switch {
		case bad != nil && bad.Message != row.fault, bad == nil && row.fault != "":
			t.Errorf("%s %s: %v, want %q", row.day, row.clock, bad, row.fault)
		case bad == nil && got.Format(time.RFC3339) != row.want:
			t.Errorf("%s %s: %s, want %s", row.day, row.clock, got, row.want)
		}
	}
}

// Whoever writes a last day means all of it; a first day begins when it does.
func TestALastDayIsAllOfTheDay(t *testing.T) {
	c := exampleContent()
	e := newEditor(staffVisit(lang.For(lang.Swedish)), sectionNamed("anmalan"), &c, url.Values{
		"reasons-rows": {"0"}, "opens": {"2023-11-28"}, "closes": {"2023-12-10"}})
	if len(e.faults) > 0 || !c.Registration.Opens.Equal(time.Date(2023, 11, 27, 23, 0, 0, 0, time.UTC)) ||
		!c.Registration.Closes.Equal(time.Date(2023, 12, 10, 22, 59, 0, 0, time.UTC)) {
		t.Errorf("open from %s to %s (%v)", c.Registration.Opens, c.Registration.Closes, e.faults)
	}
}

// Whoever publishes for the first time is told that the days have passed.
func TestDaysThatHavePassedAreTold(t *testing.T) {
	v, c := staffVisit(lang.For(lang.English)), exampleContent()
	v.Now = c.Registration.Closes.Add(-time.Minute)
	if rows := v.passed("exempel", c); len(rows) > 0 {
		t.Errorf("in time: %+v", rows)
	}
	for want, now := range map[string]time.Time{"The last day to register has passed": c.Registration.Closes,
		"The meeting is in the past": c.Meeting.Start} {
		v.Now = now
		if rows := v.passed("exempel", c); len(rows) != 1 || rows[0].Title != want {
			t.Errorf("at %s: %+v, want %s", now, rows, want)
		}
	}
}

// A moment that is shown and sent back unchanged stays what it was, the second
// of the two hours in autumn too.
func TestMomentsStay(t *testing.T) {
	say := lang.For(lang.Swedish)
	for _, at := range []time.Time{meeting, time.Date(2024, 10, 27, 0, 30, 0, 0, time.UTC),
		time.Date(2024, 10, 27, 1, 30, 0, 0, time.UTC)} {
		c := exampleContent()
		c.Registration.Closes = at
		sent := sentBack(newEditor(staffVisit(say), sectionNamed("anmalan"), clone(&c), nil))
		newEditor(staffVisit(say), sectionNamed("anmalan"), &c, sent)
		if !c.Registration.Closes.Equal(at) {
			t.Errorf("%s became %s", at, c.Registration.Closes.UTC())
		}
	}
}

// sentBack is the form as a browser sends it when nothing was touched.
func sentBack(e *editor) url.Values {
	sent := url.Values{}
	for i := 0; i+1 < len(e.values); i += 2 {
		sent.Set(e.values[i], e.values[i+1])
	}
	for _, b := range e.blocks {
		if b.Rows != nil {
			sent.Set(b.Rows.Name+"-rows", strconv.Itoa(len(b.Rows.Rows)))
		}
	}
	return sent
}

// Every section, sent back untouched, leaves the draft as it was; and what a
// check or the linter names can be found there.
func TestSectionsAreFaithful(t *testing.T) {
	say := lang.For(lang.Swedish)
	controls := map[string]bool{}
	for _, section := range editSections {
		c := exampleContent()
		c.Translated(consult.Content{})
		before := clone(&c)
		shown := newEditor(staffVisit(say), section, clone(&c), nil)
		e := newEditor(staffVisit(say), section, &c, sentBack(shown))
		if len(e.faults) > 0 {
			t.Errorf("%s: %v", section.path, e.faults[0])
		}
		c.Translated(*before)
		changes, err := consult.Changes(*before, c)
		if err != nil || len(changes) > 0 {
			t.Errorf("%s sent back untouched changes %v, %v", section.path, changes, err)
		}
		after := newEditor(staffVisit(say), section, &c, nil)
		if shown.base() != after.base() {
			t.Errorf("%s: the fingerprint has changed", section.path)
		}
		for _, b := range shown.blocks {
			for _, f := range b.Fields {
				controls[section.path+" "+f.Field.ID()] = true
			}
			if b.Rows != nil {
				controls[section.path+" "+b.Rows.ID()] = true
			}
		}
	}
	for name := range editPlaces {
		section, control := mendedAt(name)
		if !controls[section+" "+control] {
			t.Errorf("%s is to be mended at %s#%s, which is not there", name, section, control)
		}
	}
}

// Whatever a reader or the letter is told can be changed, and a change of it is
// told: no text is in a draft unseen.
func TestEveryTextCanBeEditedAndIsTold(t *testing.T) {
	say, c, count := lang.For(lang.Swedish), exampleContent(), 0
	c.Registration.Screening = true
	mark(reflect.ValueOf(&c).Elem(), &count)
	var shown, told strings.Builder
	for _, section := range editSections {
		shown.WriteString(strings.Join(newEditor(staffVisit(say), section, &c, nil).values, "\n"))
	}
	for _, f := range invitationFields {
		told.WriteString(strings.Join(f.lines(say, consult.Version{Content: c},
			func(t consult.Text) string { return t.SV }), "\n"))
	}
	if count < 20 {
		t.Fatalf("only %d texts", count)
	}
	for n := range count {
		word := fmt.Sprintf("text-%d-", n+1)
		if !strings.Contains(shown.String(), word) || !strings.Contains(told.String(), word) {
			t.Errorf("%s: shown %t, told %t", word, strings.Contains(shown.String(), word),
				strings.Contains(told.String(), word))
		}
	}
}

// mark gives each text within v words of its own.
func mark(v reflect.Value, count *int) {
	if text, ok := v.Addr().Interface().(*consult.Text); ok {
		*count++
		*text = consult.Text{SV: fmt.Sprintf("text-%d-", *count)}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				mark(v.Field(i), count)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			mark(v.Index(i), count)
		}
	}
}

// Whatever the linter and the check say of an empty draft, the link leads to a field.
func TestFindingsLeadToFields(t *testing.T) {
	say := lang.For(lang.Swedish)
	for _, template := range consult.Templates() {
		for _, f := range findings(staffVisit(say), "x", template.Begin(exampleTime), "") {
			_, rest, _ := strings.Cut(f.Href, "/redigera/")
			section, control, _ := strings.Cut(rest, "#")
			e := newEditor(staffVisit(say), sectionNamed(section), clone(&consult.Content{}), nil)
			found := false
			for _, b := range e.blocks {
				for _, field := range b.Fields {
					found = found || field.Field.ID() == control
				}
				found = found || b.Rows != nil && b.Rows.ID() == control
			}
			if !found {
				t.Errorf("%q leads to %s#%s, which is not there", f.Title, section, control)
			}
		}
	}
}

// An address that no letter can carry is refused where it is typed, and the
// draft keeps the one it had.
func TestAddressesAreReadWhereTheyAreTyped(t *testing.T) {
	for section, name := range map[string]string{"kontakt": "contact", "texter": "written-email"} {
		c := exampleContent()
		was := c.Contact.Email + c.WrittenInput.Email
		sent := sentBack(newEditor(staffVisit(lang.For(lang.Swedish)), sectionNamed(section), clone(&c), nil))
		for typed, taken := range map[string]bool{"inte en adress": false,
			"a@example.se\r\nBcc: b@example.org": false, "a@ÖPPET.example.SE": true} {
			sent.Set(name, typed)
			e := newEditor(staffVisit(lang.For(lang.Swedish)), sectionNamed(section), clone(&c), sent)
			now := e.content.Contact.Email + e.content.WrittenInput.Email
			if taken != (len(e.faults) == 0) || taken != strings.Contains(now, "a@xn--ppet-4qa.example.se") ||
				!taken && now != was {
				t.Errorf("%s %q: %v, the draft has %q", name, typed, e.faults, now)
			}
		}
	}
}

// No days at all is not the usual time: it is refused, with the way to say each.
func TestZeroDaysAreRefusedAndNothingIsTheUsualTime(t *testing.T) {
	for typed, want := range map[string]int{"0": 30, "-1": 30, "": 0, "1": 1, "3651": 30, "x": 30} {
		c := exampleContent()
		c.Privacy.Keep = 30
		sent := sentBack(newEditor(staffVisit(lang.For(lang.Swedish)), sectionNamed("lofte"), clone(&c), nil))
		sent.Set("keep", typed)
		e := newEditor(staffVisit(lang.For(lang.Swedish)), sectionNamed("lofte"), &c, sent)
		if c.Privacy.Keep != want || (len(e.faults) > 0) != (want == 30) {
			t.Errorf("%q: kept %d days, %v", typed, c.Privacy.Keep, e.faults)
		}
	}
	for typed, want := range map[string]int{"": 0, "0": -1, " 7 ": 7, "x": -1} {
		if got := daysIn(typed); got != want {
			t.Errorf("%q of a contact point is %d days, want %d", typed, got, want)
		}
	}
}

// Rows that are moved, added and taken away keep what belongs to them, the
// file of a piece of material too.
func TestRowsKeepWhatIsTheirs(t *testing.T) {
	say := lang.For(lang.Swedish)
	c := exampleContent()
	section := sectionNamed("material")
	press := func(button string) {
		t.Helper()
		sent := sentBack(newEditor(staffVisit(say), section, clone(&c), nil))
		e := newEditor(staffVisit(say), section, &c, sent)
		if len(e.faults) > 0 {
			t.Fatalf("%s: %v", button, e.faults[0])
		}
		e.do(button)
	}
	ids := func() (all []string) {
		for _, m := range c.Material {
			all = append(all, m.ID+m.Name)
		}
		return all
	}
	press("material.down.1")
	if got := strings.Join(ids(), " "); got != "m2 m1handlingsplan.pdf" {
		t.Errorf("moved down: %s", got)
	}
	press("material.add")
	press("material.up.3")
	press("material.remove.1")
	if len(c.Material) != 2 || c.Material[1].File == "" {
		t.Errorf("%+v", c.Material)
	}
	press("save") // the row in which nothing was said goes
	if got := strings.Join(ids(), " "); got != "m1handlingsplan.pdf" {
		t.Errorf("saved: %s", got)
	}
	for _, strange := range []string{"material.up.1", "material.down.9", "material.remove.0",
		"material.remove.x", "hund.add", "material.dance.1", "."} {
		press(strange)
		if len(c.Material) != 1 {
			t.Fatalf("%s changed the rows", strange)
		}
	}
}

// Nothing that a form can carry makes the editor fail or hold more rows than it takes.
func TestEditorTakesAnything(t *testing.T) {
	say := lang.For(lang.Swedish)
	rapid.Check(t, func(t *rapid.T) {
		section := rapid.SampledFrom(editSections).Draw(t, "section")
		c := exampleContent()
		shown := newEditor(staffVisit(say), section, clone(&c), nil)
		sent := sentBack(shown)
		for name := range sent {
			if rapid.Bool().Draw(t, "touch") {
				sent.Set(name, rapid.String().Draw(t, name))
			}
		}
		e := newEditor(staffVisit(say), section, &c, sent)
		e.do(rapid.String().Draw(t, "button"))
		if n := len(c.Agenda) + len(c.Questions) + len(c.Material) + len(c.Commitments); n > 4*mostRows {
			t.Fatalf("%d rows", n)
		}
	})
}

func TestFormula(t *testing.T) {
	for text, want := range map[string]bool{"": false, "Åsa": false, "3 personer": false,
		"a=b": false, "=1": true, "+1": true,
		"-1": true, "@x": true, " =1": true, "\t1": true, "\r1": true, "\x001": true, "'=1": true,
		"”=1": true, "＝1": true,
		"\u00a0=1": true, "\u200b=1": true, "|x": true, "%x": true} {
		if got := (document.Cell(text) != text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if got := (datum{number: -5, typed: true}).csv(); got != "-5" {
		t.Errorf("a number of ours is written as %q", got)
	}
}

// What one sees of an invitation that was read comes from its lines, and can
// be taken up as it was shown.
func TestReadingIsTakenUpAsShown(t *testing.T) {
	page := exampleReading(Page{}, lang.For(lang.Swedish)).(ReadingPage)
	for _, f := range page.Fields {
		if f.Lines == "" && f.Label != "Hur ni ses" && f.Label != "Kontakt" {
			t.Errorf("%s (%q) says not where it comes from", f.Label, f.Text)
		}
	}
	c, err := unpackContent(url.Values{"reading": {page.Reading}})
	if err != nil || c.Title.SV != "Inbjudan till samråd om öppna data" ||
		!c.Meeting.Start.Equal(meeting) {
		t.Errorf("%+v %v", c, err)
	}
	if strings.Contains(page.Reading, "meetup-join") {
		t.Error("the meeting link is carried along")
	}
	for _, bad := range []string{"", "{}", `{"template":"ogp"}{"template":"ogp"}`,
		`{"template":"ogp","hund":1}`, `{"template":"hund"}`, "[",
		`{"template":"ogp","agenda":[` + strings.Repeat("{},", 200) + `{}]}`} {
		if _, err := unpackContent(url.Values{"reading": {bad}}); err == nil {
			t.Errorf("%.40s was taken", bad)
		}
	}
	if c, err := unpackContent(url.Values{"reading": {`{"template":"ogp","material":[{"id":"m1","file":"abc"}]}`}}); err != nil || c.Material[0].File != "" {
		t.Errorf("a file is named that was not uploaded: %v", err)
	}
}

func TestBrowserName(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0":                                    "Firefox · Windows",
		"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 Edg/119.0":       "Edge · Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari": "Safari · iPhone",
		"": "? · ?",
	} {
		if got := browserName(agent); got != want {
			t.Errorf("%q is called %q", agent, got)
		}
	}
}

// What was read shows who sent the letter and what else the meeting is called,
// each with its lines.
func TestAReadingShowsSenderAndSecondNameWithTheirLines(t *testing.T) {
	r := consult.ReadInvitation("Exempeldepartementet\n\nEnheten för öppen förvaltning\n\n" +
		"Inbjudan till samråd om genomförandet av planen\n\nSamråd om planen 2023–2025\n\n" +
		"Tid: 12 december 2023 kl. 13.00–14.30\n")
	var page ReadingPage
	if err := page.fill(staffVisit(lang.For(lang.Swedish)), r); err != nil {
		t.Fatal(err)
	}
	shown := map[string]ReadField{}
	for _, f := range page.Fields {
		shown[f.Label] = f
	}
	sender, name := shown["Avsändare"], shown["Också kallat"]
	if !strings.Contains(sender.Text, "Exempeldepartementet") || sender.Lines != "rad 1–3" || name.Text == "" || name.Lines == "" {
		t.Errorf("%+v", page.Fields)
	}
}
