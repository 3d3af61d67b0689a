package act

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// NewPlan begins a plan that is to be made: it is public from the start, with
// nothing promised yet.
//
// Who may: publishers of the body. Faults: Invalid.
func (d *Desk) NewPlan(ctx context.Context, who account.Person, body account.BodyID,
	c plan.Content) (slug string, err error) {
	if body == "" {
		return "", fault.Fields(fault.New(fault.Invalid, "reporter.body").At("body"))
	}
	if err := who.May(account.Publish, body); err != nil {
		return "", err
	}
	c = plan.Content{Level: c.Level, Place: c.Place, Code: c.Code, Number: c.Number, Title: c.Title,
		Period: c.Period, Languages: c.Languages}
	switch {
	case c.Place.Empty():
		return "", fault.Fields(fault.New(fault.Invalid, "plan.place-missing").At("place"))
	case !slices.Contains(plan.Levels(), c.Level):
		return "", fault.Fields(fault.New(fault.Invalid, "plan.level-missing").At("level"))
	case len(c.Languages) == 0:
		return "", fault.Fields(fault.New(fault.Invalid, "plan.languages-missing").At("language"))
	}
	if err := c.Check(); err != nil {
		return "", err
	}
	err = d.DB.Write(ctx, "plans/"+string(body), func(tx *store.Tx) error {
		known, err := tx.Plans()
		if err != nil {
			return err
		}
		if _, there := knownPlan(known, body, c); there {
			return fault.New(fault.Conflict, "plan.number-taken").At("number")
		}
		taken := map[string]bool{}
		for _, p := range known {
			taken[p.Slug] = true
		}
		slug = planSlug(c, taken)
		p := plan.Plan{ID: plan.ID(store.NewID(tx.Now)), Body: string(body), Slug: slug,
			Created: tx.Now, Content: c}
		if err := tx.AddPlan(p); err != nil {
			return err
		}
		return d.publishPlan(tx, who, p, c, lang.For(lang.Swedish).T("plan-make.begun"))
	})
	return slug, err
}

// remake makes a version of a plan that is still a draft.
func (d *Desk) remake(ctx context.Context, who account.Person, slug string, read int,
	reason string, f func(*store.Tx, plan.Plan) (plan.Content, error)) error {
	return d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		if p.Current != read {
			return fault.New(fault.Conflict, "version.conflict")
		}
		content, err := f(tx, p)
		if err != nil {
			return err
		}
		if err := plan.Revise(p.Content, content, reason); err != nil {
			return err
		}
		return d.publishPlan(tx, who, p, content, reason)
	})
}

// today gives the day in Stockholm of the transaction.
func today(tx *store.Tx) plan.Date { return PlanDay(tx.Now) }

// PlanTimeline makes the timeline of the making of a plan public, or moves it.
// What was promised first stays in its version. Forums are named by the slugs
// of public consultations of the same body.
//
// Who may: publishers. Faults: Invalid (the steps; less than two weeks' notice
// without a reason), Conflict (it has moved on since read).
func (d *Desk) PlanTimeline(ctx context.Context, who account.Person, slug string, read int,
	m plan.Making, reason string) error {
	return d.remake(ctx, who, slug, read, reason, func(tx *store.Tx, p plan.Plan) (plan.Content,
		error) {
		c := p.Content
		had := c.Making
		m.Steps = slices.Clone(m.Steps)
		for i, s := range m.Steps {
			forum, err := boundForum(tx, p, s.Forum, "step-"+strconv.Itoa(i+1)+"-forum")
			if err != nil {
				return c, err
			}
			m.Steps[i].Forum = forum
			if m.Steps[i].ID == "" {
				m.Steps[i].ID = nextStep(had, m.Steps)
			}
		}
		published := today(tx)
		if len(had.Steps) > 0 && had.Begins() == m.Begins() {
			m.Hurry = had.Hurry // was public before; what was said then stands
			published = dateBefore(m.Begins())
		}
		if err := m.Check(published); err != nil {
			return c, err
		}
		c.Making = m
		if !c.Decided() {
			c.Begins = m.Begins()
		}
		return c, nil
	})
}

// dateBefore gives a day so early that there is notice enough.
func dateBefore(d plan.Date) plan.Date {
	t, _ := d.Day()
	return PlanDay(t.AddDate(0, 0, -plan.NoticeDays))
}

// nextStep gives an identity that no step has had.
func nextStep(had plan.Making, now []plan.Step) string {
	for n := 1; ; n++ {
		id := "s" + strconv.Itoa(n)
		taken := func(s plan.Step) bool { return s.ID == id }
		if !slices.ContainsFunc(had.Steps, taken) && !slices.ContainsFunc(now, taken) {
			return id
		}
	}
}

// boundForum gives the forum of the consultation that a step names by its slug,
// or as it is stored.
func boundForum(tx *store.Tx, p plan.Plan, named, field string) (string, error) {
	if named == "" {
		return "", nil
	}
	c, err := forumNamed(tx, named)
	if fault.Is(err, fault.NotFound) || err == nil && (c.Body != p.Body || c.Published == 0) {
		return "", fault.Fields(fault.New(fault.Invalid, "making.forum").At(field))
	}
	return string(c.ID.Forum()), err
}

func forumNamed(tx *store.Tx, named string) (consult.Consultation, error) {
	if id := consult.Forum(named).Consultation(); id != "" {
		return tx.Consultation(id)
	}
	return tx.ConsultationBySlug(named)
}

// DraftCommitment writes what a commitment of a draft says, and names the views
// behind the change. An empty id makes a new one; the identity is given.
//
// Who may: publishers. Faults: Refused (the plan is decided), Invalid (no
// title, no reason, a view that is not published where the plan is made), Conflict.
func (d *Desk) DraftCommitment(ctx context.Context, who account.Person, slug string, read int,
	id string, a plan.Adopted, behind []plan.ViewRef, reason string) (made string, err error) {
	err = d.remake(ctx, who, slug, read, reason, func(tx *store.Tx, p plan.Plan) (c plan.Content,
		err error) {
		for _, ref := range behind {
			if err := readable(tx, p.Content, ref); err != nil {
				return c, err
			}
		}
		c, made, err = plan.Redraft(p.Content, p.Current+1, id, a, behind)
		return c, err
	})
	return made, err
}

// readable tells whether anybody can read a view, and it was said where the plan is made.
func readable(tx *store.Tx, c plan.Content, ref plan.ViewRef) error {
	bad := fault.Fields(fault.New(fault.Invalid, "plan.view-unknown").With("Number",
		ref.Number).At("view"))
	if !slices.Contains(c.Making.Forums(), ref.Forum) {
		return bad
	}
	_, err := tx.Copy(consult.Forum(ref.Forum), int64(ref.Number))
	if fault.Is(err, fault.NotFound) {
		return bad
	}
	return err
}

// DropCommitment takes a commitment out of a draft. It stays in the versions that had it.
//
// Who may: publishers. Faults: Refused (the plan is decided), NotFound, Conflict.
func (d *Desk) DropCommitment(ctx context.Context, who account.Person, slug string, read int, id,
	reason string) error {
	return d.remake(ctx, who, slug, read, reason, func(_ *store.Tx, p plan.Plan) (plan.Content,
		error) {
		return plan.Drop(p.Content, id)
	})
}

// DecidePlan makes a draft the plan. From then its text is frozen.
//
// Who may: publishers. Faults: Refused (decided already, nothing promised),
// Invalid (what is missing), Conflict.
func (d *Desk) DecidePlan(ctx context.Context, who account.Person, slug string, read int,
	on plan.Date, by plan.Decision) error {
	reason := lang.For(lang.Swedish).T("plan-make.decided", "By", by.By)
	return d.remake(ctx, who, slug, read, reason, func(tx *store.Tx, p plan.Plan) (plan.Content,
		error) {
		if on > today(tx) {
			return p.Content, fault.Fields(fault.New(fault.Invalid, "plan-decide.on").At("on"))
		}
		return plan.Decide(p.Content, on, by)
	})
}

// SendDraft puts the draft of a plan, as it stands, among the material of a
// consultation: there one comments it passage by passage. The consultation is
// then published as any other change of it.
//
// Who may: publishers of the plan who are editors of the consultation.
// Faults: NotFound, Refused (the plan promises nothing yet).
func (d *Desk) SendDraft(ctx context.Context, who account.Person, slug string,
	id consult.ID) error {
	p, err := d.PublicPlan(ctx, slug)
	if err != nil {
		return err
	}
	if err := who.May(account.Publish, p.Body.ID); err != nil {
		return err
	}
	if id == "" {
		return fault.Fields(fault.New(fault.Invalid, "making.forum").At("forum"))
	}
	if len(p.Plan.Content.Commitments) == 0 {
		return fault.New(fault.Refused, "plan.promises-nothing")
	}
	say := lang.For(lang.Swedish)
	title := say.T("plan-make.text-title", "Plan", p.Plan.Content.Title.In("sv"), "Version",
		p.Plan.Current)
	name := p.Plan.Slug + "-version-" + strconv.Itoa(p.Plan.Current) + ".txt"
	_, err = d.AddFile(ctx, who, id, name, title, []byte(draftText(p.Plan.Content, say)))
	return err
}

// draftText writes a draft as plain text, a passage on each line.
func draftText(c plan.Content, say *lang.Printer) string {
	language := string(say.Language())
	lines := []string{c.Title.In(language)}
	for _, one := range c.Commitments {
		lines = append(lines, say.T("plan-make.text-commitment", "Number", one.Mark(), "Title",
			oneLine(one.Adopted.Title.In(language))))
		for _, f := range one.Adopted.Fields() {
			if f.Text.Empty() {
				continue
			}
			lines = append(lines, say.T(string(FieldWords[f.Name])))
			for paragraph := range strings.Lines(f.Text.In(language)) {
				if words := oneLine(paragraph); words != "" {
					lines = append(lines, words)
				}
			}
		}
	}
	return strings.Join(lines, "\n\n") + "\n"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// FieldWords names the fields of the template.
var FieldWords = map[string]lang.Key{
	"title": lang.Key("plan-change.title"),
	"brief": lang.Key("commitment.brief"), "problem": lang.Key("commitment.problem"),
	"causes": lang.Key("commitment.causes"), "done": lang.Key("commitment.done"),
	"solution": lang.Key("commitment.solution"), "results": lang.Key("commitment.results"),
	"transparency":   lang.Key("commitment.transparency"),
	"participation":  lang.Key("commitment.participation"),
	"accountability": lang.Key("commitment.accountability"),
	"technology":     lang.Key("commitment.technology"),
}
