package integrity

import (
	"slices"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// mostYears is how many lines a file of counts may have.
const mostYears = 100

// yearWords are the headings of the column of the year.
var yearWords = []string{"year", "år", "ar"}

// ReadYears reads a file of counts, a line for each year. It may hold nothing
// but the year, counts and yes or no: a file with any other column, or any other
// word in it, is refused whole, for it may tell of a case or a person. What is
// wrong is told by line and column, and never quoted.
//
// Faults: Invalid, TooLarge.
func ReadYears(table [][]string, set FigureSet) ([]Statement, error) {
	r := years{set: set, known: map[int]bool{}}
	for i, cells := range table {
		switch {
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		case i > mostYears:
			return nil, fault.New(fault.TooLarge, "integrity.too-long").With("Most", mostYears).At("file")
		case r.columns == nil:
			r.head(i+1, cells)
		default:
			r.line(i+1, cells)
		}
	}
	if len(r.rows) == 0 && len(r.faults) == 0 {
		return nil, fault.New(fault.Invalid, "integrity.empty-counts").At("file")
	}
	return r.rows, fault.Fields(r.faults...)
}

// years are being read.
type years struct {
	set     FigureSet
	columns []string // IDs of figures and facts; "year"
	rows    []Statement
	known   map[int]bool
	faults  []*fault.Error
}

// head finds what each column counts.
func (r *years) head(line int, cells []string) {
	r.columns = make([]string, len(cells))
	for j, cell := range cells {
		word := strings.ToLower(strings.Trim(cell, " \t\ufeff"))
		id := r.set.heading(word)
		if word != "" && (id == "" || slices.Contains(r.columns, id)) {
			r.wrong("integrity.other-column", line, j)
		}
		r.columns[j] = id
	}
	if !slices.Contains(r.columns, "year") {
		r.wrong("integrity.no-year", line, 0)
	}
}

// heading finds what a heading names: by its ID or in either language.
func (s FigureSet) heading(word string) string {
	if slices.Contains(yearWords, word) {
		return "year"
	}
	for _, f := range append(s.Counted(), s.Facts...) {
		if word == f.ID || word == strings.ToLower(f.Name.SV) ||
			word == strings.ToLower(f.Name.EN) {
			return f.ID
		}
	}
	return ""
}

func (r *years) wrong(message string, line, column int) {
	r.faults = append(r.faults, fault.New(fault.Invalid, message).With("Line", line).
		With("Column", column+1).At("file"))
}

// line reads the numbers of a year.
func (r *years) line(line int, cells []string) {
	s := Statement{Set: r.set.Version, Counts: map[string]int{}}
	for j, cell := range cells {
		cell = strings.TrimSpace(cell)
		id := ""
		if j < len(r.columns) {
			id = r.columns[j]
		}
		if cell != "" && !s.read(id, cell, r.set) {
			r.wrong("integrity.only-counts", line, j)
		}
	}
	if r.known[s.Year] {
		r.wrong("integrity.year-twice", line, slices.Index(r.columns, "year"))
	}
	r.known[s.Year] = true
	r.rows = append(r.rows, s)
}

// read takes a cell; false for what is no count, and no yes or no.
func (s *Statement) read(id, cell string, set FigureSet) bool {
	if id == "" {
		return false
	}
	if slices.ContainsFunc(set.Facts, func(f Figure) bool { return f.ID == id }) {
		yes, no := Yes(cell)
		if s.Facts == nil {
			s.Facts = map[string]bool{}
		}
		s.Facts[id] = yes
		return yes || no
	}
	n, err := strconv.ParseUint(cell, 10, 31)
	if id == "year" {
		s.Year = int(n)
	} else {
		s.Counts[id] = int(n)
	}
	return err == nil
}

// Yes reads a word for yes or no; neither for anything else.
func Yes(word string) (yes, no bool) {
	switch strings.ToLower(word) {
	case "ja", "yes":
		return true, false
	case "nej", "no":
		return false, true
	}
	return false, false
}

// WriteYears gives what a body has stated last of each year: what ReadYears
// reads. It holds every number and is for the body itself.
func WriteYears(y Yearbook, set FigureSet) [][]string {
	head := []string{"year"}
	for _, f := range append(set.Counted(), set.Facts...) {
		head = append(head, f.ID)
	}
	rows := [][]string{head}
	var years []int
	for _, s := range y.Said {
		if s.What.Set == set.Version && !slices.Contains(years, s.What.Year) {
			years = append(years, s.What.Year)
		}
	}
	slices.Sort(years)
	for _, year := range years {
		s, _ := y.Of(year)
		row := []string{strconv.Itoa(year)}
		for _, id := range head[1:] {
			row = append(row, s.What.cell(id))
		}
		rows = append(rows, row)
	}
	return rows
}

// cell writes a count or a fact; empty for what is not stated.
func (s Statement) cell(id string) string {
	if n, counted := s.Counts[id]; counted {
		return strconv.Itoa(n)
	}
	if yes, told := s.Facts[id]; told {
		return map[bool]string{true: "yes", false: "no"}[yes]
	}
	return ""
}
