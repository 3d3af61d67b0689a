package catalog

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"insyn/rdf"
)

// The most that is taken of one thing.
const (
	mostContent = 1 << 20 // bytes
	mostTriples = 20_000
	mostNodes   = 400 // that it mentions and that are described
	mostDepth   = 4
)

// A Harvest is what was found at a source.
type Harvest struct {
	Main     Item            // the head of the catalogue
	Items    []Item          // by identity, in order
	Skipped  map[string]bool // identities of what is there and cannot be used
	Problems []Problem
}

// Items takes the datasets, series and services out of what was gathered.
// Those that cannot be used are left out and told of; the others are whole.
func (g *Gathering) Items() (Harvest, error) {
	main, err := g.Main()
	if err != nil {
		return Harvest{}, err
	}
	g.Graph.Index()
	c := newCutter(g, main)
	h := Harvest{Skipped: map[string]bool{}, Problems: g.Problems}
	if h.Main, err = c.head(main); err != nil {
		return Harvest{}, g.problem(TooComplex, main).Fault()
	}
	seen := map[string]bool{}
	for _, node := range c.listed() {
		item, problem := c.item(node)
		if problem == "" && seen[item.Identity] {
			problem = Twice
		}
		if problem != "" {
			h.Problems = append(h.Problems, g.problem(problem, node))
			if !seen[item.Identity] && item.Identity != "" {
				h.Skipped[item.Identity] = true
			}
			continue
		}
		seen[item.Identity] = true
		delete(h.Skipped, item.Identity)
		h.Items = append(h.Items, item)
	}
	h.Problems = append(h.Problems, c.unlisted()...)
	slices.SortFunc(h.Items, func(a, b Item) int { return strings.Compare(a.Identity, b.Identity) })
	return h, nil
}

// A cutter cuts items out of a graph.
type cutter struct {
	*Gathering
	kinds  map[rdf.ID]Kind
	main   rdf.ID
	lists  map[rdf.ID]bool       // what some catalogue lists
	slices map[rdf.ID]*rdf.Graph // of nodes that several items mention
}

func newCutter(g *Gathering, main rdf.ID) *cutter {
	c := &cutter{Gathering: g, main: main, kinds: map[rdf.ID]Kind{}, lists: map[rdf.ID]bool{},
		slices: map[rdf.ID]*rdf.Graph{}}
	for _, known := range classes {
		class := named(g.Graph, known.class)
		if class == rdf.None {
			continue
		}
		for node := range g.Graph.Instances(class) {
			if c.kinds[node] == "" {
				c.kinds[node] = known.kind
			}
		}
	}
	return c
}

// listed gives the nodes that the catalogues list, and the series and services
// that these belong to, in the order of the text.
func (c *cutter) listed() []rdf.ID {
	catalogs := append([]rdf.ID{c.main}, c.below(c.main)...)
	c.reach(catalogs, "dcat:dataset", "dcat:service")
	c.reach(c.members(), "dcat:inSeries", "dcat:seriesMember", "dcat:dataset")
	c.reach(c.members(), "dcat:distribution")
	parts := c.members()
	c.reach(parts, "dcat:accessService")
	nodes := slices.DeleteFunc(c.members(), func(n rdf.ID) bool {
		return c.kinds[n] == "" || c.kinds[n] == Main
	})
	slices.SortFunc(nodes, func(a, b rdf.ID) int {
		at, as := c.Graph.Where(a), c.Graph.Where(b)
		return cmp.Or(cmp.Compare(c.texts[a], c.texts[b]), cmp.Compare(at.Line, as.Line),
			cmp.Compare(at.Column, as.Column), cmp.Compare(a, b))
	})
	return nodes
}

// members gives what has been reached, sorted.
func (c *cutter) members() []rdf.ID {
	all := make([]rdf.ID, 0, len(c.lists))
	for n := range c.lists {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

// reach marks what nodes point to with properties.
func (c *cutter) reach(from []rdf.ID, properties ...string) {
	for _, name := range properties {
		property := named(c.Graph, name)
		if property == rdf.None {
			continue
		}
		for _, node := range from {
			for _, t := range c.Graph.Match(node, property) {
				c.lists[t.O] = true
			}
		}
	}
}

// unlisted tells of datasets and services that no catalogue lists.
func (c *cutter) unlisted() (all []Problem) {
	for node, kind := range c.kinds {
		if kind != Main && !c.lists[node] {
			all = append(all, c.problem(Unlisted, node))
		}
	}
	slices.SortFunc(all, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), cmp.Compare(a.Line, b.Line),
			strings.Compare(a.Node, b.Node))
	})
	return all
}

// item cuts one item out, or tells why it cannot be used.
func (c *cutter) item(node rdf.ID) (Item, ProblemCode) {
	if c.Graph.Kind(node) == rdf.Blank {
		return Item{}, NoAddress
	}
	address := c.Graph.Value(node)
	item := Item{Identity: Identity(address, identifiers(c.Graph, node)...), IRI: address,
		Kind: c.kinds[node], Title: titleOf(c.Graph, node)}
	if !usable(address) || c.Graph.Doubtful(node) {
		return item, BadAddress
	}
	if item.Title == "" {
		return item, NoTitle
	}
	var err error
	item.Content, err = c.content(node)
	switch {
	case errors.Is(err, rdf.ErrTooComplex):
		return item, TooComplex
	case err != nil:
		return item, TooLarge
	}
	item.Print = printOf(item.Content)
	return item, ""
}

// usable tells whether an address can name something for good.
func usable(address string) bool {
	scheme, rest, ok := strings.Cut(address, ":")
	return ok && rest != "" && len(address) <= 2000 && scheme != "file" &&
		!strings.EqualFold(scheme, "javascript") && !strings.EqualFold(scheme, "data")
}

var errLarge = errors.New("catalog: more is said of it than is taken")

// content writes all that is said of a node, and of the nodes that it mentions
// and that are no items themselves: who publishes it, whom to write to.
func (c *cutter) content(node rdf.ID) (string, error) {
	whole := c.closure(node)
	if whole == nil {
		return "", errLarge
	}
	return written(whole)
}

// written gives the bytes of a node's graphs.
func written(graphs []*rdf.Graph) (string, error) {
	var text bytes.Buffer
	w, err := rdf.NewWriter(&text, rdf.NTriples, nil)
	if err != nil {
		return "", err
	}
	for _, g := range graphs {
		if err := w.Write(g); err != nil {
			return "", err
		}
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	if text.Len() > mostContent {
		return "", errLarge
	}
	return text.String(), nil
}
