package ledger

import (
	"encoding/binary"
	"math/big"
	"strconv"
	"unicode/utf8"
)

// mostOre is the largest amount that a row may have: a thousand billion kronor.
const mostOre = 100_000_000_000_000

// readAmount reads an amount as öre. The decimal mark of the column decides
// what 1.234 is; 0 where it is not known, and then such an amount is not read.
// Rounded tells that the amount had a part of an öre, which was rounded away
// from zero at the half.
func readAmount(b []byte, mark byte) (ore int64, rounded, ok bool) {
	if ore, ok := usualAmount(b); ok {
		return ore, false, true
	}
	i, n := 0, int64(0)
	if len(b) > 0 && b[0] == '-' {
		i = 1
	}
	from := i
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		n = n*10 + int64(b[i]-'0')
	}
	if i == from || i-from > 12 {
		return slowAmount(b, mark)
	}
	switch rest := b[i:]; len(rest) {
	case 0:
		n *= 100
	case 2:
		if !isMark(rest[0]) || rest[1]-'0' > 9 {
			return slowAmount(b, mark)
		}
		n = n*100 + 10*int64(rest[1]-'0')
	case 3:
		if !isMark(rest[0]) || rest[1]-'0' > 9 || rest[2]-'0' > 9 {
			return slowAmount(b, mark)
		}
		n = n*100 + 10*int64(rest[1]-'0') + int64(rest[2]-'0')
	default:
		return slowAmount(b, mark)
	}
	if from == 1 {
		n = -n
	}
	return n, false, n <= mostOre && n >= -mostOre
}

// usualAmount reads what nearly all amounts are: up to eight digits, a mark and
// two digits. It takes the same steps whatever their number: eight bytes are
// digits if neither they nor six more than they are leave 0x30 to 0x3f; then two
// of them are made one number, and two of these, and two of these.
func usualAmount(b []byte) (ore int64, ok bool) {
	n := len(b) - 3
	if n < 1 || n > 8 || cap(b) < 8 || !isMark(b[n]) || b[n+1]-'0' > 9 || b[n+2]-'0' > 9 {
		return 0, false
	}
	x := binary.LittleEndian.Uint64(b[:8])<<(64-8*n) | ones*'0'>>(8*n)
	if x&(ones*0xf0)|(x+ones*6)&(ones*0xf0)>>4 != ones*0x33 {
		return 0, false
	}
	x = x & (ones * 0x0f) * (10<<8 | 1) >> 8
	x = x & 0x00ff00ff00ff00ff * (100<<16 | 1) >> 16
	x = x & 0x0000ffff0000ffff * (10000<<32 | 1) >> 32
	return int64(x)*100 + 10*int64(b[n+1]-'0') + int64(b[n+2]-'0'), true
}

func isMark(c byte) bool { return c == ',' || c == '.' }

// A spelling is an amount taken apart: digits and marks without what people
// put around and between them.
type spelling struct {
	text     []byte // digits, commas and points; spaces as spaces
	negative bool
}

// spell takes an amount apart; false where it is none.
func spell(b []byte) (s spelling, ok bool) {
	if len(b) > 64 {
		return s, false
	}
	s.text = make([]byte, 0, len(b))
	signs, closed := 0, false
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		b = b[size:]
		switch {
		case r >= '0' && r <= '9', r == ',', r == '.':
			if closed {
				return s, false
			}
			s.text = append(s.text, byte(r))
		case r == ' ', r == '\u00a0', r == '\u202f', r == '\u2009', r == '\'', r == '’':
			if len(s.text) > 0 {
				s.text = append(s.text, ' ')
			}
		case r == '-', r == '−', r == '–', r == '(':
			s.negative = true
			signs++
			closed = len(s.text) > 0 // a sign after the amount
		case r == '+' && len(s.text) == 0:
			signs++
		case r == ')' && s.negative:
			closed = true
		case (r == 'k' || r == 'K') && len(b) > 0 && b[0]|0x20 == 'r', r == ':' && len(b) == 1:
			b, closed = b[1:], true // kr, and the dash of 12:-
		case (r == 'S' || r == 's') && len(b) > 1 && b[0]|0x20 == 'e' && b[1]|0x20 == 'k':
			b = b[2:]
		default:
			return s, false
		}
	}
	for len(s.text) > 0 && s.text[len(s.text)-1] == ' ' {
		s.text = s.text[:len(s.text)-1]
	}
	return s, len(s.text) > 0 && signs <= 1
}

// lastMark gives the last comma or point and how many digits follow it; other
// is the mark that groups thousands, where both are there.
func (s spelling) lastMark() (mark, other byte, after int) {
	for i := len(s.text) - 1; i >= 0; i-- {
		c := s.text[i]
		switch {
		case isMark(c) && mark == 0:
			mark, after = c, len(s.text)-1-i
		case isMark(c):
			return mark, c, after
		}
	}
	return mark, 0, after
}

// slowAmount reads what the fast way does not.
func slowAmount(b []byte, mark byte) (ore int64, rounded, ok bool) {
	s, ok := spell(b)
	if !ok {
		return scientific(b)
	}
	last, other, after := s.lastMark()
	whole, decimals := s.text, []byte(nil)
	group := other
	switch {
	case last == 0, last == other: // 1.234.567
		group = last
	case other == 0 && after == 3 && mark == 0:
		return 0, false, false // 1.234 may be either
	case other == 0 && after == 3 && last != mark:
		group = last
	default:
		whole, decimals = s.text[:len(s.text)-1-after], s.text[len(s.text)-after:]
	}
	digits, ok := ungroup(whole, group)
	if !ok {
		return 0, false, false
	}
	return compose(digits, decimals, s.negative)
}

// ungroup takes the marks out of 1 234 567, which must stand before groups of
// three digits.
func ungroup(text []byte, mark byte) ([]byte, bool) {
	digits, since, grouped := make([]byte, 0, len(text)), 0, false
	for _, c := range text {
		switch {
		case c == ' ', c == mark && mark != 0:
			if grouped && since != 3 || !grouped && (since == 0 || since > 3) {
				return nil, false
			}
			grouped, since = true, 0
		case isMark(c):
			return nil, false
		default:
			digits = append(digits, c)
			since++
		}
	}
	return digits, !grouped || since == 3
}

// compose makes öre of digits before and after the decimal mark.
func compose(whole, decimals []byte, negative bool) (ore int64, rounded, ok bool) {
	for len(whole) > 1 && whole[0] == '0' {
		whole = whole[1:]
	}
	if len(whole)+len(decimals) == 0 || len(whole) > 13 {
		return 0, false, false
	}
	for _, c := range whole {
		ore = ore*10 + int64(c-'0')
	}
	for i := range 2 {
		ore *= 10
		if i < len(decimals) {
			if decimals[i]-'0' > 9 {
				return 0, false, false
			}
			ore += int64(decimals[i] - '0')
		}
	}
	rest := decimals[min(2, len(decimals)):]
	for _, c := range rest {
		if c-'0' > 9 {
			return 0, false, false
		}
	}
	if len(rest) > 0 && rest[0] >= '5' {
		ore++
	}
	if negative {
		ore = -ore
	}
	return ore, !negligible(rest), ore <= mostOre && ore >= -mostOre
}

// negligible tells whether digits beyond öre are none, or what a workbook
// makes of a number that has no exact form: 3270.4999999999995.
func negligible(rest []byte) bool {
	if len(rest) == 0 {
		return true
	}
	edge := rest[0]
	if edge != '0' && edge != '9' {
		return false
	}
	same := 0
	for same < len(rest) && rest[same] == edge {
		same++
	}
	return edge == '0' && same == len(rest) || same >= 6
}

// scientific reads 1.5E+07, which workbooks write for large amounts.
func scientific(b []byte) (ore int64, rounded, ok bool) {
	e := -1
	for i, c := range b {
		switch {
		case c == 'E' || c == 'e':
			e = i
		case c-'0' > 9 && c != '.' && c != '-' && c != '+':
			return 0, false, false
		}
	}
	if e < 1 || len(b) > 30 {
		return 0, false, false
	}
	if n, err := strconv.Atoi(string(b[e+1:])); err != nil || n > 15 || n < -15 {
		return 0, false, false
	}
	r, ok := new(big.Rat).SetString(string(b))
	if !ok {
		return 0, false, false
	}
	text := []byte(r.Abs(r).FloatString(18))
	for i, c := range text {
		if c == '.' {
			return compose(text[:i], text[i+1:], b[0] == '-')
		}
	}
	return 0, false, false
}

// appendOre writes an amount as -1234.50.
func appendOre(to []byte, ore int64) []byte {
	size := uint64(ore)
	if ore < 0 {
		to, size = append(to, '-'), -size
	}
	to = strconv.AppendUint(to, size/100, 10)
	return append(to, '.', byte('0'+size%100/10), byte('0'+size%10))
}

// An amountForm is what a column of amounts shows about its decimal mark.
type amountForm struct {
	comma, point, either int // amounts with that decimal mark; with a mark that may be either
	eitherMark           byte
}

// see takes an amount into account.
func (f *amountForm) see(b []byte) {
	s, ok := spell(b)
	if !ok {
		return
	}
	last, other, after := s.lastMark()
	switch {
	case last == 0:
	case last == other: // 1.234.567: the decimal mark is not this
	case other == 0 && after == 3:
		f.either++
		f.eitherMark = last
	case last == ',':
		f.comma++
	default:
		f.point++
	}
}

// mark decides on the decimal mark: 0 where the column has both.
func (f *amountForm) mark() (mark byte, why string) {
	switch {
	case f.comma > 0 && f.point > 0:
		return 0, "both-seen"
	case f.comma > 0:
		return ',', "seen"
	case f.point > 0:
		return '.', "seen"
	case f.either > 0 && f.eitherMark == ',': // no amount has one or two decimals
		return '.', "groups-only"
	case f.either > 0:
		return ',', "groups-only"
	}
	return '.', "no-decimals"
}
