package dcat

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"insyn/rdf"
	"insyn/shacl"
)

// peers are programs of others that read what we write and must read the same.
var peers = []struct {
	name    string
	format  rdf.Format
	command func(t *testing.T) []string // nil if it is not installed
}{
	{"rapper", rdf.RDFXML, program("rapper", "-q", "-i", "rdfxml", "-o", "ntriples")},
	{"rapper", rdf.Turtle, program("rapper", "-q", "-i", "turtle", "-o", "ntriples")},
	{"serdi", rdf.Turtle, program("serdi", "-q", "-i", "turtle", "-o", "ntriples")},
	{"serdi", rdf.NTriples, program("serdi", "-q", "-i", "ntriples", "-o", "ntriples")},
	{"N3.js", rdf.Turtle, script("n3", "read.mjs", "n3")},
	{"rdfxml-streaming-parser", rdf.RDFXML, script("rdfxml-streaming-parser", "read.mjs", "rdfxml")},
}

func program(name string, args ...string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		path, err := exec.LookPath(name)
		if err != nil {
			lacking(t, name, "install raptor2-utils and serdi")
			return nil
		}
		return append([]string{path}, args...)
	}
}

// script is a program of ours for node that uses a module of others.
func script(module, name string, args ...string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		modules, err := filepath.Abs("../testdata/npm/node_modules")
		if err != nil {
			t.Fatal(err)
		}
		_, missing := os.Stat(filepath.Join(modules, module))
		if _, err := exec.LookPath("node"); err != nil || missing != nil {
			lacking(t, module, "install nodejs and run npm ci in testdata/npm")
			return nil
		}
		command := []string{"env", "NPM_MODULES=" + modules, "node",
			filepath.Join("testdata/foreign", name)}
		return append(command, args...)
	}
}

func lacking(t *testing.T, what, remedy string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Errorf("%s is missing: %s", what, remedy)
	} else {
		t.Logf("%s is missing: %s", what, remedy)
	}
}

// rounds is how many batches of a hundred spoilt catalogues the peers get:
// ten thousand catalogues when INSYN_LONG is set, else one batch.
func rounds() int {
	if os.Getenv("INSYN_LONG") != "" {
		return 100
	}
	return 1
}

// TestPeers gives catalogues spoilt in every way, a hundred to a file, to the
// readers of others and to our own, and compares the graphs.
func TestPeers(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 26))
	for round := range rounds() {
		g := manySpoilt(t, r, 100)
		for _, p := range peers {
			if command := p.command(t); command != nil {
				comparePeer(t, p.name, command, p.format, g)
			} else if round == 0 {
				t.Logf("%s is not asked", p.name)
			}
		}
	}
}

func comparePeer(t *testing.T, path string, command []string, f rdf.Format, g *rdf.Graph) {
	t.Helper()
	var text bytes.Buffer
	if err := rdf.Write(&text, f, g, Prefixes); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "catalogue"+f.Extension())
	if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	theirs := readBy(t, path, command, file)
	ours, err := rdf.Parse(text.String(), rdf.Options{Format: f})
	if err != nil {
		t.Fatalf("what we write ourselves: %v", err)
	}
	for name, other := range map[string]*rdf.Graph{path: theirs, "our reader": ours.Graph} {
		if same, err := rdf.Isomorphic(g, other); err != nil || !same {
			t.Errorf("%s reads another graph of our %s (%v)", name, f, err)
		}
	}
}

// peerBase is the address that relative addresses are read against.
const peerBase = "http://example.org/"

// readBy gives what a program of others reads in a file.
func readBy(t *testing.T, path string, command []string, file string) *rdf.Graph {
	t.Helper()
	out, err := exec.Command(command[0], append(command[1:], file, peerBase)...).Output()
	if err != nil {
		t.Fatalf("%s cannot read %s: %v", path, file, err)
	}
	theirs, err := rdf.Parse(string(out), rdf.Options{Format: rdf.NTriples})
	if err != nil {
		t.Fatalf("what %s writes: %v", path, err)
	}
	return theirs.Graph
}

// peerFixtures are catalogues and shapes that others have written, as they are.
var peerFixtures = []string{
	"dcat-ap-se/exempel/obligatoriskt.rdf", "dcat-ap-se/exempel/obligatoriskt.ttl",
	"dcat-ap-se/exempel/rekommenderat.rdf", "dcat-ap-se/exempel/rekommenderat.ttl",
	"dcat-ap-eu/releases/3.0.1/html/shacl/shapes.ttl",
	"dcat-ap-eu/releases/3.0.1/html/shacl/mdr-vocabularies.shape.ttl",
	"dcat-ap-eu/releases/3.0.0-hvd/html/hvd-SHACL-base.ttl",
}

// TestPeersReadFixtures reads what others have written with the readers of
// others and with our own, and compares the graphs.
func TestPeersReadFixtures(t *testing.T) {
	for _, name := range peerFixtures {
		file := fixtures(t, name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		format := rdf.FormatOf("", name)
		ours, err := rdf.Parse(string(text), rdf.Options{Format: format, Base: peerBase})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range peers {
			if p.format != format {
				continue
			}
			if command := p.command(t); command != nil {
				theirs := readBy(t, p.name, command, file)
				if same, err := rdf.Isomorphic(ours.Graph, theirs); err != nil || !same {
					t.Errorf("%s reads %d triples in %s, we %d, and not the same (%v)", p.name,
						theirs.Len(), name, ours.Graph.Len(), err)
				}
			}
		}
	}
}

// TestShapesPeer holds the official examples, as they are and spoilt, against
// the published shapes with shacl-engine and with our evaluator, and compares
// the results.
func TestShapesPeer(t *testing.T) {
	command := script("shacl-engine", "validate.mjs")(t)
	if command == nil {
		t.Skip("shacl-engine is not installed")
	}
	compareShapes(t, command, readFixture(t, "dcat-ap-se/exempel/rekommenderat.rdf").Graph)
	r := rand.New(rand.NewPCG(20, 27))
	for range rounds() {
		compareShapes(t, command, manySpoilt(t, r, 100))
	}
}

func compareShapes(t *testing.T, command []string, g *rdf.Graph) {
	t.Helper()
	var text bytes.Buffer
	if err := rdf.Write(&text, rdf.NTriples, g, nil); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data.nt")
	if err := os.WriteFile(data, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for p, file := range publishedShapes {
		out, err := exec.Command(command[0], append(command[1:], fixtures(t, file), data)...).Output()
		if err != nil {
			t.Fatalf("shacl-engine: %v", err)
		}
		shapes, _ := shacl.Load(readFixture(t, file).Graph)
		ours := resultLines(g, shacl.Compile(shapes).Validate(g, shacl.Options{}))
		theirs := strings.Split(strings.TrimSpace(string(out)), "\n")
		slices.Sort(theirs)
		if !slices.Equal(ours, theirs) {
			t.Errorf("%s: %d results of ours, %d of shacl-engine", p.Name, len(ours), len(theirs))
			showDifference(t, ours, theirs)
		}
	}
}

// resultLines writes results as validate.mjs does.
func resultLines(g *rdf.Graph, report *shacl.Report) []string {
	var lines []string
	for _, x := range report.Results {
		focus := g.Value(x.Focus)
		if g.Kind(x.Focus) == rdf.Blank {
			focus = "_"
		}
		path := strings.NewReplacer("<", "", ">", "").Replace(x.Path.String())
		line, _ := json.Marshal(struct {
			Focus     string `json:"focus"`
			Path      string `json:"path"`
			Component string `json:"component"`
			Severity  string `json:"severity"`
		}{focus, path, shacl.NS + x.Component, x.Severity()})
		lines = append(lines, string(line))
	}
	slices.Sort(lines)
	return lines
}

func showDifference(t *testing.T, ours, theirs []string) {
	count := map[string]int{}
	for _, l := range ours {
		count[l]++
	}
	for _, l := range theirs {
		count[l]--
	}
	shown := 0
	for l, n := range count {
		if n != 0 && shown < 5 {
			shown++
			t.Logf("%+d of ours: %s", n, l)
		}
	}
}

// manySpoilt joins spoilt catalogues in one graph, each under its own address.
func manySpoilt(t *testing.T, r *rand.Rand, n int) *rdf.Graph {
	all := rdf.NewGraph(nil)
	for i := range n {
		one := spoilt(t, r)
		ids := map[rdf.ID]rdf.ID{}
		move := func(id rdf.ID) rdf.ID {
			if _, done := ids[id]; !done {
				term := one.Term(id)
				if rest, ours := strings.CutPrefix(term.Value, "https://example.com/"); ours && term.Kind == rdf.IRI {
					term.Value = "https://example.com/" + string(rune('a'+i%26)) + strings.Repeat("z", i/26) + "/" + rest
				}
				ids[id] = all.Intern(term)
			}
			return ids[id]
		}
		for _, x := range one.All() {
			all.Add(move(x.S), move(x.P), move(x.O), x.Position)
		}
	}
	return all
}
