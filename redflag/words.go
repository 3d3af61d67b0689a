package redflag

import (
	"embed"
	"encoding/json"
)

// A Language is one that the engine speaks.
type Language string

// The languages.
const (
	Swedish Language = "sv"
	English Language = "en"
)

// Words are what a rule says of itself to a reader.
type Words struct {
	Title   string `json:"title"`   // a few words
	Looks   string `json:"looks"`   // what it looks for
	How     string `json:"how"`     // how it is computed
	Usually string `json:"usually"` // why there is usually nothing wrong
}

//go:embed words/*.json
var wordFiles embed.FS

// texts are the words of a language.
type texts struct {
	Caution string            `json:"caution"`
	Rules   map[Rule]Words    `json:"rules"`
	Cases   map[Case]string   `json:"cases"`
	Limits  map[string]string `json:"limits"`
}

var allTexts = map[Language]*texts{Swedish: readTexts(Swedish), English: readTexts(English)}

// readTexts reads the words of a language, which are part of the program.
func readTexts(l Language) *texts {
	var t texts
	data, err := wordFiles.ReadFile("words/" + string(l) + ".json")
	if err == nil {
		err = json.Unmarshal(data, &t)
	}
	if err != nil {
		panic(err)
	}
	return &t
}

// texts gives the words of a language; Swedish for one that the engine does
// not speak.
func (l Language) texts() *texts {
	if t := allTexts[l]; t != nil {
		return t
	}
	return allTexts[Swedish]
}

// Caution is said wherever flags are shown.
func Caution(l Language) string { return l.texts().Caution }

// Words gives the words of a rule.
func (r Rule) Words(l Language) Words { return l.texts().Rules[r] }

// Words gives the words of a case; "" where the rule has one case.
func (c Case) Words(l Language) string { return l.texts().Cases[c] }

// LimitWords gives the words of a code of Applied.Limits; "" for none of them.
func LimitWords(l Language, code string) string { return l.texts().Limits[code] }

func pick(l Language, sv, en string) string {
	if l == English {
		return en
	}
	return sv
}
