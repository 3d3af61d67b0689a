package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// The encodings that are read.
const (
	UTF8    = "utf-8"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
	CP1252  = "windows-1252"
)

// An encoding is how the bytes of a file are to be read as text, and why.
type encoding struct {
	name, why string
	mark      int  // bytes of byte order mark at the start
	doubtful  bool // some lines are in another encoding: look at each
}

// order marks, and the encodings that they are of.
var marks = []struct{ mark, name string }{
	{"\xef\xbb\xbf", UTF8}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE},
}

// sniff finds the encoding of a file. It reads all of it, because the first
// byte that is not UTF-8 may stand at the end.
func sniff(r io.ReaderAt, size int64) (encoding, error) {
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return encoding{}, err
	}
	e := encoding{name: UTF8, why: "valid"}
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.mark)) {
			e = encoding{name: m.name, why: "order-mark", mark: len(m.mark)}
			break
		}
	}
	if e.mark == 0 {
		if name := wideWithoutMark(head); name != "" {
			return encoding{name: name, why: "zero-bytes"}, nil
		}
	}
	if e.name != UTF8 {
		return e, nil
	}
	size -= int64(e.mark)
	c, err := countUTF8(io.NewSectionReader(r, int64(e.mark), size), size)
	switch {
	case err != nil || c.broken == 0:
		return e, err
	case c.whole == 0 && e.mark == 0:
		return encoding{name: CP1252, why: "not-utf8"}, nil
	case c.broken > c.whole && e.mark == 0:
		return encoding{name: CP1252, why: "mostly-not-utf8", doubtful: true}, nil
	}
	e.why, e.doubtful = "mostly-utf8", true
	return e, nil
}

// wideWithoutMark finds UTF-16 that does not say so: every other byte of
// Swedish text is zero.
func wideWithoutMark(head []byte) string {
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 8:
	case zeros[1] > half*3/4 && zeros[0] == 0:
		return UTF16LE
	case zeros[0] > half*3/4 && zeros[1] == 0:
		return UTF16BE
	}
	return ""
}

// A count is how many letters beyond ASCII are UTF-8, and how many bytes are not.
type count struct{ whole, broken int }

// countUTF8 counts; whole is counted only in text that has broken bytes.
func countUTF8(r io.Reader, size int64) (c count, err error) {
	block := make([]byte, stepOf(size))
	kept := 0
	for {
		n, err := io.ReadFull(r, block[kept:])
		b := block[:kept+n]
		last := err != nil
		if last && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return c, err
		}
		kept = 0
		if !last {
			kept = unfinished(b)
		}
		if rest := b[:len(b)-kept]; !valid(rest) {
			c.add(rest)
		} else if c.whole < 1000 { // enough to be outvoted by
			n, _ := letters(rest)
			c.whole += len(rest) - n
		}
		if last {
			return c, nil
		}
		copy(block, b[len(b)-kept:])
	}
}

func (c *count) add(b []byte) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			c.broken++
		case size > 1:
			c.whole++
		}
		b = b[size:]
	}
}

// unfinished tells how many bytes at the end are the beginning of a letter
// whose rest is still to come.
func unfinished(b []byte) int {
	for n := 1; n <= min(3, len(b)); n++ {
		if c := b[len(b)-n]; c >= 0xC0 {
			if !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		} else if c < 0x80 {
			return 0
		}
	}
	return 0
}

// broken stands for something that cannot be decoded. It is no UTF-8, so that
// the line it is in will be refused.
const broken = 0xff

// upper are the letters of Windows-1252 from 0x80 to 0x9f; 0 is none.
var upper = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

// decode1252 appends text to to as UTF-8.
func decode1252(to, text []byte) []byte {
	for len(text) > 0 {
		if n := plain(text); n > 0 {
			to, text = append(to, text[:n]...), text[n:]
			continue
		}
		switch c := text[0]; {
		case c >= 0xa0:
			to = append(to, 0xc0|c>>6, 0x80|c&0x3f)
		case upper[c-0x80] == 0:
			to = append(to, broken)
		default:
			to = utf8.AppendRune(to, upper[c-0x80])
		}
		text = text[1:]
	}
	return to
}

// plain tells how many bytes at the start are ASCII.
func plain(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if high := binary.LittleEndian.Uint64(b[i:]) & highs; high != 0 {
			return i + bits.TrailingZeros64(high)/8
		}
	}
	for i < len(b) && b[i] < 0x80 {
		i++
	}
	return i
}

// encode1252 takes decode1252 back.
func encode1252(to, text []byte) []byte {
	for _, r := range string(text) {
		switch {
		case r < 0x80, r >= 0xa0 && r <= 0xff:
			to = append(to, byte(r))
		default:
			for i, u := range upper {
				if u == r {
					to = append(to, byte(0x80+i))
				}
			}
		}
	}
	return to
}

// decode16 appends text to to as UTF-8 and tells how many bytes of text it
// took: a pair of surrogates may be cut in two.
func decode16(to, text []byte, big, last bool) ([]byte, int) {
	unit := func(i int) rune {
		if big {
			return rune(text[i])<<8 | rune(text[i+1])
		}
		return rune(text[i+1])<<8 | rune(text[i])
	}
	to = slices.Grow(to, len(text)/2*3+4)
	i := 0
	for ; i+2 <= len(text); i += 2 {
		to, i = plain16(to, text, i, big)
		if i+2 > len(text) {
			break
		}
		r := unit(i)
		if r>>11 == 0 && r >= 0x80 {
			to = append(to, 0xc0|byte(r>>6), 0x80|byte(r&0x3f))
			continue
		}
		if r>>11 != 0x1b { // no surrogate
			to = utf8.AppendRune(to, r)
			continue
		}
		if i+4 > len(text) && !last {
			return to, i
		}
		if i+4 <= len(text) && r < 0xdc00 && unit(i+2)>>10 == 0x37 {
			to = utf8.AppendRune(to, 0x10000+(r-0xd800)<<10+(unit(i+2)-0xdc00))
			i += 2
			continue
		}
		to = append(to, broken)
	}
	if last && i < len(text) {
		to, i = append(to, broken), len(text)
	}
	return to, i
}

// valid tells whether b is UTF-8. Most of a ledger is letters of ASCII and
// Latin-1, which are passed over by many, and others one by one.
func valid(b []byte) bool {
	for len(b) > 0 {
		if n := latin(b); n > 0 {
			b = b[n:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size <= 1 {
			return false
		}
		b = b[size:]
	}
	return true
}

// latin tells how many bytes at the start are letters of ASCII and Latin-1. It
// looks at sixteen at a time, and no further than to sixteen with others.
func latin(b []byte) int {
	if len(b) > 0 && b[0]&0xc0 == 0x80 {
		return 0
	}
	highs, lows, among, c2 := each*0x80, each*0x7f, each*0x3e, each*2
	odd := func(x, next uint64) uint64 {
		first := x & (x << 1) // of two bytes or more,
		return first ^ next&^(next<<1) | first&(x&among^c2+lows)
	}
	i := 0
	for ; i+17 <= len(b); i += 16 {
		w := b[i : i+17]
		x := odd(binary.LittleEndian.Uint64(w), binary.LittleEndian.Uint64(w[1:]))
		x |= odd(binary.LittleEndian.Uint64(w[8:]), binary.LittleEndian.Uint64(w[9:]))
		if x&highs != 0 {
			break
		}
	}
	if i > 0 && b[i]&0xc0 == 0x80 {
		i++
	}
	return i
}

// plain16 appends ASCII that stands in UTF-16 from i on, four letters at a
// time, and tells where it came to. Room for four letters must be there.
func plain16(to, text []byte, i int, big bool) ([]byte, int) {
	n, room := len(to), to[:cap(to)]
	for ; i+8 <= len(text) && n+4 <= len(room); i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		if big {
			x = x>>8&0x00ff00ff00ff00ff | x&0x00ff00ff00ff00ff<<8
		}
		others := x & 0xff80ff80ff80ff80
		x = (x | x>>8) & 0x0000ffff0000ffff
		binary.LittleEndian.PutUint32(room[n:], uint32(x|x>>16))
		if others != 0 {
			before := bits.TrailingZeros64(others) / 16
			return room[:n+before], i + 2*before
		}
		n += 4
	}
	return room[:n], i
}
