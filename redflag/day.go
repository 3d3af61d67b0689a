package redflag

import (
	"sync"
	"time"

	"insyn/ledger"
)

// A date is what is known of a day: year 0 where it is none that ledgers have.
type date struct {
	year  int16
	month int8 // from 0
	free  bool
}

// Days that ledgers can have: those of ledger's reader.
var (
	firstDay = dayOf("1990-01-01")
	lastDay  = dayOf("2100-12-31")
)

// dates are those of all days, looked up by number: ten million rows ask.
var dates = sync.OnceValue(func() []date {
	all := make([]date, lastDay-firstDay+1)
	for i := range all {
		day := firstDay + int32(i)
		t := ledger.DayTime(day)
		all[i] = date{int16(t.Year()), int8(t.Month()) - 1, ledger.IsFree(day)}
	}
	return all
})

// dateOf looks a day up.
func dateOf(all []date, day int32) date {
	if day < firstDay || day > lastDay {
		return date{}
	}
	return all[day-firstDay]
}

// dayText writes a day as 2024-01-31; "" for none.
func dayText(day int32) string {
	if day < firstDay || day > lastDay {
		return ""
	}
	return ledger.DayTime(day).Format(time.DateOnly)
}
