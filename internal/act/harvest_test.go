package act_test

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/store"
)

// A publisher is a loopback host that plays the site of a body: what stands at
// each path is a handler that the test sets.
type publisher struct {
	*office
	mu     sync.Mutex
	pages  map[string]http.HandlerFunc
	visits map[string]int
	at     string // its address
}

func newPublisher(t testing.TB) *publisher {
	p := &publisher{office: newOffice(t, sqlite(t)), pages: map[string]http.HandlerFunc{},
		visits: map[string]int{}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.visits[r.URL.RequestURI()]++
		h := p.pages[r.URL.RequestURI()]
		p.mu.Unlock()
		if h == nil {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	t.Cleanup(s.Close)
	p.at = s.URL
	p.Fetch = fetch.New(fetch.Options{Loopback: true, Pause: -1, Silence: time.Second})
	t.Cleanup(p.Fetch.Close)
	return p
}

// serve puts a handler at a path.
func (p *publisher) serve(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[path] = h
}

// text puts a text at a path.
func (p *publisher) text(path, media, body string) {
	p.serve(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		fmt.Fprint(w, body)
	})
}

const turtle = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n" +
	"@prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n"

// catalogue writes a catalogue with datasets numbered so, in Turtle.
func catalogue(numbers ...int) string {
	var b strings.Builder
	b.WriteString(turtle + "<https://example.se/c> a dcat:Catalog ; dcterms:title 'Exempelkatalog'@sv .\n")
	for _, n := range numbers {
		b.WriteString(dataset(n, fmt.Sprint("Mängd ", n)))
	}
	return b.String()
}

func dataset(n int, title string) string {
	return fmt.Sprintf("<https://example.se/c> dcat:dataset <https://example.se/d/%d> .\n"+
		"<https://example.se/d/%d> a dcat:Dataset ; dcterms:title '%s'@sv .\n", n, n, title)
}

func numbers(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}

// source registers a path as a source of the body.
func (p *publisher) source(path string) catalog.SourceID {
	p.t.Helper()
	s, err := p.AddSource(ctx, p.boss, catalog.Source{Body: "exempeldepartementet",
		Address: p.at + path, Sector: catalog.PublicSector})
	p.must(err)
	return s.ID
}

// harvest harvests a source and gives the run.
func (p *publisher) harvest(id catalog.SourceID) store.Harvest {
	p.t.Helper()
	h, err := p.Harvest(ctx, p.boss, id)
	p.must(err)
	return h
}

// shown lists the titles of the datasets in force at a source, sorted.
func (p *publisher) shown(id catalog.SourceID) (titles []string) {
	p.t.Helper()
	p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.InForce(id, "", 10_000)
		titles = nil
		for _, r := range list {
			if r.Kind != catalog.Main && r.What != catalog.Gone {
				titles = append(titles, r.Title)
			}
		}
		return err
	}))
	slices.Sort(titles)
	return titles
}

// ended fails the test unless a run ended so, with that fault.
func (p *publisher) ended(h store.Harvest, state store.HarvestState, message string) {
	p.t.Helper()
	got := ""
	if f, ok := act.HarvestFault(h).(*fault.Error); ok {
		got = f.Message
	}
	if h.State != state || got != message {
		p.t.Errorf("the run %s ended as %s with %q, want %s with %q", h.Source, h.State, got, state, message)
	}
}

func TestHarvestTakesOverWhatChanges(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(1, 2, 3, 4, 5, 6))
	id := p.source("/dcat")
	h := p.harvest(id)
	p.ended(h, store.HarvestDone, "")
	if h.Added != 6 || len(p.shown(id)) != 6 {
		t.Fatalf("%+v, %v", h, p.shown(id))
	}
	p.ended(p.harvest(id), store.HarvestSame, "")
	p.text("/dcat", "text/turtle", strings.Replace(catalogue(7, 2, 3, 4, 5, 6), "Mängd 2", "Ny två", 1))
	h = p.harvest(id)
	p.ended(h, store.HarvestDone, "")
	if h.Added != 1 || h.Changed != 1 || h.Removed != 1 || h.Same != 5 { // the head is one of the same
		t.Errorf("%+v", h)
	}
	var log []string
	p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
		events, err := tx.Events(0, "", 100)
		for _, e := range events {
			log = append(log, string(e.What)+" "+e.Title)
		}
		for _, e := range events {
			d, err := tx.Dataset(e.Dataset)
			if err != nil || d.Identity != e.IRI {
				t.Errorf("%+v, %v", d, err)
			}
		}
		return err
	}))
	slices.Sort(log[:3])
	if got := strings.Join(log[:3], ", "); got != "added Mängd 7, changed Ny två, gone Mängd 1" ||
		len(log) != 9 {
		t.Errorf("the feed says %q of %d", got, len(log))
	}
}

// The national portal's codes and no other.
func TestHarvestFollowsTheRedirectsOfDIGG(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(1))
	for _, code := range []int{301, 302, 303, 307, 308} {
		path := fmt.Sprint("/", code)
		p.serve(path, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/dcat", code)
		})
		h := p.harvest(p.source(path))
		if code == 302 {
			p.ended(h, store.HarvestFailed, "fetch.redirect")
		} else {
			p.ended(h, store.HarvestDone, "")
		}
	}
}

func TestHarvestReadsEveryFormatAndPacking(t *testing.T) {
	p := newPublisher(t)
	nt := "<https://example.se/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Catalog> .\n" +
		"<https://example.se/c> <http://www.w3.org/ns/dcat#dataset> <https://example.se/d/1> .\n" +
		"<https://example.se/d/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .\n" +
		"<https://example.se/d/1> <http://purl.org/dc/terms/title> \"Mängd\"@sv .\n"
	xml := `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
		xmlns:dcterms="http://purl.org/dc/terms/"><dcat:Catalog rdf:about="https://example.se/c"><dcat:dataset>
		<dcat:Dataset rdf:about="https://example.se/d/1"><dcterms:title xml:lang="sv">Mängd</dcterms:title>
		</dcat:Dataset></dcat:dataset></dcat:Catalog></rdf:RDF>`
	json := `{"@context":{"dcat":"http://www.w3.org/ns/dcat#","t":"http://purl.org/dc/terms/"},"@id":"https://example.se/c",
		"@type":"dcat:Catalog","dcat:dataset":{"@id":"https://example.se/d/1","@type":"dcat:Dataset",
		"t:title":{"@value":"Mängd","@language":"sv"}}}`
	prints := map[string]bool{}
	for path, row := range map[string][2]string{"/nt": {"application/n-triples", nt},
		"/rdf": {"application/rdf+xml", xml}, "/json": {"application/ld+json", json},
		"/plain": {"text/plain", xml}} {
		p.text(path, row[0], row[1])
	}
	p.serve("/gz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/gzip")
		z := gzip.NewWriter(w)
		fmt.Fprint(z, xml)
		z.Close()
	})
	for _, path := range []string{"/nt", "/rdf", "/json", "/plain", "/gz"} {
		id := p.source(path)
		p.ended(p.harvest(id), store.HarvestDone, "")
		p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
			list, err := tx.InForce(id, "", 10)
			for _, r := range list {
				if r.Kind == catalog.Dataset {
					prints[r.Print] = true
				}
			}
			return err
		}))
	}
	if len(prints) != 1 {
		t.Errorf("the same dataset has %d prints", len(prints))
	}
}

func TestHarvestAsksOnlyForWhatIsNew(t *testing.T) {
	p := newPublisher(t)
	served := 0
	p.serve("/dcat", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"a"`)
		if r.Header.Get("If-None-Match") == `"a"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		served++
		fmt.Fprint(w, catalogue(1))
	})
	id := p.source("/dcat")
	p.harvest(id)
	p.ended(p.harvest(id), store.HarvestSame, "")
	if served != 1 || len(p.shown(id)) != 1 {
		t.Errorf("served %d times, shown %v", served, p.shown(id))
	}
}

func TestHarvestFollowsPagesOfBothForms(t *testing.T) {
	p := newPublisher(t)
	page := func(path, next string, n int) {
		p.text(path, "text/turtle", catalogue(n)+next)
	}
	page("/old", "<https://example.se/p1> a hydra:PagedCollection ; hydra:nextPage '"+p.at+"/old?2' .", 1)
	page("/old?2", "<https://example.se/p2> a hydra:PagedCollection .", 2)
	page("/new", "<https://example.se/p1> a hydra:PartialCollectionView ; hydra:next <"+p.at+"/new?2> .", 1)
	page("/new?2", "<https://example.se/p2> a hydra:PartialCollectionView ; hydra:next <"+p.at+"/new?3> .", 2)
	page("/new?3", "", 3)
	page("/circle", "<https://example.se/p1> a hydra:PartialCollectionView ; hydra:next <"+p.at+"/circle> .", 1)
	page("/fork", "<https://example.se/p1> a hydra:PartialCollectionView ; hydra:next <"+p.at+"/1>, <"+p.at+"/2> .", 1)
	page("/lost", "<https://example.se/p1> a hydra:PartialCollectionView ; hydra:next <"+p.at+"/nowhere> .", 1)
	page("/inward", "<https://example.se/p1> a hydra:PartialCollectionView ; hydra:next <http://169.254.169.254/> .", 1)
	for path, want := range map[string]int{"/old": 2, "/new": 3} {
		id := p.source(path)
		p.ended(p.harvest(id), store.HarvestDone, "")
		if got := p.shown(id); len(got) != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	for path, want := range map[string]string{"/circle": "harvest.problem-many-pages",
		"/fork": "harvest.problem-unclear-page", "/lost": "harvest.problem-status", "/inward": "fetch.inward"} {
		id := p.source(path)
		p.ended(p.harvest(id), store.HarvestFailed, want)
		if got := p.shown(id); len(got) != 0 {
			t.Errorf("%s: half of it is shown: %v", path, got)
		}
	}
}

func TestHarvestOfSubCatalogues(t *testing.T) {
	p := newPublisher(t)
	part := func(n int) string { return fmt.Sprintf("<%s/part%d>", p.at, n) }
	main := func(more string) string {
		return catalogue(1) + "<https://example.se/c> dcterms:hasPart " + part(1) + " .\n" + part(1) + " a dcat:Catalog .\n" + more
	}
	sub := func(n int, more string) string {
		return turtle + part(n) + " a dcat:Catalog ; dcterms:title 'Del'@sv ; dcat:dataset <https://example.se/d/2> .\n" +
			"<https://example.se/d/2> a dcat:Dataset ; dcterms:title 'Mängd 2'@sv .\n" + more
	}
	p.text("/part1", "text/turtle", sub(1, ""))
	p.text("/typed", "text/turtle", main(""))
	p.text("/described", "text/turtle", catalogue(1)+"<https://example.se/c> dcterms:hasPart "+part(9)+" .\n"+
		strings.TrimPrefix(sub(9, ""), turtle))
	for _, path := range []string{"/typed", "/described"} {
		id := p.source(path)
		p.ended(p.harvest(id), store.HarvestDone, "")
		if got := p.shown(id); len(got) != 2 {
			t.Errorf("%s: not lifted to the main catalogue: %v", path, got)
		}
	}
	if p.visits["/part9"] != 0 {
		t.Error("a sub-catalogue that is described where it is named is fetched all the same")
	}
	p.text("/lost", "text/turtle", main("<https://example.se/c> dcterms:hasPart "+part(2)+" .\n"+part(2)+" a dcat:Catalog ."))
	p.text("/nested", "text/turtle", main(part(1)+" dcterms:hasPart "+part(3)+" . "+part(3)+" a dcat:Catalog ."))
	p.text("/circle", "text/turtle", main(part(1)+" dcterms:hasPart <https://example.se/c> ."))
	p.text("/untyped", "text/turtle", catalogue(1)+"<https://example.se/c> dcterms:hasPart "+part(1)+" .")
	p.text("/two", "text/turtle", catalogue(1)+"<https://example.se/c2> a dcat:Catalog ; dcterms:title 'Två' .")
	p.text("/none", "text/turtle", turtle+"<https://example.se/d> a dcat:Dataset .")
	p.text("/blank", "text/turtle", catalogue(1)+"<https://example.se/c> dcterms:hasPart [ a dcat:Catalog ] .")
	p.text("/stray", "text/turtle", strings.ReplaceAll(main(""), "part1", "part4"))
	p.text("/part4", "text/turtle", sub(1, ""))
	p.text("/web", "text/html", "<!DOCTYPE html><html><body>Sidan finns inte</body></html>")
	for path, want := range map[string]string{"/lost": "status", "/nested": "nested-catalog",
		"/circle": "nested-catalog", "/untyped": "untyped-catalog", "/two": "many-catalogs",
		"/none": "no-catalog", "/blank": "blank-catalog", "/stray": "stray-catalog", "/web": "not-rdf"} {
		p.ended(p.harvest(p.source(path)), store.HarvestFailed, "harvest.problem-"+want)
	}
}

// A sub-catalogue that cannot be fetched ends the harvest of the organisation,
// and what was there before stays.
func TestOldDataIsKeptOnFailure(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(1, 2, 3))
	id := p.source("/dcat")
	p.harvest(id)
	for _, row := range []struct {
		fault string
		play  http.HandlerFunc
	}{
		{"fetch.garbled", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9000")
			fmt.Fprint(w, catalogue(9))
		}},
		{"harvest.problem-status", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
		}},
		{"harvest.problem-not-rdf", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<html>Fel</html>")
		}},
		{"harvest.problem-not-rdf", func(http.ResponseWriter, *http.Request) {}},
		{"harvest.problem-no-catalog", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, turtle) }},
	} {
		p.serve("/dcat", row.play)
		p.ended(p.harvest(id), store.HarvestFailed, row.fault)
		if got := p.shown(id); len(got) != 3 {
			t.Errorf("%s: shown is %v", row.fault, got)
		}
	}
	p.text("/dcat", "text/turtle", catalogue(1, 2, 3)+"<https://example.se/c> dcterms:hasPart <"+p.at+
		"/gone> . <"+p.at+"/gone> a dcat:Catalog .")
	p.ended(p.harvest(id), store.HarvestFailed, "harvest.problem-status")
	if got := p.shown(id); len(got) != 3 {
		t.Errorf("shown is %v", got)
	}
}

func TestHeldHarvestWaitsForAPerson(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(numbers(10)...))
	id := p.source("/dcat")
	p.harvest(id)
	for name, body := range map[catalog.Hold]string{catalog.Vanished: catalogue(numbers(7)...),
		catalog.Empty: catalogue()} {
		p.text("/dcat", "text/turtle", body)
		h := p.harvest(id)
		p.ended(h, store.HarvestHeld, "")
		if h.Hold != name || len(p.shown(id)) != 10 {
			t.Errorf("%s: held for %q, shown is %v", name, h.Hold, p.shown(id))
		}
	}
	p.text("/dcat", "text/turtle", catalogue(numbers(8)...))
	p.ended(p.harvest(id), store.HarvestDone, "") // a fifth is not more than a fifth
	p.text("/dcat", "text/turtle", catalogue(0, 1, 2, 3, 4, 20))
	h := p.harvest(id)
	p.ended(h, store.HarvestHeld, "")
	p.ended(p.harvest(id), store.HarvestSame, "") // the same bytes wait already
	file, err := p.SourceFile(ctx, p.boss, id)
	p.must(err)
	if file.Held.Number != h.Number || len(file.Changes) != 4 {
		t.Fatalf("%+v, %v", file.Held, file.Changes)
	}
	for name, who := range map[int]account.Person{1: p.boss, 0: p.editor} { // who may decide is asked to
		if work, err := p.Work(ctx, who); err != nil || len(work[0].Tasks) != name {
			t.Errorf("%d tasks wanted: %+v, %v", name, work, err)
		}
	}
	if err := p.ApproveHarvest(ctx, p.boss, id, h.Number, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("approved without a reason: %v", err)
	}
	if err := p.ApproveHarvest(ctx, p.editor, id, h.Number, "x"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("approved by an editor: %v", err)
	}
	p.must(p.ApproveHarvest(ctx, p.boss, id, h.Number, "Tre mängder är nedlagda."))
	if got := p.shown(id); len(got) != 6 {
		t.Errorf("%v", got)
	}
	if work, err := p.Work(ctx, p.boss); err != nil || len(work[0].Tasks) != 0 {
		t.Errorf("decided about, and still a task: %+v, %v", work, err)
	}
	if err := p.ApproveHarvest(ctx, p.boss, id, h.Number, "igen"); !fault.Is(err, fault.Conflict) {
		t.Errorf("approved twice: %v", err)
	}
	p.post()
	p.sent.to(t, "samrad@example.se", "väntar på beslut")
}

func TestRejectedHarvestLeavesNothing(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(numbers(5)...))
	id := p.source("/dcat")
	p.harvest(id)
	before, err := p.DB.Hashes(ctx)
	p.must(err)
	p.text("/dcat", "text/turtle", catalogue(1))
	h := p.harvest(id)
	p.must(p.RejectHarvest(ctx, p.boss, id, h.Number, "Fel fil."))
	after, err := p.DB.Hashes(ctx)
	p.must(err)
	if before["dataset_record"] != after["dataset_record"] ||
		before["promise"] != after["promise"] {
		t.Error("a harvest that was rejected has left something")
	}
	p.text("/dcat", "text/turtle", catalogue(numbers(5)...)+dataset(9, "Ny"))
	p.ended(p.harvest(id), store.HarvestDone, "")
	if got := p.shown(id); len(got) != 6 {
		t.Errorf("%v", got)
	}
}

func TestInvalidDatasetsAreSkippedAndTold(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(numbers(5)...)+dataset(9, "Nio"))
	id := p.source("/dcat")
	p.harvest(id)
	p.text("/dcat", "text/turtle", catalogue(numbers(5)...)+
		"<https://example.se/c> dcat:dataset [ a dcat:Dataset ; dcterms:title 'Utan adress' ], "+
		"<https://example.se/d/9>, <https://example.se/d/large> .\n"+
		"<https://example.se/d/9> a dcat:Dataset .\n"+
		"<https://example.se/d/large> a dcat:Dataset ; dcterms:title 'Stor' ; dcat:keyword '"+
		strings.Repeat("x", 2<<20)+"' .\n<https://example.se/d/alone> a dcat:Dataset ; dcterms:title 'Ensam' .\n"+
		dataset(10, "Tio"))
	h := p.harvest(id)
	p.ended(h, store.HarvestDone, "")
	if got := p.shown(id); len(got) != 7 || !slices.Contains(got, "Nio") ||
		!slices.Contains(got, "Tio") {
		t.Errorf("%v", got) // what cannot be read now stays as it was; the rest goes on
	}
	file, err := p.SourceFile(ctx, p.boss, id)
	p.must(err)
	var codes []string
	for _, problem := range file.Report.Problems {
		codes = append(codes, string(problem.Code))
	}
	slices.Sort(codes)
	if got := strings.Join(codes, " "); got != "no-address no-title too-large unlisted" {
		t.Errorf("told of %s", got)
	}
}

func TestTombstonesKeepTheirAddress(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(numbers(6)...))
	id := p.source("/dcat")
	p.harvest(id)
	first := p.dataset("https://example.se/d/5")
	p.text("/dcat", "text/turtle", catalogue(numbers(5)...))
	p.harvest(id)
	p.text("/dcat", "text/turtle", catalogue(numbers(6)...))
	p.harvest(id)
	if again := p.dataset("https://example.se/d/5"); again.ID != first.ID {
		t.Errorf("it came back as %s, and was %s", again.ID, first.ID)
	}
	var whats []string
	p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
		history, err := tx.History(first.ID)
		whats = nil
		for _, e := range history {
			whats = append(whats, string(e.What))
		}
		return err
	}))
	if got := strings.Join(whats, " "); got != "returned gone added" {
		t.Errorf("its history is %s", got)
	}
}

func (p *publisher) dataset(identity string) (d store.Dataset) {
	p.t.Helper()
	p.must(p.DB.Read(ctx, func(tx *store.Tx) (err error) {
		d, err = tx.DatasetByIdentity(identity)
		return err
	}))
	return d
}

func TestSourcesBelongToBodies(t *testing.T) {
	p := newPublisher(t)
	stranger := account.Person{ID: "x", Roles: map[account.BodyID]account.Role{"annan": account.Administrator}}
	s := catalog.Source{Body: "exempeldepartementet", Address: p.at + "/dcat",
		Sector: catalog.PublicSector}
	if _, err := p.AddSource(ctx, stranger, s); !fault.Is(err, fault.NotFound) {
		t.Errorf("added by a stranger: %v", err)
	}
	id := p.source("/dcat")
	if _, err := p.AddSource(ctx, p.boss, s); !fault.Is(err, fault.Conflict) {
		t.Errorf("added twice: %v", err)
	}
	for name, err := range map[string]error{
		"harvest": second(p.Harvest(ctx, stranger, id)), "see": second(p.SourceFile(ctx, stranger, id)),
		"ask": p.AskHarvest(ctx, stranger, id), "end": p.EndSource(ctx, stranger, id),
		"approve": p.ApproveHarvest(ctx, stranger, id, 1, "x"), "reject": p.RejectHarvest(ctx, stranger, id, 1, "x"),
		"preview": second(p.PreviewSource(ctx, stranger, "exempeldepartementet", p.at)),
		"list":    second(p.Sources(ctx, stranger, "exempeldepartementet")),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s by a stranger: %v", name, err)
		}
	}
	s.Address, s.Sector = "http://10.0.0.1:8080/", ""
	_, err := p.AddSource(ctx, p.boss, s)
	if f, ok := err.(*fault.Error); !ok || f.Field != "address" || len(f.Also) != 1 {
		t.Errorf("%v", err)
	}
	p.must(p.EndSource(ctx, p.boss, id))
	if _, err := p.Harvest(ctx, p.boss, id); !fault.Is(err, fault.Refused) {
		t.Errorf("harvested after its end: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestPreviewKeepsNothing(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(1, 2)+"<https://example.se/d/x> a dcat:Dataset .")
	before, err := p.DB.Hashes(ctx)
	p.must(err)
	got, err := p.PreviewSource(ctx, p.boss, "exempeldepartementet", p.at+"/dcat")
	p.must(err)
	after, err := p.DB.Hashes(ctx)
	p.must(err)
	for table := range before {
		if before[table] != after[table] {
			t.Errorf("the preview has changed %s", table)
		}
	}
	if got.Decision.Count(catalog.Added) != 2 || got.Title != "Exempelkatalog" ||
		len(got.Report.Problems) != 1 ||
		len(got.Report.Verdicts) == 0 || len(got.Report.Findings) == 0 {
		t.Errorf("%+v", got)
	}
	got, err = p.PreviewSource(ctx, p.boss, "exempeldepartementet", p.at+"/nothing")
	if err != nil || !fault.Is(got.Fault, fault.Unavailable) {
		t.Errorf("%v, %v", got.Fault, err)
	}
}

func TestHarvestDueByNight(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(1))
	id := p.source("/dcat")
	if n, err := p.HarvestDue(ctx); n != 0 || err != nil {
		t.Errorf("by day: %d, %v", n, err)
	}
	p.must(p.AskHarvest(ctx, p.boss, id))
	if n, err := p.HarvestDue(ctx); n != 1 || err != nil {
		t.Errorf("asked for: %d, %v", n, err)
	}
	p.clock.set(opening.Add(24 * time.Hour))
	if n, err := p.HarvestDue(ctx); n != 1 || err != nil {
		t.Errorf("after a night: %d, %v", n, err)
	}
}
