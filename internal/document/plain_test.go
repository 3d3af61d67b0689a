package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPlainMarksWhatItIs(t *testing.T) {
	want := `# Inbjudan till samråd om öppna data

Tid och datum: 12 december 2023 kl. 13.00–14.30
Anmälan: samrad@example.se

## Bakgrund

Handlingsplanen finns [här](https://example.se/plan?a=1&b=2) & på begäran.

- Information
- Diskussion
  1. Syften och nyttor
  2. Öppna <mängder>

### Hölje och får å ä ö Å Ä Ö é đ ŋ

Viktigt: rad ett
rad två

1. Först
2. Sedan

Del | Tid | Vem
Information | 13.00 | Exempelmyndigheten
`
	if got := sample().Plain(); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestTextForms(t *testing.T) {
	for name, c := range map[string]struct {
		text         Text
		words, lines string
		empty        bool
	}{
		"nothing": {nil, "", "", true},
		"space":   {Text{{Text: " \n"}}, " \n", "", true},
		"one":     {Plain("ord"), "ord", "ord", false},
		"link": {Text{{Text: "a "}, {Text: "b", Link: "https://example.se/"}}, "a b",
			"a [b](https://example.se/)", false},
		"bare link": {Text{{Text: "https://example.se/", Link: "https://example.se/"}},
			"https://example.se/", "https://example.se/", false},
	} {
		if c.text.String() != c.words || c.text.marked() != c.lines || c.text.Empty() != c.empty {
			t.Errorf("%s: %q, %q, %v", name, c.text.String(), c.text.marked(), c.text.Empty())
		}
	}
}

func TestTrimJoinsAndTrims(t *testing.T) {
	got := Text{{Text: "\n "}, {Text: " a"}, {Text: "b "}, {Text: "c", Strong: true},
		{Text: " \u00a0"}}.trim()
	want := Text{{Text: "ab "}, {Text: "c", Strong: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestJoiningKeepsEveryWord: runs are joined, never lost or reordered, and no
// neighbours are of one kind any more.
func TestJoiningKeepsEveryWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := texts(t)
		after := before.joined()
		if after.String() != before.String() {
			t.Fatalf("%q became %q", before.String(), after.String())
		}
		for i := 1; i < len(after); i++ {
			if after[i].like(after[i-1]) {
				t.Fatalf("runs %d and %d are alike: %+v", i-1, i, after)
			}
		}
	})
}

func TestSpeakReachesEveryRun(t *testing.T) {
	d := sample()
	Speak(d.Blocks, "en-GB")
	var silent []string
	var list func(List)
	look := func(text Text) {
		for _, r := range text {
			if r.Language != "en-GB" {
				silent = append(silent, r.Text)
			}
		}
	}
	list = func(l List) {
		for _, item := range l.Items {
			look(item.Text)
			for _, below := range item.Below {
				list(below)
			}
		}
	}
	for _, b := range d.Blocks {
		switch v := b.(type) {
		case Heading:
			look(v.Text)
		case Paragraph:
			look(v.Text)
		case List:
			list(v)
		case Table:
			for _, row := range v.Rows {
				for _, c := range row {
					look(c)
				}
			}
		}
	}
	if len(silent) > 0 {
		t.Errorf("no language: %q", silent)
	}
	if pdf := string(pdfOf(t, d)); strings.Count(pdf, "/Lang (en-GB)") < 10 {
		t.Error("the tags do not say the language")
	}
	if _, err := Word(written(t, d)); err != nil {
		t.Error(err)
	}
}

// items makes pieces of a list from levels; a capital letter is numbered.
func items(levels string) []piece {
	var list []piece
	for i, c := range levels {
		p := piece{item: Plain(string(rune('a' + i))), list: "1", level: int(c - '0')}
		list = append(list, p)
	}
	return list
}

func TestListsNestByLevel(t *testing.T) {
	for levels, want := range map[string]string{
		"000":  "- a\n- b\n- c\n",
		"0110": "- a\n  - b\n  - c\n- d\n",
		"0120": "- a\n  - b\n    - c\n- d\n",
		"020":  "- a\n  - b\n- c\n",
		"100":  "- a\n- b\n- c\n",
		"210":  "- a\n- b\n- c\n",
	} {
		if got := (Document{Blocks: gatherLists(items(levels))}).Plain(); strings.ReplaceAll(got,
			"\n\n", "\n") != want {
			t.Errorf("%s: %q, want %q", levels, got, want)
		}
	}
}

// TestNoItemIsLost: whatever the levels and numbers, every item comes out once
// and in order.
func TestNoItemIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pieces []piece
		var want strings.Builder
		for i := range rapid.IntRange(0, 30).Draw(t, "pieces") {
			words := string(rune('a' + i))
			want.WriteString(words)
			if rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
				pieces = append(pieces, piece{block: Paragraph{Plain(words)}})
				continue
			}
			pieces = append(pieces, piece{item: Plain(words), list: rapid.SampledFrom([]string{"1",
				"2"}).Draw(t, "list"),
				level: rapid.IntRange(0, 8).Draw(t, "level"), ordered: rapid.Bool().Draw(t,
					"ordered")})
		}
		var got strings.Builder
		var list func(List)
		list = func(l List) {
			for _, item := range l.Items {
				got.WriteString(item.Text.String())
				for _, below := range item.Below {
					list(below)
				}
			}
		}
		for _, b := range gatherLists(pieces) {
			switch v := b.(type) {
			case Paragraph:
				got.WriteString(v.Text.String())
			case List:
				list(v)
			}
		}
		if got.String() != want.String() {
			t.Fatalf("%q became %q", want.String(), got.String())
		}
	})
}
