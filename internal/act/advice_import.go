package act

import (
	"context"
	"errors"
	"slices"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// AdviceImported tells what came of reading a list of recommendations.
type AdviceImported struct {
	New      int `json:"new"`
	Changed  int `json:"changed"` // their text stands otherwise, as a new version
	Same     int `json:"same"`
	Assessed int `json:"assessed"` // assessments that were not known
}

// ImportAdvice takes a list of the recommendations of a source: CSV in any
// character set, or a workbook (.xlsx). It is all or nothing, and the same list
// again changes nothing. Faults name the line and the column.
//
// Who may: publishers of the body. Faults: Invalid (lines of the file), TooLarge,
// Refused (another body keeps one of them), Forbidden (who has a stake in one of
// which the list says something new).
func (d *Desk) ImportAdvice(ctx context.Context, who account.Person, body account.BodyID,
	source integrity.Source, data []byte) (done AdviceImported, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	table, err := adviceTable(data)
	if err != nil {
		return done, errors.Join(source.Check(), err)
	}
	var by map[string]account.Body
	if err := d.DB.Read(ctx, func(tx *store.Tx) error { by, err = bodiesByID(tx); return err }); err != nil {
		return done, err
	}
	rows, err := integrity.ReadList(table, source, addressees(by))
	if err != nil {
		return done, err
	}
	if bad := nobody("file", written(rows)...); bad != nil {
		return done, bad
	}
	err = d.DB.Write(ctx, "advice/"+source.ID, func(tx *store.Tx) error {
		done = AdviceImported{}
		for _, row := range rows {
			if err := d.importRow(tx, who, body, row, &done); err != nil {
				return err
			}
		}
		return note(tx, "advice/"+source.ID, string(who.ID), "import-advice", source.ID, done)
	})
	return done, err
}

// adviceTable reads a file as rows of cells.
func adviceTable(data []byte) ([][]string, error) {
	table, err := readTable(data)
	var wrong *fault.Error
	if errors.As(err, &wrong) {
		if wrong.Message == "invitees.empty" { // speaks of people
			wrong.Message = "integrity.empty-list"
		}
		return nil, wrong.At("file")
	}
	return table, err
}

// addressees finds a body by its name in either language, or by its ID.
func addressees(by map[string]account.Body) func(string) string {
	names := map[string]string{}
	for id, b := range by {
		for _, name := range []string{id, b.Name, b.NameEnglish} {
			names[strings.ToLower(name)] = id
		}
	}
	delete(names, "")
	return func(name string) string { return names[strings.ToLower(strings.TrimSpace(name))] }
}

// written gives the texts of rows.
func written(rows []integrity.Row) (texts []string) {
	for _, r := range rows {
		texts = append(texts, r.Recommendation.Text.SV, r.Recommendation.Text.EN)
		for _, a := range r.Assessments {
			texts = append(texts, a.Words.SV, a.Words.EN)
		}
	}
	return texts
}

// importRow takes one row: what is not known of it is said.
func (d *Desk) importRow(tx *store.Tx, who account.Person, body account.BodyID, row integrity.Row,
	done *AdviceImported) error {
	r := row.Recommendation
	c, err := keptCase(tx, body, r.Key())
	switch {
	case fault.Is(err, fault.NotFound):
		done.New++
		c.Matter = integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: integrity.Advice,
			Body: string(body), Key: r.Key(), Created: tx.Now}
		if err := tx.AddMatter(c.Matter); err != nil {
			return err
		}
		err = sayNext(tx, who, &c.Matter, "add-advice", integrity.Said{Recommendation: &r})
	case err != nil:
		return err
	default:
		err = changeAdvice(tx, who, &c, r, done)
	}
	if err != nil {
		return err
	}
	for _, a := range row.Assessments {
		if known(c, a) {
			continue
		}
		if err := unconcerned(who, c); err != nil {
			return err
		}
		done.Assessed++
		if err := sayNext(tx, who, &c.Matter, "assess-advice", integrity.Said{Assessment: &a}); err != nil {
			return err
		}
	}
	return nil
}

// keptCase gives the case with a key, which the body has to keep.
func keptCase(tx *store.Tx, body account.BodyID, key string) (integrity.Case, error) {
	m, err := tx.MatterByKey(integrity.Advice, key)
	if err != nil {
		return integrity.Case{}, err
	}
	if m.Body != string(body) {
		return integrity.Case{}, fault.New(fault.Refused, "integrity.kept-by-another").At("source")
	}
	return caseOf(tx, m.ID)
}

// changeAdvice makes a new version of a recommendation that stands otherwise in the list.
func changeAdvice(tx *store.Tx, who account.Person, c *integrity.Case, r integrity.Recommendation,
	done *AdviceImported) error {
	is := c.Now()
	r.Forum, r.View, r.Proposed, r.Why = is.Forum, is.View, is.Proposed, is.Why
	if r == is {
		done.Same++
		return nil
	}
	if err := unconcerned(who, *c); err != nil {
		return err
	}
	done.Changed++
	r.Why = r.Source.Title
	return sayNext(tx, who, &c.Matter, "change-advice", integrity.Said{Recommendation: &r})
}

// sayNext is say where more will be said of the matter.
func sayNext(tx *store.Tx, who account.Person, m *integrity.Matter, act string,
	said integrity.Said) error {
	err := sayDecided(tx, who, *m, act, said)
	m.Entries++
	return err
}

// known tells whether an assessment has been entered, corrected since or not.
func known(c integrity.Case, a integrity.Assessment) bool {
	return slices.ContainsFunc(c.Assessments, func(had integrity.Dated[integrity.Assessment]) bool {
		what := had.What
		what.Corrects, what.Why = 0, ""
		return what == a
	})
}
