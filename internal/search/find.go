package search

import (
	"cmp"
	"slices"
	"strings"

	"insyn/internal/lang"
)

// MostFound is how many hits can be gone through, page by page.
const MostFound = 1_000

// A Request is a question to an index.
type Request struct {
	Query    Query
	Language lang.Language       // of the reader: excerpts are in it where there is a choice
	Chosen   map[string][]string // by facet: at least one of the values
	ByKey    bool                // the largest key first; else the best rank first
	Offset   int                 // hits passed over
	Limit    int                 // hits given
	Count    []string            // facets whose values are counted
}

// An Answer is what an index says to a request.
type Answer[V any] struct {
	Total  int // documents found
	Hits   []Hit[V]
	Facets []Facet // in the order of Request.Count
}

// A Hit is a document that was found.
type Hit[V any] struct {
	ID      string
	Value   V
	Score   float64 // 0 where nothing was asked for
	Title   Passage // the first field, whole
	Excerpt Passage // from the other fields, where most of the query stands
}

// A Facet tells how many documents each value has.
type Facet struct {
	Name   string
	Values []ValueCount // those that most have first
}

// A ValueCount is how many documents would be found with a value chosen, all
// else being the same. What is chosen stands there although none has it.
type ValueCount struct {
	Value  string
	Count  int
	Chosen bool
}

// Find answers a request. The same documents give the same answer, in whatever
// order they were put.
func (x *Index[V]) Find(r Request) (a Answer[V]) {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	m := ready(len(x.docs))
	defer m.done()
	x.match(m, r.Query)
	chosen := x.chosen(r.Chosen)
	for _, name := range r.Count {
		a.Facets = append(a.Facets, x.count(m.set, chosen, name, r.Chosen[name]))
	}
	for _, set := range chosen {
		m.set.and(set)
	}
	a.Total = m.set.count()
	for _, doc := range x.best(m, r) {
		a.Hits = append(a.Hits, x.hit(m, doc, r.Language))
	}
	return a
}

// chosen gives the documents with a chosen value, by facet.
func (x *Index[V]) chosen(values map[string][]string) map[string]bitmap {
	sets := map[string]bitmap{}
	for name, list := range values {
		i := slices.Index(x.schema.Facets, name)
		if i < 0 || len(list) == 0 {
			continue
		}
		set := make(bitmap, len(x.alive))
		for _, value := range list {
			if known := x.facets[i][value]; known != nil {
				set.or(*known)
			}
		}
		sets[name] = set
	}
	return sets
}

// count counts the values of a facet among what was found, as if nothing had
// been chosen in that facet.
func (x *Index[V]) count(found bitmap, chosen map[string]bitmap, name string,
	mine []string) Facet {
	f := Facet{Name: name}
	i := slices.Index(x.schema.Facets, name)
	if i < 0 {
		return f
	}
	set := slices.Clone(found)
	for other, limit := range chosen {
		if other != name {
			set.and(limit)
		}
	}
	for value, docs := range x.facets[i] {
		if n := set.common(*docs); n > 0 {
			f.Values = append(f.Values, ValueCount{value, n, slices.Contains(mine, value)})
		}
	}
	for _, value := range mine {
		if !slices.ContainsFunc(f.Values, func(v ValueCount) bool { return v.Value == value }) {
			f.Values = append(f.Values, ValueCount{Value: value, Chosen: true})
		}
	}
	slices.SortFunc(f.Values, func(a, b ValueCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return f
}

// best gives the documents of a page, the first in order first.
func (x *Index[V]) best(m *matching, r Request) []uint32 {
	offset := min(max(r.Offset, 0), MostFound)
	size := min(offset+max(r.Limit, 0), MostFound)
	if size <= offset {
		return nil
	}
	before := func(a, b uint32) int {
		c := 0
		if !r.ByKey {
			c = cmp.Compare(m.score[b], m.score[a])
		}
		return cmp.Or(c, cmp.Compare(x.docs[b].key, x.docs[a].key),
			strings.Compare(x.docs[a].id, x.docs[b].id))
	}
	var top []uint32 // twice as many as are needed, at most
	for doc := range m.set.each {
		if len(top) >= size && before(top[size-1], doc) < 0 {
			continue // the list is in order as far as size
		}
		if top = append(top, doc); len(top) == 2*size || len(top) == size {
			slices.SortFunc(top, before)
			top = top[:size]
		}
	}
	slices.SortFunc(top, before)
	return top[min(offset, len(top)):min(size, len(top))]
}
