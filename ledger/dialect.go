package ledger

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A dialect writes rows in the way of one publisher.
type dialect interface {
	row(*made) error
	broken(*Truth) error
	coarse() bool // dates to the month only
	close() error
}

// A manner is how a publisher writes a ledger as text.
type manner struct {
	encoding, mark, separator, end string
	header                         []string
	cells                          func(*made) []string
	quote                          func(string) bool
	months                         bool
}

// Dialects lists the manners of writing that Generate knows.
func Dialects() []string {
	return []string{"national", "national-1.0", "vgr", "goteborg", "goteborg-old", "vasteras", "umea",
		"varberg", "orebro", "orebro-xlsx"}
}

var specification = fieldNames[:]

// manners are those of text with separators.
var manners = map[string]manner{
	"national": {UTF8, "", ";", "\n", specification, func(r *made) []string { return r.all(point(r.ore)) }, needed, false},
	"national-1.0": {UTF8, "", ";", "\n", strings.Fields("kopare_id kopare verifikationsnummer leverantor " +
		"leverantor_id konto_nr konto_text datum forvaltning fakturanummer belopp kommun_id"),
		func(r *made) []string { return append(r.all(point(r.ore))[:11], r.municipality) }, needed, false},
	"vgr": {UTF8, "", ";", "\r", specification, func(r *made) []string {
		cells := r.all(point(r.ore))
		for i := range cells {
			if cells[i] == "" {
				cells[i] = "-"
			}
		}
		return cells
	}, needed, false},
	"goteborg": {UTF16LE, "\ufeff", ",", "\r\n", strings.Fields("kopare_id kopare verifikationsnummer leverantor " +
		"leverantor_id konto_nr konto_text datum forvaltning fakturanummer belopp"),
		func(r *made) []string { return r.all(comma(r.ore, ""))[:11] }, needed, false},
	"goteborg-old": {CP1252, "", ";", "\r\n", strings.Fields("Bolag Verifikationsnummer Leverantör Orgnr Konto " +
		"Kontotext Datum Förvaltning Fakturanummer Belopp"), func(r *made) []string {
		id := r.supplierID
		if id == "" {
			id = "SAKNAS"
		}
		return []string{r.buyer, r.voucher, r.supplier, id, r.account, r.accountText, iso(r.day), r.unit,
			r.invoice, comma(r.ore, " ")}
	}, needed, false},
	"umea": {UTF8, "\ufeff", ";", "\r\n", strings.Fields("kopare leverantor leverantor_id konto_nr konto_text " +
		"period forvaltning fakturanummer belopp"), func(r *made) []string {
		name, id := r.supplier, r.supplierID
		if r.person {
			name, id = "****", "****"
		}
		return []string{r.buyer, name, id, r.account, r.accountText, DayTime(r.day).Format("200601"), r.unit,
			r.invoice, comma(r.ore, "")}
	}, needed, true},
	"varberg": {UTF8, "", ";", "\r\n", []string{"Verifikationsnummer", "Leverantör", "Orgnr", "Konto", "Kontotext",
		"Belopp exkl. moms", "Bokföringsdatum", "Förvaltning", "Fakturanummer"}, func(r *made) []string {
		name, id := r.supplier, r.supplierID
		if r.person {
			name, id = "[innehåller personuppgifter]", "[innehåller personuppgifter]"
		}
		return []string{r.voucher, name, id, r.account, r.accountText, comma(r.ore, "\u00a0"), iso(r.day), r.unit,
			r.invoice}
	}, needed, false},
	"orebro": {UTF8, "", "\t", "\r\n", orebroHeader, (*made).orebro, needed, false},
}

var orebroHeader = []string{"Kommun", "Förvaltning", "Konto", "Leverantör", "Organisationsnummer",
	"Verifikationsnr", "Fakturanr", "Bokföringsdatum", "Belopp"}

func (r *made) orebro() []string {
	return []string{r.buyer, r.unit, r.account + " " + r.accountText, r.supplier, r.supplierID, r.voucher,
		r.invoice, iso(r.day), comma(r.ore, "")}
}

// all gives the cells in the order of the specification.
func (r *made) all(amount string) []string {
	return []string{r.buyerID, r.buyer, r.voucher, r.supplier, r.supplierID, r.account, r.accountText,
		iso(r.day), r.unit, r.invoice, amount, r.reason, r.contract, r.municipality, r.activity}
}

func iso(day int32) string { return string(appendDay(nil, day, false)) }

func point(ore int64) string { return string(appendOre(nil, ore)) }

// comma writes an amount with a decimal comma, and thousands in groups.
func comma(ore int64, group string) string {
	text := strings.Replace(point(ore), ".", ",", 1)
	if group == "" {
		return text
	}
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, decimals := text[:len(text)-3], text[len(text)-3:]
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(d)
	}
	return sign + b.String() + decimals
}

// needed tells whether a cell has to stand in quotation marks.
func needed(cell string) bool { return strings.ContainsAny(cell, "\";,\t\r\n") }

func newDialect(to io.Writer, o GenerateOptions) (dialect, error) {
	switch o.Dialect {
	case "vasteras":
		return newPages(to), nil
	case "orebro-xlsx":
		return newSheet(to)
	}
	m, ok := manners[o.Dialect]
	if !ok {
		return nil, fmt.Errorf("ledger: there is no dialect %q", o.Dialect)
	}
	t := &textDialect{manner: m, to: bufio.NewWriterSize(to, 1<<16)}
	t.text = append(t.text, m.mark...)
	return t, t.line(m.header)
}

// A textDialect writes text with separators.
type textDialect struct {
	manner
	to    *bufio.Writer
	text  []byte
	lines int
}

func (t *textDialect) coarse() bool { return t.months }

func (t *textDialect) row(r *made) error { return t.line(t.cells(r)) }

func (t *textDialect) line(cells []string) error {
	for i, c := range cells {
		if i > 0 {
			t.text = append(t.text, t.separator...)
		}
		if t.quote(c) && (t.separator != ";" || strings.ContainsAny(c, "\";\r\n")) {
			t.text = append(append(append(t.text, '"'), strings.ReplaceAll(c, `"`, `""`)...), '"')
		} else {
			t.text = append(t.text, c...)
		}
	}
	t.text = append(t.text, t.end...)
	t.lines++
	err := t.write()
	t.text = t.text[:0]
	return err
}

// write writes the text in the encoding of the publisher.
func (t *textDialect) write() (err error) {
	switch t.encoding {
	case CP1252:
		_, err = t.to.Write(encode1252(nil, t.text))
	case UTF16LE:
		for _, r := range string(t.text) { // invented names have no pairs of surrogates
			if err = t.to.WriteByte(byte(r)); err == nil {
				err = t.to.WriteByte(byte(r >> 8))
			}
		}
	default:
		_, err = t.to.Write(t.text)
	}
	return err
}

// broken writes a line that cannot be read, each in another way.
func (t *textDialect) broken(truth *Truth) error {
	r := &made{supplier: "Exempel Trasig AB", account: "6110", accountText: "Kontorsmateriel", ore: 100}
	cells := t.cells(r)
	why := RejectCells
	if len(truth.Broken)%2 == 0 {
		cells = cells[:len(cells)-1]
	} else {
		why = RejectAmount
		for i, c := range cells {
			if c == point(100) || c == comma(100, "") {
				cells[i] = "ett belopp"
			}
		}
	}
	err := t.line(cells)
	truth.Broken = append(truth.Broken, PlantedLine{t.lines, why})
	return err
}

func (t *textDialect) close() error { return t.to.Flush() }

// pages writes JSON as a rowstore gives it, a page of 500 rows after another,
// with a byte order mark inside the first key and amounts as text.
type pages struct {
	to   *bufio.Writer
	rows int
}

const pageOfJSON = 500

func newPages(to io.Writer) *pages { return &pages{to: bufio.NewWriterSize(to, 1<<16)} }

func (p *pages) coarse() bool        { return false }
func (p *pages) broken(*Truth) error { return nil }

func (p *pages) row(r *made) error {
	switch {
	case p.rows%pageOfJSON == 0 && p.rows > 0:
		fmt.Fprintf(p.to, "],\"next\":\"https://data.example.se/rowstore?_offset=%d\"}\n{\"results\":[", p.rows)
	case p.rows == 0:
		_, _ = p.to.WriteString(`{"results":[`)
	default:
		_ = p.to.WriteByte(',')
	}
	p.rows++
	for i, cell := range r.all(comma(r.ore, ""))[:12] {
		name := []string{"\ufeffkopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id",
			"konto_nr", "konto_text", "datum", "forvaltning", "fakturanummer", "belopp", "grund"}[i]
		if name == "leverantor_id" {
			cell = strconv.Itoa(r.internal)
		}
		fmt.Fprintf(p.to, "%c%s:%s", "{,"[min(i, 1)], quoted(name), quoted(cell))
	}
	_, err := p.to.WriteString("}")
	return err
}

func (p *pages) close() error {
	if p.rows == 0 {
		_, _ = p.to.WriteString(`{"results":[`)
	}
	_, _ = p.to.WriteString("]}\n")
	return p.to.Flush()
}

// A sheet writes a workbook, with amounts as numbers and dates as days.
type sheet struct {
	to    io.Writer
	book  *excelize.File
	sheet *excelize.StreamWriter
	rows  int
}

func newSheet(to io.Writer) (*sheet, error) {
	book := excelize.NewFile()
	stream, err := book.NewStreamWriter(book.GetSheetName(0))
	if err != nil {
		return nil, err
	}
	s := &sheet{to, book, stream, 0}
	if err := s.line([]any{"Leverantörsreskontra, Exempelkommunen"}); err != nil {
		return nil, err
	}
	var header []any
	for _, h := range orebroHeader {
		header = append(header, h)
	}
	return s, s.line(header)
}

func (s *sheet) coarse() bool        { return false }
func (s *sheet) broken(*Truth) error { return nil }

func (s *sheet) line(cells []any) error {
	s.rows++
	return s.sheet.SetRow("A"+strconv.Itoa(s.rows), cells)
}

func (s *sheet) row(r *made) error {
	var cells []any
	for _, c := range r.orebro() {
		cells = append(cells, c)
	}
	cells[7], cells[8] = r.day+25569, float64(r.ore)/100
	return s.line(cells)
}

func (s *sheet) close() error {
	if err := s.sheet.Flush(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.book.Write(&b); err != nil {
		return err
	}
	_, err := b.WriteTo(s.to)
	return err
}

// quoted writes a text as JSON. It escapes nothing but what must be, so that
// the byte order mark stays a mark.
func quoted(text string) string {
	return `"` + inJSON.Replace(text) + `"`
}

var inJSON = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
