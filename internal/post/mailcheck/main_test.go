package mailcheck

import (
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
)

// said holds the kinds of findings that the tests have seen in words.
var said sync.Map

// TestMain fails a whole run in which some kind of finding was never reached:
// a finding that no test can bring about is one that nobody has seen work.
func TestMain(m *testing.M) {
	code := m.Run()
	reached := true
	whole := true
	for _, name := range []string{"run", "fuzz", "list", "skip"} {
		whole = whole && flag.Lookup("test."+name).Value.String() == ""
	}
	for key := range kinds {
		if _, ok := said.Load(key); !ok && whole && code == 0 {
			fmt.Printf("no test brings about %s\n", key)
			reached = false
		}
	}
	if !reached {
		code = 1
	}
	os.Exit(code)
}
