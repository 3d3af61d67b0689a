package document

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Width is the longest line that WriteText writes, unless a word is longer.
const Width = 72

// WriteText writes d as plain text wrapped at Width: UTF-8, headings
// underlined, addresses after the words that lead there.
func WriteText(w io.Writer, d Document) error {
	var t textWriter
	for _, block := range d.filled() {
		t.block(block)
	}
	_, err := io.WriteString(w, t.String())
	return err
}

type textWriter struct{ strings.Builder }

func (t *textWriter) block(block Block) {
	if t.Len() > 0 {
		t.WriteString("\n")
	}
	switch v := block.(type) {
	case Heading:
		t.heading(v)
	case Paragraph:
		t.wrap("", "", v.Text.withAddresses())
	case List:
		t.list(v, "")
	case Table:
		t.table(v)
	}
}

func (t *textWriter) heading(h Heading) {
	if h.Level <= 2 && t.Len() > 0 {
		t.WriteString("\n")
	}
	start := t.Len()
	t.wrap("", "", h.Text.withAddresses())
	longest := 0
	for line := range strings.Lines(t.String()[start:]) {
		longest = max(longest, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")))
	}
	switch h.Level {
	case 1:
		t.WriteString(strings.Repeat("=", longest) + "\n")
	case 2:
		t.WriteString(strings.Repeat("-", longest) + "\n")
	}
}

func (t *textWriter) list(l List, indent string) {
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(i+1) + ". "
		}
		t.wrap(indent+mark, indent+strings.Repeat(" ", len(mark)), item.Text.withAddresses())
		for _, below := range item.Below {
			t.list(below, indent+"  ")
		}
	}
}

// table writes each row by itself: "Name: value" for a table of two columns,
// else every cell under the heading of its column.
func (t *textWriter) table(table Table) {
	var heads []Text
	rows := table.Rows
	if table.HeadRow && len(rows) > 1 {
		heads, rows = rows[0], rows[1:]
	}
	for i, row := range rows {
		if len(row) == 2 && heads == nil {
			name := strings.TrimSuffix(oneLine(row[0].String()), ":")
			t.wrap("", "    ", name+": "+row[1].withAddresses())
			continue
		}
		if i > 0 {
			t.WriteString("\n")
		}
		for c, cell := range row {
			if cell.Empty() {
				continue
			}
			name := ""
			if c < len(heads) && !heads[c].Empty() {
				name = oneLine(heads[c].String()) + ": "
			}
			t.wrap("", "    ", name+cell.withAddresses())
		}
	}
}

// wrap writes text with first before its first line and rest before the others.
func (t *textWriter) wrap(first, rest, text string) {
	prefix := first
	for line := range strings.SplitSeq(text, "\n") {
		column := utf8.RuneCountInString(prefix)
		t.WriteString(prefix)
		empty := true
		for word := range strings.FieldsFuncSeq(line, breakable) {
			n := utf8.RuneCountInString(word)
			switch {
			case empty:
			case column+1+n > Width:
				t.WriteString("\n" + rest)
				column = utf8.RuneCountInString(rest)
			default:
				t.WriteString(" ")
				column++
			}
			t.WriteString(word)
			column, empty = column+n, false
		}
		t.WriteString("\n")
		prefix = rest
	}
}

// breakable tells whether a line may end at c. A no-break space is kept.
func breakable(c rune) bool { return c == ' ' || c == '\t' }

// withAddresses gives the words of t with the address after each link, unless
// the words are the address.
func (t Text) withAddresses() string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(clean(r.Text))
		address := followed(r.Link)
		if address != "" && shown(address) != strings.TrimSpace(r.Text) {
			b.WriteString(" (" + shown(address) + ")")
		}
	}
	return strings.TrimSpace(b.String())
}
