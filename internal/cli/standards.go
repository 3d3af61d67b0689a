package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/standard"
)

// standardsCommand gathers what concerns the standards of the partnership.
type standardsCommand struct {
	Report standardsReport `cmd:"" help:"Hold what is recorded against OGP's minimum requirements, as it stood on any day."`
}

// standardsReport tells how a plan stands.
type standardsReport struct {
	Plan  string `required:"" env:"-" help:"Plan to judge." placeholder:"ID"`
	At    string `env:"-" help:"Day to judge at the end of: 2023-12-31. Today when left out." placeholder:"DATE"`
	Facts string `required:"" env:"-" help:"What is recorded, as JSON; - is standard input." placeholder:"FILE"`
	JSON  bool   `env:"-" help:"Write the report as JSON."`
}

// Run writes the report.
func (c standardsReport) Run(s *Streams) error {
	at := standard.DayOf(time.Now().In(lang.Stockholm))
	if c.At != "" {
		var err error
		if at, err = standard.ParseDay(c.At); err != nil {
			return fault.New(fault.Invalid, "standard.bad-day").With("Day", c.At).From(err)
		}
	}
	facts, err := readFacts(c.Facts, s.In)
	if err != nil {
		return err
	}
	r, ok := standard.Assess(facts, c.Plan, at)
	if !ok {
		var known []string
		for _, p := range facts.Plans {
			known = append(known, p.ID)
		}
		return fault.New(fault.NotFound, "standard.no-plan").With("Plan", c.Plan).With("Known",
			strings.Join(known, ", "))
	}
	words := reportWords{lang.For(s.Language)}
	if c.JSON {
		return writeJSON(s.Out, words.json(r))
	}
	words.write(s.Out, r)
	return nil
}

// mostFacts is how many bytes of facts are read: a country's ten years are a hundredth of that.
const mostFacts = 256 << 20

// readFacts reads what is recorded from a file, or from standard input.
func readFacts(name string, in io.Reader) (f standard.Facts, err error) {
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return f, fault.New(fault.NotFound, "standard.no-facts").With("Path", name).From(err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, mostFacts))
	if err != nil {
		return f, fault.New(fault.NotFound, "standard.no-facts").With("Path", name).From(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return f, fault.New(fault.Invalid, "standard.bad-facts").With("Path", name).From(err)
	}
	return f, nil
}

// reportWords puts a report into words.
type reportWords struct{ *lang.Printer }

func (p reportWords) day(d standard.Day) string { return p.Date(d.Time()) }

// telling says a sentence of the monitor.
func (p reportWords) telling(t standard.Telling) string { return p.Say(t.Key, t.Filled(p.day)) }

// verdict words a verdict, of a requirement or of a ground.
func (p reportWords) verdict(v standard.Verdict, unverified, ground bool) string {
	prefix := "standard.verdict-"
	if ground {
		prefix = "standard.ground-"
	}
	text := p.Say(prefix+string(v), nil)
	if unverified {
		text += " (" + p.T("standard.unverified") + ")"
	}
	return text
}

// write writes a report as lines for a person.
func (p reportWords) write(w io.Writer, r standard.Report) {
	fmt.Fprintln(w, p.T("standard.report-title", "Plan", r.Plan, "At", p.day(r.At)))
	fmt.Fprintln(w, p.T("standard.report-rules", "Rules", r.Rules, "Source", r.RuleSet.Source))
	language := string(p.Language())
	for _, q := range r.Requirements {
		fmt.Fprintf(w, "\n%s %s: %s\n", q.ID, q.Requirement.Name.In(language),
			p.verdict(q.Verdict, q.Unverified, false))
		for _, f := range q.Findings {
			p.finding(w, f, false)
		}
	}
	fmt.Fprintf(w, "\n%s\n", p.T("standard.report-grounds"))
	for _, f := range r.Grounds {
		p.finding(w, f, true)
	}
	for _, f := range r.Duties {
		if f.Verdict != standard.NotApplicable {
			p.finding(w, f, false)
		}
	}
	key := "standard.not-contrary"
	if r.Contrary() {
		key = "standard.contrary"
	}
	fmt.Fprintf(w, "\n%s\n", p.Say(key, nil))
}

// finding writes the verdict on one rule.
func (p reportWords) finding(w io.Writer, f standard.Finding, ground bool) {
	fmt.Fprintf(w, "  %s: %s\n", p.verdict(f.Verdict, !f.Rule.Verified, ground),
		f.Rule.Demand.In(string(p.Language())))
	for _, t := range f.Why {
		fmt.Fprintln(w, "    "+p.telling(t))
	}
	if refs := p.refs(f.Evidence); refs != "" {
		fmt.Fprintln(w, "    "+p.T("standard.report-evidence", "Refs", refs))
	}
	if f.Fix != nil {
		fmt.Fprintln(w, "    "+p.T("standard.report-fix", "Fix", p.telling(*f.Fix)))
	}
	if f.By.Known() {
		text := p.T("standard.report-by", "By", p.day(f.By))
		if f.Warning {
			text += " " + p.T("standard.report-soon")
		}
		fmt.Fprintln(w, "    "+text)
	}
	fmt.Fprintln(w, "    "+p.T("standard.report-source", "Source", f.Rule.Source))
}

// mostRefs is how many facts a line names.
const mostRefs = 12

// refs names the facts that a verdict rests on.
func (p reportWords) refs(all []standard.Ref) string {
	var names []string
	for i, r := range all {
		if i == mostRefs {
			names = append(names, "…")
			break
		}
		names = append(names, p.Say("standard.ref-"+r.Kind, map[string]any{"On": p.day(r.On)}))
	}
	return strings.Join(names, ", ")
}
