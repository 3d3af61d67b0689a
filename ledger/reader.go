package ledger

import (
	"errors"
	"io"
	"slices"
)

// Options say how a file is to be read. The zero value reads any file.
type Options struct {
	Name string // of the file, for the receipt

	// Buyer and BuyerID are used where the file has no such columns.
	Buyer, BuyerID string

	// Progress is told now and then how many bytes of how many have been read.
	Progress func(done, total int64)

	// Sniffing is told the same of the look through the file that comes first.
	Sniffing func(done, total int64)
}

// A Reader reads rows from one file, whatever its format.
type Reader struct {
	assembler
	source  records
	above   []record // rows before those of the ledger, the names of columns among them
	waiting []record // read to decide on forms, and still to be given out
	row     record
	size    int64
	options Options
	done    bool
}

// sampled is how many rows are looked at to decide on the forms of dates and
// amounts.
const sampled = 2000

// Open begins to read a file. The error is *Unread where it is no ledger.
func Open(file io.ReaderAt, size int64, o Options) (*Reader, error) {
	source, err := openRecords(file, size, o)
	if err != nil {
		return nil, named(err, o.Name)
	}
	r := &Reader{source: source, size: size, options: o}
	r.receipt.Name, r.receipt.Bytes = o.Name, size
	if err := r.begin(); err != nil {
		return nil, errors.Join(named(err, o.Name), source.close())
	}
	return r, nil
}

// Read reads all of a file.
func Read(file io.ReaderAt, size int64, o Options) (*Table, *Receipt, error) {
	t := NewTable()
	receipt, err := ReadInto(t, file, size, o)
	return t, receipt, err
}

// ReadInto reads all of a file and adds its rows to a table.
func ReadInto(t *Table, file io.ReaderAt, size int64, o Options) (*Receipt, error) {
	r, err := Open(file, size, o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	t.reserve(r.expected())
	for {
		if _, err := r.Next(t, 1<<16); errors.Is(err, io.EOF) {
			return r.Receipt(), nil
		} else if err != nil {
			return nil, err
		}
	}
}

// expected tells how many rows the file may have, if all are as long as the
// first; 0 where that is not known.
func (r *Reader) expected() int {
	n := len(r.waiting)
	if n < sampled || r.waiting[0].Offset < 0 {
		return n
	}
	return int(r.size * int64(n) / max(r.waiting[n-1].Offset-r.waiting[0].Offset, int64(n)))
}

// named puts the name of the file into an error that has none.
func named(err error, name string) error {
	var unread *Unread
	if errors.As(err, &unread) && unread.Name == "" {
		unread.Name = name
	}
	return err
}

// begin finds the header and decides on the forms of dates and amounts.
func (r *Reader) begin() error {
	rows, head, err := findHeader(r.source)
	if err != nil {
		return err
	}
	if head.score == 0 {
		return &Unread{Reason: r.headerless(rows)}
	}
	if r.above = append(slices.Clip(head.above), head.record); head.Line > 0 { // keys of JSON have no line
		r.receipt.take("header", itoa(head.Line), "names")
	}
	for range head.above {
		r.receipt.note("above-header", Place{Line: 1})
	}
	if rows, err = r.sample(rows); err != nil {
		return err
	}
	switch source := r.source.(type) {
	case *workbookRecords:
		r.dates.base1904 = source.from1904
	case *csvRecords:
		r.cutter = newCSV(nil, source.separator)
		source.leave = r.flush
	}
	r.waiting = rows
	r.assembler.begin(&head, rows, r.options)
	return nil
}

// sample adds rows to those that have been read, until there are enough to
// decide on forms. Texts of plain rows are copied side by side.
func (r *Reader) sample(rows []record) ([]record, error) {
	room := min(r.size, readSize)
	texts := standing{make([]byte, 0, room), make([]int32, 0, room/8)}
	rows = slices.Grow(rows, int(min(r.size/128, sampled)))
	for row := (record{}); len(rows) < sampled; {
		if err := r.source.next(&row); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if !row.plain {
			rows = append(rows, row.clone())
			continue
		}
		kept := record{Place: row.Place, fault: row.fault, plain: true, first: len(texts.ends)}
		texts.add(&row)
		kept.last = len(texts.ends) - 1
		rows = append(rows, kept)
	}
	for i := range rows {
		if rows[i].plain {
			rows[i].raw, rows[i].ends = texts.bytes, texts.ends
		}
	}
	return rows, nil
}

// headerless tells why there is no header: of a file that says that it is
// UTF-8, names may be in another encoding.
func (r *Reader) headerless(rows []record) string {
	source, ok := r.source.(*csvRecords)
	if ok && source.name == UTF8 && source.mark > 0 && len(rows) > 0 && rows[0].fault == RejectEncoding {
		return "header-encoding"
	}
	return "no-header"
}

// Next adds up to most rows to a table and tells how many; io.EOF after the
// last row of the file.
func (r *Reader) Next(t *Table, most int) (int, error) {
	before := t.Len()
	if r.done {
		return 0, io.EOF
	}
	r.into(t)
	err := r.fill(t, before+most)
	r.flush()
	for _, u := range r.runs {
		u.settle(&r.receipt)
	}
	switch {
	case errors.Is(err, io.EOF):
		r.finish()
	case err == nil && r.options.Progress != nil:
		r.options.Progress(min(max(r.row.Offset, 0), r.size), r.size)
	}
	return t.Len() - before, err
}

// fill adds rows to a table until it has so many.
func (r *Reader) fill(t *Table, rows int) error {
	for t.Len() < rows {
		row, err := r.take()
		if err != nil {
			return err
		}
		if err := r.add(row); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) take() (*record, error) {
	if len(r.waiting) > 0 {
		row := &r.waiting[0]
		r.waiting = r.waiting[1:]
		return row, nil
	}
	return &r.row, r.source.next(&r.row)
}

// finish completes the receipt.
func (r *Reader) finish() {
	if r.done {
		return
	}
	r.done = true
	seen := r.receipt.Taken // the header, and the forms of dates and amounts
	r.receipt.Taken = nil
	r.source.describe(&r.receipt)
	r.receipt.Taken = append(r.receipt.Taken, seen...)
	r.receipt.Periods = r.calendar.periods()
	slices.SortStableFunc(r.receipt.Notes, func(x, y Note) int { return x.First.compare(y.First) })
}

// Receipt tells what became of the rows; it is complete when Next has given
// io.EOF. It does not keep the reader: one of many files has megabytes.
func (r *Reader) Receipt() *Receipt {
	receipt := r.receipt
	return &receipt
}

// Close lets go of what the reader holds.
func (r *Reader) Close() error { return r.source.close() }
