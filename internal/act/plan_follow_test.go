package act_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// reporting names somebody who reports of a commitment, and gives the link that was mailed.
func (o *office) reporting(email string) (plan.ReporterID, act.Link) {
	o.t.Helper()
	id, err := o.AddReporter(ctx, o.boss, "sverige-5", plan.Reporter{Body: "Exempelmyndigheten",
		Role: "samordnare",
		Name: "Ö Exempel", Email: email, Commitments: []string{"SE0023"}})
	o.must(err)
	o.post()
	return id, linkIn(o.t, o.sent.to(o.t, email, "Dags att rapportera"), "/rapportera/")
}

func sheet(status plan.Status, why string, challenges ...plan.Challenge) []act.SheetReport {
	return []act.SheetReport{{Report: plan.Report{Commitment: "SE0023", Status: status,
		Progress: plan.Text{SV: "Ett möte."}, Why: plan.Text{SV: why}, Challenges: challenges}}}
}

// A body reports by a link and without an account; little done wants a reason.
// The link can be revoked; two report and no more; no name or address is public.
func TestABodyReportsByALinkThatCanBeRevoked(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		o.sweden()
		id, link := o.reporting("o@example.se")
		s, err := o.ReportSheet(ctx, link)
		o.must(err)
		if s.Period != "2023-2" || len(s.Commitments) != 1 || s.Role != "samordnare" {
			t.Errorf("the sheet: %s %+v", s.Period, s.Commitments)
		}
		kind(t, o.SendReports(ctx, link, s.Period, sheet(plan.Limited, "")), fault.Invalid)
		kind(t, o.SendReports(ctx, link, s.Period, sheet(plan.Complete, "")), fault.Refused)
		kind(t, o.SendReports(ctx, link, "2031-1", sheet(plan.Substantial, "")), fault.Refused)
		other := sheet(plan.Substantial, "")
		other[0].Commitment = "SE0021"
		kind(t, o.SendReports(ctx, link, s.Period, other), fault.NotFound)
		if got := o.planOf("sverige-5"); len(got.Reports) != 0 {
			t.Errorf("half a page was kept: %+v", got.Reports)
		}
		proof := sheet(plan.Limited, "Tjänsten är vakant.", plan.Resources)
		proof[0].Proof = plan.Evidence{Proves: plan.Text{SV: "Mötet hölls."},
			URL: "https://example.se/mote"}
		o.must(o.SendReports(ctx, link, s.Period, proof))
		got := o.planOf("sverige-5")
		c, _ := got.Plan.Content.Commitment("SE0023")
		if len(got.Reports) != 1 || got.Reports[0].By != "samordnare" || !c.Proven() ||
			got.Plan.Current != 2 {
			t.Errorf("reported: %+v, evidence %+v", got.Reports, c.Evidence)
		}
		if want := (act.PlanHand{Role: "samordnare", Body: "Exempelmyndigheten"}); len(got.Hands) != 2 ||
			got.Hands[0] != (act.PlanHand{}) || got.Hands[1] != want {
			t.Errorf("who made the versions: %+v", got.Hands)
		}
		o.reporting("p@example.se")
		_, err = o.AddReporter(ctx, o.boss, "sverige-5", plan.Reporter{Body: "Exempelmyndigheten",
			Role: "tredje",
			Name: "X", Email: "x@example.se", Commitments: []string{"SE0023"}})
		kind(t, err, fault.Refused)
		o.must(o.RenewReporter(ctx, o.boss, "sverige-5", id))
		_, err = o.ReportSheet(ctx, link)
		kind(t, err, fault.NotFound)
		o.must(o.EndReporter(ctx, o.boss, "sverige-5", id))
		_, list, err := o.PlanReporters(ctx, o.editor, "sverige-5")
		o.must(err)
		if len(list) != 1 || list[0].Email != "p@example.se" {
			t.Errorf("who reports now: %+v", list)
		}
		public, err := json.Marshal(o.planOf("sverige-5"))
		o.must(err)
		if strings.Contains(string(public), "@example.se\"") && strings.Contains(string(public),
			"p@example.se") ||
			strings.Contains(string(public), "Ö Exempel") {
			t.Error("who reports is public by more than the role")
		}
		o.clock.set(time.Date(2024, 2, 5, 9, 0, 0, 0, time.UTC)) // the last day was 1 February
		late := plan.Report{Commitment: "SE0024", Period: "2023-2", Status: plan.Substantial,
			Progress: plan.Text{SV: "Utbildningen är hållen."}}
		kind(t, o.ReportCommitment(ctx, o.editor, "sverige-5", late), fault.Invalid)
		late.Why, late.Challenges = plan.Text{SV: "Sjukdom."}, []plan.Challenge{plan.Resources}
		o.must(o.ReportCommitment(ctx, o.editor, "sverige-5", late))
		st := o.planOf("sverige-5").Standings(o.clock.Now())["SE0024"][0]
		if st.Period != "2023-2" || st.Missing || st.Report == nil ||
			!st.Report.Given.After(st.Due) ||
			st.Report.Why.SV != "Sjukdom." {
			t.Errorf("a report after its day, with its reason: %+v", st)
		}
	})
}

// Those who report are reminded before the last day, and told when it has
// passed; who has reported is left alone.
func TestReportersAreReminded(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	_, link := o.reporting("o@example.se")
	letters := func(words string) (n int) {
		for _, m := range o.sent.mail {
			if strings.Contains(m.Subject, words) {
				n++
			}
		}
		return n
	}
	at := func(day string) {
		t.Helper()
		when, err := time.ParseInLocation(time.DateTime, day+" 10:00:00", time.UTC)
		o.must(err)
		o.clock.set(when)
		o.post()
	}
	at("2024-01-02")
	if letters("Dags att rapportera") != 2 {
		t.Errorf("when the half-year ended: %d letters", letters("Dags"))
	}
	at("2024-02-02")
	if letters("Rapporten är sen") != 1 {
		t.Errorf("when the day had passed: %d letters", letters("Rapporten är sen"))
	}
	missing := o.planOf("sverige-5").Standings(o.clock.Now())["SE0023"]
	if !missing[0].Missing {
		t.Errorf("the public is not told that there is no report: %+v", missing)
	}
	for _, want := range []act.ReportSheet{{Period: "2023-2", Late: true}, {Period: "2024-1"}} {
		got, err := o.ReportSheet(ctx, link)
		o.must(err)
		if got.Period != want.Period || got.Late != want.Late {
			t.Errorf("asked for is %s, late %t, want %s", got.Period, got.Late, want.Period)
		}
		o.must(o.SendReports(ctx, link, got.Period, sheet(plan.Limited, "Sjukdom.", plan.Resources)))
	}
	before := len(o.sent.mail)
	at("2024-07-02")
	if len(o.sent.mail) != before {
		t.Errorf("who has reported was written to again")
	}
}

// What is new is told to those who have proven their address, once; who leaves
// is forgotten, and who never answered too.
func TestFollowersAreToldOnceAndForgotten(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		o.sweden()
		wish := plan.Subscription{Scope: plan.OneCommitment, Subject: "SE0023",
			Email: "ada@example.org", Language: "sv"}
		kind(t, o.FollowPlan(ctx, "sverige-5", plan.Subscription{Scope: plan.OneTheme, Subject: "x",
			Email: "ada@example.org"}), fault.Invalid)
		o.must(o.FollowPlan(ctx, "sverige-5", wish))
		o.must(o.FollowPlan(ctx, "sverige-5", plan.Subscription{Scope: plan.WholePlan,
			Email: "bo@example.org"}))
		o.post()
		link := linkIn(t, o.sent.to(t, "ada@example.org", "Bekräfta"), "/folj/")
		prove := func(id string) {
			t.Helper()
			o.must(o.ProveCommitment(ctx, o.boss, "sverige-5", id, plan.Evidence{Kind: plan.Link,
				On:  "2023-11-20",
				URL: "https://example.se/" + id, Proves: plan.Text{SV: "Visar " + id}}))
			o.clock.set(o.clock.Now().Add(2 * time.Hour))
			o.post()
		}
		news := func() (n int) {
			for _, m := range o.sent.mail {
				if strings.HasPrefix(m.Subject, "Nytt i") {
					n++
				}
			}
			return n
		}
		prove("SE0023")
		if news() != 0 {
			t.Error("somebody was told who has proven nothing")
		}
		_, err := o.Following(ctx, link) // looking changes nothing
		o.must(err)
		o.must(o.ConfirmFollowing(ctx, link))
		prove("SE0022") // of another commitment
		if news() != 0 {
			t.Error("told of what was not followed")
		}
		prove("SE0023")
		o.post()
		if news() != 1 || !strings.Contains(o.sent.to(t, "ada@example.org", "Nytt i").Text,
			"Visar SE0023") {
			t.Errorf("%d letters of what is new", news())
		}
		o.must(o.LeaveFollowing(ctx, link))
		kind(t, o.LeaveFollowing(ctx, link), fault.NotFound)
		prove("SE0023")
		if news() != 1 {
			t.Error("who has left was told")
		}
		o.clock.set(o.clock.Now().AddDate(0, 0, 9))
		o.post()
		themed := plan.Sweden()[4]
		themed.Commitments = slices.Clone(themed.Commitments)
		themed.Commitments[2].Adopted.Themes = []string{"Inköp"} // of SE0023
		themed.Commitments[2].Sources = append(slices.Clone(themed.Commitments[2].Sources),
			plan.Source{URL: "https://example.se/tema"})
		_, err = o.ImportPlans(ctx, o.boss, "exempeldepartementet", []plan.Content{themed}, "Tema.")
		o.must(err)
		for email, s := range map[string]plan.Subscription{
			"bo@example.org":  {Scope: plan.WholePlan},
			"cia@example.org": {Scope: plan.OneTheme, Subject: "Inköp", Language: "en"}} {
			s.Email = email
			o.must(o.FollowPlan(ctx, "sverige-5", s))
			o.post()
			asks := map[string]string{"bo@example.org": "Bekräfta",
				"cia@example.org": "Confirm"}[email]
			o.must(o.ConfirmFollowing(ctx, linkIn(t, o.sent.to(t, email, asks), "/folj/")))
		}
		told := func(email, words string) (n int) {
			for _, m := range o.sent.mail {
				if strings.HasPrefix(m.To.Address, email) && strings.Contains(m.Text, words) {
					n++
				}
			}
			return n
		}
		o.clock.set(o.clock.Now().Add(time.Minute)) // what follows is after they have confirmed
		prove("SE0022")
		prove("SE0023")
		if bo := told("bo@", "Visar SE0022") + told("bo@", "Visar SE0023"); bo != 2 {
			t.Errorf("who follows the plan was told %d of 2", bo)
		}
		if told("cia@", "Visar SE0023") != 1 || told("cia@", "Visar SE0022") != 0 {
			t.Error("who follows a theme was told of another, or not of it")
		}
	})
}

// A link that does not answer any more shows since when, and changes no
// status; what is there is known by its hash.
func TestADeadLinkIsToldAndChangesNoStatus(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	status := http.StatusOK
	host := o.linked(&status, "reskontra")
	o.must(o.ProveCommitment(ctx, o.boss, "sverige-5", "SE0023", plan.Evidence{Kind: plan.Link,
		On:  "2023-11-20",
		URL: host.URL + "/r", Proves: plan.Text{SV: "Reskontran"}}))
	o.must(o.ReportCommitment(ctx, o.editor, "sverige-5", plan.Report{Commitment: "SE0023",
		Period: "2023-2",
		Status: plan.Complete, Progress: plan.Text{SV: "Allt."}}))
	look := func(after time.Duration) plan.Watch {
		t.Helper()
		o.clock.set(o.clock.Now().Add(after))
		_, err := o.WatchDue(ctx)
		o.must(err)
		return o.planOf("sverige-5").Watched[host.URL+"/r"]
	}
	w := look(time.Minute)
	if len(w.Hash) != 64 || w.Dead() || w.Checked.IsZero() {
		t.Errorf("a link that answers: %+v", w)
	}
	status = http.StatusNotFound
	first := look(25 * time.Hour)
	if first.Dead() || first.Since.IsZero() {
		t.Errorf("after one failure: %+v", first)
	}
	look(4 * time.Hour)
	if w = look(4 * time.Hour); !w.Dead() || !w.Since.Equal(first.Since) {
		t.Errorf("a dead link: %+v", w)
	}
	o.packHolds("sverige-5", "sv/underlag.csv", host.URL+"/r,"+w.Hash+","+
		standard.DayOf(w.Since.In(lang.Stockholm)).String())
	p := o.planOf("sverige-5")
	c, _ := p.Plan.Content.Commitment("SE0023")
	if got := plan.Last(p.Standings(o.clock.Now())["SE0023"]); got != plan.Complete || !c.Proven() {
		t.Errorf("a dead link changed the status to %q", got)
	}
}

// A pack that was sealed is the same bytes, whatever is recorded of its day afterwards.
func TestASealedPackStaysAsItWas(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		p := o.sweden()
		day := standard.DayOf(o.clock.Now())
		_, err := o.SealPack(ctx, o.boss, "sverige-5", day)
		kind(t, err, fault.Refused)
		_, err = o.SealPack(ctx, o.editor, "sverige-5", day-1)
		kind(t, err, fault.Forbidden)
		o.clock.set(o.clock.Now().AddDate(0, 0, 1))
		sealed, err := o.SealPack(ctx, o.boss, "sverige-5", day)
		o.must(err)
		before, err := o.ReviewPack(ctx, "sverige-5", day)
		o.must(err)
		later := o.planOf("sverige-5").Plan
		later.Content.Record.Meetings = append(later.Content.Record.Meetings, plan.Meeting{
			On: "2023-11-01", Title: plan.Text{SV: "Skrivet in i efterhand"}, Government: 1,
			CivilSociety: 1, Source: "https://example.org/mote"})
		o.must(o.RevisePlan(ctx, o.boss, later.ID, later.Current, later.Content, "Mötet var glömt."))
		next, err := o.ReviewPack(ctx, "sverige-5", day+1)
		if err != nil || !bytes.Contains(next, []byte("https://example.org/mote")) {
			t.Errorf("what is written afterwards of a day is in no pack: %v", err)
		}
		again, err := o.SealPack(ctx, o.boss, "sverige-5", day)
		o.must(err)
		after, err := o.ReviewPack(ctx, "sverige-5", day)
		o.must(err)
		if again.Hash != sealed.Hash || !bytes.Equal(before, after) {
			t.Error("a sealed pack has changed")
		}
		leaves, err := o.PublicEntries(ctx, act.PackObject(p.Plan.ID, plan.Date(day.String())))
		if err != nil || len(leaves) != 1 {
			t.Errorf("the seal is not in the public record: %v", err)
		}
	})
}

// linked serves what links lead to, with the status as it stands, and lets the
// desk fetch it.
func (o *office) linked(status *int, body string) *httptest.Server {
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.WriteHeader(*status)
		_, _ = w.Write([]byte(body))
	}))
	o.t.Cleanup(host.Close)
	o.Fetch = fetch.New(fetch.Options{Loopback: true, Pause: -1})
	return host
}
