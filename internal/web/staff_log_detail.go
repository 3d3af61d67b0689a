package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"insyn/internal/consult"
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
	case "status":
		if look, ok := standings[consult.Status(id)]; ok {
			return v.T(string(look.word))
		}
	case "paper":
		if key, ok := papers[consult.Paper(id)]; ok {
			return v.T(string(key))
		}
	}
	return id
}
