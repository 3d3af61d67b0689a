package rdf

import (
	"strings"
	"unicode/utf8"
)

// An address is an IRI taken apart (RFC 3986, appendix B).
type address struct {
	scheme, authority, path, query, fragment string
	hasAuthority, hasQuery, hasFragment      bool
}

// split takes an IRI reference apart. It accepts anything.
func split(iri string) address {
	var a address
	if n := schemeLength(iri); n > 0 {
		a.scheme, iri = iri[:n], iri[n+1:]
	}
	if i := strings.IndexByte(iri, '#'); i >= 0 {
		a.hasFragment, a.fragment, iri = true, iri[i+1:], iri[:i]
	}
	if i := strings.IndexByte(iri, '?'); i >= 0 {
		a.hasQuery, a.query, iri = true, iri[i+1:], iri[:i]
	}
	if strings.HasPrefix(iri, "//") {
		a.hasAuthority, iri = true, iri[2:]
		end := strings.IndexByte(iri, '/')
		if end < 0 {
			end = len(iri)
		}
		a.authority, iri = iri[:end], iri[end:]
	}
	a.path = iri
	return a
}

// String puts the address together again (RFC 3986, 5.3).
func (a address) String() string {
	var b strings.Builder
	if a.scheme != "" {
		b.WriteString(a.scheme + ":")
	}
	if a.hasAuthority {
		b.WriteString("//" + a.authority)
	}
	b.WriteString(a.path)
	if a.hasQuery {
		b.WriteString("?" + a.query)
	}
	if a.hasFragment {
		b.WriteString("#" + a.fragment)
	}
	return b.String()
}

// schemeLength is the length of the scheme of an absolute IRI, else 0.
func schemeLength(iri string) int {
	for i := range len(iri) {
		c := iri[i] | 0x20
		switch {
		case 'a' <= c && c <= 'z':
		case i > 0 && ('0' <= iri[i] && iri[i] <= '9' || strings.IndexByte("+-.", iri[i]) >= 0):
		case i > 0 && iri[i] == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

// resolve reads a reference from the place that a names (RFC 3986, 5.2.2).
// The absolute references of RDF are kept as they are written, dots included.
func (a address) resolve(reference string) string {
	r := split(reference)
	switch {
	case r.scheme != "":
		return reference
	case r.hasAuthority:
		r.path = removeDots(r.path)
	case r.path == "":
		if !r.hasQuery {
			r.query, r.hasQuery = a.query, a.hasQuery
		}
		r.path = a.path
	case r.path[0] == '/':
		r.path = removeDots(r.path)
	case a.hasAuthority && a.path == "":
		r.path = removeDots("/" + r.path)
	default:
		r.path = removeDots(a.path[:strings.LastIndexByte(a.path, '/')+1] + r.path)
	}
	if !r.hasAuthority {
		r.authority, r.hasAuthority = a.authority, a.hasAuthority
	}
	r.scheme = a.scheme
	return r.String()
}

// removeDots follows the steps "." and ".." of a path (RFC 3986, 5.2.4).
func removeDots(path string) string {
	if !strings.Contains(path, ".") {
		return path
	}
	var out []byte
	for path != "" {
		switch {
		case strings.HasPrefix(path, "../"):
			path = path[3:]
		case strings.HasPrefix(path, "./"):
			path = path[2:]
		case strings.HasPrefix(path, "/./"):
			path = path[2:]
		case path == "/.":
			path = "/"
		case strings.HasPrefix(path, "/../"), path == "/..":
			path = "/" + path[min(4, len(path)):]
			for len(out) > 0 && out[len(out)-1] != '/' {
				out = out[:len(out)-1]
			}
			out = out[:max(0, len(out)-1)]
		case path == "." || path == "..":
			path = ""
		default:
			next := strings.IndexByte(path[1:], '/') + 1
			if next == 0 {
				next = len(path)
			}
			out = append(out, path[:next]...)
			path = path[next:]
		}
	}
	return string(out)
}

// inIRI tells which bytes may stand in an IRI as they are.
var inIRI = func() (ok [256]bool) {
	for c := range ok {
		ok[c] = c > ' ' && c != 0x7F && strings.IndexByte("<>\"{}|^`\\", byte(c)) < 0
	}
	return ok
}()

// plainInIRI tells which bytes may do so wherever they stand.
var plainInIRI = func() [256]bool {
	plain := inIRI
	plain['%'], plain['#'] = false, false
	return plain
}()

// strayInIRI finds the first thing that an absolute or relative IRI may not
// have: a character, or a percent sign without two hexadecimal digits.
// It returns -1 if there is none.
func strayInIRI(iri string) int {
	fragments, second := 0, -1
	for i := range len(iri) {
		switch c := iri[i]; {
		case plainInIRI[c]:
		case c == '#':
			if fragments++; fragments == 2 {
				second = i
			}
		case c == '%' && isEscape(iri[i:]):
		default:
			return i
		}
	}
	return second
}

// isEscape tells whether s begins with a percent-encoded byte.
func isEscape(s string) bool {
	return len(s) >= 3 && s[0] == '%' && hexValue(s[1]) >= 0 && hexValue(s[2]) >= 0
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// characterAt gives the character at a byte offset, for messages.
func characterAt(s string, offset int) string {
	c, size := utf8.DecodeRuneInString(s[offset:])
	switch {
	case size == 0:
		return "end"
	case c == ' ':
		return "space"
	case c == '\n':
		return "line break"
	case c < ' ' || c == 0x7F:
		return "control character"
	}
	return string(c)
}

// iri gives the ID of an IRI reference written at offset, read against base
// when it is relative; base is nil where only absolute IRIs are allowed.
// It warns of what other readers would refuse.
func (r *reader) iri(offset int, reference string, base *address) ID {
	if id := r.sound(reference); id != None {
		return id
	}
	return r.newIRI(offset, reference, base)
}

// sound gives the ID of an IRI that is known and of which there is nothing to
// say, or None.
func (r *reader) sound(iri string) ID {
	id := r.dict.find(IRI, None, iri)
	if id != None && r.dict.entries[id].doubtful {
		return None
	}
	return id
}

// newIRI is iri for a reference that is not known as sound.
func (r *reader) newIRI(offset int, reference string, base *address) ID {
	if len(reference) > 1<<16 {
		r.fault(offset, "limit-iri", itoa(1<<16))
		return None
	}
	stray := strayInIRI(reference)
	if stray >= 0 {
		r.warn(offset, "iri-character", reference, characterAt(reference, stray))
	}
	if schemeLength(reference) == 0 {
		if base == nil || base.scheme == "" {
			r.fault(offset, "iri-relative", reference)
			return None
		}
		reference = base.resolve(reference)
	}
	id := r.dict.intern(IRI, None, reference)
	if stray >= 0 {
		r.dict.entries[id].doubtful = true
	}
	return id
}
