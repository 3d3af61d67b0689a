package web

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

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
		for _, path := range []string{"/inkop/vy.csv?", "/inkop/vy.parquet?", "/api/v1/purchases?"} {
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
	year := purchase.Delivery{ID: "a", Period: "2023", Number: 1, Sequence: 1, Published: exampleTime}
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
