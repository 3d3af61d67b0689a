package web

import (
	"fmt"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/markup"
)

// differences lists what differs between two versions of a paper, field by
// field, word by word: in the reader's language, or in the other where only
// that has changed.
func (v *visit) differences(old, new consult.Version) ([]Diff, error) {
	a, b := any(old.Content), any(new.Content)
	if new.Paper != consult.Invitation {
		a, b = old.Summary, new.Summary
	}
	changes, err := consult.Changes(a, b)
	if err != nil {
		return nil, err
	}
	touched := map[string]bool{}
	for _, c := range changes {
		first, _, _ := strings.Cut(c.Path, ".")
		touched[first] = true
	}
	var all []Diff
	for _, f := range fieldsOf(new.Paper) {
		if !touched[f.name] {
			continue
		}
		for _, l := range []lang.Language{v.Language(), v.Language().Other()} {
			before, after := f.say(old, l), f.say(new, l)
			if before.Text == after.Text {
				continue
			}
			d := Diff{Field: v.T(string(f.label)), Parts: wordDiff(before.Text, after.Text),
				Tongue: v.foreign(after.Tongue)}
			if l != v.Language() {
				d.Field = v.T("versions.in-other", "Field", d.Field, "Language",
					lang.For(l).T("language.name"))
			}
			all = append(all, d)
			break
		}
	}
	return all, nil
}

// foreign gives the language to mark a text in l with: "" for that of the page.
func (v *visit) foreign(l string) string {
	if l == string(v.Language()) {
		return ""
	}
	return l
}

// A versionField is a field of a paper as versions are compared by: lists are
// one text with a line for each, so that a new line does not look like a
// change of all that follow.
type versionField struct {
	name  string // in the JSON form
	label lang.Key
	lines func(*lang.Printer, consult.Version, saying) []string
}

// A saying gives a text in the language that a field is shown in.
type saying = func(consult.Text) string

// say gives what a version says in a field, and in which language: Swedish
// where some of it has not been translated.
func (f versionField) say(x consult.Version, l lang.Language) Words {
	out := Words{Tongue: string(l)}
	in := func(t consult.Text) string {
		if l == lang.English && t.EN == "" && t.SV != "" {
			out.Tongue = string(lang.Swedish)
		}
		return markup.Text(t.In(string(l)))
	}
	out.Text = strings.Join(f.lines(lang.For(l), x, in), "\n")
	return out
}

// plain makes a field of one text.
func plain(name string, label lang.Key, get func(consult.Content) consult.Text) versionField {
	return versionField{name, label, func(_ *lang.Printer, x consult.Version, in saying) []string {
		return only(in(get(x.Content)))
	}}
}

// several makes a field of several lines.
func several(name string, label lang.Key, get func(*lang.Printer, consult.Content,
	saying) []string) versionField {
	return versionField{name, label, func(p *lang.Printer, x consult.Version, in saying) []string {
		return get(p, x.Content, in)
	}}
}

// fieldsOf gives the fields of a paper in the order in which they are shown.
func fieldsOf(paper consult.Paper) []versionField {
	if paper != consult.Invitation {
		return reportFields
	}
	return invitationFields
}

var invitationFields = []versionField{
	plain("title", lang.Key("field.title"),
		func(c consult.Content) consult.Text { return c.Title }),
	plain("summary", lang.Key("field.summary"),
		func(c consult.Content) consult.Text { return c.Summary }),
	several("meeting", lang.Key("field.meeting"), meetingLines),
	plain("purpose", lang.Key("field.purpose"),
		func(c consult.Content) consult.Text { return c.Purpose }),
	plain("background", lang.Key("field.background"),
		func(c consult.Content) consult.Text { return c.Background }),
	plain("invited", lang.Key("field.invited"),
		func(c consult.Content) consult.Text { return c.Invited }),
	several("registration", lang.Key("field.registration"), registrationLines),
	several("plan", lang.Key("field.plan"), planLines),
	several("commitments", lang.Key("field.commitments"), commitmentLines),
	several("agenda", lang.Key("field.agenda"), agendaLines),
	several("questions", lang.Key("field.questions"), questionLines),
	several("material", lang.Key("field.material"), materialLines),
	several("written", lang.Key("field.written"), writtenLines),
	several("promise", lang.Key("field.promise"), promiseLines),
	plain("accessibility", lang.Key("field.accessibility"),
		func(c consult.Content) consult.Text { return c.Accessibility }),
	plain("practical", lang.Key("field.practical"),
		func(c consult.Content) consult.Text { return c.Practical }),
	several("contact", lang.Key("field.contact"), contactLines),
	several("privacy", lang.Key("field.privacy"), privacyLines),
}

var reportFields = []versionField{{"sections", lang.Key("section.summary"),
	func(_ *lang.Printer, x consult.Version, in saying) (all []string) {
		for _, s := range x.Summary.Sections {
			if !s.Body.Empty() {
				all = append(all, in(s.Heading), in(s.Body), "")
			}
		}
		return all
	}}}

// only gives the lines that say something.
func only(all ...string) []string {
	var some []string
	for _, line := range all {
		if strings.TrimSpace(line) != "" {
			some = append(some, line)
		}
	}
	return some
}

func meetingLines(p *lang.Printer, c consult.Content, in saying) []string {
	m := c.Meeting
	if !m.Set() {
		return nil
	}
	form, place := act.FormWords(p, m.Form), in(m.Place)
	if strings.EqualFold(form, place) {
		place = ""
	}
	return only(p.Range(m.Start, m.End), form, place)
}

func registrationLines(p *lang.Printer, c consult.Content, in saying) []string {
	r := c.Registration
	var all []string
	if !r.Opens.IsZero() {
		all = append(all, p.T("field.opens", "At", r.Opens))
	}
	if !r.Closes.IsZero() {
		all = append(all, p.T("field.closes", "At", r.Closes))
	}
	if r.Capacity > 0 {
		all = append(all, p.T("field.seats", "Count", r.Capacity))
	}
	if r.Screening {
		all = append(all, p.T("fact.screening-text"))
		for _, reason := range r.Reasons {
			all = append(all, in(reason.Text))
		}
	}
	return all
}

func planLines(_ *lang.Printer, c consult.Content, in saying) []string {
	return only(in(c.Plan.Title), c.Plan.URL)
}

func commitmentLines(_ *lang.Printer, c consult.Content, in saying) (all []string) {
	for _, each := range c.Commitments {
		all = append(all, in(each.Title))
	}
	return all
}

func agendaLines(p *lang.Printer, c consult.Content, in saying) (all []string) {
	for _, item := range c.Timetable() {
		line := in(item.Title)
		if !item.Start.IsZero() {
			line = p.Time(item.Start) + " " + line
		}
		var who []string
		for _, each := range item.Who {
			who = append(who, in(each))
		}
		if len(who) > 0 {
			line += " (" + strings.Join(who, "; ") + ")"
		}
		if about := in(item.About); about != "" {
			line += ": " + about
		}
		all = append(all, line)
	}
	return all
}

func questionLines(_ *lang.Printer, c consult.Content, in saying) (all []string) {
	for i, q := range c.Questions {
		all = append(all, fmt.Sprintf("%d. %s", i+1, in(q.Text)))
	}
	return all
}

func materialLines(p *lang.Printer, c consult.Content, in saying) (all []string) {
	for _, m := range c.Material {
		line := strings.Join(only(in(m.Title), m.Name, m.URL), ", ")
		if m.File != "" {
			line += " (" + p.Size(m.Size) + ", SHA-256 " + m.File[:min(12, len(m.File))] + ")"
		}
		all = append(all, line)
	}
	return all
}

func writtenLines(p *lang.Printer, c consult.Content, in saying) []string {
	if !c.WrittenInput.Open {
		return nil
	}
	until := ""
	if !c.WrittenInput.Until.IsZero() {
		until = p.T("consultation.write-until", "Until", c.WrittenInput.Until)
	}
	return only(in(c.WrittenInput.How), c.WrittenInput.Email, until)
}

func promiseLines(p *lang.Printer, c consult.Content, in saying) []string {
	by := ""
	if !c.Promise.By.IsZero() {
		by = p.T("promise.due", "Date", p.Date(c.Promise.By))
	}
	return only(in(c.Promise.Text), by)
}

func contactLines(_ *lang.Printer, c consult.Content, in saying) []string {
	return only(in(c.Contact.Name), c.Contact.Email, c.Contact.Phone)
}

func privacyLines(p *lang.Printer, c consult.Content, in saying) []string {
	said := c.Privacy
	kept := ""
	if !c.End().IsZero() {
		kept = p.T("privacy-notice.kept-text", "Needs", p.Date(c.NeedsUntil()), "People",
			p.Date(c.KeepUntil()))
	}
	return only(in(said.Controller), in(said.Purpose), in(said.Basis), in(said.Rights), kept)
}
