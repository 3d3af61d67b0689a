package redflag

// A purchase is the rows of one voucher: an invoice may be booked on several
// accounts.
type purchase struct {
	day  int32
	ore  int64
	live bool // all of it under a contract
	rows int
}

// purchases gathers cells, which are in the order of days, into purchases, and
// tells each cell which one it belongs to. Rows of one day with one voucher
// belong together; where there is no voucher, those with one invoice.
func purchases(cells []cell, to []purchase) []purchase {
	to = to[:0]
	first := 0 // purchase of the day
	for i := range cells {
		c := &cells[i]
		if i > 0 && c.day != cells[i-1].day {
			first = len(to)
		}
		at := samePurchase(cells[:i], c, first)
		if at < 0 {
			at = len(to)
			to = append(to, purchase{day: c.day, live: true})
		}
		c.purchase = int32(at)
		to[at].ore += c.ore
		to[at].rows++
		to[at].live = to[at].live && c.live
	}
	return to
}

// mostBack is how many rows back of the same day are looked at for a voucher:
// rows of one voucher stand together.
const mostBack = 64

func samePurchase(before []cell, c *cell, first int) int {
	if c.voucher == 0 && c.invoice == 0 {
		return -1
	}
	for i := len(before) - 1; i >= 0 && len(before)-i <= mostBack; i-- {
		b := &before[i]
		if int(b.purchase) < first || b.day != c.day {
			return -1
		}
		if b.voucher == c.voucher && (c.voucher != 0 || b.invoice == c.invoice) {
			return int(b.purchase)
		}
	}
	return -1
}
