package store

import (
	"context"
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// A Problem is something in the database that cannot be right, told as a
// message: what, where, and what should have been.
type Problem = fault.Error

// overdueAfter is how long personal data may outlive its time before Check
// tells: the job that deletes it runs once a day.
const overdueAfter = 48 * time.Hour

// Check looks for what cannot be right: the engine's own integrity, references
// that lead nowhere, the count of seats, queues and their order against the
// registrations, versions in force that are not there, addresses that
// searches would miss, gaps in the audit log, personal data whose time is
// over. It changes nothing.
func (db *DB) Check(ctx context.Context) ([]Problem, error) {
	var all []Problem
	err := db.Read(ctx, func(tx *Tx) error {
		all = nil
		for _, look := range []func(*Tx) ([]Problem, error){
			checkEngine, checkSeats, checkSheets, checkVersions, checkFolds, checkAudit, checkOverdue, checkViews,
		} {
			found, err := look(tx)
			if all = append(all, found...); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// problem begins a problem with its message.
func problem(key string) *fault.Error { return fault.New(fault.Conflict, key) }

// checkEngine asks SQLite whether its file is whole. PostgreSQL keeps its own house.
func checkEngine(tx *Tx) ([]Problem, error) {
	if tx.d != &sqlite {
		return nil, nil
	}
	said, err := many(tx, value[string], `pragma integrity_check`)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, s := range said {
		if s != "ok" {
			all = append(all, *problem("check.integrity").With("Detail", s))
		}
	}
	type dangling struct{ table, parent string }
	lost, err := many(tx, func(row scanner) (d dangling, err error) {
		var id any // of the row, where the table has such
		var number int
		err = row.Scan(&d.table, &id, &d.parent, &number)
		return d, err
	}, `pragma foreign_key_check`)
	for _, d := range lost {
		all = append(all, *problem("check.reference").With("Table", d.table).With("To", d.parent))
	}
	return all, err
}

// checkSeats compares what the sheets say with the registrations.
func checkSeats(tx *Tx) ([]Problem, error) {
	type count struct {
		id                                   consult.ID
		taken, waiting, last                 int64
		seated, queued, top, places, numbers int64
	}
	counts, err := many(tx, func(row scanner) (c count, err error) {
		err = row.Scan(&c.id, &c.taken, &c.waiting, &c.last, &c.seated, &c.queued, &c.top,
			&c.places, &c.numbers)
		return c, err
	}, `
		select s.consultation, s.taken, s.waiting, s.last_order,
			count(r.id) filter (where r.status in ('seated', 'offered')),
			count(r.id) filter (where r.status = 'queued'),
			coalesce(max(r.place), 0),
			count(r.id) filter (where r.place > 0),
			count(distinct r.place) filter (where r.place > 0)
		from seating s left join registration r on r.consultation = s.consultation
		group by s.consultation, s.taken, s.waiting, s.last_order
		order by s.consultation`)
	var all []Problem
	differ := func(key string, id consult.ID, said, counted int64) {
		if said != counted {
			all = append(all, *problem(key).With("Consultation", string(id)).
				With("Said", said).With("Counted", counted))
		}
	}
	for _, c := range counts {
		differ("check.taken", c.id, c.taken, c.seated)
		differ("check.waiting", c.id, c.waiting, c.queued)
		differ("check.order", c.id, max(c.last, c.top), c.last)
		differ("check.places", c.id, c.places, c.numbers)
	}
	return all, err
}

// checkSheets compares the sheets with what the consultations say.
func checkSheets(tx *Tx) ([]Problem, error) {
	var all []Problem
	for after := ""; ; {
		page, err := tx.Consultations(ConsultationFilter{After: after})
		if err != nil || len(page) == 0 {
			return all, err
		}
		for _, c := range page {
			after = string(c.ID)
			got, err := tx.Seating(c.ID)
			if err != nil {
				return all, err
			}
			want := c.Seating()
			want.Taken, want.Waiting, want.Order = got.Taken, got.Waiting, got.Order
			for _, t := range []*time.Time{&want.Opens, &want.Closes, &want.Starts, &want.Ends} {
				*t = exact(*t)
			}
			if got != want {
				all = append(all, *problem("check.sheet").With("Consultation", after))
			}
		}
	}
}

// checkVersions looks for versions that should be in force and are not public, or not there.
func checkVersions(tx *Tx) ([]Problem, error) {
	ids, err := many(tx, value[string], `
		select c.id from consultation c
		where c.published > 0 and not exists (select 1 from version v
				where v.consultation = c.id and v.paper = 'invitation' and v.number = c.published
					and v.published is not null)
			or c.summary > 0 and not exists (select 1 from version v
				where v.consultation = c.id and v.paper = 'report' and v.number = c.summary
					and v.published is not null)
		order by c.id`)
	return list("check.version", ids), err
}

// list gives a problem for each consultation.
func list(key string, ids []string) (all []Problem) {
	for _, id := range ids {
		all = append(all, *problem(key).With("Consultation", id))
	}
	return all
}

// checkFolds looks for addresses that are not found by their folded form.
func checkFolds(tx *Tx) ([]Problem, error) {
	type address struct {
		id, email string
		fold      *string
	}
	var all []Problem
	err := tx.line.query(tx.ctx, `
		select id, email, email_fold from registration
		union all select id, email, email_fold from invitee
		union all select id, email, email_fold from person`, nil,
		func(row scanner) error {
			var a address
			if err := row.Scan(&a.id, &a.email, &a.fold); err != nil {
				return err
			}
			fold := ""
			if a.fold != nil {
				fold = *a.fold
			}
			if fold != account.Fold(a.email) {
				all = append(all, *problem("check.fold").With("ID", a.id))
			}
			return nil
		})
	return all, tx.fail(err)
}

// checkViews looks for views whose text in force is not that of their version,
// or whose decision in force is not the last that was made.
func checkViews(tx *Tx) ([]Problem, error) {
	ids, err := many(tx, value[string], `
		select v.id from view v
		where v.sent is not null and v.withdrawn is null and v.erased is null and (
			not exists (select 1 from view_version w
				where w.view = v.id and w.number = v.version and w.text = v.text)
			or v.ruled is not null and not exists (select 1 from view_ruling r
				where r.view = v.id and r.verdict = v.verdict and r.reason = v.reason
					and r.number = (select max(number) from view_ruling where view = v.id)))
		order by v.id`)
	var all []Problem
	for _, id := range ids {
		all = append(all, *problem("check.view").With("View", id))
	}
	return all, err
}

// checkAudit looks for lines that have gone from the middle of a log.
func checkAudit(tx *Tx) ([]Problem, error) {
	type log struct {
		aggregate   string
		lines, last int64
	}
	logs, err := many(tx, func(row scanner) (l log, err error) {
		err = row.Scan(&l.aggregate, &l.lines, &l.last)
		return l, err
	}, `
		select aggregate, count(*), max(number) from audit
		group by aggregate having count(*) <> max(number) order by aggregate`)
	var all []Problem
	for _, l := range logs {
		all = append(all, *problem("check.audit").With("Aggregate", l.aggregate).
			With("Said", l.last).With("Counted", l.lines))
	}
	return all, err
}

// checkOverdue looks for personal data that should have been deleted.
func checkOverdue(tx *Tx) ([]Problem, error) {
	ids, err := tx.ConsultationsToPurge(tx.Now.Add(-overdueAfter))
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	requests, again := one(tx, value[int64], `
		select count(*) from registration where status = 'requested' and expires <= $1`,
		Time(tx.Now.Add(-overdueAfter)))
	all := list("check.overdue", names)
	points, third := tx.ContactPointsToPurge(tx.Now.Add(-overdueAfter))
	for _, p := range points {
		all = append(all, *problem("check.overdue-cases").With("Body", p.Body))
	}
	if requests > 0 {
		all = append(all, *problem("check.requests").With("Count", requests))
	}
	return all, errors.Join(err, again, third)
}
