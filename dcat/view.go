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

	// What several rules ask of the whole catalogue, gathered in one pass.
	contacts, publishers, licences, categories []rdf.Triple
}

// Legislation is the address of the regulation on high-value datasets.
const Legislation = "http://data.europa.eu/eli/reg_impl/2023/138/oj"

func newView(g *rdf.Graph) *view {
	g.Index()
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

// gather picks out the statements with the properties of which rules ask
// wherever they stand.
func (v *view) gather() {
	contact, publisher := v.id("dcat:contactPoint"), v.id("dcterms:publisher")
	licence, category := v.id("dcterms:license"), v.id("dcatap:hvdCategory")
	all := v.All()
	for i := range all {
		switch all[i].P {
		case contact:
			v.contacts = append(v.contacts, all[i])
		case publisher:
			v.publishers = append(v.publishers, all[i])
		case licence:
			v.licences = append(v.licences, all[i])
		case category:
			v.categories = append(v.categories, all[i])
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
	for t := range v.pointing(regulation, "dcatap:applicableLegislation") {
		v.highValue[t.S] = true
	}
	for _, t := range v.categories {
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
