package dcat

import (
	"strings"

	"insyn/rdf"
)

// Prefixes are the customary prefixes of the vocabularies that catalogues
// use, in the order in which writers declare them.
var Prefixes = []rdf.Prefix{
	{Name: "rdf", IRI: rdf.RDF},
	{Name: "xsd", IRI: rdf.XSD},
	{Name: "rdfs", IRI: "http://www.w3.org/2000/01/rdf-schema#"},
	{Name: "dcat", IRI: "http://www.w3.org/ns/dcat#"},
	{Name: "dcterms", IRI: "http://purl.org/dc/terms/"},
	{Name: "dc", IRI: "http://purl.org/dc/elements/1.1/"},
	{Name: "dcatap", IRI: "http://data.europa.eu/r5r/"},
	{Name: "foaf", IRI: "http://xmlns.com/foaf/0.1/"},
	{Name: "vcard", IRI: "http://www.w3.org/2006/vcard/ns#"},
	{Name: "adms", IRI: "http://www.w3.org/ns/adms#"},
	{Name: "prov", IRI: "http://www.w3.org/ns/prov#"},
	{Name: "org", IRI: "https://www.w3.org/ns/org#"},
	{Name: "owl", IRI: "http://www.w3.org/2002/07/owl#"},
	{Name: "skos", IRI: "http://www.w3.org/2004/02/skos/core#"},
	{Name: "schema", IRI: "http://schema.org/"},
	{Name: "odrs", IRI: "http://schema.theodi.org/odrs#"},
	{Name: "odrl", IRI: "http://www.w3.org/ns/odrl/2/"},
	{Name: "spdx", IRI: "http://spdx.org/rdf/terms#"},
	{Name: "locn", IRI: "http://www.w3.org/ns/locn#"},
	{Name: "geo", IRI: "http://www.opengis.net/ont/geosparql#"},
	{Name: "time", IRI: "http://www.w3.org/2006/time#"},
}

// Expand writes a prefixed name such as dcat:Dataset as an IRI. A name
// without a prefix that is known stays as it is.
func Expand(name string) string {
	prefix, local, found := strings.Cut(name, ":")
	for _, p := range Prefixes {
		if found && p.Name == prefix {
			return p.IRI + local
		}
	}
	return name
}

// Shorten writes an IRI with one of the prefixes, where one fits.
func Shorten(iri string) string {
	for _, p := range Prefixes {
		local, fits := strings.CutPrefix(iri, p.IRI)
		if fits && local != "" && !strings.ContainsAny(local, "/#") {
			return p.Name + ":" + local
		}
	}
	return iri
}
