package rdf

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// readJSONLD reads JSON-LD 1.1. What the names in a text mean is worked out by
// json-gold; the result, expanded JSON-LD, is read here, so that triples keep
// the place of the object they come from. Nothing is fetched: a context that
// lies at an address must be given in the options.
func readJSONLD(r *reader, base string, contexts map[string]string) {
	places, ok := scanJSON(r)
	if !ok {
		return
	}
	var tree any
	if err := json.Unmarshal([]byte(r.src), &tree); err != nil {
		r.fault(0, "json-syntax", err.Error())
		return
	}
	j := &jsonReader{reader: r, at: map[uintptr]int{}}
	opts := ld.NewJsonLdOptions(base)
	opts.DocumentLoader = contextLoader(contexts)
	opts.ExpandedElementHandler = func(pointer string, expanded any) {
		if node, ok := expanded.(map[string]any); ok {
			j.at[identity(node)] = places[pointer]
		}
	}
	expanded, err := expandJSON(tree, opts)
	if err != nil {
		j.refuse(err)
		return
	}
	if len(expanded) == 0 && isPlainJSON(r.src, tree) {
		r.fault(0, "format-json")
		return
	}
	if list, ok := tree.(map[string]any); ok {
		j.prefixes(list["@context"])
	}
	for _, item := range expanded {
		j.item(r.graph, item, 0)
	}
}

// isPlainJSON tells whether a text says something and none of it in JSON-LD: no
// name in it is one of JSON-LD's own, which all begin with an at sign.
func isPlainJSON(src string, tree any) bool {
	switch t := tree.(type) {
	case map[string]any:
		return len(t) > 0 && !strings.Contains(src, `"@`)
	case []any:
		return len(t) > 0 && !strings.Contains(src, `"@`)
	}
	return true
}

// expandJSON calls json-gold and makes an error of a panic: hostile contexts
// have made it panic before, and a reader must not.
func expandJSON(tree any, opts *ld.JsonLdOptions) (out []any, err error) {
	defer func() {
		if recover() != nil {
			err = ld.NewJsonLdError(ld.UnknownError, "the document cannot be expanded")
		}
	}()
	return ld.NewJsonLdProcessor().Expand(tree, opts)
}

// A contextLoader finds contexts among those the caller gave.
type contextLoader map[string]string

// errRemote says that a context was asked for that nobody gave.
type errRemote string

// Error names the context that was asked for.
func (e errRemote) Error() string { return "remote context " + string(e) }

// LoadDocument implements ld.DocumentLoader without a network.
func (c contextLoader) LoadDocument(address string) (*ld.RemoteDocument, error) {
	text, ok := c[address]
	if !ok {
		return nil, errRemote(address)
	}
	tree, err := ld.DocumentFromReader(strings.NewReader(text))
	return &ld.RemoteDocument{DocumentURL: address, Document: tree}, err
}

// identity tells one object of a JSON tree from another.
func identity(node map[string]any) uintptr { return reflect.ValueOf(node).Pointer() }

// scanJSON checks that a text is JSON, not too deep, and notes where each
// object begins, by JSON Pointer.
func scanJSON(r *reader) (map[string]int, bool) {
	places := map[string]int{}
	d := json.NewDecoder(strings.NewReader(r.src))
	s := jsonScan{reader: r, decoder: d, places: places}
	if !s.value("", 0) {
		return nil, false
	}
	if _, err := d.Token(); err != io.EOF {
		r.fault(int(d.InputOffset()), "json-rest")
		return nil, false
	}
	return places, true
}

// A jsonScan is the state of scanJSON.
type jsonScan struct {
	*reader
	decoder *json.Decoder
	places  map[string]int
}

// token reads a token; nil after a fault.
func (s *jsonScan) token() json.Token {
	t, err := s.decoder.Token()
	if err == nil {
		if t == nil {
			return json.Number("null")
		}
		return t
	}
	at := int(s.decoder.InputOffset())
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(0, int(syntax.Offset)-1)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		s.fault(len(s.src), "json-end")
	} else {
		s.fault(at, "json-syntax", err.Error())
	}
	return nil
}

// value reads a value that pointer leads to.
func (s *jsonScan) value(pointer string, depth int) bool {
	t := s.token()
	if t == nil {
		return false
	}
	if depth > s.limits.Depth {
		s.fault(int(s.decoder.InputOffset()), "limit-depth", itoa(s.limits.Depth))
		return false
	}
	switch t {
	case json.Delim('{'):
		s.places[pointer] = int(s.decoder.InputOffset()) - 1
		return s.object(pointer, depth)
	case json.Delim('['):
		for i := 0; s.decoder.More(); i++ {
			if !s.value(pointer+"/"+itoa(i), depth+1) {
				return false
			}
		}
		return s.token() != nil
	}
	return true
}

func (s *jsonScan) object(pointer string, depth int) bool {
	seen := map[string]bool{}
	for s.decoder.More() {
		key, ok := s.token().(string)
		if !ok {
			return false
		}
		if seen[key] {
			s.fault(int(s.decoder.InputOffset()), "json-key-repeated", key)
		}
		seen[key] = true
		escaped := strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
		if !s.value(pointer+"/"+escaped, depth+1) {
			return false
		}
	}
	return s.token() != nil
}

// A jsonReader turns expanded JSON-LD into triples.
type jsonReader struct {
	*reader
	at map[uintptr]int // where the objects of the expanded tree come from
}

// refuse reports what json-gold says.
func (j *jsonReader) refuse(err error) {
	var remote errRemote
	var problem *ld.JsonLdError
	switch {
	case errors.As(err, &remote):
		at := max(0, strings.Index(j.src, string(remote)))
		j.fault(at, "jsonld-context", string(remote))
	case errors.As(err, &problem):
		if remote, ok := problem.Details.(errRemote); ok {
			j.refuse(remote)
			return
		}
		j.fault(0, "jsonld-invalid", string(problem.Code))
	default:
		j.fault(0, "jsonld-invalid", err.Error())
	}
}

// prefixes remembers the prefixes of a context, for writers.
func (j *jsonReader) prefixes(context any) {
	switch c := context.(type) {
	case []any:
		for _, part := range c {
			j.prefixes(part)
		}
	case map[string]any:
		for _, name := range sortedKeys(c) {
			iri, isText := c[name].(string)
			if isText && isNCName(name) && schemeLength(iri) > 0 && prefixEnd(iri) {
				j.doc.prefix(name, iri)
			}
		}
	}
}
