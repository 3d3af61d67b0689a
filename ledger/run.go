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
	noted  []bool      // by code of the memo: whether the receipt notes something about them,
	notes  map[uint32][]fieldNote
	keys   []span   // where the bytes are, of rows that wait
	block  []uint32 // their codes of the memo

	guide   *run     // another run, which mostly decides this one
	guesses []uint32 // by code of the guide's memo: the code here when it was met last
}

// A span is where a text lies in a longer one.
type span struct{ from, to int }

// A fieldNote is what the receipt notes about a field.
type fieldNote struct {
	field Field
	code  string
}

// Rows that wait for their texts to be looked up.
type waiting struct {
	lines  []byte // their bytes
	places []Place
	cutter *csvRecords // takes cells apart that lie side by side
}

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
			all = append(all, &run{memo: newDictionary(), noted: []bool{false},
				notes: map[uint32][]fieldNote{}})
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

// add keeps the bytes of a row for its runs.
func (w *waiting) add(r *record, runs []*run) {
	from := len(w.lines)
	if r.raw != nil {
		w.lines = append(w.lines, r.raw[:r.starts[len(r.starts)-1]-1]...)
	}
	for _, u := range runs {
		first, last := u.fields[0].cell, u.fields[len(u.fields)-1].cell
		if r.raw != nil {
			u.keys = append(u.keys, span{from + r.starts[first], from + r.starts[last+1] - 1})
			continue
		}
		before := len(w.lines)
		w.lines = join(w.lines, r.cells[first:last+1])
		u.keys = append(u.keys, span{before, len(w.lines)})
	}
	w.places = append(w.places, r.Place)
}

// join appends cells that do not lie side by side in the file, each after its
// length. Text never begins with the byte before these.
func join(to []byte, cells [][]byte) []byte {
	to = append(to, broken)
	for _, c := range cells {
		to = append(binary.AppendUvarint(to, uint64(len(c))), c...)
	}
	return to
}

// cells takes the bytes of cells apart.
func (w *waiting) cells(key []byte) (cells [][]byte) {
	switch {
	case len(key) == 0:
		return [][]byte{nil}
	case key[0] != broken:
		return w.cutter.cut(key)
	}
	for key = key[1:]; len(key) > 0; {
		n, size := binary.Uvarint(key)
		key = key[size:]
		cells, key = append(cells, key[:n]), key[n:]
	}
	return cells
}

// find gives each row that waits the code of its bytes, and learns those that
// are new.
func (u *run) find(a *assembler) {
	var guesses [blockRows]uint32
	u.guess(a.lines, guesses[:])
	for i, s := range u.keys {
		key, code := a.lines[s.from:s.to], guesses[i]
		if u.memo.values[code] != string(key) {
			code = u.memo.code(key)
			if u.guide != nil {
				u.guesses[u.guide.block[i]] = code
			}
		}
		if int(code) == len(u.noted) {
			u.learn(a, key, a.places[i])
		} else if u.noted[code] {
			u.note(a, code, a.places[i])
		}
		u.block = append(u.block, code)
	}
}

// guess finds codes that are to be compared with the bytes: by the guide,
// whose rows are found already, or by their hash.
func (u *run) guess(lines []byte, to []uint32) {
	if u.guide != nil {
		if lack := len(u.guide.memo.values) - len(u.guesses); lack > 0 {
			u.guesses = append(u.guesses, make([]uint32, lack+len(u.guesses))...)
		}
		for i, by := range u.guide.block {
			to[i] = u.guesses[by]
		}
		return
	}
	var before []byte
	for i, s := range u.keys {
		key := lines[s.from:s.to]
		if i > 0 && string(key) == string(before) { // neighbours are often alike
			to[i] = to[i-1]
		} else {
			to[i] = u.memo.guess(key)
		}
		before = key
	}
}

// learn takes cells apart that are met for the first time.
func (u *run) learn(a *assembler, key []byte, at Place) {
	code, cells := uint32(len(u.noted)), a.cells(key)
	first := u.fields[0].cell
	var rest []byte // of an account
	for i := range u.fields {
		f := &u.fields[i]
		text, note := rest, ""
		if !f.rest {
			text, note = clean(f.field, cells[f.cell-first])
		}
		if note != "" {
			u.notes[code] = append(u.notes[code], fieldNote{f.field, note})
		}
		if f.cut {
			text, rest = cutAccount(text)
		}
		f.codes = append(f.codes, f.column.dictionary.code(text))
	}
	u.noted = append(u.noted, u.notes[code] != nil)
	u.note(a, code, at)
}

// note notes what the receipt notes about a code.
func (u *run) note(a *assembler, code uint32, at Place) {
	for _, n := range u.notes[code] {
		at.Column = a.columns[n.field] + 1
		a.receipt.note(n.code, at)
	}
}

// flush writes the rows that wait to their columns.
func (u *run) flush() {
	for i := range u.fields {
		f := &u.fields[i]
		f.column.addThrough(u.block, f.codes)
	}
	u.keys, u.block = u.keys[:0], u.block[:0]
}

// forget starts anew where more runs are different than can be remembered.
func (u *run) forget() {
	if len(u.noted) <= mostMemo {
		return
	}
	u.memo, u.noted = newDictionary(), u.noted[:1]
	clear(u.notes)
	for i := range u.fields {
		u.fields[i].codes = u.fields[i].codes[:1]
	}
	clear(u.guesses)
}
