package dcat

import (
	_ "embed" // the tables
	"strings"
)

//go:embed tables/vocabularies.txt
var vocabularyText string

// A Vocabulary is a controlled list of values.
type Vocabulary struct {
	Name  string
	Terms []string // IRIs, or media types
	has   map[string]bool
}

// Has tells whether a value is in the vocabulary.
func (v *Vocabulary) Has(term string) bool { return v.has[term] }

// vocabularies are those of the table, by name.
var vocabularies = readVocabularies(vocabularyText)

// VocabularyNamed gives a vocabulary by its name in the table, such as theme,
// frequency or licence; nil if there is none.
func VocabularyNamed(name string) *Vocabulary { return vocabularies[name] }

func readVocabularies(text string) map[string]*Vocabulary {
	all := map[string]*Vocabulary{}
	var v *Vocabulary
	beginning := ""
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(line, "#"):
		case words[0] == "vocabulary":
			v = &Vocabulary{Name: words[1], has: map[string]bool{}}
			all[v.Name] = v
			beginning = strings.Join(words[2:], "")
		default:
			for _, w := range words {
				v.Terms = append(v.Terms, beginning+w)
				v.has[beginning+w] = true
			}
		}
	}
	return all
}
