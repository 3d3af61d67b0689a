package ledger

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"reflect"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// What the parts of a file are packed by.
var compact thrift.CompactProtocol

// foot reads what a file says of itself, if it has the columns that are
// published. No length that stands there is believed before it is known that
// there are bytes for so much: what unpacks it makes room by what is said.
func foot(file io.ReaderAt, size int64) (said *format.FileMetaData, err error) {
	defer undamaged(&err)
	if size < int64(2*len(magic)+4) {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	head, err := stands(file, 0, int64(len(magic)))
	if err != nil {
		return nil, err
	}
	end, err := stands(file, size-8, 8)
	if err != nil {
		return nil, err
	}
	length := int64(binary.LittleEndian.Uint32(end))
	if string(head) != magic || string(end[4:]) != magic || length > size-12 {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	if length > max(alwaysFoot, size/8) {
		return nil, &Unread{Reason: "large-parquet"}
	}
	text, err := stands(file, size-8-length, length)
	if err != nil {
		return nil, err
	}
	said = &format.FileMetaData{}
	if !sound(text) || thrift.Unmarshal(&compact, text, said) != nil {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	if !reflect.DeepEqual(said.Schema, form().Schema) {
		return nil, &Unread{Reason: "other-parquet"}
	}
	rows := int64(0)
	for _, g := range said.RowGroups {
		if rows += g.NumRows; g.NumRows < 0 || len(g.Columns) != int(fieldCount)+1 {
			return nil, &Unread{Reason: "broken-parquet"}
		}
	}
	if rows != said.NumRows {
		return nil, &Unread{Reason: "broken-parquet"}
	}
	return said, nil
}

// stands gives what stands at a place; zeros where the file is cut off.
func stands(file io.ReaderAt, at, length int64) ([]byte, error) {
	text := make([]byte, length)
	if _, err := file.ReadAt(text, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return text, nil
}

// undamaged makes an error of a panic: the library has some for what is damaged.
func undamaged(err *error) {
	if recover() != nil {
		*err = &Unread{Reason: "broken-parquet"}
	}
}

// A walk goes through packed values without unpacking them.
type walk struct {
	text []byte
	room int // how many structures in lists there may still be
}

// How the kinds of values are numbered.
const (
	kindTrue, kindFalse, kindByte, kindDouble = 1, 2, 3, 7
	kindText, kindList, kindSet, kindStruct   = 8, 9, 10, 12
)

// How large a text may be made by what it says of itself: how deep values may
// lie in one another, and how many bytes a structure in a list has at the least.
const (
	deepestFoot = 10
	listedBytes = 16
)

// sound tells whether a text is one packed structure, in which every length is
// of something that is there.
func sound(text []byte) bool {
	w := walk{text, len(text)/listedBytes + 64}
	return w.fields(0) && len(w.text) == 0
}

// fields passes over the fields of a structure.
func (w *walk) fields(depth int) bool {
	for depth < deepestFoot {
		head, ok := w.byte()
		if !ok || head == 0 {
			return ok
		}
		if head>>4 == 0 && !w.number() {
			return false
		}
		if kind := head & 15; kind != kindTrue && kind != kindFalse && !w.value(kind, depth+1) {
			return false
		}
	}
	return false
}

// value passes over a value.
func (w *walk) value(kind byte, depth int) bool {
	switch kind {
	case kindTrue, kindFalse, kindByte:
		return w.pass(1)
	case 4, 5, 6: // numbers of two, four and eight bytes
		return w.number()
	case kindDouble:
		return w.pass(8)
	case kindText:
		n, ok := w.length()
		return ok && w.pass(n)
	case kindList, kindSet:
		return w.list(depth)
	case kindStruct:
		return w.fields(depth)
	}
	return false
}

// list passes over a list.
func (w *walk) list(depth int) bool {
	head, ok := w.byte()
	n := int(head >> 4)
	if n == 15 {
		n, ok = w.length()
	}
	if !ok || n > len(w.text) || depth >= deepestFoot {
		return false
	}
	if head&15 == kindStruct {
		w.room -= n
	}
	if w.room < 0 {
		return false
	}
	for range n {
		if !w.value(head&15, depth+1) {
			return false
		}
	}
	return true
}

func (w *walk) byte() (byte, bool) {
	if len(w.text) == 0 {
		return 0, false
	}
	b := w.text[0]
	w.text = w.text[1:]
	return b, true
}

func (w *walk) pass(n int) bool {
	if n > len(w.text) {
		return false
	}
	w.text = w.text[n:]
	return true
}

func (w *walk) number() bool {
	_, n := binary.Uvarint(w.text)
	return n > 0 && w.pass(n)
}

func (w *walk) length() (int, bool) {
	u, n := binary.Uvarint(w.text)
	return int(min(u, math.MaxInt32)), n > 0 && w.pass(n)
}
