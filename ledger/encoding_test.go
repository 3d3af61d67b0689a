package ledger

import (
	"bytes"
	"testing"

	others "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// Text of every encoding is decoded as golang.org/x/text does it, and each
// piece of it is as long as it was in the file.
func TestDecodingAgrees(t *testing.T) {
	letters := []rune("aaaabcdefghijklmn;;\n  åäöÅÄÖé€–ž\u00a0")
	for name, other := range map[string]others.Encoding{CP1252: charmap.Windows1252,
		UTF16LE: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		UTF16BE: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)} {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			drawn := letters
			if name != CP1252 {
				drawn = append(letters[:len(letters):len(letters)], '水', '𝄞')
			}
			text := rapid.StringOfN(rapid.RuneFrom(drawn), 0, 100, -1).Draw(t, "text")
			file, err := other.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			s := newSource(bytes.NewReader(file), int64(len(file)), encoding{name: name})
			for more := true; more; {
				if more, err = s.more(); err != nil {
					t.Fatal(err)
				}
			}
			if string(s.rest()) != text || s.lossy {
				t.Fatalf("decoded as %q", s.rest())
			}
			if s.skip(len(text)); s.offset != int64(len(file)) {
				t.Fatalf("%d bytes of the file, not %d", s.offset, len(file))
			}
		}))
	}
}
