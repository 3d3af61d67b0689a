package ledger

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// A run is coded columns whose cells stand side by side and mostly change
// together, such as a supplier and its number. The bytes of all its cells are
// looked up at once, so that each cell is taken apart only where the bytes are
// met for the first time.
//
// Rows are looked up in blocks, run by run, so that the waits for memory of many
// rows overlap.
type run struct {
	fields  []runField
	memo    *memo   // of the bytes of the cells
	noted   []int32 // by number in the memo: which notes the receipt makes of them, plus one
	notes   []runNotes
	block   []uint32 // numbers in the memo, of rows that wait
	guide   *run     // another run, which mostly decides this one
	guesses []uint32 // the number met last, by that of the guide
}

// A fieldNote is what the receipt notes about a field.
type fieldNote struct {
	field Field
	code  string
}

// runNotes are what the receipt notes about a run, and of how many rows it is
// still to be told: looking a note up for each would take as long as the row.
type runNotes struct {
	notes []fieldNote
	rows  int
}

// Rows that wait for their texts to be looked up: all of them stand in one text
// that stays where it is until its source says otherwise, or all are copies.
type waiting struct {
	standing
	copies standing
	lent   bool
	places []Place
	firsts []int32     // which end is before the first cell of each row
	parts  [][]byte    // cells that have been taken apart
	cutter *csvRecords // takes copies apart that lie side by side
}

// A standing is a text and where cells end in it.
type standing struct {
	bytes []byte
	ends  []int32
}

// A runField is a column of a run.
type runField struct {
	field  Field
	cell   int
	cut    bool // the cell is an account and its text,
	rest   bool // and this is the text
	column *Column
	codes  []uint32 // by number in the memo
}

// blockRows is how many rows wait to be looked up.
const blockRows = 256

// guides are the columns whose values mostly decide those of others: a
// supplier has one number. A guess is a comparison where finding a text in a
// large dictionary is a walk through memory.
var guides = map[Field]Field{SupplierID: Supplier, Contract: Supplier, Reason: Supplier,
	AccountText: Account, Activity: Account, BuyerID: Buyer, Municipality: Buyer}

func root(f Field) Field {
	if g, guided := guides[f]; guided {
		return g
	}
	return f
}

// runsOf makes runs of columns, those first that guide others.
func runsOf(fields []runField) []*run {
	slices.SortStableFunc(fields, func(x, y runField) int { return cmp.Compare(x.cell, y.cell) })
	var all []*run
	for i, f := range fields {
		f.codes = []uint32{0} // nothing is nothing in all columns
		if i == 0 || f.cell > fields[i-1].cell+1 || root(f.field) != root(fields[i-1].field) {
			all = append(all, &run{memo: newMemo(), noted: []int32{0}, block: make([]uint32, 0, blockRows)})
		}
		u := all[len(all)-1]
		u.fields = append(u.fields, f)
	}
	roots := map[Field]*run{}
	for _, u := range all {
		for _, f := range u.fields {
			if _, guided := guides[f.field]; !guided {
				roots[f.field] = u
			}
		}
	}
	for _, u := range all {
		if g := roots[root(u.fields[0].field)]; g != u {
			u.guide = g
		}
	}
	slices.SortStableFunc(all, func(x, y *run) int { return cmp.Compare(x.after(), y.after()) })
	return all
}

func (u *run) after() int {
	if u.guide != nil {
		return 1
	}
	return 0
}

// takes tells whether a row can wait with those that do.
func (w *waiting) takes(r *record) bool {
	switch {
	case len(w.places) == 0:
		return true
	case len(w.places) == blockRows || len(w.copies.bytes) >= readSize || w.lent != r.plain:
		return false
	}
	return !r.plain || &w.bytes[0] == &r.raw[0]
}

// add keeps a row.
func (w *waiting) add(r *record) {
	w.places = append(w.places, r.Place)
	if w.lent = r.plain; w.lent {
		w.firsts = append(w.firsts, int32(r.first))
		w.bytes, w.ends = r.raw, r.ends
		return
	}
	w.firsts = append(w.firsts, int32(len(w.copies.ends)))
	w.copies.add(r)
	w.standing = w.copies
}

// add copies a row.
func (s *standing) add(r *record) {
	if r.raw != nil {
		before, last := r.ends[r.first]+1, r.ends[r.last]
		for _, end := range r.ends[r.first : r.last+1] {
			s.ends = append(s.ends, end-before+int32(len(s.bytes)))
		}
		s.bytes = append(s.bytes, r.raw[before:last]...)
		return
	}
	s.ends = append(s.ends, int32(len(s.bytes)-1))
	for _, cell := range r.cells {
		s.bytes = join(s.bytes, cell)
		s.ends = append(s.ends, int32(len(s.bytes)-1))
	}
}

// forget is for rows that have been looked up.
func (w *waiting) forget() {
	w.places, w.firsts = w.places[:0], w.firsts[:0]
	w.copies.bytes, w.copies.ends = w.copies.bytes[:0], w.copies.ends[:0]
}

// join appends a cell that does not lie beside others in the file, after its
// length and before a byte that stands between cells. Text never begins with
// the first byte.
func join(to, cell []byte) []byte {
	to = append(binary.AppendUvarint(append(to, broken), uint64(len(cell))), cell...)
	return append(to, 0)
}

// cells takes the bytes of some cells apart, which stand after one of the ends.
func (w *waiting) cells(key []byte, before, n int) (cells [][]byte) {
	switch {
	case w.lent:
		w.parts = w.parts[:0]
		for at := before; at < before+n; at++ {
			w.parts = append(w.parts, unquoted(w.bytes[w.ends[at]+1:w.ends[at+1]]))
		}
		return w.parts
	case len(key) == 0:
		return [][]byte{nil}
	case key[0] != broken:
		return w.cutter.cut(key)
	}
	for len(key) > 0 {
		n, size := binary.Uvarint(key[1:])
		key = key[1+size:]
		cells, key = append(cells, key[:n]), key[min(int(n)+1, len(key)):]
	}
	return cells
}

// find gives each row that waits the number of its bytes, and learns those that
// are new.
func (u *run) find(a *assembler) {
	first, after := u.fields[0].cell, u.fields[len(u.fields)-1].cell+1
	text, ends, guide := a.bytes, a.ends, u.guided()
	u.block = u.block[:len(a.firsts)]
	for i, before := range a.firsts {
		key := text[ends[int(before)+first]+1 : ends[int(before)+after]]
		var number uint32 // a guess, to begin with
		if guide != nil {
			number = u.guesses[guide[i]]
		} else {
			number = u.memo.guess(key)
		}
		known := equal(key, u.memo.text(number))
		if !known {
			number, known = u.memo.number(key)
			if guide != nil {
				u.guesses[guide[i]] = number
			}
		}
		if !known {
			u.learn(a, a.cells(key, int(before)+first, after-first), a.places[i])
		} else if n := u.noted[number]; n > 0 {
			u.notes[n-1].rows++
		}
		u.block[i] = number
	}
}

// guided gives the numbers of the rows that wait in the run that mostly decides
// this one, and makes room for a guess for each number.
func (u *run) guided() []uint32 {
	if u.guide == nil {
		return nil
	}
	if lack := u.guide.memo.len() - len(u.guesses); lack > 0 {
		u.guesses = append(u.guesses, make([]uint32, lack)...)
	}
	return u.guide.block
}

// learn takes cells apart that are met for the first time.
func (u *run) learn(a *assembler, cells [][]byte, at Place) {
	first := u.fields[0].cell
	var notes []fieldNote
	var rest []byte // of an account
	for i := range u.fields {
		f := &u.fields[i]
		text, note := rest, ""
		if !f.rest {
			text, note = clean(f.field, cells[f.cell-first])
		}
		if note != "" {
			notes = append(notes, fieldNote{f.field, note})
			at.Column = a.columns[f.field] + 1
			a.receipt.note(note, at)
		}
		if f.cut {
			text, rest = cutAccount(text)
		}
		f.codes = append(f.codes, f.column.codeOf(text))
	}
	u.noted = append(u.noted, 0)
	if len(notes) > 0 {
		u.notes = append(u.notes, runNotes{notes: notes})
		u.noted[len(u.noted)-1] = int32(len(u.notes))
	}
}

// settle tells the receipt of the rows that its notes are still to be made of.
func (u *run) settle(r *Receipt) {
	for i := range u.notes {
		of := &u.notes[i]
		for _, n := range of.notes {
			r.noteAgain(n.code, of.rows)
		}
		of.rows = 0
	}
}

// flush writes the rows that wait to their columns, and starts anew where more
// runs are different than are remembered.
func (u *run) flush(r *Receipt) {
	for i := range u.fields {
		f := &u.fields[i]
		f.column.addThrough(u.block, f.codes)
	}
	if !u.memo.full() {
		return
	}
	u.settle(r)
	u.memo, u.noted, u.notes = newMemo(), u.noted[:1], nil
	for i := range u.fields {
		u.fields[i].codes = u.fields[i].codes[:1]
	}
	clear(u.guesses)
}
