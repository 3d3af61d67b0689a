package act

import (
	"context"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// latestViews is how many views stand on the page of a consultation itself.
const latestViews = 5

// heard fills in what has been said and published.
func heard(tx *store.Tx, p *Public) (err error) {
	f := p.Venue.Forum
	if p.Venue, err = venue(tx, f); err != nil {
		return err
	}
	if p.ViewCounts, err = tx.CountCopies(f); err != nil {
		return err
	}
	if p.Answers, err = answersTo(tx, f); err != nil {
		return err
	}
	duties, err := tx.Duties(f)
	if err != nil {
		return err
	}
	p.Clock = consult.Clocked(duties, tx.Now)
	if p.SentDraft, err = sentDraft(tx, p.Consultation); err != nil {
		return err
	}
	if p.Views, err = latest(tx, f, latestViews+len(p.SentDraft.Objections)); err != nil {
		return err
	}
	p.Views = slices.DeleteFunc(p.Views, func(c consult.Copy) bool { return c.Sort == consult.Objection })
	p.Views = p.Views[:min(latestViews, len(p.Views))] // objections stand with the summary
	p.Shown, err = tx.CopyNumbers(f)
	return err
}

func latest(tx *store.Tx, f consult.Forum, most int) ([]consult.Copy, error) {
	list, err := tx.Copies(store.CopyFilter{Forum: f, Before: 1<<63 - 1, Limit: most})
	return anonymous(list), err
}

// anonymous takes out who of the staff published.
func anonymous(list []consult.Copy) []consult.Copy {
	for i := range list {
		list[i].By = ""
	}
	return list
}

// Said is what has been said in a forum, as everybody can read it.
type Said struct {
	Venue  consult.Venue
	Body   account.Body
	Views  []consult.Copy
	Counts map[string]int // by what they are about
	Log    consult.ModerationLog

	Answers map[int64]store.PublicAnswer // by the number of the view
}

// PublicViews gives what everybody can read of a forum, in pages.
//
// Faults: NotFound (also for drafts).
func (d *Desk) PublicViews(ctx context.Context, f store.CopyFilter) (s Said, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		h, err := hearing(tx, f.Forum)
		if err != nil {
			return err
		}
		s.Venue, s.Body = h.Venue, h.Body
		list, err := tx.Copies(f)
		if err != nil {
			return err
		}
		s.Views = anonymous(list)
		if s.Answers, err = answersTo(tx, f.Forum); err != nil {
			return err
		}
		if s.Counts, err = tx.CountCopies(f.Forum); err != nil {
			return err
		}
		s.Log, err = tx.ModerationLog(f.Forum)
		return err
	})
	return s, err
}

// PublicView gives the published copy of the view with a number in a forum.
//
// Faults: NotFound (also for what is withheld, withdrawn or waits).
func (d *Desk) PublicView(ctx context.Context, f consult.Forum, number int64) (
	h Hearing, c consult.Copy, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if h, err = hearing(tx, f); err != nil {
			return err
		}
		c, err = tx.Copy(f, number)
		c.By = ""
		return err
	})
	return h, c, err
}

// PublicTrace gives how far the answer to a published view has come, and the
// answer itself; zero while there is none.
//
// Faults: NotFound (also for what is withheld, withdrawn or waits).
func (d *Desk) PublicTrace(ctx context.Context, f consult.Forum, number int64) (
	duty consult.Duty, a store.PublicAnswer, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := tx.Copy(f, number); err != nil {
			return err
		}
		duty, a, err = trace(tx, f, number)
		return err
	})
	return duty, a, err
}
