package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/rdf"
)

// orgsPath is where organisations stand, once each.
const orgsPath = "/integritet/organisationer"

// orgRoutes are the pages and files of organisations.
func (s *Server) orgRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true,
			Asks: []string{}}
	}
	list := get(orgsPath, s.orgs)
	list.Keep = false // there are as many answers as questions
	file := get(orgsPath+"/filer/{file}", s.orgFile)
	file.Machine, file.Shared = true, true
	return []Route{list, get(orgsPath+"/{id}", s.org), get(orgsPath+"/atom.xml", s.orgFeed), file}
}

// orgHref gives the path of the page of an organisation.
func (v *visit) orgHref(id string) string { return v.Href(orgsPath + "/" + id) }

// OrgsPage lists organisations, in the order of the alphabet.
type OrgsPage struct {
	Page
	Filter FilterBar
	Count  string
	Table  Table
	Pager  Pager
	Empty  Empty
	Files  []Link
}

// orgsOnPage is how many organisations stand on a page.
const orgsOnPage = 50

// orgs shows the list.
func (s *Server) orgs(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Identities(r.Context())
	if err != nil {
		return err
	}
	v, q := from(r), r.URL.Query()
	page := s.page(r, v.T("org.title"))
	page.Description, page.Feed = v.T("org.lead"), v.Href(orgsPath+"/atom.xml")
	number, _ := strconv.Atoi(q.Get("sida")) // 0 for the first
	return s.render(w, r, http.StatusOK, "organisations", v.orgsPage(page, all,
		orgFilter{q.Get("q"), q.Get("register")}, number))
}

// An orgFilter narrows the list.
type orgFilter struct{ words, where string }

func (f orgFilter) holds(o integrity.Organisation) bool {
	text := strings.ToLower(strings.Join(o.Names, "\n") + "\n" + o.Number + "\n" +
		strings.ReplaceAll(o.Number, "-", ""))
	return strings.Contains(text, strings.ToLower(strings.TrimSpace(f.words))) &&
		(f.where == "" || o.In(integrity.Where(f.where)) > 0)
}

func (v *visit) orgsPage(p Page, all act.Identities, f orgFilter, number int) OrgsPage {
	p.Styles = integritySheet
	page := OrgsPage{Page: p, Empty: Empty{Title: v.T("org.none"), Text: v.T("org.none-text")},
		Files: v.orgFiles(),
		Table: Table{Caption: v.T("org.title"), Columns: []Column{{Text: v.T("org.name")},
			{Text: v.T("org.number")},
			{Text: v.T("org.registers")}, {Text: v.T("org.stated")}}}}
	var chosen []integrity.Organisation
	for _, o := range all.All {
		if f.holds(o) {
			chosen = append(chosen, o)
		}
	}
	slices.SortStableFunc(chosen, func(a, b integrity.Organisation) int {
		return v.Compare(a.Names[0],
			b.Names[0])
	})
	pages := (len(chosen) + orgsOnPage - 1) / orgsOnPage
	number = max(1, min(number, pages))
	for _, o := range chosen[min(len(chosen), (number-1)*orgsOnPage):min(len(chosen),
		number*orgsOnPage)] {
		page.Table.Rows = append(page.Table.Rows, []Cell{{Text: o.Names[0], Link: v.orgHref(o.ID)},
			{Text: v.orgNumber(o)},
			{Text: v.orgRegisters(o)}, {Text: v.someDate(o.Stated())}})
	}
	page.Count = v.T("org.shown", "Count", len(chosen), "All", len(all.All))
	page.Filter = v.orgFilterBar(f)
	page.Pager = Pager{Page: number, Pages: pages}
	if number > 1 {
		page.Pager.Previous = v.orgsHref(f, number-1)
	}
	if number < pages {
		page.Pager.Next = v.orgsHref(f, number+1)
	}
	return page
}

// orgsHref gives the address of a page of the list.
func (v *visit) orgsHref(f orgFilter, number int) string {
	return v.Href(orgsPath) + "?" + url.Values{"q": {f.words}, "register": {f.where},
		"sida": {strconv.Itoa(number)}}.Encode()
}

// orgNumber gives the number, or says that there is none.
func (v *visit) orgNumber(o integrity.Organisation) string {
	if o.Number == "" {
		return v.T("org.provisional")
	}
	return o.Number
}

// orgRegisters says in which registers an organisation stands, and how often.
func (v *visit) orgRegisters(o integrity.Organisation) string {
	var parts []string
	for _, w := range integrity.Wheres() {
		if n := o.In(w); n > 0 {
			parts = append(parts, v.register(w)+": "+v.Number(n))
		}
	}
	return strings.Join(parts, "; ")
}

// register names a register.
func (v *visit) register(w integrity.Where) string { return v.Say("org-where."+string(w), nil) }

func (v *visit) orgFilterBar(f orgFilter) FilterBar {
	options := []Option{{Text: v.T("org.all-registers")}}
	for _, w := range integrity.Wheres() {
		options = append(options, Option{Value: string(w), Text: v.register(w)})
	}
	bar := FilterBar{Action: v.Href(orgsPath), Fields: []Field{
		{Kind: "search", Name: "q", Label: v.T("org.search"), Value: f.words, Width: "middle"},
		Field{Kind: "select", Name: "register", Label: v.T("org.register"),
			Value: f.where}.Among(options...)}}
	if f != (orgFilter{}) {
		bar.Clear = v.Href(orgsPath)
	}
	return bar
}

// orgFiles links to everything that can be fetched.
func (v *visit) orgFiles() (all []Link) {
	for _, f := range []Link{{v.T("org.csv"), "organisationer.csv"},
		{v.T("org.json"), "organisationer.json"},
		{v.T("org.schema"), "organisationer.schema.json"}, {v.T("org.ftm"), "ftm.json"},
		{v.T("org.bods"), "bods.json"},
		{v.T("org.entered-csv"), "uppslag.csv"}, {v.T("org.entered-json"), "uppslag.json"},
		{v.T("org.verdicts-csv"), "beslut.csv"}, {v.T("org.verdicts-json"), "beslut.json"},
		{v.T("org.dcat"), "dcat.ttl"}} {
		all = append(all, Link{f.Text, orgsPath + "/filer/" + f.Href})
	}
	return all
}

// OrgPage is an organisation with every place where it stands.
type OrgPage struct {
	Page
	Lead     string
	Facts    []Fact
	Odd      string // what is odd about a name
	Mentions Table
	Verdicts Table
	Alike    Table
}

// org shows an organisation.
func (s *Server) org(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Identities(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	o, known := all.Find(r.PathValue("id"))
	if !known {
		return fault.New(fault.NotFound, "web.not-found")
	}
	if o.ID != r.PathValue("id") { // it has been merged since somebody kept the address
		http.Redirect(w, r, v.orgHref(o.ID), http.StatusFound)
		return nil
	}
	return s.render(w, r, http.StatusOK, "organisation", v.orgPage(s.page(r, o.Names[0]), all, o))
}

func (v *visit) orgPage(p Page, all act.Identities, o integrity.Organisation) OrgPage {
	p.Styles = integritySheet
	page := OrgPage{Page: p, Lead: v.T("org.by-number"), Facts: []Fact{{Term: v.T("org.number"),
		Text: v.orgNumber(o)}}}
	if o.Number == "" {
		page.Lead = v.T("org.by-name")
	}
	page.Facts = append(page.Facts, Fact{Term: v.T("org.identity"), Text: o.ID},
		Fact{Term: v.T("org.names"), Text: strings.Join(o.Names, "; ")})
	for _, name := range o.Names {
		if odd := integrity.Oddities(name); len(odd) > 0 {
			page.Odd = v.T("org.odd", "Name", strconv.QuoteToASCII(name))
		}
	}
	page.Mentions = v.orgMentions(o)
	page.Verdicts, page.Alike = v.orgVerdicts(all, o), v.orgAlike(all, o)
	return page
}

// orgMentions lists where an organisation stands, as it is written there.
func (v *visit) orgMentions(o integrity.Organisation) Table {
	t := Table{Caption: v.T("org.mentions"), Columns: []Column{{Text: v.T("org.register")},
		{Text: v.T("org.written")},
		{Text: v.T("org.stated-by")}, {Text: v.T("org.stated")}}}
	for _, m := range o.Mentions {
		by := m.By
		if by == "" {
			by = v.T("org.itself")
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.register(m.Where), Link: v.own(m.Path)}, {Text: m.Name},
			{Text: by},
			{Text: v.someDate(m.On)}})
	}
	return t
}

// orgVerdicts lists what people have decided about an organisation, the last first.
func (v *visit) orgVerdicts(all act.Identities, o integrity.Organisation) Table {
	t := Table{Caption: v.T("org.verdicts"), Columns: []Column{{Text: v.T("org.decided")},
		{Text: v.T("org.ruling")},
		{Text: v.T("org.pair")}, {Text: v.T("org.why")}, {Text: v.T("org.decided-by")}}}
	for i, x := range slices.Backward(all.Verdicts) {
		for _, id := range []string{x.What.One, x.What.Other} {
			if id == o.ID || slices.Contains(o.Merged, id) {
				t.Rows = append(t.Rows, []Cell{{Text: v.Date(x.At)}, {Text: v.ruling(x.What.Ruling)},
					{Text: x.What.One + ", " + x.What.Other}, {Text: x.What.Why},
					{Text: v.bodyName(all.Bodies[all.DecidedBy[i]])}})
				break
			}
		}
	}
	return t
}

// ruling words what has been decided.
func (v *visit) ruling(r integrity.Ruling) string { return v.Say("org-ruling."+string(r), nil) }

// orgAlike lists organisations whose names are like this one's. Nothing is made of it.
func (v *visit) orgAlike(all act.Identities, o integrity.Organisation) Table {
	t := Table{Caption: v.T("org.alike"), Columns: []Column{{Text: v.T("org.name")},
		{Text: v.T("org.number")}}}
	for _, c := range integrity.Candidates(all.All, all.Rulings()) {
		other := c.Other
		switch o.ID {
		case c.One.ID:
		case c.Other.ID:
			other = c.One
		default:
			continue
		}
		t.Rows = append(t.Rows, []Cell{{Text: other.Names[0], Link: v.orgHref(other.ID)},
			{Text: v.orgNumber(other)}})
	}
	return t
}

// orgFile gives the organisations, and what people have looked up and decided.
func (s *Server) orgFile(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Identities(r.Context())
	if err != nil {
		return err
	}
	file := r.PathValue("file")
	switch name, _, _ := strings.Cut(file, "."); {
	case file == "organisationer.schema.json":
		return writeJSON(w, http.StatusOK, "application/json", orgSchema())
	case file == "ftm.json":
		data, err := s.orgEntities(all)
		return give(w, "application/x-ndjson", data, err)
	case file == "bods.json":
		return writeJSON(w, http.StatusOK, "application/json", s.orgStatements(all))
	case file == "dcat.ttl":
		data, err := s.orgEntry(all)
		return give(w, "text/turtle; charset=utf-8", data, err)
	case name == "uppslag":
		return s.listFile(w, file, name, integrity.WriteEntered(all.Entered))
	case name == "beslut":
		return s.listFile(w, file, name, integrity.WriteVerdicts(all.Rulings()))
	}
	return s.listFile(w, file, "organisationer", integrity.WriteOrganisations(all.All))
}

// orgEntities gives the entities of FollowTheMoney, one on each line.
func (s *Server) orgEntities(all act.Identities) ([]byte, error) {
	var out bytes.Buffer
	in := json.NewEncoder(&out)
	for _, o := range all.All {
		if err := in.Encode(o.FtM(func(o integrity.Organisation) string {
			return s.absolute(orgsPath +
				"/" + o.ID)
		})); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// orgEntry describes the files for catalogues of open data.
func (s *Server) orgEntry(all act.Identities) ([]byte, error) {
	var files []act.LedgerFile
	rows := integrity.WriteOrganisations(all.All)
	table, err := spreadsheet(rows)
	if err != nil {
		return nil, err
	}
	list, err := integrity.WriteJSON(rows)
	if err != nil {
		return nil, err
	}
	entities, err := s.orgEntities(all)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name, kind string
		data       []byte
	}{{"organisationer.csv", "text/csv", table}, {"organisationer.json", "application/json", list},
		{"ftm.json", "application/x-ndjson", entities}} {
		files = append(files, act.LedgerFile{Name: f.name, MediaType: f.kind, Size: int64(len(f.data))})
	}
	var out bytes.Buffer
	err = rdf.Write(&out, rdf.Turtle, act.OrganisationEntry(s.absolute(orgsPath+"/filer/"),
		s.options.Operator, all, files), dcat.Prefixes)
	return out.Bytes(), err
}

// give sends a file that was made.
func give(w http.ResponseWriter, kind string, data []byte, err error) error {
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data) // a reader who has gone is no failure of ours
	return nil
}

// orgStatements gives what is said of organisations, in the manner of BODS.
func (s *Server) orgStatements(all act.Identities) []integrity.BODS {
	list := []integrity.BODS{}
	for _, o := range all.All {
		list = append(list, o.Statements(s.options.Operator.Name, func(m integrity.Mention) string {
			if strings.HasPrefix(m.Path, "/") {
				return s.absolute(m.Path)
			}
			return m.Path
		})...)
	}
	return list
}

// orgSchema says what the columns of the table mean (a Table Schema).
func orgSchema() any {
	type field struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		Description string `json:"description"`
	}
	var registers []string
	for _, w := range integrity.Wheres() {
		registers = append(registers, string(w))
	}
	about := []string{"Identity: se- and the digits of the organisation number, or p- and a provisional one",
		"Organisation number; empty for one that is provisional", "The name, as it is most often written",
		"Other ways in which the name is written, with | between", "Whether no number is known",
		"Registers in which it stands, with a space between: " + strings.Join(registers, ", "),
		"Number of places where it stands", "Who states it, with | between",
		"The last day on which something was stated",
		"Provisional identities that people have found to be the same"}
	kinds := map[string]string{"mentions": "integer", "provisional": "boolean", "stated": "date"}
	var fields []field
	for i, name := range integrity.OrganisationColumns {
		kind := kinds[name]
		if kind == "" {
			kind = "string"
		}
		fields = append(fields, field{name, kind, about[i]})
	}
	return map[string]any{"$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
		"fields": fields, "primaryKey": []string{"id"}}
}

// orgFeed tells what people have decided, the latest first.
func (s *Server) orgFeed(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Identities(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	self := s.absolute(v.Href(orgsPath + "/atom.xml"))
	feed := atomFeed{Lang: string(v.Language()), ID: self, Title: v.T("org.title"),
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author:  atomAuthor{s.options.Operator.Name}, Links: []atomLink{{"self", "application/atom+xml",
			self},
			{"alternate", "text/html", s.absolute(v.Href(orgsPath))}}}
	for i, x := range slices.Backward(all.Verdicts) {
		if len(feed.Entries) == feedMost {
			break
		}
		at := s.absolute(v.orgHref(x.What.Other)) + "#" + x.What.Key() + "-" + strconv.Itoa(x.Number)
		feed.Entries = append(feed.Entries, dialogueEntry(at,
			v.ruling(x.What.Ruling)+": "+x.What.One+", "+x.What.Other,
			v.bodyName(all.Bodies[all.DecidedBy[i]]), x.What.Why, x.At))
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// apiOrganisation is an organisation for programs.
type apiOrganisation struct {
	ID       string       `json:"id"`
	Number   string       `json:"organisationNumber,omitempty"`
	Names    []string     `json:"names"`
	Merged   []string     `json:"merged"`
	Mentions []apiMention `json:"mentions"`
	URL      string       `json:"url"`
}

// apiMention is a place where an organisation stands.
type apiMention struct {
	Register integrity.Where `json:"register"`
	Name     string          `json:"name"`
	StatedBy string          `json:"statedBy,omitempty"` // none for the organisation itself
	On       integrity.Date  `json:"on,omitempty"`
	URL      string          `json:"url,omitempty"`
}

// apiOrganisations gives every organisation.
func (s *Server) apiOrganisations(r *http.Request) (any, error) {
	all, err := s.options.Desk.Identities(r.Context())
	if err != nil {
		return nil, err
	}
	items := []apiOrganisation{}
	for _, o := range all.All {
		one := apiOrganisation{ID: o.ID, Number: o.Number, Names: o.Names,
			Merged: append([]string{}, o.Merged...),
			URL:    s.absolute(in(lang.Swedish, orgsPath+"/"+o.ID))}
		for _, m := range o.Mentions {
			at := m.Path
			if strings.HasPrefix(at, "/") {
				at = s.absolute(at)
			}
			one.Mentions = append(one.Mentions, apiMention{m.Where, m.Name, m.By, m.On, at})
		}
		items = append(items, one)
	}
	return map[string]any{"items": items}, nil
}
