package ledger

import (
	"bytes"
	"errors"
	"io"
)

// mostInMemory is the largest workbook or invoice that is read; they cannot be
// read piece by piece.
const mostInMemory = 256 << 20

// openRecords finds the format of a file by its first bytes.
func openRecords(file io.ReaderAt, size int64, o Options) (records, error) {
	head := make([]byte, min(size, 512))
	if _, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case size == 0:
		return nil, &Unread{Reason: "empty"}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return openWorkbook(file, size)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, &Unread{Reason: "old-excel"}
	case IsParquet(file):
		return nil, &Unread{Reason: "parquet"}
	case bytes.HasPrefix(head, []byte("%PDF")):
		return nil, &Unread{Reason: "pdf"}
	case bytes.HasPrefix(head, []byte("\x1f\x8b")), bytes.HasPrefix(head, []byte("Rar!")),
		bytes.HasPrefix(head, []byte("7z\xbc\xaf")):
		return nil, &Unread{Reason: "archive"}
	}
	e, err := sniff(told(file, size, o.Sniffing), size)
	if err != nil {
		return nil, err
	}
	switch first(file, size, e) {
	case '{', '[':
		return openJSON(file, size, e), nil
	case '<':
		return openBills(file, size, e)
	}
	return openCSV(file, size, e)
}

// A toldReader tells how far into a file somebody has read.
type toldReader struct {
	io.ReaderAt
	size int64
	tell func(done, total int64)
}

// told gives a file that tells how far somebody has read, where that is wanted.
func told(file io.ReaderAt, size int64, tell func(done, total int64)) io.ReaderAt {
	if tell == nil {
		return file
	}
	return toldReader{file, size, tell}
}

// ReadAt reads, and tells of it.
func (t toldReader) ReadAt(p []byte, at int64) (int, error) {
	n, err := t.ReaderAt.ReadAt(p, at)
	t.tell(min(at+int64(n), t.size), t.size)
	return n, err
}

// first gives the first character of a text that is no space.
func first(file io.ReaderAt, size int64, e encoding) byte {
	s := newSource(file, min(size, 4096), e)
	if _, err := s.more(); err != nil {
		return 0
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(s.rest(), []byte("\ufeff")), " \t\r\n")
	if len(text) == 0 {
		return 0
	}
	return text[0]
}

// Read gives the text to readers that want a stream.
func (s *source) Read(p []byte) (int, error) {
	for s.at == len(s.buffer) {
		if more, err := s.more(); err != nil {
			return 0, err
		} else if !more && s.at == len(s.buffer) {
			return 0, io.EOF
		}
	}
	n := copy(p, s.rest())
	s.at += n
	return n, nil
}
