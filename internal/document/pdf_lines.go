package document

import (
	"slices"
	"strings"
)

// A piece of a line is text of one kind, with a tag of its own when it leads somewhere.
type span struct {
	text    string
	font    *pdfFont
	address string
	tag     *tag
}

// A textLine is what fits between the margins.
type textLine []span

// A form is how text is set.
type form struct {
	size    float64
	leading float64 // from baseline to baseline
	strong  bool
}

// A breaker sets text in lines of a width.
type breaker struct {
	writer *pdfWriter
	form   form
	width  float64
	lines  []textLine
	line   textLine
	used   float64
	word   textLine // since the last place where a line may break
	long   float64
}

// breakLines sets text in lines. tag is what the text belongs to: each link
// gets one beneath it.
func (w *pdfWriter) breakLines(text Text, t *tag, f form, width float64) []textLine {
	b := breaker{writer: w, form: f, width: width}
	parts := slices.ContainsFunc(text, func(r Run) bool {
		return followed(r.Link) != "" ||
			r.Language != ""
	})
	for _, run := range text {
		part := span{font: w.regular, tag: t}
		if run.Strong || f.strong {
			part.font = w.bold
		}
		if address := followed(run.Link); address != "" {
			part.address, part.tag = address, t.under("Link")
		} else if parts {
			part.tag = t.under("Span") // beside others, so that the tree keeps the order of the text
		}
		if run.Language != "" {
			part.tag.language = run.Language
		}
		b.run(part, clean(run.Text))
	}
	b.endWord()
	b.endLine()
	return b.lines
}

// run sets one run: its words, and the places where lines may or must break.
func (b *breaker) run(part span, text string) {
	for text != "" {
		end := strings.IndexAny(text, " \n")
		if end < 0 {
			b.letters(part, text)
			return
		}
		b.letters(part, text[:end])
		b.endWord()
		b.space(part)
		if text[end] == '\n' {
			b.endLine()
		}
		text = text[end+1:]
	}
}

// letters adds to the word. One that is wider than a line is broken anywhere.
func (b *breaker) letters(part span, s string) {
	width := part.font.width(s, b.form.size)
	if b.long+width <= b.width {
		b.word = b.word.add(part, s)
		b.long += width
		return
	}
	for _, r := range s {
		one := part.font.width(string(r), b.form.size)
		if b.long+one > b.width {
			b.endWord()
		}
		b.word = b.word.add(part, string(r))
		b.long += one
	}
}

// endWord puts the word on the line, or on a new one where it does not fit.
func (b *breaker) endWord() {
	if b.long == 0 {
		return
	}
	if b.used+b.long > b.width && b.used > 0 {
		b.endLine()
	}
	for _, s := range b.word {
		b.line = b.line.add(s, s.text)
	}
	b.used += b.long
	b.word, b.long = nil, 0
}

// space goes on the line, even at its end: what reads the text aloud or copies
// it needs it between the words.
func (b *breaker) space(part span) {
	if b.used > 0 {
		b.line = b.line.add(part, " ")
		b.used += part.font.width(" ", b.form.size)
	}
}

func (b *breaker) endLine() {
	if len(b.line) > 0 {
		b.lines = append(b.lines, b.line)
	}
	b.line, b.used = nil, 0
}

// add appends text to the last piece where it is of the same kind.
func (l textLine) add(part span, s string) textLine {
	if n := len(l); n > 0 && l[n-1].font == part.font && l[n-1].tag == part.tag {
		l[n-1].text += s
		return l
	}
	part.text = s
	return append(l, part)
}

// draw draws a line with its baseline at y.
func (w *pdfWriter) draw(l textLine, f form, x, y float64) {
	p := w.page()
	for _, s := range l {
		width := s.font.width(s.text, f.size)
		p.mark(s.tag)
		if s.address == "" {
			p.WriteString(inkText)
			p.text(s.font, f.size, x, y, s.text)
			x += width
			continue
		}
		p.WriteString(inkLink)
		p.text(s.font, f.size, x, y, s.text)
		seen := s.font.width(strings.TrimRight(s.text, " "), f.size)
		p.decorate(inkLine + rule(x, x+seen, y-1.6, 0.6))
		a := area{box: [4]float64{x, y - 3.5, x + seen, y + f.size*0.85}, address: s.address,
			words: strings.TrimSpace(s.text), tag: s.tag, object: w.file.object()}
		if shown(s.address) != a.words {
			a.words += " (" + shown(s.address) + ")"
		}
		p.areas = append(p.areas, a)
		s.tag.children = append(s.tag.children, child{page: p, annotation: a.object})
		x += width
	}
}
