package document

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"insyn/internal/fault"
)

// Text decodes plain text: UTF-8, UTF-16 (with a byte order mark or by its
// pattern of zeros), else Windows-1252. Line ends become "\n". No byte is
// dropped and none becomes a question mark; a file that is no text is refused.
func DecodeText(data []byte) (string, error) {
	if len(data) > MaxText*2 {
		return "", tooLarge(MaxText)
	}
	s, ok := decode(data)
	if !ok {
		return "", fault.New(fault.Invalid, "document.not-text")
	}
	if len(s) > MaxText {
		return "", tooLarge(MaxText)
	}
	return unixLines(s), nil
}

func decode(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], binary.BigEndian)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		order := zerosOfUTF16(data)
		if order == nil {
			return "", false
		}
		return fromUTF16(data, order)
	}
	if utf8.Valid(data) {
		return string(data), true
	}
	return fromMixed(data), true
}

// zerosOfUTF16 tells the byte order of text in UTF-16 without a mark: in
// western text nearly every other byte is zero. Nil where the pattern is absent.
func zerosOfUTF16(data []byte) binary.ByteOrder {
	if len(data)%2 != 0 {
		return nil
	}
	var even, odd int
	for i, c := range data {
		switch {
		case c != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	half := len(data) / 2
	switch {
	case odd*10 >= half*7 && even*20 <= half:
		return binary.LittleEndian
	case even*10 >= half*7 && odd*20 <= half:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(data []byte, order binary.ByteOrder) (string, bool) {
	if len(data)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	s := string(utf16.Decode(units))
	return s, !strings.ContainsRune(s, 0)
}

// fromMixed decodes text that is not valid UTF-8. When most of its characters
// beyond ASCII are UTF-8 all the same (one pasted byte spoils a file), those
// are kept and only the others read as Windows-1252.
func fromMixed(data []byte) string {
	var good, bad int
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if n > 1 && good <= bad || r == utf8.RuneError && n == 1 {
			r, n = fromWindows(data[i]), 1
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// fromWindows gives the character of a byte in Windows-1252. The five bytes
// that it leaves open stand for themselves, as on the web.
func fromWindows(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}

// unixLines makes every line end "\n": those of Windows, of old Macintosh, and
// the separators of Unicode.
func unixLines(s string) string {
	if !strings.ContainsAny(s, "\r\f\v\u0085\u2028\u2029") {
		return s
	}
	return lineEnds.Replace(s)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
