package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// TestNothingIsAddedUpThatWasNotAskedFor asks for a supplier by words that fit
// several or none, and for periods that are none: the page says what to do,
// and neither page nor file nor interface gives the sum of everything.
func TestNothingIsAddedUpThatWasNotAskedFor(t *testing.T) {
	h := newHouse(t)
	text := strings.ReplaceAll(canaryLedger, "2024-01", "2023-10")
	d, err := h.BringDelivery(t.Context(), h.boss, exampleBody.ID, act.BringForm{Period: "2023-10",
		Policy: ledger.Bucket, Name: "reskontra.csv"},
		func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	h.must(err)
	h.must(h.ReadDelivery(t.Context(), d.ID))
	_, err = h.PublishDelivery(t.Context(), h.boss, d.ID, "")
	h.must(err)
	const sum, file = "De största raderna", "/inkop/vy.csv"
	h.shows("/inkop", sum, file)
	for query, want := range map[string]struct {
		says   string
		status int
	}{
		"leverantor=xyzzy":    {"Ingen leverantör heter så", http.StatusOK},
		"leverantor=Exempel":  {"/inkop?fran=2023&amp;leverantor=4", http.StatusOK},
		"fran=abc":            {`id="f-fran-error"`, http.StatusUnprocessableEntity},
		"till=2023-13":        {`id="f-till-error"`, http.StatusUnprocessableEntity},
		"fran=2023-10-05":     {`value="2023-10-05"`, http.StatusUnprocessableEntity},
		"leverantor=&fran=19": {`href="#f-fran"`, http.StatusUnprocessableEntity},
	} {
		if query == "leverantor=Exempel" {
			query += "&fran=2023"
		}
		answer, body := h.fetched("/inkop?" + query)
		if answer.StatusCode != want.status || !strings.Contains(body, want.says) {
			t.Errorf("%s: %d, and %q is not said", query, answer.StatusCode, want.says)
		}
		if strings.Contains(body, sum) || strings.Contains(body, file) {
			t.Errorf("%s: everything is added up", query)
		}
		for _, path := range []string{"/inkop/vy.csv?", "/inkop/vy.parquet?",
			"/api/v1/purchases?"} {
			if answer, _ := h.fetched(path + query); answer.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s%s answers %d", path, query, answer.StatusCode)
			}
		}
	}
	h.shows("/inkop?konto=999999", "Inga rader", "Ta bort något", "Visa alla inköp")
}

// TestAPageOfPurchasesBeforeTheFirst holds that who has chosen nothing is not
// told to take something away.
func TestAPageOfPurchasesBeforeTheFirst(t *testing.T) {
	v := &visit{Printer: lang.For(lang.Swedish), Now: exampleTime}
	if got := v.noRows(purchase.View{Page: 1}); got.Title != v.T("explore.nothing") ||
		strings.Contains(got.Text, "Ta bort") {
		t.Errorf("%+v", got)
	}
}

// TestMonthsThatHaveNotEndedAreNotPublished looks at a year that was published in its November.
func TestMonthsThatHaveNotEndedAreNotPublished(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English), Now: exampleTime}
	year := purchase.Delivery{ID: "a", Period: "2023", Number: 1, Sequence: 1,
		Published: exampleTime}
	b := act.BodyLedgers{Body: exampleBody, Deliveries: []purchase.Delivery{year}}
	if got := v.coverageChip(b, 2023); got.Text != "10 of 10 so far" || got.Tone != Done {
		t.Errorf("%+v", got)
	}
	v.Now = v.Now.AddDate(1, 0, 0)
	if got := v.coverageChip(b, 2023); got.Text != "10 of 12" || got.Tone != Active {
		t.Errorf("a year later: %+v", got)
	}
	b.Deliveries[0].Report.Receipt = &ledger.Receipt{Periods: []ledger.Period{{Month: "2023-11",
		Rows: 1}}}
	if got := v.coverageChip(b, 2023); got.Text != "11 of 12" {
		t.Errorf("a month with rows: %+v", got)
	}
	v.Now = time.Date(2024, 1, 9, 12, 0, 0, 0, time.UTC)
	if got := v.coverageChip(b, 2024); got.Text != "No month yet" || got.Tone != Quiet {
		t.Errorf("in January: %+v", got)
	}
}

// TestARowSaysItsDayInWords looks at the page of a row and at rows in a list.
func TestARowSaysItsDayInWords(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English), Now: exampleTime}
	old, _ := examplePublished()
	line := exampleLine(old)
	page := v.ledgerRowPage(line)
	if !strings.HasSuffix(page.Title, "on 15\u00a0January 2024") {
		t.Errorf("the title is %q", page.Title)
	}
	for _, f := range page.Facts {
		if first := f.Term[:1]; first != strings.ToUpper(first) {
			t.Errorf("a term is %q", f.Term)
		}
	}
	if got := v.linesTable([]act.Line{line}).Rows[0][0].Text; got != v.Date(ledger.DayTime(19737)) {
		t.Errorf("the list says %q", got)
	}
	if got := v.ledgerDay("okänd"); got != "okänd" {
		t.Errorf("what is no day becomes %q", got)
	}
}

// TestSuppliersAndLedgersAreFound holds that the search of the site leads to
// what a body has published and to whom it buys of, and to no natural person.
func TestSuppliersAndLedgersAreFound(t *testing.T) {
	h := newHouse(t)
	if err := h.site.finder.buy(t.Context()); err != nil || h.site.finder.boughtMark != "" {
		t.Fatalf("there is something to find before there is anything: %v", err)
	}
	d, err := h.BringDelivery(t.Context(), h.boss, exampleBody.ID, act.BringForm{Period: "2024-01",
		Policy: ledger.Bucket},
		func(w io.Writer) error { _, err := io.WriteString(w, canaryLedger); return err })
	h.must(err)
	h.must(h.ReadDelivery(t.Context(), d.ID))
	_, err = h.PublishDelivery(t.Context(), h.boss, d.ID, "")
	h.must(err)
	h.must(h.site.finder.buy(t.Context()))
	e, err := h.Explore(t.Context(), purchase.View{Page: 1})
	h.must(err)
	first := e.Suppliers[0]
	for _, query := range []string{`"` + first.Name + `"`, first.Key,
		strings.ReplaceAll(first.Key, "-", "")} {
		f := h.found(query, "kind", string(act.FindSupplier))
		if len(f.Items) == 0 || !strings.HasSuffix(f.Items[0].URL, supplierPath(first.Key)) {
			t.Errorf("%s finds %+v", query, f.Items)
		}
	}
	f := h.found("leverantörsreskontra", "kind", string(act.FindLedger))
	if len(f.Items) != 1 || !strings.HasSuffix(f.Items[0].URL, ledgerPath(string(exampleBody.ID))) {
		t.Errorf("the ledger: %+v", f.Items)
	}
	if f := h.found("exempelsson"); f.Total != 0 {
		t.Errorf("a natural person is found: %+v", f.Items)
	}
	h.shows("/sok?slag=supplier&q="+url.QueryEscape(first.Name), "Leverantör",
		supplierPath(first.Key))
	h.shows(supplierPath(first.Key), "/inkop/vy.csv?leverantor="+first.Key, "/inkop/vy.parquet?")
	known := h.site.finder.boughtMark
	h.must(h.site.finder.buy(t.Context()))
	if h.site.finder.boughtMark != known || h.site.finder.bought["supplier/"+first.Key] == "" {
		t.Error("the same is learnt again")
	}
}

// TestTheMapOfCoverageHasABoxForEachMonth counts the boxes: a month that has
// ended is published or missing, and one that has not is neither.
func TestTheMapOfCoverageHasABoxForEachMonth(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English), Now: exampleTime}
	year := purchase.Delivery{ID: "a", Period: "2023", Number: 1, Sequence: 1,
		Published: exampleTime}
	g := v.coverageGrid([]act.BodyLedgers{{Body: exampleBody, Deliveries: []purchase.Delivery{year}},
		{Body: exampleBody}})
	if len(g.Strips) != 2 || len(g.Years) != yearsCovered ||
		g.Years[1] != (CoverageYear{"100.0", "2021"}) {
		t.Fatalf("%+v", g)
	}
	one, none := g.Strips[0], g.Strips[1]
	if len(one.Published) != 10 || len(one.Missing) != 36 || one.Published[0] != "300.0" {
		t.Errorf("who publishes: %+v", one)
	}
	if len(none.Published) != 0 || len(none.Missing) != 46 || none.Missing[45] != "375.0" {
		t.Errorf("who does not: %+v", none)
	}
	if g.Title != "10 of 92 months are published" {
		t.Errorf("the title says %q", g.Title)
	}
	if g.Height <= none.Y {
		t.Error("the last strip is cut off")
	}
	east := account.Body{ID: "east", Name: "Östmyndigheten (exempel)",
		NameEnglish: "Agency of the East (example)"}
	page := v.coveragePage([]act.BodyLedgers{{Body: exampleBody}, {Body: east}})
	if first := page.Map.Rows[0][0].Text; first != v.ledgerBody(east) ||
		page.Grid.Strips[0].Name != v.bodyName(east) {
		t.Errorf("in the order of Swedish names: %q comes first", first)
	}
}

// TestChartsOfAViewSayTheirFinding reads the titles of the drawings.
func TestChartsOfAViewSayTheirFinding(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English), Now: exampleTime}
	e := act.Explored{Ore: 400_00, Months: []ledger.Period{{Month: "", Ore: 1}, {Month: "2023-01", Ore: 300_00},
		{Month: "2023-02", Ore: 99_99}}, Suppliers: []purchase.Sum{{Key: "1", Name: "Exempel AB", Ore: 100_00}}}
	if got := v.monthsFinding(e.Months); !strings.HasPrefix(got, "Most was bought in January\u00a02023: SEK") {
		t.Errorf("the months say %q", got)
	}
	if got := v.treeFinding(e); got != "Most went to Exempel AB: 25% of the sum" {
		t.Errorf("the shares say %q", got)
	}
	e.Ore = -400_00 // credits alone have no shares
	if got := v.treeFinding(e); got != v.T("explore.tree") {
		t.Errorf("of credits the shares say %q", got)
	}
}

// TestBodiesAreComparedYearByYear reads the table that sets bodies and years side by side.
func TestBodiesAreComparedYearByYear(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English), Now: exampleTime}
	table := v.bodiesTable(act.Explored{Months: []ledger.Period{{Month: ""}, {Month: "2022-12"}, {Month: "2023-01"},
		{Month: "2023-02"}}, Bodies: []act.BodySum{{Body: exampleBody, Ore: 300, Years: map[string]int64{"2022": 100, "2023": 200}},
		{Body: account.Body{Name: "Östmyndigheten (exempel)", NameEnglish: "Agency of the East (example)"},
			Years: map[string]int64{"2023": 0}}}})
	if len(table.Columns) != 4 || table.Columns[2].Text != "2022" ||
		table.Columns[3].Text != "2023" {
		t.Fatalf("the columns are %+v", table.Columns)
	}
	if other := table.Rows[0]; other[2].Text != "nothing published" || other[3].Text != v.Money(0) {
		t.Errorf("a year without anything published says %q, one without purchases %q",
			other[2].Text, other[3].Text)
	}
	row := table.Rows[len(table.Rows)-1]
	if row[1].Text != v.Money(300) || row[2].Text != v.Money(100) || row[3].Text != v.Money(200) ||
		!strings.HasSuffix(row[0].Link, "myndighet="+string(exampleBody.ID)) {
		t.Errorf("%+v", row)
	}
}

// TestASupplierHasItsLegalForm reads the form off the first digit.
func TestASupplierHasItsLegalForm(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English)}
	for digits, want := range map[string]lang.Key{"5560360793": "explore.form-limited",
		"2120001355": "explore.form-public",
		"8020000000": "explore.form-nonprofit", "4020000016": "explore.form-none"} {
		if got := v.legalForm(digits); got != v.T(string(want)) {
			t.Errorf("%s is %q", digits, got)
		}
	}
}
