package ledger

import (
	"encoding/binary"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go/format"
)

// each gives every page of the chunk; the rows in all must be as many as there
// have to be.
func (l *leafer) each(do func(leaf) error) error {
	for {
		p, err := l.next()
		if errors.Is(err, io.EOF) && l.rows == 0 {
			return nil
		}
		if err == nil {
			err = do(p)
		}
		if err != nil {
			return err
		}
	}
}

// plainDictionary is how writers of the format's first version call numbers of
// values in the dictionary. (Parquet's Encodings, PLAIN_DICTIONARY.)
const plainDictionary format.Encoding = 2

// isNumbered tells whether a page has the numbers of values in the dictionary.
func (p leaf) isNumbered() bool {
	return p.encoding == format.RLEDictionary || p.encoding == plainDictionary
}

// numbered gives those numbers.
func (l *leafer) numbered(p leaf) ([]uint32, error) {
	codes := grown(&l.codes, p.values)
	if len(codes) == 0 {
		return nil, nil
	}
	if len(p.body) == 0 {
		return nil, errPacked
	}
	if err := unrun(codes, p.body[1:], int(p.body[0])); err != nil {
		return nil, err
	}
	for _, code := range codes {
		if int64(code) >= int64(len(l.values)) {
			return nil, errPacked
		}
	}
	return codes, nil
}

// coded adds the chunk to a coded column. A value of its dictionary is looked
// up once, when a row first has it, so that codes are those of reading the rows
// one by one.
func (l *leafer) coded(to *Column) error {
	var codes []uint32
	var known []bool
	return l.each(func(p leaf) error {
		if !p.isNumbered() {
			return l.texts(p, to.add)
		}
		numbers, err := l.numbered(p)
		if len(known) < len(l.values) {
			known, codes = make([]bool, len(l.values)), make([]uint32, len(l.values))
		}
		for _, n := range numbers {
			if !known[n] {
				known[n], codes[n] = true, to.codeOf(l.values[n])
			}
		}
		if err == nil {
			to.addThrough(numbers, codes)
		}
		return err
	})
}

// texts gives the texts of a page.
func (l *leafer) texts(p leaf, do func([]byte)) error {
	switch p.encoding {
	case format.Plain:
		return lengthy(p.body, p.values, do)
	case format.DeltaLengthByteArray:
		lengths, rest, err := l.lengths(p.body, p.values, 0)
		if err != nil {
			return err
		}
		return l.joined(lengths, lengths[:0], rest, do)
	case format.DeltaByteArray:
		befores, rest, err := l.lengths(p.body, p.values, 0)
		if err != nil {
			return err
		}
		lengths, rest, err := l.lengths(rest, p.values, p.values)
		if err != nil {
			return err
		}
		return l.joined(lengths, befores, rest, do)
	}
	numbers, err := l.numbered(p)
	if err != nil || !p.isNumbered() {
		return errors.Join(err, errPacked)
	}
	total := int64(0) // a value stands there once, and many rows may have it
	for _, n := range numbers {
		total += int64(len(l.values[n]))
	}
	if err := l.file.take(total); err != nil {
		return err
	}
	for _, n := range numbers {
		do(l.values[n])
	}
	return nil
}

// lengths gives lengths, in the room after some that are there.
func (l *leafer) lengths(text []byte, n, after int) (all []int64, rest []byte, err error) {
	if cap(l.numbers) < 2*n {
		l.numbers = make([]int64, 2*n)
	}
	all = l.numbers[after : after+n : after+n]
	rest, err = undelta(all, text)
	return all, rest, err
}

// joined gives texts of which each begins as the one before does, for so many
// bytes (none are none), and goes on with so many of a text.
func (l *leafer) joined(lengths, befores []int64, text []byte, do func([]byte)) error {
	total := int64(0)
	for _, n := range befores {
		if n < 0 || n > int64(alwaysBytes) {
			return errPacked
		}
		total += n
	}
	if err := l.file.take(total); err != nil {
		return err
	}
	l.last = l.last[:0]
	for i, n := range lengths {
		before := int64(0)
		if len(befores) > 0 {
			before = befores[i]
		}
		if n < 0 || n > int64(len(text)) || before > int64(len(l.last)) {
			return errPacked
		}
		l.last = append(l.last[:before], text[:n]...)
		text = text[n:]
		do(l.last)
	}
	return nil
}

// ints gives the numbers of a page, of four bytes or of eight.
func (l *leafer) ints(p leaf, width int) ([]int64, error) {
	all := grown(&l.numbers, p.values)
	switch {
	case p.encoding == format.DeltaBinaryPacked:
		_, err := undelta(all, p.body)
		return all, err
	case p.encoding != format.Plain || len(p.body) < width*p.values:
		return nil, errPacked
	case width == 4:
		for i := range all {
			all[i] = int64(int32(binary.LittleEndian.Uint32(p.body[4*i:])))
		}
	default:
		for i := range all {
			all[i] = int64(binary.LittleEndian.Uint64(p.body[8*i:]))
		}
	}
	return all, nil
}

// amounts adds the chunk to amounts.
func (l *leafer) amounts(to *[]int64) error {
	return l.each(func(p leaf) error {
		all, err := l.ints(p, 8)
		*to = append(*to, all...)
		return err
	})
}

// dates adds the chunk to dates. Rows without one have no value.
func (l *leafer) dates(to *[]int32) error {
	return l.each(func(p leaf) error {
		all, err := l.ints(p, 4)
		if err != nil {
			return err
		}
		defined := grown(&l.codes, p.rows)
		if err := unrun(defined, p.levels, 1); err != nil {
			return err
		}
		for _, d := range defined {
			switch {
			case d == 0:
				*to = append(*to, NoDay)
			case len(all) == 0:
				return errPacked
			default:
				*to, all = append(*to, int32(all[0])), all[1:]
			}
		}
		if len(all) > 0 {
			return errPacked
		}
		return nil
	})
}
