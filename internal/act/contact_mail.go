package act

import (
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// What can have happened to a case, as its sender is told.
const (
	newsMessage  = "message"
	newsHanded   = "handed"
	newsPaused   = "paused"
	newsReopened = "reopened"
	newsAnswered = "answered"
)

// tellAsker mails who sent a case that something has happened to it, where an
// address was given. Views of consultations have letters of their own.
func tellAsker(tx *store.Tx, duty consult.Duty, news string) error {
	if duty.Forum.Contact() == "" {
		return nil
	}
	v, err := tx.View(duty.View)
	if err != nil || v.Sender.Email == "" {
		return err
	}
	return tx.Enqueue(store.Mail{Kind: MailCase, Due: tx.Now,
		Key:  MailCase + "|" + string(v.ID) + "|" + news + "|" + stamp(tx.Now),
		Data: inJSON(map[string]any{"View": v.ID, "News": news})})
}

// wordCase words a letter to who sent a case. It holds no word of the case, nor
// of what was answered: an address is not proven, and mail is read by others.
func (d *Desk) wordCase(x *dispatch) error {
	v := x.view
	if v.Sender.Email == "" || !v.Withdrawn.IsZero() {
		return ErrNothingToSay
	}
	x.to = letter.Recipient("", v.Sender.Email) // whoever gets it may never have typed the name
	x.language = lang.Language(v.Sender.Language)
	about := letter.Case{Body: bodyName(x.body, x.language), Number: int(v.Number), At: v.Sent,
		Contact: x.body.Email, Title: x.venue.Title.In(v.Sender.Language),
		Page: d.Site.URL + path(x.language, "/mitt-arende/") + string(d.ViewLink(v))}
	switch x.mail.Kind {
	case MailView:
		x.letter = letter.CaseReceived{Case: about}
	case MailAnswered:
		x.letter = letter.CaseNews{Case: about, News: newsAnswered}
	default:
		x.letter = letter.CaseNews{Case: about, News: x.of.News}
	}
	return nil
}
