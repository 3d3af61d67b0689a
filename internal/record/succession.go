package record

import (
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"insyn/internal/fault"
)

// A Succession says that a log has a new key from a size on. The old key signs it.
type Succession struct {
	Origin string
	Size   int64 // checkpoints of a longer log are signed by the new key
	Key    Key   // the new key
}

// successionForm is the first line of every succession.
const successionForm = "insyn-record-key/1"

// Text gives the text that the old key signs.
func (s Succession) Text() string {
	return successionForm + "\n" + s.Origin + "\n" + strconv.FormatInt(s.Size, 10) + "\n" +
		s.Key.String() + "\n"
}

// Sign gives the succession signed by the old key.
func (s Succession) Sign(old Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: s.Text()}, old)
}

// OpenSuccession reads a succession that the old key has signed.
//
// Faults: Invalid, Refused (the old key has not signed it).
func OpenSuccession(signed []byte, old Key) (s Succession, err error) {
	bad := fault.New(fault.Invalid, "record.succession-bad")
	if len(signed) > longestNote {
		return s, bad
	}
	opened, err := note.Open(signed, note.VerifierList(old))
	if err != nil {
		return s, unsigned(err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 5 || lines[0] != successionForm || lines[4] != "" {
		return s, bad
	}
	size, ok := decimal(lines[2])
	if !ok || lines[1] != old.Name() {
		return s, bad
	}
	key, err := ParseKey(lines[3])
	if err != nil || key.Name() != old.Name() || key.IsWitness() {
		return s, bad
	}
	return Succession{Origin: lines[1], Size: size, Key: key}, nil
}
