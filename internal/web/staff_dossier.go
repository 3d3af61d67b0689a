package web

import (
	"net/http"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// dossierFile is all that staff see of a consultation.
type dossierFile = act.File

// dossierPath gives the path of a page about one consultation for its staff.
func dossierPath(id consult.ID, page string) string {
	path := work + "/samrad/" + string(id)
	if page != "" {
		path += "/" + page
	}
	return path
}

// dossierRoutes are the pages about one consultation for its staff.
func (s *Server) dossierRoutes() []Route {
	at := work + "/samrad/{id}"
	return []Route{
		{Method: "GET", Pattern: at, Access: Staff, Handler: s.overview},
		{Method: "GET", Pattern: at + "/redigera/{section}", Access: Staff, Handler: s.edit},
		{Method: "POST", Pattern: at + "/redigera/{section}", Access: Staff, Handler: s.saveEdit},
		{Method: "POST", Pattern: at + "/motelank", Access: Staff, Handler: s.setLink},
		{Method: "POST", Pattern: at + "/fil", Access: Staff, Handler: s.addFile, Body: mostFile},
		{Method: "GET", Pattern: at + "/fil/{hash}", Access: Staff, Handler: s.staffFile},
		{Method: "GET", Pattern: at + "/brev", Access: Staff, Handler: s.letterOffer},
		{Method: "GET", Pattern: at + "/brev/{format}", Access: Staff, Handler: s.letterPaper},
		{Method: "GET", Pattern: at + "/publicera", Access: Staff, Handler: s.publishing},
		{Method: "POST", Pattern: at + "/publicera", Access: Staff, Handler: s.publish},
		{Method: "POST", Pattern: at + "/be-om-godkannande", Access: Staff, Handler: s.askApproval},
		{Method: "GET", Pattern: at + "/forhandsgranska", Access: Staff, Handler: s.preview},
		{Method: "GET", Pattern: at + "/sammanfattning", Access: Staff, Handler: s.summary},
		{Method: "POST", Pattern: at + "/sammanfattning", Access: Staff, Handler: s.saveSummary},
		{Method: "GET", Pattern: at + "/sammanfattning/publicera", Access: Staff,
			Handler: s.publishing},
		{Method: "POST", Pattern: at + "/sammanfattning/publicera", Access: Staff,
			Handler: s.publish},
		{Method: "POST", Pattern: at + "/sammanfattning/be-om-godkannande", Access: Staff,
			Handler: s.askApproval},
		{Method: "GET", Pattern: at + "/sammanfattning/forhandsgranska", Access: Staff,
			Handler: s.preview},
		{Method: "GET", Pattern: at + "/versioner", Access: Staff, Handler: s.staffVersions},
		{Method: "GET", Pattern: at + "/slang/{draft}", Access: Staff, Handler: s.dropping},
		{Method: "POST", Pattern: at + "/slang/{draft}", Access: Staff, Handler: s.drop},
		{Method: "GET", Pattern: at + "/stall-in", Access: Staff, Handler: s.cancelling},
		{Method: "POST", Pattern: at + "/stall-in", Access: Staff, Handler: s.cancel},
		{Method: "POST", Pattern: at + "/kopiera", Access: Staff, Handler: s.copying},
		{Method: "GET", Pattern: at + "/personuppgifter", Access: Staff, Handler: s.privacyPanel},
		{Method: "GET", Pattern: at + "/logg", Access: Staff, Handler: s.log},
	}
}

// A Dossier ("dossier") is the head of every staff page about a consultation:
// which it is, where it stands, and the way to its other pages.
type Dossier struct {
	Title  string
	Home   bool // the page is that of the consultation itself: the title is its heading
	Body   string
	State  Chip
	Tabs   []NavItem
	Public string // address of the public page, "" while there is none
}

// tabs are the pages about a consultation, each with the right that it wants.
var tabs = []struct {
	page string
	key  lang.Key
	verb account.Verb

	meets bool // of no use without a meeting
}{
	{"", lang.Key("tab.overview"), account.SeeDraft, false},
	{"brev", lang.Key("tab.letter"), account.SeeDraft, false},
	{"inbjudna", lang.Key("tab.outreach"), account.Invite, false},
	{"anmalda", lang.Key("tab.people"), account.SeePeople, true},
	{"narvaro", lang.Key("tab.attendance"), account.SeePeople, true},
	{"synpunkter", lang.Key("tab.opinions"), account.SeeViews, false},
	{"svar", lang.Key("tab.answers"), account.SeeViews, false},
	{"sammanfattning", lang.Key("tab.summary"), account.SeeDraft, false},
	{"versioner", lang.Key("tab.versions"), account.SeeDraft, false},
	{"personuppgifter", lang.Key("tab.held"), account.SeeDraft, false},
	{"logg", lang.Key("tab.log"), account.SeeAudit, false},
}

// dossier opens the file of the consultation that the address names, and makes
// the head of its pages; tab is the page that is shown.
func (s *Server) dossier(r *http.Request, tab string) (dossierFile, Dossier, error) {
	v, id := from(r), consult.ID(r.PathValue("id"))
	file, err := s.options.Desk.Consultation(r.Context(), v.Person, id)
	if err != nil {
		return file, Dossier{}, err
	}
	d := Dossier{Title: file.Consultation.Content.Title.In(string(v.Language())),
		Body: v.bodyName(file.Body), State: v.stateChip(file.State)}
	if file.Consultation.Published > 0 {
		d.Public = act.ConsultationPath(v.Language(), file.Consultation.Slug)
	}
	for _, t := range tabs {
		if v.Person.Can(t.verb, file.Body.ID) && !(t.meets && idle(file)) {
			d.Tabs = append(d.Tabs, NavItem{Text: v.T(string(t.key)),
				Href: v.Href(dossierPath(id, t.page)), Current: t.page == tab})
		}
	}
	return file, d, nil
}

// idle tells whether nobody can register at a consultation and nobody has.
func idle(file dossierFile) bool {
	return file.Consultation.Content.Meetingless() && file.Consultation.Taken+file.Seating.Waiting == 0
}

// mayHere tells whether who asks may verb with the consultation that the
// address names. Handlers that look at what was sent before they act ask it first.
func (s *Server) mayHere(r *http.Request, verb account.Verb) error {
	file, err := s.options.Desk.Consultation(r.Context(), from(r).Person,
		consult.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return from(r).Person.May(verb, file.Body.ID)
}

// OverviewPage is where the work on a consultation begins.
type OverviewPage struct {
	Page
	Dossier  Dossier
	Tasks    []TaskRow
	Sections []SectionRow
	Draft    *DraftState
	Facts    []Fact
	Token    string
	Copy     string // where the next consultation is begun from this one
	Cancel   string // where it is called off
	Preview  Link
}

// A SectionRow is a section of the editor, and what is to be mended there.
type SectionRow struct {
	Link     Link
	Chip     Chip
	Findings []FindingRow
}

// sectionRows lists the sections with what is to be mended in each.
func sectionRows(v *visit, was consult.Consultation, c consult.Content) []SectionRow {
	var rows []SectionRow
	id := was.ID
	for _, each := range editSections {
		row := SectionRow{Link: Link{v.T(string(each.title)),
			v.Href(dossierPath(id, "redigera/"+each.path))},
			Chip: Chip{Tone: Done, Text: v.T("overview.whole")}}
		if each.path == "mote" && c.Meetingless() {
			row.Chip = Chip{Tone: Quiet, Text: v.T("overview.no-meeting")}
		}
		row.Findings = append(findings(v, id, c, each.path), unready(v, was, c, each.path)...)
		if n := len(row.Findings); n > 0 {
			row.Chip = Chip{Tone: Neutral, Icon: "pen", Text: v.T("overview.mend", "Count", n)}
		}
		for i := range row.Findings { // why and how stand beside the field
			row.Findings[i].Reason, row.Findings[i].Remedy = "", ""
			if row.Findings[i].Chip.Tone == Late {
				row.Chip.Tone, row.Chip.Icon = Late, "warn"
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// A DraftState says how the draft stands and what can be done with it.
type DraftState struct {
	Text    string
	Publish Link
	Preview Link
}

// overview shows where a consultation stands and what comes next.
func (s *Server) overview(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	todo, err := s.options.Desk.Tasks(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, id, consult.Invitation)
	if err != nil {
		return err
	}
	dossier.Home = true
	page := OverviewPage{Page: s.page(r, dossier.Title), Dossier: dossier,
		Facts: overviewFacts(v, file), Token: s.token(w, r),
		Preview: Link{v.T("overview.preview"), v.Href(dossierPath(id, "forhandsgranska"))}}
	page.notice(v, r)
	if v.Person.Can(account.Edit, file.Body.ID) {
		page.Copy = v.Href(dossierPath(id, "kopiera"))
	}
	if v.Person.Can(account.Publish, file.Body.ID) && file.State != consult.Draft &&
		file.State != consult.Held && file.State != consult.Cancelled {
		page.Cancel = v.Href(dossierPath(id, "stall-in"))
	}
	for _, t := range todo {
		page.Tasks = append(page.Tasks, taskRow(v, t))
	}
	page.Sections = sectionRows(v, file.Consultation, draft.Content)
	if draft.Number > 0 {
		page.Draft = s.draftState(v, file, draft)
	}
	return s.render(w, r, http.StatusOK, "overview", page)
}

// draftState words how a draft stands.
func (s *Server) draftState(v *visit, file dossierFile, draft consult.Version) *DraftState {
	path := ""
	if draft.Paper == consult.Report {
		path = "sammanfattning/"
	}
	d := &DraftState{Text: v.T("overview.draft", "Number", draft.Number,
		"Who", personName(v, file, draft.Author), "When", v.DateTime(draft.Edited)),
		Publish: Link{v.T("overview.publish"), v.Href(dossierPath(file.Consultation.ID,
			path+"publicera"))},
		Preview: Link{v.T("overview.preview"), v.Href(dossierPath(file.Consultation.ID,
			path+"forhandsgranska"))}}
	if !draft.Asked.IsZero() {
		d.Text = v.T("overview.asked", "Number", draft.Number,
			"Who", personName(v, file, draft.AskedBy), "When", v.DateTime(draft.Asked))
	}
	return d
}

// personName names a member of staff of the body; others are a former colleague.
func personName(v *visit, file dossierFile, id string) string {
	if p, ok := file.People[account.PersonID(id)]; ok {
		if p.Name != "" {
			return p.Name
		}
		return p.Email
	}
	if id == string(account.System.ID) {
		return account.System.Name
	}
	return v.T("overview.former")
}

// overviewFacts are what one wants to know at a glance.
func overviewFacts(v *visit, file dossierFile) []Fact {
	c, m := file.Consultation, file.Consultation.Content.Meeting
	var facts []Fact
	if m.Set() {
		facts = append(facts, Fact{Term: v.T("overview.when"), Text: v.Range(m.Start, m.End)})
	}
	if place := m.Place.In(string(v.Language())); place != "" {
		facts = append(facts, Fact{Term: v.T("overview.where"), Text: place})
	}
	if c.Published > 0 {
		facts = append(facts, Fact{Term: v.T("overview.public"),
			Link: Link{act.ConsultationPath(v.Language(), c.Slug),
				act.ConsultationPath(v.Language(), c.Slug)}},
			Fact{Term: v.T("overview.first"), Time: c.First})
	}
	facts = append(facts, Fact{Term: v.T("overview.seats"),
		Text: v.taken(act.Listing{Consultation: c, Queue: file.Seating.Waiting})})
	if m.Form != consult.OnSite && m.Set() {
		text := v.T("overview.no-link")
		if c.HasLink {
			text = v.T("overview.link-kept")
		}
		facts = append(facts, Fact{Term: v.T("overview.link"), Text: text})
	}
	return append(facts, Fact{Term: v.T("overview.contact"), Text: c.Content.Contact.Email})
}
