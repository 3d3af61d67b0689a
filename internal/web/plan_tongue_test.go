package web

import (
	"testing"

	"insyn/internal/plan"
)

// What somebody wrote in one language says so on the pages of the other (WCAG
// 3.1.2): reasons of versions and of delay, titles, milestones, and the words of
// who judges.
func TestWordsInTheOtherLanguageSaySo(t *testing.T) {
	h := planned(t)
	h.must(h.JudgeCommitment(t.Context(), h.boss, "sverige-5", "SE0023", plan.Judgement{
		By: "Föreningen Exempel", Scale: "completion", Value: "Begränsat", On: "2023-11-01",
		Source: "https://example.org/omdome"}))
	h.must(h.PlanMilestone(t.Context(), h.boss, "sverige-5", "SE0023", plan.Milestone{
		Output: plan.Text{SV: "Första reskontran"}, Owner: "Exempelmyndigheten", Due: "2023-10",
		Wanted: plan.Text{SV: "En länk"}}))
	h.must(h.ReportCommitment(t.Context(), h.boss, "sverige-5", plan.Report{Commitment: "SE0023",
		Period: "2023-2", Status: plan.Limited, Progress: plan.Text{SV: "Lite är gjort."},
		Why: plan.Text{SV: "Vi väntar."}, Challenges: []plan.Challenge{plan.Resources}}))
	h.must(h.ProveCommitment(t.Context(), h.boss, "sverige-5", "SE0023", plan.Evidence{Kind: plan.Link,
		Proves: plan.Text{SV: "Protokollet"}, On: "2023-11-02", URL: "https://example.se/protokoll"}))
	const of = "/en/plan/sverige-5"
	h.shows(of+"/versioner", `<span lang="sv">Inläst.</span>`)
	h.shows(of+"/nytt", `3. <span lang="sv">Inköpsdata</span>: New milestone`, `<p lang="sv">Första reskontran`)
	h.shows(of+"/lage", `<span lang="sv">Vi väntar.</span>`, `<span lang="sv">Första reskontran</span> – was due by`)
	h.shows(of+"/granskning", `<span lang="sv">Begränsat</span>`, `href="https://example.org/omdome"`)
	h.shows(of+"/kalender", `<span lang="sv">Antagande av Open Data Charters stadga</span>`)
	h.shows(of+"/atagande/SE0023", `<span lang="sv">Begränsat</span>`, `<p class="lead" lang="sv">Protokollet`)
	h.shows("/plan/sverige-5/granskning", `<span lang="en">Low</span>`)
	h.shows("/plan/sverige-5/atagande/SE0022", `<span lang="en">Low</span>`)
}
