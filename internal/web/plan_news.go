package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// NewsPage tells what has changed in a plan, half-year by half-year.
type NewsPage struct {
	Page
	Over   Named
	Lead   string
	Filter FilterBar
	Parts  []NewsPart
	Empty  Empty
	Follow Link
	Atom   Link
}

// A NewsPart is what happened in a half-year.
type NewsPart struct {
	Period string
	Items  []TimelineItem
}

// asked is how much of a plan a page, a feed or a subscription is about.
type asked struct {
	scope   plan.Scope
	subject string
}

// scopeAsked reads how much of a plan is asked for.
func scopeAsked(q url.Values) asked {
	switch {
	case q.Get("atagande") != "":
		return asked{plan.OneCommitment, q.Get("atagande")}
	case q.Get("tema") != "":
		return asked{plan.OneTheme, q.Get("tema")}
	}
	return asked{scope: plan.WholePlan}
}

// query gives the words in an address that ask for as much.
func (a asked) query() string {
	switch a.scope {
	case plan.OneCommitment:
		return "?atagande=" + url.QueryEscape(a.subject)
	case plan.OneTheme:
		return "?tema=" + url.QueryEscape(a.subject)
	}
	return ""
}

// newsAsked gives the news that are asked for.
func (s *Server) newsAsked(r *http.Request) (p act.PublicPlan, a asked, news []plan.News,
	err error) {
	if p, err = s.options.Desk.PublicPlan(r.Context(), r.PathValue("slug")); err != nil {
		return p, a, nil, err
	}
	a = scopeAsked(r.URL.Query())
	if !p.Plan.Content.Has(a.scope, a.subject) {
		return p, a, nil, fault.New(fault.NotFound, "web.not-found")
	}
	for _, n := range p.News(from(r).Now) {
		if n.Concerns(p.Plan.Content, a.scope, a.subject) {
			news = append(news, n)
		}
	}
	return p, a, news, nil
}

// planNews shows what is new.
func (s *Server) planNews(w http.ResponseWriter, r *http.Request) error {
	p, a, news, err := s.newsAsked(r)
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	return s.render(w, r, http.StatusOK, "plan-news", v.newsPage(s.page(r, v.T("news.title")), p, a,
		news))
}

func (v *visit) newsPage(page Page, p act.PublicPlan, a asked, news []plan.News) NewsPage {
	path := v.planPath(p.Plan)
	page.Feed = path + "/atom.xml" + a.query()
	page.Description = v.T("news.lead")
	out := NewsPage{Page: page, Lead: v.T("news.lead"),
		Over:   Named{v.planWords(p.Plan.Content.Title), path},
		Filter: v.scopeFilter(p, a, path+"/nytt"),
		Follow: Link{v.T("follow.title"), path + "/folj" + a.query()},
		Atom:   Link{v.T("news.feed"), page.Feed},
		Empty:  Empty{Title: v.T("news.none"), Text: v.T("news.none-text")}}
	for _, n := range news {
		period := heading(v.period(plan.HalfYearly.PeriodOf(n.At.In(lang.Stockholm))))
		last := len(out.Parts) - 1
		if last < 0 || out.Parts[last].Period != period {
			out.Parts = append(out.Parts, NewsPart{Period: period})
			last++
		}
		title, text := act.NewsWords(v.Printer, p.Plan.Content, n)
		said := v.planWords(text)
		out.Parts[last].Items = append(out.Parts[last].Items, TimelineItem{At: n.At,
			Said: v.sentence(title), Text: said.Text, Tongue: said.Tongue,
			Link: Link{v.T("news.see"), v.newsPath(p.Plan, n)}})
	}
	return out
}

// heading gives words that stand in sentences as those of a heading.
func heading(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// newsPath gives where a piece of news is read.
func (v *visit) newsPath(p plan.Plan, n plan.News) string {
	switch {
	case n.Kind == plan.NewVersion:
		return v.planPath(p) + "/versioner#version-" + strconv.Itoa(n.Version)
	case n.Commitment != "":
		return v.planPath(p) + "/atagande/" + n.Commitment
	}
	return v.planPath(p)
}

// scopeFilter narrows what is shown to a commitment or a theme.
func (v *visit) scopeFilter(p act.PublicPlan, a asked, path string) FilterBar {
	chosen := map[plan.Scope]string{a.scope: a.subject}
	commitments := []Option{{Value: "", Text: v.T("follow.all")}}
	for _, c := range p.Plan.Content.Commitments {
		commitments = append(commitments, Option{Value: c.ID, Text: v.planWords(c.Adopted.Title).Text})
	}
	bar := FilterBar{Action: path, Fields: []Field{Field{Kind: "select", Name: "atagande",
		Label: v.T("follow.commitment"), Value: chosen[plan.OneCommitment]}.Among(commitments...)}}
	if themes := p.Plan.Content.Themes(); len(themes) > 0 {
		options := []Option{{Value: "", Text: v.T("follow.all-themes")}}
		for _, t := range themes {
			options = append(options, Option{Value: t, Text: t})
		}
		bar.Fields = append(bar.Fields, Field{Kind: "select", Name: "tema",
			Label: v.T("follow.theme"), Value: chosen[plan.OneTheme]}.Among(options...))
	}
	if a.scope != plan.WholePlan {
		bar.Clear = path
	}
	return bar
}

// planFeed gives what is new for feed readers.
func (s *Server) planFeed(w http.ResponseWriter, r *http.Request) error {
	p, a, news, err := s.newsAsked(r)
	if err != nil {
		return err
	}
	v := from(r)
	v.Until(midnight(v.Now))
	self := s.absolute(v.planPath(p.Plan) + "/atom.xml" + a.query())
	feed := atomFeed{Lang: string(v.Language()), ID: self, Updated: time.Unix(0,
		0).UTC().Format(time.RFC3339),
		Title: v.T("news.feed-title", "Plan",
			v.planWords(p.Plan.Content.Title).Text), Author: atomAuthor{v.bodyName(p.Body)},
		Links: []atomLink{{"self", "application/atom+xml", self},
			{"alternate", "text/html", s.absolute(v.planPath(p.Plan) + "/nytt" + a.query())}}}
	for i, n := range news[:min(feedMost, len(news))] {
		title, text := act.NewsWords(v.Printer, p.Plan.Content, n)
		entry := dialogueEntry(s.absolute(v.newsPath(p.Plan, n)), title.String(),
			v.bodyName(p.Body),
			v.planWords(text).Text, n.At)
		entry.ID = s.absolute(v.planPath(p.Plan)) + "#nytt-" + strconv.Itoa(len(news)-i) + a.query()
		feed.Entries = append(feed.Entries, entry)
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// FollowPage takes an address that wants to know what is new, says that a
// letter has gone out, or asks its owner to confirm or to leave.
type FollowPage struct {
	Page
	Over    Named
	Lead    string
	Action  string
	Form    Form
	Fields  []Field
	Confirm string // where the button that confirms sends; "" for none
	Leave   string
	Done    Confirmation
}

// followForm shows the form.
func (s *Server) followForm(w http.ResponseWriter, r *http.Request) error {
	return s.showFollowForm(w, r, nil)
}

func (s *Server) showFollowForm(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, err := s.options.Desk.PublicPlan(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	page := v.followPage(s.page(r, v.T("follow.title")), p, scopeAsked(r.URL.Query()), s.form(w, r,
		wrong))
	if r.URL.Query().Get("klart") != "" {
		page.Done = Confirmation{Title: v.T("follow.sent"), Text: v.T("follow.sent-text")}
	}
	return s.render(w, r, fault.Status(wrong), "follow", page)
}

func (v *visit) followPage(page Page, p act.PublicPlan, a asked, f Form) FollowPage {
	page.Robots = "noindex"
	filter := v.scopeFilter(p, a, "")
	out := FollowPage{Page: page, Lead: v.T("follow.lead"), Form: f,
		Action: v.planPath(p.Plan) + "/folj",
		Over:   Named{v.planWords(p.Plan.Content.Title), v.planPath(p.Plan)}}
	for _, field := range filter.Fields {
		again := f.Field("select", field.Name, field.Label, field.Value)
		out.Fields = append(out.Fields, again.Among(field.Options...))
	}
	out.Fields = append(out.Fields, f.Field("email", "email", v.T("reporter.email"),
		"").Fills("email").
		Hinted(v.T("follow.email-hint")))
	return out
}

// follow takes an address. Whether it follows already cannot be seen.
func (s *Server) follow(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	a := scopeAsked(r.PostForm)
	err := s.options.Desk.FollowPlan(r.Context(), r.PathValue("slug"),
		plan.Subscription{Scope: a.scope,
			Subject: a.subject, Email: r.FormValue("email"), Language: string(v.Language())})
	return settled(w, r, err, v.Href("/plan/"+r.PathValue("slug")+"/folj")+"?klart=1",
		s.showFollowForm)
}

// following asks the owner of an address what to do. It changes nothing.
func (s *Server) following(w http.ResponseWriter, r *http.Request) error {
	f, err := s.options.Desk.Following(r.Context(), act.Link(r.PathValue("link")))
	if err != nil {
		return err
	}
	page := from(r).followingPage(s.page(r, ""), f, s.form(w, r, nil))
	page.Confirm, page.Leave = from(r).Href("/folj/"+r.PathValue("link")+"/bekrafta"),
		from(r).Href("/folj/"+r.PathValue("link")+"/sluta")
	if !f.Subscription.Confirmed.IsZero() {
		page.Confirm = ""
	}
	return s.render(w, r, http.StatusOK, "follow", page)
}

func (v *visit) followingPage(page Page, f act.Following, form Form) FollowPage {
	title := v.planWords(f.Plan.Content.Title).Text
	page.Title = v.T("follow.title")
	what := title
	if c, ok := f.Plan.Content.Commitment(f.Subscription.Subject); ok {
		what += ": " + v.planWords(c.Adopted.Title).Text
	} else if f.Subscription.Subject != "" {
		what += ": " + f.Subscription.Subject
	}
	return FollowPage{Page: page, Form: form, Lead: v.T("follow.ask", "What", what),
		Over: Named{v.planWords(f.Plan.Content.Title), v.planPath(f.Plan)}}
}

// confirmFollowing proves an address.
func (s *Server) confirmFollowing(w http.ResponseWriter, r *http.Request) error {
	link := act.Link(r.PathValue("link"))
	f, err := s.options.Desk.Following(r.Context(), link)
	if err == nil {
		err = s.options.Desk.ConfirmFollowing(r.Context(), link)
	}
	if err != nil {
		return err
	}
	return s.followed(w, r, f, lang.Key("follow.confirmed"), lang.Key("follow.confirmed-text"))
}

// leaveFollowing ends a subscription.
func (s *Server) leaveFollowing(w http.ResponseWriter, r *http.Request) error {
	link := act.Link(r.PathValue("link"))
	f, err := s.options.Desk.Following(r.Context(), link)
	if err == nil {
		err = s.options.Desk.LeaveFollowing(r.Context(), link)
	}
	if err != nil {
		return err
	}
	return s.followed(w, r, f, lang.Key("follow.left"), lang.Key("follow.left-text"))
}

// followed says what was done.
func (s *Server) followed(w http.ResponseWriter, r *http.Request, f act.Following, title,
	text lang.Key) error {
	v := from(r)
	page := v.followingPage(s.page(r, ""), f, Form{})
	page.Done = Confirmation{Title: v.T(string(title)), Text: v.T(string(text))}
	return s.render(w, r, http.StatusOK, "follow", page)
}
