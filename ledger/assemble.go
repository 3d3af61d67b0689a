package ledger

import (
	"bytes"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// An assembler makes rows of a table out of records.
type assembler struct {
	receipt  Receipt
	calendar calendar
	watch    func(*record) // sees every record first; may be nil

	names   []string
	columns [fieldCount]int // cell of each field; -1 where there is none
	mark    byte            // the decimal mark
	dates   dateForm
	split   bool // accounts have their text in the same cell
	width   int

	lastDate   []byte // the text read last as a date, and what it was
	lastDay    int32
	lastCoarse bool

	buyer, buyerID []byte
	table          *Table
	runs           []*run
	same           []sameCell
	waiting        // rows that the runs and the same cells have not written
}

// A sameCell is a coded column that the file lacks: all rows have the same.
type sameCell struct {
	column *Column
	code   uint32
}

// begin decides what is what, from the header and the first rows.
func (a *assembler) begin(head *header, rows []record, o Options) {
	a.names, a.width = head.names, len(head.names)
	a.receipt.Headings = head.headings()
	for i := range a.columns {
		a.columns[i] = -1
	}
	for _, h := range a.receipt.Headings {
		if h.Field != NoField {
			a.columns[h.Field] = h.Column - 1
		}
		if h.Why == "with-tax" {
			a.receipt.note("with-tax", Place{Line: head.Line, Column: h.Column})
		}
	}
	a.standIn(Buyer, o.Buyer, &a.buyer)
	a.standIn(BuyerID, o.BuyerID, &a.buyerID)
	a.decide(rows)
}

// standIn uses what the caller knows where the file has no such column.
func (a *assembler) standIn(f Field, value string, to *[]byte) {
	if a.columns[f] < 0 && value != "" {
		*to = []byte(value)
		a.receipt.Headings = append(a.receipt.Headings, Heading{0, "", f, WhyDefault})
	}
}

// decide settles the forms of amounts, dates and accounts.
func (a *assembler) decide(rows []record) {
	var amounts amountForm
	accounts, joined := 0, 0
	for i := range rows {
		r := &rows[i]
		if r.fault != "" {
			continue
		}
		if c := a.cell(r, Amount); len(c) > 0 {
			amounts.see(c)
		}
		if c := a.cell(r, Date); len(c) > 0 && !isNone(c) {
			a.dates.see(c)
		}
		if c := a.cell(r, Account); len(c) > 0 {
			accounts++
			if _, text := cutAccount(c); len(text) > 0 {
				joined++
			}
		}
	}
	mark, why := amounts.mark()
	a.mark = mark
	a.receipt.take("decimal", map[byte]string{',': "comma", '.': "point", 0: "both"}[mark], why)
	if a.columns[Date] >= 0 {
		form, why := a.dates.decide()
		a.receipt.take("date", form, why)
	}
	if a.columns[AccountText] < 0 && joined*2 > accounts {
		a.split = true
		a.receipt.Headings = append(a.receipt.Headings,
			Heading{a.columns[Account] + 1, a.names[a.columns[Account]], AccountText, WhyContent})
	}
}

// cell gives the cell of a field without spaces around it.
func (a *assembler) cell(r *record, f Field) []byte {
	if i := a.columns[f]; i >= 0 && i < r.width() {
		return trim(r.cell(i))
	}
	return nil
}

// into says which table rows go to.
func (a *assembler) into(t *Table) {
	if a.table == t {
		return
	}
	a.table, a.same = t, nil
	var fields []runField
	for _, f := range Fields() {
		switch field := (runField{field: f, cell: a.columns[f], column: t.coded[f]}); {
		case !f.Coded():
		case a.split && (f == Account || f == AccountText):
			field.cell, field.cut, field.rest = a.columns[Account], f == Account, f == AccountText
			fields = append(fields, field)
		case field.cell >= 0:
			fields = append(fields, field)
		default:
			text := map[Field][]byte{Buyer: a.buyer, BuyerID: a.buyerID}[f]
			a.same = append(a.same, sameCell{field.column, field.column.codeOf(text)})
		}
	}
	a.runs = runsOf(fields)
}

// flush looks the rows up that wait, and writes them to their columns.
func (a *assembler) flush() {
	for _, u := range a.runs { // those first that guide others
		u.find(a)
	}
	for _, u := range a.runs {
		u.flush(&a.receipt)
	}
	if a.lent {
		a.addTexts(Voucher)
		a.addTexts(Invoice)
	}
	for _, s := range a.same {
		s.column.addSame(s.code, len(a.places))
	}
	a.waiting.forget()
}

// most is how large a sum may be, either way; beyond it nothing is added.
const most = 1 << 62

// A SumTooLarge is the error for a file whose amounts no public body can have.
type SumTooLarge struct{ Place }

// Error tells the line.
func (s *SumTooLarge) Error() string {
	return "the amounts add up to more than can be, at line " + itoa(s.Line)
}

// add makes a row of a record, or refuses it.
func (a *assembler) add(r *record) error {
	if a.watch != nil {
		a.watch(r)
	}
	if r.fault != "" {
		a.receipt.In.Rows++
		a.receipt.reject(r.Place, r.fault, nil)
		return nil
	}
	if r.width() != a.width && !a.fits(r) {
		return nil
	}
	text := a.cell(r, Amount)
	ore, rounded, ok := readAmount(text, a.mark)
	if !ok {
		a.noAmount(r, text)
		return nil
	}
	a.receipt.In.add(ore)
	if sum := a.receipt.In.Ore; sum > most || sum < -most {
		return &SumTooLarge{r.Place}
	}
	day, coarse, ok := a.date(r, ore)
	if !ok {
		return nil
	}
	if rounded {
		a.receipt.note("rounded", a.at(r, Amount))
	}
	a.receipt.Kept.add(ore)
	a.calendar.add(day, ore)
	a.table.Ore = append(a.table.Ore, ore)
	a.table.addDate(day, coarse)
	a.wait(r)
	return nil
}

// at gives the place of a field in a record.
func (a *assembler) at(r *record, f Field) Place {
	p := r.Place
	p.Column = a.columns[f] + 1
	return p
}

// fits tells whether a row with too many cells has nothing in them, or one
// with too few is refused.
func (a *assembler) fits(r *record) bool {
	surplus := r.width() > a.width
	for i := a.width; i < r.width(); i++ {
		surplus = surplus && len(trim(r.cell(i))) == 0
	}
	if surplus {
		a.receipt.note("empty-cells", r.Place)
		return true
	}
	if r.empty() {
		a.receipt.note("empty-row", r.Place)
		return false
	}
	a.receipt.In.Rows++
	a.receipt.reject(r.Place, RejectCells, nil)
	return false
}

// noAmount deals with a row whose amount is none: a header that comes again, a
// row with nothing in it, or a row to refuse.
func (a *assembler) noAmount(r *record, text []byte) {
	switch {
	case visible(string(text)) == a.names[a.columns[Amount]]:
		a.receipt.note("header-again", r.Place)
		return
	case r.empty():
		a.receipt.note("empty-row", r.Place)
		return
	}
	why := RejectAmount
	if len(text) == 0 || isNone(text) {
		why = RejectNoAmount
	} else if _, _, ok := readAmount(text, '.'); ok {
		if _, _, ok := readAmount(text, ','); ok {
			why = RejectEither
		}
	}
	a.receipt.In.Rows++
	a.receipt.reject(a.at(r, Amount), why, nil)
}

// date reads the date of a row; false where the row is refused for it.
func (a *assembler) date(r *record, ore int64) (day int32, coarse, ok bool) {
	var cell []byte
	if i := a.columns[Date]; i >= 0 {
		if cell = r.cell(i); len(cell) > 0 && equal(cell, a.lastDate) { // neighbours are often alike
			return a.lastDay, a.lastCoarse, true
		}
	}
	text := trim(cell)
	if len(text) == 0 || isNone(text) {
		if a.isTotal(r) {
			a.receipt.reject(r.Place, RejectTotal, &ore)
			return 0, false, false
		}
		if a.columns[Date] >= 0 {
			a.receipt.note("no-date", a.at(r, Date))
		}
		return NoDay, false, true
	}
	day, coarse, form := a.dates.read(text)
	if form == "" {
		a.receipt.reject(a.at(r, Date), RejectDate, &ore)
		return 0, false, false
	}
	a.lastDate, a.lastDay, a.lastCoarse = append(a.lastDate[:0], cell...), day, coarse
	return day, coarse, true
}

// isTotal tells whether a row without a date adds up others.
func (a *assembler) isTotal(r *record) bool {
	for i := range r.width() {
		if c := bytes.ToLower(trim(r.cell(i))); len(c) > 0 {
			return bytes.HasPrefix(c, []byte("summa")) || bytes.HasPrefix(c, []byte("total")) ||
				string(c) == "sum"
		}
	}
	return false
}

// wait keeps a row to be looked up with others.
func (a *assembler) wait(r *record) {
	if !a.takes(r) {
		a.flush()
	}
	a.waiting.add(r)
	if r.plain {
		return // flush finds its texts, too
	}
	for _, f := range []Field{Voucher, Invoice} {
		var cell []byte
		if i := a.columns[f]; i >= 0 {
			cell = r.cell(i)
		}
		a.addText(f, cell, r.Place)
	}
}

// addTexts adds the texts of rows that wait where they stand.
func (a *assembler) addTexts(f Field) {
	cell, to := a.columns[f], a.table.plain[f]
	if cell < 0 {
		for range a.firsts {
			to.add(nil)
		}
		return
	}
	for i := 0; i < len(a.firsts); i++ {
		if i += to.addNumbers(&a.standing, a.firsts[i:], cell); i < len(a.firsts) {
			at := int(a.firsts[i]) + cell
			a.addText(f, unquoted(a.bytes[a.ends[at]+1:a.ends[at+1]]), a.places[i])
		}
	}
}

// isPlainNumber tells whether a cell begins as a number does and has nothing at its
// end that is to be taken off: clean leaves it as it is.
func isPlainNumber(cell []byte) bool {
	n := len(cell)
	return n > 0 && cell[0]-'0' <= 9 && cell[n-1]-'!' <= '~'-'!'
}

// addText adds the text of a cell.
func (a *assembler) addText(f Field, cell []byte, at Place) {
	text, note := clean(f, cell)
	if note != "" {
		at.Column = a.columns[f] + 1
		a.receipt.note(note, at)
	}
	a.table.plain[f].add(text)
}

// clean gives the text of a cell: without spaces around it, and empty where
// the cell says that there is nothing. The note is what the receipt notes
// about it, or "".
func clean(f Field, cell []byte) (text []byte, note string) {
	b := trim(cell)
	switch {
	case len(b) == 0:
		return nil, ""
	case isNone(b):
		return nil, "none"
	case b[0] == '\'' && len(b) > 1 && isFormula(string(b[1:])): // as WriteCSV writes it
		return b[1:], ""
	case (f == Supplier || f == SupplierID) && withheld(b):
		return b, "withheld"
	}
	return b, ""
}

// cutAccount takes the number and the name of an account apart, where they
// stand in one cell.
func cutAccount(b []byte) (number, text []byte) {
	i := 0
	for i < len(b) && b[i]-'0' <= 9 {
		i++
	}
	if i < 2 || i == len(b) || b[i] != ' ' && b[i] != '-' && b[i] != ':' {
		return b, nil
	}
	rest := bytes.TrimLeft(b[i:], " -:")
	if len(rest) == 0 {
		return b, nil
	}
	return b[:i], rest
}
