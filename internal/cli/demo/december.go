package demo

import (
	_ "embed"
	"time"

	"insyn/internal/consult"
)

// Paper is the invitation as an officer might have written it in Word: the
// public facts of a real one in words of our own, with the same nine defects.
//
//go:embed invitation.txt
var Paper string

// MendedPaper is the same invitation with the nine defects mended.
//
//go:embed mended.txt
var MendedPaper string

// MeetingLink is the secret link of the meeting; it leads nowhere.
const MeetingLink = "https://mote.example.se/exempel/oppenhet-2023-12-12"

// plan is where the action plan would be read; it leads nowhere.
const plan = "https://handlingsplan.example.se/2023-2025"

// text is a short form for the texts below.
func text(sv, en string) consult.Text { return consult.Text{SV: sv, EN: en} }

// December is the consultation of 12 December 2023 as it looks once its
// invitation has been mended. A closer agenda is still to come.
func December() consult.Content {
	c := consult.OGP.Begin(Opening)
	start := time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC)
	c.Title = text("Samråd om handlingsplanen för öppen förvaltning 2023–2025",
		"Consultation on the open government action plan 2023–2025")
	c.Summary = text("Planen är beslutad. Nu vill vi höra hur den bör genomföras, och vad som hindrar.",
		"The plan has been decided. Now we want to hear how to carry it out, and what stands in the way.")
	c.Background = text("Sverige är med i Open Government Partnership sedan 2011. Två gånger om året "+
		"träffas staten och civilsamhället för att tala om arbetet. Underlaget till planen togs fram "+
		"tillsammans med civilsamhället, och utkastet diskuterades vid ett digitalt möte den 22 februari 2023.",
		"Sweden has been part of the Open Government Partnership since 2011. Twice a year the state and "+
			"civil society meet to talk about the work. The plan was prepared together with civil society, "+
			"and the draft was discussed at an online meeting on 22 February 2023.")
	c.Purpose = text("Vi vill veta vad ni ser för möjligheter och hinder, så att åtagandena blir till nytta.",
		"We want to know what possibilities and obstacles you see, so that the commitments are of use.")
	c.Invited = text("Civilsamhällets organisationer, och alla andra som är intresserade.",
		"Civil society organisations, and everybody else who is interested.")
	c.Meeting.Start, c.Meeting.End = start, start.Add(90*time.Minute)
	c.Meeting.Place = text("Digitalt möte", "Online meeting")
	c.Registration.Opens = time.Date(2023, 11, 20, 8, 0, 0, 0, time.UTC)
	c.Registration.Closes = time.Date(2023, 12, 11, 11, 0, 0, 0, time.UTC)
	c.Registration.Capacity = 60
	c.Commitments = commitments()
	c.Agenda = []consult.Item{
		{Part: consult.Information, Minutes: 30, Title: text("Information om handlingsplanen",
			"Information on the action plan")},
		{Part: consult.Discussion, Minutes: 60, Title: text("Diskussion", "Discussion")},
	}
	c.Questions = questions()
	c.Material = []consult.Material{{ID: "m1", URL: plan + "/korthet", Added: Opening,
		Title: text("Åtagandena i korthet", "The commitments in brief")}}
	c.WrittenInput = consult.Input{Open: true, Until: start.AddDate(0, 0, 14), Email: Body.Email,
		How: text("Skriv till oss före eller efter mötet.",
			"Write to us before or after the meeting.")}
	c.Promise = consult.Promise{By: start.AddDate(0, 1, 0),
		Text: text("Vi publicerar en sammanfattning av det som sägs, och svarar på synpunkterna.",
			"We publish a summary of what is said, and answer the views.")}
	return common(c)
}

// common fills in what the body says in all its invitations.
func common(c consult.Content) consult.Content {
	c.Contact = consult.Contact{Name: text("Samrådets funktionsbrevlåda",
		"The consultation's mailbox"),
		Email: Body.Email}
	c.Plan = consult.Link{Title: text("Handlingsplanen", "The action plan"), URL: plan}
	c.Accessibility = text("Mötet textas. Säg till i anmälan om du behöver tolk eller något annat.",
		"The meeting is captioned. Tell us when you register if you need an interpreter or anything else.")
	c.Privacy.Controller = text(Body.Name, Body.NameEnglish)
	c.Privacy.Purpose = text("Vi använder uppgifterna för att hålla samrådet.",
		"We use the data to hold the consultation.")
	c.Privacy.Basis = text("Uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen).",
		"A task in the public interest (Article 6(1)(e) GDPR).")
	return c
}

func commitments() []consult.Commitment {
	return []consult.Commitment{
		{Title: text("Anta Open Data Charter", "Adopt the Open Data Charter")},
		{Title: text("En särskild kontaktpunkt, och principerna för öppna data i praktiken",
			"A special contact point, and the open data principles put into practice")},
		{Title: text("Inköpsdata", "Purchasing data")},
		{Title: text("Utveckla arbetet mot korruption", "Develop the work against corruption")},
	}
}

func questions() []consult.Question {
	return []consult.Question{
		{ID: "q1", Text: text("Vad är det bra för samhället att data delas?",
			"What good does the sharing of data do to society?")},
		{ID: "q2",
			Text: text("Vilka datamängder skulle ge mest insyn i den offentliga förvaltningen?",
				"Which data sets would give most insight into public administration?")},
		{ID: "q3",
			Text: text("Vad hindrar och vad hjälper i arbetet mot korruption och otillåten påverkan?",
				"What hinders and what helps in the work against corruption and improper influence?")},
	}
}

// Agenda is the closer agenda that is sent when the meeting comes near.
func Agenda() []consult.Item {
	ministry := []consult.Text{text("Exempeldepartementet", "Ministry of Examples")}
	both := append(ministry[:1:1], text("Exempelmyndigheten", "Agency of Examples"))
	return []consult.Item{
		{Part: consult.Framing, Minutes: 5, Title: text("Välkomna", "Welcome"), Who: ministry},
		{Part: consult.Information, Minutes: 15,
			Title: text("Handlingsplanen och de fyra åtagandena",
				"The action plan and its four commitments"), Who: ministry},
		{Part: consult.Information, Minutes: 10, Title: text("Så långt har arbetet kommit",
			"How far the work has come"), Who: both},
		{Part: consult.Discussion, Minutes: 20, Title: text("Nyttan med att dela data",
			"The good of sharing data"), Who: both},
		{Part: consult.Discussion, Minutes: 20, Title: text("Vilka datamängder ger insyn?",
			"Which data sets give insight?"), Who: both},
		{Part: consult.Discussion, Minutes: 15, Title: text("Arbetet mot korruption",
			"The work against corruption"), Who: ministry},
		{Part: consult.Framing, Minutes: 5, Title: text("Det här gör vi med det ni har sagt",
			"What we do with what you have said"), Who: ministry},
	}
}

// Summary is what might have been said at the meeting of 12 December. Nobody
// has said it: the words are ours.
func Summary() consult.Summary {
	invented := text("*Påhittat exempel.* ", "*Invented example.* ")
	section := func(question string, heading, body consult.Text) consult.Section {
		return consult.Section{Question: question, Heading: heading,
			Body: text(invented.SV+body.SV, invented.EN+body.EN)}
	}
	q := questions()
	return consult.Summary{Sections: []consult.Section{
		section("", text("Information om handlingsplanen", "Information on the action plan"),
			text("Departementet gick igenom de fyra åtagandena och vem som ansvarar för vart och ett.",
				"The ministry went through the four commitments and who answers for each.")),
		section("q1", q[0].Text,
			text("Flera deltagare ville att nyttan mäts från början:\n\n- hur ofta data används\n- av vem\n- till vad",
				"Several participants wanted the good to be measured from the start:\n\n- how often data are used\n- by whom\n- for what")),
		section("q2", q[1].Text,
			text("Leverantörsreskontror och avtal nämndes oftast, därefter beslut och diarier.",
				"Supplier ledgers and contracts were named most often, then decisions and registers.")),
		section("q3", q[2].Text,
			text("Deltagarna efterlyste ett ställe dit man vänder sig, och svar inom en utlovad tid.",
				"Participants asked for one place to turn to, and answers within a promised time.")),
	}}
}
