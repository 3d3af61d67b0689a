package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/modfile"

	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/internal/trial"
)

var uuid7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestIDsRiseAndAreUUIDv7(t *testing.T) {
	now := time.Now()
	var all []string
	for i := range 20_000 {
		all = append(all, store.NewID(now.Add(-time.Duration(i/1000)*time.Hour))) // also backwards
	}
	if !slices.IsSorted(all) {
		t.Error("they do not rise")
	}
	if len(slices.Compact(all)) != 20_000 {
		t.Error("two are the same")
	}
	for _, id := range all[:100] {
		if !uuid7.MatchString(id) {
			t.Errorf("%s is no UUIDv7", id)
		}
	}
	later := store.NewID(now.Add(24 * time.Hour))
	if ms := now.Add(24 * time.Hour).UnixMilli(); !strings.HasPrefix(strings.ReplaceAll(later, "-", ""),
		strings.TrimLeft(hexadecimal(ms), "")) {
		t.Errorf("%s does not begin with the time %x", later, ms)
	}
}

func hexadecimal(n int64) string {
	const digits = "0123456789abcdef"
	var b [12]byte
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = digits[n&15]
		n >>= 4
	}
	return string(b[:])
}

func TestIDsOfManyCallersDiffer(t *testing.T) {
	var mutex sync.Mutex
	all := map[string]bool{}
	crowd(10_000, func(int) {
		id := store.NewID(time.Unix(0, 0))
		mutex.Lock()
		all[id] = true
		mutex.Unlock()
	})
	if len(all) != 10_000 {
		t.Errorf("%d of 10,000 differ", len(all))
	}
}

func FuzzTime(f *testing.F) {
	for _, s := range []string{"", "2023-11-27T11:00:00.123456Z", "2023-11-27T11:00:00Z",
		"2023-11-27 11:00:00.123456+01", "9999-12-31T23:59:59.999999Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var at store.Time
		if at.Scan(s) != nil {
			return
		}
		v, err := at.Value()
		if err != nil {
			t.Skip() // the year 0
		}
		if v != nil && v != s {
			t.Errorf("%q was read and is written %q", s, v)
		}
	})
}

func TestTimeRefusesWhatIsNone(t *testing.T) {
	var at store.Time
	for _, bad := range []any{1, "yesterday", []byte("x"), true} {
		if err := at.Scan(bad); err == nil {
			t.Errorf("%v was taken for a time", bad)
		}
	}
	zone := time.FixedZone("", 7200)
	if err := at.Scan(time.Date(2023, 6, 1, 12, 0, 0, 0, zone)); err != nil ||
		time.Time(at) != time.Date(2023, 6, 1, 10, 0, 0, 0, time.UTC) {
		t.Errorf("got %s, %v", time.Time(at), err)
	}
}

// TestTimesSortAsText is what lets SQLite compare them.
func TestTimesSortAsText(t *testing.T) {
	at := time.Date(2023, 10, 29, 0, 59, 59, 999999000, time.UTC)
	var last string
	for _, step := range []time.Duration{0, time.Microsecond, time.Second, time.Hour, 400 * 24 * time.Hour} {
		at = at.Add(step)
		v, err := store.Time(at).Value()
		if text, ok := v.(string); err != nil || !ok || text < last {
			t.Errorf("%v comes before %s, %v", v, last, err)
		} else {
			last = text
		}
	}
}

// TestLibcIsWhatTheDriverWants compares the version of modernc.org/libc in the
// program with the one that the driver was made with: another breaks it in obscure ways.
func TestLibcIsWhatTheDriverWants(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Fatal("the program does not tell what it is made of")
	}
	version := map[string]string{}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		version[m.Path] = m.Version
	}
	if version["modernc.org/libc"] == "" { // a test program may not list its modules
		version = required(t, filepath.Join(trial.Root(t), "go.mod"))
	}
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			t.Fatal(err)
		}
		if cache = filepath.Join(home, "go", "pkg", "mod"); os.Getenv("GOPATH") != "" {
			cache = filepath.Join(os.Getenv("GOPATH"), "pkg", "mod")
		}
	}
	wants := required(t, filepath.Join(cache, "modernc.org", "sqlite@"+version["modernc.org/sqlite"], "go.mod"))
	if got, want := version["modernc.org/libc"], wants["modernc.org/libc"]; got != want || want == "" {
		t.Errorf("modernc.org/libc is %s, the driver wants %s: go get modernc.org/libc@%s", got, want, want)
	}
}

// required gives the versions that a go.mod asks for.
func required(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.ParseLax(path, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, r := range mod.Require {
		versions[r.Mod.Path] = r.Mod.Version
	}
	return versions
}

// TestStampSeesOtherProcesses commits in one store what another must notice within a second.
func TestStampSeesOtherProcesses(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			url := trial.SQLite(t, migrated)
			if engine == "postgres" {
				url = trial.Postgres(t, trial.Unsynced(), migrated)
			}
			one, two := open(t, url, store.Options{}), open(t, url, store.Options{})
			before := settled(t, two)
			for wait := time.Now(); two.Stamp() == before; time.Sleep(100 * time.Millisecond) {
				if err := one.Bookkeep(t.Context(), "x", count); err != nil {
					t.Fatal(err)
				}
				if time.Since(wait) > 20*time.Second { // promised is one; a busy machine is given time
					t.Fatal("nothing was noticed")
				}
			}
		})
	}
}

// settled waits until the stamp stays as it is while nothing is committed: what
// was before may be noticed late, and PostgreSQL's own work counts as a commit.
func settled(t *testing.T, db *store.DB) (stamp uint64) {
	t.Helper()
	for range 20 {
		stamp = db.Stamp()
		time.Sleep(1200 * time.Millisecond)
		if db.Stamp() == stamp {
			return stamp
		}
	}
	t.Fatal("nothing is committed and the stamp becomes another")
	return 0
}

// TestSlowWritesAreTold is how an operator learns that something holds the database.
func TestSlowWritesAreTold(t *testing.T) {
	var told []string
	db := open(t, trial.SQLite(t, migrated), store.Options{
		Slow: func(aggregate string, held time.Duration) {
			if held <= store.SlowAfter {
				t.Errorf("told of %s, which took %v", aggregate, held)
			}
			told = append(told, aggregate)
		}})
	slow := func(tx *store.Tx) error {
		time.Sleep(store.SlowAfter + 10*time.Millisecond)
		return nil
	}
	if err := errors.Join(db.Bookkeep(t.Context(), "fast", count),
		db.Bookkeep(t.Context(), "slow", slow)); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(told, "slow") { // a machine that stood still may have slowed the other, too
		t.Errorf("told of %v", told)
	}
}

// TestWhoWaitsCanLeave has somebody hold an aggregate while others wait and give up.
func TestWhoWaitsCanLeave(t *testing.T) {
	for name, opened := range engines {
		t.Run(name, func(t *testing.T) {
			db := opened(t, time.Now)
			var all sync.WaitGroup
			if err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
				ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
				defer cancel()
				for range 5 {
					all.Go(func() {
						if err := db.Bookkeep(ctx, "x", count); !errors.Is(err, context.DeadlineExceeded) {
							t.Errorf("who gave up was told %v", err)
						}
					})
				}
				all.Wait()
				return count(tx)
			}); err != nil {
				t.Fatal(err)
			}
			if got := counted(t, db); got != 1 {
				t.Errorf("counted %d, want 1", got)
			}
		})
	}
}

// TestNothingIsDoneAfterTheEnd has somebody use a store that is closed, to
// write or to read: both are told so.
func TestNothingIsDoneAfterTheEnd(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			db := open(t, noon)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if err := db.Bookkeep(t.Context(), "x", count); !fault.Is(err, fault.Unavailable) {
				t.Errorf("a writer was told %v", err)
			}
			if err := db.Read(t.Context(), count); !fault.Is(err, fault.Unavailable) {
				t.Errorf("a reader was told %v", err)
			}
		})
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	garbage := filepath.Join(folder, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{garbage, filepath.Join(folder, "no", "folder.db"), folder,
		"postgres://nobody@127.0.0.1:1/none?sslmode=disable&connect_timeout=2", "postgres://%zz"} {
		db, err := store.Open(t.Context(), url, store.Options{})
		if err == nil {
			db.Close()
			t.Errorf("%s was opened", url)
		} else if !strings.Contains(err.Error(), "open ") {
			t.Errorf("%v does not tell what was tried", err)
		}
	}
	if _, err := store.Open(t.Context(), filepath.Join(folder, "no", "folder.db"),
		store.Options{}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
