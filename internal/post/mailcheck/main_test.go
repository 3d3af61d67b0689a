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
	whole := flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.fuzz").Value.String() == "" &&
		flag.Lookup("test.list").Value.String() == "" && flag.Lookup("test.skip").Value.String() == ""
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
