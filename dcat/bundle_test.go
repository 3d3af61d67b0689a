package dcat

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// A template is one of the parts that the Swedish profile is published in.
type template struct {
	ID            string
	Extends       string
	Property      string
	Type          string
	NodeType      string
	Cardinality   struct{ Min, Pref, Max *int }
	Items         []json.RawMessage
	Choices       []struct{ Value string }
	Datatype      stringList
	Constraints   map[string]stringList
	Pattern       string
	Value         string
	ValueTemplate string
	Styles        []string
	Deps          []string
	Automatic     bool
}

// A stringList is written as a string or as a list.
type stringList []string

func (l *stringList) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*l = stringList{one}
		return nil
	}
	return json.Unmarshal(text, (*[]string)(l))
}

// A bundle is the profile as published.
type bundle struct {
	testing.TB
	raw map[string]json.RawMessage
}

func readBundle(t testing.TB) *bundle {
	text, err := os.ReadFile(fixtures(t, "dcat-ap-se/3.0.1/bundle.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Templates []json.RawMessage }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	b := &bundle{TB: t, raw: map[string]json.RawMessage{}}
	for _, raw := range file.Templates {
		var named struct{ ID string }
		if err := json.Unmarshal(raw, &named); err != nil {
			t.Fatal(err)
		}
		b.raw[named.ID] = raw
	}
	return b
}

// template resolves a reference: a name, a template that extends another, or
// one that repeats another under its name.
func (b *bundle) template(raw json.RawMessage) template {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		raw = b.raw[name]
	}
	var shallow struct{ ID, Extends string }
	if err := json.Unmarshal(raw, &shallow); err != nil {
		b.Fatalf("%v in %s", err, raw)
	}
	var t template
	if shallow.Extends != "" {
		t = b.template(b.raw[shallow.Extends])
	} else if base, ok := b.raw[shallow.ID]; ok && len(base) > len(raw) {
		t = b.template(base)
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		b.Fatalf("%v in %s", err, raw)
	}
	return t
}

// A published row is what a template and the table are both brought into.
type publishedRow struct {
	min, pref, max int
	values         []string
	deps           string
}

// rows gives what the items of a template ask for, by property.
func (b *bundle) rows(t template) map[string]*publishedRow {
	rows := map[string]*publishedRow{}
	for _, raw := range t.Items {
		item := b.template(raw)
		if len(item.Items) > 0 && item.Property == "" { // a choice between forms of one property
			for _, raw := range item.Items {
				form := b.template(raw)
				form.Cardinality = item.Cardinality
				b.row(rows, form)
			}
			continue
		}
		b.row(rows, item)
	}
	return rows
}

func (b *bundle) row(rows map[string]*publishedRow, t template) {
	property := Shorten(Expand(t.Property))
	r := rows[property]
	if r == nil {
		r = &publishedRow{}
		rows[property] = r
	}
	number := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	r.min = max(r.min, number(t.Cardinality.Min))
	r.pref = max(r.pref, number(t.Cardinality.Pref))
	r.max = max(r.max, number(t.Cardinality.Max))
	if len(t.Deps) > 0 {
		r.deps = strings.Join(t.Deps, " ")
	}
	if v := publishedValue(t); !slices.Contains(r.values, v) {
		r.values = append(r.values, v)
	}
}

// publishedValue writes in one line what a template's values must be.
func publishedValue(t template) string {
	words := []string{t.NodeType}
	for _, d := range t.Datatype {
		words = append(words, "datatype="+Expand(d))
	}
	var choices []string
	for _, c := range t.Choices {
		choices = append(choices, c.Value)
	}
	slices.Sort(choices)
	if choices != nil {
		words = append(words, "choices="+strings.Join(choices, " "))
	}
	for property, classes := range t.Constraints {
		if Expand(property) == Expand("rdf:type") {
			for _, c := range classes {
				words = append(words, "class="+Expand(c))
			}
		}
	}
	words = append(words, "value="+t.Value, "form="+strings.TrimSuffix(t.ValueTemplate, "$1"),
		"pattern="+strings.TrimSuffix(strings.TrimPrefix(t.Pattern, "^"), "$"),
		fmt.Sprintf("auto=%v old=%v", t.Automatic, slices.Contains(t.Styles, "deprecated")))
	return strings.Join(words, " ")
}

// nodeTypes are the published words for the kinds of the table.
var nodeTypes = map[string]string{
	"text": "LANGUAGE_LITERAL", "plain": "ONLY_LITERAL", "literal": "LITERAL", "iri": "URI",
	"node": "RESOURCE", "date": "DATATYPE_LITERAL", "typed": "DATATYPE_LITERAL",
}

// tableValue writes a value of the table in the same line.
func tableValue(v Value) string {
	t := template{NodeType: nodeTypes[v.Kind], Value: exactly[v.Exactly],
		ValueTemplate: v.Beginning, Automatic: v.Known}
	for _, d := range datatypes[v.Kind] {
		t.Datatype = append(t.Datatype, "xsd:"+d)
	}
	if v.Datatype != "" {
		t.Datatype = stringList{v.Datatype}
	}
	if v.Vocabulary != "" {
		for _, term := range vocabularies[v.Vocabulary].Terms {
			t.Choices = append(t.Choices, struct{ Value string }{term})
		}
	}
	t.Constraints = map[string]stringList{"rdf:type": v.Classes}
	t.Pattern = patterns[v.Pattern]
	if v.Old {
		t.Styles = []string{"deprecated"}
	}
	return publishedValue(t)
}

// classTemplates are the templates that the classes of the table stand for.
var classTemplates = map[string][]string{
	"Catalog": {"dcat:Catalog"}, "Dataset": {"dcat:Dataset"}, "Series": {"dcat:DatasetSeries"},
	"Distribution": {"dcat:Distribution"}, "Service": {"dcat:DataService"}, "Agent": {"dcat:foaf:Agent"},
	"Contact": {"dcat:contactPoint"}, "Rights": {"dcat:odrs:RSSA"}, "Attribution": {"dcat:prov:qualifiedAttribution"},
	"Box": {"dcat:dcterms:spatial_bb_da", "dcat:dcterms:spatial_bb_dss"}, "Period": {"dcat:dcterms:temporal_da"},
	"Offer": {"schema:Offer"}, "Relationship": {"dcat:qualifiedRelation", "dcat:qualifiedRelation_dss"},
	"Provenance": {"dcat:dcterms:provenance_da"}, "Checksum": {"dcat:spdx:checksum_di"},
	"Telephone": {"vc:hasTelephone"}, "Address": {"vc:hasAddress"},
}

// TestTableIsBundle holds the Swedish table equal to the published profile:
// the same properties, obligations, numbers and values, class by class.
func TestTableIsBundle(t *testing.T) {
	b := readBundle(t)
	for _, class := range Swedish.Classes {
		templates := classTemplates[class.Name]
		if len(templates) == 0 {
			t.Errorf("%s is nowhere published", class.Name)
		}
		for _, name := range templates {
			t.Run(class.Name+" "+name, func(t *testing.T) {
				compareClass(t, class, b.rows(b.template(b.raw[name])))
			})
		}
	}
}

func compareClass(t *testing.T, class *Class, published map[string]*publishedRow) {
	for _, r := range class.Rules {
		p := published[r.Property]
		if p == nil {
			t.Errorf("%s is not published", r.Property)
			continue
		}
		delete(published, r.Property)
		level := Optional
		switch {
		case p.min > 0:
			level = Mandatory
		case p.pref > 0:
			level = Recommended
		}
		if level != r.Level || p.max != r.Most || (p.deps != "") != r.HighValue {
			t.Errorf("%s: the table has %s, at most %d; published is %s, at most %d", r.Property,
				r.Level, r.Most, level, p.max)
		}
		if p.deps != "" && !strings.HasSuffix(p.deps, " "+Legislation) {
			t.Errorf("%s depends on %s", r.Property, p.deps)
		}
		var values []string
		for _, v := range r.Values {
			values = append(values, tableValue(v))
		}
		compareValues(t, r.Property, values, p.values)
	}
	for property := range published {
		t.Errorf("%s is not in the table", property)
	}
}

func compareValues(t *testing.T, property string, table, published []string) {
	fix := strings.NewReplacer("RESOURCE ", "NODE ", " URI ", " NODE ", `\/`, "/",
		// The same in Go's words, which has no look-ahead:
		`(-?)P(?=.)((\d+)Y)?((\d+)M)?((\d+)D)?(T(?=.)((\d+)H)?((\d+)M)?(\d*(\.\d+)?S)?)?`,
		`-?P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d*(\.\d+)?S)?)?`,
		`[0-9+()-.\s]+`, `[0-9+()\-.\s]+`, `inspire.ec.europa.eu`, `inspire\.ec\.europa\.eu`,
		`pattern=https://www.dataportal.se`, `pattern=https://www\.dataportal\.se`)
	var a, b []string
	for _, s := range table {
		a = append(a, fix.Replace(s))
	}
	for _, s := range published {
		if strings.HasPrefix(s, " ") {
			s = "RESOURCE" + s // a group without node type
		}
		b = append(b, fix.Replace(s))
	}
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		t.Errorf("%s\ntable     %s\npublished %s", property, strings.Join(a, "\n          "),
			strings.Join(b, "\n          "))
	}
}
