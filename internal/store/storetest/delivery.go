package storetest

import (
	"errors"
	"time"

	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

// Delivery is a delivery to test with, just brought.
func Delivery(id string, period purchase.Period) purchase.Delivery {
	return purchase.Delivery{ID: purchase.ID(id), Body: "exempel", Period: period, Name: "ö.csv",
		Author: "eva", Created: Noon, Raw: true, Size: 1 << 40, Policy: ledger.Bucket,
		Accounts: []string{"4640"}}
}

// fillDeliveries writes a delivery that has been published.
func fillDeliveries(tx *store.Tx) error {
	d := Delivery("d", "2023-01")
	err := tx.AddDelivery(d)
	d.Read, d.Number, d.Sequence, d.Published = Noon, 1, 1, Noon
	return errors.Join(err, tx.SaveDelivery(d), tx.PublishDelivery(d))
}

// deliveries holds that one delivery of a period is in force, and that what
// has been published stays as it was.
func deliveries(s suite) {
	s.write(func(tx *store.Tx) error { return tx.SaveBody(Body("exempel", "Exempelmyndigheten")) })
	first, second := Delivery("d", "2023-01"), Delivery("e", "2023-01")
	second.Created = Noon.Add(time.Minute)
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddDelivery(first),
			tx.AddDelivery(second))
	})
	equal(s, first, func(tx *store.Tx) (purchase.Delivery, error) { return tx.Delivery("d") })
	equal(s, []purchase.Delivery{second, first}, func(tx *store.Tx) ([]purchase.Delivery, error) {
		return tx.Deliveries("exempel", 2)
	})
	s.leased(first.ID)

	first.Read, first.Rows, first.Ore, first.Reason = Noon, 3, -1<<60, "Rättad"
	first.Asked, first.AskedBy, first.Fault = Noon, "eva", `{"Kind":"invalid"}`
	first.MaskedBy = "siv"
	first.Parquet, first.CSV = purchase.File{Hash: "aa", Size: 1}, purchase.File{Hash: "bb", Size: 2}
	first.JSON = purchase.File{Hash: "cc", Size: 3}
	first.Report.Mask = &ledger.MaskReport{Policy: ledger.Bucket,
		Suppliers: map[string]int{"person": 1}}
	s.write(func(tx *store.Tx) error { return tx.SaveDelivery(first) })
	equal(s, first, func(tx *store.Tx) (purchase.Delivery, error) { return tx.Delivery("d") })
	first.Fault = ""
	s.write(func(tx *store.Tx) error { return tx.SaveDelivery(first) })
	equal(s, []string{"aa", "bb", "cc"}, func(tx *store.Tx) ([]string,
		error) {
		return tx.DeliveryHashes()
	})

	first.Number, first.Sequence, first.Published, first.ApprovedBy = 1, 1, Noon, "bo"
	equal(s, []purchase.ID{"d"}, func(tx *store.Tx) (ids []purchase.ID, err error) {
		all, err := tx.OpenDeliveries("exempel")
		for _, d := range all {
			ids = append(ids, d.ID)
		}
		return ids, err
	})
	s.write(func(tx *store.Tx) error { return tx.PublishDelivery(first) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.PublishDelivery(first) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SaveDelivery(first) })
	s.write(func(tx *store.Tx) error { return tx.DeliveryReleased("d") })
	second.Number, second.Sequence, second.Published = 2, 2, Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error { return tx.PublishDelivery(second) })
	first.Raw, first.Replaced, second.Progress = false, second.Published, 40
	equal(s, []purchase.Delivery{first, second}, func(tx *store.Tx) ([]purchase.Delivery, error) {
		return tx.PublishedDeliveries("")
	})
	equal(s, []string{"e"}, func(tx *store.Tx) ([]string,
		error) {
		return ids(tx.DeliveriesInForce())
	})
	equal(s, 0, func(tx *store.Tx) (int, error) {
		all, err := tx.PublishedDeliveries("annan")
		return len(all), err
	})
	equal(s, int64(2), func(tx *store.Tx) (int64, error) { return tx.DeliverySequence() })
}

// leased holds that a delivery is read by one at a time, the oldest first.
func (s suite) leased(oldest purchase.ID) {
	s.Helper()
	take := func(id, want purchase.ID) {
		s.Helper()
		s.write(func(tx *store.Tx) error {
			d, err := tx.LeaseDelivery(id, tx.Now.Add(time.Minute))
			same(s, d.ID, err, want)
			return tx.NoteProgress(d.ID, 40)
		})
	}
	take("", oldest)
	take("", "e")
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		_, err := tx.LeaseDelivery(oldest, tx.Now)
		return err
	})
	s.At = s.At.Add(time.Minute)
	take(oldest, oldest)
	s.read(func(tx *store.Tx) error {
		d, err := tx.Delivery(oldest)
		same(s, d.Progress, err, 40)
		return nil
	})
}
