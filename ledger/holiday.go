package ledger

import "time"

// IsFree tells whether nobody books on a day in Sweden: Saturdays, Sundays,
// public holidays (lagen 1989:253 om allmänna helgdagar) and the eves that the
// act on holidays puts beside Sundays (semesterlagen 1977:480, section 3 a):
// Midsummer, Christmas and New Year.
func IsFree(day int32) bool {
	if day == NoDay {
		return false
	}
	t := DayTime(day)
	year, month, date := t.Date()
	switch w := t.Weekday(); {
	case w == time.Saturday, w == time.Sunday, fixedHolidays[[2]int{int(month), date}]:
		return true
	case w == time.Friday && month == time.June && date >= 19 && date <= 25: // Midsummer's Eve
		return true
	}
	switch day - easter(year) {
	case -2, 1, 39: // Good Friday, Easter Monday, Ascension Day
		return true
	}
	return false
}

// fixedHolidays are those that have a date of their own.
var fixedHolidays = map[[2]int]bool{{1, 1}: true, {1, 6}: true, {5, 1}: true, {6, 6}: true,
	{12, 24}: true, {12, 25}: true, {12, 26}: true, {12, 31}: true}

// easter gives Easter Sunday, by the anonymous Gregorian algorithm (Nature, 20
// April 1876).
func easter(year int) int32 {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	t := time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
	return int32(t.Unix() / 86400)
}
