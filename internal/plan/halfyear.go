package plan

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// halfYearColumns are those of the half-yearly table in the form that Canada
// publishes, with Swedish where Canada has French. Its key is the period and
// the indicator.
var halfYearColumns = []string{"reporting_period", "commitments", "milestones", "indicators",
	"indicator_en", "indicator_sv", "indicator_deadline_en", "indicator_deadline_sv",
	"indicator_lead_dept", "status", "progress_en", "progress_sv", "evidence_en", "evidence_sv",
	"challenges", "challenges_other_en", "challenges_other_sv", "owner_org", "owner_org_title"}

// statusCodes are Canada's codes of the statuses.
var statusCodes = map[Status]string{NotStarted: "NS", Limited: "LP", Substantial: "SP",
	Complete: "C"}

// challengeCodes are Canada's codes of the reasons.
var challengeCodes = map[Challenge]string{Funding: "CF", Resources: "LR", Priorities: "SP",
	Approvals: "DA", Dependency: "OA", OtherCause: "OT"}

// WriteHalfYears writes the reports of a plan as the half-yearly table: a line
// for each period and milestone, or for the commitment where it has none. A
// period that nobody has reported has no status: nothing stands in its place.
func WriteHalfYears(c Content, body, bodyTitle string, standings map[string][]Standing) []byte {
	var b strings.Builder
	writeRecord(&b, halfYearColumns)
	var lines [][]string
	for _, one := range c.Commitments {
		for _, s := range standings[one.ID] {
			lines = append(lines, halfYear(one, s, body, bodyTitle)...)
		}
	}
	slices.SortStableFunc(lines, func(x, y []string) int { return strings.Compare(x[0], y[0]) })
	for _, line := range lines {
		for i := range line {
			line[i] = guard(line[i])
		}
		writeRecord(&b, line)
	}
	return []byte(b.String())
}

// halfYear gives the lines of a commitment for a period.
func halfYear(c Commitment, s Standing, body, title string) (lines [][]string) {
	id := "C" + two(c.Number)
	if c.Label != "" {
		id = "C" + c.Label
	}
	from, next := s.Period.Span(time.UTC)
	period := from.Format("2006-01") + "/" + next.AddDate(0, 0, -1).Format("2006-01")
	steps := append(slices.Clone(c.Milestones), c.Operational...)
	if len(steps) == 0 {
		steps = []Milestone{{Output: c.Adopted.Title, Owner: c.Adopted.Lead, Due: c.Adopted.End}}
	}
	for i, m := range steps {
		step := id + "." + strconv.Itoa(i+1)
		line := []string{period, id, step, step + ".1", m.Output.EN, m.Output.SV, string(m.Due),
			string(m.Due), m.Owner, "", "", "", "", "", "", "", "", body, title}
		if r := s.Report; r != nil {
			copy(line[9:], []string{statusCodes[r.Status], r.Progress.EN, r.Progress.SV,
				strings.Join(r.Evidence, "; "), strings.Join(r.Evidence, "; "), codes(r.Challenges),
				r.Why.EN, r.Why.SV})
		}
		lines = append(lines, line)
	}
	return lines
}

// codes lists reasons by their codes.
func codes(all []Challenge) string {
	var list []string
	for _, c := range all {
		list = append(list, challengeCodes[c])
	}
	return strings.Join(list, ",")
}

// two writes a number with two figures.
func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
