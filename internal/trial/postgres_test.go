package trial

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// connect opens a connection that is closed when the test ends.
func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// one reads a single text from the database.
func one(t *testing.T, conn *pgx.Conn, query string) (text string) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), query).Scan(&text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return text
}

func TestPostgresGivesEachTestItsOwn(t *testing.T) {
	first, second := Postgres(t), Postgres(t)
	if first == second {
		t.Fatal("two tests share a database")
	}
	a, b := connect(t, first), connect(t, second)
	if _, err := a.Exec(t.Context(), "create table only_here (n int)"); err != nil {
		t.Fatal(err)
	}
	if got := one(t, b, "select coalesce(to_regclass('only_here')::text, 'none')"); got != "none" {
		t.Errorf("the table of one database is seen in the other as %s", got)
	}
}

func TestPostgresSettings(t *testing.T) {
	conn := connect(t, Postgres(t))
	fast := connect(t, Postgres(t, Unsynced()))
	for _, c := range []struct {
		conn        *pgx.Conn
		query, want string
	}{
		{conn, "show fsync", "on"},
		{conn, "show synchronous_commit", "on"},
		{fast, "show fsync", "off"},
		{conn, "show server_encoding", "UTF8"},
		{conn, "show max_connections", "300"},
		{conn, `select string_agg(w, '' order by w collate "sv-x-icu")
			from (values ('ö'), ('z'), ('å'), ('ä')) x(w)`, "zåäö"},
	} {
		if got := one(t, c.conn, c.query); got != c.want {
			t.Errorf("%s gives %q, want %q", c.query, got, c.want)
		}
	}
}

func TestPostgresFillsATemplateOnce(t *testing.T) {
	filled := 0
	schema := Prepared("counted", func(dsn string) error {
		filled++
		conn, err := pgx.Connect(t.Context(), dsn)
		if err != nil {
			return err
		}
		defer conn.Close(t.Context())
		_, err = conn.Exec(t.Context(), "create table t as select 'here'::text as word")
		return err
	})
	for range 3 {
		if got := one(t, connect(t, Postgres(t, schema)), "select word from t"); got != "here" {
			t.Errorf("the copy holds %q", got)
		}
	}
	if filled != 1 {
		t.Errorf("the template was filled %d times, want once", filled)
	}
}

// TestPostgresLeavesNothing runs a test process that starts a cluster and is
// killed in the middle: the server and its folder must be gone soon after.
func TestPostgresLeavesNothing(t *testing.T) {
	if os.Getenv("TRIAL_CHILD") != "" {
		fmt.Println("DSN " + Postgres(t, Unsynced()))
		select {}
	}
	if _, err := postgresPrograms(); err != nil {
		Lacking(t, "PostgreSQL", "Install Debian's package: apt-get install postgresql")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestPostgresLeavesNothing$")
	cmd.Env = append(os.Environ(), "TRIAL_CHILD=yes")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var dsn string
	if _, err := fmt.Fscanf(out, "DSN %s", &dsn); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	_, folder, _ := strings.Cut(dsn, "host=")
	for range 600 {
		if _, err := os.Stat(folder); os.IsNotExist(err) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("a minute after the process was killed its cluster still lies in %s", folder)
}

func BenchmarkPostgres(b *testing.B) {
	for b.Loop() {
		Postgres(b)
	}
}

func BenchmarkPostgresUnsynced(b *testing.B) {
	for b.Loop() {
		Postgres(b, Unsynced())
	}
}
