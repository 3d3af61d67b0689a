package act

import (
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// sendReceipt mails the author of a view where it is found, once. The mail
// holds no word of the view: an address is not proven, and nobody shall be
// able to send others a text through us.
func sendReceipt(tx *store.Tx, v consult.View) error {
	if v.Sender.Email == "" {
		return nil
	}
	return tx.Enqueue(store.Mail{Kind: MailView, Key: MailView + "|" + string(v.ID),
		Consultation: string(v.Forum.Consultation()), Data: `{"View":"` + string(v.ID) + `"}`,
		Due: tx.Now})
}

// wordView words the receipt of a view.
func (d *Desk) wordView(x *dispatch) error {
	v := x.view
	if v.Sender.Email == "" || !v.Withdrawn.IsZero() {
		return ErrNothingToSay
	}
	x.to = letter.Recipient("", v.Sender.Email) // whoever gets it may never have typed the name
	x.language = lang.Language(v.Sender.Language)
	x.letter = letter.ViewReceived{Meeting: x.meeting(), Number: int(v.Number), At: v.Sent,
		Page: d.Site.URL + path(x.language, "/min-synpunkt/") + string(d.ViewLink(v))}
	return nil
}
