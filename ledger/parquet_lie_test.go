package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// spoilt writes a file of some rows of which somebody has changed a column.
func spoilt(t testing.TB, f Field, spoil func(*chunk)) []byte {
	t.Helper()
	data, _ := generated(t, GenerateOptions{Rows: 20, Seed: 4})
	table, _ := read(t, data)
	var room pager
	var file bytes.Buffer
	w := NewParquetWriter(&file, nil)
	var chunks []*chunk
	for i := range int(fieldCount) + 1 {
		c := room.chunk(table, i, 0, table.Len())
		if chunks = append(chunks, c); i == int(f) {
			spoil(c)
			c.meta.TotalCompressedSize = int64(len(c.dictionary) + len(c.data))
		}
	}
	w.group(chunks)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// lying writes one of which the first page of a column is changed, or its
// dictionary: what its head says, and its bytes.
func lying(t testing.TB, f Field, dictionary bool, lie func(*format.PageHeader, []byte) []byte) []byte {
	t.Helper()
	return spoilt(t, f, func(c *chunk) {
		page := &c.data
		if dictionary {
			page = &c.dictionary
		}
		head, reader := new(format.PageHeader), compact.NewReaderFromBytes(*page)
		if err := thrift.NewDecoder(reader).Decode(head); err != nil {
			t.Fatal(err)
		}
		body := lie(head, (*page)[reader.BytesRead():])
		head.CRC = 0
		text, err := thrift.Marshal(&compact, head)
		if err != nil {
			t.Fatal(err)
		}
		*page = append(text, body...)
	})
}

// refused holds that a file is refused for a reason, and that little room is
// made for it.
func refused(t *testing.T, what string, file []byte, reason string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := ReadParquet(NewTable(), bytes.NewReader(file), int64(len(file)))
	runtime.ReadMemStats(&after)
	var unread *Unread
	if !errors.As(err, &unread) || unread.Reason != reason {
		t.Errorf("%s: %v, want %s", what, err, reason)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
		t.Errorf("%s: %d bytes are taken for %d", what, took, len(file))
	}
}

// Whatever the head of a page says, no more room is made than its bytes can
// come to, and the file is refused.
func TestPagesThatLieTakeNoRoom(t *testing.T) {
	huge := int32(math.MaxInt32)
	zeros, err := compressor.Encode(nil, make([]byte, 64<<20))
	if err != nil {
		t.Fatal(err)
	}
	broken := "broken-parquet"
	for what, row := range map[string]struct {
		field      Field
		dictionary bool
		reason     string
		lie        func(*format.PageHeader, []byte) []byte
	}{
		"unpacked size": {Voucher, false, "large-parquet", func(h *format.PageHeader, b []byte) []byte {
			h.UncompressedPageSize = 200 << 20
			return b
		}},
		"size": {Voucher, false, broken, func(h *format.PageHeader, b []byte) []byte {
			h.CompressedPageSize = huge
			return b
		}},
		"values": {Amount, false, broken, func(h *format.PageHeader, b []byte) []byte {
			h.DataPageHeaderV2.V.NumValues = huge
			return b
		}},
		"values below nothing": {Date, false, broken, func(h *format.PageHeader, b []byte) []byte {
			h.DataPageHeaderV2.V.NumNulls = huge
			return b
		}},
		"levels": {Date, false, broken, func(h *format.PageHeader, b []byte) []byte {
			h.DataPageHeaderV2.V.DefinitionLevelsByteLength = huge
			return b
		}},
		"a dictionary": {Supplier, true, broken, func(h *format.PageHeader, b []byte) []byte {
			h.DictionaryPageHeader.V.NumValues = huge
			return b
		}},
		"what is compressed": {Invoice, false, broken, func(h *format.PageHeader, _ []byte) []byte {
			h.CompressedPageSize = int32(len(zeros))
			return zeros
		}},
		"an early end": {Invoice, false, broken, func(h *format.PageHeader, b []byte) []byte {
			h.CompressedPageSize /= 2
			return b[:len(b)/2]
		}},
		"numbers": {Account, false, broken, func(_ *format.PageHeader, b []byte) []byte {
			b[0] = 33
			return b
		}},
		"a number without a value": {Account, false, broken, func(h *format.PageHeader, _ []byte) []byte {
			h.CompressedPageSize, h.UncompressedPageSize = 4, 4
			return []byte{8, 40, 255, 0}
		}},
	} {
		refused(t, what, lying(t, row.field, row.dictionary, row.lie), row.reason)
	}
}

// A text that begins as the one before takes a byte, however long it is.
func TestTextsThatUnfoldAreRefused(t *testing.T) {
	const rows, long = 20, 60 << 20
	befores, lengths := make([]int32, rows), make([]int32, rows)
	lengths[0] = long / 1000
	for i := 1; i < rows; i++ {
		befores[i] = long
	}
	refused(t, "texts", lying(t, Voucher, false, func(h *format.PageHeader, _ []byte) []byte {
		body, _ := deltas.EncodeInt32(nil, befores)
		more, _ := deltas.EncodeInt32(nil, lengths)
		body = append(append(body, more...), strings.Repeat("1", long/1000)...)
		h.UncompressedPageSize, h.CompressedPageSize = int32(len(body)), int32(len(body))
		h.DataPageHeaderV2.V.IsCompressed = thrift.New(false)
		return body
	}), "large-parquet")
	refused(t, "a value", spoilt(t, Voucher, func(c *chunk) {
		value := append(binary.LittleEndian.AppendUint32(nil, long/4), strings.Repeat("1", long/4)...)
		packed, err := compressor.Encode(nil, value)
		if err != nil {
			t.Fatal(err)
		}
		c.dictionary = c.add(nil, &format.PageHeader{Type: format.DictionaryPage,
			UncompressedPageSize: int32(len(value)), CompressedPageSize: int32(len(packed)),
			DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{NumValues: 1}),
		}, format.Plain, packed)
		run := []byte{0, rows << 1}
		c.data = c.add(nil, &format.PageHeader{Type: format.DataPageV2,
			UncompressedPageSize: int32(len(run)), CompressedPageSize: int32(len(run)),
			DataPageHeaderV2: thrift.New(format.DataPageHeaderV2{NumValues: rows, NumRows: rows,
				Encoding: format.RLEDictionary, IsCompressed: thrift.New(false)}),
		}, format.RLEDictionary, run)
	}), "large-parquet")
}

// A column in which every row has a value is refused where it says it lacks some.
func TestNullsThatLieAreRefused(t *testing.T) {
	for _, f := range []Field{Voucher, Supplier, Amount, fieldCount} {
		refused(t, "one of "+f.String(), lying(t, f, false, func(h *format.PageHeader, b []byte) []byte {
			h.DataPageHeaderV2.V.NumNulls = 1
			return b
		}), "broken-parquet")
		refused(t, "all of "+f.String(), lying(t, f, false, func(h *format.PageHeader, b []byte) []byte {
			h.DataPageHeaderV2.V.NumNulls, h.DataPageHeaderV2.V.Encoding = 20, format.Plain
			return b
		}), "broken-parquet")
	}
}

// Numbers of values are those of one dictionary.
func TestASecondDictionaryIsALie(t *testing.T) {
	refused(t, "two", spoilt(t, Supplier, func(c *chunk) {
		c.dictionary = bytes.Repeat(c.dictionary, 2)
	}), "broken-parquet")
}

// errDisk is that a disk fails.
var errDisk = errors.New("the disk fails")

// A failing disk can be read so many times.
type failing struct {
	io.ReaderAt
	times int
}

func (f *failing) ReadAt(to []byte, at int64) (int, error) {
	if f.times--; f.times < 0 {
		return 0, errDisk
	}
	return f.ReaderAt.ReadAt(to, at)
}

// A disk that fails, wherever in the file, does not make the file a damaged one.
func TestParquetOnAFailingDiskIsNotCalledBroken(t *testing.T) {
	file := spoilt(t, Voucher, func(*chunk) {})
	for times := range int(fieldCount) + 4 { // three of the foot, and one of each column
		from := &failing{bytes.NewReader(file), times}
		if _, err := ReadParquet(NewTable(), from, int64(len(file))); !errors.Is(err, errDisk) {
			t.Errorf("after %d times: %v", times, err)
		}
	}
}

// What a file says of itself is not believed further than it is long.
func TestFeetThatLieTakeNoRoom(t *testing.T) {
	feet := map[string]string{"nothing": "", "no end": "\x15", "a list": "\x15\x02\x49\xfc\xff\xff\xff\xff\x07",
		"a list of nothing": "\x49\xfc\xff\xff\xff\x07" + strings.Repeat("\x00", 1000), "a text": "\x18\xff\xff\xff\xff\x07",
		"depth": strings.Repeat("\x1c", 1000), "a map": "\x1b\xff\xff\xff\xff\x07\x88", "no fields": "\x00"}
	for what, text := range feet {
		for _, end := range []string{magic, "PARE"} {
			file := []byte(magic + text)
			file = append(binary.LittleEndian.AppendUint32(file, uint32(len(text))), end...)
			refused(t, what+" "+end, file, "broken-parquet")
		}
	}
	long := append([]byte(magic+"1234"), "\xff\xff\xff\xff"+magic...)
	refused(t, "length", long, "broken-parquet")
}

// Files that the library wrote, as it did before this package made the columns,
// are read as our own are.
func TestEarlierParquetIsRead(t *testing.T) {
	type parquetRow struct {
		BuyerID      string `parquet:"kopare_id,dict,zstd"`
		Buyer        string `parquet:"kopare,dict,zstd"`
		Voucher      string `parquet:"verifikationsnummer,zstd"`
		Supplier     string `parquet:"leverantor,dict,zstd"`
		SupplierID   string `parquet:"leverantor_id,dict,zstd"`
		Account      string `parquet:"konto_nr,plain,zstd"`
		AccountText  string `parquet:"konto_text,dict,zstd"`
		Date         *int32 `parquet:"bokforingsdatum,optional,date,zstd"`
		Unit         string `parquet:"forvaltning,dict,zstd"`
		Invoice      string `parquet:"fakturanummer,zstd,delta"`
		Amount       int64  `parquet:"nettobelopp,decimal(2:18),zstd"`
		Reason       string `parquet:"grund,dict,zstd"`
		Contract     string `parquet:"avtal,dict,zstd"`
		Municipality string `parquet:"kommun_id,dict,zstd"`
		Activity     string `parquet:"s_kod_nr,dict,zstd"`
		Precision    string `parquet:"datum_precision,dict,zstd"`
	}
	data, _ := generated(t, GenerateOptions{Rows: 3000, Seed: 8, Dialect: "umea"})
	table, _ := read(t, data)
	table.Days[5] = NoDay
	var file bytes.Buffer
	w := parquet.NewGenericWriter[parquetRow](&file, parquet.PageBufferSize(8<<10))
	for row := range table.Len() {
		text := func(f Field) string { return table.Text(row, f) }
		r := parquetRow{text(BuyerID), text(Buyer), text(Voucher), text(Supplier), text(SupplierID), text(Account),
			text(AccountText), &table.Days[row], text(Unit), text(Invoice), table.Ore[row], text(Reason), text(Contract),
			text(Municipality), text(Activity), toTheDay}
		if table.IsCoarse(row) {
			r.Precision = toTheMonth
		}
		if table.Days[row] == NoDay {
			r.Date = nil
		}
		if _, err := w.Write([]parquetRow{r}); err != nil {
			t.Fatal(err)
		}
		if row == 1000 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again := NewTable()
	if _, err := ReadParquet(again, bytes.NewReader(file.Bytes()), int64(file.Len())); err != nil {
		t.Fatal(err)
	}
	for row := range table.Len() {
		for _, f := range Fields() {
			if table.Text(row, f) != again.Text(row, f) {
				t.Fatalf("row %d, %s: %q became %q", row, f, table.Text(row, f), again.Text(row, f))
			}
		}
	}
}

// FuzzReadParquet reads arbitrary bytes: nothing may panic, and what is read
// has a value for each row in each column.
func FuzzReadParquet(f *testing.F) {
	same := func(_ *format.PageHeader, b []byte) []byte { return b }
	for _, column := range []Field{Voucher, Supplier, Date, Amount} {
		f.Add(lying(f, column, false, same))
	}
	f.Add(lying(f, Account, true, same))
	f.Fuzz(func(t *testing.T, data []byte) {
		table := NewTable()
		if _, err := ReadParquet(table, bytes.NewReader(data), int64(len(data))); err != nil {
			return
		}
		for _, field := range Fields() {
			if n := table.Len(); n > 0 {
				_ = table.Text(n-1, field)
			}
		}
	})
}
