package web

import (
	"net/http"
	"net/url"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// LinkFilePage is what is known of one address: how it answers, what is
// promised there, and how it has answered.
type LinkFilePage struct {
	Page
	Body   string
	Back   Link
	Facts  []Fact
	Named  []Link // datasets that name it
	Looks  Table
	Months Table
}

// linkFile shows the file of an address.
func (s *Server) linkFile(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	b, err := s.bodyOf(r, account.SeeDraft)
	if err != nil {
		return err
	}
	file, err := s.options.Desk.LinkFile(r.Context(), v.Person, id, catalog.LinkID(r.PathValue("link")))
	if err != nil {
		return err
	}
	page := v.linkFilePage(string(id), file)
	page.Page, page.Body = catalogued(s.page(r, v.T("links.one"))), v.bodyName(b)
	return s.render(w, r, http.StatusOK, "link-file", page)
}

// linkFilePath is where the file of an address stands.
func (v *visit) linkFilePath(body string, l catalog.LinkID) string {
	return v.Href(act.LinksPath(body)) + "/" + url.PathEscape(string(l))
}

func (v *visit) linkFilePage(body string, file act.LinkFile) LinkFilePage {
	l := file.Link
	page := LinkFilePage{Back: Link{v.T("links.title"), v.Href(act.LinksPath(body))},
		Facts: v.linkFacts(file.LinkLine),
		Looks: Table{Caption: v.T("links.looks"), Columns: []Column{{Text: v.T("links.checked")},
			{Text: v.T("links.answer")}}},
		Months: Table{Caption: v.T("links.months"), Columns: []Column{{Text: v.T("links.month")},
			{Text: v.T("links.looks-many"), Number: true}, {Text: v.T("links.month-uptime"), Number: true}}}}
	seen := map[string]bool{}
	for _, d := range file.Datasets {
		if !seen[d.Dataset] {
			page.Named = append(page.Named, Link{d.Title, v.Href(datasetPath(d.Dataset))})
		}
		seen[d.Dataset] = true
	}
	for _, p := range file.Probes {
		look := catalog.Link{Outcome: p.Outcome, Status: p.Status, Expires: time.Time{}}
		page.Looks.Rows = append(page.Looks.Rows, []Cell{{Text: v.DateTime(p.At)}, {Text: v.linkSaid(look)}})
	}
	for _, m := range file.Months {
		page.Months.Rows = append(page.Months.Rows, v.monthRow(m))
	}
	v.Until(l.Next)
	return page
}

// linkFacts says how an address stands.
func (v *visit) linkFacts(line act.LinkLine) []Fact {
	l, state := line.Link, linkStates[line.Link.State]
	facts := []Fact{{Term: v.T("source.address"), Link: Link{l.Address, l.Address}},
		{Term: v.T("source.state"), Text: v.T(string(state.text))},
		{Term: v.T("links.said"), Text: v.linkSaid(l)}}
	if percent, ok := line.Uptime.Percent(); ok {
		facts = append(facts, Fact{Term: v.T("links.uptime"), Text: v.Percent(float64(percent)/100, 0)})
	}
	if !l.Since.IsZero() {
		facts = append(facts, Fact{Term: v.T("links.since"), Time: l.Since})
	}
	if !l.Next.IsZero() {
		facts = append(facts, Fact{Term: v.T("links.next"), Time: l.Next})
	}
	return facts
}

// monthRow says how an address answered in a month.
func (v *visit) monthRow(m catalog.Month) []Cell {
	name, uptime := m.Month, "–"
	if t, err := time.ParseInLocation("2006-01", m.Month, lang.Stockholm); err == nil {
		name = v.Month(t)
	}
	if percent, ok := m.Percent(); ok {
		uptime = v.Percent(float64(percent)/100, 0)
	}
	return []Cell{{Text: name}, {Text: v.Number(m.Looks)}, {Text: uptime}}
}

// exampleLinkFile is the file of an address that has failed and works again.
func exampleLinkFile(p Page, say *lang.Printer) any {
	v, probes := staffVisit(say), []catalog.Probe{}
	for i, outcome := range []catalog.Outcome{catalog.Good, catalog.Failed, catalog.Good} {
		status := http.StatusOK
		if outcome == catalog.Failed {
			status = http.StatusNotFound
		}
		probes = append(probes, catalog.Probe{At: later(-i), Outcome: outcome, Status: status})
	}
	source := exampleSourceFile().Changes[0]
	page := v.linkFilePage(string(exampleBody.ID), act.LinkFile{
		LinkLine: act.LinkLine{Link: catalog.Link{ID: "x", State: catalog.Alive, Outcome: catalog.Good,
			Status: http.StatusOK, Address: "https://data.example.se/badplatser.csv", Since: later(0),
			Next: later(1)}, Uptime: catalog.UptimeOf(probes)},
		Datasets: []store.Record{{Dataset: "x", Title: source.Title}}, Probes: probes,
		Months: []catalog.Month{{Month: "2023-03", Uptime: catalog.Uptime{Good: 30, Counted: 31}, Looks: 31},
			{Month: "2023-02", Looks: 4}}})
	p.Title, p.Work = say.T("links.one"), true
	page.Page, page.Body = p, v.bodyName(exampleBody)
	return page
}
