package chart

import "strconv"

// A Point is a value and what it is of: a period, a body.
type Point struct {
	Label   string // in full, for the table: "1 juli–31 december 2023"
	Short   string // beneath the line: "2023 II"; "" is Label
	Value   float64
	Unknown bool // nothing is known: a gap, never a zero
}

// A Kind is a way to draw.
type Kind string

// The kinds.
const (
	Line Kind = "line" // values in the order of time
	Bars Kind = "bars" // values side by side, each with its name
)

// A Limit is a line that values are held against: a promise, a rule.
type Limit struct {
	Value float64
	Text  string
}

// A Chart is what is to be shown. All words are in the reader's language.
type Chart struct {
	Kind        Kind
	Title       string // the finding, as a sentence
	Description string // what is drawn, for who does not see it
	Source      string // where the numbers are from, and of which day
	Points      []Point
	Limit       *Limit
	Whole       bool                 // values are counts: the scale has no halves
	Heads       [2]string            // of the table: what the points are, what the values are
	Format      func(float64) string // writes a value with its unit
	Nothing     string               // stands in the table for what is not known
}

// A Mark is a word at a place in the drawing.
type Mark struct{ X, Y, Text string }

// A Bar is a box with its name and value.
type Bar struct {
	X, Y, Width, Height string
	Name, Value         Mark
}

// A Figure is a chart with everything in its place.
type Figure struct {
	Title, Description, Source string
	Kind                       Kind
	ViewBox                    string
	Left, Right                string   // ends of the lines across
	Scale                      []Mark   // lines across, each with its value
	Ticks                      []Mark   // words beneath
	Runs                       []string // unbroken stretches of the line, as points of a polyline
	Dots                       []Mark   // a dot for each value, with the words that explain it
	Bars                       []Bar
	Boxes                      []Box
	Limit                      *Mark
	Heads                      [2]string
	Rows                       [][2]string
}

// The drawing, in its own units.
const (
	width  = 400
	height = 240
	left   = 44 // least room for the words of the scale
	right  = 12 // least room after the last value
	top    = 22
	bottom = 30
	row    = 44 // a bar with its name above it

	broad = 8.5 // a letter beside or beneath a line, at its largest: on a telephone
)

// Draw places what a chart shows. A chart without points has an empty drawing and an empty table.
func Draw(c Chart) Figure {
	f := Figure{Title: c.Title, Description: c.Description, Source: c.Source, Kind: c.Kind,
		Heads: c.Heads, Left: at(left), Right: at(width - right)}
	for _, p := range c.Points {
		f.Rows = append(f.Rows, [2]string{p.Label, c.say(p)})
	}
	switch c.Kind {
	case Bars:
		f.bars(c)
	case Treemap:
		f.boxes(c)
	default:
		f.line(c)
	}
	return f
}

// say writes the value of a point.
func (c Chart) say(p Point) string {
	if p.Unknown {
		return c.Nothing
	}
	return c.write(p.Value)
}

func (c Chart) write(v float64) string {
	if c.Format != nil {
		return c.Format(v)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// highest gives the largest value that must have room.
func (c Chart) highest() float64 {
	high := 0.0
	for _, p := range c.Points {
		if !p.Unknown {
			high = max(high, p.Value)
		}
	}
	if c.Limit != nil {
		high = max(high, c.Limit.Value)
	}
	return high
}

// at writes a coordinate, to a tenth.
func at(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
