package document

import (
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

var errNoMain = errors.New("no main part")

// A relation leads from one part of an archive to another, or to the world.
type relation struct{ id, kind, target string }

// from gives the part that l leads to, seen from a folder.
func (l relation) from(dir string) string {
	if strings.HasPrefix(l.target, "/") {
		return l.target
	}
	return path.Join(dir, l.target)
}

// relations reads a .rels part; what cannot be read is left out.
func relations(body []byte) []relation {
	var list []relation
	c := newCursor(body)
	if _, err := c.root(); err != nil {
		return nil
	}
	_ = c.children(func(e xml.StartElement) error {
		list = append(list, relation{attribute(e, "Id"), attribute(e, "Type"),
			strings.TrimSpace(attribute(e, "Target"))})
		return c.skip()
	})
	return list
}

// mainPart finds the part that holds the text.
func mainPart(a *archive) (string, error) {
	rels, err := a.part("_rels/.rels")
	if err != nil {
		return "", err
	}
	for _, l := range relations(rels) {
		if strings.HasSuffix(l.kind, "/officeDocument") {
			return strings.TrimPrefix(l.from(""), "/"), nil
		}
	}
	if a.parts["word/document.xml"] == nil {
		return "", fault.New(fault.Invalid, "document.not-word")
	}
	return "word/document.xml", nil
}

// asFault makes an error of the XML reader one for people.
func asFault(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return err
	}
	return damagedWord(err)
}

// A style is what a named style of Word says of its paragraphs.
type style struct {
	heading int
	list    place
	based   string
}

// A place is where a paragraph stands in a list.
type place struct {
	id    string
	level int
}

// place reads numPr into p.
func (c *cursor) place(p *place) error {
	return c.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numId":
			p.id = attribute(e, "val")
		case "ilvl":
			p.level = levelOf(attribute(e, "val"))
		}
		return c.skip()
	})
}

func levelOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return min(max(n, 0), 8)
}

// outline makes Word's outline level (0 to 8; 9 is text) a heading's level.
func outline(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// readStyles gives the styles by identifier, and the language of the paper.
// What cannot be read is left out: then headings are paragraphs.
func readStyles(body []byte) (map[string]style, string) {
	styles, language := map[string]style{}, ""
	c := newCursor(body)
	if _, err := c.root(); err != nil {
		return styles, ""
	}
	_ = c.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "style":
			s, err := c.style()
			styles[attribute(e, "styleId")] = s
			return err
		case "docDefaults":
			var err error
			language, err = c.language()
			return err
		}
		return c.skip()
	})
	for id, s := range styles {
		// A style takes over what it is based on; ten steps end every circle.
		for up, n := s.based, 0; up != "" && n < 10; n++ {
			base := styles[up]
			if s.heading == 0 {
				s.heading = base.heading
			}
			if s.list.id == "" {
				s.list = base.list
			}
			up = base.based
		}
		styles[id] = s
	}
	return styles, language
}

func (c *cursor) style() (style, error) {
	var s style
	err := c.children(func(e xml.StartElement) error {
		val := attribute(e, "val")
		switch e.Name.Local {
		case "name":
			s.heading = headingName(val)
		case "basedOn":
			s.based = val
		case "pPr":
			return c.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "outlineLvl":
					if s.heading == 0 {
						s.heading = outline(attribute(e, "val"))
					}
				case "numPr":
					return c.place(&s.list)
				}
				return c.skip()
			})
		}
		return c.skip()
	})
	return s, err
}

// headingName gives the level of Word's built-in styles, whose names in the
// file are English in every language of the program.
func headingName(name string) int {
	name = strings.ToLower(name)
	if name == "title" {
		return 1
	}
	if digit, ok := strings.CutPrefix(name, "heading "); ok {
		if n, err := strconv.Atoi(digit); err == nil && n >= 1 && n <= 9 {
			return n
		}
	}
	return 0
}

// language finds w:lang in the defaults.
func (c *cursor) language() (string, error) {
	found := ""
	var look func(xml.StartElement) error
	look = func(e xml.StartElement) error {
		if e.Name.Local == "lang" {
			found = attribute(e, "val")
		}
		return c.children(look)
	}
	return found, c.children(look)
}

// numbering tells, for each list and level, whether it is numbered.
type numbering struct {
	lists  map[string]string         // list → abstract list
	levels map[string]map[int]string // abstract list → level → format
}

func (n numbering) ordered(p place) bool {
	format, ok := n.levels[n.lists[p.id]][p.level]
	return ok && format != "bullet" && format != "none"
}

func readNumbering(body []byte) numbering {
	n := numbering{map[string]string{}, map[string]map[int]string{}}
	c := newCursor(body)
	if _, err := c.root(); err != nil {
		return n
	}
	_ = c.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum":
			levels := map[int]string{}
			n.levels[attribute(e, "abstractNumId")] = levels
			return c.numberLevels(levels)
		case "num":
			return c.children(func(inner xml.StartElement) error {
				if inner.Name.Local == "abstractNumId" {
					n.lists[attribute(e, "numId")] = attribute(inner, "val")
				}
				return c.skip()
			})
		}
		return c.skip()
	})
	return n
}

func (c *cursor) numberLevels(levels map[int]string) error {
	return c.children(func(e xml.StartElement) error {
		if e.Name.Local != "lvl" {
			return c.skip()
		}
		level := levelOf(attribute(e, "ilvl"))
		return c.children(func(e xml.StartElement) error {
			if e.Name.Local == "numFmt" {
				levels[level] = attribute(e, "val")
			}
			return c.skip()
		})
	})
}
