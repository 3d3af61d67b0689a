package chart

import "strings"

// mostTicks is how many words there is room for beneath a line.
const mostTicks = 5

// line places a line over time.
func (f *Figure) line(c Chart) {
	f.ViewBox = "0 0 400 240"
	steps := scale(c.highest(), c.Whole)
	high := steps[len(steps)-1]
	y := func(v float64) string {
		share := max(v, 0) / high
		return at(height - bottom - float64(share*(height-bottom-top)))
	}
	x := func(i int) float64 {
		if len(c.Points) < 2 {
			return (left + width - right) / 2
		}
		return left + float64(float64(i)/float64(len(c.Points)-1)*(width-left-right))
	}
	for _, v := range steps {
		f.Scale = append(f.Scale, Mark{at(left - 6), y(v), c.write(v)})
	}
	if c.Limit != nil {
		f.Limit = &Mark{at(left), y(c.Limit.Value), c.Limit.Text}
	}
	f.ticks(c, x)
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
func (f *Figure) ticks(c Chart, x func(int) float64) {
	step := max((len(c.Points)+mostTicks-1)/mostTicks, 1)
	for i := (len(c.Points) - 1) % step; i >= 0 && i < len(c.Points); i += step {
		text := c.Points[i].Short
		if text == "" {
			text = c.Points[i].Label
		}
		f.Ticks = append(f.Ticks, Mark{at(x(i)), at(height - bottom + 20), text})
	}
}

// bars places values side by side, each name above its bar so that it has the whole width.
func (f *Figure) bars(c Chart) {
	f.ViewBox = "0 0 400 " + at(float64(row*max(len(c.Points), 1)))
	high := c.highest()
	if high <= 0 {
		high = 1
	}
	const room = width - 90 // the rest is for the value after the longest bar
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
