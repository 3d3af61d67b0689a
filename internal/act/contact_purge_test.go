package act_test

import (
	"testing"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Who sent a case is forgotten when it has been over for as long as its contact
// point says, each field with a receipt; a case that is open waits, the words
// stay, and the name stays until the register has the document.
func TestN29WhoSentACaseIsForgottenInTime(t *testing.T) { engines(t, whoSentACaseIsForgotten) }

func whoSentACaseIsForgotten(t *testing.T, o *office) {
	f := o.point()
	kind(t, o.KeepCases(ctx, o.editor, "exempeldepartementet", 30), fault.Forbidden)
	kind(t, o.KeepCases(ctx, o.boss, "exempeldepartementet", -1), fault.Invalid)
	kind(t, o.KeepCases(ctx, o.boss, "exempeldepartementet", consult.MaxKeep+1), fault.Invalid)
	o.must(o.KeepCases(ctx, o.boss, "exempeldepartementet", 30))
	over, l := o.asks(f, "ada", consult.ARequest, missingData())
	open, _ := o.asks(f, "bea", consult.ARequest, missingData())
	_, err := o.RuleView(ctx, o.editor, over.ID, consult.Ruling{Verdict: consult.Withhold, Reason: "secrecy",
		Version: 1}, nil)
	o.must(err)
	o.must(o.MessageCase(ctx, o.editor, over.ID, "Det är sekretess.", true))
	sender := func(id consult.ViewID) (s consult.Sender) {
		o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
			v, err := tx.View(id)
			s = v.Sender
			return err
		}))
		return s
	}
	o.clock.set(opening.AddDate(0, 0, 30).Add(-1))
	o.purges()
	if sender(over.ID).Email != "ada@example.org" {
		t.Error("an address went before its time")
	}
	o.clock.set(opening.AddDate(0, 0, 30))
	o.purges()
	if s := sender(over.ID); s.Email != "" || s.Name == "" {
		t.Errorf("after its time, and before the register has the document: %+v", s)
	}
	if sender(open.ID).Email == "" {
		t.Error("who waits for an answer cannot be told of it")
	}
	_, err = o.HandOver(ctx, o.editor, f)
	o.must(err)
	o.purges()
	if s := sender(over.ID); s.Name != "" {
		t.Errorf("the register has the document: %+v", s)
	}
	in, err := o.Inbox(ctx, o.editor, "exempeldepartementet")
	o.must(err)
	if len(in.Gone) != 2 || in.Gone[0].What != "names" || in.Gone[1].What != "addresses" ||
		in.Gone[0].Count != 1 || in.Gone[1].Count != 1 {
		t.Errorf("receipts: %+v", in.Gone)
	}
	own, err := o.OwnCase(ctx, l)
	o.must(err)
	if own.View.Text != "Jag vill se köpen." || own.Messages[0].Text != "Det är sekretess." {
		t.Errorf("what was written has gone: %+v", own)
	}
	o.integrate()
	if found, err := o.CheckRecord(ctx); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}

// purges has the program delete what has fallen due.
func (o *office) purges() {
	o.t.Helper()
	o.must(o.RunJob(ctx, store.Job{Kind: "requests"}))
}
