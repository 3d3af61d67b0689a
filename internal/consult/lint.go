package consult

import (
	"slices"
	"strings"
	"time"

	"insyn/internal/lang"
)

// A Severity tells how much a finding matters.
type Severity string

// The severities. Defects are the nine that an invitation must not have.
const (
	Defect  Severity = "defect"
	Warning Severity = "warning" // likely a mistake: look once more
	Advice  Severity = "advice"  // would be better otherwise
)

// A Code names a rule of the linter.
type Code string

// The rules. The first nine find defects.
const (
	NoPlan          Code = "plan-link"
	NoDeadline      Code = "registration-deadline"
	NoAgenda        Code = "agenda"
	NoMaterial      Code = "material"
	NoWriting       Code = "written-input"
	NoAccessibility Code = "accessibility"
	NoPrivacy       Code = "personal-data"
	NoPromise       Code = "promise"
	PersonalMailbox Code = "personal-mailbox"

	NoTime         Code = "time"
	EndsFirst      Code = "ends-before-start"
	WrongWeekday   Code = "weekday"
	LateDeadline   Code = "deadline-after-start"
	ShownLink      Code = "meeting-link-shown"
	AgendaTooLong  Code = "agenda-too-long"
	ClocksChange   Code = "clocks-change"
	Holiday        Code = "holiday"
	OddHour        Code = "odd-hour"
	ShortNotice    Code = "short-notice"
	NoTranslation  Code = "translation"
	NoQuestions    Code = "questions"
	PartialPrivacy Code = "personal-data-partial"
)

// A Finding is something in an invitation that should be otherwise. Title,
// Reason and Remedy are keys of messages, filled in with Values.
type Finding struct {
	Code     Code           `json:"code"`
	Severity Severity       `json:"severity"`
	Title    string         `json:"-"`
	Reason   string         `json:"-"`
	Remedy   string         `json:"-"`
	Values   map[string]any `json:"values,omitempty"`
	Field    string         `json:"field"` // path in Content
	Span                    // lines of the text, where it was read from one
}

// Lint looks at the content of a consultation as it stands at now; a zero now
// leaves out what depends on it.
func Lint(c Content, now time.Time) []Finding { return lint(factsOf(c), now) }

// Lint looks at an invitation as it was read. The text says nothing of when it
// is sent, unless it is dated.
func (r Reading) Lint(now time.Time) []Finding {
	f := factsOf(r.Content(r.Template()))
	f.read = &r
	f.material = len(r.Material) > 0
	f.privacy, f.partialPrivacy = r.Privacy.Found(), false
	f.timed = f.timed && len(r.Agenda) > 1
	f.mailboxes = nil
	for _, a := range r.Addresses {
		f.mailboxes = append(f.mailboxes, a.Text)
	}
	f.otherChannel = len(r.Phones) > 0 || web(r.Registration.Address.Text)
	return lint(f, now)
}

// facts is what the rules look at, whether it came from a draft or a text.
type facts struct {
	Content
	read           *Reading // nil for a draft
	timed          bool     // the agenda has times
	material       bool
	privacy        bool
	partialPrivacy bool
	mailboxes      []string
	otherChannel   bool // telephone, form
}

func factsOf(c Content) facts {
	f := facts{Content: c, material: slices.ContainsFunc(c.Material, Material.Leads),
		timed: len(c.Agenda) > 0}
	for _, item := range c.Agenda {
		f.timed = f.timed && item.Minutes > 0
	}
	given := 0
	for _, t := range []Text{c.Privacy.Controller, c.Privacy.Purpose, c.Privacy.Basis} {
		if !t.Empty() {
			given++
		}
	}
	f.privacy, f.partialPrivacy = given > 0, given > 0 && given < 3
	for _, a := range []string{c.Contact.Email, c.WrittenInput.Email} {
		if a != "" && !slices.Contains(f.mailboxes, a) {
			f.mailboxes = append(f.mailboxes, a)
		}
	}
	f.otherChannel = c.Contact.Phone != ""
	return f
}

// start gives the start as people in Stockholm see it.
func (f facts) start() time.Time { return f.Meeting.Start.In(lang.Stockholm) }

// lint tries every rule in order.
func lint(f facts, now time.Time) []Finding {
	var found []Finding
	for _, r := range rules {
		values, hit := r.find(f, now)
		if !hit {
			continue
		}
		title := r.title
		if r.code == NoPlan && f.Template == Written { // it need not be of a plan
			title = "lint.document-link"
		}
		found = append(found, Finding{Code: r.code, Severity: r.severity, Title: title,
			Reason: r.reason, Remedy: r.remedy, Values: values, Field: r.field, Span: r.where(f)})
	}
	return found
}

// where gives the lines that a finding is about, where there are any.
func (r lintRule) where(f facts) Span {
	if f.read == nil || r.span == nil {
		return Span{}
	}
	return r.span(f.read)
}

// Defects gives the findings that are defects.
func Defects(found []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(found),
		func(f Finding) bool { return f.Severity != Defect })
}

// personal gives the first mailbox that belongs to a person, where every
// mailbox of the invitation does and there is no other way to reach the body.
func (f facts) personal() (string, bool) {
	if f.otherChannel || len(f.mailboxes) == 0 {
		return "", false
	}
	for _, m := range f.mailboxes {
		if !Personal(m) {
			return "", false
		}
	}
	return f.mailboxes[0], true
}

// roles is words that mailboxes of functions are called by.
var roles = []string{"registrator", "info", "kontakt", "kansli", "samrad", "samråd", "sakrad",
	"remiss", "diarie", "arkiv", "press", "support", "service", "kundtjanst", "anmalan", "anmälan",
	"mote", "möte", "event", "dialog", "funktion", "brevlada", "post", "mail", "kurs", "konferens",
	"inbjudan", "synpunkt", "ogp", "oppen", "öppen", "data", "digital", "enhet", "avdelning",
	"myndighet", "departement", "kommun", "region", "office", "contact", "consultation",
	"registration", "hello", "team", "secretariat", "unit", "noreply", "no-reply", "reception",
	"sekretariat", "styrelse", "projekt", "nod", "civil", "handlingsplan"}

// Personal tells whether a mailbox looks like a person's: words joined by
// dots, as "förnamn.efternamn", none of which names a function.
func Personal(address string) bool {
	local, _, ok := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	if !ok || has(local, roles...) || strings.ContainsAny(local, "0123456789_%") {
		return false
	}
	names := strings.Split(local, ".")
	if len(names) < 2 || len(names) > 4 {
		return false
	}
	longest := 0
	for _, n := range names {
		if n == "" {
			return false
		}
		longest = max(longest, len(n))
	}
	return longest >= 3 && len(names[len(names)-1]) >= 2
}
