package document

import (
	"bytes"
	"testing"
)

func TestMailbox(t *testing.T) {
	for name, row := range map[string]struct {
		data string
		want []string
	}{
		"one mail": {"From: a@example.org\n\nHej", []string{"From: a@example.org\n\nHej"}},
		"two": {"From a\nX: 1\n\nett\n\nFrom b\nX: 2\n\ntvå\n",
			[]string{"X: 1\n\nett\n", "X: 2\n\ntvå\n"}},
		"quoted": {"From a\nX: 1\n\n>From början\n>>From igen\n> Citat\n",
			[]string{"X: 1\n\nFrom början\n>From igen\n> Citat\n"}},
		"in a sentence": {"From a\nX: 1\n\nord\nFrom början\n",
			[]string{"X: 1\n\nord\nFrom början\n"}},
		"windows": {"From a\r\nX: 1\r\n\r\nett\r\n", []string{"X: 1\n\nett\n"}},
	} {
		got := Mailbox([]byte(row.data))
		if len(got) != len(row.want) {
			t.Errorf("%s: %q", name, got)
			continue
		}
		for i := range got {
			if string(got[i]) != row.want[i] {
				t.Errorf("%s: %q, want %q", name, got[i], row.want[i])
			}
		}
	}
}

// No word of a mailbox is lost, whatever is in it, and the time is that of its length.
func FuzzMailbox(f *testing.F) {
	f.Add([]byte("From a\nX: 1\n\nett\n\nFrom b\n\n>From c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		total := 0
		for _, m := range Mailbox(data) {
			total += len(m)
			if len(m) > 0 && !bytes.Contains(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), m[:1]) {
				t.Fatal("a mail holds what the mailbox does not")
			}
		}
		if total > len(data) {
			t.Fatalf("%d bytes became %d", len(data), total)
		}
	})
}
