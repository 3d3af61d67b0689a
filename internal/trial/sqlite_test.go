package trial

import (
	"errors"
	"os"
	"testing"
)

// TestSQLite has a recipe fill a file once, and its copies be each test's own.
func TestSQLite(t *testing.T) {
	filled := 0
	recipe := Prepared("a word", func(path string) error {
		filled++
		return os.WriteFile(path, []byte("word"), 0o600)
	})
	one, two := SQLite(t, recipe), SQLite(t, recipe)
	if one == two || filled != 1 {
		t.Errorf("%s and %s, filled %d times", one, two, filled)
	}
	if got, err := os.ReadFile(two); err != nil || string(got) != "word" {
		t.Errorf("the copy holds %q, %v", got, err)
	}
	if _, err := os.Stat(SQLite(t)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a recipe there is a file: %v", err)
	}
}
