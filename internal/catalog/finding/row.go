package finding

import (
	"insyn/dcat"
	"insyn/internal/lang"
	"insyn/rdf"
)

// A Row is a fault or finding as programs read it.
type Row struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`          // error or warning
	Profile  string `json:"profile,omitempty"` // "" of a fault in the text itself
	Line     uint32 `json:"line"`
	Column   uint32 `json:"column"`
	Dataset  string `json:"dataset,omitempty"`
	Class    string `json:"class,omitempty"`
	Node     string `json:"node,omitempty"`
	Property string `json:"property,omitempty"`
	Value    string `json:"value,omitempty"`
	Instead  string `json:"instead,omitempty"`
	Datatype string `json:"datatype,omitempty"` // that Instead must have
	Conflict bool   `json:"conflict,omitempty"` // with what Sweden wants
	Message  string `json:"message"`
	Remedy   string `json:"remedy"`
}

// A Writer words findings for programs. It remembers what it has worded, since
// a catalogue repeats its faults.
type Writer struct {
	printer *lang.Printer
	said    map[dcat.Finding]Words
}

// NewWriter makes a Writer for a language.
func NewWriter(p *lang.Printer) *Writer { return &Writer{p, map[dcat.Finding]Words{}} }

// Fault gives the row of a fault in a text.
func (w *Writer) Fault(f rdf.Fault) Row {
	words := OfFault(w.printer, f)
	return Row{
		Code: string(f.Code), Severity: f.Severity.String(), Line: f.Line, Column: f.Column,
		Message: words.What, Remedy: words.Do,
	}
}

// Finding gives the row of a finding.
func (w *Writer) Finding(f dcat.Finding) Row {
	return Row{
		Code: string(f.Code), Severity: f.Severity.String(), Profile: f.Profile,
		Line: f.Line, Column: f.Column, Dataset: f.Dataset, Class: f.Class, Node: f.Node,
		Property: f.Property, Value: f.Value, Instead: f.Instead.Text, Datatype: f.Instead.Datatype,
		Conflict: f.Conflict, Message: w.words(f).What, Remedy: w.words(f).Do,
	}
}

// words gives what is told of a finding, wherever it is.
func (w *Writer) words(f dcat.Finding) Words {
	const most = 10_000 // different values: beyond, remembering costs more than wording
	f.Node, f.Dataset, f.Position = "", "", rdf.Position{}
	words, known := w.said[f]
	if !known {
		words = OfFinding(w.printer, f)
		if len(w.said) < most {
			w.said[f] = words
		}
	}
	return words
}
