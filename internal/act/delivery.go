package act

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

// A BringForm is what an officer says of a ledger that is brought.
type BringForm struct {
	Period   string
	Policy   ledger.Policy
	Accounts string // whose suppliers are masked, with commas or spaces between
	Reason   string // why the period is delivered again
	Name     string // of the file
}

// RawDays is for how many days a file as it was brought is held at most, for it
// may have persons in it: whoever does not decide in that time brings it again.
const RawDays = 14

// BringDelivery takes a ledger as a body has it. It is held, for nobody to see,
// until it has been published or thrown away, and read in the background.
//
// Who may: editors of the body. Faults: Invalid (period, policy, accounts).
func (d *Desk) BringDelivery(ctx context.Context, who account.Person, body account.BodyID,
	f BringForm,
	content func(io.Writer) error) (v purchase.Delivery, err error) {
	if err := who.May(account.Edit, body); err != nil {
		return v, err
	}
	files, err := d.files()
	if err != nil {
		return v, err
	}
	if v, err = f.delivery(body); err != nil {
		return v, err
	}
	v.ID, v.Author = purchase.ID(store.NewID(d.Now())), string(who.ID)
	seal, err := files.Hold(string(v.ID), content)
	if err != nil {
		return v, err
	}
	v.Raw, v.Size = true, seal.Size
	err = d.DB.Write(ctx, purchases, func(tx *store.Tx) error {
		if _, err := tx.Body(body); err != nil {
			return err
		}
		v.Created = tx.Now
		if err := tx.AddDelivery(v); err != nil {
			return err
		}
		return note(tx, purchasesOf(body), string(who.ID), "bring-delivery", string(v.ID),
			map[string]any{"period": v.Period, "bytes": v.Size})
	})
	if err != nil {
		err = errors.Join(err, files.Release(string(v.ID)))
	}
	return v, err
}

// delivery reads the form.
func (f BringForm) delivery(body account.BodyID) (purchase.Delivery, error) {
	period, bad := purchase.ParsePeriod(f.Period)
	if bad != nil {
		bad = bad.At("period")
	}
	accounts, wrong := accountList(f.Accounts)
	name, _ := ledger.Redact(filepath.Base(strings.ReplaceAll(f.Name, `\`, "/")))
	if r := []rune(name); len(r) > 100 {
		name = string(r[len(r)-100:])
	}
	v := purchase.Delivery{Body: string(body), Period: period, Policy: f.Policy, Accounts: accounts,
		Reason: strings.TrimSpace(f.Reason), Name: name}
	return v, fault.Fields(bad, policyFault(f.Policy), wrong, privateReason(v.Reason))
}

// privateReason refuses a reason that has something personal in it: it will be public.
func privateReason(reason string) *fault.Error {
	if len(ledger.Personal(reason)) > 0 {
		return fault.New(fault.Invalid, "purchase.reason-personal").At("reason")
	}
	return nil
}

func policyFault(p ledger.Policy) *fault.Error {
	switch p {
	case ledger.Drop, ledger.Bucket, ledger.Pseudonym:
		return nil
	}
	return fault.New(fault.Invalid, "purchase.policy-bad").At("policy")
}

// accountList reads accounts as a person types them, and tries whether they
// can be understood.
func accountList(text string) (all []string, bad *fault.Error) {
	all = strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", ;\n\r\t", r) })
	if all == nil {
		all = []string{}
	}
	_, _, err := ledger.Mask(ledger.NewTable(), ledger.MaskOptions{Accounts: all})
	if wrong := (*fault.Error)(nil); errors.As(LedgerFault(err), &wrong) {
		bad = wrong.At("accounts")
	}
	return all, bad
}

// files gives the depot. Faults: Unavailable where the process has none.
func (d *Desk) files() (*depot.Depot, error) {
	if d.Depot == nil {
		return nil, fault.New(fault.Unavailable, "purchase.no-depot")
	}
	return d.Depot, nil
}

// purchases names what every write about ledgers locks: the sequence in which
// they are published is that of all bodies.
const purchases = "purchase"

// purchasesOf names the log of what is done with the ledgers of a body.
func purchasesOf(body account.BodyID) string { return "purchase/" + string(body) }

// A DeliveryFile is all that staff see of a delivery.
type DeliveryFile struct {
	purchase.Delivery
	Of       account.Body
	Before   purchase.Delivery // what is in force of the period; no ID for nothing
	Obstacle error             // why it cannot be published now; nil when it can
}

// Delivery opens the file of a delivery.
//
// Who may: readers of the body.
func (d *Desk) Delivery(ctx context.Context, who account.Person, id purchase.ID) (f DeliveryFile,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = DeliveryFile{}
		if f.Delivery, err = delivered(tx, who, account.SeeDraft, id); err != nil {
			return err
		}
		if f.Of, err = tx.Body(account.BodyID(f.Body)); err != nil {
			return err
		}
		inForce, err := deliveriesInForce(tx, account.BodyID(f.Body))
		for _, other := range inForce {
			if other.Period == f.Period && other.ID != f.ID {
				f.Before = other
			}
		}
		f.Obstacle = f.Fits(inForce)
		return err
	})
	return f, err
}

// deliveriesShown is how many deliveries a list of staff has: five years of months.
const deliveriesShown = 60

// Deliveries lists the latest deliveries of a body.
//
// Who may: readers of the body.
func (d *Desk) Deliveries(ctx context.Context, who account.Person, body account.BodyID) (
	all []purchase.Delivery, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err = tx.Deliveries(body, deliveriesShown)
		return err
	})
	return all, err
}

// delivered gives a delivery that who may verb.
func delivered(tx *store.Tx, who account.Person, verb account.Verb,
	id purchase.ID) (purchase.Delivery, error) {
	v, err := tx.Delivery(id)
	if err != nil {
		return v, err
	}
	return v, who.May(verb, account.BodyID(v.Body))
}

// deliveriesInForce gives what holds of each period at a body, or everywhere
// for "", in the order in which it was published.
func deliveriesInForce(tx *store.Tx, body account.BodyID) (all []purchase.Delivery, err error) {
	published, err := tx.PublishedDeliveries(body)
	for _, v := range published {
		if v.InForce() {
			all = append(all, v)
		}
	}
	return all, err
}

// changeDelivery changes a delivery that is not published, and notes it.
func (d *Desk) changeDelivery(ctx context.Context, who account.Person, id purchase.ID, what string,
	change func(tx *store.Tx, v *purchase.Delivery) error) error {
	var body account.BodyID
	err := d.DB.Read(ctx,
		func(tx *store.Tx) error { // which never changes, so that reading it early is safe
			v, err := delivered(tx, who, account.Edit, id)
			body = account.BodyID(v.Body)
			return err
		})
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, purchases, func(tx *store.Tx) error {
		v, err := delivered(tx, who, account.Edit, id)
		if err != nil {
			return err
		}
		if err := v.Approvable(false, ""); what != "read-delivery" && what != "drop-delivery" &&
			err != nil {
			return err
		}
		if err := change(tx, &v); err != nil {
			return err
		}
		if err := tx.SaveDelivery(v); err != nil {
			return err
		}
		return note(tx, purchasesOf(body), string(who.ID), what, string(id), nil)
	})
}

// MaskDelivery lets a delivery be masked in another way. It is read again. Where
// the body demands four eyes, who has made it so does not approve it.
//
// Who may: editors. Faults: Invalid (policy, accounts), Refused (the file as it
// was brought is held no more, or there is nothing to decide).
func (d *Desk) MaskDelivery(ctx context.Context, who account.Person, id purchase.ID,
	policy ledger.Policy,
	accounts string) error {
	list, bad := accountList(accounts)
	if err := fault.Fields(policyFault(policy), bad); err != nil {
		return err
	}
	return d.changeDelivery(ctx, who, id, "mask-delivery", func(_ *store.Tx,
		v *purchase.Delivery) error {
		if !v.Raw {
			return fault.New(fault.Refused, "purchase.raw-gone")
		}
		v.Policy, v.Accounts, v.MaskedBy = policy, list, string(who.ID)
		v.Read, v.Asked, v.AskedBy = time.Time{}, time.Time{}, ""
		return nil
	})
}

// reasoned gives a delivery its reason and tells whether it then fits.
func reasoned(tx *store.Tx, v *purchase.Delivery, reason string) error {
	if reason = strings.TrimSpace(reason); reason != "" {
		v.Reason = reason
	}
	if bad := privateReason(v.Reason); bad != nil {
		return bad
	}
	inForce, err := deliveriesInForce(tx, account.BodyID(v.Body))
	if err != nil {
		return err
	}
	return v.Fits(inForce)
}

// DropDelivery throws a delivery away that has not been published, with the
// file as it was brought.
//
// Who may: editors. Faults: NotFound (also of one that has been published).
func (d *Desk) DropDelivery(ctx context.Context, who account.Person, id purchase.ID) error {
	err := d.changeDelivery(ctx, who, id, "drop-delivery", func(tx *store.Tx,
		v *purchase.Delivery) error {
		v.Dropped, v.Raw = tx.Now, false
		v.Parquet, v.CSV, v.JSON = purchase.File{}, purchase.File{}, purchase.File{}
		v.Report = purchase.Report{}
		return nil
	})
	if err != nil || d.Depot == nil {
		return err
	}
	return d.Depot.Release(string(id)) // its other files are swept
}

// TidyDeliveries throws away what nobody has decided about in time, and what a
// crash has left in the depot.
func (d *Desk) TidyDeliveries(ctx context.Context) error {
	if d.Depot == nil {
		return nil
	}
	held, err := d.Depot.HeldBefore(d.Now().AddDate(0, 0, -RawDays))
	for _, name := range held {
		dropped := d.DropDelivery(ctx, account.System, purchase.ID(name))
		if fault.Is(dropped, fault.NotFound) {
			dropped = d.Depot.Release(name)
		}
		err = errors.Join(err, dropped)
	}
	var hashes []string
	err = errors.Join(err, d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		hashes, err = tx.DeliveryHashes()
		return err
	}))
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, h := range hashes {
		known[h] = true
	}
	return d.Depot.Sweep(time.Now().Add(-24*time.Hour), func(hash string) bool { return known[hash] })
}
