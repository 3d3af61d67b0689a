package trial

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

// A Witness cosigns checkpoints as C2SP tlog-cosignature has it, written from
// the specification and not from the code that is tested.
type Witness struct {
	name    string
	private ed25519.PrivateKey
}

// NewWitness gives a witness whose key is made from its name.
func NewWitness(name string) Witness {
	seed := sha256.Sum256([]byte(name))
	return Witness{name, ed25519.NewKeyFromSeed(seed[:])}
}

// identity gives the kind of key with the key, and the four bytes that name it.
func (w Witness) identity() (key, id []byte) {
	key = append([]byte{4}, w.private.Public().(ed25519.PublicKey)...)
	sum := sha256.Sum256(append([]byte(w.name+"\n"), key...))
	return key, sum[:4]
}

// Key gives the public key as people pass it on.
func (w Witness) Key() string {
	key, id := w.identity()
	return fmt.Sprintf("%s+%x+%s", w.name, id, base64.StdEncoding.EncodeToString(key))
}

// Line gives the signature line for the text of a checkpoint at a POSIX time.
func (w Witness) Line(text string, at uint64) string {
	_, id := w.identity()
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)
	sig := binary.BigEndian.AppendUint64(id, at)
	sig = append(sig, ed25519.Sign(w.private, []byte(message))...)
	return "— " + w.name + " " + base64.StdEncoding.EncodeToString(sig) + "\n"
}
