package act

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// The jobs of the timetable.
const (
	jobOffer    = "offer"    // an offer runs out
	jobFanOut   = "fan-out"  // one mail to everybody registered
	jobReminder = "reminder" // the meeting is soon
	jobAfter    = "after"    // the meeting is over: evaluation
	jobPurge    = "purge"    // personal data falls due
	jobRequests = "requests" // unproven addresses fall due
	jobOverdue  = "overdue"  // answers are late

	jobPlanReport = "plan-report" // reports of a plan are due
	jobPlanNews   = "plan-news"   // followers of a plan are told what is new
)

// batch is how many registrations one transaction of a fan-out takes: small
// enough to end within 50 ms.
const batch = 200

// stamp writes a moment as part of a key.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// schedule sets a job about a subject; an earlier one of the kind about it moves.
func schedule(tx *store.Tx, kind, subject string, due time.Time) error {
	return tx.Schedule(store.Job{Key: kind + "|" + subject, Kind: kind, Subject: subject, Due: due})
}

// timetable sets what happens by itself around a consultation.
func timetable(tx *store.Tx, c consult.Consultation) error {
	m := c.Content.Meeting
	if m.Set() {
		if hours := c.Content.Reminder; hours > 0 {
			due := m.Start.Add(-time.Duration(hours) * time.Hour)
			if due.After(tx.Now) {
				if err := schedule(tx, jobReminder, string(c.ID), due); err != nil {
					return err
				}
			}
		}
		if err := schedule(tx, jobAfter, string(c.ID), m.End); err != nil {
			return err
		}
	}
	if end := c.Content.End(); !end.IsZero() {
		return schedule(tx, jobPurge, string(c.ID), c.Content.NeedsUntil())
	}
	return nil
}

// A wave is a mail on its way to everybody registered, and how far it has come.
type wave struct {
	Kind         string     `json:"kind"`
	Consultation consult.ID `json:"consultation"`
	Version      int        `json:"version"`
	Rise         bool       `json:"rise"` // calendar entries take a new number
	Last         int64      `json:"last"` // place in the order of who was reached last
}

// fanOut begins a wave. It is carried out by the timetable in small steps, so
// that a meeting with ten thousand people holds nobody up.
func fanOut(tx *store.Tx, w wave) error {
	b, err := json.Marshal(w)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s|%s|%s|%d", jobFanOut, w.Kind, w.Consultation, w.Version)
	return tx.Schedule(store.Job{Key: key, Kind: jobFanOut, Subject: string(b), Due: tx.Now})
}

// RunJob does a job of the timetable. It may be run again after a crash: what
// is done stays done and is not repeated.
func (d *Desk) RunJob(ctx context.Context, j store.Job) error {
	switch j.Kind {
	case jobOffer:
		return d.endOffer(ctx, consult.RegistrationID(j.Subject))
	case jobFanOut:
		var w wave
		if err := json.Unmarshal([]byte(j.Subject), &w); err != nil {
			return err
		}
		return d.runWave(ctx, w)
	case jobReminder:
		return d.begin(ctx, MailReminder, consult.ID(j.Subject))
	case jobAfter:
		return d.begin(ctx, MailEvaluation, consult.ID(j.Subject))
	case jobPurge:
		return d.Purge(ctx, consult.ID(j.Subject))
	case jobAuthors:
		return d.tellAuthors(ctx, j.Subject)
	case jobReplyEnds:
		return d.replyEnds(ctx, j.Subject)
	case jobOverdue:
		return d.overdue(ctx, j.Subject)
	case jobRequests:
		return errors.Join(d.PurgeRequests(ctx), d.purgeNotes(ctx), d.purgeDrafts(ctx),
			d.purgeCases(ctx), d.TidyDeliveries(ctx), d.purgeFollowers(ctx), d.RollProbes(ctx))
	case jobPlanReport:
		return d.askReports(ctx, plan.ID(j.Subject))
	case jobPlanNews:
		return d.tellNews(ctx, j.Subject)
	}
	return fmt.Errorf("act: no job is called %q", j.Kind)
}

// begin starts a wave about a consultation that still stands. Nobody is reminded
// of a meeting that has begun, however late the timetable is, nor of one whose
// organiser has taken the reminder away since it was set.
func (d *Desk) begin(ctx context.Context, kind string, id consult.ID) error {
	return d.DB.Bookkeep(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := tx.Consultation(id)
		if err != nil || !c.Cancelled.IsZero() {
			return err
		}
		if kind == MailReminder && (c.Content.Reminder <= 0 || underWay(tx, c)) {
			return nil
		}
		return fanOut(tx, wave{Kind: kind, Consultation: id, Version: c.Published})
	})
}

// underWay tells whether the meeting of a consultation has begun.
func underWay(tx *store.Tx, c consult.Consultation) bool {
	return !tx.Now.Before(c.Content.Meeting.Start)
}

// runWave mails everybody whom the wave concerns, some hundred in each transaction.
func (d *Desk) runWave(ctx context.Context, w wave) error {
	for {
		n, last := 0, w.Last
		err := d.DB.Write(ctx, consultation(w.Consultation), func(tx *store.Tx) error {
			n = 0
			s, err := tx.Seating(w.Consultation)
			if err != nil {
				return err
			}
			people, err := tx.Registrations(store.RegistrationFilter{Consultation: w.Consultation,
				Status: w.reached(), Limit: batch, AfterOrder: w.Last})
			if err != nil {
				return err
			}
			n = len(people)
			for _, r := range people {
				if err := d.reach(tx, w, &s, r); err != nil {
					return err
				}
				last = r.Order
			}
			return note(tx, consultation(w.Consultation), "system", "mail-"+w.Kind, string(w.Consultation),
				map[string]any{"version": w.Version, "people": n})
		})
		if err != nil || n < batch {
			return err
		}
		w.Last = last
	}
}

// reached gives the statuses whom a wave concerns. Another time, or none,
// concerns those too who hope for a seat.
func (w wave) reached() []consult.Status {
	switch {
	case w.Kind == MailCancelled, w.Kind == MailChanged && w.Rise:
		return []consult.Status{consult.Seated, consult.Queued, consult.Offered, consult.Waiting}
	case w.Kind == MailChanged, w.Kind == MailReminder:
		return []consult.Status{consult.Seated}
	}
	return []consult.Status{consult.Seated, consult.WalkedIn}
}

// reach mails one person of a wave, once.
func (d *Desk) reach(tx *store.Tx, w wave, s *consult.Seating, r consult.Registration) error {
	if w.Kind == MailEvaluation {
		return askAfter(tx, r, w.Version)
	}
	if r.Email == "" {
		return nil
	}
	event := fmt.Sprintf("%s|%s|v%d", w.Kind, r.ID, w.Version)
	if speakers[w.Kind] { // who has sent a view too is told once
		event = d.once(w, r.Email)
	}
	told, err := tx.Enqueued(event)
	if err != nil || told {
		return err
	}
	if w.Rise && r.Status == consult.Seated {
		renumber(s, &r)
		if err := tx.SaveRegistration(r); err != nil {
			return err
		}
	}
	return tx.Enqueue(store.Mail{Kind: w.Kind, Key: event, Consultation: string(w.Consultation),
		Registration: string(r.ID), Version: w.Version, Sequence: r.Sequence, Due: tx.Now})
}

// askAfter asks somebody who was there what they thought of a meeting, once,
// when it is over: who is ticked off before is asked by the timetable, and who is
// ticked off or written down afterwards is asked then.
func askAfter(tx *store.Tx, r consult.Registration, version int) error {
	if r.Email == "" || r.Attended.IsZero() || r.Evaluated {
		return nil
	}
	return tx.Enqueue(store.Mail{Kind: MailEvaluation, Key: MailEvaluation + "|" + string(r.ID),
		Consultation: string(r.Consultation), Registration: string(r.ID), Version: version,
		Sequence: r.Sequence, Due: tx.Now})
}

// askLate asks who is found to have been there when the meeting is over already.
func askLate(tx *store.Tx, r consult.Registration) error {
	c, err := tx.Consultation(r.Consultation)
	if err != nil || !c.Cancelled.IsZero() || tx.Now.Before(c.Content.End()) ||
		!tx.Now.Before(c.Content.KeepUntil()) {
		return err
	}
	return askAfter(tx, r, c.Published)
}

// endOffer lets an offer lapse that was not taken in time, and offers the place to the next.
func (d *Desk) endOffer(ctx context.Context, id consult.RegistrationID) error {
	var c consult.ID
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		r, err := tx.Registration(id)
		c = r.Consultation
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, consultation(c), func(tx *store.Tx) error {
		r, err := tx.Registration(id)
		if err != nil {
			return err
		}
		if r.Status != consult.Offered || tx.Now.Before(r.Expires) {
			return note(tx, consultation(c), "system", "offer-stands", string(id), nil)
		}
		return decide(tx, &r, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
			return leave(tx, s, r, consult.Lapsed, "", "system")
		})
	})
}
