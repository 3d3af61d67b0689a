package ledger

// Drop forgets what some columns hold, for whoever needs their memory and no
// longer their texts: all their cells are empty from then on.
func (t *Table) Drop(fields ...Field) {
	for _, f := range fields {
		switch {
		case f.Coded():
			rows := t.coded[f].rows
			t.coded[f] = newColumn()
			t.coded[f].addSame(0, rows)
		case f.Plain():
			t.plain[f].empty()
		}
	}
}

// empty makes all texts empty. The pages share one list of where texts end.
func (c *TextColumn) empty() {
	ends := make([]uint32, min(c.rows, pageRows))
	for i := range c.pages {
		n := len(c.pages[i].ends)
		c.pages[i] = textPage{ends: ends[:n:n]}
	}
}
