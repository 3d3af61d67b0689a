package letter

import "time"

// A Letter is one kind of letter with what it is about. Only the kinds in this
// file are letters; each has a template in every language.
//
// None of them has a field for the link to an online meeting. Join is the
// address of our page that shows the link to those who may see it, when they
// may; it may stand in a calendar that others read. Page is the recipient's
// own page and stands in mail only.
type Letter interface{ template() string }

// Meeting is what most letters are about.
type Meeting struct {
	Title   string // of the consultation
	Body    string // the public body that holds it
	Contact string // address for questions
	Place   string // where to go, or "" when it is held online only
	Online  bool   // one can take part online
	Starts  time.Time
	Ends    time.Time
}

// Confirm asks an address whether its owner registered. It repeats nothing
// that the visitor typed: whoever gets it may never have been on the site.
type Confirm struct {
	Meeting
	Link    string // page with the button that confirms
	Expires time.Time
}

// Registered says that a seat is held.
type Registered struct {
	Meeting
	Page, Join string
}

// Queued says that the meeting is full and that a place in the queue is held.
type Queued struct {
	Meeting
	Position int // place in the queue, from 1
	Page     string
}

// Awaiting says that the organiser decides about the registration.
type Awaiting struct {
	Meeting
	Page string
}

// NotApproved says that the organiser did not approve the registration.
type NotApproved struct {
	Meeting
	Reason  string // of those fixed before launch
	Writing string // where views can be left in writing; "" where they cannot
}

// Offered offers a seat that came free to the next in the queue.
type Offered struct {
	Meeting
	Page    string // where the offer is accepted or declined
	Expires time.Time
}

// OfferExpired says that an offer was not answered in time.
type OfferExpired struct {
	Meeting
	Public string // the public page of the consultation
}

// A Field is what can change about a meeting.
type Field string

// The fields that a letter has words for.
const (
	FieldTitle Field = "title"
	FieldTime  Field = "time"
	FieldPlace Field = "place"
	FieldOther Field = "other"
)

// A Change is one thing that is not as it was. For FieldTime the old times
// stand in OldStarts and OldEnds, and the new ones in the Meeting.
type Change struct {
	Field              Field
	Old, New           string
	OldStarts, OldEnds time.Time
}

// Changed says what changed about a meeting.
type Changed struct {
	Meeting
	Changes    []Change
	Reason     string // or ""
	Page, Join string
	Seatless   bool // to who waits in the queue or for approval
}

// A Point is one item of an agenda.
type Point struct {
	Starts time.Time // zero when the item has no time of its own
	Title  string
}

// Agenda brings the agenda.
type Agenda struct {
	Meeting
	Points     []Point
	Page, Join string
}

// Cancelled says that the meeting will not be held.
type Cancelled struct {
	Meeting
	Reason string // or ""
	Public string
}

// Reminder reminds of a meeting.
type Reminder struct {
	Meeting
	Page, Join string
}

// Withdrawn says that the recipient no longer has a seat; the meeting is held.
type Withdrawn struct {
	Meeting
	ByOrganiser bool   // false: by the recipient
	Reason      string // where the organiser withdrew it
	Public      string
}

// A Purpose is what a mailed code opens.
type Purpose string

// The purposes of a code.
const (
	ToChange Purpose = "change" // change or withdraw a registration
	ToSee    Purpose = "see"    // see what is held about a person
	ToErase  Purpose = "erase"  // erase it
)

// Code brings a code that proves that the reader owns the address.
type Code struct {
	Meeting
	Code    string
	Purpose Purpose
	Expires time.Time
}

// Invitation invites an organisation or a person by name.
type Invitation struct {
	Meeting
	To       string // organisation or person as the organiser wrote it
	About    string // a few sentences on what the meeting is about, or ""
	Register string // own link that leads to registration
	Decline  string // own link that leads to declining
	Public   string
	Closes   time.Time // when registration closes; zero when it is not set
}

// SignIn brings the code and the link by which staff sign in.
type SignIn struct {
	Site    string // name of the site
	Code    string // may be empty: then there is the link alone
	Link    string
	Expires time.Time
}

// RoleChanged tells a member of staff, and the administrators, that somebody's
// rights changed.
type RoleChanged struct {
	Site   string
	Body   string
	Person string // whose rights: name or address
	Role   string // the new role in the reader's language, or "" when it was taken away
	By     string // who changed it
	At     time.Time
	Link   string // page with the staff of the body
}

// Summary says that the summary of a meeting is published.
type Summary struct {
	Meeting
	Link string
}

// SummaryDraft says that the draft of a summary is out, and that one can object to it.
type SummaryDraft struct {
	Meeting
	Link  string
	Until time.Time
	Soon  bool // the time is soon over
}

// ViewReceived is the receipt for a view: where its author finds it.
type ViewReceived struct {
	Meeting
	Number int
	At     time.Time
	Page   string // the author's own
}

// Evaluation asks a participant about the meeting.
type Evaluation struct {
	Meeting
	Link   string
	Closes time.Time
}

// Erased is the receipt for erased personal data.
type Erased struct {
	Meeting
	At     time.Time
	Erased []string // what was erased, in the reader's language
	Kept   []string // what the law makes us keep, and why
}

// Notice tells staff that something waits for them.
type Notice struct {
	Site string
	What string // one line: the thing itself
	Text string // a few sentences, or ""
	Link string
}

// Answered tells who sent a view that it has been answered. The answer itself
// stands on the page: a letter can be read by others.
type Answered struct {
	Title   string // of what the view was sent to
	Body    string // the public body that answered
	Contact string
	Number  int    // of the view
	Again   bool   // the answer has been changed
	Link    string // the sender's own page
}

// ViewRuled tells who sent a view that it is not published and why, or what
// another moderator has decided. No word of the view stands in it.
type ViewRuled struct {
	Title   string // of what the view was sent to
	Body    string // the public body that decided
	Contact string
	Number  int    // of the view
	Second  bool   // another moderator has looked at it, because the sender asked
	Shown   bool   // and it is published after all
	Reason  string // why it is not: one of those that were fixed before
	Guide   string // to where misconduct is reported, if the view accuses somebody; may be empty
	Link    string // the sender's own page
}

// A Case is what letters to who has turned to a contact point are about. No
// word of the case stands in them.
type Case struct {
	Title   string // of the contact point
	Body    string // the public body that owes the answer now
	Contact string
	Number  int
	At      time.Time // when the case came
	Page    string    // the sender's own
}

// CaseReceived is the receipt for a case.
type CaseReceived struct{ Case }

// CaseNews tells that something has happened to a case: message, handed,
// paused, reopened or answered. What it is stands on the page.
type CaseNews struct {
	Case
	News string
}

func (CaseReceived) template() string { return "case-received" }
func (CaseNews) template() string     { return "case-news" }

func (Answered) template() string { return "answered" }

// ReportDue asks who reports of a plan for a report.
type ReportDue struct {
	Title   string // of the plan
	Body    string // that answers for it
	Contact string
	Of      string // the body that the reader reports for
	Role    string // as which
	Period  string // in words
	Due     time.Time
	Late    bool
	Link    string // the page on which it is done
}

func (ReportDue) template() string { return "report-due" }

// FollowPlan asks whether the owner of an address wants to follow a plan.
type FollowPlan struct {
	Title   string
	Body    string
	Contact string
	Of      string // commitment or theme; "" for the whole plan
	Expires time.Time
	Link    string // page with the button that confirms
}

func (FollowPlan) template() string { return "follow-plan" }

// PlanNews tells what is new in a plan.
type PlanNews struct {
	Title   string
	Body    string
	Contact string
	Items   []string
	Page    string
	Leave   string // page with the button that ends it
}

func (PlanNews) template() string { return "plan-news" }

func (Confirm) template() string      { return "confirm" }
func (Registered) template() string   { return "registered" }
func (Queued) template() string       { return "queued" }
func (Awaiting) template() string     { return "awaiting" }
func (NotApproved) template() string  { return "not-approved" }
func (Offered) template() string      { return "offered" }
func (OfferExpired) template() string { return "offer-expired" }
func (Changed) template() string      { return "changed" }
func (Agenda) template() string       { return "agenda" }
func (Cancelled) template() string    { return "cancelled" }
func (Reminder) template() string     { return "reminder" }
func (Withdrawn) template() string    { return "withdrawn" }
func (Code) template() string         { return "code" }
func (Invitation) template() string   { return "invitation" }
func (SignIn) template() string       { return "sign-in" }
func (RoleChanged) template() string  { return "role-changed" }
func (Summary) template() string      { return "summary" }
func (SummaryDraft) template() string { return "summary-draft" }
func (ViewReceived) template() string { return "view-received" }
func (ViewRuled) template() string    { return "view-ruled" }
func (Evaluation) template() string   { return "evaluation" }
func (Erased) template() string       { return "erased" }
func (Notice) template() string       { return "notice" }

// every lists one of each kind: what has a template, and what tests go through.
var every = []Letter{Confirm{}, Registered{}, Queued{}, Awaiting{}, NotApproved{}, Offered{},
	OfferExpired{}, Changed{}, Agenda{}, Cancelled{}, Reminder{}, Withdrawn{}, Code{}, Invitation{},
	SignIn{}, RoleChanged{}, Summary{}, SummaryDraft{}, ViewReceived{}, ViewRuled{}, Evaluation{}, Erased{},
	Notice{}, Answered{}, ReportDue{}, FollowPlan{}, PlanNews{}, CaseReceived{}, CaseNews{}}
