package web

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/http"
	"slices"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// feedRoutes are what readers and crawlers subscribe to.
func (s *Server) feedRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: "/samrad/atom.xml", Access: Anyone, Keep: true, Handler: s.atom},
		{Method: "GET", Pattern: "/sitemap.xml", Access: Anyone, Keep: true, Machine: true,
			Handler: s.sitemap},
		{Method: "GET", Pattern: "/robots.txt", Access: Anyone, Machine: true, Handler: s.robots},
	}
}

// Elements of an Atom feed (RFC 4287).
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  atomAuthor  `xml:"author"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID      string     `xml:"id"`
		Title   string     `xml:"title"`
		Updated string     `xml:"updated"`
		Author  atomAuthor `xml:"author"`
		Link    atomLink   `xml:"link"`
		Summary string     `xml:"summary"`

		at time.Time
	}
)

// feedMost is how many entries the feed has.
const feedMost = 100

// atom gives what is new and what has changed, the latest first.
func (s *Server) atom(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	list, err := s.options.Desk.PublicConsultations(r.Context(), store.ConsultationFilter{Limit: feedMost})
	if err != nil {
		return err
	}
	feed := atomFeed{Lang: string(v.Language()), ID: s.absolute(v.Href("/samrad/atom.xml")),
		Title:  v.T("feed.title"),
		Author: atomAuthor{s.options.Operator.Name}, Links: []atomLink{
			{"self", "application/atom+xml", s.absolute(v.Href("/samrad/atom.xml"))},
			{"alternate", "text/html", s.absolute(v.Href("/samrad"))}}}
	for _, c := range list {
		p, err := s.options.Desk.PublicConsultation(r.Context(), c.Slug)
		if err != nil {
			return err
		}
		feed.Entries = append(feed.Entries, s.happenings(v, p)...)
	}
	slices.SortStableFunc(feed.Entries, func(a, b atomEntry) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.ID, b.ID)) })
	feed.Entries = feed.Entries[:min(feedMost, len(feed.Entries))]
	feed.Updated = time.Unix(0, 0).UTC().Format(time.RFC3339)
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// happenings tells what has happened to one consultation.
func (s *Server) happenings(v *visit, p act.Public) (all []atomEntry) {
	c, l := p.Consultation, string(v.Language())
	page := s.absolute(act.ConsultationPath(v.Language(), c.Slug))
	author := atomAuthor{v.bodyName(p.Body)}
	if p.Body.Fictitious {
		author.Name += " (" + v.T("consultation.example") + ")"
	}
	add := func(title, anchor, about string, at time.Time) {
		all = append(all, atomEntry{ID: page + "#" + anchor, Title: title, Summary: about, at: at,
			Author: author, Updated: at.UTC().Format(time.RFC3339), Link: atomLink{"alternate", "text/html", page}})
	}
	title := c.Content.Title.In(l)
	first := true
	for _, x := range p.Versions {
		switch {
		case x.Paper == consult.Report:
			add(v.T("feed.summary", "Title", title), "sammanfattning-"+v.Number(x.Number), x.Reason,
				x.Published)
		case x.Paper == consult.SummaryDraft:
			add(v.T("feed.draft", "Title", title), "utkast-"+v.Number(x.Number),
				v.T("draft-out.out-text", "Until", x.Summary.Until), x.Published)
		case first:
			add(v.T("feed.published", "Title", title), "publicerat", c.Content.Summary.In(l),
				x.Published)
			first = false
		default:
			add(v.T("feed.changed", "Title", title), "version-"+v.Number(x.Number), x.Reason,
				x.Published)
		}
	}
	if !c.Cancelled.IsZero() {
		add(v.T("feed.cancelled", "Title", title), "installt", c.Why.In(l), c.Cancelled)
	}
	return all
}

// Elements of a sitemap.
type (
	sitemap struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
	}
	sitemapURL struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
)

// sitemap lists the pages that begin a part of the site, and every consultation, in
// both languages. What stands in a register is found from its page.
func (s *Server) sitemap(w http.ResponseWriter, r *http.Request) error {
	list, err := s.options.Desk.PublicConsultations(r.Context(), store.ConsultationFilter{Limit: 10_000})
	if err != nil {
		return err
	}
	var m sitemap
	for _, l := range lang.Languages() {
		for _, path := range []string{"/", "/samrad", "/om", "/tillganglighet", "/personuppgifter",
			"/integritet", advicePath, picturePath, guidePath, booksPath, giftsPath, orgsPath, yearlyPath} {
			m.URLs = append(m.URLs, sitemapURL{Loc: s.absolute(in(l, path))})
		}
		for _, c := range list {
			m.URLs = append(m.URLs, sitemapURL{s.absolute(act.ConsultationPath(l, c.Slug)),
				c.Changed.UTC().Format(time.RFC3339)})
		}
	}
	return writeXML(w, "application/xml; charset=utf-8", m)
}

func writeXML(w http.ResponseWriter, contentType string, v any) error {
	out := bytes.NewBufferString(xml.Header)
	e := xml.NewEncoder(out)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return err
	}
	out.WriteByte('\n')
	w.Header().Set("Content-Type", contentType)
	_, _ = w.Write(out.Bytes()) // a reader who has gone is no failure of ours
	return nil
}

// robots keeps crawlers out of what is nobody's but the holder's of a link.
func (s *Server) robots(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	text := "User-agent: *\n"
	for _, path := range []string{"/arbete", "/logga-in", "/bekrafta/", "/min-anmalan/",
		"/min-synpunkt/", "/ga-med/", "/inbjudan/",
		"/utvardera/", "/demo/"} {
		text += "Disallow: " + path + "\nDisallow: " + english + path + "\n"
	}
	_, _ = w.Write([]byte(text + "Sitemap: " + s.absolute("/sitemap.xml") + "\n"))
	return nil
}
