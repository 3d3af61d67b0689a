package standard

import "strconv"

// nextPlan checks that a plan was published within so many months after the
// one before it ended: this one after the last, and the next after this one.
func nextPlan(b *bench) Finding {
	f := Finding{Verdict: NotApplicable}
	if b.before != nil {
		b.follows(&f, *b.before, &b.plan)
	}
	if b.plan.End.Known() && b.plan.End <= b.at {
		b.follows(&f, b.plan, b.after)
	} else if b.plan.End.Known() {
		f.By = b.plan.End.Months(b.rule.parameter("months"))
	}
	switch {
	case len(f.Why) > 0:
	case b.over(): // a later plan has taken its place
		f.Verdict, f.Why = NotAssessable, []Telling{noEnd(b.plan)}
	default:
		f.Why = []Telling{tell("standard.next-not-yet")}
	}
	return f
}

// noEnd says that the end of a plan is not known.
func noEnd(p Plan) Telling { return tell("standard.next-no-end", "Number", strconv.Itoa(p.Number)) }

// dayUnknown tells whether the next plan is known to have come, but not whether
// in time: it has ended itself, or only its month or year is recorded.
func (b *bench) dayUnknown(next *Plan, limit Day) bool {
	if next == nil {
		return false
	}
	if !next.Published.Known() {
		return next.End.Known() && next.End <= b.at
	}
	return next.PublishedFrom.Known() && next.PublishedFrom <= min(limit, b.at) &&
		next.Published > limit
}

// follows judges whether a plan came in time after another.
func (b *bench) follows(f *Finding, before Plan, next *Plan) {
	worse := func(v Verdict) {
		if weight[v] > weight[f.Verdict] {
			f.Verdict = v
		}
	}
	if !before.End.Known() {
		worse(NotAssessable)
		f.Why = append(f.Why, noEnd(before))
		return
	}
	if before.EndFrom.Known() {
		defer func() {
			f.Why = append(f.Why, tell("standard.next-rough-end", "Number",
				strconv.Itoa(before.Number), "End", before.End))
		}()
	}
	months := b.rule.parameter("months")
	limit := before.End.Months(months)
	came := next != nil && next.Published.Known() && next.Published <= b.at
	switch {
	case b.dayUnknown(next, limit):
		worse(NotAssessable)
		f.Why = append(f.Why, tell("standard.next-no-day", "Number", strconv.Itoa(next.Number)))
	case came && next.Published <= limit:
		worse(Met)
		f.Why = append(f.Why, tell("standard.next-in-time", "End", before.End,
			"On", next.Published, "Limit", limit))
		f.Evidence = append(f.Evidence, next.ref(next.Published))
	case came:
		worse(NotMet)
		f.Why = append(f.Why, tell("standard.next-late", "End", before.End, "On", next.Published,
			"Limit", limit, "Count", int(next.Published-limit), "Months", months))
		f.Evidence = append(f.Evidence, next.ref(next.Published))
		f.Fix = fix("standard.next-record", "Number", strconv.Itoa(next.Number), "Limit", limit)
	case b.at > limit && b.at < b.since:
		worse(NotAssessable)
		f.Why = append(f.Why, tell("standard.before-record", "Since", b.since))
	case b.at > limit:
		worse(NotMet)
		f.Why = append(f.Why, tell("standard.next-none", "End", before.End, "Limit", limit,
			"Count", int(b.at-limit), "Months", months))
		f.Fix = fix("standard.next-publish-late")
	default:
		worse(NotAssessable)
		f.Why = append(f.Why, tell("standard.next-open", "End", before.End, "Limit", limit))
		f.Fix, f.By = fix("standard.next-publish", "Limit", limit), limit
	}
}

// requirementsMet checks that no minimum requirement is not met. Rules whose
// wording has not been read are counted apart and change nothing.
func requirementsMet(b *bench) Finding {
	broken, set, open := 0, 0, 0
	for _, j := range b.judged {
		switch {
		case j.Verdict == NotMet && !j.Unverified:
			broken++
		case j.Verdict == NotMet:
			set++
		case j.Verdict == NotAssessable:
			open++
		}
	}
	f := Finding{Verdict: Met, Why: []Telling{tell("standard.requirements-count",
		"Broken", broken, "All", len(b.judged))}}
	if set > 0 {
		f.Why = append(f.Why, tell("standard.requirements-unverified", "Count", set))
	}
	switch {
	case broken > 0:
		f.Verdict, f.Fix = NotMet, fix("standard.requirements-mend")
	case open+set > 0 || len(b.judged) == 0:
		f.Verdict = NotAssessable
	}
	return f
}

// progress checks that the reviewer has seen progress on some commitment.
func progress(b *bench) Finding {
	coded, none := 0, 0
	var f Finding
	for _, c := range b.plan.Commitments {
		if c.Completion == "" || !c.Coded.Known() || c.Coded > b.at {
			continue
		}
		coded++
		f.Evidence = append(f.Evidence, Ref{"coding", c.ID, c.Coded, b.plan.Link})
		if c.Completion == NoEvidence || c.Completion == NotStarted {
			none++
		}
	}
	f.Why = []Telling{tell("standard.progress-count", "Coded", coded,
		"All", len(b.plan.Commitments), "Moved", coded-none)}
	switch {
	case coded > none:
		f.Verdict = Met
	case coded > 0 && coded == len(b.plan.Commitments):
		f.Verdict, f.Fix = NotMet, fix("standard.progress-show")
	default:
		f.Verdict = NotAssessable
	}
	return f
}

// standing tells whether one of the grounds of a cycle is there, and whether one
// of them cannot be assessed.
func standing(grounds []Finding) (contrary, open bool) {
	for _, g := range grounds {
		contrary = contrary || g.Verdict == NotMet && g.Rule.Verified
		open = open || g.Verdict == NotAssessable && g.Rule.Check != "two-cycles"
	}
	return contrary, open
}

// twoCycles checks that grounds were not there in two cycles after each other.
func twoCycles(b *bench) Finding {
	unknown := Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.cycles-unknown")}}
	now, open := standing(b.grounds)
	switch {
	case b.cycleBefore == nil, !now && open:
		return unknown
	case !now:
		return Finding{Verdict: Met, Why: []Telling{tell("standard.cycles-not-now")}}
	}
	switch before, open := b.cycleBefore(); {
	case before:
		return Finding{Verdict: NotMet, Why: []Telling{tell("standard.cycles-both")},
			Fix: fix("standard.cycles-mend")}
	case open:
		return unknown
	}
	return Finding{Verdict: Met, Why: []Telling{tell("standard.cycles-only-now")}}
}

// ruling tells what others have decided, where that is recorded: some rules of
// the past cannot be computed from dates.
func ruling(b *bench) Finding {
	f := Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.ruling-none")}}
	var last Day
	for _, r := range b.rulings {
		if r.Ground != b.rule.ID || r.On < last {
			continue
		}
		last = r.On
		f.Verdict, f.Why = Met, []Telling{tell("standard.ruling-not-contrary", "On", r.On)}
		f.Fix = nil
		if r.Contrary {
			f.Verdict, f.Why = NotMet, []Telling{tell("standard.ruling-contrary", "On", r.On)}
			f.Fix = fix("standard.ruling-later")
		}
		f.Evidence = []Ref{{"ruling", r.Ground, r.On, r.Link}}
	}
	return f
}

// refresh checks that a plan of so many years is refreshed half-way.
func refresh(b *bench) Finding {
	years := b.rule.parameter("years")
	if b.plan.Years != years || !b.plan.Start.Known() {
		return Finding{Verdict: NotApplicable, Why: []Telling{tell("standard.refresh-not",
			"Years", years)}}
	}
	limit := b.plan.Start.Months(12 * years / 2)
	r := b.plan.Refreshed
	switch {
	case r.Known() && r <= b.at:
		return Finding{Verdict: Met, Why: []Telling{tell("standard.refresh-done", "On", r)},
			Evidence: []Ref{b.plan.ref(r)}}
	case b.at > limit:
		return b.unlessUnrecorded(Finding{Verdict: NotMet, Fix: fix("standard.refresh-do"),
			Why: []Telling{tell("standard.refresh-late", "Limit", limit)}})
	}
	return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.refresh-ahead",
		"Limit", limit)}, Fix: fix("standard.refresh-do"), By: limit}
}
