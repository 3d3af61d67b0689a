package consult

import "time"

// holiday tells whether the day of t is a Saturday, a Sunday, a public holiday
// in Sweden (lag 1989:253) or one of the three eves on which offices are closed.
func holiday(t time.Time) bool {
	if d := t.Weekday(); d == time.Saturday || d == time.Sunday {
		return true
	}
	year, month, day := t.Date()
	switch (md{month, day}) {
	case md{1, 1}, md{1, 6}, md{5, 1}, md{6, 6}, md{12, 24}, md{12, 25}, md{12, 26}, md{12, 31}:
		return true
	}
	if month == time.June && t.Weekday() == time.Friday && day >= 19 && day <= 25 {
		return true // Midsummer Eve
	}
	for _, after := range []int{-2, 1, 39} { // Good Friday, Easter Monday, Ascension Day
		if m, d := easter(year, after); m == month && d == day {
			return true
		}
	}
	return false
}

type md struct {
	month time.Month
	day   int
}

// easter gives the day that lies some days after Easter Sunday of a year, by
// the rule in the form of Meeus, Astronomical Algorithms, chapter 8.
func easter(year, after int) (time.Month, int) {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	t := time.Date(year, time.Month(n/31), n%31+1+after, 12, 0, 0, 0, time.UTC)
	return t.Month(), t.Day()
}
