package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

func days(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + " d" }

func TestWhatIsNotKnownIsAGap(t *testing.T) {
	f := Draw(Chart{Kind: Line, Title: "Svaren kommer snabbare", Nothing: "inget svar",
		Format: days, Points: []Point{{Label: "2022 I", Value: 34}, {Label: "2022 II", Value: 28},
			{Label: "2023 I", Unknown: true}, {Label: "2023 II", Value: 19}}})
	if len(f.Runs) != 1 || strings.Count(f.Runs[0], " ") != 1 || len(f.Dots) != 3 {
		t.Errorf("one line of two values and three dots are to be drawn: %q, %v", f.Runs, f.Dots)
	}
	want := [][2]string{{"2022 I", "34 d"}, {"2022 II", "28 d"}, {"2023 I", "inget svar"},
		{"2023 II", "19 d"}}
	if diff := cmp.Diff(want, f.Rows); diff != "" {
		t.Error(diff)
	}
	if f.Dots[2].Text != "2023 II: 19 d" {
		t.Errorf("a dot says %q", f.Dots[2].Text)
	}
}

func TestScaleIsInStepsThatPeopleCountBy(t *testing.T) {
	for high, want := range map[float64][]float64{
		0: {0, 0.5, 1}, 1: {0, 0.5, 1}, 34: {0, 10, 20, 30, 40}, 100: {0, 50, 100},
		293: {0, 100, 200, 300}, 0.07: {0, 0.02, 0.04, 0.06, 0.08},
		math.Inf(1): {0, 0.5, 1}, math.NaN(): {0, 0.5, 1},
	} {
		got := scale(high, false)
		if len(got) != len(want) || math.Abs(got[len(got)-1]-want[len(want)-1]) > 1e-9 {
			t.Errorf("scale(%v) = %v, want %v", high, got, want)
		}
	}
}

func TestCountsHaveNoHalves(t *testing.T) {
	if got := scale(2, true); !cmp.Equal(got, []float64{0, 1, 2}) {
		t.Error(got)
	}
}

func TestFewWordsBeneathTheLastAmongThem(t *testing.T) {
	for n := 1; n < 60; n++ {
		points := make([]Point, n)
		for i := range points {
			points[i].Label = strconv.Itoa(i)
		}
		f := Draw(Chart{Points: points})
		if len(f.Ticks) > mostTicks+1 || f.Ticks[len(f.Ticks)-1].Text != strconv.Itoa(n-1) {
			t.Errorf("%d points: %v", n, f.Ticks)
		}
	}
}

func TestEverythingStaysInTheDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Chart{Kind: rapid.SampledFrom([]Kind{Line, Bars}).Draw(t, "kind")}
		for range rapid.IntRange(0, 40).Draw(t, "points") {
			c.Points = append(c.Points, Point{Label: "x", Value: rapid.Float64Range(-1e6, 1e9).Draw(t, "v"),
				Unknown: rapid.Bool().Draw(t, "unknown")})
		}
		if rapid.Bool().Draw(t, "limited") {
			c.Limit = &Limit{rapid.Float64Range(0, 1e9).Draw(t, "limit"), "gräns"}
		}
		f := Draw(c)
		high := float64(height)
		if c.Kind == Bars {
			high = float64(row * max(len(c.Points), 1))
		}
		for _, m := range append(append(append([]Mark{}, f.Scale...), f.Dots...), f.Ticks...) {
			inside(t, m.X, width)
			inside(t, m.Y, high)
		}
		for _, b := range f.Bars {
			inside(t, b.Width, width)
			inside(t, b.Value.Y, high)
		}
		if f.Limit != nil {
			inside(t, f.Limit.Y, high)
		}
		if len(f.Rows) != len(c.Points) {
			t.Fatalf("%d points have %d rows beneath", len(c.Points), len(f.Rows))
		}
	})
}

func TestTheValueAfterTheLongestBarIsNotCut(t *testing.T) {
	c := Chart{Kind: Bars, Format: func(float64) string { return "1 234 arbetsdagar" },
		Points: []Point{{Label: "x", Value: 9}, {Label: "y", Value: 3}}}
	long := Draw(c).Bars[0].Value
	x, err := strconv.ParseFloat(long.X, 64)
	if err != nil || x+breadth(long.Text) > width {
		t.Errorf("%q begins at %v and leaves the drawing: %v", long.Text, x, err)
	}
}

func inside(t *rapid.T, coordinate string, most float64) {
	t.Helper()
	v, err := strconv.ParseFloat(coordinate, 64)
	if err != nil || !(v >= 0 && v <= most) {
		t.Fatalf("%q lies outside 0–%v: %v", coordinate, most, err)
	}
}

func BenchmarkDraw(b *testing.B) {
	points := make([]Point, 120)
	for i := range points {
		points[i] = Point{Label: "x", Value: float64(i % 17)}
	}
	for b.Loop() {
		Draw(Chart{Kind: Line, Points: points})
	}
}

// Whoever reads the table knows what the drawing shows: as many values, in the
// same words, and the higher one stands no lower.
func TestTheTableSaysWhatTheDrawingShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Chart{Kind: rapid.SampledFrom([]Kind{Line, Bars}).Draw(t, "kind"), Nothing: "–",
			Format: days}
		for i := range rapid.IntRange(1, 12).Draw(t, "points") {
			c.Points = append(c.Points, Point{Label: "P" + strconv.Itoa(i),
				Value: float64(rapid.IntRange(0, 500).Draw(t, "v")), Unknown: rapid.Bool().Draw(t, "unknown")})
		}
		f := Draw(c)
		var said, drawn, places []string
		for i, row := range f.Rows {
			if row[0] != c.Points[i].Label {
				t.Fatalf("row %d is of %s", i, row[0])
			}
			if !c.Points[i].Unknown {
				said = append(said, row[0]+": "+row[1])
			} else if row[1] != "–" {
				t.Fatalf("what is not known is %s", row[1])
			}
		}
		for _, d := range f.Dots {
			drawn, places = append(drawn, d.Text), append(places, d.Y)
		}
		for i, b := range f.Bars {
			if !c.Points[i].Unknown {
				drawn, places = append(drawn, b.Name.Text+": "+b.Value.Text), append(places, "-"+b.Width)
			}
		}
		if diff := cmp.Diff(said, drawn); diff != "" {
			t.Fatal(diff)
		}
		values := slices.DeleteFunc(slices.Clone(c.Points), func(p Point) bool { return p.Unknown })
		for i := range values {
			for j := range values {
				a, _ := strconv.ParseFloat(places[i], 64)
				b, _ := strconv.ParseFloat(places[j], 64)
				if values[i].Value > values[j].Value && a > b {
					t.Fatalf("%v stands lower than %v", values[i], values[j])
				}
			}
		}
	})
}
