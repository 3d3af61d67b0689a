package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/lang"
)

// A body states its counts on the page and in a file; small numbers are not
// shown on any page, in the file or by the API (I-5), and each number stands
// beside its definition.
func TestK48AC1CountsAreStatedAndSmallOnesHidden(t *testing.T) {
	h := newHouse(t)
	boss, reader := h.signedInAs("boss", account.Publisher), h.signedInAs("reader", account.Reader)
	at := yearlyPathOf(exampleBody.ID)
	shows(t, boss.get(at), "Lämna årlig statistik", "Trakasserier")
	h.shows(yearlyPath, "Exempeldepartementet", "Har inte lämnat uppgifter")
	h.fetch(yearlyPath+"/"+string(exampleBody.ID), 404)
	for _, row := range []struct {
		status int
		word   string
		fields []string
	}{
		{422, "Skriv ett år som är slut", []string{"year", "2023", "received", "9", "acknowledged", "9", "feedback", "9"}},
		{422, "Skriv ett heltal", []string{"year", "2021", "received", "nio", "acknowledged", "9", "feedback", "9"}},
		{422, "det här talet saknas", []string{"year", "2021", "received", "9"}},
		{422, "Delarna är fler än det hela", []string{"year", "2021", "received", "9", "acknowledged", "10", "feedback", "9"}},
		{303, "", []string{"year", "2021", "received", "77", "acknowledged", "74", "feedback", "60", "acts", "yes"}},
		{422, "Skriv varför de ändras", []string{"year", "2021", "received", "78", "acknowledged", "74", "feedback", "60"}},
	} {
		if got := boss.send(at, at, row.fields...); got.status != row.status ||
			!strings.Contains(got.body, row.word) {
			t.Errorf("%v: %d, want %d and %q", row.fields, got.status, row.status, row.word)
		}
	}
	file := boss.sendFile(at, at+"/fil", "file", "tal.csv",
		[]byte("år;received;acknowledged;feedback\n2022;3;3;3\n"))
	if file.status != 303 {
		t.Errorf("a file: %d", file.status)
	}
	refused := boss.sendFile(at, at+"/fil", "file", "tal.csv",
		[]byte("år;ärende\n2022;Exempelchefen tog mutor\n"))
	if refused.status != 422 || !strings.Contains(refused.body, "Inget av den har sparats") ||
		strings.Contains(refused.body, "mutor") {
		t.Errorf("a case is taken or quoted: %d", refused.status)
	}
	h.shows(yearlyPath+"/"+string(exampleBody.ID), "77", "visas inte", "för få än",
		"Bekräftade senast den sjunde dagen",
		"insyn-1", "Ingen annan har granskat")
	h.shows("/en"+yearlyPath+"/"+string(exampleBody.ID), "not shown", "too few yet",
		"no later than the seventh day")
	_, table := h.fetch(yearlyPath+"/tal.csv", 200)
	_, api := h.fetch("/api/v1/integrity/numbers", 200)
	agrees(t, "YearlyNumbers", api)
	_, page := h.fetch(yearlyPath+"/"+string(exampleBody.ID), 200)
	for where, text := range map[string]string{"page": string(page), "file": string(table),
		"API": string(api)} {
		if strings.Contains(text, ">74<") || strings.Contains(text, ";74") || strings.Contains(text, ": 74") || strings.Contains(text, ">3<") || strings.Contains(text, `"count": 3`) {
			t.Errorf("the %s shows a small number or what it follows from", where)
		}
	}
	h.fetch(yearlyPath+"/tal.csv?myndighet=annan", 404)
	own := reader.get(at + "/tal")
	if own.status != 200 || !strings.Contains(own.body, "2022;3;3;3") {
		t.Errorf("what was stated cannot be got by the body: %d", own.status)
	}
	if again := boss.sendFile(at, at+"/fil", "file", "tal.csv", []byte(own.body)); again.status != 303 {
		t.Errorf("what was written is not read: %d", again.status)
	}
	h.shows(yearlyPath, "2021–2022")
	shows(t, reader.get(at), "Ni har lämnat uppgifter för 2021–2022")
	if strings.Contains(reader.get(at).body, "fran-fil") {
		t.Error("a reader is offered the form")
	}
}

// The file has the numbers of the page, in its order, and the same each time (I-3).
func TestI3TheYearlyTableEqualsThePage(t *testing.T) {
	all := exampleYearbooks()
	v := exampleVisit(lang.For(lang.Swedish))
	page := v.yearlyPage(Page{}, exampleBody, all.Of[string(exampleBody.ID)])
	var shown []string
	for _, theme := range page.Themes {
		for _, row := range theme.Numbers.Rows {
			for _, c := range row[1:] {
				shown = append(shown, strings.NewReplacer("visas inte", "", "för få än", "").Replace(c.Text))
			}
		}
	}
	first, err := spreadsheet(yearlyRows(all, ""))
	if err != nil {
		t.Fatal(err)
	}
	second, _ := spreadsheet(yearlyRows(exampleYearbooks(), string(exampleBody.ID)))
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(first, []byte("\ufeff"))))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil || !bytes.Equal(first, second) || len(rows) != len(shown)+1 {
		t.Fatalf("%d rows, %d numbers, %v", len(rows), len(shown), err)
	}
	for i, n := range shown {
		if rows[i+1][7] != n {
			t.Errorf("the table has %q, and the page %q", rows[i+1], n)
		}
	}
	var a, b bytes.Buffer
	_ = json.NewEncoder(&a).Encode(yearlyNumbers(all, ""))
	_ = json.NewEncoder(&b).Encode(yearlyNumbers(exampleYearbooks(), ""))
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the API answers otherwise the second time")
	}
}

// Whoever counts the days of a report leaves no trace.
func TestK48AC2DeadlinesAreCountedWithoutATrace(t *testing.T) {
	h := newHouse(t)
	h.shows(yearlyPath+"/tidsgranser?kom=2024-11-28&bekraftad=2024-11-30", "5 december 2024",
		"28 februari 2025")
	h.shows("/en"+yearlyPath+"/tidsgranser?kom=2024-02-31", "Write a date that is in the calendar")
	got, _ := h.fetched(yearlyPath + "/tidsgranser")
	if len(got.Header["Set-Cookie"]) > 0 || got.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%v", got.Header)
	}
	for _, row := range (&Server{options: Options{Desk: h.Desk}}).yearlyRoutes() {
		if strings.HasSuffix(row.Pattern, "tidsgranser") && !row.Silent {
			t.Error("it is logged")
		}
	}
}
