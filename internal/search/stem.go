package search

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/swedish"

	"insyn/internal/lang"
)

// languages are those that are known, by the number that occurrences have for
// them.
var languages = []struct {
	language  lang.Language
	stem      func(*snowballstem.Env) bool
	compounds bool // words are written together
}{
	{lang.Swedish, swedish.Stem, true},
	{lang.English, english.Stem, false},
}

// numberOf gives the number of a language: that of Swedish for one that is not known.
func numberOf(l lang.Language) int {
	for i, known := range languages {
		if known.language == l {
			return i
		}
	}
	return 0
}

var stemmers = sync.Pool{New: func() any { return snowballstem.NewEnv("") }}

// stem gives the stem of a folded word. One with a digit is its own.
func stem(language int, word string) string {
	if strings.ContainsAny(word, "0123456789") {
		return word
	}
	env := stemmers.Get().(*snowballstem.Env)
	defer stemmers.Put(env)
	env.SetCurrent(word)
	languages[language].stem(env)
	return env.Current()
}

// stops are words that nearly every text has. They count within phrases only,
// or where nothing else is asked for.
var stops = func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq("och i att en ett som på av för med till den det de är om vi " +
		"man har kan ska från eller så inte the of and a an to in is for on with by or at be are we") {
		all[word] = true
	}
	return all
}()
