package search

import (
	"cmp"
	"slices"
	"sort"

	"insyn/internal/lang"
)

// A Passage is a part of a text with what was sought marked in it.
type Passage struct {
	Text     string
	Language lang.Language
	Field    string
	Marks    []Range // rising, and apart from each other
	Before   bool    // the text has more before it
	After    bool    // the text goes on after it
}

// A Range is bytes of a passage, from Start to before End.
type Range struct{ Start, End int }

// A Piece is a part of a passage that is marked, or is not.
type Piece struct {
	Text   string
	Marked bool
}

// Pieces gives the passage in pieces. Together they are its text: who shows
// them has to escape it.
func (p Passage) Pieces() []Piece {
	var list []Piece
	at := 0
	for _, r := range p.Marks {
		if r.Start > at {
			list = append(list, Piece{p.Text[at:r.Start], false})
		}
		list = append(list, Piece{p.Text[r.Start:r.End], true})
		at = r.End
	}
	if at < len(p.Text) {
		list = append(list, Piece{p.Text[at:], false})
	}
	return list
}

// An excerpt has so many words, of which so many before the first that is marked.
const (
	excerptWords = 36
	leadWords    = 6
	mostSpots    = 256 // of each word that are looked at in one document
)

// A spot is where a clause stands in a document.
type spot struct {
	place  uint32
	clause int
	weight float64
}

// hit makes what is shown of a document.
func (x *Index[V]) hit(m *matching, doc uint32, reader lang.Language) Hit[V] {
	d := &x.docs[doc]
	h := Hit[V]{ID: d.id, Value: d.value, Score: m.score[doc]}
	spots := x.spots(m, doc)
	best, most := -1, -1.0
	var from uint32
	title := -1
	for i, t := range d.texts {
		field, own := t.slot/len(languages), languages[t.slot%len(languages)].language == reader
		if field == 0 {
			if title < 0 || own {
				title = i
			}
			continue
		}
		start, worth := densest(spots[t.slot])
		if own {
			worth += 0.5 // decides between what is as good in another language
		}
		if worth > most {
			best, most, from = i, worth, start
		}
	}
	if title >= 0 {
		t := d.texts[title]
		h.Title = x.passage(t, spots[t.slot], 0, ^uint32(0))
	}
	if best >= 0 {
		t := d.texts[best]
		h.Excerpt = x.passage(t, spots[t.slot], from, excerptWords)
	}
	return h
}

// fewWords is how many words are sooner read than looked up in the lists.
const fewWords = 1024

// spots gives where the clauses of a question stand in a document, by slot, in
// the order of their places.
func (x *Index[V]) spots(m *matching, doc uint32) map[int][]spot {
	all := map[int][]spot{}
	words := 0
	for _, t := range x.docs[doc].texts {
		words += len(t.anchors) * anchorEvery
	}
	if words <= fewWords {
		for _, t := range x.docs[doc].texts {
			all[t.slot] = x.spotsIn(m, t)
		}
		return all
	}
	for number, c := range m.clauses {
		for _, terms := range c.terms {
			for _, w := range terms {
				for _, o := range within(x.lexicons[w.lexicon].terms[w.id].occ, doc) {
					all[o.slot()] = append(all[o.slot()], spot{o.place(), number, w.weight})
				}
			}
		}
	}
	for _, list := range all {
		slices.SortFunc(list, func(a, b spot) int {
			return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.clause, b.clause),
				cmp.Compare(b.weight, a.weight))
		})
	}
	return all
}

// spotsIn is spots for one text, by reading it.
func (x *Index[V]) spotsIn(m *matching, t told) (list []spot) {
	number := t.slot % len(languages)
	ids := x.lexicons[number].ids
	for s := (scanner{text: t.text}); s.next(); {
		id, known := ids[string(s.form)]
		if !known {
			continue
		}
		for _, is := range m.sought()[widened{lexicon: number, id: id}] {
			is.place = s.place
			list = append(list, is)
		}
	}
	return list
}

// sought gives what each term stands for, in the order of the clauses.
func (m *matching) sought() map[widened][]spot {
	if m.standing != nil {
		return m.standing
	}
	m.standing = map[widened][]spot{}
	for number, c := range m.clauses {
		for _, terms := range c.terms {
			for _, w := range terms {
				term := widened{lexicon: w.lexicon, id: w.id}
				m.standing[term] = append(m.standing[term], spot{clause: number, weight: w.weight})
			}
		}
	}
	for _, list := range m.standing {
		slices.SortFunc(list, func(a, b spot) int {
			return cmp.Or(cmp.Compare(a.clause, b.clause), cmp.Compare(b.weight, a.weight))
		})
	}
	return m.standing
}

// within gives the occurrences in one document.
func within(list []occurrence, doc uint32) []occurrence {
	from := sort.Search(len(list), func(i int) bool { return list[i].doc() >= doc })
	to := from
	for to < len(list) && list[to].doc() == doc && to-from < mostSpots {
		to++
	}
	return list[from:to]
}

// densest gives where the excerpt begins that holds most clauses, and what it
// is worth: one for each clause and a little for what more there is.
func densest(spots []spot) (start uint32, worth float64) {
	for i, first := range spots {
		var seen uint64
		own := 0.0
		for _, s := range spots[i:] {
			if s.place-first.place >= excerptWords-leadWords {
				break
			}
			if bit := uint64(1) << s.clause; seen&bit == 0 {
				seen |= bit
				own += 1 + s.weight/8
			}
			own += s.weight / 1024
		}
		if own > worth {
			start, worth = first.place, own
		}
	}
	return start, worth
}

// passage cuts so many words out of a text, beginning a little before a place.
func (x *Index[V]) passage(t told, spots []spot, from, words uint32) Passage {
	p := Passage{Language: languages[t.slot%len(languages)].language,
		Field: x.schema.Fields[t.slot/len(languages)].Name}
	if from <= 2*leadWords {
		from = 0 // the little that would be left out is worth reading
	}
	s := t.reader(from - min(from, leadWords))
	begin, end := -1, 0
	n := uint32(0)
	for n < words && s.next() {
		if s.place+leadWords < from {
			continue
		}
		if begin < 0 {
			if begin = s.start; s.place == 0 {
				begin = 0
			}
		}
		if marks(spots, s.place) {
			p.Marks = append(p.Marks, Range{s.start - begin, s.end - begin})
		}
		n++
		end = s.end
	}
	if begin < 0 {
		begin = 0
	}
	more := s.next()
	if !more {
		end = len(t.text)
	}
	p.Text, p.Before, p.After = t.text[begin:end], begin > 0, more
	return p
}

// marks tells whether one of the spots, in order, is at a place.
func marks(spots []spot, place uint32) bool {
	at := sort.Search(len(spots), func(i int) bool { return spots[i].place >= place })
	return at < len(spots) && spots[at].place == place
}

// reader gives a scanner that reads the text from the word at a place, or a
// little before it.
func (t told) reader(place uint32) scanner {
	s := scanner{text: t.text}
	n := sort.Search(len(t.anchors), func(i int) bool { return t.anchors[i].place > place })
	if n > 0 {
		s.at, s.place = int(t.anchors[n-1].at), t.anchors[n-1].place
	}
	return s
}
