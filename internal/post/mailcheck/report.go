package mailcheck

import (
	"maps"
	"slices"

	"insyn/internal/lang"
)

// A Level says how much a finding matters.
type Level string

// The levels, from good to bad.
const (
	OK      Level = "ok"
	Note    Level = "note"    // worth knowing
	Warning Level = "warning" // some receivers will doubt
	Fault   Level = "fault"   // letters will be lost or refused
)

var order = []Level{OK, Note, Warning, Fault}

// A Finding is one thing that was looked at.
type Finding struct {
	Key    lang.Key          // message that says what was found
	Values map[string]string // what it is filled in with
	Where  string            // the record or header it stands in, such as "TXT _dmarc.example.se"
	Record string            // what stands there, "" when nothing does
}

// Report is what a check found, in the order in which it looked.
type Report struct{ Findings []Finding }

// A Line is a finding in words, for a page, a terminal or a program.
type Line struct {
	Key    string `json:"key"`
	Level  Level  `json:"level"`
	Where  string `json:"where,omitempty"`
	Record string `json:"record,omitempty"`
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitempty"`
}

// kinds says how much each kind of finding matters and how it is mended.
var kinds = map[lang.Key]struct {
	level  Level
	remedy lang.Key
}{
	"mailcheck.address":            {Fault, "mailcheck.address-do"},
	"mailcheck.dns-failed":         {Warning, "mailcheck.dns-failed-do"},
	"mailcheck.host-unknown":       {Fault, "mailcheck.host-unknown-do"},
	"mailcheck.host-missing":       {Note, "mailcheck.host-missing-do"},
	"mailcheck.host-assumed":       {Note, "mailcheck.host-assumed-do"},
	"mailcheck.organizer-same":     {OK, ""},
	"mailcheck.organizer-other":    {Warning, "mailcheck.organizer-other-do"},
	"mailcheck.envelope-aligned":   {OK, ""},
	"mailcheck.envelope-other":     {Warning, "mailcheck.envelope-other-do"},
	"mailcheck.spf-missing":        {Fault, "mailcheck.spf-missing-do"},
	"mailcheck.spf-several":        {Fault, "mailcheck.spf-several-do"},
	"mailcheck.spf-broken":         {Fault, "mailcheck.spf-broken-do"},
	"mailcheck.spf-open":           {Warning, "mailcheck.spf-open-do"},
	"mailcheck.spf-pass":           {OK, ""},
	"mailcheck.spf-fail":           {Fault, "mailcheck.spf-fail-do"},
	"mailcheck.spf-soft":           {Warning, "mailcheck.spf-soft-do"},
	"mailcheck.dkim-elsewhere":     {Note, "mailcheck.dkim-elsewhere-do"},
	"mailcheck.dkim-missing":       {Fault, "mailcheck.dkim-missing-do"},
	"mailcheck.dkim-differs":       {Fault, "mailcheck.dkim-differs-do"},
	"mailcheck.dkim-matches":       {OK, ""},
	"mailcheck.dkim-aligned":       {OK, ""},
	"mailcheck.dkim-other":         {Warning, "mailcheck.dkim-other-do"},
	"mailcheck.dmarc-missing":      {Warning, "mailcheck.dmarc-missing-do"},
	"mailcheck.dmarc-several":      {Fault, "mailcheck.dmarc-several-do"},
	"mailcheck.dmarc-broken":       {Fault, "mailcheck.dmarc-broken-do"},
	"mailcheck.dmarc-watching":     {Note, "mailcheck.dmarc-watching-do"},
	"mailcheck.dmarc-enforced":     {OK, ""},
	"mailcheck.dmarc-fails":        {Fault, "mailcheck.dmarc-fails-do"},
	"mailcheck.dmarc-passes":       {OK, ""},
	"mailcheck.file-unreadable":    {Fault, "mailcheck.file-unreadable-do"},
	"mailcheck.file-unsigned":      {Warning, "mailcheck.file-unsigned-do"},
	"mailcheck.file-signed":        {OK, ""},
	"mailcheck.file-bad-signature": {Fault, "mailcheck.file-bad-signature-do"},
	"mailcheck.file-no-results":    {Note, "mailcheck.file-no-results-do"},
	"mailcheck.file-result-pass":   {OK, ""},
	"mailcheck.file-result-bad":    {Warning, "mailcheck.file-result-bad-do"},
}

// Name gives the message that names l.
func (l Level) Name() lang.Key {
	return map[Level]lang.Key{OK: "mailcheck.level-ok", Note: "mailcheck.level-note",
		Warning: "mailcheck.level-warning", Fault: "mailcheck.level-fault"}[l]
}

// Level gives how much f matters.
func (f Finding) Level() Level { return kinds[f.Key].level }

// Worst gives the level of the worst finding.
func (r Report) Worst() Level {
	worst := OK
	for _, f := range r.Findings {
		if slices.Index(order, f.Level()) > slices.Index(order, worst) {
			worst = f.Level()
		}
	}
	return worst
}

// Lines gives the findings in the language of p.
func (r Report) Lines(p *lang.Printer) []Line {
	lines := make([]Line, 0, len(r.Findings))
	for _, f := range r.Findings {
		var args []any
		for _, name := range slices.Sorted(maps.Keys(f.Values)) {
			args = append(args, name, f.Values[name])
		}
		l := Line{Key: string(f.Key), Level: f.Level(), Where: f.Where, Record: f.Record,
			Text: p.T(string(f.Key), args...)}
		if remedy := kinds[f.Key].remedy; remedy != "" {
			l.Remedy = p.T(string(remedy), args...)
		}
		lines = append(lines, l)
	}
	return lines
}

// values are what a finding is filled in with.
type values = map[string]string

// add notes a finding that has no place of its own.
func (r *Report) add(key lang.Key, v values) { r.at(key, "", "", v) }

// at notes a finding, where it stands and what stands there.
func (r *Report) at(key lang.Key, where, record string, v values) {
	r.Findings = append(r.Findings, Finding{Key: key, Values: v, Where: where, Record: record})
}
