package ledger

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The stops of a text are found 64 bytes at a time where looking at each finds them.
func TestStopsAreFoundByBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		separator := rapid.SampledFrom([]byte(separators)).Draw(t, "separator")
		near := rapid.SampledFrom([]byte{separator, separator + 1, separator - 1, '\r', '\n', '\t', '\v', '\f', 0, 9, 14, 0x7f,
			0x8a, 0x8d, separator | 0x80, 0xff, 'a', 'a', 'a'})
		b := rapid.SliceOfN(near, 0, 200).Draw(t, "text")
		from := rapid.IntRange(0, len(b)).Draw(t, "from")
		ends, lines := []int32{int32(from - 1)}, []int32{}
		for i := from; i < len(b); i++ {
			line := b[i] <= '\r' && b[i] != separator
			if line {
				lines = append(lines, int32(len(ends)))
			}
			if line || b[i] == separator {
				ends = append(ends, int32(i))
			}
		}
		var s stops
		s.look(b, from, separator)
		if !slices.Equal(s.lines, lines) || !slices.Equal(s.ends[:len(ends)], ends) {
			t.Fatalf("%q from %d: %v and %v, want %v and %v", b, from, s.ends[:len(ends)], s.lines, ends, lines)
		}
	})
}

// The end of a cell is found eight bytes at a time where looking at each finds it.
func TestStopsAreFoundByEights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCSV(nil, rapid.SampledFrom([]byte(separators)).Draw(t, "separator"))
		near := rapid.SampledFrom([]byte{c.separator, c.separator + 1, c.separator - 1, '\r', '\n', '\t', 0, 1, 0x0f, 0x10, 0x80, 0xff, 'a'})
		b := rapid.SliceOfN(near, 0, 40).Draw(t, "text")
		from := rapid.IntRange(0, len(b)).Draw(t, "from")
		want := from
		for want < len(b) && !c.stops[b[want]] {
			want++
		}
		if got := c.stop(b, from); got != want {
			t.Fatalf("%q from %d: %d, want %d", b, from, got, want)
		}
	})
}

// Rows are the same whether they are taken by their stops or byte by byte,
// whatever they hold: quotation marks, broken lines, lines of many kilobytes.
func TestQuickRowsAreSlowRows(t *testing.T) {
	pieces := []string{";", ";", "a", "åäö", "1,5", `"`, `""`, `;"a;b";`, `"1,5"`, "\"a\nb\"", "\n", "\n", "\r\n", "\r", "\v", "\t", "\x00",
		strings.Repeat("lång ", 13), strings.Repeat("x;", looked)}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
		open := func() *csvRecords {
			return newCSV(newSource(strings.NewReader(text), int64(len(text)), encoding{name: UTF8}), ';')
		}
		quick, slow := open(), open()
		slow.ahead.look(nil, 0, ';')
		for err := error(nil); err == nil; {
			var x, y record
			if err = quick.next(&x); err != slowly(slow, &y) {
				t.Fatalf("%q: one of them ends: %v", text, err)
			}
			got, want := x.clone(), y.clone()
			if got.Place != want.Place || got.fault != want.fault || !slices.EqualFunc(got.cells, want.cells, bytes.Equal) {
				t.Fatalf("%q: %q at %v, want %q at %v", text, got.cells, got.Place, want.cells, want.Place)
			}
		}
		if quick.ends != slow.ends || quick.blank != slow.blank {
			t.Fatalf("%q: %v and %v, blank %d and %d", text, quick.ends, slow.ends, quick.blank, slow.blank)
		}
	})
}

// Rows whose cells stand in quotation marks are plain, and those with marks or
// ends of lines in their cells are not.
func TestQuotationMarksAreNoReasonToBeSlow(t *testing.T) {
	filler := strings.Repeat("Exempel;\"3,50\"\n", 50)
	for row, plain := range map[string]bool{"a;b": true, `"a;b";"c"`: true, `"";`: true, `"a""b";c`: false,
		"\"a\nb\";c": false, `a"b;c"`: false, `"a"b;c`: false, "a\v\"b;c\"": false} {
		text := filler + row + "\n" + filler
		c := newCSV(newSource(strings.NewReader(text), int64(len(text)), encoding{name: UTF8}), ';')
		var r record
		for n := 0; c.next(&r) == nil; n++ {
			if want := n != 50 || plain; n > 0 && r.plain != want {
				t.Errorf("row %d of those around %q is plain: %v", n, row, r.plain)
			}
		}
	}
}

// slowly reads a row as next does, byte by byte.
func slowly(c *csvRecords, r *record) error {
	for {
		r.Place = Place{Line: c.line, Offset: c.offset}
		if n, err := c.slow(r); err != nil {
			return err
		} else if !c.pass(r, n) {
			return nil
		}
	}
}
