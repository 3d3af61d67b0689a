package document

// gatherLists makes runs of items lists, nested by level.
func gatherLists(pieces []piece) []Block {
	var blocks []Block
	for i := 0; i < len(pieces); {
		if pieces[i].list == "" {
			blocks = append(blocks, pieces[i].block)
			i++
			continue
		}
		end := i
		for end < len(pieces) && pieces[end].list != "" {
			end++
		}
		for _, l := range listsOf(pieces[i:end]) {
			blocks = append(blocks, l)
		}
		i = end
	}
	return blocks
}

// listsOf makes items at one level lists, with those deeper beneath. A new list
// begins where the numbering changes.
func listsOf(items []piece) []List {
	var lists []List
	for i := 0; i < len(items); {
		first := items[i]
		end := i + 1
		for end < len(items) && items[end].level > first.level {
			end++
		}
		item := Item{Text: first.item, Below: listsOf(items[i+1 : end])}
		if n := len(lists); n > 0 && i > 0 && lists[n-1].Ordered == first.ordered &&
			sameList(items[:i], first) {
			lists[n-1].Items = append(lists[n-1].Items, item)
		} else {
			lists = append(lists, List{Ordered: first.ordered, Items: []Item{item}})
		}
		i = end
	}
	return lists
}

// sameList tells whether the last item before at the level of p or above is of
// p's list: Word gives a list that starts anew a number of its own.
func sameList(before []piece, p piece) bool {
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].level <= p.level {
			return before[i].list == p.list || !p.ordered
		}
	}
	return false
}
