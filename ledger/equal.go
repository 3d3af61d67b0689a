package ledger

import (
	"encoding/binary"
	"math/bits"
)

// equal tells whether two texts are equal. The cells of a run have ten to sixty
// bytes, now more and now less, and a loop over their words ends where the
// processor does not foresee it; so each of four sizes goes straight.
func equal(a []byte, b string) bool {
	n := len(a)
	switch {
	case n != len(b):
		return false
	case n < 8 || n > 64:
		return string(a) == b
	case n <= 16:
		return differ8(a, b, 0)|differ8(a, b, n-8) == 0
	case n <= 32:
		return differ8(a, b, 0)|differ8(a, b, 8)|differ8(a, b, n-16)|differ8(a, b, n-8) == 0
	}
	return differ8(a, b, 0)|differ8(a, b, 8)|differ8(a, b, 16)|differ8(a, b, 24)|
		differ8(a, b, n-32)|differ8(a, b, n-24)|differ8(a, b, n-16)|differ8(a, b, n-8) == 0
}

// differ8 has the bits in which eight bytes of two texts differ.
func differ8(a []byte, b string, at int) uint64 {
	b = b[at : at+8]
	return binary.LittleEndian.Uint64(a[at:at+8]) ^
		(uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56)
}

// sketch is a number made of three places of a text and its length: most texts
// of a ledger that differ have different ones. It takes the same time for each.
func sketch(b []byte) uint64 {
	n := len(b)
	if n < 8 {
		x := uint64(n)
		for _, c := range b {
			x = x<<8 | uint64(c)
		}
		return x * golden >> 32
	}
	first, middle, last := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[n/2-4:]),
		binary.LittleEndian.Uint64(b[n-8:])
	x, y := bits.Mul64(first^golden, last^uint64(n)*golden)
	x, y = bits.Mul64(x^golden, y^middle)
	return x ^ y
}

// golden is the golden part of 64 bits, whose multiples are spread evenly.
const golden = 0x9e3779b97f4a7c15
