package finding

import (
	"strings"
	"testing"

	"insyn/dcat"
	"insyn/internal/lang"
	"insyn/rdf"
)

// TestEveryCodeHasWords words each code of both engines in each language: a
// missing message or value panics. English must say what the engine says.
func TestEveryCodeHasWords(t *testing.T) {
	for _, l := range lang.Languages() {
		p := lang.For(l)
		for _, code := range rdf.Codes() {
			f := rdf.Fault{Code: code, Args: []string{"ett", "två", "tre"}}
			w := OfFault(p, f)
			if strings.HasSuffix(w.What+w.Do, ".") && w.Do[len(w.Do)-2] != ' ' {
				t.Errorf("%s ends in a stop: %+v", code, w)
			}
			if l == lang.English && (w.What != f.Message() || w.Do != f.Remedy()) {
				t.Errorf("%s: %+v, and the engine says %s. %s", code, w, f.Message(), f.Remedy())
			}
			if l == lang.Swedish && w.What == f.Message() {
				t.Errorf("%s is not in Swedish: %s", code, w.What)
			}
		}
		for _, code := range dcat.Codes() {
			f := dcat.Finding{Code: code, Class: "Dataset", Property: "dcat:theme", Value: `"x"`}
			w := OfFinding(p, f)
			said := strings.Replace(f.Message(), "Dataset", "the dataset", 1)
			if l == lang.English && !strings.EqualFold(w.What, said) {
				t.Errorf("%s: %s, and the engine says %s", code, w.What, f.Message())
			}
			if l == lang.Swedish && w.What == f.Message() || w.Do == "" {
				t.Errorf("%s is not in Swedish: %+v", code, w)
			}
		}
	}
}

// TestEveryClassHasAName names the classes of all profiles.
func TestEveryClassHasAName(t *testing.T) {
	for _, l := range lang.Languages() {
		for _, profile := range dcat.AllProfiles {
			for _, c := range profile.Classes {
				if name := Class(lang.For(l), c.Name); name == "" || name == c.Name {
					t.Errorf("%s of %s is called %q in %s", c.Name, profile.Name, name, l)
				}
			}
		}
	}
}

// TestWords reads a few as a publisher would.
func TestWords(t *testing.T) {
	sv := lang.For(lang.Swedish)
	for _, test := range []struct {
		finding  dcat.Finding
		what, do string
	}{
		{dcat.Finding{Code: "missing", Class: "Distribution", Property: "dcterms:format"},
			"Distributionen saknar dcterms:format, som är obligatorisk",
			"Lägg till dcterms:format"},
		{dcat.Finding{Code: "datatype", Class: "Dataset", Property: "dcterms:issued", Value: `"2024-1-5"`,
			Instead: dcat.Suggestion{Text: "2024-01-05", Datatype: "xsd:date"}},
			`dcterms:issued är "2024-1-5", som inte har rätt datatyp`,
			"Skriv 2024-01-05 med datatypen xsd:date"},
		{dcat.Finding{Code: "not-iri", Class: "Distribution", Property: "dcat:accessURL", Value: `"https://e/x"`,
			Instead: dcat.Suggestion{Text: "https://e/x", Address: true}},
			`dcat:accessURL är "https://e/x", och ska vara en adress`,
			"Skriv https://e/x som adress (rdf:resource)"},
		{dcat.Finding{Code: "not-node", Class: "Distribution", Property: "dcterms:format", Value: `"text/csv"`,
			Instead: dcat.Suggestion{Text: "http://e/CSV"}, Conflict: true},
			`dcterms:format är texten "text/csv", och ska vara en adress eller en beskrivning`,
			"Låt det vara: Sverige vill ha det så. insyn catalog export --eu gör den katalog som Europa godtar"},
	} {
		if w := OfFinding(sv, test.finding); w.What != test.what || w.Do != test.do {
			t.Errorf("%+v\nwant %s / %s", w, test.what, test.do)
		}
	}
}
