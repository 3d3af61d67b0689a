package act

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// PlansImported tells what came of reading plans.
type PlansImported struct {
	New     []string `json:"new"`     // slugs
	Changed []string `json:"changed"` // got a new version
	Same    []string `json:"same"`    // said all of it already
}

// ImportPlans takes plans that were read from a table: all of them or none. A
// plan that is known gets what was not known of it; nothing that it says is
// taken away. To import the same again changes nothing.
//
// Who may: publishers of the body. Faults: Invalid, Refused (a text that was
// adopted stands otherwise in the table), Conflict (a plan changed meanwhile).
func (d *Desk) ImportPlans(ctx context.Context, who account.Person, body account.BodyID,
	read []plan.Content, reason string) (done PlansImported, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	var drafts []planDraft
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := tx.Body(body); err != nil {
			return err
		}
		drafts, done, err = prepare(tx, body, read, reason)
		return err
	})
	if err != nil || len(drafts) == 0 {
		return done, err
	}
	return done, d.DB.Write(ctx, "plans/"+string(body), func(tx *store.Tx) error {
		for _, draft := range drafts {
			draft.plan.Created = tx.Now
			if draft.plan.Current == 0 {
				if err := tx.AddPlan(draft.plan); err != nil {
					return err
				}
			}
			if err := d.publishPlan(tx, who, draft.plan, draft.content, reason); err != nil {
				return err
			}
		}
		return nil
	})
}

// A planDraft is what an import is about to say of a plan. The work is done
// before the write begins, which then is short; a plan that has moved on
// meanwhile makes it fail as a whole.
type planDraft struct {
	plan    plan.Plan
	content plan.Content
}

// prepare compares what was read with what is known.
func prepare(tx *store.Tx, body account.BodyID, read []plan.Content,
	reason string) (drafts []planDraft, done PlansImported, err error) {
	known, err := tx.Plans()
	if err != nil {
		return nil, done, err
	}
	taken := map[string]bool{}
	for _, p := range known {
		taken[p.Slug] = true
	}
	for _, content := range read {
		if p, ok := knownPlan(known, body, content); ok {
			merged := plan.Merge(p.Content, content)
			if plan.Equal(p.Content, merged) {
				done.Same = append(done.Same, p.Slug)
				continue
			}
			if err := plan.Revise(p.Content, merged, reason); err != nil {
				return nil, done, err
			}
			done.Changed = append(done.Changed, p.Slug)
			drafts = append(drafts, planDraft{p, merged})
			continue
		}
		if err := content.Check(); err != nil {
			return nil, done, err
		}
		slug := planSlug(content, taken)
		done.New = append(done.New, slug)
		drafts = append(drafts, planDraft{plan.Plan{ID: plan.ID(store.NewID(tx.Now)),
			Body: string(body), Slug: slug, Content: content}, content})
	}
	return drafts, done, nil
}

// knownPlan finds the plan that something was read of.
func knownPlan(known []plan.Plan, body account.BodyID, read plan.Content) (plan.Plan, bool) {
	i := slices.IndexFunc(known, func(p plan.Plan) bool {
		c := p.Content
		return p.Body == string(body) && c.Code == read.Code && c.Number == read.Number &&
			c.Level.Near(read.Level) && (c.Key == "" || read.Key == "" || c.Key == read.Key)
	})
	if i < 0 {
		return plan.Plan{}, false
	}
	return known[i], true
}

// planSlug gives the name of a plan in addresses: its place and number, with a
// further number where that is taken.
func planSlug(c plan.Content, taken map[string]bool) string {
	wanted := consult.Slug(strings.TrimSpace(c.Place.In("sv") + " " + strconv.Itoa(c.Number)))
	slug := wanted
	for i := 2; taken[slug]; i++ {
		slug = wanted + "-" + strconv.Itoa(i)
	}
	taken[slug] = true
	return slug
}
