package store_test

import (
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/internal/trial"
)

// A passage is a way to a PostgreSQL server that breaks when it is told to.
type passage struct {
	url   string
	after atomic.Int32
}

// When a passage breaks.
const (
	never      int32 = iota
	beforeNext       // at the next packet, of which the server hears nothing
	afterNext        // at the answer to the next packet, of which the client hears nothing
)

// through gives a passage to the server at an address.
func through(t *testing.T, to string) *passage {
	t.Helper()
	address, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	const socket = ".s.PGSQL.5432"
	query := address.Query()
	server := filepath.Join(query.Get("host"), socket)
	folder, err := os.MkdirTemp("", "passage") // a socket's path has to be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	listener, err := net.Listen("unix", filepath.Join(folder, socket))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	query.Set("host", folder)
	address.RawQuery = query.Encode()
	p := &passage{url: address.String()}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			if server, err := net.Dial("unix", server); err == nil {
				var cut atomic.Bool
				go p.carry(server, client, func(breaks int32) bool {
					cut.Store(breaks == afterNext)
					return breaks == beforeNext
				})
				go p.carry(client, server, func(int32) bool { return cut.Load() })
			}
		}
	}()
	return p
}

// carry takes packets from one end to the other until one breaks it.
func (p *passage) carry(to, from net.Conn, breaks func(int32) bool) {
	defer to.Close()
	defer from.Close()
	packet := make([]byte, 1<<16)
	for {
		n, err := from.Read(packet)
		if err != nil || breaks(p.after.Load()) {
			return
		}
		if _, err := to.Write(packet[:n]); err != nil {
			return
		}
	}
}

// TestNeverSavesTwiceWhatMayBeSaved has the connection break around the commit.
// What was surely not done is run again; where nobody knows, nothing is, and
// the writer is told that it may have been saved.
func TestNeverSavesTwiceWhatMayBeSaved(t *testing.T) {
	to := trial.Postgres(t, trial.Unsynced(), migrated)
	way := through(t, to)
	db, sure := open(t, way.url, store.Options{}), open(t, to, store.Options{})
	for i, c := range []struct {
		breaks int32
		first  bool // before the transaction has asked for anything
		saved  int
	}{{never, false, 1}, {beforeNext, false, 0}, {afterNext, false, 1}, {beforeNext, true, 0},
		{afterNext, true, 1}} {
		if err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
			_, err := tx.Setting("counter") // it has a connection, and knows the statements
			return errors.Join(err, tx.SetSetting("counter", "0"))
		}); err != nil {
			t.Fatal(err)
		}
		runs := 0
		err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
			runs++
			if !c.first {
				if err := count(tx); err != nil {
					return err
				}
			}
			way.after.Store(c.breaks)
			if c.first {
				return tx.SetSetting("counter", "1")
			}
			return nil
		})
		way.after.Store(never)
		var told *fault.Error
		if c.breaks == never && err != nil || c.breaks != never &&
			(!errors.As(err, &told) || told.Kind != fault.Unavailable || told.Message != "store.unsure") {
			t.Errorf("%d: the writer was told %v", i, err)
		}
		if got := counted(t, sure); got != c.saved || runs != 1 {
			t.Errorf("%d: counted %d in %d runs, want %d in one", i, got, runs, c.saved)
		}
	}
}

// TestPostgresHasGoneBeforeTheCommit has the server end the connection while a
// transaction has told it nothing yet, or all but its end.
func TestPostgresHasGoneBeforeTheCommit(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	db, server := open(t, url, store.Options{}), operator(t, url)
	if err := db.Bookkeep(t.Context(), "x", count); err != nil {
		t.Fatal(err)
	}
	for _, f := range []func(tx *store.Tx) error{count,
		func(tx *store.Tx) error { return tx.SetSetting("counter", "3") }} {
		runs := 0
		if err := db.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
			err := f(tx)
			if runs++; runs == 1 {
				_, gone := server.Exec(`select pg_terminate_backend(pid, 10000) from pg_stat_activity
					where datname = current_database() and pid <> pg_backend_pid()`)
				err = errors.Join(err, gone)
			}
			return err
		}); err != nil || runs != 2 {
			t.Errorf("after %d runs: %v", runs, err)
		}
	}
	if got := counted(t, db); got != 3 {
		t.Errorf("counted %d, want 3", got)
	}
}
