package dcat

import (
	"slices"
	"strings"

	"insyn/rdf"
	"insyn/shacl"
)

// A Change is one statement of a catalogue that Export has put differently.
type Change struct {
	// Code tells why: format, licence, availability, frequency, identifier,
	// literal, datatype or surplus.
	Code    string
	Removed rdf.Triple   // what the catalogue says
	Added   []rdf.Triple // what the export says instead, the original among it in another property
}

// dc are the properties of the first Dublin Core, which take any value: in
// them, text is kept that Europe does not accept where Sweden wants it.
const dc = "http://purl.org/dc/elements/1.1/"

// keepers say under which property an original value is kept.
var keepers = map[string]string{
	"dcterms:format": dc + "format", "dcterms:license": "http://creativecommons.org/ns#license",
	"dcterms:publisher": dc + "publisher", "dcterms:creator": dc + "creator",
	"dcterms:language": dc + "language", "dcterms:rights": dc + "rights", "dcterms:type": dc + "type",
	"dcterms:source": dc + "source", "dcterms:relation": dc + "relation", "dcterms:spatial": dc + "coverage",
	"dcterms:temporal": dc + "coverage", "dcterms:conformsTo": dc + "relation",
	"dcterms:accessRights": dc + "rights", "dcat:theme": dc + "subject",
}

// Export rewrites a catalogue so that the European profile accepts it: formats
// and licences by the addresses of the EU's lists, values of the right kind
// and datatype. Every original value is kept, beside the new one or under a
// property that allows it, so that no statement is lost. What is missing
// cannot be invented, and stays missing.
//
// The result shares the dictionary of g. Restore takes the changes back.
func Export(g *rdf.Graph) (*rdf.Graph, []Change) {
	e := &exporter{view: newView(g), removed: map[[3]rdf.ID]bool{}}
	for _, node := range e.described() {
		e.formats(node)
	}
	for _, t := range g.All() {
		e.codes(t)
	}
	out := e.apply(g)
	e.view = newView(out)
	report := European.validator().Validate(out, shacl.Options{})
	first := len(e.changes)
	e.removed = map[[3]rdf.ID]bool{}
	for i := range report.Results {
		e.repair(&report.Results[i])
	}
	if len(e.changes) == first {
		return out, e.changes
	}
	out = e.apply(out)
	return out, e.changes
}

// Restore takes the changes of an export back.
func Restore(exported *rdf.Graph, changes []Change) *rdf.Graph {
	drop := map[[3]rdf.ID]bool{}
	back := map[[3]rdf.ID]rdf.Triple{}
	for _, c := range slices.Backward(changes) {
		for _, t := range c.Added {
			key := [3]rdf.ID{t.S, t.P, t.O}
			drop[key] = true
			delete(back, key)
		}
		key := [3]rdf.ID{c.Removed.S, c.Removed.P, c.Removed.O}
		back[key] = c.Removed
	}
	g := without(exported, drop)
	for _, t := range back {
		g.Add(t.S, t.P, t.O, t.Position)
	}
	return g
}

func without(g *rdf.Graph, drop map[[3]rdf.ID]bool) *rdf.Graph {
	out := rdf.NewGraph(g.Dictionary)
	for _, t := range g.All() {
		if !drop[[3]rdf.ID{t.S, t.P, t.O}] {
			out.Add(t.S, t.P, t.O, t.Position)
		}
	}
	return out
}

// An exporter gathers changes.
type exporter struct {
	*view
	changes []Change
	removed map[[3]rdf.ID]bool
}

// described gives the nodes that have formats: distributions and services.
func (e *exporter) described() []rdf.ID {
	nodes := slices.Collect(e.instances("dcat:Distribution"))
	nodes = slices.AppendSeq(nodes, e.instances("dcat:DataService"))
	slices.Sort(nodes)
	return slices.Compact(nodes)
}

// change replaces a triple. Additions that the catalogue makes itself are not
// ours to take back, and are left out.
func (e *exporter) change(code string, t rdf.Triple, added ...rdf.Triple) {
	e.removed[[3]rdf.ID{t.S, t.P, t.O}] = true
	c := Change{Code: code, Removed: t}
	for _, a := range added {
		if !e.Has(a.S, a.P, a.O) {
			a.Position = t.Position
			c.Added = append(c.Added, a)
		}
	}
	e.changes = append(e.changes, c)
}

// apply makes the graph that the changes lead to.
func (e *exporter) apply(g *rdf.Graph) *rdf.Graph {
	out := without(g, e.removed)
	for _, c := range e.changes {
		if e.removed[[3]rdf.ID{c.Removed.S, c.Removed.P, c.Removed.O}] {
			for _, a := range c.Added {
				out.Add(a.S, a.P, a.O, a.Position)
			}
		}
	}
	return out
}

// formats gives a distribution or service its format and media type by
// address. Europe takes one format: of several, the first that is known is it.
func (e *exporter) formats(node rdf.ID) {
	property := e.IRI(Expand("dcterms:format"))
	values := slices.Clone(e.Match(node, property))
	slices.SortStableFunc(values, func(a, b rdf.Triple) int {
		if known := FormatOf(e.Value(a.O)) != nil; known != (FormatOf(e.Value(b.O)) != nil) {
			if known {
				return -1
			}
			return 1
		}
		return strings.Compare(e.Value(a.O), e.Value(b.O))
	})
	taken := slices.ContainsFunc(values, func(t rdf.Triple) bool { return e.Kind(t.O) != rdf.Literal })
	for _, t := range values {
		if e.Kind(t.O) != rdf.Literal {
			continue
		}
		added := []rdf.Triple{{S: node, P: e.IRI(keepers["dcterms:format"]), O: t.O}}
		if address := formatAddress(e.Value(t.O)); address != "" && !taken {
			taken = true
			added = append(added, rdf.Triple{S: node, P: property, O: e.IRI(address)})
			added = append(added, e.mediaType(node, e.Value(t.O))...)
		}
		e.change("format", t, added...)
	}
}

// formatAddress gives the address of a format: in the EU's list, or in IANA's
// if it is a media type that the EU does not list.
func formatAddress(value string) string {
	if f := FormatOf(value); f != nil {
		return fileTypes + f.Code
	}
	if kind, _, _ := strings.Cut(value, ";"); isMediaType(kind) {
		return iana + strings.TrimSpace(kind)
	}
	return ""
}

func isMediaType(s string) bool {
	kind, sub, found := strings.Cut(strings.TrimSpace(s), "/")
	return found && kind != "" && sub != "" && !strings.ContainsAny(s, " <>\"{}|\\^`:#?%")
}

// mediaType gives a distribution the media type that it does not have yet.
func (e *exporter) mediaType(node rdf.ID, value string) []rdf.Triple {
	property := e.IRI(Expand("dcat:mediaType"))
	f := FormatOf(value)
	if f == nil || len(e.Match(node, property)) > 0 ||
		!e.Has(node, rdf.Type, e.IRI(Expand("dcat:Distribution"))) {
		return nil
	}
	return []rdf.Triple{{S: node, P: property, O: e.IRI(iana + f.MediaType)}}
}

// codes exchanges values for those of the EU's lists.
func (e *exporter) codes(t rdf.Triple) {
	value := e.Value(t.O)
	switch t.P {
	case e.id("dcterms:license"):
		if _, european := CanonicalLicence(value); european != "" && european != value && e.Kind(t.O) == rdf.IRI {
			e.change("licence", t, rdf.Triple{S: t.S, P: t.P, O: e.IRI(european)},
				rdf.Triple{S: t.S, P: e.IRI(keepers["dcterms:license"]), O: t.O})
		}
	case e.id("dcterms:accrualPeriodicity"):
		if now := frequencyForms[value]; now != "" {
			e.change("frequency", t, e.kept(t, rdf.Triple{S: t.S, P: t.P, O: e.IRI(now)})...)
		}
	case e.id("dcatap:availability"):
		if v := vocabularies["availability"]; !v.Has(value) {
			if now := codeLike(v, value); now != "" {
				e.change("availability", t, e.kept(t, rdf.Triple{S: t.S, P: t.P, O: e.IRI(now)})...)
			}
		}
	}
}

// kept adds to what replaces a triple a place where the original is kept: a
// property that allows it or, where there is none, a description of the
// original statement.
func (e *exporter) kept(t rdf.Triple, added ...rdf.Triple) []rdf.Triple {
	if keeper, ok := keepers[Shorten(e.Value(t.P))]; ok {
		return append(added, rdf.Triple{S: t.S, P: e.IRI(keeper), O: t.O})
	}
	statement := e.Blank("")
	return append(added,
		rdf.Triple{S: statement, P: rdf.Type, O: rdf.Statement},
		rdf.Triple{S: statement, P: rdf.Subject, O: t.S},
		rdf.Triple{S: statement, P: rdf.Predicate, O: t.P},
		rdf.Triple{S: statement, P: rdf.Object, O: t.O})
}
