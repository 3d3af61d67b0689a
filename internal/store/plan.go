package store

import (
	"insyn/internal/plan"
)

// AddPlan writes a new plan, without anything that it says: PublishPlan does
// that. fault.Conflict when the slug is taken.
func (tx *Tx) AddPlan(p plan.Plan) error {
	return tx.change(`
		insert into plan (id, body, slug, number, code, created, current)
		values ($1, $2, $3, $4, $5, $6, 0)`,
		string(p.ID), p.Body, p.Slug, p.Content.Number, p.Content.Code, Time(p.Created))
}

// PublishPlan writes the next version of a plan and makes it the one in force.
// Its number is the one after the last, or fault.Conflict: somebody was first.
func (tx *Tx) PublishPlan(v plan.Version) error {
	content, err := packed(v.Content)
	if err != nil {
		return err
	}
	rows, err := tx.act(`
		update plan set current = $2 where id = $1 and current = $3`,
		string(v.Plan), v.Number, v.Number-1)
	if err != nil {
		return err
	}
	if rows == 0 {
		_, err := tx.Plan(v.Plan)
		return stale(err)
	}
	return tx.change(`
		insert into plan_version (plan, number, content, author, reason, published)
		values ($1, $2, $3, $4, $5, $6)`,
		string(v.Plan), v.Number, content, v.Author, v.Reason, Time(v.Published))
}

// Plan gives a plan with what is in force.
func (tx *Tx) Plan(id plan.ID) (plan.Plan, error) {
	return one(tx, scanPlan, selectPlan+` where p.id = $1`, string(id))
}

// PlanBySlug is Plan by the name in addresses.
func (tx *Tx) PlanBySlug(slug string) (plan.Plan, error) {
	return one(tx, scanPlan, selectPlan+` where p.slug = $1`, slug)
}

// Plans gives every plan, those of a place together and the latest of them first.
func (tx *Tx) Plans() ([]plan.Plan, error) {
	return many(tx, scanPlan, selectPlan+` order by p.code, p.number desc, p.id`)
}

// PlanVersions gives everything that a plan has said, the first first.
func (tx *Tx) PlanVersions(id plan.ID) ([]plan.Version, error) {
	return many(tx, scanPlanVersion, `
		select plan, number, content, author, reason, published
		from plan_version where plan = $1 order by number`, string(id))
}

const selectPlan = `
	select p.id, p.body, p.slug, p.created, p.current, v.content
	from plan p left join plan_version v on v.plan = p.id and v.number = p.current`

func scanPlan(row scanner) (p plan.Plan, err error) {
	var content *string
	if err := row.Scan(&p.ID, &p.Body, &p.Slug, at(&p.Created), &p.Current, &content); err != nil {
		return p, err
	}
	if content == nil {
		return p, nil
	}
	return p, unpack(*content, &p.Content)
}

func scanPlanVersion(row scanner) (v plan.Version, err error) {
	var content string
	if err := row.Scan(&v.Plan, &v.Number, &content, &v.Author, &v.Reason,
		at(&v.Published)); err != nil {
		return v, err
	}
	return v, unpack(content, &v.Content)
}
