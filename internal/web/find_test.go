package web

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
)

// found asks the interface for programs.
func (h *house) found(query string, more ...string) (f apiFound) {
	h.t.Helper()
	q := url.Values{"q": {query}}
	for i := 0; i < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	_, body := h.fetch("/api/v1/search?"+q.Encode(), 200)
	agrees(h.t.(*testing.T), "Found", body)
	h.must(json.Unmarshal(body, &f))
	return f
}

// procurement is a consultation with words to look for.
func procurement() consult.Content {
	c := complete()
	c.Title = both("Samråd om upphandlingsdata", "Consultation on procurement data")
	c.Summary = both("Vi vill veta hur uppgifter om **offentliga** köp används.",
		"We want to know how data on public purchases are used.")
	c.Background = both("Den som granskar åtgärder behöver *tidsserier*.\n\n- [Läs mer](https://www.example.se/xyzzy)",
		"Who scrutinises measures needs time series.")
	return c
}

// TestSearchFindsInflectionsAndCompounds searches the pages as a visitor does.
func TestSearchFindsInflectionsAndCompounds(t *testing.T) {
	h := newHouse(t)
	other := complete()
	other.Title, other.Purpose = both("Samråd om upphandling", "Consultation on tenders"), both("Syfte", "Aim")
	h.open(other)
	c := h.open(procurement())
	for query, title := range map[string]string{"upphandlingarna": "Samråd om upphandling",
		"uppgift": "Samråd om upphandlingsdata", "tidsserie": "Samråd om upphandlingsdata",
		"atgard": "Samråd om upphandlingsdata", `"offentliga köp"`: "Samråd om upphandlingsdata",
		"samråd -data": "Samråd om upphandling"} {
		f := h.found(query)
		if len(f.Items) == 0 || f.Items[0].Title != title {
			t.Errorf("%s finds %+v, want %s", query, f.Items, title)
		}
	}
	if f := h.found("xyzzy"); f.Total != 0 {
		t.Errorf("where a link leads is read as text: %+v", f)
	}
	if f := h.found("purchase", "language", "en"); f.Total != 1 ||
		f.Items[0].Title != "Consultation on procurement data" ||
		!strings.HasSuffix(f.Items[0].URL, "/en/samrad/"+c.Slug) {
		t.Errorf("in English: %+v", f)
	}
	page := h.caller().get("/sok?q=upphandlingarna").body
	for _, want := range []string{"2 träffar", `<a href="/samrad/` + c.Slug + `">`,
		"<mark>upphandlingsdata</mark>", `name="q" id="f-q"`, `value="upphandlingarna"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, path := range []string{"/sok?q=luft%26vatten", "/sok?q=upphandlingarna"} {
		words := strings.TrimPrefix(path, "/sok?q=")
		shows(t, h.caller().get(path), "Den här sökningen gäller samråd", `href="/data?q=`+words+`"`,
			`href="/inkop?leverantor=`+words+`"`, `href="/plan"`, `href="`+advicePath+`"`)
	}
	for path, want := range map[string]string{"/sok": "Vad letar du efter?",
		"/sok?q=finnsinte": "Vi hittade ingenting", "/en/sok?q=nothinglikeit": "We found nothing",
		"/samrad": `<form class="seek" action="/sok"`,
		"/en/sok": "Search the datasets"} {
		if body := h.caller().get(path).body; !strings.Contains(body, want) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
}

// TestSearchPages goes through more than a page, of one kind.
func TestSearchPages(t *testing.T) {
	h := newHouse(t)
	c := procurement()
	for range 12 {
		h.open(c)
	}
	seen, offset := map[string]bool{}, 0
	for {
		f := h.found("upphandling", "kind", "consultation", "limit", "5", "offset",
			strconv.Itoa(offset))
		for _, item := range f.Items {
			seen[item.URL] = true
		}
		if offset = f.Next; offset == 0 {
			break
		}
	}
	if len(seen) != 12 {
		t.Errorf("%d different, want 12", len(seen))
	}
	first := h.caller().get("/sok?q=upphandling").body
	if !strings.Contains(first, "/sok?q=upphandling&amp;sida=2") ||
		strings.Count(first, `class="row hit"`) != 10 {
		t.Error("the first page does not lead to the second")
	}
	if body := h.caller().get("/sok?q=upphandling&sida=2").body; strings.Count(body, `class="row hit"`) != 2 {
		t.Errorf("the second page has %d rows", strings.Count(body, `class="row hit"`))
	}
	for path, status := range map[string]int{"/api/v1/search?q=a&limit=0": 422,
		"/api/v1/search?q=a&offset=x": 422, "/api/v1/search?q=a&kind=x": 422,
		"/api/v1/search?q=a&language=fi": 422, "/api/v1/search": 200} {
		if _, body := h.fetch(path, status); status != 200 {
			agrees(t, "Problem", body)
		}
	}
}

// TestN20HiddenIsNotFound searches for words that stand in everything that is
// hidden: drafts, versions to come, files that are not listed any more, the
// meeting link, people.
func TestN20HiddenIsNotFound(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	draft := complete()
	draft.Title = both("Kanarieutkast", "Canarydraft")
	_, err := h.NewConsultation(ctx, h.boss, exampleBody.ID, draft)
	h.must(err)
	c := h.open(complete())
	h.seat(c, "Kanariefågel Exempel", "kanariemejl@example.org")
	_, err = h.AddFile(ctx, h.boss, c.ID, "papper.txt", "Papperet", []byte("Kanariepapper hör hit."))
	h.must(err)
	v, err := h.OpenDraft(ctx, h.boss, c.ID, consult.Invitation)
	h.must(err)
	v.Content.Purpose = both("Kanariesyfte", "Canarypurpose")
	v, err = h.SaveDraft(ctx, h.boss, v)
	h.must(err)
	hidden := []string{"kanarie*", "canary*", "kanarieutkast", "Kanariefågel", "kanariemejl",
		"kanariepapper", "papper", "8f2d", "mote.example.se", "petra"}
	never := func() {
		t.Helper()
		for _, query := range hidden {
			if f := h.found(query); f.Total != 0 || len(f.Items) != 0 || len(f.Kinds) != 0 {
				t.Errorf("%s: %+v", query, f)
			}
			if body := h.caller().get("/sok?" + url.Values{"q": {query}}.Encode()).body; strings.Contains(body,
				"<mark>") {
				t.Errorf("%s is marked on the page", query)
			}
		}
	}
	never()
	h.must(h.Publish(ctx, h.boss, c.ID, consult.Invitation, v.Number, "Mer underlag"))
	for query, kind := range map[string]act.FindableKind{"kanariepapper": act.FindMaterial,
		"canarypurpose": act.FindConsultation} {
		if f := h.found(query); f.Total != 1 || f.Items[0].Kind != string(kind) {
			t.Errorf("%s is public: %+v", query, f)
		}
	}
	v, err = h.OpenDraft(ctx, h.boss, c.ID, consult.Invitation)
	h.must(err)
	v.Content.Purpose, v.Content.Material = both("Syfte", "Purpose"), v.Content.Material[:1]
	v, err = h.SaveDraft(ctx, h.boss, v)
	h.must(err)
	h.must(h.Publish(ctx, h.boss, c.ID, consult.Invitation, v.Number, "Fel underlag"))
	never()
}

// TestN04SearchEscapes puts markup in what is searched, in the question, and
// in both at once.
func TestN04SearchEscapes(t *testing.T) {
	h := newHouse(t)
	c := complete()
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)> pris`
	c.Title, c.Purpose = both(attack, attack), both(attack, attack)
	h.open(c)
	for _, query := range []string{"pris", "script", "alert img", attack, `"><svg onload=alert(3)>`, "javascript:alert(4)"} {
		for _, path := range []string{"/sok?", "/en/sok?"} {
			body := h.caller().get(path + url.Values{"q": {query}}.Encode()).body
			for _, bad := range []string{"<script>", "<img", "<svg onload", `""><`, "<<mark>"} {
				if strings.Contains(body, bad) {
					t.Errorf("%s: the page has %s", query, bad)
				}
			}
		}
	}
}

// TestSearchFollowsOtherProcesses publishes through another connection to the
// database, and sees the search follow by itself.
func TestSearchFollowsOtherProcesses(t *testing.T) {
	file := "sqlite:" + trial.SQLite(t, storetest.Migrated)
	h := houseOn(t, file)
	db, err := store.Open(t.Context(), file, store.Options{Now: h.clock})
	h.must(err)
	defer db.Close()
	s, err := New(Options{Base: "http://127.0.0.1:1", Keys: h.Keys, Operator: exampleBody, Now: h.clock,
		Desk: &act.Desk{DB: db, Keys: h.Keys, Now: h.clock}})
	h.must(err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { s.Follow(ctx); close(done) }()
	defer func() { stop(); <-done }()
	h.open(procurement())
	deadline := time.Now().Add(20 * time.Second) // promised is one; a busy machine is given time
	for s.finder.index.Len() == 0 && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	if n := s.finder.index.Len(); n == 0 {
		t.Error("what another process published is not found")
	}
}

// TestNamesOfBodiesAreFollowed renames a body.
func TestNamesOfBodiesAreFollowed(t *testing.T) {
	h := newHouse(t)
	h.open(procurement())
	if f := h.found("omdöpt"); f.Total != 0 {
		t.Fatalf("%+v", f)
	}
	b := exampleBody
	b.Name = "Omdöpta exempelmyndigheten"
	h.must(h.SaveBody(t.Context(), account.System, b))
	if f := h.found("omdöpt myndighet"); f.Total == 0 {
		t.Error("the new name of the body is not found")
	}
}

// TestOpenSearchDescription holds what browsers read.
func TestOpenSearchDescription(t *testing.T) {
	h := newHouse(t)
	for path, want := range map[string]string{"/sok/opensearch.xml": "/sok?q={searchTerms}",
		"/en/sok/opensearch.xml": "/en/sok?q={searchTerms}"} {
		_, body := h.fetch(path, 200)
		var d openSearchDescription
		h.must(xml.Unmarshal(body, &d))
		if d.URLs[0].Template != h.server.URL+want || len([]rune(d.ShortName)) > 16 {
			t.Errorf("%s: %+v", path, d)
		}
		if page := h.caller().get("/").body; !strings.Contains(page, `href="/sok/opensearch.xml"`) {
			t.Error("pages do not name it")
		}
	}
}

// TestSearchJourney searches from the head of a page, and narrows what it finds.
func TestSearchJourney(t *testing.T) {
	h := newHouse(t)
	c := h.open(procurement())
	_, err := h.AddFile(t.Context(), h.boss, c.ID, "papper.txt", "Uppgifter om köp", []byte("Uppgifter om offentliga köp."))
	h.must(err)
	v, err := h.OpenDraft(t.Context(), h.boss, c.ID, consult.Invitation)
	h.must(err)
	h.must(h.Publish(t.Context(), h.boss, c.ID, consult.Invitation, v.Number, "Mer underlag"))
	visitor := trial.Browser(t)
	visitor.Open(h.server.URL+"/samrad").Shot("search-head").
		Fill("Sök bland samråd, synpunkter, ärenden, svar, inköp och leverantörer",
			"uppgifterna").Press("Sök")
	visitor.Has("Sökresultat för ”uppgifterna”").Has("2 träffar").Everywhere("search-found")
	visitor.Follow("Underlag (1)").Has("1 träff").Follow("Uppgifter om köp").Has("Samråd om upphandlingsdata")
	visitor.Open(h.server.URL + "/en/sok?q=nothinglikeit").Has("We found nothing").Everywhere("search-none")
}

// TestN20OnlyPublishedCopiesOfViewsAreFound searches for what stands in drafts,
// in views that wait, are withheld or withdrawn, and behind masks; and follows
// one view from the moment it is published until it is withdrawn.
func TestN20OnlyPublishedCopiesOfViewsAreFound(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	h.opinionCanaries(c)
	never := func() {
		t.Helper()
		for _, query := range []string{"kanarie*", "kanarietext", "kanarienamn", "kanariebolag",
			"kanariemandat"} {
			if f := h.found(query); f.Total != 0 {
				t.Errorf("%s: %+v", query, f)
			}
		}
	}
	never()
	f := h.found(`"fast öppen"`)
	if f.Total != 1 || f.Items[0].Kind != string(act.FindView) || f.Kinds[0].Count != 1 ||
		!strings.HasSuffix(f.Items[0].URL, "/samrad/"+c.Slug+"/synpunkter/2") {
		t.Errorf("the one that is published: %+v", f)
	}
	v := h.said(c, "Granskarna vill se avtalsvillkor.")
	if f := h.found("avtalsvillkoren"); f.Total != 0 {
		t.Errorf("it is found before it is published: %+v", f)
	}
	_, err := h.RuleView(t.Context(), h.boss, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	h.must(err)
	if f := h.found("granskare"); f.Total != 1 ||
		!strings.Contains(f.Items[0].Title, "Föreningen Exempel") {
		t.Errorf("what is published is not found: %+v", f)
	}
	if body := h.caller().get("/sok?q=avtalsvillkoren&slag=view").body; !strings.Contains(body,
		"<mark>avtalsvillkor</mark>") || !strings.Contains(body, "/synpunkter/"+strconv.FormatInt(v.Number, 10)) {
		t.Error("the page does not lead to the view")
	}
	_, err = h.WithdrawView(t.Context(), h.ViewLink(v))
	h.must(err)
	if f := h.found("avtalsvillkor"); f.Total != 0 {
		t.Errorf("what was withdrawn is found: %+v", f)
	}
	never()
	h.must(h.SaveBody(t.Context(), account.System, account.Body{ID: exampleBody.ID, Name: "Nya namnet",
		Email: exampleBody.Email})) // everything is read again
	never()
	if f := h.found(`"fast öppen"`); f.Total != 1 {
		t.Errorf("after all was read again: %+v", f)
	}
}
