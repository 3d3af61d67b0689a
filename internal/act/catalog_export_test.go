package act_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/store"
	"insyn/rdf"
)

// export writes a catalogue, whole, or for size above 0 a page of it.
func (p *publisher) export(body account.BodyID, f rdf.Format, number, size int) string {
	p.t.Helper()
	e, err := p.CatalogExport(ctx, body)
	p.must(err)
	l := dcat.Listing{Catalog: e.Catalog, About: e.About, Datasets: e.All(ctx)}
	if size > 0 {
		part, page, err := e.Part(ctx, dcat.Page{Address: p.at + "/export?size=" + fmt.Sprint(size), Number: number, Size: size})
		p.must(err)
		l.Datasets, l.Page = part, &page
	}
	var text bytes.Buffer
	p.must(dcat.WriteListing(&text, f, l))
	return text.String()
}

// prints gives what each dataset of a source says, by its address.
func (p *publisher) prints(id catalog.SourceID) map[string]string {
	p.t.Helper()
	all := map[string]string{}
	p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
		records, err := tx.InForce(id, "", 1000)
		for _, r := range records {
			if r.What != catalog.Gone {
				all[r.IRI] = r.Print
			}
		}
		return err
	}))
	return all
}

// Who harvests our export, in any format, whole or page by page, gets what the
// body has published: to harvest one's own export changes nothing.
func TestHarvestOfOnesOwnExportChangesNothing(t *testing.T) {
	p := newPublisher(t)
	var text bytes.Buffer
	p.must(dcat.Generate(&text, dcat.GenerateOptions{Datasets: 30, Seed: 8, Flawed: 300}))
	p.text("/dcat", "application/rdf+xml", text.String())
	id := p.source("/dcat")
	p.ended(p.harvest(id), store.HarvestDone, "")
	want := p.prints(id)
	for _, f := range []rdf.Format{rdf.RDFXML, rdf.Turtle, rdf.NTriples, rdf.JSONLD} {
		p.text("/dcat", f.MediaType(), p.export("exempeldepartementet", f, 0, 0))
		if run := p.harvest(id); run.State != store.HarvestSame ||
			run.Added+run.Changed+run.Removed > 0 {
			t.Errorf("%s: %+v", f, run)
		}
	}
	const size = 7
	for n := 1; n <= 5; n++ {
		part := p.export("exempeldepartementet", rdf.Turtle, n, size)
		p.text(fmt.Sprintf("/export?size=7&page=%d", n), "text/turtle", part)
	}
	p.serve("/dcat", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/export?size=7&page=1", http.StatusSeeOther)
	})
	if run := p.harvest(id); run.State != store.HarvestSame ||
		run.Added+run.Changed+run.Removed > 0 {
		t.Errorf("page by page: %+v", run)
	}
	p.text("/whole", "application/rdf+xml", p.export("", rdf.RDFXML, 0, 0))
	whole := p.source("/whole")
	p.ended(p.harvest(whole), store.HarvestDone, "")
	got := p.prints(whole)
	for iri, print := range want {
		if got[iri] != print && !strings.HasSuffix(iri, "/catalog") {
			t.Errorf("%s is not the same in the export of the whole", iri)
		}
	}
}

// What one export gives is of one moment, whatever is harvested meanwhile.
func TestAnExportIsOfOneMoment(t *testing.T) {
	p := newPublisher(t)
	p.text("/dcat", "text/turtle", catalogue(numbers(9)...))
	id := p.source("/dcat")
	p.harvest(id)
	e, err := p.CatalogExport(ctx, "exempeldepartementet")
	p.must(err)
	p.text("/dcat", "text/turtle", catalogue(numbers(8)...)+dataset(30, "Ny"))
	p.harvest(id)
	n := 0
	for g, err := range e.All(ctx) {
		p.must(err)
		if d := dcat.Describe(g).Datasets; len(d) != 1 || d[0].Title.In("sv") == "Ny" {
			t.Errorf("%v", d)
		}
		n++
	}
	later, err := p.CatalogExport(ctx, "exempeldepartementet")
	p.must(err)
	if n != 9 || e.Print() == later.Print() {
		t.Errorf("%d datasets; the print is %s and %s", n, e.Print(), later.Print())
	}
}

func TestCatalogueIsCountedForTheMeasures(t *testing.T) {
	p := newPublisher(t)
	p.text("/fine.csv", "text/csv", "a;b\n1;2\n")
	p.promising("/fine.csv", "/gone.csv")
	p.probe(0)
	facts, err := p.MeasureFacts(ctx)
	p.must(err)
	if len(facts.Catalogues) != 1 {
		t.Fatalf("%+v", facts.Catalogues)
	}
	c := facts.Catalogues[0]
	if c.Datasets != 1 || c.Machine != 1 || c.Open != 0 || c.Conforming != 0 || c.Links != 2 ||
		c.Alive != 2 ||
		c.Body != "exempeldepartementet" {
		t.Errorf("%+v", c) // an address that has failed once may mend itself
	}
	p.probe(24)
	p.probe(24)
	p.probe(24)
	facts, err = p.MeasureFacts(ctx)
	p.must(err)
	if c := facts.Catalogues[len(facts.Catalogues)-1]; c.Alive != 1 || c.Datasets != 1 {
		t.Errorf("after three days: %+v", c)
	}
}

// A dataset that two sources describe is counted once, where it wins.
func TestWhatTwoDescribeIsCountedOnce(t *testing.T) {
	p := newPublisher(t)
	p.text("/a", "text/turtle", catalogue(1, 2))
	p.text("/b", "text/turtle", strings.ReplaceAll(catalogue(2, 3), "https://example.se/c>", "https://example.se/c2>"))
	a, b := p.source("/a"), p.source("/b")
	p.harvest(a)
	p.harvest(b)
	p.must(p.CountCatalog(ctx, a))
	facts, err := p.MeasureFacts(ctx)
	p.must(err)
	sum := 0
	for _, c := range facts.Catalogues {
		sum += c.Datasets
	}
	e, err := p.CatalogExport(ctx, "")
	p.must(err)
	n := 0
	for range e.All(ctx) {
		n++
	}
	if sum != 3 || n != 3 {
		t.Errorf("%d are counted and %d exported, of 3", sum, n)
	}
}
