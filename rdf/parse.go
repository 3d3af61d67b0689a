package rdf

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// A Format is a way to write RDF down.
type Format uint8

// The formats. Unknown lets Parse look at the text.
const (
	Unknown Format = iota
	RDFXML
	Turtle
	NTriples
	NQuads
	JSONLD
)

// formats holds what is registered for each format.
var formats = [...]struct {
	name, mediaType string
	suffixes        []string
}{
	Unknown:  {name: "unknown"},
	RDFXML:   {"RDF/XML", "application/rdf+xml", []string{".rdf", ".owl", ".xml"}},
	Turtle:   {"Turtle", "text/turtle", []string{".ttl"}},
	NTriples: {"N-Triples", "application/n-triples", []string{".nt"}},
	NQuads:   {"N-Quads", "application/n-quads", []string{".nq"}},
	JSONLD:   {"JSON-LD", "application/ld+json", []string{".jsonld", ".json"}},
}

// String gives the format's name.
func (f Format) String() string { return formats[f].name }

// MediaType gives the registered media type.
func (f Format) MediaType() string { return formats[f].mediaType }

// Extension gives the customary end of file names, dot included.
func (f Format) Extension() string {
	if f == Unknown {
		return ""
	}
	return formats[f].suffixes[0]
}

// FormatOf tells the format from a media type (parameters are ignored) or, if
// that says nothing, from the end of a name or address.
func FormatOf(mediaType, name string) Format {
	mediaType, _, _ = strings.Cut(mediaType, ";")
	mediaType = strings.ToLower(strings.TrimSpace(mediaType))
	for f, known := range formats {
		if mediaType != "" && mediaType == known.mediaType {
			return Format(f)
		}
	}
	name, _, _ = strings.Cut(name, "?")
	for f, known := range formats {
		for _, suffix := range known.suffixes {
			if strings.EqualFold(path.Ext(name), suffix) {
				return Format(f)
			}
		}
	}
	return Unknown
}

// Limits bound what a text may cost. Zero means the default.
type Limits struct {
	Bytes    int // of the text, decoded; default 1 GiB
	Depth    int // of nesting; default 256
	Literal  int // bytes of one literal; default 16 MiB
	Entities int // bytes that XML entities may expand to in all; default 1 MiB
	Triples  int // default 50 million
	Faults   int // noted of each code; the rest are counted; default 100
}

func (l Limits) orDefault() Limits {
	set := func(n *int, otherwise int) {
		if *n <= 0 {
			*n = otherwise
		}
	}
	set(&l.Bytes, 1<<30)
	set(&l.Depth, 256)
	set(&l.Literal, 16<<20)
	set(&l.Entities, 1<<20)
	set(&l.Triples, 50_000_000)
	set(&l.Faults, 100)
	return l
}

// Options say how to read.
type Options struct {
	Format     Format      // Unknown: look at the text
	Base       string      // address of the text, against which relative IRIs are read
	Dictionary *Dictionary // to share between graphs; nil: a new one
	Limits     Limits
	Contexts   map[string]string // JSON-LD contexts by address; no other is ever got
}

// A Prefix is a short name for the beginning of IRIs.
type Prefix struct {
	Name, IRI string
}

// A Document is what was read from one text: everything that could be
// understood, and a list of what could not.
type Document struct {
	Format   Format
	Graph    *Graph   // the default graph
	Named    []Named  // the other graphs of N-Quads or JSON-LD, in order of appearance
	Prefixes []Prefix // as declared, without repetitions; a hint for writers
	Faults   []Fault  // in the order of the text, as a rule
	Counts   map[Code]int
}

// A Named graph is a graph of a data set that has a name.
type Named struct {
	Name  ID
	Graph *Graph
}

// Err gives the faults that are errors, as Faults, or nil.
func (d *Document) Err() error {
	var errors Faults
	for _, f := range d.Faults {
		if f.Severity == Error {
			errors = append(errors, f)
		}
	}
	if errors == nil {
		return nil
	}
	return errors
}

// note keeps a fault, unless there are enough of its code already.
func (d *Document) note(f Fault, limits Limits) {
	if _, known := faults[f.Code]; !known {
		panic("rdf: no text for fault " + f.Code)
	}
	d.Counts[f.Code]++
	if d.Counts[f.Code] <= limits.Faults {
		for i, a := range f.Args {
			f.Args[i] = strings.Clone(excerpt(a))
		}
		d.Faults = append(d.Faults, f)
	}
}

// prefix remembers a declaration for writers.
func (d *Document) prefix(name, iri string) {
	for _, p := range d.Prefixes {
		if p.Name == name {
			return
		}
	}
	if len(d.Prefixes) < 256 {
		d.Prefixes = append(d.Prefixes, Prefix{strings.Clone(name), strings.Clone(iri)})
	}
}

// named finds or makes the graph called name.
func (d *Document) named(name ID) *Graph {
	for i := len(d.Named) - 1; i >= 0; i-- {
		if d.Named[i].Name == name {
			return d.Named[i].Graph
		}
	}
	g := NewGraph(d.Graph.Dictionary)
	d.Named = append(d.Named, Named{name, g})
	return g
}

// Parse reads a text. The Document is never nil: it holds what could be read.
// The error, if any, is of type Faults and lists everything that is wrong.
func Parse(text string, o Options) (*Document, error) {
	limits := o.Limits.orDefault()
	if o.Dictionary == nil {
		const bytesPerTerm = 160 // in catalogues; elsewhere the table grows
		o.Dictionary = newDictionary(min(len(text), limits.Bytes) / bytesPerTerm)
	}
	doc := &Document{Format: o.Format, Graph: NewGraph(o.Dictionary), Counts: map[Code]int{}}
	if kind := noText(text); kind != "" {
		doc.note(Fault{Code: "format-other", Args: []string{kind}, Position: Position{1, 1}}, limits)
		return doc, doc.Err()
	}
	src, ok := decode(text, doc, limits)
	if doc.Format == Unknown {
		doc.Format = sniff(src)
	}
	if !ok {
		return doc, doc.Err()
	}
	if isWebPage(src) {
		doc.note(Fault{Code: "format-html", Position: Position{1, 1}}, limits)
		return doc, doc.Err()
	}
	r := newReader(src, doc, limits)
	switch doc.Format {
	case NTriples, NQuads:
		(&lineReader{reader: r, quads: doc.Format == NQuads}).read()
	case Turtle:
		newTurtleReader(r, o.Base).read()
	case RDFXML:
		newXMLReader(r, o.Base).read()
	case JSONLD:
		readJSONLD(r, o.Base, o.Contexts)
	default:
		r.fault(0, "format-unknown")
	}
	if doc.isForeign(src) {
		doc.Faults, doc.Counts = nil, map[Code]int{}
		doc.note(Fault{Code: "format-unknown", Position: Position{1, 1}}, limits)
	}
	return doc, doc.Err()
}

// Read reads a text from a stream, as Parse does. The error is of type Faults,
// or wraps what the stream gave.
func Read(from io.Reader, o Options) (*Document, error) {
	limits := o.Limits.orDefault()
	most, size := limits.Bytes, sizeOf(from)
	if size > most+1 { // it need not be read to be refused
		doc := &Document{Format: o.Format, Graph: NewGraph(o.Dictionary), Counts: map[Code]int{}}
		doc.note(Fault{Code: "limit-bytes", Args: []string{itoa(most)}, Position: Position{1, 1}}, limits)
		return doc, doc.Err()
	}
	var text strings.Builder
	text.Grow(size)
	if _, err := io.Copy(&text, io.LimitReader(from, int64(most)+1)); err != nil {
		doc := &Document{Format: o.Format, Graph: NewGraph(o.Dictionary), Counts: map[Code]int{}}
		return doc, fmt.Errorf("rdf: reading: %w", err)
	}
	return Parse(text.String(), o)
}

// sizeOf tells how much a stream has, where it knows, so that the text is not
// moved while it grows.
func sizeOf(from io.Reader) int {
	switch sized := from.(type) {
	case interface{ Len() int }:
		return sized.Len()
	case fs.File:
		if info, err := sized.Stat(); err == nil && info.Mode().IsRegular() {
			return int(info.Size()) + 1
		}
	}
	return 0
}

func itoa(n int) string { return strconv.Itoa(n) }
