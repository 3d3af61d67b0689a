package act_test

import (
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// Who registered by telephone and has no address stands as well as the others:
// staff are told to call before the offer runs out, take the answer, and have
// the address to join by at hand.
func TestOfferByTelephone(t *testing.T) {
	o := newOffice(t, sqlite(t))
	content := december(1)
	content.Meeting.Form = consult.Hybrid
	id := o.open(content)
	first, _ := o.join(id, "Ada", "ada@example.org")
	bo, err := o.Enter(ctx, o.editor, id, consult.Entry{Name: "Bo", Kind: consult.Private,
		Language: "sv"}, consult.ByPhone)
	o.must(err)
	if calls := o.calls(t); len(calls) != 0 {
		t.Errorf("staff are to call somebody in the queue: %+v", calls)
	}
	kind(t, o.AcceptFor(ctx, o.editor, id, bo.ID), fault.Gone)
	o.must(o.WithdrawFor(ctx, o.editor, id, first.ID))
	calls := o.calls(t)
	if len(calls) != 1 || calls[0].Count != 1 || calls[0].Due.IsZero() {
		t.Fatalf("nobody is told to call: %+v", calls)
	}
	_, err = o.JoinAddress(ctx, o.editor, id, bo.ID)
	kind(t, err, fault.Refused)
	kind(t, o.AcceptFor(ctx, account.Anybody, id, bo.ID), fault.SignIn)
	o.must(o.AcceptFor(ctx, o.editor, id, bo.ID))
	card, err := o.Registration(ctx, o.editor, id, bo.ID)
	o.must(err)
	if card.Registration.Status != consult.Seated || card.Log[0].Act != "accept" ||
		card.Log[0].Actor != string(o.editor.ID) {
		t.Errorf("%s, %+v", card.Registration.Status, card.Log[0])
	}
	if calls := o.calls(t); len(calls) != 0 {
		t.Errorf("the task stays: %+v", calls)
	}
	address, err := o.JoinAddress(ctx, o.editor, id, bo.ID)
	o.must(err)
	_, token, _ := strings.Cut(address, "/ga-med/")
	page, err := o.JoinPage(ctx, act.Link(token))
	o.must(err)
	if page.Registration.ID != bo.ID {
		t.Errorf("%s leads to %s", address, page.Registration.ID)
	}
	_, err = o.JoinAddress(ctx, account.Anybody, id, bo.ID)
	kind(t, err, fault.SignIn)
	o.clock.set(content.End())
	_, err = o.JoinAddress(ctx, o.editor, id, bo.ID)
	kind(t, err, fault.Refused)
}

// A join address goes to who has one by mail in no other way: what staff can
// see of it they could use.
func TestJoinAddressOnlyWithoutMail(t *testing.T) {
	o := newOffice(t, sqlite(t))
	content := december(2)
	content.Meeting.Form = consult.Hybrid
	id := o.open(content)
	ada, _ := o.join(id, "Ada", "ada@example.org")
	_, err := o.JoinAddress(ctx, o.editor, id, ada.ID)
	kind(t, err, fault.Refused)
}

// calls are the tasks of the editor to call somebody.
func (o *office) calls(t *testing.T) (calls []act.Task) {
	t.Helper()
	list, err := o.Work(ctx, o.editor)
	o.must(err)
	for _, task := range list[0].Tasks {
		if task.Kind == act.TaskCall {
			calls = append(calls, task)
		}
	}
	return calls
}
