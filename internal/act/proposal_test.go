package act_test

import (
	"testing"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// proposed sends a proposal to a consultation that is public, publishes it and
// gives its forum.
func (o *office) proposed(measure string) consult.Forum {
	o.t.Helper()
	f := o.listening()
	v, err := o.BeginView(ctx, f, "en nyckel som räcker till "+measure, consult.ViewForm{Sort: consult.AProposal,
		Subject: consult.Subject{About: consult.TheWhole}, Sender: consult.Sender{Kind: consult.APerson},
		Text: consult.Proposal{Problem: "Ingen svarar.", Concerns: "Alla.",
			Measure: measure}.Text("sv")})
	o.must(err)
	_, err = o.SendView(ctx, o.ViewLink(v), v.Saved)
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	o.must(err)
	return f
}

// settled publishes an answer to the first view of a forum.
func (o *office) settled(a consult.Answer, p consult.Position, why string) {
	o.t.Helper()
	a, err := o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: p, Ready: true, Saved: a.Saved,
		Reason: consult.Text{SV: "Därför " + string(p)}})
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, a.Forum, []consult.AnswerID{a.ID}, why)
	o.must(err)
}

func (o *office) answerOf(a consult.Answer) consult.Answer {
	o.t.Helper()
	d, err := o.Answer(ctx, o.editor, a.ID)
	o.must(err)
	return d.Answer
}

// A proposal that is accepted becomes a recommendation that leads back to it;
// what is answered later stands beside the first answer.
func TestK49AC3AnAcceptedProposalIsFollowed(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.proposed("Utse en kontaktpunkt.")
	a, err := o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	o.must(err)
	o.settled(a, consult.NotAccepted, "")
	if all, err := o.Recommendations(ctx); err != nil || len(all.Cases) != 0 {
		t.Fatalf("what is not accepted is no recommendation: %d, %v", len(all.Cases), err)
	}
	o.settled(o.answerOf(a), consult.PartlyAccepted, "Ny bedömning.")
	o.settled(o.answerOf(a), consult.Accepted, "Ännu en.")
	all, err := o.Recommendations(ctx)
	o.must(err)
	if len(all.Cases) != 1 {
		t.Fatalf("%d recommendations", len(all.Cases))
	}
	c := all.Cases[0]
	r := c.Now()
	if r.Text.SV != "Utse en kontaktpunkt." || r.View != 1 || r.Forum != string(f) ||
		r.Addressee != "exempeldepartementet" ||
		len(c.Responses) != 2 || c.Responses[0].What.Position != integrity.InPart || c.Responses[1].What.Position != integrity.Accepts {
		t.Errorf("%+v", c)
	}
	if _, _, err := o.PublicView(ctx, f, r.View); err != nil {
		t.Errorf("the way back: %v", err)
	}
	o.must(o.ProveAdvice(ctx, o.editor, c.Matter.ID, integrity.Evidence{Proves: integrity.Text{SV: "Utsedd."},
		URL: "https://www.example.se/kontakt", On: "2023-11"}))
	o.must(o.FollowAdvice(ctx, o.editor, c.Matter.ID, integrity.FollowUp{Status: integrity.Implemented,
		Reason: integrity.Text{SV: "Finns."}}))
}

func TestK49AC4WhatWasKeptOutIsCountedWithReasons(t *testing.T) {
	o := newOffice(t, sqlite(t))
	if list, err := o.Screening(ctx); err != nil || len(list) != 0 {
		t.Fatalf("%v %v", list, err)
	}
	f := o.proposed("Gör något.")
	v, err := o.BeginView(ctx, f, "en annan nyckel som räcker till", consult.ViewForm{Text: "NN tar mutor.",
		Subject: consult.Subject{About: consult.TheWhole}, Sender: consult.Sender{Kind: consult.APerson}})
	o.must(err)
	_, err = o.SendView(ctx, o.ViewLink(v), v.Saved)
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Withhold, Reason: "allegation", Version: 1}, nil)
	o.must(err)
	_, err = o.AppealView(ctx, o.ViewLink(v), "Det är sant.")
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	kind(t, err, fault.Refused) // AC5: another moderator looks
	_, err = o.RuleView(ctx, o.boss, v.ID, consult.Ruling{Verdict: consult.Withhold, Reason: "allegation", Version: 1}, nil)
	o.must(err)
	request, _ := o.asks(o.point(), "en-nyckel-som-racker", consult.ARequest, missingData())
	_, err = o.RuleView(ctx, o.editor, request.ID, consult.Ruling{Verdict: consult.Withhold, Reason: "secrecy", Version: 1}, nil)
	o.must(err)
	list, err := o.Screening(ctx)
	o.must(err)
	if point := list[len(list)-1]; len(list) != 2 ||
		point.Venue.Forum.Contact() != "exempeldepartementet" ||
		point.Log.Received != 1 || point.Log.Withheld[0].Count != 1 {
		t.Errorf("the contact point: %+v", point)
	}
	if len(list) != 2 || list[0].Log.Received != 2 || list[0].Log.Upheld != 1 ||
		len(list[0].Log.Withheld) != 1 {
		t.Errorf("%+v", list)
	}
}
