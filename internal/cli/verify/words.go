package verify

import (
	"cmp"
	"strings"

	"insyn/internal/lang"
)

// acts says in words what the record can hold. What a later site calls an act
// that is not known here is told as it calls it.
var acts = map[string]lang.Key{
	"version-published":      lang.Key("verify.act-version"),
	"consultation-cancelled": lang.Key("verify.act-cancelled"),
	"entry-erased":           lang.Key("verify.act-erased"),
	"plan-published":         lang.Key("verify.act-plan"),
	"pack-sealed":            lang.Key("verify.act-pack"),
	"view-received":          lang.Key("verify.act-received"),
	"view-ruled":             lang.Key("verify.act-ruled"),
	"view-published":         lang.Key("verify.act-view"),
	"view-withdrawn":         lang.Key("verify.act-withdrawn"),
	"answer-published":       lang.Key("verify.act-answer"),
	"delivery-published":     lang.Key("verify.act-delivery"),
	"catalog-published":      lang.Key("verify.act-catalog"),
}

// fields says in words which part of what was recorded a page shows.
var fields = map[string]lang.Key{"pieces": lang.Key("verify.field-view"),
	"text": lang.Key("verify.field-text"), "reason": lang.Key("verify.field-reason")}

// inWords gives the words for an act or for a field, "reason.sv" for a text in
// one language; what has none stays as it is.
func inWords(p *lang.Printer, words map[string]lang.Key, raw string) string {
	name, language, _ := strings.Cut(raw, ".")
	key, known := words[name]
	if !known {
		return raw
	}
	in := map[string]lang.Key{"sv": lang.Key("verify.in-swedish"),
		"en": lang.Key("verify.in-english")}
	if spoken, one := in[language]; one {
		return p.T(string(spoken), "What", p.T(string(key)))
	}
	return cmp.Or(p.T(string(key)), raw)
}
