package act_test

import (
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// point opens the contact point of the body of the office.
func (o *office) point() consult.Forum {
	o.t.Helper()
	o.must(o.OpenContact(ctx, o.boss, "exempeldepartementet", true))
	return consult.ContactForum("exempeldepartementet")
}

// asks sends a case and gives it with the link that its sender holds.
func (o *office) asks(f consult.Forum, key string, s consult.Sort,
	about consult.Subject) (consult.View, act.Link) {
	o.t.Helper()
	v, err := o.BeginView(ctx, f, key, consult.ViewForm{Sort: s, Subject: about, Text: "Jag vill se köpen.",
		Sender: consult.Sender{Kind: consult.APerson, Name: "Ada Exempel",
			Email: key + "@example.org", Language: "sv"}})
	o.must(err)
	l := o.ViewLink(v)
	v, err = o.SendView(ctx, l, v.Saved)
	o.must(err)
	return v, l
}

func missingData() consult.Subject {
	return consult.Subject{About: consult.MissingData, ID: "Köp per leverantör"}
}

// A request is handed to an agency, which asks, pauses, gets its reply and
// answers; the sender is told each time, and can follow all of it.
func TestARequestIsHandedOverPausedAndAnswered(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "verket", Name: "Exempelverket", Email: "verket@example.se"}))
	theirs, err := o.SetRole(ctx, account.System, "verket", "Vera", "vera@example.se", account.Publisher)
	o.must(err)
	v, l := o.asks(f, "ada", consult.ARequest, missingData())
	due := consult.AfterWorkingDays(v.Sent, 20)
	o.must(o.HandView(ctx, o.editor, v.ID, "verket", "De har uppgifterna."))
	if _, err := o.Case(ctx, o.editor, v.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("who has handed a case over still sees it: %v", err)
	}
	o.clock.set(opening.AddDate(0, 0, 1))
	o.must(o.MessageCase(ctx, theirs, v.ID, "Vilka år?", false))
	kind(t, o.MessageCase(ctx, theirs, v.ID, "Svaret.", true), fault.Refused) // it can be published
	o.must(o.PauseCase(ctx, theirs, v.ID, consult.WaitsForSender, "Vi behöver veta vilka år."))
	kind(t, o.PauseCase(ctx, theirs, v.ID, consult.WaitsForSender, "En gång till."), fault.Refused)
	o.clock.set(opening.AddDate(0, 0, 8))
	o.must(o.WriteToCase(ctx, l, "2023."))
	c, err := o.Case(ctx, theirs, v.ID)
	o.must(err)
	if want := consult.AfterWorkingDays(due, consult.WorkingDays(opening.AddDate(0, 0, 1), opening.AddDate(0, 0, 8))); !c.Duty.Due.Equal(want) ||
		!c.Duty.Paused.IsZero() || len(c.Messages) != 2 || !c.Duty.Replied.Equal(opening.AddDate(0, 0, 1)) {
		t.Errorf("%+v, due %v", c.Duty, want)
	}
	a, err := o.BeginAnswer(ctx, theirs, f, []int64{1}, "")
	o.must(err)
	a, err = o.SaveAnswer(ctx, theirs, a.ID, consult.AnswerForm{Position: consult.Accepted,
		Reason: consult.Text{SV: "I mars."}, Ready: true, Saved: a.Saved})
	o.must(err)
	_, err = o.PublishAnswers(ctx, theirs, f, []consult.AnswerID{a.ID}, "")
	o.must(err)
	o.post()
	for _, subject := range []string{"mottaget", "ny mottagare", "meddelande", "väntar",
		"besvarat"} {
		if m := o.sent.to(t, "ada@example.org", subject); strings.Contains(m.Text, "köpen") ||
			strings.Contains(m.Text, "mars") ||
			!strings.Contains(m.Text, "/mitt-arende/") {
			t.Errorf("%s: %s", subject, m.Text)
		}
	}
	o.sent.to(t, "vera@example.se", "har skrivit")
	own, err := o.OwnCase(ctx, l)
	o.must(err)
	var steps []string
	for _, s := range own.Trail.Steps {
		steps = append(steps, string(s.Kind))
		if s.By != "" {
			t.Errorf("the sender learns who of the staff did %s", s.Kind)
		}
	}
	if got := strings.Join(steps, " "); got != "handed replied paused resumed" ||
		own.Answer.Reason.SV != "I mars." ||
		own.Messages[0].By != "" {
		t.Errorf("%s, %+v", got, own.Answer)
	}
	times, err := o.ResponseTimes(ctx)
	o.must(err)
	if len(times.Table.Bodies) != 1 || times.Table.Bodies[0] != "verket" ||
		!times.Table.Cells[0][0].Hidden {
		t.Errorf("one case alone is shown: %+v", times.Table)
	}
}

// A case that is not published to protect somebody is answered to its sender
// alone: no answer to it can be made that all could read.
func TestN20APrivateCaseIsAnsweredUnseen(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	v, l := o.asks(f, "bea", consult.ARequest, missingData())
	begun, err := o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Withhold, Reason: "secrecy", Version: 1}, nil)
	o.must(err)
	_, err = o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	kind(t, err, fault.Refused)
	kind(t, o.AddToAnswer(ctx, o.editor, begun.ID, []int64{1}), fault.Refused)
	if _, err := o.PublicCase(ctx, f, 1); !fault.Is(err, fault.NotFound) {
		t.Errorf("it has a page: %v", err)
	}
	o.must(o.MessageCase(ctx, o.editor, v.ID, "Det är sekretess.", true))
	own, err := o.OwnCase(ctx, l)
	o.must(err)
	if own.Duty.Open() || own.Duty.Replied.IsZero() || own.Messages[0].Text != "Det är sekretess." {
		t.Errorf("%+v", own.Duty)
	}
	public, err := o.PublicAnswers(ctx, f)
	o.must(err)
	if len(public.Answers) > 0 || public.Clock.Answered != 1 {
		t.Errorf("%+v", public)
	}
}

// What a probe has found mended closes the reports about it, by no human
// being; when it breaks again they are open again, and nothing else is.
func TestReportsCloseOnRepairAndReopen(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	data := func(n string) consult.Subject {
		return consult.Subject{About: consult.ADataset, ID: "https://example.se/data/" + n}
	}
	report, _ := o.asks(f, "ada", consult.AnError, data("1"))
	o.asks(f, "bea", consult.AnError, data("2"))
	o.asks(f, "cia", consult.ALicence, data("1"))
	o.clock.set(opening.AddDate(0, 0, 3))
	evidence := consult.Text{SV: "Adressen svarar igen.", EN: "The address answers again."}
	all := func(consult.Duty) bool { return true }
	ours := func(_ consult.Duty, a consult.Answer, _ time.Time) bool {
		return a.Author == string(account.System.ID)
	}
	n, err := o.CloseOnRepair(ctx, data("1").ID, all, evidence)
	o.must(err)
	again, err := o.CloseOnRepair(ctx, data("1").ID, all, evidence)
	o.must(err)
	c, err := o.Case(ctx, o.editor, report.ID)
	o.must(err)
	if n != 1 || again != 0 || c.Duty.Answered.IsZero() || !c.Duty.Replied.IsZero() {
		t.Errorf("%d, %d, %+v", n, again, c.Duty)
	}
	public, err := o.PublicAnswers(ctx, f)
	o.must(err)
	if len(public.Answers) != 1 || public.Answers[0].Reason != evidence || public.Clock.Open != 2 {
		t.Errorf("%+v", public)
	}
	n, err = o.ReopenOnFailure(ctx, data("1").ID, ours, "Adressen svarar inte.")
	o.must(err)
	c, err = o.Case(ctx, o.editor, report.ID)
	o.must(err)
	if n != 1 || !c.Duty.Open() || !c.Duty.Due.Equal(consult.AfterWorkingDays(opening.AddDate(0, 0, 3), 10)) {
		t.Errorf("%d, %+v", n, c.Duty)
	}
	if n, err = o.ReopenOnFailure(ctx, data("1").ID, ours, "Adressen svarar inte."); n != 0 ||
		err != nil {
		t.Errorf("opened again what is open: %d, %v", n, err)
	}
}

// Nobody else can do anything to a case, nor learn that it is there; a view of
// a consultation is no case.
func TestN14CasesOfOthers(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	v, _ := o.asks(f, "ada", consult.AnError, missingData())
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "annan", Name: "Annan", Email: "annan@example.se"}))
	stranger, err := o.SetRole(ctx, account.System, "annan", "Sven", "sven@example.se", account.Administrator)
	o.must(err)
	_, err = o.Inbox(ctx, stranger, "exempeldepartementet")
	kind(t, err, fault.NotFound)
	_, err = o.Case(ctx, stranger, v.ID)
	kind(t, err, fault.NotFound)
	kind(t, o.PauseCase(ctx, stranger, v.ID, consult.WaitsForBody, "skäl"), fault.NotFound)
	kind(t, o.ResumeCase(ctx, stranger, v.ID), fault.NotFound)
	kind(t, o.MessageCase(ctx, stranger, v.ID, "Hej.", false), fault.NotFound)
	kind(t, o.ReopenCase(ctx, stranger, v.ID, "skäl"), fault.NotFound)
	w, err := o.SaveWish(ctx, o.editor, consult.Wish{Body: "exempeldepartementet", State: consult.Wanted,
		Title: consult.Text{SV: "Köp"}}, v.ID)
	o.must(err)
	kind(t, o.JoinWish(ctx, stranger, v.ID, w.ID), fault.NotFound)
	w.Body = "annan"
	_, err = o.SaveWish(ctx, stranger, w, "")
	kind(t, err, fault.NotFound)
	_, err = o.PublicCase(ctx, f, 1) // nobody has read it
	kind(t, err, fault.NotFound)
	kind(t, o.WriteToCase(ctx, act.Link("x~y"), "Hej."), fault.NotFound)
	draft, err := o.BeginView(ctx, f, "draft", consult.ViewForm{Sort: consult.AnError, Text: "Utkast.",
		Subject: consult.Subject{About: consult.TheWhole}, Sender: consult.Sender{Kind: consult.APerson}})
	o.must(err)
	_, err = o.Case(ctx, o.editor, draft.ID)
	kind(t, err, fault.NotFound)
	said, _ := o.speaks(o.listening(), "s", "En synpunkt.")
	_, err = o.Case(ctx, o.editor, said.ID)
	kind(t, err, fault.NotFound)
	kind(t, o.PauseCase(ctx, o.editor, said.ID, consult.WaitsForBody, "skäl"), fault.NotFound)
	_, err = o.PublicCase(ctx, said.Forum, 1)
	kind(t, err, fault.NotFound)
}

// A press is counted and nothing of it is kept: not in the log either. A closed
// contact point takes no more cases and answers those it has.
func TestSupportAndClosing(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	v, _ := o.asks(f, "ada", consult.ARequest, missingData())
	w, err := o.SaveWish(ctx, o.editor, consult.Wish{Body: "exempeldepartementet", State: consult.Wanted,
		Title: consult.Text{SV: "Köp"}}, v.ID)
	o.must(err)
	lines := func() (n int) {
		o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
			all, err := tx.AuditSince("wishes", 0, 100)
			n = len(all)
			return err
		}))
		return n
	}
	before := lines()
	o.must(o.SupportWish(ctx, w.Number))
	all, _, err := o.Wishes(ctx)
	o.must(err)
	if lines() != before || len(all) != 1 || all[0].Support != 1 || all[0].Cases != 1 {
		t.Errorf("%d lines, %+v", lines()-before, all)
	}
	kind(t, o.OpenContact(ctx, o.editor, "exempeldepartementet", false), fault.Forbidden)
	o.must(o.OpenContact(ctx, o.boss, "exempeldepartementet", false))
	_, err = o.BeginView(ctx, f, "late", consult.ViewForm{Sort: consult.ARequest, Text: "Sent.",
		Subject: missingData(), Sender: consult.Sender{Kind: consult.APerson}})
	kind(t, err, fault.Refused)
	o.must(o.MessageCase(ctx, o.editor, v.ID, "Vi svarar snart.", false))
	o.clock.set(opening.Add(200 * 24 * time.Hour))
	if in, err := o.Inbox(ctx, o.editor, "exempeldepartementet"); err != nil || len(in.Open) != 1 ||
		!in.Open[0].Late(o.clock.Now()) {
		t.Errorf("%v, %+v", err, in.Open)
	}
}

// What a measure is computed from is public one by one: of cases only those
// that have a page are told, with the day on which each was answered.
func TestCasesWithAPageAreMeasured(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	shown, _ := o.asks(f, "ada", consult.ARequest, missingData())
	o.asks(f, "bea", consult.ARequest, missingData()) // not read yet
	told := func() []plan.Handled {
		facts, err := o.MeasureFacts(ctx)
		o.must(err)
		return facts.Cases
	}
	if got := told(); len(got) != 0 {
		t.Errorf("what nobody has read is told: %v", got)
	}
	_, err := o.RuleView(ctx, o.editor, shown.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	o.must(err)
	if got := told(); len(got) != 1 || !got[0].Answered.IsZero() || got[0].Number != 1 {
		t.Errorf("%+v", got)
	}
	o.clock.set(opening.AddDate(0, 0, 9))
	a, err := o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	o.must(err)
	a, err = o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: consult.Accepted,
		Reason: consult.Text{SV: "I mars."}, Ready: true, Saved: a.Saved})
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, f, []consult.AnswerID{a.ID}, "")
	o.must(err)
	if got := told(); len(got) != 1 || !got[0].Answered.Equal(opening.AddDate(0, 0, 9)) {
		t.Errorf("%+v", got)
	}
}
