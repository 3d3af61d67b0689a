package document

import "strings"

// Words gives what any paper says, each block a paragraph, without the marks
// of Plain: what a search looks in. It reads what Read reads.
func Words(name string, data []byte) (string, error) {
	kind, err := KindOf(name, data)
	if err != nil || kind != KindWord {
		return Read(name, data)
	}
	d, err := Word(data)
	return d.Words(), err
}

// Words gives what d says, each block, item and cell a paragraph, without marks.
func (d Document) Words() string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch v := block.(type) {
		case Heading:
			v.Text.words(&b)
		case Paragraph:
			v.Text.words(&b)
		case List:
			v.words(&b)
		case Table:
			for _, row := range v.Rows {
				for _, cell := range row {
					cell.words(&b)
				}
			}
		}
	}
	return b.String()
}

func (l List) words(b *strings.Builder) {
	for _, item := range l.Items {
		item.Text.words(b)
		for _, below := range item.Below {
			below.words(b)
		}
	}
}

func (t Text) words(b *strings.Builder) {
	if t.Empty() {
		return
	}
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	b.WriteString(t.String())
}
