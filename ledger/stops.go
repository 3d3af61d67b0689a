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
	lines []int32 // which of these are the ends of lines
	next  int     // which of these is the end of the next line,
	first int     // and which stop is before it
}

// looked is how much text is looked through at once. The lists fit the nearest
// cache.
const looked = 32 << 10

// forget is for a text that has been moved.
func (s *stops) forget() { s.lines, s.next = s.lines[:0], 0 }

// look finds the stops of a text from one place on, at which a line begins. It
// looks no further than to a quotation mark that asks for more than stops.
func (s *stops) look(text []byte, from int, separator byte) {
	text = text[:min(from+looked, len(text))]
	if most := len(text) - from + 65; most > len(s.ends) {
		s.ends = make([]int32, most)
	}
	s.forget()
	s.first, s.ends[0] = 0, int32(from-1)
	marked := bytes.IndexByte(text[from:], '"') >= 0
	var last [64]byte
	q, n, sound := quotes{stop: 1}, 1, true
	for ; from < len(text) && sound; from += 64 {
		block := &last
		if from+64 <= len(text) {
			block = (*[64]byte)(text[from:])
		} else {
			for i := copy(last[:], text[from:]); i < len(last); i++ {
				last[i] = broken // which is no stop
			}
		}
		stops := stopsOf(block, separator)
		if marked {
			stops, sound = q.outside(stops, linesOf(block), quotesOf(block))
		}
		n = s.add(stops, from, n)
	}
	for i, end := range s.ends[1:n] {
		if text[end] != separator {
			s.lines = append(s.lines, int32(i+1))
		}
	}
}

// add adds the stops of 64 bytes to the n that are known, and tells how many
// there are then.
func (s *stops) add(stops uint64, from, n int) int {
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

// quotes are quotation marks, followed from 64 bytes to the next: whether what
// is before stands between two of them, ends a cell, is the second of two.
type quotes struct{ inside, stop, second uint64 }

// outside gives the stops that are not between quotation marks. It is false,
// and gives no more than those before, where a cell is more than what stands
// between two marks: where there are others in it, or ends of lines.
func (q *quotes) outside(all, lines, marks uint64) (stops uint64, sound bool) {
	inside := marks // a bit from each first mark up to before its second
	for n := 1; n < 64; n *= 2 {
		inside ^= inside << n
	}
	inside ^= q.inside
	first, second := marks&inside, marks&^inside
	stops = all &^ inside
	odd := lines&inside | first&^(stops<<1|q.stop) | (second<<1|q.second)&^stops
	q.inside, q.stop, q.second = -(inside >> 63), stops>>63, second>>63
	if odd != 0 {
		stops &= odd&-odd - 1
	}
	return stops, odd == 0
}

// Words of eight bytes, each of which is looked at at once.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
	lows  = ones * 0x7f
)

// each is the same as ones but no constant: what is made of it is kept at hand,
// where a constant would be loaded anew for each eight bytes.
var each uint64 = ones

// stopsOf has a bit for each of 64 bytes: whether a cell ends there. All of the
// first characters up to a carriage return are taken for ends of lines, which
// saves time; nearly no text has others of them, and whoever takes a line looks.
func stopsOf(text *[64]byte, separator byte) (stops uint64) {
	separators, later := each*uint64(separator), each*(0x80-'\r'-1)
	lows, highs, gather := each*0x7f, each*0x80, gather
	for i := 56; i >= 0; i -= 8 {
		x := binary.LittleEndian.Uint64(text[i : i+8])
		low := x & lows
		other := ((low^separators)+lows)&(low+later) | x
		stops = stops<<8 | ^other&highs*gather>>56
	}
	return stops
}

// linesOf has a bit for each of 64 bytes: whether a line ends there.
func linesOf(text *[64]byte) (lines uint64) {
	later, lows, highs, gather := each*(0x80-'\r'-1), each*0x7f, each*0x80, gather
	for i := 56; i >= 0; i -= 8 {
		x := binary.LittleEndian.Uint64(text[i : i+8])
		lines = lines<<8 | ^(x&lows+later|x)&highs*gather>>56
	}
	return lines
}

// quotesOf has a bit for each of 64 bytes: whether it is a quotation mark.
func quotesOf(text *[64]byte) (marks uint64) {
	mark, lows, highs, gather := each*'"', each*0x7f, each*0x80, gather
	for i := 56; i >= 0; i -= 8 {
		x := binary.LittleEndian.Uint64(text[i:i+8]) ^ mark
		marks = marks<<8 | ^(x&lows+lows|x)&highs*gather>>56
	}
	return marks
}

// gather brings the highest bits of eight bytes together in the highest byte,
// when it is multiplied with them.
var gather uint64 = 0x0002040810204081

// take tells which stop ends the next line. False where that is not known: at
// the end of what was looked through.
func (s *stops) take() (last int, ok bool) {
	if s.next == len(s.lines) {
		return 0, false
	}
	return int(s.lines[s.next]), true
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
