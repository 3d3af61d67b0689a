package demo

import (
	"context"
	"time"

	"insyn/internal/consult"
)

// A reply is an invented answer to views of the meeting in February.
type reply struct {
	views  []int64
	says   consult.Position
	reason consult.Text
	effect consult.Text // what has changed; empty for nothing
}

// inTime are the answers that were given by the promised day, all at one moment.
func inTime() []reply {
	return []reply{
		{views: []int64{1, 4}, says: consult.Accepted,
			reason: text("Varje åtagande i planen får ett mått som säger om det blir till nytta, "+
				"och någon som svarar på frågor om det.",
				"Each commitment in the plan gets a measure that tells whether it is of use, "+
					"and somebody who answers questions about it."),
			effect: text("Ett mått för varje åtagande", "A measure for each commitment")},
		{views: []int64{2}, says: consult.PartlyAccepted,
			reason: text("Planen får en dag för de första inköpsdata. De som är svårast att lämna ut "+
				"får sin dag när de är genomgångna.",
				"The plan gets a day for the first purchasing data. Those that are hardest to "+
					"release get theirs once they have been looked through."),
			effect: text("En dag för de första inköpsdata", "A day for the first purchasing data")},
		{views: []int64{3}, says: consult.Accepted,
			reason: text("En kontaktpunkt tar emot frågor också om data som inte finns än.",
				"A contact point takes questions on data that do not exist yet, too.")},
	}
}

// tooLate is the answer that came a week after the promised day.
func tooLate() []reply {
	return []reply{{views: []int64{6}, says: consult.Accepted,
		reason: text("Ni har rätt, och vi ber om ursäkt för att just det här svaret dröjde. "+
			"Varje synpunkt får nu ett svar med skäl.",
			"You are right, and we apologise that this very answer was late. "+
				"Each view now gets an answer with reasons.")}}
}

// reply answers the views of a meeting: most by the promised day, one a week
// late. In between the summary becomes final. One is still owed, so that the clock shows what it is for.
func (s *seeder) reply(ctx context.Context, id consult.ID, promised time.Time) error {
	f := id.Forum()
	if err := s.give(ctx, f, promised.AddDate(0, 0, -7), append(inTime(), toObjection())); err != nil {
		return err
	}
	if err := s.at(ctx, promised.AddDate(0, 0, -2)); err != nil {
		return err
	}
	if err := s.settle(ctx, id); err != nil {
		return err
	}
	return s.give(ctx, f, promised.AddDate(0, 0, 7), tooLate())
}

// give writes answers and makes them public, as the two colleagues would.
func (s *seeder) give(ctx context.Context, f consult.Forum, at time.Time, replies []reply) error {
	if err := s.at(ctx, at); err != nil {
		return err
	}
	for _, r := range replies {
		a, err := s.BeginAnswer(ctx, s.editor, f, r.views, "")
		if err != nil {
			return err
		}
		if _, err := s.SaveAnswer(ctx, s.editor, a.ID, r.form(a.Saved)); err != nil {
			return err
		}
	}
	_, err := s.PublishAnswers(ctx, s.publisher, f, nil, "")
	return err
}

// form fills in the form of an answer, and says that it is invented.
func (r reply) form(saved int) consult.AnswerForm {
	form := consult.AnswerForm{Position: r.says, Saved: saved, Ready: true,
		Reason: text("*Påhittat exempel.* "+r.reason.SV, "*Invented example.* "+r.reason.EN)}
	if !r.effect.Empty() {
		form.Effects = []consult.Effect{{Kind: consult.TheWords, Title: r.effect, URL: plan + "/utkast"}}
	}
	return form
}
