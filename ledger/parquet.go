package ledger

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// parquetRow is the schema of the files that are published: the columns of the
// specification 1.1 under its names and in its order. What a row lacks is an
// empty text; only a date can be null. Amounts are decimals with two places,
// so that every program adds them up without loss. The last column tells how
// exact the date is: day or month.
type parquetRow struct {
	BuyerID      string `parquet:"kopare_id"`
	Buyer        string `parquet:"kopare"`
	Voucher      string `parquet:"verifikationsnummer"`
	Supplier     string `parquet:"leverantor"`
	SupplierID   string `parquet:"leverantor_id"`
	Account      string `parquet:"konto_nr"`
	AccountText  string `parquet:"konto_text"`
	Date         *int32 `parquet:"bokforingsdatum,optional,date"`
	Unit         string `parquet:"forvaltning"`
	Invoice      string `parquet:"fakturanummer"`
	Amount       int64  `parquet:"nettobelopp,decimal(2:18)"`
	Reason       string `parquet:"grund"`
	Contract     string `parquet:"avtal"`
	Municipality string `parquet:"kommun_id"`
	Activity     string `parquet:"s_kod_nr"`
	Precision    string `parquet:"datum_precision"`
}

// How exact a date is.
const (
	toTheDay   = "day"
	toTheMonth = "month"
)

// IsParquet tells whether a file begins as Parquet does.
func IsParquet(file io.ReaderAt) bool {
	head := make([]byte, 4)
	_, err := file.ReadAt(head, 0)
	return err == nil && string(head) == "PAR1"
}

// ReadParquet reads a file that WriteParquet wrote, adds its rows to a table,
// and gives the facts kept in it.
func ReadParquet(t *Table, from io.ReaderAt, size int64) (map[string]string, error) {
	before := int64(t.Len())
	return EachParquet(from, size, func(part *Table, total int64) error {
		t.Append(part, nil)
		if t.Progress != nil {
			t.Progress(int64(t.Len()), before+total)
		}
		return nil
	})
}

// EachParquet reads a file that WriteParquet wrote a part at a time, so that one
// of any length takes little memory. It hands over the rows of each part, with
// how many the file has in all, and gives the facts kept in it.
func EachParquet(from io.ReaderAt, size int64, do func(part *Table, total int64) error) (
	map[string]string, error) {
	file, err := parquet.OpenFile(from, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	if want := parquet.SchemaOf(parquetRow{}); file.Schema().String() != want.String() {
		return nil, &Unread{Reason: "other-parquet"}
	}
	if unfolds(file.Metadata(), size) {
		return nil, &Unread{Reason: "large-parquet"}
	}
	groups := file.RowGroups()
	for n := runtime.GOMAXPROCS(0); len(groups) > 0; groups = groups[min(n, len(groups)):] {
		parts, err := readGroups(groups[:min(n, len(groups))])
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			if err := do(part, file.NumRows()); err != nil {
				return nil, err
			}
		}
	}
	facts := map[string]string{}
	for _, kv := range file.Metadata().KeyValueMetadata {
		facts[kv.Key] = kv.Value
	}
	return facts, nil
}

// What a file may unfold to. Rows of a ledger take about twenty bytes in a file
// and unfold to four times that; of rows that are all alike a hundred million
// fit into a hundred kilobytes.
const (
	alwaysRows  = 1 << 20  // that every file may have; else no more than it has bytes
	alwaysBytes = 64 << 20 // likewise, of pages
	foldedTimes = 100      // how many bytes a byte of a larger file may come to
)

// unfolds tells whether a file says of itself that it comes to more than a file
// of its size should: it is made to fill memory.
func unfolds(said *format.FileMetaData, size int64) bool {
	rows, bytes := int64(0), int64(0)
	for _, g := range said.RowGroups {
		rows += g.NumRows
		for _, c := range g.Columns {
			bytes += c.MetaData.TotalUncompressedSize
		}
	}
	return rows > max(alwaysRows, size) || bytes > max(alwaysBytes, foldedTimes*size)
}

// readGroups reads row groups at once, and gives them in their order.
func readGroups(groups []parquet.RowGroup) ([]*Table, error) {
	parts, errs := make([]*Table, len(groups)), make([]error, len(groups))
	var wait sync.WaitGroup
	for i, group := range groups {
		parts[i] = NewTable()
		wait.Go(func() { errs[i] = readGroup(parts[i], group) })
	}
	wait.Wait()
	return parts, errors.Join(errs...)
}

// readGroup reads a row group, column by column. A group whose columns do not
// have the same number of rows is refused before anything is kept of it.
func readGroup(part *Table, group parquet.RowGroup) error {
	rows := int(group.NumRows())
	coarse := make([]bool, 0, min(rows, rowsOfGroup))
	for i, chunk := range group.ColumnChunks() {
		f := Field(i)
		if f.Coded() {
			if n, err := addCoded(chunk, rows, part.coded[f]); err != nil || n != rows {
				return &Unread{Reason: "broken-parquet"}
			}
			continue
		}
		add := func(v parquet.Value) {
			switch {
			case i == int(fieldCount):
				coarse = append(coarse, string(v.ByteArray()) == toTheMonth)
			case f == Date && v.IsNull():
				part.Days = append(part.Days, NoDay)
			case f == Date:
				part.Days = append(part.Days, v.Int32())
			case f == Amount:
				part.Ore = append(part.Ore, v.Int64())
			default:
				part.plain[f].add(v.ByteArray())
			}
		}
		n, err := eachValue(chunk, rows, add)
		if err != nil || n != rows {
			return &Unread{Reason: "broken-parquet"}
		}
	}
	for row, c := range coarse {
		if c {
			if part.Coarse == nil {
				part.Coarse = make([]bool, rows)
			}
			part.Coarse[row] = true
		}
	}
	return nil
}

// addCoded adds the values of a column chunk to a coded column, and tells how
// many there are. A value of the chunk's dictionary is looked up once, when a
// row first has it, so that codes are those of reading the rows one by one.
func addCoded(chunk parquet.ColumnChunk, rows int, to *Column) (n int, err error) {
	var codes []uint32 // of the chunk's dictionary, plus one
	err = eachPage(chunk, rows, func(page parquet.Page) error {
		dictionary := page.Dictionary()
		if dictionary == nil {
			return values(page, func(v parquet.Value) { to.add(v.ByteArray()); n++ })
		}
		if codes == nil {
			codes = make([]uint32, dictionary.Len())
		}
		data := page.Data()
		for _, at := range data.Int32() {
			if at < 0 || int(at) >= len(codes) {
				return errors.New("ledger: a row has no value in the dictionary")
			}
			if codes[at] == 0 {
				codes[at] = to.dictionary.code(dictionary.Index(at).ByteArray()) + 1
			}
			to.addCode(codes[at] - 1)
			n++
		}
		return nil
	})
	return n, err
}

// eachValue gives every value of a column chunk and tells how many there are.
func eachValue(chunk parquet.ColumnChunk, rows int, add func(parquet.Value)) (n int, err error) {
	err = eachPage(chunk, rows, func(page parquet.Page) error {
		return values(page, func(v parquet.Value) { add(v); n++ })
	})
	return n, err
}

// values gives every value of a page.
func values(page parquet.Page, add func(parquet.Value)) error {
	reader, buffer := page.Values(), make([]parquet.Value, block)
	for {
		k, err := reader.ReadValues(buffer)
		for _, v := range buffer[:k] {
			add(v)
		}
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// eachPage gives every page of a column chunk, while they have no more values
// than there are rows.
func eachPage(chunk parquet.ColumnChunk, rows int, do func(parquet.Page) error) (err error) {
	defer func() { // the library panics on some files that are damaged
		if r := recover(); r != nil {
			err = fmt.Errorf("ledger: the column cannot be read: %v", r)
		}
	}()
	pages := chunk.Pages()
	defer pages.Close()
	for {
		page, err := pages.ReadPage()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if rows -= int(page.NumValues()); rows < 0 {
			return errors.New("ledger: a column has more values than there are rows")
		}
		if err := do(page); err != nil {
			return err
		}
		parquet.Release(page)
	}
}
