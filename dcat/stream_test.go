package dcat

import (
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"insyn/rdf"
)

// parts gives invented datasets one after the other, none of them kept.
func parts(n int) iter.Seq2[*rdf.Graph, error] {
	o := GenerateOptions{Base: "https://data.example.se/"}
	return func(yield func(*rdf.Graph, error) bool) {
		r := rand.New(rand.NewPCG(1, 1))
		for i := range n {
			if !yield(generateDataset(o, r, i), nil) {
				return
			}
		}
	}
}

var written = []rdf.Format{rdf.RDFXML, rdf.Turtle, rdf.NTriples, rdf.JSONLD}

// TestWriteListing writes a catalogue piece by piece in each format, and reads
// the whole back: everything that was said and that the catalogue lists it.
func TestWriteListing(t *testing.T) {
	want := rdf.NewGraph(nil)
	add := func(g *rdf.Graph) {
		for _, x := range g.All() {
			want.Add(want.Intern(g.Term(x.S)), want.Intern(g.Term(x.P)), want.Intern(g.Term(x.O)),
				rdf.Position{})
		}
	}
	about := generateCatalog(GenerateOptions{Datasets: 12, Base: "https://data.example.se/"})
	page := Page{Address: "https://data.example.se/all?x=1", Number: 2, Size: 12, Total: 30}
	add(about)
	add(page.describe())
	for g := range parts(12) {
		add(g)
	}
	for _, f := range written {
		var first, again strings.Builder
		for _, to := range []io.Writer{&first, &again} {
			l := Listing{Catalog: "https://data.example.se/catalog", About: about, Datasets: parts(12), Page: &page}
			if err := WriteListing(to, f, l); err != nil {
				t.Fatal(err)
			}
		}
		if first.String() != again.String() {
			t.Errorf("%s: two writings differ", f)
		}
		doc, err := rdf.Parse(first.String(), rdf.Options{Format: f})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if same, err := rdf.Isomorphic(want, doc.Graph); err != nil || !same {
			t.Errorf("%s is not what was put together (%v): %d, want %d", f, err, doc.Graph.Len(), want.Len())
		}
	}
}

// TestWriteListingInConstantMemory writes five thousand datasets and holds
// that no more is held after the last than after the five hundredth.
func TestWriteListingInConstantMemory(t *testing.T) {
	const many, few = 5000, 500
	for name, write := range streams() {
		var early, late uint64
		watched := func(yield func(*rdf.Graph, error) bool) {
			n := 0
			for g, err := range parts(many) {
				if n++; n == few || n == many {
					var m runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&m)
					early, late = max(early, m.HeapAlloc*uint64(n/few%10)), m.HeapAlloc
				}
				if !yield(g, err) {
					return
				}
			}
		}
		if err := write(io.Discard, watched); err != nil {
			t.Fatal(err)
		}
		if late > early+1<<20 {
			t.Errorf("%s: %d bytes held in the beginning, %d at the end", name, early, late)
		}
	}
}

// streams are the ways to write datasets as they come.
func streams() map[string]func(io.Writer, iter.Seq2[*rdf.Graph, error]) error {
	all := map[string]func(io.Writer, iter.Seq2[*rdf.Graph, error]) error{"CSV": WriteCSV}
	for _, f := range written {
		all[f.String()] = func(to io.Writer, datasets iter.Seq2[*rdf.Graph, error]) error {
			return WriteListing(to, f, Listing{Catalog: "https://data.example.se/catalog", Datasets: datasets})
		}
	}
	return all
}

// TestStreamsEndWithAnError hold that what fails in the middle is no whole catalogue.
func TestStreamsEndWithAnError(t *testing.T) {
	broken := errors.New("the disk is gone")
	failing := func(yield func(*rdf.Graph, error) bool) { yield(nil, broken) }
	for name, write := range streams() {
		if err := write(io.Discard, failing); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPages(t *testing.T) {
	for _, test := range []struct {
		page           Page
		from, to, last int
	}{
		{Page{Number: 1, Size: 100, Total: 0}, 0, 0, 1},
		{Page{Number: 1, Size: 100, Total: 100}, 0, 100, 1},
		{Page{Number: 2, Size: 100, Total: 101}, 100, 101, 2},
		{Page{Number: 3, Size: 100, Total: 101}, 0, 0, 2},
		{Page{Number: 0, Size: 100, Total: 101}, 0, 0, 2},
	} {
		from, to := test.page.Range()
		if from != test.from || to != test.to || test.page.Last() != test.last {
			t.Errorf("%+v: %d to %d of %d pages", test.page, from, to, test.page.Last())
		}
	}
	g := Page{Address: "https://e.example.se/d", Number: 1, Size: 10, Total: 20}.describe()
	next := g.Object(g.IRI("https://e.example.se/d?page=1"), g.IRI(hydra+"next"))
	if g.Value(next) != "https://e.example.se/d?page=2" {
		t.Errorf("the next page is %s", g.Value(next))
	}
}

// TestCSV reads the table back, formulas made harmless.
func TestCSV(t *testing.T) {
	const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
<https://e/1> a dcat:Dataset ; dcterms:title "=1+1"@sv, "Two, \"quoted\""@en ; dcat:keyword "b", "a"@sv ;
  dcat:distribution <https://e/1/b>, <https://e/1/a> .
<https://e/1/a> a dcat:Distribution ; dcterms:format "text/csv" ; dcat:byteSize 12 .
<https://e/1/b> a dcat:Distribution ; dcat:accessURL <https://e/y>, <https://e/x> .
<https://e/2> a dcat:Dataset ; dcterms:title "Ensam\nrad"@sv .`
	doc, err := rdf.Parse(text, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	one := func(yield func(*rdf.Graph, error) bool) { yield(doc.Graph, nil) }
	if err := WriteCSV(&out, one); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%v, %d rows\n%s", err, len(rows), out.String())
	}
	cell := func(row int, column string) string { return rows[row][slices.Index(csvColumns, column)] }
	for _, test := range []struct {
		row          int
		column, want string
	}{
		{1, "title_sv", "'=1+1"}, {1, "title_en", `Two, "quoted"`}, {1, "keywords", "a; b"},
		{1, "distribution", "https://e/1/a"}, {1, "bytes", "12"}, {2, "access_url", "https://e/x https://e/y"},
		{3, "dataset", "https://e/2"}, {3, "title_sv", "Ensam\nrad"}, {3, "bytes", ""},
	} {
		if got := cell(test.row, test.column); got != test.want {
			t.Errorf("row %d, %s: %q, want %q", test.row, test.column, got, test.want)
		}
	}
}

// BenchmarkStream writes 100,000 datasets in each form.
func BenchmarkStream(b *testing.B) {
	for name, write := range streams() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, parts(100_000)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
