package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"unicode/utf8"
)

// Of lines: how much is read at a time, and how long one may be.
const (
	readSize = 256 << 10
	longest  = 1 << 20
)

// stepOf tells how much of a file is read at a time: of a small one all, and
// one byte that is not there, which tells that it ends.
func stepOf(size int64) int { return int(min(size+1, readSize)) }

// A source gives the text of a file as UTF-8, and knows where in the bytes of
// the file it stands.
type source struct {
	file io.Reader
	step int // how much is read at a time
	encoding
	raw    []byte // read and not yet decoded
	buffer []byte // decoded; what is before at is done with
	at     int
	offset int64 // in the bytes of the file, of what is at at
	ended  bool
	lossy  bool // something was decoded that is no text
}

func newSource(r io.ReaderAt, size int64, e encoding) *source {
	s := &source{encoding: e, buffer: make([]byte, 0, 2*stepOf(size))}
	return s.again(r, size)
}

// again reads from the start, in the same room: s is not to be used any more.
func (s *source) again(r io.ReaderAt, size int64) *source {
	skip := int64(s.mark)
	return &source{file: io.NewSectionReader(r, skip, size-skip), step: stepOf(size),
		encoding: s.encoding, offset: skip, buffer: s.buffer[:0]}
}

// rest is the text that has been read and is not done with.
func (s *source) rest() []byte { return s.buffer[s.at:] }

// more reads on; false at the end of the file.
func (s *source) more() (bool, error) {
	if s.ended {
		return false, nil
	}
	if s.at > 0 {
		s.buffer = s.buffer[:copy(s.buffer, s.rest())]
		s.at = 0
	}
	if s.name == UTF8 {
		return s.straight()
	}
	if s.raw == nil {
		s.raw = make([]byte, 0, s.step)
	}
	n, err := io.ReadFull(s.file, s.raw[len(s.raw):cap(s.raw)])
	s.raw = s.raw[:len(s.raw)+n]
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	s.ended = err != nil
	done, before := len(s.raw), len(s.buffer)
	if s.name == CP1252 {
		s.buffer = decode1252(s.buffer, s.raw)
	} else {
		s.buffer, done = decode16(s.buffer, s.raw, s.name == UTF16BE, s.ended)
	}
	s.raw = s.raw[:copy(s.raw, s.raw[done:])]
	s.lossy = s.lossy || bytes.IndexByte(s.buffer[before:], broken) >= 0
	return true, nil
}

// straight reads UTF-8, which needs no decoding.
func (s *source) straight() (bool, error) {
	if cap(s.buffer)-len(s.buffer) < s.step {
		s.buffer = append(make([]byte, 0, 2*cap(s.buffer)), s.buffer...)
	}
	n, err := io.ReadFull(s.file, s.buffer[len(s.buffer):len(s.buffer)+s.step])
	s.buffer = s.buffer[:len(s.buffer)+n]
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	s.ended = err != nil
	return n > 0 || !s.ended, nil
}

// skip is done with n bytes of the text.
func (s *source) skip(n int) {
	s.offset += s.length(s.buffer[s.at : s.at+n])
	s.at += n
}

// length tells how many bytes of the file a text was.
func (s *source) length(text []byte) int64 {
	if s.name == UTF8 {
		return int64(len(text))
	}
	letters, pairs := letters(text)
	if s.name == CP1252 {
		return int64(letters)
	}
	return 2 * int64(letters+pairs)
}

// letters counts the letters of decoded text, and those among them that are
// pairs of surrogates in UTF-16.
func letters(text []byte) (n, pairs int) {
	more, four, i := 0, uint64(0), 0 // bytes that do not begin a letter; the first of four
	for ; i+8 <= len(text); i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		more += bits.OnesCount64(x &^ (x << 1) & highs)
		four |= x & (x << 1) & (x << 2) & (x << 3)
	}
	for _, c := range text[i:] {
		if c&0xc0 == 0x80 {
			more++
		}
		four |= uint64(c & (c << 1) & (c << 2) & (c << 3))
	}
	if four&highs != 0 {
		pairs = fours(text)
	}
	return len(text) - more, pairs
}

// fours counts the letters of four bytes.
func fours(text []byte) (n int) {
	for _, c := range text {
		if c >= 0xf0 && c != broken {
			n++
		}
	}
	return n
}

// refuses tells why a line cannot be taken as text; "" if it can.
func (s *source) refuses(line []byte) Reject {
	if !utf8.Valid(line) {
		return RejectEncoding
	}
	if s.doubtful && s.name == CP1252 {
		if b := encode1252(nil, line); utf8.Valid(b) && utf8.RuneCount(b) < len(b) {
			return RejectMixed
		}
	}
	return ""
}

// checks tells whether lines have to be looked at one by one.
func (s *source) checks() bool { return s.doubtful || s.lossy }
