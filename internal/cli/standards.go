package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"insyn/internal/act"
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
	database
	Plan  string `required:"" env:"-" help:"Plan to judge." placeholder:"ID"`
	Day   string `name:"at" env:"-" help:"Day to judge at the end of: 2023-12-31. Today when left out." placeholder:"DATE"`
	Facts string `env:"-" help:"Judge what is recorded in this JSON file (- is standard input), and not what is in the database." placeholder:"FILE"`
	JSON  bool   `env:"-" help:"Write the report as JSON."`
}

// Run writes the report.
func (c standardsReport) Run(ctx context.Context, s *Streams) error {
	at := standard.DayOf(time.Now().In(lang.Stockholm))
	if c.Day != "" {
		var err error
		if at, err = standard.ParseDay(c.Day); err != nil {
			return fault.New(fault.Invalid, "standard.bad-day").With("Day", c.Day).From(err)
		}
	}
	r, err := c.assess(ctx, s, at)
	if err != nil {
		return err
	}
	words := reportWords{act.StandardWords{Printer: lang.For(s.Language)}}
	if c.JSON {
		return writeJSON(s.Out, words.json(r))
	}
	words.Write(s.Out, r)
	return nil
}

// assess judges what is recorded in a file or in the database.
func (c standardsReport) assess(ctx context.Context, s *Streams,
	at standard.Day) (r standard.Report, err error) {
	if c.Facts == "" {
		err = c.at(ctx, func(d *act.Desk) error {
			if r, _, err = d.PlanStandards(ctx, c.Plan, at); !fault.Is(err, fault.NotFound) {
				return err
			}
			plans, err := d.PublicPlans(ctx)
			var known []string
			for _, p := range plans {
				known = append(known, p.Slug)
			}
			return errors.Join(err, c.unknown(known))
		})
		return r, err
	}
	facts, err := readFacts(c.Facts, s.In)
	if err != nil {
		return r, err
	}
	r, ok := standard.Assess(facts, c.Plan, at)
	if !ok {
		var known []string
		for _, p := range facts.Plans {
			known = append(known, p.ID)
		}
		return r, c.unknown(known)
	}
	return r, nil
}

// unknown tells which plans there are, where that asked for is none of them.
func (c standardsReport) unknown(known []string) error {
	return fault.New(fault.NotFound, "standard.no-plan").With("Plan", c.Plan).With("Known",
		strings.Join(known, ", "))
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
type reportWords struct{ act.StandardWords }
