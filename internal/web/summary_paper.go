package web

import (
	"bytes"
	"net/http"

	"insyn/internal/act"
	"insyn/internal/fault"
)

// summaryPaper gives the summary in force as a file, in the language of the address.
func (s *Server) summaryPaper(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	kind, ok := letterKinds[r.PathValue("format")]
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	if p.Consultation.Summary == 0 {
		return fault.New(fault.NotFound, "web.not-found")
	}
	var out bytes.Buffer
	page := s.absolute(act.ConsultationPath(v.Language(), p.Consultation.Slug))
	if err := kind.write(&out, act.SummaryPaper(p, v.Language(), page)); err != nil {
		return err
	}
	return saved(w, r, p.Consultation.Slug+"-"+string(v.Language())+"."+r.PathValue("format"),
		kind.media, out.Bytes())
}

// papers lists the summary as files.
func (v *visit) papers(path string) (links []Link) {
	at := v.Href(path + "/sammanfattning/")
	return []Link{{v.T("summary-paper.pdf"), at + "pdf"}, {v.T("summary-paper.docx"), at + "docx"},
		{v.T("summary-paper.txt"), at + "txt"}}
}
