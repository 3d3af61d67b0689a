package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord is how many bytes of a folded word are kept. What follows in a
// longer one is passed over.
const longestWord = 64

// A scanner cuts a text into folded words.
type scanner struct {
	text       string
	at         int    // the byte after the last word
	start, end int    // bytes of the word
	place      uint32 // number of the word; one is left out where a paragraph ends
	begun      bool   // there has been a word
	form       []byte // the folded word, until the next call
}

// next goes to the next word, if there is one.
func (s *scanner) next() bool {
	if s.begun {
		s.place++
	}
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		if isWord(r) {
			s.word()
			s.begun = true
			return true
		}
		if r == '\n' {
			s.place++
		}
		s.at += size
	}
	return false
}

// word takes the word that begins at s.at.
func (s *scanner) word() {
	s.start, s.form = s.at, s.form[:0]
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		switch {
		case r < utf8.RuneSelf && isWord(r):
			s.add(lower[r : r+1])
		case isWord(r):
			s.letter(r)
		case unicode.Is(unicode.M, r):
			s.mark(r)
		case r != '\u00ad' && r != '\u200d' && r != '\u200c': // what does not end a word
			s.end = s.at
			s.at += s.genitive()
			return
		}
		s.at += size
	}
	s.end = s.at
}

// lower is ASCII in lower case.
var lower = func() string {
	var all [utf8.RuneSelf]byte
	for i := range all {
		all[i] = byte(unicode.ToLower(rune(i)))
	}
	return string(all[:])
}()

// add adds letters while there is room.
func (s *scanner) add(letters string) {
	if len(s.form)+len(letters) <= longestWord {
		s.form = append(s.form, letters...)
	}
}

// letter adds a letter beyond ASCII, folded.
func (s *scanner) letter(r rune) {
	r = unicode.ToLower(r)
	switch r {
	case 'å', 'ä', 'ö':
		s.add(string(r))
		return
	case 'æ':
		s.add("ä")
		return
	case 'ø':
		s.add("ö")
		return
	case 'œ':
		s.add("oe")
		return
	case 'ß':
		s.add("ss")
		return
	}
	decomposed := norm.NFKD.PropertiesString(string(r)).Decomposition()
	if decomposed == nil {
		s.add(string(r))
		return
	}
	for _, part := range string(decomposed) {
		switch {
		case !isWord(part):
		case part < utf8.RuneSelf:
			s.add(lower[part : part+1])
		default:
			s.letter(part) // which cannot be taken apart again
		}
	}
}

// mark joins a combining mark with the letter before it: only rings and dots
// of Swedish make another letter.
func (s *scanner) mark(r rune) {
	if len(s.form) == 0 {
		return
	}
	last := &s.form[len(s.form)-1]
	switch {
	case r == '\u030a' && *last == 'a':
		s.swap("å")
	case r == '\u0308' && *last == 'a':
		s.swap("ä")
	case r == '\u0308' && *last == 'o':
		s.swap("ö")
	}
}

// swap puts letters where the last byte is.
func (s *scanner) swap(letters string) {
	s.form = s.form[:len(s.form)-1]
	s.add(letters)
}

// genitive gives the length of an ending that stands apart: "EU:s", "body's".
func (s *scanner) genitive() int {
	rest := s.text[s.at:]
	for _, sign := range []string{":s", "'s", "’s"} {
		if after, ok := strings.CutPrefix(rest, sign); ok {
			if r, _ := utf8.DecodeRuneInString(after); !isWord(r) {
				return len(sign)
			}
		}
	}
	return 0
}

// isWord tells whether r is part of a word.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// folded gives the words of a text, folded.
func folded(text string) (list []string) {
	for s := (scanner{text: text}); s.next(); {
		list = append(list, string(s.form))
	}
	return list
}

// dotless gives a folded word without rings and dots.
func dotless(word string) string { return dots.Replace(word) }

var dots = strings.NewReplacer("å", "a", "ä", "a", "ö", "o")

// hasDots tells whether a folded word has å, ä or ö.
func hasDots(word string) bool { return strings.ContainsAny(word, "åäö") }

// tidy makes each run of space one space, or one line end where a paragraph ends.
func tidy(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	lines, space := 0, false
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			space = true
			if r == '\n' || r == '\u2029' {
				lines++
			}
			continue
		}
		switch {
		case out.Len() == 0:
		case lines > 1:
			out.WriteByte('\n')
		case space:
			out.WriteByte(' ')
		}
		lines, space = 0, false
		out.WriteRune(r)
	}
	return out.String()
}
