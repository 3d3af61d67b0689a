package standard

import "slices"

// notice checks that timeline and ways to take part were published so many
// days before work on the plan began.
func notice(b *bench) Finding {
	days := b.rule.parameter("days")
	begins := b.plan.Begins
	i := slices.IndexFunc(b.documents, func(d Document) bool { return d.Kind == Timeline })
	if !begins.Known() {
		return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.notice-no-start")},
			Fix: fix("standard.notice-record-start")}
	}
	limit := begins - Day(days)
	switch {
	case i >= 0 && b.documents[i].Published <= limit:
		on := b.documents[i].Published
		return Finding{Verdict: Met, Evidence: []Ref{b.documents[i].ref()},
			Why: []Telling{tell("standard.notice-kept", "On", on, "Begins", begins,
				"Count", int(begins-on), "Least", days)}}
	case i >= 0:
		on := b.documents[i].Published
		return Finding{Verdict: NotMet, Evidence: []Ref{b.documents[i].ref()},
			Why: []Telling{tell("standard.notice-late", "On", on, "Begins", begins,
				"Count", int(begins-on), "Least", days)},
			Fix: fix("standard.notice-move", "Begins", on+Day(days))}
	case b.at > limit:
		if f, silent := b.silent(); silent {
			return f
		}
		if limit < b.since {
			return Finding{Verdict: NotAssessable, Why: []Telling{b.silence()}}
		}
		return Finding{Verdict: NotMet, Why: []Telling{tell("standard.notice-none",
			"Begins", begins, "Limit", limit)}, Fix: fix("standard.notice-move",
			"Begins", b.at+Day(days))}
	}
	return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.notice-ahead",
		"Begins", begins)}, Fix: fix("standard.notice-publish", "Limit", limit), By: limit}
}

// making judges something that has to have happened when the plan is published.
func (b *bench) making(done bool, f Finding) Finding {
	switch {
	case !b.begun():
		return b.notBegun()
	case done:
		f.Verdict = Met
		f.Fix = nil
	case b.published():
		if quiet, silent := b.silent(); silent {
			return quiet
		}
		f.Verdict = NotMet
	default:
		f.Verdict = NotAssessable
	}
	return f
}

// ofThePast is making, for what can only be done while a plan is made: where
// that was over before recording began, nothing follows from what is missing.
func (b *bench) ofThePast(done bool, f Finding) Finding {
	if f = b.making(done, f); f.Verdict == NotMet && b.plan.Published < b.since {
		return Finding{Verdict: NotAssessable, Why: []Telling{b.silence()}}
	}
	return f
}

// outreach checks that the work was made known.
func outreach(b *bench) Finding {
	f := Finding{Fix: fix("standard.outreach-do"), Why: []Telling{tell("standard.outreach-count",
		"Held", len(b.outreach), "Least", b.rule.parameter("least"))}}
	for _, o := range b.outreach {
		f.Evidence = append(f.Evidence, Ref{"outreach", o.ID, o.On, o.Link})
	}
	return b.ofThePast(len(b.outreach) >= b.rule.parameter("least"), f)
}

// input checks that there was a way to say what one thinks, open long enough,
// for several kinds of senders.
func input(b *bench) Finding {
	days, kinds := b.rule.parameter("days"), b.rule.parameter("kinds")
	f := Finding{Fix: fix("standard.input-open", "Days", days, "Kinds", kinds)}
	longest, seen := 0, map[string]bool{}
	for _, c := range b.channels {
		for _, k := range c.Kinds {
			seen[k] = true
		}
		if !c.Closes.Known() || c.Closes < c.Opens {
			continue
		}
		longest = max(longest, int(c.Closes-c.Opens))
		f.Evidence = append(f.Evidence, Ref{"channel", c.ID, c.Opens, c.Link})
	}
	f.Why = []Telling{tell("standard.input-counts", "Days", longest, "LeastDays", days,
		"Kinds", len(seen), "LeastKinds", kinds)}
	return b.ofThePast(longest >= days && len(seen) >= kinds, f)
}

// responses checks that every view has an answer with reasons.
func responses(b *bench) Finding {
	if !b.begun() {
		return b.notBegun()
	}
	var f Finding
	waiting := 0
	for _, v := range b.views {
		a, ok := b.answered[v.ID]
		if !ok {
			waiting++
			continue
		}
		f.Evidence = append(f.Evidence, Ref{"answer", v.ID, a.On, a.Link})
	}
	f.Why = []Telling{tell("standard.responses-count", "Answered", len(b.views)-waiting,
		"Count", len(b.views))}
	if len(b.views) == 0 {
		return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.responses-none")}}
	}
	f.Fix = fix("standard.responses-answer", "Count", waiting)
	return b.making(waiting == 0, f)
}
