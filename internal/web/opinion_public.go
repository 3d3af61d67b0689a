package web

import (
	"net/http"
	"net/url"
	"strconv"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// OpinionsPage shows what has been said, as everybody can read it.
type OpinionsPage struct {
	Page
	Source   Source
	Lead     string
	Write    Link // where one says something; no text when it is closed
	Propose  Link // and where one proposes something
	Filter   FilterBar
	Opinions []Opinion
	Next     Link // to what came later; no text at the end
	Empty    Empty
	Log      Table // what moderation has come to
	Rules    []Words
}

// mostOpinions is how many views stand on one page.
const mostOpinions = 20

// opinions shows the published views of a consultation.
func (s *Server) opinions(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	after, _ := strconv.ParseInt(query.Get("efter"), 10, 64)
	said, err := s.options.Desk.PublicViews(r.Context(), store.CopyFilter{Forum: h.Venue.Forum,
		About: query.Get("om"), After: max(after, 0), Limit: mostOpinions + 1})
	if err != nil {
		return err
	}
	page := from(r).opinionsPage(s.page(r, from(r).T("opinions.title")), h, said, query.Get("om"))
	return s.render(w, r, http.StatusOK, "opinions", page)
}

// opinionsPage makes the page of what has been said.
func (v *visit) opinionsPage(p Page, h act.Hearing, said act.Said, about string) OpinionsPage {
	path := v.Href(h.Venue.Views())
	page := OpinionsPage{Page: p, Source: v.source(h), Lead: v.T("opinions.lead"),
		Filter: v.aboutFilter(path, said, about)}
	v.Until(h.Venue.Window.From)
	v.Until(h.Venue.Window.Until)
	if h.Refusal == nil {
		page.Write = Link{v.T("opinion.write"), v.Href(h.Venue.Path + "/synpunkt")}
		page.Propose = v.propose(h.Venue)
	}
	list := said.Views
	if len(list) > mostOpinions {
		list = list[:mostOpinions]
		page.Next = Link{v.T("queue.next"), path + "?om=" + url.QueryEscape(about) + "&efter=" +
			strconv.FormatInt(list[len(list)-1].Number, 10)}
	}
	for _, c := range list {
		card := v.opinionCard(c, h.Venue)
		v.answerTo(&card, said.Answers[c.Number], h.Venue)
		page.Opinions = append(page.Opinions, card)
	}
	if len(list) == 0 {
		page.Empty = Empty{Title: v.T("opinions.none"), Text: v.T("opinions.none-text"),
			Action: page.Write}
	}
	page.Log = v.moderationTable(said)
	for _, reason := range h.Venue.Reasons {
		page.Rules = append(page.Rules, v.words(reason.Text))
	}
	return page
}

// aboutFilter narrows the list to what a view is about.
func (v *visit) aboutFilter(path string, said act.Said, about string) FilterBar {
	options := []Option{{Value: "", Text: v.T("opinions.all")}}
	for i, q := range said.Venue.Questions {
		options = append(options, Option{Value: q.ID, Text: v.T("opinions.question", "Number", i+1,
			"Count", said.Counts[q.ID])})
	}
	for _, m := range said.Venue.Material {
		if said.Counts[m.ID] > 0 {
			options = append(options, Option{Value: m.ID, Text: v.T("opinions.material",
				"Name", v.materialName(m), "Count", said.Counts[m.ID])})
		}
	}
	bar := FilterBar{Action: path, Fields: []Field{Field{Kind: "select", Name: "om",
		Label: v.T("opinion.about"), Value: about}.Among(options...)}}
	if about != "" {
		bar.Clear = path
	}
	return bar
}

// moderationTable shows what moderation has come to: numbers and reasons.
func (v *visit) moderationTable(said act.Said) Table {
	t := Table{Caption: v.T("moderation.caption"), Columns: []Column{{Text: v.T("moderation.what")},
		{Text: v.T("moderation.count"), Number: true}}}
	add := func(text string, n int) {
		t.Rows = append(t.Rows, []Cell{{Text: text}, {Text: v.Number(n)}})
	}
	log := said.Log
	add(v.T("moderation.received"), log.Received)
	add(v.T("moderation.waiting"), log.Waiting)
	add(v.T("moderation.published"), log.Published)
	add(v.T("moderation.masked"), log.Masked)
	for _, r := range log.Withheld {
		add(v.T("moderation.withheld", "Reason", v.say(said.Venue.Reason(r.Reason))), r.Count)
	}
	add(v.T("moderation.withdrawn"), log.Withdrawn)
	if log.Appeals > 0 {
		add(v.T("moderation.appeals"), log.Appeals)
		add(v.T("moderation.upheld"), log.Upheld)
	}
	return t
}

// OpinionPage shows one published view.
type OpinionPage struct {
	Page
	Source  Source
	Opinion Opinion
	Clock   ClockBar // how far its answer has come
	Facts   []Fact
	All     Link
}

// opinion shows one published view. What is withheld, withdrawn or waits is
// not found, like a number that was never given.
func (s *Server) opinion(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	_, c, err := s.options.Desk.PublicView(r.Context(), h.Venue.Forum, n)
	if err != nil {
		return err
	}
	duty, answer, err := s.options.Desk.PublicTrace(r.Context(), h.Venue.Forum, n)
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(duty.Due)
	page := v.opinionPage(s.page(r, ""), h, c)
	page.Clock = v.dutyClock(duty)
	m, err := s.options.Desk.Mirrored(r.Context(), h.Venue.Forum, n)
	if err != nil {
		return err
	}
	if f := v.mirrored(h.Venue, m); f.Term != "" {
		page.Facts = append(page.Facts, f)
	}
	v.answerTo(&page.Opinion, answer, h.Venue)
	traces, err := s.options.Desk.PlanTraces(r.Context(), h.Venue.Forum, n)
	if err != nil {
		return err
	}
	page.Facts = append(page.Facts, v.traceFacts(traces)...)
	leaf, err := s.publicLeaf(r, act.CopyObject(c.View, c.Edition))
	if err != nil {
		return err
	}
	if leaf != "" {
		page.Opinion.Record = leaf
		page.Opinion.Receipt = Link{v.T("record.view-receipt"), receiptPath + leaf}
	}
	return s.render(w, r, http.StatusOK, "opinion-one", page)
}

func (v *visit) opinionPage(p Page, h act.Hearing, c consult.Copy) OpinionPage {
	p.Title = v.T("opinion.number", "Number", c.Number)
	page := OpinionPage{Page: p, Source: v.source(h), Opinion: v.opinionCard(c, h.Venue),
		All: Link{v.T("opinions.title"), v.Href(h.Venue.Views())}}
	page.Opinion.Receipt = Link{}
	page.Facts = []Fact{{Term: v.T("receipt.received"), Time: c.Sent},
		{Term: v.T("opinion.via"), Text: v.T(string(viaWords[c.Via]))},
		{Term: v.T("opinion.published"), Time: c.At},
		{Term: v.T("opinion.version"), Text: v.Number(c.Version)}}
	return page
}

// heard fills in what has been said, and where one says something.
func (p *ConsultationPage) heard(v *visit, public act.Public) {
	venue := public.Venue
	if venue.Accepts(v.Now) == nil {
		p.Write = Link{v.T("opinion.write"), v.Href(venue.Path + "/synpunkt")}
		p.Propose = v.propose(venue)
	}
	list := v.Href(venue.Views())
	for i, q := range venue.Questions {
		if p.Write.Text != "" {
			p.Questions[i].Write = Link{v.T("opinion.write-question"),
				p.Write.Href + "?om=" + url.QueryEscape(subjectWord(consult.Subject{
					About: consult.AQuestion, ID: q.ID}))}
		}
		if n := public.ViewCounts[q.ID]; n > 0 {
			p.Questions[i].Link = Link{v.T("opinions.count", "Count", n),
				list + "?om=" + url.QueryEscape(q.ID)}
		}
	}
	all := 0
	for _, n := range public.ViewCounts {
		all += n
	}
	if all > 0 {
		p.AllViews = Link{v.T("opinions.read", "Count", all), list}
	}
	for _, c := range public.Views {
		card := v.opinionCard(c, venue)
		v.answerTo(&card, public.Answers[c.Number], venue)
		p.Opinions = append(p.Opinions, card)
	}
	if public.Clock.Received > 0 {
		v.Until(public.Clock.Next)
		p.Answers = Link{v.T("answers.count", "Answered", public.Clock.Answered, "Count",
			public.Clock.Received), v.Href(venue.Path + "/svar")}
		if n := len(public.Clock.Late); n > 0 {
			p.AnswersLate = Chip{Tone: Late, Text: v.T("answers.late-count", "Count", n)}
		}
	}
}

// opinionFile gives a converted file of a published view, to be saved.
func (s *Server) opinionFile(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	f, data, err := s.options.Desk.PublicViewFile(r.Context(), h.Venue.Forum, n, r.PathValue("hash"))
	if err != nil {
		return err
	}
	return saved(w, r, f.Name, f.Type, data)
}
