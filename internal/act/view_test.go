package act_test

import (
	"strings"
	"testing"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// listening is a consultation that takes views until the day after the meeting.
func (o *office) listening() consult.Forum {
	o.t.Helper()
	c := december(10)
	c.Questions = []consult.Question{{ID: "q1", Text: consult.Text{SV: "Vad saknas?"}}}
	c.WrittenInput = consult.Input{Open: true, Until: c.Meeting.End.AddDate(0, 0, 1)}
	return o.open(c).Forum()
}

func opinion(text string) consult.ViewForm {
	return consult.ViewForm{Text: text, Subject: consult.Subject{About: consult.AQuestion, ID: "q1"},
		Sender: consult.Sender{Kind: consult.APerson, Name: "Ada", Language: "sv"}}
}

// speaks sends a view and gives it with the link that its author holds.
func (o *office) speaks(f consult.Forum, key, text string) (consult.View, act.Link) {
	o.t.Helper()
	v, err := o.BeginView(ctx, f, key, opinion(text))
	o.must(err)
	l := o.ViewLink(v)
	v, err = o.SendView(ctx, l, v.Saved)
	o.must(err)
	return v, l
}

func (o *office) queue(f consult.Forum) []consult.View {
	o.t.Helper()
	q, err := o.Views(ctx, o.editor, store.ViewFilter{Forum: f})
	o.must(err)
	return q.Views
}

// A double press, a second window and a form that is sent again make one view.
func TestAViewIsSentOnce(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	v, l := o.speaks(f, "key", "Så här.")
	again, err := o.SendView(ctx, l, v.Saved)
	o.must(err)
	same, err := o.BeginView(ctx, f, "key", opinion("Något annat."))
	o.must(err)
	if again.Number != 1 || same.ID != v.ID || same.Text != "Så här." {
		t.Errorf("%d, %+v", again.Number, same)
	}
	draft, err := o.BeginView(ctx, f, "other", opinion("Ett."))
	o.must(err)
	_, err = o.ChangeView(ctx, o.ViewLink(draft), consult.ViewForm{Text: "Två.", Saved: 1,
		Subject: draft.Subject, Sender: draft.Sender})
	o.must(err)
	if _, err := o.SendView(ctx, o.ViewLink(draft), 1); fault.Of(err) != fault.Conflict {
		t.Errorf("what was not read was sent: %v", err)
	}
	if n := len(o.queue(f)); n != 1 {
		t.Errorf("%d views, want one", n)
	}
}

// A draft is its author's own: staff neither see it nor learn that there is one.
func TestN13ADraftIsItsAuthorsOwn(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	draft, err := o.BeginView(ctx, f, "key", opinion("Hemligt än."))
	o.must(err)
	q, err := o.Views(ctx, o.boss, store.ViewFilter{Forum: f})
	o.must(err)
	log, err := o.Log(ctx, o.boss, f.Consultation(), 100, 0)
	o.must(err)
	for _, e := range log {
		if strings.HasPrefix(e.Act, "view") {
			t.Errorf("the log tells of a draft: %+v", e)
		}
	}
	if len(q.Views) > 0 || q.Count.All > 0 {
		t.Errorf("the queue tells of a draft: %+v", q.Count)
	}
	if _, err := o.View(ctx, o.boss, draft.ID); fault.Of(err) != fault.NotFound {
		t.Errorf("staff opened a draft: %v", err)
	}
	bad := act.Link(string(draft.ID) + "~" + strings.Repeat("a", 30))
	if _, err := o.OwnView(ctx, bad); fault.Of(err) != fault.NotFound {
		t.Errorf("a guessed link opens a draft: %v", err)
	}
	o.clock.set(opening.AddDate(0, 0, 31))
	o.must(o.RunJob(ctx, store.Job{Kind: "requests"}))
	if _, err := o.OwnView(ctx, o.ViewLink(draft)); fault.Of(err) != fault.NotFound {
		t.Errorf("a draft is kept for ever: %v", err)
	}
}

// Views are taken before, during and after the meeting, within the window.
func TestTheWindowIsKept(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	meeting := december(10).Meeting
	for at, want := range map[time.Time]fault.Kind{opening: "", meeting.Start: "", meeting.End: "",
		meeting.End.AddDate(0, 0, 1): fault.Refused} {
		o.clock.set(at)
		if _, err := o.BeginView(ctx, f, at.String(), opinion("Så.")); fault.Of(err) != want {
			t.Errorf("%v: %v, want %q", at, err, want)
		}
	}
}

// What was sent stays when it is changed or withdrawn; only the copy goes.
func TestTheRecordCopyStays(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	v, l := o.speaks(f, "key", "Ring Bo Ek.")
	masks, err := consult.MaskWords(v.Text, "Bo Ek", consult.PersonalData)
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, masks)
	o.must(err)
	_, err = o.ChangeView(ctx, l, consult.ViewForm{Text: "Ring ingen.", Saved: v.Saved})
	o.must(err)
	said, err := o.PublicViews(ctx, store.CopyFilter{Forum: f})
	o.must(err)
	if got := consult.Said(said.Views[0].Pieces); got != "Ring […]." || said.Views[0].By != "" ||
		said.Views[0].Sender.Name != "" {
		t.Errorf("published: %q, %+v", got, said.Views[0])
	}
	if _, err := o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1},
		nil); fault.Of(err) != fault.Conflict {
		t.Errorf("a version that nobody has read was published: %v", err)
	}
	_, err = o.WithdrawView(ctx, l)
	o.must(err)
	said, err = o.PublicViews(ctx, store.CopyFilter{Forum: f})
	o.must(err)
	kept, err := o.View(ctx, o.editor, v.ID)
	o.must(err)
	if len(said.Views) > 0 || len(kept.Versions) != 2 || kept.Versions[0].Text != "Ring Bo Ek." {
		t.Errorf("%d published, kept %+v", len(said.Views), kept.Versions)
	}
	if kept.Copy.Number > 0 || said.Log.Withdrawn != 1 || said.Log.Received != 1 {
		t.Errorf("%+v, %+v", kept.Copy, said.Log)
	}
}

// A reason for withholding is one of those fixed before launch, and an appeal
// goes to somebody else.
func TestWithholdingHasAReasonAndAnAppeal(t *testing.T) {
	o := newOffice(t, sqlite(t))
	v, l := o.speaks(o.listening(), "key", "Köp våra varor.")
	no := consult.Ruling{Verdict: consult.Withhold, Reason: "påhittat", Version: 1}
	if _, err := o.RuleView(ctx, o.editor, v.ID, no, nil); fault.Of(err) != fault.Invalid {
		t.Errorf("withheld for a reason that was made up: %v", err)
	}
	no.Reason = "advertising"
	_, err := o.RuleView(ctx, o.editor, v.ID, no, nil)
	o.must(err)
	_, err = o.AppealView(ctx, l, "Det är ingen reklam.")
	o.must(err)
	if _, err := o.RuleView(ctx, o.editor, v.ID, no, nil); fault.Of(err) != fault.Refused {
		t.Errorf("the same moderator judged the appeal: %v", err)
	}
	v, err = o.RuleView(ctx, o.boss, v.ID, no, nil)
	o.must(err)
	if v.Waits() || !v.Ruling.Second {
		t.Errorf("%+v", v.Ruling)
	}
	if _, err := o.AppealView(ctx, l, "Igen."); fault.Of(err) != fault.Refused {
		t.Errorf("a third decision was asked for: %v", err)
	}
}

// The mail about a view leads to it and holds no word of it: who typed the
// address is not known (N-10).
func TestN10TheReceiptCarriesNoWordsOfOthers(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	form := opinion("Köp nu! https://example.org/bluff")
	form.Sender.Email, form.Sender.Name = "ada@example.org", "Ada\r\nBcc: alla@example.org"
	v, err := o.BeginView(ctx, f, "key", form)
	o.must(err)
	_, err = o.SendView(ctx, o.ViewLink(v), v.Saved)
	o.must(err)
	o.post()
	m := o.sent.to(t, "ada@example.org", "synpunkt 1")
	if strings.Contains(m.Text, "bluff") || strings.Contains(m.Text, "Bcc") || m.To.Name != "" ||
		!strings.Contains(m.Text, string(o.ViewLink(v))) {
		t.Errorf("the mail says:\n%s", m.Text)
	}
}

// A view has its place in the public record; the copy that is withdrawn leaves
// nothing there that could be tied to it.
func TestViewsStandInTheRecord(t *testing.T) {
	o := newOffice(t, sqlite(t))
	v, l := o.speaks(o.listening(), "key", "Så här.")
	_, err := o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	o.must(err)
	_, err = o.Integrate(ctx)
	o.must(err)
	receipt, err := o.ViewReceipt(ctx, l, 1)
	o.must(err)
	if receipt.Proof == nil || !receipt.Statement.Says(receipt.Content) ||
		!strings.Contains(string(receipt.Content), "Så här.") {
		t.Errorf("the receipt proves nothing: %+v", receipt)
	}
	copied, err := o.PublicEntries(ctx, act.CopyObject(v.ID, 1))
	o.must(err)
	if len(copied) != 1 {
		t.Fatalf("the copy has %d entries", len(copied))
	}
	if _, err := o.PublicReceipt(ctx, receipt.Statement.Entry()); fault.Of(err) != fault.NotFound {
		t.Errorf("anybody can have the receipt of what was received: %v", err)
	}
	_, err = o.WithdrawView(ctx, l)
	o.must(err)
	gone, err := o.PublicReceipt(ctx, copied[0].Entry) // says that it was erased, and nothing else
	o.must(err)
	if gone.Statement.Act != "entry-erased" || len(gone.Content) > 0 ||
		strings.Contains(gone.Statement.Object, string(v.ID)) {
		t.Errorf("the record still ties something to the copy: %+v", gone.Statement)
	}
}

// An identity number is never published, and one that is masked is not there.
func TestIdentityNumbersAreNotPublished(t *testing.T) {
	o := newOffice(t, sqlite(t))
	v, _ := o.speaks(o.listening(), "key", "Jag är 890101-9805.")
	yes := consult.Ruling{Verdict: consult.Publish, Version: 1}
	if _, err := o.RuleView(ctx, o.editor, v.ID, yes, nil); fault.Of(err) != fault.Invalid {
		t.Errorf("an identity number was published: %v", err)
	}
	masks, err := consult.MaskWords(v.Text, "890101-9805", consult.PersonalData)
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, yes, masks)
	o.must(err)
}
