package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonRecords are the objects of a JSON text that have no lists in them: the
// rows of pages {"results": [{…}, …], "next": …} one after the other, of a
// plain list, or of lines of JSON.
type jsonRecords struct {
	decoder  *json.Decoder
	encoding encoding
	keys     map[string]int // by name: its cell
	names    []string
	within   []level
	objects  int
	pages    int
	first    []level // objects read to know the names, and still to be given out
	allowance
}

// An allowance bounds what the decoder may read for one piece of JSON: a text
// without an end would otherwise fill the memory.
type allowance struct {
	from io.Reader
	left int
}

// mostOfJSON is how much may be read for one piece.
const mostOfJSON = 8 << 20

// Read reads no more than is left of what one piece may take.
func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, &Unread{Reason: "too-long"}
	}
	n, err := a.from.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}

// A level is a list or an object that is being read.
type level struct {
	object   bool
	has      bool // a list, so that it is a page and no row
	nested   bool // an object, or a key twice: the row is none of columns
	values   map[string]string
	order    []string
	key      string
	named    bool // key is set and waits for its value
	from     int64
	withLoss bool // a value that could not be decoded
}

// deepest is how far lists and objects may lie in one another.
const deepest = 20

func openJSON(file io.ReaderAt, size int64, e encoding) *jsonRecords {
	j := &jsonRecords{encoding: e, allowance: allowance{newSource(file, size, e), mostOfJSON}}
	j.decoder = json.NewDecoder(&j.allowance)
	j.decoder.UseNumber()
	return j
}

func (j *jsonRecords) close() error { return nil }

func (j *jsonRecords) describe(r *Receipt) {
	r.take("format", "json", "content")
	r.take("encoding", j.encoding.name, j.encoding.why)
	r.take("pages", itoa(j.pages), "seen")
}

// next gives the names of the first objects as the header, and then the rows.
func (j *jsonRecords) next(r *record) error {
	if j.keys == nil {
		if err := j.header(); err != nil {
			return err
		}
		*r = record{Place: Place{Offset: j.first[0].from}}
		for _, name := range j.names {
			r.cells = append(r.cells, []byte(name))
		}
		return nil
	}
	var l level
	if len(j.first) > 0 {
		l, j.first = j.first[0], j.first[1:]
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
// object may leave out what it has no value for.
const namesFrom = 500

// header reads the first objects and gathers their names.
func (j *jsonRecords) header() error {
	for len(j.first) < namesFrom {
		l, err := j.object()
		if errors.Is(err, io.EOF) && len(j.first) > 0 {
			break
		} else if err != nil {
			return err
		}
		j.first = append(j.first, l)
	}
	j.keys = map[string]int{}
	for _, l := range j.first {
		for _, name := range l.order {
			if _, known := j.keys[name]; !known && len(j.names) < mostColumns {
				j.keys[name] = len(j.names)
				j.names = append(j.names, name)
			}
		}
	}
	return nil
}

// row lays an object out under the names. One with a value under another name
// is refused: it would lose the value.
func (j *jsonRecords) row(l level) record {
	r := record{Place: Place{Line: j.objects, Offset: l.from}}
	switch {
	case l.nested:
		r.fault = RejectNotObject
	case l.withLoss:
		r.fault = RejectEncoding
	}
	r.cells = make([][]byte, len(j.names))
	for name, value := range l.values {
		if i, ok := j.keys[name]; ok {
			r.cells[i] = []byte(value)
		} else if value != "" {
			r.fault = RejectKey
		}
	}
	return r
}

// object reads on to the end of the next object that is a row.
func (j *jsonRecords) object() (level, error) {
	for {
		token, err := j.decoder.Token()
		j.left = mostOfJSON
		if errors.Is(err, io.EOF) && len(j.within) == 0 {
			return level{}, io.EOF
		}
		if unread := (*Unread)(nil); errors.As(err, &unread) {
			return level{}, unread
		} else if err != nil {
			return level{}, &Unread{Reason: "broken-json", Detail: itoa(int(j.decoder.InputOffset()))}
		}
		switch t := token.(type) {
		case json.Delim:
			if done, ok, err := j.delimiter(t); err != nil || ok {
				return done, err
			}
		case string:
			j.value(t)
		case json.Number:
			j.value(t.String())
		case bool:
			j.value(map[bool]string{true: "true", false: "false"}[t])
		case nil:
			j.value("")
		}
	}
}

// delimiter opens or closes a list or an object; ok tells that it closed a row.
func (j *jsonRecords) delimiter(d json.Delim) (done level, ok bool, err error) {
	if d == '{' || d == '[' {
		if len(j.within) >= deepest {
			return level{}, false, &Unread{Reason: "too-deep"}
		}
		if n := len(j.within); n > 0 {
			above := &j.within[n-1]
			above.has = above.has || d == '['
			above.nested = above.nested || above.object && d == '{'
			above.named = false
		}
		from := j.decoder.InputOffset() - 1 + int64(j.encoding.mark)
		if j.encoding.name != UTF8 {
			from = -1
		}
		j.within = append(j.within, level{object: d == '{', from: from})
		return level{}, false, nil
	}
	done = j.within[len(j.within)-1]
	j.within = j.within[:len(j.within)-1]
	inside := len(j.within) > 0 && j.within[len(j.within)-1].object
	if done.object && done.has {
		j.pages++
	}
	return done, done.object && !done.has && !inside && len(done.values) > 0, nil
}

// value takes a key, or the value of one.
func (j *jsonRecords) value(text string) {
	if len(j.within) == 0 {
		return
	}
	l := &j.within[len(j.within)-1]
	switch {
	case !l.object:
		return
	case !l.named:
		l.key, l.named = text, true
		return
	}
	l.named = false
	if l.values == nil {
		l.values = map[string]string{}
	}
	if strings.ContainsRune(text, '\ufffd') {
		l.withLoss = true
	}
	if _, twice := l.values[l.key]; twice {
		l.nested = true
	} else if len(l.order) < mostColumns {
		l.order = append(l.order, l.key)
	}
	l.values[l.key] = string(bytes.TrimSpace([]byte(text)))
}
