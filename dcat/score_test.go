package dcat

import (
	"strings"
	"testing"

	"insyn/rdf"
)

const scored = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://data.example.se/> .
:best a dcat:Dataset ; dcterms:title "A"@sv ; dcterms:description "A"@sv ; dcat:keyword "a"@sv ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/TRAN> ;
  dcterms:spatial <http://sws.geonames.org/2661886/> ; dcterms:temporal [ a dcterms:PeriodOfTime ] ;
  dcterms:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dcat:contactPoint :contact ; dcterms:publisher :body ;
  dcterms:issued "2024-01-01"^^xsd:date ; dcterms:modified "2024-01-01"^^xsd:date ;
  dcat:distribution :poor, :rich .
:poor a dcat:Distribution ; dcat:accessURL :x .
:rich a dcat:Distribution ; dcat:accessURL :a ; dcat:downloadURL :b ;
  dcterms:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
  dcterms:license <http://publications.europa.eu/resource/authority/licence/CC0> ;
  dcterms:rights :r ; dcat:byteSize "1"^^xsd:nonNegativeInteger .
:swede a dcat:Dataset ; dcterms:title "B"@sv ; dcterms:description "B"@sv ; dcat:distribution :csv .
:csv a dcat:Distribution ; dcat:accessURL :c ; dcterms:format "text/csv" ;
  dcterms:license <http://creativecommons.org/licenses/by/4.0/> .
:bare a dcat:Dataset .
`

func scoredGraph(t testing.TB) *rdf.Graph {
	t.Helper()
	doc, err := rdf.Parse(scored, rdf.Options{Format: rdf.Turtle})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Graph
}

// TestScore adds the points up by hand.
func TestScore(t *testing.T) {
	g := scoredGraph(t)
	report := Check(g, Options{Profiles: []*Profile{European}})
	reachable := func(address string) bool { return !strings.HasSuffix(address, "/c") }
	for _, test := range []struct {
		options ScoreOptions
		want    [3]int // of best, swede and bare
		points  int    // of the catalogue, in hundredths
	}{
		// best: everything. swede: format 20, open 20, machine-readable 20, licence 20. bare: nothing;
		// without title and description it does not comply, and swede's format does not.
		{ScoreOptions{Report: report, Reachable: reachable}, [3]int{405, 80, 0}, 16166},
		{ScoreOptions{Report: report}, [3]int{325, 80, 0}, 13500},
		{ScoreOptions{}, [3]int{295, 80, 0}, 12500},
		// DIGG: no compliance; media type from the vocabulary 10 and known licence 10 for swede.
		{ScoreOptions{Variant: DIGG, Report: report, Reachable: reachable}, [3]int{375, 100, 0}, 15833},
	} {
		s := ScoreOf(g, test.options)
		var got [3]int
		for i, d := range s.Datasets {
			got[i] = d.Points
		}
		if got != test.want || s.Points() != test.points {
			t.Errorf("%+v: %v, %d, want %v, %d", test.options.Variant, got, s.Points(), test.want,
				test.points)
		}
		if g.Value(s.Datasets[0].Distribution) != "https://data.example.se/rich" {
			t.Errorf("the best distribution is %s", g.Value(s.Datasets[0].Distribution))
		}
		sum := 0
		for d := Findability; d <= Contextuality; d++ {
			sum += s.Dimension(d)
		}
		if sum > s.Points()+5 || sum < s.Points()-len(Metrics) {
			t.Errorf("the dimensions come to %d of %d", sum, s.Points())
		}
	}
}

func TestMetricsSum(t *testing.T) {
	sum, dimensions := 0, map[Dimension]int{}
	for i, m := range Metrics {
		sum += m.Points
		dimensions[m.Dimension] += m.Points
		if _, isSimple := simple[i]; !isSimple && evidenceOf[i] == "" && i != compliance {
			t.Errorf("%s looks at nothing", m.Name)
		}
	}
	want := map[Dimension]int{Findability: 100, Accessibility: 100, Interoperability: 110,
		Reusability: 75, Contextuality: 20}
	for d, points := range want {
		if dimensions[d] != points {
			t.Errorf("%s has %d points, want %d", d, dimensions[d], points)
		}
	}
	if sum != EU.most() || sum-Metrics[compliance].Points != DIGG.most() {
		t.Errorf("%d points in all", sum)
	}
	for points, want := range map[int]Band{351: Excellent, 350: Good, 221: Good, 220: Sufficient,
		121: Sufficient, 120: Bad} {
		if BandOf(points) != want {
			t.Errorf("%d points are %s", points, BandOf(points))
		}
	}
}

// TestGains holds that a predicted gain comes true.
func TestGains(t *testing.T) {
	g := scoredGraph(t)
	before := ScoreOf(g, ScoreOptions{})
	for _, gain := range before.Gains() {
		if gain.Metric.Name != "keyword" {
			continue
		}
		for _, d := range before.Datasets {
			g.Add(d.Dataset, g.IRI(Expand("dcat:keyword")), g.Text("ord", "sv"), rdf.Position{})
		}
		after := ScoreOf(g, ScoreOptions{})
		if after.Points()-before.Points() != gain.Points || gain.Missing != 2 {
			t.Errorf("predicted %d, gained %d", gain.Points, after.Points()-before.Points())
		}
		return
	}
	t.Error("keywords would gain nothing")
}

// TestEvidence gives a reason and a place for every point.
func TestEvidence(t *testing.T) {
	g := scoredGraph(t)
	report := Check(g, Options{Profiles: []*Profile{European}})
	s := ScoreOf(g, ScoreOptions{Report: report, Reachable: func(string) bool { return true }})
	for _, d := range s.Datasets {
		points := 0
		for _, e := range s.Evidence(g, d) {
			if e.Met {
				points += e.Metric.Points
			}
			if e.Line == 0 || e.Met && e.Value == rdf.None && e.Metric.Name != "compliance" {
				t.Errorf("%s of %s: no evidence", e.Metric.Name, g.Value(d.Dataset))
			}
		}
		if points != d.Points {
			t.Errorf("%s: evidence for %d of %d points", g.Value(d.Dataset), points, d.Points)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for value, code := range map[string]string{
		"text/csv": "CSV", "text/csv; charset=utf-8": "CSV", "CSV": "CSV", ".csv": "CSV", "text/csv+zip": "ZIP",
		fileTypes + "XLSX": "XLSX", iana + "application/json": "JSON", "GeoJSON": "GEOJSON", "unheard-of": "",
	} {
		got := ""
		if f := FormatOf(value); f != nil {
			got = f.Code
		}
		if got != code {
			t.Errorf("%s is %s, want %s", value, got, code)
		}
	}
	for _, term := range append(vocabularies["format"].Terms, vocabularies["format-geo"].Terms...) {
		if formatAddress(term) == "" {
			t.Errorf("%s has no address", term)
		}
	}
}

func TestCanonicalLicence(t *testing.T) {
	for _, address := range []string{
		"http://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0",
		"https://creativecommons.org/licenses/by/4.0/deed.sv", "http://www.creativecommons.org/licenses/by/4.0/legalcode",
		licences + "CC_BY_4_0",
	} {
		swedish, european := CanonicalLicence(address)
		if swedish != "http://creativecommons.org/licenses/by/4.0/" || european != licences+"CC_BY_4_0" {
			t.Errorf("%s is %s, %s", address, swedish, european)
		}
	}
	if s, e := CanonicalLicence("https://example.se/villkor"); s+e != "" {
		t.Errorf("an unknown licence is %s, %s", s, e)
	}
	for _, v := range vocabularies["licence"].Terms {
		if swedish, _ := CanonicalLicence(v); swedish != v {
			t.Errorf("%s is written %s", v, swedish)
		}
	}
}
