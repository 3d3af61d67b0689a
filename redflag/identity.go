package redflag

import (
	"insyn/ledger"
)

// wrongNumber flags suppliers whose number cannot be one, and those that have
// none though others have.
func (w *worker) wrongNumber(g group) {
	p := &w.a.suppliers.all[g.supplier]
	w.tested[Identity]++
	sum := int64(0)
	for i := range w.cells {
		sum += w.cells[i].ore
	}
	switch {
	case p.kind == ledger.Misspelt:
		w.identity(g, WrongNumber, float64(len(w.cells)), 1, InRows, nil)
	case p.kind == ledger.Nothing && w.a.numbered && isCompany(p.name) && sum >= w.settings.IdentityOre:
		w.identity(g, NoNumber, float64(sum), float64(w.settings.IdentityOre), InOre, nil)
	case p.kind == ledger.Organisation && len(p.names) >= w.settings.IdentityNames:
		w.identity(g, ManyNames, float64(len(p.names)), float64(w.settings.IdentityNames), InNames,
			map[string]float64{"names": float64(len(p.names))})
	}
}

func (w *worker) identity(g group, form Case, value, threshold float64, unit Unit, facts map[string]float64) {
	f := w.flag(g, Identity, form)
	f.Value, f.Threshold, f.Unit, f.N, f.Facts = value, threshold, unit, len(w.cells), facts
	w.rowsOf(f, func(*cell) bool { return true })
}
