package ledger

import (
	"errors"
	"io"
)

// A FileProof is what is known of a file that is to go out as it is.
type FileProof struct {
	Name   string  `json:"name"`
	Left   int     `json:"left"`   // places that have a personal number
	Places []Place `json:"places"` // the first hundred of them
	Unread int     `json:"unread"` // lines, and sheets of a workbook, whose text cannot be taken apart
}

// Proven tells whether everything was read and nothing is left.
func (p *FileProof) Proven() bool { return p.Left == 0 && p.Unread == 0 }

// ProveFile looks for personal numbers in everything that a file holds. A
// table lacks what is no ledger: the lines above the column names, columns that
// are left out and lines that are refused. Here they count.
func ProveFile(file io.ReaderAt, size int64, o Options) (*FileProof, error) {
	r, err := Open(file, size, o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p := &FileProof{Name: o.Name}
	for i := range r.above {
		p.look(&r.above[i], func(int, []byte) bool { return false })
	}
	r.watch = func(row *record) { p.look(row, r.isNumber) }
	t := NewTable()
	for err == nil {
		_, err = r.Next(t, 1<<13) // few, for each takes long
		t.Clear()
	}
	if !errors.Is(err, io.EOF) {
		return nil, err
	}
	p.Unread += r.Receipt().NoteCount("sheet-passed")
	return p, nil
}

// look looks at the cells of a row, but for those that are numbers of their own.
func (p *FileProof) look(r *record, isNumber func(column int, cell []byte) bool) {
	if r.fault != "" {
		p.Unread++
		return
	}
	for i := range r.width() {
		cell := r.cell(i)
		if !ProveText(string(cell)) || isNumber(i, cell) {
			continue
		}
		if p.Left++; len(p.Places) < mostRemains {
			at := r.Place
			at.Column = i + 1
			p.Places = append(p.Places, at)
		}
	}
}

// isNumber tells whether a cell is an amount or a date, and can be read as one:
// ten digits of kronor are no person.
func (a *assembler) isNumber(column int, cell []byte) (ok bool) {
	switch column {
	case a.columns[Amount]:
		_, _, ok = readAmount(trim(cell), a.mark)
	case a.columns[Date]:
		_, _, form := a.dates.read(trim(cell))
		ok = form != ""
	}
	return ok
}
