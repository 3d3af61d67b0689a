package web

import (
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// facts lists what stands beside the text: dates, seats, version.
func (v *visit) facts(p act.Public) []Fact {
	c := p.Consultation
	reg := c.Content.Registration
	facts := []Fact{{Term: v.T("fact.organiser"), Text: v.bodyName(p.Body)}}
	if c.Content.Meeting.Set() && c.Cancelled.IsZero() {
		if !reg.Opens.IsZero() && v.Now.Before(reg.Opens) {
			facts = append(facts, Fact{Term: v.T("fact.opens"), Time: reg.Opens})
		}
		if !reg.Closes.IsZero() && p.State != consult.Held {
			facts = append(facts, Fact{Term: v.T("fact.closes"), Time: reg.Closes})
		}
		if reg.Capacity > 0 && p.State != consult.Held {
			facts = append(facts, Fact{Term: v.T("fact.seats"), Text: v.seats(p)})
		}
	}
	if reg.Screening {
		facts = append(facts, Fact{Term: v.T("fact.screening"), Text: v.T("fact.screening-text")})
	}
	latest := lastOf(p.Versions, consult.Invitation)
	return append(facts, Fact{Term: v.T("fact.version"), Text: v.T("fact.version-text",
		"Number", latest.number, "Date", v.Date(c.Changed)),
		Link: Link{v.T("fact.versions"), v.Href("/samrad/" + c.Slug + "/versioner")}})
}

// seats says how many seats there are and how many are left.
func (v *visit) seats(p act.Public) string {
	text := v.T("fact.seats-text", "Free", p.Free, "Count",
		p.Consultation.Content.Registration.Capacity)
	if p.Queue > 0 {
		text += "\n" + v.T("take.queued", "Count", p.Queue)
	}
	return text
}

// An edition is a public version with its number among the public ones: drafts
// that were dropped leave no gaps for readers to wonder at.
type edition struct {
	number int
	consult.Version
}

// editionsOf gives the public versions of a paper, the first first.
func editionsOf(versions []consult.Version, paper consult.Paper) []edition {
	var all []edition
	for _, version := range versions {
		if version.Paper == paper {
			all = append(all, edition{len(all) + 1, version})
		}
	}
	return all
}

// lastOf gives the version of a paper that is in force.
func lastOf(versions []consult.Version, paper consult.Paper) edition {
	all := editionsOf(versions, paper)
	if len(all) == 0 {
		return edition{}
	}
	return all[len(all)-1]
}

// contact says whom to ask.
func (v *visit) contact(c consult.Content) []Fact {
	var facts []Fact
	if !c.Contact.Name.Empty() {
		facts = append(facts, Fact{Term: v.T("contact.who"), Text: v.say(c.Contact.Name),
			Tongue: v.tongue(c.Contact.Name)})
	}
	if c.Contact.Email != "" {
		facts = append(facts, Fact{Term: v.T("contact.email"),
			Link: Link{c.Contact.Email, "mailto:" + c.Contact.Email}})
	}
	if c.Contact.Phone != "" {
		facts = append(facts, phone(v.T("contact.phone"), c.Contact.Phone))
	}
	return facts
}

// phone is a telephone number that a press calls, or, where more is written
// than a number ("växeln, 08-123 45 67"), what is written.
func phone(term, written string) Fact {
	number := strings.NewReplacer(" ", "", "-", "", "\u00a0", "", "(0)", "", "/",
		"").Replace(written)
	if digits := strings.TrimPrefix(number, "+"); digits == "" ||
		strings.Trim(digits, "0123456789") != "" {
		return Fact{Term: term, Text: written}
	}
	return Fact{Term: term, Phone: Phone{written, number}}
}

// promise fills in what is promised, and how the promise stands.
func (p *ConsultationPage) promise(v *visit, public act.Public) {
	c := public.Consultation
	p.Promise = Promised{Text: v.words(c.Content.Promise.Text), By: c.Content.Promise.By}
	switch {
	case c.Summary > 0:
		published := editionsOf(public.Versions, consult.Report)
		p.Promise.State = Chip{Tone: Done, Text: v.T("promise.kept", "Date",
			v.Date(published[0].Published))}
	case late(c, v.Now):
		p.Promise.State = Chip{Tone: Late, Text: v.T("promise.late")}
	case !p.Promise.By.IsZero() && c.Cancelled.IsZero():
		p.Promise.State = Chip{Tone: Neutral, Icon: "clock",
			Text: v.T("promise.due", "Date", v.Date(p.Promise.By))}
	}
	p.Also = v.row(c, nil).Also
}

// Turnout is who came and what they thought, after the meeting.
type Turnout struct {
	Kinds  Table // no rows for none
	Counts Table
	Few    string // said in place of counts that would tell who answered what
}

// after fills in what is there when the meeting is over.
func (p *ConsultationPage) after(v *visit, public act.Public) {
	var shown []int64
	for n := range public.Shown {
		shown = append(shown, n)
	}
	for _, section := range public.Summary.Sections {
		if section.Body.Empty() {
			continue
		}
		p.Report = append(p.Report, ReportSection{v.words(section.Heading),
			v.linked(section.Body, public.Venue, shown)})
	}
	if len(p.Report) > 0 && public.Consultation.Summary > 0 {
		p.Papers = v.papers(public.Venue.Path)
	}
	if public.State != consult.Held {
		return
	}
	p.Turnout.Kinds = Table{Caption: v.T("turnout.caption"),
		Columns: []Column{{Text: v.T("turnout.kind")}, {Text: v.T("turnout.came"), Number: true}}}
	for _, k := range consult.Kinds() {
		if n := public.Kinds[k]; n > 0 {
			p.Turnout.Kinds.Rows = append(p.Turnout.Kinds.Rows,
				[]Cell{{Text: v.T(string(kindWords[k]))}, {Text: v.Number(n)}})
		}
	}
	p.Turnout.counts(v, public)
}

// counts tabulates the evaluation.
func (t *Turnout) counts(v *visit, public act.Public) {
	c := public.Counts
	if !public.CountsShown {
		if c.Answers > 0 {
			t.Few = v.T("turnout.few", "Count", c.Answers, "Least", consult.FewestShown)
		}
		return
	}
	t.Counts = Table{Caption: v.T("turnout.evaluation", "Count", c.Answers),
		Columns: []Column{{Text: v.T("evaluate.question")},
			{Text: v.T("evaluate.yes"), Number: true},
			{Text: v.T("evaluate.partly"), Number: true}, {Text: v.T("evaluate.no"), Number: true}}}
	for _, row := range []struct {
		question string
		counts   [3]int
	}{{v.T("evaluate.spoke"), c.Spoke}, {v.T("evaluate.understood"), c.Understood},
		{v.T("evaluate.matters"), c.Matters}} {
		t.Counts.Rows = append(t.Counts.Rows, []Cell{{Text: row.question},
			{Text: v.Number(row.counts[2])}, {Text: v.Number(row.counts[1])},
			{Text: v.Number(row.counts[0])}})
	}
}

// kindWords says whom a participant speaks for.
var kindWords = map[consult.Kind]lang.Key{
	consult.CivilSociety: lang.Key("kind.civil-society"),
	consult.Business:     lang.Key("kind.business"),
	consult.Academia:     lang.Key("kind.academia"),
	consult.PublicBody:   lang.Key("kind.public-body"),
	consult.Media:        lang.Key("kind.media"),
	consult.Expert:       lang.Key("kind.expert"),
	consult.Private:      lang.Key("kind.private"),
	consult.Other:        lang.Key("kind.other"),
}

// notices gives what to know before reading on: the state of the translation.
func (v *visit) notices(p act.Public) []Notice {
	if v.Language() == lang.Swedish {
		return nil
	}
	missing, old := 0, 0
	content := p.Consultation.Content
	content.Texts(func(_ string, t *consult.Text) {
		switch {
		case t.SV == "":
		case t.English() == consult.Missing:
			missing++
		case t.English() == consult.OutOfDate:
			old++
		}
	})
	var all []Notice
	if missing > 0 {
		all = append(all, Notice{Tone: Neutral, Title: v.T("translation.missing"),
			Text: v.T("translation.missing-text")})
	}
	if old > 0 {
		all = append(all, Notice{Tone: Late, Title: v.T("translation.old"),
			Text: v.T("translation.old-text"),
			Link: Link{v.T("translation.original"), "/samrad/" + p.Consultation.Slug}})
	}
	return all
}

// contents lists the sections of the page that have something in them.
func (p *ConsultationPage) contents(v *visit) {
	for _, section := range []struct {
		there bool
		id    string
		word  lang.Key
	}{
		{len(p.Report) > 0, "sammanfattning", lang.Key("section.summary")},
		{len(p.Turnout.Kinds.Rows)+len(p.Turnout.Counts.Rows) > 0, "deltog",
			lang.Key("section.turnout")},
		{true, "om", lang.Key("section.about")},
		{!p.When.Start.IsZero(), "dagordning", lang.Key("section.agenda")},
		{len(p.Questions) > 0 && !p.Over, "fragor", lang.Key("section.questions")},
		{len(p.Questions) > 0 && p.Over, "fragor", lang.Key("section.asked")},
		{true, "underlag", lang.Key("section.material")},
		{true, "synpunkter", lang.Key("section.opinions")},
		{p.Written.Open && !p.When.Start.IsZero(), "skriv", lang.Key("section.written")},
		{p.Written.Open && p.When.Start.IsZero(), "skriv", lang.Key("section.write")},
		{true, "sedan", lang.Key("section.promise")},
		{true, "tillganglighet", lang.Key("section.access")},
		{len(p.Listed) > 0, "deltagare", lang.Key("section.listed")},
		{true, "kontakt", lang.Key("section.contact")},
		{true, "personuppgifter", lang.Key("section.privacy")},
	} {
		if section.there {
			p.Contents = append(p.Contents, Link{v.T(string(section.word)), "#" + section.id})
		}
	}
}

// A PrivacyNotice is what Article 13 of the GDPR asks us to tell those who
// register, made from the settings of the consultation.
type PrivacyNotice struct {
	Short string
	Facts []Fact
}

// privacyNotice makes the notice of a consultation.
func (v *visit) privacyNotice(c consult.Content, b account.Body) PrivacyNotice {
	controller, contact := v.say(c.Privacy.Controller), c.Contact.Email
	if contact == "" {
		contact = b.Email
	}
	or := func(t consult.Text, otherwise string) string {
		if t.Empty() {
			return otherwise
		}
		return v.say(t)
	}
	n := PrivacyNotice{Short: v.T("privacy-notice.short", "Controller", controller, "Date",
		v.Date(c.KeepUntil()))}
	add := func(term, text string, link Link) {
		n.Facts = append(n.Facts, Fact{Term: term, Text: text, Link: link})
	}
	add(v.T("privacy-notice.controller"), controller+".", Link{contact, "mailto:" + contact})
	if b.DPO != "" {
		add(v.T("privacy-notice.dpo"), "", Link{b.DPO, "mailto:" + b.DPO})
	}
	data, basis, purpose := v.T("privacy-notice.data-text"), v.T("privacy-notice.basis-text"),
		v.T("privacy-notice.purpose-text")
	kept := v.T("privacy-notice.kept-text", "Needs", v.Date(c.NeedsUntil()), "People",
		v.Date(c.KeepUntil()))
	rights := v.T("privacy-notice.rights-text")
	if !c.KeepUntil().After(v.Now) {
		n.Short = v.T("privacy-notice.short-gone", "Controller", controller, "Date",
			v.Date(c.KeepUntil()))
	}
	if !c.Meeting.Set() { // nobody registers: what there is came by mail or letter
		n.Short = v.T("privacy-notice.short-written", "Controller", controller)
		data, basis, purpose = v.T("privacy-notice.data-written"),
			v.T("privacy-notice.basis-written"), v.T("privacy-notice.purpose-written")
		kept, rights = v.T("privacy-notice.kept-written"), v.T("privacy-notice.rights-written")
	}
	add(v.T("privacy-notice.purpose"), or(c.Privacy.Purpose, purpose), Link{})
	add(v.T("privacy-notice.basis"), or(c.Privacy.Basis, basis), Link{})
	add(v.T("privacy-notice.data"), data, Link{})
	add(v.T("privacy-notice.who"), v.T("privacy-notice.who-text"), Link{})
	add(v.T("privacy-notice.kept"), kept, Link{})
	add(v.T("privacy-notice.rights"), or(c.Privacy.Rights, rights), Link{})
	add(v.T("privacy-notice.complain"), v.T("privacy-notice.complain-text"), Link{"imy.se", imy})
	return n
}

// imy is where one complains of how personal data is handled.
const imy = "https://www.imy.se/privatperson/utfora-arenden/lamna-ett-klagomal/"

// schema gives the facts of a schema.org Event.
func (v *visit) schema(p act.Public, address string) Schema {
	s := Schema{Status: "EventScheduled", URL: address, Mode: map[consult.Form]string{
		consult.OnSite: "OfflineEventAttendanceMode", consult.Hybrid: "MixedEventAttendanceMode",
	}[p.Consultation.Content.Meeting.Form]}
	if s.Mode == "" {
		s.Mode = "OnlineEventAttendanceMode"
	}
	if m := p.Consultation.Content.Meeting; m.Form != consult.Online {
		s.Address = v.say(m.Place)
	}
	if p.State == consult.Cancelled {
		s.Status = "EventCancelled"
	}
	return s
}
