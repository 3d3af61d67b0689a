package trial

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// LogWatch reads what a program under test logs and complains, when the test
// ends, of every e-mail address and everything that was forbidden.
type LogWatch struct {
	mutex     sync.Mutex
	text      bytes.Buffer
	forbidden []string
}

// mailAddress is what looks like an e-mail address, also when it is quoted or
// escaped for an address of the web.
var mailAddress = regexp.MustCompile(`(?i)[a-z0-9.!#$%&'*+/=?^_{|}~åäö-]+(@|%40)[a-z0-9åäö-]+(\.[a-z0-9åäö-]+)+`)

// Log returns a logger for a program under test, at the level of debugging,
// and the watch that reads it. What is forbidden (a meeting link, a token) can
// be named now or later with Forbid.
func Log(t testing.TB, forbidden ...string) (*slog.Logger, *LogWatch) {
	t.Helper()
	w := &LogWatch{}
	w.Forbid(forbidden...)
	t.Cleanup(func() {
		t.Helper()
		for _, line := range w.Offending() {
			t.Errorf("in the log stands what must not: %s", clip(line, 400))
		}
	})
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug})), w
}

// Write takes what is logged: a LogWatch can stand in for standard error too.
func (w *LogWatch) Write(p []byte) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.text.Write(p)
}

// Forbid names texts that no line may hold, earlier lines included.
func (w *LogWatch) Forbid(texts ...string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, text := range texts {
		if text != "" {
			w.forbidden = append(w.forbidden, text)
		}
	}
}

// String is everything that was logged.
func (w *LogWatch) String() string {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.text.String()
}

// Offending are the lines that hold an address or what was forbidden.
func (w *LogWatch) Offending() (lines []string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for line := range strings.Lines(w.text.String()) {
		if mailAddress.MatchString(line) || anyIn(line, w.forbidden) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}
