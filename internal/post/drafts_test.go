package post

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"insyn/internal/fault"
)

func TestDraftIsALetterThatOutlookOpensUnsent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "brev")
	d, err := NewDrafts(dir, filepath.Join(t.TempDir(), "koder"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	p := parcel(t, 1)
	for range 2 { // the second delivery is the same file
		if err := d.Deliver(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Deliver(t.Context(), parcel(t, 2)); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		name := f.Name()
		if !strings.HasPrefix(name, "20231127T090000Z-") ||
			!strings.HasSuffix(name, "-din-plats-ar-klar.eml") || strings.Contains(name, "anna") {
			t.Errorf("name %q", name)
		}
		info, _ := f.Info()
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v", name, info.Mode())
		}
	}
	name, _ := draftName(p)
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || !bytes.Equal(b, append([]byte("X-Unsent: 1\r\n"), p.Bytes...)) {
		t.Errorf("%v\n%s", err, b)
	}
}

func TestDraftsRefuseAndSayWhy(t *testing.T) {
	d, err := NewDrafts(t.TempDir(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := parcel(t, 1)
	p.Bytes = []byte("Subject: utan datum\r\n\r\nHej\r\n")
	if err := d.Deliver(t.Context(), p); !fault.Is(err, fault.Invalid) {
		t.Errorf("no date: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Deliver(ctx, parcel(t, 1)); !Temporary(err) {
		t.Errorf("cancelled: %v", err)
	}
	os.RemoveAll(d.dir)
	if err := d.Deliver(t.Context(), parcel(t, 1)); !fault.Is(err, fault.Unavailable) || !Temporary(err) {
		t.Errorf("no folder: %v", err)
	}
	file := filepath.Join(t.TempDir(), "fil")
	os.WriteFile(file, nil, 0o600)
	if _, err := NewDrafts(file, t.TempDir()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a file in the way: %v", err)
	}
}

// What signs a colleague in is not among the drafts that an officer sends:
// one person would be the two of the four eyes.
func TestSecretDraftsLieApart(t *testing.T) {
	dir, secret := t.TempDir(), filepath.Join(t.TempDir(), "koder")
	if err := os.Mkdir(secret, 0o755); err != nil {
		t.Fatal(err)
	}
	d, err := NewDrafts(dir, secret)
	if err != nil {
		t.Fatal(err)
	}
	p := parcel(t, 1)
	p.Secret = true
	if err := d.Deliver(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	drafts, _ := os.ReadDir(dir)
	codes, _ := os.ReadDir(secret)
	if len(drafts) != 0 || len(codes) != 1 {
		t.Errorf("%d among the drafts, %d apart", len(drafts), len(codes))
	}
	if info, err := os.Stat(secret); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the folder: %v, %v", info.Mode(), err)
	}
	if _, err := NewDrafts(dir, filepath.Join(dir, ".")); !fault.Is(err, fault.Invalid) {
		t.Errorf("one folder for both: %v", err)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"Å, ä & ö!": "a-a-o", "": "letter", "日本": "letter",
		"../../etc/passwd": "etc-passwd", "CON": "con",
		strings.Repeat("samråd ", 20): strings.TrimSuffix(strings.Repeat("samrad-", 9)[:60], "-")} {
		if got := slug(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
