package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// advicePath is where recommendations are followed in the open.
const advicePath = "/integritet/rekommendationer"

// integrityRoutes are the pages of the work against corruption.
func (s *Server) integrityRoutes() []Route {
	if s.options.Desk == nil {
		return s.integrityGuide()
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	return append(s.integrityGuide(),
		get("/integritet", s.integrity),
		get("/integritet/insyn", s.ownReport),
		get(advicePath, s.adviceList),
		get(advicePath+"/atom.xml", s.adviceFeed),
		get(advicePath+"/{key}", s.adviceOne),
		Route{Method: "GET", Pattern: "/integritet/kalla/{source}", Access: Anyone,
			Handler: s.adviceTable,
			Keep:    true, Machine: true, Shared: true})
}

// integrityGuide is the page of which nothing is kept, not even that it was read.
func (s *Server) integrityGuide() []Route {
	return []Route{{Method: "GET", Pattern: guidePath, Access: Anyone, Handler: s.channels, Silent: true}}
}

// IntegrityPage is where the work against corruption begins.
type IntegrityPage struct {
	Page
	Parts []IntegrityPart
}

// An IntegrityPart leads to a part of the work, and says how it stands.
type IntegrityPart struct {
	Title Link
	Text  string
	State []Chip
	Note  string // how it is counted
}

// integrity shows the parts of the work.
func (s *Server) integrity(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := s.page(r, v.T("integrity.title"))
	page.Description = v.T("integrity.lead")
	return s.render(w, r, http.StatusOK, "integrity", v.integrityPage(page, all))
}

func (v *visit) integrityPage(p Page, all act.Recommendations) IntegrityPage {
	p.Styles = integritySheet
	return IntegrityPage{Page: p, Parts: []IntegrityPart{v.advicePart(all),
		{Title: Link{v.T("picture.title"), v.Href(picturePath)}, Text: v.T("picture.lead")},
		{Title: Link{v.T("book.title"), v.Href(booksPath)}, Text: v.T("book.short")},
		{Title: Link{v.T("gift.title"), v.Href(giftsPath)}, Text: v.T("gift.short")},
		{Title: Link{v.T("org.title"), v.Href(orgsPath)}, Text: v.T("org.short")},
		{Title: Link{v.T("yearly.title"), v.Href(yearlyPath)}, Text: v.T("yearly.lead")},
		{Title: Link{v.T("guide.title"), v.Href(guidePath)}, Text: v.T("guide.short")},
		{Title: Link{v.T("screening.title"), v.Href("/integritet/insyn")},
			Text: v.T("screening.lead")}}}
}

// integritySheet is the style of these pages.
var integritySheet = []string{"integrity.css"}

// advicePart says how many recommendations there are, and how many wait.
func (v *visit) advicePart(all act.Recommendations) IntegrityPart {
	part := IntegrityPart{Title: Link{v.T("advice.title"), v.Href(advicePath)},
		Text: v.T("advice.lead")}
	count := map[integrity.Answering]int{}
	for _, c := range all.Cases {
		is, _ := v.answering(c)
		count[is]++
	}
	part.State = append(part.State, Chip{Tone: Neutral, Text: v.T("advice.count", "Count", len(all.Cases))})
	if n := count[integrity.Silent]; n > 0 {
		part.State = append(part.State, Chip{Tone: Late, Text: v.T("advice.silent-count", "Silent", n)})
	}
	if n := count[integrity.Overdue]; n > 0 {
		part.State = append(part.State, Chip{Tone: Late, Text: v.T("advice.overdue-count", "Count", n)})
	}
	if count[integrity.Silent]+count[integrity.Overdue] > 0 {
		part.Note = v.T("advice.grace", "Days", integrity.GraceDays)
	}
	return part
}

// answering gives how the answer to a case stands, and keeps the page no longer than that is so.
func (v *visit) answering(c integrity.Case) (integrity.Answering, time.Time) {
	is, until := c.Answering(v.Now.In(lang.Stockholm))
	v.Until(until)
	return is, until
}

// AdviceListPage is the register of recommendations.
type AdviceListPage struct {
	Page
	Filter  FilterBar
	Count   string
	Sources []AdviceSource
	Empty   Empty
}

// An AdviceSource is a report with its recommendations.
type AdviceSource struct {
	ID     string
	Title  Link // to the report itself
	Facts  string
	Scale  string // by which scale it is judged, and whose words that is
	Rounds Table
	Rows   []AdviceRow
	Data   Link
}

// An AdviceRow is a recommendation in a list.
type AdviceRow struct {
	Ref    string
	Text   Words
	Href   string
	To     string
	States []Chip
	Again  string // said before, and when
}

// adviceList shows the register.
func (s *Server) adviceList(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := s.page(r, v.T("advice.title"))
	page.Description, page.Feed = v.T("advice.lead"), v.Href(advicePath+"/atom.xml")
	q := r.URL.Query()
	return s.render(w, r, http.StatusOK, "advice-list",
		v.adviceListPage(page, all, adviceFilter{q.Get("kalla"), q.Get("till"), q.Get("svar")}))
}

// An adviceFilter narrows the register.
type adviceFilter struct{ source, to, answer string }

// holds tells whether a case is asked for.
func (f adviceFilter) holds(v *visit, c integrity.Case) bool {
	r := c.Now()
	is, _ := v.answering(c)
	return (f.source == "" || f.source == r.Source.ID) && (f.to == "" || f.to == addresseeKey(r)) &&
		(f.answer == "" || f.answer == string(is))
}

// addresseeKey names who is addressed, in a filter.
func addresseeKey(r integrity.Recommendation) string {
	if r.Addressee != "" {
		return r.Addressee
	}
	return r.To
}

// adviceListPage makes the register.
func (v *visit) adviceListPage(p Page, all act.Recommendations, f adviceFilter) AdviceListPage {
	p.Styles = integritySheet
	page := AdviceListPage{Page: p, Filter: v.adviceFilterBar(all, f),
		Empty: Empty{Title: v.T("advice.none"), Text: v.T("advice.none-text")}}
	count := 0
	for _, group := range integrity.BySource(all.Cases) {
		shown := AdviceSource{}
		for _, c := range group {
			if f.holds(v, c) {
				shown.Rows = append(shown.Rows, v.adviceRow(all, c))
			}
		}
		if len(shown.Rows) > 0 {
			count += len(shown.Rows)
			v.adviceSource(&shown, group)
			page.Sources = append(page.Sources, shown)
		}
	}
	page.Count = v.T("advice.shown", "Shown", count, "All", len(all.Cases))
	if page.Filter.Clear != "" {
		page.Empty.Action = Link{v.T("advice.all"), page.Filter.Clear}
	}
	return page
}

// adviceSource says which report it is, and what its rounds have judged.
func (v *visit) adviceSource(s *AdviceSource, group []integrity.Case) {
	from := group[0].Now().Source
	s.ID = "kalla-" + from.ID
	s.Title = Link{from.Title, from.URL}
	s.Facts = v.T("advice.source", "By", from.By, "On", v.someDate(from.On), "Count", len(group))
	s.Data = Link{v.T("advice.table"), "/integritet/kalla/" + from.ID + ".csv"}
	scale := group[0].Scale()
	s.Scale = v.T("advice.scale", "Scale", v.saying(scale.Name).Text)
	if scale.Unverified {
		s.Scale += " " + v.T("advice.unverified")
	}
	s.Rounds = v.rounds(scale, group)
}

// rounds counts what each round has judged, in the scale's own words.
func (v *visit) rounds(scale integrity.Scale, group []integrity.Case) Table {
	all := integrity.Rounds(group)
	if len(all) == 0 || len(scale.Grades) == 0 {
		return Table{}
	}
	t := Table{Caption: v.T("advice.rounds"), Columns: []Column{{Text: v.T("advice.round")},
		{Text: v.T("advice.assessed-on")}}}
	for _, g := range scale.Grades {
		t.Columns = append(t.Columns, Column{Text: v.saying(g.Word).Text, Number: true})
	}
	t.Columns = append(t.Columns, Column{Text: v.T("advice.of"), Number: true})
	for _, r := range all {
		row := []Cell{{Text: r.Name}, {Text: v.someDate(r.On)}}
		for _, g := range scale.Grades {
			row = append(row, Cell{Text: v.Number(r.Counts[g.ID])})
		}
		t.Rows = append(t.Rows, append(row, Cell{Text: v.Number(r.Of)}))
	}
	return t
}

// adviceRow shows a recommendation in a list.
func (v *visit) adviceRow(all act.Recommendations, c integrity.Case) AdviceRow {
	r := c.Now()
	row := AdviceRow{Ref: r.Ref, Text: v.saying(r.Text),
		Href: v.Href(advicePath + "/" + c.Matter.Key),
		To:   v.addressee(all, r)}
	if standing := c.Standing(); len(standing) > 0 {
		row.States = append(row.States, v.gradeChip(c.Scale(), standing[len(standing)-1].What))
	}
	row.States = append(row.States, v.answeringChip(c))
	if earlier := integrity.Earlier(c, all.Find); len(earlier) > 0 {
		first := earlier[len(earlier)-1].Now().Source
		row.Again = v.T("advice.again", "Count", len(earlier), "On", v.someDate(first.On))
	}
	return row
}

// addressee names who is addressed.
func (v *visit) addressee(all act.Recommendations, r integrity.Recommendation) string {
	if b, known := all.Bodies[r.Addressee]; known {
		return v.bodyName(b)
	}
	return r.To
}

// saying gives a text of the work, marked where it is in the other language.
func (v *visit) saying(t integrity.Text) Words {
	w := Words{Text: t.In(string(v.Language()))}
	switch {
	case v.Language() == lang.English && t.EN == "" && t.SV != "":
		w.Tongue = string(lang.Swedish)
	case v.Language() == lang.Swedish && t.SV == "" && t.EN != "":
		w.Tongue = string(lang.English)
	}
	return w
}

// someDate writes a date as exactly as it is known.
func (v *visit) someDate(d integrity.Date) string {
	switch after := d.After(time.UTC); {
	case len(d) == len(time.DateOnly) && !after.IsZero():
		return v.Date(after.Add(-12 * time.Hour))
	case len(d) == len("2006-01") && !after.IsZero():
		return v.Month(after.Add(-12 * time.Hour))
	}
	return string(d)
}

// tones are the colours that Insyn reads grades as. The page says that they are Insyn's.
var tones = map[integrity.Reading]Tone{integrity.ReadDone: Done, integrity.ReadPartly: Neutral,
	integrity.ReadNot: Late}

// gradeChip shows a judgement in the words of who judged.
func (v *visit) gradeChip(s integrity.Scale, a integrity.Assessment) Chip {
	g, known := s.Grade(a.Grade)
	if !known {
		return Chip{Tone: Neutral, Icon: "file", Text: v.T("advice.in-words")}
	}
	chip := Chip{Tone: tones[g.Reading], Text: v.saying(g.Word).Text}
	if g.Reading == integrity.ReadNot {
		chip.Icon = "cross"
	}
	return chip
}

// answeringChip says how the answer stands.
func (v *visit) answeringChip(c integrity.Case) Chip {
	is, _ := v.answering(c)
	due := v.someDate(c.Now().Due)
	switch is {
	case integrity.Awaited:
		return Chip{Tone: Quiet, Text: v.T("advice.awaited", "On", due)}
	case integrity.Overdue:
		return Chip{Tone: Late, Text: v.T("advice.overdue", "On", due)}
	case integrity.Silent:
		return Chip{Tone: Late, Text: v.T("advice.silent", "On", due)}
	case integrity.NotAsked:
		return Chip{Tone: Quiet, Text: v.T("advice.not-asked")}
	}
	last := c.Responses[len(c.Responses)-1]
	chip := Chip{Tone: Neutral, Icon: "pen", Text: v.adviceWord("position", string(last.What.Position))}
	if is == integrity.AnsweredLate {
		chip.Text += ", " + v.T("advice.late")
	}
	return chip
}

// adviceWord gives the words for a position, status or way of answering.
func (v *visit) adviceWord(kind, value string) string {
	return v.Say("advice-"+kind+"."+value, nil)
}

// adviceFilterBar narrows the register by source, addressee and answer.
func (v *visit) adviceFilterBar(all act.Recommendations, f adviceFilter) FilterBar {
	sources, to, answers := []Option{{Text: v.T("advice.any")}}, []Option{{Text: v.T("advice.any")}},
		[]Option{{Text: v.T("advice.any")}}
	known := map[string]bool{}
	for _, group := range integrity.BySource(all.Cases) {
		s := group[0].Now().Source
		sources = append(sources, Option{Value: s.ID, Text: s.By + ": " + s.Title})
		for _, c := range group {
			if k := addresseeKey(c.Now()); !known[k] {
				known[k] = true
				to = append(to, Option{Value: k, Text: v.addressee(all, c.Now())})
			}
		}
	}
	slices.SortFunc(to[1:], func(a, b Option) int { return v.Compare(a.Text, b.Text) })
	for _, a := range integrity.Answerings() {
		answers = append(answers, Option{Value: string(a), Text: v.adviceWord("answer", string(a))})
	}
	bar := FilterBar{Action: v.Href(advicePath), Fields: []Field{
		Field{Kind: "select", Name: "kalla", Label: v.T("advice.filter-source"),
			Value: f.source}.Among(sources...),
		Field{Kind: "select", Name: "till", Label: v.T("advice.filter-to"),
			Value: f.to}.Among(to...),
		Field{Kind: "select", Name: "svar", Label: v.T("advice.filter-answer"),
			Value: f.answer}.Among(answers...)}}
	if f != (adviceFilter{}) {
		bar.Clear = v.Href(advicePath)
	}
	return bar
}

// adviceTable gives the recommendations of a source as the table that can be read in again.
func (s *Server) adviceTable(w http.ResponseWriter, r *http.Request) error {
	id, csv := strings.CutSuffix(r.PathValue("source"), ".csv")
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return err
	}
	for _, group := range integrity.BySource(all.Cases) {
		if group[0].Now().Source.ID != id || !csv {
			continue
		}
		table, err := spreadsheet(integrity.WriteList(group))
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="`+id+`.csv"`)
		_, _ = w.Write(table) // a reader who has gone is no failure of ours
		return nil
	}
	return fault.New(fault.NotFound, "web.not-found")
}

// adviceFeed tells what has been said of recommendations, the latest first.
func (s *Server) adviceFeed(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	self := s.absolute(v.Href(advicePath + "/atom.xml"))
	feed := atomFeed{Lang: string(v.Language()), ID: self, Title: v.T("advice.title"),
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author:  atomAuthor{s.options.Operator.Name}, Links: []atomLink{
			{"self", "application/atom+xml", self},
			{"alternate", "text/html", s.absolute(v.Href(advicePath))}}}
	for _, c := range all.Cases {
		for _, e := range v.adviceEvents(all, c) {
			at := s.absolute(v.Href(advicePath+"/"+c.Matter.Key)) + "#" + e.ID
			feed.Entries = append(feed.Entries,
				dialogueEntry(at, e.Title+": "+c.Now().Source.By+" "+c.Now().Ref,
					v.keeper(all, c), e.summary(), e.at))
		}
	}
	slices.SortStableFunc(feed.Entries, func(a, b atomEntry) int {
		if d := b.at.Compare(a.at); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	feed.Entries = feed.Entries[:min(feedMost, len(feed.Entries))]
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// keeper names the body that keeps a case, and says where it is invented.
func (v *visit) keeper(all act.Recommendations, c integrity.Case) string {
	b := all.Bodies[c.Matter.Body]
	if b.Fictitious {
		return v.bodyName(b) + " (" + v.T("consultation.example") + ")"
	}
	return v.bodyName(b)
}

// mayFollow tells whether who looks works with a case.
func (v *visit) mayFollow(c integrity.Case) bool {
	return v.Person.Can(account.Edit, account.BodyID(c.Matter.Body)) ||
		v.Person.Can(account.Edit, account.BodyID(c.Now().Addressee))
}
