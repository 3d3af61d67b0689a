package trial

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFixturesFollowTheEnvironment(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("INSYN_FIXTURES", folder)
	if err := os.WriteFile(filepath.Join(folder, "a.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, want := Fixtures(t, "a.txt"), filepath.Join(folder, "a.txt"); got != want {
		t.Errorf("Fixtures gives %s, want %s", got, want)
	}
}

func TestLackIsSkippedHereAndFailsInCI(t *testing.T) {
	t.Setenv("INSYN_FIXTURES", t.TempDir())
	absent := func(tb testing.TB) { Fixtures(tb, "absent.txt") }

	t.Setenv("CI", "")
	if w := trying(t, absent); !w.skipped || w.failed {
		t.Errorf("a missing fixture does not skip the test: %s", w.said.String())
	}
	t.Setenv("CI", "true")
	w := trying(t, absent)
	if !w.failed || w.skipped {
		t.Errorf("with CI=true a missing fixture does not fail the test: %s", w.said.String())
	}
	if !strings.Contains(w.said.String(), "absent.txt") {
		t.Errorf("the message does not name the fixture: %s", w.said.String())
	}
}

func TestRootHoldsTheModule(t *testing.T) {
	if _, err := os.Stat(filepath.Join(Root(t), "internal", "trial", "doc.go")); err != nil {
		t.Error(err)
	}
}
