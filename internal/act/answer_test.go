package act_test

import (
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// said sends a view with an address to tell of the answer.
func (o *office) mailed(f consult.Forum, key, address string) (consult.View, act.Link) {
	o.t.Helper()
	form := opinion("Vi vill se köpen.")
	form.Sender.Email = address
	v, err := o.BeginView(ctx, f, key, form)
	o.must(err)
	l := o.ViewLink(v)
	v, err = o.SendView(ctx, l, v.Saved)
	o.must(err)
	return v, l
}

// answer begins an answer and makes it ready.
func (o *office) answer(f consult.Forum, views ...int64) consult.Answer {
	o.t.Helper()
	a, err := o.BeginAnswer(ctx, o.editor, f, views, "")
	o.must(err)
	a, err = o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: consult.PartlyAccepted,
		Reason: consult.Text{SV: "Delvis, för att …"}, Ready: true, Saved: a.Saved})
	o.must(err)
	return a
}

// Like views get one answer at one moment; each author is told, and the clock stops.
func TestLikeViewsAreAnsweredTogether(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.mailed(f, "1", "ada@example.org")
	o.mailed(f, "2", "bea@example.org")
	o.speaks(f, "3", "Något annat.")
	o.clock.set(opening.AddDate(0, 0, 2))
	o.answer(f, 1, 2)
	public, err := o.PublicAnswers(ctx, f)
	o.must(err)
	if len(public.Answers) > 0 || public.Clock.Considered != 2 || public.Clock.Answered > 0 {
		t.Errorf("before: %+v", public)
	}
	o.clock.set(opening.AddDate(0, 0, 3))
	n, err := o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	o.post()
	for _, who := range []string{"ada@example.org", "bea@example.org"} {
		if text := o.sent.to(t, who, "fått svar").Text; strings.Contains(text, "för att …") ||
			!strings.Contains(text, "/min-synpunkt/") {
			t.Errorf("%s", text)
		}
	}
	public, err = o.PublicAnswers(ctx, f)
	o.must(err)
	c := public.Clock
	if n != 1 || len(public.Answers) != 1 || len(public.Answers[0].Views) != 2 ||
		public.Answers[0].By != "" || c.Answered != 2 || c.Open != 1 || c.InTime != 2 {
		t.Errorf("%d, %+v", n, public)
	}
	if !c.HasMedian || c.Median != 3*24*time.Hour {
		t.Errorf("median %v", c.Median)
	}
	if _, err := o.PublishAnswers(ctx, o.boss, f, nil, ""); fault.Of(err) != fault.Refused {
		t.Errorf("nothing was published, and that was no refusal: %v", err)
	}
}

// A published answer is not changed: there is a new version, with a reason.
func TestAnAnswerIsNotOverwritten(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.speaks(f, "1", "Ett.")
	a := o.answer(f, 1)
	_, err := o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	form := consult.AnswerForm{Position: consult.Accepted, Reason: consult.Text{SV: "Ja."},
		Ready: true,
		Saved: a.Saved}
	_, err = o.SaveAnswer(ctx, o.editor, a.ID, form)
	o.must(err)
	if _, err := o.SaveAnswer(ctx, o.boss, a.ID, form); fault.Of(err) != fault.Conflict {
		t.Errorf("written over from another window: %v", err)
	}
	ids := []consult.AnswerID{a.ID}
	if _, err := o.PublishAnswers(ctx, o.boss, f, ids, ""); fault.Of(err) != fault.Invalid {
		t.Errorf("a new version without a reason: %v", err)
	}
	public, err := o.PublicAnswers(ctx, f)
	o.must(err)
	if public.Answers[0].Position != consult.PartlyAccepted {
		t.Error("a draft shows")
	}
	_, err = o.PublishAnswers(ctx, o.boss, f, ids, "Vi hade fel.")
	o.must(err)
	d, err := o.Answer(ctx, o.editor, a.ID)
	o.must(err)
	if len(d.Versions) != 2 || d.Versions[0].Reason.SV != "Delvis, för att …" ||
		d.Versions[1].Why != "Vi hade fel." {
		t.Errorf("%+v", d.Versions)
	}
	if fault.Of(o.DropAnswer(ctx, o.editor, a.ID)) != fault.Refused {
		t.Error("a published answer was thrown away")
	}
}

// A dialogue cannot be closed while a view has neither an answer nor a
// published reason why not; then no more is taken.
func TestClosingIsRefusedUntilAllIsAnswered(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	_, own := o.speaks(f, "1", "Ett.")
	o.speaks(f, "2", "Två.")
	spam, _ := o.speaks(f, "3", "Köp.")
	kind(t, o.CloseForum(ctx, o.boss, f), fault.Refused)
	o.answer(f, 2)
	_, err := o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	_, err = o.WithdrawView(ctx, own)
	o.must(err)
	kind(t, o.CloseForum(ctx, o.boss, f), fault.Refused)
	_, err = o.RuleView(ctx, o.editor, spam.ID, consult.Ruling{Verdict: consult.Withhold,
		Reason: "advertising", Version: 1}, nil)
	o.must(err)
	kind(t, o.CloseForum(ctx, o.editor, f), fault.Forbidden)
	o.must(o.CloseForum(ctx, o.boss, f))
	_, err = o.BeginView(ctx, f, "4", opinion("Sent."))
	kind(t, err, fault.Refused)
	o.must(o.ReopenForum(ctx, o.boss, f))
	_, err = o.BeginView(ctx, f, "4", opinion("Sent."))
	o.must(err)
}

// The owners are reminded three and seven days after the day, once each.
func TestOwnersAreReminded(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	v, _ := o.speaks(f, "1", "Ett.")
	o.speaks(f, "2", "Två.")
	due := v.Sent.AddDate(0, 0, 30)
	count := func() (n int) {
		for _, m := range o.sent.mail {
			if m.To.Address == "egon@example.se" && strings.Contains(m.Subject, "försenade") {
				n++
			}
		}
		return n
	}
	for _, row := range []struct{ days, want int }{{2, 0}, {3, 1}, {6, 1}, {7, 2}, {30, 2}} {
		o.clock.set(due.AddDate(0, 0, row.days))
		o.post()
		if got := count(); got != row.want {
			t.Errorf("after %d days: %d reminders, want %d", row.days, got, row.want)
		}
	}
}

// A view can be handed to another body, which then answers; the first cannot
// any more. Notes stay inside.
func TestAViewIsHandedOver(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempelmyndigheten", Name: "Exempelmyndigheten",
		Email: "fraga@example.se", Fictitious: true}))
	mia, err := o.SetRole(ctx, account.System, "exempelmyndigheten", "Mia Exempel", "mia@example.se",
		account.Publisher)
	o.must(err)
	f := o.listening()
	v, _ := o.speaks(f, "1", "Ett.")
	o.must(o.NoteView(ctx, o.editor, v.ID, "Ring först."))
	kind(t, o.HandView(ctx, mia, v.ID, "exempelmyndigheten", "vår"), fault.NotFound)
	kind(t, o.HandView(ctx, o.editor, v.ID, "ingen", "deras"), fault.Invalid)
	o.must(o.HandView(ctx, o.editor, v.ID, "exempelmyndigheten", "De har uppgifterna."))
	o.post()
	o.sent.to(t, "mia@example.se", "något att svara på")
	_, err = o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	kind(t, err, fault.NotFound)
	q, err := o.AnswerQueue(ctx, mia, store.DutyFilter{Body: "exempelmyndigheten", Limit: 10})
	o.must(err)
	if len(q.Views) != 1 || q.Open != 1 {
		t.Errorf("%+v", q)
	}
	task, err := o.Owed(ctx, mia, v.ID)
	o.must(err)
	if len(task.Notes) != 1 || task.Names[task.Notes[0].By] != "Egon Exempel" {
		t.Errorf("%+v", task.Notes)
	}
	public, err := o.PublicAnswers(ctx, f)
	o.must(err)
	if len(public.Moved) != 1 || public.Moved[0].Steps[0].By != "" ||
		public.Bodies["exempelmyndigheten"].Name == "" {
		t.Errorf("%+v", public.Moved)
	}
}
