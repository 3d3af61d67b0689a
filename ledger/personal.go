package ledger

import "strings"

// A Find is something personal in a text.
type Find struct {
	From, To int    // bytes of the text
	What     string // FoundPerson, FoundCoordination or FoundAddress
}

// What can be found in a text.
const (
	FoundPerson       = "personal-number"
	FoundCoordination = "coordination-number"
	FoundAddress      = "e-mail"
)

// Stand-ins for what is taken out of texts.
var standIns = map[string]string{FoundPerson: "[personnummer]", FoundCoordination: "[personnummer]",
	FoundAddress: "[e-post]"}

// Personal finds personal numbers, coordination numbers and e-mail addresses
// in a text. A number counts as one if it has ten or twelve digits with or
// without a dash, plus, space or other mark before the last four (811218-9876,
// 19811218 9876, 811218/9876, SE811218987601, 1981-12-18-9876), begins with a
// date of the calendar, has the right check digit, and is no part of a longer
// number. Digits and hyphens of other scripts count as ours, and characters
// that nobody sees do not count at all.
func Personal(text string) []Find {
	seen, at := asSeen(text)
	found := personal(seen)
	for i := range found {
		if at != nil {
			found[i].From, found[i].To = at[found[i].From], at[found[i].To]
		}
	}
	return found
}

// personal finds in a text as it is seen.
func personal(text string) []Find {
	var found []Find
	digits := 0
	for i := range len(text) {
		if text[i]-'0' <= 9 {
			digits++
		}
	}
	for i := 0; digits >= 10 && i < len(text); i++ {
		if text[i]-'0' > 9 || i > 0 && text[i-1]-'0' <= 9 {
			continue
		}
		if end, what := personAt(text, i); end > 0 {
			found = append(found, Find{i, end, what})
			i = end - 1
		}
	}
	if strings.IndexByte(text, '@') >= 0 {
		found = append(found, addresses(text)...)
	}
	return found
}

// Redact puts stand-ins where something personal is. What Insyn shows of a
// ledger that has not been masked goes through it.
func Redact(text string) (string, []Find) {
	found := Personal(text)
	if len(found) == 0 {
		return text, nil
	}
	var b strings.Builder
	at := 0
	for _, f := range found {
		if f.From < at {
			continue
		}
		b.WriteString(text[at:f.From])
		b.WriteString(standIns[f.What])
		at = f.To
	}
	b.WriteString(text[at:])
	return b.String(), found
}

// personAt reads a personal number that begins at i; end is 0 where there is none.
func personAt(text string, i int) (end int, what string) {
	run := i
	for run < len(text) && text[run]-'0' <= 9 {
		run++
	}
	switch n := run - i; {
	case n == 10:
		return judge(text[i:run], run)
	case n == 12 && i >= 2 && strings.EqualFold(text[i-2:i], "SE"):
		return judge(text[i:i+10], run)
	case n == 12 && isCentury(text[i:]):
		return judge(text[i+2:run], run)
	case n == 6 || n == 8 && isCentury(text[i:]):
		if at := passDash(text, run, true); at > 0 && lastFour(text, at) {
			return judge(text[run-6:run]+text[at:at+4], at+4)
		}
	case n == 2 || n == 4 && isCentury(text[i:]):
		return separated(text, run-2)
	}
	return 0, ""
}

// separated reads 81-12-18-9876 and 81 12 18 9876 from its year of two digits on.
func separated(text string, i int) (end int, what string) {
	if len(text) < i+13 {
		return 0, ""
	}
	d := text[i : i+8]
	for _, k := range [...]int{2, 5} {
		if strings.IndexByte("-./ ", d[k]) < 0 {
			return 0, ""
		}
	}
	d = d[:2] + d[3:5] + d[6:]
	if at := passDash(text, i+8, text[i+2] == ' '); at > 0 && lastFour(text, at) && digits([]byte(d)) {
		return judge(d+text[at:at+4], at+4)
	}
	return 0, ""
}

// beforeFour are what people write before the last four digits.
const beforeFour = "-+/._:"

// passDash passes over a dash or another mark with a space on either side; a
// space alone will do where that is allowed. It gives 0 where there is neither.
func passDash(text string, i int, space bool) int {
	seen := false
	for k := 0; k < 3 && i < len(text); k++ {
		switch c := text[i]; {
		case strings.IndexByte(beforeFour, c) >= 0:
			if seen {
				return 0
			}
			seen = true
		case c == ' ':
		default:
			if seen || space && k > 0 {
				return i
			}
			return 0
		}
		i++
	}
	if seen || space {
		return i
	}
	return 0
}

func isCentury(text string) bool {
	switch text[:2] {
	case "16", "18", "19", "20":
		return true
	}
	return false
}

// lastFour tells whether four digits stand at i, and no fifth.
func lastFour(text string, i int) bool {
	return len(text) >= i+4 && digits([]byte(text[i:i+4])) &&
		(len(text) == i+4 || text[i+4]-'0' > 9)
}

// judge tells whether ten digits are the number of a person.
func judge(ten string, end int) (int, string) {
	switch {
	case !isBirth(ten) || !luhn(ten):
		return 0, ""
	case ten[4] >= '6':
		return end, FoundCoordination
	}
	return end, FoundPerson
}

// addresses finds e-mail addresses.
func addresses(text string) (found []Find) {
	for at := 0; at < len(text); at++ {
		if text[at] != '@' {
			continue
		}
		from := at
		for from > 0 && isLocal(text[from-1]) {
			from--
		}
		to, dots := at+1, 0
		for to < len(text) && (isName(text[to]) || text[to] == '.' && to+1 < len(text) && isName(text[to+1])) {
			if text[to] == '.' {
				dots++
			}
			to++
		}
		if from < at && dots > 0 && to > at+3 {
			found = append(found, Find{from, to, FoundAddress})
		}
	}
	return found
}

func isName(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c-'0' <= 9 || c == '-' || c >= 0x80
}

func isLocal(c byte) bool { return isName(c) || strings.IndexByte(".!#$%&'*+/=?^_`{|}~", c) >= 0 }
