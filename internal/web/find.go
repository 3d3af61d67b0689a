package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/search"
	"insyn/ledger"
)

// findPath is where one searches; its parameters are q, slag and sida.
const findPath = "/sok"

// findRoutes are the search and its description for browsers. Answers are not
// kept: there are as many as there are questions.
func (s *Server) findRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: findPath, Access: Anyone, Handler: s.find},
		{Method: "GET", Pattern: findPath + "/opensearch.xml", Access: Anyone, Keep: true,
			Handler: s.openSearch},
	}
}

// mostFoundShown is how many hits a page shows.
const mostFoundShown = 10

// SearchPage is the search with what was found.
type SearchPage struct {
	Page
	Action string
	Query  Field
	Kind   string // chosen, "" for all
	Kinds  []NavItem
	Count  string
	Cut    string // says that some of the question was passed over
	Rows   []SearchRow
	Pager  Pager
	Empty  Empty
	Beyond []Link // where else to look for the same words
}

// A SearchRow is something that was found.
type SearchRow struct {
	Kind    Chip
	Href    string
	Title   Passage
	Excerpt Passage
	Body    string
	Example bool
	Of      Words // the consultation that it belongs to
	At      time.Time
}

// A Passage ("passage") is a text with what was sought marked in it.
type Passage struct {
	Pieces        []search.Piece
	Tongue        string // its language where it is not that of the page
	Before, After bool   // more stands before or after it
}

// find shows the search.
func (s *Server) find(w http.ResponseWriter, r *http.Request) error {
	v, q := from(r), r.URL.Query()
	if ledger.ProveText(q.Get("q")) { // a personal number, which stands in no page and no address
		http.Redirect(w, r, v.Href(findPath), http.StatusSeeOther)
		return nil
	}
	ask, page := findRequest(q, v.Language()), 1
	if n, err := strconv.Atoi(q.Get("sida")); err == nil {
		page = min(max(n, 1), search.MostFound/mostFoundShown)
	}
	ask.Offset, ask.Limit = (page-1)*mostFoundShown, mostFoundShown
	var answer search.Answer[act.Findable]
	if !ask.Query.Empty() {
		var err error
		if answer, err = s.finder.find(r.Context(), ask); err != nil {
			return err
		}
	}
	return s.render(w, r, http.StatusOK, "search", v.searchPage(s.page(r, v.T("find.title")), q,
		ask, answer, page))
}

// findRequest reads what is asked for. A kind that is not known chooses nothing.
func findRequest(q url.Values, l lang.Language) search.Request {
	ask := search.Request{Query: search.Parse(q.Get("q")), Language: l, Count: []string{findKind}}
	if kind := act.FindableKind(q.Get("slag")); slices.Contains(act.FindableKinds(), kind) {
		ask.Chosen = map[string][]string{findKind: {string(kind)}}
	}
	return ask
}

// searchPage makes the page of an answer.
func (v *visit) searchPage(p Page, q url.Values, ask search.Request,
	answer search.Answer[act.Findable], number int) SearchPage {
	typed := strings.TrimSpace(q.Get("q"))
	p.Robots, p.Seeks, p.Styles = "noindex", true, []string{"search.css"}
	page := SearchPage{Page: p, Action: v.Href(findPath), Query: Field{Kind: "search", Name: "q",
		Label: v.T("find.label"), Hint: v.T("find.hint"), Value: typed}}
	if kind := ask.Chosen[findKind]; len(kind) > 0 {
		page.Kind = kind[0]
	}
	page.Empty = Empty{Title: v.T("find.nothing-asked"), Text: v.T("find.nothing-asked-text")}
	if ask.Query.Empty() {
		page.Beyond = v.findBeyond("")
		return page
	}
	page.Beyond = v.findBeyond(typed)
	page.Title = v.T("find.results", "Query", typed)
	page.Count = v.T("find.count", "Count", answer.Total)
	if ask.Query.Cut() {
		page.Cut = v.T("find.cut", "Query", ask.Query.String())
	}
	page.Empty = Empty{Title: v.T("find.none"), Text: v.T("find.none-text"),
		Action: Link{v.T("front.all"), v.Href("/samrad")}}
	address := v.findAddress(typed)
	page.Kinds = v.findKinds(answer, page.Kind, address)
	for _, hit := range answer.Hits {
		page.Rows = append(page.Rows, v.searchRow(hit))
	}
	pages := (min(answer.Total, search.MostFound) + mostFoundShown - 1) / mostFoundShown
	page.Pager = Pager{Page: number, Pages: pages}
	if number > 1 {
		page.Pager.Previous = address(page.Kind, min(number-1, max(pages, 1)))
	}
	if number < pages {
		page.Pager.Next = address(page.Kind, number+1)
	}
	return page
}

// findBeyond leads on to what this search does not cover, with the words kept
// where they can be looked for.
func (v *visit) findBeyond(typed string) []Link {
	with := func(path, name string) string {
		if typed == "" {
			return v.Href(path)
		}
		return v.Href(path) + "?" + url.Values{name: {typed}}.Encode()
	}
	return []Link{{v.T("find.in-data"), with(dataPath, "q")},
		{v.T("find.in-purchases"), with(purchasePath, "leverantor")},
		{v.T("find.in-plans"), v.Href("/plan")}, {v.T("find.in-advice"), v.Href(advicePath)}}
}

// findAddress gives the address of each page of an answer.
func (v *visit) findAddress(typed string) func(kind string, page int) string {
	return func(kind string, page int) string {
		q := url.Values{"q": {typed}}
		if kind != "" {
			q.Set("slag", kind)
		}
		if page > 1 {
			q.Set("sida", strconv.Itoa(page))
		}
		return v.Href(findPath) + "?" + q.Encode()
	}
}

// findKinds lists the kinds that something was found of, with how many, where
// there is a choice.
func (v *visit) findKinds(answer search.Answer[act.Findable], chosen string,
	address func(string, int) string) []NavItem {
	counts, all := map[string]int{}, 0
	for _, f := range answer.Facets {
		for _, value := range f.Values {
			counts[value.Value] = value.Count
			all += value.Count
		}
	}
	if len(counts) < 2 && chosen == "" {
		return nil
	}
	items := []NavItem{{Text: v.T("find.every", "Number", v.Number(all)), Href: address("", 1),
		Current: chosen == ""}}
	for _, kind := range act.FindableKinds() {
		if n := counts[string(kind)]; n > 0 || chosen == string(kind) {
			items = append(items, NavItem{Href: address(string(kind), 1), Current: chosen == string(kind),
				Text: v.T("find.kind-count", "Kind", v.T(string(findLooks[kind].words)),
					"Number", v.Number(n))})
		}
	}
	return items
}

// findLooks is how each kind of thing is shown.
var findLooks = map[act.FindableKind]struct {
	icon        string
	word, words lang.Key
}{
	act.FindConsultation: {"people", lang.Key("find.consultation"), lang.Key("find.consultations")},
	act.FindSummary:      {"check", lang.Key("find.summary"), lang.Key("find.summaries")},
	act.FindMaterial:     {"file", lang.Key("find.material"), lang.Key("find.materials")},
	act.FindView:         {"pen", lang.Key("find.view"), lang.Key("find.views")},
	act.FindCase:         {"mail", lang.Key("find.case"), lang.Key("find.cases")},
	act.FindAnswer:       {"mail", lang.Key("find.answer"), lang.Key("find.answers")},
	act.FindLedger:       {"file", lang.Key("find.ledger"), lang.Key("find.ledgers")},
	act.FindSupplier:     {"globe", lang.Key("find.supplier"), lang.Key("find.suppliers")},
	act.FindContact:      {"people", lang.Key("find.contact"), lang.Key("find.contacts")},
	act.FindGift:         {"file", lang.Key("find.gift"), lang.Key("find.gifts")},
	act.FindOrganisation: {"globe", lang.Key("find.organisation"), lang.Key("find.organisations")},
}

// spoken are the kinds that are named by a number: they have no title of their own.
var spoken = map[act.FindableKind]bool{act.FindView: true, act.FindCase: true, act.FindAnswer: true}

// searchRow makes the row of a hit.
func (v *visit) searchRow(h search.Hit[act.Findable]) SearchRow {
	look := findLooks[h.Value.Kind]
	row := SearchRow{Kind: Chip{Tone: Quiet, Icon: look.icon, Text: v.T(string(look.word))},
		Href: v.Href(h.Value.Path), Title: v.passage(h.Title), Body: v.bodyName(h.Value.Body),
		Example: h.Value.Body.Fictitious, At: h.Value.At}
	if h.Excerpt.Field == findText {
		row.Excerpt = v.passage(h.Excerpt)
	}
	if h.Value.Kind == act.FindMaterial || spoken[h.Value.Kind] { // a summary says already what it is of
		row.Of = v.words(h.Value.Of)
	}
	if spoken[h.Value.Kind] {
		row.Title = Passage{Pieces: []search.Piece{{Text: v.foundTitle(h.Value)}}}
	}
	return row
}

// foundTitle names a view by its number and whom it comes from, a case by its
// number and what was asked for, and an answer by its number, or by its case.
func (v *visit) foundTitle(f act.Findable) string {
	asked := ""
	if word, isCase := sortWords[f.Sort]; isCase {
		asked = v.T("case.titled", "Number", f.Number, "Sort", v.T(string(word)))
	}
	switch {
	case f.Kind == act.FindCase:
		return asked
	case f.Kind == act.FindAnswer && asked != "":
		return v.T("case.answered", "Title", asked)
	case f.Kind == act.FindAnswer:
		return v.T("answer.one", "Number", f.Number)
	}
	return v.T("opinion.number", "Number", f.Number) + ": " + v.senderLine(f.From)
}

// passage makes the passage of a text that was found.
func (v *visit) passage(p search.Passage) Passage {
	shown := Passage{Pieces: p.Pieces(), Before: p.Before, After: p.After}
	if p.Language != v.Language() {
		shown.Tongue = string(p.Language)
	}
	return shown
}
