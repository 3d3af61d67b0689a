package web

import (
	"net/http"
	"net/url"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// LinksPage lists the addresses that a body's catalogue names, and how they answer.
type LinksPage struct {
	Page
	Body    string
	Filters []NavItem // by state
	Table   Table
	None    Empty
	More    string
}

// linkStates says how an address has been found to be.
var linkStates = map[catalog.LinkState]struct {
	tone Tone
	text lang.Key
}{
	catalog.Dead:      {Late, lang.Key("link-state.broken")},
	catalog.Flapping:  {Late, lang.Key("link-state.flapping")},
	catalog.Failing:   {Neutral, lang.Key("link-state.failing")},
	catalog.Refused:   {Neutral, lang.Key("link-state.refused")},
	catalog.Unchecked: {Quiet, lang.Key("link-state.unchecked")},
	catalog.Alive:     {Done, lang.Key("link-state.alive")},
}

// outcomes says what the last look at an address came to.
var outcomes = map[catalog.Outcome]lang.Key{
	catalog.Good:    lang.Key("outcome.good"),
	catalog.Failed:  lang.Key("outcome.failed"),
	catalog.Wrong:   lang.Key("outcome.wrong"),
	catalog.Emptied: lang.Key("outcome.emptied"),
	catalog.Barred:  lang.Key("outcome.barred"),
	catalog.Unknown: lang.Key("outcome.unknown"),
}

// links lists the addresses of a body's catalogue.
func (s *Server) links(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	b, err := s.bodyOf(r, account.SeeDraft)
	if err != nil {
		return err
	}
	state := catalog.LinkState(r.URL.Query().Get("lage"))
	if _, known := linkStates[state]; !known && state != "" {
		return fault.New(fault.NotFound, "web.not-found")
	}
	list, states, err := s.options.Desk.Links(r.Context(), v.Person, id, state,
		r.URL.Query().Get("efter"))
	if err != nil {
		return err
	}
	page := v.linksPage(string(id), state, list, states)
	page.Page, page.Body = catalogued(s.page(r, v.T("links.title"))), v.bodyName(b)
	return s.render(w, r, http.StatusOK, "links", page)
}

func (v *visit) linksPage(body string, state catalog.LinkState, list []act.LinkLine,
	states map[catalog.LinkState]int) LinksPage {
	here := v.Href(act.LinksPath(body))
	all := 0
	for _, n := range states {
		all += n
	}
	page := LinksPage{Filters: []NavItem{{Text: v.T("links.all", "Count", all), Href: here,
		Current: state == ""}}}
	for _, each := range catalog.LinkStates() {
		if states[each] > 0 {
			page.Filters = append(page.Filters, NavItem{Current: state == each,
				Text: v.T(string(linkStates[each].text)) + " (" + v.Number(states[each]) + ")",
				Href: here + "?lage=" + url.QueryEscape(string(each))})
		}
	}
	page.Table = Table{Caption: v.T("links.title"), Headed: true,
		Columns: []Column{{Text: v.T("source.address")},
			{Text: v.T("source.state")}, {Text: v.T("links.said")}, {Text: v.T("links.checked")},
			{Text: v.T("links.uptime"), Number: true}}}
	for _, line := range list {
		page.Table.Rows = append(page.Table.Rows, v.linkRow(body, line))
	}
	if len(list) == 0 {
		page.None = Empty{Title: v.T("links.none"), Text: v.T("links.none-text")}
	}
	if len(list) == act.LinksPageful {
		page.More = here + "?lage=" + url.QueryEscape(string(state)) + "&efter=" +
			url.QueryEscape(string(list[len(list)-1].Link.ID))
	}
	return page
}

func (v *visit) linkRow(body string, line act.LinkLine) []Cell {
	l := line.Link
	state := linkStates[l.State]
	checked, uptime := v.T("source.never"), "–"
	if !l.Checked.IsZero() {
		checked = v.DateTime(l.Checked)
	}
	if percent, ok := line.Uptime.Percent(); ok {
		uptime = v.Percent(float64(percent)/100, 0)
	}
	return []Cell{{Text: l.Address, Link: v.linkFilePath(body, l.ID)},
		{Chip: Chip{Tone: state.tone, Text: v.T(string(state.text))}},
		{Text: v.linkSaid(l)}, {Text: checked}, {Text: uptime}}
}

// linkSaid says what the last look came to, with the code of HTTP, and whether
// the certificate is near its end.
func (v *visit) linkSaid(l catalog.Link) string {
	key, known := outcomes[l.Outcome]
	if !known {
		return "–"
	}
	said := v.T(string(key))
	if l.Status > 0 {
		said += " (" + v.Number(l.Status) + ")"
	}
	if l.EndsSoon(v.Now) {
		said += ". " + v.T("links.certificate", "When", v.Date(l.Expires))
	}
	return said
}
