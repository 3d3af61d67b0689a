package record

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"time"

	"insyn/internal/fault"
)

// An Act names what was done: "version-published", "view-received".
type Act string

// A Statement is what the record says of one act.
type Statement struct {
	Act     Act
	Object  string    // what it was done to, by an ID that is nobody's name
	At      time.Time // when, to the microsecond
	Content [32]byte  // SHA-256 of the content as it was then
	Salt    [32]byte  // random; without it the entry cannot be tied to anything
}

// An Entry is what the log holds of a statement: the SHA-256 of its text.
type Entry [32]byte

// String gives e as it stands in addresses.
func (e Entry) String() string { return hex.EncodeToString(e[:]) }

// ParseEntry reads what String gave.
func ParseEntry(s string) (e Entry, err error) {
	if !unhex(e[:], s) {
		return e, fault.New(fault.Invalid, "record.entry-bad")
	}
	return e, nil
}

// unhex reads exactly as many bytes as dst has, from lower-case hexadecimals.
func unhex(dst []byte, s string) bool {
	if len(s) != hex.EncodedLen(len(dst)) || s != strings.ToLower(s) {
		return false
	}
	_, err := hex.Decode(dst, []byte(s))
	return err == nil
}

// State makes the statement of an act with a new salt.
func State(act Act, object string, at time.Time, content []byte) Statement {
	s := Statement{Act: act, Object: object, At: at.UTC().Truncate(time.Microsecond),
		Content: sha256.Sum256(content)}
	_, _ = rand.Read(s.Salt[:]) // crypto/rand.Read never fails
	return s
}

// form is the first line of every statement: what follows, and in which version of it.
const form = "insyn-record/1"

// clock has a fixed width, so that a moment has one text.
const clock = "2006-01-02T15:04:05.000000Z"

// Moment gives a time as it stands in statements, and as it should in content:
// in one way only.
func Moment(t time.Time) string { return t.UTC().Format(clock) }

// Text gives the text whose hash is the entry. Anybody can make the entry from
// it with a tool as plain as sha256sum.
func (s Statement) Text() []byte {
	var b bytes.Buffer
	b.WriteString(form + "\n")
	b.WriteString("act " + string(s.Act) + "\n")
	b.WriteString("object " + s.Object + "\n")
	b.WriteString("time " + Moment(s.At) + "\n")
	b.WriteString("content sha256:" + hex.EncodeToString(s.Content[:]) + "\n")
	b.WriteString("salt " + hex.EncodeToString(s.Salt[:]) + "\n")
	return b.Bytes()
}

// Entry gives what the log holds of s.
func (s Statement) Entry() Entry { return sha256.Sum256(s.Text()) }

// Says tells whether content is what the statement is about.
func (s Statement) Says(content []byte) bool { return s.Content == sha256.Sum256(content) }

var (
	actForm    = regexp.MustCompile(`^[a-z][a-z-]{0,39}$`)
	objectForm = regexp.MustCompile(`^[!-~]{1,200}$`)
)

// ParseStatement reads what Text gave, and nothing that differs from it by a byte.
func ParseStatement(text []byte) (s Statement, err error) {
	lines := strings.Split(string(text), "\n")
	bad := func(n int) (Statement, error) {
		return Statement{}, fault.New(fault.Invalid, "record.line-bad").With("Line", n)
	}
	if lines[0] != form {
		return Statement{}, fault.New(fault.Invalid, "record.not-a-receipt")
	}
	if len(lines) != 7 || lines[6] != "" {
		return bad(min(len(lines), 7))
	}
	for n, read := range []func(string) bool{
		func(v string) bool { s.Act = Act(v); return actForm.MatchString(v) },
		func(v string) bool { s.Object = v; return objectForm.MatchString(v) },
		func(v string) bool { s.At, err = time.Parse(clock, v); return err == nil },
		func(v string) bool {
			v, ok := strings.CutPrefix(v, "sha256:")
			return ok && unhex(s.Content[:], v)
		},
		func(v string) bool { return unhex(s.Salt[:], v) },
	} {
		name := []string{"act", "object", "time", "content", "salt"}[n]
		v, ok := strings.CutPrefix(lines[n+1], name+" ")
		if !ok || !read(v) {
			return bad(n + 2)
		}
	}
	if !bytes.Equal(s.Text(), text) { // a time with another width, say
		return bad(4)
	}
	return s, nil
}
