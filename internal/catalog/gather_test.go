package catalog

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"insyn/dcat"
	"insyn/rdf"
)

// harvested gathers one text and cuts it into items.
func harvested(t testing.TB, text string) Harvest {
	t.Helper()
	g := NewGathering("https://example.se/dcat")
	if err := g.Add(Text{Address: "https://example.se/dcat", Body: text}); err != nil {
		t.Fatal(err)
	}
	h, err := g.Items()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func generated(t testing.TB, o dcat.GenerateOptions) string {
	t.Helper()
	var text bytes.Buffer
	if err := dcat.Generate(&text, o); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestItemsOfAGeneratedCatalogue(t *testing.T) {
	h := harvested(t, generated(t, dcat.GenerateOptions{Datasets: 30, Seed: 7}))
	if len(h.Problems) > 0 || len(h.Items) < 30 ||
		h.Main.Title != "Exempelmyndighetens öppna data" {
		t.Fatalf("%d items, problems %v, head %q", len(h.Items), h.Problems, h.Main.Title)
	}
	for _, item := range h.Items {
		if !strings.Contains(item.Content, "foaf/0.1/name") || item.Title == "" {
			t.Errorf("%s has lost who publishes it:\n%s", item.IRI, item.Content)
		}
	}
	if strings.Contains(h.Main.Content, "dcat#dataset") {
		t.Error("the head lists every dataset")
	}
}

// The same catalogue has the same items in any format, and in the form in
// which the items themselves are written out again.
func TestItemsDoNotDependOnTheForm(t *testing.T) {
	text := generated(t, dcat.GenerateOptions{Datasets: 12, Seed: 3, Flawed: 300})
	want := harvested(t, text)
	doc, _ := rdf.Parse(text, rdf.Options{})
	for _, f := range []rdf.Format{rdf.Turtle, rdf.NTriples, rdf.JSONLD, rdf.RDFXML} {
		var again bytes.Buffer
		if err := rdf.Write(&again, f, doc.Graph, dcat.Prefixes); err != nil {
			t.Fatal(err)
		}
		same(t, f.String(), harvested(t, again.String()), want)
	}
	same(t, "our own export", harvested(t, exported(want)), want)
}

// exported writes a harvest out as one text: the head, what it lists, the items.
func exported(h Harvest) string {
	var b strings.Builder
	b.WriteString(h.Main.Content)
	for _, item := range h.Items {
		property := "dataset"
		if item.Kind == Service {
			property = "service"
		}
		fmt.Fprintf(&b, "<%s> <http://www.w3.org/ns/dcat#%s> <%s> .\n", h.Main.IRI, property, item.IRI)
		b.WriteString(strings.ReplaceAll(item.Content, "_:", "_:"+item.Print))
	}
	return b.String()
}

func same(t *testing.T, name string, got, want Harvest) {
	t.Helper()
	known := map[string]Known{}
	for _, item := range append([]Item{want.Main}, want.Items...) {
		known[item.Identity] = Known{Print: item.Print}
	}
	if d := Decide(known, got, false); len(d.Changes) > 0 {
		t.Errorf("%s: %d changes, the first %+v", name, len(d.Changes), d.Changes[0])
	}
}

func TestOneIdentityIsTakenOnce(t *testing.T) {
	h := harvested(t, `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
		<https://e/c> a dcat:Catalog ; dcat:dataset <https://e/a>, <https://e/b>, <https://e/ö d> .
		<https://e/a> a dcat:Dataset ; dcterms:title 'A' ; dcterms:identifier 'a1b2c3d4-0000-4000-8000-0123456789ab' .
		<https://e/b> a dcat:Dataset ; dcterms:title 'B' ; dcterms:identifier 'A1B2C3D4-0000-4000-8000-0123456789AB' .`)
	if len(h.Items) != 1 || h.Items[0].Title != "A" || len(h.Problems) != 1 ||
		h.Problems[0].Code != Twice ||
		h.Problems[0].Line != 4 {
		t.Errorf("%+v", h)
	}
}

func FuzzGather(f *testing.F) {
	f.Add(generated(f, dcat.GenerateOptions{Datasets: 2, Seed: 1, Format: rdf.Turtle}))
	f.Add("<a:b> a <http://www.w3.org/ns/hydra/core#PagedCollection> ; <http://www.w3.org/ns/hydra/core#nextPage> 'x:y' .")
	f.Add("<a:b> a <http://www.w3.org/ns/dcat#Catalog> ; <http://purl.org/dc/terms/hasPart> <a:b> .")
	f.Fuzz(func(t *testing.T, text string) {
		g := NewGathering("https://example.se/dcat")
		for range 3 {
			if _, more := g.Next(); !more {
				break
			}
			if err := g.Add(Text{Address: "https://example.se/dcat", Body: text}); err != nil {
				return
			}
		}
		if _, more := g.Next(); more {
			return
		}
		h, err := g.Items()
		if err != nil {
			return
		}
		for _, item := range h.Items {
			if item.Identity == "" || item.Title == "" || item.Print == "" ||
				len(item.Content) > mostContent {
				t.Fatalf("%+v", item)
			}
		}
	})
}
