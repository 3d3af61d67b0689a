package consult

import (
	"time"

	"insyn/internal/lang"
)

// A DayOff is a day on which no office is expected to work although it may be
// a weekday. Name is what messages call it.
type DayOff struct {
	Month time.Month
	Day   int
	Name  string
}

// Holidays lists the public holidays in Sweden of a year (lag 1989:253), and
// the three eves that count as such where a time is laid down by law (lag
// 1930:173), in the order of the calendar. Other days before a holiday are
// working days, also where offices close early.
func Holidays(year int) []DayOff {
	moved := func(name string, after int) DayOff {
		m, d := easter(year, after)
		return DayOff{m, d, name}
	}
	midsummer := saturday(year, time.June, 20)
	saints := saturday(year, time.October, 31)
	eve := midsummer.AddDate(0, 0, -1)
	all := []DayOff{{1, 1, "new-year"}, {1, 6, "epiphany"},
		moved("good-friday", -2), moved("easter", 0), moved("easter-monday", 1),
		{5, 1, "may-day"}, moved("ascension", 39), moved("pentecost", 49), {6, 6, "national-day"},
		{eve.Month(), eve.Day(), "midsummer-eve"},
		{midsummer.Month(), midsummer.Day(), "midsummer"},
		{saints.Month(), saints.Day(), "all-saints"}, {12, 24, "christmas-eve"},
		{12, 25, "christmas"}, {12, 26, "boxing-day"}, {12, 31, "new-years-eve"}}
	return inOrder(all)
}

// inOrder puts the few movable days in their places.
func inOrder(all []DayOff) []DayOff {
	for i := range all {
		for j := i; j > 0 && all[j].before(all[j-1]); j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	return all
}

func (h DayOff) before(o DayOff) bool {
	return h.Month < o.Month || h.Month == o.Month && h.Day < o.Day
}

// saturday gives the first Saturday on or after a day of a year.
func saturday(year int, m time.Month, day int) time.Time {
	t := time.Date(year, m, day, 12, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, int(time.Saturday-t.Weekday()))
}

// WorkingDay tells whether offices work on the day in Stockholm of a moment.
func WorkingDay(t time.Time) bool { return !holiday(t.In(lang.Stockholm)) }

// WorkingDays counts the working days in Stockholm after the day of from, up
// to and with the day of to: what is done on the day it came took 0. What lies
// in between can be split anywhere and adds up. It is 0 where to is earlier.
func WorkingDays(from, to time.Time) (n int) {
	day, last := noonOf(from), noonOf(to)
	for day = day.AddDate(0, 0, 1); !day.After(last); day = day.AddDate(0, 0, 1) {
		if !holiday(day) {
			n++
		}
	}
	return n
}

// AfterWorkingDays gives the end of the nth working day in Stockholm after the
// day of a moment: that is when a time of n working days has run out.
func AfterWorkingDays(from time.Time, n int) time.Time {
	day := noonOf(from)
	for n > 0 {
		if day = day.AddDate(0, 0, 1); !holiday(day) {
			n--
		}
	}
	return endOf(day)
}

// noonOf gives the middle of the day in Stockholm of a moment, where no change
// of the clocks can turn one day into another.
func noonOf(t time.Time) time.Time {
	y, m, d := t.In(lang.Stockholm).Date()
	return time.Date(y, m, d, 12, 0, 0, 0, lang.Stockholm)
}

// endOf gives the last second of the day in Stockholm of a moment.
func endOf(t time.Time) time.Time {
	y, m, d := t.In(lang.Stockholm).Date()
	return time.Date(y, m, d, 23, 59, 59, 0, lang.Stockholm).UTC()
}
