package redflag

// A Difference tells how the flags of one result differ from those of another.
type Difference struct {
	Same    int      `json:"same"`
	Added   []string `json:"added"`   // identities of flags that the later one has alone
	Gone    []string `json:"gone"`    // of those that the earlier one has alone
	Changed []Change `json:"changed"` // of those with other values or other rows
	Applied []Rule   `json:"rules"`   // rules that looked at more or fewer, or have other peers

	Settings bool `json:"settings"` // the settings differ: so may everything else
}

// A Change is a flag that both results have, with different values.
type Change struct {
	ID            string  `json:"id"`
	Before        float64 `json:"before"`
	After         float64 `json:"after"`
	RowsBefore    int     `json:"rowsBefore"`
	RowsAfter     int     `json:"rowsAfter"`
	OtherEvidence bool    `json:"otherEvidence"`
}

// Diff compares two results. Where rows stand in their inputs does not count.
func Diff(before, after *Result) *Difference {
	d := &Difference{Added: []string{}, Gone: []string{}, Changed: []Change{}, Applied: []Rule{},
		Settings: before.SettingsHash != after.SettingsHash}
	old := map[string]*Flag{}
	for i := range before.Flags {
		old[before.Flags[i].ID] = &before.Flags[i]
	}
	for i := range after.Flags {
		d.flag(old, &after.Flags[i])
	}
	for i := range before.Flags {
		if _, left := old[before.Flags[i].ID]; left {
			d.Gone = append(d.Gone, before.Flags[i].ID)
		}
	}
	for _, a := range after.Applied {
		for _, b := range before.Applied {
			if a.Rule == b.Rule && (a.Tested != b.Tested || !a.Peers.equal(b.Peers)) {
				d.Applied = append(d.Applied, a.Rule)
			}
		}
	}
	return d
}

// flag compares a flag with the one that had its identity, which is taken away.
func (d *Difference) flag(old map[string]*Flag, f *Flag) {
	b, ok := old[f.ID]
	if !ok {
		d.Added = append(d.Added, f.ID)
		return
	}
	delete(old, f.ID)
	if b.Value == f.Value && b.Ore == f.Ore && b.Evidence.Count == f.Evidence.Count &&
		b.Evidence.Mark == f.Evidence.Mark {
		d.Same++
		return
	}
	d.Changed = append(d.Changed, Change{f.ID, b.Value, f.Value, b.Evidence.Count, f.Evidence.Count,
		b.Evidence.Mark != f.Evidence.Mark})
}

func (p *Peers) equal(other *Peers) bool {
	if p == nil || other == nil {
		return p == other
	}
	return *p == *other
}
