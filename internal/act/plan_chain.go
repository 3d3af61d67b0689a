package act

import (
	"cmp"
	"context"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// PlanDay gives the day in Stockholm of a moment as plans write it.
func PlanDay(t time.Time) plan.Date {
	return plan.Date(t.In(lang.Stockholm).Format(time.DateOnly))
}

// A PlanVoice is a view as everybody can read it, with what was answered, and
// where in a plan it is about. Nothing of it is here that is not published.
type PlanVoice struct {
	Ref    plan.ViewRef
	Copy   consult.Copy
	Venue  consult.Venue
	Answer store.PublicAnswer // zero while there is none
	Field  string             // of the commitment in which the quoted passage stands
	Of     string             // identity of that commitment
}

// A PlanForum is a consultation in which one takes part in the making of a plan.
type PlanForum struct {
	Hearing Hearing
	Content consult.Content
	Slug    string
	Heard   int // views that everybody can read
	Clock   consult.ViewClock
}

// A PlanInMaking is the way of a plan from proposals to decision, for everybody.
type PlanInMaking struct {
	PublicPlan
	Forums map[string]PlanForum
	Voices map[string]PlanVoice // by plan.ViewRef.String: those that changed words
}

// PlanMaking shows how a plan is made, or was.
//
// Faults: NotFound.
func (d *Desk) PlanMaking(ctx context.Context, slug string) (m PlanInMaking, err error) {
	if m.PublicPlan, err = d.PublicPlan(ctx, slug); err != nil {
		return m, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if m.Forums, err = planForums(tx, m.Plan.Content); err != nil {
			return err
		}
		m.Voices, err = voicesBehind(tx, m.Plan.Content)
		return err
	})
	return m, err
}

// planForums gives the public consultations that a plan is made in.
func planForums(tx *store.Tx, c plan.Content) (map[string]PlanForum, error) {
	all := map[string]PlanForum{}
	for _, name := range c.Making.Forums() {
		f := consult.Forum(name)
		h, err := hearing(tx, f)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		one, err := tx.Consultation(f.Consultation())
		if err != nil {
			return nil, err
		}
		counts, err := tx.CountCopies(f)
		if err != nil {
			return nil, err
		}
		heard := 0
		for _, n := range counts {
			heard += n
		}
		duties, err := tx.Duties(f)
		if err != nil {
			return nil, err
		}
		all[name] = PlanForum{h, one.Content, one.Slug, heard, consult.Clocked(duties, tx.Now)}
	}
	return all, nil
}

// voicesBehind gives the views that changed the words of a plan, as far as they
// can be read: what has been withdrawn since is not among them.
func voicesBehind(tx *store.Tx, c plan.Content) (map[string]PlanVoice, error) {
	all := map[string]PlanVoice{}
	for _, one := range c.Commitments {
		for _, ref := range one.Refs() {
			v, err := voice(tx, ref)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			all[ref.String()] = v
		}
	}
	return all, nil
}

// voice gives one view as everybody can read it.
//
// Faults: NotFound.
func voice(tx *store.Tx, ref plan.ViewRef) (v PlanVoice, err error) {
	f := consult.Forum(ref.Forum)
	v.Ref = ref
	if v.Venue, err = venue(tx, f); err != nil {
		return v, err
	}
	if !v.Venue.Public {
		return v, fault.New(fault.NotFound, "view.no-forum")
	}
	if v.Copy, err = tx.Copy(f, int64(ref.Number)); err != nil {
		return v, err
	}
	v.Copy.By = ""
	_, v.Answer, err = trace(tx, f, int64(ref.Number))
	return v, err
}

// mostVoices is how many views of a forum are read for a plan.
const mostVoices = 1000

// PlanVoices gives all that has been said and published where a plan is made,
// for who writes its text: first what quotes the passage of a commitment.
//
// Who may: editors of the plan's body. Faults: NotFound.
func (d *Desk) PlanVoices(ctx context.Context, who account.Person, slug string) (p PlanInMaking,
	all []PlanVoice, err error) {
	if p, err = d.PlanMaking(ctx, slug); err != nil {
		return p, nil, err
	}
	if err := who.May(account.Edit, p.Body.ID); err != nil {
		return p, nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		for _, name := range p.Plan.Content.Making.Forums() {
			more, err := voicesIn(tx, p, name)
			if err != nil {
				return err
			}
			all = append(all, more...)
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b PlanVoice) int { return -cmp.Compare(a.Field, b.Field) })
	return p, all, err
}

func voicesIn(tx *store.Tx, p PlanInMaking, name string) (all []PlanVoice, err error) {
	list, err := tx.Copies(store.CopyFilter{Forum: consult.Forum(name), Limit: mostVoices})
	if err != nil {
		return nil, err
	}
	v, err := venue(tx, consult.Forum(name))
	if err != nil || !v.Public {
		return nil, err
	}
	for _, c := range anonymous(list) {
		one := PlanVoice{Ref: plan.ViewRef{Forum: name, Number: int(c.Number)}, Copy: c, Venue: v}
		one.Of, one.Field = placed(p.Versions, c.Subject.Quote)
		all = append(all, one)
	}
	return all, nil
}

// placed finds the commitment and the field in which a passage stands, or stood.
func placed(versions []plan.Version, quote string) (of, field string) {
	for _, v := range slices.Backward(versions) {
		for _, c := range v.Content.Commitments {
			if field := c.Adopted.Mentions(quote); field != "" {
				return c.ID, field
			}
		}
	}
	return "", ""
}

// A PlanTrace is where a view changed the words of a plan.
type PlanTrace struct {
	Plan plan.Plan
	plan.Trace
}

// PlanTraces lists where the view with a number in a forum changed the words of plans.
func (d *Desk) PlanTraces(ctx context.Context, f consult.Forum, number int64) (all []PlanTrace,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		plans, err := publicPlans(tx)
		for _, p := range plans {
			for _, t := range p.Content.Traces(string(f), int(number)) {
				all = append(all, PlanTrace{p, t})
			}
		}
		return err
	})
	return all, err
}

// PlansOf lists the plans of the bodies at which somebody edits.
func (d *Desk) PlansOf(ctx context.Context, who account.Person) (list []plan.Plan, err error) {
	all, err := d.PublicPlans(ctx)
	for _, p := range all {
		if who.Can(account.Edit, account.BodyID(p.Body)) {
			list = append(list, p)
		}
	}
	return list, err
}

// PlanConsultations lists the consultations of a plan's body that have not been
// held, for who binds them to it.
//
// Who may: editors of the plan's body.
func (d *Desk) PlanConsultations(ctx context.Context, who account.Person,
	p PublicPlan) (list []consult.Consultation, err error) {
	if err := who.May(account.Edit, p.Body.ID); err != nil {
		return nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.Consultations(store.ConsultationFilter{Body: p.Body.ID, Public: true,
			Limit: mostBound})
		return err
	})
	return list, err
}

// mostBound is how many consultations are offered to bind.
const mostBound = 60
