package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A State of a cell: the table has three ways of saying that there is nothing.
type State string

// The states of a cell.
const (
	Given         State = "given"
	NoData        State = "ND"
	NotReviewed   State = "NR"
	NotApplicable State = "NA"
	Blank         State = "blank"
)

// StateOf tells whether something stands in a cell, and if not, why.
func StateOf(cell string) State {
	switch cell {
	case "ND", "NR", "NA":
		return State(cell)
	case "":
		return Blank
	}
	return Given
}

// given gives what stands in a column of a row; nothing for ND, NR and NA.
func given(row []string, column string) string {
	cell := row[index(column)]
	if StateOf(cell) != Given {
		return ""
	}
	return cell
}

// Plans gathers the rows into plans, in the order of place and number.
func (t Table) Plans() []Content {
	var all []Content
	places := map[string]int{}
	for _, row := range t.Rows {
		key := row[index(colPlanKey)] + "|" + row[index(colCode)] + "|" + row[index(colPlan)]
		at, ok := places[key]
		if !ok {
			at = len(all)
			places[key] = at
			all = append(all, planOf(row))
		}
		all[at].Commitments = append(all[at].Commitments, commitmentOf(row))
	}
	for i := range all {
		slices.SortStableFunc(all[i].Commitments, func(a, b Commitment) int {
			return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
		})
	}
	slices.SortStableFunc(all, func(a, b Content) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Number, b.Number))
	})
	return all
}

// planOf gives the plan that a row belongs to. The table knows years, and no days.
func planOf(row []string) Content {
	number, _ := strconv.Atoi(row[index(colPlan)]) // ReadTable has seen to it
	years, _ := strconv.Atoi(given(row, colYears))
	c := Content{Level: Country, Place: Text{EN: given(row, colPlace)}, Code: given(row, colCode),
		Number: number, Key: given(row, colPlanKey), Years: years,
		Submitted: yearOf(given(row, colYear)), End: yearOf(given(row, colEnd))}
	c.Level, _ = levelOf(row[index(colLevel)])
	c.Composed = true // the table has no titles of plans
	c.Title = Text{EN: strings.TrimSpace(c.Place.EN + " Action Plan " + strconv.Itoa(number))}
	return c
}

// yearOf gives a year, where the cell is one.
func yearOf(cell string) Date {
	if fourDigit.MatchString(cell) {
		return Date(cell)
	}
	return ""
}

// commitmentOf gives the commitment of a row.
func commitmentOf(row []string) Commitment {
	number, label := numberOf(given(row, colNumber))
	c := Commitment{ID: row[0], Number: number, Label: label, Row: row, Adopted: Adopted{
		Title: Text{EN: cmp.Or(given(row, colTitle), given(row, colShort), row[0])},
		Brief: Text{EN: given(row, colText)}, Lead: given(row, colLead),
		Government: split(given(row, colSupport))}}
	c.Adopted.Start, _ = ReadDate(row[index(colStart)])
	c.Adopted.End, _ = ReadDate(row[index(colStop)])
	if theme := given(row, colTheme); theme != "" {
		c.Adopted.Themes = []string{theme}
	}
	address := given(row, colURL)
	for _, j := range judged {
		if v := given(row, j.column); v != "" {
			c.Assessments = append(c.Assessments, Judgement{By: "IRM", Scale: j.scale, Value: v,
				Source: address})
		}
	}
	if address != "" {
		c.Sources = []Source{{URL: address}}
	}
	return c
}

// split parts a list that is written with semicolons.
func split(cell string) (all []string) {
	for one := range strings.SplitSeq(cell, ";") {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}

// Rows gives the rows of plans for WriteTable. A commitment that came from the
// table keeps its row. For others what Insyn holds is filled in, and ND, "no
// data", stands for the rest: only a reviewer writes NR.
func Rows(plans []Content) (rows [][]string) {
	for _, p := range plans {
		for _, c := range p.Commitments {
			if len(c.Row) == len(columns) {
				rows = append(rows, c.Row)
				continue
			}
			rows = append(rows, rowOf(p, c))
		}
	}
	return rows
}

// rowOf makes the row of a commitment that was written in Insyn.
func rowOf(p Content, c Commitment) []string {
	row := make([]string, len(columns))
	for i := range row {
		row[i] = string(NoData)
	}
	put := func(column, cell string) {
		if cell != "" {
			row[index(column)] = cell
		}
	}
	level := "National"
	if p.Level != Country {
		level = "Local"
	}
	year := func(d Date) string {
		if d.Year() == 0 {
			return ""
		}
		return strconv.Itoa(d.Year())
	}
	a := c.Adopted
	put(colID, c.ID)
	put(colPlace, p.Place.In("en"))
	put(colPlan, strconv.Itoa(p.Number))
	put(colNumber, strconv.Itoa(c.Number))
	put(colCode, p.Code)
	put(colLevel, level)
	put(colYear, year(p.Submitted))
	put(colEnd, year(p.End))
	put(colTitle, a.Title.In("en"))
	put(colShort, a.Title.In("en"))
	put(colText, a.Brief.In("en"))
	put(colStart, slashes(a.Start))
	put(colStop, slashes(a.End))
	put(colLead, a.Lead)
	put(colSupport, strings.Join(append(append(slices.Clone(a.Government), a.CivilSociety...),
		a.Others...), "; "))
	put(colTheme, strings.Join(a.Themes, "; "))
	put(colPlanKey, p.Key)
	return row
}

// slashes writes a date as the table does: month/day/year, or as exactly as it is known.
func slashes(d Date) string {
	if t, ok := d.Day(); ok {
		return t.Format("1/2/2006")
	}
	return string(d)
}
