package store

import (
	"insyn/internal/consult"
)

// Door tells whether one may register for a consultation, as it was when
// somebody asked last. The commit sees to it that it is still so; where it is
// not, or where the caller fails, the transaction is run again and told for
// certain. So nobody waits for an answer that is nearly always the same.
func (tx *Tx) Door(id consult.ID) (consult.Door, error) {
	if known, ok := tx.doors.Load(id); ok && !tx.certain {
		d := known.(consult.Door)
		tx.guessed = true
		return d, tx.fail(tx.line.expect(tx.ctx, `
			select published = $2 and cancelled = $3 and opens is not distinct from $4
				and closes is not distinct from $5 and ends is not distinct from $6
			from seating where consultation = $1`, []any{string(id), d.Published, d.Cancelled,
			Time(d.Opens), Time(d.Closes), Time(d.Ends)}))
	}
	s, err := tx.Seating(id)
	if err == nil {
		tx.doors.Store(id, s.Door)
	}
	return s.Door, err
}

// A Request is that somebody asks for a place, and what follows from it.
type Request struct {
	consult.Registration        // as it will be, unless the address has one that stays
	Confirm, Known       string // kinds of the mail: to who has to prove the address, to who has
	Moment               string // who is known already gets one mail at most at the same
	Entry                       // of the audit log; its object is the registration that there is then
}

// Request writes down a registration, over one of the same address that gives
// way, and lets any other be; it queues the mail that fits and tells the audit
// log. Nobody is told, not even the caller, whether the address was known: the
// statements are the same (N-17).
func (tx *Tx) Request(r Request) error {
	tx.audited = true
	args := append(registrationRow(r.Registration), givingWay, NewID(tx.Now), r.Moment,
		string(consult.Requested), r.Confirm, r.Known, r.Aggregate, Time(tx.Now), r.Actor, r.Act,
		r.Detail)
	if tx.d.nests {
		return tx.change(`
			with written as (`+insertRegistration+overGivingWay+`
					returning id, status, sequence, generation),
				asked as (select id, status, sequence, generation from written
					union all select id, status, sequence, generation `+asked+`
						and not exists (select 1 from written)),
				mailed as (`+requestMail+` from asked `+mailOnce+`)
			`+requestAudit+` from asked), $34)`, args...)
	}
	if err := tx.change(insertRegistration+overGivingWay, args[:24]...); err != nil {
		return err
	}
	if err := tx.note(requestMail+asked+mailOnce, args[:31]...); err != nil {
		return err
	}
	return tx.note(requestAudit+asked+`), $34)`, args...)
}

// What a request consists of: one statement where statements can be parts of
// another, three where they can not. Its arguments are those of
// insertRegistration and then $24 statuses that give way, $25 ID of the mail,
// $26 moment, $27 status of who has to prove the address, $28 and $29 kinds of
// mail, $30 aggregate, $31 now, $32 actor, $33 act, $34 detail.
const (
	overGivingWay = `
		on conflict (consultation, email_fold) do update set name = excluded.name,
			organisation = excluded.organisation, kind = excluded.kind, email = excluded.email,
			capacity = excluded.capacity, needs = excluded.needs, listed = excluded.listed,
			language = excluded.language, via = excluded.via, status = excluded.status,
			requested = excluded.requested, expires = excluded.expires,
			confirmed = excluded.confirmed, place = excluded.place, reason = excluded.reason,
			attended = excluded.attended, evaluated = excluded.evaluated, erased = excluded.erased,
			generation = registration.generation
				+ case when registration.status = excluded.status then 0 else 1 end
		where $24 like '%"' || registration.status || '"%'`

	asked = ` from registration where consultation = $2 and email_fold = $7`

	requestMail = `
		insert into outbox (id, key, kind, consultation, registration, person, invitee, version,
			sequence, data, created, due, state, attempts, lease, sent, error)
		select $25, case
				when id = $1 then null
				when status = $27
					then $28 || '|' || id || '|' || sequence || '|' || generation || ' ' || $26
				else $29 || '|' || id || '|' || sequence || '|' || $26 end,
			case when status = $27 then $28 else $29 end, $2, id, '', '', 0,
			sequence, '', $31, $31, 'waiting', 0, null, null, ''`

	mailOnce = ` on conflict (key) where key IS NOT NULL do nothing`

	requestAudit = `
		insert into audit (aggregate, number, at, actor, act, object, detail)
		values ($30, (select coalesce(max(number), 0) + 1 from audit where aggregate = $30),
			$31, $32, $33, (select id`
)

// givingWay lists the statuses of registrations that give way, each in quotation marks.
var givingWay = func() (list string) {
	for _, s := range consult.Statuses() {
		if s.GivesWay() {
			list += `"` + string(s) + `"`
		}
	}
	return list
}()
