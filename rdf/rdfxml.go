package rdf

import (
	"strconv"
	"strings"
)

// An xmlReader reads RDF/XML: nodes and properties in turn, by recursive
// descent as deep as the limits allow. What it cannot read it reports and
// passes over, with everything inside.
type xmlReader struct {
	xmlScanner
	base address         // of the text
	ids  map[ID]Position // where each rdf:ID was used

	// The language that was read last, as it is written.
	tag      string
	language ID
}

// A context is what an element inherits.
type context struct {
	base     *address
	language ID // a tag, or None
	depth    int
}

// qualifier is that of a plain literal in the context.
func (c context) qualifier() ID {
	if c.language == None {
		return XSDString
	}
	return c.language
}

func newXMLReader(r *reader, base string) *xmlReader {
	x := &xmlReader{xmlScanner: xmlScanner{reader: r, names: newNames()}, ids: map[ID]Position{}}
	x.base = split(base)
	x.base.fragment, x.base.hasFragment = "", false
	return x
}

func (x *xmlReader) read() {
	for {
		switch x.next() {
		case endOfText:
			return
		case startTag:
			x.root(context{base: &x.base})
		}
	}
}

// root reads the outermost element: rdf:RDF around nodes, or a single node.
func (x *xmlReader) root(c context) {
	switch local := x.name.local; {
	case strings.EqualFold(local, "html"):
		x.fault(x.start, "format-html")
		x.skip()
		return
	case x.name.word == wordNoNamespace && local != "RDF": // a feed, a sitemap
		x.fault(x.start, "format-unknown")
		x.skip()
		return
	}
	if x.name.word != wordRDF {
		x.node(c)
		return
	}
	c = x.inherit(c)
	for i := range x.attrs {
		a := &x.attrs[i]
		switch a.name.word {
		case wordLang, wordBase, wordXML, wordNone:
		default:
			x.fault(a.offset, "rdfxml-root-attribute", a.written)
		}
	}
	for x.nextTag() {
		x.node(c)
	}
}

// nextTag moves to the next start tag inside the present element. It returns
// false at the element's end. Text on the way is reported.
func (x *xmlReader) nextTag() bool {
	for told := false; ; {
		x.skipIndent()
		switch x.next() {
		case startTag:
			return true
		case endTag, endOfText:
			return false
		case characters:
			if !told {
				told = x.reportText()
			}
		}
	}
}

// reportText reports text that stands where only elements may. It tells
// whether there was any but white space.
func (x *xmlReader) reportText() bool {
	i := 0
	for i < len(x.text) && isSpace(x.text[i]) {
		i++
	}
	if i == len(x.text) {
		return false
	}
	text, at := strings.TrimRight(x.text[i:], " \t\r\n"), x.textAt
	for at < len(x.src) && isSpace(x.src[at]) {
		at++
	}
	x.fault(at, "rdfxml-text", text)
	return true
}

// skip passes over the element whose start tag was read last.
func (x *xmlReader) skip() {
	for depth := 1; depth > 0; {
		switch x.next() {
		case startTag:
			depth++
		case endTag:
			depth--
		case endOfText:
			return
		}
	}
}

// inherit applies the xml:lang and xml:base of the last start tag.
func (x *xmlReader) inherit(c context) context {
	for i := range x.attrs {
		a := &x.attrs[i]
		switch a.name.word {
		case wordLang:
			if a.raw != x.tag {
				x.tag, x.language = a.raw, x.languageOf(a)
			}
			if c.language = x.language; c.language == None || strings.IndexByte(a.raw, '&') >= 0 {
				x.tag = "" // what is wrong with it is to be told each time
			}
		case wordBase:
			base := split(c.base.resolve(x.value(a)))
			base.fragment, base.hasFragment = "", false
			c.base = &base
		}
	}
	return c
}

// languageOf gives the language that an attribute names, None of no language.
func (x *xmlReader) languageOf(a *attribute) ID {
	value := x.value(a)
	switch {
	case value == "":
		return None
	case languageTag(value) != len(value):
		x.fault(a.offset, "language-tag-broken", value)
		return None
	}
	return x.dict.intern(tag, None, value)
}

// node reads a node element and gives its subject. The element has been read
// to its end when node returns, also when it returns None.
func (x *xmlReader) node(c context) ID {
	start, name := x.start, x.name
	switch name.word {
	case wordProperty, wordType, wordDescription:
	case wordNoNamespace:
		x.fault(start, "rdfxml-no-namespace", name.raw)
		x.skip()
		return None
	case wordNone:
		x.skip()
		return None
	default:
		x.fault(start, "rdfxml-not-a-node", name.raw)
		x.skip()
		return None
	}
	if c.depth++; c.depth > x.limits.Depth {
		x.fault(start, "limit-depth", itoa(x.limits.Depth))
		x.skip()
		return None
	}
	c = x.inherit(c)
	subject := x.subject(c)
	if name.word != wordDescription {
		x.add(subject, Type, name.id, start)
	}
	x.propertyAttributes(c, subject, false)
	members := 0
	for x.nextTag() {
		x.property(c, subject, &members)
	}
	return subject
}

// subject gives the subject that the attributes of a node element name, or a
// new blank node.
func (x *xmlReader) subject(c context) ID {
	var subject ID
	var by *attribute
	for i := range x.attrs {
		a := &x.attrs[i]
		switch a.name.word {
		case wordAbout, wordID, wordNodeID:
			if by != nil {
				x.fault(a.offset, "rdfxml-two-subjects", by.written, a.written)
				continue
			}
			by = a
			subject = x.reference(c, a)
		}
	}
	if by == nil {
		return x.dict.Blank("")
	}
	return subject
}

// reference gives what an attribute that names a node refers to.
func (x *xmlReader) reference(c context, a *attribute) ID {
	if a.name.word != wordID && a.name.word != wordNodeID {
		if id := x.known(a); id != None {
			return id
		}
	}
	value := x.value(a)
	switch a.name.word {
	case wordNodeID:
		if !isNCName(value) {
			x.fault(a.offset, "rdfxml-node-id", value)
			return None
		}
		return x.blank(value)
	case wordID:
		return x.identify(c, a, value)
	}
	if schemeLength(value) == 0 && c.base.scheme != "" {
		x.warn(a.offset, "iri-resolved", value, c.base.resolve(value))
	}
	return x.newIRI(a.offset, value, c.base)
}

// known gives the address that an attribute has, if it has been read before and
// there is nothing to say of it. Most elements of a name refer to few addresses.
func (x *xmlReader) known(a *attribute) ID {
	if a.raw == x.name.referred {
		return x.name.referredTo
	}
	if strings.IndexByte(a.raw, '&') >= 0 {
		return None
	}
	id := x.sound(a.raw)
	if id != None {
		x.name.referred, x.name.referredTo = a.raw, id
	}
	return id
}

// identify gives the IRI that an rdf:ID makes, which must be new.
func (x *xmlReader) identify(c context, a *attribute, value string) ID {
	if !isNCName(value) {
		x.fault(a.offset, "rdfxml-id", value)
		return None
	}
	id := x.iri(a.offset, "#"+value, c.base)
	if id == None {
		return None
	}
	if before, used := x.ids[id]; used {
		x.fault(a.offset, "rdfxml-id-repeated", value, itoa(int(before.Line)))
		return id
	}
	x.ids[id] = x.position(a.offset)
	return id
}

// propertyAttributes states what the attributes of a node element say, or
// those of a property element that has no content.
func (x *xmlReader) propertyAttributes(c context, subject ID, onProperty bool) {
	for i := range x.attrs {
		a := &x.attrs[i]
		switch a.name.word {
		case wordProperty:
			value := x.value(a)
			x.add(subject, a.name.id, x.plain(a.offset, value, c.qualifier()), a.offset)
		case wordType:
			value := x.value(a)
			x.add(subject, Type, x.iri(a.offset, value, c.base), a.offset)
		case wordAbout:
			if onProperty {
				x.fault(a.offset, "rdfxml-attribute", a.written)
			}
		case wordResource, wordParseType, wordDatatype:
			if !onProperty {
				x.fault(a.offset, "rdfxml-attribute", a.written)
			}
		case wordNoNamespace:
			x.fault(a.offset, "rdfxml-attribute-namespace", a.written)
		case wordWithdrawn:
			x.fault(a.offset, "rdfxml-withdrawn", a.written)
		case wordRDF, wordLi, wordDescription:
			x.fault(a.offset, "rdfxml-attribute", a.written)
		}
	}
}

// plain interns a literal after making sure that XML may hold its characters.
func (x *xmlReader) plain(offset int, lexical string, qualifier ID) ID {
	known := len(x.dict.entries)
	id := x.literal(offset, lexical, qualifier)
	if id != None && (int(id) >= known || x.dict.entries[id].doubtful) {
		if !x.checkCharacters(lexical, offset) {
			x.dict.entries[id].doubtful = true
		}
	}
	return id
}

// member gives the property that the next rdf:li stands for.
func (x *xmlReader) member(members *int) ID {
	*members++
	return x.dict.IRI(RDF + "_" + strconv.Itoa(*members))
}
