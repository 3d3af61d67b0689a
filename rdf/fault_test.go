package rdf

import (
	"fmt"
	"strings"
	"testing"
)

const head = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
	`xmlns:ex="http://example.org/">` + "\n"

// TestFaults gives texts that are wrong in one way or several, and expects
// every fault at its place, and the rest of the text to be read all the same.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name    string
		format  Format
		text    string
		faults  string // code@line:column …
		triples int
	}{
		{"sound", NTriples, "<http://e/s> <http://e/p> \"o\" .\n", "", 1},
		{"lines", NTriples, "x\n<http://e/s> <http://e/p> <http://e/o> .\n<http://e/s> <http://e/p> .\n" +
			"<http://e/s> <http://e/p> \"o .\n<http://e/s> <http://e/p> \"o\"", "statement-node@1:1 " +
			"statement-node@3:27 string-open@4:27 statement-dot@5:30", 1},
		{"rest", NTriples, "<http://e/s> <http://e/p> \"o\" . <http://e/s> <http://e/p> \"o\" .\n" +
			"<http://e/s> \"p\" \"o\" .", "statement-rest@1:33 statement-predicate@2:14", 0},
		{"terms", NTriples, "<http://e/s> <http://e/p> \"\\x\" .\n<http://e/s> <http://e/p> \"o\"@ .\n" +
			"<http://e/s> <http://e/p> \"o\"^ .\n<http://e/ s> <http://e/p> \"o\" .\n_: <http://e/p> \"o\" .\n" +
			"<s> <http://e/p> \"o\" .\n<http://e/\\u00> <http://e/p> \"o\" .\n<http://e", "string-escape@1:28 " +
			"language-tag@2:30 datatype@3:30 iri-forbidden@4:1 blank-label@5:1 iri-relative@6:2 " +
			"iri-escape@7:1 iri-open@8:1", 0},
		{"runs", NTriples, "<http://e/å> <http://e/p> \"o\" .\n<http://e/å> <http://e/p> \"\\x\" .\n",
			"string-escape@2:28", 1},
		{"warning", NTriples, "<http://e/%zz> <http://e/p> \"o\" .", "iri-character@1:2", 1},
		{"statements", Turtle, "@prefix e: <http://e/> .\ne:s e:p 1 ; e:q x:o .\ne:s e:p e:o .\n" +
			"\"a\" e:p 2 .\ne:s e:p wrong .\ne:s e:p [ e:q ( 1 2 ] .\ne:s e:p 3",
			"prefix-unknown@2:17 turtle-literal-subject@4:1 turtle-word@5:9 turtle-bracket@6:21 " +
				"turtle-dot@7:10", 6},
		{"unclosed", Turtle, "@prefix e: <http://e/> .\ne:s e:p \"open .\ne:s e:p [ e:q 1 .\ne:s e:p 2 .",
			"string-open@2:9 turtle-bracket@3:17", 2},
		{"directives", Turtle, "@prefix e <http://e/> .\n@perfix e: <http://e/> .\n@base \"x\" .\n" +
			"@prefix e: <http://e/> .\n@base <http://b/>\ne:s e:p <o> .",
			"turtle-prefix-name@1:9 turtle-directive@2:2 turtle-directive-iri@3:7 turtle-dot@6:1", 0},
		{"predicates", Turtle, "@prefix e: <http://e/> .\ne:s [] e:o .\ne:s .\ne:s e:p e:%zz .\ne:s e:p +x .\n" +
			"e:s e:p ^ .\ne:s e:p 1e .\n", "turtle-predicate@2:5 turtle-predicate-missing@3:5 " +
			"turtle-local-escape@4:11 turtle-number@5:9 turtle-term@6:9 turtle-number@7:9", 0},
		{"column", Turtle, "@prefix e: <http://e/> .\ne:s e:p \"åäö\", bad .", "turtle-word@2:16", 1},
		{"ends", RDFXML, head + "<ex:A rdf:about='http://e/a'>\n<ex:p>x</ex:q>\n</ex:p>\n<ex:q>y\n</ex:A>\n</rdf:RDF>",
			"xml-end-stray@3:8 xml-end-early@6:1", 3},
		{"cut", RDFXML, head + "<ex:A rdf:about='http://e/a'>\n<ex:p>x</ex:p><ex:q", "xml-tag-open@3:15 " +
			"xml-unclosed@3:20", 2},
		{"references", RDFXML, head + "<ex:A rdf:about='http://e/a?x=1&y=2'><ex:p>a & b &unknown; &#0; < c</ex:p>" +
			"</ex:A></rdf:RDF>", "xml-ampersand@2:32 xml-ampersand@2:46 xml-entity@2:50 " +
			"xml-character-reference@2:60 xml-less-than@2:65", 2},
		{"attributes", RDFXML, head + "<ex:A rdf:about=\"http://e/a\"ex:p='1' ex:p='2' ex:q ex:r=3 u='x'/>\n" +
			"<y:B/><ex:C z:a='1'/></rdf:RDF>", "xml-attribute-space@2:29 xml-attribute-value@2:47 " +
			"xml-attribute-quote@2:57 xml-attribute-repeated@2:38 rdfxml-attribute-namespace@2:59 " +
			"xml-prefix@3:1 xml-prefix@3:13", 3},
		{"grammar", RDFXML, head + "text\n<ex:A rdf:about='http://e/a' rdf:ID='b'>more\n" +
			"<ex:p rdf:resource='http://e/b' rdf:nodeID='c'/>\n<ex:p rdf:parseType='Literal' rdf:resource='x'/>\n" +
			"<ex:p><ex:B/><ex:C/></ex:p>\n<rdf:Description/>\n<plain/>\n" +
			"<ex:p rdf:resource='http://e/c'>text<ex:x/></ex:p><ex:p rdf:datatype='http://e/d'><ex:D/></ex:p>\n" +
			"</ex:A><rdf:li/></rdf:RDF>", "rdfxml-text@2:1 rdfxml-two-subjects@3:30 rdfxml-text@3:41 " +
			"rdfxml-two-objects@4:33 rdfxml-attributes-clash@5:31 rdfxml-two-nodes@6:14 " +
			"rdfxml-not-a-property@7:1 rdfxml-no-namespace@8:1 rdfxml-text@9:33 rdfxml-content@9:37 " +
			"rdfxml-datatype-node@9:57 rdfxml-not-a-node@10:8", 5},
		{"identity", RDFXML, head + "<ex:A rdf:ID='1'/><ex:A rdf:nodeID='a b'/>\n<ex:B xml:base='http://b/' rdf:ID='a'/>" +
			"<ex:B xml:base='http://b/' rdf:ID='a'/>" +
			"<ex:C rdf:bagID='x' rdf:about='http://e/c'/></rdf:RDF>", "rdfxml-id@2:7 rdfxml-node-id@2:25 " +
			"rdfxml-id-repeated@3:67 rdfxml-withdrawn@3:85", 2},
		{"outside", RDFXML, "x" + head + "</rdf:RDF><ex:a/>y", "xml-text-outside@1:1 xml-second-root@2:11 " +
			"xml-prefix@2:11 xml-text-outside@2:18", 0},
		{"declarations", RDFXML, " <?xml version='1.0'?><!-- a -- b -->" + head + "<?1 x?><!x></rdf:RDF><!DOCTYPE a>",
			"xml-declaration-late@1:2 xml-comment-hyphens@1:30 xml-instruction-name@2:1 xml-declaration@2:8 " +
				"rdfxml-text@2:10 xml-doctype-late@2:22", 0},
		{"namespaces", RDFXML, "<rdf:RDF xmlns:rdf='" + RDF + "' xmlns:xml='http://e/' xmlns:a='' xml:lang='sv_SE'>" +
			"<ex:1/><a:b:c/></rdf:RDF>", "xml-namespace@1:66 xml-namespace@1:88 language-tag-broken@1:99 " +
			"xml-name@1:116 xml-name@1:123", 0},
		{"bomb", RDFXML, "<!DOCTYPE x [<!ENTITY a \"&a;&a;\">]>\n" + head +
			"<ex:A ex:p='&a;&a;'/></rdf:RDF>", "limit-entities@3:13", 2},
		{"empty", RDFXML, "<?xml version='1.0'?>", "xml-empty@1:22", 0},
		{"control", RDFXML, head + "<ex:A rdf:about='http://e/a'><ex:p>\x01</ex:p></ex:A></rdf:RDF>", "xml-character@2:36", 2},
		{"json", JSONLD, `{"@id": "http://e/a", "http://e/p": }`, "json-syntax@1:36", 0},
		{"json cut", JSONLD, `{"@id": "http://e/a"`, "json-end@1:21", 0},
		{"json keys", JSONLD, "{\"@id\": \"http://e/a\",\n \"http://e/p\": 1, \"http://e/p\": 2}", "json-key-repeated@2:31", 1},
		{"json context", JSONLD, "{\n\"@context\": \"https://schema.org\"}", "jsonld-context@2:14", 0},
		{"json wrong", JSONLD, `{"@context": 5, "@id": "http://e/a"}`, "jsonld-invalid@1:1", 0},
		{"json rest", JSONLD, `{} {}`, "json-rest@1:5", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := Parse(test.text, Options{Format: test.format})
			var got []string
			for _, f := range doc.Faults {
				got = append(got, fmt.Sprintf("%s@%d:%d", f.Code, f.Line, f.Column))
				if strings.Contains(f.Error(), "{") && !strings.Contains(test.text, "{") {
					t.Errorf("an argument is missing: %s", f.Error())
				}
			}
			if s := strings.Join(got, " "); s != test.faults {
				t.Errorf("faults\n got %s\nwant %s\n(%v)", s, test.faults, err)
			}
			if n := doc.Graph.Len(); n != test.triples {
				t.Errorf("%d triples were read, want %d:\n%s", n, test.triples, dump(doc.Graph))
			}
		})
	}
}

// TestFaultTexts holds that every code has a message and a remedy that are
// sentences without their full stop.
func TestFaultTexts(t *testing.T) {
	for _, c := range Codes() {
		f := faults[c]
		for _, s := range []string{f.message, f.remedy} {
			if s == "" || strings.HasSuffix(s, ".") && !strings.HasSuffix(s, " .") {
				t.Errorf("%s: %q", c, s)
			}
		}
	}
}

// TestFaultCount holds that faults of one kind do not crowd out the others,
// and that those left out are counted.
func TestFaultCount(t *testing.T) {
	text := strings.Repeat("x\n", 5000) + "<s> <http://e/p> <http://e/o> ."
	doc, err := Parse(text, Options{Format: NTriples, Limits: Limits{Faults: 10}})
	if len(doc.Faults) != 11 || doc.Counts["statement-node"] != 5000 || doc.Counts["iri-relative"] != 1 {
		t.Errorf("%d faults kept, counts %v", len(doc.Faults), doc.Counts)
	}
	if err == nil || !strings.HasSuffix(err.Error(), "(and 10 more)") {
		t.Errorf("error %v", err)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("å", 5000)
	if got := excerpt(long); len([]rune(got)) != 60 {
		t.Errorf("%d characters", len([]rune(got)))
	}
	if got := excerpt("a\nb\u202Ec"); got != "a b c" {
		t.Errorf("%q", got)
	}
}
