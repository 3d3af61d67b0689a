package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// PublishPage is the last look before a draft becomes public.
type PublishPage struct {
	Page
	Dossier  Dossier
	Form     Form
	Saved    string // which draft is shown
	Action   string
	Ask      string // where a colleague is asked, "" when that is not what comes next
	Text     string
	Findings []FindingRow
	Answers  []AnswerGroup
	Changes  []Diff // against what is published
	Preview  Link
	Reason   *Field
	May      bool // this person may publish it
	Nothing  Empty
}

// An AnswerGroup is what one section of the draft says.
type AnswerGroup struct {
	Title  string
	Change Link
	Facts  []Fact
}

// paperOf gives the paper that an address is about.
func paperOf(r *http.Request) (paper consult.Paper, path string) {
	if strings.Contains(r.URL.Path, "/sammanfattning/") {
		return consult.Report, "sammanfattning/"
	}
	return consult.Invitation, ""
}

// publishing shows everything that will be public.
func (s *Server) publishing(w http.ResponseWriter, r *http.Request) error {
	return s.showPublishing(w, r, nil)
}

func (s *Server) showPublishing(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	paper, path := paperOf(r)
	file, dossier, err := s.dossier(r, strings.TrimSuffix(path, "/"))
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, id, paper)
	if err != nil {
		return err
	}
	page := PublishPage{Page: s.page(r, v.T("publish.title")), Dossier: dossier,
		Form: s.form(w, r, wrong), Saved: shown(draft), Action: v.Href(dossierPath(id, path+"publicera")),
		Preview: Link{v.T("overview.preview"), v.Href(dossierPath(id, path+"forhandsgranska"))}}
	page.notice(v, r)
	if draft.Number == 0 {
		page.Nothing = Empty{Title: v.T("publish.nothing"), Text: v.T("publish.nothing-text"),
			Action: Link{v.T("publish.edit"),
				v.Href(dossierPath(id, "redigera/"+editSections[0].path))}}
		return s.render(w, r, fault.Status(wrong), "publish", page)
	}
	if err := page.fill(v, file, draft, path); err != nil {
		return err
	}
	return s.render(w, r, fault.Status(wrong), "publish", page)
}

// fill shows what a draft says and changes, and who may publish it.
func (p *PublishPage) fill(v *visit, file dossierFile, draft consult.Version, path string) error {
	id := file.Consultation.ID
	own := draft.Author == string(v.Person.ID)
	p.May = v.Person.Can(account.Publish, file.Body.ID) && !(file.Body.FourEyes && own)
	if !p.May && v.Person.Can(account.Edit, file.Body.ID) {
		p.Ask = v.Href(dossierPath(id, path+"be-om-godkannande"))
	}
	p.Text = publishText(v, file, draft, *p)
	if i := slices.IndexFunc(file.Versions, func(x consult.Version) bool {
		return x.Paper == draft.Paper && inForce(file.Consultation, x)
	}); i >= 0 {
		changes, err := v.differences(file.Versions[i], draft)
		if err != nil {
			return err
		}
		p.Changes = changes
		f := p.Form.Field("area", "reason", v.T("publish.reason"), draft.Reason).
			Hinted(v.T("publish.reason-hint")).Area(3, mostShort)
		p.Reason = &f
	}
	if draft.Paper == consult.Report {
		g := AnswerGroup{Title: v.T("summary.title"),
			Change: Link{v.T("publish.change"), v.Href(dossierPath(id, "sammanfattning"))}}
		for _, section := range draft.Summary.Sections {
			if !section.Body.Empty() {
				g.Facts = append(g.Facts, Fact{Term: v.say(section.Heading), Text: v.say(section.Body)})
			}
		}
		p.Answers = []AnswerGroup{g}
		return nil
	}
	p.Findings = append(findings(v, id, draft.Content, ""),
		unready(v, file.Consultation, draft.Content, "")...)
	if file.Consultation.Published == 0 {
		p.Findings = append(v.passed(id, draft.Content), p.Findings...)
	}
	p.Answers = answers(v, id, draft)
	return nil
}

// passed warns of days that have passed before the invitation is out: most
// often a text of last time, or a year that was not changed.
func (v *visit) passed(id consult.ID, c consult.Content) []FindingRow {
	key, section, field := "", "", ""
	switch {
	case c.Meeting.Set() && !v.Now.Before(c.Meeting.Start):
		key, section, field = "publish.meeting-passed", "mote", "start"
	case !c.Registration.Closes.IsZero() && !v.Now.Before(c.Registration.Closes):
		key, section, field = "publish.closes-passed", "anmalan", "closes"
	default:
		return nil
	}
	return []FindingRow{{Chip: v.severity(consult.Warning), Title: v.T(key),
		Reason: v.T("publish.passed-reason"), Remedy: v.T("publish.passed-remedy"),
		Href: v.Href(dossierPath(id, "redigera/"+section)) + "#f-" + field}}
}

// publishText says what happens when the button is pressed, and to whom.
func publishText(v *visit, file dossierFile, draft consult.Version, page PublishPage) string {
	switch {
	case !draft.Asked.IsZero() && page.May:
		return v.T("publish.asked-you", "Who", personName(v, file, draft.AskedBy))
	case !draft.Asked.IsZero():
		return v.T("publish.asked", "When", v.DateTime(draft.Asked))
	case page.Ask != "" && file.Body.FourEyes:
		return v.T("publish.four-eyes")
	case page.Ask != "":
		return v.T("publish.not-you")
	case draft.Paper == consult.Report:
		return v.T("publish.summary")
	case file.Consultation.Published == 0:
		return v.T("publish.first")
	case consult.CalendarDiffers(file.Consultation.Content, draft.Content):
		return v.T("publish.calendar", "Count", file.Consultation.Taken)
	}
	return v.T("publish.later")
}

// shown names a draft as it was saved a certain time, so that nobody
// publishes what they have not seen.
func shown(v consult.Version) string {
	return strconv.Itoa(v.Number) + "." + strconv.Itoa(v.Saved)
}

// fieldSections says in which section of the editor each field of a version is written.
var fieldSections = map[string]string{
	"title": "grund", "summary": "grund", "purpose": "grund", "background": "grund",
	"invited": "grund",
	"plan":    "grund", "commitments": "grund", "meeting": "mote", "registration": "anmalan",
	"agenda":    "dagordning",
	"questions": "fragor", "material": "material", "written": "texter", "accessibility": "texter",
	"practical": "texter", "promise": "lofte", "privacy": "lofte", "contact": "kontakt",
}

// answers lists what a draft says, section by section, in the words that the
// public will read.
func answers(v *visit, id consult.ID, draft consult.Version) []AnswerGroup {
	var groups []AnswerGroup
	for _, section := range editSections {
		g := AnswerGroup{Title: v.T(string(section.title)), Change: Link{v.T("publish.change"),
			v.Href(dossierPath(id, "redigera/"+section.path))}}
		for _, f := range invitationFields {
			said := f.say(draft, v.Language())
			if fieldSections[f.name] == section.path && said.Text != "" {
				g.Facts = append(g.Facts, Fact{Term: v.T(string(f.label)), Text: said.Text,
					Tongue: v.foreign(said.Tongue)})
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// publish makes the draft public.
func (s *Server) publish(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if err := s.mayHere(r, account.Publish); err != nil {
		return err
	}
	paper, path := paperOf(r)
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, id, paper)
	if err != nil {
		return err
	}
	switch {
	case draft.Number == 0:
		return fault.New(fault.Conflict, "version.published-already")
	case r.PostForm.Get("saved") != shown(draft):
		return s.showPublishing(w, r, fault.New(fault.Conflict, "publish.changed"))
	}
	err = s.options.Desk.Publish(r.Context(), v.Person, id, paper, draft.Number,
		r.PostForm.Get("reason"))
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Refused) {
		return s.showPublishing(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, strings.TrimSuffix(path, "/")))+"?klart=published",
		http.StatusSeeOther)
	return nil
}

// askApproval asks the colleagues who may publish.
func (s *Server) askApproval(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	paper, path := paperOf(r)
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, id, paper)
	if err != nil {
		return err
	}
	err = s.options.Desk.AskApproval(r.Context(), v.Person, id, paper, draft.Number,
		r.PostForm.Get("reason"))
	if fault.Is(err, fault.Invalid) {
		return s.showPublishing(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, path+"publicera"))+"?klart=asked",
		http.StatusSeeOther)
	return nil
}
