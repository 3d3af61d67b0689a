package integrity

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/fault"
)

func figures() FigureSet { return FigureSets()[LatestFigures] }

func theme(id string) Theme {
	all := figures().Themes
	return all[slices.IndexFunc(all, func(t Theme) bool { return t.ID == id })]
}

// reported is what a body states of the reports of a year.
func reported(year, received, acknowledged, feedback int) Statement {
	return Statement{Year: year, Set: LatestFigures, Counts: map[string]int{
		"received": received, "acknowledged": acknowledged, "feedback": feedback}}
}

// booked adds statements one after the other.
func booked(t testing.TB, all ...Statement) Yearbook {
	t.Helper()
	var y Yearbook
	for i, s := range all {
		news, err := y.Take(s, 2026)
		if err != nil {
			t.Fatal(err)
		}
		if news {
			y.Said = append(y.Said, Dated[Statement]{Number: i + 1, What: s})
		}
	}
	return y
}

// What bodies count is never changed either: numbers would be read as counts of
// something else.
func TestK48AC4TheFilesOfFiguresNeverChange(t *testing.T) {
	pinned := map[string]string{
		"insyn-1": "f4caad7ce34d97285c082797e0f8f961e08a77df42f60bd4bab898eafd032e85",
	}
	if len(pinned) != len(FigureSets()) {
		t.Errorf("%d versions, and %d are pinned", len(FigureSets()), len(pinned))
	}
	for version, want := range pinned {
		data, err := figureSets.ReadFile("figures/" + version + ".json")
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); err != nil || got != want {
			t.Errorf("%s is not what it was: %s, %v. Make it a new version", version, got, err)
		}
	}
}

// Every number has its definition in both languages, and every heading names one column.
func TestK48AC4EveryFigureIsDefined(t *testing.T) {
	set := figures()
	if !set.Own || len(set.Themes) != 4 || len(theme("attempts").Splits[0].Parts) != 5 {
		t.Fatalf("%+v", set)
	}
	headings := map[string]string{}
	check := func(f Figure) {
		for _, text := range []Text{f.Name, f.Definition} {
			if text.SV == "" || text.EN == "" {
				t.Errorf("%s lacks a language", f.ID)
			}
		}
		for _, word := range []string{f.ID, strings.ToLower(f.Name.SV),
			strings.ToLower(f.Name.EN)} {
			if other := headings[word]; other != "" && other != f.ID {
				t.Errorf("%q names %s and %s", word, other, f.ID)
			}
			headings[word] = f.ID
		}
	}
	for _, f := range append(set.Counted(), set.Facts...) {
		check(f)
		if set.heading(strings.ToLower(f.Name.SV)) != f.ID {
			t.Errorf("%q is not read", f.Name.SV)
		}
	}
	for _, theme := range set.Themes {
		for _, s := range theme.Splits {
			check(s.Rest)
		}
	}
}

func TestAStatementIsWholeAndHolds(t *testing.T) {
	for _, row := range []struct {
		s     Statement
		field string
	}{
		{reported(2023, 12, 10, 9), ""},
		{reported(2023, 0, 0, 0), ""},
		{reported(2026, 12, 10, 9), "year"},
		{reported(1999, 12, 10, 9), "year"},
		{reported(2023, 12, 13, 9), "received"},
		{reported(2023, -1, 0, 0), "received"},
		{reported(2023, 2_000_000, 0, 0), "received"},
		{Statement{Year: 2023, Set: LatestFigures}, "year"},
		{Statement{Year: 2023, Set: LatestFigures, Counts: map[string]int{"received": 3}},
			"acknowledged"},
		{Statement{Year: 2023, Set: "other", Counts: map[string]int{"received": 3}}, "year"},
		{Statement{Year: 2023, Set: LatestFigures, Facts: map[string]bool{"acts": true}}, ""},
	} {
		err := row.s.Check(2026)
		var wrong *fault.Error
		if errors.As(err, &wrong); (wrong == nil) != (row.field == "") || wrong != nil &&
			wrong.Field != row.field {
			t.Errorf("%+v: %v", row.s, err)
		}
	}
}

// What was stated stays, later years come after earlier ones, and another
// number says why.
func TestYearsAreStatedInTheirOrderAndCorrectedWithReason(t *testing.T) {
	y := booked(t, reported(2023, 12, 10, 9), reported(2024, 20, 15, 15))
	if _, err := y.Take(reported(2022, 9, 9, 9), 2026); !fault.Is(err, fault.Refused) {
		t.Errorf("a year comes between: %v", err)
	}
	if news, err := y.Take(reported(2023, 12, 10, 9), 2026); news || err != nil {
		t.Errorf("the same again is news: %v", err)
	}
	other := reported(2023, 12, 11, 9)
	if _, err := y.Take(other, 2026); !fault.Is(err, fault.Invalid) {
		t.Errorf("another number without a reason: %v", err)
	}
	other.Why = "Räknefel"
	if news, err := y.Take(other, 2026); !news || err != nil {
		t.Errorf("%v %v", news, err)
	}
	gone := Statement{Year: 2023, Set: LatestFigures, Why: "x",
		Facts: map[string]bool{"acts": true}}
	if _, err := y.Take(gone, 2026); !fault.Is(err, fault.Refused) {
		t.Errorf("a theme is taken back: %v", err)
	}
}

// Years that are too small are shown together, as soon as there are enough.
func TestK48AC1YearsArePooled(t *testing.T) {
	y := booked(t, reported(2020, 0, 0, 0), reported(2021, 3, 3, 3), reported(2022, 1, 0, 0),
		reported(2023, 8, 8, 2), reported(2024, 2, 2, 2))
	var got []string
	for _, p := range y.Periods(LatestFigures, theme("reports")) {
		got = append(got, fmt.Sprint(p.Years, p.Open, p.Total, p.Splits))
	}
	want := []string{
		"[2020] false {0 false} [[{0 false} {0 false}] [{0 false} {0 false}]]",
		"[2021 2022 2023] false {12 false} [[{11 true} {1 true}] [{5 false} {7 false}]]",
		"[2024] true {0 false} []",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	fixed := reported(2023, 8, 6, 2)
	fixed.Why = "Två bekräftades sent"
	y.Said = append(y.Said, Dated[Statement]{Number: 6, What: fixed})
	p := y.Periods(LatestFigures, theme("reports"))[1]
	if len(p.Before) != 1 || p.Splits[0][0].N != 9 || p.Before[0].Splits[0][0].N != 11 {
		t.Errorf("what was shown before is gone: %+v", p)
	}
}

// drawn is a random history of what a body states of a theme, with corrections.
func drawn(t *rapid.T, theme Theme) Yearbook {
	var y Yearbook
	most := rapid.SampledFrom([]int{3, 7, 30}).Draw(t, "most")
	n := rapid.IntRange(1, 8).Draw(t, "years")
	last := 2010
	for range n {
		year := last + 1
		if last > 2010 && rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
			year = rapid.IntRange(2011, last).Draw(t, "corrected")
		}
		s := Statement{Year: year, Set: LatestFigures, Why: "Rättat", Counts: map[string]int{}}
		total := rapid.IntRange(0, most).Draw(t, "total")
		s.Counts[theme.Total.ID] = total
		for _, split := range theme.Splits {
			left := total
			for _, part := range split.Parts {
				s.Counts[part.ID] = rapid.IntRange(0, left).Draw(t, part.ID)
				left -= s.Counts[part.ID]
			}
		}
		if news, err := y.Take(s, 2026); err != nil {
			t.Fatal(err)
		} else if news {
			y.Said = append(y.Said, Dated[Statement]{Number: len(y.Said) + 1, What: s})
		}
		last = max(last, year)
	}
	return y
}

// public is everything that was ever shown of a body's years.
func public(y Yearbook, t Theme) []Period {
	var all []Period
	for _, p := range y.Periods(LatestFigures, t) {
		before := p.Before
		p.Before = nil
		all = append(append(all, before...), p)
	}
	return all
}

// Whatever a body states, in however many years and corrections: nothing small
// is shown; what was shown once is never shown otherwise; no year is in two
// periods; and what is hidden is one of several numbers that fit all that is
// shown, also for who knows the rule by which it was hidden (N-21).
func TestN21K48AC1NothingSmallIsShownInAnyRound(t *testing.T) {
	set := figures()
	if len(set.Themes) != 4 || theme("side-jobs").Total.ID == "" {
		t.Fatalf("%d themes", len(set.Themes))
	}
	rapid.Check(t, func(t *rapid.T) {
		reports := rapid.SampledFrom(set.Themes).Draw(t, "theme") // side jobs too: K4-6 AC4
		y := drawn(t, reports)
		seen := map[int]int{}
		for k := range y.Said {
			soFar := Yearbook{Said: y.Said[:k+1]}
			for i, p := range soFar.Periods(LatestFigures, reports) {
				for _, year := range p.Years {
					if at, was := seen[year]; was && at != i {
						t.Fatalf("%d is in two periods", year)
					}
					seen[year] = i
				}
			}
			now, then := public(Yearbook{Said: y.Said}, reports), public(soFar, reports)
			for _, p := range then {
				if !p.Open && !slices.ContainsFunc(now, func(q Period) bool { return p.Number == q.Number && p.alike(q) }) {
					t.Fatalf("%+v was shown and is gone from %+v", p, now)
				}
			}
		}
		for _, p := range public(y, reports) {
			for _, split := range append(p.Splits, []Count{p.Total}) {
				holds(t, p.Total, split)
			}
		}
	})
}

// holds tells that nothing small is shown in a row.
func holds(t *rapid.T, total Count, row []Count) {
	hidden, sum, small := 0, 0, false
	for _, c := range row {
		small = small || c.N > 0 && c.N < Least
		switch {
		case c.Hidden:
			hidden, sum = hidden+1, sum+c.N
		case c.N > 0 && c.N < Least:
			t.Fatalf("%d is shown: %v", c.N, row)
		}
	}
	if len(row) > 1 && !total.Hidden && small && (hidden < 2 || sum < Least) {
		t.Fatalf("what is hidden follows from %v of %v", row, total)
	}
}

// For each table of up to sixteen in two to six parts, of fewer where there are
// more of them: who knows the rule, and sees what is shown, still has at least two
// numbers to choose from for each small number that is hidden. Else "4 and 4 of 8" would be told by hiding it.
func TestN21WhoKnowsTheRuleStillCannotTell(t *testing.T) {
	for n, most := range map[int]int{2: 16, 3: 16, 4: 16, 5: 14, 6: 13} {
		fits := map[string][][]int{} // tables by what is shown of them
		for total := range most + 1 {
			for _, parts := range partitions(total, n) {
				shown := ""
				for j, hidden := range hiddenParts(total, parts, make([]bool, n)) {
					shown += map[bool]string{true: " x", false: fmt.Sprint(" ", parts[j])}[hidden]
				}
				if total >= Least || total == 0 {
					shown = fmt.Sprint(total, ":", shown)
				}
				fits[shown] = append(fits[shown], parts)
			}
		}
		for shown, tables := range fits {
			for j, was := range strings.Split(shown[strings.Index(shown, " ")+1:], " ") {
				values := map[int]bool{}
				for _, parts := range tables {
					values[parts[j]] = true
				}
				if was == "x" && len(values) == 1 {
					t.Errorf("%s tells that part %d is %d", shown, j, tables[0][j])
				}
			}
		}
	}
}

// partitions lists the ways of dividing a total into n parts.
func partitions(total, n int) (all [][]int) {
	if n == 1 {
		return [][]int{{total}}
	}
	for first := range total + 1 {
		for _, rest := range partitions(total-first, n-1) {
			all = append(all, append([]int{first}, rest...))
		}
	}
	return all
}

func TestK48AC3OnlyCountsAreRead(t *testing.T) {
	const secret = "Anna Exempel tog mutor"
	for name, row := range map[string]struct {
		table   [][]string
		message string
	}{
		"another column":  {[][]string{{"year", "received", "acknowledged", "feedback", secret}, {"2023", "9", "9", "9", ""}}, "integrity.other-column"},
		"twice":           {[][]string{{"year", "received", "mottagna"}, {"2023", "9", "9"}}, "integrity.other-column"},
		"words":           {[][]string{{"year", "received", "acknowledged", "feedback"}, {"2023", secret, "9", "9"}}, "integrity.only-counts"},
		"decimals":        {[][]string{{"year", "received", "acknowledged", "feedback"}, {"2023", "9.5", "9", "9"}}, "integrity.only-counts"},
		"beside":          {[][]string{{"year", "received"}, {"2023", "9", secret}}, "integrity.only-counts"},
		"without a year":  {[][]string{{"received"}, {"9"}}, "integrity.no-year"},
		"a year twice":    {[][]string{{"year", "acts"}, {"2023", "ja"}, {"2023", "nej"}}, "integrity.year-twice"},
		"a fact in words": {[][]string{{"year", "acts"}, {"2023", secret}}, "integrity.only-counts"},
		"nothing":         {[][]string{{"", ""}}, "integrity.empty-counts"},
	} {
		rows, err := ReadYears(row.table, figures())
		var wrong *fault.Error
		if !errors.As(err, &wrong) || wrong.Message != row.message || wrong.Kind != fault.Invalid {
			t.Errorf("%s: %v %v", name, rows, err)
			continue
		}
		if told, _ := json.Marshal(wrong); strings.Contains(string(told)+wrong.Error(), "Anna") {
			t.Errorf("%s: what may not be kept is quoted: %s", name, told)
		}
	}
	rows, err := ReadYears([][]string{{"\ufeffÅr", "Mottagna", "Bekräftade inom sju dagar", "Återkoppling inom tre månader", "Acts when something happens"},
		{"", "", ""}, {"2023", "12", "10", "9", "Ja"}, {"2024", "", "", "", ""}}, figures())
	want := []Statement{reported(2023, 12, 10, 9),
		{Year: 2024, Set: LatestFigures, Counts: map[string]int{}}}
	want[0].Facts = map[string]bool{"acts": true}
	if d := cmp.Diff(want, rows); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
}

// What is written is read again, the same.
func TestYearsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := drawn(t, theme("reports"))
		rows, err := ReadYears(WriteYears(y, figures()), figures())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range rows {
			if now, _ := y.Of(s.Year); !now.What.Same(s) {
				t.Fatalf("%+v is read as %+v", now.What, s)
			}
		}
	})
}

func FuzzReadYears(f *testing.F) {
	f.Add("year;received\n2023;9")
	f.Add("år;acts;x\n2023;ja;\n;;")
	f.Fuzz(func(t *testing.T, file string) {
		var table [][]string
		for line := range strings.SplitSeq(file, "\n") {
			table = append(table, strings.Split(line, ";"))
		}
		rows, err := ReadYears(table, figures())
		if err == nil && len(rows) == 0 || len(rows) > mostYears {
			t.Errorf("%d years, %v", len(rows), err)
		}
	})
}
