package act_test

import (
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
)

// A view waits for somebody to read it, then for its answer; who asks for
// another moderator waits again. Nobody is told that nothing waits meanwhile.
func TestViewsWaitAmongTheTasks(t *testing.T) {
	o := newOffice(t, sqlite(t))
	reader := o.hire("Lena Läsare", "lena@example.se", account.Reader)
	f := o.listening()
	v, link := o.speaks(f, "1", "Ett.")
	due := o.waits(o.editor, 1, 1).Due
	o.waits(reader, 0, 0)

	rule := func(r consult.Ruling) {
		t.Helper()
		r.Version = 1
		_, err := o.RuleView(ctx, o.editor, v.ID, r, nil)
		o.must(err)
	}
	rule(consult.Ruling{Verdict: consult.Withhold, Reason: "threat"})
	o.waits(o.editor, 0, 0)
	_, err := o.AppealView(ctx, link, "Det är inget hot.")
	o.must(err)
	o.waits(o.editor, 1, 0)
	_, err = o.RuleView(ctx, o.boss, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	o.must(err)
	if answers := o.waits(o.editor, 0, 1); answers.Late || !answers.Due.Equal(due) {
		t.Errorf("%+v, due %s", answers, due)
	}
	o.clock.set(due)
	if answers := o.waits(o.editor, 0, 1); !answers.Late {
		t.Errorf("not late on %s: %+v", due, answers)
	}
}

// waits demands so many views and answers among what waits for somebody at the
// body, and gives the task of answering.
func (o *office) waits(who account.Person, views, answers int) (task act.Task) {
	o.t.Helper()
	list, err := o.Work(ctx, who)
	o.must(err)
	got := map[act.TaskKind]int{}
	for _, t := range list[0].Tasks {
		got[t.Kind] = t.Count
		if t.Kind == act.TaskAnswers {
			task = t
		}
	}
	if got[act.TaskViews] != views || got[act.TaskAnswers] != answers {
		o.t.Errorf("%v wait, want %d to read and %d to answer", got, views, answers)
	}
	return task
}
