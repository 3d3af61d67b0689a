package search

import (
	"cmp"
	"slices"
	"sync"

	"insyn/internal/lang"
)

// A Field is a part of every document: its title, its text.
type Field struct {
	Name   string
	Weight int // what a word here counts for; at least 1
}

// A Schema says what documents are made of. The first field is the title: it
// is given back whole, the others as an excerpt.
type Schema struct {
	Fields []Field
	Facets []string
}

// A Text is what a document says in one field and one language.
type Text struct {
	Field    string
	Language lang.Language
	Text     string
}

// A Document is what can be found. All of it is public.
type Document[V any] struct {
	ID     string
	Texts  []Text              // at most one for each field and language
	Facets map[string][]string // values by the names of the schema
	Key    int64               // those with the largest come first, where rank is equal or not asked for
	Weight float64             // what its rank is multiplied with; 0 is 1
	Value  V                   // what the owner wants back
}

// longestText is how many bytes of a text are looked in.
const longestText = 512 << 10

// An Index holds documents. Any number may ask while one changes it.
type Index[V any] struct {
	schema  Schema
	weights [1 << slotBits]float64 // by slot
	slack   int                    // how many removed documents may lie in the lists

	mutex sync.RWMutex
	vocabulary
	ids    map[string]uint32
	docs   []stored[V]
	long   []int32 // what the words of each document weigh together
	total  int64   // the sum of long for those that are alive
	alive  bitmap
	facets []map[string]*bitmap // by the place in the schema, then by value
}

// A vocabulary is the words of every language.
type vocabulary struct{ lexicons []*lexicon }

// stored is a document as it is kept.
type stored[V any] struct {
	id     string
	texts  []told
	facets map[string][]string
	key    int64
	weight float64
	value  V
}

// told is a text as it is kept, with places to begin reading from.
type told struct {
	slot    int
	text    string
	anchors []anchor
}

// An anchor is the beginning of a word: its byte and its place.
type anchor struct{ at, place uint32 }

// between anchors lie so many words.
const anchorEvery = 16

// New makes an index for documents of a schema.
func New[V any](schema Schema) *Index[V] {
	x := &Index[V]{schema: schema, slack: 1024}
	for i, f := range schema.Fields {
		for l := range languages {
			x.weights[i*len(languages)+l] = float64(f.Weight)
		}
	}
	x.reset()
	return x
}

// reset makes an index empty.
func (x *Index[V]) reset() {
	x.lexicons = nil
	for i := range languages {
		x.lexicons = append(x.lexicons, newLexicon(i))
	}
	x.ids, x.docs, x.long, x.total, x.alive = map[string]uint32{}, nil, nil, 0, nil
	x.facets = make([]map[string]*bitmap, len(x.schema.Facets))
	for i := range x.facets {
		x.facets[i] = map[string]*bitmap{}
	}
}

// Len gives how many documents there are.
func (x *Index[V]) Len() int {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	return len(x.ids)
}

// batch is how many documents are put while readers wait.
const batch = 512

// Apply removes documents by ID and puts others, each in the place of one with
// its ID. Who asks next finds nothing of what was removed or replaced.
func (x *Index[V]) Apply(remove []string, put []Document[V]) {
	x.removeAll(remove)
	for part := range slices.Chunk(put, batch) {
		read := make([]reading[V], len(part))
		for i, d := range part {
			read[i] = x.read(d)
		}
		x.putAll(read)
	}
}

func (x *Index[V]) removeAll(ids []string) {
	if len(ids) == 0 {
		return
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for _, id := range ids {
		x.remove(id)
	}
	x.compact()
}

func (x *Index[V]) putAll(read []reading[V]) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for _, r := range read {
		x.remove(r.id)
		x.put(r)
	}
	for _, l := range x.lexicons {
		l.settle()
	}
	x.compact()
}

// A reading is a document whose words have been read.
type reading[V any] struct {
	stored[V]
	words [][]found // by text
}

// found is a word where it stands.
type found struct {
	form  string
	place uint32
}

// read reads a document, outside of any lock.
func (x *Index[V]) read(d Document[V]) reading[V] {
	r := reading[V]{stored: stored[V]{id: d.ID, facets: d.Facets, key: d.Key,
		weight: cmp.Or(d.Weight, 1), value: d.Value}}
	seen := map[string]string{} // each word once, and not a part of the text
	for _, t := range d.Texts {
		field := slices.IndexFunc(x.schema.Fields, func(f Field) bool { return f.Name == t.Field })
		if field < 0 {
			continue
		}
		text := tidy(t.Text[:min(len(t.Text), longestText)])
		if text == "" {
			continue
		}
		kept := told{slot: field*len(languages) + numberOf(t.Language), text: text}
		var words []found
		for s := (scanner{text: text}); s.next() && s.place <= mostPlace; {
			if len(words)%anchorEvery == 0 {
				kept.anchors = append(kept.anchors, anchor{uint32(s.start), s.place})
			}
			form, known := seen[string(s.form)]
			if !known {
				form = string(s.form)
				seen[form] = form
			}
			words = append(words, found{form, s.place})
		}
		kept.anchors = slices.Clip(kept.anchors)
		r.texts = append(r.texts, kept)
		r.words = append(r.words, words)
	}
	return r
}

// put adds a document that is not there.
func (x *Index[V]) put(r reading[V]) {
	n := uint32(len(x.docs))
	x.ids[r.id] = n
	x.docs = append(x.docs, r.stored)
	x.alive.set(n)
	long := 0
	for i, t := range r.texts {
		l := x.lexicons[t.slot%len(languages)]
		for _, w := range r.words[i] {
			id := l.id(w.form)
			known := l.terms[id].occ
			if len(known) == 0 || known[len(known)-1].doc() != n {
				l.count(id, 1)
			}
			l.terms[id].occ = append(known, occurs(n, t.slot, w.place))
		}
		long += len(r.words[i]) * int(x.weights[t.slot])
	}
	x.long = append(x.long, int32(long))
	x.total += int64(long)
	for i, name := range x.schema.Facets {
		for _, value := range r.facets[name] {
			set := x.facets[i][value]
			if set == nil {
				set = &bitmap{}
				x.facets[i][value] = set
			}
			set.set(n)
		}
	}
}

// remove takes a document out of every count. Its words stay in the lists,
// passed over, until there are many such.
func (x *Index[V]) remove(id string) {
	n, there := x.ids[id]
	if !there {
		return
	}
	delete(x.ids, id)
	x.alive.clear(n)
	x.total -= int64(x.long[n])
	counted := map[widened]bool{}
	for _, t := range x.docs[n].texts {
		number := t.slot % len(languages)
		for s := (scanner{text: t.text}); s.next() && s.place <= mostPlace; {
			w := widened{lexicon: number, id: x.lexicons[number].ids[string(s.form)]}
			if !counted[w] {
				counted[w] = true
				x.lexicons[number].count(w.id, -1)
			}
		}
	}
	for i, name := range x.schema.Facets {
		for _, value := range x.docs[n].facets[name] {
			x.facets[i][value].clear(n)
		}
	}
	x.docs[n] = stored[V]{}
}

// compact makes the lists anew when most of what is in them is gone.
func (x *Index[V]) compact() {
	if dead := len(x.docs) - len(x.ids); dead < x.slack || dead < len(x.ids) {
		return
	}
	old, alive := x.docs, x.alive
	x.reset()
	for n := range alive.each {
		x.put(x.again(old[n]))
	}
	for _, l := range x.lexicons {
		l.settle()
	}
}

// again reads the words of a document that is kept.
func (x *Index[V]) again(d stored[V]) reading[V] {
	r := reading[V]{stored: d}
	for _, t := range d.texts {
		var words []found
		for s := (scanner{text: t.text}); s.next() && s.place <= mostPlace; {
			words = append(words, found{string(s.form), s.place})
		}
		r.words = append(r.words, words)
	}
	return r
}
