package ledger

import (
	"errors"
	"io"
	"runtime"
	"sync"

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
	said, err := foot(from, size)
	if err != nil {
		return nil, err
	}
	if unfolds(said, size) {
		return nil, &Unread{Reason: "large-parquet"}
	}
	file, groups := &stored{ReaderAt: from, size: size}, said.RowGroups
	file.room.Store(unfolded(size))
	for n := runtime.GOMAXPROCS(0); len(groups) > 0; groups = groups[min(n, len(groups)):] {
		parts, err := file.groups(groups[:min(n, len(groups))])
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			if err := do(part, said.NumRows); err != nil {
				return nil, err
			}
		}
	}
	facts := map[string]string{}
	for _, kv := range said.KeyValueMetadata {
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
	alwaysPage  = 16 << 20 // likewise, of one page
	alwaysFoot  = 4 << 20  // likewise, of what it says of itself
	foldedTimes = 100      // how many bytes a byte of a larger file may come to
)

// unfolded is how many bytes the pages of a file, and then the texts in them,
// may come to.
func unfolded(size int64) int64 { return 4 * max(alwaysBytes, foldedTimes*size) }

// unfolds tells whether a file says of itself that it comes to more than a file
// of its size should: it is made to fill memory.
func unfolds(said *format.FileMetaData, size int64) bool {
	rows, bytes := int64(0), int64(0)
	for _, g := range said.RowGroups {
		rows += g.NumRows
		if g.NumRows > alwaysRows {
			return true
		}
		for _, c := range g.Columns {
			bytes += c.MetaData.TotalUncompressedSize
		}
	}
	return rows > max(alwaysRows, size) || bytes > max(alwaysBytes, foldedTimes*size)
}

// groups reads row groups at once, and gives them in their order.
func (s *stored) groups(said []format.RowGroup) ([]*Table, error) {
	parts, errs := make([]*Table, len(said)), make([]error, len(said))
	var wait sync.WaitGroup
	for i := range said {
		parts[i] = NewTable()
		wait.Go(func() { errs[i] = s.group(parts[i], &said[i]) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, damage(err)
		}
	}
	return parts, nil
}

// damage tells that a file is damaged, where that is why it was not read. A disk
// that fails says nothing of the file.
func damage(err error) error {
	for _, of := range []error{errPacked, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, of) {
			return &Unread{Reason: "broken-parquet"}
		}
	}
	return err
}

// group reads a row group, column by column. All columns must have as many
// rows as the group.
func (s *stored) group(part *Table, said *format.RowGroup) (err error) {
	defer undamaged(&err)
	rows := int(said.NumRows)
	precision := newColumn()
	for i := range said.Columns {
		l, err := s.leaves(&said.Columns[i].MetaData, rows)
		if err != nil {
			return err
		}
		read := 0
		if f := Field(i); f == fieldCount {
			err = l.coded(precision)
			read = precision.Len()
		} else {
			read, err = l.column(part, f)
		}
		if err != nil {
			return err
		}
		if read != rows {
			return errPacked
		}
	}
	part.setCoarse(precision)
	return nil
}

// column adds the chunk to a column of a table, and tells how many rows that has.
func (l *leafer) column(to *Table, f Field) (rows int, err error) {
	l.optional = f == Date
	switch {
	case f == Date:
		err = l.dates(&to.Days)
		return len(to.Days), err
	case f == Amount:
		err = l.amounts(&to.Ore)
		return len(to.Ore), err
	case f.Plain():
		err = l.each(func(p leaf) error { return l.texts(p, to.plain[f].add) })
		return to.plain[f].Len(), err
	}
	err = l.coded(to.coded[f])
	return to.coded[f].Len(), err
}

// setCoarse notes which dates are known to the month only.
func (t *Table) setCoarse(precision *Column) {
	month, some := precision.Find(toTheMonth)
	if !some {
		return
	}
	t.Coarse = make([]bool, t.Len())
	for row := range t.Coarse {
		t.Coarse[row] = precision.Code(row) == month
	}
}
