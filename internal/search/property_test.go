package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/lang"

	_ "insyn/internal/trial/seed"
)

// vocabularyOfTests has words that inflect, that are parts of others, and that
// differ by dots alone.
var vocabularyOfTests = strings.Fields("upphandling upphandlingarna upphandlingsdata data datamängd " +
	"mängder inköp inköpsdata skola skolbok bok böcker åtgärd åtgärder atgard mandat man plan planer " +
	"handlingsplan handling och the plans planned")

// anyDocument draws a document with one of few IDs.
func anyDocument(t *rapid.T) Document[int] {
	id := strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "id"))
	d := Document[int]{ID: id, Value: len(id), Key: int64(rapid.IntRange(0, 2).Draw(t, "key")),
		Facets: map[string][]string{"kind": {rapid.SampledFrom([]string{"a", "b"}).Draw(t, "kind")}}}
	for _, field := range []string{"title", "text"} {
		for _, l := range lang.Languages() {
			words := rapid.SliceOfN(rapid.SampledFrom(vocabularyOfTests), 0, 6).Draw(t, field)
			d.Texts = append(d.Texts, Text{field, l, strings.Join(words, " ")})
		}
	}
	if rapid.Bool().Draw(t, "with body") {
		d.Facets["body"] = []string{"x"}
	}
	return d
}

// anyQuery draws a query of words of the vocabulary.
func anyQuery(t *rapid.T) string {
	word := rapid.SampledFrom(vocabularyOfTests)
	part := rapid.Custom(func(t *rapid.T) string {
		one := word.Draw(t, "word")
		switch rapid.IntRange(0, 5).Draw(t, "form") {
		case 0:
			return "-" + one
		case 1:
			return `"` + one + " " + word.Draw(t, "next") + `"`
		case 2:
			return one[:min(3, len(one))] + "*"
		}
		return one
	})
	return strings.Join(rapid.SliceOfN(part, 0, 3).Draw(t, "query"), " ")
}

// A plainIndex finds by looking at everything.
type plainIndex map[string]Document[int]

// place is a word where it stands, for the plain index.
type place struct {
	field, language int
	at              int
	form            string
}

func (p plainIndex) places(d Document[int]) (all []place) {
	for _, t := range d.Texts {
		field := slices.IndexFunc(plain.Fields, func(f Field) bool { return f.Name == t.Field })
		for i, form := range folded(t.Text) {
			all = append(all, place{field, numberOf(t.Language), i, form})
		}
	}
	return all
}

// lexicon makes a vocabulary afresh.
func (p plainIndex) lexicon(language int) *lexicon {
	l := newLexicon(language)
	for _, d := range p {
		for _, w := range p.places(d) {
			if w.language == language && !l.has(w.form) {
				l.count(l.id(w.form), 1)
			}
		}
	}
	return l
}

// stands tells what a form counts for when a word is asked for.
func stands(l *lexicon, word, form string, begin bool, far reach) float64 {
	if begin {
		if strings.HasPrefix(form, word) {
			return begunSo
		}
		return 0
	}
	if word == form {
		return 1
	}
	about := func(word, stemmed string) float64 {
		s, t := &splitter{l, mostTries}, &term{form: form, stem: stem(l.language, form)}
		switch {
		case t.stem == stemmed, form == stemmed:
			return inflected
		case far == closely || !languages[l.language].compounds || len(stemmed) < shortestPart:
		case strings.HasPrefix(t.stem, stemmed) && s.begins(form, stemmed),
			strings.HasSuffix(t.stem, stemmed) && s.ends(t, word, stemmed):
			return compounded
		}
		return 0
	}
	best := max(about(word, stem(l.language, word)), about(word, word))
	if far == closely || hasDots(word) {
		return best
	}
	for other := range l.ids {
		if s := stem(l.language, other); hasDots(s) && dotless(s) == stem(l.language, word) {
			best = max(best, undotted*about(other, s))
			if form == other {
				best = max(best, undotted)
			}
		}
	}
	return best
}

// often tells how often a clause is in a document, weighed.
func (p plainIndex) often(d Document[int], c clause, lexicons []*lexicon) (sum float64) {
	words := p.places(d)
	far := widely
	if c.not || len(c.words) > 1 {
		far = closely
	}
	for _, w := range words {
		weight, all := float64(plain.Fields[w.field].Weight), true
		for i, word := range c.words {
			at := slices.IndexFunc(words, func(o place) bool {
				return o.field == w.field && o.language == w.language && o.at == w.at+i
			})
			own := 0.0
			if at >= 0 {
				own = stands(lexicons[w.language], word, words[at].form, c.begin, far)
			}
			if len(c.words) == 1 {
				weight *= own
			}
			all = all && own > 0
		}
		if all {
			sum += weight
		}
	}
	return sum
}

// find gives the score of everything that a query finds.
func (p plainIndex) find(q Query) map[string]float64 {
	lexicons := []*lexicon{p.lexicon(0), p.lexicon(1)}
	long, total := map[string]float64{}, 0.0
	for id, d := range p {
		for _, w := range p.places(d) {
			long[id] += float64(plain.Fields[w.field].Weight)
		}
		total += long[id]
	}
	scores := map[string]float64{}
	for id := range p {
		scores[id] = 0
	}
	for _, c := range q.clauses {
		having := map[string]float64{}
		for id, d := range p {
			if n := p.often(d, c, lexicons); n > 0 {
				having[id] = n
			}
		}
		for id := range p {
			n, has := having[id]
			if has == c.not {
				delete(scores, id)
			} else if _, still := scores[id]; still && !c.not {
				scores[id] += rarity(len(having), len(p)) * gain(n, long[id], total/float64(len(p)))
			}
		}
	}
	return scores
}

// TestAgreesWithLookingAtEverything puts, replaces and removes documents and
// holds each answer against that of the plain index, and against that of an
// index made afresh from the same documents in another order.
func TestAgreesWithLookingAtEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, p := New[int](plain), plainIndex{}
		x.slack = 2
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			if rapid.IntRange(0, 3).Draw(t, "do") == 0 {
				id := strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "gone"))
				x.Apply([]string{id}, nil)
				delete(p, id)
				continue
			}
			d := anyDocument(t)
			x.Apply(nil, []Document[int]{d})
			p[d.ID] = d
		}
		text := anyQuery(t)
		r := Request{Query: Parse(text), Limit: 100, Count: []string{"kind", "body"}}
		if rapid.Bool().Draw(t, "chosen") {
			r.Chosen = map[string][]string{"kind": {"a"}}
		}
		got, want := x.Find(r), p.find(r.Query)
		checkFacets(t, p, want, got, r)
		if r.Chosen != nil {
			maps.DeleteFunc(want, func(id string, _ float64) bool { return p[id].Facets["kind"][0] != "a" })
		}
		if got.Total != len(want) || len(got.Hits) != len(want) {
			t.Fatalf("%q: %d found, want %v", text, got.Total, want)
		}
		for i, h := range got.Hits {
			if score, there := want[h.ID]; !there || math.Abs(score-h.Score) > 1e-9 {
				t.Fatalf("%q: %s scores %v, want %v", text, h.ID, h.Score, score)
			}
			if i > 0 && !inOrder(p, got.Hits[i-1], h) {
				t.Fatalf("%q: %s comes before %s", text, got.Hits[i-1].ID, h.ID)
			}
		}
		y := New[int](plain)
		y.Apply(nil, slices.Collect(maps.Values(p))) // in any order
		if diff := gocmp.Diff(y.Find(r), got); diff != "" {
			t.Fatalf("%q: made afresh it says otherwise:\n%s", text, diff)
		}
	})
}

func inOrder(p plainIndex, a, b Hit[int]) bool {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(p[b.ID].Key, p[a.ID].Key),
		cmp.Compare(a.ID, b.ID)) < 0
}

// checkFacets counts the values again: those of a facet as if nothing were
// chosen in it.
func checkFacets(t *rapid.T, p plainIndex, all map[string]float64, got Answer[int], r Request) {
	for _, f := range got.Facets {
		want := map[string]int{}
		for id := range all {
			if r.Chosen != nil && f.Name != "kind" && p[id].Facets["kind"][0] != "a" {
				continue
			}
			for _, value := range p[id].Facets[f.Name] {
				want[value]++
			}
		}
		for _, v := range f.Values {
			if v.Count != want[v.Value] {
				t.Fatalf("%s %s: %d, want %d", f.Name, v.Value, v.Count, want[v.Value])
			}
			delete(want, v.Value)
		}
		if len(want) > 0 {
			t.Fatalf("%s lacks %v", f.Name, want)
		}
	}
}
