package rdf

import (
	"hash/maphash"
	"math/bits"
	"strconv"
	"strings"
)

// seed makes the places of terms in the hash table unguessable, so that a
// file cannot be written to make them collide. IDs do not depend on it: they
// are given in the order in which terms are first seen.
var seed = maphash.MakeSeed()

// A Dictionary gives each different term a small number. Graphs that share a
// Dictionary can be compared and joined by number alone.
//
// Values are copied into an arena of large chunks, so that a dictionary of a
// million terms is a handful of allocations and keeps no file in memory.
//
// A Dictionary may be read by several goroutines, but not while one writes.
type Dictionary struct {
	entries []entry
	chunks  []string        // the arena
	filling strings.Builder // of a chunk
	filled  int             // the place of that chunk

	// A hash table by open addressing. Of each place it has a byte of the hash, 0
	// if the place is free, and apart from that the ID: whether a term is new,
	// as half of them are, is seen in a megabyte that stays near the processor.
	marks  []uint8
	places []ID
}

// An entry is what the dictionary knows of one term. The qualifier is the
// datatype of a literal, or its language tag. It says where the value lies
// without pointing there: half a million pointers would be followed each time
// that garbage is collected.
type entry struct {
	place     place
	qualifier ID
	kind      Kind
	doubtful  bool
}

// A place is where a value lies in the arena.
type place struct {
	chunk, from, length uint32
}

const arenaChunk = 1 << 20

// NewDictionary makes a dictionary that knows only the constants.
func NewDictionary() *Dictionary { return newDictionary(0) }

// newDictionary makes a dictionary with room for about so many terms.
func newDictionary(terms int) *Dictionary {
	terms = max(terms, int(2*wellKnown))
	d := &Dictionary{
		entries: make([]entry, 1, terms),
	}
	d.makeTable(1 << bits.Len(uint(terms+terms/3)))
	for _, iri := range constants[1:] {
		d.intern(IRI, None, iri)
	}
	return d
}

// Len is one more than the greatest ID given.
func (d *Dictionary) Len() int { return len(d.entries) }

// Term writes id out.
func (d *Dictionary) Term(id ID) Term {
	e := d.entries[id]
	t := Term{Kind: e.kind, Value: d.at(e.place)}
	if e.kind == Literal {
		if q := d.entries[e.qualifier]; q.kind == tag {
			t.Language, t.Datatype = d.at(q.place), constants[LangString]
		} else {
			t.Datatype = d.at(q.place)
		}
	}
	return t
}

// Kind tells what sort of term id is.
func (d *Dictionary) Kind(id ID) Kind { return d.entries[id].kind }

// Value is the IRI, blank node label or lexical form of id.
func (d *Dictionary) Value(id ID) string { return d.at(d.entries[id].place) }

// at gives the value at a place.
func (d *Dictionary) at(p place) string {
	if p.length == 0 {
		return ""
	}
	return d.chunks[p.chunk][p.from:][:p.length]
}

// Datatype is the ID of a literal's datatype, and None for other terms.
func (d *Dictionary) Datatype(id ID) ID {
	e := d.entries[id]
	if e.kind == Literal && d.entries[e.qualifier].kind == tag {
		return LangString
	}
	return e.qualifier
}

// Language is a literal's language tag as it was written, or "".
func (d *Dictionary) Language(id ID) string {
	if q := d.entries[d.entries[id].qualifier]; q.kind == tag {
		return d.at(q.place)
	}
	return ""
}

// Doubtful tells whether the reader had something to say about the term
// itself, such as an IRI with a character that IRIs may not have.
func (d *Dictionary) Doubtful(id ID) bool { return d.entries[id].doubtful }

// IRI gives the ID of an IRI. It must be absolute; that is not checked here.
func (d *Dictionary) IRI(iri string) ID { return d.intern(IRI, None, iri) }

// Blank makes a blank node that differs from every other. The label is only a
// wish: writers use it where it is not taken.
func (d *Dictionary) Blank(label string) ID {
	id := ID(len(d.entries))
	if label == "" {
		label = "b" + strconv.Itoa(int(id))
	}
	d.entries = append(d.entries, entry{place: d.keep(label), kind: Blank})
	return id
}

// Literal gives the ID of a literal with a datatype.
func (d *Dictionary) Literal(lexical string, datatype ID) ID {
	return d.intern(Literal, datatype, lexical)
}

// Text gives the ID of a literal in a language; without one it is an xsd:string.
func (d *Dictionary) Text(lexical, language string) ID {
	if language == "" {
		return d.intern(Literal, XSDString, lexical)
	}
	return d.intern(Literal, d.intern(tag, None, language), lexical)
}

// Intern gives the ID of a term. A blank node becomes a new one each time.
func (d *Dictionary) Intern(t Term) ID {
	switch {
	case t.Kind == Blank:
		return d.Blank(t.Value)
	case t.Kind == IRI:
		return d.IRI(t.Value)
	case t.Language != "":
		return d.Text(t.Value, t.Language)
	case t.Datatype == "":
		return d.Literal(t.Value, XSDString)
	}
	return d.Literal(t.Value, d.IRI(t.Datatype))
}

// Lookup finds the ID of an IRI or literal, if the dictionary has it.
func (d *Dictionary) Lookup(t Term) (ID, bool) {
	qualifier := None
	if t.Kind == Literal {
		kind, value := IRI, t.Datatype
		if t.Language != "" {
			kind, value = tag, t.Language
		} else if value == "" {
			value = constants[XSDString]
		}
		if qualifier = d.find(kind, None, value); qualifier == None {
			return None, false
		}
	}
	id := d.find(t.Kind, qualifier, t.Value)
	return id, id != None
}

// makeTable makes the hash table anew, with nothing in it.
func (d *Dictionary) makeTable(size int) {
	d.marks, d.places = make([]uint8, size), make([]ID, size)
}

// hashOf mixes what makes a term itself. A byte of it is kept as a mark and
// spares most comparisons; the other end chooses the place.
func hashOf(kind Kind, qualifier ID, value string) uint64 {
	const odd = 0x9E3779B97F4A7C15
	return maphash.String(seed, value) ^ (uint64(kind)<<32|uint64(qualifier))*odd
}

// find looks a term up without adding it.
func (d *Dictionary) find(kind Kind, qualifier ID, value string) ID {
	id, _ := d.probe(hashOf(kind, qualifier, value), kind, qualifier, value)
	return id
}

// markOf is the byte of a hash that is kept; never 0.
func markOf(h uint64) uint8 { return uint8(h>>56) | 1 }

// probe walks from the hash's place to the term or to a free place.
func (d *Dictionary) probe(h uint64, kind Kind, qualifier ID, value string) (ID, int) {
	mask := len(d.marks) - 1
	at := int(h) & mask
	for mark := markOf(h); d.marks[at] != 0; at = (at + 1) & mask {
		if d.marks[at] != mark {
			continue
		}
		id := d.places[at]
		e := &d.entries[id]
		if e.kind == kind && e.qualifier == qualifier && d.at(e.place) == value {
			return id, at
		}
	}
	return None, at
}

// intern finds the term or adds it.
func (d *Dictionary) intern(kind Kind, qualifier ID, value string) ID {
	h := hashOf(kind, qualifier, value)
	id, at := d.probe(h, kind, qualifier, value)
	if id != None {
		return id
	}
	id = ID(len(d.entries))
	d.entries = append(d.entries, entry{place: d.keep(value), qualifier: qualifier, kind: kind})
	d.marks[at], d.places[at] = markOf(h), id
	if 4*len(d.entries) > 3*len(d.marks) {
		d.grow()
	}
	return id
}

// keep copies a value into the arena. Values too large for sharing a chunk
// get one of their own.
func (d *Dictionary) keep(value string) place {
	length := uint32(len(value))
	switch {
	case length == 0:
		return place{}
	case len(value) > arenaChunk/8:
		d.chunks = append(d.chunks, strings.Clone(value))
		return place{uint32(len(d.chunks) - 1), 0, length}
	case d.filling.Cap()-d.filling.Len() < len(value):
		size := max(4096, min(2*d.filling.Cap(), arenaChunk), len(value))
		d.filling = strings.Builder{}
		d.filling.Grow(size)
		d.filled = len(d.chunks)
		d.chunks = append(d.chunks, "")
	}
	from := d.filling.Len()
	d.filling.WriteString(value)
	d.chunks[d.filled] = d.filling.String()
	return place{uint32(d.filled), uint32(from), length}
}

// grow makes the table twice as large. Every term is read anew for that, which
// is why readers ask for as much room as they will need.
func (d *Dictionary) grow() {
	marks, places := d.marks, d.places
	d.makeTable(2 * len(marks))
	mask := len(d.marks) - 1
	for i, mark := range marks {
		if mark == 0 {
			continue
		}
		id := places[i]
		e := &d.entries[id]
		at := int(hashOf(e.kind, e.qualifier, d.at(e.place))) & mask
		for d.marks[at] != 0 {
			at = (at + 1) & mask
		}
		d.marks[at], d.places[at] = mark, id
	}
}
