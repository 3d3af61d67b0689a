package standard

import "strconv"

// updates checks that the repository grows so many times a year: in each whole
// calendar year of the plan, and in the twelve months before the day.
func updates(b *bench) Finding {
	from := b.plan.first()
	if !from.Known() || from > b.at {
		return b.notBegun()
	}
	least := b.rule.parameter("per_year")
	f := Finding{Verdict: Met}
	days, last := b.updated(from, &f)
	whole := false
	for year := from.Time().Year() + 1; On(year, 12, 31) <= b.to(); year++ {
		whole = true
		n := within(days, On(year, 1, 1), On(year, 12, 31))
		f.Why = append(f.Why, tell("standard.updates-year", "Year", strconv.Itoa(year), "Held", n,
			"Least", least))
		b.fewUpdates(&f, n < least, On(year, 1, 1))
	}
	if start := b.to().Months(-12); start >= from {
		whole = true
		n := within(days, start+1, b.to())
		f.Why = append(f.Why, tell("standard.updates-rolling", "From", start+1, "To", b.to(),
			"Held", n, "Least", least))
		b.fewUpdates(&f, n < least, start+1)
	}
	if !whole && f.Verdict == Met && len(days) < least {
		f.Verdict = NotAssessable
		f.Why = append(f.Why, tell("standard.updates-young", "Held", len(days), "Least", least))
	} else if len(f.Why) == 0 {
		f.Why = []Telling{tell("standard.updates-so-far", "Held", len(days), "Least", least)}
	}
	if quiet, silent := b.silent(); silent && f.Verdict == NotMet {
		return quiet
	}
	if f.Fix = fix("standard.updates-publish"); !b.over() {
		f.By = max(last, from).Months(6)
	}
	if b.over() && f.Verdict == Met {
		f.Fix = nil
	}
	return f
}

// fewUpdates judges a year in which too little was published, if all of it is recorded.
func (b *bench) fewUpdates(f *Finding, few bool, first Day) {
	switch {
	case few && first >= b.since:
		f.Verdict = NotMet
	case few && f.Verdict == Met:
		f.Verdict, f.Why = NotAssessable, append(f.Why, b.silence())
	}
}

// updated gives the days on which something was published, from a day on, and the last of them.
func (b *bench) updated(from Day, f *Finding) (days []Day, last Day) {
	for _, d := range b.documents {
		if d.Published < from || d.Published > b.to() {
			continue
		}
		if d.Published != last {
			days = append(days, d.Published)
			f.Evidence = append(f.Evidence, d.ref())
		}
		last = d.Published
	}
	return days, last
}

// within counts days between two others, both included.
func within(days []Day, from, to Day) (n int) {
	for _, d := range days {
		if d >= from && d <= to {
			n++
		}
	}
	return n
}

// repository checks that there is public evidence of how the plan came to be,
// and of how each commitment is carried out.
func repository(b *bench) Finding {
	if !b.begun() {
		return b.notBegun()
	}
	if !b.published() {
		return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.repository-early")}}
	}
	f := Finding{Verdict: Met}
	proven := map[string]bool{}
	made := false
	for _, d := range b.documents {
		switch {
		case d.Kind == CoCreation && !made:
			made = true
			f.Evidence = append(f.Evidence, d.ref())
		case d.Kind == Evidence && d.Commitment != "" && !proven[d.Commitment]:
			proven[d.Commitment] = true
			f.Evidence = append(f.Evidence, d.ref())
		}
	}
	missing := those(b.plan.Commitments, func(c Commitment) bool { return !proven[c.ID] })
	f.Why = append(f.Why, tell("standard.repository-counts", "Proven",
		len(b.plan.Commitments)-len(missing), "Count", len(b.plan.Commitments)))
	if quiet, silent := b.silent(); silent && (!made || len(missing) > 0) {
		return quiet
	}
	if !made {
		f.Verdict = NotMet
		f.Why = append(f.Why, tell("standard.repository-no-making"))
		f.Fix = fix("standard.repository-making")
	}
	if len(missing) > 0 {
		if f.Fix == nil {
			f.Fix = fix("standard.repository-evidence", "Count", len(missing),
				"First", missing[0].ID)
		}
		switch {
		case b.over():
			f.Verdict = NotMet
		case f.Verdict == Met:
			f.Verdict = NotAssessable
		}
		f.By = b.plan.End
	}
	return f
}
