package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// VersionsPage lists everything that has been published of a consultation.
type VersionsPage struct {
	Page
	Gist     Gist
	Versions []TimelineItem
}

// VersionPage shows one version: what it changed and why, and all that it said.
type VersionPage struct {
	Page
	Gist     Gist
	Number   int
	At       time.Time
	Why      string
	Who      string
	First    bool
	Current  bool
	State    Chip
	Changes  []Diff
	Said     []Fact
	All      string
	Previous Link
	Next     Link
}

// versions lists what has been published of a consultation.
func (s *Server) versions(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	page := VersionsPage{Page: s.page(r, v.T("versions.title")), Gist: v.gist(p.Consultation, p.Body),
		Versions: v.history(p)}
	return s.render(w, r, http.StatusOK, "versions", page)
}

// history lists the public versions of both papers, from first to last.
func (v *visit) history(p act.Public) []TimelineItem {
	var all []TimelineItem
	for _, e := range editionsOf(p.Versions, consult.Invitation) {
		item := TimelineItem{At: e.Published, Title: v.T("versions.changed", "Number", e.number), Text: e.Reason,
			Link: Link{v.T("versions.see"), v.versionPath(p, strconv.Itoa(e.number))}}
		if e.number == 1 {
			item.Title, item.Link.Text = v.T("versions.first"), v.T("versions.read")
		}
		all = append(all, item)
	}
	for _, e := range editionsOf(p.Versions, consult.Report) {
		item := TimelineItem{At: e.Published, Title: v.T("versions.summary-changed", "Number", e.number),
			Text: e.Reason, Link: Link{v.T("versions.see"), v.versionPath(p, summaryPrefix+strconv.Itoa(e.number))}}
		if e.number == 1 {
			item.Title, item.Link.Text = v.T("versions.summary"), v.T("versions.read")
		}
		all = append(all, item)
	}
	if c := p.Consultation; !c.Cancelled.IsZero() {
		all = append(all, TimelineItem{At: c.Cancelled, Title: v.T("take.cancelled"), Text: v.say(c.Why)})
	}
	slices.SortStableFunc(all, func(a, b TimelineItem) int { return a.At.Compare(b.At) })
	return all
}

// summaryPrefix begins the number of a version of the summary in addresses.
const summaryPrefix = "sammanfattning-"

func (v *visit) versionPath(p act.Public, number string) string {
	return v.Href("/samrad/" + p.Consultation.Slug + "/versioner/" + number)
}

// version shows one version.
func (s *Server) version(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	number, isSummary := strings.CutPrefix(r.PathValue("n"), summaryPrefix)
	paper, prefix := consult.Invitation, ""
	if isSummary {
		paper, prefix = consult.Report, summaryPrefix
	}
	all := editionsOf(p.Versions, paper)
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(all) || strconv.Itoa(n) != number {
		return fault.New(fault.NotFound, "web.not-found")
	}
	page, err := v.versionPage(s.page(r, ""), p, all, n)
	if err != nil {
		return err
	}
	if n > 1 {
		page.Previous = Link{v.T("versions.previous"), v.versionPath(p, prefix+strconv.Itoa(n-1))}
	}
	if n < len(all) {
		page.Next = Link{v.T("versions.next"), v.versionPath(p, prefix+strconv.Itoa(n+1))}
	}
	return s.render(w, r, http.StatusOK, "version", page)
}

// versionPage makes the page of the version with a public number.
func (v *visit) versionPage(p Page, public act.Public, all []edition, n int) (VersionPage, error) {
	now := all[n-1]
	p.Title = v.T("versions.version", "Number", n)
	if now.Paper == consult.Report {
		p.Title = v.T("versions.summary-version", "Number", n)
	}
	page := VersionPage{Page: p, Gist: v.gist(public.Consultation, public.Body), Number: n, At: now.Published,
		Why: now.Reason, Who: v.bodyName(public.Body), First: n == 1, Current: n == len(all),
		All: v.Href("/samrad/" + public.Consultation.Slug + "/versioner")}
	if page.Current {
		page.State = Chip{Tone: Active, Icon: "check", Text: v.T("versions.now")}
	}
	var before consult.Version
	if n > 1 {
		before = all[n-2].Version
	}
	said, err := v.differences(consult.Version{Paper: now.Paper}, now.Version)
	if err != nil {
		return page, err
	}
	for _, each := range said {
		page.Said = append(page.Said, Fact{Term: each.Field, Text: text(each.Parts), Tongue: each.Tongue})
	}
	if n > 1 {
		page.Changes, err = v.differences(before, now.Version)
	}
	return page, err
}

// text joins what a version says of a field.
func text(parts []DiffPart) string {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(part.Text)
	}
	return b.String()
}

// differences lists what differs between two versions of a paper, field by
// field, word by word.
func (v *visit) differences(old, new consult.Version) ([]Diff, error) {
	fields, a, b := invitationFields, any(old.Content), any(new.Content)
	if new.Paper == consult.Report {
		fields, a, b = reportFields, old.Summary, new.Summary
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
	for _, f := range fields {
		if !touched[f.name] {
			continue
		}
		for _, l := range lang.Languages() {
			before, after := f.text(v, old, l), f.text(v, new, l)
			if before == after || l != lang.Swedish && !f.translated(old, new, v) {
				continue
			}
			d := Diff{Field: v.T(string(f.label)), Parts: wordDiff(before, after)}
			if l != v.Language() {
				d.Tongue = string(l)
			}
			if l != lang.Swedish {
				d.Field = v.T("versions.in-english", "Field", d.Field)
			}
			all = append(all, d)
		}
	}
	return all, nil
}

// A versionField is a field of a paper as versions are compared by: lists are
// one text with a line for each, so that a new line does not look like a
// change of all that follow.
type versionField struct {
	name  string // in the JSON form
	label lang.Key
	text  func(*visit, consult.Version, lang.Language) string
}

// translated tells whether the English of a field differs by more than the
// Swedish that stands in for what is not translated.
func (f versionField) translated(old, new consult.Version, v *visit) bool {
	same := func(x consult.Version) bool { return f.text(v, x, lang.English) == f.text(v, x, lang.Swedish) }
	return !same(old) || !same(new)
}

// plain makes a field of one text.
func plain(name string, label lang.Key, get func(consult.Content) consult.Text) versionField {
	return versionField{name, label, func(_ *visit, x consult.Version, l lang.Language) string {
		return get(x.Content).In(string(l))
	}}
}

// lines makes a field of several lines.
func lines(name string, label lang.Key, get func(*visit, consult.Content, func(consult.Text) string) []string) versionField {
	return versionField{name, label, func(v *visit, x consult.Version, l lang.Language) string {
		all := get(v, x.Content, func(t consult.Text) string { return t.In(string(l)) })
		return strings.Join(all, "\n")
	}}
}

var invitationFields = []versionField{
	plain("title", lang.Key("field.title"), func(c consult.Content) consult.Text { return c.Title }),
	plain("summary", lang.Key("field.summary"), func(c consult.Content) consult.Text { return c.Summary }),
	lines("meeting", lang.Key("field.meeting"), meetingLines),
	plain("purpose", lang.Key("field.purpose"), func(c consult.Content) consult.Text { return c.Purpose }),
	plain("background", lang.Key("field.background"), func(c consult.Content) consult.Text { return c.Background }),
	plain("invited", lang.Key("field.invited"), func(c consult.Content) consult.Text { return c.Invited }),
	lines("registration", lang.Key("field.registration"), registrationLines),
	lines("plan", lang.Key("field.plan"), planLines),
	lines("commitments", lang.Key("field.commitments"), commitmentLines),
	lines("agenda", lang.Key("field.agenda"), agendaLines),
	lines("questions", lang.Key("field.questions"), questionLines),
	lines("material", lang.Key("field.material"), materialLines),
	lines("written", lang.Key("field.written"), writtenLines),
	lines("promise", lang.Key("field.promise"), promiseLines),
	plain("accessibility", lang.Key("field.accessibility"), func(c consult.Content) consult.Text { return c.Accessibility }),
	plain("practical", lang.Key("field.practical"), func(c consult.Content) consult.Text { return c.Practical }),
	lines("contact", lang.Key("field.contact"), contactLines),
	lines("privacy", lang.Key("field.privacy"), privacyLines),
}

var reportFields = []versionField{{"sections", lang.Key("section.summary"),
	func(_ *visit, x consult.Version, l lang.Language) string {
		var all []string
		for _, s := range x.Summary.Sections {
			if !s.Body.Empty() {
				all = append(all, s.Heading.In(string(l))+"\n"+s.Body.In(string(l)))
			}
		}
		return strings.Join(all, "\n\n")
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

type saying = func(consult.Text) string

func meetingLines(v *visit, c consult.Content, in saying) []string {
	m := c.Meeting
	if !m.Set() {
		return nil
	}
	return only(v.Range(m.Start, m.End), v.T(string(formWords[m.Form])), in(m.Place))
}

func registrationLines(v *visit, c consult.Content, in saying) []string {
	r := c.Registration
	var all []string
	if !r.Opens.IsZero() {
		all = append(all, v.T("field.opens", "At", r.Opens))
	}
	if !r.Closes.IsZero() {
		all = append(all, v.T("field.closes", "At", r.Closes))
	}
	if r.Capacity > 0 {
		all = append(all, v.T("field.seats", "Count", r.Capacity))
	}
	if r.Screening {
		all = append(all, v.T("fact.screening-text"))
		for _, reason := range r.Reasons {
			all = append(all, in(reason.Text))
		}
	}
	return all
}

func planLines(_ *visit, c consult.Content, in saying) []string {
	return only(in(c.Plan.Title), c.Plan.URL)
}

func commitmentLines(_ *visit, c consult.Content, in saying) (all []string) {
	for _, each := range c.Commitments {
		all = append(all, in(each.Title))
	}
	return all
}

func agendaLines(v *visit, c consult.Content, in saying) (all []string) {
	for _, item := range c.Timetable() {
		line := in(item.Title)
		if !item.Start.IsZero() {
			line = v.Time(item.Start) + " " + line
		}
		var who []string
		for _, each := range item.Who {
			who = append(who, in(each))
		}
		if len(who) > 0 {
			line += " (" + strings.Join(who, "; ") + ")"
		}
		all = append(all, line)
	}
	return all
}

func questionLines(_ *visit, c consult.Content, in saying) (all []string) {
	for i, q := range c.Questions {
		all = append(all, fmt.Sprintf("%d. %s", i+1, in(q.Text)))
	}
	return all
}

func materialLines(v *visit, c consult.Content, in saying) (all []string) {
	for _, m := range c.Material {
		line := strings.Join(only(in(m.Title), m.Name, m.URL), ", ")
		if m.File != "" {
			line += " (" + v.Size(m.Size) + ", SHA-256 " + m.File[:min(12, len(m.File))] + ")"
		}
		all = append(all, line)
	}
	return all
}

func writtenLines(v *visit, c consult.Content, in saying) []string {
	if !c.WrittenInput.Open {
		return nil
	}
	until := ""
	if !c.WrittenInput.Until.IsZero() {
		until = v.T("consultation.write-until", "Until", c.WrittenInput.Until)
	}
	return only(in(c.WrittenInput.How), c.WrittenInput.Email, until)
}

func promiseLines(v *visit, c consult.Content, in saying) []string {
	by := ""
	if !c.Promise.By.IsZero() {
		by = v.T("promise.due", "Date", v.Date(c.Promise.By))
	}
	return only(in(c.Promise.Text), by)
}

func contactLines(_ *visit, c consult.Content, in saying) []string {
	return only(in(c.Contact.Name), c.Contact.Email, c.Contact.Phone)
}

func privacyLines(v *visit, c consult.Content, in saying) []string {
	p := c.Privacy
	kept := ""
	if !c.End().IsZero() {
		kept = v.T("privacy-notice.kept-text", "Needs", v.Date(c.NeedsUntil()), "People", v.Date(c.KeepUntil()))
	}
	return only(in(p.Controller), in(p.Purpose), in(p.Basis), in(p.Rights), kept)
}
