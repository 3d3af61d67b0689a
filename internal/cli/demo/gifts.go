package demo

import (
	"context"

	"insyn/internal/integrity"
)

// gifts is the register of the ministry: a gift that was given away, one that
// came late, and a number that was cancelled. All of it is invented.
func (s *seeder) gifts(ctx context.Context) error {
	err := s.CoverGifts(ctx, s.publisher, Body.ID, integrity.Coverage{
		Covers: integrity.Text{SV: "Departementets ledning och alla enhetschefer (påhittat exempel)",
			EN: "The management of the ministry and all heads of unit (invented example)"},
		Since: "2023-09-01", From: integrity.DepartmentHead})
	if err != nil {
		return err
	}
	unit := integrity.Text{SV: "enheten för offentlig förvaltning",
		EN: "the unit for public administration"}
	vase := integrity.Gift{On: "2023-10-04", Sort: integrity.AnObject,
		Rank: integrity.StateSecretary,
		Unit: unit, From: integrity.Partner{Name: "Föreningen Öppna Exempel", Number: "802999-0002"},
		What: integrity.Text{SV: "En glasskål", EN: "A glass bowl"},
		Occasion: integrity.Text{SV: "Lämnad vid mötet om kontakter",
			EN: "Left at the meeting on contacts"},
		Kept:  integrity.Text{SV: "Departementets reception", EN: "The reception of the ministry"},
		Value: 600_00, Contact: "2023-1"}
	lunch := integrity.Gift{On: "2023-11-02", Sort: integrity.Hospitality, Rank: integrity.UnitHead,
		Unit: unit, Person: true, What: integrity.Text{SV: "Lunch", EN: "Lunch"},
		Occasion: integrity.Text{SV: "Efter en föreläsning", EN: "After a lecture"}}
	train := integrity.Gift{On: "2023-11-06", Sort: integrity.Travel, Rank: integrity.Officer,
		Unit: unit, From: integrity.Partner{Name: "Exempelförbundet", Number: "802999-0010"},
		What: integrity.Text{SV: "Tågresa till en konferens",
			EN: "Train journey to a conference"},
		Occasion: integrity.Text{SV: "Talade om öppna data", EN: "Spoke on open data"}}
	for _, g := range []integrity.Gift{vase, lunch, train} {
		if _, err := s.RegisterGift(ctx, s.publisher, Body.ID, g); err != nil {
			return err
		}
	}
	if err := s.CancelGift(ctx, s.publisher, Body.ID, 3,
		"Myndigheten betalade resan själv (påhittat exempel)."); err != nil {
		return err
	}
	return s.DisposeGift(ctx, s.publisher, Body.ID, 1, integrity.Donated, "2023-11-07")
}

// adopted proves and follows the proposal that was accepted after February.
func (s *seeder) adopted(ctx context.Context) error {
	all, err := s.Recommendations(ctx)
	if err != nil {
		return err
	}
	for _, c := range all.Cases {
		if c.Now().View == 0 {
			continue
		}
		err := s.ProveAdvice(ctx, s.editor, c.Matter.ID, integrity.Evidence{On: "2023-06-12",
			Proves: integrity.Text{SV: "Varje åtagande i den påhittade planen har ett mått",
				EN: "Each commitment in the invented plan has a measure"},
			URL: s.Site.URL + "/plan/" + planTold})
		if err != nil {
			return err
		}
		return s.FollowAdvice(ctx, s.editor, c.Matter.ID, integrity.FollowUp{
			Status: integrity.Implemented, Reason: integrity.Text{SV: "Planen beslutades i juni, med mått.",
				EN: "The plan was decided in June, with measures."}})
	}
	return nil
}
