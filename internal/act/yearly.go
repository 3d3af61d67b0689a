package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// Yearbooks is what bodies have counted, with every body of the site: who has
// stated nothing is seen not to have.
type Yearbooks struct {
	Of     map[string]integrity.Yearbook // by body
	Bodies map[string]account.Body
}

// Yearbooks gives what every body has stated. What of it is shown is for
// [integrity.Yearbook.Periods] to say.
func (d *Desk) Yearbooks(ctx context.Context) (y Yearbooks, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		y = Yearbooks{Of: map[string]integrity.Yearbook{}}
		matters, err := tx.Matters(integrity.Yearly, "")
		if err != nil {
			return err
		}
		for _, m := range matters {
			entries, err := tx.Entries(m.ID)
			if err != nil {
				return err
			}
			y.Of[m.Body] = integrity.FoldYears(m, entries)
		}
		y.Bodies, err = bodiesByID(tx)
		return err
	})
	return y, err
}

// Yearbook gives all that a body has stated, to who works there.
//
// Who may: readers of the body. Faults: NotFound.
func (d *Desk) Yearbook(ctx context.Context, who account.Person,
	body account.BodyID) (y integrity.Yearbook, b account.Body, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return y, b, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if b, err = tx.Body(body); err != nil {
			return err
		}
		y, err = yearbook(tx, body)
		return err
	})
	return y, b, err
}

// yearbook gives what a body has stated, an empty one where that is nothing.
func yearbook(tx *store.Tx, body account.BodyID) (y integrity.Yearbook, err error) {
	m, err := tx.MatterByKey(integrity.Yearly, string(body))
	if fault.Is(err, fault.NotFound) {
		return y, nil
	}
	if err != nil {
		return y, err
	}
	entries, err := tx.Entries(m.ID)
	return integrity.FoldYears(m, entries), err
}

// YearsStated tells what came of stating years.
type YearsStated struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
}

// StateYears takes what a body has counted in its years, all of it or nothing.
// The same again changes nothing; another number for a year says why.
//
// Who may: publishers of the body. Faults: NotFound, Invalid, Refused (years
// out of order, or other themes than before).
func (d *Desk) StateYears(ctx context.Context, who account.Person, body account.BodyID,
	all []integrity.Statement) (done YearsStated, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	for _, s := range all {
		if bad := nobody("why", s.Why); bad != nil {
			return done, bad
		}
	}
	err = d.DB.Write(ctx, "yearly/"+string(body), func(tx *store.Tx) error {
		done = YearsStated{}
		y, err := openYearbook(tx, body)
		if err != nil {
			return err
		}
		for _, s := range all {
			if err := stateYear(tx, who, &y, s, &done); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// openYearbook gives the yearbook of a body, a new one where there is none.
func openYearbook(tx *store.Tx, body account.BodyID) (integrity.Yearbook, error) {
	if _, err := tx.Body(body); err != nil {
		return integrity.Yearbook{}, err
	}
	y, err := yearbook(tx, body)
	if err != nil || y.Matter.ID != "" {
		return y, err
	}
	y.Matter = integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: integrity.Yearly,
		Body: string(body), Key: string(body), Created: tx.Now}
	return y, tx.AddMatter(y.Matter)
}

// stateYear takes one year.
func stateYear(tx *store.Tx, who account.Person, y *integrity.Yearbook, s integrity.Statement,
	done *YearsStated) error {
	_, stated := y.Of(s.Year)
	if !stated {
		s.Why = ""
	}
	news, err := y.Take(s, tx.Now.In(lang.Stockholm).Year())
	switch {
	case err != nil:
		return err
	case !news:
		done.Same++
		return nil
	case stated:
		done.Changed++
	default:
		done.New++
	}
	if err := sayNext(tx, who, &y.Matter, "state-year", integrity.Said{Statement: &s}); err != nil {
		return err
	}
	y.Said = append(y.Said, integrity.Dated[integrity.Statement]{Number: y.Matter.Entries, At: tx.Now, What: s})
	return nil
}

// ImportYears takes a file of counts, CSV in any character set or a workbook.
// It is all or nothing: a file with anything but counts is refused, and nothing
// of it is kept, quoted or logged. Why is said of years that are stated anew.
//
// Who may: publishers of the body. Faults: as StateYears, TooLarge.
func (d *Desk) ImportYears(ctx context.Context, who account.Person, body account.BodyID, why string,
	data []byte) (done YearsStated, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	table, err := countsTable(data)
	if err != nil {
		return done, err
	}
	all, err := integrity.ReadYears(table, integrity.FigureSets()[integrity.LatestFigures])
	if err != nil {
		return done, err
	}
	for i := range all {
		all[i].Why = why
	}
	return d.StateYears(ctx, who, body, all)
}

// countsTable reads a file as rows of cells, and says nothing of what is in one
// that cannot be read.
func countsTable(data []byte) ([][]string, error) {
	table, err := adviceTable(data)
	if err != nil && fault.Of(err) != fault.TooLarge {
		return nil, fault.New(fault.Invalid, "integrity.no-table").At("file")
	}
	return table, err
}
