package cli

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"insyn/dcat"
	"insyn/rdf"
)

// said runs the program in this process and gives its exit code and what it wrote.
func said(t *testing.T, in string, args ...string) (code int, out, complaints string) {
	t.Helper()
	t.Setenv("LC_ALL", "sv_SE.UTF-8")
	var a, b bytes.Buffer
	code = Main(args, strings.NewReader(in), &a, &b)
	return code, a.String(), b.String()
}

func generated(t testing.TB, o dcat.GenerateOptions) string {
	t.Helper()
	var text strings.Builder
	if err := dcat.Generate(&text, o); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// TestCatalogFromTheWeb checks a catalogue at an address: the base is where it
// lies, a redirect that the portal does not follow is told, and so is a page
// that is no catalogue.
func TestCatalogFromTheWeb(t *testing.T) {
	text := generated(t, dcat.GenerateOptions{Datasets: 2, Seed: 1, Format: rdf.Turtle})
	mux := http.NewServeMux()
	mux.HandleFunc("/datasets/dcat", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/turtle; charset=utf-8")
		_, _ = w.Write([]byte(text + "<#x> a dcat:Dataset .\n"))
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><html><p>Hej</p></html>"))
	})
	mux.HandleFunc("/table", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("id;namn\n1;Åsa\n"))
	})
	mux.Handle("/see-other", http.RedirectHandler("/datasets/dcat", http.StatusSeeOther))
	mux.Handle("/found", http.RedirectHandler("/datasets/dcat", http.StatusFound))
	server := httptest.NewServer(mux)
	defer server.Close()
	for _, test := range []struct {
		path string
		code int
		want string
	}{
		{"/datasets/dcat", 5, server.URL + "/datasets/dcat#x"},
		{"/see-other", 5, server.URL + "/datasets/dcat#x"},
		{"/found", 5, "302"},
		{"/page", 5, "Det här är en webbsida, inte RDF"},
		{"/table", 5, "Filen har inget RDF-format som går att läsa här. Skicka RDF/XML, Turtle"},
		{"/nowhere", 6, "lämnar ut ingen katalog"},
	} {
		code, out, complaints := said(t, "", "catalog", "check", server.URL+test.path)
		if code != test.code || !strings.Contains(out+complaints, test.want) ||
			strings.Contains(test.want, "RDF") && strings.Contains(out, "dcat:Catalog") {
			t.Errorf("%s: exit code %d\n%s%s", test.path, code, out, complaints)
		}
	}
	code, _, complaints := said(t, "", "catalog", "check", "http://10.0.0.1/dcat")
	if code != 5 || complaints == "" {
		t.Errorf("an address inside the house: exit code %d, %s", code, complaints)
	}
}

// TestSARIF holds what is written against the parts of the standard's schema
// that concern it.
func TestSARIF(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	sound := generated(t, dcat.GenerateOptions{Datasets: 2, Seed: 1})
	for name, text := range map[string]string{
		"flawed": generated(t, dcat.GenerateOptions{Datasets: 30, Seed: 1, Flawed: 1000}),
		"broken": strings.Replace(sound, "</dcat:Catalog>", "&;", 1), "sound": sound, "empty": "",
	} {
		_, out, _ := said(t, text, "catalog", "check", "--sarif", "-")
		log, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	spoilt := `{"$schema":"x","version":"2.1.0","runs":[{"results":[{"ruleIndex":-2}]}]}`
	log, _ := jsonschema.UnmarshalJSON(strings.NewReader(spoilt))
	if schema.Validate(log) == nil {
		t.Error("the schema takes anything")
	}
}

// TestCatalogJSON holds that all three ways to tell agree.
func TestCatalogJSON(t *testing.T) {
	text := generated(t, dcat.GenerateOptions{Datasets: 60, Seed: 3, Flawed: 500})
	code, out, _ := said(t, text, "catalog", "check", "--json", "--evidence", "-")
	var told checkedJSON
	if err := json.Unmarshal([]byte(out), &told); err != nil {
		t.Fatal(err)
	}
	errors := 0
	for _, r := range told.Findings {
		if r.Severity == "error" && !r.Conflict {
			errors++
		}
		if r.Message == "" || r.Remedy == "" || r.Line == 0 {
			t.Errorf("a finding without words or place: %+v", r)
		}
	}
	if code != 5 || errors != told.Defects || errors == 0 {
		t.Errorf("exit code %d, %d defects, %d errors listed", code, told.Defects, errors)
	}
	for _, e := range told.Evidence {
		sum := 0
		for _, m := range e.Metrics {
			if m.Met {
				sum += m.Points
			}
		}
		if sum != e.Points || len(e.Metrics) != len(dcat.Metrics) {
			t.Errorf("%s: evidence for %d of %d points", e.Dataset, sum, e.Points)
		}
	}
	if len(told.Evidence) != 60 || told.Scores[0].Most != 405 || told.Scores[1].Most != 375 {
		t.Errorf("%d datasets with evidence, scores %+v", len(told.Evidence), told.Scores)
	}
}

// TestManyEqualFindings holds that ten thousand equal findings stay readable.
func TestManyEqualFindings(t *testing.T) {
	text := generated(t, dcat.GenerateOptions{Datasets: 5000, Seed: 3, Flawed: 1000})
	_, out, _ := said(t, text, "catalog", "check", "-")
	if lines := strings.Count(out, "\n"); lines > 120 {
		t.Errorf("%d lines", lines)
	}
	_, all, _ := said(t, text, "catalog", "check", "--all", "-")
	if lines := strings.Count(all, "\n      rad "); lines < 15_000 {
		t.Errorf("--all lists %d places only", lines)
	}
}

// TestNothingHalfWritten holds that a catalogue that cannot be written leaves
// what was there.
func TestNothingHalfWritten(t *testing.T) {
	name := filepath.Join(t.TempDir(), "ut.rdf")
	if err := os.WriteFile(name, []byte("före"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := `<https://e.example.se/d> <https://e.example.se/1> "x" .`
	code, _, _ := said(t, text, "catalog", "convert", "-", "-o", name)
	left, err := os.ReadFile(name)
	files, _ := filepath.Glob(filepath.Join(filepath.Dir(name), "*"))
	hidden, _ := filepath.Glob(filepath.Join(filepath.Dir(name), ".insyn*"))
	if code != 5 || err != nil || string(left) != "före" || len(files)+len(hidden) != 1 {
		t.Errorf("exit code %d, %q left, %v %v", code, left, files, hidden)
	}
}
