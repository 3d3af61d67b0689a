package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// An occurrence says where a word stands, from the highest bits down: number
// of the document, slot (field and language), place in the text.
type occurrence uint64

const (
	placeBits = 24
	slotBits  = 8
	mostPlace = 1<<placeBits - 1
)

func occurs(doc uint32, slot int, place uint32) occurrence {
	return occurrence(doc)<<(slotBits+placeBits) | occurrence(slot)<<placeBits | occurrence(place)
}

func (o occurrence) doc() uint32   { return uint32(o >> (slotBits + placeBits)) }
func (o occurrence) slot() int     { return int(o >> placeBits & (1<<slotBits - 1)) }
func (o occurrence) place() uint32 { return uint32(o & mostPlace) }

// A term is a word of the vocabulary.
type term struct {
	form string // folded
	stem string
	docs int32 // documents that have it now
	occ  []occurrence
}

// A lexicon is the vocabulary of one language: every word that some document has.
type lexicon struct {
	language int
	ids      map[string]uint32
	terms    []term
	stems    map[string]int32    // how many words that some document has now have the stem
	plain    map[string][]uint32 // words with dots, by their stem without
	byStem   []uint32            // terms by stem, then by form
	byTail   []uint32            // terms by stem read backwards, then by form
	fresh    []uint32            // terms that are not in order yet
}

func newLexicon(language int) *lexicon {
	return &lexicon{language: language, ids: map[string]uint32{}, stems: map[string]int32{},
		plain: map[string][]uint32{}}
}

// id gives the number of a word, which is new to the vocabulary or not.
func (l *lexicon) id(form string) uint32 {
	if id, known := l.ids[form]; known {
		return id
	}
	id := uint32(len(l.terms))
	t := term{form: form, stem: stem(l.language, form)}
	l.ids[form] = id
	l.terms = append(l.terms, t)
	l.fresh = append(l.fresh, id)
	if hasDots(t.stem) {
		key := dotless(t.stem)
		l.plain[key] = append(l.plain[key], id)
	}
	return id
}

// count notes that so many more documents have the word, or fewer.
func (l *lexicon) count(id uint32, more int32) {
	t := &l.terms[id]
	before := t.docs
	t.docs += more
	switch {
	case before == 0 && t.docs > 0:
		l.stems[t.stem]++
	case before > 0 && t.docs == 0:
		if l.stems[t.stem]--; l.stems[t.stem] == 0 {
			delete(l.stems, t.stem)
		}
	}
}

// settle puts new words into the orders.
func (l *lexicon) settle() {
	if len(l.fresh) == 0 {
		return
	}
	l.byStem = merged(l.byStem, l.fresh, l.compareStems)
	l.byTail = merged(l.byTail, l.fresh, l.compareTails)
	l.fresh = l.fresh[:0]
}

// merged sorts fresh into an ordered list.
func merged(list, fresh []uint32, compare func(a, b uint32) int) []uint32 {
	slices.SortFunc(fresh, compare)
	out := make([]uint32, 0, len(list)+len(fresh))
	for _, id := range fresh {
		n := sort.Search(len(list), func(i int) bool { return compare(list[i], id) > 0 })
		out = append(append(out, list[:n]...), id)
		list = list[n:]
	}
	return append(out, list...)
}

func (l *lexicon) compareStems(a, b uint32) int {
	x, y := &l.terms[a], &l.terms[b]
	return cmp.Or(strings.Compare(x.stem, y.stem), strings.Compare(x.form, y.form))
}

func (l *lexicon) compareTails(a, b uint32) int {
	x, y := &l.terms[a], &l.terms[b]
	return cmp.Or(compareTail(x.stem, y.stem), strings.Compare(x.form, y.form))
}

// compareTail compares two words read backwards.
func compareTail(a, b string) int {
	for i := 1; i <= len(a) && i <= len(b); i++ {
		if c := cmp.Compare(a[len(a)-i], b[len(b)-i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// class gives the words with a stem, in the order of their forms.
func (l *lexicon) class(stem string) []uint32 {
	return between(l.byStem, func(id uint32) int { return strings.Compare(l.terms[id].stem, stem) })
}

// beginning gives the words whose stem begins so.
func (l *lexicon) beginning(stem string) []uint32 {
	return between(l.byStem, func(id uint32) int {
		s := l.terms[id].stem
		return strings.Compare(s[:min(len(s), len(stem))], stem)
	})
}

// ending gives the words whose stem ends so.
func (l *lexicon) ending(stem string) []uint32 {
	return between(l.byTail, func(id uint32) int {
		s := l.terms[id].stem
		return compareTail(s[max(0, len(s)-len(stem)):], stem)
	})
}

// between gives the part of an ordered list where compare is zero.
func between(list []uint32, compare func(id uint32) int) []uint32 {
	from := sort.Search(len(list), func(i int) bool { return compare(list[i]) >= 0 })
	size := sort.Search(len(list)-from, func(i int) bool { return compare(list[from+i]) > 0 })
	return list[from : from+size]
}

// has tells whether some document has the very word.
func (l *lexicon) has(form string) bool {
	id, known := l.ids[form]
	return known && l.terms[id].docs > 0
}
