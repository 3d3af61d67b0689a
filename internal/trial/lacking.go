package trial

import (
	"os"
	"testing"
)

// CI reports whether the run is one that must not skip anything.
func CI() bool { return os.Getenv("CI") == "true" }

// Lacking ends the test because what is not on this machine: by skipping it
// where a person works, by failing it where CI=true. The remedy says how to
// get it.
func Lacking(t testing.TB, what, remedy string) {
	t.Helper()
	if CI() {
		t.Fatalf("%s is missing, and with CI=true nothing may be skipped. %s", what, remedy)
	}
	t.Skipf("SKIPPED: %s is missing. %s", what, remedy)
}
