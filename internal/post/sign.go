package post

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"

	"github.com/emersion/go-msgauth/dkim"

	"insyn/internal/fault"
)

// Signing is what it takes to sign with DKIM ourselves, where the server that
// we hand letters to does not.
type Signing struct {
	Domain   string // "d=", the domain of From or one above it
	Selector string // "s=", the public key lies at <selector>._domainkey.<domain>
	Key      crypto.Signer
}

// ParseKey reads a private key in PEM form: RSA of at least 2048 bits, or
// Ed25519, in PKCS #8 or PKCS #1.
func ParseKey(text []byte) (crypto.Signer, error) {
	bad := fault.New(fault.Invalid, "post.key")
	p, _ := pem.Decode(text)
	if p == nil {
		return nil, bad
	}
	if key, err := x509.ParsePKCS1PrivateKey(p.Bytes); err == nil {
		return strong(key)
	}
	key, err := x509.ParsePKCS8PrivateKey(p.Bytes)
	if err != nil {
		return nil, bad.From(err)
	}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return strong(key)
	case ed25519.PrivateKey:
		return key, nil
	}
	return nil, bad.From(fmt.Errorf("a key of type %T", key))
}

func strong(key *rsa.PrivateKey) (crypto.Signer, error) {
	if bits := key.N.BitLen(); bits < 2048 {
		return nil, fault.New(fault.Invalid, "post.key").From(fmt.Errorf("%d bits", bits))
	}
	return key, nil
}

// signed lists the headers under the signature. From, Subject and Date are
// named twice, so that a second one, added on the way, breaks the signature.
var signed = []string{"From", "From", "Subject", "Subject", "Date", "Date", "To", "Reply-To",
	"Message-ID", "MIME-Version", "Content-Type", "Content-Language", "Auto-Submitted",
	"List-Unsubscribe", "List-Unsubscribe-Post"}

// sign gives message with a signature before it. Only the time of signing
// differs between two tries; the message below it is the same.
func (s *Signing) sign(message []byte) ([]byte, error) {
	signer, err := dkim.NewSigner(&dkim.SignOptions{Domain: s.Domain, Selector: s.Selector,
		Signer: s.Key, HeaderKeys: signed, HeaderCanonicalization: dkim.CanonicalizationRelaxed,
		BodyCanonicalization: dkim.CanonicalizationRelaxed})
	if err != nil {
		return nil, err
	}
	_, err = signer.Write(message)
	if closed := signer.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{[]byte(signer.Signature()), message}, nil), nil
}
