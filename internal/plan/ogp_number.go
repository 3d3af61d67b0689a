package plan

import "strconv"

// numberOf reads the number of a commitment. Some plans count "3.2.5" or
// "B.1.A", and spreadsheets make "4.4000000000000004" of 4.4: what is no whole
// number is no number, and its mark is kept as it stands.
func numberOf(cell string) (number int, label string) {
	n, err := strconv.Atoi(cell)
	if err != nil || n < 0 {
		return 0, cell
	}
	return n, ""
}

// levelOf reads whose plan it is. The table knows national plans and local ones;
// exact is false where that says less than Insyn wants to know.
func levelOf(cell string) (l Level, exact bool) {
	switch cell {
	case "National":
		return Country, true
	case "Region", "Regional":
		return Region, true
	case "Local", "Legacy Local":
		return Local, false
	}
	if StateOf(cell) != Given {
		return Country, false // the columns before it are of countries
	}
	return OtherLevel, false
}

// numberRemarks tells of the numbers of a row that are none, and of a level that
// can be more than one.
func numberRemarks(r record) (all []Remark) {
	for _, column := range []string{colNumber, colYears} {
		cell := r.cells[index(column)]
		if _, err := strconv.Atoi(cell); err != nil && StateOf(cell) == Given {
			all = append(all, Remark{r.line, column, cell, NoNumber, ""})
		}
	}
	for _, column := range []string{colYear, colEnd} {
		if cell := r.cells[index(column)]; StateOf(cell) == Given && !yearOf(cell).Known() {
			all = append(all, Remark{r.line, column, cell, NoNumber, ""})
		}
	}
	cell := r.cells[index(colLevel)]
	if _, exact := levelOf(cell); !exact {
		all = append(all, Remark{r.line, colLevel, cell, NoLevel, ""})
	}
	return all
}
