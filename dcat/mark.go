package dcat

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"insyn/rdf"
)

// A mark is a finding that has not been put into words.
type mark struct {
	demand       *demand
	code         Code
	instead      string // if it is known beforehand
	focus, value rdf.ID
	profile      uint8 // by its place among those asked for
	severity     Severity
	conflict     bool // with what Sweden wants
	rdf.Position
}

// An extraKey names a demand that no table has.
type extraKey struct{ class, property string }

// find marks a finding that shapes cannot make.
func (c *checker) find(
	code Code, s Severity, class, property string, node, value rdf.ID, at rdf.Position,
) *mark {
	key := extraKey{class, property}
	d := c.extra[key]
	if d == nil {
		d = &demand{class: class, property: property}
		c.extra[key] = d
	}
	return c.report.note(mark{
		demand: d, code: code, severity: s, profile: uint8(c.profile),
		focus: node, value: value, Position: at,
	})
}

// note keeps a mark. There may be one for every dataset or more: the room for
// them is doubled when it is full, so that few are moved often.
func (r *Report) note(m mark) *mark {
	if len(r.marks) == cap(r.marks) {
		r.marks = slices.Grow(r.marks, max(64, len(r.marks)))
	}
	r.marks = append(r.marks, m)
	return &r.marks[len(r.marks)-1]
}

// finish counts the marks, puts them in order and makes findings of them.
func (c *checker) finish() *Report {
	r := c.report
	for _, p := range r.options.Profiles {
		v := Verdict{Profile: p}
		for _, d := range c.datasets {
			if p != HighValue || c.isHighValue(d) {
				v.Datasets++
			}
		}
		r.Verdicts = append(r.Verdicts, v)
	}
	c.count()
	r.order = c.order()
	c.word(r.order)
	return r
}

// count adds the marks up by profile, and the errors by dataset.
func (c *checker) count() {
	r := c.report
	faults := make([][]uint32, len(r.Verdicts)) // by place among the datasets
	at, found := 0, false
	for i := range r.marks {
		m := &r.marks[i]
		v := &r.Verdicts[m.profile]
		if m.severity == Warning {
			v.Warnings++
			continue
		}
		v.Errors++
		if m.conflict {
			v.Conflicts++
		}
		at, found = placeOf(c.datasets, c.datasetOf(m.focus), at)
		if !found || v.Profile == HighValue && !c.isHighValue(c.datasets[at]) {
			continue
		}
		if faults[m.profile] == nil {
			faults[m.profile] = make([]uint32, len(c.datasets))
		}
		if faults[m.profile][at]++; faults[m.profile][at] == 1 {
			v.Conforming--
		}
	}
	for i := range r.Verdicts {
		r.Verdicts[i].tally(c.datasets, faults[i])
	}
}

// placeOf finds a dataset among the sorted, first where the one before was
// found and right after it: marks come by sort, and of each sort in order.
func placeOf(datasets []rdf.ID, d rdf.ID, last int) (at int, found bool) {
	for at = last; at < len(datasets) && at < last+2; at++ {
		if datasets[at] == d {
			return at, true
		}
	}
	return slices.BinarySearch(datasets, d)
}

// tally takes over how many errors each dataset has. Conforming holds, below
// zero, how many have any.
func (v *Verdict) tally(datasets []rdf.ID, faults []uint32) {
	v.Faulty = make(map[rdf.ID]int, -v.Conforming)
	v.Conforming += v.Datasets
	for at, n := range faults {
		if n > 0 {
			v.Faulty[datasets[at]] = int(n)
		}
	}
}

// order gives the places of the marks in the order of the text. It depends
// on nothing but the catalogue: not on IDs, nor on the order of checking.
func (c *checker) order() []int32 {
	marks := c.report.marks
	type keyed struct {
		key uint64
		at  int32
	}
	keys := make([]keyed, len(marks))
	for i := range marks {
		keys[i] = keyed{uint64(marks[i].Line)<<32 | uint64(marks[i].Column), int32(i)}
	}
	keys = sortRuns(keys, func(a, b keyed) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return c.compare(&marks[a.at], &marks[b.at])
	})
	order := make([]int32, len(keys))
	for i, k := range keys {
		order[i] = k.at
	}
	return order
}

// sortRuns sorts what is in order for long stretches, as marks of one sort are,
// by merging neighbours.
func sortRuns[T any](list []T, compare func(a, b T) int) []T {
	out := make([]T, 0, len(list))
	for runs := 2; runs > 1; list, out = out, list[:0] {
		runs, out = 0, out[:0]
		for rest := list; len(rest) > 0; runs++ {
			a := runOf(rest, compare)
			b := runOf(rest[len(a):], compare)
			rest = rest[len(a)+len(b):]
			out = appendMerged(out, a, b, compare)
		}
	}
	return list
}

// runOf gives the beginning of a list that is in order.
func runOf[T any](list []T, compare func(a, b T) int) []T {
	n := min(1, len(list))
	for n < len(list) && compare(list[n-1], list[n]) <= 0 {
		n++
	}
	return list[:n]
}

// appendMerged appends two runs as one.
func appendMerged[T any](to, a, b []T, compare func(a, b T) int) []T {
	for len(a) > 0 && len(b) > 0 {
		if compare(b[0], a[0]) < 0 {
			to, b = append(to, b[0]), b[1:]
		} else {
			to, a = append(to, a[0]), a[1:]
		}
	}
	return append(append(to, a...), b...)
}

// compare orders marks at one place.
func (c *checker) compare(a, b *mark) int {
	return cmp.Or(
		cmp.Compare(a.profile, b.profile),
		cmp.Compare(a.demand.order, b.demand.order),
		cmp.Compare(a.code, b.code),
		cmp.Compare(a.demand.property, b.demand.property),
		strings.Compare(c.Value(a.focus), c.Value(b.focus)),
		strings.Compare(c.Value(a.value), c.Value(b.value)),
	)
}

// A keptKey tells sorts of findings apart when there is a limit for each.
type keptKey struct {
	code     Code
	profile  uint8
	property string
}

// word makes findings of marks, of each sort as many as asked for.
func (c *checker) word(order []int32) {
	r := c.report
	kept := map[keptKey]int{}
	for _, at := range order {
		m := &r.marks[at]
		if most := r.options.Most; most > 0 {
			key := keptKey{m.code, m.profile, m.demand.property}
			if kept[key]++; kept[key] > most {
				r.More++
				continue
			}
		}
		r.Findings = append(r.Findings, c.finding(m))
	}
}

func (c *checker) finding(m *mark) Finding {
	f := Finding{
		Code: m.code, Severity: m.severity, Profile: c.report.options.Profiles[m.profile].Name,
		Class: m.demand.class, Property: m.demand.property, Instead: Suggestion{Text: m.instead},
		Node: c.Value(m.focus), Conflict: m.conflict, Position: m.Position,
	}
	if d := c.datasetOf(m.focus); d != rdf.None {
		f.Dataset = c.Value(d)
	}
	if m.value != rdf.None {
		f.Value = show(c.Term(m.value))
		if m.demand.rule != nil && f.Instead.Text == "" {
			f.Instead = c.suggest(m.demand.rule, m.value)
		}
	}
	return f
}

// show writes a value for a message: short, and literals in quotation marks.
func show(t rdf.Term) string {
	const most = 100
	s := t.Value
	if len(s) > most {
		cut := most
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	s = strings.Join(strings.Fields(s), " ")
	switch t.Kind {
	case rdf.Literal:
		return `"` + s + `"`
	case rdf.Blank:
		return "_:" + s
	}
	return s
}
