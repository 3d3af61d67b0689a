package web

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
)

// PreviewPage shows the beginning of a file.
type PreviewPage struct {
	Page
	Back    Link
	Address string
	Table   Table
	Text    string
	Cut     string
}

// previewLink leads to the beginning of a form's first file, where it can be
// shown and the file has not been found to be broken.
func (v *visit) previewLink(p *act.PublicDataset, x *dcat.Distribution) Link {
	if !p.Fetches || p.Gone || x.Format == nil || !catalog.CanPreview(x.Format.Code) {
		return Link{}
	}
	for _, address := range x.DownloadURLs {
		line, known := p.Links[address]
		if !known || line.Link.State == catalog.Dead || line.Link.State == catalog.Refused {
			continue
		}
		return Link{v.T("dataset.preview"), v.Href(datasetPath(p.ID)) + "/forhandsvisning/" +
			url.PathEscape(string(line.Link.ID))}
	}
	return Link{}
}

// filePreview shows the beginning of a file. That it is fetched for whoever asks is
// why it is kept a while, fetched once for all who ask, and few at a time.
func (s *Server) filePreview(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), r.PathValue("id")
	p, err := s.previews.get(r.Context(), s.options.Desk, id, catalog.LinkID(r.PathValue("link")))
	if err != nil {
		return err
	}
	base := s.page(r, v.T("file-preview.title"))
	base.Robots, base.Styles = "noindex", []string{"data.css"}
	return s.render(w, r, http.StatusOK, "dataset-preview", v.previewPage(base, p))
}

// previewPage makes the page of a preview.
func (v *visit) previewPage(base Page, p act.FilePreview) PreviewPage {
	page := PreviewPage{Page: base, Address: p.Address, Text: p.Text,
		Back: Link{v.told(p.Dataset.Sheet.Title).Text, v.Href(datasetPath(p.Dataset.ID))}}
	if p.Cut {
		page.Cut = v.T("file-preview.cut")
	}
	if len(p.Columns) > 0 {
		page.Table.Caption = v.T("file-preview.caption", "Format", p.Format)
	}
	for _, name := range p.Columns {
		page.Table.Columns = append(page.Table.Columns, Column{Text: name})
	}
	for _, row := range p.Rows {
		var cells []Cell
		for _, text := range row {
			cells = append(cells, Cell{Text: text})
		}
		page.Table.Rows = append(page.Table.Rows, cells)
	}
	return page
}

// The bounds of previews.
const (
	previewsKept   = 200
	previewsAtOnce = 4
	previewHolds   = 10 * time.Minute
	previewPatient = 3 * time.Second // for a place among those that are fetched
)

// previews keeps beginnings of files for a while.
type previews struct {
	making singleflight.Group
	places chan struct{}

	mutex sync.Mutex
	kept  map[string]keptPreview
}

// A keptPreview is a preview and until when it is shown, by real time.
type keptPreview struct {
	act.FilePreview
	until time.Time
}

func newPreviews() *previews {
	return &previews{places: make(chan struct{}, previewsAtOnce), kept: map[string]keptPreview{}}
}

// get gives a preview: the one that is kept, or a new one. Only what came well
// is kept. A file that is not offered any more is not shown from memory.
func (c *previews) get(ctx context.Context, desk *act.Desk, id string, link catalog.LinkID) (
	act.FilePreview, error) {
	key := id + "/" + string(link)
	c.mutex.Lock()
	had, known := c.kept[key]
	c.mutex.Unlock()
	if known && time.Now().Before(had.until) {
		return had.FilePreview, nil
	}
	made, err, _ := c.making.Do(key, func() (any, error) {
		select {
		case c.places <- struct{}{}:
		case <-time.After(previewPatient):
			return act.FilePreview{}, fault.New(fault.Unavailable, "file-preview.busy")
		}
		defer func() { <-c.places }()
		p, err := desk.PreviewFile(context.WithoutCancel(ctx), id, link)
		if err == nil {
			c.put(key, p)
		}
		return p, err
	})
	return made.(act.FilePreview), err
}

// put keeps a preview, throwing out others where there is no room.
func (c *previews) put(key string, p act.FilePreview) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for other, had := range c.kept {
		if len(c.kept) < previewsKept && time.Now().Before(had.until) {
			continue
		}
		delete(c.kept, other)
	}
	c.kept[key] = keptPreview{p, time.Now().Add(previewHolds)}
}
