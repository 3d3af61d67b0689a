package act_test

import (
	"testing"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/record"
	"insyn/internal/store"
)

// leavesOf gives the leaves of an object in the public record.
func (o *office) leavesOf(object string) (all []store.Leaf) {
	o.t.Helper()
	o.must(o.DB.Read(ctx, func(tx *store.Tx) (err error) {
		all, err = tx.LeavesOf(object)
		return err
	}))
	return all
}

// integrate gives everything that waits its place.
func (o *office) integrate() {
	o.t.Helper()
	for {
		n, err := o.Integrate(ctx)
		o.must(err)
		if n == 0 {
			return
		}
	}
}

// A version is published, and a consultation called off: each is in the
// record with a receipt that holds.
func TestPublishedAndCancelledAreRecorded(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t))
	id := o.open(december(2))
	o.must(o.Cancel(ctx, o.boss, id, consult.Text{SV: "Lokalen är stängd"}))
	o.integrate()
	for object, want := range map[string]record.Act{
		"version/" + string(id) + "/invitation/1": "version-published",
		"consultation/" + string(id):              "consultation-cancelled",
	} {
		leaves := o.leavesOf(object)
		if len(leaves) != 1 || leaves[0].Statement.Act != want {
			t.Fatalf("%s: %+v", object, leaves)
		}
		r, err := o.Receipt(ctx, leaves[0].Entry, true)
		o.must(err)
		kept, err := record.ParseReceipt(r.Text())
		o.must(err)
		if _, err = kept.Check(r.Key); err != nil || len(kept.Content) == 0 {
			t.Errorf("%s: %q, %v", object, kept.Content, err)
		}
	}
}

// An act that fails leaves nothing in the record; one that waits has a receipt that says so.
func TestNoLeafWithoutItsAct(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t))
	id := o.open(december(2))
	if err := o.Publish(ctx, o.boss, id, consult.Invitation, 1, "igen"); err == nil {
		t.Fatal("published twice")
	}
	leaves := o.leavesOf("version/" + string(id) + "/invitation/1")
	if len(leaves) != 1 {
		t.Fatalf("%d leaves of one act", len(leaves))
	}
	r, err := o.Receipt(ctx, leaves[0].Entry, false)
	if err != nil || r.Proof != nil || r.Content != nil {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := r.Check(r.Key); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a receipt that waits: %v", err)
	}
}

// The keyring gets a new key: the old one hands the log over, old checkpoints
// hold by the old key, new ones by the new. A process with the old ring stops.
func TestLogKeyIsHandedOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t))
	first := o.open(december(2))
	o.integrate()
	ring := o.Keys
	o.Keys = ring.Rotate()
	second := o.open(december(2))
	o.integrate()

	var known []store.LogKey
	o.must(o.DB.Read(ctx, func(tx *store.Tx) (err error) {
		known, err = tx.LogKeys()
		return err
	}))
	if len(known) != 2 {
		t.Fatalf("%d keys", len(known))
	}
	old, err := record.ParseKey(known[0].Key)
	o.must(err)
	handed, err := record.OpenSuccession([]byte(known[1].Succession), old)
	if err != nil || handed.Key.String() != known[1].Key {
		t.Fatalf("handed over to %s, %v", handed.Key, err)
	}
	for _, id := range []consult.ID{first, second} {
		r, err := o.Receipt(ctx, o.leavesOf("version/" + string(id) + "/invitation/1")[0].Entry, false)
		o.must(err)
		if _, err := r.Check(handed.Key); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if _, err := r.Check(old); !fault.Is(err, fault.Refused) {
			t.Errorf("the old key signs on: %v", err)
		}
	}
	o.Keys = ring
	o.open(december(2))
	if _, err := o.Integrate(ctx); err == nil {
		t.Error("a process with the old keyring signs on")
	}
	o.Keys = keys.Generate()
	if _, err := o.Integrate(ctx); err == nil {
		t.Error("a process with another keyring signs")
	}
}
