package demo

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
)

// Body is the invented ministry of the demonstration.
var Body = account.Body{
	ID: "exempeldepartementet", Name: "Exempeldepartementet", NameEnglish: "Ministry of Examples",
	Email: "samrad@exempeldepartementet.example.se", DPO: "dataskydd@exempeldepartementet.example.se",
	Address: "Exempelgatan 1, 111 11 Exempelstad", FourEyes: true, Fictitious: true,
}

// Staff are the invented people who work there.
var Staff = []struct {
	Name, Email string
	Role        account.Role
}{
	{"Hanna Handläggare (påhittad)", "handlaggare@exempeldepartementet.example.se", account.Editor},
	{"Petra Publicerare (påhittad)", "publicerare@exempeldepartementet.example.se", account.Publisher},
	{"Axel Administratör (påhittad)", "administrator@exempeldepartementet.example.se", account.Administrator},
}

// MeetingLink is the secret link of the meeting; it leads nowhere.
const MeetingLink = "https://mote.example.se/exempel/oppenhet-2023-12-12"

// Seed fills an empty database.
func Seed(ctx context.Context, d *act.Desk) error {
	if err := d.SaveBody(ctx, account.System, Body); err != nil {
		return err
	}
	var editor, publisher account.Person
	for _, s := range Staff {
		p, err := d.SetRole(ctx, account.System, Body.ID, s.Name, s.Email, s.Role)
		if err != nil {
			return err
		}
		switch s.Role {
		case account.Editor:
			editor = p
		case account.Publisher:
			publisher = p
		}
	}
	id, err := d.NewConsultation(ctx, editor, Body.ID, December())
	if err != nil {
		return err
	}
	if err := d.SetMeetingLink(ctx, editor, id, MeetingLink); err != nil {
		return err
	}
	return d.Publish(ctx, publisher, id, consult.Invitation, 1, "")
}

// text is a short form for the texts below.
func text(sv, en string) consult.Text { return consult.Text{SV: sv, EN: en} }

// December is the consultation of 12 December 2023 as it looks once its
// invitation has been mended. The agenda is still to come.
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
	c.Contact = consult.Contact{Name: text("Samrådets funktionsbrevlåda", "The consultation's mailbox"),
		Email: Body.Email}
	c.Plan = consult.Link{Title: text("Handlingsplanen", "The action plan"),
		URL: "https://www.opengovpartnership.org/members/sweden/"}
	c.Commitments = []consult.Commitment{
		{Title: text("Anta Open Data Charter", "Adopt the Open Data Charter")},
		{Title: text("En särskild kontaktpunkt, och principerna för öppna data i praktiken",
			"A special contact point, and the open data principles put into practice")},
		{Title: text("Inköpsdata", "Purchasing data")},
		{Title: text("Utveckla arbetet mot korruption", "Develop the work against corruption")},
	}
	c.Agenda = nil
	c.Questions = []consult.Question{
		{ID: "q1", Text: text("Vad är det bra för samhället att data delas?",
			"What good does the sharing of data do to society?")},
		{ID: "q2", Text: text("Vilka datamängder skulle ge mest insyn i den offentliga förvaltningen?",
			"Which data sets would give most insight into public administration?")},
		{ID: "q3", Text: text("Vad hindrar och vad hjälper i arbetet mot korruption och otillåten påverkan?",
			"What hinders and what helps in the work against corruption and improper influence?")},
	}
	c.WrittenInput = consult.Input{Open: true, Until: start.AddDate(0, 0, 14), Email: Body.Email,
		How: text("Skriv till oss före eller efter mötet.", "Write to us before or after the meeting.")}
	c.Accessibility = text("Mötet textas. Säg till i anmälan om du behöver tolk eller något annat.",
		"The meeting is captioned. Tell us when you register if you need an interpreter or anything else.")
	c.Promise = consult.Promise{By: start.AddDate(0, 1, 0),
		Text: text("Vi publicerar en sammanfattning av det som sägs, och svarar på synpunkterna.",
			"We publish a summary of what is said, and answer the views.")}
	c.Privacy.Purpose = text("Vi använder uppgifterna för att hålla samrådet.", "We use the data to hold the consultation.")
	c.Privacy.Basis = text("Uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen).",
		"A task in the public interest (Article 6(1)(e) GDPR).")
	return c
}
