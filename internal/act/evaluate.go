package act

import (
	"context"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// EvaluationPage shows the three questions to who took part.
func (d *Desk) EvaluationPage(ctx context.Context, l Link) (Page, error) {
	return d.page(ctx, keys.Evaluate, l)
}

// EvaluationLink gives the address of the questions for who was there and has
// not answered; "" for others.
func (d *Desk) EvaluationLink(r consult.Registration) Link {
	if r.Attended.IsZero() || r.Evaluated {
		return ""
	}
	return d.link(keys.Evaluate, string(r.ID), r.Generation)
}

// Evaluate takes the answers of one participant, once. They are kept without
// any tie to the person: only that somebody has answered is noted.
//
// Faults: Invalid (a question is unanswered), Conflict (answered already), Refused (not over yet).
func (d *Desk) Evaluate(ctx context.Context, l Link, e consult.Evaluation) error {
	if !e.Valid() {
		return fault.New(fault.Invalid, "evaluate.unanswered").At("spoke")
	}
	_, err := d.participant(ctx, keys.Evaluate, l, func(tx *store.Tx, s *consult.Seating, r *consult.Registration) error {
		switch {
		case r.Status != consult.Seated && r.Status != consult.WalkedIn:
			return badLink()
		case tx.Now.Before(s.Starts):
			return fault.New(fault.Refused, "evaluate.too-early")
		case r.Evaluated:
			return fault.New(fault.Conflict, "evaluate.done")
		}
		r.Evaluated = true
		if err := tx.AddEvaluation(r.Consultation, e); err != nil {
			return err
		}
		return note(tx, consultation(r.Consultation), participant, "evaluate",
			string(r.Consultation), nil)
	})
	return err
}
