package dcat

import (
	"strings"
	"time"

	"insyn/rdf"
)

// A Suggestion is what to write instead of a value.
type Suggestion struct {
	Text     string // "" if it cannot be known
	Datatype string // prefixed name of the datatype that must go with it, or ""
	Address  bool   // it is there as text, and must be an address
}

// String writes a suggestion in English.
func (s Suggestion) String() string {
	switch {
	case s.Datatype != "":
		return `"` + s.Text + `" with the datatype ` + s.Datatype
	case s.Address:
		return s.Text + " as an address (rdf:resource)"
	}
	return s.Text
}

// An insteadKey tells suggestions apart that have been worked out before.
type insteadKey struct {
	rule  *Rule
	value rdf.ID
}

// suggest gives what to write instead of a value, where that can be known.
func (c *checker) suggest(r *Rule, value rdf.ID) Suggestion {
	key := insteadKey{r, value}
	if known, done := c.instead[key]; done {
		return known
	}
	s := suggestion(r, c.Term(value))
	if s.Text == c.Value(value) && c.Kind(value) != rdf.Literal {
		s = Suggestion{}
	}
	c.instead[key] = s
	return s
}

// suggestion goes through the ways in which values usually go wrong.
func suggestion(r *Rule, t rdf.Term) Suggestion {
	value := strings.TrimSpace(t.Value)
	switch r.Property {
	case "dcterms:license":
		if swedish, _ := CanonicalLicence(value); swedish != "" {
			return Suggestion{Text: swedish}
		}
	case "dcterms:format", "dcat:mediaType":
		return Suggestion{Text: formatLike(r, value)}
	case "dcterms:accrualPeriodicity":
		if now := frequencyForms[value]; now != "" {
			return Suggestion{Text: now}
		}
	}
	for _, v := range r.Values {
		if s := v.suggestion(value, t); s.Text != "" {
			return s
		}
	}
	if expanded := Expand(value); expanded != value && t.Kind == rdf.IRI {
		return Suggestion{Text: expanded}
	}
	return Suggestion{}
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
func (v Value) suggestion(value string, t rdf.Term) Suggestion {
	plain := func(text string) Suggestion { return Suggestion{Text: text} }
	switch {
	case v.Beginning == "mailto:" && strings.Contains(value, "@") && !strings.Contains(value, " "):
		return plain("mailto:" + value[strings.LastIndexAny(value, ":/")+1:]) // perhaps read as relative
	case v.Beginning == "tel:":
		return plain("tel:" + strings.NewReplacer(" ", "", "(0)", "", "tel:", "").Replace(value))
	case v.Vocabulary != "":
		return plain(codeLike(vocabularies[v.Vocabulary], value))
	case v.Exactly != "":
		return plain(exactly[v.Exactly])
	case v.Kind == "date" || v.Kind == "moment":
		return dateLike(value)
	case v.Datatype == "xsd:nonNegativeInteger" && value != "" && strings.Trim(value, "0123456789") == "":
		return Suggestion{Text: value, Datatype: v.Datatype}
	case (v.Pattern == "web" || v.Kind == "iri") && strings.HasPrefix(value, "www."):
		return plain("https://" + value)
	case v.Kind == "iri" && t.Kind == rdf.Literal && strings.HasPrefix(value, "http"):
		return Suggestion{Text: value, Address: true}
	}
	return Suggestion{}
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
func dateLike(value string) Suggestion {
	for _, form := range []string{
		"2006-01-02", "2006-1-2", "20060102", "2006/01/02", "2/1 2006", "02.01.2006",
		"2 January 2006",
	} {
		if when, err := time.Parse(form, value); err == nil {
			return Suggestion{Text: when.Format("2006-01-02"), Datatype: "xsd:date"}
		}
	}
	for _, form := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05",
		time.RFC3339} {
		if when, err := time.Parse(form, value); err == nil {
			return Suggestion{Text: when.Format("2006-01-02T15:04:05"), Datatype: "xsd:dateTime"}
		}
	}
	return Suggestion{}
}
