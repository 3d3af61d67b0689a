package web

import (
	packing "archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/trial"
)

// The story of a plan at a browser: proposals become a draft, a comment on a
// passage changes its words, the plan is decided; an agency reports late with a
// reason; a reader follows measure, evidence and source; a reviewer downloads
// the pack, and its hashes hold.
func TestPlanJourney(t *testing.T) { houses(t, planJourney) }

func planJourney(t *testing.T, h *house) {
	c := listening()
	c.WrittenInput.Until = meeting.AddDate(0, 1, 0)
	forum := h.open(c)
	h.published(forum, "Planen bör ha en kontaktpunkt.")
	v := trial.Browser(t)
	h.enter(v, "petra@example.se")
	h.planIsBegun(v, forum)
	h.draftIsCommented(t, v, forum)
	h.planIsDecided(v, forum)
	h.agencyReports(v)
	h.readerFollows(v)
	h.reviewerChecks(t, v)
}

const (
	deskOfPlan    = "/arbete/plan/exempelby-1"
	planOfJourney = "/plan/exempelby-1"
)

// planIsBegun publishes a plan without words, and its timeline.
func (h *house) planIsBegun(v *trial.Visitor, forum consult.Consultation) {
	h.t.Helper()
	v.Open(h.server.URL+"/arbete/plan").Fill("Planens namn", "Exempelbys plan").
		Fill("Land, region eller kommun", "Exempelby").Fill("Planens nummer",
		"1").Press("Börja planen")
	v.Has("Planen är offentlig").In("Steg 1").Fill("Namn på steget", "Skicka förslag")
	v.In("Steg 1").Fill("Första dagen", "2023-12-12")
	v.In("Steg 1").Choose("Samråd där man deltar", forum.Content.Title.SV)
	v.Fill("Varför ändras det?",
		"Så här tar vi fram planen.").Press("Publicera tidplanen").Has("Tidplanen är offentlig")
	v.Open(h.server.URL+planOfJourney+"/arbetet").Has("Skicka förslag", "15 dagar innan",
		"Läs synpunkten").
		Everywhere("plan-making")
}

// draftIsCommented writes a commitment from the proposal, and sends the draft
// out; somebody comments a passage of it.
func (h *house) draftIsCommented(t *testing.T, v *trial.Visitor, forum consult.Consultation) {
	h.t.Helper()
	v.Open(h.server.URL+deskOfPlan).Follow("Skriv ett nytt åtagande").Fill("Rubriken",
		"Svar om data").
		Fill("Lösningen", "En adress svarar på frågor om data.").Check("Synpunkt 1, Föreningen Exempel").
		Fill("Varför ändras det?",
			"Förslag 1.").Press("Publicera den här lydelsen").Has("Den nya lydelsen är offentlig")
	h.must(h.SendDraft(t.Context(), h.boss, "exempelby-1", forum.ID))
	draft, err := h.OpenDraft(t.Context(), h.boss, forum.ID, consult.Invitation)
	h.must(err)
	h.must(h.Publish(t.Context(), h.boss, forum.ID, consult.Invitation, draft.Number, "Utkastet."))
	text := draft.Content.Material[len(draft.Content.Material)-1].ID
	paper, err := h.Paper(t.Context(), forum.ID.Forum(), text)
	h.must(err)
	last := paper.Paragraphs[len(paper.Paragraphs)-1]
	view, err := h.BeginView(t.Context(), forum.ID.Forum(), "1",
		consult.ViewForm{Text: "Skriv hur snabbt.",
			Subject: consult.Subject{About: consult.APassage, ID: text,
				Excerpt: consult.Excerpt{From: last.From, To: last.To}},
			Sender: consult.Sender{Kind: consult.AnOrganisation,
				Organisation: "Föreningen Exempel"}})
	h.must(err)
	view, err = h.SendView(t.Context(), h.ViewLink(view), view.Saved)
	h.must(err)
	_, err = h.RuleView(t.Context(), h.boss, view.ID, consult.Ruling{Verdict: consult.Publish,
		Version: 1}, nil)
	h.must(err)
}

// planIsDecided changes the words after the comment, and freezes them.
func (h *house) planIsDecided(v *trial.Visitor, forum consult.Consultation) {
	h.t.Helper()
	v.Open(h.server.URL+deskOfPlan+"/text/A1").Fill("Lösningen",
		"En adress svarar på frågor om data inom tre dagar.").
		Check("Synpunkt 2, Föreningen Exempel (Lösningen)").Fill("Varför ändras det?",
		"Synpunkt 2.").
		Press("Publicera den här lydelsen")
	v.Open(h.server.URL+deskOfPlan).Follow("Skriv in beslutet").Has("Det här fryses").Fill("Vem har beslutat?", "Exempelby kommun").
		Fill("Beslutets namn", "Beslut 12").Fill("Länk till beslutet", "https://example.se/12").
		Press("Skriv in beslutet och frys texten").Has("Planen är beslutad")
	v.Open(h.server.URL+planOfJourney+"/arbetet").Has("Bakom ändringen: Synpunkt 2, Föreningen Exempel", "inom tre dagar", "Exempelby kommun")
	v.Open(h.server.URL + planOfJourney + "/atagande/A1").Follow("Synpunkt 2, Föreningen Exempel").Has("Lösningen i version 4 av").
		Follow("Svar om data").Has("Synpunkter som ändrade orden").Everywhere("plan-chain")
}

// agencyReports reports late, by the link in a letter: without a reason it is asked for one.
func (h *house) agencyReports(v *trial.Visitor) {
	h.t.Helper()
	v.Open(h.server.URL+deskOfPlan+"/rapportorer").Fill("Myndighet",
		"Exempelmyndigheten").Fill("Roll", "samordnare").
		Fill("Namn", "Ö Exempel").Fill("E-post",
		"o@example.se").Check("A1: Svar om data").Press("Skriv in och skicka länken").
		Has("Länken skickas med mejl")
	link := h.linkTo("o@example.se", "/rapportera/")
	h.move(time.Date(2024, 2, 5, 9, 0, 0, 0, time.UTC)) // the last day was 1 February
	v.Open(h.server.URL + planOfJourney + "/atagande/A1").Has("Ingen rapport")
	v.Open(h.server.URL+link).Has("andra halvåret 2023", "Skriv varför rapporten är sen").
		Check("Påbörjat, en bit på väg").Fill("Vad har gjorts?", "Adressen finns.").
		Press("Skicka rapporten").Has("Skriv varför det inte har kommit längre").Everywhere("plan-report")
	v.Check("folk eller tid saknas").Fill("Skälet med egna ord",
		"Tjänsten är vakant.").Press("Skicka rapporten").
		Has("Rapporten är offentlig")
	v.Open(h.server.URL + planOfJourney + "/lage").Has("Tjänsten är vakant.").Everywhere("plan-state")
	h.slidesArePrinted(v)
}

// readerFollows goes from the measure over the evidence to its source.
func (h *house) readerFollows(v *trial.Visitor) {
	h.t.Helper()
	h.enter(v, "petra@example.se")
	v.Open(h.server.URL+deskOfPlan+"/atagande/A1").Fill("Länk", "https://example.se/kontakt").
		Fill("Vilken myndighet gäller det?", "Exempelmyndigheten").Choose("Räknas i måttet",
		"Myndigheter som har publicerat sina inköpsdata")
	v.In("Lägg till ett underlag").Fill("Vad visar det?", "Adressen svarar.")
	v.In("Lägg till ett underlag").Fill("Från vilken dag?",
		"2023-11-20").Press("Lägg till underlaget").Has("Underlaget är offentligt")
	v.Open(h.server.URL+"/matt/ledgers").Has("1 myndighet första halvåret 2024").Follow("Exempelmyndigheten").
		Has("Svar om data", "Adressen svarar.")
	if got := v.Address("https://example.se/kontakt"); !strings.HasPrefix(got, "https://example.se/kontakt") {
		h.t.Errorf("the evidence leads to %q", got)
	}
}

// reviewerChecks fetches the sealed pack, and holds each file against its hash.
func (h *house) reviewerChecks(t *testing.T, v *trial.Visitor) {
	h.t.Helper()
	h.move(h.clock().Add(48 * time.Hour))
	h.signedInAs("granskare", account.Reader)
	h.enter(v, "petra@example.se")
	v.Open(h.server.URL + planOfJourney + "/granskning").Press("Försegla").Has("Paketet är förseglat").Everywhere("plan-review")
	_, data := v.Get(v.Address("Granskningspaket för 6 februari 2024 (ZIP)"))
	v.Has(fmt.Sprintf("%x", sha256.Sum256(data)))
	archive, err := packing.NewReader(bytes.NewReader(data), int64(len(data)))
	h.must(err)
	files := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		h.must(err)
		files[f.Name], err = io.ReadAll(r)
		h.must(err)
	}
	for line := range strings.Lines(string(files["SHA256SUMS"])) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256(files[name])); got != sum {
			t.Errorf("%s: %s, said to be %s", name, got, sum)
		}
	}
	if !bytes.Contains(files["sv/underlag.csv"], []byte("https://example.se/kontakt")) {
		t.Errorf("the pack lacks the evidence:\n%s", files["sv/underlag.csv"])
	}
}
