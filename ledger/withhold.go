package ledger

// Withhold changes the suppliers of a table: listed gives the number of each in
// the form to keep, and false for those that are not to be told apart. These
// lose name and number, but for those that the publisher has masked, which
// keep what they were given.
func (t *Table) Withhold(listed func(number string) (string, bool)) {
	numbers, names := t.coded[SupplierID], t.coded[Supplier]
	kept := make([][]byte, len(numbers.Values()))
	shown := make([]bool, len(kept))
	for code, number := range numbers.Values() {
		if number == MaskedNumber {
			kept[code] = []byte(number)
		} else if form, ok := listed(number); ok {
			kept[code], shown[code] = []byte(form), true
		}
	}
	changed := NewTable()
	for row := range t.Len() {
		code := numbers.Code(row)
		name := []byte(nil)
		switch {
		case shown[code]:
			name = []byte(names.Value(row))
		case kept[code] != nil:
			name = []byte(MaskedName)
		}
		changed.coded[SupplierID].add(kept[code])
		changed.coded[Supplier].add(name)
	}
	t.coded[SupplierID], t.coded[Supplier] = changed.coded[SupplierID], changed.coded[Supplier]
}
