package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/fault"
	"insyn/ledger"
)

// A put is a delivery that a test puts into a folder.
type put struct {
	period, day, reason string
	seed                uint64
}

// puts publishes a delivery in a folder, as the command does after masking.
func (p put) puts(t *testing.T, dir string) error {
	t.Helper()
	c := ledgerPublishCommand{Dir: dir}
	return c.alone(func() error {
		old, err := c.deliveries()
		if err != nil {
			return err
		}
		return p.putsAfter(t, dir, old)
	})
}

// putsAfter publishes what somebody has begun with who saw old there.
func (p put) putsAfter(t *testing.T, dir string, old []delivery) error {
	t.Helper()
	var raw bytes.Buffer
	if _, err := ledger.Generate(&raw, ledger.GenerateOptions{Rows: 40, Seed: p.seed}); err != nil {
		t.Fatal(err)
	}
	table, _, err := ledger.Read(bytes.NewReader(raw.Bytes()), int64(raw.Len()), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	masked, report, err := ledger.Mask(table, ledger.MaskOptions{Policy: ledger.Drop})
	if err != nil {
		t.Fatal(err)
	}
	c := ledgerPublishCommand{Dir: dir, Period: p.period, Reason: p.reason, Base: "https://data.example.se/",
		Publisher: "Exempelkommunen", Number: "402000-0016", Kind: "LocalAuthority", Email: "data@example.se"}
	d := &delivery{Period: p.period, Reason: p.reason, Published: p.day, Rows: masked.Len(), Ore: masked.Sum(), Mask: report}
	return c.build(&Streams{Out: io.Discard, Err: io.Discard}, masked, d, old)
}

// filesIn gives the contents of a folder, and what the disk says of each file.
func filesIn(t *testing.T, dir string) (text map[string]string, info map[string]fs.FileInfo) {
	t.Helper()
	text, info = map[string]string{}, map[string]fs.FileInfo{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text[name] = string(data)
		info[name], err = e.Info()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text, info
}

// The files of years that no delivery has changed are the same files as
// before, and all are what they would be if each had been made anew.
func TestOnlyTheYearOfADeliveryIsMadeAnew(t *testing.T) {
	dir, whole := filepath.Join(t.TempDir(), "ut"), filepath.Join(t.TempDir(), "ut")
	for i, step := range []struct {
		put
		kept string // a file that is not touched
	}{
		{put{"2025-01", "2026-01-10", "", 1}, ""},
		{put{"2025-02", "2026-02-10", "", 2}, "ar=2025/2025-01-1.parquet"},
		{put{"2026-01", "2026-02-11", "", 3}, "2025.csv"},
		{put{"2024", "2026-02-12", "", 4}, "2025.json"},
		{put{"2025-01", "2026-03-10", "Fel konto", 5}, "2026.csv"},
		{put{"2026-02", "2026-03-11", "", 6}, "2024.json"},
	} {
		_, before := filesIn(t, dirOrNone(t, dir))
		if err := step.puts(t, dir); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(whole, sumsName)) // without seals all is made anew
		if err := step.puts(t, whole); err != nil {
			t.Fatal(err)
		}
		got, after := filesIn(t, dir)
		want, _ := filesIn(t, whole)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("delivery %d: %s", i, diff)
		}
		if step.kept != "" && !os.SameFile(before[step.kept], after[step.kept]) {
			t.Errorf("delivery %d: %s is another file", i, step.kept)
		}
		if csv := step.period[:4] + ".csv"; before[csv] != nil && os.SameFile(before[csv], after[csv]) {
			t.Errorf("delivery %d: %s is not made anew", i, csv)
		}
	}
	// What somebody has touched, or taken away, is made anew from the deliveries.
	if err := os.WriteFile(filepath.Join(dir, "2025.csv"), []byte("annat"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "2024.json")); err != nil {
		t.Fatal(err)
	}
	last := put{"2026-03", "2026-04-10", "", 7}
	if err := last.puts(t, dir); err != nil {
		t.Fatal(err)
	}
	if err := last.puts(t, whole); err != nil {
		t.Fatal(err)
	}
	got, _ := filesIn(t, dir)
	if want, _ := filesIn(t, whole); cmp.Diff(want, got) != "" {
		t.Error("what was touched is not made anew")
	}
}

// A file that lies elsewhere, to which only a name leads, becomes a file of the
// folder: what it leads to may change or go.
func TestAYearThatLiesElsewhereIsCopied(t *testing.T) {
	dir, away := filepath.Join(t.TempDir(), "ut"), filepath.Join(t.TempDir(), "2025.csv")
	if err := (put{"2025-01", "2026-01-10", "", 1}).puts(t, dir); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "2025.csv")
	if err := errors.Join(os.Rename(at, away), os.Symlink(away, at)); err != nil {
		t.Fatal(err)
	}
	if err := (put{"2026-01", "2026-02-11", "", 3}).puts(t, dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(at); err != nil || !info.Mode().IsRegular() {
		t.Errorf("%v: %v", info, err)
	}
}

// dirOrNone gives an empty folder where there is none yet.
func dirOrNone(t *testing.T, dir string) string {
	if _, err := os.Stat(dir); err != nil {
		return t.TempDir()
	}
	return dir
}

// TestPublishingGoesOnAfterTheLights stops where the power may go: before,
// between and after the two moments in which the folder changes.
func TestPublishingGoesOnAfterTheLights(t *testing.T) {
	first, next := put{"2025-01", "2026-01-10", "", 1}, put{"2026-01", "2026-02-11", "", 3}
	for what, cut := range map[string]func(dir string) error{
		"while it is filled":   func(dir string) error { return os.CopyFS(besides(dir, "next"), os.DirFS(dir)) },
		"between the two":      func(dir string) error { return os.Rename(dir, besides(dir, "before")) },
		"before the old goes":  func(dir string) error { return os.CopyFS(besides(dir, "before"), os.DirFS(dir)) },
		"with what held it":    func(dir string) error { return os.WriteFile(besides(dir, "lock"), nil, 0o600) },
		"with nothing started": func(string) error { return nil },
	} {
		dir := filepath.Join(t.TempDir(), "ut")
		if err := first.puts(t, dir); err != nil {
			t.Fatal(err)
		}
		before, _ := filesIn(t, dir)
		if err := cut(dir); err != nil {
			t.Fatal(err)
		}
		if err := next.puts(t, dir); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		after, _ := filesIn(t, dir)
		if after["2025.csv"] != before["2025.csv"] || after["2026.csv"] == "" {
			t.Errorf("%s: the folder has not what it should", what)
		}
		if left := leftBeside(t, dir); len(left) > 0 {
			t.Errorf("%s: %v is left", what, left)
		}
	}
}

// besides gives what lies beside a folder while somebody publishes in it.
func besides(dir, what string) string { return ledgerPublishCommand{Dir: dir}.beside(what) }

// leftBeside lists what lies beside a folder.
func leftBeside(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Name() != filepath.Base(dir) {
			names = append(names, e.Name())
		}
	}
	return names
}

// What somebody has laid beside the folder is theirs.
func TestPublishingLeavesWhatLiesBesideAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ut")
	for _, name := range []string{dir + ".old", dir + ".new"} {
		if err := os.WriteFile(name, []byte("egen kopia"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []put{{"2025-01", "2026-01-10", "", 1}, {"2025-02", "2026-02-10", "", 2}} {
		if err := p.puts(t, dir); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"ut.new", "ut.old"}, leftBeside(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// While one publishes, another is told so at once, and neither is disturbed.
func TestOneAtATimePublishes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ut")
	first, second := put{"2025-01", "2026-01-10", "", 1}, put{"2025-02", "2026-02-10", "", 2}
	err := ledgerPublishCommand{Dir: dir}.alone(func() error {
		if code, said := ledgerPublish(t, dir, written(t, "jan.csv", "Exempel AB", "F-1"), "2026-01"); code != 5 ||
			!strings.Contains(said, "Någon annan publicerar just nu") {
			t.Errorf("%d: %s", code, said)
		}
		return first.putsAfter(t, dir, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.puts(t, dir); err != nil {
		t.Errorf("when the other is done: %v", err)
	}
	if left := leftBeside(t, dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// TestTwoWhoPublishAtOnceDoNotMix has the folder change while a delivery is
// being made, by somebody whom nothing holds off: a backup is put back, say.
func TestTwoWhoPublishAtOnceDoNotMix(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ut")
	first := put{"2025-01", "2026-01-10", "", 1}
	if err := first.puts(t, dir); err != nil {
		t.Fatal(err)
	}
	before, _ := filesIn(t, dir)
	if err := (put{"2025-02", "2026-01-11", "", 2}).putsAfter(t, dir, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("the delivery of another is lost: %v", err)
	}
	after, _ := filesIn(t, dir)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	if left := leftBeside(t, dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
