package catalog

import (
	"insyn/dcat"
	"insyn/rdf"
)

// Head describes a catalogue of our own: one that has no head elsewhere.
func Head(address, name string) *rdf.Graph {
	g := rdf.NewGraph(nil)
	say := func(s rdf.ID, property string, o rdf.ID) {
		g.Add(s, g.IRI(dcat.Expand(property)), o, rdf.Position{})
	}
	is := func(s rdf.ID, class string) { g.Add(s, rdf.Type, g.IRI(dcat.Expand(class)), rdf.Position{}) }
	head, publisher := g.IRI(address), g.IRI(address+"#utgivare")
	is(head, "dcat:Catalog")
	say(head, "dcterms:title", g.Text("Öppna data: "+name, "sv"))
	say(head, "dcterms:title", g.Text("Open data: "+name, "en"))
	say(head, "dcterms:description", g.Text("Det som har skördats från myndigheternas egna kataloger.", "sv"))
	say(head, "dcterms:description", g.Text("What has been harvested from the catalogues of public bodies.", "en"))
	say(head, "dcterms:license", g.IRI("http://creativecommons.org/publicdomain/zero/1.0/"))
	say(head, "dcterms:publisher", publisher)
	is(publisher, "foaf:Agent")
	say(publisher, "foaf:name", g.Text(name, ""))
	return g
}

// Together puts several catalogues under one head, as parts of it.
func Together(address, name string, parts []*rdf.Graph, heads []string) *rdf.Graph {
	whole := Head(address, name)
	for _, part := range parts {
		copied := map[rdf.ID]rdf.ID{}
		term := func(id rdf.ID) rdf.ID {
			if _, known := copied[id]; !known {
				copied[id] = whole.Intern(part.Term(id))
			}
			return copied[id]
		}
		for _, t := range part.All() {
			whole.Add(term(t.S), term(t.P), term(t.O), rdf.Position{})
		}
	}
	for _, head := range heads {
		whole.Add(whole.IRI(address), whole.IRI(dcat.Expand("dcterms:hasPart")), whole.IRI(head),
			rdf.Position{})
	}
	return whole
}
