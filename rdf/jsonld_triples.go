package rdf

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// item reads a node object, a value object or a list object of expanded
// JSON-LD, states what it says, and gives the term it stands for.
func (j *jsonReader) item(g *Graph, item any, offset int) ID {
	object, ok := item.(map[string]any)
	if !ok {
		return None
	}
	if value, ok := object["@value"]; ok {
		return j.value(object, value, offset)
	}
	if list, ok := object["@list"]; ok {
		return j.list(g, list, offset)
	}
	if at, known := j.at[identity(object)]; known {
		offset = at
	}
	return j.node(g, object, offset)
}

// node reads a node object.
func (j *jsonReader) node(g *Graph, object map[string]any, offset int) ID {
	id := None
	if name, ok := object["@id"].(string); ok {
		id = j.name(name, offset)
	} else {
		id = j.dict.Blank("")
	}
	for _, class := range array(object["@type"]) {
		if name, ok := class.(string); ok {
			j.state(g, id, Type, j.name(name, offset), offset)
		}
	}
	for _, key := range sortedKeys(object) {
		switch {
		case key == "@included":
			for _, item := range array(object[key]) {
				j.item(g, item, offset)
			}
		case key == "@graph":
			j.graphObject(g, id, object, offset)
		case key == "@reverse":
			j.reverse(g, id, object[key], offset)
		case strings.HasPrefix(key, "@"), strings.HasPrefix(key, "_:"):
		default:
			predicate := j.iri(offset, key, nil)
			for _, item := range array(object[key]) {
				j.state(g, id, predicate, j.item(g, item, offset), offset)
			}
		}
	}
	return id
}

// graphObject reads @graph: a named graph, if the object has anything to name
// it, else simply more nodes.
func (j *jsonReader) graphObject(g *Graph, id ID, object map[string]any, offset int) {
	if _, named := object["@id"]; named || g != j.graph {
		g = j.doc.named(id)
	}
	for _, item := range array(object["@graph"]) {
		j.item(g, item, offset)
	}
}

// reverse reads properties that point at the node.
func (j *jsonReader) reverse(g *Graph, id ID, value any, offset int) {
	properties, _ := value.(map[string]any)
	for _, key := range sortedKeys(properties) {
		predicate := j.iri(offset, key, nil)
		for _, item := range array(properties[key]) {
			j.state(g, j.item(g, item, offset), predicate, id, offset)
		}
	}
}

// list reads a list object into a collection.
func (j *jsonReader) list(g *Graph, value any, offset int) ID {
	head, last := Nil, None
	for _, item := range array(value) {
		member := j.item(g, item, offset)
		if member == None {
			continue
		}
		node := j.dict.Blank("")
		if last == None {
			head = node
		} else {
			j.state(g, last, Rest, node, offset)
		}
		j.state(g, node, First, member, offset)
		last = node
	}
	if last != None {
		j.state(g, last, Rest, Nil, offset)
	}
	return head
}

// value reads a value object (JSON-LD API, Object to RDF Conversion).
func (j *jsonReader) value(object map[string]any, value any, offset int) ID {
	datatype, _ := object["@type"].(string)
	language, _ := object["@language"].(string)
	if datatype == "@json" {
		text, err := json.Marshal(value)
		if err != nil {
			return None
		}
		return j.literal(offset, string(text), j.dict.IRI(RDF+"JSON"))
	}
	var lexical string
	switch v := value.(type) {
	case string:
		lexical = v
	case bool:
		lexical = strconv.FormatBool(v)
		datatype = orElse(datatype, constants[XSDBoolean])
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1e21 && datatype != constants[XSDDouble] {
			lexical = strconv.FormatFloat(v, 'f', 0, 64)
			datatype = orElse(datatype, constants[XSDInteger])
		} else {
			lexical = canonicalDouble(v)
			datatype = orElse(datatype, constants[XSDDouble])
		}
	default:
		return None
	}
	switch {
	case language != "":
		if languageTag(language) != len(language) {
			j.fault(offset, "language-tag-broken", language)
			return j.literal(offset, lexical, XSDString)
		}
		return j.literal(offset, lexical, j.dict.intern(tag, None, language))
	case datatype == "":
		return j.literal(offset, lexical, XSDString)
	}
	d := j.iri(offset, datatype, nil)
	if d == None {
		return None
	}
	return j.literal(offset, lexical, d)
}

// canonicalDouble writes a number as the canonical form of xsd:double.
func canonicalDouble(v float64) string {
	text := strconv.FormatFloat(v, 'E', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}

// name gives the node that an @id or @type names.
func (j *jsonReader) name(name string, offset int) ID {
	if label, blank := strings.CutPrefix(name, "_:"); blank {
		return j.blank(label)
	}
	return j.iri(offset, name, nil)
}

func (j *jsonReader) state(g *Graph, s, p, o ID, offset int) {
	if g == j.graph {
		j.add(s, p, o, offset)
	} else if s != None && p != None && o != None {
		g.Add(s, p, o, j.position(offset))
	}
}

func array(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return nil
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
