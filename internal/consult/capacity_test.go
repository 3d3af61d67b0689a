package consult

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/fault"
)

// What does not say in what capacity it is said, on whose behalf and, of a
// consultant, who pays, is not published; whatever else it holds.
func TestK46AC1NothingIsPublishedWithoutACapacity(t *testing.T) {
	now := time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"", "Exempelbolaget"})
		s := Sender{Kind: rapid.SampledFrom(append(SenderKinds(), "", "other")).Draw(t, "kind"),
			Organisation: text.Draw(t, "organisation"), Mandate: text.Draw(t, "mandate"),
			Funding: text.Draw(t, "funding"), Name: text.Draw(t, "name")}
		v := View{ID: "v", Sort: AView, Text: "Vi vill.", Sender: s}
		if _, err := v.Send(1, 0, now); err != nil {
			t.Fatal(err)
		}
		whole := map[SenderKind]bool{AnOrganisation: s.Organisation != "", AnExpert: true,
			APerson:     true,
			AConsultant: s.Organisation != "" && s.Mandate != "" && s.Funding != ""}[s.Kind]
		err := v.Rule(Ruling{Verdict: Publish, Version: 1, By: "m"}, Venue{}, now)
		if whole != (err == nil) || err != nil && !fault.Is(err, fault.Refused) {
			t.Fatalf("%+v: %v", s, err)
		}
		if !whole && v.State() == ViewPublished {
			t.Fatal("refused, and published")
		}
	})
}

// A consultant says on whose behalf, in what role and who pays, and all of it is
// shown; of nobody else is it asked who pays.
func TestK46AConsultantSaysWhoPays(t *testing.T) {
	venue := Venue{Forum: ID("c").Forum(), Sorts: []Sort{AView}}
	form := ViewForm{Sort: AView, Text: "Vi vill.", Subject: Subject{About: TheWhole},
		Sender: Sender{Kind: AConsultant, Organisation: "Exempelbolaget"}}
	_, err := form.Check(venue)
	e, _ := err.(*fault.Error)
	if e == nil || e.Field != "mandate" || len(e.Also) != 1 || e.Also[0].Field != "funding" {
		t.Errorf("what is missing: %v", err)
	}
	form.Sender.Mandate, form.Sender.Funding = "rådgivare", "Exempelbolaget"
	form, err = form.Check(venue)
	if p := form.Sender.Public(); err != nil || p.Funding != "Exempelbolaget" ||
		p.Organisation != "Exempelbolaget" ||
		p.Mandate != "rådgivare" || p.Name != "" {
		t.Errorf("%+v %v", p, err)
	}
	form.Sender.Kind = AnExpert
	if form, err = form.Check(venue); err != nil || form.Sender.Funding != "" {
		t.Errorf("%+v %v", form.Sender, err)
	}
}
