package web

import (
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// exampleBooks is a body that publishes contacts: one late, one mended, one
// exempted, one taken back.
func exampleBooks() act.Books {
	entry := func(number int, days int, said integrity.Said) integrity.Entry {
		return integrity.Entry{Number: number, At: exampleTime.AddDate(0, 0, days), Said: said}
	}
	contact := func(c integrity.Contact) integrity.Said { return integrity.Said{Contact: &c} }
	m := integrity.Matter{ID: "b", Kind: integrity.ABook, Body: string(exampleBody.ID),
		Key: string(exampleBody.ID)}
	b := integrity.FoldBook(m, []integrity.Entry{
		entry(1, -90, integrity.Said{Coverage: &integrity.Coverage{Covers: integrity.Text{SV: "Ledningens möten om det som bereds",
			EN: "Meetings of the management on matters under preparation"}, Since: "2023-09-01",
			From: integrity.UnitHead, Within: 14}}),
		entry(2, -60, integrity.Said{Nothing: &integrity.Nothing{From: "2023-09-01",
			Until: "2023-09-28"}})})
	first := integrity.Contact{Ref: "2", On: "2023-10-04", Place: "Exempelgatan 1, Stockholm",
		Rank:    integrity.StateSecretary,
		Unit:    integrity.Text{SV: "statsrådsberedningen", EN: "the minister's office"},
		Subject: integrity.Text{SV: "Öppna data om inköp", EN: "Open data on purchases"},
		With: []integrity.Partner{{Name: "Exempelföretaget AB", Number: "556000-0167"},
			{Name: "Nätverket Öppet Exempel", Sort: integrity.Network}}}
	mended := first
	mended.Notes = integrity.Text{SV: "Nätverket vill se avtal. Departementet lovade att undersöka det."}
	mended.Measure, mended.Why = "https://www.example.se/atagande/1", "Anteckningen saknades."
	second := integrity.Contact{Ref: "3", On: "2023-11-20", Place: "Videomöte",
		Rank:    integrity.Officer,
		Unit:    integrity.Text{SV: "enheten för förvaltning", EN: "the unit for administration"},
		Subject: integrity.Text{SV: "Visselblåsning"},
		With:    []integrity.Partner{{Name: "Föreningen Exempel", Number: "802000-0009"}}}
	for _, said := range [][]integrity.Entry{
		{entry(1, -3, contact(second))},
		{entry(1, -30, contact(first)), entry(2, -10, contact(mended))},
		{entry(1, -5, contact(integrity.Contact{Ref: "4", On: "2023-11-21", Rank: integrity.AgencyHead,
			Unit: integrity.Text{SV: "ledningen"}, Exemption: integrity.ExemptAuthority}))},
		{entry(1, -5, contact(integrity.Contact{Ref: "5", On: "2023-11-01", Rank: integrity.AgencyHead,
			Unit: integrity.Text{SV: "ledningen"}, Withdrawn: "Uppgifterna gällde ett annat möte."}))}} {
		c := said[0].Contact
		key := integrity.ContactKey(string(exampleBody.ID), c.Ref)
		b.Contacts = append(b.Contacts, integrity.FoldContact(integrity.Matter{ID: integrity.ID(key),
			Kind: integrity.AContact,
			Body: m.Body, Key: key}, said))
	}
	integrity.Latest(b.Contacts)
	return act.Books{All: []integrity.Book{b},
		Bodies: map[string]account.Body{string(exampleBody.ID): exampleBody}}
}

// exampleTraces is what a consultation has left.
func exampleTraces() []act.Trace {
	c := examplePublic().Consultation
	copies := []consult.Copy{{Number: 3, Sort: consult.AProposal, Sent: exampleTime,
		Sender: consult.Sender{Kind: consult.AnOrganisation,
			Organisation: "Föreningen Exempel"}}, {Number: 4, Sort: consult.AView, Sent: exampleTime,
		Sender: consult.Sender{Kind: consult.APerson}}}
	return []act.Trace{{Body: exampleBody, Consultation: c, Held: true, Invited: 12,
		Kinds: []consult.Outcome{{Kind: consult.CivilSociety, Invited: 9, Registered: 7, Attended: 6,
			Declined: 1},
			{Kind: consult.PublicBody, Invited: 3, Registered: 2, Attended: 2}},
		Named: []act.Listed{{Name: "Åsa Exempel", Organisation: "Föreningen Exempel",
			Kind: consult.CivilSociety}},
		Views: copies, Adopted: map[int64]string{3: "forslag-exempel-3"},
		Answers: map[int64]store.PublicAnswer{3: {Number: 1,
			AnswerVersion: consult.AnswerVersion{Number: 1,
				Position: consult.Accepted, Reason: consult.Text{SV: "Vi gör så."}, Views: []int64{3},
				At: exampleTime}}}}}
}
