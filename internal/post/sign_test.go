package post

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"insyn/internal/fault"
)

func pkcs8(t *testing.T, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// What we sign is verified by the library's reader with the key from DNS, and
// what is changed or added is not.
func TestSignedLetterArrivesSigned(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, edKey, _ := ed25519.GenerateKey(rand.Reader)
	der, _ := x509.MarshalPKIXPublicKey(rsaKey.Public())
	inBase64 := base64.StdEncoding.EncodeToString
	for record, text := range map[string][]byte{
		"v=DKIM1; k=rsa; p=" + inBase64(der):                                    pkcs8(t, rsaKey),
		"v=DKIM1; k=ed25519; p=" + inBase64(edKey.Public().(ed25519.PublicKey)): pkcs8(t, edKey),
	} {
		key, err := ParseKey(text)
		if err != nil {
			t.Fatal(err)
		}
		on := start(t, Plain, nil)
		s := sender(t, on, Plain, func(c *Config) {
			c.Sign = &Signing{Domain: "example.se", Selector: "insyn", Key: key}
		})
		p := parcel(t, 1)
		if err := s.Deliver(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		got := on.received()[0].bytes
		if !strings.HasSuffix(got, string(p.Bytes)) {
			t.Error("signing changed the letter")
		}
		verify := func(message string) error {
			found, err := dkim.VerifyWithOptions(strings.NewReader(message), &dkim.VerifyOptions{
				LookupTXT: func(string) ([]string, error) { return []string{record}, nil }})
			if err != nil || len(found) != 1 {
				t.Fatalf("%v, %v", found, err)
			}
			return found[0].Err
		}
		if err := verify(got); err != nil {
			t.Errorf("%s: %v", record[:20], err)
		}
		for name, forged := range map[string]string{
			"changed text": strings.Replace(got, "egen rad", "annan rad", 1),
			"second From": strings.Replace(got, "\r\nDate: ",
				"\r\nFrom: chef@example.se\r\nDate: ", 1),
		} {
			if forged == got || verify(forged) == nil {
				t.Errorf("%s was not seen", name)
			}
		}
	}
}

func TestKeysAreChecked(t *testing.T) {
	curve, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	short := []byte("-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n")
	for name, text := range map[string][]byte{"empty": nil, "no PEM": []byte("key"),
		"another kind": pkcs8(t, curve), "broken": short,
		"cut short": bytes.Split(pkcs8(t, crypto.PrivateKey(curve)), []byte("\n"))[0]} {
		if _, err := ParseKey(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
