package web

import (
	"net/http"
	"net/url"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// PaperPage shows an attached text part by part, each with the way to say
// something about it.
type PaperPage struct {
	Page
	Source Source
	Lead   string
	File   Link
	Parts  []PaperPart
}

// A PaperPart is a paragraph of an attached text.
type PaperPart struct {
	ID, Text string
	Heading  bool
	Tongue   string
	Write    Link // no text when nothing can be sent
}

// paper shows an attached text.
func (s *Server) paper(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	p, err := s.options.Desk.Paper(r.Context(), h.Venue.Forum, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "opinion-paper", from(r).paperPage(s.page(r, ""), p))
}

func (v *visit) paperPage(page Page, p act.Paper) PaperPage {
	page.Title = v.materialName(p.Material)
	venue := p.Hearing.Venue
	v.Until(venue.Window.From)
	v.Until(venue.Window.Until)
	out := PaperPage{Page: page, Source: v.source(p.Hearing), Lead: v.T("paper.lead"),
		File: Link{v.T("paper.file"), venue.Path + "/material/" + p.Material.ID + "/" +
			url.PathEscape(p.Material.Name)}}
	for i, each := range p.Paragraphs {
		part := PaperPart{ID: "stycke-" + v.Number(i+1), Text: each.Text, Heading: each.Heading,
			Tongue: v.foreign(cmpTongue(p.Material.Language))}
		if p.Hearing.Refusal == nil {
			part.Write = Link{v.T("paper.write", "Number", i+1),
				v.Href(venue.Path+"/synpunkt") + "?om=" +
					url.QueryEscape(subjectWord(consult.Subject{About: consult.APassage, ID: p.Material.ID,
						Excerpt: consult.Excerpt{From: each.From, To: each.To}}))}
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// cmpTongue gives the language of a text, Swedish where nobody has said.
func cmpTongue(l string) string {
	if l == "" {
		return string(lang.Swedish)
	}
	return l
}

func examplePaper(p Page, say *lang.Printer) any {
	h := exampleHearing()
	return exampleVisit(say).paperPage(p, act.Paper{Hearing: h,
		Material: consult.Material{ID: "m1", Name: "plan.docx", Title: sv("Handlingsplanen")},
		Paragraphs: []act.Paragraph{{To: 9, Text: "Inledning", Heading: true}, {From: 10, To: 20, Text: "Öppna data ska gå att hitta, förstå och använda."},
			{From: 21, To: 40, Text: "En kontaktpunkt svarar på frågor om data."}}})
}

// passage gives the words that a form is about, "" where there are none.
func (s *Server) passage(r *http.Request, h act.Hearing, about consult.Subject) string {
	p, err := s.options.Desk.Paper(r.Context(), h.Venue.Forum, about.ID)
	if err != nil {
		return ""
	}
	for _, each := range p.Paragraphs {
		if each.From == about.From && each.To == about.To {
			return each.Text
		}
	}
	return ""
}
