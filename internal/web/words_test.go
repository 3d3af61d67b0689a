package web

import (
	"testing"

	"insyn/internal/consult"
	"insyn/internal/lang"
)

// Every word that is put together from a value has a message: a printer panics
// in tests where it has none.
func TestEveryValueHasItsWord(t *testing.T) {
	for _, l := range lang.Languages() {
		p, seen := lang.For(l), map[string]bool{}
		for _, s := range consult.States() {
			seen[stateChip(p, s).Text] = true
		}
		for _, s := range consult.Statuses() {
			seen[statusChip(p, s).Text] = true
		}
		for _, o := range kindOptions(p) {
			seen[o.Text] = true
		}
		if want := len(consult.States()) + len(consult.Statuses()) + len(consult.Kinds()); len(seen) != want {
			t.Errorf("%s: %d different words for %d values", l, len(seen), want)
		}
		for _, v := range consult.Parts() {
			p.T("part." + string(v))
		}
		for _, v := range consult.Templates() {
			p.T("template." + string(v))
		}
		for _, v := range consult.Channels() {
			p.T("channel." + string(v))
		}
		for _, v := range []consult.Form{consult.Online, consult.OnSite, consult.Hybrid} {
			p.T("meeting." + string(v))
		}
	}
}
