package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Note says how a cell was understood, mostly one with a date.
type Note string

// The notes.
const (
	Plain     Note = "plain"      // month/day/year, as the table writes dates
	Absent    Note = "absent"     // empty, ND (no data), NR (not reviewed), NA (not applicable)
	Ambiguous Note = "ambiguous"  // month/day or day/month: read as the table's month/day
	DayFirst  Note = "day-first"  // can only be day/month/year
	ShortYear Note = "short-year" // two figures: read as of this century
	Serial    Note = "serial"     // a number that a spreadsheet took for a date, or a date it took for a number
	MonthOnly Note = "month"
	YearOnly  Note = "year"
	Quarter   Note = "quarter"
	Unread    Note = "not-understood" // kept as it stands, and no date

	NoNumber Note = "no-number" // of a cell with a number: kept as it stands
	NoLevel  Note = "no-level"  // of whose plan it is: read as far as the table says it
)

var (
	slashed   = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$`)
	monthYear = regexp.MustCompile(`^([A-Za-z]+) (\d{4})$`)
	aQuarter  = regexp.MustCompile(`^(?i:quarter ([1-4]) (\d{4})|(I{1,3}|IV) quarter of (\d{4}))$`)
	fiveDigit = regexp.MustCompile(`^\d{5}$`)
	fourDigit = regexp.MustCompile(`^\d{4}$`)
)

// ReadDate understands a cell of the columns with dates, and says how. It
// guesses nothing in silence: whatever is not the plain form has a note.
func ReadDate(cell string) (Date, Note) {
	cell = strings.TrimSpace(cell)
	switch cell {
	case "", "ND", "NR", "NA":
		return "", Absent
	}
	if m := slashed.FindStringSubmatch(cell); m != nil {
		return readSlashed(m)
	}
	if m := monthYear.FindStringSubmatch(cell); m != nil {
		if t, err := time.Parse("January 2006", m[1]+" "+m[2]); err == nil {
			return Date(t.Format("2006-01")), MonthOnly
		}
	}
	if m := aQuarter.FindStringSubmatch(cell); m != nil {
		n := m[1] + romanQuarter[strings.ToUpper(m[3])]
		return Date(m[2] + m[4] + "-Q" + n), Quarter
	}
	if fiveDigit.MatchString(cell) {
		n, err := strconv.Atoi(cell)
		if t := epoch.AddDate(0, 0, n); err == nil && t.Year() >= 1990 && t.Year() < 2100 {
			return Date(t.Format(time.DateOnly)), Serial
		}
	}
	if fourDigit.MatchString(cell) && Date(cell).Year() >= 1990 && Date(cell).Year() < 2100 {
		return Date(cell), YearOnly
	}
	return "", Unread
}

var romanQuarter = map[string]string{"I": "1", "II": "2", "III": "3", "IV": "4"}

// epoch is the day that spreadsheets count from.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// readSlashed reads a date with strokes.
func readSlashed(m []string) (Date, Note) {
	a, _ := strconv.Atoi(m[1]) // the pattern has one or two digits
	b, _ := strconv.Atoi(m[2])
	year, _ := strconv.Atoi(m[3])
	note := Plain
	if len(m[3]) == 2 {
		year, note = 2000+year, ShortYear
	}
	month, day := a, b
	switch {
	case a > 12 && b <= 12:
		month, day, note = b, a, DayFirst
	case note == Plain && a != b && b <= 12:
		note = Ambiguous
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || t.Day() != day || year == 0 {
		return "", Unread
	}
	// 7/15/1905 is day 2023 of the spreadsheet: somebody wrote the year alone.
	if serial := int(t.Sub(epoch) / (24 * time.Hour)); serial >= 1990 && serial < 2100 {
		return Date(fmt.Sprint(serial)), Serial
	}
	return Date(t.Format(time.DateOnly)), note
}
