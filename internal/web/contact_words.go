package web

import (
	"net/http"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// sortWords says what somebody turns to a contact point with, sortHints what is meant.
var (
	sortWords = map[consult.Sort]lang.Key{
		consult.ARequest:    lang.Key("case-sort.request"),
		consult.AnError:     lang.Key("case-sort.error"),
		consult.ALicence:    lang.Key("case-sort.licence"),
		consult.ASuggestion: lang.Key("case-sort.suggestion"),
	}
	sortHints = map[consult.Sort]lang.Key{
		consult.ARequest:    lang.Key("case-sort.request-hint"),
		consult.AnError:     lang.Key("case-sort.error-hint"),
		consult.ALicence:    lang.Key("case-sort.licence-hint"),
		consult.ASuggestion: lang.Key("case-sort.suggestion-hint"),
	}
)

// causeWords says whom a paused case waits for.
var causeWords = map[consult.Cause]lang.Key{
	consult.WaitsForSender: lang.Key("cause.sender"),
	consult.WaitsForBody:   lang.Key("cause.body"),
}

// ownAddress gives where the author of something in a forum finds it.
func ownAddress(f consult.Forum) string {
	if f.Contact() != "" {
		return ownCase
	}
	return ownOpinion
}

// viewIn gives the view, or the case, that the address names.
func viewIn(r *http.Request) consult.ViewID {
	if id := r.PathValue("case"); id != "" {
		return consult.ViewID(id)
	}
	return consult.ViewID(r.PathValue("view"))
}

// viewName names a view by its number: at a contact point it is a case.
func (v *visit) viewName(f consult.Forum, number int64) string {
	if f.Contact() != "" {
		return v.T("case.number", "Number", number)
	}
	return v.T("opinion.number", "Number", number)
}

// aboutData says what a case is about; of a view on anything else that it is
// about the whole.
func (v *visit) aboutData(s consult.Subject, venue consult.Venue) string {
	switch {
	case s.About == consult.ADataset:
		return v.T("case.dataset", "Address", s.ID)
	case s.About == consult.MissingData && s.ID != "":
		return v.T("case.missing-named", "Name", s.ID)
	case s.About == consult.MissingData:
		return v.T("case.missing")
	case venue.Forum.Contact() != "":
		return v.T("case.body")
	}
	return v.T("opinion.whole")
}

// aboutFact says what a published case is about, and leads to a dataset.
func (v *visit) aboutFact(s consult.Subject, venue consult.Venue) Fact {
	f := Fact{Term: v.T("opinion.about"), Text: v.aboutWords(s, venue)}
	if s.About == consult.ADataset {
		f.Text, f.Link = v.T("case.dataset-short"), Link{s.ID, s.ID}
	}
	return f
}

// caseClock shows how far a case has come: received, a first answer by a human
// being, answered in full.
func (v *visit) caseClock(d consult.Duty) ClockBar {
	first := ClockStep{Text: v.T("case.first"), At: d.Replied,
		Due: consult.AfterWorkingDays(d.Received, consult.ReplyWithin)}
	first.Late = d.Open() && d.Replied.IsZero() && v.Now.After(first.Due)
	v.Until(first.Due)
	if first.At.IsZero() {
		first.At = d.Answered // what the program has found mended
	}
	return ClockBar{Label: v.T("case.clock"), Steps: []ClockStep{
		{Text: v.T("stage.received"), At: d.Received}, first,
		v.endStep(d, ClockStep{Text: v.T("stage.answered"), At: d.Answered, Due: d.Due,
			Late: d.Late(v.Now)})}}
}

// trail lists what has happened to a case.
func (v *visit) trail(d consult.Duty, t act.Trail) []TimelineItem {
	name := func(id string) string { return v.bodyName(t.Bodies[id]) }
	items := []TimelineItem{{At: d.Received, Title: v.T("stage.received")}}
	for _, s := range t.Steps {
		items = append(items, TimelineItem{At: s.At, Title: v.moved(s, name), Text: s.Reason})
	}
	switch {
	case !d.Answered.IsZero() && d.Answer != "":
		items = append(items, TimelineItem{At: d.Answered, Title: v.T("stage.answered")})
	case !d.Ended.IsZero():
		items = append(items, TimelineItem{At: d.Ended, Title: v.T("stage.ended")})
	}
	return items
}

// movedCases lists what was handed over, paused, reopened or given a later day, and why.
func (v *visit) movedCases(a act.Answered) Table {
	t := Table{Caption: v.T("cases.moved"), Columns: []Column{{Text: v.T("case.one")},
		{Text: v.T("moved.at")}, {Text: v.T("moved.what")}, {Text: v.T("moved.why")}}}
	for _, m := range a.Moved {
		for _, s := range m.Steps {
			if s.Reason == "" {
				continue
			}
			cell := v.viewCell(a, m.Number)
			cell.Text = v.T("case.number", "Number", m.Number)
			t.Rows = append(t.Rows, []Cell{cell, {Text: v.Date(s.At)},
				{Text: v.moved(s, func(id string) string { return v.bodyName(a.Bodies[id]) })},
				{Text: s.Reason}})
		}
	}
	return t
}

// caseMeasures are the numbers of a contact point that everybody can see.
func (v *visit) caseMeasures(c consult.ViewClock) []Measure {
	since := v.T("answer.now", "At", v.Date(v.Now))
	all := []Measure{
		{Label: v.T("clock.answered"), Number: v.Number(c.Answered), Since: since,
			Unit: v.T("clock.of", "Count", c.Received), How: v.T("cases.answered-how", "Ended", c.Ended)},
		{Label: v.T("cases.open"), Number: v.Number(c.Open), Since: since,
			Unit: v.T("cases.unit", "Count", c.Open), How: v.T("cases.open-how")},
		{Label: v.T("clock.late"), Number: v.Number(len(c.Late)), Since: since,
			Unit: v.T("cases.unit", "Count", len(c.Late)), How: v.T("cases.late-how")},
	}
	if len(c.Late) > 0 {
		all[2].Change = Chip{Tone: Late, Text: v.T("clock.is-late")}
	}
	return all
}
