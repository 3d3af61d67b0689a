package integrity

import (
	"slices"
	"strings"
)

// A Picture is how bodies assess themselves in a round, put together so that
// nobody's own answers can be told. It says how many were asked and answered.
type Picture struct {
	Round      string // key
	Opening    Opening
	Instrument Instrument
	Answered   []string // account.BodyIDs, in no order of merit
	Items      []PictureItem
	Levels     []PictureLevel
	Open       bool // bodies still answer, and no number is shown
}

// A PictureItem is how a question was answered: a row for each mark, and
// columns for those who work by the government's definition, those who do not,
// and all. All of it is hidden at once, so that no filter shows what another hides.
type PictureItem struct {
	Area  Area
	Item  Item
	Grid  Grid // rows: Marks; columns: yes, no
	Place Grid // rows: in place and documented, and not; columns: yes, no
}

// A PictureLevel is how many bodies are at each level of an area.
type PictureLevel struct {
	Area Area
	Grid Grid // rows: Levels; columns: yes, no
}

// Columns of the grids of a picture.
const (
	DefinesYes = 0
	DefinesNo  = 1
	Everybody  = 2
)

// Draw puts together what was submitted in a round, by body.
func Draw(round string, o Opening, q Instrument, submitted map[string]SelfAssessment) Picture {
	p := Picture{Round: round, Opening: o, Instrument: q}
	for body := range submitted {
		if o.Asked(body) {
			p.Answered = append(p.Answered, body)
		}
	}
	slices.Sort(p.Answered)
	for _, a := range q.Areas {
		levels := grid(len(Levels()))
		for _, body := range p.Answered {
			s := submitted[body]
			levels[s.Level(a)-1][s.column()]++
		}
		var items []PictureItem
		for _, i := range a.Items {
			marks := grid(len(Marks()))
			for _, body := range p.Answered {
				s := submitted[body]
				marks[slices.Index(Marks(), s.Replies[i.ID].Mark)][s.column()]++
			}
			g := NewGrid(marks)
			items = append(items, PictureItem{a, i, g, g.merged(inPlace)})
		}
		l := PictureLevel{a, NewGrid(levels)}
		l.hideBeside(items)
		p.Levels, p.Items = append(p.Levels, l), append(p.Items, items...)
	}
	return p
}

// Rows of the grid of a question: what is in place and documented, and what keeps
// a body from a level.
var (
	inPlace = []int{slices.Index(Marks(), Documented), slices.Index(Marks(), Reviewed)}
	lacking = []int{slices.Index(Marks(), No), slices.Index(Marks(), Planned),
		slices.Index(Marks(), Partly)}
)

// hideBeside hides the levels of an area where they would tell more of its
// questions than the questions themselves, or the other way round. Whoever lacks
// something that a level asks for is below it: there are no fewer of them than of
// those who lack any one thing, and no more than of all these together.
func (l *PictureLevel) hideBeside(items []PictureItem) {
	end, tells := len(l.Grid[0])-1, false
	for level := Nascent; level <= Leading; level++ {
		tells = tells || l.narrows(level, items) || l.guessed(level, items)
	}
	if tells {
		for _, row := range l.Grid[:len(l.Grid)-1] {
			row[end].Hidden = true
		}
	}
	part := func(i PictureItem) bool { return i.Grid[0][DefinesYes].Hidden }
	if tells || slices.ContainsFunc(items, part) {
		l.Grid.hideDivision()
	}
}

// narrows tells whether those below a level, and those who lack something that it
// asks for, have bounds that are narrower together than each alone.
func (l *PictureLevel) narrows(level Level, items []PictureItem) bool {
	rows := make([]int, level-1)
	for i := range rows {
		rows[i] = i
	}
	least, most := l.Grid.between(rows)
	lo, hi := below(items, level)
	if lo > least || hi < most {
		return true
	}
	return slices.ContainsFunc(items, func(i PictureItem) bool {
		lo, hi := i.Grid.between(lacking)
		_, all := below(items, level)
		return i.Item.Level <= int(level) && (hi > most || least-(all-hi) > lo)
	})
}

// below gives the bounds of how many are below a level that follow from how its
// questions were answered.
func below(items []PictureItem, level Level) (least, most int) {
	for _, i := range items {
		if i.Item.Level <= int(level) {
			lo, hi := i.Grid.between(lacking)
			least, most = max(least, lo), most+hi
		}
	}
	return least, most
}

// guessed tells whether the number at a level, small or not, can be told from that
// it is hidden: where the questions alone leave few small numbers to choose from.
func (l *PictureLevel) guessed(level Level, items []PictureItem) bool {
	n := l.Grid[len(l.Grid)-1][len(l.Grid[0])-1].N
	under, under2 := below(items, level)
	over, over2 := n, n
	if level < Leading {
		over, over2 = below(items, level+1)
	}
	return small(max(0, over-under2)) || small(min(n, over2)-under)
}

// grids gives all the grids of p.
func (p Picture) grids() (all []Grid) {
	for _, l := range p.Levels {
		all = append(all, l.Grid)
	}
	for _, i := range p.Items {
		all = append(all, i.Grid, i.Place)
	}
	return all
}

// Wait hides every number of a round that goes on. Held against the picture of
// the day before, each would tell what the one body that has answered meanwhile
// has said, and who has answered is told by name.
func (p *Picture) Wait() {
	p.Open = true
	for _, g := range p.grids() {
		g.hideAll()
	}
}

// grid makes empty counts of so many rows.
func grid(rows int) [][]int {
	counts := make([][]int, rows)
	for i := range counts {
		counts[i] = make([]int, 2)
	}
	return counts
}

// column gives the column of the grids that s is counted in.
func (s SelfAssessment) column() int {
	if s.Defines == "yes" {
		return DefinesYes
	}
	return DefinesNo
}

// Far counts the bodies that are at the two highest levels of the area; not told
// where it does not follow from what is shown.
func (l PictureLevel) Far() (n int, told bool) {
	least, most := l.Grid.between([]int{int(Established) - 1, int(Leading) - 1})
	return least, least == most
}

// Missing lists the bodies of the population that have not answered.
func (p Picture) Missing() (bodies []string) {
	for _, b := range p.Opening.Population {
		if !slices.Contains(p.Answered, b) {
			bodies = append(bodies, b)
		}
	}
	return bodies
}

// A Step is a round in the trend of a question. Where Broken it cannot be held
// against the one before: the questions were others.
type Step struct {
	Picture *Picture
	Item    *PictureItem // nil where the round has no question that means the same
	Broken  bool
}

// Trend follows a question of the last of some pictures, which are in the order
// of their days, back through the rounds before. Two rounds hang together only
// where they ask by one instrument, or where the later one says of the question
// which of the earlier means the same.
func Trend(pictures []Picture, item string) (steps []Step) {
	for k := len(pictures) - 1; k >= 0; k-- {
		p := &pictures[k]
		step := Step{Picture: p, Item: p.find(item)}
		steps = append(steps, step)
		if k == 0 || step.Item == nil {
			break
		}
		before := pictures[k-1].Instrument.Version
		if before == p.Instrument.Version {
			continue
		}
		same, mapped := step.Item.Item.Same[before]
		if !mapped {
			steps[len(steps)-1].Broken = true
			break
		}
		item = same
	}
	slices.Reverse(steps)
	return steps
}

func (p *Picture) find(item string) *PictureItem {
	i := slices.IndexFunc(p.Items, func(x PictureItem) bool { return x.Item.ID == item })
	if i < 0 {
		return nil
	}
	return &p.Items[i]
}

// Chronological puts pictures in the order in which their rounds ended.
func Chronological(pictures []Picture) {
	slices.SortFunc(pictures, func(a, b Picture) int {
		return strings.Compare(string(a.Opening.Until)+a.Round, string(b.Opening.Until)+b.Round)
	})
}
