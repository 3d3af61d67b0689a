package redflag

// bandShare is the share of amounts between 0.8 and 1.1 of the limit that lie
// between 0.9 and 1 of it, when amounts are spread evenly over orders of
// magnitude: ln(10/9) / ln(11/8).
const bandShare = 0.330850

// bands counts purchases around the limit: from 0.8 to 0.9 of it, up to 1, and
// up to 1.1.
type bands [3]int

// add counts a purchase.
func (b *bands) add(ore, limit int64) {
	switch {
	case 10*ore < 8*limit || 10*ore >= 11*limit:
	case 10*ore < 9*limit:
		b[0]++
	case ore < limit:
		b[1]++
	default:
		b[2]++
	}
}

func (b *bands) n() int { return b[0] + b[1] + b[2] }

// bands counts the purchases of a group, but for those under a contract.
func (w *worker) bands(bought []purchase) (b bands) {
	for i := range bought {
		if p := &bought[i]; !(w.known && p.live) {
			if limit := limitOn(w.steps, p.day); limit > 0 {
				b.add(p.ore, limit)
			}
		}
	}
	return b
}

// below tells whether more purchases of a supplier lie just below the limit
// than chance explains, and keeps those rows for the body as a whole.
func (w *worker) below(g group, cells []cell, bought []purchase) {
	b := w.bands(bought)
	for i := range b {
		w.digest.bands[i] += b[i]
	}
	if b[1] > 0 {
		w.justBelow(cells, bought)
	}
	if g.supplier == 0 || b.n() < w.settings.BelowLeast {
		return
	}
	w.tested[BelowLimit]++
	if p := b.chance(); b[1] >= w.settings.BelowLeast && p <= w.settings.BelowProbability {
		f := w.flag(g, BelowLimit, OneSupplier)
		b.tell(f, p, &w.settings)
		w.rowsOf(f, func(c *cell) bool { return w.isBelow(&bought[c.purchase]) })
	}
}

// justBelow keeps the rows of purchases just below the limit.
func (w *worker) justBelow(cells []cell, bought []purchase) {
	for i := range cells {
		if c := &cells[i]; w.isBelow(&bought[c.purchase]) {
			w.belowRows = append(w.belowRows, *c)
		}
	}
}

// isBelow tells whether a purchase is within a tenth below the limit.
func (w *worker) isBelow(p *purchase) bool {
	limit := limitOn(w.steps, p.day)
	return limit > 0 && 10*p.ore >= 9*limit && p.ore < limit && !(w.known && p.live)
}

// chance is the probability of as many in the middle band as there are, or more.
func (b *bands) chance() float64 { return binomial(b[1], b.n(), bandShare) }

// tell writes the numbers of the bands into a flag.
func (b *bands) tell(f *Flag, p float64, s *Settings) {
	p = chance(p)
	f.Value, f.Threshold, f.Unit, f.N, f.Probability = float64(b[1]), float64(s.BelowLeast), InRows, b.n(), &p
	f.Facts = map[string]float64{"lower": float64(b[0]), "above": float64(b[2]),
		"excess": rounded(float64(b[1]) / (float64(b.n()) * bandShare))}
}
