package letter

import (
	"encoding/base64"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"insyn/internal/fault"
)

// allowedHeaders are the headers a caller may add, and nothing else: those
// that keep robots from answering, those by which a list is left, those that
// tie an answer to its question, and the mark of an unsent draft.
var allowedHeaders = []string{"Auto-Submitted", "In-Reply-To", "List-Id", "List-Unsubscribe",
	"List-Unsubscribe-Post", "Precedence", "References", "X-Auto-Response-Suppress", "X-Unsent"}

// Automatic are the headers of a letter that no person wrote: robots do not
// answer it (RFC 3834, and Exchange's own).
func Automatic() map[string]string {
	return map[string]string{"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
}

// checkHeaders refuses headers that are not ours to add, and values that are
// not one line of printable ASCII.
func checkHeaders(headers map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		value := headers[name]
		printable := !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' })
		if !slices.Contains(allowedHeaders, name) || value == "" || len(value) > 900 || !printable {
			return fault.New(fault.Invalid, "letter.header").With("Name", line(name))
		}
	}
	return nil
}

// field writes one header field, folded at spaces so that lines keep within
// 76 characters where a word allows it.
func field(b *strings.Builder, name, value string) {
	b.WriteString(name)
	b.WriteString(":")
	width := len(name) + 1
	for i, word := range strings.Fields(value) {
		if i > 0 && width+1+len(word) > 76 {
			b.WriteString("\r\n")
			width = 0
		}
		b.WriteString(" ")
		b.WriteString(word)
		width += 1 + len(word)
	}
	b.WriteString("\r\n")
}

// encodeText gives unstructured text, such as a subject, for a header: as it
// is when it is ASCII, else in encoded words short enough for a line. Text
// that only looks like an encoded word is encoded too, so that it is read as
// it was written. Name is that of the header: it takes room on the first line.
func encodeText(name, s string) string {
	s = strings.Join(strings.Fields(s), " ")
	plain := !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
	if plain && !strings.Contains(s, "=?") {
		return s
	}
	var words []string
	room := 76 - len(name) - len(": =?utf-8?b??=")
	for len(s) > 0 {
		n := min(len(s), room/4*3)
		room = 60
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n--
		}
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, " ")
}

// encodeAddress gives an address for a header.
func encodeAddress(header string, a mail.Address) string {
	a.Name = strings.Join(strings.Fields(a.Name), " ")
	if name := encodeText(header, a.Name); name != a.Name {
		return name + " <" + a.Address + ">"
	}
	return a.String()
}

// line gives s as one line: runs of white space become one space, control
// and format characters go away. No-break spaces stay: they hold numbers and
// dates together.
func line(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' })
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || hasControl(string(r)) {
			return -1
		}
		return r
	}, strings.Join(words, " "))
}
