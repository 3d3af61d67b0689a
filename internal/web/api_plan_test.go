package web

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"insyn/internal/act"
	"insyn/internal/plan"
)

// Plans and measures for programs agree with the document, the feed and the
// file are there, and no address of who reports or follows is in any of them.
func TestPlansForPrograms(t *testing.T) {
	h := planned(t)
	_, err := h.AddReporter(t.Context(), h.boss, "sverige-5",
		plan.Reporter{Body: "Exempelmyndigheten", Role: "samordnare",
			Name: "KANARIE Rapportör", Email: "kanarie@example.se", Commitments: []string{"SE0023"}})
	h.must(err)
	h.must(h.FollowPlan(t.Context(), "sverige-5", plan.Subscription{Scope: plan.WholePlan,
		Email: "kanarie@example.org"}))
	h.must(h.ProveByFile(t.Context(), h.boss, "sverige-5", "SE0023", plan.Evidence{On: "2023-11-20",
		Proves: plan.Text{SV: "Protokollet"}}, "protokoll.txt", []byte("Mötet hölls.")))
	h.must(h.ReportCommitment(t.Context(), h.boss, "sverige-5", plan.Report{Commitment: "SE0023",
		Period: "2023-2",
		Status: plan.Substantial, Progress: plan.Text{SV: "Långt."}}))
	for path, schema := range map[string]string{"/api/v1/plans": "Plans",
		"/api/v1/plans/sverige-5": "Plan", "/api/v1/measures": "Measures"} {
		_, body := h.fetch(path, 200)
		agrees(t, schema, body)
	}
	_, problem := h.fetch("/api/v1/plans/finns-inte", 404)
	agrees(t, "Problem", problem)
	p, err := h.PublicPlan(t.Context(), "sverige-5")
	h.must(err)
	c, _ := p.Plan.Content.Commitment("SE0023")
	file := act.KeepsakePath("sverige-5", c.Evidence[len(c.Evidence)-1].Hash)
	if header, body := h.fetch(file, 200); string(body) != "Mötet hölls." ||
		!strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file that proves it: %q, %s", body, header.Get("Content-Disposition"))
	}
	h.fetch("/plan/sverige-5/underlag/00", 404)
	_, feed := h.fetch("/plan/sverige-5/atom.xml?atagande=SE0023", 200)
	if !bytes.Contains(feed, []byte("Protokollet")) ||
		!bytes.Contains(feed, []byte("Långt kommet")) {
		t.Errorf("the feed lacks what is new:\n%s", feed)
	}
	h.fetch("/plan/sverige-5/nytt?atagande=SE0099", 404)
	for _, path := range []string{"/plan/sverige-5", "/plan/sverige-5/atagande/SE0023",
		"/plan/sverige-5/nytt", "/plan/sverige-5/lage",
		"/plan/sverige-5/lage/bilder", "/plan/sverige-5/kalender", "/plan/sverige-5/forum",
		"/plan/sverige-5/granskning",
		"/plan/sverige-5/folj", "/api/v1/plans/sverige-5", "/plan/sverige-5/atom.xml", "/plan/sverige-5/versioner"} {
		_, body := h.fetch(path, 200)
		if bytes.Contains(bytes.ToLower(body), []byte("kanarie")) {
			t.Errorf("%s shows who reports or follows", path)
		}
	}
	h.shows("/plan/sverige-5/atagande/SE0023", "samordnare", "Protokollet", "Filen finns här")
	h.move(time.Date(2024, 2, 5, 9, 0, 0, 0, time.UTC)) // reports were due by 1 February
	h.shows("/plan/sverige-5/atagande/SE0024", ">Ingen rapport<")
	h.shows("/plan/sverige-5/nytt?atagande=SE0024", "Ingen rapport för andra halvåret 2023")
	h.shows("/en/plan/sverige-5/nytt?atagande=SE0024", "No report")
	h.shows("/", "Ingen rapport för andra halvåret 2023", "/plan/sverige-5/atagande/SE0024")
	if got := h.feed("/plan/sverige-5/atom.xml?atagande=SE0024").Entries; len(got) == 0 ||
		!strings.Contains(got[0].Title, "Ingen rapport för andra halvåret 2023") {
		t.Errorf("the feed does not say that there is no report: %+v", got)
	}
}

// Following is confirmed and ended by a button, never by opening a link.
func TestN02FollowingIsConfirmedByAButton(t *testing.T) {
	h := planned(t)
	c := h.caller()
	const form = "/plan/sverige-5/folj"
	if got := c.send(form, form, "email", "ada").status; got != 422 {
		t.Errorf("an address that is none: %d", got)
	}
	if got := c.send(form, form, "email", "ada@example.org", "atagande", "SE0023").status; got != 303 {
		t.Errorf("following: %d", got)
	}
	link := h.linkTo("ada@example.org", "/folj/")
	confirmed := func() bool {
		f, err := h.Following(t.Context(), act.Link(strings.TrimPrefix(link, "/folj/")))
		h.must(err)
		return !f.Subscription.Confirmed.IsZero()
	}
	shows(t, c.get(link), "Ja, skicka mig det som är nytt", "Sluta följa")
	if confirmed() {
		t.Error("opening the link confirmed it")
	}
	shows(t, c.send(link, link+"/bekrafta"), "Du följer planen")
	if !confirmed() {
		t.Error("the button did not confirm it")
	}
	shows(t, c.send(link, link+"/sluta"), "Din adress är borttagen")
	if got := c.get(link).status; got != 404 {
		t.Errorf("a link that is left: %d", got)
	}
}
