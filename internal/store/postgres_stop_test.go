//go:build unix

package store_test

import (
	"errors"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"insyn/internal/store"
	"insyn/internal/trial"
)

// TestNeverKeepsALockThatWasRefused has the server give a lock to one who
// waits for it and, before that one knows, cancel the waiting, as an operator
// or statement_timeout can: the statement fails and the server keeps the lock
// for the connection. It must not stay there, or nobody could ever write again.
func TestNeverKeepsALockThatWasRefused(t *testing.T) {
	url := trial.Postgres(t, trial.Unsynced(), migrated)
	db, other, server := open(t, url, store.Options{}), open(t, url, store.Options{}), operator(t, url)
	told, pid := make(chan error, 1), 0
	if err := other.Bookkeep(t.Context(), "x", func(tx *store.Tx) error {
		if err := count(tx); err != nil {
			return err
		}
		go func() { told <- db.Bookkeep(t.Context(), "x", count) }()
		for start := time.Now(); pid == 0; time.Sleep(time.Millisecond) {
			if err := server.QueryRow(`
				select coalesce(max(l.pid), 0) from pg_locks l join pg_database d on d.oid = l.database
				where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`,
			).Scan(&pid); err != nil || time.Since(start) > 20*time.Second {
				t.Fatalf("nobody waits for the lock: %v", err)
			}
		}
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			return err
		}
		_, err := server.Exec(`select pg_cancel_backend($1)`, pid)
		return err
	}); err != nil {
		t.Error(err)
	}
	if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
		t.Error(err)
	}
	var refused *pgconn.PgError
	if err := <-told; !errors.As(err, &refused) || refused.Code != "57014" {
		t.Errorf("whoever was cancelled is told %v", err)
	}
	leftOver(t, url, "cancelled")
}
