package demo

import (
	"context"
	_ "embed" // the lists of recommendations
	"time"

	"insyn/internal/integrity"
)

// The recommendations of an invented reviewer: of its fourth round, and of its
// fifth, which was judged twice.
var (
	//go:embed advice-4.csv
	fourthRound []byte
	//go:embed advice-5.csv
	fifthRound []byte
)

// Reviewer is the invented body that recommends in the demonstration.
const Reviewer = "Exempelgranskaren (påhittad)"

// advice reads in what the reviewer has recommended, and answers one of
// it in time.
func (s *seeder) advice(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 7, 3, 7, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	for _, round := range []struct {
		source integrity.Source
		list   []byte
	}{
		{integrity.Source{ID: "exempelgranskaren-4", By: Reviewer, Title: "Fjärde rundan", On: "2014-06",
			Scale: "greco", URL: "https://www.example.org/fjarde-rundan"}, fourthRound},
		{integrity.Source{ID: "exempelgranskaren-5", By: Reviewer, Title: "Femte rundan", On: "2019-03-22",
			Scale: "greco", URL: "https://www.example.org/femte-rundan"}, fifthRound},
	} {
		if _, err := s.ImportAdvice(ctx, s.publisher, Body.ID, round.source, round.list); err != nil {
			return err
		}
	}
	return s.answerAdvice(ctx, "exempelgranskaren-5-iv",
		integrity.Response{Position: integrity.InPart,
			Reason: integrity.Text{SV: "Möten går att redovisa i efterhand. Telefonsamtal och korta samtal går inte att följa upp på ett rimligt sätt.",
				EN: "Meetings can be reported afterwards. Telephone calls and short talks cannot reasonably be followed up."},
			Measure: integrity.Text{SV: "Ledningens möten med utomstående publiceras varje månad.",
				EN: "The management's meetings with third parties are published every month."},
			By: "2024-06"})
}

// lateAdvice answers one more, after its day.
func (s *seeder) lateAdvice(ctx context.Context) error {
	return s.answerAdvice(ctx, "exempelgranskaren-5-ii",
		integrity.Response{Position: integrity.Accepts,
			Reason: integrity.Text{SV: "Koden bör gälla alla som leder arbetet.",
				EN: "The code should cover all who lead the work."},
			Measure: integrity.Text{SV: "Koden skrivs om under hösten.", EN: "The code is rewritten during the autumn."}, By: "2023-12"})
}

// answerAdvice answers the recommendation with a key.
func (s *seeder) answerAdvice(ctx context.Context, key string, r integrity.Response) error {
	all, err := s.Recommendations(ctx)
	if err != nil {
		return err
	}
	c, _ := all.Find(key)
	return s.AnswerAdvice(ctx, s.publisher, c.Matter.ID, r)
}
