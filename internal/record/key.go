package record

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/mod/sumdb/note"

	"insyn/internal/fault"
)

// The kinds of signature (C2SP signed-note and tlog-cosignature).
const (
	plainEd25519 byte = 1
	cosignature  byte = 4
)

// A Key is a public key: that of a log, or that of a witness. It is a
// note.Verifier.
type Key struct {
	name   string
	kind   byte
	public ed25519.PublicKey
}

// ParseKey reads a key as people pass it on: name+hash+base64.
func ParseKey(s string) (Key, error) {
	bad := fault.New(fault.Invalid, "record.key-bad")
	name, rest, ok := strings.Cut(s, "+")
	hash, data, ok2 := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.Strict().DecodeString(data)
	if !ok || !ok2 || err != nil || len(raw) != 1+ed25519.PublicKeySize || !wellNamed(name) {
		return Key{}, bad
	}
	k := Key{name: name, kind: raw[0], public: ed25519.PublicKey(raw[1:])}
	if (k.kind != plainEd25519 && k.kind != cosignature) || k.String() != s ||
		fmt.Sprintf("%08x", k.KeyHash()) != hash {
		return Key{}, bad
	}
	return k, nil
}

// wellNamed tells whether a name can stand in a note.
func wellNamed(name string) bool {
	return name != "" && len(name) <= 200 && strings.IndexFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '+' || r == unicode.ReplacementChar
	}) < 0
}

// String gives k as ParseKey reads it; "" for no key.
func (k Key) String() string {
	if k.public == nil {
		return ""
	}
	return fmt.Sprintf("%s+%08x+%s", k.name, k.KeyHash(),
		base64.StdEncoding.EncodeToString(k.bytes()))
}

func (k Key) bytes() []byte { return append([]byte{k.kind}, k.public...) }

// Name gives whose key it is: the origin of a log, or the name of a witness.
func (k Key) Name() string { return k.name }

// KeyHash gives the four bytes by which signatures name the key.
func (k Key) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(k.name+"\n"), k.bytes()...))
	return binary.BigEndian.Uint32(sum[:])
}

// IsWitness tells whether k is the key of a witness.
func (k Key) IsWitness() bool { return k.kind == cosignature }

// Verify tells whether sig is a signature of text by this key.
func (k Key) Verify(text, sig []byte) bool {
	if !k.IsWitness() {
		return ed25519.Verify(k.public, text, sig)
	}
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	return at < 1<<63 && ed25519.Verify(k.public, cosigned(at, text), sig[8:])
}

// cosigned gives what a witness signs.
func cosigned(at uint64, text []byte) []byte {
	head := "cosignature/v1\ntime " + strconv.FormatUint(at, 10) + "\n"
	return append([]byte(head), text...)
}

// A Signer signs for a log.
type Signer struct {
	key     Key
	private ed25519.PrivateKey
}

// NewSigner gives the signer of the log with an origin.
func NewSigner(origin string, private ed25519.PrivateKey) Signer {
	public, _ := private.Public().(ed25519.PublicKey)
	return Signer{Key{origin, plainEd25519, public}, private}
}

// Key gives the public key.
func (s Signer) Key() Key { return s.key }

// Name implements note.Signer.
func (s Signer) Name() string { return s.key.name }

// KeyHash implements note.Signer.
func (s Signer) KeyHash() uint32 { return s.key.KeyHash() }

// Sign implements note.Signer.
func (s Signer) Sign(text []byte) ([]byte, error) { return ed25519.Sign(s.private, text), nil }

var (
	_ note.Verifier = Key{}
	_ note.Signer   = Signer{}
)
