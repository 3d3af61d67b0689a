package demo

import (
	"insyn/internal/consult"
	shipped "insyn/internal/plan"
)

// words is text as plans have it.
func words(sv, en string) shipped.Text { return shipped.Text{SV: sv, EN: en} }

// openness is the invented plan of an invented country: it was made in Insyn,
// from proposals to decision, so that the whole chain can be followed.
func openness() shipped.Content {
	return shipped.Content{Level: shipped.Country, Number: 1, Period: "2023–2025",
		Languages: []string{"sv", "en"},
		Place:     words("Exempellandet (påhittat)", "Exampleland (invented)"),
		Title: words("Exempellandets plan för öppenhet (påhittad)",
			"Exampleland's plan for openness (invented)")}
}

// opennessSteps is the timeline that was promised in April.
func opennessSteps(forum string) []shipped.Step {
	return []shipped.Step{
		{Kind: shipped.Proposals, Title: words("Föreslå vad planen ska innehålla",
			"Propose what the plan should hold"), From: "2023-04-18", Until: "2023-05-05",
			Forum: forum},
		{Kind: shipped.DraftOut, Title: words("Kommentera utkastet, stycke för stycke",
			"Comment on the draft, passage by passage"), From: "2023-05-08", Until: "2023-05-22",
			Forum: forum},
		{Kind: shipped.Talk, Title: words("Möte om utkastet", "Meeting on the draft"),
			From: "2023-05-23", Forum: forum},
		{Kind: shipped.Revised, Title: words("Omarbetat utkast, med svar på synpunkterna",
			"Revised draft, with answers to the views"), From: "2023-05-30"},
		{Kind: shipped.Deciding, Title: words("Exempeldepartementet beslutar",
			"The Ministry of Examples decides"), From: "2023-06-12"},
	}
}

// opennessCouncil is the forum of the invented plan.
func opennessCouncil() shipped.Council {
	return shipped.Council{Name: words("Forum för öppenhet (påhittat)", "Forum for openness (invented)"),
		Rules: words("Forumet möts minst var sjätte månad. Alla medlemmar får ta upp frågor. Anteckningar publiceras inom två veckor, och den som inte är medlem får lyssna.",
			"The forum meets at least every six months. Every member may raise questions. Notes are published within two weeks, and those who are not members may listen."),
		RulesOn: "2023-04-03", Members: []shipped.Member{
			{Name: "Exempeldepartementet", Kind: shipped.OfGovernment, From: "2023-04-03"},
			{Name: "Exempelmyndigheten", Kind: shipped.OfGovernment, From: "2023-04-03"},
			{Name: "Föreningen Öppna Exempel", Kind: shipped.OfCivilSociety, From: "2023-04-03",
				Until: "2025-04-02"},
			{Name: "Exempelförbundet", Kind: shipped.OfCivilSociety, From: "2023-04-03",
				Until: "2025-04-02"},
			{Name: "Exempelstads universitet", Kind: shipped.OfOthers, From: "2023-04-03",
				Until: "2024-04-02"}}}
}

// wanted are the proposals, numbered in the forum in this order.
func wanted() []thought {
	society := func(name string) consult.Sender {
		return consult.Sender{Kind: consult.AnOrganisation, Organisation: name,
			Mandate: "Styrelsen har beslutat"}
	}
	return []thought{
		{from: society("Föreningen Öppna Exempel"), via: consult.ByWeb,
			text: "Påhittat exempel: Inför en kontaktpunkt där man kan be om data och få svar, också när svaret är nej."},
		{from: society("Exempelförbundet"), via: consult.ByWeb,
			text: "Påhittat exempel: Lova att varje myndighet publicerar sina inköp. Ange en dag."},
		{from: consult.Sender{Kind: consult.APerson}, via: consult.ByWeb,
			text: "Påhittat exempel: Jag har svarat på tre remisser och aldrig fått veta vad som hände. Svara oss."},
	}
}

// A drafted commitment is what the draft said, and what it said once it had
// been commented; the numbers are of the views behind each.
type drafted struct {
	first, last shipped.Adopted
	asked, said []int
	reason      string // for the draft
	changed     string // for the change; "" where nothing changed
}

// opennessText is the text of the invented plan.
func opennessText() []drafted {
	contact := shipped.Adopted{Title: words("En kontaktpunkt som svarar", "A contact point that answers"),
		Brief: words("Den som behöver data ska ha ett ställe att vända sig till och få veta vad som händer.",
			"Whoever needs data shall have one place to turn to and be told what happens."),
		Problem: words("I dag vet få vilken myndighet som har en uppgift, och många frågor blir liggande.",
			"Today few know which public body holds what, and many questions are left lying."),
		Solution: words("Exempelmyndigheten öppnar en kontaktpunkt.",
			"The Agency of Examples opens a contact point."),
		Results: words("Hälften av frågorna är besvarade inom tio arbetsdagar.",
			"Half of the questions are answered within ten working days."),
		Transparency: shipped.Value{Serves: true,
			How: words("Det syns vilka data som efterfrågas och vad svaret blev.",
				"It can be seen what data are asked for and what the answer was.")},
		Accountability: shipped.Value{Serves: true, How: words("Svarstiderna är offentliga.",
			"The response times are public.")},
		Lead: "Exempelmyndigheten", Government: []string{"Exempeldepartementet"},
		CivilSociety: []string{"Föreningen Öppna Exempel"}, Themes: []string{"Öppna data"},
		Start: "2023-07-01", End: "2025-06-30"}
	answered := contact
	answered.Solution = words("Exempelmyndigheten öppnar en kontaktpunkt. Den svarar också på frågor om data som inte finns än, och ett nej har alltid ett skäl.",
		"The Agency of Examples opens a contact point. It also answers questions on data that do not exist yet, and a no always has a reason.")
	ledgers := shipped.Adopted{Title: words("Inköpen öppna för alla", "Purchases open to everybody"),
		Brief: words("Myndigheterna publicerar vad de köper, av vem och för hur mycket.",
			"Public bodies publish what they buy, from whom and for how much."),
		Problem: words("Inköp går att få ut, men bara ett i taget och på begäran.",
			"Purchases can be had, but only one at a time and on request."),
		Solution: words("Myndigheterna publicerar sina leverantörsreskontror som öppna data.",
			"Public bodies publish their supplier ledgers as open data."),
		Results: words("Alla myndigheter i planen har publicerat minst ett år.",
			"All bodies of the plan have published at least one year."),
		Transparency: shipped.Value{Serves: true, How: words("Alla kan se vad som köps.",
			"Everybody can see what is bought.")},
		Technology: shipped.Value{Serves: true, How: words("Uppgifterna går att läsa för program.",
			"Programs can read the data.")},
		Lead: "Exempelmyndigheten", Government: []string{"Exempelkommunen", "Exempelregionen"},
		Themes: []string{"Inköp"}, Start: "2023-07-01", End: "2025-06-30"}
	dated := ledgers
	dated.Solution = words("Myndigheterna publicerar sina leverantörsreskontror som öppna data, de första senast den 31 oktober 2023.",
		"Public bodies publish their supplier ledgers as open data, the first by 31 October 2023.")
	dated.Participation = shipped.Value{Serves: true,
		How: words("Föreningar är med och väljer vilka uppgifter som ska vara med.",
			"Associations take part in choosing which data are included.")}
	reply := shipped.Adopted{Title: words("Varje synpunkt får ett svar", "Every view gets an answer"),
		Brief: words("Den som lämnar en synpunkt får veta vad som blev av den, och varför.",
			"Whoever gives a view is told what became of it, and why."),
		Problem: words("De flesta som svarar på samråd får aldrig veta vad det ledde till.",
			"Most who answer consultations never learn what it led to."),
		Solution: words("Exempeldepartementet svarar på varje synpunkt, med skäl, inom den tid som lovats.",
			"The Ministry of Examples answers every view, with reasons, within the time that was promised."),
		Results: words("Nio av tio synpunkter är besvarade i tid.",
			"Nine views in ten are answered in time."),
		Participation: shipped.Value{Serves: true, How: words("Det blir mödan värt att säga något.",
			"It becomes worth the trouble to say something.")},
		Accountability: shipped.Value{Serves: true, How: words("Obesvarade synpunkter syns.",
			"Unanswered views can be seen.")},
		Lead: "Exempeldepartementet", Themes: []string{"Delaktighet"}, Start: "2023-07-01", End: "2025-06-30"}
	return []drafted{
		{first: contact, last: answered, asked: []int{1}, said: []int{4},
			reason:  "Förslag 1 gav ett åtagande.",
			changed: "Synpunkt 4: kontaktpunkten svarar också om data som saknas."},
		{first: ledgers, last: dated, asked: []int{2}, said: []int{5},
			reason:  "Förslag 2 gav ett åtagande.",
			changed: "Synpunkt 5: en dag är satt."},
		{first: reply, asked: []int{3}, reason: "Förslag 3 gav ett åtagande."},
	}
}

// A comment is what was said of a passage of the draft.
type comment struct {
	passage string // what it is about, word by word
	thought
}

// comments are what was said of the draft.
func comments() []comment {
	return []comment{
		{"Exempelmyndigheten öppnar en kontaktpunkt.", thought{via: consult.ByWeb,
			from: consult.Sender{Kind: consult.AnOrganisation,
				Organisation: "Nätverket Insikt (påhittat)",
				Mandate:      "Kansliet svarar"},
			text: "Påhittat exempel: Skriv att kontaktpunkten svarar också när data inte finns, och att ett nej har ett skäl."}},
		{"Myndigheterna publicerar sina leverantörsreskontror som öppna data.",
			thought{via: consult.ByWeb,
				from: consult.Sender{Kind: consult.APerson},
				text: "Påhittat exempel: Här saknas en dag. Utan dag blir det inte av."}},
	}
}

// opennessReplies are the answers to what was said.
func opennessReplies() []reply {
	return []reply{
		{views: []int64{1, 4}, says: consult.Accepted,
			reason: text("Kontaktpunkten är med i planen, och den svarar också om data som saknas.",
				"The contact point is in the plan, and it also answers on data that are missing.")},
		{views: []int64{2, 5}, says: consult.PartlyAccepted,
			reason: text("De första myndigheterna har fått en dag. De övriga behöver mer tid för att granska personuppgifter.",
				"The first bodies have got a day. The others need more time to check for personal data.")},
		{views: []int64{3}, says: consult.Accepted,
			reason: text("Det är ett eget åtagande i planen.",
				"It is a commitment of its own in the plan.")},
	}
}

// measured is what each commitment is measured by, in their order.
var measured = [][]string{{"case-days"}, {"ledgers"}, {"answered", "answer-days"}}

// stages are the milestones of the commitments: those of the adopted plan.
func stages() [][]shipped.Milestone {
	step := func(id, sv, en, owner string, due shipped.Date, wantedSV, wantedEN string) shipped.Milestone {
		return shipped.Milestone{ID: id, Output: words(sv, en), Owner: owner, Due: due,
			Wanted: words(wantedSV, wantedEN)}
	}
	return [][]shipped.Milestone{
		{step("m1", "Kontaktpunkten öppnar", "The contact point opens", "Exempelmyndigheten", "2023-07-31",
			"Kontaktpunktens sida", "The page of the contact point")},
		{step("m1", "De första reskontrorna är publicerade", "The first ledgers are published", "Exempelmyndigheten",
			"2023-10-31", "Datamängderna", "The datasets"),
			step("m2", "Alla i planen har publicerat ett år",
				"All of the plan have published a year",
				"Exempelmyndigheten", "2024-12-31", "Datamängderna", "The datasets")},
		{step("m1", "Svarstiden står i varje inbjudan", "The time to answer stands in every invitation",
			"Exempeldepartementet", "2024-03-31", "Inbjudningarna", "The invitations")},
	}
}

// onContact and onLedgers are the reports of the first half-year: one of progress, one late with a
// reason. Of the third commitment there is none.
func onContact() shipped.Report {
	return shipped.Report{Period: "2023-1", Status: shipped.Substantial,
		Progress: words("Påhittat exempel: Kontaktpunkten är bemannad och öppnar i juli.",
			"Invented example: The contact point is staffed and opens in July.")}
}

func onLedgers() shipped.Report {
	return shipped.Report{Period: "2023-1", Status: shipped.Limited,
		Challenges: []shipped.Challenge{shipped.Resources, shipped.Dependency},
		Progress: words("Påhittat exempel: Två myndigheter har gått igenom sina inköp.",
			"Invented example: Two bodies have gone through their purchases."),
		Why: words("Påhittat exempel: Granskningen av personuppgifter tar längre tid än vi trodde, och ekonomisystemet byts i höst.",
			"Invented example: The check for personal data takes longer than we thought, and the accounting system is replaced this autumn.")}
}

// judged is what an invented reviewer has found: less than those who report say.
func judged() shipped.Judgement {
	return shipped.Judgement{By: Reviewer, Scale: "completion", Value: "Limited", In: "en",
		On:     "2023-10-16",
		Source: "https://www.example.org/planen-i-halvtid"}
}

// outreach is how the invented plan was made known.
func outreach() shipped.Record {
	return shipped.Record{Outreach: []shipped.Event{{On: "2023-04-04",
		Text: words("Inbjudan skickad till 120 föreningar",
			"Invitation sent to 120 associations"),
		Source: "https://www.example.org/inbjudan-april"}}}
}
