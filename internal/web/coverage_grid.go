package web

import (
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
)

// A CoverageGrid is the map of coverage as a drawing: a strip for each body, a
// box for each month that has ended, filled where the month is published. The
// table beneath has the numbers.
type CoverageGrid struct {
	Title, Description string
	Height             int
	Strips             []CoverageStrip
	Years              []CoverageYear
}

// A CoverageStrip is a body of the map.
type CoverageStrip struct {
	Name      string
	NameY, Y  int
	Published []string // where the boxes of months begin, in units of the drawing
	Missing   []string
}

// A CoverageYear is where a year begins.
type CoverageYear struct{ X, Name string }

// Measures of the drawing, which is 400 units wide like all charts.
const (
	stripHigh   = 40 // of a strip with the name above it
	yearsHigh   = 16 // of the line of years at the top
	nameBeneath = 14
)

// coverageGrid draws who publishes which months.
func (v *visit) coverageGrid(list []act.BodyLedgers) CoverageGrid {
	first := v.Now.In(lang.Stockholm).Year() - yearsCovered + 1
	g := CoverageGrid{Description: v.T("explore.coverage-drawing"),
		Height: yearsHigh + stripHigh*len(list)}
	for y := range yearsCovered {
		g.Years = append(g.Years, CoverageYear{monthAt(12 * y), v.yearName(first + y)})
	}
	for i, b := range list {
		top := yearsHigh + stripHigh*i
		s := CoverageStrip{Name: v.bodyName(b.Body), NameY: top + nameBeneath,
			Y: top + nameBeneath + 6}
		published := b.Months()
		for m := range 12 * yearsCovered {
			month := time.Date(first, time.Month(1+m), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
			switch {
			case purchase.Period(month).Start().AddDate(0, 1, 0).After(v.Now):
			case published[month]:
				s.Published = append(s.Published, monthAt(m))
			default:
				s.Missing = append(s.Missing, monthAt(m))
			}
		}
		g.Strips = append(g.Strips, s)
	}
	g.Title = v.coverageFinding(g)
	return g
}

// coverageFinding says how much of the map is filled.
func (v *visit) coverageFinding(g CoverageGrid) string {
	published, all := 0, 0
	for _, s := range g.Strips {
		published, all = published+len(s.Published), all+len(s.Published)+len(s.Missing)
	}
	if all == 0 {
		return v.T("explore.coverage-map")
	}
	return v.T("explore.coverage-finding", "Published", published, "All", all)
}

// monthAt is where the box of a month begins, in whole tenths of a unit.
func monthAt(m int) string {
	tenths := 4000 * m / (12 * yearsCovered)
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10)
}
