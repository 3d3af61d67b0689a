package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// peopleRoutes are the pages about who takes part in a consultation.
func (s *Server) peopleRoutes() []Route {
	at := work + "/samrad/{id}"
	return []Route{
		{Method: "GET", Pattern: at + "/anmalda", Access: Staff, Handler: s.people},
		{Method: "GET", Pattern: at + "/anmalda/ny", Access: Staff, Handler: s.entryForm},
		{Method: "POST", Pattern: at + "/anmalda/ny", Access: Staff, Handler: s.enterEntry},
		{Method: "GET", Pattern: at + "/anmalda/mejl", Access: Staff, Handler: s.mailForm},
		{Method: "POST", Pattern: at + "/anmalda/mejl", Access: Staff, Handler: s.readMail,
			Body: mostFile},
		{Method: "GET", Pattern: at + "/anmalda/granska", Access: Staff, Handler: s.screening},
		{Method: "POST", Pattern: at + "/anmalda/granska", Access: Staff, Handler: s.screen},
		{Method: "GET", Pattern: at + "/anmalda/{registration}", Access: Staff, Handler: s.person},
		{Method: "POST", Pattern: at + "/anmalda/{registration}", Access: Staff,
			Handler: s.changePerson},
		{Method: "POST", Pattern: at + "/export", Access: Staff, Handler: s.export},
		{Method: "GET", Pattern: at + "/narvaro", Access: Staff, Handler: s.attendance},
		{Method: "POST", Pattern: at + "/narvaro", Access: Staff, Handler: s.checkIn},
		{Method: "POST", Pattern: at + "/narvaro/ny", Access: Staff, Handler: s.walkIn},
	}
}

// mostFile is the largest file that is taken, in bytes, with the form around it.
const mostFile = 21 << 20

// PeoplePage lists who has registered.
type PeoplePage struct {
	Page
	Dossier Dossier
	Token   string
	Counts  []Chip
	Filter  FilterBar
	Found   string
	Table   Table
	Pager   Pager
	Empty   Empty
	Actions []Link
	Screen  Link   // to the queue of those who wait for approval
	Export  string // where the list is fetched from, "" for who may not
}

// groups says whom a participant speaks for, as staff say it.
var groups = map[consult.Kind]lang.Key{
	consult.CivilSociety: lang.Key("group.civil-society"),
	consult.Business:     lang.Key("group.business"),
	consult.Academia:     lang.Key("group.academia"),
	consult.PublicBody:   lang.Key("group.public-body"),
	consult.Media:        lang.Key("group.media"),
	consult.Expert:       lang.Key("group.expert"),
	consult.Private:      lang.Key("group.private"),
	consult.Other:        lang.Key("group.other"),
}

// standings is how staff see where a registration stands.
var standings = map[consult.Status]struct {
	tone Tone
	icon string
	word lang.Key
}{
	consult.Requested: {Quiet, "mail", lang.Key("standing.requested")},
	consult.Waiting:   {Late, "clock", lang.Key("standing.waiting")},
	consult.Seated:    {Done, "check", lang.Key("standing.seated")},
	consult.Queued:    {Neutral, "people", lang.Key("standing.queued")},
	consult.Offered:   {Active, "open", lang.Key("standing.offered")},
	consult.Lapsed:    {Quiet, "minus", lang.Key("standing.lapsed")},
	consult.Withdrawn: {Quiet, "minus", lang.Key("standing.withdrawn")},
	consult.Removed:   {Quiet, "cross", lang.Key("standing.removed")},
	consult.Refused:   {Quiet, "cross", lang.Key("standing.refused")},
	consult.WalkedIn:  {Done, "check", lang.Key("standing.walked-in")},
}

// channels says how a registration came in.
var channels = map[consult.Channel]lang.Key{
	consult.ByWeb:    lang.Key("channel.web"),
	consult.ByEmail:  lang.Key("channel.email"),
	consult.ByPhone:  lang.Key("channel.phone"),
	consult.ByLetter: lang.Key("channel.letter"),
	consult.AtDoor:   lang.Key("channel.door"),
}

func (v *visit) group(k consult.Kind) string { return v.T(string(groups[k])) }

func (v *visit) standing(s consult.Status) Chip {
	look := standings[s]
	return Chip{Tone: look.tone, Icon: look.icon, Text: v.T(string(look.word))}
}

// pageful is how many rows a list shows at a time.
const pageful = 50

// people lists who has registered.
func (s *Server) people(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "anmalda")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	all, err := s.options.Desk.Participants(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := PeoplePage{Page: s.page(r, v.T("people.title")), Dossier: dossier,
		Counts: v.counts(all), Token: s.token(w, r)}
	page.notice(v, r)
	if file.State != consult.Draft && v.Person.Can(account.HandlePeople, file.Body.ID) {
		page.Actions = []Link{{v.T("people.enter"), v.Href(dossierPath(id, "anmalda/ny"))},
			{v.T("people.read-mail"), v.Href(dossierPath(id, "anmalda/mejl"))}}
	}
	if n := countStatus(all, consult.Waiting); n > 0 {
		page.Screen = Link{v.T("people.screen", "Count", n),
			v.Href(dossierPath(id, "anmalda/granska"))}
	}
	if v.Person.Can(account.Export, file.Body.ID) && len(all) > 0 {
		page.Export = v.Href(dossierPath(id, "export"))
	}
	page.fill(v, id, all, r.URL.Query())
	return s.render(w, r, http.StatusOK, "people", page)
}

func countStatus(all []consult.Registration, status consult.Status) (n int) {
	for _, r := range all {
		if r.Status == status {
			n++
		}
	}
	return n
}

// counts tells how many registrations stand where.
func (v *visit) counts(all []consult.Registration) []Chip {
	var chips []Chip
	for _, status := range consult.Statuses() {
		if n := countStatus(all, status); n > 0 {
			chip := v.standing(status)
			chip.Text = v.Number(n) + " " + v.T("count."+string(status))
			chips = append(chips, chip)
		}
	}
	return chips
}

// fill makes the list that the query asks for.
func (p *PeoplePage) fill(v *visit, id consult.ID, all []consult.Registration, query url.Values) {
	here := v.Href(dossierPath(id, "anmalda"))
	chosen := choosePeople(all, query)
	p.filter(v, here, query)
	switch {
	case len(all) == 0:
		p.Empty = Empty{Title: v.T("people.none"), Text: v.T("people.none-text")}
		p.Filter = FilterBar{}
	case len(chosen) == 0:
		p.Empty = Empty{Title: v.T("people.no-match"), Text: v.T("people.no-match-text"),
			Action: Link{v.T("filter.clear"), here}}
	}
	p.Found = v.T("people.found", "Count", len(chosen))
	var from, to int
	p.Pager, from, to = pager(here, query, len(chosen))
	p.Table = Table{Caption: v.T("people.title"), Columns: []Column{{Text: v.T("people.name")},
		{Text: v.T("people.organisation")}, {Text: v.T("people.group")},
		{Text: v.T("people.status")},
		{Text: v.T("people.via")}}}
	for _, r := range chosen[from:to] {
		p.Table.Rows = append(p.Table.Rows, []Cell{{Text: v.nameOf(r),
			Link: v.Href(dossierPath(id, "anmalda/"+string(r.ID)))}, {Text: r.Organisation},
			{Text: v.group(r.Kind)}, {Chip: v.standing(r.Status)}, {Text: v.T(string(channels[r.Via]))}})
	}
}

// nameOf gives the name of who registered, or says that it has been deleted.
func (v *visit) nameOf(r consult.Registration) string {
	if r.Name == "" {
		return v.T("people.erased")
	}
	return r.Name
}

// choosePeople picks those that a query asks for, by name, organisation or
// address, status and group.
func choosePeople(all []consult.Registration, query url.Values) []consult.Registration {
	words := strings.Fields(strings.ToLower(query.Get("q")))
	return slices.DeleteFunc(slices.Clone(all), func(r consult.Registration) bool {
		text := strings.ToLower(r.Name + " " + r.Organisation + " " + r.Email)
		for _, w := range words {
			if !strings.Contains(text, w) {
				return true
			}
		}
		status, kind := query.Get("status"), query.Get("kind")
		return status != "" && string(r.Status) != status || kind != "" && string(r.Kind) != kind ||
			query.Get("needs") != "" && r.Needs == ""
	})
}

// filter makes the bar by which the list is narrowed.
func (p *PeoplePage) filter(v *visit, here string, query url.Values) {
	statuses := []Option{{Text: v.T("people.any")}}
	for _, status := range consult.Statuses() {
		statuses = append(statuses, Option{Value: string(status), Text: v.standing(status).Text})
	}
	kinds := []Option{{Text: v.T("people.any")}}
	for _, kind := range consult.Kinds() {
		kinds = append(kinds, Option{Value: string(kind), Text: v.group(kind)})
	}
	p.Filter = FilterBar{Action: here, Fields: []Field{
		{Kind: "search", Name: "q", Label: v.T("people.search"), Value: query.Get("q"),
			Width: "middle"},
		Field{Kind: "select", Name: "status", Label: v.T("people.status"),
			Value: query.Get("status")}.Among(statuses...),
		Field{Kind: "select", Name: "kind", Label: v.T("people.group"),
			Value: query.Get("kind")}.Among(kinds...),
		{Kind: "check", Name: "needs", Label: v.T("people.with-needs"), Value: query.Get("needs")}}}
	if query.Get("q")+query.Get("status")+query.Get("kind")+query.Get("needs") != "" {
		p.Filter.Clear = here
	}
}

// pager gives the part of a list of n rows that a query asks for.
func pager(here string, query url.Values, n int) (p Pager, from, to int) {
	p.Pages = max(1, (n+pageful-1)/pageful)
	page, _ := strconv.Atoi(query.Get("sida")) // what is no number is the first page
	p.Page = min(max(page, 1), p.Pages)
	at := func(page int) string {
		next := url.Values{}
		for name, values := range query {
			if name != "klart" {
				next[name] = values
			}
		}
		next.Set("sida", strconv.Itoa(page))
		return here + "?" + next.Encode()
	}
	if p.Page > 1 {
		p.Previous = at(p.Page - 1)
	}
	if p.Page < p.Pages {
		p.Next = at(p.Page + 1)
	}
	from = (p.Page - 1) * pageful
	return p, from, min(from+pageful, n)
}

// byName orders registrations by the name, as the language orders its letters.
func (v *visit) byName(all []consult.Registration) {
	slices.SortStableFunc(all, func(a, b consult.Registration) int {
		return cmp.Or(v.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}
