package rdf

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestAttacks gives texts made to exhaust a reader: each must be refused with
// the right code, and cost little.
func TestAttacks(t *testing.T) {
	wrap := func(doctype, inside string) string {
		return doctype + head + inside + "</rdf:RDF>"
	}
	laughs := `<!DOCTYPE x [<!ENTITY l0 "lol">`
	for i := range 20 {
		laughs += fmt.Sprintf(`<!ENTITY l%d "&l%d;&l%d;&l%d;&l%d;">`, i+1, i, i, i, i)
	}
	for _, test := range []struct {
		name   string
		format Format
		text   string
		code   Code
	}{
		{"billion laughs", RDFXML, wrap(laughs+"]>", "<ex:A ex:p='&l20;'/>"), "limit-entities"},
		{"circle", RDFXML, wrap(`<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>`, "<ex:A ex:p='&a;'/>"), "limit-entities"},
		{"quadratic", RDFXML, wrap(`<!DOCTYPE x [<!ENTITY a "`+strings.Repeat("a", 60_000)+`">]>`,
			"<ex:A><ex:p>"+strings.Repeat("&a;", 60_000)+"</ex:p></ex:A>"), "limit-entities"},
		{"external", RDFXML, wrap(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`, "<ex:A ex:p='&a;'/>"), "xml-entity-external"},
		{"parameter", RDFXML, wrap(`<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.org/x">%a;]>`, ""), "xml-parameter-entity"},
		{"markup", RDFXML, wrap(`<!DOCTYPE x [<!ENTITY a "<ex:p/>">]>`, "<ex:A><ex:p>&a;</ex:p></ex:A>"), "xml-entity-markup"},
		{"deep elements", RDFXML, wrap("", strings.Repeat("<ex:A><ex:p>", 100_000)), "limit-depth"},
		{"deep resources", RDFXML, wrap("", "<ex:A>"+strings.Repeat("<ex:p rdf:parseType='Resource'>", 100_000)), "limit-depth"},
		{"deep XML literal", RDFXML, wrap("", "<ex:A><ex:p rdf:parseType='Literal'>"+strings.Repeat("<a>", 100_000)), "limit-depth"},
		{"many attributes", RDFXML, wrap("", "<ex:A "+attributes(1000)+"/>"), "limit-attributes"},
		{"many namespaces", RDFXML, wrap("", "<ex:A "+strings.ReplaceAll(attributes(1000), "ex:", "xmlns:")+"/>"), "limit-namespaces"},
		{"endless literal", RDFXML, wrap("", "<ex:A><ex:p>"+strings.Repeat("x", 200_000)), "limit-literal"},
		{"endless pieces", RDFXML, wrap("", "<ex:A><ex:p>"+strings.Repeat("x<!---->", 200_000)), "limit-literal"},
		{"endless XML literal", RDFXML, wrap("", "<ex:A><ex:p rdf:parseType='Literal'>"+strings.Repeat("<a/>", 200_000)), "limit-literal"},
		{"long name", RDFXML, wrap("", "<ex:A rdf:about='http://e/"+strings.Repeat("x", 200_000)+"'/>"), "limit-iri"},
		{"deep brackets", Turtle, "@prefix : <http://e/> . :a :p " + strings.Repeat("[ :p ", 100_000), "limit-depth"},
		{"deep lists", Turtle, "@prefix : <http://e/> . :a :p " + strings.Repeat("(", 100_000), "limit-depth"},
		{"long string", Turtle, "<http://e/a> <http://e/p> '''" + strings.Repeat("x", 200_000) + "''' .", "limit-literal"},
		{"long line", NTriples, "<http://e/a> <http://e/p> \"" + strings.Repeat("x", 200_000) + "\" .", "limit-literal"},
		{"triples", NTriples, strings.Repeat("<http://e/a> <http://e/p> \"x\" .\n", 60_000), "limit-triples"},
		{"deep JSON", JSONLD, strings.Repeat(`{"http://e/p":`, 5000), "limit-depth"},
		{"large", NTriples, strings.Repeat(" ", 8_000_001), "limit-bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := Parse(test.text, Options{Format: test.format, Limits: Limits{
				Bytes: 8_000_000, Literal: 100_000, Triples: 50_000,
			}})
			if doc.Counts[test.code] == 0 {
				t.Errorf("not refused with %s but with %v", test.code, err)
			}
			if n := doc.Graph.Dictionary.Len(); n > 150_000 {
				t.Errorf("%d terms were kept", n)
			}
		})
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " ex:a%d='http://e/%d'", i, i)
	}
	return b.String()
}

// TestEncodings writes one text in the encodings that files come in.
func TestEncodings(t *testing.T) {
	body := head + "<ex:A rdf:about='http://e/å'><ex:p xml:lang='sv'>Räksmörgås</ex:p></ex:A></rdf:RDF>"
	plain := func(declared string) string { return "<?xml version='1.0' encoding='" + declared + "'?>" + body }
	latin, _ := charmap.ISO8859_1.NewEncoder().String(plain("ISO-8859-1"))
	windows, _ := charmap.Windows1252.NewEncoder().String(plain("windows-1252"))
	nine, _ := charmap.ISO8859_15.NewEncoder().String(plain("iso-8859-15"))
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(plain("UTF-16"))
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(plain("UTF-16"))
	markless, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(plain("utf-16"))
	mislabelled, _ := charmap.Windows1252.NewEncoder().String(plain("UTF-8"))
	for _, test := range []struct {
		name, text string
		code       Code
	}{
		{"utf-8", plain("utf-8"), ""}, {"no declaration", body, ""}, {"mark", "\uFEFF" + plain("UTF-8"), ""},
		{"latin", latin, ""}, {"windows", windows, ""}, {"latin 9", nine, ""}, {"little", little, ""},
		{"big", big, ""}, {"markless", markless, ""}, {"untrue utf-16", plain("utf-16"), ""},
		{"mislabelled", mislabelled, "encoding-utf8"},
	} {
		doc, err := Parse(test.text, Options{Format: RDFXML})
		if test.code == "" && err != nil || test.code != "" && doc.Counts[test.code] == 0 {
			t.Errorf("%s: %v", test.name, err)
		}
		want := Term{Kind: Literal, Value: "Räksmörgås", Language: "sv"}
		if _, ok := doc.Graph.Lookup(want); !ok || doc.Graph.Len() != 2 {
			t.Errorf("%s: read as\n%s", test.name, dump(doc.Graph))
		}
	}
	for text, code := range map[string]Code{
		plain("klingon"): "encoding-unknown", "\xFF\xFE\x00\x00<": "encoding-unknown",
	} {
		if doc, _ := Parse(text, Options{}); doc.Counts[code] != 1 {
			t.Errorf("%q: %v", text[:4], doc.Faults)
		}
	}
}

// TestEntities holds what a document type declaration is good for.
func TestEntities(t *testing.T) {
	text := `<!DOCTYPE rdf:RDF [
		<!ENTITY ex "http://example.org/"> <!ENTITY ex "http://second.example/">
		<!ENTITY word "&#82;&#228;ksm&#xF6;rg&aring;s"> <!ENTITY aring "å"> <!-- ' -->
		<!ELEMENT a (b)> <!ATTLIST a b CDATA ">"> <?x ]> ?> ]>
		` + head + `<ex:A rdf:about="&ex;a"><ex:p>&word;</ex:p></ex:A></rdf:RDF>`
	doc, err := Parse(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	g := doc.Graph
	a := g.IRI("http://example.org/a")
	if got := g.Value(g.Object(a, g.IRI("http://example.org/p"))); got != "Räksmörgås" {
		t.Errorf("%q\n%s", got, dump(g))
	}
}

func TestFormats(t *testing.T) {
	for text, want := range map[string]Format{
		"<?xml version='1.0'?><x/>": RDFXML, " <rdf:RDF xmlns:rdf='x'>": RDFXML, "<!-- x -->": RDFXML,
		"<http://e/a> <http://e/p> 1 .": Turtle, "@prefix : <http://e/> .": Turtle, "<#a> a <b> .": Turtle,
		`{"@id": ""}`: JSONLD, `[ {} ]`: JSONLD, "[] <http://e/p> 1 .": Turtle, "": Unknown, "<html>": RDFXML,
	} {
		if got := sniff(text); got != want {
			t.Errorf("%q is taken for %s", text, got)
		}
	}
	for _, test := range [][2]string{
		{"text/turtle; charset=utf-8", "x.rdf"}, {"", "http://example.se/data.TTL?x=1.nt"},
		{"text/plain", "a/b.ttl"},
	} {
		if got := FormatOf(test[0], test[1]); got != Turtle {
			t.Errorf("%v is taken for %s", test, got)
		}
	}
	if RDFXML.Extension()+Unknown.Extension()+JSONLD.MediaType() != ".rdfapplication/ld+json" {
		t.Error("names of formats")
	}
}
