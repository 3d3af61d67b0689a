package consult

import (
	"regexp"
	"strconv"
	"time"
)

// numberForm is how a Swedish identity number is written: year (with or without
// the century), month, day, and four digits, with or without a sign between.
var numberForm = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)?[0-9]{2})([0-9]{2})([0-9]{2})[-+–\s]?([0-9]{4})(?:[^0-9]|$)`)

// IdentityNumbers finds what looks like Swedish identity numbers in text, those
// of people without one (samordningsnummer, where 60 is added to the day) too:
// a date that there is, and a check digit that agrees. Organisation numbers,
// whose third digit is 2 or more, are no dates and pass. It is for warning
// before something is sent.
func IdentityNumbers(text string) (found []string) {
	for at := 0; at < len(text); {
		m := numberForm.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return found
		}
		parts := make([]string, 4)
		for i := range parts {
			parts[i] = text[at+m[2*i+2] : at+m[2*i+3]]
		}
		if isDate(parts[0], parts[1], parts[2]) &&
			luhn(parts[0][len(parts[0])-2:]+parts[1]+parts[2]+parts[3]) {
			found = append(found, text[at+m[2]:at+m[9]])
		}
		at += m[9] // the sign after a number may begin the next
	}
	return found
}

// isDate tells whether there is such a day, in this century or the last.
func isDate(year, month, day string) bool {
	d, _ := strconv.Atoi(day)
	if d > 60 {
		d -= 60
	}
	centuries := []string{"19", "20"}
	if len(year) == 4 {
		centuries = []string{""}
	}
	for _, c := range centuries {
		if _, err := time.Parse("20060102", c+year+month+two(d)); err == nil {
			return true
		}
	}
	return false
}

func two(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

// luhn tells whether the last of ten digits checks the nine before it.
func luhn(digits string) bool {
	sum := 0
	for i, r := range digits {
		n := int(r-'0') * (2 - i%2)
		sum += n/10 + n%10
	}
	return sum%10 == 0
}
