package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// jsonTokens cuts JSON into tokens. It takes and refuses what the decoder of
// the standard library does, at the same byte, but makes nothing of a token
// that has to be thrown away: a ledger has some for each cell.
type jsonTokens struct {
	*source
	done  int64 // bytes of the text up to the end of the last token
	state jsonState
	outer []jsonState // of the lists and objects around
}

// A jsonState is what may come next.
type jsonState byte

// The states. Those of a list and of an object are in the same order.
const (
	topValue jsonState = iota
	listStart
	listValue
	listComma
	objectStart
	objectKey
	objectColon
	objectValue
	objectComma
)

// errJSON is that a text is no JSON.
var errJSON = errors.New("ledger: no JSON")

// mostOfJSON is how long a token, the space before it, or an object that is a
// row may be.
const mostOfJSON = 8 << 20

// token gives the next token: by its first byte, and the text of a string or a
// number, which is valid until the next one. Errors are errJSON, io.EOF where
// the text ends, and *Unread.
func (t *jsonTokens) token() (kind byte, text []byte, err error) {
	for {
		c, err := t.peek()
		if err != nil {
			return 0, nil, err
		}
		switch c {
		case '[', '{':
			return c, nil, t.enter(c)
		case ']', '}':
			return c, nil, t.leave(c)
		case ':', ',':
			if err := t.between(c); err != nil {
				return 0, nil, err
			}
		case '"':
			text, err := t.text()
			return c, text, err
		default:
			text, err := t.plain(c)
			return c, text, err
		}
	}
}

// peek passes over spaces and gives the byte after them.
func (t *jsonTokens) peek() (byte, error) {
	for n := 0; ; {
		rest := t.rest()
		for ; n < len(rest); n++ {
			if c := rest[n]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
				t.pass(n)
				return c, nil
			}
		}
		if more, err := t.grow(); err != nil {
			return 0, err
		} else if !more {
			return 0, io.EOF
		}
	}
}

// grow reads on; false at the end. What has been read and is not passed may not
// become too long.
func (t *jsonTokens) grow() (bool, error) {
	if len(t.rest()) > mostOfJSON {
		return false, &Unread{Reason: "too-long"}
	}
	return t.more()
}

func (t *jsonTokens) pass(n int) {
	t.at += n
	t.done += int64(n)
}

// allowed tells whether a value may stand here.
func (t *jsonTokens) allowed() bool {
	switch t.state {
	case topValue, listStart, listValue, objectValue:
		return true
	}
	return false
}

// ended notes that a value has come to its end.
func (t *jsonTokens) ended() {
	switch t.state {
	case listStart, listValue:
		t.state = listComma
	case objectValue:
		t.state = objectComma
	}
}

// enter begins a list or an object.
func (t *jsonTokens) enter(c byte) error {
	if !t.allowed() {
		return errJSON
	}
	t.pass(1)
	t.outer = append(t.outer, t.state)
	if t.state = listStart; c == '{' {
		t.state = objectStart
	}
	return nil
}

// leave ends it.
func (t *jsonTokens) leave(c byte) error {
	list := t.state == listStart || t.state == listComma
	object := t.state == objectStart || t.state == objectComma
	if c == ']' && !list || c == '}' && !object {
		return errJSON
	}
	t.pass(1)
	t.state, t.outer = t.outer[len(t.outer)-1], t.outer[:len(t.outer)-1]
	t.ended()
	return nil
}

// between passes over what stands between values.
func (t *jsonTokens) between(c byte) error {
	switch {
	case c == ':' && t.state == objectColon:
		t.state = objectValue
	case c == ',' && t.state == listComma:
		t.state = listValue
	case c == ',' && t.state == objectComma:
		t.state = objectKey
	default:
		return errJSON
	}
	t.pass(1)
	return nil
}

// text gives a string, which may be a key.
func (t *jsonTokens) text() ([]byte, error) {
	key := t.state == objectStart || t.state == objectKey
	if !key && !t.allowed() {
		return nil, errJSON
	}
	length, escaped, err := t.string()
	if err != nil {
		return nil, err
	}
	whole := t.rest()[:length]
	text := whole[1 : length-1]
	if escaped || !utf8.Valid(text) {
		var s string
		if json.Unmarshal(whole, &s) != nil {
			return nil, errJSON
		}
		text = []byte(s)
	}
	if t.pass(length); key {
		t.state = objectColon
	} else {
		t.ended()
	}
	return text, nil
}

// string finds the end of a string.
func (t *jsonTokens) string() (length int, escaped bool, err error) {
	for at := 1; ; {
		rest := t.rest()
		for at < len(rest) {
			switch c := rest[at]; {
			case c == '"':
				return at + 1, escaped, nil
			case c == '\\':
				escaped = true
				at++
			case c < ' ':
				return 0, false, errJSON
			}
			at++
		}
		if more, err := t.grow(); err != nil {
			return 0, false, err
		} else if !more {
			return 0, false, errJSON
		}
	}
}

// Literals, and what they count as.
var literals = map[byte]struct{ text, value string }{'t': {"true", "true"}, 'f': {"false", "false"}, 'n': {"null", ""}}

// plain gives a number or a literal.
func (t *jsonTokens) plain(c byte) ([]byte, error) {
	if !t.allowed() {
		return nil, errJSON
	}
	if l, ok := literals[c]; ok {
		for len(t.rest()) < len(l.text) {
			if more, err := t.grow(); err != nil || !more {
				return nil, errors.Join(err, errJSON)
			}
		}
		if !bytes.HasPrefix(t.rest(), []byte(l.text)) {
			return nil, errJSON
		}
		t.pass(len(l.text))
		t.ended()
		return []byte(l.value), nil
	}
	for {
		n, ok := numeral(t.rest())
		if n == len(t.rest()) { // it may go on
			if more, err := t.grow(); err != nil {
				return nil, err
			} else if more {
				continue
			}
		}
		if !ok {
			return nil, errJSON
		}
		text := t.rest()[:n]
		t.pass(n)
		t.ended()
		return text, nil
	}
}

// numeral tells how far a number goes, and whether it is one.
func numeral(text []byte) (n int, ok bool) {
	digits := func() bool {
		from := n
		for n < len(text) && text[n]-'0' < 10 {
			n++
		}
		return n > from
	}
	is := func(c byte) bool { return n < len(text) && text[n] == c }
	if is('-') {
		n++
	}
	if is('0') {
		n++
	} else if !digits() {
		return n, false
	}
	if is('.') {
		if n++; !digits() {
			return n, false
		}
	}
	if is('e') || is('E') {
		if n++; is('+') || is('-') {
			n++
		}
		return n, digits()
	}
	return n, true
}
