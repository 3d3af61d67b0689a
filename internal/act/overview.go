package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// An Overview is how it stands with all consultations that are public: what
// the front page is made from.
type Overview struct {
	Consultations []consult.Consultation // the latest meeting first
	Bodies        map[account.BodyID]account.Body
	Held          int                      // meetings in the year that has passed
	Promised      int                      // of those, how many were to have a summary by now
	InTime        int                      // of those, how many had it by the day that was promised
	Summarised    map[consult.ID]time.Time // when the first summary of each was published
}

// overviewMost is how many consultations the front page looks at.
const overviewMost = 200

// Overview sums up what is public. It counts and names nobody.
func (d *Desk) Overview(ctx context.Context) (o Overview, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		o = Overview{Bodies: map[account.BodyID]account.Body{},
			Summarised: map[consult.ID]time.Time{}}
		bodies, err := tx.Bodies()
		if err != nil {
			return err
		}
		for _, b := range bodies {
			o.Bodies[b.ID] = b
		}
		o.Consultations, err = tx.Consultations(store.ConsultationFilter{Public: true,
			Limit: overviewMost})
		if err != nil {
			return err
		}
		year := tx.Now.AddDate(-1, 0, 0)
		for _, c := range o.Consultations {
			if err := o.count(tx, c, year); err != nil {
				return err
			}
		}
		return nil
	})
	return o, err
}

// count adds what c says of the year.
func (o *Overview) count(tx *store.Tx, c consult.Consultation, year time.Time) error {
	if c.Summary > 0 {
		first, err := firstSummary(tx, c)
		if err != nil {
			return err
		}
		o.Summarised[c.ID] = first
	}
	if c.State(tx.Now) != consult.Held || c.Content.End().Before(year) {
		return nil
	}
	o.Held++
	if over := c.Content.Promise.Over(); !over.IsZero() && !tx.Now.Before(over) {
		o.Promised++
		if at := o.Summarised[c.ID]; !at.IsZero() && at.Before(over) {
			o.InTime++
		}
	}
	return nil
}

// firstSummary gives when the first summary of c was published.
func firstSummary(tx *store.Tx, c consult.Consultation) (time.Time, error) {
	all, err := tx.Versions(c.ID, consult.Report)
	for _, v := range all {
		if !v.Published.IsZero() {
			return v.Published, err
		}
	}
	return time.Time{}, err
}
