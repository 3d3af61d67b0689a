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

// table writes each row by itself: "Name: value" where the first column names
// the second, else the cells with bars between, in columns when they fit.
func (t *textWriter) table(table Table) {
	if !table.HeadRow && isPairs(table.Rows) {
		for _, row := range table.Rows {
			name := strings.TrimSuffix(oneLine(row[0].String()), ":")
			t.wrap("", "    ", name+": "+row[1].withAddresses())
		}
		return
	}
	var rows [][]string
	var widths []int
	for _, row := range table.Rows {
		var cells []string
		for c, cell := range row {
			cells = append(cells, oneLine(cell.withAddresses()))
			if c == len(widths) {
				widths = append(widths, 0)
			}
			widths[c] = max(widths[c], utf8.RuneCountInString(cells[c]))
		}
		rows = append(rows, cells)
	}
	sum := 3 * (len(widths) - 1)
	for _, w := range widths {
		sum += w
	}
	for _, cells := range rows {
		if sum > Width {
			t.wrap("", "    ", strings.Join(cells, " | "))
			continue
		}
		for c, cell := range cells {
			cells[c] = cell + strings.Repeat(" ", widths[c]-utf8.RuneCountInString(cell))
		}
		t.WriteString(strings.TrimRight(strings.Join(cells, " | "), " ") + "\n")
	}
}

// isPairs tells whether every row is a name and a value.
func isPairs(rows [][]Text) bool {
	for _, row := range rows {
		if len(row) != 2 {
			return false
		}
	}
	return true
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
