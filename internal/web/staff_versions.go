package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// StaffVersionsPage lists every version of both papers, drafts too.
type StaffVersionsPage struct {
	Page
	Dossier Dossier
	Token   string
	Papers  []PaperRows
}

// PaperRows are the versions of one paper.
type PaperRows struct {
	Title    string
	Versions []VersionRow
	Empty    Empty
}

// A VersionRow is one version, and what changed in it.
type VersionRow struct {
	Title   string
	Chip    Chip
	Text    string // who and when
	Why     string
	Changes []Diff
	Count   string // how many fields changed
	Drop    string // where the draft is thrown away
}

// staffVersions lists the versions of a consultation.
func (s *Server) staffVersions(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "versioner")
	if err != nil {
		return err
	}
	page := StaffVersionsPage{Page: s.page(r, v.T("staff-versions.title")), Dossier: dossier,
		Token: s.token(w, r)}
	page.notice(v, r)
	for _, paper := range []consult.Paper{consult.Invitation, consult.Report} {
		rows, err := v.paperRows(file, paper)
		if err != nil {
			return err
		}
		page.Papers = append(page.Papers, rows)
	}
	return s.render(w, r, http.StatusOK, "staff-versions", page)
}

// paperRows lists the versions of a paper, the newest first.
func (v *visit) paperRows(file dossierFile, paper consult.Paper) (PaperRows, error) {
	p := PaperRows{Title: v.T("staff-versions.invitation")}
	if paper == consult.Report {
		p.Title = v.T("staff-versions.report")
		p.Empty = Empty{Title: v.T("staff-versions.none"), Text: v.T("staff-versions.none-text")}
	}
	var before consult.Version
	for _, each := range file.Versions {
		if each.Paper != paper {
			continue
		}
		row := v.versionRow(file, each)
		if before.Number > 0 {
			changes, err := v.differences(before, each)
			if err != nil {
				return p, err
			}
			row.Changes, row.Count = changes, v.T("staff-versions.changes", "Count", len(changes))
		}
		p.Versions = append(p.Versions, row)
		if !each.Published.IsZero() || before.Number == 0 {
			before = each
		}
	}
	slices.Reverse(p.Versions)
	return p, nil
}

// versionRow says who wrote a version, and when and why it became public.
func (v *visit) versionRow(file dossierFile, each consult.Version) VersionRow {
	row := VersionRow{Title: v.T("staff-versions.version", "Number", each.Number), Why: each.Reason}
	if each.Published.IsZero() {
		row.Chip = Chip{Tone: Quiet, Icon: "pen", Text: v.T("state.draft")}
		row.Text = v.T("staff-versions.saved", "Who", personName(v, file, each.Author), "When",
			v.DateTime(each.Edited))
		if v.Person.Can(account.Edit, file.Body.ID) &&
			(each.Number > 1 || each.Paper == consult.Report) {
			row.Drop = v.Href(dossierPath(file.Consultation.ID,
				"slang/"+string(each.Paper)+"-"+strconv.Itoa(each.Number)))
		}
		return row
	}
	row.Chip = Chip{Tone: Quiet, Icon: "check", Text: v.T("staff-versions.was")}
	if inForce(file.Consultation, each) {
		row.Chip = Chip{Tone: Done, Text: v.T("staff-versions.now")}
	}
	row.Text = v.T("staff-versions.published", "Who", personName(v, file, each.Approved),
		"Author", personName(v, file, each.Author), "When", v.DateTime(each.Published))
	return row
}

// inForce tells whether a version is the one that the public sees.
func inForce(c consult.Consultation, v consult.Version) bool {
	if v.Paper == consult.Report {
		return c.Summary == v.Number
	}
	return c.Published == v.Number
}

// StepPage asks once more before something that cannot be undone.
type StepPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	Lead    string
	Text    string
	Fields  []Field
	Button  string
	Back    Link
}

// dropping asks before a draft is thrown away.
func (s *Server) dropping(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "versioner")
	if err != nil {
		return err
	}
	if err := v.Person.May(account.Edit, file.Body.ID); err != nil {
		return err
	}
	paper, n, err := draftNamed(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(file.Versions, func(x consult.Version) bool {
		return x.Paper == paper && x.Number == n && x.Published.IsZero()
	})
	if i < 0 {
		return fault.New(fault.NotFound, "web.not-found")
	}
	page := StepPage{Page: s.page(r, v.T("drop.title")), Dossier: dossier, Form: s.form(w, r, nil),
		Action: v.Href(v.Path), Lead: v.T("drop.lead", "Number", n), Text: v.T("drop.text",
			"Who", personName(v, file, file.Versions[i].Author), "When",
			v.DateTime(file.Versions[i].Edited)),
		Button: v.T("drop.do"), Back: Link{v.T("drop.keep"),
			v.Href(dossierPath(file.Consultation.ID, "versioner"))}}
	return s.render(w, r, http.StatusOK, "confirm-step", page)
}

// draftNamed gives the paper and number that an address names: "invitation-2".
func draftNamed(r *http.Request) (consult.Paper, int, error) {
	name, number, _ := strings.Cut(r.PathValue("draft"), "-")
	n, err := strconv.Atoi(number)
	if paper := consult.Paper(name); err == nil &&
		(paper == consult.Invitation || paper == consult.Report) {
		return paper, n, nil
	}
	return "", 0, fault.New(fault.NotFound, "web.not-found")
}

// drop throws a draft away.
func (s *Server) drop(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	paper, n, err := draftNamed(r)
	if err != nil {
		return err
	}
	if err := s.options.Desk.DropDraft(r.Context(), v.Person, id, paper, n); err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "versioner"))+"?klart=dropped", http.StatusSeeOther)
	return nil
}

// cancelling asks before a consultation is called off.
func (s *Server) cancelling(w http.ResponseWriter, r *http.Request) error {
	return s.showCancelling(w, r, nil)
}

func (s *Server) showCancelling(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "")
	if err != nil {
		return err
	}
	if err := v.Person.May(account.Publish, file.Body.ID); err != nil {
		return err
	}
	if file.State == consult.Draft || file.State == consult.Held ||
		file.State == consult.Cancelled {
		return fault.New(fault.Refused, "cancel.not-now")
	}
	page := StepPage{Page: s.page(r, v.T("cancel.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(file.Consultation.ID, "stall-in")),
		Lead:   v.T("cancel.lead", "Count", file.Consultation.Taken), Text: v.T("cancel.text"),
		Button: v.T("cancel.do"), Back: Link{v.T("cancel.keep"),
			v.Href(dossierPath(file.Consultation.ID, ""))}}
	page.Fields = []Field{
		page.Form.Field("area", "reason", v.T("cancel.why"),
			"").Hinted(v.T("cancel.why-hint")).Area(3,
			mostShort),
		page.Form.Field("area", "reason-en", v.T("cancel.why-english"),
			"").May().Area(3, mostShort)}
	return s.render(w, r, fault.Status(wrong), "confirm-step", page)
}

// cancel calls a consultation off.
func (s *Server) cancel(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	err := s.options.Desk.Cancel(r.Context(), v.Person, id,
		consult.Text{SV: strings.TrimSpace(r.PostForm.Get("reason")),
			EN: strings.TrimSpace(r.PostForm.Get("reason-en"))})
	if fault.Is(err, fault.Invalid) {
		return s.showCancelling(w, r, moved(err, "", "reason"))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, ""))+"?klart=cancelled", http.StatusSeeOther)
	return nil
}

// copying begins the next consultation from this one.
func (s *Server) copying(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	id, err := s.options.Desk.Copy(r.Context(), v.Person, consult.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, ""))+"?klart=copied", http.StatusSeeOther)
	return nil
}

// HeldPage is the privacy panel: what is still held about people, and what was deleted.
type HeldPage struct {
	Page
	Dossier  Dossier
	Held     Table
	Receipts Table
	Empty    Empty
}

// privacyPanel shows what personal data is held.
func (s *Server) privacyPanel(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "personuppgifter")
	if err != nil {
		return err
	}
	held, gone, err := s.options.Desk.Privacy(r.Context(), v.Person, file.Consultation.ID)
	if err != nil {
		return err
	}
	page := HeldPage{Page: s.page(r, v.T("held.title")), Dossier: dossier}
	page.fill(v, file.Consultation.Content, held, gone)
	return s.render(w, r, http.StatusOK, "held", page)
}

// fill tabulates what is held, until when, and the receipts of what was deleted.
func (p *HeldPage) fill(v *visit, c consult.Content, held consult.Remains, gone []consult.Purge) {
	until := func(t time.Time) string {
		if c.End().IsZero() {
			return v.T("held.no-date")
		}
		return v.Date(t)
	}
	p.Held = Table{Caption: v.T("held.held"), Columns: []Column{{Text: v.T("held.what")},
		{Text: v.T("held.count"), Number: true}, {Text: v.T("held.until")}}}
	for _, row := range []struct {
		key   lang.Key
		n     int
		until string
	}{
		{lang.Key("held.requests"), held.Requests, v.T("held.hours", "Hours",
			int(consult.ConfirmFor.Hours()))},
		{lang.Key("held.needs"), held.Needs, until(c.NeedsUntil())},
		{lang.Key("held.people"), held.People, until(c.KeepUntil())},
		{lang.Key("held.invitees"), held.Invitees, until(c.KeepUntil())},
		{lang.Key("held.senders"), held.Senders, until(c.KeepUntil())},
	} {
		p.Held.Rows = append(p.Held.Rows, []Cell{{Text: v.T(string(row.key))}, {Text: v.Number(row.n)},
			{Text: row.until}})
	}
	p.Receipts = Table{Caption: v.T("held.receipts"), Columns: []Column{{Text: v.T("held.when")},
		{Text: v.T("held.what")}, {Text: v.T("held.count"), Number: true}}}
	for _, g := range gone {
		p.Receipts.Rows = append(p.Receipts.Rows, []Cell{{Text: v.DateTime(g.At)},
			{Text: v.T("held." + g.What)},
			{Text: v.Number(g.Count)}})
	}
	if len(gone) == 0 {
		p.Empty = Empty{Title: v.T("held.none"), Text: v.T("held.none-text")}
	}
}
