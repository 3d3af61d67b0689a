package web

import (
	"html/template"
	"time"
)

// The pieces that pages are made of. Each is shown by the template named in
// its comment and has a place in the gallery. Texts in them are finished: in
// the reader's language, filled in.

// A Tone is what a piece means: it chooses colour and icon, never alone.
type Tone string

// The tones.
const (
	Neutral Tone = "neutral" // a fact
	Active  Tone = "active"  // something can be done now
	Done    Tone = "done"    // done and evidenced
	Late    Tone = "late"    // late, full, cancelled: look here
	Quiet   Tone = "quiet"   // draft, over, not yet
)

// A Chip ("chip") is a state: colour, icon and word.
type Chip struct {
	Tone Tone
	Icon string // "" for that of the tone
	Text string
}

// Sign gives the name of the icon of c.
func (c Chip) Sign() string {
	if c.Icon != "" {
		return c.Icon
	}
	return map[Tone]string{Neutral: "dot", Active: "open", Done: "check", Late: "clock",
		Quiet: "ring"}[c.Tone]
}

// A Link leads to a page or does nothing when Href is empty.
type Link struct{ Text, Href string }

// A Named link ("named") leads to something by a name that somebody else has given it.
type Named struct {
	Words
	Href string
}

// A Notice ("notice") is something to know before reading on.
type Notice struct {
	Tone   Tone
	Title  string
	Text   string // may be empty
	Link   Link
	Tongue string // language of the text; "" for that of the page
}

// A When ("when") is a span of time with its zone, and how far off it is.
type When struct {
	Start, End time.Time
	Away       string // "om 14 dagar"; may be empty
}

// A Fact is a term with what is true of it; Facts ("facts") lists them.
type Fact struct {
	Term   string
	Text   string
	Rich   template.HTML // from package markup, instead of Text
	Link   Link          // after the text
	Phone  Phone         // after the text
	Time   time.Time     // instead of Text
	Tongue string        // language of the text; "" for that of the page
}

// A Phone is a telephone number as it is written and as it is dialled. It is no
// Link: the template writes "tel:" itself, for html/template trusts no address
// with a scheme other than those of the web and of mail.
type Phone struct{ Text, Number string }

// A ClockStep is one point of a ClockBar.
type ClockStep struct {
	Text string
	At   time.Time // zero when it has not happened
	Due  time.Time // zero when there is no promise
	Late bool
}

// A ClockBar ("clock-bar") shows how far something has come on its way, and
// when the rest is due: received, considered, answered.
type ClockBar struct {
	Label string
	Steps []ClockStep
}

// Current gives the index of the first step that has not happened.
func (c ClockBar) Current() int {
	for i, step := range c.Steps {
		if step.At.IsZero() {
			return i
		}
	}
	return len(c.Steps)
}

// A Measure ("measure") is one number that a promise is measured by.
type Measure struct {
	Label  string
	Number string // written out in the reader's language
	Unit   string
	Since  string // "sedan 1 januari 2024"
	Change Chip   // no text for none
	Ended  Words  // why it is not measured by any more
	How    string // how it is computed, in words
	Source Link
	Spark  Spark
}

// An Evidence ("evidence") is a thing that proves something.
type Evidence struct {
	Proves string
	Tongue string // language of Proves; "" for that of the page
	Source Link
	At     time.Time
	Hash   string // SHA-256 in hex; may be empty
	State  Chip   // of the link
}

// A DiffPart is a run of words that stayed, came or went.
type DiffPart struct {
	Change string // "", "added" or "removed"
	Text   string
}

// A Diff ("diff") shows what one edit changed in one text.
type Diff struct {
	Field  string
	Parts  []DiffPart
	Who    string
	At     time.Time // zero where the page says when
	Why    string
	Tongue string // language of the text; "" for that of the page
}

// A Question ("question") is one that a consultation asks.
type Question struct {
	Number int
	Text   string
	More   template.HTML // from package markup; may be empty
	Link   Link          // to its views
	Write  Link          // where one says something about it
}

// An Opinion ("opinion") is a view as published, and what was answered.
type Opinion struct {
	ID       string
	Sender   string
	Kind     string // kind of sender
	Mandate  string // by what right one speaks for others
	About    string
	Quote    string // the words that it is about
	QuoteIn  string // their language, where it is not that of the page
	Via      string // how it came, where that was not by the form
	Text     []OpinionPiece
	Files    []File // converted
	Tongue   string // language of the text; "" for that of the page
	At       time.Time
	Receipt  Link
	Record   string        // entry in the public record of what Text says; "" where it is not looked up
	Answer   template.HTML // "" for none yet
	Answered time.Time
	State    Chip

	AnswerTongue string // language of the answer; "" for that of the page
	Effects      []Fact // what changed because of the view
	Whole        Link   // to the answer where it stands with the others
}

// An OpinionPiece is words of a view, or says why words are masked.
type OpinionPiece struct{ Text, Masked string }

// A TimelineItem is something that happened or will; Timeline ("timeline")
// lists them from first to last.
type TimelineItem struct {
	At     time.Time
	Title  string
	Text   string
	Link   Link
	Future bool
	Tongue string  // language of the text; "" for that of the page
	Said   []Words // instead of Title, where words in it are in another language
}

// A Cell is one value of a table.
type Cell struct {
	Text   string
	Link   string
	Chip   Chip   // no text for none
	Tongue string // language of the text; "" for that of the page
}

// A Column is the head of a column of a table.
type Column struct {
	Text   string
	Number bool // figures: set to the right, of equal width
}

// A Table ("table") becomes a list of cards where the screen is narrow.
type Table struct {
	Caption string
	Headed  bool // the heading before it says the caption, which is heard alone then
	Columns []Column
	Rows    [][]Cell
}

// A File ("file") is something to download.
type File struct {
	Name       string
	Href       string
	Format     string   // "PDF"
	Bytes      int64    // 0 for what is no file
	Notes      []string // more to know: its version, how long before the meeting it came
	Language   string   // in words; "" when it is that of the page
	Accessible Chip     // no text when nobody has checked
	At         time.Time
	Tongue     string // language of the name; "" for that of the page
	Read       Link   // where it is read part by part
}

// A Pager ("pager") leads through a list in parts.
type Pager struct {
	Page, Pages    int
	Previous, Next string // addresses; "" at the ends
}

// A Step is one part of a task; Stepper ("stepper") shows them all.
type Step struct {
	Text  string
	Href  string
	State string // "done", "current" or ""
}

// A Stepper ("stepper") shows how far one has come in a task of several pages.
type Stepper struct {
	Label string
	Steps []Step
}

// An Empty ("empty") stands where there is nothing: what would be here, why
// there is nothing, what to do.
type Empty struct {
	Title, Text string
	Action      Link
}

// A Confirmation ("confirmation") says that something has been done.
type Confirmation struct {
	Title     string
	Text      string
	Reference string // to quote when asking; may be empty
}

// An AgendaItem is one point of an agenda.
type AgendaItem struct {
	Start, End time.Time // zero when the hour is not set
	Title      string
	Text       string
	Who        string
}

// An AgendaPart ("agenda", a list of them) is the information part, say.
type AgendaPart struct {
	Title string
	Items []AgendaItem
}

// A Copy ("copy") is a text to carry elsewhere, with a button that copies it.
type Copy struct {
	ID   string
	Text string
}

// A Phase is an instant that the clock of the demonstration can be moved to.
type Phase struct {
	Text    string
	Value   string
	Current bool
}

// A DemoBar ("demo-bar") stands on every page of the demonstration: it says
// that the data is invented and moves the clock.
type DemoBar struct {
	Now     time.Time
	Action  string // where the form is sent
	Return  string // the path to come back to
	Phases  []Phase
	Mailbox Link
	Tour    Link
}
