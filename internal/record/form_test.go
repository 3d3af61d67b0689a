package record_test

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/fault"
	"insyn/internal/record"

	_ "insyn/internal/trial/seed"
)

// TestGoldenReceipt holds the bytes of a receipt: people keep them for years.
func TestGoldenReceipt(t *testing.T) {
	l, r := receipted(t)
	path := filepath.Join("testdata", "receipt.txt")
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(r.Text())); d != "" {
		t.Errorf("kept (-), made (+):\n%s", d)
	}
	kept, err := record.ParseReceipt(want)
	if err != nil {
		t.Fatal(err)
	}
	c, err := kept.Check(l.signer.Key())
	if err != nil || c != l.checkpoint() {
		t.Errorf("checked against %+v, %v", c, err)
	}
	head, _, _ := bytes.Cut(want, []byte("\n\n"))
	if e := record.Entry(sha256.Sum256(append(bytes.Clone(head), '\n'))); e != l.entries[5] {
		t.Error("the entry is not the plain SHA-256 of the first lines")
	}
}

// TestReceiptKeepsEverything writes and reads receipts with any content, also
// content that looks like the rest of a receipt.
func TestReceiptKeepsEverything(t *testing.T) {
	l, r := receipted(t)
	rapid.Check(t, func(t *rapid.T) {
		r := r
		if rapid.Bool().Draw(t, "pending") {
			r.Proof = nil
		}
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"\n", "\ncontent 3\n", "content 0",
			"\n\n", "å", "\r\n", "pending\n"})).Draw(t, "content")
		r.Content = []byte{}
		for _, p := range parts {
			r.Content = append(r.Content, p...)
		}
		got, err := record.ParseReceipt(r.Text())
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(r, got, cmp.AllowUnexported(record.Key{})); d != "" {
			t.Fatalf("written (-), read (+):\n%s", d)
		}
	})
	_, err := r.Check(l.signer.Key())
	if err != nil {
		t.Error(err)
	}
}

// TestEveryByteCounts changes one byte of a receipt at a time: either it can
// no longer be read, or it proves nothing, unless the byte is of what proves
// nothing anyway (where the log is, which key it says it has).
func TestEveryByteCounts(t *testing.T) {
	l, r := receipted(t)
	text := r.Text()
	free := bytes.Index(text, []byte("extra "))
	until := free + bytes.IndexByte(text[free:], '\n')
	for i := range text {
		if i >= free && i < until || i == len(text)-1 {
			continue
		}
		other := bytes.Clone(text)
		other[i] ^= 1
		got, err := record.ParseReceipt(other)
		if err == nil {
			_, err = got.Check(l.signer.Key())
		}
		if err == nil && got.Content != nil {
			t.Errorf("byte %d (%q) can be changed", i, text[i])
		}
	}
}

// TestForeignLineEndings reads a receipt that went through a mail program.
func TestForeignLineEndings(t *testing.T) {
	l, r := receipted(t)
	got, err := record.ParseReceipt(bytes.ReplaceAll(r.Text(), []byte("\n"), []byte("\r\n")))
	if err == nil {
		_, err = got.Check(l.signer.Key())
	}
	if err != nil {
		t.Error(err)
	}
}

// TestSaltHides makes the same statement twice: nobody can tell from the log that it is the same.
func TestSaltHides(t *testing.T) {
	a := statement()
	a = record.State(a.Act, a.Object, a.At, []byte("{}"))
	b := record.State(a.Act, a.Object, a.At, []byte("{}"))
	if a.Entry() == b.Entry() || a.Content != b.Content {
		t.Error("the entry follows from what it is about")
	}
	if !a.Says([]byte("{}")) || a.Says([]byte("{ }")) {
		t.Error("a statement does not know its content")
	}
}

// TestTilePaths compares addresses with those of the specification.
func TestTilePaths(t *testing.T) {
	for path, want := range map[string]record.Tile{
		"tile/0/000":                 {H: 8, L: 0, N: 0, W: 256},
		"tile/1/x001/x234/067":       {H: 8, L: 1, N: 1234067, W: 256},
		"tile/0/x001/x234/067.p/8":   {H: 8, L: 0, N: 1234067, W: 8},
		"tile/entries/x273/x999/001": {H: 8, L: -1, N: 273999001, W: 256},
		"tile/entries/000.p/255":     {H: 8, L: -1, N: 0, W: 255},
	} {
		got, err := record.ParseTilePath(path)
		if err != nil || got != want || record.TilePath(want) != path {
			t.Errorf("%s: %+v, %v, %s", path, got, err, record.TilePath(want))
		}
	}
	for _, path := range []string{"", "tile/", "tile/0/", "tile/0/0", "tile/00/000", "tile/64/000",
		"tile/0/x000/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/-1/000",
		"tile/0/001/000", "tile/0/x001/x000", "tile/0/000/", "tile/entries/-01", "tile/0/0x0",
		"tile/data/000", "tile/0/x999/x999/x999/x999/x999/x999/x999/999"} {
		if _, err := record.ParseTilePath(path); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// TestCheckpointsHaveOneForm reads what is nearly a checkpoint.
func TestCheckpointsHaveOneForm(t *testing.T) {
	good := record.Checkpoint{Origin: "insyn.example.se/log", Size: 7, Root: record.Hash{1}}
	if got, err := record.ParseCheckpoint(good.Text() + "extension\n"); err != nil || got != good {
		t.Errorf("%+v, %v", got, err)
	}
	root := good.Root.String()
	for _, text := range []string{"", "o\n7\n" + root, "\n7\n" + root + "\n",
		"o\n07\n" + root + "\n",
		"o\n-7\n" + root + "\n", "o\n0\n" + root + "\n", "o\n7\n" + root[1:] + "\n",
		"o\n7\n" + root + "\n\n", "o\n9223372036854775808\n" + root + "\n", "o\n7\n\n"} {
		if _, err := record.ParseCheckpoint(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestKeyFollowsKey hands a log over to a new key: only the old one can.
func TestKeyFollowsKey(t *testing.T) {
	old := record.NewSigner("insyn.example.se/log", seeded("old"))
	next := record.NewSigner("insyn.example.se/log", seeded("new"))
	thief := record.NewSigner("insyn.example.se/log", seeded("thief"))
	want := record.Succession{Origin: "insyn.example.se/log", Size: 4, Key: next.Key()}
	signed, err := want.Sign(old)
	if err != nil {
		t.Fatal(err)
	}
	got, err := record.OpenSuccession(signed, old.Key())
	if err != nil || got.Key.String() != next.Key().String() || got.Size != 4 {
		t.Errorf("%+v, %v", got, err)
	}
	if signed, err = want.Sign(thief); err != nil {
		t.Fatal(err)
	}
	if _, err := record.OpenSuccession(signed, old.Key()); !fault.Is(err, fault.Refused) {
		t.Errorf("signed by somebody else: %v", err)
	}
	for _, k := range []record.Key{old.Key(), next.Key()} {
		if back, err := record.ParseKey(k.String()); err != nil || back.String() != k.String() {
			t.Errorf("%s: %s, %v", k, back, err)
		}
	}
	if _, err := record.ParseKey("x+00000000+AQ=="); !fault.Is(err, fault.Invalid) {
		t.Errorf("no key: %v", err)
	}
}
