package web

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// An UploadForm takes a file to read before the meeting.
type UploadForm struct {
	Action string
	File   Field
	Title  Field
	About  Field // of mails: what they are about
}

func (s *Server) uploadForm(f Form, v *visit, file dossierFile) *UploadForm {
	if !v.Person.Can(account.Edit, file.Body.ID) {
		return nil
	}
	return f.upload(v, v.Href(dossierPath(file.Consultation.ID, "fil")))
}

// upload asks for a file and what it is called.
func (f Form) upload(v *visit, action string) *UploadForm {
	u := &UploadForm{Action: action,
		File: f.Field("file", "file", v.T("upload.file"), "").
			Hinted(v.T("upload.file-hint", "Endings", strings.Join(act.FileEndings(), ", "))),
		Title: f.Field("text", "file-title", v.T("edit.material-title"),
			"").May().Hinted(v.T("upload.title-hint"))}
	u.File.Accept = strings.Join(act.FileEndings(), ",")
	return u
}

// addFile keeps a file.
func (s *Server) addFile(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if err := s.mayHere(r, account.Edit); err != nil {
		return err
	}
	name, data, err := upload(r, "file")
	var tells []string
	if err == nil {
		tells, err = s.options.Desk.AddFile(r.Context(), v.Person, id, name,
			r.PostForm.Get("file-title"), data)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showUploadFault(w, r, id, err)
	}
	if err != nil {
		return err
	}
	next := v.Href(dossierPath(id, "redigera/material")) + "?klart=file"
	if len(tells) > 0 {
		next += "&namn=" + url.QueryEscape(strings.Join(slices.Compact(tells), ", "))
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// showUploadFault shows the section again with what was wrong with the file.
func (s *Server) showUploadFault(w http.ResponseWriter, r *http.Request, id consult.ID,
	err error) error {
	v := from(r)
	draft, missing := s.options.Desk.Draft(r.Context(), v.Person, id, consult.Invitation)
	if missing != nil {
		return missing
	}
	section := sectionNamed("material")
	e := newEditor(v, section, &draft.Content, nil)
	var wrong *fault.Error
	if asError(err, &wrong) {
		e.faults = append(e.faults, wrong)
	}
	return s.showEdit(w, r, section, e, nil)
}

// staffFile gives a file of a consultation to its staff, a draft's too, to be
// saved and never shown.
func (s *Server) staffFile(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	a, err := s.options.Desk.Attachment(r.Context(), v.Person, id, r.PathValue("hash"))
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Content-Security-Policy", filePolicy)
	header.Set("Content-Type", a.Type)
	header.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": a.Name}))
	_, err = w.Write(a.Bytes)
	return err
}
