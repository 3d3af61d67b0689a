package ledger

import "slices"

// pageRows is how many rows a page of a column holds. Columns grow by pages,
// so that a long column never has to be copied.
const pageRows = 1 << 16

// A Column is a text column: a dictionary of its different values, and the
// code of each row. Values that a row lacks have code 0, the empty text.
type Column struct {
	dictionary *dictionary
	pages      []codePage
	rows       int
	dropped    bool // all rows are empty
}

// A codePage holds the codes of up to pageRows rows in as few bytes as they
// need: none while all rows are alike, then one, two or four for each.
type codePage struct {
	rows   int
	same   uint32 // the code of all rows, where no slice is set
	narrow []uint8
	middle []uint16
	wide   []uint32
}

func newColumn() *Column { return &Column{dictionary: newDictionary()} }

// Len gives the number of rows.
func (c *Column) Len() int { return c.rows }

// Values gives the different values by code. The caller must not change them.
func (c *Column) Values() []string { return c.dictionary.values }

// Find gives the code of a value, and false where no row ever had it.
func (c *Column) Find(value string) (uint32, bool) { return c.dictionary.find(value) }

// Code gives the code of a row.
func (c *Column) Code(row int) uint32 {
	return c.pages[row/pageRows].code(row % pageRows)
}

// Value gives the text of a row.
func (c *Column) Value(row int) string { return c.dictionary.values[c.Code(row)] }

// Codes writes the codes of the rows from a row on into a buffer, and returns
// how many: as many as there are and fit. It is the fast way through a column.
func (c *Column) Codes(to []uint32, from int) int {
	done := 0
	for done < len(to) && from+done < c.rows {
		row := from + done
		done += c.pages[row/pageRows].codes(to[done:], row%pageRows)
	}
	return done
}

func (c *Column) add(text []byte) { c.addCode(c.codeOf(text)) }

// codeOf gives the code of a text, a new one where it is new. What is dropped
// keeps no text.
func (c *Column) codeOf(text []byte) uint32 {
	if c.dropped {
		return 0
	}
	return c.dictionary.code(text)
}

func (c *Column) addCode(code uint32) {
	if c.dropped {
		code = 0
	}
	if c.rows%pageRows == 0 {
		c.pages = append(c.pages, codePage{})
	}
	c.pages[len(c.pages)-1].add(code)
	c.rows++
}

// addSame adds rows that have the same code.
func (c *Column) addSame(code uint32, rows int) {
	for range rows {
		c.addCode(code)
	}
}

// addThrough adds a row for each of some numbers, whose codes are in a list.
func (c *Column) addThrough(numbers, codes []uint32) {
	var block [blockRows]uint32
	if c.dropped {
		c.addSame(0, len(numbers))
		return
	}
	for len(numbers) > 0 {
		n := min(len(numbers), len(block), pageRows-c.rows%pageRows)
		most, differ := uint32(0), uint32(0)
		for i, number := range numbers[:n] {
			code := codes[number]
			block[i] = code
			most = max(most, code)
			differ |= code ^ block[0]
		}
		if c.rows%pageRows == 0 {
			c.pages = append(c.pages, codePage{})
		}
		c.pages[len(c.pages)-1].addBlock(block[:n], most, differ == 0)
		c.rows += n
		numbers = numbers[n:]
	}
}

// forget takes away all rows and keeps the dictionary.
func (c *Column) forget() { c.pages, c.rows = nil, 0 }

func (p *codePage) code(i int) uint32 {
	switch {
	case p.narrow != nil:
		return uint32(p.narrow[i])
	case p.middle != nil:
		return uint32(p.middle[i])
	case p.wide != nil:
		return p.wide[i]
	}
	return p.same
}

func (p *codePage) codes(to []uint32, from int) int {
	n := min(len(to), p.rows-from)
	to = to[:n]
	switch {
	case p.narrow != nil:
		for i, v := range p.narrow[from : from+n] {
			to[i] = uint32(v)
		}
	case p.middle != nil:
		for i, v := range p.middle[from : from+n] {
			to[i] = uint32(v)
		}
	case p.wide != nil:
		copy(to, p.wide[from:])
	default:
		for i := range to {
			to[i] = p.same
		}
	}
	return n
}

func (p *codePage) add(code uint32) {
	switch {
	case p.narrow != nil && code < 1<<8:
		p.narrow = append(p.narrow, uint8(code))
	case p.middle != nil && code < 1<<16:
		p.middle = append(p.middle, uint16(code))
	case p.wide != nil:
		p.wide = append(p.wide, code)
	case p.narrow == nil && p.middle == nil && (p.rows == 0 || code == p.same):
		p.same = code
	default:
		p.widen(code)
		p.add(code)
		return
	}
	p.rows++
}

// addBlock adds codes of which the largest is known, and whether all are alike.
func (p *codePage) addBlock(codes []uint32, most uint32, alike bool) {
	coded := p.narrow != nil || p.middle != nil || p.wide != nil
	switch {
	case !coded && alike && (p.rows == 0 || codes[0] == p.same):
		p.same = codes[0]
	case !coded, p.narrow != nil && most >= 1<<8, p.middle != nil && most >= 1<<16:
		p.widen(most)
		p.addBlock(codes, most, alike)
		return
	case p.narrow != nil:
		p.narrow = appendCodes(p.narrow, codes)
	case p.middle != nil:
		p.middle = appendCodes(p.middle, codes)
	default:
		p.wide = append(p.wide, codes...)
	}
	p.rows += len(codes)
}

// appendCodes appends codes in fewer bytes.
func appendCodes[T uint8 | uint16](to []T, codes []uint32) []T {
	n := len(to)
	if n+len(codes) > cap(to) {
		to = append(make([]T, 0, min(max(4*n, n+len(codes)), pageRows)), to...)
	}
	to = to[:n+len(codes)]
	for i, code := range codes {
		to[n+i] = T(code)
	}
	return to
}

// widen makes room for a code that is unlike the others, or larger.
func (p *codePage) widen(code uint32) {
	old := *p
	room := min(max(2*p.rows, 1024), pageRows)
	largest := code
	for i := range old.rows {
		largest = max(largest, old.code(i))
		if old.narrow == nil && old.middle == nil { // all alike
			break
		}
	}
	*p = codePage{}
	switch {
	case largest < 1<<8:
		p.narrow = make([]uint8, 0, room)
	case largest < 1<<16:
		p.middle = make([]uint16, 0, room)
	default:
		p.wide = make([]uint32, 0, room)
	}
	for i := range old.rows {
		p.add(old.code(i))
	}
}

// A TextColumn keeps texts that differ in most rows, one after the other.
type TextColumn struct {
	pages    []textPage
	rows     int
	expected int  // how many rows there may come to be; room is made for as many
	dropped  bool // all rows are empty
}

// A textPage holds the texts of up to pageRows rows, and where each ends.
type textPage struct {
	text []byte
	ends []uint32
}

// Len gives the number of rows.
func (c *TextColumn) Len() int { return c.rows }

// Bytes gives the text of a row. The caller must not change it.
func (c *TextColumn) Bytes(row int) []byte {
	p, i := &c.pages[row/pageRows], row%pageRows
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.text[from:p.ends[i]:p.ends[i]]
}

// Value gives the text of a row.
func (c *TextColumn) Value(row int) string { return string(c.Bytes(row)) }

func (c *TextColumn) add(text []byte) {
	if c.dropped {
		text = nil
	}
	if c.rows%pageRows == 0 {
		c.pages = append(c.pages, c.newPage())
	}
	p := &c.pages[len(c.pages)-1]
	if room := cap(p.text) - len(p.text); room < max(len(text), 16) {
		p.widen(len(text), min(c.expected-c.rows, pageRows-len(p.ends)))
	}
	p.text = append(p.text, text...)
	p.ends = append(p.ends, uint32(len(p.text)))
	c.rows++
}

// addNumbers adds cells that stand in a text one after the other, as long as they
// are short numbers for which there is room, and tells how many.
func (c *TextColumn) addNumbers(s *standing, firsts []int32, cell int) (n int) {
	if c.rows%pageRows == 0 || c.dropped {
		return 0
	}
	p := &c.pages[len(c.pages)-1]
	text, ends := p.text, p.ends
	firsts = firsts[:min(len(firsts), pageRows-len(ends))]
	for ; n < len(firsts); n++ {
		at := int(firsts[n]) + cell
		b, to := unquoted(s.bytes[s.ends[at]+1:s.ends[at+1]]), text[len(text):cap(text)]
		if !isPlainNumber(b) || len(b) > 16 || len(to) < 16 || cap(b) < 16 {
			break
		}
		*(*[16]byte)(to) = *(*[16]byte)(b[:16]) // more than it is, in one step
		text = text[:len(text)+len(b)]
		ends = append(ends, uint32(len(text)))
	}
	p.text, p.ends, c.rows = text, ends, c.rows+n
	return n
}

// newPage makes a page, with room for as much text as the page before has.
func (c *TextColumn) newPage() (p textPage) {
	if n := len(c.pages); n > 0 {
		text := len(c.pages[n-1].text)
		p.text = make([]byte, 0, text+text/32)
	}
	p.ends = make([]uint32, 0, min(max(c.expected-c.rows, 16), pageRows))
	return p
}

// widen makes room for a text and for those of some rows after it, if they are
// as long as those before.
func (p *textPage) widen(text, rows int) {
	room := 1024
	if n := len(p.ends); n > 0 {
		room = max(len(p.text), (len(p.text)/n+1)*rows)
	}
	p.text = slices.Grow(p.text, text+room)
}

func (c *TextColumn) forget() { c.pages, c.rows = nil, 0 }
