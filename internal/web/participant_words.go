package web

import (
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// standing says in a word where a registration stands.
var standing = map[consult.Status]lang.Key{
	consult.Requested: lang.Key("standing.requested"),
	consult.Waiting:   lang.Key("standing.waiting"),
	consult.Seated:    lang.Key("standing.seated"),
	consult.Queued:    lang.Key("standing.queued"),
	consult.Offered:   lang.Key("standing.offered"),
	consult.Lapsed:    lang.Key("standing.lapsed"),
	consult.Withdrawn: lang.Key("standing.withdrawn"),
	consult.Removed:   lang.Key("standing.removed"),
	consult.Refused:   lang.Key("standing.refused"),
	consult.WalkedIn:  lang.Key("standing.walked-in"),
}

// channelWords says how a registration came in.
var channelWords = map[consult.Channel]lang.Key{
	consult.ByWeb:    lang.Key("channel.web"),
	consult.ByEmail:  lang.Key("channel.email"),
	consult.ByPhone:  lang.Key("channel.phone"),
	consult.ByLetter: lang.Key("channel.letter"),
	consult.AtDoor:   lang.Key("channel.door"),
}

// mailWords says what a mail was about.
var mailWords = map[string]lang.Key{
	"":                 lang.Key("mail.other"),
	act.MailConfirm:    lang.Key("mail.confirm"),
	act.MailKnown:      lang.Key("mail.known"),
	act.MailSeated:     lang.Key("mail.seated"),
	act.MailQueued:     lang.Key("mail.queued"),
	act.MailWaiting:    lang.Key("mail.waiting"),
	act.MailRefused:    lang.Key("mail.refused"),
	act.MailOffer:      lang.Key("mail.offer"),
	act.MailOfferEnded: lang.Key("mail.offer-ended"),
	act.MailChanged:    lang.Key("mail.changed"),
	act.MailCancelled:  lang.Key("mail.cancelled"),
	act.MailReminder:   lang.Key("mail.reminder"),
	act.MailWithdrawn:  lang.Key("mail.withdrawn"),
	act.MailRemoved:    lang.Key("mail.removed"),
	act.MailCode:       lang.Key("mail.code"),
	act.MailSummary:    lang.Key("mail.summary"),
	act.MailEvaluation: lang.Key("mail.evaluation"),
}

// deedWords says what was done to a registration, in the words of who it is about.
var deedWords = map[string]lang.Key{
	"":                lang.Key("deed.other"),
	"request":         lang.Key("deed.request"),
	"confirm":         lang.Key("deed.confirm"),
	"confirm-again":   lang.Key("deed.confirm"),
	"offer":           lang.Key("deed.offer"),
	"accept":          lang.Key("deed.accept"),
	"lapsed":          lang.Key("deed.lapsed"),
	"withdrawn":       lang.Key("deed.withdrawn"),
	"withdrawn-again": lang.Key("deed.withdrawn"),
	"removed":         lang.Key("deed.removed"),
	"code":            lang.Key("deed.code"),
	"change-entry":    lang.Key("deed.change-entry"),
	"link-shown":      lang.Key("deed.link-shown"),
	"enter":           lang.Key("deed.enter"),
	"approve":         lang.Key("deed.approve"),
	"refuse":          lang.Key("deed.refuse"),
	"move-up":         lang.Key("deed.move-up"),
	"check-in":        lang.Key("deed.check-in"),
	"walk-in":         lang.Key("deed.walk-in"),
}

// deedOf gives the words for an entry of the audit log.
func deedOf(e store.Entry) lang.Key {
	if word, ok := deedWords[e.Act]; ok {
		return word
	}
	return deedWords[""]
}
