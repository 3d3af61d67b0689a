package record

import (
	"bytes"
	"encoding/json"
	"io"

	"insyn/internal/fault"
)

// A KeySet is what a log says of its keys: the first one, each that came after
// with the word of the one before, and whose cosignatures it takes.
type KeySet struct {
	Origin    string    `json:"origin"`
	Keys      []KeyFact `json:"keys"`
	Witnesses []string  `json:"witnesses"`
}

// A KeyFact is a key and how it came to be the log's.
type KeyFact struct {
	Key        string `json:"key"`
	Size       int64  `json:"size"`                 // checkpoints of longer logs are signed by it
	Succession string `json:"succession,omitempty"` // signed by the key before; none for the first
}

// longestKeySet and mostKeys bound what is read: a log changes its key seldom.
const (
	longestKeySet = 1 << 20
	mostKeys      = 1000
)

// ParseKeySet reads what a log says of its keys. It proves nothing yet: Trusted does.
//
// Faults: Invalid, TooLarge.
func ParseKeySet(text []byte) (s KeySet, err error) {
	if len(text) > longestKeySet {
		return s, fault.New(fault.TooLarge, "record.keys-bad")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil || len(s.Keys) > mostKeys {
		return KeySet{}, fault.New(fault.Invalid, "record.keys-bad").From(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return KeySet{}, fault.New(fault.Invalid, "record.keys-bad")
	}
	return s, nil
}

// Trusted gives the keys that can be believed by who believes one of them: that
// one, and those after it for as long as each was handed over to by the one
// before. The last is the one in use.
//
// Faults: Refused (the log does not say that this is, or was, its key, or a
// key was handed over by nobody).
func (s KeySet) Trusted(key Key) ([]Key, error) {
	at := -1
	for i, k := range s.Keys {
		if k.Key == key.String() {
			at = i
		}
	}
	if at < 0 {
		return nil, fault.New(fault.Refused, "record.key-unknown").With("Log", s.Origin)
	}
	all := []Key{key}
	for _, k := range s.Keys[at+1:] {
		handed, err := OpenSuccession([]byte(k.Succession), key)
		if err != nil || handed.Key.String() != k.Key || handed.Size != k.Size {
			return nil, fault.New(fault.Refused, "record.key-seized").With("Log", s.Origin).From(err)
		}
		key = handed.Key
		all = append(all, key)
	}
	return all, nil
}
