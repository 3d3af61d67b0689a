package ledger

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// rowsOfGroup is how many rows a row group has: enough for dictionaries to pay,
// and few enough for several to be made at once. It is two pages of a column.
const rowsOfGroup = 2 * pageRows

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
//
// The library that reads these files would write them too, but from values: it
// looks each of them up in a dictionary of its own and compares it with the
// smallest and the largest. A Table has done the first, and the second is asked
// of each different value, so the writer makes the columns itself. Form and
// encodings are the library's.
type ParquetWriter struct {
	to   io.Writer
	at   int64
	file format.FileMetaData
	err  error
}

// magic begins and ends a file.
const magic = "PAR1"

// NewParquetWriter begins a file.
func NewParquetWriter(to io.Writer, facts map[string]string) *ParquetWriter {
	w := &ParquetWriter{to: to, file: form()}
	for _, key := range slices.Sorted(maps.Keys(facts)) {
		fact := format.KeyValue{Key: key, Value: facts[key]}
		w.file.KeyValueMetadata = append(w.file.KeyValueMetadata, fact)
	}
	w.write([]byte(magic))
	return w
}

// form is what a file without rows says of itself: the schema, and who made it.
var form = sync.OnceValue(func() format.FileMetaData {
	var empty bytes.Buffer
	w := parquet.NewGenericWriter[parquetRow](&empty, parquet.CreatedBy("insyn", "1", "ledger"))
	err := w.Close()
	file, other := parquet.OpenFile(bytes.NewReader(empty.Bytes()), int64(empty.Len()))
	if err = errors.Join(err, other); err != nil {
		panic(err) // the schema is a part of the program
	}
	said := *file.Metadata()
	said.RowGroups, said.KeyValueMetadata = nil, nil // each file has its own
	return said
})

// Write adds the rows of a table, in row groups of their own. Columns are made
// on all processors, and stand in the file in their order.
func (w *ParquetWriter) Write(t *Table) error {
	for from := 0; from < t.Len() && w.err == nil; {
		t.tell(from)
		to := min(t.Len(), from+runtime.GOMAXPROCS(0)*rowsOfGroup)
		w.groups(t, from, to)
		from = to
	}
	t.tell(t.Len())
	return w.err
}

// groups writes the row groups of the rows from one to before another.
func (w *ParquetWriter) groups(t *Table, from, to int) {
	columns := int(fieldCount) + 1
	chunks := make([]*chunk, (to-from+rowsOfGroup-1)/rowsOfGroup*columns)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(chunks)) {
		wait.Go(func() {
			var room pager
			for i := next.Add(1) - 1; i < int64(len(chunks)); i = next.Add(1) - 1 {
				first := from + int(i)/columns*rowsOfGroup
				chunks[i] = room.chunk(t, int(i)%columns, first, min(first+rowsOfGroup, to))
			}
		})
	}
	wait.Wait()
	for len(chunks) > 0 {
		w.group(chunks[:columns])
		chunks = chunks[columns:]
	}
}

// group writes a row group.
func (w *ParquetWriter) group(chunks []*chunk) {
	group := format.RowGroup{FileOffset: w.at, NumRows: chunks[0].meta.NumValues,
		Ordinal: int16(len(w.file.RowGroups))}
	for _, c := range chunks {
		w.err = cmp.Or(w.err, c.err)
		c.meta.DataPageOffset = w.at + int64(len(c.dictionary))
		if len(c.dictionary) > 0 {
			c.meta.DictionaryPageOffset = w.at
		}
		w.write(c.dictionary)
		w.write(c.data)
		group.TotalByteSize += c.meta.TotalUncompressedSize
		group.TotalCompressedSize += c.meta.TotalCompressedSize
		group.Columns = append(group.Columns, format.ColumnChunk{MetaData: c.meta})
	}
	w.file.NumRows += group.NumRows
	w.file.RowGroups = append(w.file.RowGroups, group)
}

// write writes where nothing has failed.
func (w *ParquetWriter) write(b []byte) {
	if w.err == nil {
		var n int
		n, w.err = w.to.Write(b)
		w.at += int64(n)
	}
}

// Close ends the file.
func (w *ParquetWriter) Close() error {
	foot, err := thrift.Marshal(new(thrift.CompactProtocol), &w.file)
	w.err = cmp.Or(w.err, err)
	w.write(append(binary.LittleEndian.AppendUint32(foot, uint32(len(foot))), magic...))
	return w.err
}
