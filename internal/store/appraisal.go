package store

import "insyn/internal/integrity"

// SaveAppraisal writes a draft over, or the first one of its matter. It has
// been saved once more than what stands, or fault.Conflict: somebody was first.
func (tx *Tx) SaveAppraisal(d integrity.Draft) error {
	content, err := packed(d.Content)
	if err != nil {
		return err
	}
	rows, err := tx.act(`
		insert into appraisal_draft (matter, saved, content, edited, edited_by, signed_by)
		values ($1, $2, $3, $4, $5, $6)
		on conflict (matter) do update set saved = excluded.saved, content = excluded.content,
			edited = excluded.edited, edited_by = excluded.edited_by, signed_by = excluded.signed_by
			where appraisal_draft.saved <= excluded.saved`,
		string(d.Matter), d.Saved, content, Time(d.Edited), d.EditedBy, d.SignedBy)
	if err == nil && rows == 0 {
		return stale(nil)
	}
	return err
}

// Appraisal gives the draft of a matter.
func (tx *Tx) Appraisal(id integrity.ID) (integrity.Draft, error) {
	return one(tx, func(row scanner) (d integrity.Draft, err error) {
		var content string
		if err := row.Scan(&d.Matter, &d.Saved, &content, at(&d.Edited), &d.EditedBy, &d.SignedBy); err != nil {
			return d, err
		}
		return d, unpack(content, &d.Content)
	}, `
		select matter, saved, content, edited, edited_by, signed_by
		from appraisal_draft where matter = $1`, string(id))
}
