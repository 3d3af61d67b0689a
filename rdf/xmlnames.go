package rdf

import "strings"

// An xmlName is the name of an element or attribute, resolved in a scope of
// namespace declarations.
type xmlName struct {
	raw          string // as written
	space, local string
	id           ID   // of the IRI that space and local make together, or None
	word         word // what the name means to RDF/XML
	version      uint32
	attribute    bool

	// What the text had the last time, which catalogues repeat from dataset to
	// dataset: names that came after this one, and the first attribute.
	after [2]*xmlName
	first *xmlName
	// The last address that an attribute of this element referred to.
	referred   string
	referredTo ID
}

// begins tells whether a text begins with the whole of this name.
func (n *xmlName) begins(text string) bool {
	return n != nil && strings.HasPrefix(text, n.raw) &&
		len(text) > len(n.raw) && !nameByte[text[len(n.raw)]]
}

// followed remembers that a name came after this one.
func (n *xmlName) followed(by *xmlName) {
	if n != nil && by.space != undeclared && n.after[0] != by && n.after[1] != by {
		n.after[0], n.after[1] = by, n.after[0]
	}
}

// A scope is a set of namespace declarations: the first size bindings. The
// version differs for every set of declarations in a text.
type scope struct {
	size    int
	version uint32
}

// names resolves names. What a name came to is remembered: a catalogue has
// a few dozen different names and uses them a million times.
type names struct {
	scope    scope
	bindings []Prefix
	versions uint32
	cache    []*xmlName // by hash; a collision only costs resolving again
}

const (
	nameCache     = 1 << 10
	maxNamespaces = 500
)

func newNames() names {
	return names{
		cache:    make([]*xmlName, nameCache),
		bindings: []Prefix{{"xml", xml}, {"xmlns", "http://www.w3.org/2000/xmlns/"}},
		scope:    scope{size: 2, version: 1}, versions: 1,
	}
}

// leave returns to the declarations outside an element.
func (n *names) leave(outside scope) {
	n.scope = outside
	n.bindings = n.bindings[:outside.size]
}

// declare binds a prefix; "" is the default namespace.
func (n *names) declare(x *xmlScanner, prefix, iri string, offset int) {
	switch {
	case prefix == "xml" && iri == xml:
		return
	case prefix == "xml" || prefix == "xmlns" || iri == xml || iri == n.bindings[1].IRI,
		prefix != "" && !isNCName(prefix), prefix != "" && iri == "":
		x.fault(offset, "xml-namespace", prefix)
		return
	}
	if bound, known := n.lookup(prefix); known && bound == iri {
		return
	}
	if len(n.bindings) >= maxNamespaces {
		x.fault(offset, "limit-namespaces", itoa(maxNamespaces))
		return
	}
	n.bindings = append(n.bindings, Prefix{prefix, iri})
	n.versions++
	n.scope = scope{len(n.bindings), n.versions}
	if prefix != "" {
		x.doc.prefix(prefix, iri)
	}
}

// lookup finds what a prefix is bound to.
func (n *names) lookup(prefix string) (string, bool) {
	for i := len(n.bindings) - 1; i >= 0; i-- {
		if n.bindings[i].Name == prefix {
			return n.bindings[i].IRI, true
		}
	}
	return "", false
}

func (n *names) element(x *xmlScanner, raw string, offset int) *xmlName {
	return n.resolve(x, raw, offset, false)
}

func (n *names) attribute(x *xmlScanner, raw string, offset int) *xmlName {
	return n.resolve(x, raw, offset, true)
}

// placeOf gives the place in the cache where a name is looked for first. It
// is quick rather than good: names that begin alike seldom also end alike.
func placeOf(raw string) uint {
	n := uint(len(raw))
	if n < 4 {
		return n
	}
	return n + uint(raw[n/2])<<2 + uint(raw[n-2])<<4 + uint(raw[n-1])*37
}

// resolve gives the meaning of a name in the present scope.
func (n *names) resolve(x *xmlScanner, raw string, offset int, isAttribute bool) *xmlName {
	h := placeOf(raw)
	if isAttribute {
		h++
	}
	put := h % nameCache
	for i := range uint(4) {
		at := (h + i*7) % nameCache
		slot := n.cache[at]
		if slot == nil || slot.version != n.scope.version {
			put = at
			break
		}
		if slot.raw == raw && slot.attribute == isAttribute {
			return slot
		}
	}
	made := n.make(x, raw, offset, isAttribute)
	if made.space != undeclared { // that is to be reported each time
		n.cache[put] = made
	}
	return made
}

// undeclared stands for the namespace of prefixes that have none.
const undeclared = "urn:x-undeclared"

func (n *names) make(x *xmlScanner, raw string, offset int, isAttribute bool) *xmlName {
	name := &xmlName{raw: raw, version: n.scope.version, attribute: isAttribute}
	prefix, local, prefixed := strings.Cut(raw, ":")
	if !prefixed {
		prefix, local = "", raw
	}
	if !isNCName(local) || prefixed && !isNCName(prefix) {
		x.fault(offset, "xml-name", raw)
		name.space, name.local, name.word = undeclared, raw, wordNone
		return name
	}
	name.local = local
	if prefixed || !isAttribute {
		space, known := n.lookup(prefix)
		if prefixed && !known {
			x.fault(offset, "xml-prefix", prefix)
			name.space, name.word = undeclared, wordNone
			return name
		}
		name.space = space
	}
	name.word = wordOf(name.space, local, isAttribute)
	if name.word >= wordProperty {
		name.id = x.iri(offset, name.space+local, nil)
	}
	return name
}
