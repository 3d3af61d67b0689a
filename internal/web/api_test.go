package web

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"insyn/internal/consult"
)

// complete is a consultation in which everything that can be said is said.
func complete() consult.Content {
	c := consult.OGP.Begin(exampleTime)
	both := func(s string) consult.Text { return consult.Text{SV: s + " å", EN: s} }
	c.Title, c.Summary, c.Background, c.Purpose = both("Title"), both("Summary"), both("Background"), both("Purpose")
	c.Invited, c.Accessibility, c.Practical = both("Invited"), both("Accessibility"), both("Practical")
	c.Meeting.Start = exampleTime.AddDate(0, 0, 15).Truncate(time.Hour)
	c.Meeting.End, c.Meeting.Place = c.Meeting.Start.Add(time.Hour), both("Online")
	c.Registration.Opens, c.Registration.Capacity = exampleTime.AddDate(0, 0, -1), 2
	c.Agenda[0].Who = []consult.Text{both("Head of unit")}
	c.Plan = consult.Link{Title: both("Plan"), URL: "https://www.example.org/plan"}
	c.Commitments = []consult.Commitment{{Title: both("Commitment")}}
	c.Questions = []consult.Question{{ID: "q1", Text: both("Question")}}
	c.Material = []consult.Material{{ID: "m1", Title: both("Paper"), URL: "https://www.example.org/paper",
		Language: "sv", Added: exampleTime}}
	c.WrittenInput = consult.Input{Open: true, Until: c.Meeting.End, Email: "skriv@example.se",
		How: both("Write")}
	c.Promise = consult.Promise{Text: both("Answers"), By: c.Meeting.End}
	c.Contact = consult.Contact{Name: both("Mailbox"), Email: "samrad@example.se",
		Phone: "08-465 00 00"}
	return c
}

// fetch gets a path and checks the status.
func (h *house) fetch(path string, status int) (http.Header, []byte) {
	h.t.Helper()
	answer, err := http.Get(h.server.URL + path)
	h.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	h.must(err)
	if answer.StatusCode != status {
		h.t.Fatalf("%s: %d, want %d\n%s", path, answer.StatusCode, status, body)
	}
	return answer.Header, body
}

// agrees holds an answer against a schema of the document.
func agrees(t *testing.T, schema string, body []byte) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(openAPI))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("openapi.json#/components/schemas/" + schema)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	if err := s.Validate(answer); err != nil {
		t.Errorf("%s: %v\n%s", schema, err, body)
	}
}

func TestAnswersAgreeWithTheDocument(t *testing.T) {
	h := newHouse(t)
	c := h.open(complete())
	h.seat(c, "Åsa Öberg", "asa@example.org")
	_, list := h.fetch("/api/v1/consultations", 200)
	agrees(t, "Page", list)
	_, one := h.fetch("/api/v1/consultations/"+c.Slug, 200)
	agrees(t, "Consultation", one)
	_, versions := h.fetch("/api/v1/consultations/"+c.Slug+"/versions", 200)
	agrees(t, "Versions", versions)
	_, bodies := h.fetch("/api/v1/bodies", 200)
	agrees(t, "Bodies", bodies)
	header, problem := h.fetch("/api/v1/consultations/finns-inte", 404)
	agrees(t, "Problem", problem)
	if got := header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("a problem is sent as %s", got)
	}
	header, problem = h.fetch("/api/v1/finns-inte", 404)
	agrees(t, "Problem", problem)
	if header.Get("Content-Type") != "application/problem+json" || header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("an unknown path is answered with %v", header)
	}
	at := &place{URL: h.server.URL}
	wrong := ask(t, at, "POST", "/api/v1/consultations")
	if wrong.StatusCode != http.StatusMethodNotAllowed || wrong.Header.Get("Allow") == "" {
		t.Errorf("POST is answered with %d, %v", wrong.StatusCode, wrong.Header)
	}
	agrees(t, "Problem", wrong.body)
	home := ask(t, at, "GET", "/api/v1")
	if home.Header.Get("Location") != "/api/v1/openapi.json" {
		t.Errorf("the address of the interface leads nowhere: %d", home.StatusCode)
	}
	_, problem = h.fetch("/api/v1/consultations?limit=1000", 422)
	agrees(t, "Problem", problem)
	for _, body := range [][]byte{list, one, versions} {
		if bytes.Contains(body, []byte("CANARY")) ||
			bytes.Contains(body, []byte("asa@example.org")) {
			t.Error("the meeting link or an address stands in an answer")
		}
	}
}

// Every path of the document is a route, and every route stands in the document.
func TestDocumentAndRoutesAgree(t *testing.T) {
	var document struct{ Paths map[string]any }
	if err := json.Unmarshal(openAPI, &document); err != nil {
		t.Fatal(err)
	}
	s := &Server{}
	for _, route := range s.apiRoutes() {
		if _, ok := document.Paths[route.Pattern]; !ok {
			t.Errorf("%s is not in the document", route.Pattern)
		}
		delete(document.Paths, route.Pattern)
	}
	for path := range document.Paths {
		t.Errorf("%s is in the document and is no route", path)
	}
}

func TestListGoesOnWhereThePageEnded(t *testing.T) {
	h := newHouse(t)
	for range 5 {
		h.open(complete())
	}
	seen := map[string]bool{}
	next := ""
	for range 5 {
		_, body := h.fetch("/api/v1/consultations?limit=2&after="+next, 200)
		var page apiPage
		h.must(json.Unmarshal(body, &page))
		for _, row := range page.Items {
			if seen[row.Slug] {
				t.Errorf("%s stands on two pages", row.Slug)
			}
			seen[row.Slug] = true
		}
		if next = page.Next; next == "" {
			break
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d of 5 consultations were listed", len(seen))
	}
}

func TestAnswerIsNotSentAgainWhenNothingChanged(t *testing.T) {
	h := newHouse(t)
	c := h.open(complete())
	header, _ := h.fetch("/api/v1/consultations/"+c.Slug, 200)
	r, err := http.NewRequest("GET", h.server.URL+"/api/v1/consultations/"+c.Slug, nil)
	h.must(err)
	r.Header.Set("If-None-Match", header.Get("ETag"))
	answer, err := http.DefaultTransport.RoundTrip(r)
	h.must(err)
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNotModified {
		t.Errorf("%d, want 304", answer.StatusCode)
	}
	if answer.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Error("a page of another site cannot read the answer")
	}
}

func TestFeedTellsWhatHappened(t *testing.T) {
	h := newHouse(t)
	c := h.open(complete())
	h.must(h.Cancel(t.Context(), h.boss, c.ID, consult.Text{SV: "Talaren är sjuk."}))
	invented := map[string]string{"": "(påhittat exempel)", "/en": "(invented example)"}
	for prefix, words := range map[string]string{"": "Inställt: Title å",
		"/en": "Cancelled: Title"} {
		_, body := h.fetch(prefix+"/samrad/atom.xml", 200)
		var feed atomFeed
		if err := xml.Unmarshal(body, &feed); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		if len(feed.Entries) != 2 || feed.Entries[0].Title != words ||
			!strings.Contains(feed.Entries[0].Author.Name, invented[prefix]) {
			t.Errorf("%s", body)
		}
	}
	_, body := h.fetch("/sitemap.xml", 200)
	if !strings.Contains(string(body), "/en/samrad/"+c.Slug) {
		t.Errorf("the sitemap does not know the consultation:\n%s", body)
	}
}

// What is not public is in no list (N-20).
func TestN20DraftsAreNowhere(t *testing.T) {
	h := newHouse(t)
	c := complete()
	c.Title = consult.Text{SV: "HEMLIGT UTKAST"}
	_, err := h.NewConsultation(t.Context(), h.boss, exampleBody.ID, c)
	h.must(err)
	for _, path := range []string{"/api/v1/consultations", "/api/v1/consultations?q=hemligt",
		"/samrad/atom.xml",
		"/sitemap.xml", "/samrad", "/"} {
		if _, body := h.fetch(path, 200); bytes.Contains(bytes.ToLower(body), []byte("hemligt utkast")) ||
			bytes.Contains(body, []byte("hemligt-utkast")) {
			t.Errorf("%s shows a draft", path)
		}
	}
	h.fetch("/api/v1/consultations/hemligt-utkast", 404)
	h.fetch("/samrad/hemligt-utkast", 404)
}
