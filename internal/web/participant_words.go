package web

import (
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// standing says in a word where a registration stands.
var standing = map[consult.Status]lang.Key{
	consult.Requested: lang.Key("own-standing.requested"),
	consult.Waiting:   lang.Key("own-standing.waiting"),
	consult.Seated:    lang.Key("own-standing.seated"),
	consult.Queued:    lang.Key("own-standing.queued"),
	consult.Offered:   lang.Key("own-standing.offered"),
	consult.Lapsed:    lang.Key("own-standing.lapsed"),
	consult.Withdrawn: lang.Key("own-standing.withdrawn"),
	consult.Removed:   lang.Key("own-standing.removed"),
	consult.Refused:   lang.Key("own-standing.refused"),
	consult.WalkedIn:  lang.Key("own-standing.walked-in"),
}

// channelWords says how a registration came in.
var channelWords = map[consult.Channel]lang.Key{
	consult.ByWeb:    lang.Key("own-channel.web"),
	consult.ByEmail:  lang.Key("own-channel.email"),
	consult.ByPhone:  lang.Key("own-channel.phone"),
	consult.ByLetter: lang.Key("own-channel.letter"),
	consult.AtDoor:   lang.Key("own-channel.door"),
}

// mailWords says what a mail was about.
var mailWords = map[string]lang.Key{
	"":                 lang.Key("own-mail.other"),
	act.MailConfirm:    lang.Key("own-mail.confirm"),
	act.MailKnown:      lang.Key("own-mail.known"),
	act.MailSeated:     lang.Key("own-mail.seated"),
	act.MailQueued:     lang.Key("own-mail.queued"),
	act.MailWaiting:    lang.Key("own-mail.waiting"),
	act.MailRefused:    lang.Key("own-mail.refused"),
	act.MailOffer:      lang.Key("own-mail.offer"),
	act.MailOfferEnded: lang.Key("own-mail.offer-ended"),
	act.MailChanged:    lang.Key("own-mail.changed"),
	act.MailCancelled:  lang.Key("own-mail.cancelled"),
	act.MailReminder:   lang.Key("own-mail.reminder"),
	act.MailWithdrawn:  lang.Key("own-mail.withdrawn"),
	act.MailRemoved:    lang.Key("own-mail.removed"),
	act.MailCode:       lang.Key("own-mail.code"),
	act.MailSummary:    lang.Key("own-mail.summary"),
	act.MailDraft:      lang.Key("own-mail.draft"), act.MailReplyEnds: lang.Key("own-mail.draft"),
	act.MailEvaluation: lang.Key("own-mail.evaluation"),
}

// deedWords says what was done to a registration, in the words of who it is about.
var deedWords = map[string]lang.Key{
	"":                lang.Key("own-deed.other"),
	"request":         lang.Key("own-deed.request"),
	"confirm":         lang.Key("own-deed.confirm"),
	"confirm-again":   lang.Key("own-deed.confirm"),
	"offer":           lang.Key("own-deed.offer"),
	"accept":          lang.Key("own-deed.accept"),
	"lapsed":          lang.Key("own-deed.lapsed"),
	"withdrawn":       lang.Key("own-deed.withdrawn"),
	"withdrawn-again": lang.Key("own-deed.withdrawn"),
	"removed":         lang.Key("own-deed.removed"),
	"code":            lang.Key("own-deed.code"),
	"change-entry":    lang.Key("own-deed.change-entry"),
	"link-shown":      lang.Key("own-deed.link-shown"),
	"enter":           lang.Key("own-deed.enter"),
	"approve":         lang.Key("own-deed.approve"),
	"refuse":          lang.Key("own-deed.refuse"),
	"move-up":         lang.Key("own-deed.move-up"),
	"check-in":        lang.Key("own-deed.check-in"),
	"walk-in":         lang.Key("own-deed.walk-in"),
}

// deedOf gives the words for an entry of the audit log.
func deedOf(e store.Entry) lang.Key {
	if word, ok := deedWords[e.Act]; ok {
		return word
	}
	return deedWords[""]
}
