package act

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/internal/record"
	"insyn/internal/store"
)

// deliveryPublished puts a delivery in the public record, with the hashes of
// its files: they are sealed.
const deliveryPublished record.Act = "delivery-published"

// recordedDeliveries is its line in recordedActs.
var recordedDeliveries = recorded{deliveryPublished, keptDelivery, allPublished, true}

// PublishDelivery makes a delivery public, at one moment: one row shows it with
// all its files, which have been stored before. Of its period it is from then on
// what holds, and what did before stays to be compared with. The file as it was
// brought is deleted.
//
// Who may: publishers; where the body demands four eyes, somebody else than who
// brought it or had it masked last. Faults: Invalid (a reason is missing), Forbidden, Conflict (a month
// of a year that has been delivered, or published already), Refused (not read).
func (d *Desk) PublishDelivery(ctx context.Context, who account.Person, id purchase.ID,
	reason string) (purchase.Delivery, error) {
	return d.publishDelivery(ctx, who, id, reason, func(purchase.Delivery) error { return nil })
}

// ApproveDelivery is PublishDelivery by somebody who has looked at what will be
// public: saw is the hash of the rows that were shown. Another may have masked
// them in another way meanwhile, which has to be looked at, too.
//
// Faults: those of PublishDelivery, and Conflict (the rows are others).
func (d *Desk) ApproveDelivery(ctx context.Context, who account.Person, id purchase.ID,
	saw, reason string) (purchase.Delivery, error) {
	return d.publishDelivery(ctx, who, id, reason, func(v purchase.Delivery) error {
		if v.Parquet.Hash != saw {
			return fault.New(fault.Conflict, "purchase.changed")
		}
		return nil
	})
}

// publishDelivery publishes what is fit to be.
func (d *Desk) publishDelivery(ctx context.Context, who account.Person, id purchase.ID, reason string,
	fit func(purchase.Delivery) error) (v purchase.Delivery, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		v, err = delivered(tx, who, account.Publish, id)
		return err
	})
	if err != nil {
		return v, err
	}
	body := account.BodyID(v.Body)
	err = d.DB.Write(ctx, purchases, func(tx *store.Tx) error {
		if v, err = delivered(tx, who, account.Publish, id); err != nil {
			return err
		}
		b, err := tx.Body(body)
		if err != nil {
			return err
		}
		if err := v.Approvable(b.FourEyes && !who.Machine, string(who.ID)); err != nil {
			return err
		}
		if err := fit(v); err != nil {
			return err
		}
		if err := reasoned(tx, &v, reason); err != nil {
			return err
		}
		if err := d.whole(v); err != nil {
			return err
		}
		if err := publishDelivery(tx, &v, who); err != nil {
			return err
		}
		return d.listLedger(tx, body)
	})
	if err != nil {
		return v, err
	}
	return v, d.released(ctx, id)
}

// whole tells whether all files of a delivery are stored, and whether its sums agree.
func (d *Desk) whole(v purchase.Delivery) error {
	files, err := d.files()
	if err != nil {
		return err
	}
	for _, f := range []purchase.File{v.Parquet, v.CSV, v.JSON} {
		if !files.Has(sealOf(f)) {
			return fault.New(fault.Conflict, "depot.missing")
		}
	}
	if !v.Balanced() {
		return fault.New(fault.Refused, "purchase.unbalanced")
	}
	return nil
}

// publishDelivery is the one moment.
func publishDelivery(tx *store.Tx, v *purchase.Delivery, who account.Person) error {
	all, err := tx.PublishedDeliveries(account.BodyID(v.Body))
	if err != nil {
		return err
	}
	v.Number = 1
	for _, other := range all {
		if other.Period == v.Period {
			v.Number = max(v.Number, other.Number+1)
		}
	}
	last, err := tx.DeliverySequence()
	if err != nil {
		return err
	}
	v.Sequence, v.Published, v.ApprovedBy = last+1, tx.Now, string(who.ID)
	if err := tx.PublishDelivery(*v); err != nil {
		return err
	}
	if _, err := enter(tx, deliveryPublished, deliveryObject(v.ID)); err != nil {
		return err
	}
	return note(tx, purchasesOf(account.BodyID(v.Body)), string(who.ID), "publish-delivery",
		string(v.ID),
		map[string]any{"period": v.Period, "number": v.Number, "reason": v.Reason,
			"sha256": v.Parquet.Hash})
}

// released deletes a file as it was brought.
func (d *Desk) released(ctx context.Context, id purchase.ID) error {
	if err := d.Depot.Release(string(id)); err != nil {
		return err
	}
	return d.DB.Bookkeep(ctx, "deliveries",
		func(tx *store.Tx) error { return tx.DeliveryReleased(id) })
}

func deliveryObject(id purchase.ID) string { return "delivery/" + string(id) }

// keptDelivery gives what the record keeps of a delivery.
func keptDelivery(tx *store.Tx, object string) ([]byte, time.Time, error) {
	id, _ := strings.CutPrefix(object, "delivery/")
	v, err := tx.Delivery(purchase.ID(id))
	if err == nil && !v.Public() {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	type file struct {
		SHA256 string `json:"sha256"`
		Bytes  int64  `json:"bytes"`
	}
	content, err := json.Marshal(struct {
		Delivery  string `json:"delivery"`
		Body      string `json:"body"`
		Period    string `json:"period"`
		Number    int    `json:"number"`
		Published string `json:"published"`
		Reason    string `json:"reason"`
		Rows      int    `json:"rows"`
		Ore       int64  `json:"ore"`
		Parquet   file   `json:"parquet"`
		CSV       file   `json:"csv"`
		JSON      file   `json:"json"`
	}{id, v.Body, string(v.Period), v.Number, record.Moment(v.Published), v.Reason, v.Rows, v.Ore,
		file{v.Parquet.Hash, v.Parquet.Size}, file{v.CSV.Hash, v.CSV.Size}, file{v.JSON.Hash,
			v.JSON.Size}})
	return content, v.Published, err
}

// allPublished gives every delivery that must be in the record.
func allPublished(tx *store.Tx) (objects []string, err error) {
	all, err := tx.PublishedDeliveries("")
	for _, v := range all {
		objects = append(objects, deliveryObject(v.ID))
	}
	return objects, err
}
