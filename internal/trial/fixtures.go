package trial

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Fixtures returns the path of a public test file or folder, given by its
// parts below the folder of fixtures. That folder lies beside the repository,
// at ../shared/fixtures, or where INSYN_FIXTURES says. A test without its
// fixture is Lacking.
func Fixtures(t testing.TB, parts ...string) string {
	t.Helper()
	folder := os.Getenv("INSYN_FIXTURES")
	if folder == "" {
		folder = filepath.Join(filepath.Dir(Root(t)), "shared", "fixtures")
	}
	path := filepath.Join(append([]string{folder}, parts...)...)
	switch _, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		Lacking(t, "the fixture "+filepath.Join(parts...),
			"Put the folder of fixtures at ../shared/fixtures or name it in INSYN_FIXTURES.")
	case err != nil:
		t.Fatalf("the fixture cannot be read: %v", err)
	}
	return path
}

// Root returns the folder that holds go.mod: the top of the repository.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod in this folder or any above it")
		}
		dir = up
	}
}
