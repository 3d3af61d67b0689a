package ledger

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

// workbookRecords are the rows of the sheets of a workbook that have the same
// header.
type workbookRecords struct {
	book     *excelize.File
	rows     *excelize.Rows
	sheets   []string // still to be read
	header   []string
	used     int
	parts    *soundness
	passed   int // sheets without the header
	waiting  []record
	line     int
	from1904 bool
}

// openWorkbook opens a workbook (.xlsx). What it may unpack to is bounded by
// its own size: workbooks are ten or twenty times as large inside, bombs a
// thousand times. The XML reader knows no entities.
func openWorkbook(file io.ReaderAt, size int64) (from records, err error) {
	defer misread(&err)
	if size > mostInMemory {
		return nil, &Unread{Reason: "too-large", Detail: itoa(mostInMemory >> 20)}
	}
	limit := min(1<<30, 32<<20+60*size)
	book, err := excelize.OpenReader(io.NewSectionReader(file, 0, size),
		excelize.Options{UnzipSizeLimit: limit, UnzipXMLSizeLimit: min(limit, 64<<20), RawCellValue: true})
	if err != nil {
		return nil, &Unread{Reason: "broken-workbook"}
	}
	w := &workbookRecords{book: book, sheets: book.GetSheetList(), parts: checkParts(file, size)}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		w.from1904 = *props.Date1904
	}
	return w, nil
}

// misread makes the panic of a library of a workbook an error: one that is made
// to be misread must not take the process down with it.
func misread(err *error) {
	if recover() != nil { // what it says may be of the file
		*err = &Unread{Reason: "broken-workbook"}
	}
}

func (w *workbookRecords) close() (err error) {
	defer misread(&err)
	w.parts.stop()
	if w.rows != nil {
		_ = w.rows.Close()
	}
	return w.book.Close()
}

func (w *workbookRecords) describe(r *Receipt) {
	r.take("format", "xlsx", "content")
	r.take("sheets", itoa(w.used), "same-header")
	if w.from1904 {
		r.take("day-zero", "1904", "workbook")
	}
	if w.passed > 0 {
		r.Notes = append(r.Notes, Note{Code: "sheet-passed", Count: w.passed})
	}
}

// next gives the rows of one sheet after the other.
func (w *workbookRecords) next(r *record) (err error) {
	defer misread(&err)
	for len(w.waiting) == 0 {
		if w.rows == nil {
			if err := w.open(); err != nil {
				return err
			}
			continue
		}
		cells, err := w.cells()
		if err == nil {
			w.waiting = append(w.waiting, w.record(cells))
		} else if !errors.Is(err, io.EOF) {
			return err
		}
	}
	*r = w.waiting[0]
	w.waiting = w.waiting[1:]
	return nil
}

// cells gives the next row of the sheet that is open, and closes it at its end.
func (w *workbookRecords) cells() ([]string, error) {
	for w.rows.Next() {
		w.line++
		cells, err := w.rows.Columns(excelize.Options{RawCellValue: true})
		switch {
		case err != nil:
			return nil, &Unread{Reason: "broken-workbook"}
		case len(cells) > mostColumns:
			return nil, &Unread{Reason: "too-wide"}
		case len(cells) > 0:
			return cells, nil
		}
	}
	err := w.rows.Error()
	_ = w.rows.Close()
	w.rows = nil
	if err != nil {
		return nil, &Unread{Reason: "broken-workbook"}
	}
	return nil, io.EOF
}

// open opens the next sheet and reads down to its header. Of the first sheet
// that has one the header is given out, of the others it is passed over.
func (w *workbookRecords) open() error {
	if len(w.sheets) == 0 {
		return cmp.Or(w.parts.wait(), io.EOF)
	}
	rows, err := w.book.Rows(w.sheets[0])
	w.sheets = w.sheets[1:]
	if err != nil {
		return &Unread{Reason: "broken-workbook"}
	}
	w.rows, w.line = rows, 0
	var above []record
	for len(above) < headerRows {
		cells, err := w.cells()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		r := w.record(cells)
		switch {
		case w.header == nil && asHeader(r.cells).score > 0:
			w.header, w.used = cells, 1
			w.waiting = append(above, r)
			return nil
		case w.header != nil && slices.Equal(w.header, cells):
			w.used++
			return nil
		}
		above = append(above, r)
	}
	w.passed++
	if w.rows != nil {
		_ = w.rows.Close()
		w.rows = nil
	}
	return nil
}

// record makes a record of cells; those that a workbook leaves out at the end
// of a row are empty.
func (w *workbookRecords) record(cells []string) record {
	r := record{Place: Place{Line: w.line, Offset: -1}}
	for _, c := range cells {
		r.cells = append(r.cells, []byte(c))
	}
	for len(r.cells) < len(w.header) {
		r.cells = append(r.cells, nil)
	}
	return r
}
