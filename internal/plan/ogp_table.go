package plan

import (
	"slices"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// A Table is the partnership's table of commitments: a header of 171 columns
// and rows of as many cells. Every cell is kept as it stood.
type Table struct {
	Rows    [][]string
	Remarks []Remark // what was understood otherwise than it stands, and what was not understood
}

// A Remark is something to know about a cell.
type Remark struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Cell   string `json:"cell"`
	Note   Note   `json:"note"`
	Read   Date   `json:"read,omitempty"` // what it was understood as
}

// The columns that Insyn understands.
const (
	colID        = "Commitment Unique Identifier"
	colPlace     = "Country/Locality"
	colPlan      = "Action Plan Number"
	colNumber    = "Commitment Number"
	colCode      = "Code"
	colLevel     = "National Or Local"
	colYear      = "Year Of Submission"
	colEnd       = "Action Plan End Year"
	colYears     = "Action Plan Duration (Years)"
	colTheme     = "Theme"
	colTitle     = "Commitment Title"
	colShort     = "Short Title"
	colText      = "Full Text"
	colStart     = "Start Date"
	colStop      = "End Date"
	colLead      = "Lead Institution"
	colSupport   = "Supporting Institution(s)"
	colURL       = "URL"
	colPlanKey   = "Action Plan ID"
	mostProblems = 100
)

// judged are the columns in which the reviewer's codes stand, and the scale that each is of.
var judged = []struct{ column, scale string }{
	{"Verifiable", "verifiable"}, {"Potential Impact", "potential-impact"},
	{"Potential for Results", "ambition"}, {"Completion (Progress Report)", "completion-progress"},
	{"Completion (End Of Term)", "completion"}, {"Early Results", "early-results"},
	{"Did It Open Government (Overall)", "opened-government"},
}

// index gives the place of a column.
func index(column string) int { return slices.Index(columns, column) }

// Columns lists the columns of the table in their order.
func Columns() []string { return slices.Clone(columns) }

// ReadTable reads the partnership's table. It is taken whole or not at all: the
// error lists every line that cannot be taken, with what to mend. What is
// untidy and yet understood stands in Remarks.
//
// Faults: Invalid, TooLarge.
func ReadTable(data []byte) (Table, error) {
	records, err := readRecords(data)
	if err != nil {
		return Table{}, err
	}
	if len(records) == 0 {
		return Table{}, fault.New(fault.Invalid, "ogp.empty")
	}
	if err := checkHeader(records[0].cells); err != nil {
		return Table{}, err
	}
	var t Table
	var problems []*fault.Error
	seen := map[string]int{}
	for _, r := range records[1:] {
		if bad := checkRow(r, seen); bad != nil {
			if problems = append(problems, bad); len(problems) == mostProblems {
				break
			}
			continue
		}
		for i := range r.cells {
			r.cells[i] = unguard(r.cells[i])
		}
		t.Rows = append(t.Rows, r.cells)
		t.Remarks = append(t.Remarks, remarks(r)...)
	}
	return t, fault.Fields(problems...)
}

// checkHeader demands the 171 columns in their order.
func checkHeader(cells []string) error {
	for i, want := range columns {
		if i >= len(cells) || cells[i] != want {
			got := ""
			if i < len(cells) {
				got = cells[i]
			}
			return fault.New(fault.Invalid, "ogp.header").With("Place", i+1).With("Want",
				want).With("Got", shorten(got))
		}
	}
	if len(cells) > len(columns) {
		return fault.New(fault.Invalid, "ogp.header-long").With("Want", len(columns)).With("Got",
			len(cells))
	}
	return nil
}

// checkRow tells what is wrong with a row.
func checkRow(r record, seen map[string]int) *fault.Error {
	at := "line " + strconv.Itoa(r.line)
	if len(r.cells) != len(columns) {
		return fault.New(fault.Invalid, "ogp.cells").With("Line", strconv.Itoa(r.line)).With("Want",
			len(columns)).With("Got", len(r.cells)).At(at)
	}
	id := r.cells[0]
	if id == "" {
		return fault.New(fault.Invalid, "ogp.no-id").With("Line", strconv.Itoa(r.line)).At(at)
	}
	if first, twice := seen[id]; twice {
		return fault.New(fault.Invalid, "ogp.twice").With("Line", strconv.Itoa(r.line)).With("ID",
			shorten(id)).With("First", strconv.Itoa(first)).At(at)
	}
	seen[id] = r.line
	if n, err := strconv.Atoi(r.cells[index(colPlan)]); err != nil || n <= 0 || n > 99 {
		return fault.New(fault.Invalid, "ogp.plan-number").With("Line",
			strconv.Itoa(r.line)).With("Got",
			shorten(r.cells[index(colPlan)])).At(at)
	}
	return nil
}

// shorten gives the beginning of a cell that somebody has to be shown.
func shorten(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return s
}

// remarks tells of the cells of a row that are not plain.
func remarks(r record) (all []Remark) {
	for _, column := range []string{colStart, colStop} {
		cell := r.cells[index(column)]
		if read, note := ReadDate(cell); note != Plain && note != Absent {
			all = append(all, Remark{r.line, column, cell, note, read})
		}
	}
	return append(all, numberRemarks(r)...)
}

// WriteTable writes rows as the partnership's table. What was read by
// ReadTable is written as it was, byte for byte, except for text that a
// spreadsheet would compute: it gets an apostrophe, which ReadTable takes away.
func WriteTable(rows [][]string) []byte {
	var b strings.Builder
	writeRecord(&b, columns)
	cells := make([]string, len(columns))
	for _, row := range rows {
		for i := range cells {
			cells[i] = guard(row[i])
		}
		writeRecord(&b, cells)
	}
	return []byte(b.String())
}
