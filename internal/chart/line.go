package chart

import (
	"math"
	"strings"
	"unicode/utf8"
)

// mostTicks is how many words there is room for beneath a line.
const mostTicks = 5

// A frame is where the values of a line have their place: what is outside is
// for words.
type frame struct{ left, right float64 }

// frame leaves so much room that the longest word of the scale and the last
// word beneath the line are inside the drawing.
func (c Chart) frame(steps []float64) frame {
	f := frame{left, width - right}
	for _, v := range steps {
		f.left = max(f.left, breadth(c.write(v))+8)
	}
	f.left = min(f.left, width/2)
	if n := len(c.Points); n > 0 {
		f.right = max(min(f.right, width-breadth(c.Points[n-1].word())/2), width*3/4)
	}
	return f
}

// breadth gives how broad a word is at most, in the units of the drawing.
func breadth(word string) float64 {
	return float64(broad * float64(utf8.RuneCountInString(word)))
}

// word gives the name that stands beneath the line.
func (p Point) word() string {
	if p.Short == "" {
		return p.Label
	}
	return p.Short
}

// line places a line over time.
func (f *Figure) line(c Chart) {
	f.ViewBox = "0 0 400 240"
	steps := scale(c.highest(), c.Whole)
	in := c.frame(steps)
	f.Left, f.Right = at(in.left), at(in.right)
	high := steps[len(steps)-1]
	y := func(v float64) string {
		share := max(v, 0) / high
		return at(height - bottom - float64(share*(height-bottom-top)))
	}
	x := func(i int) float64 {
		if len(c.Points) < 2 {
			return (in.left + in.right) / 2
		}
		return in.left + float64(float64(i)/float64(len(c.Points)-1)*(in.right-in.left))
	}
	for _, v := range steps {
		f.Scale = append(f.Scale, Mark{at(in.left - 6), y(v), c.write(v)})
	}
	if c.Limit != nil {
		f.Limit = &Mark{f.Left, y(c.Limit.Value), c.Limit.Text}
	}
	f.ticks(c, in, x)
	f.runs(c, x, y)
}

// runs places the values and joins those between which nothing is unknown.
func (f *Figure) runs(c Chart, x func(int) float64, y func(float64) string) {
	var run []string
	for i, p := range c.Points {
		if p.Unknown {
			f.end(run)
			run = nil
			continue
		}
		run = append(run, at(x(i))+","+y(p.Value))
		f.Dots = append(f.Dots, Mark{at(x(i)), y(p.Value), p.Label + ": " + c.write(p.Value)})
	}
	f.end(run)
}

// end closes an unbroken stretch; a single value is a dot and no line.
func (f *Figure) end(run []string) {
	if len(run) > 1 {
		f.Runs = append(f.Runs, strings.Join(run, " "))
	}
}

// ticks writes as many names beneath the line as have room: the last, which
// is what people look for, and others at equal distances before it.
func (f *Figure) ticks(c Chart, in frame, x func(int) float64) {
	step := stride(c.Points, in)
	for i := (len(c.Points) - 1) % step; i >= 0 && i < len(c.Points); i += step {
		f.Ticks = append(f.Ticks, Mark{at(x(i)), at(height - bottom + 20), c.Points[i].word()})
	}
}

// stride tells how far apart the points are whose names stand beneath the line.
func stride(points []Point, in frame) int {
	broadest := 0.0
	for _, p := range points {
		broadest = max(broadest, breadth(p.word()))
	}
	step := max((len(points)+mostTicks-1)/mostTicks, 1)
	if len(points) < 2 {
		return step
	}
	apart := (in.right - in.left) / float64(len(points)-1)
	return max(step, min(int(math.Ceil((broadest+4)/apart)), len(points)))
}

// bars places values side by side, each name above its bar so that it has the whole width.
func (f *Figure) bars(c Chart) {
	f.ViewBox = "0 0 400 " + at(float64(row*max(len(c.Points), 1)))
	high := c.highest()
	if high <= 0 {
		high = 1
	}
	room := width - c.after()
	for i, p := range c.Points {
		y := float64(i * row)
		long := 0.0
		if !p.Unknown {
			long = max(p.Value, 0) / high * room
		}
		f.Bars = append(f.Bars, Bar{X: "0.0", Y: at(y + 20), Width: at(long), Height: at(16),
			Name:  Mark{"0.0", at(y + 14), p.Label},
			Value: Mark{at(long + 8), at(y + 33), c.say(p)}})
	}
}

// after is the room that the broadest value needs after its bar.
func (c Chart) after() float64 {
	least := 90.0
	for _, p := range c.Points {
		least = max(least, 8+breadth(c.say(p)))
	}
	return min(least, width/2)
}
