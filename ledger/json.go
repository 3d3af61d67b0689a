package ledger

import (
	"bytes"
	"errors"
	"io"
)

// jsonRecords are the objects of a JSON text that have no lists in them: the
// rows of pages {"results": [{…}, …], "next": …} one after the other, of a
// plain list, or of lines of JSON.
type jsonRecords struct {
	jsonTokens
	ids     map[string]int32 // of the keys that have been met, in their order
	met     []string
	holders []int64 // by id: the last object that had the key
	begun   int64   // how many lists and objects have been
	columns []int32 // by id: which cell it is, from 1
	names   []string
	within  []level
	cells   [][]byte
	objects int
	pages   int
	first   []level // objects read to know the names, and still to be given out
}

// A level is a list or an object that is being read. It keeps its room for the
// next one as deep.
type level struct {
	object   bool
	has      bool // a list, so that it is a page and no row
	nested   bool // an object, or a key twice: the row is none of columns
	named    bool // there is a key that waits for its value
	some     bool // values
	excess   bool // a value under a key beyond those that are kept
	withLoss bool // a value that could not be decoded
	number   int64
	from     int64
	key      int32
	pairs    []pair
	text     []byte // of the values
}

// A pair is a key, by its id, and where its value is in the text.
type pair struct{ key, from, to int32 }

// How far lists and objects may lie in one another, and how many keys are told
// from one another.
const (
	deepest  = 20
	mostKeys = 1 << 16
)

func openJSON(file io.ReaderAt, size int64, e encoding) *jsonRecords {
	return &jsonRecords{jsonTokens: jsonTokens{source: newSource(file, size, e)}, ids: map[string]int32{}}
}

func (j *jsonRecords) close() error { return nil }

func (j *jsonRecords) describe(r *Receipt) {
	r.take("format", "json", "content")
	r.take("encoding", j.encoding.name, j.encoding.why)
	r.take("pages", itoa(j.pages), "seen")
}

// next gives the names of the first objects as the header, and then the rows.
func (j *jsonRecords) next(r *record) error {
	if j.columns == nil {
		if err := j.header(keptFrom); err != nil {
			return err
		}
		*r = record{Place: Place{Offset: j.first[0].from}}
		for _, name := range j.names {
			r.cells = append(r.cells, []byte(name))
		}
		return nil
	}
	var l *level
	if len(j.first) > 0 {
		l, j.first = &j.first[0], j.first[1:]
	} else if next, err := j.object(); err != nil {
		return err
	} else {
		l = next
	}
	j.objects++
	*r = j.row(l)
	return nil
}

// namesFrom is how many objects are read to know the names that there are: an
// object may leave out what it has no value for. No more are read once they come
// to so many bytes, since they are kept.
const (
	namesFrom = 500
	keptFrom  = 8 * mostOfJSON
)

// header reads the first objects, up to so many bytes, and gathers their names.
func (j *jsonRecords) header(most int) error {
	for bytes := 0; len(j.first) < namesFrom && bytes < most; {
		l, err := j.object()
		if errors.Is(err, io.EOF) && len(j.first) > 0 {
			break
		} else if err != nil {
			return err
		}
		kept := *l
		kept.pairs, kept.text = append([]pair(nil), l.pairs...), append([]byte(nil), l.text...)
		j.first = append(j.first, kept)
		bytes += len(kept.text)
	}
	j.columns = make([]int32, len(j.met))
	for _, l := range j.first {
		for _, p := range l.pairs {
			if j.columns[p.key] == 0 && len(j.names) < mostColumns {
				j.names = append(j.names, j.met[p.key])
				j.columns[p.key] = int32(len(j.names))
			}
		}
	}
	j.cells = make([][]byte, len(j.names))
	return nil
}

// row lays an object out under the names. One with a value under another name
// is refused: it would lose the value.
func (j *jsonRecords) row(l *level) record {
	r := record{Place: Place{Line: j.objects, Offset: l.from}, cells: j.cells}
	switch {
	case l.nested:
		r.fault = RejectNotObject
	case l.withLoss:
		r.fault = RejectEncoding
	}
	clear(r.cells)
	for _, p := range l.pairs {
		value := l.text[p.from:p.to:p.to]
		if int(p.key) < len(j.columns) && j.columns[p.key] > 0 {
			r.cells[j.columns[p.key]-1] = value
		} else if len(value) > 0 {
			r.fault = RejectKey
		}
	}
	if l.excess {
		r.fault = RejectKey
	}
	return r
}

// object reads on to the end of the next object that is a row. It is valid
// until the next one is read.
func (j *jsonRecords) object() (*level, error) {
	for {
		kind, text, err := j.token()
		switch {
		case errors.Is(err, io.EOF) && len(j.within) == 0:
			return nil, io.EOF
		case errors.Is(err, errJSON), errors.Is(err, io.EOF):
			return nil, &Unread{Reason: "broken-json", Detail: itoa(int(j.done))}
		case err != nil:
			return nil, err
		}
		switch kind {
		case '{', '[':
			err = j.open(kind)
		case '}', ']':
			if done := j.closes(); done != nil {
				return done, nil
			}
		default:
			err = j.value(text)
		}
		if err != nil {
			return nil, err
		}
	}
}

// open begins a list or an object.
func (j *jsonRecords) open(kind byte) error {
	n := len(j.within)
	if n >= deepest {
		return &Unread{Reason: "too-deep"}
	}
	if n > 0 {
		above := &j.within[n-1]
		above.has = above.has || kind == '['
		above.nested = above.nested || above.object && kind == '{'
		above.named = false
	}
	if n == cap(j.within) {
		j.within = append(j.within, level{})
	}
	j.within = j.within[:n+1]
	l := &j.within[n]
	j.begun++
	*l = level{object: kind == '{', number: j.begun, from: j.done - 1 + int64(j.mark), pairs: l.pairs[:0], text: l.text[:0]}
	if j.encoding.name != UTF8 {
		l.from = -1
	}
	return nil
}

// closes ends a list or an object, and gives it if it is a row.
func (j *jsonRecords) closes() *level {
	n := len(j.within) - 1
	done := &j.within[n]
	j.within = j.within[:n]
	inside := n > 0 && j.within[n-1].object
	if done.object && done.has {
		j.pages++
	}
	if done.object && !done.has && !inside && done.some {
		return done
	}
	return nil
}

// value takes a key, or the value of one.
func (j *jsonRecords) value(text []byte) error {
	if len(j.within) == 0 {
		return nil
	}
	l := &j.within[len(j.within)-1]
	switch {
	case !l.object:
		return nil
	case !l.named:
		l.key, l.named = j.id(text), true
		return nil
	}
	l.named, l.some = false, true
	l.withLoss = l.withLoss || bytes.Contains(text, replaced)
	text = bytes.TrimSpace(text)
	switch {
	case len(l.text)+len(text) > mostOfJSON:
		return &Unread{Reason: "too-long"}
	case l.key < 0 || len(l.pairs) == mostColumns:
		l.excess = l.excess || len(text) > 0
		return nil
	case j.holders[l.key] == l.number:
		l.nested = true
	}
	j.holders[l.key] = l.number
	from := len(l.text)
	l.text = append(l.text, text...)
	l.pairs = append(l.pairs, pair{l.key, int32(from), int32(len(l.text))})
	return nil
}

// replaced is what stands in place of what is no text.
var replaced = []byte("\ufffd")

// id gives the id of a key, or -1 where there are too many.
func (j *jsonRecords) id(key []byte) int32 {
	if id, met := j.ids[string(key)]; met {
		return id
	}
	if len(j.met) == mostKeys {
		return -1
	}
	name := string(key)
	j.ids[name] = int32(len(j.met))
	j.met, j.holders = append(j.met, name), append(j.holders, 0)
	return j.ids[name]
}
