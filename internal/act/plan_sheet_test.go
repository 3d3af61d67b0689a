package act

import "testing"

// A number below zero stays a number in the files of a pack, and what a
// spreadsheet would compute is text (N-07).
func TestN07NumbersBelowZeroStayNumbers(t *testing.T) {
	got := string(sheet([][]string{{"a", "b"}, {"-5", "-0.25"}, {"-5+1", "=1"}, {"-", "-5\n"}}))
	if want := "a,b\r\n'-,\"'-5\r\n\"\r\n-5,-0.25\r\n'-5+1,'=1\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
