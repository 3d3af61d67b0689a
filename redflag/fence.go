package redflag

import (
	"math"
	"slices"
)

// Peers tells what a value was compared with: how many others there are, and
// their quartiles (Hyndman and Fan, type 8).
type Peers struct {
	N  int     `json:"n"`
	Q1 float64 `json:"q1"`
	Q3 float64 `json:"q3"`
}

// peersOf orders values and gives their quartiles; nil where they are fewer
// than least, which is too few to say what is usual.
func peersOf(values []float64, least int) *Peers {
	if len(values) < max(least, 1) {
		return nil
	}
	slices.Sort(values)
	return &Peers{len(values), rounded(quartile(values, 0.25)), rounded(quartile(values, 0.75))}
}

// quartile is the quantile of ordered values by h = (n + 1/3)p + 1/3. The
// product is rounded by itself, so that every processor gives the same bits.
func quartile(sorted []float64, p float64) float64 {
	h := float64((float64(len(sorted))+1.0/3)*p) + 1.0/3
	low := int(h)
	switch {
	case low < 1:
		return sorted[0]
	case low >= len(sorted):
		return sorted[len(sorted)-1]
	}
	a, b := sorted[low-1], sorted[low]
	return a + float64((h-float64(low))*(b-a))
}

// upper is the fence of Tukey: what lies above it is unusual.
func (p *Peers) upper() float64 {
	if p == nil {
		return 0
	}
	return rounded(p.Q3 + float64(1.5*(p.Q3-p.Q1)))
}

// upperRatio is the fence for sums, which differ by factors: the same on the
// logarithms, by a square root, which every processor rounds alike.
func (p *Peers) upperRatio() float64 {
	if p == nil || p.Q1 <= 0 {
		return 0
	}
	r := p.Q3 / p.Q1
	return rounded(p.Q3 * r * math.Sqrt(r))
}

// rounded keeps twelve significant digits of a number and at most nine places,
// so that results do not depend on the last bits of a processor.
func rounded(v float64) float64 {
	const places = 1e9
	if math.Abs(v) >= 1e6 {
		return math.Round(v*1e2) / 1e2
	}
	return math.Round(v*places) / places
}

// binomial gives the probability of k or more of n where each has probability
// p, added up from the likeliest end by ratios of neighbours.
func binomial(k, n int, p float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n || p <= 0:
		return 0
	case p >= 1:
		return 1
	}
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	term := math.Exp(a - b - c + float64(float64(k)*math.Log(p)) + float64(float64(n-k)*math.Log1p(-p)))
	sum, odds := 0.0, p/(1-p)
	for i := k; i <= n && term > 0; i++ {
		sum += term
		term *= float64(float64(n-i)/float64(i+1)) * odds
		if term < sum*1e-17 {
			break
		}
	}
	return min(sum, 1)
}

// chance rounds a probability to three significant digits, which is more than
// can be said of it.
func chance(p float64) float64 {
	if p <= 0 {
		return 0
	}
	if p < 1e-12 {
		return 1e-12 // smaller ones say nothing more
	}
	scale := 1000.0
	for p*scale < 100 {
		scale *= 10
	}
	return math.Round(p*scale) / scale
}
