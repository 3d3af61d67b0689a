package redflag

import "math/bits"

// A digest is what the rules make of the rows of one body: the flags that need
// nothing of other bodies, and sums. Digests of parts of a body add up to that
// of the body, whatever the parts and their order: all sums are of integers.
type digest struct {
	flags  []Flag
	tested map[Rule]int
	rows   int
	ore    int64

	bands      bands
	belowRows  []cell // of purchases just below the limit
	leading    digits
	dated      int // rows whose day is known
	free       int // among them, on free days
	freeTested int // suppliers with rows enough to be tested
	onFree     []tally
	rounds     []tally
	spreads    []tally
	newcomers  []newcomer
	categories map[category]*categorySum
}

func newDigest() *digest {
	return &digest{tested: map[Rule]int{}, categories: map[category]*categorySum{}}
}

// A tally is how many rows of a group are something, of how many.
type tally struct {
	supplier uint32
	k, n     int
}

// A category is what a body buys on an account in a year.
type category struct {
	account uint32
	year    int16
}

// A categorySum adds up a category.
type categorySum struct {
	rows   int
	months [12]int64 // net sums
	off    int64     // net sum of rows without a contract

	above     int64 // of suppliers whose sum is above zero
	high, low uint64
	suppliers int
	top       uint32 // the supplier with the largest sum
	topOre    int64
}

// total is the net sum of all months.
func (c *categorySum) total() (sum int64) {
	for _, ore := range c.months {
		sum += ore
	}
	return sum
}

// supplier adds the sum of a supplier; 0 are those who cannot be told apart,
// which have a part of the whole and no share of their own. Of equal suppliers
// the one that comes first stays on top.
func (c *categorySum) supplier(supplier uint32, ore int64) {
	if ore <= 0 {
		return
	}
	c.above += ore
	if supplier == 0 {
		return
	}
	c.suppliers++
	c.square(bits.Mul64(uint64(ore), uint64(ore))) // needs more than 64 bits
	if ore > c.topOre {
		c.top, c.topOre = supplier, ore
	}
}

func (c *categorySum) square(high, low uint64) {
	var carry uint64
	c.low, carry = bits.Add64(c.low, low, 0)
	c.high, _ = bits.Add64(c.high, high, carry)
}

// index is the sum of squared shares (Herfindahl and Hirschman): 1 where one
// supplier has all of it.
func (c *categorySum) index() float64 {
	if c.above <= 0 {
		return 0
	}
	whole := float64(c.above)
	return rounded((float64(float64(c.high)*0x1p64) + float64(c.low)) / whole / whole)
}

// add adds another digest of the same body.
func (d *digest) add(o *digest) {
	d.flags = append(d.flags, o.flags...)
	for r, n := range o.tested {
		d.tested[r] += n
	}
	d.rows, d.ore = d.rows+o.rows, d.ore+o.ore
	d.dated, d.free, d.freeTested = d.dated+o.dated, d.free+o.free, d.freeTested+o.freeTested
	for i := range d.bands {
		d.bands[i] += o.bands[i]
	}
	d.belowRows = append(d.belowRows, o.belowRows...)
	d.leading.merge(&o.leading)
	d.onFree = append(d.onFree, o.onFree...)
	d.rounds = append(d.rounds, o.rounds...)
	d.spreads = append(d.spreads, o.spreads...)
	d.newcomers = append(d.newcomers, o.newcomers...)
	for key, x := range o.categories {
		d.category(key).add(x)
	}
}

// add adds what another digest has of the category.
func (c *categorySum) add(x *categorySum) {
	c.rows, c.off = c.rows+x.rows, c.off+x.off
	for i, ore := range x.months {
		c.months[i] += ore
	}
	c.above, c.suppliers = c.above+x.above, c.suppliers+x.suppliers
	c.square(x.high, x.low)
	if x.topOre > c.topOre {
		c.top, c.topOre = x.top, x.topOre
	}
}

func (d *digest) category(key category) *categorySum {
	if d.categories[key] == nil {
		d.categories[key] = &categorySum{}
	}
	return d.categories[key]
}
