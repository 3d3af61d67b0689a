package act_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// answering is a consultation on a plan with three views, the first of which
// has been answered after three days; the third is withdrawn.
func (o *office) answering() consult.Forum {
	o.t.Helper()
	f := o.listening()
	o.speaks(f, "1", "KANARIE-ett.")
	o.speaks(f, "2", "Två.")
	_, own := o.speaks(f, "3", "Tre.")
	_, err := o.WithdrawView(ctx, own)
	o.must(err)
	o.clock.set(opening.AddDate(0, 0, 3))
	o.answer(f, 1)
	_, err = o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	return f
}

// The measures of answers follow the answers, and whoever has the facts that
// are published can compute the same numbers; no words and no names are in them.
func TestMeasuresOfAnswersFollowTheAnswers(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.answering()
	o.clock.set(o.clock.Now().Add(time.Hour))
	facts, err := o.MeasureFacts(ctx)
	o.must(err)
	published, err := json.Marshal(facts)
	o.must(err)
	for _, never := range []string{"KANARIE", "Ada", "Delvis"} {
		if strings.Contains(string(published), never) {
			t.Errorf("%q is among the facts: %s", never, published)
		}
	}
	var fetched plan.Facts
	o.must(json.Unmarshal(published, &fetched))
	for id, want := range map[string]plan.Reading{
		"answered":    {Period: "2023-2", Value: 50, Of: 2},
		"answer-days": {Period: "2023-2", Value: 3, Of: 1},
	} {
		d, _ := plan.DefinitionOf(id)
		got := d.History(fetched, o.clock.Now(), lang.Stockholm)
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	if v := fetched.Views[0]; v.Number != 1 || !strings.HasSuffix(v.Path, "/svar") {
		t.Errorf("a fact that leads nowhere: %+v", v)
	}
}

// The requirement of a reasoned response is met when each view has its reasons,
// and stays unmet where nothing was said but that there is no answer.
func TestReasonedResponseFollowsTheAnswers(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	response := func() standard.Finding {
		t.Helper()
		r, _, err := o.PlanStandards(ctx, "sverige-5", standard.DayOf(o.clock.Now()))
		o.must(err)
		for _, q := range r.Requirements {
			if q.ID == "4.1" {
				return q.Findings[0]
			}
		}
		t.Fatal("there is no requirement 4.1")
		return standard.Finding{}
	}
	counts := func(answered, all int) {
		t.Helper()
		f := response()
		if len(f.Why) != 1 || f.Why[0].Values["Answered"] != answered ||
			f.Why[0].Values["Count"] != all {
			t.Errorf("%s %+v, want %d of %d", f.Verdict, f.Why, answered, all)
		}
	}
	f := o.answering()
	counts(1, 2)
	if e := response().Evidence; len(e) != 1 || !strings.HasSuffix(e[0].Link, "/svar#svar-1") {
		t.Errorf("evidence: %+v", e)
	}
	a, err := o.BeginAnswer(ctx, o.editor, f, []int64{2}, "")
	o.must(err)
	a, err = o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: consult.Unanswered,
		Reason: consult.Text{SV: "Ingen fråga."}, Ready: true, Saved: a.Saved})
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	counts(1, 2)
	_, err = o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: consult.NotAccepted,
		Reason: consult.Text{SV: "Nej, för att …"}, Ready: true, Saved: a.Saved})
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, f, []consult.AnswerID{a.ID}, "Vi svarar ändå.")
	o.must(err)
	counts(2, 2)
}
