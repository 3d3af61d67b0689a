package web

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// happenedWords says what has become of a dataset, with its title.
var happenedWords = map[catalog.What]lang.Key{
	catalog.Added: lang.Key("data-feed.added"), catalog.Changed: lang.Key("data-feed.changed"),
	catalog.Gone: lang.Key("data-feed.gone"), catalog.Returned: lang.Key("data-feed.returned"),
}

// dataFeed tells of the latest changes of the whole catalogue.
func (s *Server) dataFeed(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	events, err := s.options.Desk.CatalogEvents(r.Context(), "", 0, "", feedMost)
	if err != nil {
		return err
	}
	return s.writeChanges(w, v, v.T("data-feed.title"), dataPath, events)
}

// bodyFeed tells of the latest changes of a body's catalogue.
func (s *Server) bodyFeed(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	body, err := s.options.Desk.PublicBody(r.Context(), id)
	if err != nil {
		return err
	}
	events, err := s.options.Desk.CatalogEvents(r.Context(), id, 0, "", feedMost)
	if err != nil {
		return err
	}
	return s.writeChanges(w, v, v.T("data-feed.of", "Name", v.bodyName(body)), bodyDataPath(id), events)
}

// datasetFeed tells of the changes of a dataset.
func (s *Server) datasetFeed(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	p, err := s.options.Desk.PublicDataset(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.writeChanges(w, v, v.T("data-feed.of", "Name", v.told(p.Sheet.Title).Text),
		datasetPath(p.ID),
		p.History[:min(len(p.History), feedMost)])
}

// writeChanges writes a feed of changes, newest first.
func (s *Server) writeChanges(w http.ResponseWriter, v *visit, title, path string,
	events []store.Event) error {
	self := s.absolute(v.Href(path) + "/atom.xml")
	feed := atomFeed{Lang: string(v.Language()), ID: self, Title: title,
		Author: atomAuthor{s.options.Operator.Name}, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", "application/atom+xml", self},
			{"alternate", "text/html", s.absolute(v.Href(path))}}}
	for i, e := range events {
		page := s.absolute(v.Href(datasetPath(e.Dataset)))
		at := e.At.UTC().Format(time.RFC3339)
		if i == 0 {
			feed.Updated = at
		}
		feed.Entries = append(feed.Entries, atomEntry{ID: page + "#" + strconv.FormatInt(e.Sequence, 10),
			Title:   v.T(string(happenedWords[e.What]), "Title", cmp.Or(e.Title, e.IRI)),
			Summary: e.IRI, Updated: at, Author: atomAuthor{s.options.Operator.Name},
			Link: atomLink{"alternate", "text/html", page + "/historik"}})
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// afterEvent reads where a page of changes ended.
func afterEvent(text string) (sequence int64, dataset string) {
	number, dataset, _ := strings.Cut(text, ".")
	sequence, err := strconv.ParseInt(number, 10, 64)
	if err != nil || sequence < 0 {
		return 0, ""
	}
	return sequence, dataset
}

// apiChanges is a page of changes, for programs.
type apiChanges struct {
	Items []apiChange `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// apiChange is one change of a dataset.
type apiChange struct {
	Dataset string    `json:"dataset"`
	What    string    `json:"what"`
	Kind    string    `json:"kind"`
	IRI     string    `json:"iri"`
	Title   string    `json:"title"`
	At      time.Time `json:"at"`
	URL     string    `json:"url"`
}

// apiDataChanges gives the changes of the catalogue, newest first.
func (s *Server) apiDataChanges(r *http.Request) (any, error) {
	q := r.URL.Query()
	limit, err := within(q.Get("limit"), pageSize, 1, pageMost, "limit")
	if err != nil {
		return nil, err
	}
	sequence, dataset := afterEvent(q.Get("after"))
	events, err := s.options.Desk.CatalogEvents(r.Context(), account.BodyID(q.Get("body")), sequence,
		dataset, limit+1)
	if err != nil {
		return nil, err
	}
	page := apiChanges{Items: []apiChange{}}
	for i, e := range events {
		if i == limit {
			last := events[i-1]
			page.Next = strconv.FormatInt(last.Sequence, 10) + "." + last.Dataset
			break
		}
		page.Items = append(page.Items, apiChange{e.Dataset, string(e.What), string(e.Kind), e.IRI,
			e.Title, e.At.UTC(), s.absolute(datasetPath(e.Dataset))})
	}
	return page, nil
}

// apiDatasets is a page of what was found.
type apiDatasets struct {
	Total int          `json:"total"`
	Items []apiDataset `json:"items"`
	Next  int          `json:"next,omitempty"`
}

// apiDataset is a dataset in a list.
type apiDataset struct {
	ID        string   `json:"id"`
	IRI       string   `json:"iri"`
	Kind      string   `json:"kind"`
	Title     apiText  `json:"title"`
	Body      string   `json:"body"`
	Themes    []string `json:"themes"`
	Formats   []string `json:"formats"`
	Licences  []string `json:"licences"`
	HighValue bool     `json:"highValue"`
	Points    *int     `json:"points,omitempty"`
	URL       string   `json:"url"`
}

// apiData finds what a page of the catalogue finds.
func (s *Server) apiData(r *http.Request) (any, error) {
	q := r.URL.Query()
	ask, _ := dataRequest(q, lang.Swedish)
	ask.Count = nil
	var err error
	if ask.Limit, err = within(q.Get("limit"), pageSize, 1, pageMost, "limit"); err != nil {
		return nil, err
	}
	if ask.Offset, err = within(q.Get("offset"), 0, 0, 1000, "offset"); err != nil {
		return nil, err
	}
	answer, err := s.data.find(r.Context(), ask)
	if err != nil {
		return nil, err
	}
	page := apiDatasets{Total: answer.Total, Items: []apiDataset{}}
	for _, hit := range answer.Hits {
		page.Items = append(page.Items, s.toDataset(hit.Value))
	}
	if next := ask.Offset + len(page.Items); len(page.Items) > 0 && next < min(answer.Total, 1000) {
		page.Next = next
	}
	return page, nil
}

func (s *Server) toDataset(h act.Holding) apiDataset {
	one := apiDataset{ID: h.ID, IRI: h.IRI, Kind: string(h.Kind), Body: string(h.Body),
		Title: apiText{h.Title.In("sv"), h.Title["en"]}, Themes: append([]string{}, h.Themes...),
		Formats: append([]string{}, h.Formats...), Licences: []string{}, HighValue: h.HighValue,
		URL: s.absolute(datasetPath(h.ID))}
	for _, l := range h.Licences {
		one.Licences = append(one.Licences, string(l))
	}
	if h.Scored {
		points := h.Points
		one.Points = &points
	}
	return one
}
