package demo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/depot"
	"insyn/internal/keys"
	shipped "insyn/internal/plan"
	"insyn/internal/purchase"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// The box that asks whether one may be named is never ticked for anybody.
func TestTourConsentsForNobody(t *testing.T) {
	if Tour().Visitor.Listed {
		t.Error("the visitor of the tour has consented to be named")
	}
}

// nine are the defects of the invitation, in the order of the linter.
var nine = []consult.Code{consult.NoPlan, consult.NoDeadline, consult.NoAgenda, consult.NoMaterial,
	consult.NoWriting, consult.NoAccessibility, consult.NoPrivacy, consult.NoPromise,
	consult.PersonalMailbox}

func codes(found []consult.Finding) (list []consult.Code) {
	for _, f := range found {
		list = append(list, f.Code)
	}
	return list
}

func TestThePaperHasNineDefectsAndTheMendedNone(t *testing.T) {
	paper, mended := consult.ReadInvitation(Paper), consult.ReadInvitation(MendedPaper)
	if got := codes(paper.Lint(Opening)); !slices.Equal(got, nine) {
		t.Errorf("the paper has %v, want the nine", got)
	}
	if got := codes(consult.Defects(mended.Lint(Opening))); len(got) > 0 {
		t.Errorf("mended, it still has %v", got)
	}
	if got := codes(consult.Defects(consult.Lint(December(), Opening))); len(got) > 0 {
		t.Errorf("the draft that the tour mends still has %v", got)
	}
}

func TestThePaperSaysWhatTheRealOneDid(t *testing.T) {
	for name, text := range map[string]string{"paper": Paper, "mended": MendedPaper} {
		c := consult.ReadInvitation(text).Content(consult.OGP)
		want := December().Meeting
		if !c.Meeting.Start.Equal(want.Start) || !c.Meeting.End.Equal(want.End) {
			t.Errorf("%s: the meeting is %s to %s", name, c.Meeting.Start, c.Meeting.End)
		}
		if len(c.Commitments) != 4 || len(c.Questions) != 3 || len(c.Agenda) != 2 {
			t.Errorf("%s: %d commitments, %d questions, %d parts", name, len(c.Commitments),
				len(c.Questions), len(c.Agenda))
		}
		if !strings.Contains(text, "påhittat exempel") {
			t.Errorf("%s does not say that it is invented", name)
		}
	}
}

// a filled is a demonstration that has just begun, as its folder holds it.
type filled struct {
	folder string
	keys   keys.Ring
	shows  time.Time // the clock, once it was filled
}

// fill fills one demonstration for all tests: it takes seconds, and many under
// the race detector.
var fill = sync.OnceValues(func() (f filled, err error) {
	if f.folder, err = os.MkdirTemp("", "insyn-demo-"); err != nil {
		return f, err
	}
	f.keys = keys.Generate()
	clock := NewClock(Opening)
	d, err := desk(f, f.folder, clock)
	if err != nil {
		return f, err
	}
	err = Seed(context.Background(), d, clock)
	f.shows = clock.Now()
	return f, errors.Join(err, d.DB.Close())
})

func TestMain(m *testing.M) {
	code := m.Run()
	f, _ := fill()
	_ = os.RemoveAll(f.folder)
	os.Exit(code)
}

// desk opens a desk on a folder.
func desk(f filled, folder string, clock *Clock) (*act.Desk, error) {
	db, err := store.Open(context.Background(), "sqlite:"+filepath.Join(folder, "insyn.db"),
		store.Options{Now: clock.Now})
	if err != nil {
		return nil, err
	}
	files, err := depot.Open(filepath.Join(folder, "depot"))
	return &act.Desk{DB: db, Keys: f.keys, Now: clock.Now, Depot: files,
		Site: act.Site{URL: "http://localhost", Name: "Insyn", From: Body.Email, Demo: true}}, err
}

// seeded is a desk on a demonstration that has just begun, the test's own.
func seeded(t *testing.T) (*act.Desk, *Clock) {
	t.Helper()
	f, err := fill()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(folder, os.DirFS(f.folder)); err != nil {
		t.Fatal(err)
	}
	clock := NewClock(f.shows)
	d, err := desk(f, folder, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.DB.Close() })
	return d, clock
}

func TestEveryStateCanBeSeen(t *testing.T) {
	d, clock := seeded(t)
	if now := clock.Now(); now.Before(Opening) || now.After(Opening.Add(time.Minute)) {
		t.Errorf("the clock shows %s", now)
	}
	all, err := d.Consultations(t.Context(), account.System, Body.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[consult.State]int{}
	for _, c := range all {
		got[c.State(clock.Now())]++
	}
	for state, want := range map[consult.State]int{consult.Draft: 1, consult.Full: 1,
		consult.Held: 2, consult.Cancelled: 1} {
		if got[state] != want {
			t.Errorf("%d are %s, want %d", got[state], state, want)
		}
	}
}

func TestFebruaryIsSummedUpAndJudged(t *testing.T) {
	d, clock := seeded(t)
	list, err := d.PublicConsultations(t.Context(), store.ConsultationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(c consult.Consultation) bool {
		return c.State(clock.Now()) == consult.Held && c.Content.Meeting.Start.Month() == time.February
	})
	if i < 0 {
		t.Fatal("no meeting has been held")
	}
	p, err := d.PublicConsultation(t.Context(), list[i].Slug)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Summary.Sections) != 3 || !p.CountsShown || p.Counts.Answers != 7 {
		t.Errorf("%d sections, %d answers, shown: %t", len(p.Summary.Sections), p.Counts.Answers,
			p.CountsShown)
	}
	for _, s := range p.Summary.Sections {
		if !strings.Contains(s.Body.SV, "Påhittat exempel") || !strings.Contains(s.Body.EN,
			"Invented example") {
			t.Errorf("%q does not say that it is invented", s.Heading.SV)
		}
	}
}

// Most views of February were answered in time, one late, and one never was: the
// public clock says so.
func TestFebruaryIsAnsweredButForOne(t *testing.T) {
	d, _ := seeded(t)
	all, err := d.Consultations(t.Context(), account.System, Body.ID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(c consult.Consultation) bool {
		return c.Summary > 0 && c.Content.Meeting.Start.Month() == time.February
	})
	a, err := d.PublicAnswers(t.Context(), all[i].ID.Forum())
	if err != nil {
		t.Fatal(err)
	}
	if c := a.Clock; c.Received != 8 || c.Answered != 6 || c.Ended != 1 || c.InTime != 5 ||
		c.Counted != 7 || !slices.Equal(c.Late, []int64{7}) {
		t.Errorf("the clock says %+v", c)
	}
	for _, each := range a.Answers {
		if !strings.HasPrefix(each.Reason.SV, "*Påhittat exempel.*") ||
			!strings.HasPrefix(each.Reason.EN, "*Invented example.*") {
			t.Errorf("answer %d does not say that it is invented", each.Number)
		}
	}
}

// The past mails nobody in the present.
func TestNothingOfThePastIsMailed(t *testing.T) {
	d, _ := seeded(t)
	err := d.DB.Bookkeep(t.Context(), "outbox", func(tx *store.Tx) error {
		waiting, err := tx.ClaimMail(10, time.Minute)
		for _, m := range waiting {
			t.Errorf("%s waits to be sent", m.Kind)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Signing in without proof is for demonstrations only.
func TestOnlyADemonstrationLetsAnybodyIn(t *testing.T) {
	d, _ := seeded(t)
	if _, err := d.DemoSession(t.Context(), Staff[0].Email, ""); err != nil {
		t.Error(err)
	}
	d.Site.Demo = false
	if secret, err := d.DemoSession(context.Background(), Staff[0].Email, ""); err == nil ||
		secret != "" {
		t.Error("a real site lets anybody in")
	}
}

// Five invented bodies have published three years, in each of which flags were
// found, and one has put a year right; the municipality has been heard about
// its flags, and one ledger waits for the visitor.
func TestBodiesHavePublishedWhatTheyBuy(t *testing.T) {
	d, _ := seeded(t)
	list, err := d.PublicLedgers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	published, periods := 0, 0
	var corrections []string
	for _, b := range list {
		years := map[string]bool{}
		for _, v := range b.Deliveries {
			if v.Number > 1 {
				corrections = append(corrections, v.Body+" "+string(v.Period)+" "+v.Reason)
			}
		}
		for _, d := range b.InForce() {
			periods++
			years[string(d.Period)[:4]] = true
		}
		if len(years) == 0 {
			continue
		}
		published++
		if !years["2021"] || !years["2022"] || !years["2023"] || !b.Body.Fictitious ||
			!strings.Contains(b.Body.Name, "xempel") {
			t.Errorf("%s: years %v", b.Body.Name, years)
		}
		q, err := d.Flags(t.Context(), account.System, b.Body.ID)
		if err != nil || len(q.Flags) == 0 {
			t.Errorf("%s: %d flags, %v", b.Body.Name, len(q.Flags), err)
		}
	}
	if len(corrections) != 1 || !strings.HasPrefix(corrections[0], "region-exempel 2022 Påhittat exempel: ") {
		t.Errorf("put right: %q", corrections)
	}
	if published != 5 || periods != 24 {
		t.Errorf("%d bodies have published %d periods", published, periods)
	}
	public, bodies, err := d.PublicFlags(t.Context())
	if err != nil || len(public) != 2 || len(bodies) != 5 {
		t.Errorf("%d flags of %d bodies are public: %v", len(public), len(bodies), err)
	}
	waiting, err := d.Deliveries(t.Context(), account.System, Body.ID)
	if err != nil || len(waiting) != 1 || waiting[0].State() != purchase.Ready {
		t.Errorf("%d ledgers wait: %v", len(waiting), err)
	}
}

// The invented plan was made in the open: its timeline was kept, each view
// behind its words can be read and has an answer, and what has been reported of
// it is one on time, one late with a reason and one not at all.
func TestThePlanWasMadeInTheOpenAndIsReported(t *testing.T) {
	d, clock := seeded(t)
	m, err := d.PlanMaking(t.Context(), planTold)
	if err != nil {
		t.Fatal(err)
	}
	if m.Plan.Content.Making.Notice("2023-04-03") < 14 || len(shipped.Moves(m.Versions)) != 0 {
		t.Errorf("the timeline was not kept: %+v", m.Plan.Content.Making)
	}
	if len(m.Voices) != 5 {
		t.Errorf("%d views changed words, want 5", len(m.Voices))
	}
	for ref, v := range m.Voices {
		if v.Answer.Number == 0 {
			t.Errorf("view %s has no answer", ref)
		}
	}
	standings := m.Standings(clock.Now())
	if r := standings["A2"][0].Report; r == nil || r.Why.Empty() ||
		!r.Given.After(standings["A2"][0].Due) {
		t.Errorf("no late report with a reason: %+v", standings["A2"])
	}
	if standings["A1"][0].Report == nil || !standings["A3"][0].Missing {
		t.Errorf("reports: %+v, %+v", standings["A1"], standings["A3"])
	}
	for _, c := range m.Plan.Content.Commitments {
		if len(c.Measures) == 0 || len(c.Milestones) == 0 || len(c.Views) == 0 {
			t.Errorf("%s lacks measures, milestones or views", c.ID)
		}
	}
	if title := m.Plan.Content.Title; !strings.Contains(title.SV, "påhittad") ||
		!strings.Contains(title.EN, "invented") {
		t.Errorf("%q does not say that it is invented", title.SV)
	}
	report, _, err := d.PlanStandards(t.Context(), "sverige-5", standard.DayOf(clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range report.Requirements[0].Findings[0].Evidence {
		if e.On == standard.On(2023, time.May, 23) {
			t.Error("a meeting on the invented plan counts for another country")
		}
	}
}
