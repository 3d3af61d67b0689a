package web

import (
	"strings"
	"testing"

	"insyn/internal/lang"
	"insyn/internal/plan"
)

// No number stands without how it is computed, of which period it is, the day
// on which it was counted, and a way to its definition.
func TestEveryNumberHasDefinitionAndDate(t *testing.T) {
	shown := 0
	for _, l := range lang.Languages() {
		v := exampleVisit(lang.For(l))
		for _, d := range plan.Definitions() {
			card := v.measureCard(d, exampleFacts(), v.Now)
			if card.How == "" || !strings.HasSuffix(card.Source.Href, "/matt/"+d.ID) {
				t.Errorf("%s in %s does not say how it is computed", d.ID, l)
			}
			if card.Number == "–" {
				continue
			}
			if shown++; !strings.Contains(card.Since, v.Date(v.Now)) || card.Unit == "" {
				t.Errorf("%s in %s: %s %s, %s", d.ID, l, card.Number, card.Unit, card.Since)
			}
		}
	}
	if shown < 4 {
		t.Errorf("%d numbers were looked at", shown)
	}
}
