package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
	"insyn/ledger"
)

// deskAt is a desk on a database and a depot.
func deskAt(t *testing.T, database, folder string) *act.Desk {
	t.Helper()
	db, err := store.Open(t.Context(), database, store.Options{Now: time.Now, Sync: "OFF"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	files, err := depot.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	return &act.Desk{DB: db, Depot: files, Keys: keys.Generate(), Now: time.Now}
}

// published publishes a ledger and gives how it is fetched.
func published(t *testing.T, d *act.Desk) (fetch func(*act.Desk) string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.SaveBody(t.Context(), account.System, account.Body{ID: "exempel", Name: "Exempelmyndigheten",
		Email: "a@example.se"}))
	v, err := d.BringDelivery(t.Context(), account.System, "exempel", act.BringForm{Period: "2024",
		Policy: ledger.Bucket}, func(w io.Writer) error {
		_, err := ledger.Generate(w, ledger.GenerateOptions{Rows: 200, Seed: 1, Year: 2024})
		return err
	})
	must(err)
	must(d.ReadDelivery(t.Context(), v.ID))
	v, err = d.PublishDelivery(t.Context(), account.System, v.ID, "")
	must(err)
	return func(d *act.Desk) string {
		t.Helper()
		p, err := d.PublicDelivery(t.Context(), v.ID)
		must(err)
		f, err := d.OpenFile(p.CSV)
		must(err)
		defer f.Close()
		text, err := io.ReadAll(f)
		must(err)
		return string(text)
	}
}

// TestABackupHasTheLargeFiles restores a backup of a site with a ledger: the
// published file is there to the byte. A backup whose files somebody has
// touched, or that lacks them, is found out.
func TestABackupHasTheLargeFiles(t *testing.T) {
	dir := t.TempDir()
	database, folder := "sqlite:"+trial.SQLite(t, storetest.Migrated), filepath.Join(dir, "depot")
	live := deskAt(t, database, folder)
	fetch := published(t, live)
	copied := filepath.Join(dir, "kopia.db")
	run := func(args ...string) (int, string) {
		var out bytes.Buffer
		code := Main(args, strings.NewReader(""), &out, &out)
		return code, out.String()
	}
	if code, text := run("db", "backup", "--db", database, "--depot", folder+"x", copied); code != 4 {
		t.Errorf("a folder that is not there is backed up: %d, %s", code, text)
	}
	copied = filepath.Join(dir, "kopia2.db")
	if code, text := run("db", "backup", "--db", database, "--depot", folder, copied); code != 0 ||
		!strings.Contains(text, "kopia2.db.depot (") {
		t.Fatalf("backing up: %d, %s", code, text)
	}
	if code, text := run("db", "check", "--backup", copied); code != 0 {
		t.Errorf("the backup is not whole: %d, %s", code, text)
	}
	if code, _ := run("db", "check", "--backup", filepath.Join(dir, "kopia.db")); code != 5 {
		t.Errorf("a backup without its files is whole: %d", code)
	}
	want := fetch(live)
	restored := filepath.Join(dir, "ny.db")
	if code, text := run("db", "copy", copied, restored); code != 0 {
		t.Fatalf("restoring: %d, %s", code, text)
	}
	if got := fetch(deskAt(t, "sqlite:"+restored, depotOf(copied))); got != want || want == "" {
		t.Errorf("%d bytes are restored of %d", len(got), len(want))
	}
	paths, err := filepath.Glob(filepath.Join(depotOf(copied), "files", "*", "*"))
	if err != nil || len(paths) != 3 {
		t.Fatalf("%v: %v", paths, err)
	}
	if err := os.WriteFile(paths[0], []byte("rörd"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, text := run("db", "check", "--backup", copied); code != 5 ||
		!strings.Contains(text, filepath.Base(paths[0])) {
		t.Errorf("a touched file is whole: %d, %s", code, text)
	}
}

// TestABackupSaysWhatToMend has the folder, the database and the way to it
// fail, each of which is mended in another way.
func TestABackupSaysWhatToMend(t *testing.T) {
	database := trial.SQLite(t, storetest.Migrated)
	copied := filepath.Join(t.TempDir(), "kopia.db")
	backup := func() string {
		t.Helper()
		code, out, err := run(t, "sv_SE.UTF-8", "db", "backup", "--db", database, copied)
		if _, there := os.Stat(copied); code == 0 || there == nil {
			t.Errorf("a backup is made: %d", code)
		}
		return out + err
	}
	if err := os.MkdirAll(filepath.Join(copied+".part", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if said := backup(); !strings.Contains(said, "Säkerhetskopian kunde inte skrivas") {
		t.Errorf("the folder: %s", said)
	}
	if err := os.RemoveAll(copied + ".part"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(text) - 5*4096; i < len(text); i++ { // pages that tables lie in
		text[i] = 0xff
	}
	if err := os.WriteFile(database, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := backup(); !strings.Contains(said, "Databasen gick inte att läsa hel") {
		t.Errorf("the database: %s", said)
	}
	gone := fault.New(fault.Unavailable, "store.unavailable").From(&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED})
	if err := (backupCommand{File: copied}).told(fmt.Errorf("backup: %w", gone)); !errors.Is(err, gone) {
		t.Errorf("the way to it: %v", err)
	}
}
