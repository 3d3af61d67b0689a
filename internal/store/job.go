package store

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Job is something to be done at a time: an offer runs out, a reminder is due.
type Job struct {
	ID       string
	Key      string // what it is: there is one job of a key
	Kind     string
	Subject  string // ID of what it is about
	Due      time.Time
	Attempts int
	Lease    time.Time // until when the worker has it to itself
	Error    string    // why the last attempt failed
}

// Schedule puts a job in the timetable. A job of the same key is replaced: it
// is due at the new time, and a worker that is doing the old one finishes that
// without ending the new.
func (tx *Tx) Schedule(j Job) error {
	if j.ID == "" {
		j.ID = NewID(tx.Now)
	}
	return tx.note(`
		insert into job (id, key, kind, subject, due, attempts, lease, error)
		values ($1, $2, $3, $4, $5, 0, null, '')
		on conflict (key) do update set id = excluded.id, kind = excluded.kind,
			subject = excluded.subject, due = excluded.due, attempts = 0, lease = null, error = ''`,
		j.ID, j.Key, j.Kind, j.Subject, Time(j.Due))
}

// Unschedule takes a job out of the timetable. That it was not there is no failure.
func (tx *Tx) Unschedule(key string) error {
	return tx.note(`delete from job where key = $1`, key)
}

// ClaimJobs takes up to n jobs that are due for the caller alone, until the lease runs out.
func (tx *Tx) ClaimJobs(n int, lease time.Duration) ([]Job, error) {
	jobs, err := many(tx, scanJob, `
		update job set attempts = attempts + 1, lease = $1
		where id in (select id from job where due <= $2 and (lease is null or lease <= $2)
			order by due, id limit $3 `+claimed+`)
		returning id, key, kind, subject, due, attempts, lease, error`,
		Time(tx.Now.Add(lease)), Time(tx.Now), n)
	slices.SortFunc(jobs, func(a, b Job) int { // an update returns rows in any order
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.ID, b.ID))
	})
	return jobs, err
}

// JobDone ends a job. That it has been replaced or taken out meanwhile is no failure.
func (tx *Tx) JobDone(id string) error {
	return tx.note(`delete from job where id = $1`, id)
}

// JobFailed notes that a job could not be done: it is tried again at next.
// That it has been replaced or taken out meanwhile is no failure.
func (tx *Tx) JobFailed(id string, next time.Time, reason string) error {
	return tx.note(`update job set due = $2, error = $3, lease = null where id = $1`,
		id, Time(next), reason)
}

// Jobs gives the timetable: at most limit jobs, the next first.
func (tx *Tx) Jobs(limit int) ([]Job, error) {
	return many(tx, scanJob, `
		select id, key, kind, subject, due, attempts, lease, error
		from job order by due, id limit $1`, limit)
}

func scanJob(row scanner) (j Job, err error) {
	err = row.Scan(&j.ID, &j.Key, &j.Kind, &j.Subject, at(&j.Due), &j.Attempts, at(&j.Lease),
		&j.Error)
	return j, err
}
