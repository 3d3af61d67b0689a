package consult

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A reference in a summary leads to views by their numbers: "#12", "#3–#5".
var viewReference = regexp.MustCompile(`#(\d{1,7})(?:[\x{a0} ]?[–-][\x{a0} ]?#?(\d{1,7}))?`)

// mostInRange is how many views one reference can lead to.
const mostInRange = 1000

// References gives the numbers of the views that a text leads to, each once,
// from the lowest.
func References(text string) (numbers []int64) {
	eachReference(text, func(m []int) {
		first, last := numberAt(text, m, 2), numberAt(text, m, 4)
		if last <= first || last-first >= mostInRange {
			numbers = append(numbers, first)
			if last > 0 {
				numbers = append(numbers, last)
			}
			return
		}
		for n := first; n <= last; n++ {
			numbers = append(numbers, n)
		}
	})
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// eachReference finds the references in a text, by their places in it. A sign
// that belongs to an address or to code is none.
func eachReference(text string, f func(m []int)) {
	for _, m := range viewReference.FindAllStringSubmatchIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
		after, _ := utf8.DecodeRuneInString(text[m[1]:])
		if strings.ContainsRune("/&#[`=?", before) || unicode.IsLetter(before) ||
			unicode.IsDigit(before) || unicode.IsLetter(after) || unicode.IsDigit(after) {
			continue
		}
		f(m)
	}
}

func numberAt(text string, m []int, group int) int64 {
	if m[group] < 0 {
		return 0
	}
	n, _ := strconv.ParseInt(text[m[group]:m[group+1]], 10, 64) // at most seven digits
	return n
}

// Linked gives Markdown in which each number of a view leads to its page. Path
// gives the address of the page, "" for a view that nobody can read.
func Linked(markdown string, path func(number int64) string) string {
	var b strings.Builder
	at := 0
	eachReference(markdown, func(m []int) {
		for _, group := range []int{2, 4} {
			if m[group] < 0 {
				continue
			}
			from := m[group]
			if markdown[from-1] == '#' {
				from--
			}
			address := path(numberAt(markdown, m, group))
			if address == "" {
				continue
			}
			b.WriteString(markdown[at:from])
			b.WriteString("[" + markdown[from:m[group+1]] + "](" + address + ")")
			at = m[group+1]
		}
	})
	return b.String() + markdown[at:]
}

// A Statement is one sentence of a summary, with the views that it leads to.
type Statement struct {
	Number  int // in the summary, from 1
	Section int // from 0
	Text    string
	Views   []int64
}

// Statements takes a summary apart into its sentences, in a language ("sv" or
// "en"). Headings within a section are no sentences.
func (s Summary) Statements(language string) (all []Statement) {
	for i, section := range s.Sections {
		for _, block := range blocks(section.Body.In(language)) {
			for _, sentence := range apart(block) {
				all = append(all, Statement{Number: len(all) + 1, Section: i, Text: sentence,
					Views: References(sentence)})
			}
		}
	}
	return all
}

// Statement gives the sentence with a number.
func (s Summary) Statement(language string, number int) (Statement, bool) {
	all := s.Statements(language)
	if number < 1 || number > len(all) {
		return Statement{}, false
	}
	return all[number-1], true
}

var (
	listMark = regexp.MustCompile(`^(?:[-*+>]|\d{1,3}[.)])\s+`)
	aLink    = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	emphasis = strings.NewReplacer("**", "", "__", "", "*", "", "`", "")
)

// blocks gives the paragraphs and the list items of Markdown, each in one line.
func blocks(markdown string) (all []string) {
	open := false
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		item := listMark.FindString(line)
		switch {
		case line == "", strings.HasPrefix(line, "# "), strings.HasPrefix(line, "##"):
			open = false
			continue
		case item != "":
			line, open = line[len(item):], false
		}
		line = strings.TrimSpace(emphasis.Replace(aLink.ReplaceAllString(line, "$1")))
		if open {
			all[len(all)-1] += " " + line
			continue
		}
		all, open = append(all, line), true
	}
	return all
}

// apart takes a paragraph apart into sentences. A sentence ends where a stop is
// followed by a capital letter, so that "t.ex. så" is one; references after the
// stop still belong to it.
func apart(block string) (all []string) {
	from, next := 0, -1 // where the next sentence would begin; -1 where no stop was seen
	for i, r := range block {
		switch {
		case strings.ContainsRune(".!?", r):
			next = 0
		case next < 0:
		case unicode.IsSpace(r):
			next = i + utf8.RuneLen(r)
		case strings.ContainsRune(`()”"'’»«#,–-`, r), unicode.IsDigit(r):
		case unicode.IsUpper(r) && next > 0:
			all, from, next = append(all, strings.TrimSpace(block[from:next])), next, -1
		default:
			next = -1
		}
	}
	if rest := strings.TrimSpace(block[from:]); rest != "" {
		all = append(all, rest)
	}
	return all
}

// Coverage tells which views a summary leads to, and where.
type Coverage struct {
	Views   []Reflected // one for each view that was to be reflected, by number
	Missing []int64     // of them, those that no sentence leads to
	Bare    []Statement // sentences that lead to no view
	Unknown []int64     // numbers in the text that no view has
}

// Reflected is where a view is reflected.
type Reflected struct {
	Number     int64
	Statements []int // numbers of sentences
	Sections   []int // each once
}

// Cover holds a summary against the views that it is to reflect. Known are
// the numbers of all that can be referred to. The Swedish text counts.
func (s Summary) Cover(views []int64, known map[int64]bool) (c Coverage) {
	where := map[int64]*Reflected{}
	for _, n := range views {
		c.Views = append(c.Views, Reflected{Number: n})
	}
	for i := range c.Views {
		where[c.Views[i].Number] = &c.Views[i]
	}
	for _, st := range s.Statements("sv") {
		if len(st.Views) == 0 {
			c.Bare = append(c.Bare, st)
		}
		for _, n := range st.Views {
			if r := where[n]; r != nil {
				r.Statements = append(r.Statements, st.Number)
				if !slices.Contains(r.Sections, st.Section) {
					r.Sections = append(r.Sections, st.Section)
				}
			}
		}
	}
	for _, r := range c.Views {
		if len(r.Statements) == 0 {
			c.Missing = append(c.Missing, r.Number)
		}
	}
	c.Unknown = s.unknown(known)
	return c
}

// unknown gives the numbers, in either language, that no view has.
func (s Summary) unknown(known map[int64]bool) (numbers []int64) {
	for _, section := range s.Sections {
		for _, n := range References(section.Body.SV + "\n" + section.Body.EN) {
			if !known[n] {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
