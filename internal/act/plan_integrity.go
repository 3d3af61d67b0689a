package act

import (
	"time"

	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// integrityFacts adds what measures of the work against corruption are computed
// from: the rounds of self-assessment as everybody sees them, and when flags
// on purchases were found and followed up.
func integrityFacts(tx *store.Tx, f *plan.Facts) error {
	all, err := pictures(tx)
	if err != nil {
		return err
	}
	for _, p := range all.All {
		from, err := time.ParseInLocation(time.DateOnly, string(p.Opening.From), lang.Stockholm)
		if err != nil {
			return err
		}
		f.Rounds = append(f.Rounds, plan.Assessed{Round: p.Round, Instrument: p.Instrument.Version,
			From:  from.UTC(),
			Ended: p.Opening.Until.After(lang.Stockholm).UTC(), Asked: len(p.Opening.Population),
			Answered: len(p.Answered), Far: far(p)})
	}
	bodies, err := tx.Bodies()
	if err != nil {
		return err
	}
	for _, b := range bodies {
		flags, err := tx.Flags(b.ID)
		if err != nil {
			return err
		}
		for _, x := range flags {
			f.Flags = append(f.Flags, plan.Flagged{Body: string(b.ID), Found: x.Found.UTC(),
				Followed: utc(x.Decided)})
		}
	}
	return nil
}

// utc gives a moment in UTC, and leaves one that has not come as it is.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}

// far counts the bodies at the two highest levels of each area of a picture, where
// the picture tells it.
func far(p integrity.Picture) map[string]int {
	counts := map[string]int{}
	for _, l := range p.Levels {
		if n, told := l.Far(); told {
			counts[l.Area.ID] = n
		}
	}
	return counts
}
