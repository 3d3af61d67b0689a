package ledger

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

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

// Bytes are UTF-8 where unicode/utf8 says so.
func TestValidAgrees(t *testing.T) {
	pieces := []string{"a", "abcdefgh", "å", "水", "𝄞", "\x80", "\xc3", "\xe5", "\xff", "\xed\xa0\x80", "\xc0\x80"}
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), ""))
		if got := valid(b); got != utf8.Valid(b) {
			t.Fatalf("%q is valid: %v", b, got)
		}
	})
}
