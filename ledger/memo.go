package ledger

import "slices"

// A memo gives texts numbers, by which they are known when they come again.
// Number 0 is the empty text. It is made for near caches: texts lie side by
// side, and four bytes find one of them. A text whose sketch many others share
// may be forgotten, and is given another number when it comes again.
type memo struct {
	texts  []byte
	starts []uint32 // of each text in texts, and of the next one
	slots  []uint32 // found by sketch: the sketch above, the number below; zero is free
}

const (
	mostMemo   = 1 << 17   // how many texts are remembered, but for a block of rows,
	mostTexts  = 64 << 20  // and how many bytes of them
	memoNumber = 1<<18 - 1 // the part of a slot that is the number
	memoTries  = 8         // how many slots a text may be in
)

func newMemo() *memo { return &memo{starts: make([]uint32, 2, 16), slots: make([]uint32, 1024)} }

// len tells how many texts are known, the empty one among them.
func (m *memo) len() int { return len(m.starts) - 1 }

// full tells whether so much is known that it is time to start anew.
func (m *memo) full() bool { return m.len() >= mostMemo || len(m.texts) >= mostTexts }

// text gives the text of a number.
func (m *memo) text(number uint32) []byte {
	return m.texts[m.starts[number]:m.starts[number+1]]
}

// guess gives the number that a text most likely has, if it is known.
func (m *memo) guess(text []byte) uint32 {
	return m.slots[sketch(text)&uint64(len(m.slots)-1)] & memoNumber
}

// number gives the number of a text, the next one where it is not known.
func (m *memo) number(text []byte) (number uint32, known bool) {
	if len(text) == 0 {
		return 0, true
	}
	h := sketch(text)
	for i := range uint64(memoTries) {
		slot := m.slots[(h+i)&uint64(len(m.slots)-1)]
		if slot == 0 {
			break
		}
		if (slot^uint32(h>>32))&^memoNumber == 0 && equal(text, m.text(slot&memoNumber)) {
			return slot & memoNumber, true
		}
	}
	number = uint32(m.len())
	if len(m.texts)+len(text) > cap(m.texts) { // a quarter more, again and again, is more to copy
		m.texts = slices.Grow(m.texts, len(m.texts)+len(text))
	}
	m.texts = append(m.texts, text...)
	m.starts = append(m.starts, uint32(len(m.texts)))
	if 2*m.len() > len(m.slots) {
		m.grow()
	} else {
		m.put(h, number)
	}
	return number, false
}

// put makes a text be found: in the first place of its sketch where there is
// no other, instead of what was there before.
func (m *memo) put(h uint64, number uint32) {
	at, mask := h, uint64(len(m.slots)-1)
	for i := range uint64(memoTries) {
		if m.slots[(h+i)&mask] == 0 {
			at = h + i
			break
		}
	}
	m.slots[at&mask] = uint32(h>>32)&^memoNumber | number
}

// grow makes room for twice as many.
func (m *memo) grow() {
	m.slots = make([]uint32, 2*len(m.slots))
	for number := uint32(1); int(number) < m.len(); number++ {
		m.put(sketch(m.text(number)), number)
	}
}
