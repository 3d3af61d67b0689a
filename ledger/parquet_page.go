package ledger

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"

	"github.com/parquet-go/parquet-go/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// A chunk is a column of a row group: its pages, and what the file tells of them.
type chunk struct {
	dictionary, data []byte
	meta             format.ColumnMetaData
	err              error
}

// How pages are made. Codes, amounts and dates are packed into as few bits as
// they need, which leaves nothing to compress; texts are compressed.
var (
	compressor zstd.Codec
	deltas     = delta.BinaryPackedEncoding{} // amounts and dates are near their neighbours
	prefixed   = delta.ByteArrayEncoding{}    // vouchers and invoices begin as the ones before
	numbered   = rle.DictionaryEncoding{}
	levels     = rle.Encoding{BitWidth: 1}
)

// A pager makes chunks, and keeps the room that it needs between them.
type pager struct {
	codes   []uint32
	numbers []int32
	defined []uint8
	offsets []uint32
	body    []byte
	level   []byte
	pressed []byte
}

// chunk makes a column of the rows from one to before another. Its pages are
// those of the table.
func (p *pager) chunk(t *Table, column, from, to int) *chunk {
	element, f := &form().Schema[column+1], Field(column)
	c := &chunk{}
	c.meta.Type, c.meta.PathInSchema = element.Type.V, []string{element.Name}
	var d ordinals
	for at := from; at < to && c.err == nil; at += pageRows {
		end := min(at+pageRows, to)
		switch {
		case f == fieldCount:
			p.coded(c, &d, p.precision(t, at, end))
		case f == Date:
			p.dates(c, t.Days[at:end])
		case f == Amount:
			p.amounts(c, t.Ore[at:end])
		case f.Plain():
			p.texts(c, &t.plain[f].pages[at/pageRows])
		default:
			codes := grown(&p.codes, end-at)
			t.coded[f].Codes(codes, at)
			p.coded(c, &d, codes)
		}
	}
	switch {
	case c.err != nil:
	case f == fieldCount:
		p.dictionary(c, &d, []string{toTheDay, toTheMonth})
	case f.Coded():
		p.dictionary(c, &d, t.coded[f].Values())
	case f == Date:
		c.boundDates(t.Days[from:to])
	case f == Amount:
		c.boundAmounts(t.Ore[from:to])
	}
	return c
}

// grown gives room for n things.
func grown[T any](room *[]T, n int) []T {
	if cap(*room) < n {
		*room = make([]T, n)
	}
	*room = (*room)[:n]
	return *room
}

// ordinals are the numbers of values in the dictionary of a chunk, in the order in
// which they first come there.
type ordinals struct {
	known []int32  // by code of the table, plus one
	codes []uint32 // by number
}

// coded adds a page of codes.
func (p *pager) coded(c *chunk, d *ordinals, codes []uint32) {
	to := grown(&p.numbers, len(codes))
	for i, code := range codes {
		if int(code) >= len(d.known) {
			d.known = append(d.known, make([]int32, int(code)+1)...)
		}
		if d.known[code] == 0 {
			d.codes = append(d.codes, code)
			d.known[code] = int32(len(d.codes))
		}
		to[i] = d.known[code] - 1
	}
	p.body, c.err = numbered.EncodeInt32(p.body, to)
	p.page(c, numbered.Encoding(), len(codes), 0, false)
}

// precision gives codes for how exact dates are.
func (p *pager) precision(t *Table, from, to int) []uint32 {
	codes := grown(&p.codes, to-from)
	clear(codes)
	for i := range codes {
		if t.IsCoarse(from + i) {
			codes[i] = 1
		}
	}
	return codes
}

// dictionary puts the values before the pages that have their numbers.
func (p *pager) dictionary(c *chunk, d *ordinals, values []string) {
	p.body = p.body[:0]
	low, high := values[d.codes[0]], values[d.codes[0]]
	for _, code := range d.codes {
		v := values[code]
		low, high = min(low, v), max(high, v)
		p.body = append(binary.LittleEndian.AppendUint32(p.body, uint32(len(v))), v...)
	}
	c.bound([]byte(low), []byte(high))
	size := len(p.body)
	p.press(c)
	c.dictionary = c.add(c.dictionary, &format.PageHeader{Type: format.DictionaryPage,
		UncompressedPageSize: int32(size), CompressedPageSize: int32(len(p.body)),
		DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{
			NumValues: int32(len(d.codes)), Encoding: format.Plain}),
	}, format.Plain, p.body)
}

// dates adds a page of dates. Rows without one are not in it.
func (p *pager) dates(c *chunk, days []int32) {
	known, defined := grown(&p.numbers, len(days))[:0], grown(&p.defined, len(days))
	for i, day := range days {
		if defined[i] = 0; day != NoDay {
			defined[i] = 1
			known = append(known, day)
		}
	}
	if p.level, c.err = levels.EncodeLevels(p.level, defined); c.err != nil {
		return
	}
	p.body, c.err = deltas.EncodeInt32(p.body, known)
	p.page(c, deltas.Encoding(), len(days), len(days)-len(known), false)
	p.level = p.level[:0]
}

// amounts adds a page of amounts.
func (p *pager) amounts(c *chunk, ore []int64) {
	p.body, c.err = deltas.EncodeInt64(p.body, ore)
	p.page(c, deltas.Encoding(), len(ore), 0, false)
}

// texts adds a page of texts.
func (p *pager) texts(c *chunk, page *textPage) {
	offsets := grown(&p.offsets, len(page.ends)+1)
	copy(offsets[1:], page.ends)
	p.body, c.err = prefixed.EncodeByteArray(p.body, page.text, offsets)
	p.page(c, prefixed.Encoding(), len(page.ends), 0, true)
}

// page adds a page whose levels and body are made.
func (p *pager) page(c *chunk, e format.Encoding, rows, nulls int, press bool) {
	size := len(p.level) + len(p.body)
	if size > math.MaxInt32 {
		c.err = errors.New("ledger: the texts of a page take more than two gigabytes")
	}
	if c.err != nil {
		return
	}
	if press {
		p.press(c)
	}
	c.meta.NumValues += int64(rows)
	c.meta.Statistics.NullCount += int64(nulls)
	c.data = c.add(c.data, &format.PageHeader{Type: format.DataPageV2,
		UncompressedPageSize: int32(size), CompressedPageSize: int32(len(p.level) + len(p.body)),
		DataPageHeaderV2: thrift.New(format.DataPageHeaderV2{
			NumValues: int32(rows), NumRows: int32(rows), NumNulls: int32(nulls), Encoding: e,
			DefinitionLevelsByteLength: int32(len(p.level)), IsCompressed: thrift.New(press)}),
	}, e, p.level, p.body)
}

// press compresses the body of a page.
func (p *pager) press(c *chunk) {
	c.meta.Codec = format.Zstd
	p.pressed, c.err = compressor.Encode(p.pressed, p.body)
	p.body, p.pressed = p.pressed, p.body
}

// add adds a page with its head to others.
func (c *chunk) add(to []byte, head *format.PageHeader, e format.Encoding, parts ...[]byte) []byte {
	for _, part := range parts {
		head.CRC = int32(crc32.Update(uint32(head.CRC), crc32.IEEETable, part))
	}
	text, err := thrift.Marshal(new(thrift.CompactProtocol), head)
	c.err = cmp.Or(c.err, err)
	c.meta.TotalUncompressedSize += int64(len(text)) + int64(head.UncompressedPageSize)
	c.meta.TotalCompressedSize += int64(len(text)) + int64(head.CompressedPageSize)
	if !slices.Contains(c.meta.Encoding, e) {
		c.meta.Encoding = append(c.meta.Encoding, e)
	}
	to = append(to, text...)
	for _, part := range parts {
		to = append(to, part...)
	}
	return to
}

// bound says what the smallest and the largest value are. Numbers of vouchers
// and invoices go without: nobody looks for those between two others.
func (c *chunk) bound(low, high []byte) {
	c.meta.Statistics.MinValue, c.meta.Statistics.MaxValue = low, high
}

// boundDates says what the first and the last date are, if there is one.
func (c *chunk) boundDates(days []int32) {
	low, high := int32(math.MaxInt32), slices.Max(days)
	for _, day := range days {
		if day != NoDay {
			low = min(low, day)
		}
	}
	if high != NoDay {
		c.bound(binary.LittleEndian.AppendUint32(nil, uint32(low)),
			binary.LittleEndian.AppendUint32(nil, uint32(high)))
	}
}

// boundAmounts says what the smallest and the largest amount are.
func (c *chunk) boundAmounts(ore []int64) {
	low, high := uint64(slices.Min(ore)), uint64(slices.Max(ore))
	c.bound(binary.LittleEndian.AppendUint64(nil, low), binary.LittleEndian.AppendUint64(nil, high))
}
