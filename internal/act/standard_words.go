package act

import (
	"insyn/internal/lang"
	"insyn/internal/standard"
)

// StandardWords puts what the monitor of the standards says into the words of a reader.
type StandardWords struct{ *lang.Printer }

// Day writes a date.
func (p StandardWords) Day(d standard.Day) string { return p.Date(d.Time()) }

// Telling says a sentence.
func (p StandardWords) Telling(t standard.Telling) string { return p.Say(t.Key, t.Filled(p.Day)) }

// Verdict words a verdict, of a requirement or of a ground, and says where it
// rests on wording that nobody has read.
func (p StandardWords) Verdict(v standard.Verdict, unverified, ground bool) string {
	prefix := "standard.verdict-"
	if ground {
		prefix = "standard.ground-"
	}
	text := p.Say(prefix+string(v), nil)
	if unverified {
		text += " (" + p.T("standard.unverified") + ")"
	}
	return text
}

// Ref names a fact that a verdict rests on.
func (p StandardWords) Ref(r standard.Ref) string {
	return p.Say("standard.ref-"+r.Kind, map[string]any{"On": p.Day(r.On)})
}
