package web

import (
	"strings"

	"insyn/internal/lang"
)

// dialogueDeeds says what each act of a dialogue is in the audit log.
var dialogueDeeds = map[string]lang.Key{
	"view-send": lang.Key("deed.view-send"), "view-send-again": lang.Key("deed.view-send"),
	"view-revise": lang.Key("deed.view-revise"), "view-same": lang.Key("deed.view-revise"),
	"view-withdraw":       lang.Key("deed.view-withdraw"),
	"view-withdraw-again": lang.Key("deed.view-withdraw"), "view-appeal": lang.Key("deed.view-appeal"),
	"view-publish": lang.Key("deed.view-publish"), "view-withhold": lang.Key("deed.view-withhold"),
	"view-hand": lang.Key("deed.view-hand"), "view-postpone": lang.Key("deed.view-postpone"),
	"view-note": lang.Key("deed.view-note"), "view-import": lang.Key("deed.view-import"),
	"view-register": lang.Key("deed.view-register"), "view-handover": lang.Key("deed.view-handover"),
	"view-sender":        lang.Key("deed.view-sender"),
	"view-forget-sender": lang.Key("deed.view-forget"), "purge-senders": lang.Key("deed.purge"),
	"answer-begin": lang.Key("deed.answer-begin"), "answer-save": lang.Key("deed.answer-save"),
	"answer-add": lang.Key("deed.answer-views"), "answer-remove": lang.Key("deed.answer-views"),
	"answer-drop": lang.Key("deed.answer-drop"), "answer-publish": lang.Key("deed.answer-publish"),
	"forum-close": lang.Key("deed.forum-close"), "forum-reopen": lang.Key("deed.forum-reopen"),
	"summary-send":       lang.Key("deed.summary-send"),
	"mail-summary-draft": lang.Key("deed.mail"), "mail-reply-ends": lang.Key("deed.mail"),
}

// dialogueDeed gives the words of an act of a dialogue; "" for another act.
func dialogueDeed(act string) lang.Key {
	if strings.HasPrefix(act, "mail-authors-") {
		return lang.Key("deed.mail")
	}
	return dialogueDeeds[act]
}
