package ledger

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"sync"

	"github.com/parquet-go/parquet-go"
)

// parquetRow is the schema of the files that are published: the columns of the
// specification 1.1 under its names and in its order. What a row lacks is an
// empty text; only a date can be null. Amounts are decimals with two places,
// so that every program adds them up without loss. The last column tells how
// exact the date is: day or month.
type parquetRow struct {
	BuyerID      string `parquet:"kopare_id,dict,zstd"`
	Buyer        string `parquet:"kopare,dict,zstd"`
	Voucher      string `parquet:"verifikationsnummer,zstd"`
	Supplier     string `parquet:"leverantor,dict,zstd"`
	SupplierID   string `parquet:"leverantor_id,dict,zstd"`
	Account      string `parquet:"konto_nr,dict,zstd"`
	AccountText  string `parquet:"konto_text,dict,zstd"`
	Date         *int32 `parquet:"bokforingsdatum,optional,date,zstd"`
	Unit         string `parquet:"forvaltning,dict,zstd"`
	Invoice      string `parquet:"fakturanummer,zstd"`
	Amount       int64  `parquet:"nettobelopp,decimal(2:18),zstd"`
	Reason       string `parquet:"grund,dict,zstd"`
	Contract     string `parquet:"avtal,dict,zstd"`
	Municipality string `parquet:"kommun_id,dict,zstd"`
	Activity     string `parquet:"s_kod_nr,dict,zstd"`
	Precision    string `parquet:"datum_precision,dict,zstd"`
}

// How exact a date is.
const (
	toTheDay   = "day"
	toTheMonth = "month"
)

// rowsOfGroup is how many rows a row group has: enough for dictionaries to pay,
// and few enough for several to be made at once.
const rowsOfGroup = 1 << 17

// WriteParquet writes a table as Parquet. The same rows always make the same
// bytes. The facts (such as what the file is and which delivery it corrects)
// are kept in the file.
func WriteParquet(to io.Writer, t *Table, facts map[string]string) error {
	w := NewParquetWriter(to, facts)
	if err := w.Write(t); err != nil {
		return err
	}
	return w.Close()
}

// A ParquetWriter writes Parquet piece by piece, so that a ledger of any
// length can be written without being kept.
type ParquetWriter struct {
	w    *parquet.GenericWriter[parquetRow]
	rows int // of the row group
}

// NewParquetWriter begins a file.
func NewParquetWriter(to io.Writer, facts map[string]string) *ParquetWriter {
	options := []parquet.WriterOption{parquet.CreatedBy("insyn", "1", "ledger"), parquet.PageBufferSize(1 << 20),
		parquet.DataPageStatistics(false)} // the index of each column has them
	for _, key := range slices.Sorted(maps.Keys(facts)) {
		options = append(options, parquet.KeyValueMetadata(key, facts[key]))
	}
	return &ParquetWriter{w: parquet.NewGenericWriter[parquetRow](to, options...)}
}

// Write adds the rows of a table. Columns, and row groups that it fills by
// itself, are made on all processors, and stand in the file in their order.
func (w *ParquetWriter) Write(t *Table) error {
	for from := 0; from < t.Len(); {
		t.tell(from)
		if whole := (t.Len() - from) / rowsOfGroup; w.rows == 0 && whole > 0 {
			n := min(whole, runtime.GOMAXPROCS(0))
			if err := w.groups(t, from, n); err != nil {
				return err
			}
			from += n * rowsOfGroup
			continue
		}
		to := min(t.Len(), from+rowsOfGroup-w.rows)
		if err := part(w.w.ColumnWriters(), t, from, to); err != nil {
			return err
		}
		if w.rows += to - from; w.rows == rowsOfGroup {
			if err := errors.Join(flush(w.w.ColumnWriters()), w.w.Flush()); err != nil {
				return err
			}
			w.rows = 0
		}
		from = to
	}
	return nil
}

// groups writes n whole row groups at once.
func (w *ParquetWriter) groups(t *Table, from, n int) error {
	all, errs := make([]*parquet.ConcurrentRowGroupWriter, n), make([]error, n)
	var wait sync.WaitGroup
	for i := range all {
		all[i] = w.w.BeginRowGroup()
		wait.Go(func() {
			columns := all[i].ColumnWriters()
			errs[i] = part(columns, t, from+i*rowsOfGroup, from+(i+1)*rowsOfGroup)
			if errs[i] == nil {
				errs[i] = flush(columns)
			}
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, group := range all {
		if _, err := group.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// part adds the rows of a table from one to before another to a row group.
func part(columns []*parquet.ColumnWriter, t *Table, from, to int) error {
	return together(columns, func(i int, column *parquet.ColumnWriter) error {
		values, codes := make([]parquet.Value, block), make([]uint32, block)
		value := reader(t, i, codes)
		for at := from; at < to; {
			n := min(block, to-at)
			value(values[:n], at)
			if _, err := column.WriteRowValues(values[:n]); err != nil {
				return err
			}
			at += n
		}
		return nil
	})
}

// flush encodes what the columns of a row group hold.
func flush(columns []*parquet.ColumnWriter) error {
	return together(columns, func(_ int, column *parquet.ColumnWriter) error { return column.Flush() })
}

// together does something with all columns at once: each has its own room.
func together(columns []*parquet.ColumnWriter, do func(int, *parquet.ColumnWriter) error) error {
	errs := make([]error, len(columns))
	var wait sync.WaitGroup
	for i, column := range columns {
		wait.Go(func() { errs[i] = do(i, column) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// reader gives what fills in the values of a column from a row on.
func reader(t *Table, column int, codes []uint32) func(to []parquet.Value, from int) {
	f := Field(column)
	switch {
	case column == int(fieldCount):
		day := parquet.ByteArrayValue([]byte(toTheDay)).Level(0, 0, column)
		month := parquet.ByteArrayValue([]byte(toTheMonth)).Level(0, 0, column)
		return func(to []parquet.Value, from int) {
			for i := range to {
				if to[i] = day; t.IsCoarse(from + i) {
					to[i] = month
				}
			}
		}
	case f == Date:
		return func(to []parquet.Value, from int) {
			for i, day := range t.Days[from : from+len(to)] {
				if to[i] = parquet.Int32Value(day).Level(0, 1, column); day == NoDay {
					to[i] = parquet.NullValue().Level(0, 0, column)
				}
			}
		}
	case f == Amount:
		return func(to []parquet.Value, from int) {
			for i, ore := range t.Ore[from : from+len(to)] {
				to[i] = parquet.Int64Value(ore).Level(0, 0, column)
			}
		}
	case f.Plain():
		return func(to []parquet.Value, from int) {
			for i := range to {
				to[i] = parquet.ByteArrayValue(t.plain[f].Bytes(from+i)).Level(0, 0, column)
			}
		}
	}
	values := make([]parquet.Value, len(t.coded[f].Values()))
	for code, v := range t.coded[f].Values() {
		values[code] = parquet.ByteArrayValue([]byte(v)).Level(0, 0, column)
	}
	return func(to []parquet.Value, from int) {
		n := t.coded[f].Codes(codes[:len(to)], from)
		for i, code := range codes[:n] {
			to[i] = values[code]
		}
	}
}

// Close ends the file.
func (w *ParquetWriter) Close() error {
	return errors.Join(flush(w.w.ColumnWriters()), w.w.Close())
}

// IsParquet tells whether a file begins as Parquet does.
func IsParquet(file io.ReaderAt) bool {
	head := make([]byte, 4)
	_, err := file.ReadAt(head, 0)
	return err == nil && string(head) == "PAR1"
}

// ReadParquet reads a file that WriteParquet wrote, adds its rows to a table,
// and gives the facts kept in it.
func ReadParquet(t *Table, from io.ReaderAt, size int64) (map[string]string, error) {
	file, err := parquet.OpenFile(from, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	if want := parquet.SchemaOf(parquetRow{}); file.Schema().String() != want.String() {
		return nil, &Unread{Reason: "other-parquet"}
	}
	before := int64(t.Len())
	groups := file.RowGroups()
	for n := runtime.GOMAXPROCS(0); len(groups) > 0; groups = groups[min(n, len(groups)):] {
		if err := readGroups(t, groups[:min(n, len(groups))]); err != nil {
			return nil, err
		}
		if t.Progress != nil {
			t.Progress(int64(t.Len()), before+file.NumRows())
		}
	}
	facts := map[string]string{}
	for _, kv := range file.Metadata().KeyValueMetadata {
		facts[kv.Key] = kv.Value
	}
	return facts, nil
}

// readGroups reads row groups at once, and adds them to a table in their order.
func readGroups(t *Table, groups []parquet.RowGroup) error {
	parts, errs := make([]*Table, len(groups)), make([]error, len(groups))
	var wait sync.WaitGroup
	for i, group := range groups {
		parts[i] = NewTable()
		wait.Go(func() { errs[i] = readGroup(parts[i], group) })
	}
	wait.Wait()
	for i, part := range parts {
		if errs[i] != nil {
			return errs[i]
		}
		t.Append(part, nil)
	}
	return nil
}

// readGroup reads a row group, column by column. A group whose columns do not
// have the same number of rows is refused before anything is kept of it.
func readGroup(part *Table, group parquet.RowGroup) error {
	rows := int(group.NumRows())
	coarse := make([]bool, 0, min(rows, rowsOfGroup))
	for i, chunk := range group.ColumnChunks() {
		f := Field(i)
		if f.Coded() {
			if n, err := addCoded(chunk, part.coded[f]); err != nil || n != rows {
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
		n, err := eachValue(chunk, add)
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
func addCoded(chunk parquet.ColumnChunk, to *Column) (n int, err error) {
	var codes []uint32 // of the chunk's dictionary, plus one
	err = eachPage(chunk, func(page parquet.Page) error {
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
func eachValue(chunk parquet.ColumnChunk, add func(parquet.Value)) (n int, err error) {
	err = eachPage(chunk, func(page parquet.Page) error {
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

// eachPage gives every page of a column chunk.
func eachPage(chunk parquet.ColumnChunk, do func(parquet.Page) error) (err error) {
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
		if err := do(page); err != nil {
			return err
		}
		parquet.Release(page)
	}
}
