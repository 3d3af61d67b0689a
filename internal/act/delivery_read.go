package act

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

// readLease is how long a process has a delivery to itself. A crash lets
// another begin again.
const readLease = 15 * time.Minute

// ReadDelivery reads a delivery that waits: tells what is in it, masks it,
// proves that no personal number is left, and stores what would be published.
// Nothing of it is public. That it does not wait is no failure.
func (d *Desk) ReadDelivery(ctx context.Context, id purchase.ID) error {
	_, err := d.readNext(ctx, id)
	return err
}

// ReadDeliveries reads every delivery that waits, and tells how many.
func (d *Desk) ReadDeliveries(ctx context.Context) (n int, err error) {
	if d.Depot == nil {
		return 0, nil
	}
	for ctx.Err() == nil {
		some, err := d.readNext(ctx, "")
		if !some || err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// readNext takes a delivery that waits, reads it and saves what was found.
func (d *Desk) readNext(ctx context.Context, id purchase.ID) (some bool, err error) {
	var v purchase.Delivery
	var body account.Body
	err = d.DB.Read(ctx, func(tx *store.Tx) error { // hardly ever is there one: do not write to ask
		some, err = tx.DeliveriesWait(id)
		return err
	})
	if err != nil || !some {
		return false, err
	}
	err = d.DB.Bookkeep(ctx, "deliveries", func(tx *store.Tx) error {
		if v, err = tx.LeaseDelivery(id, tx.Now.Add(readLease)); err == nil {
			body, err = tx.Body(account.BodyID(v.Body))
		}
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	read, failed := d.readSafely(ctx, v, body)
	var fell *fallen
	if fault.Of(failed) == fault.Internal && failed != nil && !errors.As(failed, &fell) {
		return true, failed // the lease runs out, and it is tried again
	}
	if err := d.keepReading(ctx, read, failed); err != nil || fell == nil {
		return true, err
	}
	return true, fell // kept, so that it does not fall again; the log has the rest
}

// A fallen is a panic of what reads a file: where it was, and of which type,
// for what it says may be of the file.
type fallen struct {
	id    purchase.ID
	value any
	stack []byte
}

// Error tells it for the log.
func (f *fallen) Error() string {
	return fmt.Sprintf("reading delivery %s: panic of type %T\n%s", f.id, f.value, f.stack)
}

// readSafely is read. A file that is made to be misread fails alone, and does
// not take with it the process that everybody else is served by.
func (d *Desk) readSafely(ctx context.Context, v purchase.Delivery,
	body account.Body) (read purchase.Delivery, err error) {
	defer func() {
		if p := recover(); p != nil {
			read, err = v, &fallen{v.ID, p, debug.Stack()}
		}
	}()
	return d.read(ctx, v, body)
}

// keepReading saves what was found, or why nothing was. Somebody may have
// thrown the delivery away meanwhile, or want it masked in another way: what
// was masked in the old way is then dropped, and the delivery waits as it did.
func (d *Desk) keepReading(ctx context.Context, read purchase.Delivery, failed error) error {
	return d.DB.Write(ctx, purchases, func(tx *store.Tx) error {
		v, err := tx.Delivery(read.ID)
		if err != nil || v.State() != purchase.Waiting || !maskedAlike(v, read) {
			return err
		}
		v.Read, v.Report, v.Rows, v.Ore = tx.Now, read.Report, read.Rows, read.Ore
		v.Parquet, v.CSV, v.JSON, v.Fault = read.Parquet, read.CSV, read.JSON, ""
		if failed != nil {
			v.Fault = told(failed)
		}
		if err := tx.SaveDelivery(v); err != nil {
			return err
		}
		return note(tx, purchasesOf(account.BodyID(v.Body)), "system", "read-delivery", string(v.ID), nil)
	})
}

// maskedAlike tells whether two states of a delivery want the same masked.
func maskedAlike(a, b purchase.Delivery) bool {
	return a.Policy == b.Policy && slices.Equal(a.Accounts, b.Accounts)
}

// read makes of the file as it was brought what would be published.
func (d *Desk) read(ctx context.Context, v purchase.Delivery,
	body account.Body) (purchase.Delivery, error) {
	file, size, err := d.Depot.Held(string(v.ID))
	if err != nil {
		return v, err
	}
	defer file.Close()
	progress := d.progress(ctx, v.ID)
	raw, checked, err := ledger.Check(file, size, ledger.Options{Name: v.Name, Buyer: body.Name,
		BuyerID: body.Number, Progress: progress(purchase.Reads)})
	if err != nil {
		return v, LedgerFault(err)
	}
	v.Report = purchase.Report{Receipt: checked.Receipt, Findings: checked.Findings}
	if err := v.Period.Within(checked.Receipt.Periods); err != nil {
		return v, err
	}
	if raw.Len() == 0 {
		return v, fault.New(fault.Refused, "purchase.empty")
	}
	masked, err := d.mask(&v, raw, progress)
	if err != nil {
		return v, err
	}
	return v, d.storeFiles(&v, masked, progress)
}

// A stager gives what notes how far a stage of the reading has come.
type stager func(purchase.Stage) func(done, total int64)

// mask takes the persons out of a ledger, and looks by other code whether one is left.
func (d *Desk) mask(v *purchase.Delivery, raw *ledger.Table, progress stager) (*ledger.Table, error) {
	raw.Progress = progress(purchase.Masks)
	key := d.Keys.Token(keys.Pseudonym, v.Body, 0)
	masked, report, err := ledger.Mask(raw, ledger.MaskOptions{Policy: v.Policy, Accounts: v.Accounts,
		Key: []byte(key)})
	if err != nil {
		return nil, err
	}
	v.Report.Mask, v.Rows, v.Ore = report, masked.Len(), masked.Sum()
	masked.Progress = progress(purchase.Proves)
	if left := ledger.Prove(masked); len(left) > 0 {
		return nil, fault.New(fault.Refused, "ledger.not-proven").With("Count", len(left)).
			With("Row", left[0].Row+1)
	}
	if !v.Balanced() {
		return nil, fault.New(fault.Refused, "purchase.unbalanced")
	}
	return masked, nil
}

// storeFiles stores what would be published: the same rows as Parquet, CSV and JSON.
func (d *Desk) storeFiles(v *purchase.Delivery, t *ledger.Table, progress stager) error {
	facts := map[string]string{"insyn.body": v.Body, "insyn.period": string(v.Period),
		"insyn.delivery": string(v.ID)}
	for _, f := range []struct {
		file  *purchase.File
		stage purchase.Stage
		write func(io.Writer) error
	}{
		{&v.Parquet, purchase.Packs, func(w io.Writer) error { return ledger.WriteParquet(w, t, facts) }},
		{&v.CSV, purchase.Tables, func(w io.Writer) error { return ledger.WriteCSV(w, t) }},
		{&v.JSON, purchase.Objects, func(w io.Writer) error { return ledger.WriteJSON(w, t) }},
	} {
		t.Progress = progress(f.stage)
		seal, err := d.Depot.Put(f.write)
		if err != nil {
			return err
		}
		*f.file = purchase.File(seal)
	}
	return nil
}

// progress notes about once a second how far the reading has come, in all its
// stages. It never goes back, though a stage may go through the rows again.
func (d *Desk) progress(ctx context.Context, id purchase.ID) stager {
	told, most := time.Now(), 0
	return func(s purchase.Stage) func(done, total int64) {
		return func(done, total int64) {
			if most = max(most, s.Percent(done, total)); time.Since(told) < time.Second {
				return
			}
			told = time.Now()
			_ = d.DB.Bookkeep(ctx, "deliveries", func(tx *store.Tx) error { // it is of no use afterwards
				return tx.NoteProgress(id, most)
			})
		}
	}
}

// DeliveryFault gives the fault that ended the reading of a delivery; nil of
// one that went well.
func DeliveryFault(v purchase.Delivery) error {
	return HarvestFault(store.Harvest{Fault: v.Fault})
}

// table reads the rows of a stored delivery.
func (d *Desk) table(v purchase.Delivery) (*ledger.Table, error) {
	t := ledger.NewTable()
	return t, d.tableInto(t, v)
}

// tableInto adds the rows of a stored delivery to a table.
func (d *Desk) tableInto(t *ledger.Table, v purchase.Delivery) error {
	files, err := d.files()
	if err != nil {
		return err
	}
	f, size, err := files.Open(v.Parquet.Hash)
	if err != nil {
		return err
	}
	_, err = ledger.ReadParquet(t, f, size)
	return errors.Join(err, f.Close())
}
