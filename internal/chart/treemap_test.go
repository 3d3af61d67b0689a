package chart

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestAreasOfATreemapAreShares holds that every box has the area of its share,
// and that they fill the drawing without lying on each other.
func TestAreasOfATreemapAreShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(1, 1000), 1, 30).Draw(t, "values")
		total, c := 0.0, Chart{Kind: Treemap}
		for _, v := range values {
			total += v
			c.Points = append(c.Points, Point{Label: strconv.FormatFloat(v, 'g', -1, 64), Value: v})
		}
		f := Draw(c)
		if len(f.Boxes) != len(values) {
			t.Fatalf("%d boxes of %d", len(f.Boxes), len(values))
		}
		number := func(s string) float64 { n, _ := strconv.ParseFloat(s, 64); return n }
		area := 0.0
		for _, b := range f.Boxes {
			w, h := number(b.Width)+2, number(b.Height)+2
			if number(b.X) < 0 || number(b.Y) < 0 || number(b.X)+w > width+2 ||
				number(b.Y)+h > height+2 {
				t.Fatalf("%+v lies outside", b)
			}
			area += w * h
		}
		if math.Abs(area-width*height) > 0.03*width*height+400 {
			t.Fatalf("the boxes cover %.0f of %d", area, width*height)
		}
	})
}

func TestTreemapOfNothing(t *testing.T) {
	if f := Draw(Chart{Kind: Treemap, Points: []Point{{Label: "a", Value: -1}, {Label: "b",
		Unknown: true}}}); len(f.Boxes) != 0 || len(f.Rows) != 2 {
		t.Errorf("%+v", f)
	}
}

// TestTheThinnestBoxStaysInTheDrawing draws a share thinner than the space between boxes.
func TestTheThinnestBoxStaysInTheDrawing(t *testing.T) {
	f := Draw(Chart{Kind: Treemap, Points: []Point{{Label: "a", Value: 420.5},
		{Label: "b", Value: 1}}})
	if x, _ := strconv.ParseFloat(f.Boxes[1].X, 64); x > width {
		t.Errorf("a box begins at %v", x)
	}
}
