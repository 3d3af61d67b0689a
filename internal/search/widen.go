package search

import (
	"cmp"
	"slices"
	"strings"
)

// What a word counts for that is not the very word asked for.
const (
	inflected  = 0.9
	begunSo    = 0.8
	undotted   = 0.6
	compounded = 0.5
)

// A widened word is a term that stands for a word asked for.
type widened struct {
	lexicon int
	id      uint32
	weight  float64
}

// How far a word is widened.
type reach int

const (
	closely reach = iota // to its inflections: in phrases, and for what must not be there
	widely               // to compounds, and to words with dots, too
)

// widen gives the terms that stand for a word in every language, the most
// frequent of each when there are many, in an order that is always the same.
func (x *vocabulary) widen(word string, begin bool, far reach) []widened {
	var all []widened
	for i, l := range x.lexicons {
		var own []widened
		if begin {
			own = l.begun(i, word)
		} else {
			own = l.widen(i, word, far)
		}
		all = append(all, l.frequent(own)...)
	}
	return all
}

// widen collects the terms that stand for a word, each once, with the most
// that it counts for.
func (l *lexicon) widen(number int, word string, far reach) (list []widened) {
	at := map[uint32]int{}
	add := func(id uint32, weight float64) {
		if l.terms[id].docs == 0 {
			return
		}
		if i, there := at[id]; there {
			list[i].weight = max(list[i].weight, weight)
			return
		}
		at[id] = len(list)
		list = append(list, widened{number, id, weight})
	}
	stemmed := stem(l.language, word)
	if id, known := l.ids[word]; known {
		add(id, 1)
	}
	l.about(word, stemmed, 1, far, add)
	if word != stemmed { // "plats" has another stem than "platser", whose stem it is
		l.about(word, word, 1, far, add)
	}
	if far == closely || hasDots(word) {
		return list
	}
	for _, id := range l.plain[stemmed] {
		add(id, undotted)
		l.about(l.terms[id].form, l.terms[id].stem, undotted, far, add)
	}
	return list
}

// about adds inflections and compounds of a word.
func (l *lexicon) about(word, stemmed string, share float64, far reach,
	add func(uint32, float64)) {
	for _, id := range l.class(stemmed) {
		add(id, inflected*share)
	}
	if id, known := l.ids[stemmed]; known {
		add(id, inflected*share)
	}
	if far == widely {
		l.compounds(word, stemmed, func(id uint32) { add(id, compounded*share) })
	}
}

// mostBegun is how many words are looked at for those that begin so.
const mostBegun = 20_000

// begun collects the words that begin so.
func (l *lexicon) begun(number int, start string) (list []widened) {
	root := start
	if s := stem(l.language, start); strings.HasPrefix(start, s) && len(s) >= shortestStem {
		root = s // a word can be longer than start and have a stem that is shorter
	}
	candidates := l.beginning(root)
	for _, id := range candidates[:min(len(candidates), mostBegun)] {
		if t := &l.terms[id]; t.docs > 0 && strings.HasPrefix(t.form, start) {
			list = append(list, widened{number, id, begunSo})
		}
	}
	return list
}

// frequent keeps the terms that count most and that most documents have, and
// gives them in the order of their forms.
func (l *lexicon) frequent(list []widened) []widened {
	form := func(w widened) string { return l.terms[w.id].form }
	if len(list) > mostForms {
		slices.SortFunc(list, func(a, b widened) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight),
				cmp.Compare(l.terms[b.id].docs, l.terms[a.id].docs), strings.Compare(form(a), form(b)))
		})
		list = list[:mostForms]
	}
	slices.SortFunc(list, func(a, b widened) int { return strings.Compare(form(a), form(b)) })
	return list
}
