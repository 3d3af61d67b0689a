package cli

import (
	"cmp"
	"context"
	"fmt"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planRecord enters a meeting that was held outside Insyn, also long ago.
type planRecord struct {
	database
	Plan       string `arg:"" help:"Plan: its name in addresses, such as sverige-5."`
	On         string `required:"" env:"-" help:"Day of the meeting: 2023-02-22." placeholder:"DATE"`
	Title      string `required:"" env:"-" help:"What the meeting was." placeholder:"TEXT"`
	Source     string `required:"" env:"-" help:"Where the meeting can be read of." placeholder:"URL"`
	Government int    `default:"1" env:"-" help:"Public bodies that came."`
	Civil      int    `name:"civil-society" required:"" env:"-" help:"Organisations of civil society that came."`
	Results    bool   `env:"-" help:"Results were presented."`
	Comments   bool   `env:"-" help:"Comments were collected."`
	Reason     string `env:"-" help:"Why it is entered now; shown in public." placeholder:"TEXT"`
}

// Run enters the meeting, and says so.
func (c planRecord) Run(ctx context.Context, s *Streams) error {
	p, l := lang.For(s.Language), plan.Text{SV: c.Title}
	if s.Language == lang.English {
		l = plan.Text{EN: c.Title}
	}
	held := plan.Meeting{On: plan.Date(c.On), Title: l, Source: c.Source, Government: c.Government,
		CivilSociety: c.Civil, Results: c.Results, Comments: c.Comments}
	err := c.at(ctx, func(d *act.Desk) error {
		of, err := d.PublicPlan(ctx, c.Plan)
		if err != nil {
			return err
		}
		return d.EnterRecord(ctx, account.System, c.Plan, of.Plan.Current,
			plan.Record{Meetings: []plan.Meeting{held}},
			cmp.Or(c.Reason, p.T("plan-record.cli-reason")))
	})
	if err != nil {
		return listed(err, s)
	}
	fmt.Fprintln(s.Out, p.T("plan-record.cli", "Plan", c.Plan, "Title", c.Title, "On", c.On))
	return nil
}
