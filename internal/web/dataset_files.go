package web

import (
	"cmp"
	"net/http"
	"strings"

	"insyn/dcat"
	"insyn/internal/act"
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

// A DatasetSchema is what a page says of a dataset by schema.org, for search
// engines, beside what stands on it.
type DatasetSchema struct {
	ID, URL    string
	Licence    string
	Issued     string
	Modified   string
	Identifier string
	Publisher  string
	Keywords   string
	Fee        bool
	Files      []SchemaFile
}

// A SchemaFile is a file to download.
type SchemaFile struct{ URL, Format string }

// schemaOf describes a dataset by schema.org; nil for what is none, or is gone.
func (s *Server) schemaOf(v *visit, p *act.PublicDataset) *DatasetSchema {
	d := p.Dataset()
	if d == nil || p.Gone {
		return nil
	}
	out := &DatasetSchema{ID: p.Latest.IRI, URL: s.absolute(v.Href(datasetPath(p.ID))),
		Issued: d.Issued, Modified: d.Modified, Identifier: d.Identifier,
		Publisher: v.publisher(p), Keywords: v.keywordLine(d.Keywords), Fee: d.Fee}
	for _, x := range d.Distributions {
		if webAddress(x.Licence) {
			out.Licence = cmp.Or(out.Licence, x.Licence)
		}
		for _, address := range x.DownloadURLs {
			if !webAddress(address) {
				continue
			}
			file := SchemaFile{URL: address, Format: x.MediaType}
			if x.Format != nil {
				file.Format = x.Format.MediaType
			}
			out.Files = append(out.Files, file)
		}
	}
	return out
}
