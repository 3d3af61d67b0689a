package keys

import (
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"regexp"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"

	"insyn/internal/fault"
)

// A Purpose keeps links and seals of different uses apart: a token made for
// one is worth nothing for another.
type Purpose string

// The purposes.
const (
	Confirm    Purpose = "confirm"    // proves an address
	Personal   Purpose = "personal"   // the personal page
	Join       Purpose = "join"       // the join address in the calendar
	Invitee    Purpose = "invitee"    // a personal invitation
	Evaluate   Purpose = "evaluate"   // the evaluation
	OwnView    Purpose = "view"       // a view of one's own: draft, receipt, answer
	ViewForm   Purpose = "view-form"  // what a form carries so that it makes one view
	Told       Purpose = "told"       // whom a mail has reached, without the address
	Meeting    Purpose = "meeting"    // the sealed meeting link
	Code       Purpose = "code"       // one-time codes
	Session    Purpose = "session"    // session tokens
	SignIn     Purpose = "sign-in"    // the link in a sign-in mail
	Device     Purpose = "device"     // a browser that a member of staff has signed in with
	Unlock     Purpose = "unlock"     // personal data opened by a code, for a while
	Browser    Purpose = "browser"    // binding of a sign-in to a browser
	FormToken  Purpose = "form"       // forms
	Parcel     Purpose = "parcel"     // an address that must outlive its erasure by one mail
	Attachment Purpose = "attachment" // files that are not public
	Record     Purpose = "record"     // checkpoints of the public record
	FlagReply  Purpose = "flag-reply" // a supplier's reply to a red flag
	Pseudonym  Purpose = "pseudonym"  // stand-ins for persons in the ledgers of a body
	PlanReport Purpose = "report"     // the page on which somebody reports of a plan
	PlanNews   Purpose = "plan-news"  // a subscription to what is new in a plan
)

// A Ring is a set of keys, the newest first.
type Ring struct{ keys []key }

type key struct {
	ID     string `json:"id"`     // one to eight letters or digits; stands in every link made with it
	Secret []byte `json:"secret"` // 32 random bytes
}

// Generate makes a ring with one new key.
func Generate() Ring {
	k := key{ID: strings.ToLower(rand.Text()[:4]), Secret: make([]byte, 32)}
	_, _ = rand.Read(k.Secret) // crypto/rand.Read never fails
	return Ring{keys: []key{k}}
}

// Rotate gives a ring with a new key before those of r.
func (r Ring) Rotate() Ring { return Ring{keys: append(Generate().keys, r.keys...)} }

var wellNamed = regexp.MustCompile(`^[a-z0-9]{1,8}$`)

// Parse reads a ring from its file form, a JSON list.
func Parse(b []byte) (Ring, error) {
	var r Ring
	if err := json.Unmarshal(b, &r.keys); err != nil {
		return Ring{}, fmt.Errorf("the keyring is not a JSON list of keys: %w", err)
	}
	if len(r.keys) == 0 {
		return Ring{}, errors.New("the keyring is empty: make one with insyn keys new")
	}
	seen := map[string]bool{}
	for _, k := range r.keys {
		if !wellNamed.MatchString(k.ID) || len(k.Secret) < 32 || seen[k.ID] {
			return Ring{}, fmt.Errorf("key %q: wants its own id of 1–8 letters or digits and 32 secret bytes", k.ID)
		}
		seen[k.ID] = true
	}
	return r, nil
}

// Bytes gives the file form of r.
func (r Ring) Bytes() []byte {
	b, err := json.MarshalIndent(r.keys, "", "  ")
	if err != nil {
		panic(err) // strings and bytes always marshal
	}
	return append(b, '\n')
}

// Load reads the ring in a file; where there is none it makes one there, for the owner's eyes only.
func Load(path string) (Ring, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		r := Generate()
		return r, r.Create(path)
	}
	if err != nil {
		return Ring{}, fmt.Errorf("keyring: %w", err)
	}
	return Parse(b)
}

// Create writes the ring to a new file that its owner alone may read. Half a
// ring is none: where the disk is full, nothing is left.
//
// Faults: Conflict (there is a file already), Unavailable (the folder, the disk).
func (r Ring) Create(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "keys.not-written").With("File", path).From(err)
	}
	if err == nil {
		_, err = f.Write(r.Bytes())
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			_ = os.Remove(path)
		}
	}
	if err != nil {
		return fault.New(fault.Unavailable, "keys.disk").With("File", path).From(err)
	}
	return nil
}

// sum is HMAC-SHA-256 over the parts, each with its length before it so that
// no two lists of parts read the same.
func (k key) sum(parts ...string) []byte {
	h := hmac.New(sha256.New, k.Secret)
	var n [4]byte
	for _, p := range parts {
		binary.BigEndian.PutUint32(n[:], uint32(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}

var encoding = base64.RawURLEncoding

// tokenBytes of the HMAC stand in a link: 160 bits.
const tokenBytes = 20

// Token makes the secret part of a link to id.
func (r Ring) Token(p Purpose, id string, generation int) string {
	k := r.keys[0]
	return k.ID + "." + encoding.EncodeToString(k.token(p, id, generation))
}

func (k key) token(p Purpose, id string, generation int) []byte {
	return k.sum("token", string(p), id, fmt.Sprint(generation))[:tokenBytes]
}

// Proves tells whether token is the secret part of a link to id of that generation.
func (r Ring) Proves(token string, p Purpose, id string, generation int) bool {
	name, secret, ok := strings.Cut(token, ".")
	if !ok {
		return false
	}
	given, err := encoding.DecodeString(secret)
	if err != nil {
		return false
	}
	for _, k := range r.keys {
		if k.ID == name {
			return hmac.Equal(given, k.token(p, id, generation))
		}
	}
	return false
}

// Hash gives the keyed hash under which a random secret is stored and found again.
func (r Ring) Hash(p Purpose, secret string) []byte {
	// The oldest key, so that what is stored is still found after a rotation.
	return r.keys[len(r.keys)-1].sum("hash", string(p), secret)
}

// Same compares two hashes in a time that does not depend on them.
func Same(a, b []byte) bool { return len(a) > 0 && hmac.Equal(a, b) }

// Seal encrypts plain so that only this ring can open it, for this purpose and id.
func (r Ring) Seal(p Purpose, id string, plain []byte) []byte {
	k := r.keys[0]
	aead := k.cipher()
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce)
	sealed := append([]byte(k.ID+"."), nonce...)
	return aead.Seal(sealed, nonce, plain, []byte(string(p)+"\x00"+id))
}

// ErrSealed says that what was given was not sealed by this ring for that purpose and id.
var ErrSealed = errors.New("keys: cannot be opened with this keyring")

// Open gives what was sealed.
func (r Ring) Open(p Purpose, id string, sealed []byte) ([]byte, error) {
	name, rest, ok := strings.Cut(string(sealed), ".")
	if !ok {
		return nil, ErrSealed
	}
	for _, k := range r.keys {
		aead := k.cipher()
		if k.ID != name || len(rest) < aead.NonceSize() {
			continue
		}
		nonce, body := []byte(rest[:aead.NonceSize()]), []byte(rest[aead.NonceSize():])
		plain, err := aead.Open(nil, nonce, body, []byte(string(p)+"\x00"+id))
		if err != nil {
			return nil, ErrSealed
		}
		return plain, nil
	}
	return nil, ErrSealed
}

func (k key) cipher() cipher.AEAD {
	aead, err := chacha20poly1305.NewX(k.sum("seal"))
	if err != nil {
		panic(err) // the key is always 32 bytes
	}
	return aead
}

// Signing gives the keys with which the ring signs for a purpose, the newest
// first. Each is made from a key of the ring, so that they change together.
func (r Ring) Signing(p Purpose) []ed25519.PrivateKey {
	all := make([]ed25519.PrivateKey, len(r.keys))
	for i, k := range r.keys {
		all[i] = ed25519.NewKeyFromSeed(k.sum("sign", string(p)))
	}
	return all
}

// Secret gives a new random secret of at least 128 bits, fit for a link or a cookie.
func Secret() string { return rand.Text() }

// Digits gives a new random code of six digits, to be typed by a person.
func Digits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return fmt.Sprintf("%06d", n)
}
