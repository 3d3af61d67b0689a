package redflag

import "insyn/ledger"

// A span is the days of a contract, both included.
type span struct{ from, to int32 }

// catalogue gives the contracts of each supplier by the number of its party.
func (a *Analysis) catalogue() {
	a.spans = nil
	if len(a.settings.Contracts) == 0 {
		return
	}
	a.spans = make([][]span, len(a.suppliers.all))
	for _, c := range a.settings.Contracts {
		n, ok := a.suppliers.by[a.suppliers.key(c.Supplier)]
		if !ok || n == 0 {
			continue
		}
		x := span{firstDay, lastDay}
		if c.From != "" {
			x.from = dayOf(c.From)
		}
		if c.To != "" {
			x.to = dayOf(c.To)
		}
		a.spans[n] = append(a.spans[n], x)
	}
}

// key gives the key of a party with a number.
func (p *parties) key(number string) string {
	id := ledger.Identify(number)
	if id.Digits != "" {
		number = id.String()
	}
	return partyKey(id.Kind, number)
}

// isLive tells whether a row was bought under a contract: the catalogue says
// so, or, where there is no catalogue, the ledger.
func (a *Analysis) isLive(p *part, contract, supplier uint32, day int32) bool {
	if a.spans == nil {
		return p.contract[contract]
	}
	for _, x := range a.spans[supplier] {
		if day >= x.from && day <= x.to {
			return true
		}
	}
	return false
}
