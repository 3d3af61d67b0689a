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

// drafts writes the draft of a summary.
func (o *office) drafts(f consult.Forum, body string) consult.Version {
	o.t.Helper()
	v, err := o.OpenDraft(ctx, o.editor, f.Consultation(), consult.Report)
	o.must(err)
	v.Summary.Sections = []consult.Section{{Heading: consult.Text{SV: "Vad saknas?"},
		Body: consult.Text{SV: body}}}
	v, err = o.SaveDraft(ctx, o.editor, v)
	o.must(err)
	return v
}

// objects sends an objection to a sentence of the first draft.
func (o *office) objects(f consult.Forum, sentence int, text string) (consult.View, error) {
	form := opinion(text)
	form.Subject = consult.Subject{About: consult.TheSummary, ID: "1",
		Excerpt: consult.Excerpt{From: sentence, To: sentence}}
	v, err := o.BeginView(ctx, f, "objection "+text, form)
	if err != nil {
		return v, err
	}
	return o.SendView(ctx, o.ViewLink(v), v.Saved)
}

func (o *office) publishes(v consult.Version) error {
	return o.Publish(ctx, o.boss, v.Consultation, consult.Report, v.Number, "")
}

// What was said becomes a final summary only after those who took part have
// had their time to object, and each objection has its answer.
func TestASummaryIsFinalAfterTheRightOfReply(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.mailed(f, "1", "ada@example.org")
	o.speaks(f, "2", "Ett till.")
	v := o.drafts(f, "Någon vill se köpen (#1). Någon vill mer.")
	if err := o.publishes(v); !refusedAs(err, "draft-out.first") {
		t.Fatalf("final without a draft: %v", err)
	}
	until := opening.Add(consult.UsualReply)
	n, err := o.SendSummary(ctx, o.boss, v, until)
	o.must(err)
	if err := o.publishes(v); n != 1 || !refusedAs(err, "draft-out.running") {
		t.Fatalf("%d, final while one can object: %v", n, err)
	}
	if err := o.CloseForum(ctx, o.boss, f); !refusedAs(err, "draft-out.not-closed") {
		t.Errorf("closed while one can object: %v", err)
	}
	objection, err := o.objects(f, 2, "Det var jag som sade det.")
	o.must(err)
	if objection.Sort != consult.Objection || objection.Subject.Quote != "Någon vill mer." ||
		objection.Number != 3 {
		t.Errorf("%+v", objection)
	}
	o.clock.set(until)
	if _, err := o.objects(f, 1, "För sent."); !refusedAs(err, "objection.over") {
		t.Errorf("taken too late: %v", err)
	}
	if err := o.publishes(v); !refusedAs(err, "draft-out.unanswered") {
		t.Fatalf("final although an objection has no answer: %v", err)
	}
	o.answer(f, 3)
	_, err = o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	if err := o.publishes(v); !refusedAs(err, "draft-out.unanswered") {
		t.Fatalf("final although nobody has read an objection: %v", err)
	}
	_, err = o.RuleView(ctx, o.editor, objection.ID, consult.Ruling{Verdict: consult.Publish,
		Version: 1}, nil)
	o.must(err)
	o.must(o.publishes(v))
	p, err := o.PublicConsultation(ctx, o.slug(f))
	o.must(err)
	if len(p.SentDraft.Objections) != 1 || p.Answers[3].Number == 0 || p.SentDraft.Waiting != 0 {
		t.Errorf("printed with the text: %+v", p.SentDraft)
	}
	m, err := o.Mirrored(ctx, f, 1)
	o.must(err)
	if !m.Final || len(m.Sections) != 1 {
		t.Errorf("view 1 is not led back to: %+v", m)
	}
	o.integrate()
	if found, err := o.CheckRecord(ctx); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}

func (o *office) slug(f consult.Forum) string {
	o.t.Helper()
	h, err := o.Hearing(ctx, f)
	o.must(err)
	return strings.TrimPrefix(h.Venue.Path, "/samrad/")
}

func refusedAs(err error, message string) bool {
	e, ok := err.(*fault.Error)
	return ok && e.Kind == fault.Refused && e.Message == message
}

// Who wrote and who registered is told once of the draft, once before the time
// is over, and once of the final text; no mail has a word of a view.
func TestThoseWhoTookPartAreToldOnce(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.mailed(f, "1", "ada@example.org")
	o.mailed(f, "2", "ada@example.org")
	o.mailed(f, "3", "bea@example.org")
	v := o.drafts(f, "Alla vill se köpen (#1–#3).")
	_, err := o.SendSummary(ctx, o.boss, v, opening.Add(consult.UsualReply))
	o.must(err)
	o.post()
	for _, who := range []string{"ada@example.org", "bea@example.org"} {
		if text := o.sent.to(t, who, "Läs utkastet").Text; !strings.Contains(text, "/utkast") ||
			strings.Contains(text, "köpen") {
			t.Errorf("%s", text)
		}
	}
	if n := o.sent.count("Läs utkastet"); n != 2 {
		t.Errorf("%d letters of the draft, want one to each", n)
	}
	o.clock.set(opening.Add(consult.UsualReply - consult.ReplyReminder))
	o.post()
	if n := o.sent.count("Två dagar kvar"); n != 2 {
		t.Errorf("%d reminders, want one to each", n)
	}
	o.clock.set(opening.Add(consult.UsualReply))
	o.must(o.publishes(v))
	o.post()
	if n := o.sent.count("Sammanfattningen är klar"); n != 2 {
		t.Errorf("%d letters of the final text, want one to each", n)
	}
}

// What is sent is what was read, by who may, with time enough, and says
// nothing of views that are not there.
func TestADraftIsSentAsItWasRead(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.speaks(f, "1", "Ett.")
	v := o.drafts(f, "Någon sade ett (#1).")
	soon, later := opening.Add(3*24*time.Hour), opening.Add(consult.UsualReply)
	old := v
	old.Saved--
	for name, try := range map[string]struct {
		who   account.Person
		v     consult.Version
		until time.Time
		want  fault.Kind
	}{"editor": {o.editor, v, later, fault.Forbidden}, "stale": {o.boss, old, later, fault.Conflict},
		"short": {o.boss, v, soon, fault.Invalid}, "endless": {o.boss, v, opening.AddDate(1, 0, 0), fault.Invalid}} {
		if _, err := o.SendSummary(ctx, try.who, try.v, try.until); fault.Of(err) != try.want {
			t.Errorf("%s: %v, want %s", name, err, try.want)
		}
	}
	v = o.drafts(f, "Någon sade två (#2).")
	if _, err := o.SendSummary(ctx, o.boss, v, later); fault.Of(err) != fault.Invalid {
		t.Errorf("a view that is not there: %v", err)
	}
	if _, err := o.PublicDraft(ctx, f); fault.Of(err) != fault.NotFound {
		t.Errorf("a draft that was not sent can be read: %v", err)
	}
}

// Staff see which views the text leads to; hidden ones are not told in public.
func TestCoverageTellsNothingHidden(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	for _, text := range []string{"Ett.", "Två.", "Tre."} {
		o.speaks(f, text, text)
	}
	for i, v := range o.queue(f) {
		r := consult.Ruling{Verdict: consult.Publish, Version: 1}
		if i == 1 {
			r = consult.Ruling{Verdict: consult.Withhold, Reason: "threat", Version: 1}
		}
		if i < 2 {
			_, err := o.RuleView(ctx, o.editor, v.ID, r, nil)
			o.must(err)
		}
	}
	v := o.drafts(f, "Alla vill det (#1–#3).")
	w, err := o.SummaryWork(ctx, o.editor, f.Consultation(), v.Summary)
	o.must(err)
	if len(w.Views) != 2 || len(w.Coverage.Missing) != 0 || len(w.Coverage.Unknown) != 0 {
		t.Errorf("%+v", w.Coverage)
	}
	_, err = o.SendSummary(ctx, o.boss, v, opening.Add(consult.UsualReply))
	o.must(err)
	p, err := o.PublicDraft(ctx, f)
	o.must(err)
	if len(p.SentDraft.Views) != 1 || len(p.SentDraft.Coverage.Views) != 1 ||
		p.SentDraft.Hidden != 1 {
		t.Errorf("%+v", p.SentDraft)
	}
	_, err = o.SummaryWork(ctx, account.Person{}, f.Consultation(), v.Summary)
	if fault.Of(err) == "" {
		t.Error("anybody sees the work of staff")
	}
}

// A published reason why no answer is given lets a dialogue close, and is no answer.
func TestAReasonWhyNotIsNoAnswer(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.speaks(f, "1", "Ett.")
	a, err := o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	o.must(err)
	form := consult.AnswerForm{Position: consult.Unanswered,
		Reason: consult.Text{SV: "Samma fråga prövas i domstol."},
		Ready:  true, Saved: a.Saved}
	a, err = o.SaveAnswer(ctx, o.editor, a.ID, form)
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	c := o.clockOf(f)
	if c.Answered != 0 || c.Declined != 1 || c.InTime != 0 || c.Counted != 1 || c.HasMedian ||
		c.Open != 0 {
		t.Errorf("%+v", c)
	}
	o.must(o.CloseForum(ctx, o.boss, f))
	o.clock.set(opening.AddDate(0, 0, 3))
	form.Position, form.Saved = consult.Accepted, a.Saved
	_, err = o.SaveAnswer(ctx, o.editor, a.ID, form)
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, f, []consult.AnswerID{a.ID}, "Domen har kommit.")
	o.must(err)
	if c = o.clockOf(f); c.Answered != 1 || c.Declined != 0 || c.Median != 3*24*time.Hour {
		t.Errorf("after the answer: %+v", c)
	}
}

func (o *office) clockOf(f consult.Forum) consult.ViewClock {
	o.t.Helper()
	a, err := o.PublicAnswers(ctx, f)
	o.must(err)
	return a.Clock
}

// An objection is asked of staff until it has its answer.
func TestObjectionsStandAmongTheTasks(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	o.speaks(f, "1", "Ett.")
	_, err := o.SendSummary(ctx, o.boss, o.drafts(f, "Ett (#1)."), opening.Add(consult.UsualReply))
	o.must(err)
	_, err = o.objects(f, 0, "Allt är fel.")
	o.must(err)
	tasks, err := o.Tasks(ctx, o.editor, f.Consultation())
	o.must(err)
	found := 0
	for _, task := range tasks {
		if task.Kind == act.TaskObjections {
			found = task.Count
		}
	}
	if found != 1 {
		t.Errorf("%+v", tasks)
	}
	own, err := o.Views(ctx, o.editor, store.ViewFilter{Forum: f, Waiting: true})
	o.must(err)
	if len(own.Views) != 2 {
		t.Errorf("the objection is not in the queue: %+v", own.Views)
	}
}

// count tells how many messages have words in their subject.
func (p *postbox) count(words string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.mail {
		if strings.Contains(m.Subject, words) {
			n++
		}
	}
	return n
}

// No identity number is published in what staff write: an answer, a reason, a
// draft of a summary. Organisation numbers and coordination numbers are told apart.
func TestN31NoIdentityNumberInWhatStaffPublish(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	v, _ := o.speaks(f, "1", "Ett.")
	a, err := o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	o.must(err)
	for text, want := range map[string]fault.Kind{"Ring 811218-9876.": fault.Invalid,
		"Samordningsnummer 811278-9873.": fault.Invalid, "Se 202100-5489, organisationsnumret.": ""} {
		_, err := o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: consult.Accepted,
			Reason: consult.Text{SV: text}, Ready: true, Saved: a.Saved})
		if fault.Of(err) != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	if err := o.PostponeView(ctx, o.editor, v.ID, opening.AddDate(0, 3, 0), "Väntar på 811218-9876."); fault.Of(err) != fault.Invalid {
		t.Errorf("a reason: %v", err)
	}
	draft := o.drafts(f, "Ett (#1), sade 811218-9876.")
	if _, err := o.SendSummary(ctx, o.boss, draft, opening.Add(consult.UsualReply)); fault.Of(err) != fault.Invalid {
		t.Errorf("a draft of a summary: %v", err)
	}
}
