package demo

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// attendees are invented people of invented organisations.
func attendees() []consult.Entry {
	entry := func(name, organisation, address string, kind consult.Kind,
		listed bool) consult.Entry {
		return consult.Entry{Name: name, Organisation: organisation, Kind: kind, Listed: listed,
			Email: address + "@example.org", Language: "sv"}
	}
	return []consult.Entry{
		entry("Ada Exempelsson", "Föreningen Öppna Exempel", "ada", consult.CivilSociety, true),
		entry("Bo Påhittad", "Exempelförbundet", "bo", consult.CivilSociety, true),
		entry("Cilla Provare", "Nätverket Insikt (påhittat)", "cilla", consult.CivilSociety, false),
		entry("David Mall", "Exempeldata AB", "david", consult.Business, true),
		entry("Eva Förlaga", "Exempelstads universitet", "eva", consult.Academia, true),
		entry("Farid Mönster", "", "farid", consult.Private, false),
		entry("Greta Skiss", "Tidningen Exemplet", "greta", consult.Media, false),
		entry("Hans Utkast", "Kommunen Exempelby", "hans", consult.PublicBody, true),
	}
}

// february is the meeting of 22 February 2023 that the invitation mentions:
// held, summed up and judged by those who came. What was said is invented.
func (s *seeder) february(ctx context.Context) error {
	c := common(consult.OGP.Begin(Opening))
	c.Title = text("Uppföljande samråd om utkastet till handlingsplan",
		"Follow-up consultation on the draft action plan")
	c.Summary = text("Utkastet till handlingsplan är klart. Säg vad du tycker innan den beslutas.",
		"The draft action plan is ready. Say what you think before it is decided.")
	c.Purpose = text("Vi vill veta om utkastet speglar det som kom fram i arbetet med civilsamhället.",
		"We want to know whether the draft reflects what came out of the work with civil society.")
	c.Meeting.Start = time.Date(2023, 2, 22, 9, 0, 0, 0, time.UTC)
	c.Meeting.End = c.Meeting.Start.Add(2 * time.Hour)
	c.Meeting.Place = text("Digitalt möte", "Online meeting")
	c.Registration.Opens = time.Date(2023, 1, 23, 8, 0, 0, 0, time.UTC)
	c.Registration.Closes = time.Date(2023, 2, 21, 11, 0, 0, 0, time.UTC)
	c.Questions = []consult.Question{
		{ID: "q1", Text: text("Fångar utkastet det viktigaste?",
			"Does the draft catch what matters most?")},
		{ID: "q2", Text: text("Vad saknas?", "What is missing?")},
	}
	c.Material = []consult.Material{{ID: "m1", URL: plan + "/utkast", Title: text("Utkastet",
		"The draft")}}
	c.WrittenInput = consult.Input{Open: true, Until: c.Meeting.End.AddDate(0, 0, 7),
		Email: Body.Email,
		How: text("Skriv här eller mejla, före eller efter mötet.",
			"Write here or send mail, before or after the meeting.")}
	c.Promise = consult.Promise{By: time.Date(2023, 3, 22, 9, 0, 0, 0, time.UTC),
		Text: text("Vi publicerar en sammanfattning inom en månad.",
			"We publish a summary within a month.")}
	id, err := s.open(ctx, c)
	if err != nil {
		return err
	}
	if err := s.at(ctx, c.Registration.Opens.Add(26*time.Hour)); err != nil {
		return err
	}
	people, err := s.enter(ctx, id, attendees())
	if err != nil {
		return err
	}
	if err := s.meet(ctx, id, c.Meeting.Start, people); err != nil {
		return err
	}
	if err := s.listen(ctx, id.Forum(), c.Meeting.End.AddDate(0, 0, 2)); err != nil {
		return err
	}
	if err := s.sumUp(ctx, id, c.Meeting.End.AddDate(0, 0, 9)); err != nil {
		return err
	}
	if err := s.object(ctx, id.Forum(), c.Meeting.End.AddDate(0, 0, 12)); err != nil {
		return err
	}
	return s.reply(ctx, id, c.Promise.By)
}

// meet holds a meeting: all but the last come, and say a day later how it was.
func (s *seeder) meet(ctx context.Context, id consult.ID, start time.Time,
	people []consult.Registration) error {
	if err := s.at(ctx, start.Add(5*time.Minute)); err != nil {
		return err
	}
	came := people[:len(people)-1]
	for _, r := range came {
		if err := s.CheckIn(ctx, s.editor, id, r.ID, true); err != nil {
			return err
		}
	}
	if err := s.at(ctx, start.Add(24*time.Hour)); err != nil {
		return err
	}
	answers := []consult.Evaluation{{Spoke: consult.Yes, Understood: consult.Yes,
		Matters: consult.Partly},
		{Spoke: consult.Partly, Understood: consult.Yes, Matters: consult.Partly},
		{Spoke: consult.Yes, Understood: consult.Partly, Matters: consult.No}}
	for i, r := range came {
		if err := s.evaluate(ctx, r, answers[i%len(answers)]); err != nil {
			return err
		}
	}
	return nil
}

// sumUp writes the summary of the meeting in February, and sends the draft to
// those who took part.
func (s *seeder) sumUp(ctx context.Context, id consult.ID, at time.Time) error {
	if err := s.at(ctx, at); err != nil {
		return err
	}
	v, err := s.OpenDraft(ctx, s.editor, id, consult.Report)
	if err != nil {
		return err
	}
	said := []consult.Text{
		text("*Påhittat exempel.* Departementet visade utkastet och hur underlaget har använts.",
			"*Invented example.* The ministry showed the draft and how the material has been used."),
		text("*Påhittat exempel.* De flesta tyckte att utkastet fångar det viktigaste, men ville se tydligare mått (#1). "+
			"Öppna data ger insyn först när någon svarar på frågor om dem (#4).",
			"*Invented example.* Most thought that the draft catches what matters, but wanted clearer measures (#1). "+
				"Open data give insight only when somebody answers questions about them (#4)."),
		text("*Påhittat exempel.* En kontaktpunkt för data som inte finns än saknades (#3). "+
			"Varje synpunkt bör få ett eget svar (#6).",
			"*Invented example.* A contact point for data that do not exist yet was missing (#3). "+
				"Each view should get an answer of its own (#6)."),
	}
	for i := range v.Summary.Sections {
		v.Summary.Sections[i].Body = said[i%len(said)]
	}
	if v, err = s.SaveDraft(ctx, s.editor, v); err != nil {
		return err
	}
	_, err = s.SendSummary(ctx, s.publisher, v, at.Add(consult.UsualReply))
	return err
}

// september is a meeting that had to be called off.
func (s *seeder) september(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 8, 21, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	c := common(consult.NOD.Begin(Opening))
	c.Title = text("Samråd om civilsamhällets tillgång till myndighetsdata",
		"Consultation on civil society's access to public data")
	c.Summary = text("Vilka data behöver föreningar, och i vilken form?",
		"What data do associations need, and in what form?")
	c.Purpose = text("Vi vill förstå hur data används i föreningar.",
		"We want to understand how associations use data.")
	c.Meeting.Start = time.Date(2023, 9, 19, 11, 0, 0, 0, time.UTC)
	c.Meeting.End = c.Meeting.Start.Add(90 * time.Minute)
	c.Meeting.Form, c.Meeting.Place = consult.OnSite, text("Exempelgatan 1, Exempelstad",
		"Exempelgatan 1, Exempelstad")
	c.Registration.Opens, c.Registration.Closes = c.Meeting.Start.AddDate(0, 0, -28),
		c.Meeting.Start.AddDate(0, 0, -2)
	id, err := s.open(ctx, c)
	if err != nil {
		return err
	}
	if _, err := s.enter(ctx, id, attendees()[:3]); err != nil {
		return err
	}
	if err := s.at(ctx, time.Date(2023, 9, 14, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	return s.Cancel(ctx, s.publisher, id,
		text("Lokalen blev otillgänglig. Frågan tas upp i december i stället.",
			"The premises became unavailable. The question is taken up in December instead."))
}

// december is another meeting of that month: small, and full.
func (s *seeder) december(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 11, 13, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	c := common(consult.Sakrad.Begin(Opening))
	c.Title = text("Sakråd om en kontaktpunkt för öppna data",
		"Expert hearing on a contact point for open data")
	c.Summary = text("Hur ska kontaktpunkten arbeta för att du ska få svar i tid?",
		"How should the contact point work for you to be answered in time?")
	c.Purpose = text("Vi söker erfarenheter från dem som har bett om data.",
		"We look for experience from those who have asked for data.")
	c.Meeting.Start = time.Date(2023, 12, 6, 8, 0, 0, 0, time.UTC)
	c.Meeting.End = c.Meeting.Start.Add(90 * time.Minute)
	c.Meeting.Place = text("Digitalt möte", "Online meeting")
	c.Registration.Opens, c.Registration.Closes = c.Meeting.Start.AddDate(0, 0, -21),
		c.Meeting.Start.AddDate(0, 0, -1)
	c.Registration.Capacity = 5
	c.Questions = []consult.Question{{ID: "q1", Text: text("Vad är ett bra svar?",
		"What is a good answer?")}}
	c.Promise = consult.Promise{By: c.Meeting.Start.AddDate(0, 0, 21),
		Text: text("Vi publicerar en sammanfattning inom tre veckor.",
			"We publish a summary within three weeks.")}
	id, err := s.open(ctx, c)
	if err != nil {
		return err
	}
	if err := s.at(ctx, time.Date(2023, 11, 20, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	_, err = s.enter(ctx, id, attendees()[:7])
	return err
}

// spring is what is being prepared: a draft that only the body sees.
func (s *seeder) spring(ctx context.Context) error {
	if err := s.at(ctx, Opening.Add(-3*time.Hour)); err != nil {
		return err
	}
	c := consult.OGP.Begin(Opening)
	c.Title = text("Vårens samråd: hur går det med åtagandena?",
		"Spring consultation: how are the commitments going?")
	c.Purpose = text("Vi vill följa upp åtagandena ett halvår efter beslutet.",
		"We want to follow up the commitments half a year after the decision.")
	c.Meeting.Start = time.Date(2024, 4, 17, 11, 0, 0, 0, time.UTC)
	c.Meeting.End = c.Meeting.Start.Add(90 * time.Minute)
	_, err := s.NewConsultation(ctx, s.editor, account.BodyID(Body.ID), c)
	return err
}
