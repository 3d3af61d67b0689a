package act

import (
	"context"
	"net/http"
	"time"

	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
)

// A FilePreview is the beginning of a file of a dataset.
type FilePreview struct {
	catalog.Preview
	Dataset PublicDataset
	Address string
	Format  string
}

// previewWithin is how long a host has to give the beginning of a file.
const previewWithin = 8 * time.Second

// PreviewFile fetches the beginning of a file that a dataset offers for
// download, and gives so much of it as a page can show. Nothing is kept.
//
// Faults: NotFound for an address that the dataset does not offer now, or of
// which no beginning can be shown; Unavailable where the host gives nothing
// usable.
func (d *Desk) PreviewFile(ctx context.Context, id string,
	link catalog.LinkID) (p FilePreview, err error) {
	if p.Dataset, err = d.PublicDataset(ctx, id); err != nil {
		return p, err
	}
	if p.Address, p.Format = p.Dataset.previewable(link); p.Address == "" || d.Fetch == nil {
		return p, fault.New(fault.NotFound, "store.not-found")
	}
	got, err := d.Fetch.Do(ctx, fetch.Request{Address: p.Address, Beginning: true,
		MostBytes: catalog.PreviewBytes, Deadline: previewWithin, Robots: true})
	if err != nil {
		return p, err
	}
	if got.Status != http.StatusOK {
		return p, fault.New(fault.Unavailable, "file-preview.status").With("Status", got.Status)
	}
	p.Preview, err = catalog.PreviewOf(p.Format, got.Body, !got.Cut)
	if err != nil {
		return p, fault.New(fault.Unavailable, "file-preview.not-so").With("Format", p.Format).From(err)
	}
	return p, nil
}

// previewable gives the address of a link and its format, "" where no
// beginning can be shown.
func (p *PublicDataset) previewable(link catalog.LinkID) (address, format string) {
	d := p.Dataset()
	if d == nil || p.Gone {
		return "", ""
	}
	for i := range d.Distributions {
		x := &d.Distributions[i]
		if x.Format == nil || !catalog.CanPreview(x.Format.Code) {
			continue
		}
		for _, address := range x.DownloadURLs {
			if line, known := p.Links[address]; known && line.Link.ID == link {
				return address, x.Format.Code
			}
		}
	}
	return "", ""
}
