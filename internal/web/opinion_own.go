package web

import (
	"net/http"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// count reads a number that a form of ours carries; 0 for anything else.
func count(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// CheckPage shows a draft before it is sent, and what follows if it is.
type CheckPage struct {
	Page
	Source  Source
	Stepper Stepper
	Token   string
	Saved   int
	Said    []Fact
	Text    string
	Follows []string // what becomes of it
	Notice  PrivacyNotice
	Keep    Copy // the address of the draft
	Change  string
	Send    string
	Do      string // what the button that sends says
	Heading string // above the text
	Drop    string
	Closed  Notice // with a title where it cannot be sent now
	Files   []OwnFile
	Form    Form
	Upload  Field
	AddFile string
	Warning Notice // with a title where an identity number seems to be in it
}

// ReceiptPage is what the author of a view has to show for it, and where it stands.
type ReceiptPage struct {
	Page
	Clock    ClockBar // how far the answer has come
	Answer   Opinion  // what was answered, as on the card of a view
	Source   Source
	Stepper  Stepper
	Done     Confirmation
	Standing Notice
	Keep     Copy
	Facts    []Fact
	Text     string
	Versions []TimelineItem
	Files    []OwnFile
	Recorded []Fact // its versions in the public record
	Public   Link   // the published copy
	Change   string
	Withdraw string
	Appeal   *AppealForm
	Forget   *AppealForm // takes out who sent it; nil where nothing is known
}

// An OwnFile is a file that came with a view, as its author and staff see it.
type OwnFile struct {
	Name string
	Size int64
	Href string // where staff have it
	Drop string // where it is taken out of a draft
	Hash string
}

// An AppealForm asks another moderator to look again.
type AppealForm struct {
	Token  string
	Action string
	Field  Field
}

// ownOpinion shows its author a view: what will be sent, or the receipt.
func (s *Server) ownOpinion(w http.ResponseWriter, r *http.Request) error {
	o, err := s.options.Desk.OwnView(r.Context(), held(r))
	if err != nil {
		return err
	}
	if o.View.Forum.Contact() != "" { // what was kept from a letter that spoke of views
		http.Redirect(w, r, from(r).Href(ownCase+string(held(r))), http.StatusSeeOther)
		return nil
	}
	if o.View.State() == consult.ViewDraft {
		return s.showCheck(w, r, o, nil)
	}
	page := from(r).receiptPage(s.page(r, ""), o, s.absolute(ownOpinionTo(r, "")),
		ownOpinionTo(r, ""))
	for _, form := range []*AppealForm{page.Appeal, page.Forget} {
		if form != nil {
			form.Token = s.token(w, r)
		}
	}
	return s.render(w, r, http.StatusOK, "opinion-receipt", page)
}

// ownOpinionTo gives the path of a page below that of one's own view.
func ownOpinionTo(r *http.Request, page string) string {
	at := ownOpinion
	if strings.HasPrefix(from(r).Path, ownCase) {
		at = ownCase
	}
	return from(r).Href(at + string(held(r)) + page)
}

func (s *Server) showCheck(w http.ResponseWriter, r *http.Request, o act.OwnView,
	wrong error) error {
	v := from(r)
	page := v.checkPage(s.page(r, v.T("check.title")), o, s.absolute(ownOpinionTo(r, "")),
		ownOpinionTo(r, ""))
	if o.View.Forum.Contact() != "" {
		page.ofCase(v, o)
	}
	page.Form = s.form(w, r, wrong)
	page.Token = page.Form.Token
	return s.render(w, r, fault.Status(wrong), "opinion-check", page)
}

// checkPage makes the page on which a draft is checked.
func (v *visit) checkPage(p Page, o act.OwnView, address, at string) CheckPage {
	page := CheckPage{Page: p, Source: v.source(o.Hearing), Stepper: v.opinionSteps(1),
		Saved: o.View.Saved, Said: v.opinionFacts(o.View, o.Hearing.Venue), Text: o.View.Text,
		Notice: v.opinionNotice(o.Hearing), Keep: Copy{ID: "address", Text: address},
		Change: at + "/andra", Send: at + "/skicka", Drop: at + "/slang",
		Do: v.T("check.send"), Heading: v.T("opinion.text")}
	page.Follows = []string{v.T("check.moderated"), v.T(string(shownWords[shownAs(o.View.Sender)])),
		v.T("check.kept"), v.T("check.withdraw"), v.T("check.opinion")}
	page.AddFile = at + "/fil"
	page.Upload = Field{Kind: "file", Name: "file", Label: v.T("check.file"),
		Hint: v.T("check.file-hint")}
	for _, f := range o.Files {
		page.Files = append(page.Files, OwnFile{Name: f.Name, Size: f.Size, Drop: at + "/fil/" + f.Hash})
	}
	if refusal := o.Hearing.Takes(o.View.Subject); refusal != nil {
		page.Closed = Notice{Tone: Late, Title: v.Fault(refusal), Text: v.T("check.late")}
	}
	if numbers := o.View.Numbers(); len(numbers) > 0 {
		page.Warning = Notice{Tone: Late, Title: v.T("check.number", "Numbers",
			strings.Join(numbers, ", ")), Text: v.T("check.number-text"),
			Link: Link{v.T("check.change"), page.Change}}
	}
	return page
}

// opinionFacts lists what was filled in beside the text.
func (v *visit) opinionFacts(o consult.View, venue consult.Venue) []Fact {
	sender := v.T("opinion.sender")
	if venue.Forum.Contact() != "" {
		sender = v.T("case.sender")
	}
	facts := []Fact{{Term: v.T("opinion.about"), Text: v.aboutWords(o.Subject, venue)}}
	for _, f := range []Fact{{Term: v.T("opinion.quoted"), Text: o.Subject.Quote},
		{Term: sender, Text: v.T(string(senderWords[o.Sender.Kind]))},
		{Term: v.T("opinion.organisation"), Text: o.Sender.Organisation},
		{Term: v.T("opinion.mandate"), Text: o.Sender.Mandate},
		{Term: v.T("opinion.funding"), Text: o.Sender.Funding},
		{Term: v.T("opinion.name"), Text: o.Sender.Name},
		{Term: v.T("opinion.email"), Text: o.Sender.Email}} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

// sendOpinion sends a draft.
func (s *Server) sendOpinion(w http.ResponseWriter, r *http.Request) error {
	sent, err := s.send(r, count(r.PostForm.Get("saved")))
	if err != nil {
		return err
	}
	// The receipt is better with its place in the record, which comes in a moment;
	// what was sent is kept in any case.
	if _, err := s.options.Desk.ViewReceipt(r.Context(), held(r), sent.Version); err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}

// opinionReceipt gives the receipt of a version as a file, for its author to keep.
func (s *Server) opinionReceipt(w http.ResponseWriter, r *http.Request) error {
	receipt, err := s.options.Desk.ViewReceipt(r.Context(), held(r), count(r.PathValue("n")))
	if err != nil {
		return err
	}
	return attach(w, "text/plain; charset=utf-8", "kvitto-"+r.PathValue("n")+".txt", receipt.Text())
}

// addOpinionFile keeps a file with a draft.
func (s *Server) addOpinionFile(w http.ResponseWriter, r *http.Request) error {
	name, data, err := upload(r, "file")
	if err == nil {
		err = s.takesFile(r, len(data))
	}
	if err == nil {
		err = s.options.Desk.AddViewFile(r.Context(), held(r), name, data)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		o, broken := s.options.Desk.OwnView(r.Context(), held(r))
		if broken != nil {
			return broken
		}
		return s.showCheck(w, r, o, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}

// dropOpinionFile takes a file out of a draft.
func (s *Server) dropOpinionFile(w http.ResponseWriter, r *http.Request) error {
	if err := s.options.Desk.DropViewFile(r.Context(), held(r), r.PathValue("hash")); err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}

// dropOpinion throws a draft away.
func (s *Server) dropOpinion(w http.ResponseWriter, r *http.Request) error {
	o, err := s.options.Desk.OwnView(r.Context(), held(r))
	if err != nil {
		return err
	}
	if err := s.options.Desk.DropView(r.Context(), held(r)); err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href(o.Hearing.Venue.Path), http.StatusSeeOther)
	return nil
}

// changeOpinionForm shows a view ready to be changed.
func (s *Server) changeOpinionForm(w http.ResponseWriter, r *http.Request) error {
	return s.showOpinionChange(w, r, nil)
}

func (s *Server) showOpinionChange(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	o, err := s.options.Desk.OwnView(r.Context(), held(r))
	if err != nil {
		return err
	}
	page := OpinionFormPage{Page: s.page(r, v.T("opinion.title")), Source: v.source(o.Hearing),
		Action: ownOpinionTo(r, "/andra"), Lead: v.T("opinion.lead"), Send: v.T("opinion.check"),
		Notice: v.opinionNotice(o.Hearing), Back: Link{v.T("opinion.back-own"), ownOpinionTo(r, "")}}
	if refusal := o.Hearing.Takes(o.View.Subject); refusal != nil {
		page.Closed = Notice{Tone: Late, Title: v.Fault(refusal), Link: page.Back}
		return s.render(w, r, fault.Status(refusal), "opinion-form", page)
	}
	page.Form, page.Quote = s.form(w, r, wrong), o.View.Subject.Quote
	page.QuoteIn = v.tongueOfPassage(o.View.Subject, o.Hearing.Venue)
	saved := page.Form.Field("hidden", "saved", "", strconv.Itoa(o.View.Saved))
	form := consult.ViewForm{Sort: o.View.Sort, Subject: o.View.Subject, Sender: o.View.Sender,
		Text: o.View.Text}
	page.Fields = append([]Field{saved}, page.Form.opinion(v, o.Hearing.Venue, form)...)
	if o.View.Forum.Contact() != "" {
		page.changesCase(v, o, saved, form)
	} else if o.View.State() == consult.ViewDraft {
		page.Stepper = v.opinionSteps(0)
	} else { // only the text can be sent anew
		page.Page.Title, page.Lead, page.Send = v.T("revise.title"), v.T("revise.lead"), v.T("revise.send")
		page.Fields = append([]Field{saved}, said(page.Fields[2:], o.View.Sort)...)
	}
	return s.render(w, r, fault.Status(wrong), "opinion-form", page)
}

// changeOpinion keeps what was changed.
func (s *Server) changeOpinion(w http.ResponseWriter, r *http.Request) error {
	_, err := s.options.Desk.ChangeView(r.Context(), held(r), sentOpinion(from(r), r.PostForm))
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.showOpinionChange(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}

// OpinionWithdrawPage asks once before a view is taken back.
type OpinionWithdrawPage struct {
	Page
	Source       Source
	Token        string
	Lead, Press  string
	Action, Back string
}

// withdrawOpinionForm asks whether to take a view back. It changes nothing.
func (s *Server) withdrawOpinionForm(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	o, err := s.options.Desk.OwnView(r.Context(), held(r))
	if err != nil {
		return err
	}
	page := OpinionWithdrawPage{Page: s.page(r, v.T("opinion-withdraw.title")),
		Source: v.source(o.Hearing), Action: ownOpinionTo(r, "/aterta"), Back: ownOpinionTo(r, ""),
		Lead: v.T("opinion-withdraw.lead"), Press: v.T("opinion-withdraw.press")}
	if o.View.Forum.Contact() != "" {
		page.Title, page.Lead, page.Press = v.T("case-withdraw.title"), v.T("case-withdraw.lead"),
			v.T("case-withdraw.press")
	}
	page.Token = s.token(w, r)
	return s.render(w, r, http.StatusOK, "opinion-withdraw", page)
}

// withdrawOpinion takes a view back.
func (s *Server) withdrawOpinion(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.options.Desk.WithdrawView(r.Context(), held(r)); err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}

// forgetSender takes out of a view who sent it.
func (s *Server) forgetSender(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.options.Desk.ForgetSender(r.Context(), held(r)); err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}

// appealOpinion asks another moderator to look again.
func (s *Server) appealOpinion(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.options.Desk.AppealView(r.Context(), held(r), r.PostForm.Get("plea")); err != nil {
		return err
	}
	http.Redirect(w, r, ownOpinionTo(r, ""), http.StatusSeeOther)
	return nil
}
