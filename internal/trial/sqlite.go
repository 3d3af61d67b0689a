package trial

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// sqliteFiles are the files that recipes have filled in this process.
var sqliteFiles struct {
	mutex sync.Mutex
	bytes map[string][]byte // by the name of the recipe
}

// SQLite returns the path of a fresh SQLite file that only this test uses:
// with Prepared a copy of one that was filled once in this process, else one
// that is not there yet.
func SQLite(t testing.TB, options ...PostgresOption) string {
	t.Helper()
	var wish postgresWish
	for _, option := range options {
		option(&wish)
	}
	path := filepath.Join(t.TempDir(), "insyn.db")
	if wish.recipe.fill == nil {
		return path
	}
	filled, err := filledFile(wish.recipe)
	if err == nil {
		err = os.WriteFile(path, filled, 0o600)
	}
	if err != nil {
		t.Fatalf("a fresh SQLite file cannot be made: %v", err)
	}
	return path
}

// filledFile gives the bytes of the file that a recipe fills.
func filledFile(r recipe) ([]byte, error) {
	sqliteFiles.mutex.Lock()
	defer sqliteFiles.mutex.Unlock()
	if filled, made := sqliteFiles.bytes[r.name]; made {
		return filled, nil
	}
	folder, err := os.MkdirTemp("", "trial-sqlite")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "template.db")
	if err := r.fill(path); err != nil {
		return nil, err
	}
	filled, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if sqliteFiles.bytes == nil {
		sqliteFiles.bytes = map[string][]byte{}
	}
	sqliteFiles.bytes[r.name] = filled
	return filled, nil
}
