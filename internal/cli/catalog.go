package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"insyn/dcat"
	"insyn/internal/fault"
	"insyn/rdf"
)

// catalogCommand gathers what can be done with a catalogue of open data.
type catalogCommand struct {
	Check    catalogCheckCommand    `cmd:"" help:"Hold a catalogue against the profiles of Sweden and the EU: what is wrong, on which line, and what to write instead."`
	Convert  catalogConvertCommand  `cmd:"" help:"Write a catalogue in another format: RDF/XML, Turtle, N-Triples, N-Quads or JSON-LD."`
	Export   catalogExportCommand   `cmd:"" help:"Write the catalogue that Europe accepts, with no statement lost."`
	Diff     catalogDiffCommand     `cmd:"" help:"Tell what has come, gone and changed between two readings of a catalogue."`
	Generate catalogGenerateCommand `cmd:"" help:"Make an invented catalogue, for tests and measurements."`
	Harvest  catalogHarvestCommand  `cmd:"" help:"Harvest a registered source now: fetch its catalogue and take over what has changed."`
}

// catalogTarget is where a command writes a catalogue.
type catalogTarget struct {
	Output string `short:"o" env:"-" help:"File to write; standard output if none is given." placeholder:"FILE" type:"path"`
	To     string `env:"-" enum:",rdfxml,turtle,ntriples,nquads,jsonld" default:"" help:"Format to write: rdfxml, turtle, ntriples, nquads or jsonld. Otherwise it follows the name of the file, or is RDF/XML."`
}

// formatNames are the formats by the names that the command line has for them.
var formatNames = map[string]rdf.Format{
	"rdfxml": rdf.RDFXML, "turtle": rdf.Turtle, "ntriples": rdf.NTriples, "nquads": rdf.NQuads,
	"jsonld": rdf.JSONLD,
}

// format gives the format to write.
func (c catalogTarget) format() rdf.Format {
	if f := formatNames[c.To]; f != rdf.Unknown {
		return f
	}
	if f := rdf.FormatOf("", c.Output); f != rdf.Unknown {
		return f
	}
	return rdf.RDFXML
}

// write calls do with where to write. A file is put in place when all of it
// has been written, so that nobody finds half a catalogue.
func (c catalogTarget) write(s *Streams, do func(io.Writer) error) error {
	if c.Output == "" {
		out := bufio.NewWriterSize(s.Out, 1<<16)
		if err := do(out); err != nil {
			return err
		}
		return out.Flush()
	}
	file, err := os.CreateTemp(filepath.Dir(c.Output), ".insyn-*")
	if err != nil {
		return fault.New(fault.Invalid, "catalogue.not-written").With("Name", c.Output).From(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := do(file); err != nil {
		return err
	}
	if err := errors.Join(file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), c.Output)
}

// prefixesOf gives the prefixes to write with: the customary ones, and those
// that the text has besides.
func prefixesOf(doc *rdf.Document) []rdf.Prefix {
	all := append([]rdf.Prefix(nil), dcat.Prefixes...)
	for _, own := range doc.Prefixes {
		taken := false
		for _, p := range all {
			taken = taken || p.Name == own.Name || p.IRI == own.IRI
		}
		if !taken {
			all = append(all, own)
		}
	}
	return all
}

// complain writes a line on standard error.
func (s *Streams) complain(line string) { fmt.Fprintln(s.Err, line) }
