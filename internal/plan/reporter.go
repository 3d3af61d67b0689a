package plan

import (
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// MostReporters is how many report for a body: two, so that one can be away.
const MostReporters = 2

// A ReporterID names a reporter (UUIDv7 text).
type ReporterID string

// A Reporter answers for the reports of a body on some commitments of a plan.
// The public sees the role; name and address are the staff's, and go when the
// task ends.
type Reporter struct {
	ID          ReporterID
	Plan        ID
	Body        string // as the plan calls it
	Role        string
	Name, Email string
	Language    string
	Commitments []string
	Generation  int // of the link: raising it revokes what was sent before
	Created     time.Time
	Ended       time.Time
}

// Live tells whether a reporter still has the task.
func (r Reporter) Live() bool { return r.Ended.IsZero() }

// Reports tells whether a reporter answers for a commitment.
func (r Reporter) Reports(commitment string) bool {
	return r.Live() && slices.Contains(r.Commitments, commitment)
}

// Check tells what must be mended before r can be among those that are there.
//
// Faults: Invalid, Refused (the body has two already).
func (r Reporter) Check(c Content, among []Reporter) error {
	var faults []*fault.Error
	wrong := func(bad bool, key, field string) {
		if bad {
			faults = append(faults, fault.New(fault.Invalid, key).At(field))
		}
	}
	wrong(strings.TrimSpace(r.Body) == "", "reporter.body", "body")
	wrong(strings.TrimSpace(r.Role) == "", "reporter.role", "role")
	wrong(strings.TrimSpace(r.Name) == "", "reporter.name", "name")
	wrong(len(r.Commitments) == 0, "reporter.commitments", "commitments")
	for _, id := range r.Commitments {
		_, ok := c.Commitment(id)
		wrong(!ok, "reporter.commitments", "commitments")
	}
	if err := fault.Fields(faults...); err != nil {
		return err
	}
	there := 0
	for _, one := range among {
		if one.Live() && one.Body == r.Body {
			there++
		}
	}
	if there >= MostReporters {
		return fault.New(fault.Refused, "reporter.enough").With("Body", r.Body).At("body")
	}
	return nil
}
