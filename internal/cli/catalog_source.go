package cli

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"insyn/internal/catalog/finding"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/lang"
	"insyn/rdf"
)

// catalogSource is the catalogue that a command reads.
type catalogSource struct {
	Source string `arg:"" name:"catalogue" help:"File or web address of the catalogue; - is standard input."`
	Base   string `env:"-" help:"Address that the catalogue is published at: relative addresses in it are read against it." placeholder:"URL"`
}

// faultsKept is how many faults of each code are listed; the rest are counted.
const faultsKept = 10_000

// read reads the catalogue. The error says that there is nothing to read; what
// is wrong in the text stands in the document.
func (c catalogSource) read(ctx context.Context, s *Streams) (*rdf.Document, error) {
	o := rdf.Options{Base: c.Base, Limits: rdf.Limits{Faults: faultsKept}}
	switch {
	case c.Source == "-":
		return parsed(rdf.Read(s.In, o))
	case isWeb(c.Source):
		return c.fetch(ctx, o)
	}
	file, err := os.Open(c.Source)
	if err != nil {
		return nil, fault.New(fault.NotFound, "catalogue.no-file").With("Name", c.Source).From(err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, fault.New(fault.Refused, "catalogue.folder").With("Name", c.Source)
	}
	o.Format = formatOfFile(c.Source)
	return parsed(rdf.Read(file, o))
}

func isWeb(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// What a catalogue on the web may cost.
const (
	mostFetched = 500 << 20
	fetchTime   = 10 * time.Minute
)

// diggRedirects are the redirects that the portal's harvester follows, so that
// a check finds out what the portal would.
var diggRedirects = []int{301, 303, 307, 308}

// fetch reads the catalogue from the web.
func (c catalogSource) fetch(ctx context.Context, o rdf.Options) (*rdf.Document, error) {
	client := fetch.New(fetch.Options{Loopback: isHere(c.Source), Pause: -1})
	defer client.Close()
	answer, err := client.Do(ctx, fetch.Request{Address: c.Source, Redirects: diggRedirects,
		Accept:    "application/rdf+xml, text/turtle, application/n-triples, application/ld+json;q=0.9, */*;q=0.1",
		MostBytes: mostFetched, Deadline: fetchTime})
	switch {
	case err != nil:
		return nil, err
	case answer.Status != http.StatusOK:
		return nil, fault.New(fault.Unavailable, "catalogue.status").With("Address",
			c.Source).With("Status", http.StatusText(answer.Status))
	}
	if o.Base == "" {
		o.Base = answer.Address
	}
	if o.Format = rdf.FormatOf(answer.Header.Get("Content-Type"), ""); o.Format == rdf.Unknown {
		o.Format = formatOfFile(answer.Address)
	}
	return parsed(rdf.Parse(string(answer.Body), o))
}

// isHere tells whether an address that somebody types is of their own machine:
// only then may the client go there. No redirect from elsewhere leads home.
func isHere(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// formatOfFile tells the format from the end of a name, where that is certain:
// .xml and .json are looked into.
func formatOfFile(name string) rdf.Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xml", ".json":
		return rdf.Unknown
	}
	return rdf.FormatOf("", name)
}

// parsed passes on what could be read: faults in a text are no failure to read it.
func parsed(doc *rdf.Document, err error) (*rdf.Document, error) {
	var faults rdf.Faults
	if err == nil || errors.As(err, &faults) {
		return doc, nil
	}
	return nil, fault.New(fault.Unavailable, "catalogue.not-read").From(err)
}

// sound reads a catalogue that must have no faults: what cannot be read whole
// must not be written anew, for what is missing would be missed by nobody.
func (c catalogSource) sound(ctx context.Context, s *Streams) (*rdf.Document, error) {
	doc, err := c.read(ctx, s)
	if err != nil || doc.Err() == nil {
		return doc, err
	}
	for _, f := range doc.Faults {
		if f.Severity == rdf.Error {
			s.tellFault(c.Source, f)
		}
	}
	return nil, fault.New(fault.Refused, "catalogue.unsound").With("Count", errorsIn(doc))
}

// isForeign tells whether what was read is no RDF at all.
func isForeign(doc *rdf.Document) bool {
	return slices.ContainsFunc(doc.Faults, func(f rdf.Fault) bool {
		return strings.HasPrefix(string(f.Code), "format-")
	})
}

// errorsIn counts the faults that are errors, also those not listed.
func errorsIn(doc *rdf.Document) int {
	n, listed := 0, map[rdf.Code]int{}
	for _, f := range doc.Faults {
		listed[f.Code]++
		if f.Severity == rdf.Error {
			n++
			if listed[f.Code] == faultsKept {
				n += doc.Counts[f.Code] - faultsKept
			}
		}
	}
	return n
}

// tellFault writes a fault on standard error, as compilers do.
func (s *Streams) tellFault(source string, f rdf.Fault) {
	p := lang.For(s.Language)
	w := finding.OfFault(p, f)
	s.complain(p.T("catalogue.fault", "Source", source, "Line", digits(f.Line),
		"Column", digits(f.Column), "What", w.What, "Do", w.Do))
}
