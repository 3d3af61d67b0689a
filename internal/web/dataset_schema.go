package web

import (
	"cmp"
	"strings"

	"insyn/dcat"
	"insyn/internal/act"
)

// A DatasetSchema is what a page says of a dataset by schema.org, for search
// engines, beside what stands on it. What they ask of everyone, a name and a
// description, is always among it.
type DatasetSchema struct {
	ID, URL     string
	Description string // where the publisher has written none
	Licence     string
	Issued      string
	Modified    string
	Identifier  string
	Publisher   string
	Keywords    string
	Version     string
	Fee         bool
	Temporal    []string // intervals as ISO 8601 has them, ".." for an open end
	Spatial     []string // addresses of places
	Files       []SchemaFile
	Catalog     Link
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
		Publisher: v.publisher(p), Keywords: v.keywordLine(d.Keywords), Version: d.Version, Fee: d.Fee,
		Temporal: intervals(d.Temporal), Files: schemaFiles(d.Distributions),
		Catalog: Link{v.T("data.title"), s.absolute(v.Href(dataPath))}}
	if v.told(p.Sheet.Description).Text == "" {
		out.Description = v.T("dataset.undescribed", "Title", v.told(p.Sheet.Title).Text,
			"Publisher", out.Publisher)
	}
	for _, place := range d.Spatial {
		if webAddress(place) {
			out.Spatial = append(out.Spatial, place)
		}
	}
	for _, x := range d.Distributions {
		if webAddress(x.Licence) {
			out.Licence = cmp.Or(out.Licence, x.Licence)
		}
	}
	return out
}

// intervals writes the times that data are about as search engines read them.
func intervals(all []dcat.Period) (written []string) {
	for _, p := range all {
		if p.From+p.To != "" {
			written = append(written, cmp.Or(strings.TrimSpace(p.From), "..")+"/"+cmp.Or(strings.TrimSpace(p.To), ".."))
		}
	}
	return written
}

// schemaFiles lists what can be downloaded.
func schemaFiles(all []dcat.Distribution) (files []SchemaFile) {
	for _, x := range all {
		format := x.MediaType
		if x.Format != nil {
			format = x.Format.MediaType
		}
		for _, address := range x.DownloadURLs {
			if webAddress(address) {
				files = append(files, SchemaFile{URL: address, Format: format})
			}
		}
	}
	return files
}
