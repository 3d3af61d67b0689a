package search

import "math/bits"

// A bitmap is a set of documents by their numbers.
type bitmap []uint64

// set adds n.
func (b *bitmap) set(n uint32) {
	for int(n/64) >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[n/64] |= 1 << (n % 64)
}

// clear removes n.
func (b bitmap) clear(n uint32) {
	if int(n/64) < len(b) {
		b[n/64] &^= 1 << (n % 64)
	}
}

// has tells whether n is in b.
func (b bitmap) has(n uint32) bool {
	return int(n/64) < len(b) && b[n/64]&(1<<(n%64)) != 0
}

// and keeps what is in other as well.
func (b bitmap) and(other bitmap) {
	n := min(len(b), len(other))
	for i, word := range other[:n] {
		b[i] &= word
	}
	clear(b[n:])
}

// or adds what is in other, as far as b has room.
func (b bitmap) or(other bitmap) {
	for i, word := range other[:min(len(b), len(other))] {
		b[i] |= word
	}
}

// count gives how many are in b.
func (b bitmap) count() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// common counts what is in both.
func (b bitmap) common(other bitmap) (n int) {
	for i, word := range other[:min(len(b), len(other))] {
		n += bits.OnesCount64(b[i] & word)
	}
	return n
}

// each gives the numbers in b, rising.
func (b bitmap) each(yield func(uint32) bool) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			if !yield(uint32(i*64 + bits.TrailingZeros64(word))) {
				return
			}
		}
	}
}
