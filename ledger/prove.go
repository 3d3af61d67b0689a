package ledger

import (
	"bufio"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// A Remains is a personal number that is still there.
type Remains struct {
	Row   int    `json:"row"` // of a table, from 0; or the line of a text, from 1
	Field string `json:"field"`
}

// Prove looks for personal numbers in every text of a table, by other code
// than Mask takes them out with. It gives where the first hundred are.
func Prove(t *Table) (left []Remains) {
	for _, f := range Fields() {
		switch {
		case f.Coded():
			left = append(left, proveColumn(t.coded[f], f)...)
		case f.Plain():
			for row := range t.Len() {
				t.tell(row)
				if ProveText(t.plain[f].Value(row)) && len(left) < mostRemains {
					left = append(left, Remains{row, f.String()})
				}
			}
		}
	}
	return left[:min(len(left), mostRemains)]
}

const mostRemains = 100

// proveColumn looks at each different value once, and then for its rows.
func proveColumn(c *Column, f Field) (left []Remains) {
	bad := map[uint32]bool{}
	for code, value := range c.Values() {
		if ProveText(value) {
			bad[uint32(code)] = true
		}
	}
	for row := 0; len(bad) > 0 && row < c.Len() && len(left) < mostRemains; row++ {
		if bad[c.Code(row)] {
			left = append(left, Remains{row, f.String()})
		}
	}
	return left
}

// ProveLines looks for personal numbers in the lines of a text in UTF-8, such
// as a published file.
func ProveLines(r io.Reader) (left []Remains, err error) {
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if ProveText(line) && len(left) < mostRemains {
			left = append(left, Remains{n, ""})
		}
		if err == io.EOF {
			return left, nil
		} else if err != nil {
			return left, err
		}
	}
}

// Ways to write a personal number, in the characters that ordinary gives.
var (
	numbers = regexp.MustCompile(`(?i)(?:SE)?[0-9][0-9 ./+_:-]{8,}[0-9]`)
	vat     = regexp.MustCompile(`^(?i:SE)\d{12}(?:\D|$)`)
	written = []*regexp.Regexp{
		regexp.MustCompile(`^(?:16|18|19|20)?(\d{2})(\d{2})(\d{2}) ?[+./_:-]? ?(\d{4})(?:\D|$)`),
		regexp.MustCompile(`^(?:16|18|19|20)?(\d{2})(\d{2})(\d{2}) {1,3}(\d{4})(?:\D|$)`),
		regexp.MustCompile(`^(?:16|18|19|20)?(\d{2})[./ -](\d{2})[./ -](\d{2}) ?[+./_:-] ?(\d{4})(?:\D|$)`),
		regexp.MustCompile(`^(?:16|18|19|20)?(\d{2}) (\d{2})[./ -](\d{2}) {1,3}(\d{4})(?:\D|$)`),
		regexp.MustCompile(`^(?i:SE)(\d{2})(\d{2})(\d{2})(\d{4})\d{2}(?:\D|$)`),
	}
)

// ordinary gives the character of a typewriter that looks like another one. It
// knows what asSeen knows, by other properties of Unicode.
func ordinary(r rune) rune {
	switch {
	case r >= ' ' && r <= '~':
		return r
	case strings.ContainsRune("\t\n\v\f\r\u0085", r), unicode.Is(unicode.Z, r):
		return ' '
	case unicode.Is(unicode.C, r), unicode.IsMark(r):
		return -1
	case unicode.Is(unicode.Dash, r), unicode.Is(unicode.Pd, r), r == '\u2043':
		return '-'
	case unicode.IsDigit(r):
		first := r
		for unicode.IsDigit(first - 1) {
			first--
		}
		return '0' + (r-first)%10
	}
	return r
}

// ProveText tells whether a text has a personal number in it.
func ProveText(text string) bool {
	text = strings.Map(ordinary, text)
	if !hasDigits(text, 10) {
		return false
	}
	for _, at := range numbers.FindAllStringIndex(text, -1) {
		part := text[at[0]:at[1]]
		for i := range part {
			inside := i > 0 && part[i] >= '0' && part[i] <= '9' && part[i-1] >= '0' && part[i-1] <= '9'
			if inside {
				continue
			}
			for _, way := range written {
				if vat.MatchString(part[max(i-2, 0):]) && i >= 2 {
					break // its ten digits have been looked at
				}
				if m := way.FindStringSubmatch(part[i:]); m != nil && provenNumber(m[1], m[2], m[3], m[4]) {
					return true
				}
			}
		}
	}
	return false
}

// hasDigits tells whether a text has at least so many digits.
func hasDigits(text string, n int) bool {
	for i := 0; i < len(text) && n > 0; i++ {
		if text[i] >= '0' && text[i] <= '9' {
			n--
		}
	}
	return n == 0
}

// provenNumber checks the date by the calendar and the check digit by the
// book: each second digit doubled, the figures of all products added up.
func provenNumber(year, month, day, last string) bool {
	born := day
	if day[0] >= '6' { // a coordination number
		born = string(day[0]-6) + day[1:]
	}
	_, before := time.Parse("20060102", "19"+year+month+born)
	_, after := time.Parse("20060102", "20"+year+month+born)
	if before != nil && after != nil {
		return false
	}
	sum := 0
	for i, r := range year + month + day + last {
		product := int(r-'0') * (2 - i%2)
		sum += product/10 + product%10
	}
	return sum%10 == 0
}
