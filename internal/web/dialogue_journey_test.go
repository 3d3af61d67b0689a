package web

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/cli/verify"
	"insyn/internal/consult"
	"insyn/internal/store"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

// The story of a dialogue: twelve say what they think on three questions, staff
// moderate, mask, answer and sum up, one objects, the dialogue can be closed at
// last, a reader follows one view from its receipt to changed words, and a request
// for data is handed to an agency and answered.
func TestDialogueJourney(t *testing.T) { houses(t, dialogueJourney) }

func dialogueJourney(t *testing.T, h *house) {
	content := exampleContent()
	content.WrittenInput = consult.Input{Open: true}
	c := h.open(content)
	v := trial.Browser(t)
	own := h.speakUp(v, c)
	for n := 2; n <= 12; n++ {
		form := fmt.Sprintf("/samrad/%s/synpunkt?om=question%%3Aq%d", c.Slug, n%3+1)
		h.caller().sends(t, form, "about", fmt.Sprint("question:q", n%3+1), "kind", "private",
			"text", fmt.Sprintf("Det här är synpunkt nummer %d av tolv.", n))
	}
	h.enter(v, "petra@example.se")
	h.moderates(v, c)
	h.answersAll(v, c)
	h.sumsUp(v, c)
	h.objection(v, c)
	h.finishes(v, c)
	h.follows(v, c, own)
	h.verified(v, c, own, h.requests(v))
}

// speakUp has the first of the twelve say something at a browser.
func (h *house) speakUp(v *trial.Visitor, c consult.Consultation) (own string) {
	v.Open(h.server.URL + "/samrad/" + c.Slug).Follow("Lämna en synpunkt").Everywhere("dialogue-form")
	v.Press("Läs igenom innan du skickar").Has("Välj vem som lämnar synpunkten")
	v.Check("Fråga 2: Vilka datamängder saknar ni för att kunna granska?").
		Fill("Din synpunkt", "Vi saknar en dag för inköpsdata. Ring Bo Ek, 811218-9876.").
		Check("En organisation").Fill("Organisation", "Föreningen Exempel").
		Fill("Mandat", "Styrelsen har beslutat").Press("Läs igenom innan du skickar")
	v.Has("Det här ser ut som ett personnummer", "811218-9876").Everywhere("dialogue-check")
	v.Follow("Ändra").Fill("Din synpunkt", "Vi saknar en dag för inköpsdata. Ring Bo Ek.").
		Press("Läs igenom innan du skickar").Lacks("personnummer")
	v.Press("Skicka synpunkten").Has("Din synpunkt är mottagen",
		"Synpunkt 1").Everywhere("dialogue-receipt")
	return v.Path()
}

// queuePath is where staff find the views of a consultation.
func queuePath(c consult.Consultation) string {
	return "/arbete/samrad/" + string(c.ID) + "/synpunkter"
}

// moderates has staff read the views: one at the browser, with a mask.
func (h *house) moderates(v *trial.Visitor, c consult.Consultation) {
	v.Open(h.server.URL + queuePath(c)).Has("12").Everywhere("dialogue-queue")
	v.Follow("Synpunkt 1").Check("Publicera").Press("Maskera det markerade").Has("Markera några ord först.")
	v.Mark("Markera ord i texten", "Bo Ek").Press("Maskera det markerade").Has("Maskeras: Bo Ek")
	if got := v.Value("Ord 1"); got != "Bo Ek" {
		h.t.Errorf("the words that were marked became %q in the form", got)
	}
	v.Everywhere("dialogue-moderate")
	v.Press("Spara beslutet").Has("Beslutet är sparat.")
	list, err := h.Views(h.t.Context(), h.boss, store.ViewFilter{Forum: c.ID.Forum(), Waiting: true})
	h.must(err)
	for _, each := range list.Views {
		r := consult.Ruling{Verdict: consult.Publish, Version: 1}
		if each.Number == 12 {
			r.Verdict, r.Reason = consult.Withhold, "no-view"
		}
		_, err := h.RuleView(h.t.Context(), h.boss, each.ID, r, nil)
		h.must(err)
	}
	v.Open(h.server.URL+"/samrad/"+c.Slug+"/synpunkter").Lacks("Bo Ek").
		Has("[Maskerat: personuppgift]", "Föreningen Exempel").Everywhere("dialogue-views")
}

// answersAll has staff answer all the views: the first on its own, with what
// changed, the others in groups, all published at one moment.
func (h *house) answersAll(v *trial.Visitor, c consult.Consultation) {
	answering := h.server.URL + "/arbete/samrad/" + string(c.ID) + "/svar"
	draft, err := h.OpenDraft(h.t.Context(), h.boss, c.ID, consult.Invitation)
	h.must(err)
	draft.Content.Purpose.SV = "Vi vill veta vilken dag inköpsdata behövs."
	draft, err = h.SaveDraft(h.t.Context(), h.boss, draft)
	h.must(err)
	h.must(h.Publish(h.t.Context(), h.boss, c.ID, consult.Invitation, draft.Number, "Synpunkt 1."))
	v.Open(answering).Press("Avsluta dialogen").Has("11 synpunkter saknar svar").Everywhere("dialogue-answering")
	v.Check("Synpunkt 1 · Föreningen Exempel").Press("Svara på de valda tillsammans")
	v.Check("Vi gör som ni föreslår").Fill("Skäl, på svenska", "Syftet säger nu vilken dag.").
		Fill("Vad som har ändrats, 1", "Syftet i inbjudan").
		Fill("Adress 1", "/samrad/"+c.Slug+"/versioner/2").Check("Svaret är klart").Press("Spara").Everywhere("dialogue-answer")
	h.answers(c, "Tack. Det ingår redan i planen.", 2, 3, 4, 5, 6)
	h.answers(c, "Nej, för det avgör riksdagen.", 7, 8, 9, 10, 11)
	v.Open(h.server.URL + "/samrad/" + c.Slug + "/svar").Lacks("Syftet säger nu")
	v.Open(answering).Press("Publicera 3 svar nu").Has("Svaren är publicerade")
	v.Open(h.server.URL+"/samrad/"+c.Slug+"/svar").Has("Syftet säger nu", "riksdagen").
		Everywhere("dialogue-answers")
}

// summaryPath is where staff write the summary.
func (h *house) summaryPath(c consult.Consultation) string {
	return h.server.URL + "/arbete/samrad/" + string(c.ID) + "/sammanfattning"
}

// sumsUp has staff write the summary and send the draft.
func (h *house) sumsUp(v *trial.Visitor, c consult.Consultation) {
	v.Open(h.summaryPath(c)).Has("0 av 11 synpunkter återges")
	v.In("Avsnitt 2").Fill("Vad som sades", "Flera ser nytta (#3, #6). Någon tvekar.")
	v.In("Avsnitt 3").Fill("Vad som sades", "En förening saknar en dag för inköpsdata (#1).")
	v.Press("Spara utkastet").Has("3 av 11 synpunkter återges").Everywhere("dialogue-summary")
	v.Press("Skicka utkastet till dem som deltog").Has("Utkastet är skickat")
	publish := h.summaryPath(c) + "/publicera"
	v.Open(publish).Press("Publicera").Has("De som deltog kan invända till")
}

// objection has one object to a sentence of the draft.
func (h *house) objection(v *trial.Visitor, c consult.Consultation) {
	v.Open(h.server.URL + "/samrad/" + c.Slug).Has("Ett utkast till sammanfattning är ute").
		Follow("Läs utkastet").Everywhere("dialogue-draft")
	v.Press("Invänd mot en mening under ”Vilken nytta ser ni av att data delas?”").
		Follow("Invänd mot mening 2").Has("Någon tvekar.").Everywhere("dialogue-object")
	v.Fill("Din synpunkt", "Det var jag, och jag tvekade inte.").Check("En privatperson").
		Press("Läs igenom innan du skickar")
	v.Press("Skicka synpunkten").Has("Utkast 1 till sammanfattning", "Synpunkt 13")
}

// finishes lets the time for objections pass; neither the summary nor the end
// of the dialogue goes before the objection has its answer.
func (h *house) finishes(v *trial.Visitor, c consult.Consultation) {
	h.move(h.clock().Add(consult.UsualReply + 1e9*3600*24))
	h.enter(v, "petra@example.se")
	publish, dialogue := h.summaryPath(c)+"/publicera", "/arbete/samrad/"+string(c.ID)+"/svar"
	v.Open(publish).Press("Publicera").Has("1 invändning har inget svar än")
	v.Open(h.server.URL + dialogue).Press("Avsluta dialogen").Has("1 synpunkt saknar svar")
	list, err := h.Views(h.t.Context(), h.boss, store.ViewFilter{Forum: c.ID.Forum(), Waiting: true})
	h.must(err)
	_, err = h.RuleView(h.t.Context(), h.boss, list.Views[0].ID,
		consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	h.answers(c, "Ni har rätt. Meningen är struken.", 13)
	h.publishes(c)
	v.Open(h.summaryPath(c)).Has("Sammanfattningen kan publiceras").
		In("Avsnitt 2").Fill("Vad som sades", "Flera ser nytta (#3, #6).")
	v.Press("Spara utkastet")
	v.Open(publish).Press("Publicera").Has("Publicerat.")
	v.Open(h.server.URL + dialogue).Press("Avsluta dialogen").Has("Dialogen är avslutad.")
	v.Follow("Logg").Has("Avslutade dialogen", "Publicerade ett svar", "En synpunkt kom in")
}

// follows has a reader go from a receipt to the answer and to what changed, and
// from the summary to a view and back.
func (h *house) follows(v *trial.Visitor, c consult.Consultation, own string) {
	v.Open(h.server.URL+own).Has("Syftet säger nu vilken dag.", "Återges i sammanfattningen").
		Everywhere("dialogue-followed")
	v.Follow("Syftet i inbjudan").Has("vilken dag inköpsdata behövs", "Synpunkt 1.")
	v.Open(h.server.URL+"/samrad/"+c.Slug).Lacks("Lämna en synpunkt").
		Has("Invändningar mot utkastet", "Meningen är struken.").
		Everywhere("dialogue-final")
	v.Follow("#1").Has("Vi saknar en dag för inköpsdata.",
		"Återges i sammanfattningen").Lacks("Bo Ek")
	v.Open(h.server.URL + "/samrad/" + c.Slug + "/versioner/sammanfattning-1").Has("Någon tvekar.")
}

// verified has somebody who trusts nobody check what the site says.
func (h *house) verified(v *trial.Visitor, c consult.Consultation, own, asked string) {
	h.must((&worker.Sequencer{Desk: h.Desk}).Once(h.t.Context()))
	state, err := verify.LoadState(filepath.Join(h.t.TempDir(), "verify.json"))
	h.must(err)
	audit := verify.Auditor{State: state, Public: act.IsPublic,
		Fetch: func(_ context.Context, address string) (verify.Got, error) {
			r, body := v.Get(strings.TrimPrefix(address, h.server.URL))
			return verify.Got{Status: r.StatusCode, Type: r.Header.Get("Content-Type"), Body: body}, nil
		}}
	_, receipt := v.Get(own + "/kvitto/1")
	for _, try := range []func() (*verify.Report, error){
		func() (*verify.Report, error) { return audit.Receipt(h.t.Context(), receipt) },
		func() (*verify.Report, error) { return audit.Log(h.t.Context(), h.server.URL+"/log") },
		func() (*verify.Report, error) {
			return audit.URL(h.t.Context(), h.server.URL+"/samrad/"+c.Slug+"/synpunkter/1")
		},
		func() (*verify.Report, error) {
			return audit.URL(h.t.Context(), h.server.URL+"/samrad/"+c.Slug+"/svar")
		},
		func() (*verify.Report, error) { return audit.URL(h.t.Context(), h.server.URL+asked) },
	} {
		r, err := try()
		h.must(err)
		h.must(r.Failed())
	}
	found, err := h.CheckRecord(h.t.Context())
	if h.must(err); len(found) > 0 {
		h.t.Errorf("the database and the record differ: %v", found)
	}
}
