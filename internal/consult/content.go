package consult

import (
	"strings"
	"time"

	"insyn/internal/lang"
)

// An ID names a consultation (UUIDv7 text).
type ID string

// A Text is said in Swedish and, where somebody has translated it, in English.
type Text struct {
	SV string `json:"sv,omitempty"`
	EN string `json:"en,omitempty"`
	// Of is the Swedish text that EN was made from, as a short fingerprint:
	// when the Swedish has moved on, the translation is out of date.
	Of string `json:"of,omitempty"`
}

// In gives the text in a language ("sv" or "en"), or in Swedish where there is no translation.
func (t Text) In(language string) string {
	if language == "en" && t.EN != "" {
		return t.EN
	}
	return t.SV
}

// Empty tells whether nothing is said.
func (t Text) Empty() bool { return strings.TrimSpace(t.SV) == "" && strings.TrimSpace(t.EN) == "" }

// A Template is the kind of consultation that a draft starts from.
type Template string

// The templates.
const (
	OGP     Template = "ogp"     // consultation on the Open Government Partnership, twice a year
	Sakrad  Template = "sakrad"  // the Government Offices' form for hearing civil society on a matter
	NOD     Template = "nod"     // consultation in the form of the agreement between state and civil society
	Written Template = "written" // a written round, without a meeting
)

// Templates lists the templates in the order in which they are offered.
func Templates() []Template { return []Template{OGP, Sakrad, NOD, Written} }

// Content is everything a consultation says in public. It has no secrets: the
// meeting link lives elsewhere.
type Content struct {
	Template      Template     `json:"template"`
	Title         Text         `json:"title"`
	Summary       Text         `json:"summary"`    // two sentences: what it is about and why
	Background    Text         `json:"background"` // Markdown
	Purpose       Text         `json:"purpose"`    // what the body wants to learn
	Invited       Text         `json:"invited"`    // who is invited
	Meeting       Meeting      `json:"meeting"`
	Registration  Registering  `json:"registration"`
	Contact       Contact      `json:"contact"`
	Plan          Link         `json:"plan"` // the action plan or other paper that it is about
	Commitments   []Commitment `json:"commitments,omitempty"`
	Agenda        []Item       `json:"agenda,omitempty"`
	Questions     []Question   `json:"questions,omitempty"`
	Material      []Material   `json:"material,omitempty"`
	WrittenInput  Input        `json:"written"`
	Accessibility Text         `json:"accessibility"` // interpreting, captions, premises, whom to ask
	Privacy       Privacy      `json:"privacy"`
	Promise       Promise      `json:"promise"`   // what becomes of what is said
	Practical     Text         `json:"practical"` // anything else worth knowing
	Reminder      int          `json:"reminder"`  // hours before the start; 0 is none
}

// A Form is how people meet.
type Form string

// The forms of a meeting.
const (
	Online Form = "online"
	OnSite Form = "onsite"
	Hybrid Form = "hybrid"
)

// A Meeting is when and where people meet. A written round has none: Start is zero.
type Meeting struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
	Zone  string    `json:"zone,omitempty"` // IANA name; people see this zone
	Form  Form      `json:"form,omitempty"`
	Place Text      `json:"place"`           // address of the premises, or the name of the tool
	Early int       `json:"early,omitempty"` // minutes before the start from which the link is shown
}

// Set tells whether there is a meeting with a time.
func (m Meeting) Set() bool { return !m.Start.IsZero() }

// Meetingless tells whether c is a written round, which nobody comes to.
func (c Content) Meetingless() bool { return c.Template == Written && !c.Meeting.Set() }

// LinkOpens gives the moment from which the meeting link is shown.
func (m Meeting) LinkOpens() time.Time {
	early := m.Early
	if early == 0 {
		early = 30
	}
	return m.Start.Add(-time.Duration(early) * time.Minute)
}

// LinkShown tells whether the meeting link may be shown at now.
func (m Meeting) LinkShown(now time.Time) bool {
	return m.Set() && m.Form != OnSite && !now.Before(m.LinkOpens()) && now.Before(m.End)
}

// Registering says how one registers.
type Registering struct {
	Opens     time.Time `json:"opens,omitzero"`
	Closes    time.Time `json:"closes,omitzero"`
	Capacity  int       `json:"capacity,omitempty"` // seats; 0 is no limit
	Screening bool      `json:"screening,omitempty"`
	Reasons   []Reason  `json:"reasons,omitempty"` // why somebody may be refused, fixed before launch
	Offer     int       `json:"offer,omitempty"`   // hours that an offered place is held; 0 is 48
}

// OfferFor gives how long an offered place is held.
func (r Registering) OfferFor() time.Duration {
	if r.Offer <= 0 {
		return 48 * time.Hour
	}
	return time.Duration(r.Offer) * time.Hour
}

// Knows tells whether a reason for refusing was fixed before launch.
func (r Registering) Knows(reason string) bool {
	for _, known := range r.Reasons {
		if known.ID == reason {
			return true
		}
	}
	return false
}

// A Reason for refusing, with an identity that outlives its wording.
type Reason struct {
	ID   string `json:"id"`
	Text Text   `json:"text"`
}

// Contact is where one asks.
type Contact struct {
	Name  Text   `json:"name"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// A Link leads to something outside.
type Link struct {
	Title Text   `json:"title"`
	URL   string `json:"url,omitempty"`
}

// A Commitment that the consultation is about. ID is set when the plan stands in Insyn.
type Commitment struct {
	ID    string `json:"id,omitempty"`
	Title Text   `json:"title"`
}

// A Part of the meeting.
type Part string

// The parts.
const (
	Information Part = "information"
	Discussion  Part = "discussion"
	Framing     Part = "framing" // opening, pauses, closing
)

// Parts lists the parts.
func Parts() []Part { return []Part{Information, Discussion, Framing} }

// An Item on the agenda. Its hour follows from the start of the meeting and
// the minutes of the items before it, so it moves with the meeting.
type Item struct {
	Part    Part   `json:"part"`
	Title   Text   `json:"title"`
	Minutes int    `json:"minutes,omitempty"`
	Who     []Text `json:"who,omitempty"`  // officials or roles taking part
	About   Text   `json:"about,omitzero"` // a sentence on what happens
}

// Timed is an agenda item with its hours.
type Timed struct {
	Item
	Start, End time.Time
}

// Timetable gives each agenda item its hours; zero where the minutes before it are not all known.
func (c Content) Timetable() []Timed {
	timed := make([]Timed, len(c.Agenda))
	at := c.Meeting.Start
	for i, item := range c.Agenda {
		timed[i].Item = item
		if at.IsZero() || item.Minutes <= 0 {
			at = time.Time{}
			continue
		}
		timed[i].Start, timed[i].End = at, at.Add(time.Duration(item.Minutes)*time.Minute)
		at = timed[i].End
	}
	return timed
}

// Timed tells whether there is an agenda and every item of it has its hours.
func (c Content) Timed() bool {
	timed := c.Timetable()
	return len(timed) > 0 && !timed[len(timed)-1].Start.IsZero()
}

// A Question for discussion. Its ID stays when its words change, since views refer to it.
type Question struct {
	ID   string `json:"id"`
	Text Text   `json:"text"`
}

// Material to read before the meeting: a link, or a file kept with the consultation.
type Material struct {
	ID         string    `json:"id"`
	Title      Text      `json:"title"`
	URL        string    `json:"url,omitempty"`
	File       string    `json:"file,omitempty"` // SHA-256 of the attachment, in hexadecimal
	Name       string    `json:"name,omitempty"` // file name
	Type       string    `json:"type,omitempty"` // media type
	Size       int64     `json:"size,omitempty"` // bytes
	Language   string    `json:"language,omitempty"`
	Accessible bool      `json:"accessible,omitempty"` // somebody has checked it
	Added      time.Time `json:"added,omitzero"`
}

// Input is the channel for what people write, before, during and after the
// meeting, and the window in which it is open.
type Input struct {
	Open    bool      `json:"open,omitempty"`
	From    time.Time `json:"from,omitzero"` // zero: from the day of publication
	Until   time.Time `json:"until,omitzero"`
	Email   string    `json:"email,omitempty"`
	How     Text      `json:"how"`
	Reasons []Reason  `json:"reasons,omitempty"` // of its own, why a view may be withheld
}

// Privacy is what the Article 13 notice is made from.
type Privacy struct {
	Controller Text `json:"controller"`
	Purpose    Text `json:"purpose"`
	Basis      Text `json:"basis"`
	Keep       int  `json:"keep,omitempty"`      // days after the meeting that names and addresses are kept
	KeepNeeds  int  `json:"keepNeeds,omitempty"` // days after the meeting that needs are kept; 0 is deleted when it ends
	Rights     Text `json:"rights"`
}

// Promise is what the body undertakes to do with what is said.
type Promise struct {
	Text Text      `json:"text"` // minutes, summary, answers
	By   time.Time `json:"by,omitzero"`
}

// Over gives the moment at which the promised day has passed; zero for none. What
// is promised is a day: what comes on it is in time, whatever the hour.
func (p Promise) Over() time.Time {
	if p.By.IsZero() {
		return time.Time{}
	}
	year, month, day := p.By.In(lang.Stockholm).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, lang.Stockholm)
}

// Begin gives the moment on which deadlines hang: the start of the meeting, or the end of the written round.
func (c Content) Begin() time.Time {
	if c.Meeting.Set() {
		return c.Meeting.Start
	}
	return c.WrittenInput.Until
}

// End gives the moment after which it is held.
func (c Content) End() time.Time {
	if c.Meeting.Set() {
		return c.Meeting.End
	}
	return c.WrittenInput.Until
}
