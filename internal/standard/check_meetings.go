package standard

import "slices"

// meetingGap checks that no more than so many months pass between meetings,
// from the day on which work on the plan began to its end.
func meetingGap(b *bench) Finding {
	if !b.begun() {
		return b.notBegun()
	}
	months := b.rule.parameter("months")
	f := Finding{Verdict: Met}
	last := b.plan.Begins
	for _, m := range b.meetings {
		if m.On < b.plan.Begins || m.On > b.to() {
			continue
		}
		f.Evidence = append(f.Evidence, m.ref())
		b.gap(&f, last, m.On, months, "standard.gap-over")
		last = m.On
	}
	return b.sinceLast(f, last, months)
}

// gap judges the time between two days. Where only a part of it is recorded,
// that part is what counts.
func (b *bench) gap(f *Finding, last, to Day, months int, why string) {
	limit := last.Months(months)
	if !last.Known() || to <= limit {
		return
	}
	if from := b.recordedFrom(last, to); to <= from.Months(months) {
		if f.Verdict == Met {
			f.Verdict, f.Why = NotAssessable, append(f.Why, b.silence())
		}
		return
	}
	if f.Verdict != NotMet {
		f.Verdict, f.Why = NotMet, nil
		f.Fix = fix("standard.gap-record", "From", last, "Limit", limit)
	}
	f.Why = append(f.Why, tell(why, "From", last, "To", to, "Count", int(to-last),
		"Months", months, "Limit", limit))
}

// sinceLast judges the time after the last meeting, and what cannot be judged.
func (b *bench) sinceLast(f Finding, last Day, months int) Finding {
	if !last.Known() {
		f.Verdict, f.Why = NotAssessable, []Telling{tell("standard.gap-none")}
		f.Fix = fix("standard.gap-hold")
		return f
	}
	limit := last.Months(months)
	b.gap(&f, last, b.to(), months, "standard.gap-open")
	if b.to() <= limit && !b.over() {
		f.By = limit
		if f.Fix == nil {
			f.Fix = fix("standard.gap-next", "Limit", limit, "Months", months, "From", last)
		}
	}
	if f.Verdict != Met {
		return f
	}
	switch {
	case len(f.Evidence) == 0:
		f.Verdict, f.Why = NotAssessable, []Telling{tell("standard.gap-none")}
	case !b.plan.Begins.Known():
		f.Verdict, f.Why = NotAssessable, []Telling{tell("standard.gap-no-start",
			"Count", len(f.Evidence))}
	default:
		f.Why = []Telling{tell("standard.gap-kept", "Count", len(f.Evidence), "Months", months)}
	}
	return f
}

// publicRules checks that the rules for taking part are public.
func publicRules(b *bench) Finding {
	if !b.begun() {
		return b.notBegun()
	}
	for _, d := range b.documents {
		if d.Kind == RulesOfParticipation {
			return Finding{Verdict: Met, Evidence: []Ref{d.ref()},
				Why: []Telling{tell("standard.rules-public", "On", d.Published)}}
		}
	}
	if f, silent := b.silent(); silent {
		return f
	}
	return Finding{Verdict: NotMet, Why: []Telling{tell("standard.rules-none")},
		Fix: fix("standard.rules-publish")}
}

// meetingsAYear checks that results were presented and comments collected at
// so many meetings in each whole year that the plan is carried out.
func meetingsAYear(b *bench) Finding {
	from := b.carriedOut()
	if !from.Known() {
		return Finding{Verdict: NotApplicable, Why: []Telling{tell("standard.not-carried-out")}}
	}
	least := b.rule.parameter("least")
	held := those(b.meetings, func(m Meeting) bool {
		return m.Results && m.Comments && m.On >= from && m.On <= b.to()
	})
	f := Finding{Verdict: Met}
	for _, m := range held {
		f.Evidence = append(f.Evidence, m.ref())
	}
	for year := 0; ; year++ {
		first, next := from.Months(12*year), from.Months(12*(year+1))
		if first > b.to() || b.plan.End.Known() && next-1 > b.plan.End {
			break // the last, broken year asks for nothing
		}
		n := count(held, first, next)
		ended := next <= b.at
		f.Why = append(f.Why, tell("standard.year-count", "From", first, "To", next-1,
			"Held", n, "Least", least))
		switch {
		case n >= least:
		case ended && b.recordedFrom(first, next-1) > first:
			if f.Why = append(f.Why, b.silence()); f.Verdict == Met {
				f.Verdict = NotAssessable
			}
		case ended:
			f.Verdict = NotMet
			f.Fix = fix("standard.year-record", "From", first, "To", next-1)
		default:
			f.By = next - 1
			if f.Verdict == Met {
				f.Verdict = NotAssessable
				f.Fix = fix("standard.year-hold", "Count", least-n, "To", next-1)
			}
		}
	}
	if len(f.Why) == 0 {
		return Finding{Verdict: NotApplicable, Why: []Telling{tell("standard.no-whole-year")}}
	}
	return f
}

// count counts meetings from a day up to another.
func count(meetings []Meeting, from, next Day) (n int) {
	for _, m := range meetings {
		if m.On >= from && m.On < next {
			n++
		}
	}
	return n
}

// site checks that there is a public website with the plan and whom to ask.
func site(b *bench) Finding {
	if !b.begun() {
		return b.notBegun()
	}
	i := slices.IndexFunc(b.sites, func(s Site) bool {
		return !s.Login && s.ShowsPlan && s.ShowsContact
	})
	if i < 0 {
		if f, silent := b.silent(); silent {
			return f
		}
		return Finding{Verdict: NotMet, Why: []Telling{tell("standard.site-none")},
			Fix: fix("standard.site-open")}
	}
	s := b.sites[i]
	return Finding{Verdict: Met, Evidence: []Ref{{"site", s.ID, s.Since, s.Link}},
		Why: []Telling{tell("standard.site-open-since", "On", s.Since)}}
}
