package consult

import (
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"insyn/internal/fault"

	"golang.org/x/text/unicode/norm"
)

// Check lists what must be mended before c can be made public. What is merely
// unwise is the linter's to say.
func (c Content) Check() []*fault.Error {
	m, r := c.Meeting, c.Registration
	faults := []*fault.Error{
		missing(c.Title, "draft.title-missing", "title"),
		missing(c.Purpose, "draft.purpose-missing", "purpose"),
		missing(c.Privacy.Controller, "draft.controller-missing", "controller"),
	}
	bad := func(wrong bool, message, field string) {
		if wrong {
			faults = append(faults, fault.New(fault.Invalid, message).At(field))
		}
	}
	bad(c.Template != Written && !m.Set(), "draft.start-missing", "start")
	bad(m.Set() && !m.End.After(m.Start), "draft.end-before-start", "end")
	bad(m.Set() && m.Form != Online && m.Place.Empty(), "draft.place-missing", "place")
	bad(c.Template == Written && !m.Set() && c.WrittenInput.Until.IsZero(), "draft.until-missing", "until")
	bad(!c.WrittenInput.Until.IsZero() && c.WrittenInput.Until.Before(c.WrittenInput.From),
		"draft.until-before-from", "until")
	bad(!r.Closes.IsZero() && r.Closes.Before(r.Opens), "draft.closes-before-opens", "closes")
	bad(m.Set() && r.Closes.After(m.Start), "draft.closes-after-start", "closes")
	bad(r.Capacity < 0, "draft.capacity-bad", "capacity")
	bad(r.Screening && len(r.Reasons) == 0, "draft.reasons-missing", "reasons")
	bad(c.Contact.Email == "", "draft.contact-missing", "contact")
	bad(!goodMailbox(c.Contact.Email), "account.email-bad", "contact")
	bad(!goodMailbox(c.WrittenInput.Email), "account.email-bad", "written.email")
	bad(factsOf(c).showsLink(), "draft.link-shown", "place")
	bad(!goodLink(c.Plan.URL), "draft.url-bad", "plan")
	for _, x := range c.Material {
		bad(!goodLink(x.URL), "draft.url-bad", "material")
		bad(!x.Leads(), "draft.material-missing", "material")
	}
	return faults
}

// Leads tells whether there is anything to read behind m: a row that was added
// to a draft and never filled in is not something to read before the meeting.
func (m Material) Leads() bool { return m.URL != "" || m.File != "" }

func missing(t Text, message, field string) *fault.Error {
	if strings.TrimSpace(t.SV) != "" {
		return nil
	}
	return fault.New(fault.Invalid, message).At(field)
}

// goodLink tells whether s is empty or an address on the web.
func goodLink(s string) bool {
	if s == "" {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// goodMailbox tells whether s is empty or one address that mail reaches as it
// stands: letters carry it as the address to answer to, and pages show it.
func goodMailbox(s string) bool {
	if s == "" {
		return true
	}
	a, err := mail.ParseAddress(s)
	_, host, _ := strings.Cut(s, "@")
	return err == nil && a.Address == s && strings.Contains(host, ".") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r > '~' || r == '"' || unicode.IsSpace(r) })
}

// Check tells whether a summary says anything, and nothing that it must not.
func (s Summary) Check() *fault.Error {
	said := false
	for _, section := range s.Sections {
		said = said || strings.TrimSpace(section.Body.SV) != ""
		if bad := Unnumbered("sections", section.Heading.SV, section.Heading.EN, section.Body.SV,
			section.Body.EN); bad != nil {
			return bad
		}
	}
	if said {
		return nil
	}
	return fault.New(fault.Invalid, "summary.empty").At("sections")
}

// Slug makes a name for addresses out of a title: "Samråd om öppna data" is
// "samrad-om-oppna-data".
func Slug(title string) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFD.String(strings.ToLower(title)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r):
			dash = true
		}
		if b.Len() >= 60 {
			break
		}
	}
	if b.Len() == 0 {
		return "samrad"
	}
	return b.String()
}

// fingerprint is the short form under which a translation remembers what it was made from.
func fingerprint(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// A Translation is how the English of a text stands.
type Translation string

// How a translation stands.
const (
	Missing    Translation = "missing"
	Translated Translation = "translated"
	OutOfDate  Translation = "out-of-date" // the Swedish has moved on since
)

// English tells how the English of t stands.
func (t Text) English() Translation {
	switch {
	case t.EN == "":
		return Missing
	case t.Of != "" && t.Of != fingerprint(t.SV):
		return OutOfDate
	}
	return Translated
}

// Translated notes, in every text of c whose English was written anew since
// old, which Swedish it was made from; a text whose English stands keeps what
// it had, so that it shows when the Swedish moves on.
func (c *Content) Translated(old Content) {
	before := map[string]Text{}
	texts(reflect.ValueOf(&old).Elem(), "", func(path string, t *Text) { before[path] = *t })
	texts(reflect.ValueOf(c).Elem(), "", func(path string, t *Text) {
		was, known := before[path]
		switch {
		case t.EN == "":
			t.Of = ""
		case known && was.EN == t.EN && was.Of != "":
			t.Of = was.Of
		case known && was.EN == t.EN && was.SV != t.SV:
			t.Of = fingerprint(was.SV)
		default:
			t.Of = fingerprint(t.SV)
		}
	})
}

// Texts calls f for every text of c with its path.
func (c *Content) Texts(f func(path string, t *Text)) { texts(reflect.ValueOf(c).Elem(), "", f) }

// texts walks a value and calls f for every Text in it.
func texts(v reflect.Value, path string, f func(string, *Text)) {
	if t, ok := v.Addr().Interface().(*Text); ok {
		f(path, t)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
				texts(v.Field(i), join(path, name), f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), join(path, strconv.Itoa(i+1)), f)
		}
	}
}
