package letter

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"insyn/internal/fault"
)

// Limits of RFC 5321, 4.5.3.1.
const (
	maxLocal   = 64
	maxAddress = 254
	maxName    = 120
)

// ParseAddress reads exactly one mail address that a person typed, with or
// without a name before it. The domain comes out in lower case and in ASCII
// form. Refused, as fault.Invalid: lists and groups, line breaks and other control
// characters, local parts outside ASCII or in quotes, address literals, and
// names that checkName refuses.
func ParseAddress(s string) (mail.Address, error) {
	bad := fault.New(fault.Invalid, "letter.address")
	s = strings.TrimSpace(s)
	if len(s) > maxAddress+maxName || hasControl(s) || strings.HasSuffix(s, ";") {
		return mail.Address{}, bad // too long, more than one line, or a group
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil {
		return mail.Address{}, bad.From(err)
	}
	local, domain, _ := cutLast(parsed.Address, "@")
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil {
		return mail.Address{}, bad.From(err)
	}
	a := mail.Address{Name: parsed.Name, Address: local + "@" + strings.ToLower(ascii)}
	if err := checkAddress(a); err != nil {
		return mail.Address{}, err
	}
	return a, nil
}

// Recipient gives an address with a name where the name can be shown: one that
// could pass for somebody else, or that no header can carry, is left out, so
// that a letter is never lost for the sake of a name.
func Recipient(name, address string) mail.Address {
	name = line(name)
	if checkName(name) != nil {
		name = ""
	}
	return mail.Address{Name: name, Address: address}
}

// checkAddress refuses what must not stand in a header or an envelope.
func checkAddress(a mail.Address) *fault.Error {
	bad := fault.New(fault.Invalid, "letter.address")
	local, domain, ok := cutLast(a.Address, "@")
	if !ok || local == "" || len(local) > maxLocal || len(a.Address) > maxAddress {
		return bad
	}
	for i := range len(local) {
		if !isAtom(local[i]) && local[i] != '.' {
			return bad
		}
	}
	dotted := "." + local + "."
	if strings.Contains(dotted, "..") || !isDomain(domain) {
		return bad
	}
	return checkName(a.Name)
}

// checkName refuses display names that could pass for somebody else: an
// address inside the name, an encoded word, hidden or direction-turning
// characters, or more than a name's length.
func checkName(name string) *fault.Error {
	bad := fault.New(fault.Invalid, "letter.name")
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName ||
		hasControl(name) || strings.ContainsAny(name, "@<>＠") || strings.Contains(name, "=?") {
		return bad
	}
	return nil
}

// hasControl tells whether s has control, format (direction, zero width) or
// line separator characters.
func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
	})
}

// isAtom tells whether c may stand in an atom of RFC 5322.
func isAtom(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

// isDomain tells whether d is a host name of at least one label, in ASCII.
func isDomain(d string) bool {
	if d == "" || len(d) > 253 {
		return false
	}
	for label := range strings.SplitSeq(d, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			c := label[i] | 0x20
			if !(c >= 'a' && c <= 'z' || label[i] >= '0' && label[i] <= '9' || label[i] == '-') {
				return false
			}
		}
	}
	return true
}

// cutLast is strings.Cut at the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
