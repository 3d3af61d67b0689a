package search

import (
	"strings"
	"unicode/utf8"
)

// The least parts of a compound, in bytes.
const (
	shortestPart = 3
	surePart     = 5 // that ends a word and need not have been written alone
	boundHead    = 6 // with the s that ends it: enough before an unknown word
	boundTail    = 4 // enough after an unknown word that ends in s
	plainHead    = 4 // enough, unknown, before a long word
	longTail     = 7 // such a word, as it is inflected
	mostParts    = 3 // that a compound is taken apart into
)

// mostTries is how many stems are sought for one word, so that no vocabulary
// makes a query dear.
const mostTries = 20_000

// Vowels and letters that bind the first part of a compound to the next:
// upphandling-s-data, gat-u-kök, kyrk-o-gård, data-mängd.
const binders = "sueoa"

// particles begin words that are no compounds: upphandling is no handling.
var particles = func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq("upp för om på till över under sam mot efter fram med från " +
		"ned bort utan ut in av an be ge miss van åter sön und") {
		all[word] = true
	}
	return all
}()

// A splitter takes words apart until it is tired.
type splitter struct {
	*lexicon
	tries int
}

// compounds gives the words of the vocabulary that are compounds with a word
// as their first or their last part.
func (l *lexicon) compounds(word, stemmed string, yield func(id uint32)) {
	if !languages[l.language].compounds || len(stemmed) < shortestPart {
		return
	}
	s := &splitter{l, mostTries}
	for _, id := range l.beginning(stemmed) {
		if t := &l.terms[id]; t.docs > 0 && t.stem != stemmed && s.begins(t.form, stemmed) {
			yield(id)
		}
	}
	for _, id := range l.ending(stemmed) {
		if t := &l.terms[id]; t.docs > 0 && t.stem != stemmed && s.ends(t, word, stemmed) {
			yield(id)
		}
	}
}

// begins tells whether a form is a compound whose first part has the stem.
func (s *splitter) begins(form, stemmed string) bool {
	last := min(len(stemmed)+len(binders), len(form)-shortestPart)
	for i := len(stemmed); i <= last && s.tries > 0; i++ {
		if head, tail := form[:i], form[i:]; utf8.RuneStart(tail[0]) && s.heads(head, stemmed) &&
			(bound(head) && len(tail) >= boundTail || s.whole(tail, mostParts-1)) {
			return true
		}
	}
	return false
}

// bound tells whether the first part of a compound is long enough, and ends in
// the s that binds, so that the other part need not be known.
func bound(head string) bool { return len(head) >= boundHead && head[len(head)-1] == 's' }

// ends tells whether a term is a compound whose last part is an inflection of
// word. A short last part must be bound to the first with an s, or be a word
// that somebody has written so.
func (s *splitter) ends(t *term, word, stemmed string) bool {
	at := len(t.stem) - len(stemmed)
	head, tail := t.form[:at], t.form[at:]
	if len(head) < shortestPart || particles[head] || s.stem(tail) != stemmed {
		return false
	}
	long := len(stemmed) > shortestPart && len(tail) >= longTail
	sure := long || len(stemmed) >= surePart || tail == word || s.has(tail)
	switch {
	case !sure && head[len(head)-1] != 's':
		return false
	case bound(head) && len(tail) >= boundTail, long && len(head) >= plainHead:
		return true
	}
	return s.first(head, mostParts-1)
}

// stem gives the stem of a part.
func (s *splitter) stem(part string) string {
	s.tries--
	return stem(s.language, part)
}

// knows tells whether some document has a word with the stem of this one.
func (s *splitter) knows(word string) bool { return s.stems[s.stem(word)] > 0 }

// heads tells whether the first part of a compound is a form of the word with
// the stem, perhaps with a letter that binds.
func (s *splitter) heads(head, stemmed string) bool {
	return head == stemmed || unbound(head) == stemmed || s.stem(head) == stemmed ||
		s.stem(unbound(head)) == stemmed
}

// first tells whether head, perhaps with a letter that binds, is a word, or a
// compound itself.
func (s *splitter) first(head string, parts int) bool {
	loose := unbound(head)
	return s.stems[head] > 0 || s.knows(head) ||
		len(loose) >= shortestPart && loose != head && (s.stems[loose] > 0 || s.knows(loose)) ||
		s.split(head, parts) || loose != head && s.split(loose, parts)
}

// whole tells whether the last part of a compound is a word, or a compound itself.
func (s *splitter) whole(tail string, parts int) bool {
	return len(tail) >= shortestPart && (s.knows(tail) || s.split(tail, parts))
}

// split tells whether a word can be taken apart into words.
func (s *splitter) split(word string, parts int) bool {
	if parts < 2 {
		return false
	}
	for i := shortestPart; i <= len(word)-shortestPart && s.tries > 0; i++ {
		if utf8.RuneStart(word[i]) && s.knows(word[i:]) && s.first(word[:i], parts-1) {
			return true
		}
	}
	return false
}

// unbound gives the head of a compound without the letter that binds it.
func unbound(head string) string {
	if n := len(head) - 1; n >= shortestPart {
		for i := range len(binders) {
			if head[n] == binders[i] {
				return head[:n]
			}
		}
	}
	return head
}
