package act

import (
	"strings"

	"insyn/internal/lang"
	"insyn/internal/plan"
)

// A Sentence is words of ours, in the reader's language, among which words that
// somebody else wrote can stand in another.
type Sentence []Phrase

// A Phrase is a part of a sentence. Language is that in which somebody wrote it, ""
// for words of ours.
type Phrase struct {
	Text     string
	Language lang.Language
}

// String gives the sentence without telling its languages apart.
func (s Sentence) String() string {
	var b strings.Builder
	for _, part := range s {
		b.WriteString(part.Text)
	}
	return b.String()
}

// here stands in a sentence that is being made where somebody's own words go.
const here = "\x1a"

// quoting says a message in which one value is somebody's own words.
func quoting(say *lang.Printer, key lang.Key, name string, own plan.Text, more ...any) Sentence {
	before, after, _ := strings.Cut(say.T(string(key), append(more, name, here)...), here)
	return Sentence{{Text: before}, OwnWords(own, say.Language()), {Text: after}}
}

// plainly is a sentence of our words alone.
func plainly(text string) Sentence { return Sentence{{Text: text}} }

// OwnWords gives what somebody wrote, in the language of the reader where it is
// there, with the language that it is in.
func OwnWords(t plan.Text, l lang.Language) Phrase {
	in := lang.Swedish
	if l == lang.English && t.EN != "" || t.SV == "" {
		in = lang.English
	}
	return Phrase{t.In(string(l)), in}
}
