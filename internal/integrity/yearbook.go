package integrity

import (
	"slices"

	"insyn/internal/fault"
)

// A Yearbook is everything that a body has stated of its years, in the order in
// which it did.
type Yearbook struct {
	Matter Matter
	Said   []Dated[Statement]
}

// FoldYears puts together what the entries of a body's years say.
func FoldYears(m Matter, entries []Entry) Yearbook {
	y := Yearbook{Matter: m}
	for _, e := range entries {
		if e.Statement != nil {
			y.Said = append(y.Said, stamped(e, *e.Statement))
		}
	}
	return y
}

// Of gives what was stated of a year last.
func (y Yearbook) Of(year int) (s Dated[Statement], stated bool) {
	for _, x := range y.Said {
		if x.What.Year == year {
			s, stated = x, true
		}
	}
	return s, stated
}

// Take tells whether a statement can be added: later years come after earlier
// ones, and what replaces an earlier statement says why. It is no news where it
// says what is stated already.
//
// Faults: Invalid, Refused (a later year has been stated).
func (y Yearbook) Take(s Statement, thisYear int) (news bool, err error) {
	if err := s.Check(thisYear); err != nil {
		return false, err
	}
	before, stated := y.Of(s.Year)
	switch {
	case stated && before.What.Same(s):
		return false, nil
	case stated && s.Why == "":
		return false, fault.New(fault.Invalid, "integrity.why-numbers-changed").With("Year", s.Year).At("why")
	case stated:
		return true, keepsThemes(before.What, s)
	}
	for _, x := range y.Said {
		if x.What.Year > s.Year {
			return false, fault.New(fault.Refused, "integrity.year-passed").
				With("Year", s.Year).With("Later", x.What.Year).At("year")
		}
	}
	return true, nil
}

// keepsThemes holds that a theme which was stated of a year is not taken back,
// nor another added: numbers that were not in the years that are shown together
// cannot come between them afterwards. The definitions stay those of before.
func keepsThemes(before, after Statement) error {
	if before.Set != after.Set {
		return fault.New(fault.Invalid, "integrity.instrument").At("year")
	}
	for _, t := range FigureSets()[before.Set].Themes {
		if before.States(t) != after.States(t) {
			return fault.New(fault.Refused, "integrity.same-themes").With("Year",
				before.Year).At(t.Total.ID)
		}
	}
	return nil
}

// A Period is one or more years whose numbers of a theme are shown together.
// Every year of a body belongs to one period, and to none before its numbers
// are many enough: so nothing can be computed by taking one period from another.
type Period struct {
	Years  []int
	Open   bool // more years are awaited, and nothing is shown
	Set    string
	Total  Count
	Splits [][]Count // as the splits of the theme, the rest last
	Number int       // of the entry that it follows from
	Before []Period  // what was shown of the same years before it was corrected
}

// Periods puts together the years in which a theme was counted by a version of
// the figures. No period goes across two versions.
func (y Yearbook) Periods(set string, t Theme) []Period {
	var all []period
	for _, said := range y.Said {
		if said.What.Set != set || !said.What.States(t) {
			continue
		}
		i := slices.IndexFunc(all, func(p period) bool { return slices.Contains(p.years, said.What.Year) })
		if i < 0 {
			if i = len(all) - 1; i < 0 || all[i].closed {
				i, all = len(all), append(all, period{theme: t, stated: map[int]Statement{}})
			}
			all[i].years = append(all[i].years, said.What.Year)
		}
		all[i].take(said)
	}
	shown := make([]Period, len(all))
	for i, p := range all {
		shown[i] = p.shown()
	}
	return shown
}

// A period is being put together.
type period struct {
	theme  Theme
	years  []int
	closed bool
	stated map[int]Statement
	hidden [][]bool // what was hidden once stays hidden; the total is the last list
	told   []Period
}

// take notes what is stated of one of the years, and shows the period anew
// where it is closed.
func (p *period) take(said Dated[Statement]) {
	p.stated[said.What.Year] = said.What
	total, splits := p.sums()
	p.closed = p.closed || total >= Least || total == 0 && len(p.years) == 1
	next := Period{Years: p.years, Set: said.What.Set, Number: said.Number}
	if next.Open = !p.closed; next.Open {
		next.Years = slices.Clone(p.years)
		p.told = []Period{next}
		return
	}
	p.hide(total, splits)
	next.Total = Count{total, p.hidden[len(splits)][0]}
	for i, parts := range splits {
		row := make([]Count, len(parts))
		for j, n := range parts {
			row[j] = Count{n, p.hidden[i][j]}
		}
		next.Splits = append(next.Splits, row)
	}
	p.tell(next)
}

// tell notes a period as it is shown, where it is not as it was shown before.
func (p *period) tell(next Period) {
	if len(p.told) > 0 && p.told[len(p.told)-1].Open {
		p.told = nil
	}
	if n := len(p.told); n > 0 && p.told[n-1].alike(next) {
		return
	}
	p.told = append(p.told, next)
}

// alike tells whether two periods show the same.
func (p Period) alike(other Period) bool {
	return p.Total == other.Total && slices.EqualFunc(p.Splits, other.Splits, slices.Equal)
}

// sums adds up the years.
func (p *period) sums() (total int, splits [][]int) {
	splits = make([][]int, len(p.theme.Splits))
	for _, s := range p.stated {
		total += s.Counts[p.theme.Total.ID]
		for i, split := range p.theme.Splits {
			parts := s.parts(p.theme, split)
			if splits[i] == nil {
				splits[i] = make([]int, len(parts))
			}
			for j, n := range parts {
				splits[i][j] += n
			}
		}
	}
	return total, splits
}

// hide adds what has to be hidden now to what was hidden before.
func (p *period) hide(total int, splits [][]int) {
	if p.hidden == nil {
		p.hidden = make([][]bool, len(splits)+1)
		for i, parts := range splits {
			p.hidden[i] = make([]bool, len(parts))
		}
		p.hidden[len(splits)] = make([]bool, 1)
	}
	p.hidden[len(splits)][0] = p.hidden[len(splits)][0] || total > 0 && total < Least
	for i, parts := range splits {
		for j, h := range hiddenParts(total, parts, p.hidden[i]) {
			p.hidden[i][j] = h
		}
	}
}

// hiddenParts tells which parts of a total are hidden: those below Least, those
// that were hidden before, and others from the last on, until what is hidden is
// more than one number, and more in all than so many small ones can be: else
// "4 and 4" is the only way to make eight. Of a total below Least every part is.
// Which others are hidden does not hang on how large they are, for that would tell.
func hiddenParts(total int, parts []int, before []bool) []bool {
	hidden := slices.Clone(before)
	sum, n := 0, 0
	hide := func(j int) { hidden[j], sum, n = true, sum+parts[j], n+1 }
	for j, count := range parts {
		if hidden[j] || count > 0 && count < Least || total > 0 && total < Least {
			hide(j)
		}
	}
	for j := len(parts) - 1; j >= 0 && n > 0 && (n < 2 || sum < n*Least); j-- {
		if !hidden[j] {
			hide(j)
		}
	}
	return hidden
}

// shown gives a period as it is shown now, with what was shown before.
func (p period) shown() Period {
	last := len(p.told) - 1
	is := p.told[last]
	is.Years = slices.Clone(p.years)
	slices.Sort(is.Years)
	is.Before = p.told[:last]
	return is
}
