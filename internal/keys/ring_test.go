package keys

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokenIsForOnePurposeOneIDOneGeneration(t *testing.T) {
	r := Generate()
	token := r.Token(Personal, "id", 1)
	if !r.Proves(token, Personal, "id", 1) {
		t.Fatal("the ring does not know its own token")
	}
	for name, ok := range map[string]bool{
		"other purpose":    r.Proves(token, Join, "id", 1),
		"other id":         r.Proves(token, Personal, "id2", 1),
		"next generation":  r.Proves(token, Personal, "id", 2),
		"other ring":       Generate().Proves(token, Personal, "id", 1),
		"cut short":        r.Proves(token[:len(token)-2], Personal, "id", 1),
		"without its name": r.Proves(token[strings.Index(token, ".")+1:], Personal, "id", 1),
		"empty":            r.Proves("", Personal, "id", 1),
	} {
		if ok {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestPartsCannotBeShifted(t *testing.T) {
	r := Generate()
	if r.Proves(r.Token(Personal, "a1", 1), Personal, "a", 11) {
		t.Error("id and generation run together")
	}
}

func TestRotationKeepsOldLinksAndHashes(t *testing.T) {
	old := Generate()
	token, hash := old.Token(Join, "id", 3), old.Hash(Session, "s")
	sealed := old.Seal(Meeting, "c", []byte("https://mote.example.se/x"))
	r := old.Rotate()
	if !r.Proves(token, Join, "id", 3) || !Same(hash, r.Hash(Session, "s")) {
		t.Error("an old link or hash is lost after rotation")
	}
	if plain, err := r.Open(Meeting, "c", sealed); err != nil || string(plain) != "https://mote.example.se/x" {
		t.Errorf("%q, %v", plain, err)
	}
	if r.Token(Join, "id", 3) == token {
		t.Error("a new link is made with the old key")
	}
}

func TestSealIsBoundToItsPlace(t *testing.T) {
	r := Generate()
	sealed := r.Seal(Meeting, "c", []byte("secret"))
	if bytes.Contains(sealed, []byte("secret")) {
		t.Error("the seal shows what it holds")
	}
	for _, p := range []struct {
		p  Purpose
		id string
		b  []byte
	}{{Meeting, "d", sealed}, {Code, "c", sealed}, {Meeting, "c", sealed[:10]},
		{Meeting, "c", append(bytes.Clone(sealed[:len(sealed)-1]), sealed[len(sealed)-1]^1)}} {
		if _, err := r.Open(p.p, p.id, p.b); err == nil {
			t.Errorf("%s %s: opened", p.p, p.id)
		}
	}
}

func TestLoadMakesARingOnceForTheOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	a, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Load(path)
	if err != nil || !b.Proves(a.Token(Personal, "x", 1), Personal, "x", 1) {
		t.Errorf("the second reading gives another ring: %v", err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestParseRefusesWeakRings(t *testing.T) {
	for _, bad := range []string{``, `{}`, `[]`, `[{"id":"a","secret":"c2hvcnQ="}]`, `[{"id":"A B"}]`} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%s was taken for a keyring", bad)
		}
	}
}

func TestDigits(t *testing.T) {
	for range 100 {
		if d := Digits(); len(d) != 6 || strings.Trim(d, "0123456789") != "" {
			t.Fatalf("%q", d)
		}
	}
}
