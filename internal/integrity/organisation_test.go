package integrity

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func mention(name, number string, where Where) Mention {
	return Mention{Name: name, Number: number, Where: where, Path: "/x/" + name,
		By: "Exempelkommunen", On: "2023-10-04"}
}

// AC1: the number is the key; without one the identity is provisional, and of no other name.
func TestK410AC1TheNumberIsTheKey(t *testing.T) {
	all := Organisations([]Mention{mention("Exempelföretaget AB", "556000-0167", AsSupplier),
		mention("EXEMPELFÖRETAGET", "556000-0167", AsContact),
		mention("Exempelföretaget AB", "", AsSender),
		mention("Exempelföretaget  AB ", "", AsListed),
		mention("exempelföretaget ab", "", AsListed)},
		nil)
	var got []string
	for _, o := range all {
		got = append(got, o.ID[:2]+" "+o.Number+" "+strings.Join(o.Names, "|"))
	}
	want := []string{"p- ", "p- ", "se 556000-0167 EXEMPELFÖRETAGET|Exempelföretaget AB"}
	slices.Sort(got)
	if len(got) != 3 || got[2] != want[2] || !strings.HasPrefix(got[0], "p-  ") ||
		!strings.HasPrefix(got[1], "p-  ") {
		t.Errorf("%q", got)
	}
	for s, ok := range map[string]bool{"556000-0167": true, "5560000167": true,
		"SE556000016701": true, " 16556000-0167": true,
		"556000-0168": false, "121212-1212": false, "": false, "hej": false} {
		if number, known := OrganisationNumber(s); known != ok || ok && number != "556000-0167" {
			t.Errorf("%q is %q %t", s, number, known)
		}
	}
}

// AC3: a name that is alike is a candidate for people to look at, and no more.
func TestK410AC3LikeNamesAreCandidatesAndNeverMerged(t *testing.T) {
	mentions := []Mention{mention("Exempelföretaget AB", "556000-0167", AsSupplier),
		mention("Exempelforetaget Aktiebolag", "", AsSender),
		mention("Åhlgrens Exempel HB", "", AsSender), mention("Ahlgrens exempel, handelsbolag", "",
			AsListed),
		mention("Exempelföretaget AB", "802000-0009", AsContact), mention("Annat", "", AsListed),
		mention("AB", "", AsListed)}
	all := Organisations(mentions, nil)
	if len(all) != len(mentions) {
		t.Fatalf("%d organisations of %d mentions that share no number", len(all), len(mentions))
	}
	pairs := Candidates(all, nil)
	if len(pairs) != 3 { // the one without a number with each of the two, and the two spellings
		t.Errorf("%d pairs", len(pairs))
	}
	for _, p := range pairs {
		if p.One.Number != "" && p.Other.Number != "" {
			t.Error("two numbers are suggested as one")
		}
	}
	decided := []Verdict{{One: pairs[0].One.ID, Other: pairs[0].Other.ID, Ruling: IsDifferent,
		Why: "Olika orter."}}
	if n := len(Candidates(all, decided)); n != 2 {
		t.Errorf("%d pairs after one is decided", n)
	}
	decided = append(decided, decided[0])
	decided[1].Ruling = IsUndone
	if n := len(Candidates(all, decided)); n != 3 {
		t.Errorf("%d pairs after the decision is undone", n)
	}
}

// drawnMentions are mentions of a few names and numbers.
func drawnMentions(t *rapid.T) (all []Mention) {
	names := rapid.SampledFrom([]string{"A", "B", "C", "Å", "D AB", "d"})
	numbers := rapid.SampledFrom([]string{"", "", "556000-0167", "802000-0009"})
	for range rapid.IntRange(1, 12).Draw(t, "n") {
		all = append(all, mention(names.Draw(t, "name"), numbers.Draw(t, "number"),
			rapid.SampledFrom(Wheres()).Draw(t, "where")))
	}
	return all
}

// AC2: what people decide is kept apart from the data. When all of it is undone
// everything is as it was; and no decisions make one organisation of two numbers.
func TestK410AC2MergesAreReversible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentions := drawnMentions(t)
		before := Organisations(mentions, nil)
		var verdicts []Verdict
		for range rapid.IntRange(0, 8).Draw(t, "verdicts") {
			a, b := rapid.SampledFrom(before).Draw(t, "a"), rapid.SampledFrom(before).Draw(t, "b")
			if a.ID != b.ID {
				verdicts = append(verdicts, Verdict{a.ID, b.ID, rapid.SampledFrom(Rulings()).Draw(t, "ruling"),
					"Skäl."})
			}
		}
		after, n := Organisations(mentions, verdicts), 0
		for _, o := range after {
			n += len(o.Mentions)
			for _, m := range o.Mentions {
				if m.Number != "" && m.Number != o.Number {
					t.Fatalf("%s has the number %s", o.ID, m.Number)
				}
			}
		}
		if n != len(mentions) {
			t.Fatalf("%d of %d mentions are left", n, len(mentions))
		}
		if again := Organisations(rapid.Permutation(mentions).Draw(t, "again"),
			verdicts); !reflect.DeepEqual(again, after) {
			t.Fatal("the order of what is read matters")
		}
		for _, v := range slices.Clone(verdicts) {
			v.Ruling = IsUndone
			verdicts = append(verdicts, v)
		}
		if undone := Organisations(mentions, verdicts); !reflect.DeepEqual(undone, before) {
			t.Fatalf("%+v, want %+v", undone, before)
		}
	})
}

func TestTwoNumbersAreTwoOrganisations(t *testing.T) {
	a, b := mention("A", "", AsSender), mention("B", "556000-0167", AsSupplier)
	c := mention("C", "802000-0009", AsSupplier)
	chain := []Verdict{{a.Identity(), b.Identity(), IsSame, "x"}}
	for v, want := range map[Verdict]bool{{b.Identity(), c.Identity(), IsSame, "x"}: true,
		{a.Identity(), c.Identity(), IsSame, "x"}:      true,
		{a.Identity(), c.Identity(), IsDifferent, "x"}: false,
		{a.Identity(), b.Identity(), IsSame, "x"}:      false} {
		if got := Joins(chain, v); got != want {
			t.Errorf("%v joins two numbers: %t", v, got)
		}
	}
	all := Organisations([]Mention{a, b, c}, append(chain, Verdict{a.Identity(), c.Identity(), IsSame,
		"x"}))
	if len(all) != 2 {
		t.Errorf("%d organisations", len(all))
	}
}

func TestVerdictsAndEntriesAreChecked(t *testing.T) {
	good := Verdict{"p-0123456789abcdef", "se-5560000167", IsSame, "Samma webbplats."}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, v := range []Verdict{{}, {good.One, good.One, IsSame, "x"},
		{"p-012345", good.Other, IsSame, "x"}, {good.One, "se-1212121212", IsSame, "x"},
		{good.One, "x-5560000167", IsSame, "x"}, {good.One, good.Other, "maybe", "x"},
		{good.One, good.Other, IsSame, " "}} {
		if v.Check() == nil {
			t.Errorf("%+v is taken", v)
		}
	}
	entered := Entered{"556000-0167", "Exempelföretaget AB", "https://www.example.se/register",
		"2023-10-04"}
	if err := entered.Check(); err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*Entered){func(e *Entered) { e.Number = "" },
		func(e *Entered) { e.Number = "19121212-1212" },
		func(e *Entered) { e.Name = "Ехempel" }, func(e *Entered) { e.Source = "" },
		func(e *Entered) { e.Source = "ftp://x" },
		func(e *Entered) { e.On = "2023" }} {
		e := entered
		change(&e)
		if e.Check() == nil {
			t.Errorf("%+v is taken", e)
		}
	}
}

// What is written is read again as it was, as a table and as JSON.
func TestK410ListsSurviveTheRoundTrip(t *testing.T) {
	entered := []Entered{{"556000-0167", "=Exempel AB", "https://www.example.se/register",
		"2023-10-04"},
		{"802000-0009", "Föreningen 'Exempel'", "https://www.example.se/annat", "2023-10-05"}}
	verdicts := []Verdict{{"p-0123456789abcdef", "se-5560000167", IsSame, "Samma; webbplats"},
		{"p-0123456789abcdef", "p-fedcba9876543210", IsDifferent, "Nej."}}
	for _, rows := range [][][]string{WriteEntered(entered),
		throughJSON(t, EnteredColumns, WriteEntered(entered))} {
		if got, err := ReadEntered(rows); err != nil || !slices.Equal(got, entered) {
			t.Errorf("%+v %v", got, err)
		}
	}
	for _, rows := range [][][]string{WriteVerdicts(verdicts),
		throughJSON(t, VerdictColumns, WriteVerdicts(verdicts))} {
		if got, err := ReadVerdicts(rows); err != nil || !slices.Equal(got, Standing(verdicts)) {
			t.Errorf("%+v %v", got, err)
		}
	}
	for text, want := range map[string]string{"one;x\n": "integrity.list-headings",
		"one;other\n":                            "integrity.empty-list",
		"one;other;ruling;why\np-1;p-2;same;x\n": "integrity.line.pair", "one;other\n" +
			strings.Repeat("a;b\n", MostLines+1): "integrity.too-long"} {
		if _, err := ReadVerdicts(rowsOf(text)); !slices.Contains(messages(err), want) {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

func throughJSON(t *testing.T, columns [][]string, table [][]string) [][]string {
	t.Helper()
	data, err := WriteJSON(table)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadJSON(columns, data)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// AC5: each statement says who states it, when, and from what kind of source.
func TestK410AC5StatementsSayWhoAndWhen(t *testing.T) {
	mentions := []Mention{mention("Exempelföretaget AB", "556000-0167", AsSupplier),
		mention("Exempelmyndigheten", "202100-0019", AsBody),
		{Name: "Nätverket", Where: AsSender, Path: "/v", On: "2023-10-04"}}
	kinds := map[string]string{"se-5560000167": "registeredEntity Company",
		"se-2021000019": "stateBody PublicBody"}
	seen := map[string]bool{}
	for _, o := range Organisations(mentions, nil) {
		for _, s := range o.Statements("Insyn",
			func(m Mention) string { return "https://insyn.example.se" + m.Path }) {
			if len(s.StatementID) != 64 || seen[s.StatementID] || s.StatementDate == "" ||
				s.Source.AssertedBy[0].Name == "" ||
				len(s.Source.Type) != 1 || s.Publication.Version != "0.4" {
				t.Errorf("%+v", s)
			}
			seen[s.StatementID] = true
			again := o.Statements("Annan", func(Mention) string { return "" })[0]
			if again.StatementID != s.StatementID {
				t.Error("the same statement has another name where another publishes it")
			}
			want := kinds[o.ID]
			if want == "" {
				want = "unknownEntity Organization"
			}
			if got := s.RecordDetails.EntityType.Type + " " +
				o.FtM(func(Organisation) string { return "x" }).Schema; got != want {
				t.Errorf("%s is %s, want %s", o.ID, got, want)
			}
		}
	}
	first := Organisations(mentions[2:], nil)[0].FtM(func(o Organisation) string { return "https://x/" + o.ID })
	if data, err := json.Marshal(first); err != nil || !strings.Contains(string(data),
		`"schema":"Organization"`) ||
		strings.Contains(string(data), "registrationNumber") {
		t.Errorf("%s %v", data, err)
	}
	if rows := WriteOrganisations(Organisations(mentions, nil)); len(rows) != 4 ||
		rows[1][4] != "true" || rows[1][7] != "Nätverket" {
		t.Errorf("%q", rows)
	}
}
