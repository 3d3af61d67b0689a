package ical

import "fmt"

// A Matter is something about a file that its reader should know although
// the file was read: the key under which a program that speaks other languages
// finds its own words for it.
type Matter string

// What Decode can have to say.
const (
	Repeats     Matter = "repeats"      // the meeting repeats; only the first occasion was read
	LeftOut     Matter = "left-out"     // something that is not a meeting, or a value without use
	NotThere    Matter = "not-there"    // something that should be in the file and is not
	ZoneGuessed Matter = "zone-guessed" // a time without zone, read in the home zone
	ZoneByRule  Matter = "zone-by-rule" // an unknown zone, read by the rules in the file
	OldLetters  Matter = "old-letters"  // not UTF-8, read as Windows-1252
)

// sentences says each matter in English.
var sentences = map[Matter]string{
	Repeats:     "the meeting repeats; only the first occasion was read",
	LeftOut:     "was left out",
	NotThere:    "should be in the file and is not",
	ZoneGuessed: "a time without time zone; it was read as local time",
	ZoneByRule:  "an unknown time zone; it was read by the rules in the file",
	OldLetters:  "the file is not in UTF-8; it was read as Windows-1252",
}

// A Note tells what reading made of a file that says too little or too much.
type Note struct {
	Matter   Matter
	Property string // or the name of a component
	Line     int    // from 1; 0 for the file as a whole
	Detail   string
}

// String gives the note as one sentence in English.
func (n Note) String() string {
	s := sentences[n.Matter]
	if n.Property != "" {
		s = n.Property + ": " + s
	}
	if n.Line > 0 {
		s = fmt.Sprintf("line %d: %s", n.Line, s)
	}
	if n.Detail != "" {
		s += ": " + n.Detail
	}
	return s
}
