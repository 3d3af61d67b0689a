package web

import (
	"net/http"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// tracePath is where one sees what a consultation has left.
func tracePath(slug string) string { return "/integritet/avtryck/" + slug }

// tracesTable shows what each consultation has left, the latest first.
func (v *visit) tracesTable(traces []act.Trace) Table {
	t := Table{Caption: v.T("trace.table"), Columns: []Column{{Text: v.T("trace.consultation")},
		{Text: v.T("trace.when")},
		{Text: v.T("trace.invited"), Number: true}, {Text: v.T("trace.registered"), Number: true},
		{Text: v.T("trace.came"), Number: true}, {Text: v.T("trace.views"), Number: true},
		{Text: v.T("trace.answered"), Number: true}}}
	for _, x := range traces {
		c := x.Consultation
		row := []Cell{{Text: v.say(c.Content.Title), Link: v.Href(tracePath(c.Slug))},
			{Text: v.Date(c.Content.Begin())}}
		counts := []string{v.T("trace.not-yet"), v.T("trace.not-yet"), v.T("trace.not-yet")}
		if v.Until(c.Content.End()); x.Held {
			counts = []string{v.Number(x.Invited), v.Number(x.Registered()), v.Number(x.Came())}
		}
		for _, n := range append(counts, v.Number(len(x.Views)), v.Number(x.Answered())) {
			row = append(row, Cell{Text: n})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// tracesSpan says what the table covers, since when, and that it is not complete.
func (v *visit) tracesSpan(traces []act.Trace) string {
	var first time.Time
	for _, t := range traces {
		if c := t.Consultation; first.IsZero() || c.First.Before(first) {
			first = c.First
		}
	}
	if first.IsZero() {
		return ""
	}
	return v.T("trace.span", "On", v.Date(first))
}

// TracePage is what a consultation has left.
type TracePage struct {
	Page
	Source Link
	Facts  []Fact
	Kinds  Table
	Named  Table
	Views  Table
	None   string // why nothing is said of who came
}

// trace shows a consultation's.
func (s *Server) trace(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Traces(r.Context())
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Consultation.Slug == r.PathValue("slug") {
			v := from(r)
			return s.render(w, r, http.StatusOK, "trace", v.tracePage(s.page(r, ""), one))
		}
	}
	return fault.New(fault.NotFound, "web.not-found")
}

func (v *visit) tracePage(p Page, t act.Trace) TracePage {
	p.Styles = integritySheet
	c := t.Consultation
	p.Title = v.T("trace.of", "Title", v.say(c.Content.Title))
	page := TracePage{Page: p, Source: Link{v.say(c.Content.Title), v.Href("/samrad/" + c.Slug)},
		Facts: []Fact{{Term: v.T("trace.covers"), Text: v.T("trace.covers-text")},
			{Term: v.T("trace.since"), Text: v.Date(c.First)},
			{Term: v.T("book.complete"), Text: v.T("trace.not-complete")}}}
	if t.InvitedGone {
		page.Facts = append(page.Facts, Fact{Term: v.T("trace.invited"),
			Text: v.T("trace.gone", "Count", t.Invited)})
	}
	if v.Until(c.Content.End()); !t.Held {
		page.None = v.T("trace.before")
	} else {
		page.Kinds, page.Named = v.traceKinds(t), v.traceNamed(t)
	}
	page.Views = v.traceViews(t)
	return page
}

// traceKinds counts those invited, registered and come, by kind.
func (v *visit) traceKinds(t act.Trace) Table {
	table := Table{Caption: v.T("trace.kinds"), Columns: []Column{{Text: v.T("trace.kind")},
		{Text: v.T("trace.invited"), Number: true}, {Text: v.T("trace.registered"), Number: true},
		{Text: v.T("trace.came"), Number: true}}}
	for _, k := range t.Kinds {
		invited := v.Number(k.Invited)
		if t.InvitedGone {
			invited = v.T("trace.deleted")
		}
		table.Rows = append(table.Rows, []Cell{{Text: v.group(k.Kind)}, {Text: invited},
			{Text: v.Number(k.Registered)}, {Text: v.Number(k.Attended)}})
	}
	return table
}

// traceNamed lists those who agreed to be named.
func (v *visit) traceNamed(t act.Trace) Table {
	table := Table{Caption: v.T("trace.named"), Columns: []Column{{Text: v.T("trace.name")},
		{Text: v.T("trace.organisation")}, {Text: v.T("trace.kind")}}}
	for _, x := range t.Named {
		table.Rows = append(table.Rows, []Cell{{Text: x.Name}, {Text: x.Organisation},
			{Text: v.group(x.Kind)}})
	}
	return table
}

// traceViews lists what was said and what became of it.
func (v *visit) traceViews(t act.Trace) Table {
	table := Table{Caption: v.T("trace.said"), Columns: []Column{{Text: v.T("trace.view")},
		{Text: v.T("trace.from")},
		{Text: v.T("trace.answer")}, {Text: v.T("trace.became")}}}
	at := t.Consultation.Venue().Views()
	for _, x := range t.Views {
		number := strconv.FormatInt(x.Number, 10)
		said := v.T("opinion.number", "Number", x.Number)
		if text := snippet(consult.Said(x.Pieces)); text != "" {
			said += ": " + text
		}
		row := []Cell{{Text: said, Link: v.Href(at + "/" + number)},
			{Text: v.senderLine(x.Sender)}, {Text: v.T("trace.unanswered")}, {Text: v.T("trace.nothing")}}
		if a, answered := t.Answers[x.Number]; answered {
			row[2] = Cell{Text: v.positionChip(a.Position).Text}
			if len(a.Effects) > 0 {
				row[3] = Cell{Text: v.say(a.Effects[0].Title), Link: v.own(a.Effects[0].URL)}
			}
		}
		if key := t.Adopted[x.Number]; key != "" {
			row[3] = Cell{Text: v.T("trace.recommendation"), Link: v.Href(advicePath + "/" + key)}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
