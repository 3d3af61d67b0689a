package ledger

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"
	"strings"
)

// csvRecords are the rows of a text with separators.
type csvRecords struct {
	*source
	separator byte
	stops     [256]bool // where an unquoted cell ends
	ahead     stops     // of the text that comes
	leave     func()    // called before the text of plain rows goes, or their stops,
	lent      bool      // where there have been such rows
	line      int
	blank     int     // lines with nothing on them
	ends      [3]int  // how many lines end with CR, LF, CRLF
	scratch   []byte  // cells without their doubled quotation marks
	places    []int32 // the ends of the cells of a row
	cells     record  // that cut has taken apart
}

// separators that are tried, in order of preference.
const separators = ";\t,|"

// openCSV reads a text with separators; which, is found by its header.
func openCSV(r io.ReaderAt, size int64, e encoding) (*csvRecords, error) {
	best, most := byte(';'), 0
	fresh := newSource(r, size, e)
	var room stops
	for _, sep := range []byte(separators) {
		try := newCSV(fresh.again(r, size), sep)
		try.ahead = room
		_, found, err := findHeader(try)
		room = try.ahead
		room.forget()
		if err != nil && err != io.EOF {
			return nil, err
		}
		if found.score > most {
			best, most = sep, found.score
		}
	}
	return newCSV(fresh.again(r, size), best), nil
}

func newCSV(s *source, separator byte) *csvRecords {
	c := &csvRecords{source: s, separator: separator, line: 1, leave: func() {}}
	c.stops['\r'], c.stops['\n'], c.stops[separator] = true, true, true
	return c
}

func (c *csvRecords) close() error { return nil }

// describe tells of the encoding, the separator and the line ends.
func (c *csvRecords) describe(r *Receipt) {
	r.take("format", "csv", "content")
	r.take("encoding", c.name, c.why)
	r.take("separator", map[byte]string{';': "semicolon", ',': "comma", '\t': "tab", '|': "bar"}[c.separator], "header")
	var seen []string
	for i, name := range []string{"cr", "lf", "crlf"} {
		if c.ends[i] > 0 {
			seen = append(seen, name)
		}
	}
	r.take("line-end", strings.Join(seen, "+"), "seen")
}

// next reads a row; lines with nothing on them are passed over.
func (c *csvRecords) next(r *record) error {
	for {
		r.Place = Place{Line: c.line, Offset: c.offset}
		n, ok := c.quick(r)
		if !ok {
			var err error
			if n, err = c.slow(r); err != nil {
				return err
			}
		}
		if !c.pass(r, n) {
			return nil
		}
	}
}

// pass goes on to the next line, and tells whether there is nothing on this one.
func (c *csvRecords) pass(r *record, length int) bool {
	if r.fault == "" && c.checks() {
		r.fault = c.refuses(c.rest()[:length])
	}
	c.skip(length)
	c.ahead.skip(c.at)
	if r.fault != "" || r.width() > 1 || len(r.cell(0)) > 0 {
		return false
	}
	c.blank++
	return true
}

// slow takes any row, reading on where its end has not been read.
func (c *csvRecords) slow(r *record) (length int, err error) {
	for {
		n, state := c.split(c.rest(), r, c.ended)
		switch state {
		case whole:
			return n, nil
		case over:
			return 0, io.EOF
		}
		c.call()
		c.ahead.forget()
		if len(c.rest()) >= longest {
			return 0, c.long(r)
		}
		if more, err := c.more(); err != nil {
			return 0, err
		} else if !more && !c.ended {
			return 0, c.long(r)
		}
	}
}

// quick takes a row that is as plain as nearly all are: its end has been read,
// and its cells are what stands between stops, with quotation marks or without.
// Slow takes any.
func (c *csvRecords) quick(r *record) (length int, ok bool) {
	if c.ahead.next == len(c.ahead.lines) {
		c.call()
		c.ahead.look(c.buffer, c.at, c.separator)
	}
	last, ok := c.ahead.take()
	if !ok {
		return 0, false
	}
	end := int(c.ahead.ends[last])
	if b := c.buffer[end]; b != '\n' && b != '\r' {
		return 0, false
	}
	next, ok := c.lineEnd(c.buffer, end, c.ended)
	if !ok {
		return 0, false
	}
	c.line++
	r.cells, r.raw, r.ends, r.plain, r.fault = r.cells[:0], c.buffer, c.ahead.ends, true, ""
	r.first, r.last = c.ahead.first, last
	c.lent = true
	return next - c.at, true
}

// call calls plain rows back that have been lent.
func (c *csvRecords) call() {
	if c.lent {
		c.leave()
		c.lent = false
	}
}

// long refuses a line that does not end, and finds where the next begins.
func (c *csvRecords) long(r *record) error {
	r.cells, r.plain, r.fault = r.cells[:0], false, RejectLong
	for {
		if i := bytes.IndexAny(c.rest(), "\r\n"); i >= 0 {
			c.skip(i + 1)
			c.line++
			return nil
		}
		c.skip(len(c.rest()))
		if more, err := c.more(); err != nil {
			return err
		} else if !more {
			return nil
		}
	}
}

// What split came to.
type state uint8

const (
	whole state = iota // a row
	short              // the row goes on after what was read
	over               // nothing is left
)

// split takes the first row of b apart, and tells how long it is.
func (c *csvRecords) split(b []byte, r *record, last bool) (int, state) {
	r.cells, r.raw, r.plain, r.fault = r.cells[:0], b, false, ""
	c.places = append(c.places[:0], -1)
	c.scratch = c.scratch[:0]
	if len(b) == 0 {
		if last {
			return 0, over
		}
		return 0, short
	}
	i, lines := 0, 0
	for {
		from := i
		if i < len(b) && b[i] == '"' {
			cell, next, state := c.quoted(b, i, last, &lines)
			switch state {
			case short:
				return 0, short
			case over: // no end, or something after it
				return c.refuse(b, r, last)
			}
			r.cells = append(r.cells, cell)
			i = next
		} else {
			i = c.stop(b, i)
			r.cells = append(r.cells, b[from:i])
		}
		c.places = append(c.places, int32(i))
		switch {
		case i == len(b) && !last:
			return 0, short
		case i < len(b) && b[i] == c.separator:
			i++
			continue
		}
		n, ok := c.lineEnd(b, i, last)
		if !ok {
			return 0, short
		}
		c.line += lines + 1
		r.ends, r.first, r.last = c.places, 0, len(c.places)-1
		return n, whole
	}
}

// cut takes cells apart that lie side by side and are all of b.
func (c *csvRecords) cut(b []byte) [][]byte {
	c.split(b, &c.cells, true)
	return c.cells.cells
}

// stop finds the end of an unquoted cell: a separator or the end of a line. It
// looks at eight bytes at a time for the separator and for characters below 16,
// which are the ends of lines, tabs, and else nearly never there.
func (c *csvRecords) stop(b []byte, i int) int {
	separators := ones * uint64(c.separator)
	for i+8 <= len(b) {
		x := binary.LittleEndian.Uint64(b[i:])
		same := x ^ separators
		found := ((same-ones)&^same | (x-0x10*ones)&^x) & highs
		if found == 0 {
			i += 8
			continue
		}
		if i += bits.TrailingZeros64(found) / 8; c.stops[b[i]] {
			return i
		}
		i++
	}
	for i < len(b) && !c.stops[b[i]] {
		i++
	}
	return i
}

// lineEnd passes over the end of a line at i; false if its other half may
// still have to be read.
func (c *csvRecords) lineEnd(b []byte, i int, last bool) (int, bool) {
	switch {
	case i == len(b):
		return i, true
	case b[i] == '\n':
		c.ends[1]++
		return i + 1, true
	case i+1 == len(b) && !last:
		return 0, false
	case i+1 < len(b) && b[i+1] == '\n':
		c.ends[2]++
		return i + 2, true
	}
	c.ends[0]++
	return i + 1, true
}

// quoted reads a cell in quotation marks at i. State over says that the mark
// has no match, or that something other than a separator follows it.
func (c *csvRecords) quoted(b []byte, i int, last bool, lines *int) (cell []byte, next int, s state) {
	from, scratch := i+1, len(c.scratch)
	for at := from; ; {
		end := bytes.IndexByte(b[at:], '"')
		if end < 0 {
			if last || len(b) >= longest {
				return nil, 0, over
			}
			return nil, 0, short
		}
		end += at
		switch {
		case end+1 == len(b) && !last:
			return nil, 0, short
		case end+1 < len(b) && b[end+1] == '"':
			c.scratch = append(c.scratch, b[from:end+1]...)
			from, at = end+2, end+2
			continue
		case end+1 < len(b) && !c.stops[b[end+1]]:
			return nil, 0, over
		}
		cell = b[from:end]
		if len(c.scratch) > scratch {
			c.scratch = append(c.scratch, cell...)
			cell = c.scratch[scratch:len(c.scratch):len(c.scratch)]
		}
		*lines += breaks(cell)
		return cell, end + 1, whole
	}
}

// breaks counts the ends of lines in a cell.
func breaks(cell []byte) (n int) {
	for i, c := range cell {
		if c == '\n' && (i == 0 || cell[i-1] != '\r') || c == '\r' {
			n++
		}
	}
	return n
}

// refuse refuses the line that a bad quotation mark is on, and no more than it.
func (c *csvRecords) refuse(b []byte, r *record, last bool) (int, state) {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		if !last {
			return 0, short
		}
		i = len(b)
	}
	n, ok := c.lineEnd(b, i, last)
	if !ok {
		return 0, short
	}
	r.cells, r.fault = r.cells[:0], RejectQuote
	c.line++
	return n, whole
}
