package act_test

import (
	"slices"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// A meeting of the past is entered with its day and source, as a version that
// says why. The editor may not, and what has moved on since is not overwritten.
func TestAMeetingOfThePastIsEntered(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	december := plan.Record{Meetings: []plan.Meeting{{On: "2022-12-12", Government: 1, CivilSociety: 8,
		Title: plan.Text{SV: "=Samråd"}, Source: "https://www.example.se/samrad"}}}
	kind(t, o.EnterRecord(ctx, o.editor, "sverige-5", 1, december, "Glömdes."), fault.Forbidden)
	kind(t, o.EnterRecord(ctx, o.boss, "sverige-5", 0, december, "Glömdes."), fault.Conflict)
	kind(t, o.EnterRecord(ctx, o.boss, "sverige-5", 1, december, ""), fault.Invalid)
	kind(t, o.EnterRecord(ctx, o.boss, "sverige-5", 1, plan.Record{}, "Glömdes."), fault.Invalid)
	kind(t, o.EnterRecord(ctx, o.boss, "sverige-5", 1, plan.Record{Outreach: []plan.Event{{
		On: "2022-12-12", Text: plan.Text{SV: "Ring 19121212-1212"}, Source: "https://www.example.se/a"}}},
		"Glömdes."), fault.Invalid) // N-12: no identity numbers
	o.must(o.EnterRecord(ctx, o.boss, "sverige-5", 1, december, "Glömdes."))
	p, err := o.PublicPlan(ctx, "sverige-5")
	o.must(err)
	if last := p.Versions[len(p.Versions)-1]; last.Number != 2 || last.Reason != "Glömdes." {
		t.Errorf("version %d: %s", last.Number, last.Reason)
	}
	r, _, err := o.PlanStandards(ctx, "sverige-5", standard.On(2023, 11, 30))
	o.must(err)
	i := slices.IndexFunc(r.Requirements, func(q standard.Judged) bool { return q.ID == "1.1" })
	if gap := r.Requirements[i].Findings[0]; len(gap.Evidence) != 2 {
		t.Errorf("the gap rests on %+v", gap.Evidence)
	}
	sheet, err := o.CouncilSheet(ctx, "sverige-5", act.TheMeetings, lang.For(lang.Swedish))
	if err != nil || !strings.HasPrefix(string(sheet), "datum,id,") ||
		!strings.Contains(string(sheet), "2022-12-12,sverige-5/m2,1,8,false") {
		t.Errorf("%v:\n%s", err, sheet)
	}
}

// The forum is a table, too, and no cell of it can be computed (N-07).
func TestN07TheForumAsATableComputesNothing(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	o.must(o.SetCouncil(ctx, o.boss, "sverige-5", 1, plan.Council{Name: plan.Text{SV: "Forum"},
		Rules: plan.Text{SV: "Alla talar."}, RulesOn: "2023-01-01", Members: []plan.Member{
			{Name: "=HYPERLINK(1)", Kind: plan.OfCivilSociety, From: "2023-01-01"}}},
		"Nytt forum."))
	sheet, err := o.CouncilSheet(ctx, "sverige-5", act.TheMembers, lang.For(lang.English))
	want := "member,kind,from,until,rules\r\n'=HYPERLINK(1),civil-society,2023-01-01,,\r\n"
	if err != nil || string(sheet) != want {
		t.Errorf("%v:\n%s", err, sheet)
	}
}

// How often a plan is reported is chosen before anybody has reported; the
// reports that are missing follow, and a status says who gave it.
func TestAPlanIsReportedInItsOwnRhythm(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	kind(t, o.SetRhythm(ctx, o.editor, "sverige-5", 1, plan.Quarterly, "Oftare."), fault.Forbidden)
	kind(t, o.SetRhythm(ctx, o.boss, "sverige-5", 1, "moon", "Oftare."), fault.Invalid)
	o.must(o.SetRhythm(ctx, o.boss, "sverige-5", 1, plan.Quarterly, "Oftare."))
	standing := o.planOf("sverige-5").Standings(o.clock.Now())["SE0023"]
	if len(standing) != 2 || standing[0].Period != "2023-Q3" || !standing[0].Missing ||
		standing[1].Missing {
		t.Errorf("the quarters: %+v", standing)
	}
	said := plan.Report{Commitment: "SE0023", Period: "2023-2", Status: plan.Substantial,
		Progress: plan.Text{SV: "Mycket."}}
	kind(t, o.ReportCommitment(ctx, o.editor, "sverige-5", said), fault.Refused)
	said.Period = "2023-Q3"
	kind(t, o.ReportCommitment(ctx, o.editor, "sverige-5", said), fault.Invalid) // late, and no reason
	said.Why, said.Challenges = plan.Text{SV: "Semester."}, []plan.Challenge{plan.Resources}
	o.must(o.ReportCommitment(ctx, o.editor, "sverige-5", said))
	if r := o.planOf("sverige-5").Reports[0]; r.By != "Exempeldepartementet" {
		t.Errorf("the status is said by %q", r.By)
	}
	kind(t, o.SetRhythm(ctx, o.boss, "sverige-5", 2, plan.Yearly, "Mer sällan."), fault.Refused)
	if got := act.PeriodWords(lang.For(lang.English), "2023-Q3"); got != "quarter 3 of 2023" {
		t.Error(got)
	}
}
