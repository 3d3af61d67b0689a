package trial

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// errNoPostgres means that the machine has no PostgreSQL server programs.
var errNoPostgres = errors.New("no initdb and postgres on this machine")

// cluster is a throw-away PostgreSQL server that listens on a socket in its
// own folder and nowhere else.
type cluster struct {
	folder string

	mutex     sync.Mutex // PostgreSQL copies one template at a time
	number    int
	templates map[string]string // name given by the test: name of the database
}

// clusters holds the two that a test process can have: one that writes every
// commit to disk and one that does not.
var clusters = struct{ synced, unsynced func() (*cluster, error) }{
	synced:   sync.OnceValues(func() (*cluster, error) { return startCluster("on") }),
	unsynced: sync.OnceValues(func() (*cluster, error) { return startCluster("off") }),
}

// startCluster makes a cluster and starts its server. It is stopped, and its
// folder removed, when the test process ends.
func startCluster(fsync string) (*cluster, error) {
	bin, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "trial-pg")
	if err != nil {
		return nil, err
	}
	c := &cluster{folder: folder, templates: map[string]string{}}
	if err := watch(`kill -QUIT "$(head -1 "$1/data/postmaster.pid")" 2>/dev/null
		while kill -0 "$(head -1 "$1/data/postmaster.pid" 2>/dev/null)" 2>/dev/null; do sleep 0.1; done
		rm -rf "$1"`, folder); err != nil {
		return nil, err
	}
	data := filepath.Join(folder, "data")
	if err := c.run(filepath.Join(bin, "initdb"), "--pgdata="+data, "--username=postgres",
		"--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"); err != nil {
		return nil, err
	}
	settings := strings.Join([]string{
		"-c listen_addresses=", "-c unix_socket_directories=" + folder,
		"-c max_connections=300", "-c fsync=" + fsync, "-c full_page_writes=" + fsync,
		"-c synchronous_commit=" + fsync, "-c shared_buffers=64MB", "-c jit=off",
		"-c autovacuum_naptime=10s", "-c log_min_messages=fatal",
	}, " ")
	if err := c.run(filepath.Join(bin, "pg_ctl"), "--pgdata="+data, "--wait", "--timeout=60",
		"--log="+filepath.Join(folder, "log"), "--options="+settings, "start"); err != nil {
		log, _ := os.ReadFile(filepath.Join(folder, "log"))
		return nil, fmt.Errorf("%w\n%s", err, log)
	}
	return c, nil
}

// postgresPrograms finds the folder of the server programs. Debian keeps them
// off the PATH, one folder for each version: the newest is taken.
func postgresPrograms() (string, error) {
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin"} {
		folders, _ := filepath.Glob(pattern)
		for i := len(folders) - 1; i >= 0; i-- {
			if _, err := os.Stat(filepath.Join(folders[i], "initdb")); err == nil {
				return folders[i], nil
			}
		}
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", errNoPostgres
}

// run runs one of PostgreSQL's programs as somebody who is not root. The
// output goes to a file, never to a pipe: the server inherits it and would
// keep a reader waiting.
func (c *cluster) run(program string, args ...string) error {
	report, err := os.CreateTemp("", "trial-report")
	if err != nil {
		return err
	}
	defer os.Remove(report.Name())
	defer report.Close()
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = report, report
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=UTC")
	if err := asUser(cmd, c.folder); err != nil {
		return err
	}
	apart(cmd)
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(report.Name())
		return fmt.Errorf("%s: %w\n%s", filepath.Base(program), err, text)
	}
	return nil
}

// dsn is the address of a database of the cluster.
func (c *cluster) dsn(database string) string {
	return "postgres://postgres@/" + database + "?sslmode=disable&host=" + c.folder
}

// do runs one statement on the cluster's own database.
func (c *cluster) do(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, c.dsn("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}

// fresh makes a new database as a copy of the template and returns its name.
func (c *cluster) fresh(ctx context.Context, template string) (string, error) {
	c.number++
	name := fmt.Sprintf("trial_%d", c.number)
	return name, c.do(ctx, "create database "+name+" template "+template)
}

// database makes a new database. With a recipe it is a copy of a template
// that the recipe filled once in this process.
func (c *cluster) database(ctx context.Context, r recipe) (string, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if r.fill == nil {
		return c.fresh(ctx, "template0")
	}
	template, made := c.templates[r.name]
	if !made {
		var err error
		if template, err = c.fresh(ctx, "template0"); err != nil {
			return "", err
		}
		if err := r.fill(c.dsn(template)); err != nil {
			return "", fmt.Errorf("filling the template %q: %w", r.name, err)
		}
		c.templates[r.name] = template
	}
	return c.fresh(ctx, template)
}
