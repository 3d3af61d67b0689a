package ledger

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A Finding is something in a file that the specification does not want, or
// that should not be published. It never shows the name of a supplier, and
// what it shows has been through Redact.
type Finding struct {
	Code    string  `json:"code"`
	Error   bool    `json:"error"` // the specification forbids it; else it is advice
	Field   Field   `json:"field"`
	Count   int     `json:"count"`
	Places  []Place `json:"places"`            // the first of them
	Value   string  `json:"value,omitempty"`   // what stands at the first
	Instead string  `json:"instead,omitempty"` // what to write there
}

// mostPlaces is how many places of a finding are listed.
const mostPlaces = 20

// A sort of finding.
type sort struct{ isError, shown bool }

// findings are the codes. What is not an error of the specification is advice.
var findings = map[string]sort{
	"encoding": {false, true}, "line-end": {false, true}, "decimal-comma": {false, false}, "date-form": {false, true},
	"header-name": {true, true}, "header-older": {false, true}, "header-unknown": {false, true},
	"header-missing": {true, false}, "with-tax": {true, true},
	"rejected": {true, false}, "rounded": {false, false}, "empty": {true, false},
	"check-digit": {true, true}, "person": {true, false}, "internal-number": {true, true},
	"number-form": {false, true}, "person-in-text": {true, false}, "address-in-text": {true, false},
	"account-form": {true, true}, "municipality-form": {true, true},
	"spaces": {false, false}, "zero": {true, false}, "lost-letter": {true, false}, "double-encoded": {false, false}, "formula": {false, false},
}

// FindingCodes lists every code that a check can give.
func FindingCodes() []string {
	var all []string
	for code := range findings {
		all = append(all, code)
	}
	slices.Sort(all)
	return all
}

// A Checked is what a check comes to.
type Checked struct {
	Receipt  *Receipt  `json:"receipt"`
	Findings []Finding `json:"findings"`
}

// Errors counts the sorts of findings that the specification forbids.
func (c *Checked) Errors() (n int) {
	for _, f := range c.Findings {
		if f.Error {
			n++
		}
	}
	return n
}

// Check holds a file against the national specification 1.1, and gives its
// rows as well.
func Check(file io.ReaderAt, size int64, o Options) (*Table, *Checked, error) {
	r, err := Open(file, size, o)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	c := &checker{r: r, found: map[string]*Finding{}}
	c.headings()
	r.watch = c.row
	t := NewTable()
	for err == nil {
		_, err = r.Next(t, 1<<13) // few, for each takes long
	}
	if err != io.EOF {
		return nil, nil, err
	}
	c.whole()
	return t, &Checked{r.Receipt(), c.list()}, nil
}

// A checker gathers findings.
type checker struct {
	r     *Reader
	found map[string]*Finding
	order []string
}

// note notes a finding. Values of suppliers' names are not shown.
func (c *checker) note(code string, f Field, at Place, value, instead string) {
	key := code + "\x00" + f.String() + "\x00"
	if f == NoField || code == "rejected" {
		key += value
	}
	x := c.found[key]
	if x == nil {
		s := findings[code]
		x = &Finding{Code: code, Error: s.isError, Field: f, Instead: instead}
		if s.shown || code == "rejected" {
			x.Value, _ = Redact(value)
		}
		c.found[key] = x
		c.order = append(c.order, key)
	}
	x.Count++
	if len(x.Places) < mostPlaces {
		x.Places = append(x.Places, at)
	}
}

// list gives the findings, errors first, in the order in which they were met.
func (c *checker) list() []Finding {
	all := []Finding{}
	for _, key := range c.order {
		all = append(all, *c.found[key])
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		switch {
		case a.Error == b.Error:
			return 0
		case a.Error:
			return -1
		}
		return 1
	})
	return all
}

// headings checks the names of columns.
func (c *checker) headings() {
	has := map[Field]bool{}
	line := c.headerLine()
	for _, h := range c.r.receipt.Headings {
		has[h.Field] = true
		at := Place{Line: line, Column: h.Column, Offset: -1}
		switch h.Why {
		case WhyVariant:
			c.note("header-name", h.Field, at, h.Name, h.Field.String())
		case WhyOlder:
			c.note("header-older", h.Field, at, h.Name, h.Field.String())
		case "with-tax":
			c.note("with-tax", h.Field, at, h.Name, h.Field.String())
		case "unknown", "second":
			if h.Name != "" {
				c.note("header-unknown", NoField, at, h.Name, "")
			}
		}
	}
	for _, f := range Fields() {
		if f.Mandatory() && !has[f] {
			c.note("header-missing", f, Place{Line: line, Offset: -1}, "", f.String())
		}
	}
}

// headerLine gives the line that has the names of the columns: the first where
// the file has no such line.
func (c *checker) headerLine() int {
	for _, t := range c.r.receipt.Taken {
		if line, err := strconv.Atoi(t.As); t.What == "header" && err == nil {
			return line
		}
	}
	return 1
}

// whole checks what the receipt tells of the file as a whole.
func (c *checker) whole() {
	start := Place{Line: 1}
	for _, t := range c.r.receipt.Taken {
		switch {
		case t.What == "encoding" && t.As != UTF8:
			c.note("encoding", NoField, start, t.As, UTF8)
		case t.What == "line-end" && strings.Contains(t.As, "cr") && t.As != "crlf":
			c.note("line-end", NoField, start, strings.ToUpper(t.As), "LF")
		case t.What == "decimal" && t.As != "point":
			c.note("decimal-comma", Amount, start, "", "1234.50")
		case t.What == "date" && t.As != formISO && t.As != "":
			c.note("date-form", Date, start, t.As, formISO)
		}
	}
	for _, x := range c.r.receipt.Rejections {
		c.note("rejected", NoField, x.Place, string(x.Reason), "")
	}
	for _, n := range c.r.receipt.Notes {
		if n.Code == "rounded" {
			for range n.Count {
				c.note("rounded", Amount, n.First, "", "")
			}
		}
	}
}

// row checks a row.
func (c *checker) row(r *record) {
	if r.fault != "" || r.width() < c.r.width || r.empty() {
		return
	}
	if visible(string(c.r.cell(r, Amount))) == c.r.names[c.r.columns[Amount]] {
		return // the header again
	}
	for f := range fieldCount {
		i := c.r.columns[f]
		if i < 0 {
			continue
		}
		raw := r.cell(i)
		cell := trim(raw)
		if bytes.IndexByte(raw, 0) >= 0 {
			c.note("zero", f, c.r.at(r, f), "", "")
		} else if len(cell) != len(raw) {
			c.note("spaces", f, c.r.at(r, f), "", "")
		}
		if len(cell) == 0 || isNone(cell) {
			if f.Mandatory() && f != Amount { // a row without an amount is refused
				c.note("empty", f, c.r.at(r, f), "", "")
			}
			continue
		}
		if f != Amount && f != Date {
			c.text(r, f, string(cell))
		}
	}
}

// text checks the text of a cell.
func (c *checker) text(r *record, f Field, text string) {
	at := c.r.at(r, f)
	switch f {
	case SupplierID, BuyerID:
		c.number(at, f, text)
	case Account:
		if !c.r.split && !digits([]byte(text)) {
			c.note("account-form", f, at, text, "")
		}
	case Municipality:
		if len(text) != 4 || !digits([]byte(text)) {
			c.note("municipality-form", f, at, text, "")
		}
	}
	if f != SupplierID {
		for _, x := range Personal(text) {
			if x.What == FoundAddress {
				c.note("address-in-text", f, at, "", "")
			} else {
				c.note("person-in-text", f, at, "", "")
			}
		}
	}
	switch {
	case strings.ContainsRune(text, '\ufffd'):
		c.note("lost-letter", f, at, "", "")
	case strings.Contains(text, "Ã¥"), strings.Contains(text, "Ã¤"), strings.Contains(text, "Ã¶"):
		c.note("double-encoded", f, at, "", "")
	case isFormula(text):
		c.note("formula", f, at, "", "")
	}
}

// number checks the number of a buyer or supplier.
func (c *checker) number(at Place, f Field, text string) {
	id := Identify(text)
	switch id.Kind {
	case Person, Coordination, PersonLike:
		c.note("person", f, at, "", "")
	case Misspelt:
		c.note("check-digit", f, at, text, "")
	case Internal:
		c.note("internal-number", f, at, text, "")
	case Organisation:
		if text != id.String() {
			c.note("number-form", f, at, text, id.String())
		}
	}
}

// Correct gives a table whose organisation numbers are all written 556036-0793,
// and whose texts have no zero characters. With WriteCSV it makes a copy of a
// file in the form of the specification.
func Correct(t *Table) *Table {
	out := NewTable()
	out.Ore, out.Days, out.Coarse = slices.Clone(t.Ore), slices.Clone(t.Days), slices.Clone(t.Coarse)
	for i, f := range Fields() {
		switch {
		case f.Coded():
			out.coded[f] = corrected(t.coded[f], f)
		case f.Plain():
			for row := range t.Len() {
				out.plain[f].add(withoutZeros(t.plain[f].Bytes(row)))
			}
		}
		t.tellOf(i+1, len(Fields()))
	}
	return out
}

// corrected gives a column with each different value put right.
func corrected(c *Column, f Field) *Column {
	column := newColumn()
	codes := make([]uint32, len(c.Values())) // plus one
	for row := range c.Len() {
		code := c.Code(row)
		if codes[code] == 0 {
			text := withoutZeros([]byte(c.Values()[code]))
			if id := Identify(string(text)); id.Kind == Organisation && (f == BuyerID || f == SupplierID) {
				text = []byte(id.String())
			}
			codes[code] = column.dictionary.code(text) + 1
		}
		column.addCode(codes[code] - 1)
	}
	return column
}
