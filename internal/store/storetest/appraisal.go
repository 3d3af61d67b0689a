package storetest

import (
	"errors"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// appraisals holds that a draft is written over by who has read it, and by nobody else.
func appraisals(s suite) {
	draft := integrity.Draft{Matter: "m", Saved: 1, EditedBy: "eva", Edited: Noon, Content: integrity.SelfAssessment{
		Round: "2023", Replies: map[string]integrity.Reply{"a": {Mark: integrity.Partly, Comment: "åäö"}}}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.SaveBody(account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "x@example.se"}),
			tx.AddMatter(integrity.Matter{ID: "m", Kind: integrity.AnAppraisal, Body: "exempel", Key: "2023-exempel", Created: Noon}))
	})
	missing(s, func(tx *store.Tx) (integrity.Draft, error) { return tx.Appraisal("m") })
	s.write(func(tx *store.Tx) error { return tx.SaveAppraisal(draft) })
	signed := draft
	signed.SignedBy = "eva"
	s.write(func(tx *store.Tx) error { return tx.SaveAppraisal(signed) })
	equal(s, signed, func(tx *store.Tx) (integrity.Draft, error) { return tx.Appraisal("m") })
	draft.Saved = 2
	s.write(func(tx *store.Tx) error { return tx.SaveAppraisal(draft) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.SaveAppraisal(signed) })
}
