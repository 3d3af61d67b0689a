package trial

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// witness stands in for a test, so that a check can be watched failing.
type witness struct {
	testing.TB
	failed, skipped bool
	said            strings.Builder
	cleanups        []func()
}

// trying runs the check on a witness and returns it when the check, and what
// it left to be cleaned up, has ended.
func trying(t *testing.T, check func(testing.TB)) *witness {
	t.Helper()
	w := &witness{TB: t}
	w.alone(func() { check(w) })
	for i := len(w.cleanups) - 1; i >= 0; i-- {
		w.alone(w.cleanups[i])
	}
	return w
}

// alone runs f on a goroutine of its own, which Fatal and Skip can end.
func (w *witness) alone(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

// wantFailure demands that the check failed and said every one of the words.
func (w *witness) wantFailure(t *testing.T, words ...string) {
	t.Helper()
	if !w.failed {
		t.Errorf("the check is content; want a failure that says %q", words)
		return
	}
	for _, word := range words {
		if !strings.Contains(w.said.String(), word) {
			t.Errorf("the check failed but does not say %q. It says:\n%s", word, w.said.String())
		}
	}
}

// wantPass demands that the check was content.
func (w *witness) wantPass(t *testing.T) {
	t.Helper()
	if w.failed {
		t.Errorf("the check failed and should not:\n%s", w.said.String())
	}
}

func (w *witness) Helper()                      {}
func (w *witness) Cleanup(f func())             { w.cleanups = append(w.cleanups, f) }
func (w *witness) Failed() bool                 { return w.failed }
func (w *witness) Log(args ...any)              { fmt.Fprintln(&w.said, args...) }
func (w *witness) Logf(f string, args ...any)   { fmt.Fprintf(&w.said, f+"\n", args...) }
func (w *witness) Fail()                        { w.failed = true }
func (w *witness) FailNow()                     { w.failed = true; runtime.Goexit() }
func (w *witness) SkipNow()                     { w.skipped = true; runtime.Goexit() }
func (w *witness) Error(args ...any)            { w.Log(args...); w.Fail() }
func (w *witness) Errorf(f string, args ...any) { w.Logf(f, args...); w.Fail() }
func (w *witness) Fatal(args ...any)            { w.Log(args...); w.FailNow() }
func (w *witness) Fatalf(f string, args ...any) { w.Logf(f, args...); w.FailNow() }
func (w *witness) Skip(args ...any)             { w.Log(args...); w.SkipNow() }
func (w *witness) Skipf(f string, args ...any)  { w.Logf(f, args...); w.SkipNow() }
