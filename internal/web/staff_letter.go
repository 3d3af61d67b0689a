package web

import (
	"bytes"
	"io"
	"net/http"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
)

// LetterOfferPage offers the invitation as a letter.
type LetterOfferPage struct {
	Page
	Dossier Dossier
	Files   []LetterFile
	Draft   bool // the letter holds what is not public yet
}

// A LetterFile is the letter in one format, in both languages.
type LetterFile struct {
	Name    string
	What    string
	Swedish string
	English string
}

// letterKinds are the formats of the letter.
var letterKinds = map[string]struct {
	media string
	write func(io.Writer, document.Document) error
}{
	"docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		document.WriteWord},
	"pdf": {"application/pdf", document.WritePDF},
	"txt": {"text/plain; charset=utf-8", document.WriteText},
}

// letterOffer offers the letter.
func (s *Server) letterOffer(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "brev")
	if err != nil {
		return err
	}
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, file.Consultation.ID, consult.Invitation)
	if err != nil {
		return err
	}
	page := LetterOfferPage{Page: s.page(r, v.T("letter-file.title")), Dossier: dossier,
		Draft: draft.Number > 0}
	page.fill(v, file.Consultation.ID)
	return s.render(w, r, http.StatusOK, "letter-offer", page)
}

// fill lists the formats.
func (p *LetterOfferPage) fill(v *visit, id consult.ID) {
	for _, f := range []LetterFile{{Name: v.T("letter-file.word"), What: "docx"},
		{Name: v.T("letter-file.paper"), What: "pdf"},
		{Name: v.T("letter-file.text"), What: "txt"}} {
		path := dossierPath(id, "brev/") + f.What
		f.Swedish, f.English, f.What = path, english+path, v.T("letter-file."+f.What)
		p.Files = append(p.Files, f)
	}
}

// letterPaper gives the letter as a file, in the language of the address.
func (s *Server) letterPaper(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	kind, ok := letterKinds[r.PathValue("format")]
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	file, _, err := s.dossier(r, "brev")
	if err != nil {
		return err
	}
	c := file.Consultation
	draft, err := s.options.Desk.Draft(r.Context(), v.Person, c.ID, consult.Invitation)
	if err != nil {
		return err
	}
	order := act.LetterOrder{Body: file.Body, Language: v.Language(),
		Page: s.absolute(act.ConsultationPath(v.Language(), c.Slug))}
	if draft.Number == 0 {
		order.Created = c.Changed
	}
	var out bytes.Buffer
	if err := kind.write(&out, act.LetterPaper(draft.Content, order)); err != nil {
		return err
	}
	return attach(w, kind.media, c.Slug+"-"+string(v.Language())+"."+r.PathValue("format"),
		out.Bytes())
}
