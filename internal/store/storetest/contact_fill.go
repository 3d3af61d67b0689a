package storetest

import (
	"errors"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// fillContact writes a contact point with a case, a message and a wish.
func fillContact(tx *store.Tx) error {
	return errors.Join(
		tx.SaveContactPoint(consult.ContactPoint{Body: "exempel", Open: true, Opened: Noon, Keep: 90}),
		tx.AddPurge(consult.Purge{Body: "exempel", At: Noon, What: "addresses", Count: 1}),
		tx.AddCaseMessage("v", consult.CaseMessage{At: Noon, Staff: true, By: "eva", Text: "Vilka år?"}),
		tx.SaveWish(consult.Wish{ID: "w", Number: 1, Body: "exempel", Title: consult.Text{SV: "Köp"},
			State: consult.Wanted, Added: Noon, Changed: Noon}),
		tx.JoinWish("v", "w"))
}
