package act

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// longPath is how long the path of a meeting link is when the path alone is
// the secret, and the link is the same without its query.
const longPath = 8

// tellsLink tells whether any word of what is to be public holds the meeting
// link. Cases and schemes are not told apart: who copies by hand changes them.
func tellsLink(public any, link string) (bool, error) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return false, err
	}
	u.Fragment = ""
	if len(u.Path) > longPath {
		u.RawQuery = ""
	}
	u.Scheme, u.User = "", nil
	var text bytes.Buffer
	to := json.NewEncoder(&text) // holds every word, whatever fields are added later
	to.SetEscapeHTML(false)
	if err := to.Encode(public); err != nil {
		return false, err
	}
	needle := strings.TrimSuffix(strings.TrimPrefix(u.String(), "//"), "/")
	return strings.Contains(strings.ToLower(text.String()), strings.ToLower(needle)), nil
}

// keepsSecret refuses to make v public while it holds the meeting link of its
// consultation, wherever in the text the link stands.
func (d *Desk) keepsSecret(tx *store.Tx, v consult.Version, reason string) error {
	return d.withoutLink(tx, v.Consultation, []any{v.Content, v.Summary, reason})
}

// maskLink says of a view that holds the meeting link what mends it: its words
// are its author's, so they are masked.
func maskLink(err error) error {
	if fault.Is(err, fault.Invalid) {
		return fault.New(fault.Invalid, "view.link-public").From(err)
	}
	return err
}

// withoutLink refuses to make words public that hold the meeting link of a consultation.
func (d *Desk) withoutLink(tx *store.Tx, id consult.ID, words any) error {
	sealed, err := tx.MeetingLink(id)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	link, err := d.Keys.Open(keys.Meeting, string(id), sealed)
	if err != nil {
		return err
	}
	told, err := tellsLink(words, string(link))
	if err == nil && told {
		err = fault.New(fault.Invalid, "draft.link-public")
	}
	return err
}
