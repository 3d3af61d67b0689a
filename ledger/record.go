package ledger

// A record is a row of a file before anything is known about its columns.
// Cells are valid until the next record is read.
type record struct {
	Place
	cells [][]byte
	fault Reject // why it is no row; "" if it is one

	// Where all cells lie side by side in a text: the text, where cells end in
	// it, and which of these is before the first cell and which ends the last.
	// Between two cells is one byte.
	raw         []byte
	ends        []int32
	first, last int
	plain       bool // the cells are what stands there, some in quotation marks, and cells has none
}

// width tells how many cells a record has.
func (r *record) width() int {
	if r.plain {
		return r.last - r.first
	}
	return len(r.cells)
}

// cell gives a cell by its number, from 0.
func (r *record) cell(i int) []byte {
	if !r.plain {
		return r.cells[i]
	}
	i += r.first
	return unquoted(r.raw[r.ends[i]+1 : r.ends[i+1]])
}

// unquoted gives a cell that stands there without the marks around it.
func unquoted(cell []byte) []byte {
	if len(cell) > 1 && cell[0] == '"' {
		return cell[1 : len(cell)-1]
	}
	return cell
}

// clone copies the cells of a record, so that they can be kept.
func (r *record) clone() record {
	size := 0
	for i := range r.width() {
		size += len(r.cell(i))
	}
	kept := record{Place: r.Place, cells: make([][]byte, r.width()), fault: r.fault}
	room := make([]byte, 0, size)
	for i := range kept.cells {
		from := len(room)
		room = append(room, r.cell(i)...)
		kept.cells[i] = room[from:len(room):len(room)]
	}
	return kept
}

// empty tells whether no cell holds anything.
func (r *record) empty() bool {
	for i := range r.width() {
		if len(trim(r.cell(i))) > 0 {
			return false
		}
	}
	return true
}

// records are the rows of a file in one of the formats.
type records interface {
	// next reads a row into r; io.EOF after the last.
	next(r *record) error
	// describe tells what the file was taken for.
	describe(*Receipt)
	close() error
}

// trim takes spaces off both ends, no-break spaces too.
func trim(b []byte) []byte {
	if n := len(b); n > 0 && b[0] > ' ' && b[0] != 0xc2 && b[n-1] > ' ' && b[n-1] != 0xa0 {
		return b
	}
	return trimStart(b)
}

func trimStart(b []byte) []byte {
	for len(b) > 0 {
		switch c := b[0]; {
		case c <= ' ':
			b = b[1:]
		case c == 0xc2 && len(b) > 1 && b[1] == 0xa0:
			b = b[2:]
		default:
			return trimEnd(b)
		}
	}
	return b
}

func trimEnd(b []byte) []byte {
	for len(b) > 0 {
		switch c := b[len(b)-1]; {
		case c <= ' ':
			b = b[:len(b)-1]
		case c == 0xa0 && len(b) > 1 && b[len(b)-2] == 0xc2:
			b = b[:len(b)-2]
		default:
			return b
		}
	}
	return b
}

// none are the ways in which publishers write that there is nothing.
var none = map[string]bool{"-": true, "--": true, "–": true, "NULL": true, "null": true,
	"SAKNAS": true, "Saknas": true, "saknas": true, "N/A": true, "#N/A": true, "n/a": true,
	"Uppgift saknas": true, "uppgift saknas": true, "(tom)": true, "(tomt)": true}

// isNone tells whether a cell says that there is nothing.
func isNone(b []byte) bool {
	if len(b) > 14 {
		return false
	}
	switch b[0] {
	case '-', 'N', 'n', 'S', 's', 'U', 'u', '(', '#', 0xe2:
		return none[string(b)]
	}
	return false
}

// withheld tells whether a cell says that the publisher has taken something out.
func withheld(b []byte) bool {
	switch b[0] {
	case '*', '[':
		return string(b[:min(3, len(b))]) == "***" || b[0] == '[' && b[len(b)-1] == ']'
	case '0':
		return string(b) == "000000-0000" || string(b) == "0000000000"
	}
	return false
}
