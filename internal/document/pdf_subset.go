package document

import (
	"encoding/binary"
	"slices"
)

// metrics is what a font descriptor says of a font, in units of its em.
type metrics struct {
	box             [4]int16
	ascent, descent int16
}

// subset gives a TrueType font with only the outlines of some glyphs (and of
// the parts they are composed of). Glyphs keep their numbers: the others are
// empty. The font is one of ours, so its tables are taken to be sound.
func subset(font []byte, ids []uint16) ([]byte, metrics) {
	tables := tablesOf(font)
	head, hhea, loca, glyf := tables["head"], tables["hhea"], tables["loca"], tables["glyf"]
	long := binary.BigEndian.Uint16(head[50:]) == 1
	count := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	offset := func(i int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
	}
	outline := func(i uint16) []byte { return glyf[offset(int(i)):offset(int(i)+1)] }

	keep := map[uint16]bool{0: true}
	for work := slices.Clone(ids); len(work) > 0; work = work[1:] {
		keep[work[0]] = true
		for _, part := range composedOf(outline(work[0])) {
			if !keep[part] {
				keep[part] = true
				work = append(work, part)
			}
		}
	}
	var outlines, where []byte
	for i := range count {
		where = binary.BigEndian.AppendUint32(where, uint32(len(outlines)))
		if keep[uint16(i)] {
			outlines = append(outlines, outline(uint16(i))...)
			for len(outlines)%4 != 0 {
				outlines = append(outlines, 0)
			}
		}
	}
	where = binary.BigEndian.AppendUint32(where, uint32(len(outlines)))

	head = slices.Clone(head)
	binary.BigEndian.PutUint16(head[50:], 1) // offsets are of four bytes now
	var m metrics
	for i := range m.box {
		m.box[i] = int16(binary.BigEndian.Uint16(head[36+2*i:]))
	}
	m.ascent = int16(binary.BigEndian.Uint16(hhea[4:]))
	m.descent = int16(binary.BigEndian.Uint16(hhea[6:]))
	out := map[string][]byte{"head": head, "loca": where, "glyf": outlines}
	for _, tag := range []string{"cvt ", "fpgm", "hhea", "hmtx", "maxp", "prep"} {
		if t, ok := tables[tag]; ok {
			out[tag] = t
		}
	}
	return assemble(out), m
}

// tablesOf finds the tables of a TrueType font by their tags.
func tablesOf(font []byte) map[string][]byte {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		entry := font[12+16*i:]
		at, n := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = font[at : at+n]
	}
	return tables
}

// composedOf lists the glyphs that an outline is made of: å is a and a ring.
func composedOf(outline []byte) []uint16 {
	const words, scale, more, scales, matrix = 1, 8, 32, 64, 128
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	var parts []uint16
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		parts = append(parts, binary.BigEndian.Uint16(outline[at+2:]))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&scales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return parts
}

// assemble writes tables as a font, with their sums.
func assemble(tables map[string][]byte) []byte {
	var tags []string
	for tag := range tables {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	power := 1
	for power*2 <= len(tags) {
		power *= 2
	}
	log := 0
	for 1<<(log+1) <= power {
		log++
	}
	out := []byte{0, 1, 0, 0}
	for _, n := range []int{len(tags), power * 16, log, (len(tags) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at := 12 + 16*len(tags)
	var body []byte
	headAt := 0
	for _, tag := range tags {
		t := slices.Clone(tables[tag])
		if tag == "head" {
			binary.BigEndian.PutUint32(t[8:], 0)
			headAt = at + len(body)
		}
		out = append(out, tag...)
		for _, n := range []uint32{sum32(t), uint32(at + len(body)), uint32(len(t))} {
			out = binary.BigEndian.AppendUint32(out, n)
		}
		body = append(body, t...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-sum32(out))
	return out
}

// sum32 adds up big-endian words, as the tables of a font are summed.
func sum32(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
