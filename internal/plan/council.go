package plan

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A Council is the forum in which the state and civil society meet on a plan:
// its rules, which are public, and who sits in it.
type Council struct {
	Name    Text     `json:"name,omitzero"`
	Rules   Text     `json:"rules,omitzero"` // what applies in it, in a few sentences
	RulesOn Date     `json:"rules_on,omitempty"`
	URL     string   `json:"url,omitempty"` // of the rules in full
	Members []Member `json:"members,omitempty"`
}

// A MemberKind says whom a member of a council comes from.
type MemberKind string

// The kinds of members.
const (
	OfGovernment   MemberKind = "government"
	OfCivilSociety MemberKind = "civil-society"
	OfOthers       MemberKind = "other"
)

// MemberKinds lists the kinds of members.
func MemberKinds() []MemberKind { return []MemberKind{OfGovernment, OfCivilSociety, OfOthers} }

// A Member is an organisation with a seat for a term. No person is named.
type Member struct {
	Name  string     `json:"name"`
	Kind  MemberKind `json:"kind"`
	From  Date       `json:"from"`
	Until Date       `json:"until,omitempty"`
}

// Sits tells whether the term of a member has begun and goes on.
func (m Member) Sits(today Date) bool {
	return m.From <= today && (m.Until == "" || today <= m.Until)
}

// Seats counts the members of a kind whose term goes on.
func (c Council) Seats(kind MemberKind, today Date) (n int) {
	for _, m := range c.Members {
		if m.Kind == kind && m.Sits(today) {
			n++
		}
	}
	return n
}

// Check tells what must be mended before a council can be made public.
//
// Faults: Invalid.
func (c Council) Check() error {
	var faults []*fault.Error
	wrong := func(bad bool, key, field string) {
		if bad {
			faults = append(faults, fault.New(fault.Invalid, key).At(field))
		}
	}
	_, day := c.RulesOn.Day()
	wrong(c.Name.Empty(), "council.name", "name")
	wrong(c.Rules.Empty() && c.URL == "", "council.rules", "rules")
	wrong(!day, "council.rules-on", "rules-on")
	wrong(c.URL != "" && !web(c.URL), "council.url", "url")
	for i, m := range c.Members {
		at := "member-" + strconv.Itoa(i+1) + "-"
		_, from := m.From.Day()
		_, until := m.Until.Day()
		wrong(strings.TrimSpace(m.Name) == "", "council.member", at+"name")
		wrong(!slices.Contains(MemberKinds(), m.Kind), "council.member-kind", at+"kind")
		wrong(!from, "council.member-from", at+"from")
		wrong(m.Until != "" && (!until || m.Until < m.From), "council.member-until", at+"until")
	}
	return fault.Fields(faults...)
}

// MonthsBetween is the longest time between two meetings of a council.
const MonthsBetween = 6

// NextDue gives the day by which a council is to have met again after a
// meeting. From the end of a month it goes to the end of the sixth month after
// it, and not a day too far.
func NextDue(last time.Time) time.Time {
	y, m, d := last.Date()
	end := time.Date(y, m+MonthsBetween+1, 0, 0, 0, 0, 0, last.Location()).Day()
	return time.Date(y, m+MonthsBetween, min(d, end), 0, 0, 0, 0, last.Location())
}
