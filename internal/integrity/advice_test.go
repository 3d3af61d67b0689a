package integrity

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/fault"
	"insyn/internal/lang"

	_ "insyn/internal/trial/seed"
)

// reviewer is an invented source on the scale of Greco.
var reviewer = Source{ID: "granskaren-5", By: "Exempelgranskaren", Title: "Femte rundan (påhittad)",
	On: "2019-03-22", URL: "https://www.example.org/femte", Scale: "greco"}

func bodyOf(name string) string {
	if name == "Exempeldepartementet" {
		return "exempel"
	}
	return ""
}

// fifteen reads the invented list of fifteen recommendations, judged twice.
func fifteen(t *testing.T) []Case {
	t.Helper()
	f, err := os.Open("testdata/fifteen.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comma = ';'
	table, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ReadList(table, reviewer, bodyOf)
	if err != nil {
		t.Fatal(err)
	}
	var cases []Case
	for _, r := range rows {
		cases = append(cases, entered(r))
	}
	return cases
}

// entered makes a case of a row.
func entered(r Row) Case {
	said := []Said{{Recommendation: &r.Recommendation}}
	for _, a := range r.Assessments {
		said = append(said, Said{Assessment: &a})
	}
	return folded(r.Recommendation.Key(), said...)
}

var noon = time.Date(2023, 11, 27, 12, 0, 0, 0, lang.Stockholm)

// folded makes a case of what was said by turns by two people, a day apart.
func folded(key string, said ...Said) Case {
	var entries []Entry
	for i, s := range said {
		entries = append(entries, Entry{Matter: ID(key), Number: i + 1, Said: s,
			At: noon.AddDate(0, 0, i), Author: fmt.Sprint("p", i%2)})
	}
	return Fold(Matter{ID: ID(key), Kind: Advice, Body: "exempel", Key: key, Entries: len(said)}, entries)
}

func TestK41AC1TwoAssessmentsOfFifteenItems(t *testing.T) {
	cases := fifteen(t)
	want := []Round{
		{"Första efterlevnadsrapporten (påhittad)", "2021-06",
			map[string]int{"implemented": 3, "partly": 5, "not": 7}, 15},
		{"Andra efterlevnadsrapporten (påhittad)", "2023",
			map[string]int{"implemented": 9, "partly": 3, "not": 3}, 15}}
	if d := cmp.Diff(want, Rounds(cases)); d != "" {
		t.Error(d)
	}
	if ref := BySource(cases)[0][8].Now().Ref; ref != "ix" {
		t.Errorf("the ninth is %s", ref)
	}
	fourth := cases[3]
	if len(fourth.Assessments) != 2 || fourth.Assessments[0].What.Grade != "not" ||
		fourth.Assessments[1].What.Grade != "partly" {
		t.Errorf("both grades stand on the same item: %+v", fourth.Assessments)
	}
	if fourth.Now().Page != "13" || fourth.Assessments[1].What.Page != "5" {
		t.Error("the pages of the reports are kept")
	}
}

// No grade is overwritten: whatever is said later, what was said before is there still (I-2).
func TestI2WhatWasSaidStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := []Said{{Recommendation: &Recommendation{Source: reviewer, Ref: "i"}}}
		for range rapid.IntRange(1, 12).Draw(t, "entries") {
			said = append(said, anySaid(t, len(said)))
		}
		n := rapid.IntRange(1, len(said)).Draw(t, "before")
		before, after := folded("k", said[:n]...), folded("k", said...)
		for _, a := range before.Assessments {
			if !slices.Contains(after.Assessments, a) {
				t.Fatalf("the assessment %+v is gone", a)
			}
		}
		if !slices.Equal(before.Responses, after.Responses[:len(before.Responses)]) ||
			!slices.Equal(before.Versions, after.Versions[:len(before.Versions)]) ||
			!slices.Equal(before.Evidence, after.Evidence[:len(before.Evidence)]) ||
			!slices.Equal(before.FollowUps, after.FollowUps[:len(before.FollowUps)]) {
			t.Fatal("something that was said is gone")
		}
	})
}

func anySaid(t *rapid.T, last int) Said {
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		return Said{Recommendation: &Recommendation{Source: reviewer, Ref: "i",
			Why: rapid.StringMatching(`[a-z]{3}`).Draw(t, "why")}}
	case 1:
		return Said{Response: &Response{Position: rapid.SampledFrom(Positions()).Draw(t, "position")}}
	case 2:
		return Said{Evidence: &Evidence{On: "2023", Hash: rapid.StringMatching(`[0-9a-f]{64}`).Draw(t, "hash")}}
	case 3:
		return Said{FollowUp: &FollowUp{Status: rapid.SampledFrom(Statuses()).Draw(t, "status")}}
	case 4:
		return Said{Reach: &Reach{Evidence: rapid.IntRange(1, last).Draw(t, "evidence"),
			Answers: rapid.Bool().Draw(t, "answers")}}
	case 5:
		return Said{Interest: &Interest{Ended: rapid.Bool().Draw(t, "ended")}}
	}
	return Said{Assessment: &Assessment{By: "x", On: Date(rapid.SampledFrom([]string{"2019", "2021-06", "2023"}).Draw(t, "on")),
		Grade: rapid.SampledFrom([]string{"implemented", "partly", "not"}).Draw(t, "grade"), Corrects: rapid.IntRange(0, last).Draw(t, "corrects")}}
}

func TestK41AC2GradesOfAnotherScaleAreRefused(t *testing.T) {
	good := Assessment{By: "Exempelgranskaren", Round: "Rapport", On: "2023", Grade: "partly"}
	c := folded("k", Said{Recommendation: &Recommendation{Source: reviewer, Ref: "i"}})
	if err := c.Assess(good); err != nil {
		t.Error(err)
	}
	for _, grade := range []string{"", "substantial", "Partly", "done"} {
		bad := good
		bad.Grade = grade
		if err := c.Assess(bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q on Greco's scale: %v", grade, err)
		}
	}
	words := reviewer
	words.Scale = "riksrevisionen"
	c = folded("k", Said{Recommendation: &Recommendation{Source: words, Ref: "i"}})
	if err := c.Assess(good); !fault.Is(err, fault.Invalid) {
		t.Errorf("a grade where there are none: %v", err)
	}
	good.Grade = ""
	if err := c.Assess(good); !fault.Is(err, fault.Invalid) {
		t.Errorf("neither grade nor words: %v", err)
	}
	good.Words.SV = "Regeringen har inte gjort det."
	if err := c.Assess(good); err != nil {
		t.Error(err)
	}
}

func TestScalesAreWhole(t *testing.T) {
	for _, s := range Scales() {
		if s.Name.SV == "" || s.Name.EN == "" {
			t.Errorf("%s has no name", s.ID)
		}
		for _, g := range s.Grades {
			if g.Word.SV == "" || g.Word.EN == "" || !slices.Contains(Readings(), g.Reading) {
				t.Errorf("%s, %s: %+v", s.ID, g.ID, g)
			}
		}
	}
	for _, id := range []string{"greco", "oecd-wgb", "uncac", "eu-rule-of-law", "irm",
		"riksrevisionen", "statskontoret", "civil-society"} {
		if _, ok := ScaleOf(id); !ok {
			t.Errorf("no scale %s", id)
		}
	}
}

// Whether there is no answer is read off the clock, at the turn of summer time too.
func TestK41AC3NoAnswerIsComputedOnReading(t *testing.T) {
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, lang.Stockholm)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, row := range []struct {
		due        Date
		answered   string
		now        string
		want       Answering
		wantChange string
	}{
		{"2023-03-01", "", "2023-03-01 23:59", Awaited, "2023-03-02 00:00"},
		{"2023-03-01", "", "2023-03-02 00:00", Overdue, "2023-04-01 00:00"}, // across the night to 26 March
		{"2023-03-01", "", "2023-03-31 23:59", Overdue, "2023-04-01 00:00"},
		{"2023-03-01", "", "2023-04-01 00:00", Silent, ""},
		{"2023", "", "2023-12-31 23:59", Awaited, "2024-01-01 00:00"},
		{"2024-02", "", "2024-03-01 00:00", Overdue, "2024-03-31 00:00"},
		{"2023-03-01", "2023-03-01 23:59", "2030-01-01 00:00", Answered, ""},
		{"2023-03-01", "2023-03-02 00:00", "2023-03-03 00:00", AnsweredLate, ""},
		{"2023-03-01", "2023-09-02 00:00", "2023-09-03 00:00", AnsweredLate, ""},
		{"", "", "2023-03-01 12:00", NotAsked, ""},
		{"", "2023-03-01 12:00", "2023-03-02 12:00", Answered, ""},
	} {
		entries := []Entry{{Number: 1, Said: Said{Recommendation: &Recommendation{Source: reviewer, Ref: "i",
			Addressee: "exempel", Due: row.due}}}}
		if row.answered != "" {
			entries = append(entries, Entry{Number: 2, At: at(row.answered), Said: Said{Response: &Response{Position: InPart}}})
		}
		is, until := Fold(Matter{}, entries).Answering(at(row.now))
		change := ""
		if !until.IsZero() {
			change = until.Format("2006-01-02 15:04")
		}
		if is != row.want || change != row.wantChange {
			t.Errorf("due %s, answered %q, at %s: %s until %q, want %s until %q", row.due,
				row.answered, row.now, is, change, row.want, row.wantChange)
		}
	}
	nobody := folded("k", Said{Recommendation: &Recommendation{Source: reviewer, Due: "2019"}})
	if is, _ := nobody.Answering(noon); is != NotAsked {
		t.Errorf("somebody outside Insyn is said not to have answered: %s", is)
	}
}

func TestK41AC4ImplementedNeedsEvidenceAndDeadLinksChangeNoStatus(t *testing.T) {
	advice := Said{Recommendation: &Recommendation{Source: reviewer, Ref: "i"}}
	done := FollowUp{Status: Implemented, Reason: Text{SV: "Klart."}}
	if err := folded("k", advice).Follow("p", done); !fault.Is(err, fault.Refused) {
		t.Errorf("implemented, and nothing shows it: %v", err)
	}
	proof := Said{Evidence: &Evidence{Proves: Text{SV: "Mötena"}, URL: "https://www.example.se/m", On: "2023-11"}}
	c := folded("k", advice, proof)
	if err := c.Follow("p", done); err != nil {
		t.Error(err)
	}
	c = folded("k", advice, proof, Said{FollowUp: &done}, Said{Reach: &Reach{Evidence: 2}},
		Said{Reach: &Reach{Evidence: 2}})
	if since := c.Dead[2]; !since.Equal(noon.AddDate(0, 0, 3)) || c.Status() != Implemented {
		t.Errorf("not reachable since %v, and the status is %s", since, c.Status())
	}
	c = folded("k", advice, proof, Said{Reach: &Reach{Evidence: 2}},
		Said{Reach: &Reach{Evidence: 2, Answers: true}})
	if len(c.Dead) != 0 {
		t.Error("a link that answers again is said to be dead")
	}
	for _, e := range []Evidence{{}, {URL: "javascript:alert(1)"}, {Hash: "ab"}, {URL: "https://x:y@z/"}} {
		e.Proves.SV, e.On = "Något", "2023"
		if err := e.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v proves something: %v", e, err)
		}
	}
}

// Nobody decides in a matter in which they have a stake (I-4).
func TestI4NobodyDecidesWithAnInterest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := []Said{{Recommendation: &Recommendation{Source: reviewer, Ref: "i"}}}
		stake := map[string]bool{}
		for range rapid.IntRange(0, 8).Draw(t, "entries") {
			ended := rapid.Bool().Draw(t, "ended")
			stake[fmt.Sprint("p", len(said)%2)] = !ended
			said = append(said, Said{Interest: &Interest{Ended: ended}})
		}
		c := folded("k", said...)
		for _, who := range []string{"p0", "p1"} {
			err := c.Follow(who, FollowUp{Status: UnderWay, Reason: Text{SV: "Därför."}})
			if got := fault.Is(err, fault.Forbidden); got != stake[who] {
				t.Fatalf("%s with a stake %v: %v", who, stake[who], err)
			}
		}
	})
}

func TestCorrectionsStandBesideWhatTheyCorrect(t *testing.T) {
	wrong := Assessment{By: "x", Round: "R", On: "2023", Grade: "implemented"}
	right := wrong
	right.Grade, right.Corrects = "not", 2
	c := folded("k", Said{Recommendation: &Recommendation{Source: reviewer, Ref: "i"}},
		Said{Assessment: &wrong})
	if err := c.Assess(right); !fault.Is(err, fault.Invalid) {
		t.Errorf("a correction without a reason: %v", err)
	}
	right.Why = "Fel rad."
	if err := c.Assess(right); err != nil {
		t.Error(err)
	}
	c = folded("k", Said{Recommendation: &Recommendation{Source: reviewer, Ref: "i"}},
		Said{Assessment: &wrong}, Said{Assessment: &right})
	if len(c.Assessments) != 2 || len(c.Standing()) != 1 ||
		Rounds([]Case{c})[0].Counts["not"] != 1 {
		t.Errorf("%+v", c.Standing())
	}
	if err := c.Assess(right); !fault.Is(err, fault.Invalid) {
		t.Errorf("what is corrected already is corrected again: %v", err)
	}
}

func TestRepeatedAdviceIsSeenAcrossReports(t *testing.T) {
	var all []Case
	for i, repeats := range []string{"", "s0-i", "s1-i"} {
		s := reviewer
		s.ID = fmt.Sprint("s", i)
		r := Recommendation{Source: s, Ref: "i", Repeats: repeats}
		all = append(all, folded(r.Key(), Said{Recommendation: &r}))
	}
	find := func(key string) (Case, bool) {
		i := slices.IndexFunc(all, func(c Case) bool { return c.Matter.Key == key })
		return all[max(i, 0)], i >= 0
	}
	if e := Earlier(all[2], find); len(e) != 2 || e[0].Matter.Key != "s1-i" ||
		e[1].Matter.Key != "s0-i" {
		t.Errorf("earlier: %v", e)
	}
	if l := Later(all[0], all); len(l) != 1 || l[0].Matter.Key != "s1-i" {
		t.Errorf("later: %v", l)
	}
	all[0].Versions[0].What.Repeats = "s2-i" // a ring ends
	if e := Earlier(all[2], find); len(e) != 2 {
		t.Errorf("a ring of %d", len(e))
	}
}

func TestAListIsReadOrRefusedLineByLine(t *testing.T) {
	read := func(lines ...string) ([]Row, error) {
		var table [][]string
		for _, l := range lines {
			table = append(table, strings.Split(l, "|"))
		}
		return ReadList(table, reviewer, bodyOf)
	}
	rows, err := read("Nr|Rekommendation|Sida|Mottagare|Bedömning|Bedömd|Rapport", "", "1|'=Gör|12|Exempeldepartementet|Delvis genomförd|2021|R",
		"1|||||2023|R2")
	if err == nil || len(rows) != 1 {
		t.Errorf("an assessment without a grade: %v", err)
	}
	rows, err = read("Nr|Rekommendation|Sida|Mottagare|Bedömning|Bedömd|Rapport", "", "1|'=Gör|12|Exempeldepartementet|Delvis genomförd|2021|R",
		"1||||not|2023|R2")
	if err != nil || len(rows) != 1 || len(rows[0].Assessments) != 2 ||
		rows[0].Recommendation.Text.SV != "=Gör" ||
		rows[0].Recommendation.Addressee != "exempel" || rows[0].Assessments[0].Grade != "partly" || rows[0].Line != 3 {
		t.Errorf("%+v %v", rows, err)
	}
	_, err = read("ref|text|to|due|grade|assessed|round", "1|Gör|X|i våras|partly|2021|R", "2||X", "3|Gör|X||super|2021|R", "1|Gör igen|X")
	var all *fault.Error
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	var told []string
	for _, e := range append([]fault.Error{*all}, all.Also...) {
		told = append(told, fmt.Sprintf("%v %s %s", e.Values["Line"], e.Values["Column"], e.Message))
	}
	want := []string{"2 due integrity.line.date", "3 text integrity.line.missing",
		"4 grade integrity.line.not-on-scale"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	for _, bad := range [][]string{{}, {"a|b"}, {"ref|text"}} {
		if _, err := read(bad...); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	long := []string{"ref|text"}
	for range MostLines + 1 {
		long = append(long, "1|x")
	}
	if _, err := read(long...); !fault.Is(err, fault.TooLarge) {
		t.Errorf("a list without end: %v", err)
	}
}

// What is written is what is read again.
func TestListRoundTrip(t *testing.T) {
	cases := fifteen(t)
	cases[2].Assessments[0].What.Self = true
	cases[4].Versions[0].What.Text.SV = "=1+1"
	table := WriteList(cases)
	rows, err := ReadList(table, reviewer, bodyOf)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if d := cmp.Diff(cases[i].Now(), r.Recommendation); d != "" {
			t.Error(d)
		}
		for j, a := range r.Assessments {
			if d := cmp.Diff(cases[i].Assessments[j].What, a); d != "" {
				t.Error(d)
			}
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add("ref;text\n1;Gör så här\n1;;\n")
	f.Add("ref;text_sv;grade;assessed;round\ni;x;partly;2023;R\n")
	f.Fuzz(func(t *testing.T, text string) {
		in := csv.NewReader(strings.NewReader(text))
		in.Comma, in.FieldsPerRecord, in.LazyQuotes = ';', -1, true
		table, err := in.ReadAll()
		if err != nil {
			return
		}
		rows, err := ReadList(table, reviewer, bodyOf)
		if err != nil {
			if k := fault.Of(err); k != fault.Invalid && k != fault.TooLarge {
				t.Fatalf("a fault of kind %s", k)
			}
			return
		}
		for _, r := range rows {
			if err := r.Recommendation.Check(); err != nil {
				t.Fatalf("read, and wrong: %v", err)
			}
		}
	})
}
