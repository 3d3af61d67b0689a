package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// AdvicePage shows a recommendation with everything that has been said of it.
type AdvicePage struct {
	Page
	Over    Link // the register
	Code    string
	Lead    Words
	States  []Chip
	Events  []AdviceEvent
	Proofs  []Evidence
	Facts   []Fact
	Earlier []Link // the same advice before
	Later   []Link // and after
	Scale   string
	Work    Link // for who works with it
}

// An AdviceEvent is something that was said, by whom and when.
type AdviceEvent struct {
	ID     string
	On     string
	Title  string
	Who    string
	State  Chip
	Texts  []Fact
	Source Link
	Struck string // why it no longer counts

	order string
	at    time.Time
}

// summary gives the event in a line, for feeds.
func (e AdviceEvent) summary() string {
	parts := []string{}
	for _, s := range append([]string{e.State.Text}, each(e.Texts, func(f Fact) string { return f.Text })...) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ". ")
}

// adviceOne shows a recommendation.
func (s *Server) adviceOne(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return err
	}
	c, ok := all.Find(r.PathValue("key"))
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	return s.render(w, r, http.StatusOK, "advice", from(r).advicePage(s.page(r, ""), all, c))
}

// advicePage makes the page of a recommendation.
func (v *visit) advicePage(p Page, all act.Recommendations, c integrity.Case) AdvicePage {
	r := c.Now()
	p.Title, p.Styles = v.T("advice.one", "Ref", r.Ref, "By", r.Source.By), integritySheet
	row := v.adviceRow(all, c)
	page := AdvicePage{Page: p, Over: Link{v.T("advice.title"), v.Href(advicePath)}, Lead: row.Text,
		States: row.States, Facts: v.adviceFacts(all, c), Events: v.adviceEvents(all, c),
		Scale: v.T("advice.colours", "Scale", v.saying(c.Scale().Name).Text)}
	for _, e := range c.Evidence {
		page.Proofs = append(page.Proofs, v.adviceProof(c, e))
	}
	for _, e := range integrity.Earlier(c, all.Find) {
		page.Earlier = append(page.Earlier, v.adviceLink(e))
	}
	for _, l := range integrity.Later(c, all.Cases) {
		page.Later = append(page.Later, v.adviceLink(l))
	}
	if v.mayFollow(c) {
		page.Work = Link{v.T("advice.work"), v.Href(work + "/rekommendation/" + string(c.Matter.ID))}
	}
	return page
}

func (v *visit) adviceLink(c integrity.Case) Link {
	r := c.Now()
	return Link{v.T("advice.other", "By", r.Source.By, "Ref", r.Ref, "On", v.someDate(r.Source.On)),
		v.Href(advicePath + "/" + c.Matter.Key)}
}

// adviceFacts lists who recommends what to whom, and how it stands.
func (v *visit) adviceFacts(all act.Recommendations, c integrity.Case) []Fact {
	r := c.Now()
	facts := []Fact{{Term: v.T("advice.by"), Text: r.Source.By},
		{Term: v.T("advice.report"), Text: v.report(r.Source.Title, r.Page),
			Link: outward(r.Source.URL)},
		{Term: v.T("advice.to"), Text: v.addressee(all, r)}}
	if r.Due != "" {
		facts = append(facts, Fact{Term: v.T("advice.due"), Text: v.someDate(r.Due)})
	}
	if c.Status() != "" {
		facts = append(facts, Fact{Term: v.T("advice.follow-up"), Text: v.adviceWord("status", string(c.Status()))})
	}
	if r.View > 0 {
		facts = append(facts, Fact{Term: v.T("advice.grown-from"), Link: Link{v.T("opinion.number", "Number", r.View),
			v.Href(r.Proposed)}})
	}
	if c.Interests > 0 {
		facts = append(facts, Fact{Term: v.T("advice.interests"), Text: v.T("advice.interests-count", "Count", c.Interests)})
	}
	return append(facts, Fact{Term: v.T("advice.kept"), Text: v.keeper(all, c)})
}

// report names a report and the page in it.
func (v *visit) report(title, page string) string {
	if page == "" {
		return title
	}
	return v.T("advice.page", "Report", title, "Page", page)
}

// outward gives a link to an address, none where there is none.
func outward(address string) Link {
	if address == "" {
		return Link{}
	}
	return Link{address, address}
}

// adviceProof shows evidence, with since when its link has not answered.
func (v *visit) adviceProof(c integrity.Case, e integrity.Dated[integrity.Evidence]) Evidence {
	row := Evidence{Proves: v.saying(e.What.Proves).Text, Source: outward(e.What.URL),
		Hash: e.What.Hash,
		At:   e.What.On.After(time.UTC).Add(-12 * time.Hour), State: Chip{Tone: Neutral, Text: v.T("advice.reachable")}}
	if e.What.URL == "" {
		row.State = Chip{Tone: Neutral, Icon: "file", Text: v.T("advice.by-hash")}
	}
	if since, dead := c.Dead[e.Number]; dead {
		row.State = Chip{Tone: Late, Text: v.T("advice.unreachable", "On", v.Date(since))}
	}
	return row
}

// adviceEvents puts all that was said in the order of its days.
func (v *visit) adviceEvents(all act.Recommendations, c integrity.Case) (events []AdviceEvent) {
	standing := map[int]bool{}
	for _, a := range c.Standing() {
		standing[a.Number] = true
	}
	for i, r := range c.Versions {
		events = append(events, v.versionEvent(i, r))
	}
	for _, a := range c.Assessments {
		events = append(events, v.assessmentEvent(c, a, standing[a.Number]))
	}
	for i, r := range c.Responses {
		events = append(events, v.responseEvent(all, c, i, r))
	}
	for _, e := range c.Evidence {
		on := string(e.What.On)
		events = append(events, AdviceEvent{Title: v.T("advice.evidence"), On: v.someDate(e.What.On), order: on,
			Who: v.bodyName(all.Bodies[e.What.Body]), Texts: v.texts("", e.What.Proves),
			Source: outward(e.What.URL), at: e.At, ID: eventID(e.Number)})
	}
	for _, f := range c.FollowUps {
		events = append(events, v.stamped(AdviceEvent{Title: v.T("advice.follow-up"), Who: v.keeper(all, c),
			State: v.statusOf(f.What.Status), Texts: v.texts("", f.What.Reason)}, f.Number, f.At))
	}
	slices.SortStableFunc(events, func(a, b AdviceEvent) int { return cmp.Compare(a.order, b.order) })
	return events
}

func eventID(number int) string { return "n" + strconv.Itoa(number) }

// stamped dates an event by when it was said here.
func (v *visit) stamped(e AdviceEvent, number int, at time.Time) AdviceEvent {
	e.ID, e.On, e.at = eventID(number), v.Date(at), at
	e.order = at.In(lang.Stockholm).Format(time.DateOnly)
	return e
}

// texts gives a text under a heading, nothing where it is empty.
func (v *visit) texts(term string, t integrity.Text) []Fact {
	if t.Empty() {
		return nil
	}
	w := v.saying(t)
	return []Fact{{Term: term, Text: w.Text, Tongue: w.Tongue}}
}

// versionEvent tells that advice was given, or that its text stands otherwise.
func (v *visit) versionEvent(i int, r integrity.Dated[integrity.Recommendation]) AdviceEvent {
	e := AdviceEvent{ID: eventID(r.Number), Title: v.T("advice.given"), Who: r.What.Source.By,
		On: v.someDate(r.What.Source.On), order: string(r.What.Source.On), at: r.At,
		Texts: v.texts("", r.What.Text), Source: outward(r.What.Source.URL)}
	if i > 0 {
		e = v.stamped(e, r.Number, r.At)
		e.Title = v.T("advice.reworded")
	}
	return e
}

// assessmentEvent tells how it was judged.
func (v *visit) assessmentEvent(c integrity.Case, a integrity.Dated[integrity.Assessment],
	counts bool) AdviceEvent {
	e := AdviceEvent{ID: eventID(a.Number), Title: v.T("advice.assessed"), Who: a.What.By,
		On: v.someDate(a.What.On), order: string(a.What.On), at: a.At, State: v.gradeChip(c.Scale(), a.What),
		Source: outward(a.What.URL)}
	if a.What.Self {
		e.Title = v.T("advice.self-assessed")
	}
	e.Texts = append(v.texts("", a.What.Words),
		Fact{Term: v.T("advice.report"), Text: v.report(a.What.Round, a.What.Page)})
	if a.What.Corrects > 0 {
		e.Texts = append(e.Texts, Fact{Term: v.T("advice.corrects"), Text: a.What.Why})
	}
	if !counts {
		e.Struck = v.T("advice.corrected")
	}
	return e
}

// responseEvent tells what the addressee answered.
func (v *visit) responseEvent(all act.Recommendations, c integrity.Case, i int,
	r integrity.Dated[integrity.Response]) AdviceEvent {
	e := v.stamped(AdviceEvent{Title: v.T("advice.answer"), Who: v.addressee(all, c.Now()),
		State: Chip{Tone: Neutral, Icon: "pen",
			Text: v.adviceWord("position", string(r.What.Position))},
		Texts: v.texts(v.T("advice.reason"), r.What.Reason)}, r.Number, r.At)
	e.Texts = append(e.Texts, v.texts(v.T("advice.measure"), r.What.Measure)...)
	if r.What.By != "" {
		e.Texts = append(e.Texts, Fact{Term: v.T("advice.done-by"), Text: v.someDate(r.What.By)})
	}
	if i > 0 {
		e.Title = v.T("advice.answer-again")
	}
	return e
}

// statusOf shows what the keepers of the register say: green only where something shows it.
func (v *visit) statusOf(s integrity.Status) Chip {
	chip := map[integrity.Status]Chip{integrity.NotBegun: {Tone: Quiet},
		integrity.UnderWay:    {Tone: Active},
		integrity.Implemented: {Tone: Done}, integrity.Dropped: {Tone: Late, Icon: "cross"}}[s]
	chip.Text = v.adviceWord("status", string(s))
	return chip
}
