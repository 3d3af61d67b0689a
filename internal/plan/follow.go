package plan

import (
	"slices"
	"time"
)

// A SubscriptionID names a subscription (UUIDv7 text).
type SubscriptionID string

// A Scope is how much of a plan somebody follows.
type Scope string

// The scopes.
const (
	WholePlan     Scope = "plan"
	OneCommitment Scope = "commitment" // Subject is its identity
	OneTheme      Scope = "theme"      // Subject is the theme as the plan writes it
)

// A Subscription sends what is new in a plan to an address that its owner has
// proven. Nothing is kept of whether anybody reads it.
type Subscription struct {
	ID         SubscriptionID
	Plan       ID
	Scope      Scope
	Subject    string
	Email      string
	Language   string
	Created    time.Time
	Confirmed  time.Time // zero: no mail but the one that asks
	Generation int
	Told       time.Time // up to when what is new has been told
}

// Has tells whether a scope is one that a content has.
func (c Content) Has(scope Scope, subject string) bool {
	switch scope {
	case WholePlan:
		return subject == ""
	case OneCommitment:
		_, ok := c.Commitment(subject)
		return ok
	case OneTheme:
		return slices.Contains(c.Themes(), subject)
	}
	return false
}

// Themes lists the themes of a content, each once.
func (c Content) Themes() (all []string) {
	for _, one := range c.Commitments {
		all = append(all, one.Adopted.Themes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// A NewsKind says what has happened.
type NewsKind string

// The kinds of news.
const (
	NewVersion   NewsKind = "version"
	NewReport    NewsKind = "report"
	NewEvidence  NewsKind = "evidence"
	NewMilestone NewsKind = "milestone"
	NoReport     NewsKind = "no-report"
)

// A News is something that has become different in a plan.
type News struct {
	Kind       NewsKind
	At         time.Time
	Commitment string // "" for the plan itself
	Version    int    // of NewVersion
	Why        string // of NewVersion
	Report     *Report
	Evidence   Evidence
	Milestone  Milestone
	Period     Period // of reports
}

// NewsOf lists what has happened in a plan up to a moment, the latest first:
// versions, what was added to commitments in them, reports, and reports that
// did not come.
func NewsOf(versions []Version, reports []Report, standings map[string][]Standing,
	now time.Time) (all []News) {
	for i, v := range versions {
		if v.Published.After(now) {
			break
		}
		before := Content{}
		if i > 0 {
			before = versions[i-1].Content
		}
		all = append(all, addedIn(v, before, i == 0)...)
		if i == 0 || !same(withoutAdded(before), withoutAdded(v.Content)) {
			all = append(all, News{Kind: NewVersion, At: v.Published, Version: v.Number,
				Why: v.Reason, Commitment: onlyChanged(before, v.Content)})
		}
	}
	for i := range reports {
		if r := &reports[i]; !r.Given.After(now) {
			all = append(all, News{Kind: NewReport, At: r.Given, Commitment: r.Commitment,
				Report: r, Period: r.Period})
		}
	}
	for _, id := range sortedIDs(standings) {
		for _, s := range standings[id] {
			if s.Missing && !s.Due.After(now) {
				all = append(all, News{Kind: NoReport, At: s.Due, Commitment: id, Period: s.Period})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b News) int { return b.At.Compare(a.At) })
	return all
}

func sortedIDs(m map[string][]Standing) (ids []string) {
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// addedIn lists the evidence and the milestones that a version added. Those of
// the first version were there from the beginning.
func addedIn(v Version, before Content, first bool) (all []News) {
	if first {
		return nil
	}
	for _, c := range v.Content.Commitments {
		was, _ := before.Commitment(c.ID)
		for _, e := range c.Evidence {
			if e.Public() && !slices.ContainsFunc(was.Evidence,
				func(x Evidence) bool { return x.ID == e.ID }) {
				all = append(all, News{Kind: NewEvidence, At: v.Published, Commitment: c.ID,
					Evidence: e, Version: v.Number})
			}
		}
		for _, m := range c.Operational {
			if !slices.ContainsFunc(was.Operational, func(x Milestone) bool { return x.ID == m.ID }) {
				all = append(all, News{Kind: NewMilestone, At: v.Published, Commitment: c.ID,
					Milestone: m, Version: v.Number})
			}
		}
	}
	return all
}

// withoutAdded gives a content without what is added to it as it goes on.
func withoutAdded(c Content) Content {
	c.Commitments = slices.Clone(c.Commitments)
	for i := range c.Commitments {
		c.Commitments[i].Evidence, c.Commitments[i].Operational = nil, nil
	}
	return c
}

// onlyChanged gives the one commitment that a version changed, "" for the plan
// itself or several.
func onlyChanged(before, after Content) (id string) {
	if before.Number == 0 {
		return ""
	}
	for _, c := range after.Commitments {
		if was, _ := before.Commitment(c.ID); !same(was, c) {
			if id != "" {
				return ""
			}
			id = c.ID
		}
	}
	return id
}

// Concerns tells whether a piece of news is of what somebody follows. What
// concerns the plan itself concerns everybody who follows any of it.
func (n News) Concerns(c Content, scope Scope, subject string) bool {
	switch {
	case scope == WholePlan || n.Commitment == "":
		return true
	case scope == OneCommitment:
		return n.Commitment == subject
	}
	one, _ := c.Commitment(n.Commitment)
	return slices.Contains(one.Adopted.Themes, subject)
}
