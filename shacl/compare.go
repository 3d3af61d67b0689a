package shacl

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"insyn/rdf"
)

// A quantity is a literal's value, so far as values can be ordered.
type quantity struct {
	kind   quantityKind
	exact  *big.Rat
	number float64
	text   string
	when   time.Time
	zoned  bool
}

type quantityKind uint8

const (
	unordered quantityKind = iota
	aNumber
	aText
	aTruth
	aDateTime
	aDate
	aClock
)

// longest is how long a number may be that is compared exactly.
const longest = 400

// quantityOf reads a literal's value. What is ill-formed has none.
func quantityOf(t rdf.Term) quantity {
	if t.Kind != rdf.Literal || t.Language != "" {
		return quantity{}
	}
	name, ours := strings.CutPrefix(t.Datatype, rdf.XSD)
	if !ours || !lexicalForm(t.Datatype)(t.Value) {
		return quantity{}
	}
	if _, ok := integerRanges[name]; ok {
		name = "decimal"
	}
	switch name {
	case "string":
		return quantity{kind: aText, text: t.Value}
	case "boolean":
		q := quantity{kind: aTruth}
		if t.Value == "true" || t.Value == "1" {
			q.number = 1
		}
		return q
	case "decimal", "double", "float":
		return numberOf(name, t.Value)
	case "dateTime", "dateTimeStamp":
		return timeOf(aDateTime, t.Value, dateTimeForm)
	case "date":
		return timeOf(aDate, t.Value, dateForm)
	case "time":
		return timeOf(aClock, t.Value, timeForm)
	}
	return quantity{}
}

func numberOf(name, value string) quantity {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil && f == 0 || f != f {
		return quantity{}
	}
	q := quantity{kind: aNumber, number: f}
	if name == "decimal" && len(value) < longest {
		q.exact, _ = new(big.Rat).SetString(value)
	}
	return q
}

func timeOf(kind quantityKind, value, form string) quantity {
	when, zoned, ok := parseTime(value, form)
	if !ok {
		return quantity{}
	}
	return quantity{kind: kind, when: when, zoned: zoned}
}

// holds tells whether a stands in a relation to b. Values that cannot be
// compared stand in none.
func holds(a quantity, is Relation, b quantity) bool {
	order, ok := order(a, b)
	if !ok {
		return false
	}
	switch is {
	case Greater:
		return order > 0
	case GreaterOrEqual:
		return order >= 0
	case Less:
		return order < 0
	}
	return order <= 0
}

// order compares two values of the same kind.
func order(a, b quantity) (int, bool) {
	if a.kind != b.kind || a.kind == unordered {
		return 0, false
	}
	switch a.kind {
	case aText:
		return strings.Compare(a.text, b.text), true
	case aDateTime, aDate, aClock:
		return orderTimes(a, b)
	}
	if a.exact != nil && b.exact != nil {
		return a.exact.Cmp(b.exact), true
	}
	switch {
	case a.number < b.number:
		return -1, true
	case a.number > b.number:
		return 1, true
	}
	return 0, true
}

// orderTimes compares times. One without zone lies somewhere within fourteen
// hours; if that leaves the order open, there is none (XML Schema, part 2).
func orderTimes(a, b quantity) (int, bool) {
	if a.zoned == b.zoned {
		return a.when.Compare(b.when), true
	}
	const widest = 14 * time.Hour
	apart := a.when.Sub(b.when)
	switch {
	case apart > widest:
		return 1, true
	case apart < -widest:
		return -1, true
	}
	return 0, false
}
