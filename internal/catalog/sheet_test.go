package catalog

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"insyn/dcat"
)

func yes(string) bool { return true }

// sheetsOf examines a catalogue in Turtle, and gives its sheets by title.
func sheetsOf(t *testing.T, text string) map[string]Sheet {
	t.Helper()
	h := harvested(t, `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
		@prefix dcatap: <http://data.europa.eu/r5r/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . `+text)
	all := map[string]Sheet{}
	for i, s := range Examine(h.Items, yes) {
		all[h.Items[i].Title] = s
	}
	return all
}

func TestASheetSaysWhatADatasetIsWorth(t *testing.T) {
	all := sheetsOf(t, `<https://e/c> a dcat:Catalog ; dcat:dataset <https://e/a>, <https://e/b> ; dcat:service <https://e/s> .
		<https://e/p> a foaf:Agent ; foaf:name 'Exempelverket'@sv ; dcterms:type <http://purl.org/adms/publishertype/NationalAuthority> .
		<https://e/a> a dcat:Dataset ; dcterms:title 'A'@sv ; dcterms:description 'a'@sv ; dcterms:publisher <https://e/p> ;
			dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI>, 'Miljö' ;
			dcatap:hvdCategory <http://data.europa.eu/bna/c_dd313021> ; dcterms:modified '2023-01-02' ;
			dcat:distribution <https://e/a1>, <https://e/a2> .
		<https://e/a1> a dcat:Distribution ; dcat:accessURL <https://e/f> ; dcterms:format 'text/csv' ;
			dcterms:license <https://creativecommons.org/licenses/by/4.0/deed.sv> .
		<https://e/a2> a dcat:Distribution ; dcat:accessURL <https://e/g> ; dcterms:format 'application/pdf' .
		<https://e/b> a dcat:Dataset ; dcterms:title 'B'@sv .
		<https://e/s> a dcat:DataService ; dcterms:title 'S'@sv ; dcterms:license <https://e/own> .`)
	a, b, s := all["A"], all["B"], all["S"]
	if !a.Scored || !a.Open || !a.Machine || !a.HighValue || a.Obeys ||
		a.Modified != "2023-01-02" ||
		a.Publisher.In("sv") != "Exempelverket" {
		t.Errorf("%+v", a)
	}
	if !slices.Equal(a.Themes, []string{"ENVI"}) ||
		!slices.Equal(a.Formats, []string{"CSV", "PDF"}) ||
		!slices.Equal(a.Licences, []Licence{CCBY, NoLicence}) {
		t.Errorf("%v %v %v", a.Themes, a.Formats, a.Licences)
	}
	if b.Conforms || b.Open || b.Points >= a.Points ||
		!slices.Equal(b.Licences, []Licence{NoLicence}) {
		t.Errorf("%+v", b)
	}
	if s.Scored || s.Kind != Service || s.Licences[0] != OtherLicence {
		t.Errorf("%+v", s)
	}
	var c Counts
	for _, one := range all {
		c.Add(one)
	}
	c.AddLinks(map[LinkState]int{Alive: 3, Dead: 1, Refused: 1, Unchecked: 9})
	want := Counts{Datasets: 2, Open: 1, Machine: 1, HighValue: 1, Points: a.Points + b.Points,
		Links: 5, Alive: 4}
	if c.Conforming = 0; c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
	if sum := c.Sum(want); sum.Datasets != 4 || sum.Alive != 8 || sum.Points != 2*c.Points {
		t.Errorf("%+v", sum)
	}
}

// Datasets that are looked at together get what each gets by itself, and what
// the whole catalogue gets.
func TestTogetherOrAloneIsTheSame(t *testing.T) {
	text := generated(t, dcat.GenerateOptions{Datasets: 40, Seed: 5, Flawed: 500})
	h := harvested(t, text)
	points := 0
	for i, s := range Examine(h.Items, yes) {
		if alone := Examine(h.Items[i:i+1], yes)[0]; !reflect.DeepEqual(alone, s) {
			t.Errorf("%s: alone %+v, together %+v", s.IRI, alone, s)
		}
		points += 100 * s.Points
	}
	g := NewGathering("https://example.se/dcat")
	if err := g.Add(Text{Address: "https://example.se/dcat", Body: text}); err != nil {
		t.Fatal(err)
	}
	check := dcat.Check(g.Graph, dcat.Options{})
	whole := dcat.ScoreOf(g.Graph, dcat.ScoreOptions{Report: check, Reachable: yes}).Points()
	if got := points / len(h.Items); got != whole {
		t.Errorf("the sheets have %d, the catalogue %d", got, whole)
	}
}

func TestLicencesByAnyAddress(t *testing.T) {
	for address, want := range map[string]Licence{
		"": NoLicence, "https://e/own": OtherLicence, "javascript:alert(1)": OtherLicence,
		"http://creativecommons.org/publicdomain/zero/1.0/":                           CC0,
		"https://creativecommons.org/licenses/by-nc-sa/4.0":                           CCBYNCSA,
		"http://publications.europa.eu/resource/authority/licence/CC_BYSA_4_0":        CCBYSA,
		"https://creativecommons.org/licenses/by/4.0/deed.sv":                         CCBY,
		"https://www.creativecommons.org/licenses/by-nd/4.0/legalcode":                CCBYND,
		"http://publications.europa.eu/resource/authority/licence/SOMETHING_ELSE_1_0": OtherLicence,
	} {
		if got := LicenceOf(address); got != want {
			t.Errorf("%q is %s, want %s", address, got, want)
		}
	}
	if len(ThemeCodes()) != 13 {
		t.Errorf("%v", ThemeCodes())
	}
}

func TestPreviewsShowTheBeginning(t *testing.T) {
	long := strings.Repeat("x", 500)
	for name, c := range map[string]struct {
		format, body string
		whole        bool
		columns      []string
		rows         int
		cut          bool
		text         string
		err          error
	}{
		"semicolons":   {"CSV", "a;b\n1;2\n3;4\n", true, []string{"a", "b"}, 2, false, "", nil},
		"cut in a row": {"CSV", "a,b\n1,2\n3,", false, []string{"a", "b"}, 1, true, "", nil},
		"old letters":  {"CSV", "\xe5r;b\n1;2\n", true, []string{"år", "b"}, 1, false, "", nil},
		"mark":         {"CSV", "\ufeffa;b\n1;2\n", true, []string{"a", "b"}, 1, false, "", nil},
		"uneven":       {"CSV", "a;b;c\n1\n1;2;3;4\n", true, []string{"a", "b", "c"}, 2, false, "", nil},
		"many rows": {"CSV", "a\tb\n" + strings.Repeat("1\t2\n", 90), true, []string{"a", "b"},
			20, true, "", nil},
		"a long cell": {"CSV", long + ";b\n1;2\n", true, []string{long[:120] + "…", "b"}, 1, false, "", nil},
		"no table":    {"CSV", "\x00\x01\x02;\n;\x00\n", true, nil, 0, false, "", ErrNotTable},
		"nothing":     {"CSV", "", true, nil, 0, false, "", ErrNotTable},
		"objects":     {"JSON", `[{"b":1,"a":"x"},{"a":null}]`, true, []string{"b", "a"}, 2, false, "", nil},
		"deep":        {"JSON", `{"a":[1]}`, true, nil, 0, false, "{\n  \"a\": [\n    1\n  ]\n}", nil},
		"twice":       {"JSON", `[{"b":1,"a":2,"b":3}]`, true, []string{"b", "a"}, 1, false, "", nil},
		"nothing yet": {"JSON", `[null,{"a":1}]`, true, nil, 0, false,
			"[\n  null,\n  {\n    \"a\": 1\n  }\n]", nil},
		"brackets": {"JSON", `["[[\"[[",{}]`, true, nil, 0, false,
			"[\n  \"[[\\\"[[\",\n  {}\n]", nil},
		"too deep":   {"JSON", nested(previewDepth+1, 1), true, nil, 0, false, "", ErrTooDeep},
		"half":       {"JSON", `[{"a":1},`, false, nil, 0, true, `[{"a":1},`, nil},
		"wrong":      {"JSON", `{"a":`, true, nil, 0, false, "", ErrNotJSON},
		"a web page": {"JSON", "<!doctype html>", false, nil, 0, false, "", ErrNotJSON},
	} {
		p, err := PreviewOf(c.format, []byte(c.body), c.whole)
		if err != c.err || !slices.Equal(p.Columns, c.columns) || len(p.Rows) != c.rows ||
			p.Cut != c.cut ||
			p.Text != c.text {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
		for _, row := range p.Rows {
			if len(row) != len(p.Columns) {
				t.Errorf("%s: the row %q has not the width of the head", name, row)
			}
		}
	}
}

// nested is JSON of n ones in many lists.
func nested(lists, n int) string {
	ones := strings.Repeat(",1", n)[1:]
	return strings.Repeat("[", lists) + ones + strings.Repeat("]", lists)
}

// manyNames is a list of one object of n members.
func manyNames(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `,"%d":1`, n-i)
	}
	return "[{" + out.String()[1:] + "}]"
}

// previewed tells how many bytes are allocated by showing JSON.
func previewed(t *testing.T, text string) (p Preview, bytes uint64, err error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err = PreviewOf("JSON", []byte(text), true)
	runtime.ReadMemStats(&after)
	return p, after.TotalAlloc - before.TotalAlloc, err
}

func TestASmallFileMakesNoLargePreview(t *testing.T) {
	hostile := nested(9990, 3000) // 26 KB, and indented 60 MB
	if _, bytes, err := previewed(t, hostile); err != ErrTooDeep || bytes > 1<<20 {
		t.Errorf("%d bytes for %d: %v", bytes, len(hostile), err)
	}
	if p, err := PreviewOf("JSON", []byte(nested(previewDepth, 1)), true); err != nil ||
		p.Text == "" {
		t.Errorf("%d lists in one another are not shown: %v", previewDepth, err)
	}
	flat := nested(previewDepth, PreviewBytes/2-2*previewDepth) // as many lines as can be
	if p, bytes, err := previewed(t, flat); err != nil || !p.Cut || bytes > 64<<20 {
		t.Errorf("%d bytes for %d: %v", bytes, len(flat), err)
	}
}

func TestManyNamesCostNoMoreThanFew(t *testing.T) {
	text := manyNames(11000)
	if names := firstNames(text); len(names) != previewColumns+1 || names[0] != "11000" {
		t.Fatalf("%d names are read, %v", len(names), names)
	}
	p, err := PreviewOf("JSON", []byte(text), true)
	if err != nil || len(p.Columns) != previewColumns || !p.Cut || p.Columns[19] != "10981" {
		t.Errorf("%v, %v", p.Columns, err)
	}
	short := manyNames(30)
	few := testing.AllocsPerRun(3, func() { firstNames(short) })
	many := testing.AllocsPerRun(3, func() { firstNames(text) })
	if many > few {
		t.Errorf("%.0f allocations for 11000 names, %.0f for 30", many, few)
	}
}

func FuzzPreview(f *testing.F) {
	f.Add("JSON", []byte(nested(9990, 3000)), true)
	f.Add("JSON", []byte(manyNames(2000)), true)
	f.Add("CSV", []byte("a;b\n\"1\n;2\n"), true)
	f.Add("JSON", []byte(`[{"a":{"b":1}}]`), false)
	f.Fuzz(func(t *testing.T, format string, body []byte, whole bool) {
		p, err := PreviewOf(format, body, whole)
		size := len(p.Text)
		for _, row := range append(p.Rows, p.Columns) {
			for _, cell := range row {
				size += len(cell)
			}
		}
		if err == nil && (size > 256<<10 || len(p.Rows) > previewRows || len(p.Columns) > previewColumns) {
			t.Fatalf("%d bytes are shown", size)
		}
	})
}
