package standard

import (
	"cmp"
	"slices"
)

// Assess holds the facts against the rules that were in force when work on the
// plan began, as they stood at the end of a day. It tells whether the plan is known.
func Assess(f Facts, plan string, at Day) (Report, bool) {
	return assess(RuleSets(), f, plan, at, true)
}

// assess is Assess by given rules. What was said of the plan before is asked
// for once and not of that plan again: one cycle back is enough.
func assess(rules []RuleSet, f Facts, plan string, at Day, back bool) (Report, bool) {
	this, before, after := f.plan(plan)
	if this == nil {
		return Report{}, false
	}
	set := inForce(rules, this.known())
	c := gather(f, this, before, after, at)
	r := Report{RuleSet: set, Rules: set.ID, Plan: plan, At: at}
	for _, q := range set.Requirements {
		j := Judged{Requirement: q, ID: q.ID}
		for _, rule := range q.Rules {
			j.Findings = append(j.Findings, c.find(rule))
		}
		j.Verdict, j.Unverified = join(j.Findings)
		r.Requirements = append(r.Requirements, j)
	}
	c.judged = r.Requirements
	if before != nil && back {
		c.cycleBefore = func() (contrary, open bool) {
			earlier, _ := assess(rules, f, before.ID, at, false)
			return standing(earlier.Grounds)
		}
	}
	for _, rule := range set.Grounds {
		c.grounds = append(c.grounds, c.find(rule))
	}
	r.Grounds = c.grounds
	for _, rule := range set.Duties {
		r.Duties = append(r.Duties, c.find(rule))
	}
	return r, true
}

// a check of a rule, and the parameters that it wants.
type check struct {
	find       func(*bench) Finding
	parameters []string
}

// checks are what rules in data can be tied to.
var checks map[string]check

func init() {
	checks = map[string]check{
		"meeting-gap":      {meetingGap, []string{"months", "warn_months"}},
		"public-rules":     {publicRules, nil},
		"site":             {site, nil},
		"updates":          {updates, []string{"per_year", "warn_months"}},
		"repository":       {repository, nil},
		"notice":           {notice, []string{"days"}},
		"outreach":         {outreach, []string{"least"}},
		"input":            {input, []string{"days", "kinds"}},
		"responses":        {responses, nil},
		"meetings-a-year":  {meetingsAYear, []string{"least", "warn_months"}},
		"next-plan":        {nextPlan, []string{"months", "warn_months"}},
		"requirements-met": {requirementsMet, nil},
		"progress":         {progress, nil},
		"two-cycles":       {twoCycles, nil},
		"ruling":           {ruling, nil},
		"refresh":          {refresh, []string{"years", "warn_months"}},
	}
}

// A bench is what checks look at: the facts of one plan as they stood on a day.
type bench struct {
	rule          Rule
	at, since     Day
	plan          Plan
	before, after *Plan
	until         Day  // from which what names no plan belongs to a later one
	told          span // from the first meeting that is known to the last

	meetings  []Meeting // both government and civil society were there
	documents []Document
	sites     []Site
	outreach  []Outreach
	channels  []Channel
	views     []View
	answered  map[string]Answer
	rulings   []Ruling

	judged      []Judged
	grounds     []Finding
	cycleBefore func() (contrary, open bool)
}

// gather takes from the facts what belongs to a plan and had happened.
func gather(f Facts, this, before, after *Plan, at Day) *bench {
	b := &bench{at: at, since: f.Since, plan: *this, before: before, after: after,
		until: until(this, f.later(this))}
	ours := func(plan string, on Day) bool {
		return (plan == this.ID || plan == "" && on < b.until) && on.Known() && on <= at
	}
	b.told = told(those(f.Meetings, func(m Meeting) bool {
		return m.together() && (m.Plan == this.ID || m.Plan == "" && m.On < b.until)
	}))
	b.meetings = those(f.Meetings, func(m Meeting) bool {
		return ours(m.Plan, m.On) && m.together()
	})
	slices.SortFunc(b.meetings, func(x, y Meeting) int {
		return cmp.Or(cmp.Compare(x.On, y.On), cmp.Compare(x.ID, y.ID))
	})
	for _, d := range f.Documents {
		if ours(d.Plan, d.Published) && !d.Login {
			b.documents = append(b.documents, d)
		}
	}
	if first := func(x, y Document) int {
		if x.Published != y.Published {
			return cmp.Compare(x.Published, y.Published)
		}
		return cmp.Compare(x.ID, y.ID)
	}; !slices.IsSortedFunc(b.documents, first) {
		slices.SortFunc(b.documents, first)
	}
	b.sites = those(f.Sites, func(s Site) bool { return ours("", s.Since) })
	b.outreach = those(f.Outreach, func(o Outreach) bool { return ours(o.Plan, o.On) })
	b.channels = those(f.Channels, func(c Channel) bool { return ours(c.Plan, c.Opens) })
	b.views = those(f.Views, func(v View) bool { return ours(v.Plan, v.Received) })
	b.rulings = those(f.Rulings, func(r Ruling) bool { return ours(r.Plan, r.On) })
	b.answers(f.Answers)
	return b
}

// never is a day that does not come.
const never Day = 1 << 30

// until gives the day from which facts that name no plan belong to a later
// one: the first that is known of any of those, once this plan has ended.
func until(this *Plan, later Day) Day {
	if !later.Known() {
		return never
	}
	return max(later, this.End+1)
}

// answers keeps the first answer with reasons to each view.
func (b *bench) answers(all []Answer) {
	if len(b.views) == 0 {
		return
	}
	b.answered = make(map[string]Answer, len(b.views))
	for _, a := range all {
		if !a.Reasoned || !a.On.Known() || a.On > b.at {
			continue
		}
		if had, ok := b.answered[a.View]; !ok || a.On < had.On {
			b.answered[a.View] = a
		}
	}
}

// those gives the facts that a function chooses.
func those[T any](all []T, choose func(T) bool) (chosen []T) {
	for _, one := range all {
		if choose(one) {
			chosen = append(chosen, one)
		}
	}
	return chosen
}

// find tries one rule.
func (b *bench) find(r Rule) Finding {
	b.rule = r
	f := checks[r.Check].find(b)
	f.Rule = r
	if warn := r.parameter("warn_months"); warn > 0 && f.By.Known() && f.Verdict != NotMet {
		f.Warning = b.at.Months(warn) >= f.By && f.By >= b.at
	}
	return f
}

// earliest gives the first of the days that are known.
func earliest(days ...Day) (first Day) {
	for _, d := range days {
		if d.Known() && (!first.Known() || d < first) {
			first = d
		}
	}
	return first
}

// byDay gives the findings that have a day to keep, the nearest first.
func byDay(all []Finding) []Finding {
	all = those(all, func(f Finding) bool { return f.By.Known() && f.Verdict != NotApplicable })
	slices.SortStableFunc(all, func(x, y Finding) int { return cmp.Compare(x.By, y.By) })
	return all
}
