package document

import (
	"encoding/xml"
	"strings"
)

// A paragraph is one that is being read.
type paragraph struct {
	reader  *wordReader
	out     func(piece) // for paragraphs of text boxes inside this one
	text    Text
	style   string
	heading int // its own outline level
	list    place
}

// runs reads everything inside the element just opened as text of p.
func (p *paragraph) runs() error {
	r := p.reader
	return r.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pPr":
			return p.own()
		case "r":
			return p.run()
		case "hyperlink":
			return p.hyperlink(attributeIn(e, "/relationships", "id"))
		case "fldSimple":
			return p.linked(linkOfField(attribute(e, "instr")), p.runs)
		case "p": // a paragraph within one: only a broken file, yet its text counts
			return r.paragraph(p.out)
		case "del", "moveFrom", "Fallback", "sdtPr", "rPr":
			return r.skip()
		}
		return p.runs()
	})
}

func (p *paragraph) hyperlink(id string) error {
	return p.linked(p.reader.links[id], p.runs)
}

// linked reads with text leading to address.
func (p *paragraph) linked(address string, read func() error) error {
	before := p.reader.link
	if address != "" {
		p.reader.link = address
	}
	err := read()
	p.reader.link = before
	return err
}

// own reads the properties of p.
func (p *paragraph) own() error {
	r := p.reader
	return r.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attribute(e, "val")
		case "outlineLvl":
			p.heading = outline(attribute(e, "val"))
		case "numPr":
			return r.place(&p.list)
		}
		return r.skip()
	})
}

// run reads a run: letters of one form.
func (p *paragraph) run() error {
	r := p.reader
	strong := false
	return r.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rPr":
			return r.children(func(e xml.StartElement) error {
				on := attribute(e, "val")
				strong = strong || e.Name.Local == "b" && on != "0" && on != "false"
				return r.skip()
			})
		case "t":
			s, err := r.words()
			if err != nil {
				return err
			}
			return p.say(s, strong)
		case "fldChar":
			r.field.mark(attribute(e, "fldCharType"))
		case "instrText":
			s, err := r.words()
			r.field.instruction(s)
			return err
		case "drawing", "AlternateContent", "pict", "object":
			return r.blocks(p.out)
		}
		if s, ok := spoken[e.Name.Local]; ok {
			if err := p.say(s, strong); err != nil {
				return err
			}
		}
		return r.skip()
	})
}

// spoken is elements that stand for a character.
var spoken = map[string]string{
	"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t",
}

func (p *paragraph) say(s string, strong bool) error {
	r := p.reader
	if r.room -= len(s); r.room < 0 {
		return tooLarge(MaxText)
	}
	link := r.link
	if link == "" {
		link = r.field.address
	}
	p.text = append(p.text, Run{Text: s, Link: link, Strong: strong})
	return nil
}

// A field is Word's older form of a link: begin, instruction, separate, text, end.
type field struct {
	depth   int
	words   strings.Builder
	address string
}

func (f *field) mark(kind string) {
	switch kind {
	case "begin":
		if f.depth++; f.depth == 1 {
			f.words.Reset()
		}
	case "separate":
		if f.depth == 1 {
			f.address = linkOfField(f.words.String())
		}
	case "end":
		if f.depth = max(f.depth-1, 0); f.depth == 0 {
			f.address = ""
		}
	}
}

func (f *field) instruction(s string) {
	if f.depth == 1 && f.words.Len() < 4096 {
		f.words.WriteString(s)
	}
}

// linkOfField gives the address in an instruction such as `HYPERLINK "https://…"`.
func linkOfField(s string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(s), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, `\l`) {
		return "" // a place in the same paper
	}
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		address, _, _ := strings.Cut(quoted, `"`)
		return address
	}
	address, _, _ := strings.Cut(rest, " ")
	return address
}
