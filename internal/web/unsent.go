package web

import (
	"net/http"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// UnsentPage lists the letters about a consultation that could not be sent.
type UnsentPage struct {
	Page
	Dossier Dossier
	Action  string
	Token   string
	Rows    []UnsentRow
	May     bool
	Empty   Empty
}

// An UnsentRow is one letter that could not be sent: whom it was for, and why.
type UnsentRow struct {
	ID     string
	To     Link // to the registration, where there is one
	Email  string
	What   string
	Reason string // in the words of the server that refused it
}

// unsent shows the letters that could not be sent.
func (s *Server) unsent(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "inbjudna")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	list, err := s.options.Desk.Unsent(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := UnsentPage{Page: s.page(r, v.T("unsent.title")), Dossier: dossier, Token: s.token(w, r),
		Action: v.Href(dossierPath(id, "ej-skickat")), May: v.Person.Can(account.HandlePeople, file.Body.ID)}
	page.notice(v, r)
	page.rows(v, id, list)
	return s.render(w, r, http.StatusOK, "unsent", page)
}

// rows lists letters.
func (p *UnsentPage) rows(v *visit, id consult.ID, list []act.Unsent) {
	for _, each := range list {
		m := each.Mail
		row := UnsentRow{ID: m.ID, Email: each.Email, What: v.mailWord(m.Kind), Reason: m.Error,
			To: Link{Text: each.Name}}
		switch {
		case m.Registration != "":
			row.To.Href = v.Href(dossierPath(id, "anmalda/"+m.Registration))
		case m.Invitee != "":
			row.To.Href = v.Href(dossierPath(id, "inbjudna"))
		}
		if row.To.Text == "" {
			row.To.Text = v.T("unsent.nameless")
		}
		p.Rows = append(p.Rows, row)
	}
	if len(list) == 0 {
		p.Empty = Empty{Title: v.T("unsent.none"), Text: v.T("unsent.none-text")}
	}
}

// staffMails says what those letters were about that participants do not get.
var staffMails = map[string]lang.Key{
	act.MailInvitation: lang.Key("mail.invitation"), act.MailErased: lang.Key("mail.erased"),
	act.MailApproval: lang.Key("mail.approval"), act.MailView: lang.Key("mail.view"),
	act.MailRuled: lang.Key("mail.ruled"),
}

// mailWord says what a letter was about.
func (v *visit) mailWord(kind string) string {
	for _, words := range []map[string]lang.Key{staffMails, mailWords} {
		if key, ok := words[kind]; ok {
			return v.T(string(key))
		}
	}
	return v.T(string(mailWords[""]))
}

// sendUnsent tries one letter again, or all of them.
func (s *Server) sendUnsent(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if err := s.options.Desk.SendUnsent(r.Context(), v.Person, id, r.PostForm.Get("mail")); err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "ej-skickat"))+"?klart=again", http.StatusSeeOther)
	return nil
}

func exampleUnsent(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("unsent.title"), true
	v := staffVisit(say)
	page := UnsentPage{Page: p, Dossier: exampleDossier(v), Action: "#", Token: "t", May: true}
	page.rows(v, "exempel", []act.Unsent{
		{Name: "Åsa Öberg", Email: "asa@example.org", Mail: store.Mail{ID: "m1", Kind: act.MailSeated,
			Registration: "ra", Error: "550 5.1.1 mailbox unavailable"}},
		{Name: "Exempelbolaget", Email: "info@example.org", Mail: store.Mail{ID: "m2",
			Kind: act.MailInvitation, Invitee: "ia", Error: "552 5.2.2 mailbox full"}}})
	return page
}
