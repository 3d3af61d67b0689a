package ledger

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// stops are where cells and lines of a text end. They are found for some
// kilobytes at once, 64 bytes at a time and without asking of each byte what it
// is: a processor that guesses wrong where a cell ends loses more time than it
// takes to look at the cell.
type stops struct {
	ends  []int32 // of cells, in the buffer of the source; the first is before the text
	count int     // how many there are
	lines []int32 // which of these are the ends of lines
	next  int     // which of these is the end of the next line,
	first int     // and which stop is before it
	asked int     // which stop was told of last
	quote int     // where the first quotation mark is that has been looked for
	to    int     // how far the text has been looked through
}

// looked is how much text is looked through at once. The lists fit the nearest
// cache.
const looked = 32 << 10

// forget is for a text that has been moved.
func (s *stops) forget() { s.lines, s.next, s.count, s.asked = s.lines[:0], 0, 0, 0 }

// look finds the stops of a text from one place on.
func (s *stops) look(text []byte, from int, separator byte) {
	if s.ends == nil {
		s.ends, s.lines = make([]int32, looked+65), make([]int32, 0, looked/64)
	}
	to := min(from+looked, len(text))
	s.forget()
	s.first, s.quote, s.to = 0, from, to
	s.ends[0] = int32(from - 1)
	n := 1
	for ; from+64 <= to; from += 64 {
		n = s.block((*[64]byte)(text[from:]), from, n, separator)
	}
	var last [64]byte
	copy(last[:], text[from:to])
	s.count = s.block(&last, from, n, separator)
}

// block adds the stops of 64 bytes to the n that are known, and tells how many
// there are then.
func (s *stops) block(text *[64]byte, from, n int, separator byte) int {
	stops, lines := stopsOf(text, separator)
	for m := lines; m != 0; m &= m - 1 {
		s.lines = append(s.lines, int32(n+bits.OnesCount64(stops&(m&-m-1))))
	}
	count := bits.OnesCount64(stops)
	for to := s.ends[n:]; stops != 0; to = to[8:] { // all eight, though there may be fewer
		eight := (*[8]int32)(to)
		for i := range eight {
			eight[i] = int32(from + bits.TrailingZeros64(stops))
			stops &= stops - 1
		}
	}
	return n + count
}

// Words of eight bytes, each of which is looked at at once.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
	lows  = ones * 0x7f
)

// stopsOf has a bit for each of 64 bytes: whether a cell ends there, and whether
// a line does. Vertical tabs and form feeds are taken for ends of lines, which
// saves time; nearly no text has them, and whoever takes a line looks.
func stopsOf(text *[64]byte, separator byte) (stops, lines uint64) {
	separators := ones * uint64(separator)
	for i := 56; i >= 0; i -= 8 {
		x := binary.LittleEndian.Uint64(text[i : i+8])
		low := x & lows
		line := (low + ones*(0x80-'\n')) &^ (low + ones*(0x80-'\r'-1)) &^ x & highs
		x ^= separators
		stop := ^((x&lows)+lows|x)&highs | line
		stops = stops<<8 | stop*gather>>56
		lines = lines<<8 | line*gather>>56
	}
	return stops, lines
}

// gather brings the highest bits of eight bytes together in the highest byte,
// when it is multiplied with them.
const gather = 0x0002040810204081

// take gives the ends of the cells of the line at a place, after the place
// before it. False where they are not known well enough: at the end of what
// was looked through, and where a quotation mark is in the line.
func (s *stops) take(text []byte, at int) (ends []int32, ok bool) {
	if s.next == len(s.lines) {
		return nil, false
	}
	last := s.lines[s.next]
	ends = s.ends[s.first : last+1]
	end := int(s.ends[last])
	if s.quote < end {
		s.quote = max(s.quote, at)
		if i := bytes.IndexByte(text[s.quote:s.to], '"'); i >= 0 {
			s.quote += i
		} else {
			s.quote = s.to
		}
	}
	return ends, end < s.quote
}

// skip passes over the lines before a place, at which one begins.
func (s *stops) skip(at int) {
	for s.next < len(s.lines) && int(s.ends[s.lines[s.next]]) < at {
		s.first = int(s.lines[s.next])
		s.next++
	}
	if int(s.ends[s.first]) != at-1 {
		s.next = len(s.lines)
	}
}

// after gives the first stop from a place on, which is not before one that it
// has been asked for in the same row; false where it is not known.
func (s *stops) after(at int) (int, bool) {
	for s.asked < s.count && int(s.ends[s.asked]) < at {
		s.asked++
	}
	if s.asked >= s.count {
		return 0, false
	}
	return int(s.ends[s.asked]), true
}
