package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// wishesPath is where wanted data are listed.
const wishesPath = contactPath + "/onskade-data"

// A pressing bounds how many presses of one neighbourhood count for one wish on
// one day. What it remembers is a hash under a key that is made anew each day
// and stands in memory alone: when the day is over, nobody can tell any more
// who pressed, and nothing of it was ever written down.
type pressing struct {
	now   func() time.Time
	mutex sync.Mutex
	day   string
	key   []byte
	seen  map[[sha256.Size]byte]int
}

// mostPresses is how many presses count from one network: a household, and a
// few people in an office that shares one address.
const mostPresses = 3

// count tells whether a press counts.
func (p *pressing) count(who netip.Prefix, wish int64) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	now := time.Now
	if p.now != nil {
		now = p.now
	}
	day := now().UTC().Format(time.DateOnly)
	if p.day != day {
		p.day, p.key, p.seen = day, []byte(rand.Text()), map[[sha256.Size]byte]int{}
	}
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(who.String() + " " + strconv.FormatInt(wish, 10))) // a hash never fails
	at := [sha256.Size]byte(mac.Sum(nil))
	if _, known := p.seen[at]; !known && len(p.seen) >= mostNeighbourhoods {
		return false // full until tomorrow: what was pressed is not forgotten for others to press again
	}
	p.seen[at]++
	return p.seen[at] <= mostPresses
}

// WishesPage lists the data that are wanted.
type WishesPage struct {
	Page
	Lead   string
	Token  string
	Action string
	Open   []WishRow
	Done   []WishRow
	Empty  Empty
	How    []string
	Ask    Link
	Data   Link
}

// A WishRow is data that are wanted.
type WishRow struct {
	ID      string // anchor
	Number  int64
	Title   Words
	Body    string
	Example bool
	State   Chip
	Reason  Words
	Where   Link
	Cases   string
	Support string
	Press   bool
}

// wishStates is how each state of a wish is shown.
var wishStates = map[consult.WishState]struct {
	tone Tone
	word lang.Key
}{
	consult.Wanted:    {Neutral, lang.Key("wish-state.wanted")},
	consult.UnderWay:  {Active, lang.Key("wish-state.under-way")},
	consult.Delivered: {Done, lang.Key("wish-state.delivered")},
	consult.Declined:  {Quiet, lang.Key("wish-state.declined")},
}

func wishAnchor(number int64) string { return "onskemal-" + strconv.FormatInt(number, 10) }

// wishes shows the data that are wanted.
func (s *Server) wishes(w http.ResponseWriter, r *http.Request) error {
	all, bodies, err := s.options.Desk.Wishes(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := v.wishesPage(s.page(r, v.T("wishes.title")), all, bodies, s.token(w, r))
	page.notice(v, r)
	return s.render(w, r, http.StatusOK, "wishes", page)
}

func (v *visit) wishesPage(p Page, all []consult.Wish, bodies map[string]account.Body,
	token string) WishesPage {
	p.Styles = contactSheet
	page := WishesPage{Page: p, Lead: v.T("wishes.lead"), Token: token, Action: v.Href(wishesPath),
		How: []string{v.T("wishes.how-cases"), v.T("wishes.how-presses"), v.T("wishes.how-kept",
			"Most", mostPresses), v.T("wishes.how-order")},
		Ask: Link{v.T("wishes.ask"), v.Href(contactPath)}, Data: Link{v.T("times.json"), "/api/v1/contact/wishes"}}
	for _, w := range all {
		row := v.wishRow(w, bodies[w.Body])
		if w.Open() {
			page.Open = append(page.Open, row)
		} else {
			page.Done = append(page.Done, row)
		}
	}
	if len(page.Open) == 0 {
		page.Empty = Empty{Title: v.T("wishes.none"), Text: v.T("wishes.none-text"),
			Action: page.Ask}
	}
	return page
}

func (v *visit) wishRow(w consult.Wish, b account.Body) WishRow {
	look := wishStates[w.State]
	row := WishRow{ID: wishAnchor(w.Number), Number: w.Number, Title: v.words(w.Title),
		Body:    v.bodyName(b),
		Example: b.Fictitious, State: Chip{Tone: look.tone, Text: v.T(string(look.word))},
		Reason: v.words(w.Reason), Press: w.Open(), Cases: v.T("wishes.cases", "Count", w.Cases),
		Support: v.T("wishes.presses", "Count", w.Support)}
	if w.Address != "" {
		row.Where = Link{v.T("wishes.where"), v.own(w.Address)}
	}
	return row
}

// supportWish counts one press. Who presses too often is thanked like everybody
// else, so that the answer tells nothing about the network it goes to.
func (s *Server) supportWish(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.ParseInt(r.PostForm.Get("wish"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	if open, err := s.isWanted(r.Context(), n); err != nil {
		return err
	} else if !open {
		return fault.New(fault.NotFound, "web.not-found")
	}
	if s.presses.count(neighbourhood(clientAddress(r, s.options.Trusted)), n) {
		if err := s.options.Desk.SupportWish(r.Context(), n); err != nil {
			return err
		}
	}
	http.Redirect(w, r, from(r).Href(wishesPath)+"?klart=pressed#"+wishAnchor(n),
		http.StatusSeeOther)
	return nil
}

// isWanted tells whether there is an open wish with the number: only those are
// remembered as pressed.
func (s *Server) isWanted(ctx context.Context, number int64) (bool, error) {
	all, _, err := s.options.Desk.Wishes(ctx)
	return slices.ContainsFunc(all, func(w consult.Wish) bool {
		return w.Number == number && w.Open()
	}), err
}

// apiWish is data that are wanted.
type apiWish struct {
	Number  int64     `json:"number"`
	Title   apiText   `json:"title"`
	Body    string    `json:"body"`
	State   string    `json:"state"`
	Reason  *apiText  `json:"reason,omitempty"`
	Where   string    `json:"where,omitempty"`
	Cases   int       `json:"cases"`   // that ask for it
	Presses int64     `json:"presses"` // of the button; not people
	Added   time.Time `json:"added"`
	Changed time.Time `json:"changed"`
	URL     string    `json:"url"`
}

// apiWishes gives the data that are wanted for programs.
func (s *Server) apiWishes(r *http.Request) (any, error) {
	all, _, err := s.options.Desk.Wishes(r.Context())
	if err != nil {
		return nil, err
	}
	return struct {
		Items []apiWish `json:"items"`
	}{each(all, func(w consult.Wish) apiWish {
		a := apiWish{Number: w.Number, Title: toText(w.Title), Body: w.Body, State: string(w.State),
			Where: w.Address, Cases: w.Cases, Presses: w.Support, Added: w.Added.UTC(), Changed: w.Changed.UTC(),
			URL: s.absolute(wishesPath + "#" + wishAnchor(w.Number))}
		if !w.Reason.Empty() {
			reason := toText(w.Reason)
			a.Reason = &reason
		}
		return a
	})}, nil
}

// StaffWishesPage is where a body keeps its list of wanted data.
type StaffWishesPage struct {
	Page
	Body   string
	Form   Form
	Action string
	Table  Table
	Legend string // what the form does
	ID     string // of the wish that is changed
	Case   string // that a new wish is made from
	Fields []Field
	May    bool
	Back   Link
}

// staffWishes shows the list of a body, and the form for one of it.
func (s *Server) staffWishes(w http.ResponseWriter, r *http.Request) error {
	return s.showStaffWishes(w, r, nil)
}

func (s *Server) showStaffWishes(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, body := from(r), account.BodyID(r.PathValue("body"))
	in, err := s.options.Desk.Inbox(r.Context(), v.Person, body)
	if err != nil {
		return err
	}
	chosen, asked := r.FormValue("valj"), r.FormValue("arende")
	wish := consult.Wish{State: consult.Wanted}
	for _, each := range in.Wishes {
		if string(each.ID) == chosen {
			wish = each
		}
	}
	if asked != "" && readOnly(r) { // the words of who asked are where the name begins
		c, err := s.options.Desk.Case(r.Context(), v.Person, consult.ViewID(asked))
		if err != nil {
			return err
		}
		if c.View.Subject.About == consult.MissingData {
			wish.Title.SV = c.View.Subject.ID
		}
	}
	page := v.staffWishesPage(s.page(r, v.T("wishes.title")), in, wish, s.form(w, r, wrong))
	page.Case = asked
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "wishes-staff", page)
}

func (v *visit) staffWishesPage(p Page, in act.Inbox, wish consult.Wish, f Form) StaffWishesPage {
	body := string(in.Body.ID)
	path := v.Href(inboxAt(body, "onskemal"))
	page := StaffWishesPage{Page: p, Body: v.bodyName(in.Body), Form: f, Action: path,
		ID:     string(wish.ID),
		Legend: v.T("wishes-staff.new"), May: v.Person.Can(account.HandleViews, in.Body.ID),
		Back: Link{v.T("contact.title"), v.Href(inboxAt(body, ""))},
		Table: Table{Caption: v.T("wishes.title"),
			Columns: []Column{{Text: v.T("wishes-staff.name")},
				{Text: v.T("queue.state")}, {Text: v.T("wishes-staff.cases"), Number: true},
				{Text: v.T("wishes-staff.presses"), Number: true}}}}
	if wish.ID != "" {
		page.Legend = v.T("wishes-staff.change", "Title", v.say(wish.Title))
	}
	for _, w := range in.Wishes {
		look := wishStates[w.State]
		page.Table.Rows = append(page.Table.Rows, []Cell{
			{Text: v.say(w.Title), Link: path + "?valj=" + url.QueryEscape(string(w.ID))},
			{Chip: Chip{Tone: look.tone, Text: v.T(string(look.word))}},
			{Text: v.Number(w.Cases)}, {Text: v.Number(int(w.Support))}})
	}
	var states []Option
	for _, each := range consult.WishStates() {
		states = append(states, Option{Value: string(each), Text: v.T(string(wishStates[each].word))})
	}
	page.Fields = []Field{
		f.Field("text", "title", v.T("wishes-staff.title"),
			wish.Title.SV).Hinted(v.T("wishes-staff.title-hint")),
		f.Field("text", "title-en", v.T("wishes-staff.title-en"), wish.Title.EN).May(),
		f.Field("select", "state", v.T("queue.state"), string(wish.State)).Among(states...),
		f.Field("text", "reason", v.T("wishes-staff.reason"),
			wish.Reason.SV).May().Hinted(v.T("duty.public")),
		f.Field("text", "reason-en", v.T("wishes-staff.reason-en"), wish.Reason.EN).May(),
		f.Field("text", "address", v.T("wishes-staff.address"),
			wish.Address).May().Hinted(v.T("wishes-staff.address-hint"))}
	return page
}

// saveWish keeps a wish.
func (s *Server) saveWish(w http.ResponseWriter, r *http.Request) error {
	v, sent := from(r), r.PostForm
	_, err := s.options.Desk.SaveWish(r.Context(), v.Person, consult.Wish{ID: consult.WishID(sent.Get("valj")),
		Body: r.PathValue("body"), Title: consult.Text{SV: sent.Get("title"), EN: sent.Get("title-en")},
		State:   consult.WishState(sent.Get("state")),
		Reason:  consult.Text{SV: sent.Get("reason"), EN: sent.Get("reason-en")},
		Address: sent.Get("address")}, consult.ViewID(sent.Get("arende")))
	return s.answeredOr(w, r, err, v.Href(v.Path)+"?klart=wish", s.showStaffWishes)
}
