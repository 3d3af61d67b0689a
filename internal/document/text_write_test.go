package document

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func textOfPaper(t interface{ Fatal(...any) }, d Document) string {
	var b bytes.Buffer
	if err := WriteText(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPlainText(t *testing.T) {
	want := `Inbjudan till samråd om öppna data
==================================

Tid och datum: 12 december 2023 kl. 13.00–14.30
Anmälan: samrad@example.se


Bakgrund
--------

Handlingsplanen finns här (https://example.se/plan?a=1&b=2) & på
begäran.

- Information
- Diskussion
  1. Syften och nyttor
  2. Öppna <mängder>

Hölje och får å ä ö Å Ä Ö é đ ŋ

Viktigt: rad ett
rad två

1. Först
2. Sedan

Del         | Tid   | Vem
Information | 13.00 | Exempelmyndigheten
`
	if got := textOfPaper(t, sample()); got != want {
		t.Errorf("got\n%s", got)
	}
}

// TestTextKeepsWidthAndWords: no line is longer than a long word makes it, and
// every word is there in its order.
func TestTextKeepsWidthAndWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := documents(t)
		text := textOfPaper(t, d)
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			words := strings.FieldsFunc(line, breakable)
			if utf8.RuneCountInString(line) > Width && len(words) > 2 {
				t.Fatalf("%d characters: %q", utf8.RuneCountInString(line), line)
			}
		}
		for _, block := range d.Blocks {
			if p, ok := block.(Paragraph); ok {
				for _, run := range p.Text {
					for word := range strings.FieldsSeq(clean(run.Text)) {
						if !strings.Contains(text, word) {
							t.Fatalf("%q is missing in %q", word, text)
						}
					}
				}
			}
		}
	})
}

func TestAddressesThatArePassedOn(t *testing.T) {
	for link, want := range map[string]string{
		"https://example.se/a": "https://example.se/a", "HTTP://example.se": "http://example.se",
		"mailto:a@example.se": "mailto:a@example.se", "tel:+46812345600": "tel:+46812345600",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "#": "", "": "", "https://": "",
		"data:text/html,x":     "",
		"https://example.se/å": "https://example.se/%C3%A5", "\\\\server\\share": "",
	} {
		if got := followed(link); got != want {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("Rubrik", "Text med [länk]", "https://example.se/")
	f.Fuzz(func(t *testing.T, title, words, link string) {
		if len(words) > 5000 || len(title) > 500 {
			return
		}
		run := Text{{Text: words, Link: link}}
		d := Document{Title: title, Blocks: []Block{Heading{3, Plain(title)}, Paragraph{run},
			List{Items: []Item{{Text: run}}}, Table{HeadColumn: true, Rows: [][]Text{{Plain(title),
				run}}}}}
		checkPDF(t, pdfOf(t, d))
		textOfPaper(t, d)
		if _, err := Word(written(t, d)); err != nil {
			t.Fatal(err)
		}
	})
}
