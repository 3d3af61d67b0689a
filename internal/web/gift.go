package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// giftsPath is where gifts to public bodies are shown.
const giftsPath = "/integritet/gavor"

// giftRoutes are the pages and files of the gift registers.
func (s *Server) giftRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	file := get(giftsPath+"/{body}/{file}", s.giftFile)
	file.Machine, file.Shared = true, true
	return []Route{get(giftsPath, s.giftBooks), get(giftsPath+"/{body}", s.giftBook),
		get(giftPath("{key}"), s.gift), get(giftPath("{key}")+"/version/{n}", s.gift), file}
}

// GiftBooksPage lists the bodies that register gifts.
type GiftBooksPage struct {
	Page
	Books []BookRow
	None  Empty
}

// giftBooks lists the registers.
func (s *Server) giftBooks(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.GiftBooks(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := s.page(r, v.T("gift.title"))
	page.Description = v.T("gift.lead")
	return s.render(w, r, http.StatusOK, "gift-books", v.giftBooksPage(page, all))
}

func (v *visit) giftBooksPage(p Page, all act.GiftBooks) GiftBooksPage {
	p.Styles = integritySheet
	page := GiftBooksPage{Page: p,
		None: Empty{Title: v.T("gift.no-bodies"), Text: v.T("gift.no-bodies-text")}}
	for _, b := range all.All {
		page.Books = append(page.Books, BookRow{Facts: v.giftCoverage(b), States: v.giftStates(b),
			Title: Link{v.invented(all.Bodies[b.Matter.Body]),
				v.Href(act.GiftPath(b.Matter.Body))}})
	}
	slices.SortFunc(page.Books, func(a, b BookRow) int {
		return v.Compare(a.Title.Text, b.Title.Text)
	})
	return page
}

// giftCoverage says whose gifts are registered, since when, and what need not be.
func (v *visit) giftCoverage(b integrity.GiftBook) []Fact {
	c, late := b.Now(), 0
	for _, r := range b.Standing() {
		if r.Late(lang.Stockholm) {
			late++
		}
	}
	facts := []Fact{{Term: v.T("book.covers"), Text: v.saying(c.Covers).Text,
		Tongue: v.saying(c.Covers).Tongue},
		{Term: v.T("book.since"), Text: v.someDate(c.Since)},
		{Term: v.T("book.complete"), Text: v.T("gift.not-complete")},
		{Term: v.T("gift.within"), Text: v.T("book.days", "Count", integrity.GiftDays)},
		{Term: v.T("book.from-rank"), Text: v.rank(c.From) + ". " + v.T("book.below")},
		{Term: v.T("gift.count"), Text: v.Number(len(b.Standing()))},
		{Term: v.T("gift.late-count"), Text: v.Number(late)}}
	if n := len(b.Gifts) - len(b.Standing()); n > 0 {
		facts = append(facts, Fact{Term: v.T("gift.cancelled-count"), Text: v.Number(n)})
	}
	if c.Ended != "" {
		facts = append(facts, Fact{Term: v.T("book.ended"), Text: v.someDate(c.Ended)})
	}
	return facts
}

// giftStates says whether a body still keeps its register, and keeps the page
// no longer than that is so.
func (v *visit) giftStates(b integrity.GiftBook) []Chip {
	if b.Ended(v.Now.In(lang.Stockholm)) {
		return []Chip{{Tone: Quiet, Text: v.T("gift.state-ended")}}
	}
	v.Until(b.Now().Ended.After(lang.Stockholm))
	return []Chip{{Tone: Active, Text: v.T("gift.state-open")}}
}

// GiftBookPage is the gift register of a body.
type GiftBookPage struct {
	Page
	Facts  []Fact
	States []Chip
	Filter FilterBar
	Count  string
	Gifts  Table
	Empty  Empty
	Files  []Link
}

// giftBook shows the register of a body.
func (s *Server) giftBook(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.GiftBooks(r.Context())
	if err != nil {
		return err
	}
	b, known := all.Of(r.PathValue("body"))
	if !known {
		return fault.New(fault.NotFound, "web.not-found")
	}
	v := from(r)
	page := s.page(r, v.T("gift.of", "Body", v.invented(all.Bodies[b.Matter.Body])))
	page.Description = v.T("gift.lead")
	q := r.URL.Query()
	return s.render(w, r, http.StatusOK, "gift-book", v.giftBookPage(page, b,
		bookFilter{q.Get("ar"), q.Get("q")}))
}

// holdsGift tells whether a gift is asked for.
func (f bookFilter) holdsGift(v *visit, g integrity.Gift) bool {
	text := strings.Join([]string{v.saying(g.What).Text, v.saying(g.Occasion).Text, v.giver(g),
		strconv.Itoa(g.Number)}, "\n")
	return strings.HasPrefix(string(g.On), f.year) && strings.Contains(strings.ToLower(text),
		strings.ToLower(strings.TrimSpace(f.words)))
}

func (v *visit) giftBookPage(p Page, b integrity.GiftBook, f bookFilter) GiftBookPage {
	p.Styles = integritySheet
	at := act.GiftPath(b.Matter.Body)
	page := GiftBookPage{Page: p, Facts: v.giftCoverage(b), States: v.giftStates(b),
		Empty: Empty{Title: v.T("gift.none"), Text: v.T("gift.none-text")},
		Files: []Link{{v.T("book.csv"), at + "/gavor.csv"}, {v.T("book.json"), at + "/gavor.json"}},
		Gifts: Table{Caption: v.T("gift.table"), Columns: []Column{
			{Text: v.T("gift.number"), Number: true}, {Text: v.T("gift.what")},
			{Text: v.T("gift.from")},
			{Text: v.T("gift.receiver")}, {Text: v.T("gift.received")}, {Text: v.T("gift.state")}}}}
	years := []Option{{Text: v.T("book.all-years")}}
	for _, r := range slices.Backward(b.Gifts) {
		g := r.Now()
		year := Option{Value: string(g.On)[:4], Text: string(g.On)[:4]}
		if !slices.Contains(years, year) {
			years = append(years, year)
		}
		if f.holdsGift(v, g) && len(page.Gifts.Rows) < mostShown {
			page.Gifts.Rows = append(page.Gifts.Rows, v.giftRow(r))
		}
	}
	slices.SortFunc(years[1:], func(a, b Option) int { return strings.Compare(b.Value, a.Value) })
	page.Count = v.T("gift.shown", "Shown", len(page.Gifts.Rows), "All", len(b.Gifts))
	page.Filter = v.bookFilterBar(at, f, years, v.T("gift.search"))
	return page
}

// giftRow shows a gift in the register.
func (v *visit) giftRow(r integrity.Registered) []Cell {
	g, href := r.Now(), v.Href(giftPath(r.Matter.Key))
	number := Cell{Text: strconv.Itoa(g.Number)}
	if g.Cancelled != "" {
		return []Cell{number, {Text: v.T("gift.cancelled"), Link: href}, {Text: "–"}, {Text: "–"},
			{Text: v.someDate(g.On)}, {Chip: v.giftChips(r)[0]}}
	}
	return []Cell{number, {Text: v.saying(g.What).Text, Link: href}, {Text: v.giver(g)},
		{Text: v.receiver(g)}, {Text: v.someDate(g.On)}, {Chip: v.giftChips(r)[0]}}
}

// giver says who gave: an organisation, or a private person of whom no more is told.
func (v *visit) giver(g integrity.Gift) string {
	if g.Person {
		return v.T("gift.private-person")
	}
	return g.From.Name
}

// receiver says who received: by rank, or below the rank that is told by the unit alone.
func (v *visit) receiver(g integrity.Gift) string {
	return v.official(integrity.Contact{Rank: g.Rank, Unit: g.Unit})
}

// giftChips says how a gift stands, the most important first.
func (v *visit) giftChips(r integrity.Registered) (all []Chip) {
	g, took := r.Now(), r.Took(lang.Stockholm)
	if g.Cancelled != "" {
		return []Chip{{Tone: Quiet, Icon: "cross", Text: v.T("gift.state-cancelled")}}
	}
	if r.Late(lang.Stockholm) {
		all = append(all, Chip{Tone: Late, Text: v.T("gift.late", "Count", took)})
	} else {
		all = append(all, Chip{Tone: Quiet, Icon: "calendar", Text: v.T("gift.in-time", "Count", took)})
	}
	if g.Disposal != "" {
		all = append(all, Chip{Tone: Neutral, Text: v.Say("gift-disposal."+string(g.Disposal), nil)})
	}
	if n := v.giftChanges(r); n > 0 {
		all = append(all, Chip{Tone: Neutral, Icon: "pen", Text: v.T("book.changed", "Count", n)})
	}
	return all
}

// giftChanges counts how often a gift was changed: to part with it is no change.
func (v *visit) giftChanges(r integrity.Registered) (n int) {
	for _, one := range r.Versions[1:] {
		if one.What.Why != "" {
			n++
		}
	}
	return n
}

// giftPath is the Swedish path of a gift.
func giftPath(key string) string { return "/integritet/gava/" + key }

// gift shows a gift, or how it stood in a version.
func (s *Server) gift(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.GiftBooks(r.Context())
	if err != nil {
		return err
	}
	for _, b := range all.All {
		for _, one := range b.Gifts {
			if one.Matter.Key == r.PathValue("key") {
				versions := one.Versions
				one.Versions, err = asItStood(versions, r.PathValue("n"), one.Now().Cancelled != "")
				if err != nil {
					return err
				}
				page := from(r).giftPage(s.page(r, ""), all, b, one)
				page.Older = olderOf(from(r), giftPath(one.Matter.Key), one.Versions, versions)
				return s.render(w, r, http.StatusOK, "gift", page)
			}
		}
	}
	return fault.New(fault.NotFound, "web.not-found")
}

func (v *visit) giftPage(p Page, all act.GiftBooks, b integrity.GiftBook,
	r integrity.Registered) RegisterEntryPage {
	p.Styles = integritySheet
	g := r.Now()
	page := RegisterEntryPage{Page: p, States: v.giftChips(r), Covers: v.giftCoverage(b),
		Over: Link{v.T("gift.of", "Body", v.invented(all.Bodies[b.Matter.Body])),
			v.Href(act.GiftPath(b.Matter.Body))}}
	page.Title = v.T("gift.one", "Number", g.Number, "What", v.saying(g.What).Text)
	if g.Cancelled != "" {
		page.Title = v.T("gift.one-cancelled", "Number", g.Number)
		page.Facts = []Fact{{Term: v.T("gift.received"), Text: v.someDate(g.On)},
			{Term: v.T("gift.why-cancelled"), Text: g.Cancelled}}
		return page
	}
	page.Facts = v.giftFacts(r)
	for i, one := range r.Versions {
		item := TimelineItem{At: one.At, Title: v.T("gift.registered"), Text: one.What.Why}
		if i > 0 {
			item.Title = v.T("book.version", "Number", i+1)
			item.Text = strings.TrimSpace(item.Text + " " + v.giftSaid(r.Versions[i-1].What, one.What))
		}
		item.Link = v.seeOlder(giftPath(r.Matter.Key), i+1, len(r.Versions))
		page.Versions = append(page.Versions, item)
	}
	return page
}

// giftFacts gives the fields of a gift.
func (v *visit) giftFacts(r integrity.Registered) []Fact {
	g := r.Now()
	facts := []Fact{{Term: v.T("gift.sort"), Text: v.Say("gift-sort."+string(g.Sort), nil)},
		v.giverFact(g), {Term: v.T("gift.receiver"), Text: v.receiver(g)},
		{Term: v.T("gift.occasion"), Text: v.saying(g.Occasion).Text,
			Tongue: v.saying(g.Occasion).Tongue},
		{Term: v.T("gift.received"), Text: v.someDate(g.On)},
		{Term: v.T("gift.registered"), Text: v.Date(r.Registered())},
		{Term: v.T("gift.value"), Text: v.worth(g)}}
	if !g.Kept.Empty() && g.Disposal == "" {
		facts = append(facts, Fact{Term: v.T("gift.kept"), Text: v.saying(g.Kept).Text,
			Tongue: v.saying(g.Kept).Tongue})
	}
	if g.Disposal != "" {
		facts = append(facts, Fact{Term: v.T("gift.disposal"), Text: v.parting(g)})
	}
	if g.Contact != "" {
		facts = append(facts, v.giftContact(r))
	}
	return facts
}

// giverFact says who gave, and leads to all that is public of the organisation.
func (v *visit) giverFact(g integrity.Gift) Fact {
	if g.Person || g.From.Number == "" {
		name := v.giver(g)
		if g.From.Sort != "" {
			name += " (" + v.Say("book-sort."+string(g.From.Sort), nil) + ")"
		}
		return Fact{Term: v.T("gift.from"), Text: name}
	}
	one := v.bookPartner(g.From)
	return Fact{Term: v.T("gift.from"), Link: Link{one.Name + " (" + one.More + ")", one.Href}}
}

// worth words the value of a gift; that it need not be stated where it is not.
func (v *visit) worth(g integrity.Gift) string {
	if g.Value == 0 {
		return v.T("gift.no-value")
	}
	return v.kronor(float64(g.Value / 100))
}

// parting says how the body has parted with an object, and when.
func (v *visit) parting(g integrity.Gift) string {
	return v.Say("gift-disposal."+string(g.Disposal), nil) + ", " + v.someDate(g.Disposed)
}

// giftContact leads to the contact at which a gift was given.
func (v *visit) giftContact(r integrity.Registered) Fact {
	ref := r.Now().Contact
	return Fact{Term: v.T("gift.contact"), Link: Link{v.T("gift.see-contact", "Ref", ref),
		v.Href("/integritet/kontakt/" + integrity.ContactKey(r.Matter.Body, ref))}}
}

// giftSaid says what a version says otherwise than the one before.
func (v *visit) giftSaid(was, is integrity.Gift) string {
	var parts []string
	say := func(term, before, now string) {
		if before != now {
			parts = append(parts, v.was(v.T(term), before))
		}
	}
	say("gift.what", v.saying(was.What).Text, v.saying(is.What).Text)
	say("gift.sort", v.Say("gift-sort."+string(was.Sort), nil),
		v.Say("gift-sort."+string(is.Sort), nil))
	say("gift.from", v.giver(was), v.giver(is))
	say("gift.receiver", v.receiver(was), v.receiver(is))
	say("gift.occasion", v.saying(was.Occasion).Text, v.saying(is.Occasion).Text)
	say("gift.received", v.someDate(was.On), v.someDate(is.On))
	say("gift.value", v.worth(was), v.worth(is))
	say("gift.kept", v.saying(was.Kept).Text, v.saying(is.Kept).Text)
	say("gift.contact", was.Contact, is.Contact)
	if was.Disposal != is.Disposal {
		parts = append(parts, v.T("gift.now-gone", "How", v.parting(is)))
	}
	return strings.Join(parts, " ")
}

// giftsAt leads to what was given at a contact.
func (v *visit) giftsAt(all act.GiftBooks, contact integrity.Matter, ref string) (facts []Fact) {
	b, _ := all.Of(contact.Body)
	for _, r := range b.Standing() {
		g := r.Now()
		if integrity.ContactKey(contact.Body, g.Contact) == integrity.ContactKey(contact.Body, ref) {
			facts = append(facts, Fact{Term: v.T("gift.at-contact"),
				Link: Link{v.T("gift.one", "Number", g.Number, "What", v.saying(g.What).Text),
					v.Href(giftPath(r.Matter.Key))}})
		}
	}
	return facts
}

// giftFile gives the register of a body as it can be read in again.
func (s *Server) giftFile(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.GiftBooks(r.Context())
	if err != nil {
		return err
	}
	b, known := all.Of(r.PathValue("body"))
	if !known {
		return fault.New(fault.NotFound, "web.not-found")
	}
	return s.listFile(w, r.PathValue("file"), "gavor", giftRows(b))
}

// giftRows lists the gifts of a register.
func giftRows(b integrity.GiftBook) [][]string {
	return integrity.Covered(integrity.WriteGifts(b.Gifts, lang.Stockholm), b.Now())
}
