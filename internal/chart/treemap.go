package chart

import "slices"

// A Box is a share of the whole, as a rectangle.
type Box struct {
	X, Y, Width, Height string
	Name                Mark // no text where there is no room
	Value               Mark
	Title               string
}

// Treemap is a Kind in which the areas of boxes are the shares of a whole.
const Treemap Kind = "treemap"

// A rectangle is where boxes are to be laid.
type rectangle struct{ x, y, w, h float64 }

// boxes lays the points as boxes, the largest first, so that they are as near
// to squares as can be (Bruls, Huizing and van Wijk 2000). What is not above
// zero has no area.
func (f *Figure) boxes(c Chart) {
	f.ViewBox = "0 0 " + at(width) + " " + at(height)
	points := slices.DeleteFunc(slices.Clone(c.Points), func(p Point) bool {
		return p.Unknown ||
			p.Value <= 0
	})
	slices.SortStableFunc(points, func(a, b Point) int {
		switch {
		case a.Value > b.Value:
			return -1
		case a.Value < b.Value:
			return 1
		}
		return 0
	})
	total := 0.0
	for _, p := range points {
		total += p.Value
	}
	if total == 0 {
		return
	}
	rest, scale := rectangle{0, 0, width, height}, float64(width)*height/total
	for len(points) > 0 {
		n := 1
		for n < len(points) && worst(points[:n+1], scale, rest) <= worst(points[:n], scale, rest) {
			n++
		}
		rest = f.strip(c, points[:n], scale, rest)
		points = points[n:]
	}
}

// worst gives how long the longest box of a strip is to its breadth.
func worst(points []Point, scale float64, in rectangle) float64 {
	side, sum, least, most := min(in.w, in.h), 0.0, points[0].Value, points[0].Value
	for _, p := range points {
		sum += p.Value
		least, most = min(least, p.Value), max(most, p.Value)
	}
	area := float64(sum * scale)
	return max(float64(side*side)*most*scale/(area*area),
		area*area/(float64(side*side)*least*scale))
}

// strip lays boxes along the short side and gives what is left.
func (f *Figure) strip(c Chart, points []Point, scale float64, in rectangle) rectangle {
	sum := 0.0
	for _, p := range points {
		sum += p.Value
	}
	along, broad := in.h, in.w
	if in.w < in.h {
		along, broad = in.w, in.h
	}
	deep := min(float64(sum*scale)/along, broad)
	place := 0.0
	for _, p := range points {
		long := along * p.Value / sum
		box := rectangle{in.x, in.y + place, deep, long}
		if in.w < in.h {
			box = rectangle{in.x + place, in.y, long, deep}
		}
		f.box(c, p, box)
		place += long
	}
	if in.w < in.h {
		return rectangle{in.x, in.y + deep, in.w, in.h - deep}
	}
	return rectangle{in.x + deep, in.y, in.w - deep, in.h}
}

// letter is how broad a letter of a box is, in the units of the drawing.
const letter = 7.2

// box draws a box, with words where there is room for them.
func (f *Figure) box(c Chart, p Point, r rectangle) {
	dx, dy := min(r.w/2, 1), min(r.h/2, 1) // half of the space between boxes
	b := Box{X: at(r.x + dx), Y: at(r.y + dy), Width: at(r.w - dx - dx), Height: at(r.h - dy - dy),
		Title: p.Label + ": " + c.write(p.Value)}
	name := p.Short
	if name == "" {
		name = p.Label
	}
	if fits := int((r.w - 12) / letter); r.h >= 24 && fits >= 4 {
		if words := []rune(name); len(words) > fits {
			name = string(words[:fits-1]) + "…"
		}
		b.Name = Mark{at(r.x + 7), at(r.y + 18), name}
		if value := c.write(p.Value); r.h >= 42 && len([]rune(value)) <= fits {
			b.Value = Mark{at(r.x + 7), at(r.y + 34), value}
		}
	}
	f.Boxes = append(f.Boxes, b)
}
