package ledger

import (
	"hash/maphash"
	"strings"
)

// A dictionary gives each different text a number, in the order in which they
// first come. Number 0 is the empty text.
type dictionary struct {
	values []string
	slots  []uint64         // found by hash: half of the hash above, the number plus one below; zero is free
	seed   maphash.Seed     // numbers do not depend on it
	room   *strings.Builder // where texts are packed side by side
	last   uint32           // the number given last: neighbours are often alike
}

// packed is how many bytes of text are kept in one piece of memory.
const packed = 1 << 16

// hashPart is the part of a slot that is the hash.
const hashPart = 1<<64 - 1<<32

func newDictionary() *dictionary {
	d := &dictionary{slots: make([]uint64, 64), seed: maphash.MakeSeed(), room: &strings.Builder{}}
	d.code(nil)
	return d
}

// code gives the number of a text, a new one where it is new.
func (d *dictionary) code(text []byte) uint32 {
	if len(d.values) > 0 && string(text) == d.values[d.last] {
		return d.last
	}
	h := maphash.Bytes(d.seed, text)
	mask := len(d.slots) - 1
	at := int(h>>32) & mask
	for ; d.slots[at] != 0; at = (at + 1) & mask {
		if slot := d.slots[at]; (slot^h)&hashPart == 0 {
			if code := uint32(slot) - 1; d.values[code] == string(text) {
				d.last = code
				return code
			}
		}
	}
	d.last = uint32(len(d.values))
	d.slots[at] = h&hashPart | uint64(d.last+1)
	d.values = append(d.values, d.pack(text))
	if 2*len(d.values) > len(d.slots) {
		d.grow()
	}
	return d.last
}

// find gives the number of a text that may not be there.
func (d *dictionary) find(text string) (uint32, bool) {
	h := maphash.String(d.seed, text)
	mask := len(d.slots) - 1
	for at := int(h>>32) & mask; d.slots[at] != 0; at = (at + 1) & mask {
		if slot := d.slots[at]; (slot^h)&hashPart == 0 && d.values[uint32(slot)-1] == text {
			return uint32(slot) - 1, true
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

// grow makes room for twice as many. Where a text is found is told by the half
// of its hash that is kept.
func (d *dictionary) grow() {
	old := d.slots
	d.slots = make([]uint64, 2*len(old))
	mask := len(d.slots) - 1
	for _, slot := range old {
		at := int(slot>>32) & mask
		for slot != 0 && d.slots[at] != 0 {
			at = (at + 1) & mask
		}
		if slot != 0 {
			d.slots[at] = slot
		}
	}
}
