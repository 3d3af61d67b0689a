package act

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/depot"
	"insyn/internal/keys"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

// reader is a desk at which a delivery waits that masks its suppliers as a bucket.
func reader(t *testing.T) (*Desk, purchase.Delivery) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	db, err := store.Open(ctx, filepath.Join(dir, "insyn.db"), store.Options{Now: time.Now})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	files, err := depot.Open(filepath.Join(dir, "depot"))
	must(t, err)
	d := &Desk{DB: db, Keys: keys.Generate(), Now: time.Now, Depot: files}
	must(t, d.SaveBody(ctx, account.System, account.Body{ID: "exempel", Name: "Exempel",
		Email: "a@example.se"}))
	var text bytes.Buffer
	_, err = ledger.Generate(&text, ledger.GenerateOptions{Rows: 50, Seed: 4, Year: 2024})
	must(t, err)
	v, err := d.BringDelivery(ctx, account.System, "exempel", BringForm{Period: "2024",
		Policy: ledger.Bucket}, func(w io.Writer) error { _, err := text.WriteTo(w); return err })
	must(t, err)
	return d, v
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// stands gives a delivery as it is stored.
func (d *Desk) stands(t *testing.T, id purchase.ID) purchase.Delivery {
	t.Helper()
	f, err := d.Delivery(context.Background(), account.System, id)
	must(t, err)
	return f.Delivery
}

// What a slow process has masked, whose lease has run out, is not kept as if it
// were masked in the way that an officer has chosen meanwhile.
func TestAReadingOfTheOldPolicyIsDropped(t *testing.T) {
	ctx := context.Background()
	for name, other := range map[string]struct {
		policy   ledger.Policy
		accounts string
	}{"policy": {ledger.Drop, ""}, "accounts": {ledger.Bucket, "4640"}} {
		d, v := reader(t)
		body := account.Body{ID: "exempel", Name: "Exempel"}
		read, failed := d.readSafely(ctx, v, body)
		must(t, failed)
		must(t, d.ReadDelivery(ctx, v.ID)) // another process
		must(t, d.MaskDelivery(ctx, account.System, v.ID, other.policy, other.accounts))
		must(t, d.keepReading(ctx, read, nil))
		if now := d.stands(t, v.ID); now.State() != purchase.Waiting {
			t.Errorf("%s: it is %s", name, now.State())
		}
		if n, err := d.ReadDeliveries(ctx); err != nil || n != 1 {
			t.Errorf("%s: %d are read again, %v", name, n, err)
		}
		if now := d.stands(t, v.ID); now.State() != purchase.Ready || now.Policy != other.policy {
			t.Errorf("%s: then it is %s, %s", name, now.State(), now.Policy)
		}
	}
}

// A file over which what reads it falls is noted as unreadable, once, and the
// next is read.
func TestAReadingThatPanicsTakesNothingWithIt(t *testing.T) {
	ctx := context.Background()
	d, v := reader(t)
	ring := d.Keys
	d.Keys = keys.Ring{} // has no key to give: to ask it for one panics
	n, err := d.ReadDeliveries(ctx)
	var fell *fallen
	if n != 0 || !errors.As(err, &fell) || !strings.Contains(err.Error(), string(v.ID)) {
		t.Errorf("%d are read, %v", n, err)
	}
	if now := d.stands(t, v.ID); now.State() != purchase.Unreadable || DeliveryFault(now) == nil {
		t.Errorf("it is %s", now.State())
	}
	d.Keys = ring
	if n, err := d.ReadDeliveries(ctx); n != 0 || err != nil {
		t.Errorf("it is read again: %d, %v", n, err)
	}
}
