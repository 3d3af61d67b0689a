package web

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/integrity"
	"insyn/internal/plan"
)

// inOrder demands that a page says each of the words, one after the other.
func (h *house) inOrder(path string, words ...string) {
	h.t.Helper()
	_, body := h.fetch(path, 200)
	rest := strings.ReplaceAll(string(body), "\u00a0", " ")
	for _, w := range words {
		_, after, ok := strings.Cut(rest, w)
		if !ok {
			h.t.Errorf("%s does not say %q, or not there", path, w)
			continue
		}
		rest = after
	}
}

// underWay is a plan that goes on: a milestone that is late and one ahead, a
// report, a meeting ahead with a view that waits for an answer, a forum, and a
// recommendation that nobody has answered.
func underWay(t *testing.T) *house {
	h := planned(t)
	for _, m := range []plan.Milestone{{Output: plan.Text{SV: "Andra reskontran"}, Due: "2024-03-01"},
		{Output: plan.Text{SV: "Första reskontran"}, Due: "2023-10"}} {
		m.Owner, m.Wanted = "Exempelmyndigheten", plan.Text{SV: "Länken till reskontran"}
		h.must(h.PlanMilestone(t.Context(), h.boss, "sverige-5", "SE0023", m))
	}
	h.must(h.ReportCommitment(t.Context(), h.boss, "sverige-5", plan.Report{Commitment: "SE0023",
		Period: "2023-2", Status: plan.Limited, Progress: plan.Text{SV: "Lite är gjort."},
		Why: plan.Text{SV: "Tjänsten är vakant."}, Challenges: []plan.Challenge{plan.Resources}}))
	h.said(h.open(listening()), "Vi saknar leverantörsdata.")
	h.advised()
	p, err := h.PublicPlan(t.Context(), "sverige-5")
	h.must(err)
	h.must(h.SetCouncil(t.Context(), h.boss, "sverige-5", p.Plan.Current, plan.Council{
		Name: plan.Text{SV: "Forum för öppenhet"}, Rules: plan.Text{SV: "Alla får ta upp frågor."},
		RulesOn: "2023-04-03", URL: "https://example.se/regler", Members: []plan.Member{
			{Name: "Tidigare Exempel", Kind: plan.OfCivilSociety, From: "2021-01-01",
				Until: "2022-12-31"},
			{Name: "Exempelmyndigheten", Kind: plan.OfGovernment, From: "2023-01-01"},
			{Name: "Föreningen Exempel", Kind: plan.OfCivilSociety, From: "2023-01-01",
				Until: "2024-12-31"},
			{Name: "Exempelstads universitet", Kind: plan.OfOthers, From: "2023-01-01"}}},
		"Forumet."))
	return h
}

// A citizen sees on the front page where to take part next, what was promised,
// what it is measured by and what is late, in that order.
func TestTheFrontPageTellsWhatIsPromisedMeasuredLateAndNext(t *testing.T) {
	h := underWay(t)
	h.inOrder("/", "Här kan du delta härnäst", "Title å", "Det här är lovat",
		`/plan/sverige-5/atagande/SE0021">`, "Antagande av Open Data Charters stadga", `href="/matt/charter-documents">`,
		": 1 myndighet", "Inköpsdata", `href="/matt/ledgers">`, "Hela handlingsplanen", "Det här är sent",
		"oktober 2023", "Inköpsdata", "Första reskontran", "skulle ha varit klart 31 oktober 2023",
		"Tjänsten är vakant.", `<span class="number">1</span>`, "rekommendation har inte fått svar i tid")
	h.inOrder("/en", "What is promised", "What is late", `<span lang="sv">Första reskontran</span>`)
}

// The calendar has each day that somebody has to keep, in the order in which
// they come, and what leads to it; the days of the standards lead to the verdict.
func TestTheCalendarHasEveryDayInOrder(t *testing.T) {
	h := underWay(t)
	h.inOrder("/plan/sverige-5/kalender", "12 december 2023", "Möte: Title å", `href="/samrad/title-a">`,
		"Svar på synpunkter: Title å", `href="/samrad/title-a/svar">`,
		"1 februari 2024", "Rapport för andra halvåret 2023: Antagande av Open Data Charters stadga",
		`href="/plan/sverige-5/atagande/SE0021">`, "1 mars 2024", "Delmål: Andra reskontran (Inköpsdata)",
		`href="/plan/sverige-5/atagande/SE0023">`, "OGP:s krav", "27 maj 2024",
		`<a href="/plan/sverige-5/krav#krav-2-2">Arkivet fylls på minst två gånger om året.</a>`)
	_, body := h.fetch("/plan/sverige-5/kalender", 200)
	for _, done := range []string{"Första reskontran",
		"Rapport för andra halvåret 2023: Inköpsdata"} {
		if strings.Contains(string(body), done) {
			t.Errorf("%s lies ahead", done)
		}
	}
	h.inOrder("/en/plan/sverige-5/kalender", "12 December 2023", "Meeting: Title",
		"1 February 2024",
		"/en/plan/sverige-5/krav#krav-2-2")
}

// Everybody sees who sits in the forum, for whom and until when, by which rules,
// when it has met and when it is due to meet.
func TestTheForumShowsMembersByKindTermsMeetingsAndTheNext(t *testing.T) {
	h := underWay(t)
	h.inOrder("/plan/sverige-5/forum", "Forum för öppenhet",
		"Det senaste mötet hölls 22 februari 2023. Nästa ska hållas senast 22 augusti 2023.",
		"Dagen har passerat",
		"Alla får ta upp frågor.", "Gäller från 3 april 2023.", "https://example.se/regler", "Det offentliga",
		"1 plats", "Civilsamhället", "1 plats", "Andra", "1 plats",
		"Exempelmyndigheten", "från 1 januari 2023", "Föreningen Exempel",
		"1 januari 2023 till 31 december 2024",
		"Exempelstads universitet", "Tidigare Exempel", "1 januari 2021 till 31 december 2022", "Möten", "22 februari 2023")
	h.move(exampleTime.AddDate(0, 0, 16)) // after the meeting of 12 December
	h.inOrder("/en/plan/sverige-5/forum", "12 December 2023", "12 June 2024", "12 December 2023",
		"22 February 2023")
	_, body := h.fetch("/en/plan/sverige-5/forum", 200)
	if strings.Contains(string(body), "The day has passed") {
		t.Error("the next meeting is overdue although one was held")
	}
}

// What others judge stands beside what those who report say, and where they
// part it shows: on the reviewer's page and on that of the commitment.
func TestJudgementsStandBesideTheReportAndPartVisibly(t *testing.T) {
	h := underWay(t)
	boss := h.signedInAs("boss", account.Publisher)
	const at = "/arbete/plan/sverige-5/atagande/SE0023"
	judge := func(pairs ...string) int {
		return boss.send(at, at+"/bedomning",
			append(pairs, "judged-on", "2023-11-01", "judged-in", "sv",
				"judge-source", "https://example.org/omdome", "judge", "Föreningen Exempel")...).status
	}
	if got := judge("scale", "own", "value", "4 av 5"); got != 422 {
		t.Errorf("a scale without a name: %d", got)
	}
	for _, sent := range [][]string{
		{"scale", "own", "scale-named", "Föreningens betyg", "value", "4 av 5", "means",
			"substantial"},
		{"scale", "own", "scale-named", "Samverkan", "value", "bra"},
		{"scale", "completion", "value", "No Evidence Available", "judge", "IRM", "judged-in", "en"},
		{"scale", "completion", "value", "Begränsat"}} {
		if got := judge(sent...); got != 303 {
			t.Errorf("%v: %d", sent, got)
		}
	}
	for _, page := range []string{"/granskning", "/atagande/SE0023"} {
		h.inOrder("/plan/sverige-5"+page, "Föreningen Exempel", "Föreningens betyg", "4 av 5",
			"Påbörjat", "1 steg högre",
			"Samverkan", "bra", "rapporteras inte på den skalan", "–",
			"IRM", "Genomförande", "No Evidence Available", "Påbörjat", "1 steg lägre",
			"Genomförande", "Begränsat", "Påbörjat", "Samma")
	}
	h.shows("/plan/sverige-5/granskning", "2 bedömningar skiljer sig från den egna rapporten")
	h.inOrder("/en/plan/sverige-5/granskning", `<span lang="sv">Föreningens betyg</span>`, "1 step higher", "1 step lower")
}

var dotTitle, tableRow = regexp.MustCompile(`<circle [^>]*><title>([^<]*)</title>`),
	regexp.MustCompile(`<tr><td data-label="[^"]*">([^<]*)</td><td data-label="[^"]*" class="figure">([^<]*)</td>`)

// The table under a chart has the values of the drawing in the same words.
func TestTheTableUnderAChartSaysWhatItShows(t *testing.T) {
	h := planned(t)
	h.move(exampleTime.Add(time.Hour))
	for _, prefix := range []string{"", "/en"} {
		_, body := h.fetch(prefix+"/matt/charter-documents", 200)
		var drawn, said []string
		for _, dot := range dotTitle.FindAllStringSubmatch(string(body), -1) {
			drawn = append(drawn, dot[1])
		}
		for _, row := range tableRow.FindAllStringSubmatch(string(body), -1) {
			said = append(said, row[1]+": "+row[2])
		}
		if len(drawn) < 2 || strings.Join(drawn, "\n") != strings.Join(said, "\n") {
			t.Errorf("drawn:\n%s\nsaid:\n%s", strings.Join(drawn, "\n"), strings.Join(said, "\n"))
		}
	}
}

// What stands in sentences as it is written begins with a capital in a heading.
func TestWhatIsNewStandsUnderItsHalfYear(t *testing.T) {
	h := underWay(t)
	h.inOrder("/plan/sverige-5/nytt", "<h2>Andra halvåret 2023</h2>", "Första reskontran",
		"Lite är gjort.")
	h.inOrder("/en/plan/sverige-5/nytt", "<h2>Second half of 2023</h2>")
	h.move(time.Date(2024, 1, 10, 9, 0, 0, 0, time.UTC))
	h.must(h.ProveCommitment(t.Context(), h.boss, "sverige-5", "SE0022", plan.Evidence{Kind: plan.Link,
		Proves: plan.Text{SV: "Sidan"}, On: "2024-01-09", URL: "https://example.se/sidan"}))
	h.inOrder("/plan/sverige-5/nytt", "<h2>Första halvåret 2024</h2>", "Sidan",
		"<h2>Andra halvåret 2023</h2>",
		"Första reskontran")
}

// Advice that is given again says so in the register, with when it was first
// given, and leads to the earlier as the earlier leads to it.
func TestRepeatedAdviceIsShownAsRepeated(t *testing.T) {
	h := newHouse(t)
	h.advised()
	for _, again := range []struct{ id, on, repeats string }{
		{"granskaren-6", "2021-05-10", "granskaren-5-i"}, {"granskaren-7", "2023-01-10", "granskaren-6-1"}} {
		_, err := h.ImportAdvice(t.Context(), h.boss, exampleBody.ID, integrity.Source{ID: again.id,
			By: "Exempelgranskaren", Title: "Runda " + again.id, On: integrity.Date(again.on), Scale: "greco"},
			[]byte("ref;text_sv;to;repeats\n1;Möten bör fortfarande redovisas;Exempeldepartementet;"+again.repeats+"\n"))
		h.must(err)
	}
	h.inOrder(advicePath, "Upprepat råd: gavs första gången 22 mars 2019",
		"Upprepat råd: gavs första gången 22 mars 2019, och 2 gånger före denna")
	h.inOrder("/en"+advicePath, "Repeated advice: first given 22 March 2019")
	h.inOrder(advicePath+"/granskaren-7-1", advicePath+"/granskaren-6-1",
		advicePath+"/granskaren-5-i")
	h.inOrder(advicePath+"/granskaren-5-i", advicePath+"/granskaren-6-1")
}
