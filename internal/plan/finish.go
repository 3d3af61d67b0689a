package plan

import (
	"slices"
	"time"

	"insyn/internal/fault"
)

// Finish gives a content in which a milestone is done: on which day, and by
// which evidence of its commitment. What was promised of it stays as it was.
// The words of the milestone come back.
//
// Faults: NotFound, Invalid (no such day, or one ahead; evidence that nobody can look at).
func Finish(c Content, commitment, milestone string, on Date, proof string,
	today time.Time) (Content, Text, error) {
	i := slices.IndexFunc(c.Commitments, func(one Commitment) bool { return one.ID == commitment })
	if i < 0 {
		return c, Text{}, fault.New(fault.NotFound, "store.not-found")
	}
	c.Commitments = slices.Clone(c.Commitments)
	one := &c.Commitments[i]
	one.Milestones, one.Operational = slices.Clone(one.Milestones), slices.Clone(one.Operational)
	if _, exact := on.Day(); !exact || on.After(today) {
		return c, Text{}, fault.Fields(fault.New(fault.Invalid, "plan-record.need-on").At("done-on"))
	}
	if !slices.ContainsFunc(one.Evidence, func(e Evidence) bool { return e.ID == proof && e.Public() }) {
		return c, Text{}, fault.Fields(fault.New(fault.Invalid, "finish.proof").At("proof"))
	}
	for _, list := range [][]Milestone{one.Milestones, one.Operational} {
		for j, m := range list {
			if m.ID == milestone {
				list[j].Done, list[j].Proof = on, proof
				return c, m.Output, nil
			}
		}
	}
	return c, Text{}, fault.Fields(fault.New(fault.Invalid, "finish.which").At("milestone"))
}

// promised gives milestones as they were promised: that one is done changes no word.
func promised(all []Milestone) []Milestone {
	all = slices.Clone(all)
	for i := range all {
		all[i].Done, all[i].Proof = "", ""
	}
	return all
}
