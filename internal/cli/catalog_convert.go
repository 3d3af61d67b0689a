package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"insyn/dcat"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/rdf"
)

// catalogConvertCommand writes a catalogue in another format.
type catalogConvertCommand struct {
	catalogSource
	catalogTarget
}

// Run reads all, and writes only what could be read without fault.
func (c catalogConvertCommand) Run(ctx context.Context, s *Streams) error {
	p := lang.For(s.Language)
	stage := s.stages()
	defer stage.end()
	stage.at(p.T("catalogue.stage-reading"))
	doc, err := c.sound(ctx, s)
	if err != nil {
		return err
	}
	if len(doc.Named) > 0 && c.format() != rdf.NQuads {
		return fault.New(fault.Refused, "catalogue.named-graphs").With("Count", len(doc.Named))
	}
	stage.at(p.T("catalogue.stage-writing"))
	return writable(c.write(s, func(to io.Writer) error {
		if len(doc.Named) > 0 {
			return rdf.WriteDataset(to, doc)
		}
		return rdf.Write(to, c.format(), doc.Graph, prefixesOf(doc))
	}))
}

// writable says what can be done about a graph that RDF/XML cannot hold.
func writable(err error) error {
	var unfit *rdf.NotXMLError
	if errors.As(err, &unfit) {
		return fault.New(fault.Refused, "catalogue.not-xml").With("Term",
			unfit.Term.String()).From(err)
	}
	return err
}

// catalogExportCommand writes the catalogue that Europe accepts.
type catalogExportCommand struct {
	catalogSource
	catalogTarget
	EU      bool   `env:"-" name:"eu" required:"" help:"For Europe: DCAT-AP 3.0.1."`
	Changes string `env:"-" help:"File for a list of every change, as JSON." placeholder:"FILE" type:"path"`
}

// Run writes the export, and on standard error what was changed and how it stands.
func (c catalogExportCommand) Run(ctx context.Context, s *Streams) error {
	p := lang.For(s.Language)
	stage := s.stages()
	defer stage.end()
	stage.at(p.T("catalogue.stage-reading"))
	doc, err := c.sound(ctx, s)
	if err != nil {
		return err
	}
	if len(doc.Named) > 0 {
		return fault.New(fault.Refused, "catalogue.named-graphs").With("Count", len(doc.Named))
	}
	stage.at(p.T("catalogue.stage-exporting"))
	exported, changes := dcat.Export(doc.Graph)
	if c.Changes != "" {
		if err := writeChanges(c.Changes, doc.Graph, changes); err != nil {
			return fault.New(fault.Invalid, "catalogue.not-written").With("Name",
				c.Changes).From(err)
		}
	}
	stage.at(p.T("catalogue.stage-writing"))
	err = writable(c.write(s, func(to io.Writer) error {
		return rdf.Write(to, c.format(), exported, prefixesOf(doc))
	}))
	stage.end()
	if err == nil {
		tellExport(s, exported, changes)
	}
	return err
}

// tellExport says what was changed, and what Europe still misses.
func tellExport(s *Streams, exported *rdf.Graph, changes []dcat.Change) {
	p := lang.For(s.Language)
	counts := map[string]int{}
	for _, c := range changes {
		counts[c.Code]++
	}
	fmt.Fprintln(s.Err, p.T("catalogue.changes", "Count", len(changes)))
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(s.Err, "  %s: %s\n", p.T("catalogue.change-"+code), p.Number(counts[code]))
	}
	v := dcat.Check(exported, dcat.Options{Profiles: []*dcat.Profile{dcat.European}, Most: 1}).Verdicts[0]
	fmt.Fprintln(s.Err, p.T("catalogue.verdict", "Title", p.T("catalogue.profile-"+v.Profile.Name), "Conforming", v.Conforming,
		"Datasets", v.Datasets, "Errors", p.T("catalogue.errors", "Count", v.Errors),
		"Warnings", p.T("catalogue.warnings", "Count", v.Warnings)))
}

// changeJSON is a change of the export as programs read it, statements as
// N-Triples has them.
type changeJSON struct {
	Code    string   `json:"code"`
	Line    uint32   `json:"line"`
	Removed string   `json:"removed"`
	Added   []string `json:"added"`
}

// writeChanges writes every change, so that each can be taken back.
func writeChanges(name string, g *rdf.Graph, changes []dcat.Change) error {
	statement := func(t rdf.Triple) string {
		return g.Term(t.S).String() + " " + g.Term(t.P).String() + " " + g.Term(t.O).String() + " ."
	}
	all := make([]changeJSON, 0, len(changes))
	for _, c := range changes {
		one := changeJSON{Code: c.Code, Line: c.Removed.Line, Removed: statement(c.Removed),
			Added: []string{}}
		for _, t := range c.Added {
			one.Added = append(one.Added, statement(t))
		}
		all = append(all, one)
	}
	var text bytes.Buffer
	if err := writeJSON(&text, all); err != nil {
		return err
	}
	return os.WriteFile(name, text.Bytes(), 0o644)
}

// catalogGenerateCommand makes an invented catalogue.
type catalogGenerateCommand struct {
	catalogTarget
	Datasets int    `env:"-" default:"10" help:"How many datasets."`
	Seed     uint64 `env:"-" default:"1" help:"The same seed makes the same bytes."`
	Flawed   int    `env:"-" default:"0" help:"How many datasets of a thousand have a fault."`
}

// Run writes the catalogue, however large, in the memory of one dataset.
func (c catalogGenerateCommand) Run(s *Streams) error {
	const most = 10_000_000
	if c.Datasets < 0 || c.Datasets > most || c.Flawed < 0 || c.Flawed > 1000 {
		return fault.New(fault.Invalid, "catalogue.numbers").With("Most", most)
	}
	stage := s.stages()
	defer stage.end()
	stage.at(lang.For(s.Language).T("catalogue.stage-writing"))
	return c.write(s, func(to io.Writer) error {
		return dcat.Generate(to, dcat.GenerateOptions{Datasets: c.Datasets, Seed: c.Seed,
			Flawed: c.Flawed, Format: c.format()})
	})
}
