package act

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

func TestParagraphsOfAPaper(t *testing.T) {
	const text = "# Plan (utkast)\n\nÖppna data ska finnas.\n- # ett\n  \n## \n"
	got := paragraphs(text, true)
	want := []Paragraph{{2, 15, "Plan (utkast)", true}, {17, 39, "Öppna data ska finnas.", false},
		{40, 47, "- # ett", false}, {51, 53, "##", false}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if plain := paragraphs(text, false); plain[0].Text != "# Plan (utkast)" || plain[0].Heading {
		t.Errorf("a mark in plain text is taken for a heading: %+v", plain[0])
	}
}

// Whatever a text is, each paragraph is a passage that can be quoted as it is
// shown, and no word is in none.
func TestEveryParagraphCanBeQuoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"Ord. ", "å", "lång ", "# ", "\n", " ", "ett två tre"})
		var b strings.Builder
		for _, s := range rapid.SliceOfN(unit, 0, 30).Draw(t, "text") {
			b.WriteString(strings.Repeat(s, rapid.IntRange(1, 900).Draw(t, "times")))
		}
		text, marked := b.String(), rapid.Bool().Draw(t, "marked")
		letters, said := []rune(text), ""
		for _, p := range paragraphs(text, marked) {
			if p.To-p.From > mostQuoted || strings.TrimSpace(string(letters[p.From:p.To])) != p.Text {
				t.Fatalf("%d to %d is not %q", p.From, p.To, p.Text)
			}
			said += p.Text
		}
		bare := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
				return r == ' ' || r == '\n' || r == '#'
			}), "")
		}
		if bare(said) != bare(text) {
			t.Fatal("words are lost")
		}
	})
}
