package catalog

import "insyn/internal/fault"

// A ProblemCode names a sort of problem. Each has a message harvest.problem-….
type ProblemCode string

// What can be wrong with a source, or with a part of it.
const (
	NoCatalog      ProblemCode = "no-catalog"      // nothing says that it is a catalogue
	ManyCatalogs   ProblemCode = "many-catalogs"   // several, and none is above the others
	NestedCatalog  ProblemCode = "nested-catalog"  // a sub-catalogue has sub-catalogues
	BlankCatalog   ProblemCode = "blank-catalog"   // a catalogue has no address of its own
	UntypedCatalog ProblemCode = "untyped-catalog" // a part is not said to be a catalogue
	StrayCatalog   ProblemCode = "stray-catalog"   // fetched, and not described where it should be
	ManyPages      ProblemCode = "many-pages"      // more pages than are read, or in a circle
	UnclearPage    ProblemCode = "unclear-page"    // a page names several next ones
	NotRDF         ProblemCode = "not-rdf"         // a web page, or nothing that can be read
	NotFound       ProblemCode = "status"          // the host answers with an error

	NoAddress  ProblemCode = "no-address"  // a dataset is a blank node
	BadAddress ProblemCode = "bad-address" // its address is not absolute or has what none may
	NoTitle    ProblemCode = "no-title"    // a dataset without a title
	Unlisted   ProblemCode = "unlisted"    // no catalogue lists it
	TooLarge   ProblemCode = "too-large"   // more is said of it than is taken
	TooComplex ProblemCode = "too-complex" // its blank nodes cannot be told apart
	Twice      ProblemCode = "twice"       // two have the same identity
)

// problems pairs each code with its message; those that end a harvest, with
// their kind.
var problems = map[ProblemCode]struct {
	message string
	kind    fault.Kind
}{
	NoCatalog:      {"harvest.problem-no-catalog", fault.Invalid},
	ManyCatalogs:   {"harvest.problem-many-catalogs", fault.Invalid},
	NestedCatalog:  {"harvest.problem-nested-catalog", fault.Invalid},
	BlankCatalog:   {"harvest.problem-blank-catalog", fault.Invalid},
	UntypedCatalog: {"harvest.problem-untyped-catalog", fault.Invalid},
	StrayCatalog:   {"harvest.problem-stray-catalog", fault.Invalid},
	ManyPages:      {"harvest.problem-many-pages", fault.TooLarge},
	UnclearPage:    {"harvest.problem-unclear-page", fault.Invalid},
	NotRDF:         {"harvest.problem-not-rdf", fault.Invalid},
	NotFound:       {"harvest.problem-status", fault.Unavailable},
	NoAddress:      {"harvest.problem-no-address", ""},
	BadAddress:     {"harvest.problem-bad-address", ""},
	NoTitle:        {"harvest.problem-no-title", ""},
	Unlisted:       {"harvest.problem-unlisted", ""},
	TooLarge:       {"harvest.problem-too-large", ""},
	TooComplex:     {"harvest.problem-too-complex", ""},
	Twice:          {"harvest.problem-twice", ""},
}

// A Problem is something that a harvest came upon and people should hear of.
type Problem struct {
	Code ProblemCode
	Node string // the address or label of what it is about
	Text string // the address of the text where it was found
	Line int    // there; 0 where there is none to point at
}

// Message gives the key of the words for the problem; they take Node.
func (p Problem) Message() string { return problems[p.Code].message }

// Fault makes the error of a problem that ends a harvest.
func (p Problem) Fault() *fault.Error {
	known := problems[p.Code]
	return fault.New(known.kind, known.message).With("Node", p.Node)
}
