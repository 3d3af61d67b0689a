package dcat

import (
	"strings"
	"time"

	"insyn/rdf"
)

// An insteadKey tells suggestions apart that have been worked out before.
type insteadKey struct {
	rule  *Rule
	value rdf.ID
}

// suggest gives what to write instead of a value, where that can be known.
func (c *checker) suggest(r *Rule, value rdf.ID) string {
	key := insteadKey{r, value}
	if known, done := c.instead[key]; done {
		return known
	}
	s := suggestion(r, c.Term(value))
	if s == c.Value(value) && c.Kind(value) != rdf.Literal {
		s = ""
	}
	c.instead[key] = s
	return s
}

// suggestion goes through the ways in which values usually go wrong.
func suggestion(r *Rule, t rdf.Term) string {
	value := strings.TrimSpace(t.Value)
	switch r.Property {
	case "dcterms:license":
		if swedish, _ := CanonicalLicence(value); swedish != "" {
			return swedish
		}
	case "dcterms:format", "dcat:mediaType":
		return formatLike(r, value)
	case "dcterms:accrualPeriodicity":
		if now := frequencyForms[value]; now != "" {
			return now
		}
	}
	for _, v := range r.Values {
		if s := v.suggestion(value, t); s != "" {
			return s
		}
	}
	if expanded := Expand(value); expanded != value && t.Kind == rdf.IRI {
		return expanded
	}
	return ""
}

// formatLike gives a format as the rule's country writes it: Sweden as a media
// type, Europe as an address.
func formatLike(r *Rule, value string) string {
	format := FormatOf(value)
	switch {
	case format == nil:
		return ""
	case isLiteralRule(r):
		return format.MediaType
	case r.Property == "dcat:mediaType":
		return iana + format.MediaType
	}
	return fileTypes + format.Code
}

// suggestion gives what a value would be in the form that v asks for.
func (v Value) suggestion(value string, t rdf.Term) string {
	switch {
	case v.Beginning == "mailto:" && strings.Contains(value, "@") && !strings.Contains(value, " "):
		return "mailto:" + value[strings.LastIndexAny(value, ":/")+1:] // perhaps read as relative
	case v.Beginning == "tel:":
		return "tel:" + strings.NewReplacer(" ", "", "(0)", "", "tel:", "").Replace(value)
	case v.Vocabulary != "":
		return codeLike(vocabularies[v.Vocabulary], value)
	case v.Exactly != "":
		return exactly[v.Exactly]
	case v.Kind == "date" || v.Kind == "moment":
		return dateLike(value)
	case v.Datatype == "xsd:nonNegativeInteger" && value != "" && strings.Trim(value, "0123456789") == "":
		return `"` + value + `" with the datatype ` + v.Datatype
	case (v.Pattern == "web" || v.Kind == "iri") && strings.HasPrefix(value, "www."):
		return "https://" + value
	case v.Kind == "iri" && t.Kind == rdf.Literal && strings.HasPrefix(value, "http"):
		return value + " as an address (rdf:resource)"
	}
	return ""
}

// codeLike finds the term that a value means by its last part, such as PUBLIC
// of an address that is otherwise different, or as text.
func codeLike(v *Vocabulary, value string) string {
	last := func(s string) string {
		return strings.ToLower(s[strings.LastIndexAny(strings.TrimRight(s, "/"), "/#")+1:])
	}
	for _, term := range v.Terms {
		if last(term) == last(value) && last(value) != "" {
			return term
		}
	}
	return ""
}

// dateLike reads dates as people write them.
func dateLike(value string) string {
	for _, form := range []string{
		"2006-01-02", "2006-1-2", "20060102", "2006/01/02", "2/1 2006", "02.01.2006", "2 January 2006",
	} {
		if when, err := time.Parse(form, value); err == nil {
			return `"` + when.Format("2006-01-02") + `" with the datatype xsd:date`
		}
	}
	for _, form := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if when, err := time.Parse(form, value); err == nil {
			return `"` + when.Format("2006-01-02T15:04:05") + `" with the datatype xsd:dateTime`
		}
	}
	return ""
}
