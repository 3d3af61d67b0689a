package dcat

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"insyn/rdf"
)

// A Listing is a catalogue that is written as it comes, however large it is.
type Listing struct {
	Catalog string     // its address
	About   *rdf.Graph // what is said of it, and of publishers and contact points; may be nil
	// Datasets gives datasets, series and services in turn, each as Slice takes
	// it out. An error ends the writing.
	Datasets iter.Seq2[*rdf.Graph, error]
	Page     *Page // the part that Datasets gives; nil if it is all
}

// A Page is a part of a list, by Hydra's vocabulary.
type Page struct {
	Address string // of the list; that of a page has ?page= and the number
	Number  int    // from one
	Size    int    // datasets on each page
	Total   int    // datasets in all
}

// Last gives the number of the last page: one also where there is nothing.
func (p Page) Last() int { return max(1, (p.Total+p.Size-1)/p.Size) }

// Range gives the places of the first dataset and of the one after the last.
// A page that is not there is empty.
func (p Page) Range() (from, to int) {
	if p.Number < 1 || p.Number > p.Last() {
		return 0, 0
	}
	return (p.Number - 1) * p.Size, min(p.Number*p.Size, p.Total)
}

// of gives the address of a page.
func (p Page) of(number int) string {
	mark := "?"
	if strings.Contains(p.Address, "?") {
		mark = "&"
	}
	return p.Address + mark + "page=" + strconv.Itoa(number)
}

const hydra = "http://www.w3.org/ns/hydra/core#"

// describe says where the page stands and which pages there are besides.
func (p Page) describe() *rdf.Graph {
	m := newMaker("")
	list, view := m.IRI(p.Address), m.IRI(p.of(p.Number))
	say := func(s rdf.ID, property string, o rdf.ID) { m.Add(s, m.IRI(hydra+property), o, rdf.Position{}) }
	m.Add(list, rdf.Type, m.IRI(hydra+"Collection"), rdf.Position{})
	say(list, "totalItems", m.Literal(strconv.Itoa(p.Total), rdf.XSDInteger))
	say(list, "view", view)
	m.Add(view, rdf.Type, m.IRI(hydra+"PartialCollectionView"), rdf.Position{})
	say(view, "first", m.IRI(p.of(1)))
	say(view, "last", m.IRI(p.of(p.Last())))
	if p.Number > 1 {
		say(view, "previous", m.IRI(p.of(p.Number-1)))
	}
	if p.Number < p.Last() {
		say(view, "next", m.IRI(p.of(p.Number+1)))
	}
	return m.Graph
}

// WriteListing writes a catalogue in the memory of its largest dataset. That
// the catalogue lists a dataset is said beside the dataset, so that no list of
// all is ever held. The same listing always makes the same bytes.
func WriteListing(to io.Writer, f rdf.Format, l Listing) error {
	w, err := rdf.NewWriter(to, f, append(Prefixes[:len(Prefixes):len(Prefixes)],
		rdf.Prefix{Name: "hydra", IRI: hydra}))
	if err != nil {
		return err
	}
	if l.About != nil {
		if err := w.Write(l.About); err != nil {
			return err
		}
	}
	if l.Page != nil {
		if err := w.Write(l.Page.describe()); err != nil {
			return err
		}
	}
	for part, err := range l.Datasets {
		if err != nil {
			return err
		}
		if err := w.Write(l.entries(part)); err != nil {
			return err
		}
		if err := w.Write(part); err != nil {
			return err
		}
	}
	return w.Close()
}

// entries says that the catalogue lists what a part describes.
func (l Listing) entries(part *rdf.Graph) *rdf.Graph {
	m := newMaker("")
	catalog := m.IRI(l.Catalog)
	for _, e := range [...]struct{ class, property string }{
		{"dcat:Dataset", "dcat:dataset"}, {"dcat:DatasetSeries", "dcat:dataset"},
		{"dcat:DataService", "dcat:service"},
	} {
		class, _ := part.Lookup(rdf.Term{Kind: rdf.IRI, Value: Expand(e.class)})
		for node := range part.Instances(class) {
			if part.Kind(node) == rdf.IRI {
				m.say(catalog, e.property, m.IRI(part.Value(node)))
			}
		}
	}
	return m.Graph
}
