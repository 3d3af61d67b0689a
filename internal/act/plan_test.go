package act_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/trial"
)

// sweden imports the plans that Insyn ships.
func (o *office) sweden() act.PublicPlan {
	o.t.Helper()
	_, err := o.ImportPlans(ctx, o.boss, "exempeldepartementet", plan.Sweden(), "Inläst.")
	o.must(err)
	p, err := o.PublicPlan(ctx, "sverige-5")
	o.must(err)
	return p
}

// What was adopted stays word for word, on both engines, whoever asks.
func TestAPlanThatIsAdoptedIsRevisedAndNeverRewritten(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			p := o.sweden().Plan
			change := func() plan.Content {
				c := p.Content
				c.Commitments = append([]plan.Commitment{}, c.Commitments...)
				c.Commitments[1].Operational = []plan.Milestone{{ID: "o1", Owner: "Digg",
					Output: plan.Text{SV: "Svarstider publiceras"}, Due: "2024-06-30"}}
				return c
			}
			kind(t, o.RevisePlan(ctx, o.editor, p.ID, 1, change(), "Delmål."), fault.Forbidden)
			kind(t, o.RevisePlan(ctx, o.boss, p.ID, 1, change(), ""), fault.Invalid)
			rewritten := change()
			rewritten.Commitments[2].Adopted.Title.SV = "Inköp"
			kind(t, o.RevisePlan(ctx, o.boss, p.ID, 1, rewritten, "Bättre ord."), fault.Refused)
			o.must(o.RevisePlan(ctx, o.boss, p.ID, 1, change(), "Delmål."))
			kind(t, o.RevisePlan(ctx, o.boss, p.ID, 1, change(), "Igen."), fault.Conflict)
			got, err := o.PublicPlan(ctx, "sverige-5")
			o.must(err)
			if len(got.Versions) != 2 || got.Versions[1].Reason != "Delmål." ||
				got.Versions[1].Author != "" {
				t.Errorf("two versions, the second with a reason and without a name: %+v",
					got.Versions)
			}
		})
	}
}

func TestPlansAreImportedOnceAndAllOrNothing(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	again, err := o.ImportPlans(ctx, o.boss, "exempeldepartementet", plan.Sweden(), "Igen.")
	if err != nil || len(again.Same) != 5 || len(again.New)+len(again.Changed) != 0 {
		t.Errorf("the same again: %+v %v", again, err)
	}
	good, bad := plan.Sweden()[0], plan.Sweden()[1]
	good.Code, bad.Code, bad.Title = "XXX", "XXX", plan.Text{}
	_, err = o.ImportPlans(ctx, o.boss, "exempeldepartementet", []plan.Content{good, bad}, "Halvt.")
	kind(t, err, fault.Invalid)
	if all, err := o.PublicPlans(ctx); err != nil || len(all) != 5 {
		t.Errorf("half an import: %d plans, %v", len(all), err)
	}
	_, err = o.ImportPlans(ctx, o.editor, "exempeldepartementet", plan.Sweden(), "Igen.")
	kind(t, err, fault.Forbidden)
}

// A meeting that was held here counts by who came, and the measures follow it.
func TestMeetingsHeldAreFactsOfTheStandards(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	id := o.open(december(0))
	gap := func(at string) standard.Finding {
		t.Helper()
		day, err := standard.ParseDay(at)
		o.must(err)
		r, _, err := o.PlanStandards(ctx, "sverige-5", day)
		o.must(err)
		return r.Requirements[0].Findings[0]
	}
	meeting := december(0).Meeting
	o.clock.set(meeting.Start.Add(10 * time.Minute))
	if _, err := o.WalkIn(ctx, o.editor, id, entry("Åsa Öberg", "asa@example.org")); err != nil {
		t.Fatal(err)
	}
	o.clock.set(meeting.End.Add(time.Hour))
	f := gap("2023-12-31")
	if f.Verdict != standard.NotMet || len(f.Evidence) != 2 || f.Why[0].Values["Count"] != 293 {
		t.Errorf("22 February and 12 December: %s %+v", f.Verdict, f.Why)
	}
	facts, err := o.MeasureFacts(ctx)
	o.must(err)
	d, _ := plan.DefinitionOf("meetings")
	history := d.History(facts, o.clock.Now(), lang.Stockholm)
	if len(history) != 1 || history[0].Value != 1 {
		t.Errorf("meetings: %+v", history)
	}
	d, _ = plan.DefinitionOf("charter-documents")
	if history = d.History(facts, o.clock.Now(), lang.Stockholm); len(history) != 2 ||
		history[1].Value != 1 {
		t.Errorf("documents on the charter: %+v", history)
	}
	_, _, err = o.PlanStandards(ctx, "sverige-6", standard.On(2023, 12, 31))
	kind(t, err, fault.NotFound)
	_, err = o.ImportPlans(ctx, account.System, "ingen", plan.Sweden(), "x")
	kind(t, err, fault.NotFound)
}

// A reviewer gets the same bytes for the same day, and can check each file of them.
func TestReviewPackIsTheSameForADay(t *testing.T) {
	o := newOffice(t, sqlite(t))
	p := o.sweden().Plan
	day := standard.On(2023, 11, 27)
	first, err := o.ReviewPack(ctx, "sverige-5", day)
	o.must(err)
	o.clock.set(opening.AddDate(0, 2, 0))
	c := p.Content
	c.Commitments = append([]plan.Commitment{}, c.Commitments...)
	c.Commitments[3].Operational = []plan.Milestone{{ID: "o1", Owner: "Digg", Due: "2024", Output: plan.Text{SV: "=1+1"}}}
	o.must(o.RevisePlan(ctx, o.boss, p.ID, 1, c, "Delmål."))
	again, err := o.ReviewPack(ctx, "sverige-5", day)
	o.must(err)
	if !bytes.Equal(first, again) {
		t.Error("what came two months later changed the pack of the day")
	}
	later, err := o.ReviewPack(ctx, "sverige-5", standard.On(2024, 1, 31))
	if err != nil || bytes.Equal(later, first) {
		t.Errorf("the pack of a later day is the same: %v", err)
	}
	archive, err := zip.NewReader(bytes.NewReader(later), int64(len(later)))
	o.must(err)
	files := map[string]string{}
	for _, f := range archive.File {
		if !f.Modified.Equal(document.NoTime) {
			t.Errorf("%s is said to be of %s", f.Name, f.Modified)
		}
		r, err := f.Open()
		o.must(err)
		data, err := io.ReadAll(r)
		o.must(err)
		files[f.Name] = string(data)
	}
	for line := range strings.Lines(files["SHA256SUMS"]) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(files[name]))); got != sum {
			t.Errorf("%s: %s, said to be %s", name, got, sum)
		}
	}
	if len(files) != 25 || !strings.Contains(files["half-years.csv"], ",'=1+1,") ||
		!strings.Contains(files["en/requirements.txt"], "on what is recorded") {
		t.Errorf("%d files:\n%s", len(files), files["half-years.csv"])
	}
	for name, head := range map[string]string{"sv/moten.csv": "datum,id,myndigheter,",
		"en/meetings.csv": "date,id,public_bodies,", "sv/forum.csv": "medlem,sort,från,till,regler",
		"sv/LAS-MIG.txt": "Granskningspaket\n", "en/README.txt": "Review pack\n"} {
		if !strings.HasPrefix(files[name], head) {
			t.Errorf("%s begins with %.60q", name, files[name])
		}
	}
}

// Real rows of the partnership's table come out of the database as they went in:
// the header, and every value of every row. Read again they change nothing.
func TestTheTableComesBackFromTheDatabase(t *testing.T) {
	data, err := os.ReadFile(trial.Fixtures(t, "ogp", "commitments-sample.csv"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := plan.ReadTable(data)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, row := range table.Rows {
		rows[row[0]] = row
	}
	engines(t, func(t *testing.T, o *office) {
		done, err := o.ImportPlans(ctx, o.boss, "exempeldepartementet", table.Plans(), "Inläst.")
		o.must(err)
		all, err := o.PublicPlans(ctx)
		o.must(err)
		var contents []plan.Content
		for _, p := range all {
			contents = append(contents, p.Content)
		}
		written := plan.WriteTable(plan.Rows(contents))
		back, err := plan.ReadTable(written)
		o.must(err)
		head, _, _ := bytes.Cut(data, []byte("\r\n"))
		if len(back.Rows) != len(table.Rows) || len(all) != len(done.New) ||
			!bytes.HasPrefix(written, append(head, "\r\n"...)) {
			t.Fatalf("%d rows of %d in %d plans", len(back.Rows), len(table.Rows), len(all))
		}
		for _, row := range back.Rows {
			if !slices.Equal(row, rows[row[0]]) {
				t.Errorf("%s came back otherwise", row[0])
			}
		}
		again, err := o.ImportPlans(ctx, o.boss, "exempeldepartementet", back.Plans(), "Igen.")
		if err != nil || len(again.Same) != len(all) {
			t.Errorf("read again: %d the same, %v", len(again.Same), err)
		}
	})
}
