package act_test

import (
	"strings"
	"testing"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Who asks is shown every view, objection and draft that came from the address,
// and may have it taken out of all of them; what was said stays.
func TestN29ErasureCoversWhatWasSaid(t *testing.T) { engines(t, erasureCoversWhatWasSaid) }

func erasureCoversWhatWasSaid(t *testing.T, o *office) {
	f := o.listening()
	r, l := o.join(f.Consultation(), "Ada Exempel", "ada@example.org")
	form := opinion("Vi vill se köpen.")
	form.Sender.Email, form.Sender.Shown = "Ada@example.org", true
	sent, err := o.BeginView(ctx, f, "sent", form)
	o.must(err)
	own := o.ViewLink(sent)
	sent, err = o.SendView(ctx, own, sent.Saved)
	o.must(err)
	draft, err := o.BeginView(ctx, f, "draft", form)
	o.must(err)
	o.mailed(f, "other", "bea@example.org")
	_, err = o.RuleView(ctx, o.editor, sent.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	o.must(err)
	word := o.unlock(l, "ada@example.org")
	m, err := o.MyData(ctx, l, word)
	o.must(err)
	if len(m.Views) != 2 || m.Registration.ID != r.ID {
		t.Errorf("%d views are held, as is told, want a view and a draft", len(m.Views))
	}
	_, err = o.Erase(ctx, l, word)
	o.must(err)
	v, err := o.OwnView(ctx, own)
	o.must(err)
	if v.View.Sender.Email != "" || v.View.Sender.Shown || v.View.Text != "Vi vill se köpen." ||
		v.Copy.Sender.Name != "" || v.View.Erased.IsZero() {
		t.Errorf("%+v, %+v", v.View.Sender, v.Copy.Sender)
	}
	if _, err := o.OwnView(ctx, o.ViewLink(draft)); fault.Of(err) != fault.NotFound {
		t.Errorf("a draft outlives its author's data: %v", err)
	}
	said, err := o.PublicViews(ctx, store.CopyFilter{Forum: f})
	o.must(err)
	for _, c := range said.Views {
		if strings.Contains(c.Sender.Name, "Ada") {
			t.Errorf("the name is still published: %+v", c.Sender)
		}
	}
	if others, err := o.Views(ctx, o.editor, store.ViewFilter{Forum: f}); err != nil ||
		others.Views[1].Sender.Email != "bea@example.org" {
		t.Errorf("another's view lost its sender: %v", err)
	}
	o.integrate()
	if found, err := o.CheckRecord(ctx); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}

// Who holds the link to a view may have the name and the address taken out.
func TestTheSenderOfAViewIsForgotten(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	v, l := o.mailed(f, "1", "ada@example.org")
	_, err := o.HandOver(ctx, o.editor, f)
	o.must(err)
	v, err = o.ForgetSender(ctx, l)
	o.must(err)
	if v.Sender.Name != "" || v.Sender.Email != "" || v.Text == "" {
		t.Errorf("%+v", v)
	}
	receipt, err := o.ViewReceipt(ctx, l, 1)
	o.must(err)
	if !receipt.Statement.Says(receipt.Content) {
		t.Error("the receipt no longer holds")
	}
}
