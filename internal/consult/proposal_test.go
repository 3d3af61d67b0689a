package consult

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/fault"
)

// What is written as one text is found again, part by part, whatever is in it.
func TestProposalsAreFoundAgain(t *testing.T) {
	part := rapid.StringOf(rapid.SampledFrom([]rune("aå :\n"))).Filter(func(s string) bool { return prose(s) != "" })
	lines := rapid.SampledFrom([]string{"Vad hindrar:", "x\nVem det gäller:\ny", "What should be done:", "Vad som bör göras:\n-"})
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.OneOf(part, lines)
		p := Proposal{any.Draw(t, "problem"), any.Draw(t, "concerns"), any.Draw(t, "measure")}
		got, ok := ProposalOf(p.Text(rapid.SampledFrom([]string{"sv", "en", ""}).Draw(t, "language")))
		want := Proposal{unheaded(prose(p.Problem)), unheaded(prose(p.Concerns)),
			unheaded(prose(p.Measure))}
		if !ok || got != want {
			t.Fatalf("%q came back as %q, %v", want, got, ok)
		}
	})
	if _, ok := ProposalOf("En vanlig synpunkt.\nVem det gäller:\nalla"); ok {
		t.Error("a view is taken for a proposal")
	}
}

func TestK49AC1AProposalNeedsItsThreeParts(t *testing.T) {
	venue := Venue{Public: true}
	for _, row := range []struct {
		p    Proposal
		want string // field
	}{
		{Proposal{"Ingen vet vem som svarar.", "Den som vill fråga.", "Utse en kontaktpunkt."}, ""},
		{Proposal{"", "Alla.", "Gör."}, "problem"}, {Proposal{"P", " ", "Gör."}, "concerns"},
		{Proposal{"P", "Alla.", ""}, "measure"},
	} {
		f := ViewForm{Sort: AProposal, Subject: Subject{About: TheWhole},
			Sender: Sender{Kind: APerson}, Text: row.p.Text("sv")}
		_, err := f.Check(venue)
		var e *fault.Error
		if err != nil {
			e, _ = err.(*fault.Error)
		}
		switch {
		case row.want == "" && err != nil, row.want != "" && (e == nil || e.Field != row.want):
			t.Errorf("%+v: %v, want the field %q", row.p, err, row.want)
		}
	}
}

// AC5: what is kept out is so for one of the reasons that were promised: an
// allegation against a person, personal data, off the matter, unlawful; each in
// words of both languages, and none of them by a moderator's own.
func TestK49AC5TheReasonsArePromised(t *testing.T) {
	venue := Venue{Reasons: StandardReasons()}
	for _, id := range []string{Allegation, "others-privacy", "no-view", "unlawful"} {
		if words := venue.Reason(id); words.SV == "" || words.SV == id || words.EN == "" {
			t.Errorf("nothing is kept out for %s: %+v", id, words)
		}
		v := View{Text: "x", Sender: Sender{Kind: APerson}}
		if _, err := v.Send(1, 0, time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
		own := Ruling{Verdict: Withhold, Version: 1, By: "m", Reason: "jag tycker inte om det"}
		if err := v.Rule(own, venue, v.Sent); !fault.Is(err, fault.Invalid) {
			t.Errorf("a reason of a moderator's own: %v", err)
		}
		own.Reason = id
		if err := v.Rule(own, venue, v.Sent); err != nil || v.State() != ViewWithheld {
			t.Errorf("%s: %v", id, err)
		}
	}
}
