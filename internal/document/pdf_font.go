package document

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A typeface is a font that papers are set in: the Go fonts, which are free to
// embed and cover European languages with Sámi, Greek and Cyrillic.
type typeface struct {
	name  string
	data  []byte
	font  *sfnt.Font
	units int
}

var typefaces = sync.OnceValue(func() [2]*typeface {
	return [2]*typeface{newTypeface("GoRegular", goregular.TTF), newTypeface("GoBold", gobold.TTF)}
})

func newTypeface(name string, data []byte) *typeface {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic(err) // compiled in: cannot fail
	}
	return &typeface{name, data, f, int(f.UnitsPerEm())}
}

// A pdfFont is a typeface as one paper uses it.
type pdfFont struct {
	*typeface
	resource string
	buffer   sfnt.Buffer
	glyphs   map[rune]glyph
	said     map[uint16]rune // glyph → character, for those used
}

// A glyph is how a character looks: its number, and its width in thousandths
// of the size.
type glyph struct {
	id      uint16
	width   float64
	missing bool // another is drawn in its place
}

func newPDFFont(t *typeface, resource string) *pdfFont {
	return &pdfFont{typeface: t, resource: resource, glyphs: map[rune]glyph{},
		said: map[uint16]rune{}}
}

// instead lists what is drawn for characters that look like another.
var instead = map[rune]rune{'\u2011': '-', '\u202f': '\u00a0', '\u2007': '\u00a0', '\t': ' ',
	'\u2009': '\u00a0'}

// glyph gives how a character looks. One that the font does not have is drawn
// as a box, and the character itself stands beside it for readers and search.
func (f *pdfFont) glyph(r rune) glyph {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	id := f.index(r)
	if drawn := instead[r]; id == 0 && r != box {
		if drawn == 0 {
			drawn = box
		}
		g := f.glyph(drawn)
		g.missing = true
		f.glyphs[r] = g
		return g
	}
	advance, err := f.font.GlyphAdvance(&f.buffer, sfnt.GlyphIndex(id), fixed.I(f.units),
		font.HintingNone)
	if err != nil {
		advance = 0
	}
	g := glyph{id: id, width: float64(advance) / 64 * 1000 / float64(f.units)}
	f.glyphs[r], f.said[id] = g, r
	return g
}

// box is drawn for a character that the font lacks.
const box = '□'

func (f *pdfFont) index(r rune) uint16 {
	i, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		return 0
	}
	return uint16(i)
}

// width gives the width of text at a size, in points.
func (f *pdfFont) width(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		sum += f.glyph(r).width
	}
	return sum * size / 1000
}

// show writes the operators that draw text. Characters that look otherwise
// carry their own text with them.
func (f *pdfFont) show(s string) string {
	var b, run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			b.WriteString("<" + run.String() + "> Tj\n")
			run.Reset()
		}
	}
	for _, r := range s {
		g := f.glyph(r)
		if g.missing {
			flush()
			fmt.Fprintf(&b, "/Span << /ActualText %s >> BDC <%04X> Tj EMC\n", pdfText(string(r)),
				g.id)
			continue
		}
		fmt.Fprintf(&run, "%04X", g.id)
	}
	flush()
	return b.String()
}

// write embeds the glyphs that were used and gives the font's object.
func (f *pdfFont) write(file *pdfFile) int {
	ids := slices.Sorted(maps.Keys(f.said))
	program, metrics := subset(f.data, ids)
	embedded := file.object()
	file.stream(embedded, fmt.Sprintf("/Length1 %d", len(program)), program)
	// Six letters tell that it is a part of the font (9.6.4); its length serves.
	name := fmt.Sprintf("%s+%s", letters(len(program)), f.name)
	scale := func(n int16) int { return int(n) * 1000 / f.units }
	descriptor := file.add(fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 "+
		"/FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV %d "+
		"/FontFile2 %s >>", name, scale(metrics.box[0]), scale(metrics.box[1]),
		scale(metrics.box[2]),
		scale(metrics.box[3]), scale(metrics.ascent), scale(metrics.descent), 723, 80,
		ref(embedded)))
	var widths strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&widths, "%d [%s] ", id, num(f.glyphs[f.said[id]].width))
	}
	descendant := file.add(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s "+
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %s "+
		"/DW 0 /W [%s] /CIDToGIDMap /Identity >>", name, ref(descriptor), widths.String()))
	unicode := file.object()
	file.stream(unicode, "", []byte(f.toUnicode(ids)))
	return file.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H "+
		"/DescendantFonts [%s] /ToUnicode %s >>", name, ref(descendant), ref(unicode)))
}

// letters writes a number with six capital letters.
func letters(n int) string {
	b := []byte("AAAAAA")
	for i := len(b) - 1; i >= 0; i-- {
		b[i] += byte(n % 26)
		n /= 26
	}
	return string(b)
}

// toUnicode tells readers which character each glyph is (9.10.3).
func (f *pdfFont) toUnicode(ids []uint16) string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for chunk := range slices.Chunk(ids, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(chunk))
		for _, id := range chunk {
			text := strings.TrimSuffix(strings.TrimPrefix(pdfText(string(f.said[id])), "<FEFF"),
				">")
			fmt.Fprintf(&b, "<%04X> <%s>\n", id, text)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
