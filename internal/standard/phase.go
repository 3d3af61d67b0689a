package standard

// published tells whether the plan was public on the day.
func (b *bench) published() bool {
	return b.plan.Published.Known() && b.plan.Published <= b.at
}

// begun tells whether the work on the plan had begun, as far as is known.
func (b *bench) begun() bool {
	first := b.plan.first()
	return !first.Known() || first <= b.at
}

// over tells whether the plan had ended, or a later one had taken its place.
func (b *bench) over() bool { return b.to() < b.at }

// to gives the last day that counts: the day of the report, or the end of the
// plan. Where no end is recorded, it is over when a later plan is known to go on.
func (b *bench) to() Day {
	if b.plan.End.Known() {
		return min(b.plan.End, b.at)
	}
	return min(b.until-1, b.at)
}

// notBegun is the finding before the work on the plan has begun.
func (b *bench) notBegun() Finding {
	return Finding{Verdict: NotApplicable, Why: []Telling{tell("standard.not-begun")}}
}

// silent is the finding where nothing follows from what is missing: no date of
// the plan is recorded, so that nobody knows when it was due, or the day or the
// end of the plan lies before that on which recording began.
func (b *bench) silent() (Finding, bool) {
	if !b.plan.first().Known() {
		return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.no-dates")}}, true
	}
	return b.unrecorded()
}

// unrecorded is the finding on a plan of a time of which nothing is recorded:
// all of it that counts lies before the day on which recording began.
func (b *bench) unrecorded() (Finding, bool) {
	return Finding{Verdict: NotAssessable, Why: []Telling{tell("standard.before-record",
		"Since", b.since)}}, b.to() < b.since
}

// unlessUnrecorded gives a finding, save where it is "not met" of a time of
// which nothing is recorded.
func (b *bench) unlessUnrecorded(f Finding) Finding {
	if quiet, silent := b.unrecorded(); silent && f.Verdict == NotMet {
		return quiet
	}
	return f
}

// A span is the time from a day to another, both included.
type span struct{ from, to Day }

// told gives the time between the first and the last of the meetings that are
// known: who has told of two meetings has told of what lies between them,
// whenever recording began.
func told(meetings []Meeting) (s span) {
	for _, m := range meetings {
		if m.On.Known() {
			s.from, s.to = earliest(s.from, m.On), max(s.to, m.On)
		}
	}
	return s
}

// recordedFrom gives the day from which all meetings up to another day are
// recorded, counted from a day on: that day, or the one on which recording began.
func (b *bench) recordedFrom(from, to Day) Day {
	if b.told.from.Known() && b.told.from <= from && to <= b.told.to {
		return from
	}
	return max(from, b.since)
}

// silence says that part of a time lies before recording began.
func (b *bench) silence() Telling { return tell("standard.before-record", "Since", b.since) }

// carriedOut gives the day from which the plan is carried out; unknown while
// it has not been published.
func (b *bench) carriedOut() Day {
	if !b.published() {
		return 0
	}
	return max(b.plan.Published, b.plan.Start)
}

// ref leads to a plan, for what was done with it on a day.
func (p Plan) ref(on Day) Ref { return Ref{"plan", p.ID, on, p.Link} }

// ref leads to a meeting.
func (m Meeting) ref() Ref { return Ref{"meeting", m.ID, m.On, m.Link} }

// ref leads to a document.
func (d Document) ref() Ref { return Ref{"document", d.ID, d.Published, d.Link} }

// fix makes a telling that a finding points to.
func fix(key string, pairs ...any) *Telling {
	t := tell(key, pairs...)
	return &t
}
