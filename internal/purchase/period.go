package purchase

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A Period is what a delivery is of: a month "2024-01" or a year "2024".
type Period string

var periodForm = regexp.MustCompile(`^20\d\d(-(0[1-9]|1[0-2]))?$`)

// ParsePeriod reads a period as a person types it. The error names no field.
func ParsePeriod(text string) (Period, *fault.Error) {
	text = strings.TrimSpace(text)
	if !periodForm.MatchString(text) {
		return "", fault.New(fault.Invalid, "purchase.period-bad")
	}
	return Period(text), nil
}

// Year gives the calendar year.
func (p Period) Year() int {
	year, _ := strconv.Atoi(string(p)[:min(4, len(p))]) // the form has been checked
	return year
}

// IsYear tells whether the period is a whole year.
func (p Period) IsYear() bool { return len(p) == 4 }

// Has tells whether a month ("2024-01") is part of the period.
func (p Period) Has(month string) bool { return strings.HasPrefix(month, string(p)) }

// Overlaps tells whether a row could belong to both periods.
func (p Period) Overlaps(other Period) bool {
	return strings.HasPrefix(string(p), string(other)) || strings.HasPrefix(string(other), string(p))
}

// Months lists the months of the period.
func (p Period) Months() []string {
	if !p.IsYear() {
		return []string{string(p)}
	}
	months := make([]string, 12)
	for i := range months {
		months[i] = fmt.Sprintf("%s-%02d", p, i+1)
	}
	return months
}

// Start gives the first day of the period, in UTC.
func (p Period) Start() time.Time {
	month := time.January
	if !p.IsYear() && len(p) == 7 {
		n, _ := strconv.Atoi(string(p)[5:]) // the form has been checked
		month = time.Month(n)
	}
	return time.Date(p.Year(), month, 1, 0, 0, 0, 0, time.UTC)
}
