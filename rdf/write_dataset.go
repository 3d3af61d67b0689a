package rdf

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
)

// WriteDataset writes a document with its named graphs as N-Quads, the only
// format here that holds several graphs and shares blank nodes between them.
// Lines are sorted; blank nodes are labelled in the order of reading.
func WriteDataset(to io.Writer, d *Document) error {
	var lines []string
	labels := map[ID]string{}
	lines = quads(lines, d.Graph, None, labels)
	for _, n := range d.Named {
		lines = quads(lines, n.Graph, n.Name, labels)
	}
	slices.Sort(lines)
	out := bufio.NewWriter(to)
	for _, l := range lines {
		out.WriteString(l)
	}
	return out.Flush()
}

// quads appends the statements of a graph, each as a line.
func quads(lines []string, g *Graph, name ID, labels map[ID]string) []string {
	term := func(id ID) Term {
		t := g.Term(id)
		if t.Kind == Blank {
			if labels[id] == "" {
				labels[id] = "b" + strconv.Itoa(len(labels))
			}
			t.Value = labels[id]
		}
		return t
	}
	for _, t := range g.All() {
		var b strings.Builder
		for _, id := range [...]ID{t.S, t.P, t.O, name} {
			if id != None {
				writeTerm(&b, term(id))
				b.WriteByte(' ')
			}
		}
		b.WriteString(".\n")
		lines = append(lines, b.String())
	}
	return lines
}
