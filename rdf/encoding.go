package rdf

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns a text into UTF-8 without byte order mark. It trusts, in this
// order, a byte order mark, the pattern of an XML declaration in UTF-16, and
// the encoding that an XML declaration names. When it returns false there is
// nothing to read.
func decode(text string, doc *Document, limits Limits) (string, bool) {
	note := func(code Code, p Position, args ...string) {
		doc.note(Fault{Code: code, Args: args, Position: p}, limits)
	}
	start := Position{1, 1}
	if len(text) > limits.Bytes {
		note("limit-bytes", start, itoa(limits.Bytes))
		return "", false
	}
	name, text := declaredEncoding(text)
	if name == "utf-8" {
		return repair(text, note), true
	}
	from := encodingNamed(name)
	if from == nil {
		note("encoding-unknown", start, name)
		return "", false
	}
	decoded, err := from.NewDecoder().String(text)
	if err != nil {
		note("encoding-broken", start, name)
		return "", false
	}
	if len(decoded) > limits.Bytes {
		note("limit-bytes", start, itoa(limits.Bytes))
		return "", false
	}
	return repair(decoded, note), true
}

// noText names the kind of a file that is no text, such as people send by
// mistake; "" of what may be one.
func noText(text string) string {
	for _, known := range []struct{ magic, kind string }{
		{"%PDF-", "PDF"}, {"PK\x03\x04", "ZIP"}, {"\x1F\x8B", "gzip"}, {"\x89PNG", "PNG"},
		{"\xFF\xD8\xFF", "JPEG"}, {"\xD0\xCF\x11\xE0", "Office"}, {"\x7FELF", "ELF"},
	} {
		if strings.HasPrefix(text, known.magic) {
			return known.kind
		}
	}
	return ""
}

// declaredEncoding tells how the text is encoded, in small letters, and takes
// the byte order mark off.
func declaredEncoding(text string) (string, string) {
	for _, mark := range []struct{ bytes, name string }{
		{"\xEF\xBB\xBF", "utf-8"},
		{"\xFF\xFE\x00\x00", "utf-32"},
		{"\x00\x00\xFE\xFF", "utf-32"},
		{"\xFF\xFE", "utf-16le"},
		{"\xFE\xFF", "utf-16be"},
	} {
		if rest, found := strings.CutPrefix(text, mark.bytes); found {
			return mark.name, rest
		}
	}
	switch {
	case strings.HasPrefix(text, "<\x00?\x00"):
		return "utf-16le", text
	case strings.HasPrefix(text, "\x00<\x00?"):
		return "utf-16be", text
	case strings.HasPrefix(text, "<?xml"):
		end := strings.Index(text[:min(len(text), 1024)], "?>")
		if end < 0 {
			break
		}
		name := strings.ToLower(pseudoAttribute(text[:end], "encoding"))
		if name != "" && name != "utf8" && !strings.HasPrefix(name, "utf-16") {
			return name, text // a declaration one can read is not UTF-16, whatever it says
		}
	}
	return "utf-8", text
}

// pseudoAttribute finds name="value" in an XML declaration.
func pseudoAttribute(declaration, name string) string {
	_, rest, found := strings.Cut(declaration, name)
	rest, equals := strings.CutPrefix(strings.TrimLeft(rest, " \t\r\n"), "=")
	rest = strings.TrimLeft(rest, " \t\r\n")
	if !found || !equals || rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	value, _, _ := strings.Cut(rest[1:], rest[:1])
	return value
}

// encodingNamed finds the encodings that European files come in.
func encodingNamed(name string) encoding.Encoding {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case "us-ascii", "ascii", "latin1", "latin-1", "iso8859-1", "iso_8859-1", "cp1252":
		return charmap.Windows1252 // a superset of the others, apart from control characters
	case "iso-8859-1":
		return charmap.ISO8859_1
	}
	plain := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") }
	for _, e := range charmap.All {
		if c, ok := e.(*charmap.Charmap); ok && plain(c.String()) == name {
			return c
		}
	}
	return nil
}

// repair replaces bytes that are not UTF-8 by what they are in Windows-1252,
// the usual reason, so that the rest of the text can be checked too.
func repair(text string, note func(Code, Position, ...string)) string {
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/64)
	place := Position{1, 1}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(text[at])
			note("encoding-utf8", place, string(r))
		}
		b.WriteRune(r)
		at += size
		place.Column++
		if r == '\n' {
			place = Position{place.Line + 1, 1}
		}
	}
	return b.String()
}
