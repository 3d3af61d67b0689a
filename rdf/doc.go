// Package rdf reads, holds, compares and writes RDF 1.1 graphs, for programs
// that must read what strangers publish and say what is wrong with it.
//
// # Reading
//
// Parse and Read take N-Triples, N-Quads, Turtle, RDF/XML and JSON-LD. They
// do not stop at the first fault: a line, a statement or an element that
// cannot be understood is reported and passed over, so that one run lists all
// that is wrong and the rest can be used. A Fault has a code that programs can
// translate, a place, a message and a remedy. Errors break the rules of the
// format; warnings tell of what the format allows and others will stumble on.
//
// Texts come from outside, so everything is bounded: bytes, nesting, literals,
// what XML entities expand to, triples, faults. Nothing is ever fetched: not
// an external entity, not a JSON-LD context. Encodings are found by byte order
// mark and XML declaration; bytes that fit no encoding are reported and read
// as Windows-1252, the usual cause.
//
// # The graph
//
// A Graph is a set of triples of small numbers. The numbers are given out by a
// Dictionary, which holds each term once, in an arena; triples are twelve bytes
// and eight for the place, line and column, where the text states them. A
// catalogue of a million triples is read in a fraction of a second and takes
// tens of megabytes. Questions are answered from two sorted indexes that are
// built when the first question is asked:
//
//	for _, t := range g.Match(dataset, title) {
//		fmt.Println(g.Value(t.O), t.Line)
//	}
//
// Graphs that share a Dictionary are joined and compared number by number.
//
// # Writing and comparing
//
// The writers are deterministic: the same graph makes the same bytes, in
// whatever order it was read and however its blank nodes were labelled. They
// rest on Labels, which names blank nodes by their surroundings alone, and
// which also decides Isomorphic. Both give up with ErrTooComplex on graphs made
// to exhaust them. A Writer takes one graph after the other and so writes a
// text of any size in the memory of its largest part.
//
// JSON-LD is expanded by github.com/piprate/json-gold; everything else is
// implemented here, because no Go module reads the catalogues of Swedish
// agencies, and passes the W3C suites for RDF 1.1 in full.
package rdf
