package consult

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// HiddenWords are words of a text that are masked wherever they stand.
type HiddenWords struct {
	Words  string
	Ground Ground
}

// Hidden tells which words of text are masked in pieces, for who may read the
// text: a copy that is replaced must not show by oversight what was hidden in
// the one before. The pieces themselves do not say. It is false where it cannot
// be told, as with two masks that touch.
func Hidden(text string, pieces []Piece) ([]HiddenWords, bool) {
	s := hiddenSearch{pieces: pieces, text: text, tries: 2000}
	if !s.from(0, 0, nil) {
		return nil, false
	}
	return s.found, true
}

// A hiddenSearch looks for the gaps that pieces leave in a text.
type hiddenSearch struct {
	text   string
	pieces []Piece
	tries  int // left, so that no text keeps us for long
	found  []HiddenWords
}

// from lays the pieces from the i-th on over the text from at on.
func (s *hiddenSearch) from(i, at int, gaps []HiddenWords) bool {
	if s.tries--; s.tries < 0 {
		return false
	}
	switch {
	case i == len(s.pieces):
		s.found = distinct(gaps)
		return at == len(s.text) && s.agrees()
	case s.pieces[i].Ground == "":
		return strings.HasPrefix(s.text[at:], s.pieces[i].Text) &&
			s.from(i+1, at+len(s.pieces[i].Text), gaps)
	case at == len(s.text):
		return false
	}
	gap := func(to int) []HiddenWords {
		return append(slices.Clip(gaps), HiddenWords{s.text[at:to], s.pieces[i].Ground})
	}
	if i+1 == len(s.pieces) {
		return s.from(i+1, len(s.text), gap(len(s.text)))
	}
	next := s.pieces[i+1]
	if next.Ground != "" {
		return false
	}
	_, least := utf8.DecodeRuneInString(s.text[at:])
	for to := at + least; ; to++ {
		step := strings.Index(s.text[to:], next.Text)
		if step < 0 || s.tries < 0 {
			return false
		}
		if to += step; s.from(i+1, to, gap(to)) {
			return true
		}
	}
}

// agrees tells whether masking what was found gives the pieces again.
func (s *hiddenSearch) agrees() bool {
	var all []Mask
	for _, h := range s.found {
		masks, err := MaskWords(s.text, h.Words, h.Ground)
		if err != nil {
			return false
		}
		all = append(all, masks...)
	}
	again, err := Masked(s.text, all)
	return err == nil && slices.Equal(again, s.pieces)
}

// distinct keeps each of all once.
func distinct(all []HiddenWords) (once []HiddenWords) {
	for _, h := range all {
		if !slices.Contains(once, h) {
			once = append(once, h)
		}
	}
	return once
}
