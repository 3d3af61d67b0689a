package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// consultationCommand gathers what can be done with an invitation on paper.
type consultationCommand struct {
	Import importCommand `cmd:"" help:"Read an invitation (text, .docx, .eml, .ics) as a structured draft."`
	Lint   lintCommand   `cmd:"" help:"Tell what an invitation lacks, and how to mend it."`
}

// importCommand shows what is read from an invitation.
type importCommand struct {
	File string `arg:"" help:"The invitation; - is standard input."`
	JSON bool   `env:"-" help:"Write the draft as JSON."`
}

// Run writes the draft: each field with the lines it came from, and what could not be placed.
func (c importCommand) Run(s *Streams) error {
	reading, err := readPaper(c.File, s.In)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(s.Out, reading)
	}
	return writeReading(s, reading)
}

// readPaper reads a file, or standard input.
func readPaper(name string, in io.Reader) (consult.Reading, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(io.LimitReader(in, 32<<20))
		name = "invitation.txt"
	} else {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return consult.Reading{}, fault.New(fault.NotFound, "paper.no-file").With("Name",
			name).From(err)
	}
	return act.ReadPaper(filepath.Base(name), data)
}

func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}

// writeReading writes a reading as lines for a person: each field with the
// lines of the invitation that it was read from.
func writeReading(s *Streams, r consult.Reading) error {
	p := lang.For(s.Language)
	c := r.Content(r.Template())
	row := func(key, value string, from ...consult.Quote) {
		if value = strings.TrimSpace(value); value != "" {
			fmt.Fprintf(s.Out, "%s%s: %s\n", p.T(key), readFrom(p, from),
				strings.ReplaceAll(value, "\n", "\n    "))
		}
	}
	language := r.Language
	row("paper.title", c.Title.In(language), r.Title)
	if r.Title.Found() && r.Name.Text != r.Title.Text {
		row("reading.name", r.Name.Text, r.Name)
	}
	row("reading.sender", r.Sender.String(), r.Sender...)
	if c.Meeting.Set() {
		row("paper.when", p.Range(c.Meeting.Start, c.Meeting.End), r.Meeting.When...)
	}
	row("paper.where", c.Meeting.Place.In(language), r.Meeting.Place)
	row("paper.registration", c.Contact.Email, r.Registration.Address)
	if !c.Registration.Closes.IsZero() {
		row("edit.closes", p.DateTime(c.Registration.Closes), r.Registration.Deadline)
	}
	if c.Registration.Capacity > 0 {
		row("edit.capacity", p.Number(c.Registration.Capacity), r.Registration.Seats)
	}
	row("edit.summary", c.Summary.In(language), r.Summary...)
	row("paper.background", c.Background.In(language), r.Background...)
	row("paper.purpose", c.Purpose.In(language), r.Purpose...)
	row("edit.invited", c.Invited.In(language), r.Invited...)
	row("edit.plan", planRead(c, r), r.Plan.Quote)
	for i, x := range c.Commitments {
		row("paper.commitment", x.Title.In(language), r.Commitments[i].Quote)
	}
	for i, x := range c.Agenda {
		row("paper.part-"+string(x.Part), x.Title.In(language)+"\n"+x.About.In(language),
			r.Agenda[i].Title)
	}
	for i, x := range c.Questions {
		row("paper.question", x.Text.In(language), r.Questions[i])
	}
	row("edit.written-how", c.WrittenInput.How.In(language), r.Written...)
	row("edit.accessibility", c.Accessibility.In(language), r.Accessibility...)
	row("edit.privacy", c.Privacy.Purpose.In(language), r.Privacy...)
	row("edit.promised", c.Promise.Text.In(language), r.Promise...)
	row("paper.practical", c.Practical.In(language), slices.Concat(r.Form, r.Practical)...)
	row("edit.contact", strings.Join([]string{c.Contact.Name.In(language), c.Contact.Phone}, " "),
		r.Contact...)
	if len(r.Unplaced) > 0 {
		fmt.Fprintln(s.Out, p.T("paper.unplaced"))
	}
	for _, x := range r.Unplaced {
		fmt.Fprintf(s.Out, "  %d: %s\n", x.First, x.Text)
	}
	return nil
}

// planRead is the link to the plan, or, where the words lead nowhere, the words.
func planRead(c consult.Content, r consult.Reading) string {
	if c.Plan.URL == "" {
		return r.Plan.Text
	}
	return c.Plan.Title.In(r.Language) + " " + c.Plan.URL
}

// readFrom says which lines a field comes from: " (rad 12–14)".
func readFrom(p *lang.Printer, from []consult.Quote) string {
	if len(from) == 0 || from[0].First == 0 {
		return ""
	}
	first, last := from[0].First, from[len(from)-1].Last
	if first == last {
		return " (" + p.T("reading.line", "Line", first) + ")"
	}
	return " (" + p.T("reading.lines", "First", first, "Last", last) + ")"
}

// lintCommand tells what an invitation lacks.
type lintCommand struct {
	File string `arg:"" help:"The invitation; - is standard input."`
	JSON bool   `env:"-" help:"Write the findings as JSON."`
}

// lintRow is a finding with its words.
type lintRow struct {
	consult.Finding
	Title  string `json:"title"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

// Run writes the findings and fails when there are defects.
func (c lintCommand) Run(s *Streams) error {
	reading, err := readPaper(c.File, s.In)
	if err != nil {
		return err
	}
	p := lang.For(s.Language)
	found := reading.Lint(time.Now())
	rows := []lintRow{}
	for _, f := range found {
		rows = append(rows, lintRow{f, p.Say(f.Title, f.Values), p.Say(f.Reason, f.Values),
			p.Say(f.Remedy, f.Values)})
	}
	defects := len(consult.Defects(found))
	if c.JSON {
		err = writeJSON(s.Out, map[string]any{"defects": defects, "findings": rows})
	} else {
		for _, r := range rows {
			fmt.Fprintf(s.Out, "%s: %s%s\n    %s\n    %s\n", p.T("lint."+string(r.Severity)),
				r.Title, readFrom(p, []consult.Quote{{Span: r.Span}}), r.Reason, r.Remedy)
		}
		fmt.Fprintln(s.Out, p.T("paper.defects", "Count", defects))
	}
	if err == nil && defects > 0 {
		err = fault.New(fault.Refused, "paper.has-defects").With("Count", defects)
	}
	return err
}
