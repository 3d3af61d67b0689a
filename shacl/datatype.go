package shacl

import (
	"encoding/base64"
	"math/big"
	"regexp"
	"strings"
	"time"

	"insyn/rdf"
)

// lexicalForm gives the test of whether a text is well-formed in a datatype.
// A datatype that XML Schema does not have takes any text.
func lexicalForm(datatype string) func(string) bool {
	name, ours := strings.CutPrefix(datatype, rdf.XSD)
	if !ours {
		return anything
	}
	if r, ok := integerRanges[name]; ok {
		return func(s string) bool { return inRange(s, r) }
	}
	if test, ok := lexicalForms[name]; ok {
		return test
	}
	return anything
}

// WellFormed tells whether a text is well-formed in a datatype. Datatypes that
// are not XML Schema's take any text.
func WellFormed(datatype, text string) bool { return lexicalForm(datatype)(text) }

func anything(string) bool { return true }

var lexicalForms = map[string]func(string) bool{
	"boolean": func(s string) bool { return s == "true" || s == "false" || s == "1" || s == "0" },
	"decimal": isDecimal,
	"double":  isDouble, "float": isDouble,
	"dateTime": func(s string) bool { _, _, ok := parseTime(s, dateTimeForm); return ok },
	"dateTimeStamp": func(s string) bool {
		_, zoned, ok := parseTime(s, dateTimeForm)
		return ok && zoned
	},
	"date":              isDate,
	"time":              func(s string) bool { _, _, ok := parseTime(s, timeForm); return ok },
	"gYear":             matches(`^-?([1-9]\d{3,}|0\d{3})` + zone + `$`),
	"gYearMonth":        matches(`^-?([1-9]\d{3,}|0\d{3})-(0[1-9]|1[0-2])` + zone + `$`),
	"gMonth":            matches(`^--(0[1-9]|1[0-2])` + zone + `$`),
	"gDay":              matches(`^---(0[1-9]|[12]\d|3[01])` + zone + `$`),
	"gMonthDay":         matches(`^--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])` + zone + `$`),
	"duration":          isDuration(`^-?P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$`),
	"dayTimeDuration":   isDuration(`^-?P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$`),
	"yearMonthDuration": isDuration(`^-?P(\d+Y)?(\d+M)?$`),
	"hexBinary":         matches(`^([0-9a-fA-F]{2})*$`),
	"base64Binary": func(s string) bool {
		_, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(s, " ", ""))
		return err == nil
	},
	"language":         matches(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`),
	"anyURI":           func(s string) bool { return !strings.ContainsAny(s, " <>\"{}|\\^`") },
	"token":            func(s string) bool { return strings.Join(strings.Fields(s), " ") == s },
	"normalizedString": func(s string) bool { return !strings.ContainsAny(s, "\t\r\n") },
	"NCName":           matches(`^[\pL_][\pL\pN_.\-]*$`),
	"Name":             matches(`^[\pL_:][\pL\pN_.:\-]*$`),
	"NMTOKEN":          matches(`^[\pL\pN_.:\-]+$`),
}

const zone = `(Z|[+-](0\d|1[0-4]):[0-5]\d)?`

func matches(expression string) func(string) bool { return regexp.MustCompile(expression).MatchString }

func isDuration(expression string) func(string) bool {
	form := matches(expression)
	return func(s string) bool {
		return form(s) && !strings.HasSuffix(s, "P") && !strings.HasSuffix(s, "T")
	}
}

// integerRanges are the bounds of the integer datatypes; "" is none.
var integerRanges = map[string][2]string{
	"integer": {}, "nonNegativeInteger": {"0", ""}, "positiveInteger": {"1", ""},
	"nonPositiveInteger": {"", "0"}, "negativeInteger": {"", "-1"},
	"byte": {"-128", "127"}, "short": {"-32768", "32767"}, "int": {"-2147483648", "2147483647"},
	"long":         {"-9223372036854775808", "9223372036854775807"},
	"unsignedByte": {"0", "255"}, "unsignedShort": {"0", "65535"}, "unsignedInt": {"0", "4294967295"},
	"unsignedLong": {"0", "18446744073709551615"},
}

// inRange tells whether a text is an integer within bounds.
func inRange(s string, bounds [2]string) bool {
	digits := s
	if s != "" && (s[0] == '-' || s[0] == '+') {
		digits = s[1:]
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	if digits == "" {
		return false
	}
	if bounds == [2]string{} || len(s) <= 18 && bounds == [2]string{"0", ""} && s[0] != '-' {
		return true
	}
	significant := strings.TrimLeft(digits, "0")
	if len(significant) > 20 {
		return s[0] == '-' && bounds[0] == "" || s[0] != '-' && bounds[1] == ""
	}
	n := new(big.Int)
	n.SetString(strings.TrimPrefix(s, "+"), 10)
	for side, text := range bounds {
		limit, ok := new(big.Int).SetString(text, 10)
		if ok && (side == 0 && n.Cmp(limit) < 0 || side == 1 && n.Cmp(limit) > 0) {
			return false
		}
	}
	return true
}

func isDecimal(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	return whole+fraction != "" && strings.Trim(whole+fraction, "0123456789") == ""
}

func isDouble(s string) bool {
	if s == "INF" || s == "-INF" || s == "+INF" || s == "NaN" {
		return true
	}
	mantissa, exponent, has := s, "", false
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent, has = s[:i], s[i+1:], true
	}
	return isDecimal(mantissa) && (!has || inRange(exponent, [2]string{}))
}

// The layouts of dates and times without zone.
const (
	dateTimeForm = "2006-01-02T15:04:05.999999999"
	dateForm     = "2006-01-02"
	timeForm     = "15:04:05.999999999"
)

// isDate tells whether a text is a date. Most are of the month's first 28 days
// and without a zone, which can be seen without a calendar.
func isDate(s string) bool {
	if len(s) == len(dateForm) && s[4] == '-' && s[7] == '-' && isNumber(s[:4], 0, 9999) &&
		isNumber(s[5:7], 1, 12) && isNumber(s[8:], 1, 28) {
		return true
	}
	_, _, ok := parseTime(s, dateForm)
	return ok
}

// isNumber tells whether a text is digits only, and a number within bounds.
func isNumber(digits string, least, most int) bool {
	n := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
		n = 10*n + int(digits[i]-'0')
	}
	return least <= n && n <= most
}

// parseTime reads a date or time. Years are those of four digits.
func parseTime(s, form string) (t time.Time, zoned, ok bool) {
	at := len(s)
	switch {
	case strings.HasSuffix(s, "Z"):
		at--
	case len(s) > 6 && s[len(s)-3] == ':' && (s[len(s)-6] == '+' || s[len(s)-6] == '-'):
		at -= 6
	}
	clock, offset := s[:at], s[at:]
	dayAfter := false
	if form != dateForm && strings.Contains(clock, "24:00:00") { // midnight at the day's end
		clock, dayAfter = strings.Replace(clock, "24:00:00", "00:00:00", 1), true
	}
	if len(clock) < len(strings.TrimRight(form, ".9")) || strings.Contains(clock, ",") {
		return t, false, false
	}
	t, err := time.Parse(form, clock)
	if err != nil {
		return t, false, false
	}
	if dayAfter {
		t = t.AddDate(0, 0, 1)
	}
	if len(offset) == 6 {
		z, err := time.Parse("-07:00", offset)
		if err != nil {
			return t, false, false
		}
		_, seconds := z.Zone()
		if seconds > 14*3600 || seconds < -14*3600 {
			return t, false, false
		}
		t = t.Add(-time.Duration(seconds) * time.Second)
	}
	return t, offset != "", true
}
