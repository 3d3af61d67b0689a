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

// ofViews are the mails to who sent a view or a case.
var ofViews = map[string]bool{MailView: true, MailRuled: true, MailAnswered: true, MailCase: true}

// tellRuled mails the author of a view that it is not published, or what another
// moderator has decided. Who is not told cannot ask for another look.
func tellRuled(tx *store.Tx, v consult.View) error {
	if v.Sender.Email == "" || v.Forum.Contact() != "" || !toBeTold(v.Ruling) {
		return nil
	}
	return tx.Enqueue(store.Mail{Kind: MailRuled, Due: tx.Now,
		Key:          MailRuled + "|" + string(v.ID) + "|" + string(v.Ruling.Verdict) + "|" + stamp(tx.Now),
		Consultation: string(v.Forum.Consultation()), Data: inJSON(map[string]any{"View": v.ID})})
}

func toBeTold(r consult.Ruling) bool { return r.Verdict == consult.Withhold || r.Second }

// wordRuled words what was decided of a view, as it stands when the mail leaves.
func (d *Desk) wordRuled(x *dispatch) error {
	v := x.view
	if v.Sender.Email == "" || !v.Withdrawn.IsZero() || v.Waits() || !toBeTold(v.Ruling) {
		return ErrNothingToSay
	}
	x.to = letter.Recipient("", v.Sender.Email) // whoever gets it may never have typed the name
	x.language = lang.Language(v.Sender.Language)
	contact := x.venue.Contact
	if contact == "" {
		contact = x.body.Email
	}
	x.letter = letter.ViewRuled{Title: x.venue.Title.In(v.Sender.Language),
		Body: bodyName(x.body, x.language), Contact: contact, Number: int(v.Number),
		Second: v.Ruling.Second, Shown: v.Ruling.Verdict == consult.Publish,
		Reason: x.venue.Reason(v.Ruling.Reason).In(v.Sender.Language),
		Guide:  d.guideFor(v, x.language),
		Link:   d.Site.URL + path(x.language, "/min-synpunkt/") + string(d.ViewLink(v))}
	return nil
}

// GuidePath is where one reads how to report misconduct, elsewhere.
const GuidePath = "/integritet/larma"

// guideFor gives the address of the guide for who wrote a view that is kept out
// because it accuses somebody; "" for others.
func (d *Desk) guideFor(v consult.View, language lang.Language) string {
	if !v.Accuses() {
		return ""
	}
	return d.Site.URL + path(language, GuidePath)
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
