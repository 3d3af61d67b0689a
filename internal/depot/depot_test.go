package depot

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/fault"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func opened(t *testing.T) *Depot {
	t.Helper()
	d, err := Open(filepath.Join(t.TempDir(), "depot"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// read gives what a file holds, "" where there is none.
func read(t *testing.T, f *os.File, _ int64, err error) string {
	t.Helper()
	if fault.Is(err, fault.NotFound) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestStoredIsWhatItsNameSays(t *testing.T) {
	d := opened(t)
	const sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // of "abc", FIPS 180-4
	seal, err := d.Put(text("abc"))
	if err != nil || seal != (Seal{sum, 3}) || !d.Has(seal) {
		t.Fatalf("stored as %v: %v", seal, err)
	}
	if again, err := d.Put(text("abc")); err != nil || again != seal {
		t.Errorf("stored again as %v: %v", again, err)
	}
	f, n, err := d.Open(sum)
	if got := read(t, f, n, err); got != "abc" {
		t.Errorf("it holds %q", got)
	}
	if err := d.Verify(seal); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(d.path(sum), []byte("abd"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Verify(seal); !fault.Is(err, fault.Conflict) {
		t.Errorf("a changed file passes: %v", err)
	}
	if d.Has(Seal{sum, 4}) || d.Has(Seal{strings.Repeat("0", 64), 0}) {
		t.Error("a file is there that is not")
	}
	if err := errors.Join(d.Remove(sum), d.Remove(sum)); err != nil {
		t.Error(err)
	}
	if f, n, err := d.Open(sum); read(t, f, n, err) != "" {
		t.Error("it is still there")
	}
}

func TestNothingOfWhatFails(t *testing.T) {
	d := opened(t)
	broken := errors.New("broken")
	fails := func(w io.Writer) error {
		_, _ = io.WriteString(w, strings.Repeat("x",
			1<<17))
		return broken
	}
	_, put := d.Put(fails)
	_, hold := d.Hold("a", fails)
	if !errors.Is(put, broken) || !errors.Is(hold, broken) {
		t.Errorf("got %v and %v", put, hold)
	}
	if f, n, err := d.Held("a"); read(t, f, n, err) != "" {
		t.Error("half a file is held")
	}
	if left, _ := os.ReadDir(filepath.Join(d.dir, making)); len(left) > 0 {
		t.Errorf("%d files are left", len(left))
	}
}

func TestHeldUntilReleased(t *testing.T) {
	d := opened(t)
	if _, err := d.Hold("../../up", text("a")); err != nil {
		t.Fatal(err)
	}
	f, n, err := d.Held("../../up")
	if got := read(t, f, n, err); got != "a" {
		t.Errorf("it holds %q", got)
	}
	if outside, _ := os.ReadDir(filepath.Dir(d.dir)); len(outside) != 1 {
		t.Error("a name led out of the depot")
	}
	if names, err := d.HeldBefore(time.Now().Add(time.Hour)); err != nil || len(names) != 1 {
		t.Errorf("held: %q, %v", names, err)
	}
	if names, _ := d.HeldBefore(time.Now().Add(-time.Hour)); len(names) != 0 {
		t.Errorf("held since before: %q", names)
	}
	if err := d.Release("../../up"); err != nil {
		t.Fatal(err)
	}
	if f, n, err := d.Held("../../up"); read(t, f, n, err) != "" {
		t.Error("it is still held")
	}
}

func TestSweepKeepsTheKnownAndTheNew(t *testing.T) {
	d := opened(t)
	known, _ := d.Put(text("known"))
	lost, _ := d.Put(text("lost"))
	if err := os.WriteFile(filepath.Join(d.dir, making, "put-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	keep := func(hash string) bool { return hash == known.Hash }
	if err := d.Sweep(time.Now().Add(-time.Hour), keep); err != nil || !d.Has(lost) {
		t.Errorf("what is new is gone: %v", err)
	}
	if err := d.Sweep(time.Now().Add(time.Hour), keep); err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(filepath.Join(d.dir, making))
	if !d.Has(known) || d.Has(lost) || len(left) > 0 {
		t.Errorf("known %v, lost %v, unnamed %d", d.Has(known), d.Has(lost), len(left))
	}
}

func TestOpenTellsWhatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}
