package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// publicRoutes are the pages that anybody reads.
func (s *Server) publicRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/{$}", Access: Anyone, Handler: s.front, Keep: true},
		{Method: "GET", Pattern: "/samrad", Access: Anyone, Handler: s.consultations, Keep: true},
		{Method: "GET", Pattern: "/samrad/{slug}", Access: Anyone, Handler: s.consultation,
			Keep: true},
		{Method: "GET", Pattern: "/samrad/{slug}/versioner", Access: Anyone, Handler: s.versions,
			Keep: true},
		{Method: "GET", Pattern: "/samrad/{slug}/versioner/{n}", Access: Anyone, Handler: s.version,
			Keep: true},
		{Method: "GET", Pattern: "/samrad/{slug}/material/{id}/{name}", Access: Anyone,
			Handler: s.materialFile,
			Machine: true},
		{Method: "GET", Pattern: "/samrad/{slug}/kalender.ics", Access: Anyone,
			Handler: s.calendarFeed, Keep: true},
		{Method: "GET", Pattern: "/kalender.ics", Access: Anyone, Handler: s.calendarFeed,
			Keep: true},
	}
}

// mostListed is how many consultations a list shows on one page.
const mostListed = 30

// A ConsultationRow is a consultation in a list.
type ConsultationRow struct {
	Title, Href string
	Tongue      string // language of the title where it is not that of the page
	Body        string
	Fictitious  bool
	Time        time.Time // of the meeting, or the end of a written round
	Day         DayBlock
	When        string
	Place       string
	State, Also Chip
}

// A DayBlock is a day set large at the beginning of a row.
type DayBlock struct{ Day, Month, Year string }

// FrontPage shows where to take part next, what is late and what was told lately.
type FrontPage struct {
	Page
	Next, Late, Told []ConsultationRow
	Empty            Empty
	Search           Field
	Measures         []Measure
	Promised         []CommitmentRow // of the plan that goes on
	Plan             Link
	PlanLate         []LateRow   // what is late in it, and why
	LateElse         []LateCount // how much else is late, and where
}

// front shows the front page.
func (s *Server) front(w http.ResponseWriter, r *http.Request) error {
	o, err := s.options.Desk.Overview(r.Context())
	if err != nil {
		return err
	}
	plans, err := s.options.Desk.PublicPlans(r.Context())
	if err != nil {
		return err
	}
	facts, err := s.options.Desk.MeasureFacts(r.Context())
	if err != nil {
		return err
	}
	page := from(r).frontPage(s.page(r, from(r).T("front.title")), o)
	page.promised(from(r), plans, facts)
	if err := s.lateInPlan(r, &page, plans); err != nil {
		return err
	}
	if err := s.lateElsewhere(r, &page, facts); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "front", page)
}

// frontPage makes the front page.
func (v *visit) frontPage(p Page, o act.Overview) FrontPage {
	p.Description, p.Feed, p.Seeks = v.T("front.lead"), v.Href("/samrad/atom.xml"), true
	page := FrontPage{Page: p, Search: Field{Kind: "search", Name: "q", Label: v.T("find.label")},
		Empty: Empty{Title: v.T("front.none"), Text: v.T("front.none-text"),
			Action: Link{v.T("front.all"), v.Href("/samrad")}}}
	open := 0
	for _, c := range slices.Backward(o.Consultations) { // the nearest first
		row := v.row(c, o.Bodies)
		switch state := c.State(v.Now); {
		case state == consult.Held && c.Summary > 0:
			page.Told = append(page.Told, row)
		case state == consult.Held && late(c, v.Now):
			page.Late = append(page.Late, row)
		case state == consult.Open || state == consult.Full:
			open++
			fallthrough
		case state == consult.Announced || state == consult.Closed:
			page.Next = append(page.Next, row)
		}
	}
	slices.Reverse(page.Told) // the latest first
	page.Next, page.Told = page.Next[:min(5, len(page.Next))], page.Told[:min(5, len(page.Told))]
	page.Measures = v.frontMeasures(o, open)
	return page
}

// frontMeasures says how it stands in numbers: none that anybody has typed in.
func (v *visit) frontMeasures(o act.Overview, open int) []Measure {
	if o.Held == 0 {
		return nil
	}
	all := []Measure{
		{Label: v.T("front.open-now"), Number: v.Number(open),
			Unit:  v.T("front.consultations", "Count", open),
			Since: v.T("front.this-moment"), How: v.T("front.open-how")},
		{Label: v.T("front.held"), Number: v.Number(o.Held),
			Unit:  v.T("front.consultations", "Count", o.Held),
			Since: v.T("front.year"), How: v.T("front.held-how")},
	}
	if o.Promised > 0 {
		all = append(all, Measure{Label: v.T("front.in-time"), Number: v.Number(o.InTime),
			Unit: v.T("front.of", "Count", o.Promised), Since: v.T("front.year"),
			How: v.T("front.in-time-how")})
	}
	return all
}

// listed gives consultations that are public, and the bodies by their IDs.
func (s *Server) listed(ctx context.Context, f store.ConsultationFilter) (
	[]consult.Consultation, map[account.BodyID]account.Body, error) {
	all, err := s.options.Desk.PublicConsultations(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	list, err := s.options.Desk.Bodies(ctx)
	bodies := map[account.BodyID]account.Body{}
	for _, b := range list {
		bodies[b.ID] = b
	}
	return all, bodies, err
}

// late tells whether what was promised of c should have come and has not.
func late(c consult.Consultation, now time.Time) bool {
	over := c.Content.Promise.Over()
	return !over.IsZero() && !now.Before(over) && c.Summary == 0 && c.Cancelled.IsZero()
}

// row makes the row of c. The page it stands on is true until c changes.
func (v *visit) row(c consult.Consultation,
	bodies map[account.BodyID]account.Body) ConsultationRow {
	v.Until(c.NextChange(v.Now))
	v.Until(c.Content.Promise.Over())
	b := bodies[account.BodyID(c.Body)]
	m := c.Content.Meeting
	row := ConsultationRow{Title: v.say(c.Content.Title), Tongue: v.tongue(c.Content.Title),
		Href: v.Href("/samrad/" + c.Slug), Body: v.bodyName(b), Fictitious: b.Fictitious,
		Time: c.Content.Begin(), Day: v.dayBlock(c.Content.Begin()), State: v.stateOf(c)}
	if m.Set() {
		row.When = v.Weekday(m.Start) + " " + v.hours(m.Start, m.End)
		row.Place = v.where(m)
	} else {
		row.When = v.T("consultation.written-until", "Date", v.Date(c.Content.WrittenInput.Until))
	}
	switch {
	case c.Summary > 0:
		row.Also = Chip{Tone: Done, Icon: "file", Text: v.T("consultation.summarised")}
	case late(c, v.Now):
		row.Also = Chip{Tone: Late, Text: v.T("consultation.summary-late")}
	}
	return row
}

// say gives a text in the reader's language, or in Swedish where it has not
// been translated.
func (v *visit) say(t consult.Text) string { return t.In(string(v.Language())) }

// tongue gives the language to mark texts with: "sv" where the page is English
// and one of them has not been translated.
func (v *visit) tongue(texts ...consult.Text) string {
	if v.Language() == lang.English {
		for _, t := range texts {
			if t.EN == "" && t.SV != "" {
				return string(lang.Swedish)
			}
		}
	}
	return ""
}

// bodyName gives the name of a body in the reader's language.
func (v *visit) bodyName(b account.Body) string {
	if v.Language() == lang.English && b.NameEnglish != "" {
		return b.NameEnglish
	}
	return b.Name
}

// hours gives the hours of a meeting within a day.
func (v *visit) hours(start, end time.Time) string {
	return v.T("consultation.hours", "From", v.Time(start), "To", v.Time(end))
}

// dayBlock takes the day apart.
func (v *visit) dayBlock(t time.Time) DayBlock {
	if t.IsZero() {
		return DayBlock{}
	}
	parts := strings.Fields(v.Date(t))
	return DayBlock{Day: parts[0], Month: parts[1], Year: parts[2]}
}

// where says in a line where people meet.
func (v *visit) where(m consult.Meeting) string {
	place := v.say(m.Place)
	if form := act.FormWords(v.Printer, m.Form); place == "" || m.Form == consult.Hybrid {
		return strings.TrimPrefix(place+" · "+form, " · ")
	}
	return place
}

// stateLooks is how each state is shown: colour, icon and word.
var stateLooks = map[consult.State]struct {
	tone Tone
	icon string
	word lang.Key
}{
	consult.Draft:     {Quiet, "pen", lang.Key("state.draft")},
	consult.Announced: {Neutral, "clock", lang.Key("state.announced")},
	consult.Open:      {Active, "open", lang.Key("state.open")},
	consult.Full:      {Late, "people", lang.Key("state.full")},
	consult.Closed:    {Quiet, "lock", lang.Key("state.closed")},
	consult.Held:      {Quiet, "check", lang.Key("state.held")},
	consult.Cancelled: {Late, "cross", lang.Key("state.cancelled")},
}

// stateChip shows what a consultation is at the moment of the visit.
func (v *visit) stateChip(state consult.State) Chip {
	look := stateLooks[state]
	return Chip{Tone: look.tone, Icon: look.icon, Text: v.T(string(look.word))}
}

// stateOf shows what c is: to a written round one does not register, and a
// meeting that has begun is more than closed.
func (v *visit) stateOf(c consult.Consultation) Chip {
	state := c.State(v.Now)
	chip := v.stateChip(state)
	switch {
	case state == consult.Open && !c.Content.Meeting.Set():
		chip.Text = v.T("state.writing")
	case state == consult.Closed && v.goesOn(c):
		chip = Chip{Tone: Active, Icon: "clock", Text: v.T("state.now")}
	}
	return chip
}

// goesOn tells whether the meeting has begun and not ended.
func (v *visit) goesOn(c consult.Consultation) bool {
	m := c.Content.Meeting
	return m.Set() && !v.Now.Before(m.Start) && v.Now.Before(m.End)
}

// ConsultationsPage lists consultations.
type ConsultationsPage struct {
	Page
	Ahead, Over []ConsultationRow
	Filter      FilterBar
	Count       string
	Empty       Empty
	Pager       Pager
}

// consultations shows the list: those ahead first, the nearest on top, then
// those that are over, the latest on top.
func (s *Server) consultations(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	query := strings.TrimSpace(r.URL.Query().Get("q"))
	which := r.URL.Query().Get("visa")
	all, bodies, err := s.listed(r.Context(), store.ConsultationFilter{Query: query, Limit: 500})
	if err != nil {
		return err
	}
	page := ConsultationsPage{Page: s.page(r, v.T("list.title"))}
	for _, c := range all {
		state := c.State(v.Now)
		gone := state == consult.Held || state == consult.Cancelled
		switch {
		case which == "open" && state != consult.Open && state != consult.Full:
		case gone && which != "ahead":
			page.Over = append(page.Over, v.row(c, bodies))
		case !gone && which != "over":
			page.Ahead = append(page.Ahead, v.row(c, bodies))
		}
	}
	slices.Reverse(page.Ahead)
	page.Description, page.Feed = v.T("list.lead"), v.Href("/samrad/atom.xml")
	page.filters(v, query, which)
	page.paginate(v, r.URL.Query())
	return s.render(w, r, http.StatusOK, "consultations", page)
}

// filters makes the bar above the list.
func (p *ConsultationsPage) filters(v *visit, query, which string) {
	p.Count = v.T("list.count", "Count", len(p.Ahead)+len(p.Over))
	p.Filter = FilterBar{Action: v.Href("/samrad"), Fields: []Field{
		{Kind: "search", Name: "q", Label: v.T("list.query"), Value: query, Width: "middle"},
		Field{Kind: "select", Name: "visa", Label: v.T("list.which"), Value: which}.Among(
			Option{Value: "", Text: v.T("list.every")},
			Option{Value: "open", Text: v.T("list.open")},
			Option{Value: "ahead", Text: v.T("list.ahead")},
			Option{Value: "over", Text: v.T("list.over")}),
	}}
	p.Empty = Empty{Title: v.T("list.none"), Text: v.T("list.none-text")}
	if query != "" || which != "" {
		p.Filter.Clear = v.Href("/samrad")
		p.Empty = Empty{Title: v.T("list.no-match"), Text: v.T("list.no-match-text"),
			Action: Link{v.T("filter.clear"), v.Href("/samrad")}}
	}
}

// paginate keeps the part of the list that was asked for.
func (p *ConsultationsPage) paginate(v *visit, query url.Values) {
	all := len(p.Ahead) + len(p.Over)
	p.Pager = Pager{Page: 1, Pages: max(1, (all+mostListed-1)/mostListed)}
	if n, err := strconv.Atoi(query.Get("sida")); err == nil {
		p.Pager.Page = min(max(n, 1), p.Pager.Pages)
	}
	address := func(n int) string {
		if n < 1 || n > p.Pager.Pages {
			return ""
		}
		query.Set("sida", strconv.Itoa(n))
		return v.Href("/samrad") + "?" + query.Encode()
	}
	p.Pager.Previous, p.Pager.Next = address(p.Pager.Page-1), address(p.Pager.Page+1)
	first, last := (p.Pager.Page-1)*mostListed, p.Pager.Page*mostListed
	split := len(p.Ahead)
	p.Ahead = p.Ahead[min(first, split):min(last, split)]
	p.Over = p.Over[min(max(first-split, 0), len(p.Over)):min(max(last-split, 0), len(p.Over))]
}
