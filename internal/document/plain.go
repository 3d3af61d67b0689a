package document

import (
	"strconv"
	"strings"
)

// Plain gives d as lines of text with marks that people use themselves:
// "# Heading", "- item", "1. item", "[words](address)". A table of two columns
// becomes "first: second", a wider one "first | second | third".
func (d Document) Plain() string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		switch v := block.(type) {
		case Heading:
			b.WriteString(strings.Repeat("#", v.Level) + " " + oneLine(v.Text.marked()) + "\n")
		case Paragraph:
			b.WriteString(v.Text.marked() + "\n")
		case List:
			v.plain(&b, "")
		case Table:
			v.plain(&b)
		}
	}
	return b.String()
}

func (l List) plain(b *strings.Builder, indent string) {
	for i, item := range l.Items {
		mark := "-"
		if l.Ordered {
			mark = strconv.Itoa(i+1) + "."
		}
		b.WriteString(indent + mark + " " + oneLine(item.Text.marked()) + "\n")
		for _, below := range item.Below {
			below.plain(b, indent+"  ")
		}
	}
}

func (t Table) plain(b *strings.Builder) {
	for _, row := range t.Rows {
		if len(row) == 2 && !row[0].Empty() {
			first := strings.TrimSuffix(oneLine(row[0].marked()), ":")
			b.WriteString(first + ": " + oneLine(row[1].marked()) + "\n")
			continue
		}
		var cells []string
		for _, c := range row {
			if !c.Empty() {
				cells = append(cells, oneLine(c.marked()))
			}
		}
		b.WriteString(strings.Join(cells, " | ") + "\n")
	}
}

// marked gives the words of t with links as "[words](address)". A link whose
// words are its address is left as it stands.
func (t Text) marked() string {
	var b strings.Builder
	for _, r := range t {
		if r.Link == "" || r.Link == r.Text || r.Link == "mailto:"+r.Text {
			b.WriteString(r.Text)
			continue
		}
		b.WriteString("[" + r.Text + "](" + r.Link + ")")
	}
	return strings.TrimSpace(b.String())
}

// oneLine folds every run of space, line breaks too, into one blank.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
