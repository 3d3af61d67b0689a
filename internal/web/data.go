package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/search"
)

// dataPath is the catalogue of open data.
const dataPath = "/data"

// dataSiteRoutes are the pages of the catalogue. Searches are not kept: there are
// as many as there are questions.
func (s *Server) dataSiteRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, keep bool, h handler) Route {
		return Route{Method: "GET", Pattern: dataPath + pattern, Access: Anyone, Handler: h, Keep: keep}
	}
	file := func(pattern string, keep bool, h handler) Route {
		return Route{Method: "GET", Pattern: dataPath + pattern, Access: Anyone, Handler: h, Keep: keep,
			Machine: true, Shared: true}
	}
	return []Route{
		get("", false, s.dataSearch),
		get("/atom.xml", true, s.dataFeed),
		get("/myndigheter", true, s.dataBodies),
		get("/myndighet/{body}", true, s.bodyData),
		get("/myndighet/{body}/atom.xml", true, s.bodyFeed),
		file("/export/{file}", false, s.dataExport),
		get("/katalog", false, s.catalogueItself),
		get("/katalog/{body}", false, s.catalogueItself),
		get("/datamangd/{id}", true, s.dataset),
		get("/datamangd/{id}/historik", true, s.datasetHistory),
		get("/datamangd/{id}/forhandsvisning/{link}", false, s.filePreview),
		get("/datamangd/{id}/atom.xml", true, s.datasetFeed),
		file("/datamangd/{id}/{file}", true, s.datasetFile),
	}
}

// datasetPath gives the Swedish path of a dataset's page.
func datasetPath(id string) string { return dataPath + "/datamangd/" + url.PathEscape(id) }

// mostDataShown is how many datasets a page shows.
const mostDataShown = 20

// mostValues is how many values of a facet are offered: those that most have.
const mostValues = 20

// DataPage is the catalogue with what was found in it.
type DataPage struct {
	Page
	Action string
	Query  Field
	Facets []DataFacet
	Newest Option // the order
	Clear  string
	Count  string
	Cut    string
	Rows   []DataRow
	Pager  Pager
	Empty  Empty
	Links  []Link
}

// A DataFacet is a way to narrow a search down.
type DataFacet struct {
	Name   string
	Title  string
	Open   bool
	Values []DataValue
}

// A DataValue is one choice of a facet, and how many would be found with it.
type DataValue struct {
	ID, Value, Text string
	Count           string
	Chosen          bool
}

// A DataRow is a dataset in a list.
type DataRow struct {
	Href    string
	Title   Passage
	Excerpt Passage
	Who     string
	Example bool
	Formats []string
	Chips   []Chip
	Changed string
}

// facetNames are the facets in the order in which they stand, with the name of
// each in the address.
var facetNames = []struct {
	facet, parameter string
	title            lang.Key
}{
	{byTheme, "tema", lang.Key("data.theme")},
	{byFormat, "format", lang.Key("data.format")},
	{byLicence, "licens", lang.Key("data.licence")},
	{byBody, "myndighet", lang.Key("data.body")},
	{byValue, "vardefull", lang.Key("data.value")},
	{byQuality, "kvalitet", lang.Key("data.quality")},
}

// dataSearch shows the catalogue.
func (s *Server) dataSearch(w http.ResponseWriter, r *http.Request) error {
	v, q := from(r), r.URL.Query()
	ask, number := dataRequest(q, v.Language())
	answer, err := s.data.find(r.Context(), ask)
	if err != nil {
		return err
	}
	page := v.dataPage(s.page(r, v.T("data.title")), q, ask, answer, *s.data.bodies.Load())
	page.paginate(v, q, number, answer.Total)
	page.Feed = v.Href(dataPath) + "/atom.xml"
	page.Links = v.dataLinks(exportAll)
	return s.render(w, r, http.StatusOK, "data", page)
}

// dataRequest reads what is asked for, and which page of it.
func dataRequest(q url.Values, l lang.Language) (search.Request, int) {
	ask := search.Request{Query: search.Parse(q.Get("q")), Language: l,
		Chosen: map[string][]string{}, Count: dataSchema.Facets}
	ask.ByKey = ask.Query.Empty() || q.Get("ordning") == "nytt"
	for _, f := range facetNames {
		if values := q[f.parameter]; len(values) > 0 {
			ask.Chosen[f.facet] = values[:min(len(values), mostValues)]
		}
	}
	number := 1
	if n, err := strconv.Atoi(q.Get("sida")); err == nil {
		number = min(max(n, 1), search.MostFound/mostDataShown)
	}
	ask.Offset, ask.Limit = (number-1)*mostDataShown, mostDataShown
	return ask, number
}

// dataPage makes the page of an answer.
func (v *visit) dataPage(p Page, q url.Values, ask search.Request,
	answer search.Answer[act.Holding], bodies map[account.BodyID]account.Body) DataPage {
	p.Seeks, p.Styles, p.Description = true, []string{"search.css", "data.css"}, v.T("data.lead")
	if len(q) > 0 {
		p.Robots = "noindex"
	}
	typed := strings.TrimSpace(q.Get("q"))
	page := DataPage{Page: p, Action: v.Href(dataPath), Query: Field{Kind: "search", Name: "q",
		Label: v.T("data.label"), Hint: v.T("data.hint"), Value: typed},
		Newest: Option{Value: "nytt", Text: v.T("data.newest"), Chosen: q.Get("ordning") == "nytt"},
		Count:  v.T("data.count", "Count", answer.Total, "Number", v.Number(answer.Total)),
		Empty:  Empty{Title: v.T("data.none"), Text: v.T("data.none-text")}}
	if ask.Query.Cut() {
		page.Cut = v.T("find.cut", "Query", ask.Query.String())
	}
	if typed != "" || len(ask.Chosen) > 0 {
		page.Clear = v.Href(dataPath)
		page.Empty = Empty{Title: v.T("data.no-match"), Text: v.T("data.no-match-text"),
			Action: Link{v.T("data.everything"), v.Href(dataPath)}}
	}
	for i, f := range facetNames {
		facet := DataFacet{Name: f.parameter, Title: v.T(string(f.title)),
			Open: len(ask.Chosen[f.facet]) > 0}
		facet.Values = v.dataValues(f.facet, f.parameter, answer.Facets[i].Values, bodies)
		if len(facet.Values) > 0 {
			page.Facets = append(page.Facets, facet)
		}
	}
	for _, hit := range answer.Hits {
		page.Rows = append(page.Rows, v.dataRow(hit, bodies))
	}
	return page
}

// dataLinks leads to what else there is of a catalogue: its bodies, its changes
// and its files.
func (v *visit) dataLinks(name string) []Link {
	links := []Link{{v.T("data.bodies"), v.Href(dataPath) + "/myndigheter"},
		{v.T("data.feed"), v.Href(dataPath) + "/atom.xml"}}
	for _, f := range exportLinks(name) {
		links = append(links, Link{v.T("data.export", "Format", f.Text), f.Href})
	}
	return links
}

// dataValues words the values of a facet: those that most have, and those chosen.
func (v *visit) dataValues(facet, parameter string, counts []search.ValueCount,
	bodies map[account.BodyID]account.Body) (all []DataValue) {
	for i, c := range counts {
		if i >= mostValues && !c.Chosen {
			continue
		}
		all = append(all, DataValue{ID: parameter + "-" + strconv.Itoa(i+1), Value: c.Value,
			Text: v.facetValue(facet, c.Value, bodies), Count: v.Number(c.Count), Chosen: c.Chosen})
	}
	if facet == byBody { // in the order of the letters: none is ranked
		slices.SortStableFunc(all, func(a, b DataValue) int { return v.Compare(a.Text, b.Text) })
	}
	if facet == byQuality { // the best first, and not what most have
		slices.SortStableFunc(all, func(a, b DataValue) int {
			return slices.Index(bandOrder, a.Value) - slices.Index(bandOrder, b.Value)
		})
	}
	return all
}

var bandOrder = []string{dcat.Excellent.String(), dcat.Good.String(), dcat.Sufficient.String(),
	dcat.Bad.String()}

// facetValue words a value of a facet. One that is not known stands as it is.
func (v *visit) facetValue(facet, value string, bodies map[account.BodyID]account.Body) string {
	switch facet {
	case byBody:
		if b, known := bodies[account.BodyID(value)]; known {
			return v.bodyName(b)
		}
	case byValue:
		return v.T("data.is-valuable")
	case byFormat:
		return formatName(value)
	}
	if key, known := facetWords[facet][value]; known {
		return v.T(string(key))
	}
	return value
}

// dataRow makes the row of a hit.
func (v *visit) dataRow(h search.Hit[act.Holding], bodies map[account.BodyID]account.Body) DataRow {
	one, body := h.Value, bodies[h.Value.Body]
	row := DataRow{Href: v.Href(datasetPath(h.ID)), Title: v.passage(h.Title),
		Who:     v.bodyName(body),
		Example: body.Fictitious, Chips: v.dataChips(one.Sheet)}
	for _, code := range one.Formats {
		row.Formats = append(row.Formats, formatName(code))
	}
	if name := one.Publisher.In(string(v.Language()), "sv", "en"); name != "" {
		row.Who = name
	}
	if h.Excerpt.Field == dataText {
		row.Excerpt = v.passage(h.Excerpt)
	}
	if t, ok := written(one.Modified); ok {
		row.Changed = v.T("data.changed", "Date", v.Date(t))
	}
	return row
}

// dataChips says in a word each what sort of thing it is and what it is worth.
func (v *visit) dataChips(s catalog.Sheet) (all []Chip) {
	switch s.Kind {
	case catalog.Series:
		all = append(all, Chip{Tone: Quiet, Icon: "file", Text: v.T("data.series")})
	case catalog.Service:
		all = append(all, Chip{Tone: Quiet, Icon: "globe", Text: v.T("data.service")})
	}
	if s.HighValue {
		all = append(all, Chip{Tone: Active, Icon: "dot", Text: v.T("data.valuable")})
	}
	if s.Scored {
		all = append(all, v.bandChip(s.Points))
	}
	return all
}

// bandChip says how good the metadata of a dataset is.
func (v *visit) bandChip(points int) Chip {
	band := dcat.BandOf(points)
	tone := map[dcat.Band]Tone{dcat.Excellent: Done, dcat.Good: Neutral, dcat.Sufficient: Quiet,
		dcat.Bad: Late}[band]
	chip := Chip{Tone: tone, Text: v.T(string(facetWords[byQuality][band.String()]))}
	if tone == Late {
		chip.Icon = "warn"
	}
	return chip
}

// paginate leads through the answer.
func (p *DataPage) paginate(v *visit, q url.Values, number, total int) {
	pages := (min(total, search.MostFound) + mostDataShown - 1) / mostDataShown
	p.Pager = Pager{Page: number, Pages: pages}
	address := func(n int) string {
		q.Set("sida", strconv.Itoa(n))
		return v.Href(dataPath) + "?" + q.Encode()
	}
	if number > 1 {
		p.Pager.Previous = address(min(number-1, max(pages, 1)))
	}
	if number < pages {
		p.Pager.Next = address(number + 1)
	}
}
