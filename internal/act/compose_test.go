package act

import "testing"

// What somebody has mistyped in a consultation, as was possible once, keeps no
// letter from going: it is answered to the body's own address.
func TestAMistypedContactKeepsNoLetter(t *testing.T) {
	const own = "samrad@example.se"
	for typed, want := range map[string]string{"inte en adress": own, "a@example.se\r\nBcc: b@example.org": own,
		"å@example.se": own, "Kim <a@example.se>": own, "Fragor@Example.se": "Fragor@example.se"} {
		if got := usable(typed, own); got != want {
			t.Errorf("%q is answered to %q, want %q", typed, got, want)
		}
	}
}
