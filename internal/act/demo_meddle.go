package act

import (
	"context"
	"encoding/json"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// A Meddling is what a visitor of the demonstration has done to the database
// behind Insyn's back.
type Meddling struct {
	Consultation consult.ID
	Number       int    // of the version
	Was          string // what it said
	Undone       bool
}

// meddling is the setting that remembers it.
const meddling = "demo.meddling"

// Meddled tells what was done; the zero Meddling when nothing was.
func (d *Desk) Meddled(ctx context.Context) (m Meddling, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		m, err = meddled(tx)
		return err
	})
	return m, err
}

func meddled(tx *store.Tx) (m Meddling, err error) {
	text, err := tx.Setting(meddling)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &m)
	}
	return m, err
}

// Meddle rewords the version in force in the database, so that the visitor of a
// demonstration sees that it is found out.
//
// Faults: Forbidden (this is no demonstration), NotFound, Conflict (it is done already).
func (d *Desk) Meddle(ctx context.Context, id consult.ID, purpose consult.Text) error {
	return d.behindOurBack(ctx, func(tx *store.Tx, m *Meddling) error {
		if m.Number > 0 && !m.Undone {
			return fault.New(fault.Conflict, "tour.meddled-already")
		}
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		kept, err := tx.VersionAsKept(id, consult.Invitation, c.Published)
		if err != nil {
			return err
		}
		var content consult.Content
		if err := json.Unmarshal([]byte(kept.Content), &content); err != nil {
			return err
		}
		content.Purpose = purpose
		other, err := json.Marshal(content)
		if err != nil {
			return err
		}
		*m = Meddling{Consultation: id, Number: c.Published, Was: kept.Content}
		return tx.Meddle(id, consult.Invitation, c.Published, string(other))
	})
}

// Unmeddle puts back what Meddle changed. To do it again changes nothing.
//
// Faults: Forbidden (this is no demonstration).
func (d *Desk) Unmeddle(ctx context.Context) error {
	return d.behindOurBack(ctx, func(tx *store.Tx, m *Meddling) error {
		if m.Number == 0 || m.Undone {
			return nil
		}
		m.Undone = true
		return tx.Meddle(m.Consultation, consult.Invitation, m.Number, m.Was)
	})
}

// behindOurBack changes the database of a demonstration and remembers how.
func (d *Desk) behindOurBack(ctx context.Context, f func(*store.Tx, *Meddling) error) error {
	if !d.Site.Demo {
		return fault.New(fault.Forbidden, "account.forbidden")
	}
	return d.DB.Bookkeep(ctx, "meddling", func(tx *store.Tx) error {
		m, err := meddled(tx)
		if err != nil {
			return err
		}
		if err := f(tx, &m); err != nil {
			return err
		}
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		return tx.SetSetting(meddling, string(text))
	})
}
