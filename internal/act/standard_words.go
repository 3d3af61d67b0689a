package act

import (
	"fmt"
	"io"
	"strings"

	"insyn/internal/lang"
	"insyn/internal/standard"
)

// StandardWords puts what the monitor of the standards says into the words of a reader.
type StandardWords struct{ *lang.Printer }

// Day writes a date.
func (p StandardWords) Day(d standard.Day) string { return p.Date(d.Time()) }

// Telling says a sentence.
func (p StandardWords) Telling(t standard.Telling) string { return p.Say(t.Key, t.Filled(p.Day)) }

// A Verdict in words: the word for it, and what it rests on. No verdict is said
// without the latter, wherever it is said.
type Verdict struct{ Word, Basis string }

// String gives both.
func (v Verdict) String() string { return v.Word + " " + v.Basis }

// Verdict words a verdict, of a requirement or of a ground: on what is recorded
// here, and where so on wording that nobody has read.
func (p StandardWords) Verdict(v standard.Verdict, unverified, ground bool) Verdict {
	prefix := "standard.verdict-"
	if ground {
		prefix = "standard.ground-"
	}
	said := Verdict{Word: p.Say(prefix+string(v), nil), Basis: p.T("standard.on-record")}
	if unverified {
		said.Basis += " (" + p.T("standard.unverified") + ")"
	}
	return said
}

// Fix says what mends a verdict, or what is to be done to keep or reach one,
// after a word for which of them it is; nothing where nothing does.
func (p StandardWords) Fix(f standard.Finding) (word, text string) {
	switch {
	case f.Fix == nil:
		return "", ""
	case f.Verdict == standard.NotMet:
		return p.T("standard.mend"), p.Telling(*f.Fix)
	}
	return p.T("standard.to-do"), p.Telling(*f.Fix)
}

// Ref names a fact that a verdict rests on.
func (p StandardWords) Ref(r standard.Ref) string {
	return p.Say("standard.ref-"+r.Kind, map[string]any{"On": p.Day(r.On)})
}

// Write writes a report as lines for a person.
func (p StandardWords) Write(w io.Writer, r standard.Report) {
	fmt.Fprintln(w, p.T("standard.report-title", "Plan", r.Plan, "At", p.Day(r.At)))
	fmt.Fprintln(w, p.T("standard.report-rules", "Rules", r.Rules, "Source", r.RuleSet.Source))
	language := string(p.Language())
	for _, q := range r.Requirements {
		fmt.Fprintf(w, "\n%s %s: %s\n", q.ID, q.Requirement.Name.In(language),
			p.Verdict(q.Verdict, q.Unverified, false))
		for _, f := range q.Findings {
			p.finding(w, f, false)
		}
	}
	fmt.Fprintf(w, "\n%s\n", p.T("standard.report-grounds"))
	for _, f := range r.Grounds {
		p.finding(w, f, true)
	}
	for _, f := range r.Duties {
		if f.Verdict != standard.NotApplicable {
			p.finding(w, f, false)
		}
	}
	key := "standard.not-contrary"
	if r.Contrary() {
		key = "standard.contrary"
	}
	fmt.Fprintf(w, "\n%s\n", p.Say(key, nil))
}

// finding writes the verdict on one rule.
func (p StandardWords) finding(w io.Writer, f standard.Finding, ground bool) {
	fmt.Fprintf(w, "  %s: %s\n", p.Verdict(f.Verdict, !f.Rule.Verified, ground),
		f.Rule.Demand.In(string(p.Language())))
	for _, t := range f.Why {
		fmt.Fprintln(w, "    "+p.Telling(t))
	}
	if refs := p.refs(f.Evidence); refs != "" {
		fmt.Fprintln(w, "    "+p.T("standard.report-evidence", "Refs", refs))
	}
	if word, fix := p.Fix(f); fix != "" {
		fmt.Fprintln(w, "    "+word+" "+fix)
	}
	if f.By.Known() {
		text := p.T("standard.report-by", "By", p.Day(f.By))
		if f.Warning {
			text += " " + p.T("standard.report-soon")
		}
		fmt.Fprintln(w, "    "+text)
	}
	fmt.Fprintln(w, "    "+p.T("standard.report-source", "Source", f.Rule.Source))
}

// mostRefs is how many facts a line names.
const mostRefs = 12

// refs names the facts that a verdict rests on.
func (p StandardWords) refs(all []standard.Ref) string {
	var names []string
	for i, r := range all {
		if i == mostRefs {
			names = append(names, "…")
			break
		}
		names = append(names, p.Ref(r))
	}
	return strings.Join(names, ", ")
}
