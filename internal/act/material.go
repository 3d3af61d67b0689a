package act

import (
	"context"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Material gives a file to read before a meeting. Only what the version in
// force lists is public: a file that has been taken out, or that a draft is
// about to add, is not found (N-13, N-14).
//
// Faults: NotFound.
func (d *Desk) Material(ctx context.Context, slug, id string) (a store.Attachment, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.ConsultationBySlug(slug)
		if err != nil {
			return err
		}
		m, ok := listedMaterial(c, id)
		if c.Published == 0 || !ok {
			return fault.New(fault.NotFound, "material.not-found")
		}
		a, err = tx.Attachment(c.ID, m.File)
		a.Name, a.Type = m.Name, m.Type
		return err
	})
	return a, err
}

// listedMaterial finds the file with the ID among what c lists.
func listedMaterial(c consult.Consultation, id string) (consult.Material, bool) {
	for _, m := range c.Content.Material {
		if m.ID == id && m.File != "" {
			return m, true
		}
	}
	return consult.Material{}, false
}
