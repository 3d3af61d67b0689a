package lang

import (
	"slices"

	"golang.org/x/text/language"
)

// A Language is one that Insyn speaks, named by its BCP 47 tag.
type Language string

// The languages. Swedish is the one that texts are first written in.
const (
	Swedish Language = "sv"
	English Language = "en"
)

// Languages lists the languages, the first being the one chosen in doubt.
func Languages() []Language { return []Language{Swedish, English} }

// Valid tells whether l is a language that Insyn speaks.
func (l Language) Valid() bool { return slices.Contains(Languages(), l) }

// Other gives the language that a page in l is also shown in.
func (l Language) Other() Language {
	if l == English {
		return Swedish
	}
	return English
}

// tag gives l as x/text knows it.
func (l Language) tag() language.Tag { return language.MustParse(string(l)) }

// served pairs the tags that readers ask for with what we answer. Readers of
// Norwegian and Danish read Swedish with less effort than most read English.
var served = []struct {
	asked  language.Tag
	answer Language
}{
	{language.Swedish, Swedish},
	{language.English, English},
	{language.MustParse("nb"), Swedish},
	{language.MustParse("nn"), Swedish},
	{language.Norwegian, Swedish},
	{language.Danish, Swedish},
}

var matcher = func() language.Matcher {
	tags := make([]language.Tag, len(served))
	for i, s := range served {
		tags[i] = s.asked
	}
	return language.NewMatcher(tags)
}()

// maxHeader bounds what Match reads of a header: longer ones are no reader's wish.
const maxHeader = 512

// Match gives the language that suits an Accept-Language header best, Swedish
// in doubt. The matcher's tag carries the reader's region ("en-u-rg-sezzzz"),
// so the choice is made by its index.
func Match(acceptLanguage string) Language {
	if len(acceptLanguage) > maxHeader {
		return Swedish
	}
	asked, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return Swedish
	}
	_, i, _ := matcher.Match(asked...)
	return served[i].answer
}

// A Key is the key of a message that is held in a variable before somebody
// shows it. Writing lang.Key("state.open") lets the test of the source see it.
type Key string
