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
	_, body := h.fetch("/plan/sverige-5", 200)
	if strings.Contains(string(body), "Samråd om genomförandet") {
		t.Error("what has not happened is told as what has")
	}
	h.shows("/plan/sverige-3", "För planen gällde äldre regler", "Namnet på sidan är Insyns eget")
	h.shows("/plan/sverige-5/forum", "minst 1")
	h.shows("/matt/charter-documents", "1 myndighet<")
	h.shows("/plan/sverige-3", "Inget skrivs i stället för dem")
	h.shows("/plan/sverige-5/atagande/SE0021", "Antagande av Open Data Charters stadga",
		"Text som saknas här",
		"Regeringen har beslutat", "4 april 2023", "Inga delmål är satta")
	h.shows("/plan/sverige-5/atagande/SE0022", "Low", "Inget att räkna på än")
	h.shows("/plan/sverige-5/atagande/SE0024",
		"Myndigheter med en aktuell analys av risken för korruption",
		"Rekommendationer som har besvarats i tid",
		"Myndigheter som har självvärderat sitt arbete mot korruption",
		"Självvärdering: ledning och organisering", "Självvärdering: kunskap och medvetenhet",
		"Självvärdering: risker och riskanalyser", "Självvärdering: åtgärder",
		"Varningssignaler om inköp som har följts upp")
	h.must(h.ProveCommitment(t.Context(), h.boss, "sverige-5", "SE0024", plan.Evidence{Kind: plan.Link,
		Proves: plan.Text{SV: "En riskanalys."}, On: "2023-05-02", URL: "https://www.example.se/analys",
		Of: "risk-analyses", Body: "Exempelmyndigheten"}))
	h.shows("/matt/risk-analyses", "1 myndighet<", "Räknas till och med", "2 maj 2025",
		"Gränsen 24 månader är Insyns egen")
	h.shows("/plan/sverige-5/krav?dag=2023-12-31", "är inte registrerat här, så av det",
		"obekräftad ordalydelse",
		"på det som är registrerat här")
	h.shows("/plan/sverige-5/versioner", "Version 1", "Inläst.")
	h.shows("/matt/charter-documents", "<polyline", "Räkna själv")
	h.shows("/matt/meetings", "Det finns inga siffror ännu")
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

// An agency reports late, and says why; without a reason it is asked for one.
// What proves something is added in public, and only then a commitment is complete.
func TestACommitmentIsReportedAndProven(t *testing.T) {
	h := planned(t)
	const path = "/arbete/plan/sverige-5/atagande/SE0023"
	h.shows("/plan/sverige-5/atagande/SE0023", "Rapport senast", "Inget underlag är inlagt")
	c := h.signedInAs("petra", account.Publisher)
	report := func(fields ...string) int {
		return c.send(path, path+"/rapport", append([]string{"period", "2023-2"}, fields...)...).status
	}
	if got := report("status", "limited", "progress", "Ett möte."); got != 422 {
		t.Errorf("little done, and no reason: %d", got)
	}
	if got := report("status", "complete", "progress", "Allt."); got != 409 {
		t.Errorf("complete, and nothing proves it: %d", got)
	}
	if got := report("status", "limited", "progress", "Ett möte.", "challenges", "resources",
		"why", "Tjänsten är vakant."); got != 303 {
		t.Errorf("late, with a reason: %d", got)
	}
	if got := c.send(path, path+"/underlag", "proves", "Reskontran är publicerad.", "url", "javascript:alert(1)",
		"on", "2023-11-20").status; got != 422 {
		t.Errorf("a link that is none: %d", got)
	}
	if got := c.send(path, path+"/underlag", "proves", "Reskontran är publicerad.", "on", "2023-11-20",
		"url", "https://example.se/reskontra", "measure", "ledgers", "of", "Exempelmyndigheten").status; got != 303 {
		t.Errorf("evidence: %d", got)
	}
	if got := c.send(path, path+"/delmal", "output", "En reskontra", "owner", "Exempelmyndigheten",
		"due", "2024-03-01").status; got != 422 {
		t.Errorf("a milestone that wants no evidence: %d", got)
	}
	if got := c.send(path, path+"/underlag", "live", "answered", "live-proves", "x").status; got != 422 {
		t.Errorf("a measure that is not the commitment's as evidence: %d", got)
	}
	if got := c.send(path, path+"/underlag", "live", "ledgers", "live-proves",
		"En myndighet är öppen.").status; got != 303 {
		t.Errorf("a measure as evidence: %d", got)
	}
	h.shows("/plan/sverige-5/atagande/SE0023", "En myndighet är öppen.", "Levande mått",
		`href="/matt/ledgers">Myndigheter som har publicerat sina inköpsdata: 1 myndighet (andra halvåret 2023)`)
	h.shows("/matt/ledgers", `href="/plan/sverige-5/atagande/SE0023#underlag">Exempelmyndigheten`,
		`href="https://example.se/reskontra"`)
	if got := c.send(path, path+"/delmal", "output", "En reskontra", "owner", "Exempelmyndigheten",
		"due", "2024-03-01", "wanted", "En länk till reskontran").status; got != 303 {
		t.Errorf("a milestone: %d", got)
	}
	if got := report("status", "complete", "progress", "Allt."); got != 303 {
		t.Errorf("complete, and proven: %d", got)
	}
	h.shows("/plan/sverige-5/atagande/SE0023", "Helt genomfört", "Reskontran är publicerad.",
		"tillagt i efterhand", "example.se/reskontra", "En länk till reskontran")
	h.shows("/matt/ledgers", "1 myndighet ")
	h.shows("/plan/sverige-5/versioner", "Version 4", "En reskontra",
		"Publicerad av Exempeldepartementet, i rollen publicerare.", "Inläst från kommandoraden")
	h.shows("/en/plan/sverige-5/versioner", "in the role of publisher.")
	h.shows("/plan/sverige-5/halvar.csv", "2023-07/2023-12,C03,C03.1,C03.1.1,,En reskontra,2024-03-01")
}
