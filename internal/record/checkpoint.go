package record

import (
	"encoding/base64"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"insyn/internal/fault"
)

// A Hash is that of a node of the tree.
type Hash = tlog.Hash

// A Checkpoint is the log at one moment: how long it is and the hash of all of it.
type Checkpoint struct {
	Origin string // which log: "insyn.example.se/log"
	Size   int64
	Root   Hash
}

// Text gives the text that is signed (C2SP tlog-checkpoint).
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + c.Root.String() + "\n"
}

// ParseCheckpoint reads the text of a checkpoint. Lines after the third are
// extensions, which may be there and mean nothing here.
func ParseCheckpoint(text string) (c Checkpoint, err error) {
	bad := fault.New(fault.Invalid, "record.checkpoint-bad")
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return c, bad
	}
	for _, line := range lines[:len(lines)-1] {
		if line == "" {
			return c, bad
		}
	}
	size, ok := decimal(lines[1])
	if !ok {
		return c, bad
	}
	root, ok := parseHash(lines[2])
	if !ok || size == 0 && root != emptyRoot {
		return c, bad
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// decimal reads a number that is written in one way only.
func decimal(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}

// parseHash reads a hash that is written in one way only.
func parseHash(s string) (h Hash, ok bool) {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != len(h) || base64.StdEncoding.EncodeToString(b) != s {
		return h, false
	}
	return Hash(b), true
}

// emptyRoot is the hash of a tree without leaves (RFC 6962, 2.1).
var emptyRoot = func() Hash { h, _ := tlog.TreeHash(0, nil); return h }()

// Sign gives the checkpoint as it is published, with a signature of each signer.
func (c Checkpoint) Sign(signers ...note.Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: c.Text()}, signers...)
}

// longestNote is how many bytes a signed checkpoint may have.
const longestNote = 64 << 10

// A Signature is one on a checkpoint: by whom, and its text.
type Signature = note.Signature

// OpenCheckpoint reads a signed checkpoint that one of the keys has signed.
// Signatures by others are let be. It tells who of those known has signed.
//
// Faults: Invalid (not a checkpoint), Refused (no known key has signed it, or a
// signature of a known key is false).
func OpenCheckpoint(signed []byte, keys ...Key) (Checkpoint, []Signature, error) {
	if len(signed) > longestNote {
		return Checkpoint{}, nil, fault.New(fault.TooLarge, "record.checkpoint-long")
	}
	list := make([]note.Verifier, len(keys))
	for i, k := range keys {
		list[i] = k
	}
	opened, err := note.Open(signed, note.VerifierList(list...))
	if err != nil {
		return Checkpoint{}, nil, unsigned(err)
	}
	c, err := ParseCheckpoint(opened.Text)
	return c, opened.Sigs, err
}

// unsigned tells a note that is not signed from one that is none.
func unsigned(err error) error {
	switch err.(type) {
	case *note.UnverifiedNoteError:
		return fault.New(fault.Refused, "record.unsigned").From(err)
	case *note.InvalidSignatureError:
		return fault.New(fault.Refused, "record.signature-false").From(err)
	}
	return fault.New(fault.Invalid, "record.checkpoint-bad").From(err)
}

// Peek reads a signed checkpoint without asking who has signed it. What it
// says proves nothing; it is for choosing the key to open it with.
func Peek(signed []byte) (Checkpoint, error) {
	text, _, ok := strings.Cut(string(signed[:min(len(signed), longestNote)]), "\n\n")
	if !ok {
		return Checkpoint{}, fault.New(fault.Invalid, "record.checkpoint-bad")
	}
	return ParseCheckpoint(text + "\n")
}
