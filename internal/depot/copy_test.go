package depot

import (
	"os"
	"testing"

	"insyn/internal/fault"
)

// TestACopyIsProven holds that a file is copied whole or refused, and that what
// is wrong with a copy is found.
func TestACopyIsProven(t *testing.T) {
	from, to := opened(t), opened(t)
	seal, err := from.Put(text("abc"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := from.CopyTo(to, seal.Hash); err != nil || got != seal {
			t.Errorf("copied as %v: %v", got, err)
		}
	}
	if bad := to.VerifyAll([]string{seal.Hash}); len(bad) > 0 {
		t.Errorf("%v are bad", bad)
	}
	if err := os.WriteFile(to.path(seal.Hash), []byte("abd"), 0o600); err != nil {
		t.Fatal(err)
	}
	if bad := to.VerifyAll([]string{seal.Hash, "none"}); len(bad) != 2 {
		t.Errorf("only %v are bad", bad)
	}
	if err := os.WriteFile(from.path(seal.Hash), []byte("abd"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := from.CopyTo(opened(t), seal.Hash); !fault.Is(err, fault.Conflict) {
		t.Errorf("a changed file is copied: %v", err)
	}
	if _, err := from.CopyTo(opened(t), "none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a file that is not there is copied: %v", err)
	}
}
