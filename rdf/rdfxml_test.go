package rdf

import (
	"strings"
	"testing"
)

// TestRDFXML reads the forms of XML and RDF/XML that catalogues come in.
func TestRDFXML(t *testing.T) {
	for name, test := range map[string][2]string{
		"text": {"<ex:A rdf:about='http://e/a'><ex:p>a<!-- no -->b<![CDATA[<&]]>&lt;&#229;\r\n</ex:p></ex:A>",
			`<http://e/a> <TYPE> <http://example.org/A> .
			 <http://e/a> <http://example.org/p> "ab<&<å\n" .`},
		"white space in values": {"<rdf:Description rdf:about='http://e/a' ex:p='a\n\tb&#10;c'/>",
			`<http://e/a> <http://example.org/p> "a  b\nc" .`},
		"language": {"<rdf:Description rdf:about='http://e/a' xml:lang='sv'><ex:p>x</ex:p><ex:p xml:lang=''>y</ex:p>" +
			"<ex:p rdf:datatype='http://e/d'>z</ex:p></rdf:Description>",
			`<http://e/a> <http://example.org/p> "x"@sv .
			 <http://e/a> <http://example.org/p> "y" .
			 <http://e/a> <http://example.org/p> "z"^^<http://e/d> .`},
		"base": {"<rdf:Description xml:base='http://b/x/y#z' rdf:about='w'><ex:p rdf:resource=''/><ex:p rdf:resource='#f'/>" +
			"<ex:p rdf:ID='i'>t</ex:p></rdf:Description>",
			`<http://b/x/w> <http://example.org/p> <http://b/x/y> .
			 <http://b/x/w> <http://example.org/p> <http://b/x/y#f> .
			 <http://b/x/w> <http://example.org/p> "t" .
			 <http://b/x/y#i> <TYPE> <RDFStatement> .
			 <http://b/x/y#i> <RDFsubject> <http://b/x/w> .
			 <http://b/x/y#i> <RDFpredicate> <http://example.org/p> .
			 <http://b/x/y#i> <RDFobject> "t" .`},
		"property attributes": {"<rdf:Description rdf:about='http://e/a'><ex:p rdf:type='http://e/T' ex:q='v'/>" +
			"<ex:p rdf:resource='http://e/b' ex:q='w'> </ex:p></rdf:Description>",
			`<http://e/a> <http://example.org/p> _:b .
			 _:b <TYPE> <http://e/T> .
			 _:b <http://example.org/q> "v" .
			 <http://e/a> <http://example.org/p> <http://e/b> .
			 <http://e/b> <http://example.org/q> "w" .`},
		"containers": {"<rdf:Bag rdf:about='http://e/a'><rdf:li>x</rdf:li><rdf:li rdf:parseType='Resource'><ex:q/></rdf:li></rdf:Bag>",
			`<http://e/a> <TYPE> <RDFBag> .
			 <http://e/a> <RDF_1> "x" .
			 <http://e/a> <RDF_2> _:b .
			 _:b <http://example.org/q> "" .`},
		"collection": {"<ex:A rdf:nodeID='n'><ex:p rdf:parseType='Collection'><ex:B/><rdf:Description rdf:nodeID='n'/></ex:p></ex:A>",
			`_:n <TYPE> <http://example.org/A> .
			 _:n <http://example.org/p> _:1 .
			 _:1 <RDFfirst> _:x .
			 _:x <TYPE> <http://example.org/B> .
			 _:1 <RDFrest> _:2 .
			 _:2 <RDFfirst> _:n .
			 _:2 <RDFrest> <RDFnil> .`},
		"XML literal": {"<rdf:Description rdf:about='http://e/a' xmlns='http://d/' xmlns:u='http://u/'><ex:p rdf:parseType='Literal'>" +
			"<b u:z=\"1\" a='&lt;\"'>x &amp; y<br/></b><!-- c --><?pi d?><ex:c xmlns=''><e/></ex:c></ex:p></rdf:Description>",
			`<http://e/a> <http://example.org/p> "<b xmlns=\"http://d/\" xmlns:u=\"http://u/\" a=\"&lt;&quot;\" u:z=\"1\">` +
				`x &amp; y<br></br></b><!-- c --><?pi d?><ex:c xmlns:ex=\"http://example.org/\"><e></e></ex:c>"^^<RDFXMLLiteral> .`},
		"local namespaces": {"<a:A xmlns:a='http://one/' rdf:about='http://e/a'><a:p xmlns:a='http://two/'>x</a:p><a:p>y</a:p></a:A>",
			`<http://e/a> <TYPE> <http://one/A> .
			 <http://e/a> <http://two/p> "x" .
			 <http://e/a> <http://one/p> "y" .`},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse(head+test[0]+"</rdf:RDF>", Options{Format: RDFXML})
			if err != nil {
				t.Fatal(err)
			}
			statesAll(t, doc.Graph, strings.NewReplacer("<TYPE>", "<"+constants[Type]+">", "<RDF", "<"+RDF).Replace(test[1]))
		})
	}
}

// TestUnusualParseType takes what it does not know for XML, and says so.
func TestUnusualParseType(t *testing.T) {
	doc, err := Parse(head+"<ex:A><ex:p rdf:parseType='daml:collection'><b/></ex:p></ex:A></rdf:RDF>", Options{})
	if err != nil || doc.Counts["rdfxml-parse-type"] != 1 {
		t.Errorf("%v, %v", err, doc.Counts)
	}
}

// TestClashes refuses attributes that exclude each other.
func TestClashes(t *testing.T) {
	for _, attributes := range []string{
		"rdf:parseType='Literal' rdf:datatype='http://e/d'", "rdf:parseType='Resource' ex:q='x'",
		"rdf:datatype='http://e/d' rdf:resource='http://e/b'", "rdf:datatype='http://e/d' ex:q='x'",
		"rdf:nodeID='n' rdf:parseType='Collection'",
	} {
		doc, _ := Parse(head+"<ex:A><ex:p "+attributes+"/><ex:r>kept</ex:r></ex:A></rdf:RDF>", Options{})
		if doc.Counts["rdfxml-attributes-clash"] != 1 || doc.Graph.Len() != 2 {
			t.Errorf("%s: %v, %d triples", attributes, doc.Counts, doc.Graph.Len())
		}
	}
}

// TestOldSpelling reads the attributes without prefix of the first RDF.
func TestOldSpelling(t *testing.T) {
	doc, err := Parse(head+"<rdf:Description about='http://e/a'><ex:p resource='http://e/b'/></rdf:Description></rdf:RDF>", Options{})
	if err != nil {
		t.Fatal(err)
	}
	statesAll(t, doc.Graph, "<http://e/a> <http://example.org/p> <http://e/b> .")
}

// TestManyNames uses more names than the cache of names has room for.
func TestManyNames(t *testing.T) {
	var text, want strings.Builder
	text.WriteString(head)
	for round := range 2 {
		for i := range 3000 {
			n := itoa(i)
			text.WriteString("<ex:C" + n + " rdf:about='http://e/" + n + "' ex:a" + n + "='" + itoa(round) + "'/>\n")
			want.WriteString("<http://e/" + n + "> <" + constants[Type] + "> <http://example.org/C" + n + "> .\n" +
				"<http://e/" + n + "> <http://example.org/a" + n + "> \"" + itoa(round) + "\" .\n")
		}
	}
	text.WriteString("</rdf:RDF>")
	doc, err := Parse(text.String(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	statesAll(t, doc.Graph, want.String())
}
