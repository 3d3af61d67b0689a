// Package shacl holds RDF graphs against shapes: the Core of the W3C's Shapes
// Constraint Language.
//
// # From shapes to results
//
// A Shape is a Go value: a path, targets, constraints. Load reads shapes from
// a graph; a program can as well write them down itself, since every
// constraint component of SHACL Core is a small Go type:
//
//	title := &shacl.Shape{
//		Path:        shacl.PathTo("http://purl.org/dc/terms/title"),
//		Constraints: []shacl.Constraint{shacl.MinCount(1), shacl.Literals},
//	}
//
// Compile makes a Validator, in which constraints have become functions and
// the terms they compare with have become numbers. Validate looks these
// numbers up once in the dictionary of a graph; from then on a check is a
// comparison of integers in a sorted index. A catalogue of a million triples
// is held against a profile in about a tenth of a second.
//
// Each Result has the place in the text: of the value at fault, or of the
// node where nothing is there to point at.
//
// # What is not supported
//
// SPARQL constraints, custom components, rules, functions, entailment and
// recursive shapes. Load returns everything it met and cannot apply as a
// Problem, misspelt terms of SHACL included: a report that stays silent about a
// demand says that it is met. Regular expressions are Go's; one that needs
// more is a Problem too.
//
// The package passes the W3C's test suite for SHACL Core in full.
package shacl
