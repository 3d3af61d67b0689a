package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// Fill puts rows in every table: a consultation with two seats of which both
// are taken, a queue, and all that goes with it.
func Fill(db *store.DB) error {
	return db.Bookkeep(context.Background(), "fill", func(tx *store.Tx) error {
		c := Consultation("c", "exempel", "c")
		c.Published, c.First = 1, Noon
		eva := account.Person{ID: "eva", Name: "Eva Ek", Email: "eva@example.se",
			Roles: map[account.BodyID]account.Role{"exempel": account.Editor}}
		v := consult.Version{Consultation: "c", Paper: consult.Invitation, Number: 1, Saved: 1,
			Published: Noon, Approved: "eva"}
		if err := errors.Join(Add(tx, c), tx.PublishVersion(v), tx.SavePerson(eva)); err != nil {
			return err
		}
		if err := fillPeople(tx, c); err != nil {
			return err
		}
		return errors.Join(
			tx.AddSession(store.Session{ID: "s", Hash: []byte{0, 1}, Person: "eva", Created: Noon,
				Seen: Noon, Expires: Noon.Add(time.Hour)}),
			tx.AddChallenge(store.Challenge{ID: "h", Purpose: "sign-in", Subject: "eva",
				CodeHash: []byte{255}, Created: Noon, Expires: Noon.Add(time.Minute)}),
			tx.SetMeetingLink("c", []byte{0, 255}),
			tx.AddAttachment("c", store.Attachment{Hash: "00", Name: "Ö.pdf", Added: Noon}),
			tx.AddInvitee(consult.Invitee{ID: "i", Consultation: "c", Added: Noon}),
			tx.AddEvaluation("c", consult.Evaluation{Spoke: 1, Understood: 2, Matters: 3}),
			fillViews(tx, c.ID.Forum()),
			fillAnswers(tx, c.ID.Forum()),
			fillContact(tx),
			tx.AddPurge(consult.Purge{Consultation: "c", At: Noon, What: "needs", Count: 1}),
			tx.Schedule(store.Job{Key: "k", Kind: "remind", Subject: "c", Due: Noon}),
			fillRecord(tx),
			tx.SetSetting("språk", "å\n\"'\\"),
			fillCatalog(tx),
			fillDeliveries(tx),
			fillFlags(tx),
			fillPlans(tx),
			tx.AddMatter(integrity.Matter{ID: "m", Kind: integrity.Advice, Body: "exempel", Key: "k", Created: Noon}),
			tx.SaveAppraisal(integrity.Draft{Matter: "m", Saved: 1, Edited: Noon, EditedBy: "eva"}),
			tx.AddEntry(integrity.Entry{Matter: "m", Number: 1, At: Noon, Author: "eva"}),
		)
	})
}

// fillViews writes a view with its file, a decision and its published copy.
func fillViews(tx *store.Tx, f consult.Forum) error {
	v := View("v", f)
	v.Number, v.Sent, v.Version = 1, Noon, 1
	c, err := v.Copied(nil, "eva", Noon)
	return errors.Join(err, said(tx, "v", f, 1), tx.AddView(View("w", f), "w"),
		tx.AddViewFile(consult.ViewFile{View: "v", Hash: "00", Name: "Ö.bin", Added: Noon,
			Bytes: []byte{0, 255}}),
		tx.AddRuling("v", consult.Ruling{Verdict: consult.Publish, Version: 1, At: Noon}),
		tx.PublishCopy(c),
		tx.AddCopyFile("v", "00", consult.CopyFile{Hash: "11", Name: "Ö.png"}, []byte{1}))
}

// fillPeople registers more people than there are seats.
func fillPeople(tx *store.Tx, c consult.Consultation) error {
	seats, err := tx.Seating(c.ID)
	if err != nil {
		return err
	}
	for i := range 5 {
		id := fmt.Sprint("r", i)
		r := Registration(id, string(c.ID), id+"@example.se")
		if err := errors.Join(seats.Confirm(&r, Noon), tx.AddRegistration(r),
			tx.Enqueue(store.Mail{Key: id, Kind: "confirm", Registration: id}),
			tx.Audit(store.Entry{Aggregate: "consultation/c", Act: "register", Object: id}),
		); err != nil {
			return err
		}
	}
	return tx.SaveSeating(c.ID, seats)
}

// fillPlans writes a plan with who reports, what proves it and who follows it.
func fillPlans(tx *store.Tx) error {
	return errors.Join(
		tx.AddPlan(plan.Plan{ID: "p", Body: "exempel", Slug: "plan", Created: Noon}),
		tx.PublishPlan(plan.Version{Plan: "p", Number: 1, Author: "eva", Published: Noon}),
		tx.AddPlanReport(plan.Report{Plan: "p", Commitment: "c", Period: "2023-2", Number: 1, Given: Noon}),
		tx.AddReporter(Reporter("x")),
		tx.SaveWatch(plan.Watch{Address: "https://example.se/", Next: Noon}),
		tx.AddSighting(plan.Sighting{Address: "https://example.se/", At: Noon, Dead: Noon}),
		tx.AddKeepsake(plan.Keepsake{Plan: "p", Hash: "00", Name: "Ö.pdf", Added: Noon, Bytes: []byte{0, 255}}),
		tx.AddPack(plan.Pack{Plan: "p", Day: "2023-12-01", Hash: "00", Made: Noon}, []byte{255}),
		tx.AddSubscription(Subscription("s"), "ada@example.se"),
	)
}
