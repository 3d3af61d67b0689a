package rdf

import "strings"

// A property is what the start tag of a property element says.
type property struct {
	subject, predicate ID
	start              int
	object             *attribute // rdf:resource or rdf:nodeID
	datatype           *attribute
	parseType          *attribute
	id                 ID // of the statement, or None
	attributes         bool
}

// property reads a property element and states its triples.
func (x *xmlReader) property(c context, subject ID, members *int) {
	p := property{subject: subject, predicate: x.name.id, start: x.start}
	switch x.name.word {
	case wordProperty, wordType:
	case wordLi:
		p.predicate = x.member(members)
	case wordNoNamespace:
		x.fault(x.start, "rdfxml-no-namespace", x.name.raw)
		x.skip()
		return
	case wordNone:
		x.skip()
		return
	default:
		x.fault(x.start, "rdfxml-not-a-property", x.name.raw)
		x.skip()
		return
	}
	if len(x.attrs) > 0 {
		c = x.inherit(c)
		if !x.sortAttributes(c, &p) {
			x.skip()
			return
		}
	}
	switch {
	case p.parseType != nil:
		x.parseType(c, &p)
	case p.object != nil || p.attributes:
		x.emptyProperty(c, &p)
	default:
		x.content(c, &p)
	}
}

// sortAttributes finds out what the attributes of a property element mean
// together. It returns false if nothing can be made of them.
func (x *xmlReader) sortAttributes(c context, p *property) bool {
	for i := range x.attrs {
		a := &x.attrs[i]
		switch a.name.word {
		case wordID:
			p.id = x.identify(c, a, x.value(a))
		case wordResource, wordNodeID:
			if p.object != nil {
				x.fault(a.offset, "rdfxml-two-objects", p.object.written, a.written)
				continue
			}
			p.object = a
		case wordDatatype:
			p.datatype = a
		case wordParseType:
			p.parseType = a
		case wordProperty, wordType:
			p.attributes = true
		case wordNoNamespace:
			x.fault(a.offset, "rdfxml-attribute-namespace", a.written)
		case wordWithdrawn:
			x.fault(a.offset, "rdfxml-withdrawn", a.written)
		case wordAbout, wordRDF, wordLi, wordDescription:
			x.fault(a.offset, "rdfxml-attribute", a.written)
		}
	}
	return x.agree(p)
}

// agree reports attributes that exclude each other.
func (x *xmlReader) agree(p *property) bool {
	clash := func(a *attribute, with string) bool {
		x.fault(a.offset, "rdfxml-attributes-clash", a.written, with)
		return false
	}
	switch {
	case p.parseType != nil && p.object != nil:
		return clash(p.object, p.parseType.written)
	case p.parseType != nil && p.datatype != nil:
		return clash(p.datatype, p.parseType.written)
	case p.parseType != nil && p.attributes:
		return clash(p.parseType, "a property attribute")
	case p.datatype != nil && p.object != nil:
		return clash(p.datatype, p.object.written)
	case p.datatype != nil && p.attributes:
		return clash(p.datatype, "a property attribute")
	}
	return true
}

// state adds the triple and, if it has an rdf:ID, the four that describe it.
func (x *xmlReader) state(p *property, object ID) {
	x.add(p.subject, p.predicate, object, p.start)
	if p.id != None && p.subject != None && object != None {
		x.add(p.id, Type, Statement, p.start)
		x.add(p.id, Subject, p.subject, p.start)
		x.add(p.id, Predicate, p.predicate, p.start)
		x.add(p.id, Object, object, p.start)
	}
}

// emptyProperty reads a property element whose attributes say everything.
func (x *xmlReader) emptyProperty(c context, p *property) {
	var object ID
	if p.object != nil {
		object = x.reference(c, p.object)
	} else {
		object = x.dict.Blank("")
	}
	x.state(p, object)
	if p.attributes {
		x.propertyAttributes(c, object, true)
	}
	for told := false; x.nextTag(); told = true {
		if !told {
			x.fault(x.start, "rdfxml-content")
		}
		x.skip()
	}
}

// content reads a property element that holds text or one node.
func (x *xmlReader) content(c context, p *property) {
	qualifier := c.qualifier()
	if p.datatype != nil {
		if qualifier = x.reference(c, p.datatype); qualifier == None {
			x.skip()
			return
		}
	}
	at, object := x.pos, None
	var text gathered
	nodes := 0
	for {
		switch x.next() {
		case characters:
			if nodes > 0 {
				x.reportText()
				continue
			}
			if n := text.add(x.text); n > x.limits.Literal {
				x.fault(at, "limit-literal", itoa(n), itoa(x.limits.Literal))
				x.skip()
				return
			}
		case startTag:
			nodes++
			object = x.contentNode(c, p, nodes, text.String(), at, object)
		case endTag, endOfText:
			if nodes == 0 {
				object = x.plain(at, text.String(), qualifier)
			}
			x.state(p, object)
			return
		}
	}
}

// gathered is text that comes in pieces; usually there is only one.
type gathered struct {
	first string
	all   strings.Builder
}

// add appends a piece and gives the length of the whole.
func (g *gathered) add(piece string) int {
	switch {
	case g.all.Len() > 0:
		g.all.WriteString(piece)
	case g.first == "":
		g.first = piece
		return len(piece)
	default:
		g.all.WriteString(g.first)
		g.all.WriteString(piece)
	}
	return g.all.Len()
}

// String gives the text that was gathered.
func (g *gathered) String() string {
	if g.all.Len() > 0 {
		return g.all.String()
	}
	return g.first
}

// contentNode reads a node inside a property element, of which there may be
// only one and no text.
func (x *xmlReader) contentNode(c context, p *property, n int, text string, at int, first ID) ID {
	switch {
	case n > 1:
		x.fault(x.start, "rdfxml-two-nodes", x.name.raw)
		x.skip()
		return first
	case p.datatype != nil:
		x.fault(p.datatype.offset, "rdfxml-datatype-node")
		x.skip()
		return None
	case strings.Trim(text, " \t\r\n") != "":
		x.fault(at, "rdfxml-text", strings.Trim(text, " \t\r\n"))
	}
	return x.node(c)
}

// parseType reads a property element by the rule that rdf:parseType names.
func (x *xmlReader) parseType(c context, p *property) {
	if c.depth++; c.depth > x.limits.Depth {
		x.fault(p.start, "limit-depth", itoa(x.limits.Depth))
		x.skip()
		return
	}
	switch kind := x.value(p.parseType); kind {
	case "Resource":
		object := x.dict.Blank("")
		x.state(p, object)
		members := 0
		for x.nextTag() {
			x.property(c, object, &members)
		}
	case "Collection":
		x.collection(c, p)
	default:
		if kind != "Literal" {
			x.warn(p.parseType.offset, "rdfxml-parse-type", kind)
		}
		at := x.pos
		x.state(p, x.literal(at, x.xmlLiteral(), XMLLiteral))
	}
}

// collection reads the nodes inside a property element into a list.
func (x *xmlReader) collection(c context, p *property) {
	head, last := Nil, None
	for x.nextTag() {
		start := x.start
		item := x.node(c)
		node := x.dict.Blank("")
		if last == None {
			head = node
		} else {
			x.add(last, Rest, node, start)
		}
		x.add(node, First, item, start)
		last = node
	}
	if last != None {
		x.add(last, Rest, Nil, p.start)
	}
	x.state(p, head)
}
