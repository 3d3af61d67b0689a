package chart

import (
	"fmt"
	"strconv"
	"testing"
	"unicode/utf8"
)

// TestWordsOfALineStayInTheDrawing holds that neither the words of the scale nor
// the names beneath stick out or lie on each other, at the size they have on a telephone.
func TestWordsOfALineStayInTheDrawing(t *testing.T) {
	for _, unit := range []string{"", " d", " 000 000 kr"} {
		c := Chart{Format: func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + unit }}
		for i := range 24 {
			month := fmt.Sprintf("20%02d-%02d", 22+i/12, i%12+1)
			c.Points = append(c.Points, Point{Label: month, Value: float64(i)})
		}
		f := Draw(c)
		for _, m := range f.Scale {
			if left := place(t, m.X) - 8.5*float64(utf8.RuneCountInString(m.Text)); left < 0 {
				t.Errorf("%q begins %.1f outside", m.Text, -left)
			}
		}
		end := 0.0
		for _, m := range f.Ticks {
			half := 8.5 * float64(len(m.Text)) / 2
			if x := place(t, m.X); x-half < end || x+half > width {
				t.Errorf("%q at %.1f lies on another or sticks out", m.Text, x)
			}
			end = place(t, m.X) + half
		}
		if f.Right != f.Dots[len(f.Dots)-1].X || f.Left != f.Dots[0].X {
			t.Errorf("the lines across end at %s and %s", f.Left, f.Right)
		}
	}
}

func place(t *testing.T, coordinate string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(coordinate, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
