package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/purchase"
)

// deliveryColumns describes the table for what treats all tables alike.
const deliveryColumns = `id body period name author created:time raw:truth size:number policy accounts
	progress:number lease:time fault read:time report rows:number ore:number parquet
	parquet_size:number csv csv_size:number json json_size:number reason asked:time asked_by
	approved_by number:number sequence:number published:time replaced:time slot
	dropped:time masked_by`

// AddDelivery writes a delivery that has been brought.
func (tx *Tx) AddDelivery(d purchase.Delivery) error {
	accounts, err := packed(d.Accounts)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into delivery (id, body, period, name, author, created, raw, size, policy, accounts,
			progress, lease, fault, read, report, rows, ore, parquet, parquet_size, csv, csv_size,
			json, json_size, reason, asked, asked_by, approved_by, number, sequence, published,
			replaced, slot, dropped, masked_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, null, '', null, '{}', 0, 0, '', 0, '',
			0, '', 0, $11, null, '', '', 0, 0, null, null, null, null, $12)`,
		string(d.ID), d.Body, string(d.Period), d.Name, d.Author, Time(d.Created), d.Raw, d.Size,
		string(d.Policy), accounts, d.Reason, d.MaskedBy)
}

// SaveDelivery writes what can change of a delivery before it is published.
// fault.NotFound where it is not there or has been published.
func (tx *Tx) SaveDelivery(d purchase.Delivery) error {
	accounts, err := packed(d.Accounts)
	if err != nil {
		return err
	}
	report, err := packed(d.Report)
	if err != nil {
		return err
	}
	return tx.mustChange(`
		update delivery set raw = $2, policy = $3, accounts = $4, fault = $5, read = $6, report = $7,
			rows = $8, ore = $9, parquet = $10, parquet_size = $11, csv = $12, csv_size = $13,
			json = $14, json_size = $15, reason = $16, asked = $17, asked_by = $18, dropped = $19,
			masked_by = $20, progress = 0, lease = null
		where id = $1 and published is null`,
		string(d.ID), d.Raw, string(d.Policy), accounts, d.Fault, Time(d.Read), report, d.Rows, d.Ore,
		d.Parquet.Hash, d.Parquet.Size, d.CSV.Hash, d.CSV.Size, d.JSON.Hash, d.JSON.Size, d.Reason,
		Time(d.Asked), d.AskedBy, Time(d.Dropped), d.MaskedBy)
}

// PublishDelivery makes a delivery public, with its number and sequence, in the
// place of the one that was in force of its period. fault.NotFound where it is
// not there or has been published.
func (tx *Tx) PublishDelivery(d purchase.Delivery) error {
	err := tx.change(`
		update delivery set replaced = $2, slot = null where slot = $1`, slot(d), Time(d.Published))
	if err != nil {
		return err
	}
	return tx.mustChange(`
		update delivery set reason = $2, approved_by = $3, number = $4, sequence = $5, published = $6,
			slot = $7
		where id = $1 and published is null`,
		string(d.ID), d.Reason, d.ApprovedBy, d.Number, d.Sequence, Time(d.Published),
		slot(d))
}

// slot is the one place that a period of a body has in force.
func slot(d purchase.Delivery) string { return d.Body + "/" + string(d.Period) }

// DeliveryReleased notes that the file of a delivery, as it was brought, is held no more.
func (tx *Tx) DeliveryReleased(id purchase.ID) error {
	return tx.note(`update delivery set raw = $2 where id = $1`, string(id), false)
}

// LeaseDelivery takes the oldest delivery that waits to be read for the caller
// alone, until the lease runs out; or the one of an ID. fault.NotFound where
// none waits.
func (tx *Tx) LeaseDelivery(id purchase.ID, until time.Time) (purchase.Delivery, error) {
	waiting, err := many(tx, scanDelivery, selectDelivery+`
		where read is null and fault = '' and dropped is null and (lease is null or lease <= $1)
			and ($2 = '' or id = $2)
		order by created, id limit 1`, Time(tx.Now), string(id))
	if err == nil && len(waiting) == 0 {
		err = notFound()
	}
	if err != nil {
		return purchase.Delivery{}, err
	}
	return waiting[0], tx.mustNote(`update delivery set lease = $2, progress = 0 where id = $1`,
		string(waiting[0].ID), Time(until))
}

// DeliveriesWait tells whether there is a delivery to be read, or the one of an ID is.
func (tx *Tx) DeliveriesWait(id purchase.ID) (bool, error) {
	n, err := one(tx, value[int], `
		select count(*) from delivery
		where read is null and fault = '' and dropped is null and (lease is null or lease <= $1)
			and ($2 = '' or id = $2)`, Time(tx.Now), string(id))
	return n > 0, err
}

// NoteProgress notes how many percent of a delivery have been read.
func (tx *Tx) NoteProgress(id purchase.ID, percent int) error {
	return tx.note(`update delivery set progress = $2 where id = $1`, string(id), percent)
}

const selectDelivery = `
	select id, body, period, name, author, created, raw, size, policy, accounts, progress, fault,
		read, report, rows, ore, parquet, parquet_size, csv, csv_size, json, json_size, reason,
		asked, asked_by, approved_by, number, sequence, published, replaced, dropped, masked_by
	from delivery`

// Delivery gives a delivery.
func (tx *Tx) Delivery(id purchase.ID) (purchase.Delivery, error) {
	return one(tx, scanDelivery, selectDelivery+` where id = $1`, string(id))
}

// Deliveries gives the latest deliveries of a body, published or not, the last brought first.
func (tx *Tx) Deliveries(body account.BodyID, limit int) ([]purchase.Delivery, error) {
	return many(tx, scanDelivery, selectDelivery+`
		where body = $1 order by created desc, id desc limit $2`, string(body), limit)
}

// OpenDeliveries gives the deliveries of a body that somebody has to decide
// about, the first brought first, without what was found in them.
func (tx *Tx) OpenDeliveries(body account.BodyID) ([]purchase.Delivery, error) {
	return many(tx, func(row scanner) (d purchase.Delivery, err error) {
		err = row.Scan(&d.ID, &d.Body, &d.Period, &d.Author, at(&d.Created), &d.Fault, at(&d.Read),
			at(&d.Asked), &d.AskedBy, &d.MaskedBy)
		return d, err
	}, `
		select id, body, period, author, created, fault, read, asked, asked_by, masked_by
		from delivery
		where body = $1 and published is null and dropped is null and
			(read is not null or fault <> '')
		order by created, id`, string(body))
}

// PublishedDeliveries gives those that are or have been in force at a body, or
// everywhere for "", in the order in which they were published.
func (tx *Tx) PublishedDeliveries(body account.BodyID) ([]purchase.Delivery, error) {
	return many(tx, scanDelivery, selectDelivery+`
		where sequence > 0 and ($1 = '' or body = $1) order by sequence`, string(body))
}

// DeliveriesInForce gives what holds of each period everywhere, by body and
// period, without its report: it is asked for after each commit.
func (tx *Tx) DeliveriesInForce() ([]purchase.Delivery, error) {
	return many(tx, func(row scanner) (d purchase.Delivery, err error) {
		err = row.Scan(&d.ID, &d.Body, &d.Period, &d.Rows, &d.Ore, &d.Parquet.Hash, &d.Parquet.Size,
			&d.Reason, &d.Number, &d.Sequence, at(&d.Published))
		return d, err
	}, `
		select id, body, period, rows, ore, parquet, parquet_size, reason, number, sequence, published
		from delivery where slot is not null order by body, period`)
}

// DeliveryHashes gives the hashes of all files that a delivery or a run of the rules has.
func (tx *Tx) DeliveryHashes() ([]string, error) {
	return many(tx, value[string], `
		select parquet from delivery where parquet <> '' union
		select csv from delivery where csv <> '' union
		select json from delivery where json <> '' union
		select file from flag_run where file <> '' order by 1`)
}

// DeliverySequence gives the place of the delivery that was published last; 0 for none.
func (tx *Tx) DeliverySequence() (int64, error) {
	return one(tx, value[int64], `select coalesce(max(sequence), 0) from delivery`)
}

func scanDelivery(row scanner) (d purchase.Delivery, err error) {
	var accounts, report string
	err = row.Scan(&d.ID, &d.Body, &d.Period, &d.Name, &d.Author, at(&d.Created), &d.Raw, &d.Size,
		&d.Policy, &accounts, &d.Progress, &d.Fault, at(&d.Read), &report, &d.Rows, &d.Ore,
		&d.Parquet.Hash, &d.Parquet.Size, &d.CSV.Hash, &d.CSV.Size, &d.JSON.Hash, &d.JSON.Size,
		&d.Reason, at(&d.Asked), &d.AskedBy, &d.ApprovedBy, &d.Number, &d.Sequence,
		at(&d.Published), at(&d.Replaced), at(&d.Dropped), &d.MaskedBy)
	if err == nil {
		err = unpack(accounts, &d.Accounts)
	}
	if err == nil {
		err = unpack(report, &d.Report)
	}
	return d, err
}
