package consult

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is what stands before the words of a line.
type mark int

const (
	plain mark = iota
	heading
	bullet
	number
	rule // a line of dashes
)

// A line of an invitation.
type line struct {
	number  int    // from 1
	raw     string // without space at its ends
	text    string // without marks
	lower   string // text in lower case
	mark    mark
	ordinal int  // of a numbered line: 2 for "2.", "2)" and "b)"
	indent  int  // bytes of space before it
	used    bool // something was taken from it
	done    bool // read together with a line before it
	opens   bool // opens a section
	value   bool // text is what stands after a label
}

func (l line) blank() bool { return l.raw == "" }

// quote gives words of l with where they stand.
func (l line) quote(words string) Quote {
	return Quote{fold(words), Span{l.number, l.number}}
}

// ends tells whether l ends as a sentence does.
func (l line) ends() bool {
	return strings.HasSuffix(l.text, ".") || strings.HasSuffix(l.text, "!") || l.asks()
}

// asks tells whether l ends as a question does.
func (l line) asks() bool { return strings.HasSuffix(l.text, "?") }

// goesOn tells whether l reads as the rest of a sentence: it begins with a
// small letter.
func (l line) goesOn() bool {
	first, _ := utf8.DecodeRuneInString(l.text)
	return l.mark == plain && unicode.IsLower(first)
}

// short tells whether l could be a heading or the name of something.
func (l line) short() bool { return len(l.text) <= 90 && !strings.HasSuffix(l.text, ".") }

var (
	bulletMark = regexp.MustCompile(`^(?:[-•*·▪‣–—\x{f0b7}]\s+|o(?:\t| {2,})\s*)`)
	numberMark = regexp.MustCompile(`^(?:(\d{1,2}|[a-zA-Z])\)|(\d{1,2})\.)\s+`)
	headMark   = regexp.MustCompile(`^#{1,6}\s+`)
	ruleLine   = regexp.MustCompile(`^(?:={3,}|-{3,}|_{3,}|\*{3,}|─{3,})$`)
)

// maxLines is how many lines are read. No invitation has a tenth of them; what
// comes after is left over in one piece.
const maxLines = 20_000

// split makes lines of a text and reads the marks before them. It gives what
// lies beyond maxLines too.
func split(text string) (lines []line, beyond string) {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	for raw, more := "", true; more; {
		if len(lines) == maxLines {
			beyond = text
			break
		}
		raw, text, more = strings.Cut(text, "\n")
		raw = strings.Map(blank, raw)
		l := line{number: len(lines) + 1, raw: strings.TrimFunc(raw, unicode.IsSpace)}
		l.indent = strings.Index(raw, l.raw)
		l.strip()
		lines = append(lines, l)
	}
	for i := 1; i < len(lines); i++ {
		// A line of dashes under words makes them a heading.
		above := &lines[i-1]
		if lines[i].mark == rule {
			lines[i].used = true
			if above.mark == plain && !above.blank() {
				above.mark = heading
			}
		}
	}
	return lines, beyond
}

// blank makes every kind of space but the tab a blank: Word writes "kl. 13"
// with one that does not break.
func blank(c rune) rune {
	if c != '\t' && unicode.IsSpace(c) || c >= 0x2000 && c <= 0x200a || c == 0x202f {
		return ' '
	}
	return c
}

// strip takes the marks off the words of l.
func (l *line) strip() {
	l.text = l.raw
	if ruleLine.MatchString(l.raw) {
		l.mark = rule
		l.text = ""
		return
	}
	if m := headMark.FindString(l.text); m != "" {
		l.mark, l.text = heading, strings.TrimRight(l.text[len(m):], "# ")
	}
	if m := bulletMark.FindString(l.text); m != "" {
		l.mark, l.text = bullet, l.text[len(m):]
	}
	if m := numberMark.FindStringSubmatch(l.text); m != nil && !monthNext(l.text[len(m[0]):]) {
		l.ordinal = ordinal(m[1] + m[2])
		l.text = l.text[len(m[0]):]
		if l.mark != heading {
			l.mark = number
		}
	}
	if whole, ok := strings.CutPrefix(l.text, "**"); ok && strings.HasSuffix(whole, "**") {
		if words := strings.TrimSuffix(whole, "**"); !strings.Contains(words, "**") {
			l.text = words
			if l.mark == plain {
				l.mark = heading
			}
		}
	}
	l.lower = strings.ToLower(l.text)
}

// ordinal gives the place that a number or a letter names.
func ordinal(s string) int {
	if c := s[0] | 0x20; c >= 'a' && c <= 'z' {
		return int(c-'a') + 1
	}
	return integer(s)
}

// monthNext tells whether text begins with the name of a month: then a number
// before it is a day.
func monthNext(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return months[strings.ToLower(strings.Trim(word, ".,"))] != 0
}

// join adds the next line to q and tells whether it could: q must reach to the
// end of its last line and l begin where its own does, so that the words still
// stand in the text as one piece.
func (r *reader) join(q *Quote, l line) bool {
	end := fold(r.lines[q.Last-1].text)
	if l.value || l.mark != plain || len(q.Text)+len(l.text) > longest ||
		!strings.HasSuffix(q.Text, end) && !strings.HasSuffix(end, q.Text) {
		return false
	}
	q.Text += " " + fold(l.text)
	q.Last = l.number
	r.use(Span{l.number, l.number})
	return true
}

// longest bounds what is joined to one paragraph, so that joining takes time in
// proportion to the text: what is longer becomes the next paragraph.
const longest = 4000

// fold makes every run of space one blank.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// languageOf tells Swedish from English by the small words of the text.
func languageOf(lines []line) string {
	sv, en := 0, 0
	for _, l := range lines {
		for word := range strings.FieldsSeq(l.lower) {
			switch word {
			case "och", "att", "för", "på", "är", "som", "med", "till", "av", "kl", "kl.":
				sv++
			case "and", "the", "of", "to", "for", "is", "with", "will", "be", "on":
				en++
			}
		}
	}
	if en > sv {
		return "en"
	}
	return "sv"
}
