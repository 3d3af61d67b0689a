package web

import (
	"net/url"
	"strings"
)

// ownPath gives the path of this site that a form or link asks to go to next,
// or otherwise where it leads to another site, or could be read so by some
// browser: "//host", "/\host", or anything with control characters (N-24).
func ownPath(next, otherwise string) string {
	if len(next) > 2000 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		return otherwise
	}
	if strings.ContainsFunc(next, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' }) {
		return otherwise
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil ||
		strings.ContainsFunc(u.Path, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' }) ||
		strings.HasPrefix(u.Path, "//") {
		return otherwise
	}
	return next
}
