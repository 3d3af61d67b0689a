package ledger

// A record is a row of a file before anything is known about its columns.
// Cells are valid until the next record is read.
type record struct {
	Place
	cells [][]byte
	fault Reject // why it is no row; "" if it is one

	// Where all cells lie side by side: the bytes of the row, where each cell
	// starts, and one start more after the last. Between two cells is one byte.
	raw    []byte
	starts []int
}

// clone copies the cells of a record, so that they can be kept.
func (r *record) clone() record {
	size := 0
	for _, c := range r.cells {
		size += len(c)
	}
	kept := record{Place: r.Place, cells: make([][]byte, len(r.cells)), fault: r.fault}
	room := make([]byte, 0, size)
	for i, c := range r.cells {
		from := len(room)
		room = append(room, c...)
		kept.cells[i] = room[from:len(room):len(room)]
	}
	return kept
}

// empty tells whether no cell holds anything.
func (r *record) empty() bool {
	for _, c := range r.cells {
		if len(trim(c)) > 0 {
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
