package store

import (
	"time"

	"insyn/internal/consult"
)

// SaveDuty writes what is owed to a view, new or known.
func (tx *Tx) SaveDuty(d consult.Duty) error {
	return tx.change(`
		insert into duty (view, forum, number, body, received, due, considered, answer, answered,
			ended, open, declined, paused, replied)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		on conflict (view) do update set body = excluded.body, due = excluded.due,
			considered = excluded.considered, answer = excluded.answer,
			answered = excluded.answered, ended = excluded.ended, open = excluded.open,
			declined = excluded.declined, paused = excluded.paused, replied = excluded.replied`,
		string(d.View), string(d.Forum), d.Number, d.Body, Time(d.Received), Time(d.Due),
		Time(d.Considered), string(d.Answer), Time(d.Answered), Time(d.Ended),
		d.Open(), d.Declined, Time(d.Paused), Time(d.Replied))
}

// Duty gives what is owed to a view.
func (tx *Tx) Duty(id consult.ViewID) (consult.Duty, error) {
	return one(tx, scanDuty, selectDuty+` where view = $1`, string(id))
}

// Duties gives what is owed to the views of a forum, by number.
func (tx *Tx) Duties(f consult.Forum) ([]consult.Duty, error) {
	return many(tx, scanDuty, selectDuty+` where forum = $1 order by number`, string(f))
}

// DutyOf gives what is owed to the view with a number in a forum.
func (tx *Tx) DutyOf(f consult.Forum, number int64) (consult.Duty, error) {
	return one(tx, scanDuty, selectDuty+` where forum = $1 and number = $2`, string(f), number)
}

// DutiesOf gives the duties that an answer covers, by number.
func (tx *Tx) DutiesOf(id consult.AnswerID) ([]consult.Duty, error) {
	return many(tx, scanDuty, selectDuty+`
		where answer = $1 and answer <> '' order by number`, string(id))
}

// A QueueMark is where a page of the queue begins: behind a duty.
type QueueMark struct {
	Due  time.Time
	View consult.ViewID
}

// A DutyFilter chooses duties that are open.
type DutyFilter struct {
	Body  string
	Forum consult.Forum // "" for every forum of the body
	Until time.Time     // due before it; zero for all
	After QueueMark
	Limit int

	Ticking bool // without those that are paused
}

// A QueuedView is a view that waits for an answer, as a list shows it.
type QueuedView struct {
	consult.Duty
	View consult.View
}

// OpenDuties gives the views that a body owes an answer, the first due first.
func (tx *Tx) OpenDuties(f DutyFilter) ([]QueuedView, error) {
	until := f.Until
	if until.IsZero() {
		until = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	after := f.After.Due
	if after.IsZero() {
		after = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Microsecond)
	}
	duties, err := many(tx, scanDuty, selectDuty+`
		where body = $1 and open = $7
			and (due, view) > ($2, $3) and due < $4 and ($5 = '' or forum = $5)
			and (paused is null or $8 = $9)
		order by due, view limit $6`,
		f.Body, Time(after), string(f.After.View), Time(until), string(f.Forum), f.Limit, true,
		f.Ticking, false)
	queued := make([]QueuedView, 0, len(duties))
	for _, d := range duties {
		if err != nil {
			break
		}
		var v consult.View
		v, err = tx.View(d.View)
		queued = append(queued, QueuedView{d, v})
	}
	return queued, err
}

// CountOpen counts the views that a body owes an answer, and those of them
// that were due before now.
func (tx *Tx) CountOpen(body string, now time.Time) (open, late int, err error) {
	type both struct{ open, late int }
	n, err := one(tx, func(row scanner) (b both, err error) {
		err = row.Scan(&b.open, &b.late)
		return b, err
	}, `
		select (select count(*) from duty where body = $1 and open = $3),
			(select count(*) from duty where body = $1 and open = $3 and due <= $2)
			- (select count(*) from duty
				where body = $1 and open = $3 and due <= $2 and paused is not null)`,
		body, Time(now), true)
	return n.open, n.late, err
}

// AddStep adds to what has moved a duty.
func (tx *Tx) AddStep(id consult.ViewID, s consult.Step) error {
	return tx.change(`
		insert into duty_step (view, number, at, kind, old, new, reason, done_by)
		select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7
		from duty_step where view = $1`,
		string(id), Time(s.At), string(s.Kind), s.From, s.To, s.Reason, s.By)
}

// Steps gives what has moved a duty, the first first.
func (tx *Tx) Steps(id consult.ViewID) ([]consult.Step, error) {
	return many(tx, func(row scanner) (s consult.Step, err error) {
		err = row.Scan(at(&s.At), &s.Kind, &s.From, &s.To, &s.Reason, &s.By)
		return s, err
	}, `
		select at, kind, old, new, reason, done_by from duty_step
		where view = $1 order by number`, string(id))
}

// AddNote adds what an official says to the others about a view.
func (tx *Tx) AddNote(id consult.ViewID, n consult.Note) error {
	return tx.change(`
		insert into view_note (view, number, at, written_by, text)
		select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from view_note where view = $1`,
		string(id), Time(n.At), n.By, n.Text)
}

// Notes gives what officials have said to each other about a view, the first first.
func (tx *Tx) Notes(id consult.ViewID) ([]consult.Note, error) {
	return many(tx, func(row scanner) (n consult.Note, err error) {
		err = row.Scan(at(&n.At), &n.By, &n.Text)
		return n, err
	}, `select at, written_by, text from view_note where view = $1 order by number`, string(id))
}

// CloseForum notes that the dialogue of a forum has ended.
func (tx *Tx) CloseForum(f consult.Forum, by string) error {
	return tx.change(`insert into closed_forum (forum, at, closed_by) values ($1, $2, $3)`,
		string(f), Time(tx.Now), by)
}

// ReopenForum takes that back.
func (tx *Tx) ReopenForum(f consult.Forum) error {
	return tx.mustChange(`delete from closed_forum where forum = $1`, string(f))
}

// ForumClosed gives when the dialogue of a forum ended; zero while it goes on.
func (tx *Tx) ForumClosed(f consult.Forum) (time.Time, error) {
	ends, err := many(tx, func(row scanner) (t time.Time, err error) {
		err = row.Scan(at(&t))
		return t, err
	}, `select at from closed_forum where forum = $1`, string(f))
	if err != nil || len(ends) == 0 {
		return time.Time{}, err
	}
	return ends[0], nil
}

const selectDuty = `
	select view, forum, number, body, received, due, considered, answer, answered, ended, declined,
		paused, replied
	from duty`

func scanDuty(row scanner) (d consult.Duty, err error) {
	err = row.Scan(&d.View, &d.Forum, &d.Number, &d.Body, at(&d.Received), at(&d.Due),
		at(&d.Considered), &d.Answer, at(&d.Answered), at(&d.Ended), &d.Declined, at(&d.Paused),
		at(&d.Replied))
	return d, err
}

// A ForumStep is what moved the duty of a view with a number.
type ForumStep struct {
	Number int64
	Step   consult.Step
}

// ForumSteps gives what has moved the duties of a forum, by the number of the view.
func (tx *Tx) ForumSteps(f consult.Forum) ([]ForumStep, error) {
	return many(tx, func(row scanner) (s ForumStep, err error) {
		err = row.Scan(&s.Number, at(&s.Step.At), &s.Step.Kind, &s.Step.From, &s.Step.To,
			&s.Step.Reason, &s.Step.By)
		return s, err
	}, `
		select d.number, s.at, s.kind, s.old, s.new, s.reason, s.done_by
		from duty d join duty_step s on s.view = d.view
		where d.forum = $1 order by d.number, s.number`, string(f))
}

// CopyNumbers gives the numbers of the views of a forum that can be read.
func (tx *Tx) CopyNumbers(f consult.Forum) (map[int64]bool, error) {
	numbers, err := many(tx, value[int64], `
		select number from view_copy where forum = $1 and current`, string(f))
	shown := map[int64]bool{}
	for _, n := range numbers {
		shown[n] = true
	}
	return shown, err
}
