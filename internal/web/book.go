package web

import (
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

// booksPath is where contacts with those who want to be heard are told.
const booksPath = "/integritet/kontakter"

// bookRoutes are the pages and files of the contact register.
func (s *Server) bookRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	file := get(booksPath+"/{body}/{file}", s.bookFile)
	file.Machine, file.Shared = true, true
	return []Route{get(booksPath, s.books), get(booksPath+"/{body}", s.book),
		get(bookEntryPath("{key}"), s.bookEntry),
		get(bookEntryPath("{key}")+"/version/{n}", s.bookEntry),
		get("/integritet/avtryck/{slug}", s.trace), file}
}

// BooksPage is the contact register: what consultations have left, then what
// bodies choose to publish.
type BooksPage struct {
	Page
	Traces Table
	Span   string // what the table covers, since when, and that it is not complete
	Books  []BookRow
	None   Empty
}

// A BookRow is a body that publishes contacts, with what it covers.
type BookRow struct {
	Title  Link
	Facts  []Fact
	States []Chip
}

// books shows the register.
func (s *Server) books(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Books(r.Context())
	if err != nil {
		return err
	}
	traces, err := s.options.Desk.Traces(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := s.page(r, v.T("book.title"))
	page.Description = v.T("book.lead")
	return s.render(w, r, http.StatusOK, "books", v.booksPage(page, all, traces))
}

func (v *visit) booksPage(p Page, all act.Books, traces []act.Trace) BooksPage {
	p.Styles = integritySheet
	page := BooksPage{Page: p, Traces: v.tracesTable(traces), Span: v.tracesSpan(traces),
		None: Empty{Title: v.T("book.no-bodies"), Text: v.T("book.no-bodies-text")}}
	for _, b := range all.All {
		page.Books = append(page.Books, BookRow{
			Title: Link{v.invented(all.Bodies[b.Matter.Body]),
				v.Href(act.ContactPath(b.Matter.Body))},
			Facts: v.coverage(b), States: v.bookStates(b)})
	}
	slices.SortFunc(page.Books, func(a, b BookRow) int {
		return v.Compare(a.Title.Text, b.Title.Text)
	})
	return page
}

// coverage says of whom contacts are told, since when, how soon, and that this is not all.
func (v *visit) coverage(b integrity.Book) []Fact {
	c := b.Now()
	facts := []Fact{{Term: v.T("book.covers"), Text: v.saying(c.Covers).Text,
		Tongue: v.saying(c.Covers).Tongue},
		{Term: v.T("book.since"), Text: v.someDate(c.Since)},
		{Term: v.T("book.complete"), Text: v.T("book.not-complete")},
		{Term: v.T("book.within"), Text: v.T("book.days", "Count", c.Within)},
		{Term: v.T("book.from-rank"), Text: v.rank(c.From) + ". " + v.T("book.below")},
		{Term: v.T("book.told"), Text: v.Number(len(b.Told()))},
		{Term: v.T("book.exempted"), Text: v.exempted(b)},
		{Term: v.T("book.last"), Text: v.Date(b.Last())}}
	if c.Ended != "" {
		facts = append(facts, Fact{Term: v.T("book.ended"), Text: v.someDate(c.Ended)})
	}
	if n := b.Withdrawn(); n > 0 {
		facts = append(facts, Fact{Term: v.T("book.withdrawn-count"), Text: v.Number(n)})
	}
	for _, n := range b.Nothings {
		facts = append(facts, Fact{Term: v.T("book.nothing"),
			Text: v.someDate(n.What.From) + " – " + v.someDate(n.What.Until)})
	}
	return facts
}

// exempted counts what is not told, with every reason for it.
func (v *visit) exempted(b integrity.Book) string {
	counts, parts := b.Exempted(), []string{}
	for _, e := range integrity.Exemptions() {
		if n := counts[e]; n > 0 {
			parts = append(parts, v.Say("book-exemption."+string(e), nil)+": "+v.Number(n))
		}
	}
	if len(parts) == 0 {
		return v.T("book.none-exempted")
	}
	return strings.Join(parts, "; ")
}

// rank words where an official stands.
func (v *visit) rank(r integrity.Rank) string { return v.Say("book-rank."+string(r), nil) }

// bookStates says whether a body still publishes, and keeps the page no longer than that is so.
func (v *visit) bookStates(b integrity.Book) []Chip {
	now := v.Now.In(lang.Stockholm)
	quiet, until := b.Quiet(now)
	v.Until(until)
	switch {
	case b.Ended(now):
		return []Chip{{Tone: Quiet, Text: v.T("book.state-ended")}}
	case quiet:
		return []Chip{{Tone: Late, Icon: "warn", Text: v.T("book.quiet", "Days", integrity.QuietDays)}}
	}
	v.Until(b.Now().Ended.After(lang.Stockholm))
	return []Chip{{Tone: Active, Text: v.T("book.state-open")}}
}

// BookPage is what a body publishes of its contacts.
type BookPage struct {
	Page
	Facts  []Fact
	States []Chip
	Filter FilterBar
	Count  string
	Rows   []BookContact
	Empty  Empty
	Files  []Link
}

// A BookContact is a contact in a list.
type BookContact struct {
	ID       string
	On       string
	Title    Words
	Href     string
	Official string
	Place    string
	With     []BookPartner
	States   []Chip
}

// A BookPartner is an organisation that was met.
type BookPartner struct {
	Name string
	More string // its number, or what it is that has none
	Href string
}

// mostShown is how many contacts stand on a page; a file has all of them.
const mostShown = 200

// book shows the contacts of a body.
func (s *Server) book(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Books(r.Context())
	if err != nil {
		return err
	}
	b, known := all.Of(r.PathValue("body"))
	if !known {
		return fault.New(fault.NotFound, "web.not-found")
	}
	v := from(r)
	page := s.page(r, v.T("book.of", "Body", v.invented(all.Bodies[b.Matter.Body])))
	page.Description = v.T("book.lead")
	q := r.URL.Query()
	return s.render(w, r, http.StatusOK, "book", v.bookPage(page, b,
		bookFilter{q.Get("ar"), q.Get("q")}))
}

// A bookFilter narrows the contacts of a body.
type bookFilter struct{ year, words string }

func (f bookFilter) holds(v *visit, c integrity.Contact) bool {
	text := strings.ToLower(v.saying(c.Subject).Text)
	for _, p := range c.With {
		text += "\n" + strings.ToLower(p.Name) + "\n" + p.Number
	}
	return strings.HasPrefix(string(c.On), f.year) && strings.Contains(text,
		strings.ToLower(strings.TrimSpace(f.words)))
}

func (v *visit) bookPage(p Page, b integrity.Book, f bookFilter) BookPage {
	p.Styles = integritySheet
	at := act.ContactPath(b.Matter.Body)
	page := BookPage{Page: p, Facts: v.coverage(b), States: v.bookStates(b),
		Empty: Empty{Title: v.T("book.none"), Text: v.T("book.none-text")},
		Files: []Link{{v.T("book.csv"), at + "/kontakter.csv"},
			{v.T("book.json"), at + "/kontakter.json"}}}
	years, n := []Option{{Text: v.T("book.all-years")}}, 0
	for _, r := range b.Told() {
		c := r.Now()
		if year := string(c.On)[:4]; years[len(years)-1].Value != year {
			years = append(years, Option{Value: year, Text: year})
		}
		if !f.holds(v, c) {
			continue
		}
		if n++; n <= mostShown {
			page.Rows = append(page.Rows, v.bookContact(b, r))
		}
	}
	page.Count = v.T("book.shown", "Shown", len(page.Rows), "All", len(b.Told()))
	page.Filter = v.bookFilterBar(at, f, years, v.T("book.search"))
	return page
}

// bookFilterBar narrows a register to a year, and to what holds some words.
func (v *visit) bookFilterBar(at string, f bookFilter, years []Option, search string) FilterBar {
	bar := FilterBar{Action: v.Href(at), Fields: []Field{
		Field{Kind: "select", Name: "ar", Label: v.T("book.year"), Value: f.year}.Among(years...),
		{Kind: "search", Name: "q", Label: search, Value: f.words}}}
	if f != (bookFilter{}) {
		bar.Clear = v.Href(at)
	}
	return bar
}

// bookContact shows a contact in a list.
func (v *visit) bookContact(b integrity.Book, r integrity.Recorded) BookContact {
	c := r.Now()
	row := BookContact{ID: "k-" + r.Matter.Key, On: v.someDate(c.On), Title: v.saying(c.Subject),
		Href: v.Href("/integritet/kontakt/" + r.Matter.Key), Official: v.official(c), Place: c.Place}
	for _, p := range c.With {
		row.With = append(row.With, v.bookPartner(p))
	}
	row.States = v.contactStates(b, r)
	return row
}

// contactStates says how soon a contact was told, and whether it has changed since.
func (v *visit) contactStates(b integrity.Book, r integrity.Recorded) (all []Chip) {
	chip := Chip{Tone: Quiet, Icon: "calendar", Text: v.T("book.after", "Count",
		r.Took(lang.Stockholm))}
	if b.Late(r, lang.Stockholm) {
		chip = Chip{Tone: Late, Text: v.T("book.late", "Count", r.Took(lang.Stockholm), "Within",
			b.Now().Within)}
	}
	all = append(all, chip)
	if n := len(r.Versions); n > 1 {
		all = append(all, Chip{Tone: Neutral, Icon: "pen", Text: v.T("book.changed", "Count", n-1)})
	}
	return all
}

// official says who was met: by rank, or below the rank that is told by the unit alone.
func (v *visit) official(c integrity.Contact) string {
	unit := v.saying(c.Unit).Text
	if c.Rank == integrity.Officer {
		return unit
	}
	return v.rank(c.Rank) + ", " + unit
}

func (v *visit) bookPartner(p integrity.Partner) BookPartner {
	if p.Number == "" {
		return BookPartner{Name: p.Name, More: v.Say("book-sort."+string(p.Sort), nil)}
	}
	return BookPartner{Name: p.Name, More: p.Number, Href: v.orgHref("se-" +
		strings.ReplaceAll(p.Number, "-", ""))}
}

// RegisterEntryPage ("register-entry") is a contact or a gift with every version of it.
type RegisterEntryPage struct {
	Page
	Over     Link
	Older    Older
	Facts    []Fact
	States   []Chip
	Notes    Words
	Versions []TimelineItem
	Covers   []Fact
}

// bookEntryPath is the Swedish path of a contact.
func bookEntryPath(key string) string { return "/integritet/kontakt/" + key }

// bookEntry shows a contact, or how it stood in a version.
func (s *Server) bookEntry(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Books(r.Context())
	if err != nil {
		return err
	}
	for _, b := range all.All {
		for _, one := range b.Contacts {
			if one.Matter.Key == r.PathValue("key") && one.Now().Exemption == "" {
				versions := one.Versions
				one.Versions, err = asItStood(versions, r.PathValue("n"), one.Now().Withdrawn != "")
				if err != nil {
					return err
				}
				page := from(r).bookEntryPage(s.page(r, ""), all, b, one)
				page.Older = olderOf(from(r), bookEntryPath(one.Matter.Key), one.Versions, versions)
				gifts, err := s.options.Desk.GiftBooks(r.Context())
				if err != nil {
					return err
				}
				if one.Now().Withdrawn == "" {
					page.Facts = append(page.Facts,
						from(r).giftsAt(gifts, one.Matter, one.Now().Ref)...)
				}
				return s.render(w, r, http.StatusOK, "book-entry", page)
			}
		}
	}
	return fault.New(fault.NotFound, "web.not-found")
}

func (v *visit) bookEntryPage(p Page, all act.Books, b integrity.Book,
	r integrity.Recorded) RegisterEntryPage {
	p.Styles = integritySheet
	c := r.Now()
	body := v.invented(all.Bodies[b.Matter.Body])
	page := RegisterEntryPage{Page: p, Over: Link{v.T("book.of", "Body", body),
		v.Href(act.ContactPath(b.Matter.Body))},
		States: v.contactStates(b, r), Covers: v.coverage(b)}
	page.Title = v.saying(c.Subject).Text
	if c.Withdrawn != "" {
		page.Title = v.T("book.taken-back")
		page.Facts = []Fact{{Term: v.T("book.on"), Text: v.someDate(c.On)},
			{Term: v.T("book.why-back"), Text: c.Withdrawn}}
		return page
	}
	page.Facts, page.Notes = v.contactFacts(r), v.saying(c.Notes)
	for i, one := range r.Versions {
		item := TimelineItem{At: one.At, Title: v.T("book.version", "Number", i+1),
			Text: one.What.Why}
		if i > 0 {
			item.Text += " " + v.contactChanges(r.Versions[i-1].What, one.What)
		}
		item.Link = v.seeOlder(bookEntryPath(r.Matter.Key), i+1, len(r.Versions))
		page.Versions = append(page.Versions, item)
	}
	return page
}

// contactChanges says what was said before a version.
func (v *visit) contactChanges(was, is integrity.Contact) string {
	var parts []string
	say := func(term, before, now string) {
		if before != now {
			parts = append(parts, v.was(term, before))
		}
	}
	say(v.T("book.on"), v.someDate(was.On), v.someDate(is.On))
	say(v.T("book.place"), was.Place, is.Place)
	say(v.T("book.official"), v.official(was), v.official(is))
	say(v.T("book.with"), v.metWith(was), v.metWith(is))
	say(v.T("book.subject"), v.saying(was.Subject).Text, v.saying(is.Subject).Text)
	say(v.T("book.notes"), v.saying(was.Notes).Text, v.saying(is.Notes).Text)
	say(v.T("book.measure"), was.Measure, is.Measure)
	return strings.Join(parts, " ")
}

// metWith names those that were met.
func (v *visit) metWith(c integrity.Contact) string {
	var names []string
	for _, p := range c.With {
		one := v.bookPartner(p)
		names = append(names, one.Name+" ("+one.More+")")
	}
	return strings.Join(names, "; ")
}

// contactFacts gives the fields of a contact.
func (v *visit) contactFacts(r integrity.Recorded) []Fact {
	c := r.Now()
	facts := []Fact{{Term: v.T("book.on"), Text: v.someDate(c.On)},
		{Term: v.T("book.place"), Text: c.Place},
		{Term: v.T("book.official"), Text: v.official(c)},
		{Term: v.T("book.with"), Text: v.metWith(c)},
		{Term: v.T("book.published"), Text: v.Date(r.Published())}, {Term: v.T("book.ref"), Text: c.Ref}}
	if c.Measure != "" {
		facts = append(facts, Fact{Term: v.T("book.measure"), Link: Link{c.Measure, c.Measure}})
	}
	return facts
}

// bookFile gives the contacts of a body as they can be read in again.
func (s *Server) bookFile(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Books(r.Context())
	if err != nil {
		return err
	}
	b, known := all.Of(r.PathValue("body"))
	if !known {
		return fault.New(fault.NotFound, "web.not-found")
	}
	return s.listFile(w, r.PathValue("file"), "kontakter", contactRows(b))
}

// contactRows lists the contacts that pages tell of: of the others that they are
// counted is all that anybody learns.
func contactRows(b integrity.Book) [][]string {
	return integrity.Covered(integrity.WriteContacts(b.Told()), b.Now())
}

// listFile gives a list as a table or as JSON, by the end of the file's name.
func (s *Server) listFile(w http.ResponseWriter, file, name string, rows [][]string) (err error) {
	var data []byte
	kind := ""
	switch file {
	case name + ".csv":
		kind = "text/csv; charset=utf-8"
		data, err = spreadsheet(rows)
	case name + ".json":
		kind = "application/json"
		data, err = integrity.WriteJSON(rows)
	default:
		return fault.New(fault.NotFound, "web.not-found")
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+file+`"`)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // a reader who has gone is no failure of ours
	return nil
}

// apiContacts is what bodies publish of their contacts, for programs.
type apiBook struct {
	Body       string                      `json:"body"`
	Covers     integrity.Text              `json:"covers"`
	Since      integrity.Date              `json:"since"`
	Complete   bool                        `json:"complete"` // never
	FromRank   integrity.Rank              `json:"fromRank"`
	WithinDays int                         `json:"withinDays"`
	Ended      integrity.Date              `json:"ended,omitempty"`
	Last       time.Time                   `json:"lastPublished"`
	Quiet      bool                        `json:"quiet"`
	Exempted   map[integrity.Exemption]int `json:"exempted"`
	Withdrawn  int                         `json:"withdrawn"`
	Contacts   []apiMeeting                `json:"contacts"`
}

// apiMeeting is a contact.
type apiMeeting struct {
	Ref       string              `json:"ref"`
	On        integrity.Date      `json:"date"`
	Published time.Time           `json:"published"`
	Days      int                 `json:"daysToPublish"`
	Late      bool                `json:"late"`
	Place     string              `json:"place"`
	Rank      integrity.Rank      `json:"rank,omitempty"` // none where the unit alone is told
	Unit      integrity.Text      `json:"unit"`
	With      []integrity.Partner `json:"organisations"`
	Subject   integrity.Text      `json:"subject"`
	Notes     *integrity.Text     `json:"notes,omitempty"`
	Measure   string              `json:"measure,omitempty"`
	Version   int                 `json:"version"`
	URL       string              `json:"url"`
}

// apiContacts gives the register.
func (s *Server) apiContacts(r *http.Request) (any, error) {
	all, err := s.options.Desk.Books(r.Context())
	if err != nil {
		return nil, err
	}
	v, items := from(r), []apiBook{}
	for _, b := range all.All {
		c := b.Now()
		quiet, until := b.Quiet(v.Now.In(lang.Stockholm))
		v.Until(until)
		one := apiBook{Body: b.Matter.Body, Covers: c.Covers, Since: c.Since, FromRank: c.From,
			WithinDays: c.Within,
			Ended:      c.Ended, Last: b.Last().UTC(), Quiet: quiet, Exempted: b.Exempted(),
			Withdrawn: b.Withdrawn(),
			Contacts:  []apiMeeting{}}
		for _, m := range b.Told() {
			one.Contacts = append(one.Contacts, s.toMeeting(b, m))
		}
		items = append(items, one)
	}
	return map[string]any{"items": items}, nil
}

func (s *Server) toMeeting(b integrity.Book, r integrity.Recorded) apiMeeting {
	c := r.Now()
	m := apiMeeting{Ref: c.Ref, On: c.On, Published: r.Published().UTC(),
		Days: r.Took(lang.Stockholm),
		Late: b.Late(r, lang.Stockholm), Place: c.Place, Rank: c.Rank, Unit: c.Unit, With: c.With,
		Subject: c.Subject,
		Notes:   worded(c.Notes), Measure: c.Measure, Version: len(r.Versions),
		URL: s.absolute(bookEntryPath(r.Matter.Key))}
	if m.Rank == integrity.Officer {
		m.Rank = ""
	}
	return m
}
