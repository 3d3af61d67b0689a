package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
)

// bodyDataPath gives the Swedish path of the page about a body's data.
func bodyDataPath(id account.BodyID) string {
	return dataPath + "/myndighet/" + url.PathEscape(string(id))
}

// ofBody gives what the catalogue lists of a body, in no order; of all for "".
func (x *dataIndex) ofBody(ctx context.Context, body account.BodyID) ([]act.Holding, error) {
	if err := x.refresh(ctx); err != nil {
		return nil, err
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	var all []act.Holding
	for id := range x.copies {
		if one, ok := x.winner(id); ok && (body == "" || one.Body == body) {
			all = append(all, one)
		}
	}
	return all, nil
}

// DataBodiesPage lists the bodies that publish data, in the order of the
// alphabet: they are compared with the rules and not with each other.
type DataBodiesPage struct {
	Page
	Table Table
	Empty Empty
}

// dataBodies lists the bodies that publish data.
func (s *Server) dataBodies(w http.ResponseWriter, r *http.Request) error {
	all, err := s.data.ofBody(r.Context(), "")
	if err != nil {
		return err
	}
	v := from(r)
	page := v.dataBodiesPage(s.page(r, v.T("data.bodies")), all, *s.data.bodies.Load())
	return s.render(w, r, http.StatusOK, "data-bodies", page)
}

// dataBodiesPage makes the list of bodies.
func (v *visit) dataBodiesPage(base Page, all []act.Holding,
	bodies map[account.BodyID]account.Body) DataBodiesPage {
	base.Styles = []string{"data.css", "cards.css"}
	counts := map[account.BodyID]catalog.Counts{}
	for _, one := range all {
		c := counts[one.Body]
		c.Add(one.Sheet)
		counts[one.Body] = c
	}
	page := DataBodiesPage{Page: base, Empty: Empty{Title: v.T("data.none"), Text: v.T("data.none-text")},
		Table: Table{Caption: v.T("data.bodies"), Headed: true,
			Columns: []Column{{Text: v.T("data.body")},
				{Text: v.T("data-body.datasets"), Number: true},
				{Text: v.T("data-body.conforming"), Number: true},
				{Text: v.T("data-body.open"), Number: true}, {Text: v.T("data-body.machine"), Number: true}}}}
	var ids []account.BodyID
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b account.BodyID) int {
		return v.Compare(v.bodyName(bodies[a]), v.bodyName(bodies[b]))
	})
	for _, id := range ids {
		c := counts[id]
		page.Table.Rows = append(page.Table.Rows, []Cell{
			{Text: v.bodyName(bodies[id]), Link: v.Href(bodyDataPath(id))},
			{Text: v.Number(c.Datasets)},
			{Text: v.Number(c.Conforming)}, {Text: v.Number(c.Open)}, {Text: v.Number(c.Machine)}})
	}
	return page
}

// BodyDataPage tells how the open data of a body are described, and what would
// raise that most.
type BodyDataPage struct {
	Page
	Example bool
	Band    Chip
	Points  string
	Facts   []Fact
	Fixes   []DataFix
	None    string
	Links   []Link
}

// A DataFix is a thing to do, and what it would give.
type DataFix struct {
	What  string
	Gain  string
	Count string
	Note  string
	First []Link // some of those that lack it
	More  int    // how many others lack it
}

// mostFixShown is how many datasets a fix names.
const mostFixShown = 5

// bodyData shows how the data of a body are described.
func (s *Server) bodyData(w http.ResponseWriter, r *http.Request) error {
	id := account.BodyID(r.PathValue("body"))
	all, err := s.data.ofBody(r.Context(), id)
	if err != nil {
		return err
	}
	body, known := (*s.data.bodies.Load())[id]
	if !known || len(all) == 0 {
		return fault.New(fault.NotFound, "web.not-found")
	}
	v := from(r)
	page := v.bodyDataPage(s.page(r, v.bodyName(body)), body, all)
	page.Feed = v.Href(bodyDataPath(id)) + "/atom.xml"
	return s.render(w, r, http.StatusOK, "data-body", page)
}

// bodyDataPage makes the page about a body's data.
func (v *visit) bodyDataPage(base Page, body account.Body, all []act.Holding) BodyDataPage {
	base.Title, base.Styles = v.T("data-body.title", "Name", v.bodyName(body)), []string{"data.css", "cards.css"}
	slices.SortFunc(all, func(a, b act.Holding) int {
		return cmp.Or(v.Compare(v.told(a.Title).Text, v.told(b.Title).Text),
			cmp.Compare(a.ID, b.ID))
	})
	page := BodyDataPage{Page: base, Example: body.Fictitious, None: v.T("data-body.no-fixes")}
	var c catalog.Counts
	sheets := make([]catalog.Sheet, len(all))
	for i, one := range all {
		sheets[i] = one.Sheet
		c.Add(one.Sheet)
	}
	if c.Datasets > 0 {
		points := float64(c.Points) / float64(c.Datasets)
		page.Band = v.bandChip(int(points))
		page.Points = v.T("data-body.points", "Points", v.Decimal(points, 1))
	}
	page.Facts = v.countFacts(c)
	for _, fix := range catalog.Fixes(sheets) {
		page.Fixes = append(page.Fixes, v.dataFix(fix, all))
	}
	page.Links = []Link{{v.T("data-body.all"), v.Href(dataPath) + "?myndighet=" + url.QueryEscape(string(body.ID))},
		{v.T("data.feed"), v.Href(bodyDataPath(body.ID)) + "/atom.xml"}}
	for _, f := range exportLinks(url.PathEscape(string(body.ID))) {
		page.Links = append(page.Links, Link{v.T("data.export", "Format", f.Text), f.Href})
	}
	return page
}

// countFacts says what is so of the datasets of a body.
func (v *visit) countFacts(c catalog.Counts) []Fact {
	of := func(n, all int) string { return v.T("source.of", "Some", n, "All", all) }
	facts := []Fact{{Term: v.T("data-body.datasets"), Text: v.Number(c.Datasets)},
		{Term: v.T("data-body.conforming"), Text: of(c.Conforming, c.Datasets)},
		{Term: v.T("data-body.open"), Text: of(c.Open, c.Datasets)},
		{Term: v.T("data-body.machine"), Text: of(c.Machine, c.Datasets)}}
	if c.HighValue > 0 {
		facts = append(facts, Fact{Term: v.T("data-body.obeying"), Text: of(c.Obeying, c.HighValue)})
	}
	return facts
}

// dataFix words a thing to do.
func (v *visit) dataFix(fix catalog.Fix, all []act.Holding) DataFix {
	shown := DataFix{What: v.T(string(metricWords[fix.Metric.Name])),
		Gain: v.T("data-body.gain", "Points", v.Decimal(float64(fix.Gain)/100, 1)),
		Count: v.T("data-body.lack", "Count", len(fix.Missing), "Number",
			v.Number(len(fix.Missing))),
		More: max(0, len(fix.Missing)-mostFixShown)}
	if name := fix.Metric.Name; name == "compliance" || name == "format-vocabulary" {
		shown.Note = v.T("data-body.clash")
	}
	for _, place := range fix.Missing[:min(len(fix.Missing), mostFixShown)] {
		shown.First = append(shown.First, Link{v.told(all[place].Title).Text, v.Href(datasetPath(all[place].ID))})
	}
	return shown
}
