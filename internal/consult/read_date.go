package consult

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A day is a date as a text has it. Year is 0 where the text leaves it out.
type day struct {
	year  int
	month time.Month
	day   int
	until int // the last day of "12–13 december"; 0 where it is one day
	at    [2]int
}

// valid tells whether the calendar has that day.
func (d day) valid() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year, since we do not know
	}
	t := time.Date(year, d.month, d.day, 12, 0, 0, 0, time.UTC)
	return t.Day() == d.day && t.Month() == d.month && (d.year == 0 || d.year >= 1990 &&
		d.year < 2100)
}

// hours is from when till when, in minutes after midnight; till is -1 where the
// text does not say.
type hours struct {
	from, till int
	at         [2]int
}

var months = map[string]time.Month{
	"januari": 1, "february": 2, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6,
	"juli":    7,
	"augusti": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
	"january": 1, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
	"jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
	"sept": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]time.Weekday{
	"måndag": 1, "tisdag": 2, "onsdag": 3, "torsdag": 4, "fredag": 5, "lördag": 6, "söndag": 0,
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sunday": 0,
}

var (
	dayFirst = regexp.MustCompile(`(?i)\b(\d{1,2})(?::?[ae]|st|nd|rd|th)?(?:\s*(?:-|–|—|till|och|to|and)\s*` +
		`(\d{1,2})(?::?[ae]|st|nd|rd|th)?)?\.?\s+(?:of\s+)?([a-zåäö]{3,9})\.?(?:,?\s+(\d{4}))?`)
	monthFirst = regexp.MustCompile(`(?i)\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:\s*[-–]\s*(\d{1,2})\b)?` +
		`(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?`)
	isoDay    = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	dottedDay = regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`)
	slashDay  = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})(?:[-/ ,]+(\d{4}))?\b`)
	weekday   = regexp.MustCompile(`(?i)(måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|` +
		`monday|tuesday|wednesday|thursday|friday|saturday|sunday)`)
)

// dates finds the days that a text names, in its order. It looks at the first
// few thousand characters: no line that says when is longer.
func dates(text string) []day {
	text = opening(text)
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	var found []day
	text = take(text, isoDay, &found, func(m []string) day {
		return day{year: integer(m[1]), month: time.Month(integer(m[2])), day: integer(m[3])}
	})
	text = take(text, dottedDay, &found, func(m []string) day {
		return day{year: integer(m[3]), month: time.Month(integer(m[2])), day: integer(m[1])}
	})
	text = take(text, slashDay, &found, func(m []string) day {
		return day{year: integer(m[3]), month: time.Month(integer(m[2])), day: integer(m[1])}
	})
	text = take(text, dayFirst, &found, func(m []string) day {
		d := day{year: integer(m[4]), month: months[strings.ToLower(m[3])], day: integer(m[1])}
		if m[2] != "" {
			d.until = integer(m[2])
		}
		return d
	})
	take(text, monthFirst, &found, func(m []string) day {
		return day{year: integer(m[4]), month: months[strings.ToLower(m[1])], day: integer(m[2]),
			until: integer(m[3])}
	})
	// Found form by form: put them in the order of the text.
	for i := 1; i < len(found); i++ {
		for j := i; j > 0 && found[j].at[0] < found[j-1].at[0]; j-- {
			found[j], found[j-1] = found[j-1], found[j]
		}
	}
	return found
}

// opening bounds how much of a line is searched for moments.
func opening(text string) string { return text[:min(len(text), 2000)] }

// take finds days of one form and blanks them out, so that no other form finds
// them again. At most twenty: no line has more.
func take(text string, form *regexp.Regexp, found *[]day, read func([]string) day) string {
	blanked := []byte(text)
	for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
		d := read(groups(text, at))
		if d.month < 1 || d.month > 12 || !d.valid() || len(*found) >= 20 {
			continue
		}
		d.at = [2]int{at[0], at[1]}
		*found = append(*found, d)
		for i := at[0]; i < at[1]; i++ {
			blanked[i] = ' '
		}
	}
	return string(blanked)
}

// groups gives the text of each group of a match; "" for those that took no part.
func groups(text string, at []int) []string {
	g := make([]string, len(at)/2)
	for i := range g {
		if at[2*i] >= 0 {
			g[i] = text[at[2*i]:at[2*i+1]]
		}
	}
	return g
}

func integer(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

var (
	clockRange = regexp.MustCompile(`(?i)(kl\.?|klockan|mellan|from|between|at)?\s*\b(\d{1,2})(?:[.:](\d{2}))?` +
		`\s*([ap]\.?m\.?)?\s*(?:-|–|—|−|till|to|until|och|and)\s*(?:kl\.?|klockan)?\s*(?:ca\.?|cirka|about)?\s*` +
		`(\d{1,2})(?:[.:](\d{2}))?\b\s*([ap]\.?m\b\.?)?`)
	clockOne = regexp.MustCompile(`(?i)(kl\.?|klockan|at)?\s*\b(\d{1,2})(?:[.:](\d{2}))?\b\s*([ap]\.?m\b\.?)?`)
)

// hoursIn finds the hours that a text gives; loose is for a line that is known
// to say when, where "13-15" is hours. Dates are left out first.
func hoursIn(text string, loose bool) (hours, bool) {
	text = opening(text)
	if !strings.ContainsAny(text, "0123456789") {
		return hours{}, false
	}
	blanked := []byte(text)
	for _, d := range dates(text) {
		for i := d.at[0]; i < d.at[1]; i++ {
			blanked[i] = ' '
		}
	}
	text = string(blanked)
	for _, at := range clockRange.FindAllStringSubmatchIndex(text, -1) {
		g := groups(text, at)
		if !loose && g[1] == "" && g[3] == "" && g[6] == "" && g[4] == "" && g[7] == "" {
			continue
		}
		half := g[4]
		if half == "" {
			half = g[7] // "1–2.30 pm": both after noon
		}
		from, ok := minutes(g[2], g[3], half)
		till, both := minutes(g[5], g[6], g[7])
		if ok && both && g[4] == "" && from > till {
			from, ok = minutes(g[2], g[3], "") // "11–1 pm": only the end is
		}
		if ok && both && from < till {
			return hours{from, till, [2]int{at[0], at[1]}}, true
		}
	}
	for _, at := range clockOne.FindAllStringSubmatchIndex(text, -1) {
		g := groups(text, at)
		if from, ok := minutes(g[2], g[3], g[4]); ok && (g[1] != "" || g[3] != "" || g[4] != "") {
			return hours{from, -1, [2]int{at[0], at[1]}}, true
		}
	}
	return hours{}, false
}

// minutes gives a time of day in minutes after midnight.
func minutes(hour, minute, half string) (int, bool) {
	h, m := integer(hour), integer(minute)
	switch strings.ToLower(strings.ReplaceAll(half, ".", "")) {
	case "pm":
		if h > 12 || h == 0 {
			return 0, false
		}
		h = h%12 + 12
	case "am":
		if h > 12 || h == 0 {
			return 0, false
		}
		h %= 12
	}
	return h*60 + m, m < 60 && (h < 24 || h == 24 && m == 0)
}
