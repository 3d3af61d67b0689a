package act_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// promising serves a catalogue with one dataset that offers files at paths, as
// CSV, and harvests it.
func (p *publisher) promising(paths ...string) catalog.SourceID {
	p.t.Helper()
	var b strings.Builder
	b.WriteString(catalogue(1))
	for i, path := range paths {
		fmt.Fprintf(&b, "<https://example.se/d/1> dcat:distribution <https://example.se/f/%d> .\n"+
			"<https://example.se/f/%d> a dcat:Distribution ; dcat:downloadURL <%s%s> ; dcterms:format 'text/csv' .\n",
			i, i, p.at, path)
	}
	p.text("/dcat", "text/turtle", b.String())
	id := p.source("/dcat")
	p.ended(p.harvest(id), store.HarvestDone, "")
	return id
}

// probe looks at everything that is due, so many hours after the last time.
func (p *publisher) probe(hours int) {
	p.t.Helper()
	p.clock.set(p.clock.Now().Add(time.Duration(hours) * time.Hour))
	_, err := p.ProbeDue(ctx)
	p.must(err)
	p.must(p.TellOwners(ctx))
}

// states gives the state of each address by its path.
func (p *publisher) states() map[string]catalog.LinkState {
	p.t.Helper()
	lines, _, err := p.Links(ctx, p.boss, "exempeldepartementet", "", "")
	p.must(err)
	all := map[string]catalog.LinkState{}
	for _, line := range lines {
		all[strings.TrimPrefix(line.Link.Address, p.at)] = line.Link.State
	}
	return all
}

func TestProbesTellApartWhatFails(t *testing.T) {
	p := newPublisher(t)
	p.text("/fine.csv", "text/csv", "a;b\n1;2\n")
	p.serve("/no-head.csv", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprint(w, "a;b\n1;2\n")
	})
	p.serve("/waf.csv", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	p.serve("/error.csv", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	p.text("/page.csv", "text/html", "<!doctype html><html>Sidan finns inte</html>")
	p.text("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private\n")
	p.text("/private.csv", "text/csv", "a;b\n1;2\n")
	p.promising("/fine.csv", "/no-head.csv", "/waf.csv", "/error.csv", "/page.csv", "/private.csv",
		"/gone.csv")
	p.probe(0)
	want := map[string]catalog.LinkState{"/fine.csv": catalog.Alive, "/no-head.csv": catalog.Alive,
		"/waf.csv": catalog.Refused, "/error.csv": catalog.Failing, "/page.csv": catalog.Failing,
		"/private.csv": catalog.Refused, "/gone.csv": catalog.Failing}
	for path, state := range want {
		if got := p.states()[path]; got != state {
			t.Errorf("%s is %s, want %s", path, got, state)
		}
	}
	if p.visits["/private.csv"] != 0 {
		t.Error("robots.txt was not obeyed")
	}
}

// A broken address is told once, when it is certain, and once when it is mended.
func TestOwnersAreToldOnce(t *testing.T) {
	p := newPublisher(t)
	p.text("/a.csv", "text/csv", "a;b\n1;2\n")
	p.promising("/a.csv")
	p.probe(0)
	p.serve("/a.csv", http.NotFound)
	for range 3 {
		p.probe(24)
		p.post()
	}
	count := func(words string) (n int) {
		p.sent.mu.Lock()
		defer p.sent.mu.Unlock()
		for _, m := range p.sent.mail {
			if m.To.Address == "samrad@example.se" && strings.Contains(m.Subject+m.Text, words) {
				n++
			}
		}
		return n
	}
	if got := p.states()["/a.csv"]; got != catalog.Dead || count("fungerar inte") != 1 {
		t.Fatalf("%s, told %d times", got, count("fungerar inte"))
	}
	for range 3 {
		p.probe(24)
		p.post()
	}
	p.text("/a.csv", "text/csv", "a;b\n1;2\n")
	for range 4 {
		p.probe(24)
		p.post()
	}
	if broken, mended := count("fungerar inte"), count("fungerar igen"); broken != 1 ||
		mended != 1 {
		t.Errorf("told %d times that it is broken and %d that it is mended", broken, mended)
	}
	p.sent.to(t, "samrad@example.se", p.at+"/a.csv")
}

func TestWhatNobodyPromisesIsLeftAlone(t *testing.T) {
	p := newPublisher(t)
	p.text("/a.csv", "text/csv", "a;b\n1;2\n")
	id := p.promising("/a.csv")
	p.probe(0)
	before := p.visits["/a.csv"]
	p.text("/dcat", "text/turtle", catalogue(1))
	p.ended(p.harvest(id), store.HarvestDone, "")
	p.probe(48)
	p.probe(48)
	if p.visits["/a.csv"] != before || len(p.states()) != 0 {
		t.Errorf("asked %d times more, listed %v", p.visits["/a.csv"]-before, p.states())
	}
}

func TestSuddenlyEmptyFilesAreSeen(t *testing.T) {
	p := newPublisher(t)
	p.text("/a.csv", "text/csv", "a;b\n1;2\n")
	p.promising("/a.csv")
	p.probe(0)
	p.text("/a.csv", "text/csv", "a;b\n")
	p.probe(8 * 24)
	if got := p.states()["/a.csv"]; got != catalog.Failing {
		t.Errorf("it is %s", got)
	}
}

func TestLinksAreOfOneBody(t *testing.T) {
	p := newPublisher(t)
	p.promising("/a.csv")
	lines, _, err := p.Links(ctx, p.boss, "exempeldepartementet", "", "")
	p.must(err)
	file, err := p.LinkFile(ctx, p.boss, "exempeldepartementet", lines[0].Link.ID)
	if err != nil || len(file.Datasets) != 1 || file.Datasets[0].Title != "Mängd 1" {
		t.Errorf("%+v, %v", file, err)
	}
	other := p.boss
	other.Roles = map[account.BodyID]account.Role{"annan": "administrator"}
	if _, _, err := p.Links(ctx, other, "exempeldepartementet", "", ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	if _, err := p.LinkFile(ctx, other, "annan", lines[0].Link.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the address of another body: %v", err)
	}
}
