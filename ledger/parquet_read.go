package ledger

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// A stored file is one that is read, and how many bytes its pages may still
// come to when they are unfolded.
//
// The library that reads such files makes room for what a page says that it
// has: a file of a kilobyte fills gigabytes. So pages are read as they are
// made, without it, and nothing takes more room than its bytes can come to.
type stored struct {
	io.ReaderAt
	size int64
	room atomic.Int64
}

// take takes room for bytes of pages.
func (s *stored) take(n int64) error {
	if s.room.Add(-n) < 0 {
		return &Unread{Reason: "large-parquet"}
	}
	return nil
}

// A leafer goes through the pages of a column chunk.
type leafer struct {
	file     *stored
	pages    *bufio.Reader
	left     int64 // bytes
	rows     int   // that pages may still have
	packed   bool  // the chunk is compressed
	optional bool  // rows may be without a value

	page    []byte // as it stands there
	body    []byte // unpacked
	values  [][]byte
	numbers []int64
	codes   []uint32
	last    []byte
}

// A leaf is a page.
type leaf struct {
	rows, values int // how many rows it has, and how many of them have a value
	encoding     format.Encoding
	levels, body []byte
}

// headRoom is how long the head of a page may be.
const headRoom = 16 << 10

// leaves begins to read a column chunk.
func (s *stored) leaves(said *format.ColumnMetaData, rows int) (*leafer, error) {
	from := said.DataPageOffset
	if d := said.DictionaryPageOffset; d > 0 {
		from = min(from, d)
	}
	left := said.TotalCompressedSize
	if from < int64(len(magic)) || left < 0 || from > s.size || left > s.size-from {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	if said.Codec != format.Uncompressed && said.Codec != format.Zstd {
		return nil, &Unread{Reason: "other-parquet"}
	}
	return &leafer{file: s, left: left, rows: rows, packed: said.Codec == format.Zstd,
		pages: bufio.NewReaderSize(io.NewSectionReader(s, from, left), headRoom)}, nil
}

// next gives the next page that has rows; io.EOF after the last. A chunk has
// one dictionary at the most: whoever has looked values up has their numbers.
func (l *leafer) next() (leaf, error) {
	for {
		head, err := l.head()
		if err != nil {
			return leaf{}, err
		}
		switch {
		case head.Type == format.DictionaryPage && head.DictionaryPageHeader.Valid && l.values == nil:
			if err := l.dictionary(head); err != nil {
				return leaf{}, err
			}
		case head.Type == format.DataPageV2 && head.DataPageHeaderV2.Valid:
			return l.leaf(head)
		default:
			return leaf{}, &Unread{Reason: "broken-parquet"}
		}
	}
}

// head reads the head of a page, and the page as it stands there.
func (l *leafer) head() (*format.PageHeader, error) {
	text, err := l.pages.Peek(int(min(headRoom, l.left)))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(text) == 0 {
		return nil, io.EOF
	}
	head, reader := new(format.PageHeader), compact.NewReaderFromBytes(text)
	if thrift.NewDecoder(reader).Decode(head) != nil {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	l.left -= int64(reader.BytesRead())
	bytes, unpacked := int64(head.CompressedPageSize), int64(head.UncompressedPageSize)
	if bytes < 0 || bytes > l.left || unpacked < 0 {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	if unpacked > max(alwaysPage, foldedTimes*bytes) {
		return nil, &Unread{Reason: "large-parquet"}
	}
	if _, err := l.pages.Discard(reader.BytesRead()); err != nil {
		return nil, err
	}
	l.left -= bytes
	if _, err := io.ReadFull(l.pages, grown(&l.page, int(bytes))); err != nil {
		return nil, err
	}
	if sum := uint32(head.CRC); sum != 0 && sum != crc32.ChecksumIEEE(l.page) {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	return head, l.file.take(unpacked)
}

// dictionary reads the values whose numbers the pages have.
func (l *leafer) dictionary(head *format.PageHeader) error {
	body, err := l.unpack(nil, l.page, l.packed, int(head.UncompressedPageSize))
	n := int(head.DictionaryPageHeader.V.NumValues)
	if err != nil || n < 0 || n > len(body)/4 {
		return errors.Join(err, errPacked)
	}
	l.values = make([][]byte, 0, n)
	return lengthy(body, n, func(text []byte) { l.values = append(l.values, text) })
}

// leaf unpacks a page.
func (l *leafer) leaf(head *format.PageHeader) (p leaf, err error) {
	said := &head.DataPageHeaderV2.V
	repeated, defined := int(said.RepetitionLevelsByteLength), int(said.DefinitionLevelsByteLength)
	p.rows, p.values = int(said.NumValues), int(said.NumValues-said.NumNulls)
	p.encoding = said.Encoding
	if said.NumNulls < 0 || said.NumNulls > 0 && !l.optional {
		return p, errPacked
	}
	if l.rows -= p.rows; p.rows < 0 || l.rows < 0 || p.values < 0 ||
		repeated < 0 || defined < 0 || repeated > len(l.page) || defined > len(l.page)-repeated {
		return p, errPacked
	}
	p.levels = l.page[repeated : repeated+defined]
	packed := l.packed && (said.IsCompressed.V || !said.IsCompressed.Valid)
	l.body, err = l.unpack(l.body, l.page[repeated+defined:], packed,
		int(head.UncompressedPageSize)-repeated-defined)
	p.body = l.body
	return p, err
}

// unpacker unpacks no more than there is room for.
var unpacker = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderConcurrency(0))
})

// unpack gives the bytes of a page, which must be as many as its head says.
func (l *leafer) unpack(room, text []byte, packed bool, size int) ([]byte, error) {
	if !packed {
		return append(room[:0], text...), nil
	}
	d, err := unpacker()
	if err != nil || size < 0 {
		return nil, errors.Join(err, errPacked)
	}
	body, err := d.DecodeAll(text, grown(&room, size)[:0])
	if err != nil || len(body) != size {
		return nil, errPacked
	}
	return body, nil
}

// lengthy gives texts that each stand after their length.
func lengthy(text []byte, n int, do func([]byte)) error {
	for range n {
		if len(text) < 4 {
			return errPacked
		}
		size := binary.LittleEndian.Uint32(text)
		if text = text[4:]; uint64(size) > uint64(len(text)) {
			return errPacked
		}
		do(text[:size])
		text = text[size:]
	}
	return nil
}
