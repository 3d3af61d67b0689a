package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planCommand gathers what concerns action plans.
type planCommand struct {
	Import planImport `cmd:"" help:"Read plans from OGP's table of commitments (CSV, 171 columns), or those of Sweden that Insyn ships: all of it or nothing."`
	Record planRecord `cmd:"" help:"Enter a meeting with civil society that was held outside Insyn, also long ago."`
	Export planExport `cmd:"" help:"Write the plans as OGP's table of commitments."`
}

// planImport reads plans.
type planImport struct {
	database
	Body    string   `arg:"" help:"Short name of the body that answers for the plans."`
	Source  string   `arg:"" help:"CSV file, - for standard input, or the word sweden."`
	Country []string `env:"-" help:"Take only these: codes as OGP writes them, such as SWE." placeholder:"CODE"`
	Reason  string   `env:"-" help:"Why; shown in public." placeholder:"TEXT"`
	DryRun  bool     `env:"-" help:"Tell what would be read, and change nothing."`
	JSON    bool     `env:"-" help:"Write the outcome as JSON."`
}

// imported is the outcome of an import.
type imported struct {
	act.PlansImported
	Plans   int           `json:"plans"`
	Remarks []plan.Remark `json:"remarks"`
}

// Run reads the plans and tells line by line what was understood otherwise than it stands.
func (c planImport) Run(ctx context.Context, s *Streams) error {
	p := lang.For(s.Language)
	plans, remarks, err := c.read(s.In)
	if err != nil {
		return listed(err, s)
	}
	out := imported{Plans: len(plans), Remarks: remarks}
	if !c.DryRun {
		reason := c.Reason
		if reason == "" {
			reason = p.T("plan-import.reason")
		}
		err := c.at(ctx, func(d *act.Desk) (err error) {
			out.PlansImported, err = d.ImportPlans(ctx, account.System, account.BodyID(c.Body),
				plans, reason)
			return err
		})
		if err != nil {
			return listed(err, s)
		}
	}
	if c.JSON {
		return writeJSON(s.Out, out)
	}
	for _, r := range remarks {
		fmt.Fprintln(s.Out, p.T("plan-import.remark", "Line", strconv.Itoa(r.Line), "Column", r.Column,
			"Cell", r.Cell, "Note", p.Say("plan.note-"+string(r.Note),
				map[string]any{"Read": string(r.Read)})))
	}
	fmt.Fprintln(s.Out, p.T("plan-import.read", "Count", out.Plans))
	if !c.DryRun {
		fmt.Fprintln(s.Out, p.T("plan-import.done", "New", len(out.New), "Changed",
			len(out.Changed), "Same", len(out.Same)))
	}
	return nil
}

// listed writes every fault of a file on its own line; the error that is given
// back is what ends the command.
func listed(err error, s *Streams) error {
	all := lang.For(s.Language).Faults(err)
	if len(all) < 2 {
		return err
	}
	for _, f := range all {
		fmt.Fprintln(s.Err, f.Message)
	}
	return fault.New(fault.Invalid, "plan-import.nothing").With("Count", len(all))
}

// read reads the plans that were asked for.
func (c planImport) read(in io.Reader) ([]plan.Content, []plan.Remark, error) {
	if c.Source == "sweden" {
		return plan.Sweden(), nil, nil
	}
	var data []byte
	var err error
	if c.Source == "-" {
		data, err = io.ReadAll(io.LimitReader(in, plan.MaxTableBytes+1))
	} else {
		data, err = os.ReadFile(c.Source)
	}
	if err != nil {
		return nil, nil, fault.New(fault.NotFound, "paper.no-file").With("Name", c.Source).From(err)
	}
	table, err := plan.ReadTable(data)
	if err != nil {
		return nil, nil, err
	}
	plans := table.Plans()
	if len(c.Country) > 0 {
		plans = slices.DeleteFunc(plans, func(p plan.Content) bool {
			return !slices.Contains(c.Country, p.Code)
		})
	}
	return plans, table.Remarks, nil
}

// planExport writes plans.
type planExport struct {
	database
	Plan []string `env:"-" help:"Only these: their names in addresses, such as sverige-5." placeholder:"NAME"`
}

// Run writes the table to standard output.
func (c planExport) Run(ctx context.Context, s *Streams) error {
	return c.at(ctx, func(d *act.Desk) error {
		all, err := d.PublicPlans(ctx)
		if err != nil {
			return err
		}
		var names []string
		var plans []plan.Content
		slices.SortStableFunc(all, func(a, b plan.Plan) int { // as the table has them
			return cmp.Or(cmp.Compare(a.Content.Code, b.Content.Code),
				cmp.Compare(a.Content.Number, b.Content.Number))
		})
		for _, p := range all {
			names = append(names, p.Slug)
			if len(c.Plan) == 0 || slices.Contains(c.Plan, p.Slug) {
				plans = append(plans, p.Content)
			}
		}
		for _, name := range c.Plan {
			if !slices.Contains(names, name) {
				return fault.New(fault.NotFound, "standard.no-plan").With("Plan",
					name).With("Known",
					strings.Join(names, ", "))
			}
		}
		_, err = s.Out.Write(plan.WriteTable(plan.Rows(plans)))
		return err
	})
}
