package consult

import (
	"strings"
	"time"
)

// A Span is lines of a text, both ends included, counted from 1. Zero: nowhere.
type Span struct {
	First int `json:"first,omitempty"`
	Last  int `json:"last,omitempty"`
}

// A Quote is words of an invitation and the lines where they stand. Space is
// folded and marks of lists are left out; nothing else differs from the text.
type Quote struct {
	Text string `json:"text,omitempty"`
	Span
}

// Found tells whether there is anything.
func (q Quote) Found() bool { return q.Text != "" }

// A Passage is paragraphs in the order of the text.
type Passage []Quote

// Found tells whether there is anything.
func (p Passage) Found() bool { return len(p) > 0 }

// String gives the paragraphs with an empty line between them; items of a list
// follow each other without.
func (p Passage) String() string {
	var b strings.Builder
	for i, q := range p {
		if i > 0 {
			b.WriteString("\n")
			if !strings.HasPrefix(q.Text, "- ") || !strings.HasPrefix(p[i-1].Text, "- ") {
				b.WriteString("\n")
			}
		}
		b.WriteString(q.Text)
	}
	return b.String()
}

// A Reading is what an invitation says, taken from its text. Every word in it
// stands in the text; what is computed (moments, numbers) is computed from the
// quote beside it. What could not be placed is listed, not dropped.
type Reading struct {
	Language      string          `json:"language"` // "sv" or "en"
	Title         Quote           `json:"title,omitzero"`
	Name          Quote           `json:"name,omitzero"` // what else it is called
	Sender        Passage         `json:"sender,omitempty"`
	Reference     Quote           `json:"reference,omitzero"` // registration number
	Dated         Quote           `json:"dated,omitzero"`     // when the letter was written
	Summary       Passage         `json:"summary,omitempty"`
	Meeting       ReadMeeting     `json:"meeting,omitzero"`
	Registration  ReadRegistering `json:"registration,omitzero"`
	Invited       Passage         `json:"invited,omitempty"`
	Background    Passage         `json:"background,omitempty"`
	Purpose       Passage         `json:"purpose,omitempty"`
	Plan          ReadLink        `json:"plan,omitzero"`
	Commitments   []Numbered      `json:"commitments,omitempty"`
	Form          Passage         `json:"form,omitempty"` // how the meeting is arranged
	Agenda        []ReadItem      `json:"agenda,omitempty"`
	Questions     []Quote         `json:"questions,omitempty"`
	Material      []ReadLink      `json:"material,omitempty"`
	Written       Passage         `json:"written,omitempty"`
	WrittenUntil  time.Time       `json:"writtenUntil,omitzero"`
	Accessibility Passage         `json:"accessibility,omitempty"`
	Privacy       Passage         `json:"privacy,omitempty"`
	Promise       Passage         `json:"promise,omitempty"`
	Practical     Passage         `json:"practical,omitempty"`
	Contact       Passage         `json:"contact,omitempty"`
	Addresses     []Quote         `json:"addresses,omitempty"` // every e-mail address
	Phones        []Quote         `json:"phones,omitempty"`
	Links         []ReadLink      `json:"links,omitempty"` // every link, those without address too
	Join          ReadLink        `json:"join,omitzero"`   // the meeting's own link: a secret
	Unplaced      []Quote         `json:"unplaced,omitempty"`
	Lines         int             `json:"lines"` // lines in the text
}

// A ReadMeeting is when and where people meet.
type ReadMeeting struct {
	When    Passage   `json:"when,omitempty"` // the words that Start and End are computed from
	Start   time.Time `json:"start,omitzero"`
	End     time.Time `json:"end,omitzero"`
	Weekday string    `json:"weekday,omitempty"` // the day of the week as the text has it
	Wrong   bool      `json:"wrongWeekday,omitempty"`
	Place   Quote     `json:"place,omitzero"`
	Form    Form      `json:"form,omitempty"` // by the words of Place or Evidence
	// Evidence is the words that say how people meet, where Place does not.
	Evidence Quote `json:"evidence,omitzero"`
}

// ReadRegistering is how one registers.
type ReadRegistering struct {
	How      Passage   `json:"how,omitempty"`
	Address  Quote     `json:"address,omitzero"`  // e-mail or web address
	Deadline Quote     `json:"deadline,omitzero"` // the words that Closes is computed from
	Closes   time.Time `json:"closes,omitzero"`
	Seats    Quote     `json:"seats,omitzero"`
	Capacity int       `json:"capacity,omitempty"`
}

// A Numbered is a commitment with the number it has in the text.
type Numbered struct {
	Number int `json:"number"`
	Quote
}

// A ReadItem is a point of the agenda.
type ReadItem struct {
	Part    Part    `json:"part"`
	Title   Quote   `json:"title"`
	Minutes int     `json:"minutes,omitempty"` // by the hours in Clock
	Clock   Quote   `json:"clock,omitzero"`
	Who     Quote   `json:"who,omitzero"`
	About   Passage `json:"about,omitempty"`
}

// A ReadLink is a link. Its address is empty where the text has a link that
// leads nowhere.
type ReadLink struct {
	Words string `json:"words,omitempty"`
	URL   string `json:"url,omitempty"`
	Quote        // the line or sentence it stands in
}

// ReadInvitation turns an invitation into a structured draft. The text is plain
// text; headings, lists and links may be marked as in Markdown. It takes time
// in proportion to the text and never fails: what it does not understand is in
// Unplaced.
func ReadInvitation(text string) Reading {
	lines, beyond := split(text)
	r := reader{lines: lines}
	r.Lines = len(r.lines)
	r.Language = languageOf(r.lines)
	r.links()
	r.place()
	r.facts()
	r.when()
	r.program()
	r.deadlines()
	r.unplaced()
	if strings.TrimSpace(beyond) != "" {
		r.Lines += strings.Count(beyond, "\n") + 1
		r.Unplaced = append(r.Unplaced, Quote{fold(beyond), Span{len(lines) + 1, r.Lines}})
	}
	return r.Reading
}

// A reader is a Reading in the making.
type reader struct {
	Reading
	lines []line

	topic   topic // of the section that is being read
	told    bool  // the title is known: a greeting closes the letter
	closed  bool  // after the greeting
	open    *Passage
	moments []line // lines that say when the meeting is
	due     []line // lines that say until when one registers
	point   *line  // what the point of the agenda that is being read began with
	asked   bool   // items beneath it are questions
}

// use marks lines as placed.
func (r *reader) use(span Span) {
	for i := span.First; i <= span.Last; i++ {
		r.lines[i-1].used = true
	}
}

// unplaced lists the lines that nothing has used.
func (r *reader) unplaced() {
	for _, l := range r.lines {
		if !l.used && !l.blank() {
			r.Unplaced = append(r.Unplaced, l.quote(l.raw))
		}
	}
}
