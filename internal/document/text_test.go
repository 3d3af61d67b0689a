package document

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"insyn/internal/fault"
)

const swedish = "Välkommen till samråd om öppna data – kl. 13.00–14.30\nPlats: Åmål, ”Stora salen”\n"

// appendOrder is what both byte orders of encoding/binary offer.
type appendOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

func TestTextInEveryDress(t *testing.T) {
	cp1252, err := charmap.Windows1252.NewEncoder().String(swedish)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"UTF-8":               []byte(swedish),
		"UTF-8 with mark":     []byte("\ufeff" + swedish),
		"Windows line ends":   []byte(strings.ReplaceAll(swedish, "\n", "\r\n")),
		"Macintosh line ends": []byte(strings.ReplaceAll(swedish, "\n", "\r")),
		"Windows-1252":        []byte(cp1252),
		"UTF-16 little":       encode16(swedish, binary.LittleEndian, true),
		"UTF-16 big":          encode16(swedish, binary.BigEndian, true),
		"UTF-16 little bare":  encode16(swedish, binary.LittleEndian, false),
		"UTF-16 big bare":     encode16(swedish, binary.BigEndian, false),
	} {
		if got, err := DecodeText(data); err != nil || got != swedish {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func encode16(s string, order appendOrder, mark bool) []byte {
	if mark {
		s = "\ufeff" + s
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestOnePastedByteDoesNotSpoilTheRest(t *testing.T) {
	got, err := DecodeText([]byte("Åtgärder på \x96 i höst"))
	if want := "Åtgärder på – i höst"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for _, data := range []string{"\x00\x01\x02\x03\x04\x05", "abc\x00def", "\xff\xfea"} {
		if s, err := DecodeText([]byte(data)); fault.Of(err) != fault.Invalid {
			t.Errorf("%q: %q, %v", data, s, err)
		}
	}
	if _, err := DecodeText(bytes.Repeat([]byte("a"), MaxText+1)); fault.Of(err) != fault.TooLarge {
		t.Errorf("too large: %v", err)
	}
}

// TestNoByteIsLost: whatever bytes without zeros come, none becomes a
// replacement character and text in one character set comes back as it was.
func TestNoByteIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.ByteRange(1, 255), 0, 200).Draw(t, "data")
		got, err := DecodeText(data)
		if err != nil {
			if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data,
				[]byte("\xfe\xff")) {
				return
			}
			t.Fatal(err)
		}
		if strings.ContainsRune(got, utf8.RuneError) && !bytes.Contains(data,
			[]byte("\xef\xbf\xbd")) &&
			data[0] < 0xfe {
			t.Fatalf("%q became %q", data, got)
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add([]byte(swedish))
	f.Add([]byte("\xff\xfeA\x00"))
	f.Add([]byte("a\xe5b\r\nc\x85"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := DecodeText(data)
		if err == nil && (!utf8.ValidString(s) || strings.ContainsAny(s, "\r\x00")) {
			t.Errorf("%q became %q", data, s)
		}
	})
}
