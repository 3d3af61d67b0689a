package catalog

import (
	"bytes"
	"strings"

	"insyn/dcat"
)

// A Role is what a dataset promises at an address.
type Role string

// The roles.
const (
	Access   Role = "access"   // data, or a page that leads to it
	Download Role = "download" // a file
	Page     Role = "page"     // something to read
	Endpoint Role = "endpoint" // an interface
)

// A Promise is an address that an item names, and what is to be found there.
type Promise struct {
	Address string
	Role    Role
	Format  string // code of dcat.Format, or "" where it is not known
}

// An Answer is what a host gave, as far as a judgement needs it.
type Answer struct {
	Status int    // 0 without an answer
	Reason string // why there is none: a fetch.Reason
	Type   string // media type
	Body   []byte // its beginning, where the content was looked at
	Looked bool
	Whole  bool // Body is all there is
}

// Reasons of fetch that say nothing of the address, and one that says that
// robots are not welcome.
var (
	untold = map[string]bool{"busy": true, "spent": true}
	barred = map[int]bool{401: true, 403: true, 407: true, 429: true, 451: true, 999: true}
)

// Judge tells what an answer is worth to those who were promised something.
// Full is whether there was content before.
func Judge(a Answer, promises []Promise, full bool) (o Outcome, nowFull bool) {
	switch {
	case untold[a.Reason]:
		return Unknown, false
	case a.Reason == "robots", barred[a.Status]:
		return Barred, false
	case a.Reason != "", a.Status < 200, a.Status >= 300:
		return Failed, false
	case !a.Looked:
		return Good, false
	}
	nowFull = !hollow(a)
	switch {
	case dataPromised(promises) && webPage(a.Body):
		return Wrong, false
	case filePromised(promises) && !nowFull && full:
		return Emptied, false
	}
	return Good, nowFull
}

// dataPromised tells whether every promise of a file is of a format that no
// web page is.
func dataPromised(promises []Promise) bool {
	some := false
	for _, p := range promises {
		if p.Role != Download {
			continue
		}
		if p.Format == "" || p.Format == "HTML" || p.Format == "RDFA" || p.Format == "XHTML" {
			return false
		}
		some = true
	}
	return some
}

// filePromised tells whether a file is promised.
func filePromised(promises []Promise) bool {
	for _, p := range promises {
		if p.Role == Download {
			return true
		}
	}
	return false
}

// webPage tells whether a text is HTML.
func webPage(body []byte) bool {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	for bytes.HasPrefix(body, []byte("<!--")) {
		end := bytes.Index(body, []byte("-->"))
		if end < 0 {
			return false
		}
		body = bytes.TrimLeft(body[end+3:], " \t\r\n")
	}
	start := strings.ToLower(string(body[:min(len(body), 14)]))
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html>") ||
		strings.HasPrefix(start, "<html ")
}

// hollow tells whether a file that came whole holds no data: nothing, one line
// of a table, an empty list.
func hollow(a Answer) bool {
	if !a.Whole {
		return false
	}
	body := bytes.TrimSpace(bytes.TrimPrefix(a.Body, []byte("\ufeff")))
	if len(body) == 0 {
		return true
	}
	media, _, _ := strings.Cut(strings.ToLower(a.Type), ";")
	switch strings.TrimSpace(media) {
	case "text/csv", "text/tab-separated-values":
		return !bytes.ContainsAny(body, "\r\n")
	case "application/json", "application/geo+json":
		return string(body) == "[]" || string(body) == "{}"
	}
	return false
}

// PromisesOf lists the addresses that a description makes promises of, each
// once for a role and format, in its order.
func PromisesOf(d *dcat.Description) []Promise {
	var all []Promise
	seen := map[Promise]bool{}
	add := func(role Role, format string, addresses ...string) {
		for _, a := range addresses {
			p := Promise{a, role, format}
			if strings.HasPrefix(a, "http") && len(a) <= 2000 && !seen[p] {
				seen[p] = true
				all = append(all, p)
			}
		}
	}
	for i := range d.Datasets {
		one := &d.Datasets[i]
		add(Page, "", one.LandingPages...)
		add(Page, "", one.Pages...)
		for j := range one.Distributions {
			part := &one.Distributions[j]
			format := ""
			if part.Format != nil {
				format = part.Format.Code
			}
			add(Access, "", part.AccessURLs...)
			add(Download, format, part.DownloadURLs...)
		}
	}
	for i := range d.Services {
		add(Endpoint, "", d.Services[i].Endpoints...)
		add(Page, "", d.Services[i].Descriptions...)
		add(Page, "", d.Services[i].Pages...)
	}
	return all
}
