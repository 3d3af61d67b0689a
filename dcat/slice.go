package dcat

import (
	"encoding/binary"
	"encoding/hex"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"insyn/rdf"
)

func lower(s string) string { return strings.ToLower(s) }

// trimScheme takes a scheme such as mailto: off, however it is written.
func trimScheme(s, scheme string) string {
	if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
		return s[len(scheme):]
	}
	return s
}

// Slice takes out of a graph everything that is said of a dataset, a service
// or another node: its own statements, those of its distributions, and those
// of all blank nodes they mention. Nothing is left out, whether a profile
// knows it or not. The slice has a dictionary of its own.
func Slice(g *rdf.Graph, node rdf.ID) *rdf.Graph {
	s := &slicer{from: g, to: rdf.NewGraph(nil), ids: map[rdf.ID]rdf.ID{}}
	s.distribution, _ = g.Lookup(rdf.Term{Kind: rdf.IRI, Value: Expand("dcat:distribution")})
	s.take(node, 0)
	return s.to
}

// A slicer copies statements from one graph to another.
type slicer struct {
	from, to     *rdf.Graph
	ids          map[rdf.ID]rdf.ID // of to, by those of from
	taken        map[rdf.ID]bool
	distribution rdf.ID
}

const deepest = 50

func (s *slicer) take(node rdf.ID, depth int) {
	if s.taken == nil {
		s.taken = map[rdf.ID]bool{}
	}
	if s.taken[node] || depth > deepest {
		return
	}
	s.taken[node] = true
	for _, t := range s.from.Of(node) {
		s.to.Add(s.copy(t.S), s.copy(t.P), s.copy(t.O), t.Position)
		if s.from.Kind(t.O) == rdf.Blank || t.P == s.distribution {
			s.take(t.O, depth+1)
		}
	}
}

func (s *slicer) copy(id rdf.ID) rdf.ID {
	if known, ok := s.ids[id]; ok {
		return known
	}
	made := s.to.Intern(s.from.Term(id))
	s.ids[id] = made
	return made
}

// A Fingerprint stands for everything that Slice takes out for a node. Equal
// fingerprints mean equal statements, in whatever order they were written and
// whatever the labels of blank nodes; they are the same on every machine.
type Fingerprint [16]byte

// String gives the fingerprint in hexadecimal.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// Fingerprints gives the fingerprint of each dataset, series and service, by
// its IRI. It takes a few hundredths of a second for a million triples, so
// that what has not changed since last time need not be looked at.
func Fingerprints(g *rdf.Graph) map[string]Fingerprint {
	return fingerprints(g, []string{"dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService"})
}

// Surroundings gives the fingerprint of what datasets rest on: catalogues,
// publishers and contact points that have an address.
func Surroundings(g *rdf.Graph) map[string]Fingerprint {
	classes := slices.Concat(Swedish.Class("Catalog").Types, Swedish.Class("Agent").Types,
		Swedish.Class("Contact").Types)
	all := fingerprints(g, classes)
	maps.DeleteFunc(all, func(iri string, _ Fingerprint) bool {
		_, known := g.Lookup(rdf.Term{Kind: rdf.IRI, Value: iri})
		return !known
	})
	return all
}

func fingerprints(g *rdf.Graph, classes []string) map[string]Fingerprint {
	v := newView(g)
	p := &printer{view: v, terms: make([]print, g.Dictionary.Len()), nodes: map[rdf.ID]print{}}
	p.distribution = v.id("dcat:distribution")
	all := make(map[string]Fingerprint, len(v.datasets))
	for _, class := range classes {
		for node := range v.instances(class) {
			all[g.Value(node)] = p.node(node, 0).fingerprint()
		}
	}
	return all
}

// A print is 128 bits that stand for a term or for what is said of a node.
type print [2]uint64

func (n print) fingerprint() (f Fingerprint) {
	binary.BigEndian.PutUint64(f[:8], n[0])
	binary.BigEndian.PutUint64(f[8:], n[1])
	return f
}

// A printer computes prints. Those of terms are kept: a catalogue repeats them.
type printer struct {
	*view
	terms        []print
	nodes        map[rdf.ID]print // of distributions and blank nodes
	distribution rdf.ID
}

// node adds up what is said of a node; addition knows no order.
func (p *printer) node(node rdf.ID, depth int) print {
	if known, ok := p.nodes[node]; ok {
		return known
	}
	if depth > 0 {
		p.nodes[node] = print{1, 1} // what a circle comes back to
	}
	var sum print
	for _, t := range p.Of(node) {
		predicate, object := p.term(t.P), p.term(t.O)
		if depth < deepest && (p.Kind(t.O) == rdf.Blank || t.P == p.distribution) {
			inner := p.node(t.O, depth+1)
			object = print{mix(object[0], inner[0]), mix(object[1], inner[1])}
		}
		sum[0] += mix(predicate[0], object[0])
		sum[1] += mix(predicate[1], object[1])
	}
	if depth > 0 {
		p.nodes[node] = sum
	}
	return sum
}

// term gives the print of a term; all blank nodes have the same.
func (p *printer) term(id rdf.ID) print {
	if known := p.terms[id]; known != (print{}) {
		return known
	}
	kind := uint64(p.Kind(id))
	made := print{kind, ^kind}
	if p.Kind(id) != rdf.Blank {
		made[0], made[1] = fold(made[0], p.Value(id)), fold(made[1], p.Value(id))
	}
	if p.Kind(id) == rdf.Literal {
		qualifier := p.Language(id)
		if qualifier == "" {
			qualifier = p.Value(p.Datatype(id))
		}
		made[0], made[1] = fold(made[0], qualifier), fold(made[1], qualifier)
	}
	p.terms[id] = made
	return made
}

// fold takes a text into a print, eight bytes at a time.
func fold(h uint64, s string) uint64 {
	h = mix(h, uint64(len(s)))
	for len(s) >= 8 {
		h = mix(h, uint64(s[0])|uint64(s[1])<<8|uint64(s[2])<<16|uint64(s[3])<<24|
			uint64(s[4])<<32|uint64(s[5])<<40|uint64(s[6])<<48|uint64(s[7])<<56)
		s = s[8:]
	}
	var rest uint64
	for i := range len(s) {
		rest |= uint64(s[i]) << (8 * i)
	}
	return mix(h, rest)
}

// mix makes of two numbers one that depends on every bit of both.
func mix(a, b uint64) uint64 {
	const k0, k1 = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03
	hi, lo := bits.Mul64(a^k0, b^k1)
	return hi ^ lo + bits.RotateLeft64(a, 29)*k1 + b
}
