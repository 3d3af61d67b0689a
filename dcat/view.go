package dcat

import (
	"iter"
	"slices"

	"insyn/rdf"
)

// A view knows the structure of a catalogue: what belongs to which dataset,
// and what is of high value.
type view struct {
	*rdf.Graph
	ids       map[string]rdf.ID // of prefixed names
	triples   int               // that the graph had
	datasets  []rdf.ID
	owner     []rdf.ID // the dataset of a distribution or other part, by ID
	highValue []bool   // by ID

	// What several rules ask of the whole catalogue, gathered in one pass: the
	// places of statements.
	contacts, publishers, licences, categories, laws []uint32

	used   []rdf.ID // properties, each once
	listed []uint8  // by which of the listing properties nodes are mentioned, by ID
}

// listing are the properties by which a catalogue says what belongs to it.
var listing = [...]string{"dcat:dataset", "dcat:distribution", "dcat:service", "dcat:accessService"}

// listedBy tells whether something points at a node with a listing property.
func (v *view) listedBy(node rdf.ID, property string) bool {
	return v.listed[node]>>slices.Index(listing[:], property)&1 == 1
}

// Legislation is the address of the regulation on high-value datasets.
const Legislation = "http://data.europa.eu/eli/reg_impl/2023/138/oj"

func newView(g *rdf.Graph) *view {
	v := &view{Graph: g, ids: map[string]rdf.ID{}, triples: g.Len()}
	v.datasets = slices.Collect(g.Instances(v.id("dcat:Dataset")))
	v.owner = make([]rdf.ID, g.Dictionary.Len())
	v.highValue = make([]bool, g.Dictionary.Len())
	for _, d := range v.datasets {
		v.owner[d] = d
		for _, t := range g.Match(d, v.id("dcat:distribution")) {
			if v.owner[t.O] == rdf.None {
				v.owner[t.O] = d
			}
		}
	}
	for series := range g.Instances(v.id("dcat:DatasetSeries")) {
		if v.owner[series] == rdf.None {
			v.owner[series] = series
		}
	}
	v.gather()
	v.markHighValue()
	return v
}

// What gather does with the statements of a property: nothing, once it has been
// met, or what stands at its place among the wanted.
const (
	neverMet = iota
	passedBy
	wanted
)

// gather picks out the statements with the properties of which rules ask
// wherever they stand, and notes which properties there are.
func (v *view) gather() {
	list := v.wanted()
	v.listed = make([]uint8, v.Dictionary.Len())
	does := make([]uint8, v.Dictionary.Len())
	for i := range list {
		if id := v.id(list[i].property); id != rdf.None {
			does[id] = uint8(wanted + i)
			v.used = append(v.used, id)
		}
	}
	all := v.All()
	for i := range all {
		switch p := all[i].P; does[p] {
		case passedBy:
		case neverMet:
			does[p] = passedBy
			v.used = append(v.used, p)
		default:
			list[does[p]-wanted].note(v, uint32(i), all[i].O)
		}
	}
}

// A want is a property whose statements are noted: in a list, or at the nodes
// that they point at.
type want struct {
	property string
	places   *[]uint32
	bit      uint8
}

// wanted gives what is gathered.
func (v *view) wanted() []want {
	all := []want{
		{property: "dcat:contactPoint", places: &v.contacts},
		{property: "dcterms:publisher", places: &v.publishers},
		{property: "dcterms:license", places: &v.licences},
		{property: "dcatap:hvdCategory", places: &v.categories},
		{property: "dcatap:applicableLegislation", places: &v.laws},
	}
	for i, property := range listing {
		all = append(all, want{property: property, bit: 1 << i})
	}
	return all
}

// note notes a statement by its place and its object.
func (w *want) note(v *view, place uint32, object rdf.ID) {
	if w.places != nil {
		*w.places = append(*w.places, place)
		return
	}
	v.listed[object] |= w.bit
}

// statements gives the statements at places.
func (v *view) statements(places []uint32) iter.Seq[rdf.Triple] {
	return func(yield func(rdf.Triple) bool) {
		for _, at := range places {
			if !yield(v.All()[at]) {
				return
			}
		}
	}
}

// id gives the ID of a prefixed name, None if the catalogue never uses it.
func (v *view) id(name string) rdf.ID {
	id, known := v.ids[name]
	if !known {
		id, _ = v.Lookup(rdf.Term{Kind: rdf.IRI, Value: Expand(name)})
		v.ids[name] = id
	}
	return id
}

// pointing gives the triples that have a node as object, with one property.
func (v *view) pointing(node rdf.ID, property string) iter.Seq[rdf.Triple] {
	if id := v.id(property); id != rdf.None {
		return v.Incoming(node, id)
	}
	return func(func(rdf.Triple) bool) {}
}

// markHighValue finds what says that it falls under the regulation, or names
// a category of it, and the distributions and services of such datasets.
func (v *view) markHighValue() {
	regulation, _ := v.Lookup(rdf.Term{Kind: rdf.IRI, Value: Legislation})
	for t := range v.statements(v.laws) {
		if t.O == regulation {
			v.highValue[t.S] = true
		}
	}
	for t := range v.statements(v.categories) {
		v.highValue[t.S] = true
	}
	for _, d := range v.datasets {
		if !v.highValue[d] {
			continue
		}
		for _, t := range v.Match(d, v.id("dcat:distribution")) {
			v.highValue[t.O] = true
		}
		for t := range v.pointing(d, "dcat:servesDataset") {
			v.highValue[t.S] = true
		}
	}
}

// isDataset tells whether a node is one of the datasets.
func (v *view) isDataset(node rdf.ID) bool {
	_, found := slices.BinarySearch(v.datasets, node)
	return found
}

func (v *view) isHighValue(node rdf.ID) bool {
	return int(node) < len(v.highValue) && v.highValue[node]
}

// datasetOf gives the dataset that a node belongs to, or None.
func (v *view) datasetOf(node rdf.ID) rdf.ID {
	for range 4 {
		if int(node) >= len(v.owner) {
			return rdf.None
		}
		if v.owner[node] != rdf.None {
			return v.owner[node]
		}
		if v.Kind(node) != rdf.Blank {
			return rdf.None
		}
		node = v.mentionedBy(node)
	}
	return rdf.None
}

// mentionedBy gives the one subject that mentions a blank node.
func (v *view) mentionedBy(node rdf.ID) rdf.ID {
	for t := range v.Incoming(node, rdf.None) {
		return t.S
	}
	return rdf.None
}
