package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
)

// published sends a view and publishes it.
func (h *house) published(c consult.Consultation, text string) {
	h.t.Helper()
	v := h.said(c, text)
	_, err := h.RuleView(h.t.Context(), h.boss, v.ID, consult.Ruling{Verdict: consult.Publish,
		Version: 1}, nil)
	h.must(err)
}

// publishes publishes what is ready in a consultation.
func (h *house) publishes(c consult.Consultation) {
	h.t.Helper()
	_, err := h.PublishAnswers(h.t.Context(), h.boss, c.ID.Forum(), nil, "")
	h.must(err)
}

func TestViewsAndAnswersAgreeWithTheDocument(t *testing.T) {
	h := newHouse(t)
	silent := "/api/v1/consultations/" + h.open(listening()).Slug
	_, body := h.fetch(silent+"/views", 200)
	agrees(t, "Views", body)
	_, body = h.fetch(silent+"/answers", 200)
	agrees(t, "Answers", body)
	c := h.open(listening())
	at := "/api/v1/consultations/" + c.Slug
	for i := range 3 {
		h.published(c, fmt.Sprintf("Synpunkt %d.", i))
	}
	h.answers(c, "Nej, för att …", 1, 3)
	h.publishes(c)
	var seen []int64
	for next := int64(0); len(seen) < 10; {
		_, body := h.fetch(fmt.Sprintf("%s/views?limit=2&after=%d", at, next), 200)
		agrees(t, "Views", body)
		var page apiViewPage
		h.must(json.Unmarshal(body, &page))
		for _, v := range page.Items {
			seen = append(seen, v.Number, v.Answer)
		}
		if next = page.Next; next == 0 {
			break
		}
	}
	if fmt.Sprint(seen) != "[1 1 2 0 3 1]" {
		t.Errorf("views and their answers: %v", seen)
	}
	_, body = h.fetch(at+"/answers", 200)
	agrees(t, "Answers", body)
	var a apiAnswers
	h.must(json.Unmarshal(body, &a))
	if len(a.Items) != 1 || fmt.Sprint(a.Items[0].Views) != "[1 3]" ||
		a.Items[0].Position != "not" ||
		a.Clock.Received != 3 || a.Clock.Answered != 2 || a.Clock.Open != 1 ||
		!strings.HasSuffix(a.Items[0].URL, "/svar#svar-1") {
		t.Errorf("%s", body)
	}
	for _, wrong := range []string{"limit=0", "limit=201", "after=x"} {
		_, problem := h.fetch(at+"/views?"+wrong, 422)
		agrees(t, "Problem", problem)
	}
}

// What is not published of views and answers is in nothing that programs read.
func TestN20OnlyWhatIsPublishedIsForPrograms(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	gone := h.opinionCanaries(c)
	h.said(c, "KANARIE-väntar.")
	h.answers(c, "KANARIE-utkast.", 2)
	public := "/samrad/" + c.Slug
	for _, path := range []string{"/api/v1/consultations/" + c.Slug + "/views",
		"/api/v1/consultations/" + c.Slug + "/answers", public + "/atom.xml",
		"/en" + public + "/atom.xml", public + "/svar.csv"} {
		_, body := h.fetch(path, 200)
		lower := strings.ToLower(string(body))
		if strings.Contains(lower, "kanarie") || strings.Contains(lower, gone) ||
			strings.Contains(lower, strings.ToLower(h.boss.Name)) {
			t.Errorf("%s shows what is not public:\n%s", path, body)
		}
	}
	_, body := h.fetch("/api/v1/consultations/"+c.Slug+"/views", 200)
	agrees(t, "Views", body)
	var page apiViewPage
	h.must(json.Unmarshal(body, &page))
	if len(page.Items) != 1 || page.Items[0].Text[0].Masked != "secret" ||
		page.Items[0].Text[1].Text != ", fast öppen." {
		t.Errorf("the one that is published: %s", body)
	}
	id, err := h.NewConsultation(t.Context(), h.boss, exampleBody.ID, listening())
	h.must(err)
	draft, err := h.Consultation(t.Context(), h.boss, id)
	h.must(err)
	for _, path := range []string{"/api/v1/consultations/%s/views",
		"/api/v1/consultations/%s/answers",
		"/samrad/%s/atom.xml", "/samrad/%s/svar.csv"} {
		h.fetch(fmt.Sprintf(path, draft.Consultation.Slug), 404)
	}
}

func TestDialogueFeedTellsOfViewsAndAnswers(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	h.published(c, "Inköpsdata ]]> <b>.")
	h.move(h.clock().Add(time.Minute))
	h.answers(c, "Nej, för att …", 1)
	h.publishes(c)
	for prefix, words := range map[string]string{"": "Svar 1: Vi gör inte som ni föreslår",
		"/en": "Answer 1: We do not do as you propose"} {
		_, body := h.fetch(prefix+"/samrad/"+c.Slug+"/atom.xml", 200)
		var feed atomFeed
		if err := xml.Unmarshal(body, &feed); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		if len(feed.Entries) != 2 || feed.Entries[0].Title != words ||
			feed.Entries[0].Summary != "Nej, för att …" || feed.Updated != feed.Entries[0].Updated ||
			feed.Entries[1].Summary != "Inköpsdata ]]> <b>." ||
			feed.Entries[1].Author.Name != "Föreningen Exempel" {
			t.Errorf("%s", body)
		}
	}
	shows(t, h.caller().get("/samrad/"+c.Slug+"/svar"), "/samrad/"+c.Slug+"/atom.xml",
		"/samrad/"+c.Slug+"/svar.csv")
}

// What people wrote cannot begin a formula in a spreadsheet.
func TestN07TableOfAnswersHasNoFormulas(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	for i, reason := range []string{"=HYPERLINK(\"x\")", "+1", "Nej; \"för\"\natt"} {
		h.published(c, fmt.Sprintf("Synpunkt %d.", i))
		h.answers(c, reason, int64(i+1))
	}
	h.publishes(c)
	header, body := h.fetch("/samrad/"+c.Slug+"/svar.csv", 200)
	if header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("sent as %s", header.Get("Content-Type"))
	}
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff")))
	in.Comma = ';'
	rows, err := in.ReadAll()
	h.must(err)
	if len(rows) != 4 {
		t.Fatalf("%d rows\n%s", len(rows), body)
	}
	reason := map[string]bool{}
	for _, row := range rows[1:] {
		reason[row[5]] = true
	}
	for _, want := range []string{"'=HYPERLINK(\"x\")", "'+1", "Nej; \"för\"\natt"} {
		if !reason[want] {
			t.Errorf("the table lacks %q:\n%s", want, body)
		}
	}
}
