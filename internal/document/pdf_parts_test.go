package document

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

func newWriter() *pdfWriter {
	faces := typefaces()
	w := &pdfWriter{file: newPDFFile(), regular: newPDFFont(faces[0], "F1"),
		bold: newPDFFont(faces[1], "F2"),
		root: &tag{role: "Document"}}
	w.turn()
	return w
}

func lineWords(lines []textLine) []string {
	var words []string
	for _, l := range lines {
		var b strings.Builder
		for _, s := range l {
			b.WriteString(s.text)
		}
		words = append(words, b.String())
	}
	return words
}

// withoutEnd is a line without the blanks at its end, in however many pieces
// they are.
func withoutEnd(l textLine) textLine {
	l = slices.Clone(l)
	for len(l) > 0 {
		last := &l[len(l)-1]
		if last.text = strings.TrimRight(last.text, " "); last.text != "" {
			break
		}
		l = l[:len(l)-1]
	}
	return l
}

// A narrow column beside a long text is as wide as its longest word.
func TestColumnsHoldTheirWords(t *testing.T) {
	w := newWriter()
	say := func(s string) Text { return Text{{Text: s}} }
	table := Table{HeadRow: true, Rows: [][]Text{{say("Tid"), say("Punkt"), say("Medverkar")},
		{say("13.00–13.30"), say(strings.Repeat("Ett departement berättar. ", 12)),
			say("Enhetschef, Exempeldepartementet")}}}
	widths := w.columns(table, 3)
	for c, cell := range table.Rows[1] {
		for _, line := range lineWords(w.breakLines(cell, &tag{}, formText, widths[c]-cellPad)) {
			if !strings.Contains(cell.String()+" ", strings.TrimSpace(line)+" ") {
				t.Errorf("column %d: a word is broken at %q", c, line)
			}
		}
	}
	if sum := widths[0] + widths[1] + widths[2]; sum > textWidth+0.01 || sum < textWidth-0.01 {
		t.Errorf("%.2f of %.2f", sum, textWidth)
	}
}

// TestLinesKeepToTheirWidth: no line is wider than the column, but for the
// blank at its end, and no character is lost.
func TestLinesKeepToTheirWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWriter()
		text := texts(t)
		width := rapid.Float64Range(20, 450).Draw(t, "width")
		lines := w.breakLines(text, &tag{}, formText, width)
		for _, l := range lines {
			sum := 0.0
			for _, s := range withoutEnd(l) {
				sum += s.font.width(s.text, formText.size)
			}
			if sum > width+0.01 && len([]rune(strings.Join(lineWords([]textLine{l}), ""))) > 2 {
				t.Fatalf("%.1f of %.1f: %q", sum, width, lineWords([]textLine{l}))
			}
		}
		// A mark that begins a run is composed with the letter before it by the reader.
		if got, want := squeezed(clean(strings.Join(lineWords(lines), ""))),
			squeezed(clean(text.String())); got != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

func TestLinesBreakWhereTheyMay(t *testing.T) {
	w := newWriter()
	width := w.regular.width("kl.\u00a013.00 ", formText.size)
	for text, want := range map[string]string{
		"kl.\u00a013.00 i salen": "kl.\u00a013.00 |i salen",
		"ett\ntvå":               "ett|två",
		"a\n\nb":                 "a|b",
		"":                       "",
		"   ":                    "",
	} {
		got := strings.Join(lineWords(w.breakLines(Plain(text), &tag{}, formText, width)), "|")
		if strings.ReplaceAll(got, " |", "|") != strings.ReplaceAll(want, " |", "|") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestHeadingsStayWithTheirText: wherever the page ends, no heading is its
// last line.
func TestHeadingsStayWithTheirText(t *testing.T) {
	for n := range 60 {
		var d Document
		for i := range n {
			d.Blocks = append(d.Blocks, Paragraph{Plain(fmt.Sprintf("Rad %d.", i))})
		}
		d.Blocks = append(d.Blocks, Heading{1, Plain("Rubrik")}, Heading{2, Plain("Underrubrik")},
			Paragraph{Plain("Text.")})
		w := newWriter()
		blocks := d.filled()
		for i, b := range blocks {
			var next Block
			if i+1 < len(blocks) {
				next = blocks[i+1]
			}
			w.block(b, next)
		}
		last := w.root.children[len(w.root.children)-1].tag
		for _, b := range w.bookmarks {
			if b.page != last.children[0].page {
				t.Errorf("after %d lines the heading %q stands on another page than its text", n,
					b.title)
			}
		}
	}
}

func TestARowThatFitsOnNoPageIsBroken(t *testing.T) {
	long := Plain(strings.Repeat("Samråd hålls två gånger om året. ", 300))
	w := newWriter()
	w.block(Table{HeadColumn: true, Rows: [][]Text{{Plain("Om"), long}, {Plain("Kort"),
		Plain("text")}}}, nil)
	if len(w.pages) < 3 {
		t.Errorf("%d pages", len(w.pages))
	}
	d := Document{Blocks: []Block{Table{HeadColumn: true, Rows: [][]Text{{Plain("Om"), long}}}}}
	if got, want := wordsOf(t, pdfOf(t, d)), wordsIn(d); got != want {
		t.Error("words were lost")
	}
}

func TestBookmarksNest(t *testing.T) {
	var flat []*bookmark
	for i, level := range []int{1, 2, 3, 2, 1, 3, 2} {
		flat = append(flat, &bookmark{title: strconv.Itoa(i), level: level})
	}
	var b strings.Builder
	var walk func([]*bookmark)
	walk = func(list []*bookmark) {
		for _, m := range list {
			b.WriteString(m.title)
			if len(m.children) > 0 {
				b.WriteString("(")
				walk(m.children)
				b.WriteString(")")
			}
		}
	}
	walk(nest(flat))
	if got := b.String(); got != "0(1(2)3)4(56)" {
		t.Error(got)
	}
}

// TestPartOfAFontIsAFont: what is embedded is read by a font reader, its
// widths are the same and the outlines that are used are whole.
func TestPartOfAFontIsAFont(t *testing.T) {
	whole, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	f := newPDFFont(typefaces()[0], "F1")
	var ids []uint16
	for _, r := range "åäöÅÄÖéđŋaA1–" {
		ids = append(ids, f.glyph(r).id)
	}
	data, m := subset(goregular.TTF, ids)
	part, err := sfnt.Parse(append(data, make([]byte, 4)...))
	if err != nil && !strings.Contains(err.Error(), "cmap") && !strings.Contains(err.Error(),
		"table") {
		t.Fatal(err)
	}
	if part != nil && part.NumGlyphs() != whole.NumGlyphs() {
		t.Errorf("%d glyphs of %d", part.NumGlyphs(), whole.NumGlyphs())
	}
	if len(data) > len(goregular.TTF)/3 || m.ascent <= 0 || m.descent >= 0 ||
		sum32(data) != 0xB1B0AFBA {
		t.Errorf("%d bytes, %+v, sum %x", len(data), m, sum32(data))
	}
	before, after := tablesOf(goregular.TTF), tablesOf(data)
	long := binary.BigEndian.Uint16(before["head"][50:]) == 1
	for _, id := range ids {
		at := func(i uint16) (int, int) {
			if long {
				return int(binary.BigEndian.Uint32(before["loca"][4*i:])),
					int(binary.BigEndian.Uint32(before["loca"][4*i+4:]))
			}
			return 2 * int(binary.BigEndian.Uint16(before["loca"][2*i:])),
				2 * int(binary.BigEndian.Uint16(before["loca"][2*i+2:]))
		}
		from, to := at(id)
		start := binary.BigEndian.Uint32(after["loca"][4*id:])
		if string(before["glyf"][from:to]) != string(after["glyf"][start:int(start)+to-from]) {
			t.Errorf("outline of glyph %d differs", id)
		}
		for _, p := range composedOf(before["glyf"][from:to]) {
			if binary.BigEndian.Uint32(after["loca"][4*p:]) == binary.BigEndian.Uint32(after["loca"][4*p+4:]) {
				t.Errorf("glyph %d is composed of %d, which is empty", id, p)
			}
		}
	}
}

func TestCharactersThatTheFontLacksCarryTheirText(t *testing.T) {
	f := newPDFFont(typefaces()[0], "F1")
	if g := f.glyph('å'); g.missing || g.id == 0 {
		t.Errorf("å: %+v", g)
	}
	for r, want := range map[rune]string{'😀': "FEFFD83DDE00", 'י': "FEFF05D9",
		'\u2011': "FEFF2011"} {
		if g := f.glyph(r); !g.missing || g.id == 0 {
			t.Errorf("%c: %+v", r, g)
		}
		if s := f.show(string(r)); !strings.Contains(s, "/ActualText <"+want+">") {
			t.Errorf("%c: %q", r, s)
		}
	}
	if strings.Contains(f.show("åäö"), "ActualText") || f.width("", 10) != 0 {
		t.Error("common letters need no text of their own")
	}
}

func TestSmallForms(t *testing.T) {
	for x, want := range map[float64]string{1: "1", 1.5: "1.5", 1.256: "1.26", 0: "0",
		-2.10: "-2.1", 100: "100"} {
		if got := num(x); got != want {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
	if got := pdfText("å😀"); got != "<FEFF00E5D83DDE00>" {
		t.Error(got)
	}
	if got := pdfBytes(`a(b)\c`); got != `(a\(b\)\\c)` {
		t.Error(got)
	}
	if a, b := letters(1), letters(2); a == b || !regexp.MustCompile(`^[A-Z]{6}$`).MatchString(a) {
		t.Error(a, b)
	}
}

// TestMetadataAgrees: the two forms of the properties say the same.
func TestMetadataAgrees(t *testing.T) {
	d := sample()
	d.Title = `Samråd "A & B" <ö>`
	xmp, info := d.metadata(), d.info()
	if wellFormed([]byte(xmp)) != nil {
		t.Errorf("not well-formed: %s", xmp)
	}
	for _, want := range []string{"Samråd &#34;A &amp; B&#34; &lt;ö&gt;",
		"<rdf:li>Exempeldepartementet</rdf:li>",
		"2023-11-27T08:00:00Z", "<rdf:li>sv-SE</rdf:li>"} {
		if !strings.Contains(xmp, want) {
			t.Errorf("%q is missing in %s", want, xmp)
		}
	}
	for _, want := range []string{"/Title " + pdfText(d.Title), "(D:20231127080000+00'00')"} {
		if !strings.Contains(info, want) {
			t.Errorf("%q is missing in %s", want, info)
		}
	}
	if empty := (Document{}).metadata(); strings.Contains(empty, "dc:title") ||
		strings.Contains(empty, "CreateDate") {
		t.Error("properties that are not given are said")
	}
}
