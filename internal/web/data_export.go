package web

import (
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/rdf"
)

// exportPath is where the catalogue can be had as a file: /data/export/allt.rdf
// is the whole, /data/export/{body}.rdf that of a body.
const exportPath = dataPath + "/export/"

// exportAll is the name of the whole catalogue.
const exportAll = "allt"

// How many datasets a page of an export has.
const (
	exportPage = 1000
	exportMost = 5000
)

// dataExport gives the catalogue as a file, whole or in pages (?page=1&size=1000).
// It is written as it is read, so that it takes the same memory however much
// there is; it is of one moment, however long it takes.
func (s *Server) dataExport(w http.ResponseWriter, r *http.Request) error {
	format, stem, err := exportFormat(r.PathValue("file"))
	if err != nil {
		return err
	}
	body := account.BodyID(stem)
	if stem == exportAll {
		body = ""
	}
	e, err := s.options.Desk.CatalogExport(r.Context(), body)
	if err != nil {
		return err
	}
	page, err := s.exportPart(r)
	if err != nil {
		return err
	}
	header := w.Header()
	etag := `"` + e.Print() + "-" + strconv.Itoa(page.Number) + "-" + strconv.Itoa(page.Size) + strings.TrimPrefix(
		r.PathValue("file"), stem) + `"`
	header["Cache-Control"], header["Etag"] = revalidate, []string{etag}
	if has(r.Header["If-None-Match"], etag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	all, listing := e.All(r.Context()), (*dcat.Page)(nil)
	if page.Number > 0 {
		if all, page, err = e.Part(r.Context(), page); err != nil {
			return err
		}
		listing = &page
	}
	return writeExport(w, r, e, format, all, listing)
}

// exportFormat reads the name of a file. Unknown stands for CSV.
func exportFormat(name string) (format rdf.Format, stem string, err error) {
	if stem, ok := strings.CutSuffix(name, ".csv"); ok {
		return rdf.Unknown, stem, nil
	}
	return formatFor(name)
}

// exportPart reads which page is asked for; number 0 is the whole.
func (s *Server) exportPart(r *http.Request) (p dcat.Page, err error) {
	q := r.URL.Query()
	p = dcat.Page{Address: s.absolute(r.URL.EscapedPath()), Size: exportPage}
	if q.Get("page") == "" {
		return p, nil
	}
	if p.Number, err = within(q.Get("page"), 1, 1, 1<<30, "page"); err != nil {
		return p, err
	}
	if q.Get("size") != "" {
		if p.Size, err = within(q.Get("size"), exportPage, 1, exportMost, "size"); err != nil {
			return p, err
		}
		p.Address += "?size=" + strconv.Itoa(p.Size)
	}
	return p, nil
}

// writeExport writes the text. One that cannot be written to its end is cut
// off in a way that nobody takes for the end.
func writeExport(w http.ResponseWriter, r *http.Request, e *act.CatalogExport, f rdf.Format,
	all iter.Seq2[*rdf.Graph, error], page *dcat.Page) (err error) {
	out := &counting{to: w}
	if f == rdf.Unknown {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	} else {
		w.Header().Set("Content-Type", f.MediaType()+"; charset=utf-8")
	}
	if r.Method == http.MethodHead {
		return nil
	}
	if f == rdf.Unknown {
		err = dcat.WriteCSV(out, all)
	} else {
		err = dcat.WriteListing(out, f, dcat.Listing{Catalog: e.Catalog, About: e.About, Datasets: all,
			Page: page})
	}
	if err != nil && out.written > 0 {
		panic(http.ErrAbortHandler)
	}
	return err
}

// counting counts what is written.
type counting struct {
	to      io.Writer
	written int64
}

// Write implements io.Writer.
func (c *counting) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.written += int64(n)
	return n, err
}

// exportLinks lists the files that a catalogue can be had as.
func exportLinks(name string) []Link {
	links := []Link{{"CSV", exportPath + name + ".csv"}}
	for _, f := range descriptionForms {
		links = append(links, Link{f.name, exportPath + name + f.extension})
	}
	return links
}
