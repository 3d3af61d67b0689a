package dcat

import (
	"iter"
	"slices"

	"insyn/rdf"
)

// Recheck is Check for a catalogue that has been checked before and has
// changed a little: it looks only at what the changes touch, and gives exactly
// what Check would give. The new graph must share the dictionary of the one
// that the earlier report is about; otherwise, and where too much has changed,
// everything is checked.
func Recheck(before *Report, g *rdf.Graph) *Report {
	old := before.Graph
	if g.Dictionary != old.Dictionary {
		return Check(g, before.options)
	}
	c := newChecker(g, before.options, make([]bool, g.Dictionary.Len()))
	if !c.affected(before) {
		return Check(g, before.options)
	}
	slices.Sort(c.among)
	c.report.marks = make([]mark, 0, len(before.marks)+len(before.marks)/8)
	for i := range before.marks {
		m := before.marks[i]
		if !c.only[m.focus] && !everywhere[m.code] {
			m.Position = c.place(&m)
			c.report.marks = append(c.report.marks, m)
		}
	}
	c.run()
	return c.finish()
}

// everywhere are the findings that depend on the whole catalogue: they are
// made anew each time.
var everywhere = map[Code]bool{"no-catalog": true, "shared-identity": true,
	"doubtful-address": true}

// affected marks the nodes that changes touch: those of which something else
// is said than before, those they point or pointed at, those that point at
// nodes of another class than before, and those that have come under the
// rules of high value or left them. It returns false if that is too much, or
// if the classes themselves have changed.
func (c *checker) affected(before *Report) bool {
	old := before.Graph
	c.among = []rdf.ID{}
	touch := func(id rdf.ID) {
		if !c.only[id] {
			c.only[id] = true
			c.among = append(c.among, id)
		}
	}
	subclass, _ := c.Lookup(rdf.Term{Kind: rdf.IRI, Value: subClassOf})
	most := len(c.All())/16 + 64
	for id, changes := range changed(old.All(), c.All()) {
		touch(id)
		reclassed := len(old.Of(id)) == 0 || len(c.Of(id)) == 0
		for _, t := range changes {
			touch(t.O)
			reclassed = reclassed || t.P == rdf.Type
			if t.P == subclass {
				return false
			}
		}
		if reclassed {
			for t := range c.Incoming(id, rdf.None) {
				touch(t.S)
			}
		}
		if len(c.among) > most {
			return false
		}
	}
	for id := range c.highValue {
		if c.highValue[id] != before.view.isHighValue(rdf.ID(id)) {
			touch(rdf.ID(id))
		}
	}
	return len(c.among) <= most
}

const subClassOf = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

// changed gives the subjects of which two graphs do not say the same, and of
// each the statements that are in one only. Both are sorted, and what has not
// changed, nearly all, is passed by in step.
func changed(a, b []rdf.Triple) iter.Seq2[rdf.ID, []rdf.Triple] {
	return func(yield func(rdf.ID, []rdf.Triple) bool) {
		for len(a) > 0 || len(b) > 0 {
			n := 0
			for n < len(a) && n < len(b) && a[n].S == b[n].S && a[n].P == b[n].P &&
				a[n].O == b[n].O {
				n++
			}
			if a, b = a[n:], b[n:]; len(a) == 0 && len(b) == 0 {
				return
			}
			var id rdf.ID
			if len(b) == 0 || len(a) > 0 && a[0].S < b[0].S {
				id = a[0].S
			} else {
				id = b[0].S
			}
			before, now := saidOf(a, id), saidOf(b, id)
			a, b = a[len(before):], b[len(now):]
			if !yield(id, difference(before, now)) {
				return
			}
		}
	}
}

// saidOf gives the triples at the beginning whose subject is id.
func saidOf(all []rdf.Triple, id rdf.ID) []rdf.Triple {
	n := 0
	for n < len(all) && all[n].S == id {
		n++
	}
	return all[:n]
}

// difference gives the statements of one subject that are in a or in b only.
func difference(a, b []rdf.Triple) []rdf.Triple {
	var all []rdf.Triple
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && less(a[0], b[0]):
			all = append(all, a[0])
			a = a[1:]
		case len(a) == 0 || less(b[0], a[0]):
			all = append(all, b[0])
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	return all
}

func less(a, b rdf.Triple) bool { return a.P < b.P || a.P == b.P && a.O < b.O }

// place finds where a mark stands now: what it is about has not changed, but
// may have moved.
func (c *checker) place(m *mark) rdf.Position {
	values := c.Match(m.focus, c.id(m.demand.property))
	switch {
	case m.code == "too-many" || m.code == "superseded":
		if len(values) > 0 {
			return slices.MaxFunc(values, byPlace).Position
		}
	case m.value != rdf.None:
		for _, t := range values {
			if t.O == m.value {
				return t.Position
			}
		}
	}
	return c.Where(m.focus)
}

func byPlace(a, b rdf.Triple) int {
	if a.Line != b.Line {
		return int(a.Line) - int(b.Line)
	}
	return int(a.Column) - int(b.Column)
}
