package catalog

import (
	"strings"
	"testing"

	"insyn/dcat"
	"insyn/rdf"
)

// edited is a catalogue as a small body fills it in.
func edited() Edition {
	return Edition{Title: Said{"Exempelbyns öppna data", "Open data of Exempelbyn"},
		Description: Said{SV: "Det vi har."},
		Publisher:   "LocalAuthority", Contact: "Kansliet", Email: "kansli@exempelbyn.example.se",
		Datasets: []Edited{{ID: "1", Title: Said{SV: "Badplatser"}, Description: Said{SV: "Var man badar."},
			Keywords: "bad, vatten", Theme: "ENVI", Frequency: "ANNUAL", Licence: CC0, Issued: "2023-06-01",
			Files: []EditedFile{{"https://exempelbyn.example.se/bad.csv", "text/csv"}}}}}
}

// What is filled in by hand obeys Sweden, without an error, and Europe once it is exported.
func TestAnEditionIsAValidCatalogue(t *testing.T) {
	e := edited()
	if err := e.CheckHead(); err != nil {
		t.Fatal(err)
	}
	if err := e.Datasets[0].Check(); err != nil {
		t.Fatal(err)
	}
	g := e.Graph("https://insyn.example.se/datasets/exempelbyn", "Exempelbyn")
	report := dcat.Check(g, dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}})
	if v := report.Verdicts[0]; v.Errors > 0 || v.Datasets != 1 || v.Conforming != 1 {
		t.Errorf("%+v\n%v", v, report.Findings)
	}
	europe, _ := dcat.Export(g)
	if v := dcat.Check(europe, dcat.Options{Profiles: []*dcat.Profile{dcat.European}}).Verdicts[0]; v.Errors > 0 {
		t.Errorf("exported: %+v", v)
	}
	var text strings.Builder
	if err := rdf.Write(&text, rdf.RDFXML, g, dcat.Prefixes); err != nil {
		t.Fatal(err)
	}
	if h := harvested(t, text.String()); len(h.Items) != 1 || len(h.Problems) > 0 ||
		h.Items[0].Title != "Badplatser" {
		t.Errorf("%+v", h)
	}
}

func TestWhatIsWrongInAnEditionIsTold(t *testing.T) {
	for name, change := range map[string]func(*Edited){
		"no title":        func(d *Edited) { d.Title.SV = " " },
		"no description":  func(d *Edited) { d.Description.SV = "" },
		"theme":           func(d *Edited) { d.Theme = "MILJ" },
		"closed licence":  func(d *Edited) { d.Licence = CCBYNC },
		"frequency":       func(d *Edited) { d.Frequency = "OFTA" },
		"date":            func(d *Edited) { d.Issued = "1 juni" },
		"no file":         func(d *Edited) { d.Files = nil },
		"script":          func(d *Edited) { d.Files[0].Address = "javascript:alert(1)" },
		"not an address":  func(d *Edited) { d.Files[0].Address = "https://e/a b" },
		"an odd format":   func(d *Edited) { d.Files[0].Format = "csv" },
		"an angle in it":  func(d *Edited) { d.Files[0].Address = "https://e.se/<x>" },
		"nothing at all?": func(d *Edited) { *d = Edited{} },
	} {
		d := edited().Datasets[0]
		change(&d)
		if d.Check() == nil {
			t.Errorf("%s: nothing is said", name)
		}
	}
	e := edited()
	e.Email = "kansli"
	if e.CheckHead() == nil {
		t.Error("an address of mail without a host is taken")
	}
	for i := range MostEdited + 1 {
		d := e.Datasets[0]
		d.ID = strings.Repeat("x", i+2)
		if err := e.Put(d); (err == nil) != (i < MostEdited-1) {
			t.Fatalf("dataset %d: %v", i+2, err)
		}
	}
	e.Take("1")
	if len(e.Datasets) != MostEdited-1 {
		t.Errorf("%d are left", len(e.Datasets))
	}
}
