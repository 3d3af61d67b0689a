package ledger

import (
	"hash/maphash"
	"strings"
)

// A dictionary gives each different text a number, in the order in which they
// first come. Number 0 is the empty text.
type dictionary struct {
	values []string
	hashes []uint32 // of values
	slots  []uint32 // numbers plus one, found by hash; zero is free
	seed   maphash.Seed
	room   *strings.Builder // where texts are packed side by side
	last   uint32           // the number given last: neighbours are often alike
}

// packed is how many bytes of text are kept in one piece of memory.
const packed = 1 << 16

func newDictionary() *dictionary {
	d := &dictionary{slots: make([]uint32, 64), seed: maphash.MakeSeed(), room: &strings.Builder{}}
	d.code(nil)
	return d
}

// code gives the number of a text, a new one where it is new.
func (d *dictionary) code(text []byte) uint32 {
	if len(d.values) > 0 && string(text) == d.values[d.last] {
		return d.last
	}
	h := uint32(maphash.Bytes(d.seed, text))
	mask := uint32(len(d.slots) - 1)
	at := h & mask
	for ; d.slots[at] != 0; at = (at + 1) & mask {
		code := d.slots[at] - 1
		if d.hashes[code] == h && d.values[code] == string(text) {
			d.last = code
			return code
		}
	}
	d.last = uint32(len(d.values))
	d.slots[at] = d.last + 1
	d.values = append(d.values, d.pack(text))
	d.hashes = append(d.hashes, h)
	if 2*len(d.values) > len(d.slots) {
		d.grow()
	}
	return d.last
}

// find gives the number of a text that may not be there.
func (d *dictionary) find(text string) (uint32, bool) {
	h := uint32(maphash.String(d.seed, text))
	mask := uint32(len(d.slots) - 1)
	for at := h & mask; d.slots[at] != 0; at = (at + 1) & mask {
		code := d.slots[at] - 1
		if d.hashes[code] == h && d.values[code] == text {
			return code, true
		}
	}
	return 0, false
}

// pack copies a text into a larger piece of memory. What a Builder has handed
// out stays as it is while there is room in it.
func (d *dictionary) pack(text []byte) string {
	if d.room.Len()+len(text) > d.room.Cap() {
		d.room = &strings.Builder{}
		d.room.Grow(max(min(packed, 64*(1+len(d.values))), len(text)))
	}
	from := d.room.Len()
	d.room.Write(text)
	return d.room.String()[from:]
}

// grow makes room for four times as many.
func (d *dictionary) grow() {
	d.slots = make([]uint32, 4*len(d.slots))
	mask := uint32(len(d.slots) - 1)
	for code, h := range d.hashes {
		at := h & mask
		for d.slots[at] != 0 {
			at = (at + 1) & mask
		}
		d.slots[at] = uint32(code) + 1
	}
}
