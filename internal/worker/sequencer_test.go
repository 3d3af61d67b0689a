package worker_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

// recording opens a desk at a database that several processes may share, with the ring of a folder.
func recording(t *testing.T, url, ring string) *act.Desk {
	t.Helper()
	db, err := store.Open(context.Background(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	k, err := keys.Load(ring)
	if err != nil {
		t.Fatal(err)
	}
	return &act.Desk{DB: db, Keys: k, Now: time.Now, Patience: 10 * time.Second,
		Site: act.Site{URL: "https://insyn.example.se", Name: "Insyn", From: "insyn@example.se"}}
}

// found makes the body that publishes.
func found(t *testing.T, d *act.Desk) {
	t.Helper()
	check(t, d.SaveBody(context.Background(), account.System,
		account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "samrad@example.se"}))
}

// publishOne publishes a consultation and gives its ID.
func publishOne(d *act.Desk) (consult.ID, error) {
	content := consult.OGP.Begin(time.Now())
	content.Title, content.Purpose = consult.Text{SV: "Samråd"}, consult.Text{SV: "Lyssna"}
	content.Meeting.Start = time.Now().AddDate(0, 0, 14).UTC()
	content.Meeting.End = content.Meeting.Start.Add(time.Hour)
	id, err := d.NewConsultation(context.Background(), account.System, "exempel", content)
	if err == nil {
		err = d.Publish(context.Background(), account.System, id, consult.Invitation, 1, "")
	}
	return id, err
}

// wholeRecord demands that everything that was told is in the record, and that
// the record agrees with the database to the last entry.
func wholeRecord(t *testing.T, d *act.Desk, told []string) {
	t.Helper()
	check(t, (&worker.Sequencer{Desk: d}).Once(t.Context()))
	problems, err := d.CheckRecord(t.Context())
	check(t, err)
	for _, p := range problems {
		t.Errorf("%s %v", p.Message, p.Values)
	}
	for _, id := range told {
		leaves, err := d.PublicEntries(t.Context(), "version/"+id+"/invitation/1")
		if err != nil || len(leaves) != 1 {
			t.Fatalf("%s has %d entries, %v", id, len(leaves), err)
		}
		r, err := d.PublicReceipt(t.Context(), leaves[0].Entry)
		check(t, err)
		if _, err := r.Check(r.Key); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestN30KilledWhileSequencing kills a process that publishes and gives places
// at the same time, again and again: no act is without its leaf, no leaf
// without its act, and the record only grows.
func TestN30KilledWhileSequencing(t *testing.T) {
	if url := os.Getenv("SEQUENCER_CHILD"); url != "" {
		publishForever(t, url, os.Getenv("SEQUENCER_RING"))
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			url := trial.SQLite(t, storetest.Migrated)
			if engine == "postgres" {
				url = trial.Postgres(t, trial.Unsynced(), storetest.Migrated)
			}
			ring := filepath.Join(t.TempDir(), "keys.json")
			d := recording(t, url, ring)
			found(t, d)
			var told []string
			for range 2 {
				told = append(told, killedAfter(t, url, ring, 12)...)
				wholeRecord(t, d, told)
			}
		})
	}
}

// killedAfter runs a process that publishes, kills it when so many are told of, and gives those.
func killedAfter(t *testing.T, url, ring string, most int) (told []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestN30KilledWhileSequencing$")
	cmd.Env = append(os.Environ(), "SEQUENCER_CHILD="+url, "SEQUENCER_RING="+ring)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	for lines := bufio.NewScanner(out); lines.Scan(); {
		id, ok := strings.CutPrefix(lines.Text(), "told ")
		if !ok {
			t.Errorf("the process says %s", lines.Text())
			continue
		}
		if told = append(told, id); len(told) == most {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait()
	if len(told) < most {
		t.Fatalf("the process ended after %d", len(told))
	}
	return told
}

// publishForever is what the process does: it tells of each act after it was committed.
func publishForever(t *testing.T, url, ring string) {
	d := recording(t, url, ring)
	go func() {
		_ = (&worker.Sequencer{Desk: d, Every: time.Millisecond}).Run(context.Background())
	}()
	for {
		id, err := publishOne(d)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println("told " + id)
	}
}

// TestTwoProcessesKeepOneRecord has two processes publish and give places on
// one PostgreSQL: there is one record, in which everything stands once.
func TestTwoProcessesKeepOneRecord(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), storetest.Migrated)
	ring := filepath.Join(t.TempDir(), "keys.json")
	first := recording(t, url, ring)
	found(t, first)
	desks := []*act.Desk{first, recording(t, url, ring)}
	ctx, stop := context.WithCancel(t.Context())
	ended, ids := make(chan error, 2), make(chan string, 20)
	for _, d := range desks {
		go func() { ended <- (&worker.Sequencer{Desk: d, Every: 5 * time.Millisecond}).Run(ctx) }()
	}
	for _, d := range desks {
		go func() {
			for range 10 {
				id, err := publishOne(d)
				if err != nil {
					t.Error(err)
				}
				ids <- string(id)
			}
		}()
	}
	var told []string
	for range 20 {
		told = append(told, <-ids)
	}
	// Whoever waits for a receipt gets it from whichever process was first.
	leaves, err := first.PublicEntries(t.Context(), "version/"+told[19]+"/invitation/1")
	check(t, err)
	if r, err := first.Receipt(t.Context(), leaves[0].Entry, false); err != nil || r.Proof == nil {
		t.Errorf("no proof while somebody gives places: %v", err)
	}
	stop()
	check(t, <-ended)
	check(t, <-ended)
	wholeRecord(t, first, told)
	wholeRecord(t, desks[1], nil)
	state, err := first.LogState(t.Context())
	if err != nil || state.Checkpoint.Size != 20 || len(state.Keys) != 1 {
		t.Errorf("%d entries under %d keys, %v", state.Checkpoint.Size, len(state.Keys), err)
	}
}

// TestRecordNeverGoesBack cuts the record behind the back of a process that has
// signed a longer one: it signs nothing more.
func TestRecordNeverGoesBack(t *testing.T) {
	url, ring := trial.SQLite(t, storetest.Migrated), filepath.Join(t.TempDir(), "keys.json")
	d := recording(t, url, ring)
	found(t, d)
	once := func() error { return (&worker.Sequencer{Desk: d}).Once(t.Context()) }
	for range 2 {
		_, err := publishOne(d)
		check(t, err)
		check(t, once())
	}
	cut(t, strings.TrimPrefix(url, "sqlite:"))
	_, err := publishOne(d)
	check(t, err)
	if err := once(); err == nil {
		t.Error("a shorter record was signed")
	}
	state, err := d.LogState(t.Context())
	check(t, err)
	if state.Checkpoint.Size != 1 {
		t.Errorf("the record has %d entries", state.Checkpoint.Size)
	}
}

// cut takes the last entry and its checkpoint away, and makes the tree fit.
func cut(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	check(t, err)
	defer db.Close()
	for _, statement := range []string{`delete from record_leaf where place = 1`,
		`delete from record_checkpoint where size = 2`,
		`update record_tile set hashes = substr(hashes, 1, 32)`} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}
