package web

import (
	"net/http"
	"net/url"
	"strings"

	"insyn/internal/account"
	"insyn/internal/lang"
)

// A Page is what every page has. The struct of each page embeds it.
type Page struct {
	Title       string // of the window and of the first heading
	Description string // for search engines and previews; may be empty
	Robots      string // "noindex" for what should not be found
	Feed        string // address of the Atom feed of what the page shows, or ""

	Language  lang.Language
	Alternate Alternate
	Canonical string
	Site      string // the operator's name
	Nav       []NavItem
	Person    account.Person
	Demo      *DemoBar
	Play      bool // a page of the demonstration: its style is loaded
	Notices   []Notice
	Styles    []string // files in static beside insyn.css, for pages that have use of them
	Scripts   []string // files in static beside insyn.js, for pages that have use of them
	Work      bool     // a page for staff, with looks of its own
	Seeks     bool     // the page has the search itself: its head needs no other
}

// SignedIn tells whether a member of staff is looking.
func (p Page) SignedIn() bool { return p.Person.Known() }

// An Alternate is the same page in the other language.
type Alternate struct {
	Language lang.Language
	Name     string // of the language, in that language
	Path     string
	URL      string
	Default  string // absolute address of the Swedish page
}

// A NavItem leads to a part of the site.
type NavItem struct {
	Text, Href string
	Current    bool
}

// A section is a part of the site that the head of every page leads to.
type section struct {
	key    lang.Key
	path   string
	access Access
}

// sections are the parts of the site, in the order they are shown.
var sections = []section{
	{lang.Key("nav.consultations"), "/samrad", Anyone},
	{lang.Key("nav.plan"), "/plan", Anyone},
	{lang.Key("nav.contact"), "/kontakt", Anyone},
	{lang.Key("nav.data"), dataPath, Anyone},
	{lang.Key("nav.purchases"), purchasePath, Anyone},
	{lang.Key("nav.integrity"), "/integritet", Anyone},
	{lang.Key("nav.work"), work, Staff},
	{lang.Key("nav.account"), work + "/konto", Staff},
}

// page makes the common part of a page with the title.
func (s *Server) page(r *http.Request, title string) Page {
	v := from(r)
	other := v.Language().Other()
	path := s.readable(v.Path, r)
	if r.URL.RawQuery != "" && readOnly(r) {
		path += "?" + r.URL.RawQuery
	}
	site := s.options.Operator.Name
	if v.Language() == lang.English && s.options.Operator.NameEnglish != "" {
		site = s.options.Operator.NameEnglish
	}
	p := Page{
		Title: title, Language: v.Language(), Site: site, Person: v.Person,
		Canonical: s.absolute(escapePath(in(v.Language(), v.Path))),
		Alternate: Alternate{Language: other, Name: lang.For(other).T("language.name"),
			Path: in(other, path), URL: s.absolute(escapePath(in(other, v.Path))),
			Default: s.absolute(escapePath(v.Path))},
		Demo: s.demoBar(r),
	}
	if v.Route.Access != Anyone {
		p.Robots = "noindex"
	}
	if p.Demo != nil && p.Demo.Tour.Text != "" && v.Path == "/" {
		p.Notices = append(p.Notices, Notice{Tone: Active, Title: v.T("tour.start"), Text: v.T("tour.start-text"),
			Link: Link{v.T("tour.start-link"), v.Href("/rundtur")}})
	}
	p.Work = v.Route.Access == Staff
	for _, item := range sections {
		if item.access == Staff && !v.Person.Known() {
			continue
		}
		p.Nav = append(p.Nav, NavItem{Text: v.T(string(item.key)), Href: v.Href(item.path),
			Current: item.path == currentSection(v.Path)})
	}
	return p
}

// readable gives the path of r, or where a form was sent to an address that
// cannot be read, the one above it that can: the other language and the reload
// of a page lead there.
func (s *Server) readable(path string, r *http.Request) string {
	if readOnly(r) {
		return path
	}
	for path != "/" {
		look := &http.Request{Method: http.MethodGet, Host: r.Host, URL: &url.URL{Path: path}}
		if _, pattern := s.mux.Handler(look); pattern != "" && pattern != "/" {
			return path
		}
		path = path[:max(strings.LastIndexByte(path, '/'), 1)]
	}
	return path
}

// currentSection gives the path of the part of the site that a page belongs to.
func currentSection(path string) (current string) {
	for _, item := range sections {
		if (path == item.path || strings.HasPrefix(path, item.path+"/")) &&
			len(item.path) > len(current) {
			current = item.path
		}
	}
	return current
}

func escapePath(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// sessionCookie names the cookie of people who are signed in.
func (s *Server) sessionCookie() string {
	if s.base.Scheme == "https" {
		return "__Host-insyn-session"
	}
	return "insyn-session"
}

// hasSession tells whether r carries a session, true or false.
func (s *Server) hasSession(r *http.Request) bool {
	if len(r.Header["Cookie"]) == 0 {
		return false
	}
	_, err := r.Cookie(s.sessionCookie())
	return err == nil
}
