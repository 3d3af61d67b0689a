package record_test

import (
	"bytes"
	"testing"

	"insyn/internal/record"
)

// FuzzReceipt reads anything: what is read is written the same, and what
// passes the check holds together.
func FuzzReceipt(f *testing.F) {
	l, r := receipted(f)
	f.Add(r.Text())
	r.Proof = nil
	f.Add(r.Text())
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := record.ParseReceipt(text)
		if err != nil {
			return
		}
		again, err := record.ParseReceipt(r.Text())
		if err != nil || !bytes.Equal(again.Text(), r.Text()) {
			t.Fatalf("written and read again: %v", err)
		}
		if c, err := r.Check(l.signer.Key()); err == nil &&
			(r.Statement.Entry() != l.entries[5] || c != l.checkpoint()) {
			t.Fatal("a forged receipt passes")
		}
	})
}

// FuzzCheckpoint opens anything as a signed checkpoint: only the log's own passes.
func FuzzCheckpoint(f *testing.F) {
	l, _ := receipted(f)
	f.Add(l.signed())
	f.Fuzz(func(t *testing.T, signed []byte) {
		_, _ = record.Peek(signed)
		if c, _, err := record.OpenCheckpoint(signed, l.signer.Key()); err == nil &&
			c != l.checkpoint() {
			t.Fatalf("%+v passes", c)
		}
	})
}

// FuzzTile reads anything as the address of a tile: what is read is written the same.
func FuzzTile(f *testing.F) {
	f.Add("tile/0/x001/x234/067.p/8")
	f.Add("tile/entries/000")
	f.Fuzz(func(t *testing.T, path string) {
		if tile, err := record.ParseTilePath(path); err == nil && record.TilePath(tile) != path {
			t.Fatalf("%q became %q", path, record.TilePath(tile))
		}
	})
}

// FuzzKey reads anything as a key, and as the succession of one.
func FuzzKey(f *testing.F) {
	l, _ := receipted(f)
	f.Add(l.signer.Key().String())
	f.Fuzz(func(t *testing.T, text string) {
		k, err := record.ParseKey(text)
		if err == nil && k.String() != text {
			t.Fatalf("%q became %q", text, k)
		}
		if s, err := record.OpenSuccession([]byte(text), l.signer.Key()); err == nil {
			t.Fatalf("%+v passes", s)
		}
	})
}
