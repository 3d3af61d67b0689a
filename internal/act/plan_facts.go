package act

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// PlanStandards holds what is recorded against the standards, as it stood at
// the end of a day.
//
// Faults: NotFound.
func (d *Desk) PlanStandards(ctx context.Context, slug string,
	at standard.Day) (r standard.Report, p PublicPlan, err error) {
	if p, err = d.PublicPlan(ctx, slug); err != nil {
		return r, p, err
	}
	var facts standard.Facts
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		facts, err = d.recorded(tx, p, at)
		return err
	})
	if err != nil {
		return r, p, err
	}
	r, ok := standard.Assess(facts, slug, at)
	if !ok {
		return r, p, fault.New(fault.NotFound, "store.not-found")
	}
	return r, p, nil
}

// recorded gathers the facts of all plans of the place that a plan is of, with
// the commitments that stood in them at the end of a day.
func (d *Desk) recorded(tx *store.Tx, of PublicPlan,
	at standard.Day) (f standard.Facts, err error) {
	plans, err := publicPlans(tx)
	if err != nil {
		return f, err
	}
	for _, p := range plans {
		if p.Body != of.Plan.Body || p.Content.Code != of.Plan.Content.Code ||
			p.Content.Level != of.Plan.Content.Level {
			continue
		}
		versions, err := tx.PlanVersions(p.ID)
		if err != nil {
			return f, err
		}
		fact := planFact(p)
		fact.Commitments = commitmentFacts(knownThen(versions, at))
		fact.Link = d.Site.URL + "/plan/" + p.Slug
		f.Plans = append(f.Plans, fact)
		if first := dayOf(versions[0].Published); !f.Since.Known() || first < f.Since {
			f.Since = first
		}
		d.planFacts(&f, p, versions)
		d.councilFacts(&f, p, versions)
		if err := d.channelFacts(tx, &f, p, at); err != nil {
			return f, err
		}
		if of.Body.Email != "" {
			f.Sites = append(f.Sites, standard.Site{ID: p.Slug, Since: dayOf(versions[0].Published),
				ShowsPlan: true, ShowsContact: true, Link: d.Site.URL + "/plan/" + p.Slug})
		}
	}
	held, err := heldMeetings(tx)
	for _, h := range held {
		if h.c.Body == of.Plan.Body && h.c.Content.Template == consult.OGP &&
			!boundElsewhere(plans, of.Plan.Slug, h.c.ID) {
			d.meetingFacts(&f, h, planFact(of.Plan))
		}
	}
	if err != nil {
		return f, err
	}
	return f, d.viewFacts(tx, &f, of.Plan.Body)
}

// boundElsewhere tells whether a consultation is a step in the making of another plan.
func boundElsewhere(plans []plan.Plan, slug string, id consult.ID) bool {
	for _, p := range plans {
		if slices.Contains(p.Content.Making.Forums(), string(id.Forum())) {
			return p.Slug != slug
		}
	}
	return false
}

// dayOf gives the day in Stockholm of a moment.
func dayOf(t time.Time) standard.Day {
	if t.IsZero() {
		return 0
	}
	return standard.DayOf(t.In(lang.Stockholm))
}

// exactly gives a day only where the very day is known: nothing is guessed.
func exactly(d plan.Date) standard.Day {
	t, ok := d.Day()
	if !ok {
		return 0
	}
	return standard.DayOf(t)
}

// latestOf gives the last day that a date can be, and where it is not known to
// the day also the first.
func latestOf(d plan.Date) (last, first standard.Day) {
	if day := exactly(d); day.Known() || !d.Known() || !d.Valid() {
		return day, 0
	}
	last = standard.DayOf(d.Last().Add(-time.Second))
	switch {
	case len(d) == len("2023"):
		return last, standard.On(d.Year(), time.January, 1)
	case d[5] == 'Q':
		return last, (last + 1).Months(-3)
	}
	return last, (last + 1).Months(-1)
}

// planFact gives the dates of a plan. Of a plan that is known to have come or
// ended in a month or a year the last day is taken, the latest that it can have
// been. A start is exact or not known: years are counted from it.
func planFact(p plan.Plan) standard.Plan {
	c := p.Content
	s := standard.Plan{ID: p.Slug, Number: c.Number, Begins: exactly(c.Begins),
		Start: exactly(c.Start), Years: c.Years}
	s.Published, s.PublishedFrom = latestOf(c.Submitted)
	s.End, s.EndFrom = latestOf(c.End)
	return s
}

// commitmentFacts lists the commitments of a content.
func commitmentFacts(c plan.Content) (all []standard.Commitment) {
	for _, one := range c.Commitments {
		all = append(all, standard.Commitment{ID: one.ID})
	}
	return all
}

// planFacts adds what a plan tells: what was published for it, its evidence
// from the version in which it first stood, and what was recorded by hand.
func (d *Desk) planFacts(f *standard.Facts, p plan.Plan, versions []plan.Version) {
	page := d.Site.URL + "/plan/" + p.Slug
	seen := map[string]bool{}
	for _, v := range versions {
		on, kind := dayOf(v.Published), standard.Other
		if !v.Content.Decided() {
			kind = standard.CoCreation // how the draft came to be
		}
		f.Documents = append(f.Documents, standard.Document{ID: p.Slug + "/" + strconv.Itoa(v.Number),
			Plan: p.Slug, Kind: kind, Published: on, Link: page})
		for _, c := range v.Content.Commitments {
			for _, e := range c.Evidence {
				if e.Public() && !seen[c.ID+e.ID] {
					seen[c.ID+e.ID] = true
					f.Documents = append(f.Documents, standard.Document{ID: e.ID, Plan: p.Slug,
						Kind: standard.Evidence, Published: on, Commitment: c.ID, Link: e.Address(d.Site.URL)})
				}
			}
		}
	}
	for i, one := range p.Content.Record.Documents {
		f.Documents = append(f.Documents, standard.Document{ID: p.Slug + "/d" + strconv.Itoa(i+1),
			Plan: p.Slug, Kind: standard.Kind(one.Kind), Published: exactly(one.On), Link: one.Source})
	}
	for i, m := range p.Content.Record.Meetings {
		f.Meetings = append(f.Meetings, standard.Meeting{ID: p.Slug + "/m" + strconv.Itoa(i+1),
			Plan: p.Slug, On: exactly(m.On), Government: m.Government, CivilSociety: m.CivilSociety, AtLeast: m.AtLeast,
			Results: m.Results, Comments: m.Comments, Link: m.Source})
	}
	for i, o := range p.Content.Record.Outreach {
		f.Outreach = append(f.Outreach, standard.Outreach{ID: p.Slug + "/o" + strconv.Itoa(i+1),
			Plan: p.Slug, On: exactly(o.On), Link: o.Source})
	}
}

// meetingFacts adds a meeting, and the summary that was published of it.
// What was told before the plan was published is evidence of how it came to be.
func (d *Desk) meetingFacts(f *standard.Facts, h heldMeeting, of standard.Plan) {
	page := d.Site.URL + "/samrad/" + h.c.Slug
	m := standard.Meeting{ID: h.c.Slug, On: dayOf(h.c.Content.Meeting.Start), Government: 1,
		CivilSociety: h.civil, Comments: len(h.c.Content.Questions) > 0, Link: page}
	for _, item := range h.c.Content.Agenda {
		m.Results = m.Results || item.Part == consult.Information
		m.Comments = m.Comments || item.Part == consult.Discussion
	}
	f.Meetings = append(f.Meetings, m)
	if h.told.IsZero() {
		return
	}
	told := standard.Document{ID: h.c.Slug + "/summary", Kind: standard.Other,
		Published: dayOf(h.told), Link: page}
	if of.Published.Known() && told.Published <= of.Published {
		told.Kind = standard.CoCreation
	}
	f.Documents = append(f.Documents, told)
}

// A heldMeeting is a consultation that is over, with how many organisations of
// civil society were there, and when its summary was published.
type heldMeeting struct {
	c     consult.Consultation
	civil int
	told  time.Time
}

// mostMeetings is how many meetings are looked at: two a year for centuries.
const mostMeetings = 2000

// heldMeetings lists the meetings that have been held.
func heldMeetings(tx *store.Tx) (all []heldMeeting, err error) {
	over := false
	list, err := tx.Consultations(store.ConsultationFilter{Public: true, Upcoming: &over,
		Limit: mostMeetings})
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		if c.State(tx.Now) != consult.Held || !c.Content.Meeting.Set() {
			continue
		}
		h := heldMeeting{c: c}
		if h.civil, err = civilSociety(tx, c.ID); err != nil {
			return nil, err
		}
		if c.Summary > 0 {
			v, err := tx.Versions(c.ID, consult.Report)
			if err != nil {
				return nil, err
			}
			h.told = firstPublished(v)
		}
		all = append(all, h)
	}
	return all, nil
}

// firstPublished gives when a paper first became public.
func firstPublished(versions []consult.Version) (first time.Time) {
	for _, v := range versions {
		if !v.Published.IsZero() && (first.IsZero() || v.Published.Before(first)) {
			first = v.Published
		}
	}
	return first
}

// civilSociety counts the organisations of civil society that came.
func civilSociety(tx *store.Tx, id consult.ID) (int, error) {
	came, err := tx.Registrations(store.RegistrationFilter{Consultation: id,
		Status: []consult.Status{consult.Seated, consult.WalkedIn}})
	organisations := map[string]bool{}
	for _, r := range came {
		if r.Kind == consult.CivilSociety && !r.Attended.IsZero() {
			organisations[cmp.Or(r.Organisation, string(r.ID))] = true // erased: each for itself
		}
	}
	return len(organisations), err
}

// MeasureFacts gives what the measures are computed from; all of it is public.
func (d *Desk) MeasureFacts(ctx context.Context) (f plan.Facts, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = plan.Facts{Meetings: []plan.Held{}, Entries: []plan.Entry{}, Advice: []plan.Asked{},
			Rounds: []plan.Assessed{}, Flags: []plan.Flagged{}, Defined: []plan.Definition{},
			Values: []plan.Stated{}}
		plans, err := publicPlans(tx)
		if err != nil {
			return err
		}
		for _, p := range plans {
			for _, e := range p.Content.Entries() {
				e.Path = "/plan/" + p.Slug + e.Path
				f.Entries = append(f.Entries, e)
			}
			f.AddOwn(p.Content)
		}
		held, err := heldMeetings(tx)
		for _, h := range held {
			f.Meetings = append(f.Meetings, plan.Held{
				Title: plan.Text{SV: h.c.Content.Title.SV, EN: h.c.Content.Title.EN},
				Path:  "/samrad/" + h.c.Slug, Announced: h.c.First, At: h.c.Content.Meeting.Start,
				CivilSociety: h.civil})
		}
		if err != nil {
			return err
		}
		if f.Views, err = handledViews(tx); err != nil {
			return err
		}
		if f.Cases, err = handledCases(tx); err != nil {
			return err
		}
		if f.Advice, err = askedAdvice(tx); err != nil {
			return err
		}
		if err := integrityFacts(tx, &f); err != nil {
			return err
		}
		if f.Catalogues, err = countedCatalogs(tx); err != nil {
			return err
		}
		return d.ledgerEntries(tx, &f)
	})
	return f, err
}
