package search

import (
	"math"
	"slices"
	"sync"
)

// What the rank is made with: Okapi BM25 over weighted fields (Robertson and
// Zaragoza, The Probabilistic Relevance Framework, 2009, 3.6).
const (
	saturation = 1.2 // how soon more of the same word adds nothing
	lengthPart = 0.6 // how much a long document has to have more
)

// A matching is the work of one question. It is used again by the next.
type matching struct {
	often   []float64 // by document: how often the clause at hand is there, weighed
	score   []float64 // by document
	held    []uint8   // by document: how many clauses are there
	touched []uint32  // documents that have the clause at hand
	first   []uint32  // documents that have the first clause
	set     bitmap    // the documents that are sought
	clauses []sought

	standing map[widened][]spot // what each term stands for, made when it is asked for
}

// sought is a clause with the terms that stand for each of its words.
type sought struct {
	clause
	terms [][]widened
}

var matchings = sync.Pool{New: func() any { return new(matching) }}

// ready gives a matching for so many documents.
func ready(docs int) *matching {
	m := matchings.Get().(*matching)
	if len(m.often) < docs {
		size := docs + docs/4
		m.often, m.score, m.held = make([]float64, size), make([]float64, size), make([]uint8, size)
	}
	m.first, m.clauses, m.standing = m.first[:0], m.clauses[:0], nil
	m.set = append(m.set[:0], make([]uint64, (docs+63)/64)...)
	return m
}

// done makes a matching clean and gives it back.
func (m *matching) done() {
	for _, doc := range m.first {
		m.score[doc], m.held[doc] = 0, 0
	}
	matchings.Put(m)
}

// match finds the documents that a query is about, and what each scores.
func (x *Index[V]) match(m *matching, q Query) {
	average := float64(x.total) / float64(max(1, len(x.ids)))
	clauses := 0
	for _, c := range q.clauses {
		s := x.seek(c)
		if !c.not {
			m.clauses = append(m.clauses, s)
			x.gather(m, s)
			x.rate(m, clauses, average)
			clauses++
		}
	}
	if clauses == 0 {
		copy(m.set, x.alive)
	}
	for _, doc := range m.first {
		if int(m.held[doc]) == clauses {
			m.set.set(doc)
		}
	}
	for _, c := range q.clauses {
		if c.not {
			x.exclude(m, x.seek(c))
		}
	}
}

// seek widens the words of a clause.
func (x *Index[V]) seek(c clause) sought {
	s := sought{clause: c}
	far := widely
	if c.not || len(c.words) > 1 {
		far = closely
	}
	for _, word := range c.words {
		s.terms = append(s.terms, x.widen(word, c.begin, far))
	}
	return s
}

// gather counts how often a clause is in each document.
func (x *Index[V]) gather(m *matching, s sought) {
	m.touched = m.touched[:0]
	if len(s.words) > 1 {
		x.add(m, x.phrase(s), 1)
		return
	}
	for _, w := range s.terms[0] {
		x.add(m, x.lexicons[w.lexicon].terms[w.id].occ, w.weight)
	}
}

// add counts occurrences.
func (x *Index[V]) add(m *matching, list []occurrence, weight float64) {
	for _, o := range list {
		doc := o.doc()
		if m.often[doc] == 0 {
			if !x.alive.has(doc) {
				continue
			}
			m.touched = append(m.touched, doc)
		}
		m.often[doc] += float64(weight * x.weights[o.slot()])
	}
}

// rate adds what a clause gives to the score of those that have had all
// clauses before it.
func (x *Index[V]) rate(m *matching, before int, average float64) {
	rare := rarity(len(m.touched), len(x.ids))
	for _, doc := range m.touched {
		often := m.often[doc]
		m.often[doc] = 0
		if int(m.held[doc]) != before {
			continue
		}
		if before == 0 {
			m.first = append(m.first, doc)
		}
		m.held[doc]++
		m.score[doc] += float64(x.docs[doc].weight * rare *
			gain(often, float64(x.long[doc]), average))
	}
}

// rarity gives what it counts for that a document is one of some among all.
func rarity(some, all int) float64 {
	return math.Log1p((float64(all-some) + 0.5) / (float64(some) + 0.5))
}

// gain gives what it counts for that a clause is so often in a document so long.
func gain(often, long, average float64) float64 {
	norm := 1 - lengthPart + float64(lengthPart*long/max(1, average))
	return often * (saturation + 1) / (often + float64(saturation*norm))
}

// exclude takes out what has a clause that must not be there.
func (x *Index[V]) exclude(m *matching, s sought) {
	if len(s.words) > 1 {
		for _, o := range x.phrase(s) {
			m.set.clear(o.doc())
		}
		return
	}
	for _, w := range s.terms[0] {
		for _, o := range x.lexicons[w.lexicon].terms[w.id].occ {
			m.set.clear(o.doc())
		}
	}
}

// phrase gives where the words of a clause stand one after another: the
// occurrences of the first.
func (x *Index[V]) phrase(s sought) []occurrence {
	var starts []occurrence
	for i, terms := range s.terms {
		list := x.united(terms)
		if i == 0 {
			starts = list
			continue
		}
		starts = followed(starts, list, occurrence(i))
	}
	return starts
}

// followed keeps the starts that have an occurrence of list so many places on.
func followed(starts, list []occurrence, after occurrence) []occurrence {
	kept, at := starts[:0:0], 0
	for _, o := range starts {
		want := o + after
		for at < len(list) && list[at] < want {
			at++
		}
		if at < len(list) && list[at] == want {
			kept = append(kept, o)
		}
	}
	return kept
}

// united gives the occurrences of several terms in order.
func (x *Index[V]) united(terms []widened) []occurrence {
	var lists [][]occurrence
	for _, w := range terms {
		lists = append(lists, x.lexicons[w.lexicon].terms[w.id].occ)
	}
	for len(lists) > 1 { // two and two, so that each is copied few times
		slices.SortFunc(lists, func(a, b []occurrence) int { return len(a) - len(b) })
		lists = append(lists[2:], mixed(lists[0], lists[1]))
	}
	if len(lists) == 0 {
		return nil
	}
	return lists[0]
}

// mixed gives two ordered lists as one.
func mixed(a, b []occurrence) []occurrence {
	out := make([]occurrence, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] < b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
