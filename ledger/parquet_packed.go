package ledger

import (
	"encoding/binary"
	"errors"
)

// errPacked is that packed numbers are not what the page says that they are.
var errPacked = errors.New("ledger: packed numbers are damaged")

// bitsAt gives the number of so many bits, at most 64, that stands at a bit.
func bitsAt(text []byte, bit, width int) uint64 {
	at, shift := text[min(bit>>3, len(text)):], bit&7
	if len(at) < 9 {
		var room [9]byte
		copy(room[:], at)
		at = room[:]
	}
	x := binary.LittleEndian.Uint64(at)>>shift | uint64(at[8])<<(64-shift)
	return x & (1<<width - 1)
}

// unrun fills in numbers of so many bits that stand in runs: of one number, or
// of some packed one after the other.
func unrun(to []uint32, text []byte, width int) error {
	if width > 32 {
		return errPacked
	}
	for len(to) > 0 {
		head, n := binary.Uvarint(text)
		if n <= 0 {
			return errPacked
		}
		text = text[n:]
		count, bytes := head>>1, (width+7)/8
		if head&1 == 1 { // in groups of eight
			if width > 0 && count > uint64(len(text)/width) {
				return errPacked
			}
			bytes = int(min(count, uint64(len(to)))) * width
			count = min(count, uint64(len(to))) * 8
		}
		if bytes > len(text) {
			return errPacked
		}
		run := to[:min(count, uint64(len(to)))]
		for i := range run {
			bit := i * width
			if head&1 == 0 {
				bit = 0
			}
			run[i] = uint32(bitsAt(text, bit, width))
		}
		to, text = to[len(run):], text[bytes:]
	}
	return nil
}

// undelta fills in numbers that stand as differences to the number before, and
// gives the text after them.
func undelta(to []int64, text []byte) ([]byte, error) {
	var head [3]int // numbers of a block, parts of a block, numbers in all
	for i := range head {
		u, n := binary.Uvarint(text)
		if n <= 0 || u > 1<<31 {
			return nil, errPacked
		}
		head[i], text = int(u), text[n:]
	}
	last, n := binary.Varint(text)
	block, parts := head[0], head[1]
	if n <= 0 || head[2] != len(to) || parts == 0 || block == 0 || block%parts != 0 ||
		block/parts%8 != 0 {
		return nil, errPacked
	}
	text = text[n:]
	if len(to) == 0 {
		return text, nil
	}
	to[0] = last
	var err error
	for to = to[1:]; len(to) > 0 && err == nil; {
		n := min(block, len(to))
		last, text, err = undeltaBlock(to[:n], text, last, parts, block/parts)
		to = to[n:]
	}
	return text, err
}

// undeltaBlock fills in the numbers of a block, and gives the last of them.
func undeltaBlock(to []int64, text []byte, last int64, parts, part int) (int64, []byte, error) {
	least, n := binary.Varint(text)
	if n <= 0 || parts > len(text)-n {
		return 0, nil, errPacked
	}
	widths, text := text[n:n+parts], text[n+parts:]
	for _, width := range widths {
		if len(to) == 0 {
			break
		}
		if width > 64 || part*int(width)/8 > len(text) {
			return 0, nil, errPacked
		}
		some := to[:min(part, len(to))]
		for i := range some {
			last += least + int64(bitsAt(text, i*int(width), int(width)))
			some[i] = last
		}
		to, text = to[len(some):], text[part*int(width)/8:]
	}
	return last, text, nil
}
