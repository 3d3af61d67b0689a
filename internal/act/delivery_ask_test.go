package act_test

import (
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/purchase"
)

// ledgerTasks gives the kinds of what waits for somebody of deliveries.
func (o *office) ledgerTasks(who account.Person) (kinds []act.TaskKind) {
	o.t.Helper()
	list, err := o.Work(ctx, who)
	o.must(err)
	for _, w := range list {
		for _, task := range w.Tasks {
			if task.Delivery.ID != "" {
				kinds = append(kinds, task.Kind)
			}
		}
	}
	return kinds
}

// TestAColleagueIsAskedToPublishPurchases holds that those who may publish a
// delivery are mailed and have it among what waits for them, that nobody else
// is, and that neither outlives the decision.
func TestAColleagueIsAskedToPublishPurchases(t *testing.T) {
	o := newOffice(t, sqlite(t))
	d := o.bring(o.editor, "2024", generated(t, 100, 1))
	if got := o.ledgerTasks(o.editor); len(got) != 1 || got[0] != act.TaskLedger {
		t.Errorf("who has brought it is asked for %v", got)
	}
	o.must(o.AskDelivery(ctx, o.editor, d.ID, ""))
	o.must(o.AskDelivery(ctx, o.editor, d.ID, ""))
	if got := o.ledgerTasks(o.editor); len(got) != 0 {
		t.Errorf("who asks is asked for %v", got)
	}
	if got := o.ledgerTasks(o.boss); len(got) != 1 || got[0] != act.TaskDelivery {
		t.Errorf("who may publish is asked for %v", got)
	}
	const words = "Granska och publicera: inköp hos"
	o.post()
	if n := o.letters(o.boss.Email, words); n != 1 {
		t.Errorf("who may publish has %d letters", n)
	}
	if n := o.letters(o.editor.Email, words); n != 0 {
		t.Errorf("who asks has %d letters", n)
	}
	_, err := o.PublishDelivery(ctx, o.boss, d.ID, "")
	o.must(err)
	if got := o.ledgerTasks(o.boss); len(got) != 0 {
		t.Errorf("what is decided about asks for %v", got)
	}
	next := o.bring(o.editor, "2023", january(generated(t, 100, 1)))
	if next.State() == purchase.Ready {
		t.Error("rows of another year are taken")
	}
	if got := o.ledgerTasks(o.editor); len(got) != 1 || got[0] != act.TaskLedger {
		t.Errorf("what cannot be read asks for %v", got)
	}
}

// TestWhoBroughtItIsNotAskedWhereTheBodyWantsFourEyes lets an editor ask for
// what a publisher has brought.
func TestWhoBroughtItIsNotAskedWhereTheBodyWantsFourEyes(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: ministry, Name: "Exempeldepartementet",
		Email: "a@example.se", FourEyes: true}))
	d := o.bring(o.boss, "2024", generated(t, 100, 1))
	o.must(o.AskDelivery(ctx, o.editor, d.ID, ""))
	if got := o.ledgerTasks(o.boss); len(got) != 0 {
		t.Errorf("who has brought it is asked for %v", got)
	}
	o.post()
	if n := o.letters(o.boss.Email, "Granska och publicera"); n != 0 {
		t.Errorf("who has brought it has %d letters", n)
	}
}
