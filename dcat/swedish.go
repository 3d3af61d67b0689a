package dcat

import (
	"iter"
	"slices"
	"strings"

	"insyn/rdf"
)

// swedish checks what the Swedish profile and the rules of its portal ask for
// and shapes cannot say.
func (c *checker) swedish() {
	c.catalogs()
	c.identities()
	c.series()
	c.addresses()
	c.licences()
	c.properties()
}

// catalogs asks for a catalogue, and that it or its parts list everything.
func (c *checker) catalogs() {
	if !c.hasCatalog() {
		c.find("no-catalog", Error, "Catalog", "", rdf.None, rdf.None,
			rdf.Position{Line: 1, Column: 1})
	}
	for _, part := range []struct{ class, name, by string }{
		{"dcat:Dataset", "Dataset", "dcat:dataset"},
		{"dcat:Distribution", "Distribution", "dcat:distribution"},
		{"dcat:DataService", "Service", "dcat:service"},
		{"dcat:DatasetSeries", "Series", "dcat:dataset"},
	} {
		for node := range c.instances(part.class) {
			if c.listedBy(node, part.by) ||
				part.name == "Service" && c.listedBy(node, "dcat:accessService") {
				continue
			}
			c.find("unlisted", Warning, part.name, part.by, node, rdf.None, c.Where(node))
		}
	}
	for node := range c.instances("dcat:CatalogRecord") {
		c.find("catalog-record", Error, "CatalogRecord", "", node, rdf.None, c.Where(node))
	}
}

// instances gives the instances of a class by its prefixed name.
func (v *view) instances(class string) iter.Seq[rdf.ID] { return v.Instances(v.id(class)) }

// hasCatalog tells whether anything is a catalogue, be it looked at or not.
func (c *checker) hasCatalog() bool {
	for range c.view.instances("dcat:Catalog") {
		return true
	}
	return false
}

// identities asks that what others refer to has an address, and that
// publisher and contact point are not the same.
func (c *checker) identities() {
	for _, class := range Swedish.Classes {
		for _, t := range class.Types {
			if class.Part {
				continue
			}
			for node := range c.instances(t) {
				if c.Kind(node) == rdf.Blank {
					c.find("blank-node", Error, class.Name, "", node, rdf.None, c.Where(node))
				}
			}
		}
	}
	publishers := make([]bool, c.Dictionary.Len())
	for t := range c.statements(c.publishers) {
		publishers[t.O] = true
	}
	shared := map[rdf.ID]rdf.Triple{}
	for t := range c.statements(c.contacts) {
		if publishers[t.O] {
			keepFirst(shared, t.O, t)
		}
	}
	for id, t := range shared {
		c.find("shared-identity", Error, "Contact", "dcat:contactPoint", t.S, id, t.Position)
	}
}

// keepFirst keeps of the triples about one thing the one that the text has
// first: the order of the graph is that of another reading, perhaps.
func keepFirst(kept map[rdf.ID]rdf.Triple, about rdf.ID, t rdf.Triple) {
	if old, known := kept[about]; !known || byPlace(t, old) < 0 {
		kept[about] = t
	}
}

// series asks that series do not lie in each other and stay small.
func (c *checker) series() {
	const most = 50
	in := c.id("dcat:inSeries")
	for node := range c.instances("dcat:DatasetSeries") {
		for _, t := range c.Match(node, in) {
			c.find("series-in-series", Error, "Series", "dcat:inSeries", node, t.O, t.Position)
		}
		members := 0
		for range c.pointing(node, "dcat:inSeries") {
			members++
		}
		if members > most {
			c.find("large-series", Warning, "Series", "", node, rdf.None, c.Where(node))
		}
	}
}

// addresses asks that addresses are whole and have no stray characters.
func (c *checker) addresses() {
	doubtful := map[rdf.ID]bool{}
	for id := range c.Dictionary.Len() {
		if id := rdf.ID(id); c.Kind(id) == rdf.IRI && c.Doubtful(id) {
			doubtful[id] = true
		}
	}
	if len(doubtful) == 0 {
		return
	}
	first := map[rdf.ID]rdf.Triple{}
	for _, t := range c.All() {
		for _, id := range [...]rdf.ID{t.S, t.O} {
			if doubtful[id] {
				keepFirst(first, id, t)
			}
		}
	}
	for id, t := range first {
		c.find("doubtful-address", Warning, c.className(t.S), "", t.S, id, t.Position)
	}
}

// licences asks that well-known licences are called by the one address that
// everybody compares with.
func (c *checker) licences() {
	known := map[rdf.ID]string{}
	for t := range c.statements(c.view.licences) {
		if c.skips(t.S) || c.Kind(t.O) != rdf.IRI || c.Has(t.S, rdf.Type, c.id("dcat:Catalog")) {
			continue
		}
		instead, judged := known[t.O]
		if !judged {
			value := c.Value(t.O)
			instead, _ = CanonicalLicence(value)
			if instead == value || strings.HasPrefix(value, licences) {
				instead = ""
			}
			known[t.O] = instead
		}
		if instead != "" {
			m := c.find("licence-form", Warning, c.className(t.S), "dcterms:license", t.S, t.O, t.Position)
			m.instead = instead
		}
	}
}

// className gives the name of a class that a node is an instance of.
func (c *checker) className(node rdf.ID) string {
	for _, t := range c.Match(node, rdf.Type) {
		short := Shorten(c.Value(t.O))
		for _, class := range Swedish.Classes {
			if slices.Contains(class.Types, short) {
				return class.Name
			}
		}
	}
	return "Resource"
}

// properties warns of properties that look like those of the profile but are
// not: the portal keeps them and shows nothing.
func (c *checker) properties() {
	for _, class := range Swedish.Classes {
		meant := c.lookalikes(class)
		if len(meant) == 0 {
			continue
		}
		for _, t := range class.Types {
			for node := range c.instances(t) {
				for _, t := range c.Of(node) {
					if instead, wrong := meant[t.P]; wrong {
						c.misnamed(class, t, instead)
					}
				}
			}
		}
	}
}

// lookalikes gives, of the properties that the catalogue uses, those that look
// like one of a class, and that one.
func (c *checker) lookalikes(class *Class) map[rdf.ID]string {
	own, byLocal := map[rdf.ID]bool{rdf.Type: true}, map[string]string{}
	for _, r := range class.Rules {
		own[c.id(r.Property)] = true
		_, local, _ := strings.Cut(r.Property, ":")
		if byLocal[local] == "" {
			byLocal[local] = r.Property
		}
	}
	meant := map[rdf.ID]string{}
	for _, p := range c.used {
		if near := nearProperty(c.Value(p), byLocal); near != "" && !own[p] {
			meant[p] = near
		}
	}
	return meant
}

// misnamed marks a statement with a property that another is meant by.
func (c *checker) misnamed(class *Class, t rdf.Triple, instead string) {
	m := c.find("unknown-property", Warning, class.Name, Shorten(c.Value(t.P)), t.S, t.O, t.Position)
	m.instead = instead
}

// nearProperty finds the property of a class that a wrong one stands for:
// the same name in another vocabulary, or with other capitals.
func nearProperty(iri string, byLocal map[string]string) string {
	local := iri[strings.LastIndexAny(iri, "/#")+1:]
	short := Shorten(iri)
	for name, property := range byLocal {
		if strings.EqualFold(name, local) && property != short && !accepted[short] {
			return property
		}
	}
	return ""
}

// accepted are properties that share a name with one of the profile's and
// have their own use.
var accepted = map[string]bool{
	"schema:name": true, "skos:notation": true, "rdfs:label": true, "dc:format": true, "dc:title": true,
	"dc:description": true, "dcterms:hasVersion": true, "adms:status": true, "schema:description": true,
}
