package document

import (
	"encoding/xml"
	"path"
	"strings"
)

// Word reads a .docx file: paragraphs, headings, lists, tables and links, in
// reading order. Text that was deleted with changes tracked is left out, text
// that was inserted is read. Pictures, comments and page headers are not read.
func Word(data []byte) (Document, error) {
	a, err := openArchive(data)
	if err != nil {
		return Document{}, err
	}
	main, err := mainPart(a)
	if err != nil {
		return Document{}, err
	}
	body, err := a.part(main)
	if err != nil {
		return Document{}, err
	}
	if body == nil {
		return Document{}, damagedWord(errNoMain)
	}
	r := wordReader{archive: a, room: MaxText}
	if err := r.around(main); err != nil {
		return Document{}, err
	}
	if err := r.read(body); err != nil {
		return Document{}, asFault(err)
	}
	d := Document{Blocks: gatherLists(r.pieces), Language: r.language}
	return d, r.properties(&d)
}

// A wordReader walks the main part. What it finds becomes pieces, of which
// list items are gathered into lists afterwards.
type wordReader struct {
	*cursor
	archive  *archive
	links    map[string]string // relation → address
	styles   map[string]style
	numbers  numbering
	pieces   []piece
	language string
	room     int    // bytes of text that may still come
	field    field  // the field that is being read
	link     string // where text leads just now
}

// A piece is a block, or an item of a list that stands at a level.
type piece struct {
	block   Block
	item    Text
	list    string // which list, "" for a block
	level   int
	ordered bool
}

func (r *wordReader) read(body []byte) error {
	r.cursor = newCursor(body)
	if _, err := r.root(); err != nil {
		return err
	}
	return r.blocks(func(p piece) { r.pieces = append(r.pieces, p) })
}

// blocks reads paragraphs and tables wherever they stand inside the element
// just opened, and hands each to out.
func (r *wordReader) blocks(out func(piece)) error {
	return r.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "p":
			return r.paragraph(out)
		case "tbl":
			return r.table(out)
		case "sdtPr", "sectPr", "del", "moveFrom", "Fallback":
			return r.skip()
		}
		return r.blocks(out)
	})
}

func (r *wordReader) paragraph(out func(piece)) error {
	p := paragraph{reader: r, out: out}
	if err := p.runs(); err != nil {
		return err
	}
	text := p.text.trim()
	if len(text) == 0 {
		return nil
	}
	level, list := p.heading, p.list
	if s, ok := r.styles[p.style]; ok {
		if level == 0 {
			level = s.heading
		}
		if list.id == "" {
			list = s.list
		}
	}
	switch {
	case level > 0:
		out(piece{block: Heading{Level: min(level, 6), Text: text}})
	case list.id != "" && list.id != "0":
		out(piece{item: text, list: list.id, level: list.level,
			ordered: r.numbers.ordered(list)})
	default:
		out(piece{block: Paragraph{Text: text}})
	}
	return nil
}

func (r *wordReader) table(out func(piece)) error {
	var t Table
	err := r.children(func(e xml.StartElement) error {
		if e.Name.Local != "tr" {
			return r.skip()
		}
		row, head, err := r.row()
		if len(t.Rows) == 0 && head {
			t.HeadRow = true
		}
		if len(row) > 0 {
			t.Rows = append(t.Rows, row)
		}
		return err
	})
	if err == nil && len(t.Rows) > 0 {
		out(piece{block: t})
	}
	return err
}

func (r *wordReader) row() (row []Text, head bool, err error) {
	err = r.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tc":
			cell, err := r.cell()
			row = append(row, cell)
			return err
		case "trPr":
			return r.children(func(e xml.StartElement) error {
				on := attribute(e, "val")
				head = head || e.Name.Local == "tblHeader" && on != "0" && on != "false"
				return r.skip()
			})
		}
		return r.skip()
	})
	return row, head, err
}

// cell reads a cell as one text: its paragraphs become lines, a table inside
// it too.
func (r *wordReader) cell() (Text, error) {
	var cell Text
	add := func(t Text) {
		if len(cell) > 0 {
			cell = append(cell, Run{Text: "\n"})
		}
		cell = append(cell, t...)
	}
	err := r.blocks(func(p piece) {
		switch v := p.block.(type) {
		case nil:
			add(p.item)
		case Heading:
			add(v.Text)
		case Paragraph:
			add(v.Text)
		case Table:
			for _, row := range v.Rows {
				for _, c := range row {
					add(c)
				}
			}
		}
	})
	return cell.trim(), err
}

// around reads the parts that the main one leans on: links, styles, numbering.
func (r *wordReader) around(main string) error {
	dir, file := path.Split(main)
	rels, err := r.archive.part(dir + "_rels/" + file + ".rels")
	if err != nil {
		return err
	}
	r.links = map[string]string{}
	styles, numbers := dir+"styles.xml", dir+"numbering.xml"
	for _, l := range relations(rels) {
		switch {
		case strings.HasSuffix(l.kind, "/hyperlink"):
			r.links[l.id] = l.target
		case strings.HasSuffix(l.kind, "/styles"):
			styles = l.from(dir)
		case strings.HasSuffix(l.kind, "/numbering"):
			numbers = l.from(dir)
		}
	}
	body, err := r.archive.part(styles)
	if err != nil {
		return err
	}
	r.styles, r.language = readStyles(body)
	if body, err = r.archive.part(numbers); err != nil {
		return err
	}
	r.numbers = readNumbering(body)
	return nil
}

// properties reads title, author and language of the document's properties.
func (r *wordReader) properties(d *Document) error {
	body, err := r.archive.part("docProps/core.xml")
	if err != nil || body == nil {
		return err
	}
	c := newCursor(body)
	if _, err := c.root(); err != nil {
		return nil // properties are an extra: a paper without is read all the same
	}
	_ = c.children(func(e xml.StartElement) error {
		s, err := c.words()
		s = strings.TrimSpace(s)
		switch e.Name.Local {
		case "title":
			d.Title = s
		case "subject":
			d.Subject = s
		case "creator":
			d.Author = s
		case "language":
			d.Language = s
		}
		return err
	})
	return nil
}
