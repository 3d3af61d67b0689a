package integrity

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/fault"
)

// met is a contact that can be published.
func met() Contact {
	return Contact{Ref: "7", On: "2023-10-04", Place: "Exempelgatan 1", Rank: StateSecretary,
		Unit:    Text{SV: "kansliet"},
		With:    []Partner{{Name: "Exempelföretaget AB", Number: "556000-0167"}},
		Subject: Text{SV: "Öppna data"}}
}

const today = Date("2023-12-01")

// messages lists the keys of what is wrong.
func messages(err error) (all []string) {
	var one *fault.Error
	if !errors.As(err, &one) {
		return nil
	}
	all = []string{one.Message}
	for _, also := range one.Also {
		all = append(all, also.Message)
	}
	return all
}

func TestK44AC1FieldsAndExemptionsOfAFixedList(t *testing.T) {
	if err := met().Check(today); err != nil {
		t.Fatal(err)
	}
	exempt := Contact{Ref: "8", On: "2023-10-05", Rank: AgencyHead, Unit: Text{SV: "ledningen"},
		Exemption: ExemptPerson}
	if err := exempt.Check(today); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		change func(*Contact)
		want   string
	}{
		"no place":      {func(c *Contact) { c.Place = "" }, "integrity.missing"},
		"no subject":    {func(c *Contact) { c.Subject = Text{} }, "integrity.missing"},
		"no unit":       {func(c *Contact) { c.Unit = Text{} }, "integrity.missing"},
		"a rank of old": {func(c *Contact) { c.Rank = "kung" }, "integrity.rank"},
		"a year":        {func(c *Contact) { c.On = "2023" }, "integrity.day"},
		"tomorrow":      {func(c *Contact) { c.On = "2023-12-02" }, "integrity.future"},
		"nobody":        {func(c *Contact) { c.With = nil }, "integrity.nobody-met"},
		"many": {func(c *Contact) { c.With = slices.Repeat(c.With, 51) },
			"integrity.many-met"},
		"no number":      {func(c *Contact) { c.With[0].Number = "" }, "integrity.no-number"},
		"a wrong number": {func(c *Contact) { c.With[0].Number = "556000-0168" }, "integrity.number"},
		"bare digits":    {func(c *Contact) { c.With[0].Number = "5560000167" }, "integrity.number"},
		"an e-mail": {func(c *Contact) { c.Notes.SV = "skriv till a@example.se" },
			"integrity.address"},
		"no link":          {func(c *Contact) { c.Measure = "javascript:alert(1)" }, "integrity.url"},
		"no reference":     {func(c *Contact) { c.Ref = "–" }, "integrity.ref"},
		"an own exemption": {func(c *Contact) { c.Exemption = "hemligt" }, "integrity.exemption"},
		"exempted, told":   {func(c *Contact) { c.Exemption = ExemptParty }, "integrity.exempted-told"},
	} {
		c := met()
		row.change(&c)
		if got := messages(c.Check(today)); !slices.Contains(got, row.want) {
			t.Errorf("%s: %q, want %s", name, got, row.want)
		}
	}
	for _, e := range Exemptions() {
		exempt.Exemption = e
		if err := exempt.Check(today); err != nil {
			t.Errorf("%s: %v", e, err)
		}
	}
}

// Private persons are never named: neither by number nor as somebody without
// one, and there is no field for the name of an official.
func TestK44AC2NobodyIsNamed(t *testing.T) {
	for _, number := range []string{"19121212-1212", "121212-1212", "19811218-9876", "701063-2391",
		"121212-1213"} {
		c := met()
		c.With[0].Number = number
		if got := messages(c.Check(today)); !slices.Contains(got, "integrity.number-of-person") {
			t.Errorf("%s: %q", number, got)
		}
		if _, known := OrganisationNumber(number); known {
			t.Errorf("%s is an organisation", number)
		}
	}
	c := met()
	c.With[0] = Partner{Name: "Anna Exempel"}
	if got := messages(c.Check(today)); !slices.Contains(got, "integrity.no-number") {
		t.Errorf("a name and nothing more: %q", got)
	}
	// By a name alone nobody can tell a network from a person: who publishes has to
	// say what it is that has no number, and everybody sees that it was said.
	if c.With[0].Sort = Network; c.Check(today) != nil || c.With[0].Sort == "" {
		t.Errorf("a network: %v", c.Check(today))
	}
	of := reflect.TypeFor[Contact]()
	for i := range of.NumField() {
		if slices.Contains([]string{"Official", "Person", "Name", "Email"}, of.Field(i).Name) {
			t.Errorf("a contact has the field %s", of.Field(i).Name)
		}
	}
	from := Coverage{From: DepartmentHead}
	for i, r := range Ranks() {
		x := met()
		x.Rank = r
		want := r
		if i > slices.Index(Ranks(), DepartmentHead) {
			want = Officer
		}
		if got := from.Told(x).Rank; got != want {
			t.Errorf("%s is told as %s", r, got)
		}
	}
}

func TestK410AC4OddNamesAreSeen(t *testing.T) {
	for name, want := range map[string]string{"Exempel": "", "Åsö Öl & Co AB": "", "Пример": "",
		"Exempel Пример": "",
		"Ехempel":        "script", "Exem\u202epel": "direction", "Exem\u200dpel": "invisible",
		"Exem\x07pel":      "control",
		"Soft\u00adhyphen": "invisible"} {
		got := ""
		if found := Oddities(name); len(found) > 0 {
			got = found[0].Why
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	c := met()
	c.With[0].Name = "Ехempel AB"
	if got := messages(c.Check(today)); !slices.Contains(got, "integrity.odd-name") {
		t.Errorf("%q", got)
	}
}

func bookAt(day string, said ...Said) (entries []Entry) {
	at, _ := time.Parse(time.DateOnly, day)
	for i, s := range said {
		entries = append(entries, Entry{Number: i + 1, At: at.AddDate(0, 0, i), Said: s})
	}
	return entries
}

func TestK44AC3ABodyThatStopsIsFlagged(t *testing.T) {
	b := FoldBook(Matter{}, bookAt("2023-09-01", Said{Coverage: &Coverage{Since: "2023-09-01",
		Within: 14}}))
	last := time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		days int
		want bool
	}{{0, false}, {59, false}, {60, true}, {400, true}} {
		if got, _ := b.Quiet(last.AddDate(0, 0, row.days)); got != row.want {
			t.Errorf("after %d days: %t", row.days, got)
		}
	}
	if _, until := b.Quiet(last); !until.Equal(last.AddDate(0, 0, QuietDays)) {
		t.Errorf("quiet from %v", until)
	}
	b.Nothings = append(b.Nothings, Dated[Nothing]{At: last.AddDate(0, 0,
		50)}) // nothing to tell is told
	if quiet, _ := b.Quiet(last.AddDate(0, 0, 100)); quiet {
		t.Error("a body that says that there was nothing has not stopped")
	}
	b.Coverages[0].What.Ended = "2023-12-31"
	if quiet, _ := b.Quiet(last.AddDate(1, 0, 0)); quiet || !b.Ended(last.AddDate(1, 0, 0)) ||
		b.Ended(last) {
		t.Error("a body that has ended is not quiet, it has ended")
	}
}

func TestK44AC4LatenessIsShown(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	b := FoldBook(Matter{}, bookAt("2023-01-01", Said{Coverage: &Coverage{Within: 14}}))
	for _, row := range []struct {
		on   Date
		told time.Time
		days int
		late bool
	}{
		{"2023-10-04", time.Date(2023, 10, 4, 12, 0, 0, 0, time.UTC), 0, false},
		{"2023-10-04", time.Date(2023, 10, 18, 21, 59, 0, 0, time.UTC), 14, false},
		{"2023-10-04", time.Date(2023, 10, 18, 22, 0, 0, 0, time.UTC), 15, true},
		// midnight in Stockholm
		{"2023-10-20", time.Date(2023, 11, 3, 22, 59, 0, 0, time.UTC), 14, false}, // winter time between
		{"2024-03-25", time.Date(2024, 4, 8, 22, 30, 0, 0, time.UTC), 15, true},
	} {
		r := Recorded{Versions: []Dated[Contact]{{At: row.told, What: Contact{On: row.on}},
			{At: row.told.AddDate(0, 1, 0), What: Contact{On: row.on}}}}
		if got := r.Took(stockholm); got != row.days || b.Late(r, stockholm) != row.late {
			t.Errorf("%s told %v: %d days", row.on, row.told, got)
		}
	}
	if (Recorded{}).Took(time.UTC) != 0 || !(Recorded{}).Published().IsZero() {
		t.Error("nothing was told")
	}
}

func TestK44ExemptedAndTakenBackAreCountedAndNotTold(t *testing.T) {
	one := func(c Contact) Recorded { return Recorded{Versions: []Dated[Contact]{{What: c}}} }
	back := one(met())
	back.Versions = append(back.Versions, Dated[Contact]{What: Contact{Withdrawn: "Fel möte."}})
	b := Book{Contacts: []Recorded{one(met()), one(Contact{Exemption: ExemptPerson}),
		one(Contact{Exemption: ExemptPerson}), back}}
	if len(b.Told()) != 1 || b.Exempted()[ExemptPerson] != 2 || b.Withdrawn() != 1 {
		t.Errorf("%d told, %v exempted, %d taken back", len(b.Told()), b.Exempted(), b.Withdrawn())
	}
	for _, row := range WriteContacts(b.Contacts) {
		if strings.Contains(strings.Join(row, ""), "Fel möte") {
			t.Error("what is taken back is in the file")
		}
	}
}

const contactList = "ref;date;place;rank;unit;organisation;organisation_number;organisation_sort;subject;notes;exemption\n"

// rowsOf reads lines with semicolons.
func rowsOf(text string) (table [][]string) {
	for line := range strings.Lines(text) {
		table = append(table, strings.Split(strings.TrimSuffix(line, "\n"), ";"))
	}
	return table
}

func TestK44AC5EachRejectedRowSaysWhy(t *testing.T) {
	list, err := ReadContacts(rowsOf(contactList+
		"1;2023-10-04;Lokalen;minister;kansliet;Exempelföretaget AB;5560000167;;Data;=1+1;\n"+
		"1;;;;;Nätverket;;network;;;\n\n"+
		"2;2023-10-05;;agency-head;ledningen;;;;;;authority\n"), today)
	if err != nil || len(list) != 2 || len(list[0].With) != 2 ||
		list[0].With[0].Number != "556000-0167" || list[0].Notes.SV != "=1+1" {
		t.Fatalf("%+v %v", list, err)
	}
	_, err = ReadContacts(rowsOf(contactList+
		"1;2023-10-04;L;minister;k;Åsa;19121212-1212;;Data;;\n2;2024-01-01;L;king;k;B;;foreign;Data;;\n1;2023-10-04;;;;;;;;;\n"), today)
	var all *fault.Error
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	var got []string
	for _, e := range append([]fault.Error{*all}, all.Also...) {
		got = append(got, strings.TrimPrefix(e.Message,
			"integrity.line.")+" "+e.Values["Column"].(string))
	}
	slices.Sort(got)
	want := []string{"future date", "number-of-person organisation_number", "rank rank",
		"twice ref"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for text, want := range map[string]string{"": "integrity.empty-list",
		"a;b\n1;2\n": "integrity.contact-headings",
		contactList:  "integrity.empty-list", contactList + strings.Repeat("1\n",
			MostLines+1): "integrity.too-long"} {
		if _, err := ReadContacts(rowsOf(text), today); !slices.Contains(messages(err), want) {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

// drawnContact is any contact that can be published.
func drawnContact(t *rapid.T, ref string) Contact {
	text := rapid.StringMatching(`[A-Za-zÅÄÖåäö0-9=+;"' ]{0,12}[a-zåäö]`)
	c := Contact{Ref: ref, On: Date(rapid.SampledFrom([]string{"2022-02-28", "2023-10-04"}).Draw(t,
		"on")),
		Rank: rapid.SampledFrom(Ranks()).Draw(t, "rank"), Unit: Text{SV: strings.TrimSpace(text.Draw(t,
			"unit"))}}
	if rapid.Bool().Draw(t, "exempt") {
		c.Exemption = rapid.SampledFrom(Exemptions()).Draw(t, "exemption")
		return c
	}
	c.Place, c.Subject = strings.TrimSpace(text.Draw(t, "place")),
		Text{EN: strings.TrimSpace(text.Draw(t, "subject"))}
	c.Notes.SV = strings.TrimSpace(text.Draw(t, "notes"))
	for range rapid.IntRange(1, 3).Draw(t, "with") {
		p := Partner{Name: strings.TrimSpace(text.Draw(t, "name")), Number: "556000-0167"}
		if rapid.Bool().Draw(t, "numberless") {
			p.Number, p.Sort = "", rapid.SampledFrom(PartnerSorts()).Draw(t, "sort")
		}
		c.With = append(c.With, p)
	}
	return c
}

// What is written is read again as it was, as a table and as JSON.
func TestContactsSurviveTheRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []Contact
		var all []Recorded
		for i := range rapid.IntRange(1, 4).Draw(t, "n") {
			c := drawnContact(t, string(rune('a'+i)))
			want = append(want, c)
			all = append(all, Recorded{Versions: []Dated[Contact]{{What: c}}})
		}
		table := WriteContacts(all)
		data, err := WriteJSON(table)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadJSON(ContactColumns, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, rows := range [][][]string{table, again} {
			got, err := ReadContacts(rows, today)
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if !got[i].Same(want[i]) {
					t.Fatalf("%+v became %+v", want[i], got[i])
				}
			}
		}
	})
}

// N-09: a name that is not known, comes twice or in other letters is refused.
func TestN09ListsInJSONTakeOnlyWhatTheyKnow(t *testing.T) {
	for text, want := range map[string]string{
		`[{"ref":"1","date":"2023-10-04"}]`: "",
		`[]`:                                "",
		`[{"ref":"1","Date":"2023-10-04"}]`: "integrity.json-name",
		`[{"ref":"1","ref":"2"}]`:           "integrity.json-name",
		`[{"published_at":"1"}]`:            "integrity.json-name",
		`[{"ref":1}]`:                       "integrity.json-row",
		`[{"ref":["1"]}]`:                   "integrity.json-row",
		`[1]`:                               "integrity.json-row",
		`[{"ref":"1"}] x`:                   "integrity.not-json",
		`[{"ref":"1"}][]`:                   "integrity.not-json",
		`[{"ref":"1"}`:                      "integrity.not-json",
		`{}`:                                "integrity.not-json",
		"[{\"ref\":\"\xff\"}]":              "integrity.not-json",
		"[" + strings.Repeat(`{},`, MostLines+1) + "{}]":    "integrity.too-long",
		`[{"ref":"` + strings.Repeat("x", mostJSON) + `"}]`: "integrity.too-large",
	} {
		_, err := ReadJSON(ContactColumns, []byte(text))
		if got := strings.Join(messages(err), " "); got != want {
			t.Errorf("%.40s: %q, want %q", text, got, want)
		}
	}
}

func TestCoverageSaysWhoSinceWhenAndHowSoon(t *testing.T) {
	good := Coverage{Covers: Text{SV: "Ledningen"}, Since: "2023-09-01", From: AgencyHead, Within: 14}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*Coverage){
		func(c *Coverage) { c.Covers = Text{} }, func(c *Coverage) { c.Since = "" },
		func(c *Coverage) { c.Since = "2023" },
		func(c *Coverage) { c.From = "" }, func(c *Coverage) { c.Within = 0 },
		func(c *Coverage) { c.Within = 366 },
		func(c *Coverage) { c.Ended = "2022-01-01" }, func(c *Coverage) { c.Ended = "snart" },
	} {
		c := good
		change(&c)
		if c.Check() == nil {
			t.Errorf("%+v is taken", c)
		}
	}
	for _, n := range []Nothing{{"2023-09-01", "2023-08-01"}, {"2023-09-01", "2024-01-01"}, {"", ""},
		{"2023", "2023-09-01"}} {
		if n.Check(today) == nil {
			t.Errorf("%+v is taken", n)
		}
	}
	if err := (Nothing{"2023-09-01", "2023-09-30"}).Check(today); err != nil {
		t.Error(err)
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`[{"ref":"1","date":"2023-10-04","place":"A","rank":"minister","unit":"k"}]`))
	f.Add([]byte(`[{"ref":"1"},{"ref":"1","organisation":"B"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadJSON(ContactColumns, data)
		if err != nil {
			return
		}
		again, err := WriteJSON(table)
		if err != nil || !json.Valid(again) {
			t.Fatal(err)
		}
		_, _ = ReadContacts(table, today)
	})
}

// N-07: the apostrophe before what looks like a formula comes off again, and no other does.
func TestN07ApostrophesComeOff(t *testing.T) {
	got := Unquoted([][]string{{"'=1+1", "'-5", "'''tis", "d'=", "''=1", "'"}})
	if want := []string{"=1+1", "-5", "'''tis", "d'=", "'=1", "'"}; !slices.Equal(got[0], want) {
		t.Errorf("%q, want %q", got[0], want)
	}
}
