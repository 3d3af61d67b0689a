package redflag

import "math"

// digits counts amounts by their first two digits: 10 to 99 stand at 0 to 89.
type digits [90]int

// leastForDigits is the smallest amount whose digits are counted: ten kronor.
// Smaller ones have been rounded too much.
const leastForDigits = 10_00

// add counts an amount in öre.
func (d *digits) add(ore int64) {
	if ore < leastForDigits {
		return
	}
	for ore >= 1_000_000 {
		ore /= 10_000
	}
	for ore >= 100 {
		ore /= 10
	}
	d[ore-10]++
}

func (d *digits) merge(o *digits) {
	for i := range d {
		d[i] += o[i]
	}
}

func (d *digits) n() (n int) {
	for _, k := range d {
		n += k
	}
	return n
}

// A fit tells how far digits are from the law of Benford: mean absolute
// deviation of shares (Nigrini) and chi-square.
type fit struct {
	mad, square float64
	worst       int // the digits that deviate most upwards
}

// first gives the fit of the first digit.
func (d *digits) first() fit {
	var nine [9]int
	for i, k := range d {
		nine[(i+10)/10-1] += k
	}
	return fitOf(nine[:], 1)
}

// pair gives the fit of the first two digits.
func (d *digits) pair() fit { return fitOf(d[:], 10) }

// fitOf holds counts of digits from a lowest one on against the law.
func fitOf(counts []int, lowest int) (f fit) {
	n := 0
	for _, k := range counts {
		n += k
	}
	if n == 0 {
		return f
	}
	most := 0.0
	for i, k := range counts {
		want := math.Log10(1 + 1/float64(lowest+i))
		off := float64(k)/float64(n) - want
		f.mad += math.Abs(off)
		f.square += float64(off*off) / want * float64(n)
		if off > most {
			most, f.worst = off, lowest+i
		}
	}
	f.mad = rounded(f.mad / float64(len(counts)))
	f.square = rounded(f.square)
	return f
}

// What chi-square must pass to be at most one in a hundred by chance, for 8
// and for 89 degrees of freedom.
const (
	square8  = 20.0902
	square89 = 122.9422
)

// benford holds the digits of a supplier, or of a body, against the law.
func (w *worker) benford(g group, d *digits, first, pair Case, evidence func(*Flag)) {
	n := d.n()
	if n >= w.settings.BenfordRows {
		w.tested[Benford]++
		w.deviates(g, first, d.first(), n, w.settings.BenfordFirst, square8, evidence)
	}
	if n >= w.settings.BenfordPairs {
		w.deviates(g, pair, d.pair(), n, w.settings.BenfordDouble, square89, evidence)
	}
}

// deviates flags digits that are far from the law, both by their deviation,
// which does not know how many they are, and by chi-square, which does.
func (w *worker) deviates(g group, form Case, x fit, n int, limit, square float64, evidence func(*Flag)) {
	if x.mad < limit || x.square < square {
		return
	}
	f := w.flag(g, Benford, form)
	f.Value, f.Threshold, f.Unit, f.N = x.mad, limit, InDeviate, n
	f.Facts = map[string]float64{"chi-square": x.square, "digits": float64(x.worst)}
	evidence(f)
}
