package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// EditPage is one section of the editor.
type EditPage struct {
	Page
	Dossier  Dossier
	Form     Form
	Action   string
	Base     string // fingerprint of the section as it is shown
	What     string
	Steps    Stepper
	Blocks   []EditBlock
	Findings []FindingRow
	Secret   *SecretForm // the meeting link
	Upload   *UploadForm // a file to read before the meeting
	ReadOnly bool
	Last     bool
}

// edit shows a section of the editor.
func (s *Server) edit(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	section, err := sectionOf(r)
	if err != nil {
		return err
	}
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, id, consult.Invitation)
	if err != nil {
		return err
	}
	return s.showEdit(w, r, section, newEditor(v, section, &draft.Content, nil), nil)
}

// sectionOf gives the section that the address names.
func sectionOf(r *http.Request) (editSection, error) {
	i := slices.IndexFunc(editSections,
		func(x editSection) bool { return x.path == r.PathValue("section") })
	if i < 0 {
		return editSection{}, fault.New(fault.NotFound, "web.not-found")
	}
	return editSections[i], nil
}

// sectionNamed gives the section with the path.
func sectionNamed(path string) editSection {
	return editSections[slices.IndexFunc(editSections,
		func(x editSection) bool { return x.path == path })]
}

// newEditor goes through a section, with what was sent or with nothing.
func newEditor(v *visit, section editSection, content *consult.Content, sent url.Values) *editor {
	e := &editor{visit: v, content: content, sent: sent, acts: map[string]rowAct{}}
	section.ask(e)
	return e
}

func (s *Server) showEdit(w http.ResponseWriter, r *http.Request, section editSection, e *editor,
	notices []Notice) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "")
	if err != nil {
		return err
	}
	wrong := fault.Fields(e.faults...)
	page := EditPage{Page: s.page(r, v.T(string(section.title))), Dossier: dossier,
		Form: s.form(w, r, wrong), Action: v.Href(dossierPath(file.Consultation.ID,
			"redigera/"+section.path)),
		Base: e.base(), What: v.T(string(section.what)), Blocks: e.blocks,
		Last:     section.path == editSections[len(editSections)-1].path,
		ReadOnly: !v.Person.Can(account.Edit, file.Body.ID)}
	page.notice(v, r)
	if names := r.URL.Query().Get("namn"); names != "" {
		notices = append(notices, Notice{Tone: Late, Title: v.T("upload.tells"),
			Text: v.T("upload.tells-text", "Names", clipText(names))})
	}
	page.Notices = append(page.Notices, notices...)
	page.Steps = editSteps(v, file.Consultation.ID, section.path)
	linkFiles(v, file.Consultation.ID, e.blocks)
	switch section.path {
	case "mote":
		page.Secret = s.secretForm(page.Form, v, file)
	case "material":
		page.Upload = s.uploadForm(page.Form, v, file)
	}
	page.Findings = append(findings(v, file.Consultation.ID, *e.content, section.path),
		unready(v, file.Consultation, *e.content, section.path)...)
	status := fault.Status(wrong)
	if len(notices) > 0 && !readOnly(r) {
		status = http.StatusConflict
	}
	return s.render(w, r, status, "edit", page)
}

// clipText shortens words that came with an address.
func clipText(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// editSteps lists the sections.
func editSteps(v *visit, id consult.ID, current string) Stepper {
	steps := Stepper{Label: v.T("edit.sections")}
	for _, each := range editSections {
		step := Step{Text: v.T(string(each.title)),
			Href: v.Href(dossierPath(id, "redigera/"+each.path))}
		if each.path == current {
			step.State = "current"
		}
		steps.Steps = append(steps.Steps, step)
	}
	return steps
}

// saveEdit takes what was sent. What somebody else has saved meanwhile in the
// same section is never written over unseen: then both texts are shown.
func (s *Server) saveEdit(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	section, err := sectionOf(r)
	if err != nil {
		return err
	}
	for range 3 { // another section may be saved in the same moment
		draft, err := s.options.Desk.OpenDraft(r.Context(), v.Person, id, consult.Invitation)
		if err != nil {
			return err
		}
		stored := newEditor(v, section, clone(&draft.Content), nil)
		e := newEditor(v, section, &draft.Content, r.PostForm)
		if stored.base() != r.PostForm.Get("base") {
			return s.showConflict(w, r, section, e, stored, draft)
		}
		if len(e.faults) > 0 {
			return s.showEdit(w, r, section, e, nil)
		}
		anchor := e.do(r.PostForm.Get("do"))
		_, err = s.options.Desk.SaveDraft(r.Context(), v.Person, draft)
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err != nil {
			return err
		}
		http.Redirect(w, r, s.afterEdit(v, id, section, r.PostForm.Get("do"), anchor),
			http.StatusSeeOther)
		return nil
	}
	return fault.New(fault.Conflict, "version.conflict")
}

// afterEdit gives where to go when a section has been saved.
func (s *Server) afterEdit(v *visit, id consult.ID, section editSection, do, anchor string) string {
	at := v.Href(dossierPath(id, "redigera/"+section.path))
	if do == "next" {
		i := slices.IndexFunc(editSections, func(x editSection) bool { return x.path == section.path })
		if i+1 < len(editSections) {
			return v.Href(dossierPath(id, "redigera/"+editSections[i+1].path)) + "?klart=saved"
		}
		return v.Href(dossierPath(id, "")) + "?klart=saved"
	}
	if anchor != "" {
		return at + "#" + anchor
	}
	return at + "?klart=saved"
}

// do carries out the button that was pressed: "agenda.up.3" moves the third
// row up. It gives the identity of the row to come back to, "" where the
// section was merely saved.
func (e *editor) do(button string) string {
	name, rest, _ := strings.Cut(button, ".")
	act, known := e.acts[name]
	if !known {
		for _, each := range e.acts {
			each("tidy", 0)
		}
		return ""
	}
	verb, at, _ := strings.Cut(rest, ".")
	row, _ := strconv.Atoi(at) // what is no number is no row
	if !act(verb, row-1) {
		return Field{Name: name}.ID()
	}
	switch verb {
	case "up":
		row--
	case "down":
		row++
	case "remove":
		return Field{Name: name}.ID()
	case "add":
		row, _ = strconv.Atoi(e.sent.Get(name + "-rows"))
		row++
	}
	return "row-" + name + "-" + strconv.Itoa(row)
}

// clone gives a copy that shares nothing with c.
func clone(c *consult.Content) *consult.Content {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // content comes from JSON
	}
	var copied consult.Content
	if err := json.Unmarshal(b, &copied); err != nil {
		panic(err)
	}
	return &copied
}

// showConflict shows what was typed in the fields and, under each field that
// differs, what somebody else has saved meanwhile.
func (s *Server) showConflict(w http.ResponseWriter, r *http.Request, section editSection, e,
	stored *editor, draft consult.Version) error {
	notice := s.conflicted(r, e, stored, draft)
	return s.showEdit(w, r, section, e, []Notice{notice})
}

// conflicted notes in the fields of e what somebody else has stored, and says who.
func (s *Server) conflicted(r *http.Request, e, stored *editor, draft consult.Version) Notice {
	v := from(r)
	theirs := map[string]string{}
	for i := 0; i+1 < len(stored.values); i += 2 {
		theirs[stored.values[i]] = stored.values[i+1]
	}
	e.compare(e.blocks, theirs)
	e.values = stored.values // who sends again has seen what is stored
	who := v.T("edit.somebody")
	if file, err := s.options.Desk.Consultation(r.Context(), v.Person,
		draft.Consultation); err == nil {
		if p, ok := file.People[account.PersonID(draft.Author)]; ok && p.Name != "" {
			who = p.Name
		}
	}
	return Notice{Tone: Late, Title: v.T("edit.conflict"),
		Text: v.T("edit.conflict-text", "Who", who, "When", v.DateTime(draft.Edited))}
}

// compare notes in each field what stands in the stored draft, where that is
// something else than what was typed.
func (e *editor) compare(blocks []EditBlock, theirs map[string]string) {
	for _, b := range blocks {
		for i := range b.Fields {
			f := &b.Fields[i]
			was, there := theirs[f.Field.Name]
			if f.Field.Kind != "hidden" && strings.TrimSpace(was) != strings.TrimSpace(f.Field.Value) {
				f.Other, f.Theirs = true, was
			}
			if !there {
				f.Theirs = ""
			}
		}
		if b.Rows != nil {
			for _, row := range b.Rows.Rows {
				e.compare(row.Blocks, theirs)
			}
		}
	}
}

// A FindingRow is something about a draft that should be otherwise.
type FindingRow struct {
	Chip   Chip
	Title  string
	Reason string
	Remedy string
	Href   string // the field where it is mended
	Where  string // lines of the text, where it was read from one
}

// findings lists what must be mended before a draft can be published, and then
// what the linter has found, in one section or, for "", in all of them.
func findings(v *visit, id consult.ID, c consult.Content, section string) []FindingRow {
	var list []FindingRow
	told := map[string]bool{}
	for _, f := range c.Check() {
		if f == nil {
			continue
		}
		at, control := mendedAt(f.Field)
		told[control] = true
		if section != "" && at != section {
			continue
		}
		list = append(list, FindingRow{Chip: Chip{Tone: Late, Icon: "warn", Text: v.T("edit.needed")},
			Title: v.Fault(f), Href: v.Href(dossierPath(id, "redigera/"+at)) + "#" + control})
	}
	for _, f := range consult.Lint(c, v.Now) {
		at, control := mendedAt(f.Field)
		if section != "" && at != section || told[control] {
			continue
		}
		list = append(list, FindingRow{Chip: v.severity(f.Severity), Title: v.Say(f.Title, f.Values),
			Reason: v.Say(f.Reason, f.Values), Remedy: v.Say(f.Remedy, f.Values),
			Href: v.Href(dossierPath(id, "redigera/"+at)) + "#" + control})
	}
	return list
}

// severity says how much a finding of the linter matters.
func (v *visit) severity(s consult.Severity) Chip {
	chip := Chip{Tone: Neutral, Icon: "info", Text: v.T("lint." + string(s))}
	if s != consult.Advice {
		chip.Tone, chip.Icon = Late, "warn"
	}
	return chip
}

// A SecretForm takes the meeting link. What is kept is never shown again.
type SecretForm struct {
	Action string
	Kept   string // that there is one
	Field  Field
	Remove bool
}

func (s *Server) secretForm(f Form, v *visit, file dossierFile) *SecretForm {
	if !v.Person.Can(account.SetLink, file.Body.ID) {
		return nil
	}
	form := &SecretForm{Action: v.Href(dossierPath(file.Consultation.ID, "motelank")),
		Field: Field{Kind: "url", Name: "link", Label: v.T("edit.link"),
			Hint: v.T("edit.link-hint")}}
	if file.Consultation.HasLink {
		form.Kept = v.T("edit.link-kept")
	}
	for _, each := range f.faults {
		if each.Field == "link" {
			form.Field.Error = each.Message
		}
	}
	return form
}

// setLink keeps the meeting link.
func (s *Server) setLink(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if err := s.mayHere(r, account.SetLink); err != nil {
		return err
	}
	err := s.options.Desk.SetMeetingLink(r.Context(), v.Person, id, r.PostForm.Get("link"))
	if fault.Is(err, fault.Invalid) {
		draft, missing := s.options.Desk.Draft(r.Context(), v.Person, id, consult.Invitation)
		if missing != nil {
			return missing
		}
		section := sectionNamed("mote")
		e := newEditor(v, section, &draft.Content, nil)
		var wrong *fault.Error
		if asError(err, &wrong) {
			e.faults = append(e.faults, wrong)
		}
		return s.showEdit(w, r, section, e, nil)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "redigera/mote"))+"?klart=link", http.StatusSeeOther)
	return nil
}
