package rdf

import (
	"fmt"
	"testing"
)

// TestForeignTexts gives texts that are no RDF, and some that look as if they
// were none: what is told is one thing, and the right one.
func TestForeignTexts(t *testing.T) {
	for _, test := range []struct {
		name   string
		format Format
		text   string
		fault  string // code@line:column
	}{
		{"PDF", Unknown, "%PDF-1.7\n1 0 obj", "format-other@1:1"},
		{"archive", RDFXML, "PK\x03\x04\x14\x00\xFF", "format-other@1:1"},
		{"web page", RDFXML, "<!DOCTYPE html>\n<html><body>Hej</body></html>", "format-html@1:1"},
		{"web page as Turtle", Turtle, " <HTML lang=sv>Hej", "format-html@1:1"},
		{"table", Unknown, "id;namn\n1;Åsa\n", "format-unknown@1:1"},
		{"letter as Turtle", Turtle, "# Till dig\n\nHej!\n", "format-unknown@1:1"},
		{"letter as RDF/XML", RDFXML, "Hej! Här kommer katalogen.", "format-unknown@1:1"},
		{"letter as JSON", JSONLD, "Hej!", "format-unknown@1:1"},
		{"photograph", Unknown, "\x8A\x00\xFF\xFE\x01", "format-unknown@1:1"},
		{"prefix forgotten", Unknown, "ex:a ex:b 1 .", "prefix-unknown@1:1"},
		{"feed", Unknown, "<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>", "format-unknown@2:1"},
		{"namespace forgotten", RDFXML, "<RDF/>", "rdfxml-no-namespace@1:1"},
		{"data of a service", Unknown, ` {"datasets": [{"title": "Badplatser"}]}`, "format-json@1:1"},
		{"list of names", JSONLD, `["Badplatser"]`, "format-json@1:1"},
		{"nothing", Unknown, "", "format-unknown@1:1"},
	} {
		doc, err := Parse(test.text, Options{Format: test.format})
		if len(doc.Faults) != 1 || doc.Graph.Len() > 0 || err == nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		f := doc.Faults[0]
		if got := fmt.Sprintf("%s@%d:%d", f.Code, f.Line, f.Column); got != test.fault {
			t.Errorf("%s: %s, want %s", test.name, got, test.fault)
		}
	}
}
