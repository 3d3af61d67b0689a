package store

import (
	"time"

	"insyn/internal/plan"
)

// AddReporter writes who reports for a body.
func (tx *Tx) AddReporter(r plan.Reporter) error {
	commitments, err := packed(r.Commitments)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into plan_reporter (id, plan, body, role, name, email, language, commitments,
			generation, created, ended)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null)`,
		string(r.ID), string(r.Plan), r.Body, r.Role, r.Name, r.Email, r.Language, commitments,
		r.Generation, Time(r.Created))
}

// SaveReporter writes what has changed of a reporter. One that has ended has
// no name and no address any more.
func (tx *Tx) SaveReporter(r plan.Reporter) error {
	return tx.mustChange(`
		update plan_reporter set name = $2, email = $3, generation = $4, ended = $5 where id = $1`,
		string(r.ID), r.Name, r.Email, r.Generation, Time(r.Ended))
}

const selectReporter = `
	select id, plan, body, role, name, email, language, commitments, generation, created, ended
	from plan_reporter`

// Reporter gives a reporter.
func (tx *Tx) Reporter(id plan.ReporterID) (plan.Reporter, error) {
	return one(tx, scanReporter, selectReporter+` where id = $1`, string(id))
}

// Reporters gives who reports of a plan, or did, by body and in the order in which they came.
func (tx *Tx) Reporters(id plan.ID) ([]plan.Reporter, error) {
	return many(tx, scanReporter, selectReporter+` where plan = $1 order by body, id`, string(id))
}

func scanReporter(row scanner) (r plan.Reporter, err error) {
	var commitments string
	if err := row.Scan(&r.ID, &r.Plan, &r.Body, &r.Role, &r.Name, &r.Email, &r.Language,
		&commitments, &r.Generation, at(&r.Created), at(&r.Ended)); err != nil {
		return r, err
	}
	return r, unpack(commitments, &r.Commitments)
}

// SaveWatch writes what is known of an address, new or known.
func (tx *Tx) SaveWatch(w plan.Watch) error {
	return tx.note(`
		insert into plan_watch (address, checked, next, failures, since, hash, hashed, earlier)
		values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict (address) do update set checked = excluded.checked, next = excluded.next,
			failures = excluded.failures, since = excluded.since, hash = excluded.hash,
			hashed = excluded.hashed, earlier = excluded.earlier`,
		w.Address, Time(w.Checked), Time(w.Next), w.Failures, Time(w.Since), w.Hash,
		Time(w.Hashed), w.Before)
}

const selectWatch = `
	select address, checked, next, failures, since, hash, hashed, earlier from plan_watch`

// Watch gives what is known of an address.
func (tx *Tx) Watch(address string) (plan.Watch, error) {
	return one(tx, scanWatch, selectWatch+` where address = $1`, address)
}

// WatchesDue gives up to n addresses whose turn it is, the longest waiting first.
func (tx *Tx) WatchesDue(n int) ([]plan.Watch, error) {
	return many(tx, scanWatch, selectWatch+`
		where next is not null and next <= $1 order by next, address limit $2`, Time(tx.Now), n)
}

// Watches gives everything that is watched, by address.
func (tx *Tx) Watches() ([]plan.Watch, error) {
	return many(tx, scanWatch, selectWatch+` order by address`)
}

func scanWatch(row scanner) (w plan.Watch, err error) {
	err = row.Scan(&w.Address, at(&w.Checked), at(&w.Next), &w.Failures, at(&w.Since), &w.Hash,
		at(&w.Hashed), &w.Before)
	return w, err
}

// AddSighting tells what is at an address from now on.
func (tx *Tx) AddSighting(s plan.Sighting) error {
	return tx.note(`
		insert into plan_watch_seen (address, number, at, hash, dead)
		select $1, coalesce(max(number), 0) + 1, $2, $3, $4
		from plan_watch_seen where address = $1`,
		s.Address, Time(s.At), s.Hash, Time(s.Dead))
}

// SightingBefore gives what was known of an address before a moment.
func (tx *Tx) SightingBefore(address string, moment time.Time) (plan.Sighting, error) {
	return one(tx, scanSighting, `
		select address, at, hash, dead from plan_watch_seen
		where address = $1 and at < $2 order by number desc limit 1`, address, Time(moment))
}

func scanSighting(row scanner) (s plan.Sighting, err error) {
	err = row.Scan(&s.Address, at(&s.At), &s.Hash, at(&s.Dead))
	return s, err
}

// AddKeepsake keeps a file with a plan. The same file again changes nothing.
func (tx *Tx) AddKeepsake(k plan.Keepsake) error {
	return tx.change(`
		insert into plan_file (plan, hash, name, type, size, added, bytes)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (plan, hash) do nothing`,
		string(k.Plan), k.Hash, k.Name, k.Type, k.Size, Time(k.Added), blob(k.Bytes))
}

// Keepsake gives a file that is kept with a plan.
func (tx *Tx) Keepsake(id plan.ID, hash string) (plan.Keepsake, error) {
	return one(tx, func(row scanner) (k plan.Keepsake, err error) {
		err = row.Scan(&k.Plan, &k.Hash, &k.Name, &k.Type, &k.Size, at(&k.Added), &k.Bytes)
		return k, err
	}, `
		select plan, hash, name, type, size, added, bytes
		from plan_file where plan = $1 and hash = $2`, string(id), hash)
}

// AddPack keeps what a reviewer was given for a day. fault.Conflict where the day has one.
func (tx *Tx) AddPack(p plan.Pack, bytes []byte) error {
	return tx.change(`
		insert into plan_pack (plan, day, hash, made, made_by, size, bytes)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		string(p.Plan), string(p.Day), p.Hash, Time(p.Made), p.By, p.Size, blob(bytes))
}

const selectPack = `select plan, day, hash, made, made_by, size from plan_pack`

// Packs gives what reviewers have been given of a plan, the latest day first.
func (tx *Tx) Packs(id plan.ID) ([]plan.Pack, error) {
	return many(tx, scanPack, selectPack+` where plan = $1 order by day desc`, string(id))
}

// Pack gives what is known of the pack of a day.
func (tx *Tx) Pack(id plan.ID, day plan.Date) (plan.Pack, error) {
	return one(tx, scanPack, selectPack+` where plan = $1 and day = $2`, string(id), string(day))
}

// AllPacks gives what is known of every pack.
func (tx *Tx) AllPacks() ([]plan.Pack, error) {
	return many(tx, scanPack, selectPack+` order by plan, day`)
}

func scanPack(row scanner) (p plan.Pack, err error) {
	err = row.Scan(&p.Plan, &p.Day, &p.Hash, at(&p.Made), &p.By, &p.Size)
	return p, err
}

// PackBytes gives the very bytes that a reviewer was given for a day.
func (tx *Tx) PackBytes(id plan.ID, day plan.Date) ([]byte, error) {
	return one(tx, func(row scanner) (b []byte, err error) {
		err = row.Scan(&b)
		return b, err
	}, `select bytes from plan_pack where plan = $1 and day = $2`, string(id), string(day))
}

// A PlanVersionKept is a version of a plan as it lies in the database, for what
// is proved byte by byte.
type PlanVersionKept struct {
	plan.Version
	Words string // JSON
}

// PlanVersionKept gives a version of a plan as it lies in the database.
func (tx *Tx) PlanVersionKept(id plan.ID, number int) (PlanVersionKept, error) {
	return one(tx, func(row scanner) (k PlanVersionKept, err error) {
		err = row.Scan(&k.Plan, &k.Number, &k.Words, &k.Reason, at(&k.Published))
		return k, err
	}, `
		select plan, number, content, reason, published
		from plan_version where plan = $1 and number = $2`, string(id), number)
}

// PlanVersionNames gives every version of every plan, by plan and number.
func (tx *Tx) PlanVersionNames() ([]plan.Version, error) {
	return many(tx, func(row scanner) (v plan.Version, err error) {
		err = row.Scan(&v.Plan, &v.Number)
		return v, err
	}, `select plan, number from plan_version order by plan, number`)
}

// AddSubscription writes that somebody wants to follow a plan.
func (tx *Tx) AddSubscription(s plan.Subscription, fold string) error {
	return tx.change(`
		insert into plan_subscription (id, plan, scope, subject, email, email_fold, language,
			created, confirmed, generation, told)
		values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10)`,
		string(s.ID), string(s.Plan), string(s.Scope), s.Subject, s.Email, fold, s.Language,
		Time(s.Created), s.Generation, Time(s.Told))
}

// SaveSubscription writes how far a subscription has come.
func (tx *Tx) SaveSubscription(s plan.Subscription) error {
	return tx.mustChange(`
		update plan_subscription set confirmed = $2, told = $3 where id = $1`,
		string(s.ID), Time(s.Confirmed), Time(s.Told))
}

// DropSubscription forgets a subscription and its address.
func (tx *Tx) DropSubscription(id plan.SubscriptionID) error {
	return tx.mustChange(`delete from plan_subscription where id = $1`, string(id))
}

// DropUnproven forgets the subscriptions whose address nobody has proven since a moment.
func (tx *Tx) DropUnproven(before time.Time) error {
	return tx.note(`
		delete from plan_subscription where confirmed is null and created < $1`, Time(before))
}

// Unproven counts what an address has been asked to confirm and has not.
func (tx *Tx) Unproven(fold string) (int, error) {
	return one(tx, value[int], `
		select count(*) from plan_subscription where email_fold = $1 and confirmed is null`, fold)
}

const selectSubscription = `
	select id, plan, scope, subject, email, language, created, confirmed, generation, told
	from plan_subscription`

// Subscription gives a subscription.
func (tx *Tx) Subscription(id plan.SubscriptionID) (plan.Subscription, error) {
	return one(tx, scanSubscription, selectSubscription+` where id = $1`, string(id))
}

// SubscriptionOf finds what an address follows already.
func (tx *Tx) SubscriptionOf(id plan.ID, scope plan.Scope, subject,
	fold string) (plan.Subscription, error) {
	return one(tx, scanSubscription, selectSubscription+`
		where plan = $1 and scope = $2 and subject = $3 and email_fold = $4`,
		string(id), string(scope), subject, fold)
}

// Subscriptions gives up to n proven subscriptions of a plan that have not been
// told up to a moment, after one in the order of their identities.
func (tx *Tx) Subscriptions(id plan.ID, told time.Time, after plan.SubscriptionID,
	n int) ([]plan.Subscription, error) {
	return many(tx, scanSubscription, selectSubscription+`
		where plan = $1 and confirmed is not null and told < $2 and id > $3
		order by id limit $4`, string(id), Time(told), string(after), n)
}

func scanSubscription(row scanner) (s plan.Subscription, err error) {
	err = row.Scan(&s.ID, &s.Plan, &s.Scope, &s.Subject, &s.Email, &s.Language, at(&s.Created),
		at(&s.Confirmed), &s.Generation, at(&s.Told))
	return s, err
}
