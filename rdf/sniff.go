package rdf

import (
	"regexp"
	"strings"
)

// sniff guesses the format from the first characters of a text.
func sniff(src string) Format {
	head := strings.TrimLeft(src[:min(len(src), 1<<16)], " \t\r\n")
	switch {
	case head == "":
		return Unknown
	case head[0] == '{' || head[0] == '[' && strings.ContainsAny(head[1:min(len(head), 200)], "{"):
		return JSONLD
	case strings.HasPrefix(head, "<?") || strings.HasPrefix(head, "<!"):
		return RDFXML
	case head[0] == '<':
		inside, _, _ := strings.Cut(head[1:], ">")
		if strings.ContainsAny(inside, " \t\r\n=") || !strings.ContainsAny(inside, ":/#") ||
			strings.HasPrefix(inside, "rdf:") {
			return RDFXML
		}
	}
	return Turtle // of which N-Triples is a part
}

// isWebPage tells whether a text says of itself that it is HTML.
func isWebPage(src string) bool {
	head := strings.TrimLeft(src[:min(len(src), 1<<10)], " \t\r\n")
	for _, start := range [...]string{"<!doctype html", "<html"} {
		if len(head) > len(start) && strings.EqualFold(head[:len(start)], start) {
			return true
		}
	}
	return false
}

// isForeign tells whether a text that made no sense is in no format of RDF at
// all, such as a table or a letter: then that is what has to be told, rather
// than which of its words came first.
func (d *Document) isForeign(src string) bool {
	if d.Graph.waiting > 0 || d.Named != nil || d.Faults == nil {
		return false
	}
	for code := range d.Counts {
		if strings.HasPrefix(string(code), "limit-") {
			return false
		}
	}
	head := strings.TrimLeft(src[:min(len(src), 1<<16)], " \t\r\n")
	switch {
	case head == "":
		return false
	case d.Format == RDFXML:
		return strings.IndexByte(head, '<') < 0
	case d.Format == JSONLD:
		return head[0] != '{' && head[0] != '['
	}
	return d.Format == Turtle && !beginsTurtle.MatchString(head)
}

// beginsTurtle is what a document in Turtle begins with, comments apart: an
// address, a directive, brackets or a name with a prefix.
var beginsTurtle = regexp.MustCompile(`^(?:#[^\n]*\n\s*)*(?:[<@\[(]|(?i:prefix|base)\s|[\w.-]*:[\w\\%])`)
