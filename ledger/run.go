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
// Rows are looked up in blocks. A look-up is a walk through memory; those of
// many rows, one step of all before the next step of any, walk side by side.
type run struct {
	fields []runField
	memo   *dictionary // of the bytes of the cells
	noted  []int32     // by code of the memo: which notes the receipt makes of them, plus one
	notes  []runNotes
	block  []uint32 // codes of the memo, of rows that wait

	guide   *run     // another run, which mostly decides this one
	guesses []uint32 // the code met last, by code of the guide's memo, else by sketch
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

// Rows that wait for their texts to be looked up.
type waiting struct {
	rows   []waitingRow
	places []Place
	texts  []byte // copies of what does not stay where it is
	ends   []int32
	cutter *csvRecords // takes cells apart that lie side by side
}

// A waitingRow is a text and where in it cells end, after the end of what is
// before the first.
type waitingRow struct {
	text []byte
	ends []int32
}

// key has the bytes of all cells of a run.
func (w *waitingRow) key(first, last int) []byte { return w.text[w.ends[first]+1 : w.ends[last+1]] }

// A runField is a column of a run.
type runField struct {
	field  Field
	cell   int
	cut    bool // the cell is an account and its text,
	rest   bool // and this is the text
	column *Column
	codes  []uint32 // by code of the memo
}

const (
	blockRows = 256     // how many rows wait to be looked up
	mostMemo  = 1 << 17 // how many different runs are remembered
)

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
			all = append(all, &run{memo: newDictionary(), noted: []int32{0}})
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

// add keeps a row. What its source has found by stops stays where it is until
// the source says that it will not.
func (w *waiting) add(r *record) {
	w.places = append(w.places, r.Place)
	if r.plain {
		w.rows = append(w.rows, waitingRow{r.raw, r.ends})
		return
	}
	from, at := len(w.texts), len(w.ends)
	if r.raw != nil {
		before := r.ends[0] + 1
		w.texts = append(w.texts, r.raw[before:r.ends[len(r.ends)-1]]...)
		for _, end := range r.ends {
			w.ends = append(w.ends, end-before)
		}
	} else {
		w.ends = append(w.ends, -1)
		for _, c := range r.cells {
			w.texts = join(w.texts, c)
			w.ends = append(w.ends, int32(len(w.texts)-from-1))
		}
	}
	w.rows = append(w.rows, waitingRow{w.texts[from:], w.ends[at:]})
}

// forget is for rows that have been looked up.
func (w *waiting) forget() {
	w.rows, w.places, w.texts, w.ends = w.rows[:0], w.places[:0], w.texts[:0], w.ends[:0]
}

// join appends a cell that does not lie beside others in the file, after its
// length and before a byte that stands between cells. Text never begins with
// the first byte.
func join(to, cell []byte) []byte {
	to = append(binary.AppendUvarint(append(to, broken), uint64(len(cell))), cell...)
	return append(to, 0)
}

// cells takes the bytes of cells apart.
func (w *waiting) cells(key []byte) (cells [][]byte) {
	switch {
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

// span gives the first and the last cell.
func (u *run) span() (first, last int) { return u.fields[0].cell, u.fields[len(u.fields)-1].cell }

// find gives each row that waits the code of its bytes, and learns those that
// are new.
func (u *run) find(a *assembler) {
	var at [blockRows]uint32 // which guess is to be compared with the bytes
	u.guess(a.rows, at[:len(a.rows)])
	first, last := u.span()
	for i := range a.rows {
		key, code := a.rows[i].key(first, last), u.guesses[at[i]]
		if !equal(key, u.memo.values[code]) {
			code = u.memo.code(key)
			u.guesses[at[i]] = code
		}
		if int(code) == len(u.noted) {
			u.learn(a, key, a.places[i])
		} else if n := u.noted[code]; n > 0 {
			u.notes[n-1].rows++
		}
		u.block = append(u.block, code)
	}
}

// guess finds where a guess stands for each row that waits. There is room for
// those of all codes of the guide, and for four times as many sketches as there
// are codes here: then most have a place of their own.
func (u *run) guess(rows []waitingRow, to []uint32) {
	if u.guide != nil {
		if lack := len(u.guide.memo.values) - len(u.guesses); lack > 0 {
			u.guesses = append(u.guesses, make([]uint32, lack+len(u.guesses))...)
		}
		copy(to, u.guide.block)
		return
	}
	if 4*len(u.memo.values) > len(u.guesses) && len(u.guesses) < 4*mostMemo {
		u.guesses = make([]uint32, max(1<<12, 4*len(u.guesses)))
		for code, text := range u.memo.values {
			u.guesses[sketch([]byte(text))&uint64(len(u.guesses)-1)] = uint32(code)
		}
	}
	mask := uint64(len(u.guesses) - 1)
	first, last := u.span()
	for i := range rows {
		to[i] = uint32(sketch(rows[i].key(first, last)) & mask)
	}
}

// learn takes cells apart that are met for the first time.
func (u *run) learn(a *assembler, key []byte, at Place) {
	cells, first := a.cells(key), u.fields[0].cell
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
		f.codes = append(f.codes, f.column.dictionary.code(text))
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

// flush writes the rows that wait to their columns.
func (u *run) flush() {
	for i := range u.fields {
		f := &u.fields[i]
		f.column.addThrough(u.block, f.codes)
	}
	u.block = u.block[:0]
}

// forget starts anew where more runs are different than can be remembered.
func (u *run) forget() {
	if len(u.noted) <= mostMemo {
		return
	}
	u.memo, u.noted = newDictionary(), u.noted[:1]
	u.notes = nil
	for i := range u.fields {
		u.fields[i].codes = u.fields[i].codes[:1]
	}
	clear(u.guesses)
}
