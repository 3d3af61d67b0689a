package store

import "time"

// A Job is something that the timetable does by itself.
type Job struct {
	ID       string
	Key      string // what makes it one: scheduling the same key again moves it
	Kind     string
	Subject  string // what it is about, as its kind reads it
	Due      time.Time
	Attempts int
	Lease    time.Time
	Error    string
}

// Schedule sets a job. One with the same key moves to the new time.
func (tx *Tx) Schedule(j Job) error {
	if j.ID == "" {
		j.ID = NewID(tx.Now)
	}
	return just(tx.put(`
		insert into job (id, key, kind, subject, due, attempts, lease, error)
		values ($1, $2, $3, $4, $5, 0, null, '')
		on conflict (key) do update set subject = excluded.subject, due = excluded.due,
			attempts = 0, lease = null, error = ''`,
		j.ID, j.Key, j.Kind, j.Subject, Time(j.Due)))
}

// Unschedule takes a job away, if there is one.
func (tx *Tx) Unschedule(key string) error {
	return just(tx.put(`delete from job where key = $1`, key))
}

// ClaimJobs takes up to n jobs that are due for the caller alone, until the lease runs out.
func (tx *Tx) ClaimJobs(n int, lease time.Duration) ([]Job, error) {
	jobs, err := many(tx, scanJob, `
		update job set attempts = attempts + 1, lease = $1
		where id in (select id from job where due <= $2 and (lease is null or lease <= $2)
			order by due, id limit $3 `+claimed+`)
		returning id, key, kind, subject, due, attempts, lease, error`,
		Time(tx.Now.Add(lease)), Time(tx.Now), n)
	tx.changed += int64(len(jobs))
	return jobs, err
}

// JobDone takes a job that is done away, unless it has been set anew meanwhile
// (by itself, for the next time): then its lease is gone and it stays.
func (tx *Tx) JobDone(id string) error {
	return just(tx.put(`delete from job where id = $1 and lease is not null`, id))
}

// JobFailed notes that a job failed and when it is tried again.
func (tx *Tx) JobFailed(id string, next time.Time, reason string) error {
	return just(tx.put(`
		update job set due = $2, error = $3, lease = null where id = $1 and lease is not null`,
		id, Time(next), reason))
}

// Jobs gives the jobs that lie ahead, the next first.
func (tx *Tx) Jobs(limit int) ([]Job, error) {
	return many(tx, scanJob, `
		select id, key, kind, subject, due, attempts, lease, error
		from job order by due, id limit $1`, limit)
}

func scanJob(row scanner) (j Job, err error) {
	err = row.Scan(&j.ID, &j.Key, &j.Kind, &j.Subject, at(&j.Due), &j.Attempts, at(&j.Lease), &j.Error)
	return j, err
}
