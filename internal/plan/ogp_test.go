package plan

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/fault"
	"insyn/internal/trial"
)

// sample is real rows of the partnership's table.
func sample(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(trial.Fixtures(t, "ogp", "commitments-sample.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTableComesBackAsItWas(t *testing.T) {
	data := sample(t)
	table, err := ReadTable(data)
	if err != nil {
		t.Fatal(err)
	}
	plans := table.Plans()
	written := WriteTable(table.Rows)
	// One cell of one row begins with a dash: a spreadsheet would compute it (N-07).
	undone := bytes.Replace(written, []byte("'- Any other relevant"),
		[]byte("- Any other relevant"), 1)
	if !bytes.Equal(undone, data) || bytes.Equal(written, data) {
		t.Error("more or less than the one cell differs")
	}
	again, err := ReadTable(written)
	if err != nil || !cmp.Equal(again, table) {
		t.Error("what was written is read otherwise", err)
	}
	if rows := Rows(plans); len(rows) != len(table.Rows) {
		t.Errorf("%d rows became %d", len(table.Rows), len(rows))
	}
	if !bytes.Equal(WriteTable(again.Rows), written) {
		t.Error("the second time is not as the first")
	}
}

func TestNothingIsSaidInThreeWays(t *testing.T) {
	table, err := ReadTable(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[State]int{}
	for _, row := range table.Rows {
		for _, cell := range row {
			seen[StateOf(cell)]++
		}
	}
	for _, s := range []State{NoData, NotReviewed, NotApplicable} {
		if seen[s] == 0 {
			t.Errorf("no cell says %s", s)
		}
	}
	for _, p := range table.Plans() {
		for _, c := range p.Commitments {
			for _, j := range c.Assessments {
				if StateOf(j.Value) != Given {
					t.Fatalf("%s was assessed as %s", c.ID, j.Value)
				}
			}
		}
	}
}

func TestDatesAreUnderstoodAndNeverGuessedInSilence(t *testing.T) {
	for cell, want := range map[string]struct {
		date Date
		note Note
	}{
		"ND": {"", Absent}, "NA": {"", Absent}, "": {"", Absent},
		"9/30/2016": {"2016-09-30", Plain}, "6/6/2016": {"2016-06-06", Plain},
		"1/9/2016": {"2016-01-09", Ambiguous}, "28/5/2014": {"2014-05-28", DayFirst},
		"8/31/18": {"2018-08-31", ShortYear}, "7/15/1905": {"2023", Serial},
		"7/19/1905": {"2027", Serial}, "7/16/1905": {"2024", Serial}, "43525": {"2019-03-01", Serial},
		"July 2019": {"2019-07", MonthOnly}, "2019": {"2019", YearOnly},
		"Quarter 2 2021": {"2021-Q2", Quarter}, "IV quarter of 2019": {"2019-Q4", Quarter},
		"Spring 2019": {"", Unread}, "In progress": {"", Unread}, "Underway": {"", Unread},
		"2/30/2016": {"", Unread}, "13/13/2016": {"", Unread}, "99999": {"", Unread},
		"1905": {"", Unread}, "0/0/2016": {"", Unread},
	} {
		if date, note := ReadDate(cell); date != want.date || note != want.note {
			t.Errorf("%q: %s (%s), want %s (%s)", cell, date, note, want.date, want.note)
		}
	}
	table, err := ReadTable(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	notes := map[Note]int{}
	for _, r := range table.Remarks {
		notes[r.Note]++
		dateless := r.Note == Unread || r.Note == NoNumber || r.Note == NoLevel
		if r.Line < 2 || r.Cell == "" || dateless != (r.Read == "") {
			t.Errorf("%+v", r)
		}
	}
	for _, n := range []Note{Serial, MonthOnly, YearOnly, Ambiguous, DayFirst, Unread} {
		if notes[n] == 0 {
			t.Errorf("nothing is remarked on as %s: %v", n, notes)
		}
	}
}

// A mark that is no whole number and a level that says less than it must are
// kept as they stand, and told: nothing is made of them.
func TestNumbersAndLevelsAreKeptAndNeverGuessedInSilence(t *testing.T) {
	table, err := ReadTable(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]Note{}
	for _, r := range table.Remarks {
		told[r.Column+" "+r.Cell] = r.Note
	}
	marks, levels := map[string]string{}, map[Level]int{}
	for _, p := range table.Plans() {
		levels[p.Level]++
		for _, c := range p.Commitments {
			marks[c.ID] = c.Mark()
			if cell := c.Row[index(colNumber)]; cell != c.Mark() && StateOf(cell) == Given ||
				c.Number == 0 && c.Label != "" && told[colNumber+" "+cell] != NoNumber {
				t.Errorf("%s is counted as %q, and stands as %q", c.ID, c.Mark(), cell)
			}
		}
	}
	for id, want := range map[string]string{"CR0016": "3.2.5", "RO0018": "B.1.A",
		"GR0028": "4.4000000000000004", "COT0005": "5"} {
		if marks[id] != want {
			t.Errorf("%s: %q, want %q", id, marks[id], want)
		}
	}
	if told[colLevel+" Legacy Local"] != NoLevel || told[colLevel+" Other"] != NoLevel ||
		told[colLevel+" National"] != "" || levels[Local] != 5 || levels[OtherLevel] != 1 ||
		levels[Municipality] != 0 {
		t.Errorf("levels: %v, told %v", levels, told)
	}
	if l, exact := levelOf("Region"); l != Region || !exact {
		t.Error("a region is one")
	}
}

// table makes a table of rows that are changed by functions.
func table(changes ...func([]string)) []byte {
	var rows [][]string
	for i, change := range changes {
		row := rowOf(Content{Number: 1, Code: "XX"}, Commitment{ID: "XX000" + string(rune('1'+i))})
		change(row)
		rows = append(rows, row)
	}
	return WriteTable(rows)
}

func TestATableIsTakenWholeOrNotAtAll(t *testing.T) {
	good := func([]string) {}
	_, err := ReadTable(table(good, func(r []string) { r[0] = "XX0001" },
		func(r []string) { r[0] = "" }, func(r []string) { r[2] = "ett" }))
	var f *fault.Error
	if !errors.As(err, &f) || f.Message != "ogp.twice" || len(f.Also) != 2 ||
		f.Values["Line"] != "3" {
		t.Errorf("not every line that is wrong is told of: %v", err)
	}
	for name, data := range map[string][]byte{
		"ogp.empty":       nil,
		"ogp.header":      []byte("Commitment,x\r\n"),
		"ogp.header-long": bytes.Replace(WriteTable(nil), []byte("\r\n"), []byte(",more\r\n"), 1),
		"ogp.not-utf8":    {0xff, 0xfe, 'a'},
		"ogp.quote-open":  []byte("\"Commitment"),
		"ogp.quote-after": []byte("\"Commitment\"x"),
		"ogp.cells":       append(WriteTable(nil), "a,b\r\n"...),
	} {
		if _, err := ReadTable(data); !errors.As(err, &f) || f.Message != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a spreadsheet would compute is text (N-07), and comes back as it was.
func TestN07TableHasNoFormulas(t *testing.T) {
	for _, cell := range []string{"=1+1", "+46-1", "-a", "@x", "\t=1", " =1", "＝1", "'=1", "''=1", "\"=1"} {
		data := table(func(r []string) { r[index(colText)] = cell })
		records, err := readRecords(data)
		if err != nil || !strings.HasPrefix(records[1].cells[index(colText)], "'") {
			t.Errorf("%q stands as it is: %v", cell, err)
		}
		back, err := ReadTable(data)
		if err != nil || back.Rows[0][index(colText)] != cell {
			t.Errorf("%q came back as %q: %v", cell, back.Rows[0][index(colText)], err)
		}
	}
	for _, cell := range []string{"-1", "+2.5", "-2"} {
		if guard(cell) != cell {
			t.Errorf("the number %s became text", cell)
		}
	}
}

func TestHalfYearsInTheFormOfCanada(t *testing.T) {
	c := decided()
	c.Commitments[0].Operational = []Milestone{{ID: "o", Output: Text{EN: "=A page", SV: "En sida"},
		Owner: "Digg", Due: "2024-03"}}
	standings := map[string][]Standing{"SE0022": {{Period: "2024-1", Report: &Report{Status: Limited,
		Progress: Text{SV: "Lite", EN: "Little"}, Challenges: []Challenge{Funding, OtherCause}}},
		{Period: "2023-2", Missing: true}}}
	want := strings.Join(halfYearColumns, ",") + "\r\n" +
		"2023-07/2023-12,C02,C02.1,C02.1.1,,En kontaktpunkt,2024-06,2024-06,Digg,,,,,,,,,digg,Digg\r\n" +
		"2023-07/2023-12,C02,C02.2,C02.2.1,'=A page,En sida,2024-03,2024-03,Digg,,,,,,,,,digg,Digg\r\n" +
		"2024-01/2024-06,C02,C02.1,C02.1.1,,En kontaktpunkt,2024-06,2024-06,Digg,LP,Little,Lite,,,\"CF,OT\",,,digg,Digg\r\n" +
		"2024-01/2024-06,C02,C02.2,C02.2.1,'=A page,En sida,2024-03,2024-03,Digg,LP,Little,Lite,,,\"CF,OT\",,,digg,Digg\r\n"
	if diff := cmp.Diff(want, string(WriteHalfYears(c, "digg", "Digg", standings))); diff != "" {
		t.Error(diff)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(table(func([]string) {}))
	f.Add([]byte("\"a\nb\",c\r\n\r\n"))
	f.Add(append(WriteTable(nil), "\"=1\",'2"...))
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := ReadTable(data)
		if err != nil {
			return
		}
		read.Plans()
		again, err := ReadTable(WriteTable(read.Rows))
		if err != nil || !cmp.Equal(again.Rows, read.Rows) {
			t.Fatalf("%q was not read as it was written: %v", data, err)
		}
	})
}

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"7/15/1905", "July 2019", "99999", "1/1/01", "Quarter 1 0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, note := ReadDate(s); !d.Valid() || (d == "") != (note == Unread || note == Absent) {
			t.Fatalf("%q is %q (%s)", s, d, note)
		}
	})
}
