package web

import (
	"encoding/xml"
	"net/http"
)

// Elements of an OpenSearch description (version 1.1): browsers read it to
// offer this site's search in their own.
type (
	openSearchDescription struct {
		XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string          `xml:"ShortName"`
		Description string          `xml:"Description"`
		Language    string          `xml:"Language"`
		Encoding    string          `xml:"InputEncoding"`
		Image       openSearchImage `xml:"Image"`
		URLs        []openSearchURL `xml:"Url"`
	}
	openSearchImage struct {
		Type    string `xml:"type,attr"`
		Address string `xml:",chardata"`
	}
	openSearchURL struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr"`
		Template string `xml:"template,attr"`
	}
)

// openSearch describes the search to browsers.
func (s *Server) openSearch(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	const kind = "application/opensearchdescription+xml"
	return writeXML(w, kind+"; charset=utf-8", openSearchDescription{
		ShortName: v.T("find.short-name"), Description: v.T("find.description", "Site",
			s.options.Operator.Name), Language: string(v.Language()), Encoding: "UTF-8",
		Image: openSearchImage{"image/svg+xml", s.absolute(s.assets.address["icon.svg"])},
		URLs: []openSearchURL{
			{"text/html", "results", s.absolute(v.Href(findPath)) + "?q={searchTerms}"},
			{kind, "self", s.absolute(v.Href(findPath + "/opensearch.xml"))}}})
}
