package ledger

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// equal tells whether two texts are equal. The cells of a run have ten to sixty
// bytes, now more and now less, and a loop over their words ends where the
// processor does not foresee it; so each of two sizes goes straight, with bytes
// that are compared twice where they are less.
func equal(a, b []byte) bool {
	n := len(a)
	switch {
	case n != len(b):
		return false
	case n > 64:
		return bytes.Equal(a, b)
	case n == 0:
		return true
	case n < 4:
		return a[0] == b[0] && a[n/2] == b[n/2] && a[n-1] == b[n-1]
	case n < 8:
		return *(*[4]byte)(a) == *(*[4]byte)(b) && *(*[4]byte)(a[n-4:]) == *(*[4]byte)(b[n-4:])
	case n <= 32:
		second, third := min(8, n-8), max(0, n-16)
		return differ8(a, b, 0)|differ8(a, b, second)|differ8(a, b, third)|differ8(a, b, n-8) == 0
	}
	return differ32((*[32]byte)(a), (*[32]byte)(b))|
		differ32((*[32]byte)(a[n-32:]), (*[32]byte)(b[n-32:])) == 0
}

func differ32(a, b *[32]byte) uint64 {
	return differ8(a[:], b[:], 0) | differ8(a[:], b[:], 8) |
		differ8(a[:], b[:], 16) | differ8(a[:], b[:], 24)
}

// differ8 has the bits in which eight bytes of two texts differ.
func differ8(a, b []byte, at int) uint64 {
	return binary.LittleEndian.Uint64(a[at:at+8]) ^ binary.LittleEndian.Uint64(b[at:at+8])
}

// sketch is a number made of three places of a text and its length: most texts
// of a ledger that differ have different ones. It takes the same time for each.
func sketch(b []byte) uint64 {
	n := len(b)
	if n < 8 {
		return shortSketch(b)
	}
	x, y := bits.Mul64(binary.LittleEndian.Uint64(b)^golden,
		binary.LittleEndian.Uint64(b[n-8:])^uint64(n)*golden)
	x, y = bits.Mul64(x^golden, y^binary.LittleEndian.Uint64(b[n/2-4:]))
	return x ^ y
}

func shortSketch(b []byte) uint64 {
	x := uint64(len(b))
	for _, c := range b {
		x = x<<8 | uint64(c)
	}
	x, y := bits.Mul64(x^golden, golden)
	return x ^ y
}

// golden is the golden part of 64 bits, whose multiples are spread evenly.
const golden = 0x9e3779b97f4a7c15
