package document

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// followed gives the address of a link that a paper may carry: the web, mail
// and telephone. Anything else is written as words without a link.
func followed(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host != "" {
			return u.String()
		}
	case "mailto", "tel":
		if u.Opaque != "" {
			return u.String()
		}
	}
	return ""
}

// shown gives the address as a person would write it.
func shown(link string) string {
	return strings.TrimPrefix(strings.TrimPrefix(link, "mailto:"), "tel:")
}

// clean makes text fit to be written: composed characters, no control
// characters but line breaks and tabs.
func clean(s string) string {
	return norm.NFC.String(strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case unicode.IsControl(c), c == '\ufeff', c == '\ufffe', c == '\uffff':
			return -1
		case c == '\ufffd' || c > 0x10ffff:
			return '\ufffd'
		}
		return c
	}, s))
}
