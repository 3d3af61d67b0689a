package demo

import (
	"context"
	"strconv"
	"time"

	"insyn/internal/consult"
)

// A thought is an invented view and what the officer made of it.
type thought struct {
	from    consult.Sender
	about   string // ID of a question; "" for the whole
	text    string
	via     consult.Channel
	mask    string // words that the officer masked
	against string // reason for which it was withheld
	waits   bool   // nobody has read it yet
	wants   consult.Proposal
}

// thoughts are what invented bodies and people said of the draft of the plan.
func thoughts() []thought {
	society := func(name, mandate string) consult.Sender {
		return consult.Sender{Kind: consult.AnOrganisation, Organisation: name, Mandate: mandate}
	}
	person := consult.Sender{Kind: consult.APerson}
	return []thought{
		{from: society("Föreningen Öppna Exempel", "Styrelsen har beslutat"), about: "q1",
			via: consult.ByWeb,
			wants: consult.Proposal{Problem: "Utkastet säger inte hur ni mäter om det blir till nytta.",
				Concerns: "Alla som ska kunna lita på planen.",
				Measure:  "Skriv in ett mått för varje åtagande."}},
		{from: society("Exempelförbundet", "Kansliet svarar"), about: "q2", via: consult.ByLetter,
			text: "Det saknas en dag då inköpsdata ska vara publicerade. Utan dag blir det inte av."},
		{from: person, about: "q2", via: consult.ByWeb, mask: "Anders Påhittad på Provgatan 3",
			text: "Jag saknar möjligheten att fråga om data som inte finns än. " +
				"Min granne Anders Påhittad på Provgatan 3 har samma fråga."},
		{from: consult.Sender{Kind: consult.AnExpert, Name: "Eva Förlaga", Shown: true,
			Organisation: "Exempelstads universitet"}, about: "q1", via: consult.ByWeb,
			text: "Forskningen är tydlig: öppna data ger insyn först när någon svarar på frågor om dem."},
		{from: person, via: consult.ByWeb, against: "advertising",
			text: "Köp Exempeldata AB:s verktyg, så löser sig allt."},
		{from: society("Nätverket Insikt (påhittat)", "Sades vid mötet"), about: "q2",
			via:  consult.Spoken,
			text: "Vi vill att synpunkter besvaras en och en, med skäl."},
		{from: person, via: consult.ByWeb, waits: true,
			text: "Tack för ett bra möte. Jag önskar fler sådana."},
	}
}

// listen lets the invented views come in, and the officer read them.
func (s *seeder) listen(ctx context.Context, f consult.Forum, at time.Time) error {
	if err := s.at(ctx, at); err != nil {
		return err
	}
	for i, t := range thoughts() {
		v, err := s.say(ctx, f, "demo-"+strconv.Itoa(i), t)
		if err != nil {
			return err
		}
		if t.waits {
			continue
		}
		if err := s.rule(ctx, v, t); err != nil {
			return err
		}
	}
	return nil
}

// say sends a view, or writes it down where it came another way.
func (s *seeder) say(ctx context.Context, f consult.Forum, key string,
	t thought) (consult.View, error) {
	form := consult.ViewForm{Text: t.text, Sender: t.from,
		Subject: consult.Subject{About: consult.TheWhole}}
	if t.wants != (consult.Proposal{}) {
		form.Sort, form.Text = consult.AProposal, t.wants.Text("sv")
	}
	if t.about != "" {
		form.Subject = consult.Subject{About: consult.AQuestion, ID: t.about}
	}
	if t.via != consult.ByWeb {
		return s.EnterView(ctx, s.editor, f, form, t.via, s.clock.Now().AddDate(0, 0, -1))
	}
	v, err := s.BeginView(ctx, f, key, form)
	if err != nil {
		return v, err
	}
	return s.SendView(ctx, s.ViewLink(v), v.Saved)
}

func (s *seeder) rule(ctx context.Context, v consult.View, t thought) (err error) {
	r := consult.Ruling{Verdict: consult.Publish, Version: v.Version}
	if t.against != "" {
		r.Verdict, r.Reason = consult.Withhold, t.against
	}
	var masks []consult.Mask
	if t.mask != "" {
		if masks, err = consult.MaskWords(v.Text, t.mask, consult.PersonalData); err != nil {
			return err
		}
	}
	_, err = s.RuleView(ctx, s.editor, v.ID, r, masks)
	return err
}
