package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a query. What is beyond them is not looked for.
const (
	longestQuery  = 300 // bytes
	mostClauses   = 12
	longestPhrase = 8  // words
	shortestStem  = 3  // bytes before a star
	mostForms     = 64 // that a word is widened to, in each language
)

// A Query is what somebody looks for. The zero value is everything.
type Query struct {
	clauses []clause
	cut     bool
}

// A clause is one thing that must be there, or must not.
type clause struct {
	words []string // folded; more than one for a phrase
	begin bool     // the beginning of a word
	not   bool
}

// Parse reads what a person has typed: words that must all be there, "phrases",
// a minus before what must not be there, and a star after the beginning of a
// word. Everything has a meaning; what goes beyond the bounds is left out.
func Parse(text string) Query {
	var q Query
	if len(text) > longestQuery {
		text, q.cut = strings.ToValidUTF8(text[:longestQuery], ""), true
	}
	for text = strings.TrimLeftFunc(text, unicode.IsSpace); text != ""; {
		var c clause
		var clip bool
		c, text, clip = oneClause(text)
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		q.cut = q.cut || clip
		if len(c.words) == 0 || slices.ContainsFunc(q.clauses, c.same) {
			continue
		}
		if len(q.clauses) == mostClauses {
			q.cut = true
			break
		}
		q.clauses = append(q.clauses, c)
	}
	q.dropStops()
	return q
}

// oneClause takes a clause off the beginning of a text.
func oneClause(text string) (c clause, rest string, clip bool) {
	if r, size := utf8.DecodeRuneInString(text); r == '-' || r == '\u2212' {
		c.not, text = true, text[size:]
	}
	r, size := utf8.DecodeRuneInString(text)
	said := ""
	if isQuote(r) {
		said, rest, _ = cutFunc(text[size:], isQuote)
	} else {
		end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) })
		if end < 0 {
			end = len(text)
		}
		said, rest = text[:end], text[end:]
	}
	c.words = folded(said)
	if len(c.words) > longestPhrase {
		c.words, clip = c.words[:longestPhrase], true
	}
	c.begin = strings.HasSuffix(said, "*") && len(c.words) == 1 && len(c.words[0]) >= shortestStem
	return c, rest, clip
}

// cutFunc cuts a text at the first rune that is one of those sought.
func cutFunc(text string, sought func(rune) bool) (before, after string, found bool) {
	i := strings.IndexFunc(text, sought)
	if i < 0 {
		return text, "", false
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return text[:i], text[i+size:], true
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„»«`, r) }

// same tells whether two clauses ask for the same.
func (c clause) same(other clause) bool {
	return slices.Equal(c.words, other.words) && c.begin == other.begin && c.not == other.not
}

// dropStops leaves out the words that nearly every text has, unless nothing
// would be left to look for.
func (q *Query) dropStops() {
	stop := func(c clause) bool { return len(c.words) == 1 && !c.begin && !c.not && stops[c.words[0]] }
	if slices.ContainsFunc(q.clauses, func(c clause) bool { return !c.not && !stop(c) }) {
		q.clauses = slices.DeleteFunc(q.clauses, stop)
	}
}

// Empty tells whether nothing is asked for.
func (q Query) Empty() bool { return len(q.clauses) == 0 }

// Cut tells whether some of what was typed is not looked for, because it went
// beyond the bounds.
func (q Query) Cut() bool { return q.cut }

// String gives the query as it is understood. To parse it gives the same query.
func (q Query) String() string {
	var parts []string
	for _, c := range q.clauses {
		text := strings.Join(c.words, " ")
		if len(c.words) > 1 {
			text = `"` + text + `"`
		}
		if c.begin {
			text += "*"
		}
		if c.not {
			text = "-" + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}
