package act

import (
	"insyn/internal/account"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// forum reads where the view that a mail is about belongs, and who answers for it.
func (x *dispatch) forum(tx *store.Tx) (err error) {
	if x.venue, err = venue(tx, x.view.Forum); err != nil {
		return err
	}
	x.body, err = tx.Body(account.BodyID(x.view.Body))
	return err
}

// wordAnswered tells who sent a view that it has been answered. Who has
// withdrawn is left alone.
func (d *Desk) wordAnswered(x *dispatch) error {
	v := x.view
	if v.Sender.Email == "" || !v.Withdrawn.IsZero() {
		return ErrNothingToSay
	}
	x.to = letter.Recipient("", v.Sender.Email) // whoever gets it may never have typed the name
	x.language = lang.Language(v.Sender.Language)
	contact := x.venue.Contact
	if contact == "" {
		contact = x.body.Email
	}
	x.letter = letter.Answered{Title: x.venue.Title.In(v.Sender.Language),
		Body: bodyName(x.body, x.language), Contact: contact, Number: int(v.Number),
		Again: x.mail.Version > 1,
		Link:  d.Site.URL + path(x.language, "/min-synpunkt/") + string(d.ViewLink(v))}
	return nil
}

// wordDuty tells staff of answers that are late, or have been handed to them.
func (d *Desk) wordDuty(x *dispatch) error {
	p, body := lang.For(x.language), bodyName(x.body, x.language)
	n := letter.Notice{Site: d.Site.Name, Link: d.Site.URL + "/arbete/svar/" + string(x.body.ID)}
	switch x.mail.Kind {
	case MailCaseReply:
		n.What, n.Text = p.T("notice.case-reply", "Body", body), p.T("notice.case-reply-text")
		n.Link = d.Site.URL + "/arbete/kontakt/" + string(x.body.ID)
	case MailHanded:
		n.What, n.Text = p.T("notice.handed", "Body", body), p.T("notice.handed-text")
	default:
		n.What, n.Text = p.T("notice.overdue", "Body", body), p.T("notice.overdue-text")
	}
	x.letter = n
	return nil
}
