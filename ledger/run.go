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
type run struct {
	fields []runField
	memo   *dictionary // of the bytes of the cells
	noted  []bool      // by code of the memo: whether the receipt notes something about them
	block  []uint32    // codes of the memo, of rows whose columns still lack them
	joined []byte      // the bytes of cells that do not lie side by side

	guide   *run     // another run, which mostly decides this one
	guesses []uint32 // by code of the guide's memo: the code here when it was met last
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
	blockRows = 256     // how many rows wait to be written to their columns
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
			all = append(all, &run{memo: newDictionary(), noted: []bool{false}})
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

// add adds the texts of a row.
func (u *run) add(a *assembler, r *record) {
	code := u.find(u.key(r))
	switch {
	case int(code) == len(u.noted):
		u.learn(a, r)
	case u.noted[code]:
		u.noteAgain(a, r)
	}
	u.block = append(u.block, code)
}

// noteAgain notes what the receipt has noted about these bytes before.
func (u *run) noteAgain(a *assembler, r *record) {
	for _, f := range u.fields {
		if !f.rest {
			a.text(r, f.field, f.cell)
		}
	}
}

// key gives the bytes of the cells: as they lie in the file or, where they do
// not, each after its length. Text never begins with the byte before these.
func (u *run) key(r *record) []byte {
	first, last := u.fields[0].cell, u.fields[len(u.fields)-1].cell
	if r.raw != nil {
		return r.raw[r.starts[first] : r.starts[last+1]-1]
	}
	u.joined = append(u.joined[:0], broken)
	for _, c := range r.cells[first : last+1] {
		u.joined = append(binary.AppendUvarint(u.joined, uint64(len(c))), c...)
	}
	return u.joined
}

// find gives the code of the bytes, a new one where they are new. It guesses
// by the guide, which has its row already.
func (u *run) find(key []byte) uint32 {
	if u.guide == nil {
		return u.memo.code(key)
	}
	by := int(u.guide.memo.last)
	if by >= len(u.guesses) {
		u.guesses = append(u.guesses, make([]uint32, max(by+1, 2*len(u.guesses))-len(u.guesses))...)
	}
	if guess := u.guesses[by]; u.memo.values[guess] == string(key) {
		return guess
	}
	u.guesses[by] = u.memo.code(key)
	return u.guesses[by]
}

// learn takes cells apart that are met for the first time.
func (u *run) learn(a *assembler, r *record) {
	before := a.receipt.noted()
	var rest []byte // of an account
	for i := range u.fields {
		f := &u.fields[i]
		text := rest
		if !f.rest {
			text = a.text(r, f.field, f.cell)
		}
		if f.cut {
			text, rest = cutAccount(text)
		}
		f.codes = append(f.codes, f.column.dictionary.code(text))
	}
	u.noted = append(u.noted, a.receipt.noted() > before)
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
	for i := range u.fields {
		u.fields[i].codes = u.fields[i].codes[:1]
	}
	clear(u.guesses)
}
