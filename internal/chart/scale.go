package chart

import "math"

// mostSteps is how many steps a scale has at most, above zero.
const mostSteps = 4

// scale gives the values that lines across stand for: from zero in equal steps
// of 1, 2 or 5 times a power of ten, the last not below high. Steps of what is
// counted are whole.
func scale(high float64, whole bool) []float64 {
	if math.IsInf(high, 0) || math.IsNaN(high) || high <= 0 {
		high = 1
	}
	step := stepFor(high / mostSteps)
	if whole {
		step = max(step, 1)
	}
	steps := []float64{0}
	for i := 1; steps[len(steps)-1] < high; i++ {
		steps = append(steps, float64(i)*step)
	}
	return steps
}

// stepFor gives the smallest step that people count by and that is not below least.
func stepFor(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, by := range []float64{1, 2, 5, 10} {
		if step := by * power; step >= least {
			return step
		}
	}
	return 10 * power
}
