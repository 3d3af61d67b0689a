package web

import (
	"net/http"
	"strings"

	"insyn/dcat"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/rdf"
)

// descriptionForms are the formats that descriptions can be had in.
var descriptionForms = []struct {
	name, extension string
	format          rdf.Format
}{
	{"RDF/XML", ".rdf", rdf.RDFXML}, {"Turtle", ".ttl", rdf.Turtle},
	{"N-Triples", ".nt", rdf.NTriples}, {"JSON-LD", ".jsonld", rdf.JSONLD},
}

// formatFor finds the format of a file by the end of its name.
func formatFor(name string) (format rdf.Format, stem string, err error) {
	for _, f := range descriptionForms {
		if stem, ok := strings.CutSuffix(name, f.extension); ok {
			return f.format, stem, nil
		}
	}
	return rdf.Unknown, "", fault.New(fault.NotFound, "web.not-found")
}

// datasetFile gives the description of a dataset in a format, as its
// publisher has written it.
func (s *Server) datasetFile(w http.ResponseWriter, r *http.Request) error {
	format, stem, err := formatFor(r.PathValue("file"))
	if err == nil && stem != "beskrivning" {
		err = fault.New(fault.NotFound, "web.not-found")
	}
	if err != nil {
		return err
	}
	p, err := s.options.Desk.PublicDataset(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", format.MediaType()+"; charset=utf-8")
	return rdf.Write(w, format, catalog.Graph(p.Content), dcat.Prefixes)
}
