package rdf

import (
	"strings"
	"unicode/utf8"
)

// A reader is what the readers of all text formats share: the text, the place
// in it, the graph that is being filled and the faults found so far.
type reader struct {
	src    string
	pos    int
	doc    *Document
	graph  *Graph
	dict   *Dictionary
	limits Limits
	blanks map[string]ID
	full   bool // a limit was reached: stop

	// Where the last question about a position left off.
	at           int
	line, column uint32
}

func newReader(src string, doc *Document, limits Limits) *reader {
	return &reader{
		src: src, doc: doc, graph: doc.Graph, dict: doc.Graph.Dictionary, limits: limits,
		blanks: map[string]ID{}, line: 1, column: 1,
	}
}

// position tells the line and column of a byte offset. Asking in ascending
// order costs one pass over the text in all.
func (r *reader) position(offset int) Position {
	offset = min(offset, len(r.src))
	if offset < r.at {
		return r.earlier(offset)
	}
	gap := r.src[r.at:offset]
	if lines := strings.Count(gap, "\n"); lines > 0 {
		r.line += uint32(lines)
		r.column = 1
		gap = gap[strings.LastIndexByte(gap, '\n')+1:]
	}
	r.column += uint32(utf8.RuneCountInString(gap))
	r.at = offset
	return Position{r.line, r.column}
}

// nextLine says that a line begins here and that none has been missed, which
// spares looking for it.
func (r *reader) nextLine() { r.at, r.line, r.column = r.pos, r.line+1, 1 }

// earlier answers for an offset that has been passed, without moving.
func (r *reader) earlier(offset int) Position {
	gap := r.src[offset:r.at]
	if !strings.Contains(gap, "\n") {
		return Position{r.line, r.column - uint32(utf8.RuneCountInString(gap))}
	}
	start := strings.LastIndexByte(r.src[:offset], '\n') + 1
	return Position{
		Line:   r.line - uint32(strings.Count(gap, "\n")),
		Column: 1 + uint32(utf8.RuneCountInString(r.src[start:offset])),
	}
}

// fault notes an error at a byte offset.
func (r *reader) fault(offset int, code Code, args ...string) {
	r.doc.note(Fault{Code: code, Args: args, Position: r.position(offset)}, r.limits)
}

// warn notes a warning at a byte offset.
func (r *reader) warn(offset int, code Code, args ...string) {
	f := Fault{Code: code, Args: args, Severity: Warning, Position: r.position(offset)}
	r.doc.note(f, r.limits)
}

// blank gives the blank node that label stands for in this text.
func (r *reader) blank(label string) ID {
	id, ok := r.blanks[label]
	if !ok {
		id = r.dict.Blank(label)
		r.blanks[strings.Clone(label)] = id
	}
	return id
}

// literal interns a literal, unless it is too large to keep.
func (r *reader) literal(offset int, lexical string, qualifier ID) ID {
	if len(lexical) > r.limits.Literal {
		r.fault(offset, "limit-literal", itoa(len(lexical)), itoa(r.limits.Literal))
		return None
	}
	return r.dict.intern(Literal, qualifier, lexical)
}

// add states a triple if all of it could be read.
func (r *reader) add(s, p, o ID, offset int) {
	if s == None || p == None || o == None {
		return
	}
	r.graph.Add(s, p, o, r.position(offset))
	if r.graph.waiting >= r.limits.Triples {
		r.fault(offset, "limit-triples", itoa(r.limits.Triples))
		r.full = true
	}
}
