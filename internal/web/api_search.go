package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/search"
	"insyn/ledger"
)

// apiFound is a page of what was found.
type apiFound struct {
	Query string         `json:"query"` // as it was understood
	Cut   bool           `json:"cut"`   // some of what was asked was passed over
	Total int            `json:"total"`
	Kinds []apiKindCount `json:"kinds"`
	Items []apiHit       `json:"items"`
	Next  int            `json:"next,omitempty"` // offset of the next page
}

// apiKindCount tells how many things of a kind are found.
type apiKindCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// apiHit is something that was found.
type apiHit struct {
	Kind      string     `json:"kind"`
	Title     string     `json:"title"`
	Language  string     `json:"language"` // of the title
	Body      string     `json:"body"`
	Published time.Time  `json:"published"`
	URL       string     `json:"url"`
	Excerpt   []apiPiece `json:"excerpt"`
}

// apiPiece is a part of an excerpt. Together the parts are its text.
type apiPiece struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked"`
}

// apiSearch finds what a page of the site finds.
func (s *Server) apiSearch(r *http.Request) (any, error) {
	q := r.URL.Query()
	l := lang.Language(cmp.Or(q.Get("language"), string(lang.Swedish)))
	kind := act.FindableKind(q.Get("kind"))
	switch {
	case !l.Valid():
		return nil, fault.New(fault.Invalid, "api.language").At("language")
	case kind != "" && !slices.Contains(act.FindableKinds(), kind):
		return nil, fault.New(fault.Invalid, "api.kind").At("kind")
	}
	words := q.Get("q")
	if ledger.ProveText(words) { // a personal number is not looked for, nor given back
		words = ""
	}
	ask := search.Request{Query: search.Parse(words), Language: l, Count: []string{findKind}}
	if kind != "" {
		ask.Chosen = map[string][]string{findKind: {string(kind)}}
	}
	var err error
	if ask.Limit, err = within(q.Get("limit"), 20, 1, pageMost, "limit"); err != nil {
		return nil, err
	}
	if ask.Offset, err = within(q.Get("offset"), 0, 0, search.MostFound, "offset"); err != nil {
		return nil, err
	}
	var answer search.Answer[act.Findable]
	if !ask.Query.Empty() {
		if answer, err = s.finder.find(r.Context(), ask); err != nil {
			return nil, err
		}
	}
	return s.toFound(ask, answer), nil
}

// within reads a number between two others.
func within(text string, otherwise, least, most int, name string) (int, error) {
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, fault.New(fault.Invalid, "api.number").With("Name", name).With("Least",
			least).With("Most", most).At(name)
	}
	return n, nil
}

// toFound makes the answer for programs.
func (s *Server) toFound(ask search.Request, answer search.Answer[act.Findable]) apiFound {
	found := apiFound{Query: ask.Query.String(), Cut: ask.Query.Cut(), Total: answer.Total,
		Kinds: []apiKindCount{}, Items: []apiHit{}}
	for _, f := range answer.Facets {
		for _, value := range f.Values {
			found.Kinds = append(found.Kinds, apiKindCount{value.Value, value.Count})
		}
	}
	for _, h := range answer.Hits {
		if spoken[h.Value.Kind] {
			h.Title.Text = (&visit{Printer: lang.For(ask.Language)}).foundTitle(h.Value)
			h.Title.Language = ask.Language
		}
		hit := apiHit{Kind: string(h.Value.Kind), Title: h.Title.Text,
			Body:     string(h.Value.Body.ID),
			Language: string(h.Title.Language), Published: h.Value.At.UTC(),
			URL: s.absolute(in(ask.Language, h.Value.Path)), Excerpt: []apiPiece{}}
		for _, piece := range h.Excerpt.Pieces() {
			hit.Excerpt = append(hit.Excerpt, apiPiece(piece))
		}
		found.Items = append(found.Items, hit)
	}
	if next := ask.Offset + len(found.Items); len(found.Items) > 0 &&
		next < min(answer.Total, search.MostFound) {
		found.Next = next
	}
	return found
}
