package consult

import (
	"time"

	"insyn/internal/fault"
)

// A Venue is what the machinery of views needs to know of a forum, whatever
// the forum is.
type Venue struct {
	Forum     Forum
	Body      string // account.BodyID of the body that answers
	Title     Text
	Path      string // of its public page, in Swedish
	Public    bool
	Cancelled bool
	Window    Window
	Sorts     []Sort // what one can turn to it with
	Questions []Question
	Material  []Material
	Reasons   []Reason  // why a view may be withheld, fixed before launch
	KeepUntil time.Time // when what was told of senders goes
	KeepDays  int       // of a contact point: how long after a case has ended it goes
	Contact   string    // address to ask
	Promised  time.Time // when what came before it is answered; zero where no day is promised
	Closed    time.Time // when everything was answered and the dialogue ended

	Draft      int       // number of the last draft of the summary that was sent out; 0 before
	DraftUntil time.Time // end of the time for objections to it
}

// A Window is the time in which views are taken. A zero end is left open.
type Window struct {
	Open        bool // whether views are taken at all
	From, Until time.Time
}

// Venue gives what the machinery of views needs to know of c.
func (c Consultation) Venue() Venue {
	in := c.Content.WrittenInput
	v := Venue{Forum: c.ID.Forum(), Body: c.Body, Title: c.Content.Title,
		Path: "/samrad/" + c.Slug, Public: c.Published > 0, Cancelled: !c.Cancelled.IsZero(),
		Window: Window{Open: in.Open, From: in.From, Until: in.Until},
		Sorts:  []Sort{AView, AProposal}, Questions: c.Content.Questions, Material: c.Content.Material,
		Reasons: append(StandardReasons(), in.Reasons...), KeepUntil: c.Content.KeepUntil(),
		Contact: c.Content.Contact.Email, Promised: c.Content.Promise.By}
	if v.Window.From.IsZero() {
		v.Window.From = c.First
	}
	if c.Content.End().IsZero() {
		v.KeepUntil = time.Time{} // it is counted from a day that is not known yet
	}
	return v
}

// Views gives the path of the page that lists what was published; that of one
// view follows after a slash.
func (v Venue) Views() string {
	if v.Forum.Contact() != "" {
		return v.Path + "/arenden"
	}
	return v.Path + "/synpunkter"
}

// Accepts tells whether a view can be sent to v at now; else the fault says why not.
func (v Venue) Accepts(now time.Time) error {
	w := v.Window
	switch {
	case !v.Public:
		return fault.New(fault.NotFound, "view.no-forum")
	case v.Cancelled:
		return fault.New(fault.Refused, "view.cancelled")
	case !v.Closed.IsZero():
		return fault.New(fault.Refused, "view.over").With("Closed", v.Closed)
	case !w.Open:
		return fault.New(fault.Refused, "view.not-taken")
	case now.Before(w.From):
		return fault.New(fault.Refused, "view.not-yet").With("Opens", w.From)
	case over(w.Until, now):
		return fault.New(fault.Refused, "view.over").With("Closed", w.Until)
	}
	return nil
}

// Has tells whether what s is about is there.
func (v Venue) Has(s Subject) bool {
	switch s.About {
	case TheWhole:
		return s == Subject{About: TheWhole}
	case AQuestion:
		_, known := v.Question(s.ID)
		return known && s.Excerpt == Excerpt{}
	case TheSummary:
		return v.drafted(s)
	case APassage, SomeContent:
		_, known := v.Text(s.ID)
		return known
	}
	return false
}

// Question gives the question with an ID.
func (v Venue) Question(id string) (Question, bool) {
	for _, q := range v.Questions {
		if q.ID == id {
			return q, true
		}
	}
	return Question{}, false
}

// Text gives the attached text with an ID.
func (v Venue) Text(id string) (Material, bool) {
	for _, m := range v.Material {
		if m.ID == id {
			return m, true
		}
	}
	return Material{}, false
}

// Reason gives the words of a reason by its ID; the ID where it is not known.
func (v Venue) Reason(id string) Text {
	for _, r := range v.Reasons {
		if r.ID == id {
			return r.Text
		}
	}
	return Text{SV: id}
}

// Allegation is the reason with which a text is kept out that accuses somebody.
// Who wrote it is told where such a thing is reported.
const Allegation = "allegation"

// StandardReasons are why any view may be withheld. Their IDs stand in
// rulings and in the public log for ever; words can change, they cannot.
func StandardReasons() []Reason {
	return []Reason{
		{ID: "unlawful", Text: Text{SV: "Innehållet är olagligt, till exempel hets mot folkgrupp.",
			EN: "The content is unlawful, such as agitation against a group of people."}},
		{ID: "threat", Text: Text{SV: "Texten hotar eller angriper någon som person.",
			EN: "The text threatens somebody, or attacks somebody as a person."}},
		{ID: Allegation, Text: Text{SV: "Texten pekar ut en person för brott eller fusk. Sådant tas emot i en visselblåsarkanal eller av polisen, inte här.",
			EN: "The text accuses a person of crime or misconduct. That is received by a whistleblowing channel or the police, not here."}},
		{ID: "others-privacy", Text: Text{SV: "Texten handlar om någon annans privata förhållanden.",
			EN: "The text is about another person's private circumstances."}},
		{ID: "secrecy", Text: Text{SV: "Uppgifterna omfattas av sekretess.",
			EN: "The information is subject to secrecy."}},
		{ID: "advertising", Text: Text{SV: "Texten är reklam.", EN: "The text is advertising."}},
		{ID: "no-view", Text: Text{SV: "Texten är ingen synpunkt på det som samrådet gäller.",
			EN: "The text is no view on what the consultation is about."}},
		{ID: "duplicate", Text: Text{SV: "Samma text har redan kommit in från samma avsändare.",
			EN: "The same text has come in already from the same sender."}},
	}
}
