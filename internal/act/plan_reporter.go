package act

import (
	"context"
	"slices"
	"strconv"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// A ReporterRole is what the public may know of who reports.
type ReporterRole struct {
	Body, Role  string
	Commitments []string
}

// reporterRoles gives what the public may know of those who report of a plan.
func reporterRoles(tx *store.Tx, id plan.ID) (list []ReporterRole, err error) {
	all, err := tx.Reporters(id)
	for _, r := range all {
		if r.Live() {
			list = append(list, ReporterRole{r.Body, r.Role, r.Commitments})
		}
	}
	return list, err
}

// PlanReporters lists those who report of a plan, with names and addresses.
//
// Who may: editors of the plan's body. Faults: NotFound.
func (d *Desk) PlanReporters(ctx context.Context, who account.Person, slug string) (p PublicPlan,
	list []plan.Reporter, err error) {
	if p, err = d.PlanDesk(ctx, who, slug); err != nil {
		return p, nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Reporters(p.Plan.ID)
		list = nil
		for _, r := range all {
			if r.Live() {
				list = append(list, r)
			}
		}
		return err
	})
	return p, list, err
}

// AddReporter names who reports for a body, and mails the link with which it is done.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid, Refused
// (the body has two).
func (d *Desk) AddReporter(ctx context.Context, who account.Person, slug string,
	r plan.Reporter) (id plan.ReporterID, err error) {
	if err := d.MayPublishPlan(ctx, who, slug); err != nil {
		return "", err
	}
	address, wrong := account.Address(r.Email)
	if wrong != nil {
		return "", fault.Fields(at(wrong, "email"))
	}
	r.Email, r.Language = address, string(lang.Swedish)
	err = d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		among, err := tx.Reporters(p.ID)
		if err != nil {
			return err
		}
		r.ID, r.Plan = plan.ReporterID(store.NewID(tx.Now)), p.ID
		r.Created, r.Ended, r.Generation = tx.Now, time.Time{}, 1
		if err := r.Check(p.Content, among); err != nil {
			return err
		}
		if err := tx.AddReporter(r); err != nil {
			return err
		}
		if p.Content.Decided() {
			err = askReport(tx, r, p.Content.Rhythm.ReportsDue(tx.Now.In(lang.Stockholm)), false,
				stamp(tx.Now))
		}
		if err != nil {
			return err
		}
		id = r.ID
		return note(tx, planning(p.ID), string(who.ID), "add-reporter", string(r.ID), nil)
	})
	return id, err
}

// RenewReporter revokes the link that a reporter holds and mails a new one.
//
// Who may: publishers of the plan's body. Faults: NotFound.
func (d *Desk) RenewReporter(ctx context.Context, who account.Person, slug string,
	id plan.ReporterID) error {
	return d.reporter(ctx, who, slug, id, "renew-reporter", func(tx *store.Tx,
		r *plan.Reporter) error {
		p, err := tx.Plan(r.Plan)
		if err != nil {
			return err
		}
		r.Generation++
		due := p.Content.Rhythm.ReportsDue(tx.Now.In(lang.Stockholm))
		return askReport(tx, *r, due, false, stamp(tx.Now))
	})
}

// EndReporter ends the task: the link is worth nothing, and name and address go.
//
// Who may: publishers of the plan's body. Faults: NotFound.
func (d *Desk) EndReporter(ctx context.Context, who account.Person, slug string,
	id plan.ReporterID) error {
	return d.reporter(ctx, who, slug, id, "end-reporter", func(tx *store.Tx, r *plan.Reporter) error {
		r.Generation++
		r.Ended, r.Name, r.Email = tx.Now, "", ""
		return nil
	})
}

// reporter changes one who reports.
func (d *Desk) reporter(ctx context.Context, who account.Person, slug string, id plan.ReporterID,
	act string, f func(*store.Tx, *plan.Reporter) error) error {
	return d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		r, err := tx.Reporter(id)
		if err != nil {
			return err
		}
		if r.Plan != p.ID || !r.Live() {
			return fault.New(fault.NotFound, "store.not-found")
		}
		if err := f(tx, &r); err != nil {
			return err
		}
		if err := tx.SaveReporter(r); err != nil {
			return err
		}
		return note(tx, planning(p.ID), string(who.ID), act, string(id), nil)
	})
}

// ReportLink gives the link with which a reporter reports.
func (d *Desk) ReportLink(r plan.Reporter) Link {
	return d.link(keys.PlanReport, string(r.ID), r.Generation)
}

// holding gives the reporter that a link belongs to.
//
// Faults: NotFound (also for links that have been revoked).
func (d *Desk) holding(tx *store.Tx, l Link) (plan.Reporter, error) {
	id, token := l.parts()
	r, err := tx.Reporter(plan.ReporterID(id))
	if fault.Is(err, fault.NotFound) || err == nil &&
		(!r.Live() || !d.Keys.Proves(token, keys.PlanReport, id, r.Generation)) {
		return plan.Reporter{}, badLink()
	}
	return r, err
}

// A ReportSheet is the one page on which somebody reports.
type ReportSheet struct {
	PublicPlan
	Role        string
	Of          string // the body
	Period      plan.Period
	Late        bool // its last day has passed
	Commitments []plan.Commitment
}

// ReportSheet opens the page that a link leads to. It changes nothing.
//
// Faults: NotFound.
func (d *Desk) ReportSheet(ctx context.Context, l Link) (s ReportSheet, err error) {
	var r plan.Reporter
	slug, now := "", time.Time{}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if r, err = d.holding(tx, l); err != nil {
			return err
		}
		p, err := tx.Plan(r.Plan)
		slug, now = p.Slug, tx.Now.In(lang.Stockholm)
		return err
	})
	if err != nil {
		return s, err
	}
	if s.PublicPlan, err = d.PublicPlan(ctx, slug); err != nil {
		return s, err
	}
	s.Role, s.Of = r.Role, r.Body
	for _, c := range s.Plan.Content.Commitments {
		if r.Reports(c.ID) {
			s.Commitments = append(s.Commitments, c)
		}
	}
	s.Period, s.Late = s.asked(now)
	return s, nil
}

// asked gives the period of which a report is asked for, and whether its last
// day has passed: the one that ended last, for as long as a commitment has no
// report of it, else the one that the rhythm asks for.
func (s ReportSheet) asked(now time.Time) (plan.Period, bool) {
	standings := s.Standings(now)
	for _, c := range s.Commitments {
		all := standings[c.ID]
		for i := len(all) - 1; i >= max(0, len(all)-2); i-- {
			if all[i].Missing {
				return all[i].Period, true
			}
		}
	}
	return s.Plan.Content.Rhythm.ReportsDue(now), false
}

// A SheetReport is what was filled in about one commitment, with a link that
// proves it where there is one.
type SheetReport struct {
	plan.Report
	Proof plan.Evidence // zero for none
}

// SendReports takes what a reporter has filled in: all of it or none. What is
// said of evidence becomes public with it.
//
// Faults: NotFound, Invalid (the fields, each with the identity of its
// commitment), Refused (complete without public evidence, a period that is not reported).
func (d *Desk) SendReports(ctx context.Context, l Link, period plan.Period,
	reports []SheetReport) error {
	var id plan.ID
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		r, err := d.holding(tx, l)
		id = r.Plan
		return err
	})
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		return fault.Fields(fault.New(fault.Invalid, "report.nothing"))
	}
	sent := reports
	return d.DB.Write(ctx, planning(id), func(tx *store.Tx) error {
		reports := slices.Clone(sent) // each try numbers the evidence anew
		who, err := d.holding(tx, l)
		if err != nil {
			return err
		}
		p, err := tx.Plan(id)
		if err != nil {
			return err
		}
		content, err := sheetProofs(tx, d, p, who, reports)
		if err != nil {
			return err
		}
		p.Content = content
		var wrong []*fault.Error
		for _, one := range reports {
			r := one.Report
			r.Period, r.By = period, who.Role
			if !who.Reports(r.Commitment) {
				return badLink()
			}
			err := takeReport(tx, p, byReporter, r)
			if fault.Of(err) == fault.Internal {
				return err
			}
			wrong = append(wrong, fieldsOf(err, "-"+r.Commitment)...)
		}
		return fault.Fields(wrong...)
	})
}

// sheetProofs makes a version of the plan with what a sheet proves, where it does.
func sheetProofs(tx *store.Tx, d *Desk, p plan.Plan, who plan.Reporter,
	reports []SheetReport) (plan.Content, error) {
	content, added := p.Content, false
	for i, one := range reports {
		e := one.Proof
		if e.URL == "" && e.Proves.Empty() {
			continue
		}
		if !who.Reports(one.Commitment) {
			return content, badLink()
		}
		e.Kind, e.On = plan.Link, today(tx)
		content = proven(content, one.Commitment, &e)
		if err := content.Check(); err != nil {
			return content, fault.Fields(fault.New(fault.Invalid, "plan.evidence-incomplete").
				At("url-" + one.Commitment))
		}
		reports[i].Evidence = append(slices.Clone(reports[i].Evidence), e.ID)
		added = true
	}
	if !added {
		return content, nil
	}
	reason := lang.For(lang.Swedish).T("plan-work.sheet-reason", "Role", who.Role, "Body", who.Body)
	if err := plan.Revise(p.Content, content, reason); err != nil {
		return content, err
	}
	return content, d.publishPlan(tx, account.Person{ID: byReporter}, p, content, reason)
}

// proven gives a content in which a commitment has one more piece of evidence.
func proven(c plan.Content, id string, e *plan.Evidence) plan.Content {
	all := make([]plan.Commitment, len(c.Commitments))
	copy(all, c.Commitments)
	for i := range all {
		if all[i].ID == id {
			e.ID = "e" + strconv.Itoa(len(all[i].Evidence)+1)
			all[i].Evidence = append(append([]plan.Evidence{}, all[i].Evidence...), *e)
		}
	}
	c.Commitments = all
	return c
}

// fieldsOf gives the faults of an error, each at its field with a word behind.
func fieldsOf(err error, behind string) (all []*fault.Error) {
	e, ok := err.(*fault.Error)
	if !ok {
		return nil
	}
	first := *e
	for _, f := range append([]fault.Error{first}, e.Also...) {
		f.Also = nil
		f.Field += behind
		all = append(all, &f)
	}
	return all
}
