package web

import (
	"net/http"
	"strconv"

	"insyn/internal/account"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// deeds says what each act of the audit log is.
var deeds = map[string]lang.Key{
	"new": lang.Key("deed.new"), "save": lang.Key("deed.save"),
	"begin-version": lang.Key("deed.begin-version"),
	"drop-draft":    lang.Key("deed.drop-draft"), "set-link": lang.Key("deed.set-link"),
	"ask-approval": lang.Key("deed.ask-approval"), "publish": lang.Key("deed.publish"),
	"cancel": lang.Key("deed.cancel"), "cancel-again": lang.Key("deed.cancel"),
	"request": lang.Key("deed.request"), "confirm": lang.Key("deed.confirm"),
	"confirm-again": lang.Key("deed.confirm-again"), "enter": lang.Key("deed.enter"),
	"approve": lang.Key("deed.approve"), "refuse": lang.Key("deed.refuse"),
	"move-up": lang.Key("deed.move-up"),
	"removed": lang.Key("deed.removed"), "withdrawn": lang.Key("deed.withdrawn"),
	"lapsed": lang.Key("deed.lapsed"),
	"offer":  lang.Key("deed.offer"), "accept": lang.Key("deed.accept"),
	"offer-stands": lang.Key("deed.offer-stands"),
	"check-in":     lang.Key("deed.check-in"), "walk-in": lang.Key("deed.walk-in"),
	"export":     lang.Key("deed.export"),
	"link-shown": lang.Key("deed.link-shown"), "code": lang.Key("deed.code"),
	"change-entry": lang.Key("deed.change-entry"), "erase": lang.Key("deed.erase"),
	"join-address": lang.Key("deed.join-address"),
	"renew-link":   lang.Key("deed.renew-link"), "add-invitees": lang.Key("deed.add-invitees"),
	"send-invitations": lang.Key("deed.send-invitations"), "decline": lang.Key("deed.decline"),
	"send-unsent": lang.Key("deed.send-unsent"),
	"evaluate":    lang.Key("deed.evaluate"), "add-file": lang.Key("deed.add-file"),
	"purge-needs": lang.Key("deed.purge"), "purge-people": lang.Key("deed.purge"),
	"purge-invitees": lang.Key("deed.purge"), "purge-requests": lang.Key("deed.purge"),
	"purge-later": lang.Key("deed.purge-later"), "mail-changed": lang.Key("deed.mail"),
	"mail-cancelled": lang.Key("deed.mail"), "mail-reminder": lang.Key("deed.mail"),
	"mail-evaluation": lang.Key("deed.mail"), "mail-summary": lang.Key("deed.mail"),
}

// deed says what an act of the audit log is. One without words of its own
// shows the name it has there.
func (v *visit) deed(act string) string {
	if key, ok := deeds[act]; ok {
		return v.T(string(key))
	}
	if key := dialogueDeed(act); key != "" {
		return v.T(string(key))
	}
	return act
}

// actor says who did something.
func (v *visit) actor(who string, file dossierFile) string {
	switch who {
	case "participant":
		return v.T("actor.participant")
	case "invitee":
		return v.T("actor.invitee")
	case "anybody", "sender":
		return v.T("actor.anybody")
	case string(account.System.ID):
		return v.T("actor.system")
	}
	return personName(v, file, who)
}

// LogPage is the audit log of a consultation.
type LogPage struct {
	Page
	Dossier Dossier
	Table   Table
	Older   string
	Newest  string
}

// log shows the audit log.
func (s *Server) log(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "logg")
	if err != nil {
		return err
	}
	id := file.Consultation.ID
	before, _ := strconv.ParseInt(r.URL.Query().Get("fore"), 10, 64) // what is no number is the newest
	list, err := s.options.Desk.Log(r.Context(), v.Person, id, pageful, max(before, 0))
	if err != nil {
		return err
	}
	page := LogPage{Page: s.page(r, v.T("log.title")), Dossier: dossier, Table: v.logTable(list, file)}
	here := v.Href(dossierPath(id, "logg"))
	if len(list) == pageful {
		page.Older = here + "?fore=" + strconv.FormatInt(list[len(list)-1].Number, 10)
	}
	if before > 0 {
		page.Newest = here
	}
	return s.render(w, r, http.StatusOK, "log", page)
}

// logTable lists entries of the audit log.
func (v *visit) logTable(list []store.Entry, file dossierFile) Table {
	t := Table{Caption: v.T("log.title"), Columns: []Column{{Text: v.T("log.number"), Number: true},
		{Text: v.T("log.when")}, {Text: v.T("log.who")}, {Text: v.T("log.what")},
		{Text: v.T("log.detail")}}}
	for _, e := range list {
		t.Rows = append(t.Rows, []Cell{{Text: v.Number(e.Number)}, {Text: v.DateTime(e.At)},
			{Text: v.actor(e.Actor, file)}, {Text: v.deed(e.Act)}, {Text: v.detail(e.Detail)}})
	}
	return t
}
