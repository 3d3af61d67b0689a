package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// A cursor walks XML from a stranger: it refuses document type declarations,
// so that there are no entities to expand or fetch, and elements deeper than
// maxDepth.
type cursor struct {
	decoder *xml.Decoder
	depth   int
}

var (
	errDeclaration = errors.New("document type declaration")
	errDeep        = errors.New("elements too deep")
)

func newCursor(data []byte) *cursor {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	return &cursor{decoder: d}
}

// token gives the next start, end or text.
func (c *cursor) token() (xml.Token, error) {
	for {
		t, err := c.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t.(type) {
		case xml.StartElement:
			if c.depth++; c.depth > maxDepth {
				return nil, errDeep
			}
			return t, nil
		case xml.EndElement:
			c.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, errDeclaration
		}
	}
}

// children calls visit for every element inside the one just opened, until it
// closes. visit must read its element to the end, by children, skip or words.
func (c *cursor) children(visit func(xml.StartElement) error) error {
	for {
		t, err := c.token()
		if err != nil {
			return unexpected(err)
		}
		switch v := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := visit(v); err != nil {
				return err
			}
		}
	}
}

// root opens the outermost element.
func (c *cursor) root() (xml.StartElement, error) {
	for {
		t, err := c.token()
		if err != nil {
			return xml.StartElement{}, unexpected(err)
		}
		if v, ok := t.(xml.StartElement); ok {
			return v, nil
		}
	}
}

// skip reads the element just opened to its end.
func (c *cursor) skip() error {
	for depth := 1; depth > 0; {
		t, err := c.token()
		if err != nil {
			return unexpected(err)
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// words reads the element just opened to its end and gives the text in it.
func (c *cursor) words() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := c.token()
		if err != nil {
			return "", unexpected(err)
		}
		switch v := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(v)
		}
	}
	return b.String(), nil
}

// unexpected makes the end of the file inside an element an error of its own.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// attribute gives an attribute by its local name, whatever its name space.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// attributeIn gives an attribute by name space ending and local name.
func attributeIn(e xml.StartElement, space, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && strings.HasSuffix(a.Name.Space, space) {
			return a.Value
		}
	}
	return ""
}
