package finding

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"insyn/dcat"
	"insyn/internal/lang"
	"insyn/rdf"
)

// Words are what people are told of a fault or finding. Neither ends in a stop.
type Words struct {
	What string // what is wrong
	Do   string // what to do about it
}

// OfFault words a fault in a text.
func OfFault(p *lang.Printer, f rdf.Fault) Words {
	var values []any
	for i, a := range f.Args {
		if word, known := described[a]; known {
			a = p.T(word)
		}
		values = append(values, string(rune('A'+i)), a)
	}
	key := "rdf." + string(f.Code)
	return Words{p.T(key, values...), p.T(key+"-do", values...)}
}

// described are the arguments of faults that describe what cannot be shown.
var described = map[string]string{
	"space": "rdf.word-space", "line break": "rdf.word-line-break", "end": "rdf.word-end",
	"control character": "rdf.word-control-character", "a property attribute": "rdf.word-property",
}

// OfFinding words what a profile does not accept.
func OfFinding(p *lang.Printer, f dcat.Finding) Words {
	class := Class(p, f.Class)
	values := []any{"Class", class, "Property", f.Property, "Value", f.Value}
	key := "dcat." + string(f.Code)
	w := Words{p.T(key, values...), p.T(key+"-do", values...)}
	if strings.HasPrefix(w.What, class) {
		w.What = capital(w.What)
	}
	switch {
	case f.Conflict:
		w.Do = p.T("dcat.conflict")
	case f.Instead.Text != "":
		w.Do = instead(p, f.Instead)
	}
	return w
}

// instead words what to write.
func instead(p *lang.Printer, s dcat.Suggestion) string {
	switch {
	case s.Datatype != "":
		return p.T("dcat.write-typed", "Text", s.Text, "Datatype", s.Datatype)
	case s.Address:
		return p.T("dcat.write-address", "Text", s.Text)
	}
	return p.T("dcat.write", "Text", s.Text)
}

var secondWord = regexp.MustCompile(`([a-z])([A-Z])`)

// Class names a class of a profile, such as DatasetSeries, in its definite form.
func Class(p *lang.Printer, name string) string {
	return p.T("dcat.class-" + strings.ToLower(secondWord.ReplaceAllString(name, "$1-$2")))
}

// capital makes the first letter a capital.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
