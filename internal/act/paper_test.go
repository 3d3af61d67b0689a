package act_test

import (
	"errors"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/fault"
)

// A calendar file that cannot be read says why: which line, or that it is too large.
func TestACalendarFileThatCannotBeReadSaysWhy(t *testing.T) {
	head := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Exempel//SV\r\n"
	for file, want := range map[string]string{
		head + strings.Repeat("X:1\r\n", 2e5):   "paper.calendar-large",
		head + "BEGIN:VEVENT\r\nutan kolon\r\n": "paper.calendar-bad",
		head + "END:VCALENDAR\r\n":              "paper.calendar-empty",
	} {
		_, err := act.ReadPaper("mote.ics", []byte(file))
		var bad *fault.Error
		if !errors.As(err, &bad) || bad.Message != want || bad.Values["Line"] == 0 {
			t.Errorf("%.60q: %v, want %s", file, err, want)
		}
	}
}
