package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

var savedForm = regexp.MustCompile(`name="saved" value="([0-9.]+)"`)

// The summary is written with numbers of views, sent to those who took part,
// objected to, answered and made final; who reads it gets to the views and back.
func TestASummaryFromDraftToFinal(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	h.published(c, "Inköpsdata behöver gå att läsa.")
	h.said(c, "KANARIE: ännu oläst.")
	boss := h.signedInAs("boss", account.Publisher)
	public, at := "/samrad/"+c.Slug, "/arbete/samrad/"+string(c.ID)+"/sammanfattning"
	v, err := h.OpenDraft(t.Context(), h.boss, c.ID, consult.Report)
	h.must(err)
	v.Summary.Sections = []consult.Section{{Heading: sv("Vad saknas?"),
		Body: sv("En vill läsa köpen (#1). En vill mer <b>nu</b>.")}}
	_, err = h.SaveDraft(t.Context(), h.boss, v)
	h.must(err)
	editor := boss.get(at)
	shows(t, editor, "1 av 2 synpunkter återges", "Återges inte", "En vill mer",
		"Utkastet är inte skickat")
	if got := h.caller().get(public + "/utkast").status; got != http.StatusNotFound {
		t.Errorf("a draft that was not sent: %d", got)
	}
	saved := savedForm.FindStringSubmatch(editor.body)[1]
	short := boss.send(at, at+"/skicka-ut", "saved", saved, "until",
		h.clock().Format(time.DateOnly))
	shows(t, short, "minst sju dagar")
	until := h.clock().Add(consult.UsualReply).Format(time.DateOnly)
	if got := boss.send(at, at+"/skicka-ut", "saved", saved, "until", until); got.status != http.StatusSeeOther {
		t.Fatalf("sending: %d", got.status)
	}
	draft := h.caller().get(public + "/utkast")
	shows(t, draft, `href="`+public+`/synpunkter/1"`, "om=summary%3A1%3A2%3A2", "&lt;b&gt;nu", "1 synpunkt väntar")
	if strings.Contains(draft.body, "KANARIE") || strings.Contains(draft.body, "/synpunkter/2") {
		t.Error("the draft tells of a view that cannot be read")
	}
	shows(t, h.caller().get(public), "Ett utkast till sammanfattning är ute")
	shows(t, h.caller().get("/samrad/atom.xml"), "Utkast till sammanfattning")
	shows(t, h.caller().get(public+"/atom.xml"), "Utkast till sammanfattning", "En vill mer")
	shows(t, boss.get("/arbete/samrad/"+string(c.ID)+"/synpunkter/ny"),
		"Utkast 1 till sammanfattning")
	shows(t, h.caller().get(public+"/synpunkter/1"), "Återges i utkastet")
	h.objected(t, c, boss)
}

// objected has somebody object, and the summary made final.
func (h *house) objected(t *testing.T, c consult.Consultation, boss *caller) {
	t.Helper()
	public, at := "/samrad/"+c.Slug, "/arbete/samrad/"+string(c.ID)+"/sammanfattning"
	form := public + "/synpunkt?om=summary%3A1%3A2%3A2"
	shows(t, h.caller().get(form), "Invänd mot utkastet", "En vill mer")
	own := h.caller().sends(t, form, "about", "summary:1:2:2", "text",
		"Det var jag som sade <i>det</i>.",
		"kind", "private")
	shows(t, h.caller().get(own), "Utkast 1 till sammanfattning", "Synpunkt 3")
	publish := at + "/publicera"
	saved := func() string { return savedForm.FindStringSubmatch(boss.get(publish).body)[1] }
	shows(t, boss.send(publish, publish, "saved", saved()), "kan invända till")
	h.move(h.clock().Add(2 * consult.UsualReply))
	boss = h.signedInAs("boss-later", account.Publisher)
	shows(t, boss.send(publish, publish, "saved", saved()), "har inget svar än")
	list, err := h.Views(t.Context(), h.boss, store.ViewFilter{Forum: c.ID.Forum(), Waiting: true, After: 2})
	h.must(err)
	_, err = h.RuleView(t.Context(), h.boss, list.Views[0].ID, consult.Ruling{Verdict: consult.Publish,
		Version: 1}, nil)
	h.must(err)
	h.answers(c, "Ni har rätt.", 3)
	h.publishes(c)
	if got := boss.send(publish, publish, "saved", saved()); got.status != http.StatusSeeOther {
		t.Fatalf("final: %d\n%s", got.status, got.body)
	}
	shows(t, h.caller().get(public), "Invändningar mot utkastet", "Ni har rätt.", "&lt;i&gt;det",
		`href="`+public+`/synpunkter/1"`, "Läs utkastet som det skickades ut")
	shows(t, h.caller().get(public+"/synpunkter/1"), "Återges i sammanfattningen")
	shows(t, h.caller().get(public+"/versioner"), "Utkast 1 till sammanfattning")
	shows(t, h.caller().get(public+"/sammanfattning/txt"), "En vill läsa köpen (#1).",
		"Det var jag som sade", "Ni har rätt.")
	shows(t, h.caller().get(public+"/sammanfattning/pdf"), "%PDF-")
	if got := h.caller().get(public + "/sammanfattning/exe").status; got != http.StatusNotFound {
		t.Errorf("a format that there is not: %d", got)
	}
	shows(t, h.caller().get(public+"/versioner/utkast-1"), "En vill mer")
	_, body := h.fetch("/api/v1/consultations/"+c.Slug+"/summary", 200)
	agrees(t, "Summary", body)
	_, body = h.fetch("/api/v1/consultations/"+c.Slug+"/versions", 200)
	agrees(t, "Versions", body)
}
