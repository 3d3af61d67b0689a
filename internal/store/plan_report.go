package store

import "insyn/internal/plan"

// AddPlanReport writes a report. Its number is the one after the last for the
// commitment and the period, or fault.Conflict.
func (tx *Tx) AddPlanReport(r plan.Report) error {
	content, err := packed(r)
	if err != nil {
		return err
	}
	last, err := one(tx, value[int], `
		select coalesce(max(number), 0) from plan_report
		where plan = $1 and commitment = $2 and period = $3`,
		string(r.Plan), r.Commitment, string(r.Period))
	if err != nil {
		return err
	}
	if r.Number != last+1 {
		return stale(nil)
	}
	return tx.change(`
		insert into plan_report (plan, commitment, period, number, given, content)
		values ($1, $2, $3, $4, $5, $6)`,
		string(r.Plan), r.Commitment, string(r.Period), r.Number, Time(r.Given), content)
}

// PlanReports gives every report of a plan, in the order of commitment, period and number.
func (tx *Tx) PlanReports(id plan.ID) ([]plan.Report, error) {
	return many(tx, scanPlanReport, `
		select plan, commitment, period, number, given, content
		from plan_report where plan = $1 order by commitment, period, number`, string(id))
}

func scanPlanReport(row scanner) (r plan.Report, err error) {
	var content string
	if err := row.Scan(&r.Plan, &r.Commitment, &r.Period, &r.Number, at(&r.Given),
		&content); err != nil {
		return r, err
	}
	return r, unpack(content, &r)
}
