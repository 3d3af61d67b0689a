package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/lang"
)

// details names what the audit log notes beside an act.
var details = map[string]lang.Key{
	"added": lang.Key("detail.added"), "appeal": lang.Key("detail.appeal"),
	"count": lang.Key("detail.count"), "days": lang.Key("detail.days"),
	"disinterested": lang.Key("detail.disinterested"), "documents": lang.Key("detail.documents"),
	"format": lang.Key("detail.format"), "from": lang.Key("detail.from"),
	"known": lang.Key("detail.known"), "mails": lang.Key("detail.mails"),
	"masks": lang.Key("detail.masks"), "number": lang.Key("detail.number"),
	"order": lang.Key("detail.order"), "paper": lang.Key("detail.paper"),
	"people": lang.Key("detail.people"), "sent": lang.Key("detail.sent"),
	"there": lang.Key("detail.there"), "through": lang.Key("detail.through"),
	"was":   lang.Key("detail.was"),
	"ready": lang.Key("detail.ready"), "reason": lang.Key("detail.reason"),
	"rows": lang.Key("detail.rows"), "size": lang.Key("detail.size"),
	"status": lang.Key("detail.status"), "template": lang.Key("detail.template"),
	"to": lang.Key("detail.to"), "until": lang.Key("detail.until"),
	"version": lang.Key("detail.version"), "via": lang.Key("detail.via"),
	"views": lang.Key("detail.views"), "why": lang.Key("detail.reason"),
}

// papers names what versions are of.
var papers = map[consult.Paper]lang.Key{consult.Invitation: lang.Key("detail.invitation"),
	consult.Report: lang.Key("detail.report")}

// doors names the pages on which a meeting link is shown.
var doors = map[keys.Purpose]lang.Key{keys.Join: lang.Key("detail.join-page"),
	keys.Personal: lang.Key("detail.own-page")}

// detail says in words what the audit log notes beside an act. What is empty is
// left out; what has no words of its own is shown as it was noted.
func (v *visit) detail(noted string) string {
	in := json.NewDecoder(strings.NewReader(noted))
	in.UseNumber()
	facts := map[string]any{}
	if err := in.Decode(&facts); err != nil {
		return noted
	}
	var said []string
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		word := name
		if key, ok := details[name]; ok {
			word = v.T(string(key))
		}
		switch value := v.detailValue(name, facts[name]); value {
		case "", "0", "false":
		case "true":
			said = append(said, word)
		default:
			said = append(said, word+": "+value)
		}
	}
	return strings.Join(said, " · ")
}

// detailValue says one value.
func (v *visit) detailValue(name string, value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case bool:
		if name == "there" { // somebody was ticked off, or the tick was taken away
			return v.T(map[bool]string{true: "detail.yes", false: "detail.no"}[value])
		}
	case string:
		return v.detailWord(name, value)
	case []any:
		var all []string
		for _, each := range value {
			all = append(all, v.detailValue(name, each))
		}
		return strings.Join(all, ", ")
	case map[string]any:
		var b bytes.Buffer
		if err := json.NewEncoder(&b).Encode(value); err == nil {
			return strings.TrimSpace(b.String())
		}
	}
	return fmt.Sprint(value)
}

// detailWord gives the word for an ID, where it has one.
func (v *visit) detailWord(name, id string) string {
	switch name {
	case "via":
		if key, ok := channels[consult.Channel(id)]; ok {
			return v.T(string(key))
		}
	case "through":
		if key, ok := doors[keys.Purpose(id)]; ok {
			return v.T(string(key))
		}
	case "until":
		if at, err := time.Parse(time.RFC3339, id); err == nil {
			return v.DateTime(at)
		}
	case "status", "was":
		if look, ok := standings[consult.Status(id)]; ok {
			return v.T(string(look.word))
		}
	case "template":
		if what, ok := whatTemplates[consult.Template(id)]; ok {
			return v.T(string(what.name))
		}
	case "paper":
		if key, ok := papers[consult.Paper(id)]; ok {
			return v.T(string(key))
		}
	}
	return id
}
