package dcat

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"insyn/rdf"
)

// peers are programs of others that read what we write and must read the same.
var peers = []struct {
	program string
	format  rdf.Format
	args    []string
}{
	{"rapper", rdf.RDFXML, []string{"-q", "-i", "rdfxml", "-o", "ntriples"}},
	{"rapper", rdf.Turtle, []string{"-q", "-i", "turtle", "-o", "ntriples"}},
	{"serdi", rdf.Turtle, []string{"-q", "-i", "turtle", "-o", "ntriples"}},
	{"serdi", rdf.NTriples, []string{"-q", "-i", "ntriples", "-o", "ntriples"}},
}

// TestPeers gives catalogues spoilt in every way, a hundred to a file, to the
// readers of others and to our own, and compares the graphs.
func TestPeers(t *testing.T) {
	batches := 5
	if os.Getenv("INSYN_LONG") != "" {
		batches = 100
	}
	r := rand.New(rand.NewPCG(20, 26))
	ran := 0
	for range batches {
		g := manySpoilt(t, r, 100)
		for _, p := range peers {
			path, err := exec.LookPath(p.program)
			if err != nil {
				if os.Getenv("CI") == "true" {
					t.Errorf("%s is not installed", p.program)
				}
				continue
			}
			ran++
			comparePeer(t, path, p.args, p.format, g)
		}
	}
	if ran == 0 {
		t.Skip("neither rapper nor serdi is installed")
	}
}

func comparePeer(t *testing.T, path string, args []string, f rdf.Format, g *rdf.Graph) {
	t.Helper()
	var text bytes.Buffer
	if err := rdf.Write(&text, f, g, Prefixes); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "catalogue"+f.Extension())
	if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, append(args, file)...).Output()
	if err != nil {
		t.Fatalf("%s cannot read our %s: %v", path, f, err)
	}
	theirs, err := rdf.Parse(string(out), rdf.Options{Format: rdf.NTriples})
	if err != nil {
		t.Fatalf("what %s writes: %v", path, err)
	}
	ours, err := rdf.Parse(text.String(), rdf.Options{Format: f})
	if err != nil {
		t.Fatalf("what we write ourselves: %v", err)
	}
	for name, other := range map[string]*rdf.Graph{path: theirs.Graph, "our reader": ours.Graph} {
		if same, err := rdf.Isomorphic(g, other); err != nil || !same {
			t.Errorf("%s reads another graph of our %s (%v)", name, f, err)
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
