package post

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"insyn/internal/fault"
)

// Drafts is the Sender of a house without SMTP: each letter becomes an .eml
// file that an officer opens in the mail program, looks at and sends. The
// header "X-Unsent: 1" makes Outlook open it as a draft. Secret letters lie in a
// folder of their own, for the operator: an officer who reads the codes of
// colleagues could sign in as each of them, and be the four eyes alone.
type Drafts struct{ dir, secret string }

// NewDrafts makes the folders when they are missing and gives a Sender that
// writes there. The one for secret letters is closed to everybody but its
// owner, also where it was open before.
func NewDrafts(dir, secret string) (*Drafts, error) {
	for _, folder := range []string{dir, secret} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, fault.New(fault.Unavailable, "post.drafts").From(err)
		}
	}
	if same(dir, secret) {
		return nil, fault.New(fault.Invalid, "post.drafts-same").At("sign-in-drafts")
	}
	if err := os.Chmod(secret, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "post.drafts").From(err)
	}
	return &Drafts{dir: dir, secret: secret}, nil
}

// same tells whether two paths lead to one folder.
func same(a, b string) bool {
	one, wrong := os.Stat(a)
	two, bad := os.Stat(b)
	return wrong == nil && bad == nil && os.SameFile(one, two)
}

// Deliver writes p as a file, whole or not at all. The name comes from the
// letter's date, recipient (hashed: folders are looked over shoulders), subject
// and Message-ID, so that delivering the same parcel again writes the same file.
func (d *Drafts) Deliver(ctx context.Context, p Parcel) error {
	if err := p.check(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	name, err := draftName(p)
	if err != nil {
		return err
	}
	content := p.Bytes
	if !bytes.Contains(content, []byte("\r\nX-Unsent:")) {
		content = append([]byte("X-Unsent: 1\r\n"), content...)
	}
	folder := d.dir
	if p.Secret {
		folder = d.secret
	}
	if err := writeWhole(filepath.Join(folder, name), content); err != nil {
		return fault.New(fault.Unavailable, "post.drafts").From(err)
	}
	return nil
}

// Close does nothing: every file is already whole.
func (d *Drafts) Close() error { return nil }

// draftName gives a file name that sorts by date and that every system takes.
func draftName(p Parcel) (string, error) {
	head, err := mail.ReadMessage(bytes.NewReader(p.Bytes))
	if err != nil {
		return "", fault.New(fault.Invalid, "post.bytes").From(err)
	}
	date, err := head.Header.Date()
	if err != nil {
		return "", fault.New(fault.Invalid, "post.bytes").From(err)
	}
	hash := sha256.Sum256([]byte(strings.ToLower(p.To) + " " + p.ID))
	return fmt.Sprintf("%s-%s-%s.eml", date.UTC().Format("20060102T150405Z"),
		hex.EncodeToString(hash[:6]), slug(p.Subject)), nil
}

// slug gives the letters and digits of s, without marks, in lower case.
func slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case b.Len() >= 60:
			return strings.TrimRight(b.String(), "-")
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if name := strings.TrimRight(b.String(), "-"); name != "" {
		return name
	}
	return "letter"
}

// writeWhole writes a file that is there whole or not at all, also after a
// power cut: a temporary one beside it, synced, then renamed.
func writeWhole(path string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".draft-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}
