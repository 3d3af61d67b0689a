package lang

import (
	"sync"

	"golang.org/x/text/collate"
)

// collators holds a pool per language: a collator is not safe for two
// goroutines at once, and making one costs about as much as a thousand uses.
var collators = func() map[Language]*sync.Pool {
	pools := map[Language]*sync.Pool{}
	for _, l := range Languages() {
		pools[l] = &sync.Pool{New: func() any { return collate.New(l.tag()) }}
	}
	return pools
}()

// Compare orders a and b as p's language orders its letters: in Swedish å, ä
// and ö come last. Strings that the language holds equal are ordered by bytes,
// so that the order is one and the same everywhere.
func (p *Printer) Compare(a, b string) int {
	pool := collators[p.language]
	collator := pool.Get().(*collate.Collator)
	defer pool.Put(collator)
	if c := collator.CompareString(a, b); c != 0 {
		return c
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
