package demo

import (
	"context"
	"strings"
	"time"

	"insyn/internal/consult"
)

// object lets an invented society object to a sentence of the draft: a view of
// it is missing. The officer reads the objection.
func (s *seeder) object(ctx context.Context, f consult.Forum, at time.Time) error {
	if err := s.at(ctx, at); err != nil {
		return err
	}
	t := thought{via: consult.ByWeb, from: consult.Sender{Kind: consult.AnOrganisation,
		Organisation: "Exempelförbundet", Mandate: "Kansliet svarar"},
		text: "Vår synpunkt om en dag för inköpsdata återges inte. Den hör hemma under frågan om vad som saknas."}
	form := consult.ViewForm{Text: t.text, Sender: t.from, Subject: consult.Subject{
		About: consult.TheSummary, ID: "1", Excerpt: consult.Excerpt{From: objected, To: objected}}}
	v, err := s.BeginView(ctx, f, "demo-objection", form)
	if err != nil {
		return err
	}
	if v, err = s.SendView(ctx, s.ViewLink(v), v.Saved); err != nil {
		return err
	}
	return s.rule(ctx, v, t)
}

// objected is the number of the sentence in the draft that is objected to: the
// first under the question of what is missing.
const objected = 6

// toObjection is what the officer answers to it.
func toObjection() reply {
	return reply{views: []int64{8}, says: consult.Accepted,
		reason: text("Ni har rätt. Vi har lagt till en mening om en dag för inköpsdata.",
			"You are right. We have added a sentence on a day for purchasing data."),
		effect: text("En mening i sammanfattningen", "A sentence in the summary")}
}

// settle mends the summary after the objection, and makes it final.
func (s *seeder) settle(ctx context.Context, id consult.ID) error {
	v, err := s.OpenDraft(ctx, s.editor, id, consult.Report)
	if err != nil {
		return err
	}
	last := &v.Summary.Sections[len(v.Summary.Sections)-1].Body
	last.SV = strings.TrimSpace(last.SV) + " En organisation vill att planen säger vilken dag inköpsdata ska vara publicerade (#2)."
	last.EN = strings.TrimSpace(last.EN) + " An organisation wants the plan to say by which day purchasing data are published (#2)."
	if v, err = s.SaveDraft(ctx, s.editor, v); err != nil {
		return err
	}
	return s.Publish(ctx, s.publisher, id, consult.Report, v.Number, "")
}
