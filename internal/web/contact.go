package web

import (
	"net/http"
	"slices"
	"strconv"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// The addresses of the contact point.
const (
	contactPath = "/kontakt"
	ownCase     = "/mitt-arende/" // where the sender of a case finds it
)

// contactSheet is the style of the pages of contact points.
var contactSheet = []string{"contact.css"}

// contactRoutes are the public pages of contact points, and those of who has
// turned to one.
func (s *Server) contactRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	const at = contactPath + "/{body}"
	return append([]Route{
		{Method: "GET", Pattern: contactPath, Access: Anyone, Handler: s.contact, Keep: true},
		{Method: "GET", Pattern: at, Access: Anyone, Handler: s.cases, Keep: true},
		{Method: "GET", Pattern: at + "/arenden/{n}", Access: Anyone, Handler: s.publicCase,
			Keep: true},
		{Method: "GET", Pattern: at + "/arenden/{n}/fil/{hash}", Access: Anyone,
			Handler: s.opinionFile, Machine: true},
		{Method: "GET", Pattern: at + "/nytt", Access: Anyone, Handler: s.caseForm},
		{Method: "POST", Pattern: at + "/nytt", Access: Anyone, Handler: s.beginOpinion},
		{Method: "POST", Pattern: ownCase + "{link}/meddelande", Access: Holder,
			Handler: s.writeToCase},
	}, slices.Concat(s.ownRoutes(ownCase, s.ownCase), s.contactDataRoutes())...)
}

// ContactPage leads to the contact points, and says what they are for.
type ContactPage struct {
	Page
	Kinds    []Fact // what one can turn to them with
	Bodies   []ContactRow
	Measures []Measure
	Data     []Link // response times, what is wanted
	Empty    Empty
}

// A ContactRow is a body with a contact point.
type ContactRow struct {
	Name, Href string
	Example    bool
}

// contact shows which bodies have a contact point.
func (s *Server) contact(w http.ResponseWriter, r *http.Request) error {
	bodies, err := s.options.Desk.ContactBodies(r.Context())
	if err != nil {
		return err
	}
	open, err := s.openPoints(r, bodies)
	if err != nil {
		return err
	}
	times, err := s.options.Desk.ResponseTimes(r.Context())
	if err != nil {
		return err
	}
	page := from(r).contactPage(s.page(r, from(r).T("contact.title")), bodies, open,
		consult.Sort(r.URL.Query().Get("slag")), times)
	return s.render(w, r, http.StatusOK, "contact", page)
}

// openPoints tells which bodies have a contact point that takes new cases.
func (s *Server) openPoints(r *http.Request, bodies []account.Body) (open []account.BodyID, err error) {
	for _, b := range bodies {
		h, err := s.options.Desk.Hearing(r.Context(), consult.ContactForum(string(b.ID)))
		if err != nil {
			return nil, err
		}
		if h.Refusal == nil {
			open = append(open, b.ID)
		}
	}
	return open, nil
}

// contactPage makes the page that leads to the contact points. Where a sort of
// case was chosen the bodies lead to their forms.
func (v *visit) contactPage(p Page, bodies []account.Body, open []account.BodyID,
	chosen consult.Sort, times act.ResponseTimes) ContactPage {
	v.Until(nextDay(v.Now))
	p.Feed, p.Styles = v.Href(contactPath+"/atom.xml"), contactSheet
	page := ContactPage{Page: p, Kinds: v.caseKinds(open),
		Measures: v.timesMeasures(times.Table.Cells[len(times.Table.Bodies)], times),
		Data: []Link{{v.T("times.title"), v.Href(timesPath)},
			{v.T("wishes.title"), v.Href(wishesPath)}}}
	for _, b := range bodies {
		row := ContactRow{Name: v.bodyName(b), Example: b.Fictitious,
			Href: v.Href(contactPath + "/" + string(b.ID))}
		if slices.Contains(consult.CaseSorts(), chosen) && slices.Contains(open, b.ID) {
			row.Href = v.caseFormOf(b.ID, chosen)
		}
		page.Bodies = append(page.Bodies, row)
	}
	if len(bodies) == 0 {
		page.Empty = Empty{Title: v.T("contact.none"), Text: v.T("contact.none-text")}
	}
	return page
}

// caseFormOf gives the address of a body's form with a sort of case chosen.
func (v *visit) caseFormOf(body account.BodyID, sort consult.Sort) string {
	return v.Href(contactPath+"/"+string(body)+"/nytt") + "?slag=" + string(sort)
}

// caseKinds says what one can turn to a contact point with, and leads to the
// form: over the choice of a body where several take cases.
func (v *visit) caseKinds(open []account.BodyID) (facts []Fact) {
	for _, sort := range consult.CaseSorts() {
		f := Fact{Term: v.T(string(sortWords[sort])), Text: v.T(string(sortHints[sort]))}
		switch {
		case len(open) == 1:
			f.Link = Link{f.Term, v.caseFormOf(open[0], sort)}
		case len(open) > 1:
			f.Link = Link{f.Term, v.Href(contactPath) + "?slag=" + string(sort) + "#punkter"}
		}
		facts = append(facts, f)
	}
	return facts
}

// CasesPage is the contact point of a body: where one asks, and what was asked.
type CasesPage struct {
	Page
	Source   Source
	Lead     string
	Write    Link // where one asks; no text while it is closed
	Closed   Notice
	Filter   FilterBar
	Cases    []CaseRow
	Next     Link
	Empty    Empty
	Measures []Measure
	Moved    Table
	Log      Table
	Rules    []Words
	Data     []Link
}

// A CaseRow is one published case in a list.
type CaseRow struct {
	Title  Link
	Sort   string
	Text   string
	Tongue string
	About  string
	When   string
	Chip   Chip
}

// cases shows the contact point of a body.
func (s *Server) cases(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	after, _ := strconv.ParseInt(r.URL.Query().Get("fore"), 10, 64)
	if after <= 0 {
		after = 1<<63 - 1
	}
	sort := consult.Sort(r.URL.Query().Get("slag"))
	list, err := s.options.Desk.PublicCases(r.Context(), store.CopyFilter{Forum: h.Venue.Forum,
		Sort: sort, Before: after, Limit: mostOpinions + 1})
	if err != nil {
		return err
	}
	answered, err := s.options.Desk.PublicAnswers(r.Context(), h.Venue.Forum)
	if err != nil {
		return err
	}
	v := from(r)
	page := v.casesPage(s.page(r, v.say(h.Venue.Title)), h, list, sort)
	page.Moved = v.movedCases(answered)
	return s.render(w, r, http.StatusOK, "cases", page)
}

// casesPage makes the page of a contact point.
func (v *visit) casesPage(p Page, h act.Hearing, list act.PublicCases,
	sort consult.Sort) CasesPage {
	path := v.Href(h.Venue.Path)
	p.Feed, p.Styles = path+"/atom.xml", contactSheet
	page := CasesPage{Page: p, Source: v.contactSource(h), Lead: v.T("cases.lead"),
		Filter: v.sortFilter(path, sort), Measures: v.caseMeasures(list.Clock),
		Data: []Link{{v.T("cases.feed"), p.Feed}, {v.T("cases.table"), h.Venue.Path + "/arenden.csv"},
			{v.T("times.title"), v.Href(timesPath)}}}
	v.Until(list.Clock.Next)
	if h.Refusal == nil {
		page.Write = Link{v.T("case.write"), path + "/nytt"}
	} else {
		page.Closed = Notice{Tone: Quiet, Title: v.T("case.closed"), Text: v.T("case.closed-text")}
	}
	views := list.Views
	if len(views) > mostOpinions {
		views = views[:mostOpinions]
		page.Next = Link{v.T("queue.next"), path + "?slag=" + string(sort) + "&fore=" +
			strconv.FormatInt(views[len(views)-1].Number, 10)}
	}
	for _, c := range views {
		page.Cases = append(page.Cases, v.caseRow(c, list))
	}
	if len(views) == 0 {
		page.Empty = Empty{Title: v.T("cases.none"), Text: v.T("cases.none-text"),
			Action: page.Write}
	}
	page.Log = v.moderationTable(list.Said)
	for _, reason := range h.Venue.Reasons {
		page.Rules = append(page.Rules, v.words(reason.Text))
	}
	return page
}

// contactSource heads the pages of a contact point.
func (v *visit) contactSource(h act.Hearing) Source {
	return Source{Title: Words{Text: v.T("contact.title")}, Link: v.Href(contactPath),
		Body: v.bodyName(h.Body), Example: h.Body.Fictitious}
}

// sortFilter narrows a list to a sort of case.
func (v *visit) sortFilter(path string, chosen consult.Sort) FilterBar {
	options := []Option{{Value: "", Text: v.T("opinions.all")}}
	for _, each := range consult.CaseSorts() {
		options = append(options, Option{Value: string(each), Text: v.T(string(sortWords[each]))})
	}
	bar := FilterBar{Action: path, Fields: []Field{Field{Kind: "select", Name: "slag",
		Label: v.T("case.sort-short"), Value: string(chosen)}.Among(options...)}}
	if chosen != "" {
		bar.Clear = path
	}
	return bar
}

func (v *visit) caseRow(c consult.Copy, list act.PublicCases) CaseRow {
	duty := list.Duties[c.Number]
	return CaseRow{Title: Link{v.T("case.number", "Number", c.Number),
		v.Href(list.Venue.Views() + "/" + strconv.FormatInt(c.Number, 10))},
		Sort: v.T(string(sortWords[c.Sort])), Text: snippet(consult.Said(c.Pieces)),
		Tongue: v.foreign(c.Sender.Language), About: v.aboutWords(c.Subject, list.Venue),
		When: v.Date(c.Sent), Chip: v.dueChip(duty)}
}

// CasePage shows one published case.
type CasePage struct {
	Page
	Source  Source
	State   Chip
	Opinion Opinion
	Clock   ClockBar
	Facts   []Fact
	Trail   []TimelineItem
	All     Link
}

// publicCase shows one published case. What is withheld, withdrawn or waits is
// not found, like a number that was never given.
func (s *Server) publicCase(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	c, err := s.options.Desk.PublicCase(r.Context(), consult.ContactForum(r.PathValue("body")), n)
	if err != nil {
		return err
	}
	v := from(r)
	page := v.casePage(s.page(r, ""), c)
	leaf, err := s.publicLeaf(r, act.CopyObject(c.Copy.View, c.Copy.Edition))
	if err != nil {
		return err
	}
	if leaf != "" {
		page.Opinion.Record = leaf
		page.Opinion.Receipt = Link{v.T("case.receipt"), receiptPath + leaf}
	}
	return s.render(w, r, http.StatusOK, "case", page)
}

// casePage makes the page of a published case.
func (v *visit) casePage(p Page, c act.PublicCase) CasePage {
	venue := c.Hearing.Venue
	v.Until(c.Duty.Due)
	p.Title = v.T("case.titled", "Number", c.Copy.Number, "Sort",
		v.T(string(sortWords[c.Copy.Sort])))
	page := CasePage{Page: p, Source: v.contactSource(c.Hearing), State: v.dueChip(c.Duty),
		Opinion: v.opinionCard(c.Copy, venue), Clock: v.caseClock(c.Duty), Trail: v.trail(c.Duty, c.Trail),
		All: Link{v.say(venue.Title), v.Href(venue.Path)}}
	page.Source.Body = v.bodyName(c.Trail.Bodies[c.Duty.Body])
	page.Opinion.Receipt, page.Opinion.About = Link{}, ""
	v.answerTo(&page.Opinion, c.Answer, venue)
	page.Facts = []Fact{{Term: v.T("case.answers"), Text: page.Source.Body}}
	page.Facts = append(page.Facts, v.aboutFact(c.Copy.Subject, venue))
	page.Facts = append(page.Facts, Fact{Term: v.T("receipt.received"), Time: c.Copy.Sent},
		Fact{Term: v.T("opinion.via"), Text: v.T(string(viaWords[c.Copy.Via]))})
	if c.Wish.Number > 0 {
		page.Facts = append(page.Facts, Fact{Term: v.T("case.wish"),
			Link: Link{v.say(c.Wish.Title), v.Href(wishesPath) + "#" + wishAnchor(c.Wish.Number)}})
	}
	return page
}
