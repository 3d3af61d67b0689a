package consult

import "time"

// Begin gives the content that a new consultation starts with: the parts that
// its kind always has, so that the officer fills in rather than invents.
func (t Template) Begin(now time.Time) Content {
	c := Content{
		Template: t,
		Meeting:  Meeting{Zone: "Europe/Stockholm", Form: Online},
		Registration: Registering{Offer: 48, Reasons: []Reason{
			{ID: "not-invited-circle", Text: Text{SV: "Samrådet riktar sig till en annan krets.",
				EN: "The consultation is for another circle."}},
			{ID: "double", Text: Text{SV: "Organisationen har redan en anmäld deltagare.",
				EN: "The organisation already has a registered participant."}},
		}},
		Reminder: 24,
		Privacy:  Privacy{Keep: KeepUsually},
	}
	switch t {
	case OGP, NOD:
		c.Agenda = []Item{
			{Part: Framing, Title: Text{SV: "Välkomna", EN: "Welcome"}, Minutes: 5},
			{Part: Information, Title: Text{SV: "Information", EN: "Information"}, Minutes: 30},
			{Part: Discussion, Title: Text{SV: "Diskussion", EN: "Discussion"}, Minutes: 50},
			{Part: Framing, Title: Text{SV: "Avslutning", EN: "Closing"}, Minutes: 5},
		}
	case Sakrad:
		c.Agenda = []Item{
			{Part: Information, Title: Text{SV: "Bakgrund och frågor", EN: "Background and questions"}, Minutes: 15},
			{Part: Discussion, Title: Text{SV: "Deltagarnas kunskap och synpunkter",
				EN: "What participants know and think"}, Minutes: 60},
			{Part: Framing, Title: Text{SV: "Hur vi tar det vidare", EN: "What happens next"},
				Minutes: 15},
		}
	case Written:
		c.Meeting = Meeting{Zone: "Europe/Stockholm"}
		c.WrittenInput.Open = true
	}
	return c
}
