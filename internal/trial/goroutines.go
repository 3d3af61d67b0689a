package trial

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// patience is how long goroutines may take to end when a test has ended.
var patience = 5 * time.Second

// ours are the goroutines of what a test process shares, which live as long as
// it does, and those of tests beside this one.
var ours = []string{
	"github.com/chromedp/chromedp", "insyn/internal/trial.startBrowser",
	"os/exec.(*Cmd).Start", "os/signal.", "created by testing.",
}

// Goroutines demands that the goroutines which the test starts have ended when
// it ends. Call it first: what is cleaned up after it is cleaned up before it
// looks. It cannot tell tests apart that run in parallel.
func Goroutines(t testing.TB) {
	t.Helper()
	before := stacks()
	t.Cleanup(func() {
		t.Helper()
		var left []string
		for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
			left = left[:0]
			for id, stack := range stacks() {
				if _, known := before[id]; !known {
					left = append(left, stack)
				}
			}
			if len(left) == 0 || time.Now().After(deadline) {
				break
			}
		}
		for _, stack := range left {
			t.Errorf("a goroutine is left:\n%s", stack)
		}
	})
}

// stacks returns the stack of every goroutine but this one, by its name
// ("goroutine 12").
func stacks() map[string]string {
	text := make([]byte, 1<<20)
	for {
		n := runtime.Stack(text, true)
		if n < len(text) {
			text = text[:n]
			break
		}
		text = make([]byte, 2*len(text))
	}
	found := map[string]string{}
	for _, stack := range strings.Split(string(text), "\n\n")[1:] {
		name, _, _ := strings.Cut(stack, " [")
		if !anyIn(stack, ours) {
			found[name] = stack
		}
	}
	return found
}

func anyIn(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
