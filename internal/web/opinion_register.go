package web

import (
	"net/http"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// files shows the files that came with a view, and asks which are published.
func (p *StaffOpinionPage) files(v *visit, o act.ViewDossier) {
	var options []Option
	for _, f := range o.Files {
		p.Files = append(p.Files, OwnFile{Name: f.Name, Size: f.Size, Hash: f.Hash})
		options = append(options, Option{Value: f.Hash, Text: f.Name})
	}
	if len(options) > 0 {
		p.Publish = p.Form.Field("checks", "publish", v.T("decide.files"), "").
			Hinted(v.T("decide.files-hint"))
		if p.Form.sent == nil { // who decides again starts with what is published
			p.Publish.Values = o.Released
		}
		p.Publish = p.Publish.Among(options...)
	}
	number := ""
	for _, version := range o.Versions {
		number = version.Register
	}
	p.Register = Field{Kind: "text", Name: "register", Label: v.T("decide.register"), Value: number,
		Width: "middle", Most: 60}
}

// handoverForm offers what the register of the body has not been given.
func (v *visit) handoverForm(path string, q act.Queue) *HandoverForm {
	form := &HandoverForm{Action: path + "/registrering", New: q.Unhanded > 0,
		Text: v.T("handover.none")}
	if form.New {
		form.Text = v.T("handover.waiting", "Count", q.Unhanded)
	}
	for _, h := range q.Handovers {
		form.Done = append(form.Done, Option{Value: h.ID, Text: v.T("handover.again", "Count", h.Count)})
	}
	return form
}

// handOver gives the package of what has not been handed over, or one again.
func (s *Server) handOver(w http.ResponseWriter, r *http.Request) error {
	v, f := from(r), consult.ID(r.PathValue("id")).Forum()
	if body := r.PathValue("body"); body != "" {
		f = consult.ContactForum(body)
	}
	give := s.options.Desk.HandOver
	if id := r.PostForm.Get("again"); id != "" {
		h, err := s.options.Desk.HandOverAgain(r.Context(), v.Person, f, id)
		if err != nil {
			return err
		}
		return attach(w, "application/zip", h.Name, h.Bytes)
	}
	h, err := give(r.Context(), v.Person, f)
	if err != nil {
		return err
	}
	return attach(w, "application/zip", h.Name, h.Bytes)
}

// registerOpinion notes the number that the register gave the latest version of a view.
func (s *Server) registerOpinion(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), viewIn(r)
	o, err := s.options.Desk.View(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	err = s.options.Desk.Registered(r.Context(), v.Person, id, o.View.Version,
		r.PostForm.Get("register"))
	if fault.Is(err, fault.Invalid) {
		return s.showStaffOpinion(w, r, err)
	}
	if err != nil {
		return err
	}
	on := dossierPath(consult.ID(r.PathValue("id")), "synpunkter/"+string(id))
	if body := r.PathValue("body"); body != "" {
		on = inboxAt(body, string(id)+"/granska")
	}
	http.Redirect(w, r, v.Href(on), http.StatusSeeOther)
	return nil
}

// staffOpinionFile gives staff a file that came with a view, byte for byte, to be saved.
func (s *Server) staffOpinionFile(w http.ResponseWriter, r *http.Request) error {
	f, err := s.options.Desk.ViewFile(r.Context(), from(r).Person,
		viewIn(r), r.PathValue("hash"))
	if err != nil {
		return err
	}
	return saved(w, r, f.Name, "application/octet-stream", f.Bytes)
}

// ImportedPage tells what became of each mail of a file.
type ImportedPage struct {
	Page
	Dossier Dossier
	Table   Table
	Back    Link
}

// importOpinions takes a mail or a mailbox of views.
func (s *Server) importOpinions(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	_, data, err := upload(r, "file")
	var report []act.Imported
	if err == nil {
		report, err = s.options.Desk.ImportViews(r.Context(), v.Person, id.Forum(),
			subjectOf(r.PostForm.Get("about")), data)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showQueue(w, r, err)
	}
	if err != nil {
		return err
	}
	_, dossier, err := s.dossier(r, "synpunkter")
	if err != nil {
		return err
	}
	page := v.importedPage(s.page(r, v.T("import-opinions.title")), dossier, id, report)
	return s.render(w, r, http.StatusOK, "opinion-imported", page)
}

func (v *visit) importedPage(p Page, d Dossier, id consult.ID, report []act.Imported) ImportedPage {
	page := ImportedPage{Page: p, Dossier: d,
		Back: Link{v.T("queue.title"), v.Href(dossierPath(id, "synpunkter"))},
		Table: Table{Caption: v.T("import-opinions.caption"), Columns: []Column{
			{Text: v.T("import-opinions.place"), Number: true}, {Text: v.T("mail-in.from")},
			{Text: v.T("mail-in.subject")}, {Text: v.T("import-opinions.became")}}}}
	for _, m := range report {
		became := Cell{Text: v.T("import-opinions.known")}
		switch {
		case m.Machine:
			became.Text = v.T("import-opinions.machine")
		case !m.Known:
			became = Cell{Text: v.T("opinion.number", "Number", m.View.Number),
				Link: v.Href(dossierPath(id, "synpunkter/"+string(m.View.ID)))}
		}
		page.Table.Rows = append(page.Table.Rows, []Cell{{Text: v.Number(m.Place)}, {Text: m.From},
			{Text: m.Subject}, became})
	}
	return page
}
