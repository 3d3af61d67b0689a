package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWordDiff(t *testing.T) {
	for name, row := range map[string]struct {
		old, new string
		want     []DiffPart
	}{
		"nothing": {"", "", nil},
		"same":    {"Mötet hålls.", "Mötet hålls.", []DiffPart{{"", "Mötet hålls."}}},
		"a word": {"Mötet börjar 13.00 digitalt.", "Mötet börjar 14.00 digitalt.",
			[]DiffPart{{"", "Mötet börjar "},
				{"removed", "13.00"}, {"added", "14.00"}, {"", " digitalt."}}},
		"a line between": {"ett\ntre\n", "ett\ntvå\ntre\n",
			[]DiffPart{{"", "ett\n"}, {"added", "två\n"}, {"", "tre\n"}}},
		"all new":  {"", "ny text", []DiffPart{{"added", "ny text"}}},
		"all gone": {"gammal text", "", []DiffPart{{"removed", "gammal text"}}},
	} {
		if diff := cmp.Diff(row.want, wordDiff(row.old, row.new)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// sides gives the two texts that a difference was made from.
func sides(parts []DiffPart) (old, new string) {
	var a, b strings.Builder
	for _, p := range parts {
		if p.Change != "added" {
			a.WriteString(p.Text)
		}
		if p.Change != "removed" {
			b.WriteString(p.Text)
		}
	}
	return a.String(), b.String()
}

// Both texts can be read back out of the difference, nothing lost or made up,
// and no two runs beside each other are of the same sort.
func TestWordDiffLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([ab] ?\n?){0,30}`)
		old, new := text.Draw(t, "old"), text.Draw(t, "new")
		parts := wordDiff(old, new)
		if a, b := sides(parts); a != old || b != new {
			t.Fatalf("%q → %q gave %v", old, new, parts)
		}
		for i := 1; i < len(parts); i++ {
			if parts[i].Change == parts[i-1].Change {
				t.Fatalf("runs %d and %d are both %q: %v", i, i+1, parts[i].Change, parts)
			}
		}
	})
}

// A text of the largest size that has been written anew takes no table.
func TestWordDiffIsBounded(t *testing.T) {
	old, new := strings.Repeat("gammal ", 9000), strings.Repeat("ny text ", 9000)
	if a, b := sides(wordDiff(old, new)); a != old || b != new {
		t.Error("a large text is not told in full")
	}
}

func FuzzWordDiff(f *testing.F) {
	f.Add("ett två", "ett tre")
	f.Add("\n\n a\u00a0b", "a\n")
	f.Fuzz(func(t *testing.T, old, new string) {
		if a, b := sides(wordDiff(old, new)); a != old || b != new {
			t.Errorf("%q → %q: %q %q", old, new, a, b)
		}
	})
}
