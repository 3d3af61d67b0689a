package ledger

import (
	"strconv"
	"time"
)

// Forms of dates that can be told apart by looking at one of them.
const (
	formISO      = "yyyy-mm-dd"
	formCompact  = "yyyymmdd"
	formMonth    = "yyyy-mm"
	formMonth6   = "yyyymm"
	formShort6   = "yymmdd"
	formShort    = "yy-mm-dd"
	formDayFirst = "dd/mm/yyyy"
	formDayLast  = "mm/dd/yyyy"
	formSerial   = "serial"
	formTime     = "yyyy-mm-dd hh:mm"
)

// A dateForm is what a column of dates shows about itself, and decides what
// cannot be told from one date alone.
type dateForm struct {
	seen   map[string]int
	second int // the largest number between slashes, where the first is a day or month
	first  int
	short  int // dates of six digits that can be yymmdd only
	month  int // and yyyymm only

	monthFirst bool // 01/31/2024
	six        string
	base1904   bool // workbooks that count days from 1904
}

// see takes a date into account.
func (f *dateForm) see(b []byte) {
	if f.seen == nil {
		f.seen = map[string]int{}
	}
	if len(b) == 6 {
		_, _, isMonth := month6(b)
		_, isShort := short6(b)
		if isShort && !isMonth {
			f.short++
		}
		if isMonth && !isShort {
			f.month++
		}
	}
	if a, m, _, ok := threeNumbers(b); ok && len(b) >= 8 {
		f.first, f.second = max(f.first, a), max(f.second, m)
	}
	if _, _, form := f.read(b); form != "" {
		f.seen[form]++
	}
}

// decide settles what single dates leave open. It gives the form that most
// dates have, and why it was taken so.
func (f *dateForm) decide() (form, why string) {
	f.monthFirst = f.second > 12 && f.first <= 12
	f.six = formMonth6
	if f.short > 0 && f.month == 0 {
		f.six = formShort6
	}
	most := 0
	for _, name := range []string{formISO, formCompact, formMonth, formMonth6, formShort6, formShort,
		formDayFirst, formDayLast, formSerial, formTime} {
		if f.seen[name] > most {
			form, most = name, f.seen[name]
		}
	}
	switch {
	case form == formDayFirst && f.monthFirst:
		return formDayLast, "only-reading"
	case form == formDayFirst && f.first <= 12:
		return form, "custom" // nothing proves it; in Sweden the day comes first
	case form == formMonth6 || form == formShort6:
		if f.short > 0 && f.month > 0 {
			return f.six, "both-seen"
		}
		if f.short == 0 && f.month == 0 {
			return f.six, "custom"
		}
		return f.six, "only-reading"
	}
	return form, "seen"
}

// read gives the day that a text means, whether it is a month, and the form
// that it has; form is "" where it is no date.
func (f *dateForm) read(b []byte) (day int32, coarse bool, form string) {
	switch {
	case len(b) == 10 && b[4] == '-' && b[7] == '-':
		if day, ok := date(number(b[:4]), number(b[5:7]), number(b[8:])); ok {
			return day, false, formISO
		}
		return 0, false, ""
	case len(b) == 8 && digits(b):
		if day, ok := date(number(b[:4]), number(b[4:6]), number(b[6:])); ok {
			return day, false, formCompact
		}
		return 0, false, ""
	case len(b) == 6 && digits(b):
		return f.sixDigits(b)
	case len(b) == 7 && (b[4] == '-' || b[4] == '/' || b[4] == ' ') && digits(b[:4]):
		if day, ok := date(number(b[:4]), number(b[5:]), 1); ok {
			return day, true, formMonth
		}
		return 0, false, ""
	case len(b) > 10 && (b[10] == 'T' || b[10] == ' ') && b[4] == '-' && isTime(b[11:]):
		day, _, form = f.read(b[:10])
		if form != "" {
			form = formTime
		}
		return day, false, form
	}
	if day, ok := f.serial(b); ok {
		return day, false, formSerial
	}
	return f.threeParts(b)
}

// sixDigits reads yyyymm or yymmdd, whichever the column is decided to have.
func (f *dateForm) sixDigits(b []byte) (int32, bool, string) {
	day, coarse, isMonth := month6(b)
	short, isShort := short6(b)
	switch {
	case isMonth && (f.six != formShort6 || !isShort):
		return day, coarse, formMonth6
	case isShort:
		return short, false, formShort6
	}
	return 0, false, ""
}

func month6(b []byte) (int32, bool, bool) {
	day, ok := date(number(b[:4]), number(b[4:]), 1)
	return day, true, ok
}

func short6(b []byte) (int32, bool) { return date(2000+number(b[:2]), number(b[2:4]), number(b[4:])) }

// threeParts reads dates of three numbers with slashes, points or dashes.
func (f *dateForm) threeParts(b []byte) (int32, bool, string) {
	x, y, z, ok := threeNumbers(b)
	if !ok {
		return 0, false, ""
	}
	if b[4] == '/' || b[4] == '.' || b[4] == '-' { // 2024/1/31
		if day, ok := date(x, y, z); ok {
			return day, false, formISO
		}
		return 0, false, ""
	}
	if z < 1000 { // 24-01-31
		if day, ok := date(2000+x, y, z); ok && b[2] == '-' {
			return day, false, formShort
		}
		return 0, false, ""
	}
	if f.monthFirst {
		x, y = y, x
	}
	if day, ok := date(z, y, x); ok {
		return day, false, formDayFirst
	}
	if f.seen != nil && f.six == "" { // still looking: it may be the other way round
		if day, ok := date(z, x, y); ok {
			return day, false, formDayFirst
		}
	}
	return 0, false, ""
}

// threeNumbers takes a text apart at slashes, points or dashes, one sort of them.
func threeNumbers(b []byte) (x, y, z int, ok bool) {
	if len(b) < 8 || len(b) > 10 {
		return
	}
	var parts [3]int
	part, from, mark := 0, 0, byte(0)
	for i, c := range b {
		switch {
		case c-'0' <= 9:
			parts[part] = parts[part]*10 + int(c-'0')
		case (c == '/' || c == '.' || c == '-') && part < 2 && i > from && (mark == 0 || mark == c):
			part, from, mark = part+1, i+1, c
		default:
			return
		}
	}
	return parts[0], parts[1], parts[2], part == 2 && from < len(b)
}

// serial reads the number of a day as workbooks count them, with or without a
// time of day. Days from 1990 to 2100 are taken.
func (f *dateForm) serial(b []byte) (int32, bool) {
	if len(b) < 5 || !digits(b[:5]) || len(b) > 5 && b[5] != '.' {
		return 0, false
	}
	n := number(b[:5])
	if f.base1904 {
		n += 1462
	}
	return int32(n - 25569), n >= 32874 && n <= 73051
}

// isTime tells whether a text is a time of day: digits, colons, a fraction, a zone.
func isTime(b []byte) bool {
	if len(b) < 5 || len(b) > 20 || b[2] != ':' || !digits(b[:2]) || !digits(b[3:5]) {
		return false
	}
	for _, c := range b[5:] {
		if c-'0' > 9 && c != ':' && c != '.' && c != 'Z' && c != '+' && c != '-' {
			return false
		}
	}
	return true
}

func digits(b []byte) bool {
	for _, c := range b {
		if c-'0' > 9 {
			return false
		}
	}
	return true
}

// number reads digits; -1 where there is anything else.
func number(b []byte) int {
	n := 0
	for _, c := range b {
		if c-'0' > 9 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// daysBefore are the days of a common year before each month.
var daysBefore = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

// date gives the days since 1970 of a date in the years that books are about.
func date(year, month, day int) (int32, bool) {
	if year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	leap := 0
	if year%4 == 0 && year != 2100 {
		leap = 1
	}
	length := daysBefore[month] - daysBefore[month-1]
	if month == 2 {
		length += leap
	}
	if day > length {
		return 0, false
	}
	n := 365*(year-1970) + (year-1969)/4 + daysBefore[month-1] + day - 1
	if month > 2 {
		n += leap
	}
	if year > 2100 {
		n--
	}
	return int32(n), true
}

// appendDay writes a date as 2024-01-31, or 2024-01 where it is coarse.
func appendDay(to []byte, day int32, coarse bool) []byte {
	if day == NoDay {
		return to
	}
	if coarse {
		return DayTime(day).AppendFormat(to, "2006-01")
	}
	return DayTime(day).AppendFormat(to, time.DateOnly)
}

// monthOf gives the month of a day as a number, 12 × year + month − 1; -1 for NoDay.
func monthOf(day int32) int {
	if day == NoDay {
		return -1
	}
	t := DayTime(day)
	return 12*t.Year() + int(t.Month()) - 1
}

// monthName writes the number of a month as 2024-01; "" for -1.
func monthName(month int) string {
	if month < 0 {
		return ""
	}
	m := strconv.Itoa(month%12 + 101)
	return strconv.Itoa(month/12) + "-" + m[1:]
}
