package web

import (
	"encoding/json"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/plan"
)

// planned is a house with the plans that Insyn ships.
func planned(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	bodies, err := h.Bodies(t.Context())
	h.must(err)
	_, err = h.ImportPlans(t.Context(), account.System, bodies[0].ID, plan.Sweden(), "Inläst.")
	h.must(err)
	return h
}

// shows demands that a page says each of the words.
func (h *house) shows(path string, words ...string) {
	h.t.Helper()
	_, body := h.fetch(path, 200)
	text := strings.ReplaceAll(string(body), "\u00a0", " ")
	for _, w := range words {
		if !strings.Contains(text, w) {
			h.t.Errorf("%s does not say %q", path, w)
		}
	}
}

func TestPlanPagesTellWhatIsKnownAndWhatIsMissing(t *testing.T) {
	h := planned(t)
	h.shows("/plan", "Sveriges handlingsplan 5", "4 åtaganden", "Åtagandena är inte inlagda")
	h.shows("/en/plan/sverige-5", "June 2023", `lang="sv">Inköpsdata`, "What is promised")
	h.shows("/plan/sverige-3", "Inget skrivs i stället för dem")
	h.shows("/plan/sverige-5/atagande/SE0021", "Antagande av Open Data Charters stadga", "Text som saknas här",
		"Regeringen har beslutat", "4 april 2023", "Inga delmål är satta")
	h.shows("/plan/sverige-5/atagande/SE0022", "Low", "Inget att räkna på än")
	h.shows("/plan/sverige-5/krav?dag=2023-12-31", "gått 312 dagar", "obekräftad ordalydelse",
		"på det som är registrerat här")
	h.shows("/plan/sverige-5/versioner", "Version 1", "Inläst.")
	h.shows("/matt/charter-documents", "<polyline", "Räkna själv")
	h.shows("/matt/meetings", "Det finns inga siffror ännu")
	h.fetch("/plan/sverige-5/krav?dag=igar", 422)
	h.fetch("/plan/sverige-5/atagande/SE0099", 404)
	h.fetch("/plan/sverige-9", 404)
	h.fetch("/matt/annat", 404)
}

// Whoever fetches the facts can compute the same numbers.
func TestMeasuresCanBeComputedFromThePublicFacts(t *testing.T) {
	h := planned(t)
	_, body := h.fetch("/matt/underlag.json", 200)
	var got plan.Facts
	h.must(json.Unmarshal(body, &got))
	want, err := h.MeasureFacts(t.Context())
	h.must(err)
	for _, d := range plan.Definitions() {
		a, b := d.History(got, h.clock(), h.clock().Location()), d.History(want, h.clock(), h.clock().Location())
		if len(a) != len(b) || len(a) > 0 && a[len(a)-1] != b[len(b)-1] {
			t.Errorf("%s: %v of the public facts, %v here", d.ID, a, b)
		}
	}
	if len(got.Entries) != 1 {
		t.Errorf("entries: %+v", got.Entries)
	}
	header, table := h.fetch("/plan/sverige-5/ogp.csv", 200)
	read, err := plan.ReadTable(table)
	if err != nil || len(read.Rows) != 4 || header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("the table has %d rows: %v", len(read.Rows), err)
	}
}
