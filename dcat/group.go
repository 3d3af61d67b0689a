package dcat

import (
	"cmp"
	"slices"

	"insyn/rdf"
)

// A Group is all findings that say the same of the same: ten thousand times a
// format that is missing is one thing to know and one thing to do.
type Group struct {
	Code     Code
	Severity Severity
	Profile  string
	Class    string
	Property string
	Conflict bool
	Count    int
	Kinds    []Kind // by value, the most frequent first
	More     int    // findings of the kinds that were not asked for
}

// A Kind is the findings of a group that have one value.
type Kind struct {
	Count int
	First []Finding // those that the text has first
}

// Groups gathers the findings of a report, also those beyond the limit of its
// options: by profile in the order asked for, errors before contradictions and warnings, what is
// most frequent first. Of each group it gives as many kinds as asked for, and of
// each kind as many findings.
func (r *Report) Groups(kinds, places int) []Group {
	g := &grouper{
		checker: wording(r), most: kinds, places: places,
		groups: map[groupKey]int32{}, kinds: map[kindKey]int32{},
	}
	for _, at := range r.order {
		g.add(at, &r.marks[at])
	}
	return g.finish()
}

// A grouper counts marks.
type grouper struct {
	*checker
	most   int                // kinds of a group
	places int                // findings of a kind
	groups map[groupKey]int32 // places in sorts
	kinds  map[kindKey]int32  // places in values
	sorts  []sortOfMark
	values []valueOfSort
	last   sameSort // that was looked up
}

// A sameSort is a mark of a known group. Marks of one sort stand in rows.
type sameSort struct {
	demand   *demand
	code     Code
	profile  uint8
	severity Severity
	conflict bool
	group    int32
}

// A groupKey is what makes a group.
type groupKey struct {
	code            Code
	class, property string
	profile         uint8
	severity        Severity
	conflict        bool
}

// A kindKey is what makes a kind: the value, in a group.
type kindKey struct {
	group int32
	value rdf.ID
}

type sortOfMark struct {
	groupKey
	count int
	kinds []int32 // places in values
}

// rank puts errors first, then those that nobody can mend, then advice.
func (s *sortOfMark) rank() int {
	switch {
	case s.severity == Warning:
		return 2
	case s.conflict:
		return 1
	}
	return 0
}

type valueOfSort struct {
	count int
	first []int32 // places of marks
}

func (g *grouper) add(at int32, m *mark) {
	group := g.group(m)
	g.sorts[group].count++
	value, known := g.kinds[kindKey{group, m.value}]
	if !known {
		value = int32(len(g.values))
		g.kinds[kindKey{group, m.value}] = value
		g.values = append(g.values, valueOfSort{})
		g.sorts[group].kinds = append(g.sorts[group].kinds, value)
	}
	v := &g.values[value]
	if v.count++; len(v.first) < g.places {
		v.first = append(v.first, at)
	}
}

// group gives the place of the group that a mark belongs to.
func (g *grouper) group(m *mark) int32 {
	same := sameSort{m.demand, m.code, m.profile, m.severity, m.conflict, g.last.group}
	if same == g.last {
		return same.group
	}
	key := groupKey{m.code, m.demand.class, m.demand.property, m.profile, m.severity, m.conflict}
	group, known := g.groups[key]
	if !known {
		group = int32(len(g.sorts))
		g.groups[key] = group
		g.sorts = append(g.sorts, sortOfMark{groupKey: key})
	}
	g.last = same
	g.last.group = group
	return group
}

// finish puts the groups in order and their findings into words. Marks come in
// the order of the text, so that a stable sort leaves equals in that order.
func (g *grouper) finish() []Group {
	slices.SortStableFunc(g.sorts, func(a, b sortOfMark) int {
		return cmp.Or(cmp.Compare(a.profile, b.profile), cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(b.count, a.count))
	})
	groups := make([]Group, 0, len(g.sorts))
	for _, s := range g.sorts {
		slices.SortStableFunc(s.kinds, func(a, b int32) int {
			return cmp.Compare(g.values[b].count, g.values[a].count)
		})
		one := Group{
			Code: s.code, Severity: s.severity, Profile: g.report.options.Profiles[s.profile].Name,
			Class: s.class, Property: s.property, Conflict: s.conflict, Count: s.count,
		}
		for i, v := range s.kinds {
			if i < g.most {
				one.Kinds = append(one.Kinds, g.kind(&g.values[v]))
			} else {
				one.More += g.values[v].count
			}
		}
		groups = append(groups, one)
	}
	return groups
}

func (g *grouper) kind(v *valueOfSort) Kind {
	k := Kind{Count: v.count}
	for _, at := range v.first {
		k.First = append(k.First, g.finding(&g.report.marks[at]))
	}
	return k
}
