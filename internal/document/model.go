package document

import (
	"slices"
	"strings"
	"time"
)

// A Document is a paper.
type Document struct {
	Title    string
	Language string    // BCP 47, such as "sv-SE"; "" where it is not known
	Author   string    // the body that sends it, not a person
	Subject  string    // one sentence about it, for its properties
	Created  time.Time // zero: the properties say nothing of when
	Blocks   []Block
}

// A Block is a part of a paper in reading order: Heading, Paragraph, List or Table.
type Block interface{ block() }

// A Heading opens a section. Level 1 is the highest; it goes to 6.
type Heading struct {
	Level int
	Text  Text
}

// A Paragraph is running text.
type Paragraph struct{ Text Text }

// A List is a row of items, numbered from 1 when it is ordered.
type List struct {
	Ordered bool
	Items   []Item
}

// An Item is one entry of a list, perhaps with lists beneath it.
type Item struct {
	Text  Text
	Below []List
}

// A Table is rows of cells. Heads tell which cells name the others: a reader
// of the screen is told them with every cell.
type Table struct {
	HeadRow    bool // the first row holds headings
	HeadColumn bool // the first cell of each row is a heading
	Rows       [][]Text
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}

// A Text is runs that follow one another without space between them.
type Text []Run

// A Run is text of one kind. Line breaks in it are "\n".
type Run struct {
	Text     string
	Link     string // where it leads; "" where it is no link
	Strong   bool
	Language string // where it is another than the document's, as BCP 47
}

// Speak says which language text is in, where that is not the document's.
func Speak(blocks []Block, language string) {
	for _, b := range blocks {
		switch v := b.(type) {
		case Heading:
			v.Text.speak(language)
		case Paragraph:
			v.Text.speak(language)
		case List:
			v.speak(language)
		case Table:
			for _, row := range v.Rows {
				for _, cell := range row {
					cell.speak(language)
				}
			}
		}
	}
}

func (l List) speak(language string) {
	for _, item := range l.Items {
		item.Text.speak(language)
		for _, below := range item.Below {
			below.speak(language)
		}
	}
}

func (t Text) speak(language string) {
	for i := range t {
		t[i].Language = language
	}
}

// Plain makes a Text of one run without link.
func Plain(s string) Text { return Text{{Text: s}} }

// String gives the words of t, without where its links lead.
func (t Text) String() string {
	if len(t) == 1 {
		return t[0].Text
	}
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Empty tells whether t holds nothing but space.
func (t Text) Empty() bool {
	for _, r := range t {
		if strings.TrimSpace(r.Text) != "" {
			return false
		}
	}
	return true
}

// filled gives the blocks that say something.
func (d Document) filled() []Block {
	return slices.DeleteFunc(slices.Clone(d.Blocks), func(b Block) bool {
		switch v := b.(type) {
		case Heading:
			return v.Text.Empty()
		case Paragraph:
			return v.Text.Empty()
		case List:
			return len(v.Items) == 0
		case Table:
			return len(v.Rows) == 0
		}
		return true
	})
}

// like tells whether r and other differ in nothing but their words.
func (r Run) like(other Run) bool {
	r.Text, other.Text = "", ""
	return r == other
}

// joined makes neighbours of one kind one run, in time proportional to t.
func (t Text) joined() Text {
	t = slices.DeleteFunc(slices.Clone(t), func(r Run) bool { return r.Text == "" })
	var out Text
	for i := 0; i < len(t); {
		end := i + 1
		for end < len(t) && t[end].like(t[i]) {
			end++
		}
		run := t[i]
		run.Text = t[i:end].String()
		out = append(out, run)
		i = end
	}
	return out
}

// trim joins the runs of t and removes space from both its ends.
func (t Text) trim() Text {
	t = t.joined()
	for len(t) > 0 {
		if t[0].Text = strings.TrimLeft(t[0].Text, " \t\n\u00a0"); t[0].Text != "" {
			break
		}
		t = t[1:]
	}
	for n := len(t) - 1; n >= 0; n-- {
		if t[n].Text = strings.TrimRight(t[n].Text, " \t\n\u00a0"); t[n].Text != "" {
			break
		}
		t = t[:n]
	}
	return t
}
