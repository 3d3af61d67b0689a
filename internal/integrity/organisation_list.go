package integrity

import (
	"cmp"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// Columns of the lists of organisations: of everything, which is written only,
// and of what people have entered and decided, which is read again.
var (
	OrganisationColumns = []string{"id", "number", "name", "other_names", "provisional",
		"registers",
		"mentions", "stated_by", "stated", "merged"}
	EnteredColumns = [][]string{{"number", "organisationsnummer", "orgnr"}, {"name", "namn"},
		{"source", "källa"}, {"on", "kontrollerad"}}
	VerdictColumns = [][]string{{"one"}, {"other"}, {"ruling", "beslut"}, {"why", "skäl"}}
)

// WriteOrganisations gives the lines of all organisations, each with who states
// what is said of it and when.
func WriteOrganisations(all []Organisation) [][]string {
	rows := [][]string{OrganisationColumns}
	for _, o := range all {
		by, on := o.StatedBy(), o.Stated()
		var registers []string
		for _, w := range Wheres() {
			if o.In(w) > 0 {
				registers = append(registers, string(w))
			}
		}
		rows = append(rows, []string{o.ID, o.Number, o.Names[0], strings.Join(o.Names[1:], " | "),
			strconv.FormatBool(o.Number == ""), strings.Join(registers, " "),
			strconv.Itoa(len(o.Mentions)),
			strings.Join(by, " | "), string(on), strings.Join(o.Merged, " ")})
	}
	return rows
}

// In counts the mentions of an organisation in a register.
func (o Organisation) In(w Where) (n int) {
	for _, m := range o.Mentions {
		if m.Where == w {
			n++
		}
	}
	return n
}

// StatedBy lists who states what is said of an organisation.
func (o Organisation) StatedBy() (by []string) {
	seen := map[string]bool{}
	for _, m := range o.Mentions {
		if name := cmp.Or(m.By, m.Name); !seen[name] {
			seen[name] = true
			by = append(by, name)
		}
	}
	return by
}

// Stated gives the last day on which something was said of an organisation.
func (o Organisation) Stated() (last Date) {
	for _, m := range o.Mentions {
		last = max(last, m.On)
	}
	return last
}

// WriteEntered gives the lines of what was looked up: what ReadEntered reads.
func WriteEntered(all []Entered) [][]string {
	rows := [][]string{headings(EnteredColumns)}
	for _, e := range all {
		rows = append(rows, []string{e.Number, e.Name, e.Source, string(e.On)})
	}
	return rows
}

// WriteVerdicts gives the lines of what has been decided: what ReadVerdicts reads.
func WriteVerdicts(all []Verdict) [][]string {
	rows := [][]string{headings(VerdictColumns)}
	for _, v := range Standing(all) {
		rows = append(rows, []string{v.One, v.Other, string(v.Ruling), v.Why})
	}
	return rows
}

// ReadEntered reads a list of organisations that were looked up.
//
// Faults: Invalid (each line that does not hold), TooLarge.
func ReadEntered(table [][]string) (all []Entered, err error) {
	err = readRows(table, EnteredColumns, func(get func(int) string) error {
		e := Entered{get(0), get(1), get(2), Date(get(3))}
		if number, known := OrganisationNumber(e.Number); known {
			e.Number = number
		}
		all = append(all, e)
		return e.Check()
	})
	return all, err
}

// ReadVerdicts reads a list of what has been decided.
//
// Faults: Invalid (each line that does not hold), TooLarge.
func ReadVerdicts(table [][]string) (all []Verdict, err error) {
	err = readRows(table, VerdictColumns, func(get func(int) string) error {
		v := Verdict{get(0), get(1), Ruling(get(2)), get(3)}.Ordered()
		all = append(all, v)
		return v.Check()
	})
	return all, err
}

// readRows hands the lines of a table to a function, each as what gives the
// cell below a heading, and tells of every line that it finds wrong.
func readRows(table [][]string, columns [][]string, read func(get func(int) string) error) error {
	l := list{}
	rows := 0
	for i, cells := range table {
		switch {
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		case l.columns == nil:
			if l.columns = found(columns, cells); l.columns[0] < 0 || l.columns[1] < 0 {
				return fault.New(fault.Invalid, "integrity.list-headings").With("One",
					columns[0][0]).
					With("Other", columns[1][0]).At("file")
			}
		case i > MostLines:
			return fault.New(fault.TooLarge, "integrity.too-long").With("Most",
				MostLines).At("file")
		default:
			rows++
			if err := read(l.cell(cells)); err != nil {
				l.wrong(i+1, err)
			}
		}
	}
	if rows == 0 {
		return fault.New(fault.Invalid, "integrity.empty-list").At("file")
	}
	return fault.Fields(l.faults...)
}

// cell gives what reads the cells of a line by column.
func (l *list) cell(cells []string) func(int) string {
	return func(column int) string {
		if i := l.columns[column]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
}
