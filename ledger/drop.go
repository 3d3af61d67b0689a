package ledger

// Drop forgets what some columns hold, and what is added to them from then on,
// for whoever needs the memory and not the texts: all their cells are empty.
func (t *Table) Drop(fields ...Field) {
	for _, f := range fields {
		switch {
		case f.Coded():
			t.coded[f].drop()
		case f.Plain():
			t.plain[f].drop()
		}
	}
}

func (c *Column) drop() {
	rows := c.rows
	*c = Column{dictionary: newDictionary()}
	c.addSame(0, rows)
	c.dropped = true
}

// drop makes all texts empty. The pages share one list of where texts end.
func (c *TextColumn) drop() {
	c.dropped = true
	ends := make([]uint32, min(c.rows, pageRows))
	for i := range c.pages {
		n := len(c.pages[i].ends)
		c.pages[i] = textPage{ends: ends[:n:n]}
	}
}
