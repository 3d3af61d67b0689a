package rdf

import "strings"

// A Kind tells what sort of term something is.
type Kind uint8

// The three kinds of RDF term. A language tag has a kind of its own inside a
// Dictionary, and never stands in a triple.
const (
	IRI Kind = iota + 1
	Blank
	Literal
	tag
)

// String gives the kind's name in the words of the RDF standard.
func (k Kind) String() string {
	switch k {
	case IRI:
		return "IRI"
	case Blank:
		return "blank node"
	case Literal:
		return "literal"
	case tag:
		return "language tag"
	}
	return "no term"
}

// A Term is an RDF term written out, as people and other programs see it.
// Graphs hold the small ID instead.
type Term struct {
	Kind     Kind
	Value    string // the IRI, the label of a blank node (without "_:"), the lexical form
	Datatype string // of a literal: always set; rdf:langString when Language is
	Language string // of a literal: the tag as it was written, or ""
}

// String gives the term as N-Triples writes it.
func (t Term) String() string {
	var b strings.Builder
	writeTerm(&b, t)
	return b.String()
}

// Namespaces of the terms that RDF itself gives a meaning.
const (
	RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	XSD = "http://www.w3.org/2001/XMLSchema#"
	xml = "http://www.w3.org/XML/1998/namespace"
)

// An ID stands for a term in one Dictionary. Terms that are equal have equal
// IDs there; the zero ID is no term.
type ID uint32

// The IDs that are the same in every Dictionary.
const (
	None ID = iota
	Type
	First
	Rest
	Nil
	List
	Subject
	Predicate
	Object
	Statement
	LangString
	XMLLiteral
	XSDString
	XSDBoolean
	XSDInteger
	XSDDecimal
	XSDDouble
	wellKnown // the first ID that depends on what is read
)

// constants are the IRIs of the IDs above, in their order.
var constants = [wellKnown]string{
	Type:       RDF + "type",
	First:      RDF + "first",
	Rest:       RDF + "rest",
	Nil:        RDF + "nil",
	List:       RDF + "List",
	Subject:    RDF + "subject",
	Predicate:  RDF + "predicate",
	Object:     RDF + "object",
	Statement:  RDF + "Statement",
	LangString: RDF + "langString",
	XMLLiteral: RDF + "XMLLiteral",
	XSDString:  XSD + "string",
	XSDBoolean: XSD + "boolean",
	XSDInteger: XSD + "integer",
	XSDDecimal: XSD + "decimal",
	XSDDouble:  XSD + "double",
}
