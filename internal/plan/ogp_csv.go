package plan

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// Limits of a table that is read: the partnership's own has some 5,000 rows.
const (
	MaxTableBytes = 64 << 20
	maxTableRows  = 50_000
)

// A record is a row with the line on which it begins.
type record struct {
	line  int
	cells []string
}

// readRecords reads comma-separated values (RFC 4180). The library's reader
// turns line breaks inside a cell into its own; here each byte of a cell stays,
// so that what was read can be written as it was.
func readRecords(data []byte) ([]record, error) {
	switch {
	case len(data) > MaxTableBytes:
		return nil, fault.New(fault.TooLarge, "ogp.too-large")
	case !utf8.Valid(data):
		return nil, fault.New(fault.Invalid, "ogp.not-utf8")
	}
	r := csvReader{text: strings.TrimPrefix(string(data), "\ufeff"), line: 1}
	var all []record
	for r.at < len(r.text) {
		if len(all) > maxTableRows {
			return nil, fault.New(fault.TooLarge, "ogp.too-large")
		}
		one, err := r.record()
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

type csvReader struct {
	text string
	at   int
	line int
}

// record reads one row.
func (r *csvReader) record() (record, error) {
	row := record{line: r.line}
	for {
		cell, err := r.cell()
		if err != nil {
			return row, err
		}
		row.cells = append(row.cells, cell)
		switch rest := r.text[r.at:]; {
		case strings.HasPrefix(rest, ","):
			r.at++
		case strings.HasPrefix(rest, "\r\n"):
			r.at += 2
			r.line++
			return row, nil
		case rest == "":
			return row, nil
		default: // "\n" or "\r": cell stops nowhere else
			r.at++
			r.line++
			return row, nil
		}
	}
}

// cell reads one cell, up to the comma or the end of the line after it.
func (r *csvReader) cell() (string, error) {
	if !strings.HasPrefix(r.text[r.at:], `"`) {
		end := strings.IndexAny(r.text[r.at:], ",\r\n")
		if end < 0 {
			end = len(r.text) - r.at
		}
		cell := r.text[r.at : r.at+end]
		r.at += end
		return cell, nil
	}
	began := r.line
	var b strings.Builder
	for r.at++; ; {
		end := strings.IndexByte(r.text[r.at:], '"')
		if end < 0 {
			return "", fault.New(fault.Invalid, "ogp.quote-open").With("Line", strconv.Itoa(began))
		}
		part := r.text[r.at : r.at+end]
		b.WriteString(part)
		r.line += strings.Count(part, "\n")
		r.at += end + 1
		if !strings.HasPrefix(r.text[r.at:], `"`) {
			break
		}
		b.WriteByte('"')
		r.at++
	}
	if rest := r.text[r.at:]; rest != "" && !strings.ContainsRune(",\r\n", rune(rest[0])) {
		return "", fault.New(fault.Invalid, "ogp.quote-after").With("Line", strconv.Itoa(r.line))
	}
	return b.String(), nil
}

// writeRecord writes a row, its cells quoted where they must be.
func writeRecord(b *strings.Builder, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if !strings.ContainsAny(cell, ",\"\r\n") {
			b.WriteString(cell)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}

// guard gives a cell as it stands in a file: text that a spreadsheet would
// compute has an apostrophe before it (N-07). Numbers stand as they are.
func guard(cell string) string {
	if lang.Formula(cell) && !numeric(cell) {
		return "'" + cell
	}
	return cell
}

// unguard undoes guard.
func unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && lang.Formula(rest) && !numeric(rest) {
		return rest
	}
	return cell
}

// numeric tells whether a cell is a number with a sign: "-1", "-2.5".
func numeric(cell string) bool {
	digits := strings.TrimLeft(cell, "+-")
	if len(cell)-len(digits) != 1 || digits == "" {
		return false
	}
	return strings.Trim(digits, "0123456789.") == "" && strings.Count(digits, ".") < 2
}
