package web

import (
	"insyn/internal/account"
	"insyn/internal/trial"
)

// agency is a body that knows more than the one that was asked.
var agency = account.Body{ID: "exempelverket", Name: "Exempelverket", NameEnglish: "Example Agency",
	Number: "2021000001", Email: "verket@example.se", Fictitious: true}

// requests has a citizen ask a contact point for data: the request is handed to
// an agency, which asks back, waits, and answers. It gives the page of the case.
func (h *house) requests(staff *trial.Visitor) string {
	h.point()
	h.must(h.SaveBody(h.t.Context(), account.System, agency))
	_, err := h.SetRole(h.t.Context(), account.System, agency.ID, "Vera Exempel", "vera@example.se",
		account.Publisher)
	h.must(err)
	citizen, officer := trial.Browser(h.t), trial.Browser(h.t)
	own := h.asksForData(citizen)
	h.handsOver(staff)
	h.asksBack(officer)
	citizen.Open(h.server.URL+own).Has("Exempelverket", "Vilka år gäller det?", "Pausat").
		Fill("Skriv till kontaktpunkten", "2023 och framåt.").Press("Skicka meddelandet").
		Has("Klockan går igen").Everywhere("contact-own")
	h.answersCase(officer)
	citizen.Open(h.server.URL+own).Has("Uppgifterna publiceras i mars.", "Det här gör vi",
		"Besvarad").
		Follow("Läs den publicerade sidan")
	return citizen.Has("Köp per leverantör och år.", "Uppgifterna publiceras i mars.",
		"Exempelverket",
		"Från Exempeldepartementet till Exempelverket").Lacks("Vilka år", "2023 och framåt", "clara@example.org").
		Everywhere("contact-case").Path()
}

// asksForData has somebody without an account send a case, and gives their page of it.
func (h *house) asksForData(v *trial.Visitor) (own string) {
	v.Open(h.server.URL + contactPath).Follow("Begär data").Everywhere("contact-form")
	v.Check("Data som inte finns än").Fill("Vad skulle data handla om?", "Köp per leverantör").
		Fill("Ditt ärende", "Köp per leverantör och år.").Check("En privatperson").
		Fill("E-post", "clara@example.org").Press("Läs igenom innan du skickar").
		Press("Skicka ärendet").Has("Ditt ärende är mottaget",
		"Ärende 1").Everywhere("contact-receipt")
	return v.Path()
}

// handsOver has the officer who was asked read the case, publish it and hand it over.
func (h *house) handsOver(v *trial.Visitor) {
	inbox := h.server.URL + inboxAt(string(exampleBody.ID), "")
	v.Open(inbox).Has("Inget första svar").Everywhere("contact-inbox")
	v.Follow("Ärende 1").Follow("Granska och publicera").Check("Publicera").Press("Spara beslutet")
	v.Open(inbox).Follow("Ärende 1").Everywhere("contact-staff")
	v.Choose("Till", agency.Name).In("Lämna över till en annan myndighet").
		Fill("Skäl", "Verket har uppgifterna.").Press("Lämna över")
	v.Has("Ärendet är överlämnat.", "Inga ärenden väntar")
}

// asksBack has the agency write to who asked, and stop the clock meanwhile.
func (h *house) asksBack(v *trial.Visitor) {
	h.enter(v, "vera@example.se")
	v.Open(h.server.URL + inboxAt(string(agency.ID), "")).Has("Överlämnat från").Follow("Ärende 1")
	v.Fill("Skriv till den som frågade", "Vilka år gäller det?").Press("Skicka meddelandet").
		Has("Meddelandet är skickat.")
	v.Check("Den som frågade behöver svara").In("Pausa").Fill("Skäl", "Vi behöver veta vilka år.").
		Press("Pausa ärendet").Has("Ärendet är pausat.")
}

// answersCase has the agency write the answer and publish it.
func (h *house) answersCase(v *trial.Visitor) {
	v.Open(h.server.URL + inboxAt(string(agency.ID), "")).Follow("Ärende 1").
		Has("2023 och framåt.").Press("Börja svara")
	v.Check("Det här gör vi").Fill("Skäl, på svenska", "Uppgifterna publiceras i mars.").
		Check("Svaret är klart").Press("Spara")
	v.Press("Publicera svaret").Has("Publicerat")
}
