package integrity

import (
	"bytes"
	_ "embed" // the scales
	"encoding/json"
	"slices"
	"sync"
)

//go:embed scales.json
var scales []byte

// A Scale is the words by which those who recommend something judge, later on,
// what became of it. Each has its own, and none is translated into another.
type Scale struct {
	ID         string  `json:"id"`
	Name       Text    `json:"name"`
	Grades     []Grade `json:"grades"`               // none where it judges in words alone
	Unverified bool    `json:"unverified,omitempty"` // the wording is not held against its source
}

// A Grade is a step of a scale, in the words of who judges.
type Grade struct {
	ID      string  `json:"id"`
	Word    Text    `json:"word"`
	Reading Reading `json:"reading"`
}

// A Reading is what Insyn takes a grade to mean: it chooses a colour, and is
// always said to be Insyn's own.
type Reading string

// The readings.
const (
	ReadDone   Reading = "done"
	ReadPartly Reading = "partly"
	ReadNot    Reading = "not"
)

// Readings lists the readings.
func Readings() []Reading { return []Reading{ReadDone, ReadPartly, ReadNot} }

// Scales lists the scales that Insyn knows.
var Scales = sync.OnceValue(func() []Scale {
	var all []Scale
	in := json.NewDecoder(bytes.NewReader(scales))
	in.DisallowUnknownFields()
	if err := in.Decode(&all); err != nil {
		panic(err) // embedded: a test reads it
	}
	return all
})

// ScaleOf finds a scale by its ID.
func ScaleOf(id string) (Scale, bool) {
	i := slices.IndexFunc(Scales(), func(s Scale) bool { return s.ID == id })
	if i < 0 {
		return Scale{}, false
	}
	return Scales()[i], true
}

// Grade finds a grade by its ID.
func (s Scale) Grade(id string) (Grade, bool) {
	i := slices.IndexFunc(s.Grades, func(g Grade) bool { return g.ID == id })
	if i < 0 {
		return Grade{}, false
	}
	return s.Grades[i], true
}

// Takes tells whether something can be judged so on s: with one of its grades,
// or without one where it has none.
func (s Scale) Takes(grade string) bool {
	_, known := s.Grade(grade)
	return known || grade == "" && len(s.Grades) == 0
}
