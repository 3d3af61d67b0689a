package web

import (
	"testing"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/trial"
)

// The story of the work against corruption: an agency assesses itself and a
// colleague signs; a recommendation is answered with reasons, and later evidenced
// and followed; a proposal from a consultation becomes a recommendation and is
// followed.
func TestIntegrityJourney(t *testing.T) { houses(t, integrityJourney) }

func integrityJourney(t *testing.T, h *house) {
	h.hire("Eva Exempel", "eva@example.se", account.Editor)
	c := h.open(listening())
	v := trial.Browser(t)
	h.assesses(v)
	h.responds(v)
	h.proposes(v, c)
}

// assesses has an editor fill in what is left of an assessment and sign it, and
// a colleague sign after her.
func (h *house) assesses(v *trial.Visitor) {
	h.t.Helper()
	key := h.round()
	q := integrity.Instruments()[integrity.LatestInstrument]
	draft := integrity.SelfAssessment{Instrument: q.Version, Defines: "yes",
		Replies: map[string]integrity.Reply{}}
	for _, a := range q.Areas {
		for _, i := range a.Items[1:] {
			draft.Replies[i.ID] = integrity.Reply{Mark: integrity.Documented}
		}
	}
	_, err := h.SaveAppraisal(h.t.Context(), h.boss, exampleBody.ID, key, 0, draft)
	h.must(err)
	h.enter(v, "eva@example.se")
	at := h.server.URL + appraisalPath(exampleBody.ID, key)
	// What is written is saved by itself, and said to be; so is why it was not.
	v.Open(at).In(q.Areas[0].Items[1].Text.SV).Fill("Kommentar", "Varje vår")
	v.Awaits("Sparat.")
	_, err = h.SaveAppraisal(h.t.Context(), h.boss, exampleBody.ID, key, 2, draft)
	h.must(err)
	v.In(q.Areas[0].Items[1].Text.SV).Fill("Kommentar", "Varje höst")
	v.Awaits("Det gick inte att spara av sig självt")
	v.Press("Spara").Has("Det här har en kollega sparat")
	v.Press("Spara och underteckna").Has("Frågan är inte besvarad").Everywhere("integrity-assess")
	for _, a := range q.Areas {
		v.In(a.Items[0].Text.SV).Choose("Svar", "Delvis")
	}
	v.Press("Spara och underteckna").Has("Undertecknad av en: en kollega återstår")
	v.Press("Underteckna och lämna in").Has("En kollega ska underteckna")
	v.Open(h.server.URL + work + "/konto").Press("Logga ut")
	h.enter(v, h.boss.Email)
	v.Open(at).Press("Underteckna och lämna in").Has("Inlämnad, undertecknad av två")
	v.Open(h.server.URL + picturePath).Has("1 av 1").Press("1 av 1 har svarat").Has("Besvarat").
		Everywhere("integrity-picture")
}

// responds has the addressee answer a recommendation that lies unanswered, and
// later show that it is done.
func (h *house) responds(v *trial.Visitor) {
	h.t.Helper()
	at := h.server.URL + work + "/rekommendation/" + h.advised()
	const public = advicePath + "/granskaren-5-i"
	v.Open(h.server.URL + public).Has("Utan svar")
	v.Open(at).Check("Godtar rådet").Fill("Skäl", "Möten ska synas.").
		Fill("Vad som ska göras", "Möten läggs ut varje månad.").Press("Publicera svaret")
	v.Check("Genomförd, med underlag").Fill("Varför?", "Klart.").Press("Sätt läget").
		Has("minst ett underlag").Everywhere("integrity-advice-work")
	v.In("Lägg in ett underlag").Fill("Vad visar det?", "Mötena är publicerade").
		Fill("Länk", "https://www.example.se/moten").Fill("Datum", "2023-11-20").Press("Lägg in underlaget")
	v.Check("Genomförd, med underlag").Fill("Varför?", "Mötena är ute.").Press("Sätt läget")
	v.Open(h.server.URL+public).Has("Möten ska synas.", "Mötena är publicerade", "Mötena är ute.",
		"Delvis genomförd").Everywhere("integrity-advice")
}

// proposes has somebody propose a measure in a consultation; it is accepted,
// becomes a recommendation that leads back to it, and is followed.
func (h *house) proposes(v *trial.Visitor, c consult.Consultation) {
	h.t.Helper()
	ctx, f := h.t.Context(), c.ID.Forum()
	view, err := h.BeginView(ctx, f, "ett-forslag-som-racker-till", consult.ViewForm{
		Sort: consult.AProposal, Subject: consult.Subject{About: consult.TheWhole},
		Sender: consult.Sender{Kind: consult.APerson}, Text: consult.Proposal{
			Problem: "Ingen vet vem som svarar.", Concerns: "Alla som frågar.",
			Measure: "Utse en kontaktpunkt."}.Text("sv")})
	h.must(err)
	_, err = h.SendView(ctx, h.ViewLink(view), view.Saved)
	h.must(err)
	_, err = h.RuleView(ctx, h.boss, view.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	v.Open(h.server.URL + work + "/samrad/" + string(c.ID) + "/svar").Check("Synpunkt 1").
		Press("Svara på de valda tillsammans")
	v.Check("Vi gör som ni föreslår").Fill("Skäl, på svenska", "Bra tanke.").
		Check("Svaret är klart").Press("Spara")
	h.publishes(c)
	v.Open(h.server.URL+advicePath).Has("Utse en kontaktpunkt.", "Godtar rådet").
		Follow("Utse en kontaktpunkt.")
	v.Has("Bra tanke.", "Deltagare i samråd").Everywhere("integrity-proposal")
	all, err := h.Recommendations(ctx)
	h.must(err)
	for _, one := range all.Cases {
		if one.Now().View == 1 {
			v.Open(h.server.URL + work + "/rekommendation/" + string(one.Matter.ID))
		}
	}
	v.Check("Pågår").Fill("Varför?", "En kontaktpunkt är på väg.").Press("Sätt läget")
	v.Open(h.server.URL + advicePath).Follow("Utse en kontaktpunkt.")
	v.Has("En kontaktpunkt är på väg.").Follow("Synpunkt 1").Has("Ingen vet vem som svarar.")
}
