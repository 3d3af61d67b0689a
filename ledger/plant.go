package ledger

import "fmt"

// plant puts irregularities in. Each has suppliers of its own, numbered from
// above those of ordinary rows.
func (m *maker) plant(truth *Truth) {
	next := m.suppliers + 11 - m.suppliers%11 // no sole trader
	for kind, p := range plantings {
		times := min(max(m.o.Rows/20_000, 1), 100)
		for n := range times {
			rows := m.places(kind, n, p.rows, p.kind == "jump")
			if rows == nil {
				continue
			}
			supplier := next + 11*n + kind%10
			var shown made
			supply(&shown, supplier)
			for k, row := range rows {
				change := p.change
				m.plan[row] = func(r *made) {
					r.contract, r.reason = "", ""
					supply(r, supplier)
					change(r, k)
				}
			}
			truth.Planted = append(truth.Planted, Planted{p.kind, rows, shown.supplier})
		}
		next += 11 * times
	}
}

// places gives rows that nothing is planted in yet, spread over the year; the
// first of a late one comes when a third of it has gone. Nil where the ledger
// is too small.
func (m *maker) places(kind, n, count int, late bool) []int {
	if m.o.Rows < 20*len(plantings)*4 {
		return nil
	}
	from := 0
	if late {
		from = m.o.Rows / 3
	}
	among := m.o.Rows - from
	var rows []int
	at := (kind*7919 + n*104_729) % among
	step := max(among/(count+1), 1)
	for len(rows) < count {
		row := from + (at%step+len(rows)*step)%among
		for m.plan[row] != nil {
			row = (row + 1) % m.o.Rows
		}
		m.plan[row] = func(*made) {}
		rows = append(rows, row)
		at++
	}
	return rows
}

// plantings are the irregularities that are put in; change makes the k-th row of one.
var plantings = [...]struct {
	kind   string
	rows   int
	change func(r *made, k int)
}{
	{"duplicate", 2, func(r *made, _ int) { r.invoice, r.ore = "D"+r.supplierID[3:6]+"77", 1_234_500 }},
	{"duplicate-credited", 3, func(r *made, k int) {
		r.invoice, r.ore = "K"+r.supplierID[3:6]+"78", [...]int64{2_345_600, 2_345_600, -2_345_600}[k]
	}},
	{"duplicate-respelt", 2, func(r *made, k int) {
		r.invoice, r.ore = [...]string{"F-00" + r.supplierID[7:] + "/24", "F" + r.supplierID[7:] + "24"}[k], 987_650
	}},
	{"split", 4, func(r *made, k int) {
		r.account, r.accountText, r.ore = "6550", "Konsultarvoden", int64(25_000_000+1_111_100*k)
	}},
	{"below-limit", 3, func(r *made, k int) { // on different accounts: together they are no split
		r.account, r.accountText, r.ore = accounts[k][0], accounts[k][1], int64(69_990_000-12_300*k)
	}},
	{"round", 6, func(r *made, k int) { r.ore = int64(5_000_000 * (k + 1)) }},
	{"weekend", 3, func(r *made, _ int) { // the Saturday before, or after where the month begins
		w := int32(DayTime(r.day).Weekday())
		if monthOf(r.day-w-1) == monthOf(r.day) {
			r.day -= w + 1
		} else {
			r.day += 6 - w
		}
	}},
	{"jump", 3, func(r *made, k int) {
		r.account, r.accountText, r.ore = accounts[k][0], accounts[k][1], [...]int64{150_000, 45_000_000, 48_000_000}[k]
	}},
	{"wrong-number", 2, func(r *made, _ int) {
		r.supplierID = r.supplierID[:10] + string('0'+(r.supplierID[10]-'0'+1)%10)
	}},
	{"many-numbers", 3, func(r *made, k int) { r.supplierID = dashed(companyNumber(900_000 + 10*r.internal + k)) }},
	{"no-number", 2, func(r *made, k int) { r.supplierID, r.ore = "", int64(1_234_500+k) }},
	{"coordination", 2, func(r *made, _ int) {
		r.person = true
		r.supplier = "Exempelsson Samordnad " + r.supplierID[3:6]
		r.supplierID = dashed(personNumber(r.internal, 60))
	}},
	{"person-twelve", 2, func(r *made, _ int) {
		r.person = true
		r.supplier = "Exempelsson Tolv " + r.supplierID[3:6]
		r.supplierID = "19" + dashed(personNumber(r.internal, 0))
	}},
	{"person-in-text", 2, func(r *made, k int) {
		n := personNumber(r.internal+k, 0)
		r.unit = "Socialförvaltningen, ärende " + [...]string{dashed(n), "19" + n}[k]
	}},
	{"address-in-text", 2, func(r *made, k int) {
		r.reason = fmt.Sprintf("Enligt kim.exempelsson%d@example.se", k)
	}},
}
