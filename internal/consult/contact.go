package consult

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// contactPoints is the kind of forum that the contact point of a body is.
const contactPoints = "contact"

// What one can turn to a contact point with. Each is a case: a view that is
// owed an answer by a day, all year round.
const (
	ARequest    Sort = "request"    // for data
	AnError     Sort = "error"      // in data, or in how they are published
	ALicence    Sort = "licence"    // about the licence, or the access
	ASuggestion Sort = "suggestion" // of something that could be done
)

// CaseSorts lists the sorts of cases in the order in which they are offered.
func CaseSorts() []Sort { return []Sort{ARequest, AnError, ALicence, ASuggestion} }

// What a case can be about, beside the body as a whole.
const (
	ADataset    About = "dataset" // ID is its address, which is its name in every catalogue
	MissingData About = "missing" // data that do not exist yet; ID is what the sender calls them
)

// A ContactPoint is where a body takes cases.
type ContactPoint struct {
	Body   string // account.BodyID
	Open   bool   // whether new cases are taken
	Opened time.Time
	Keep   int // days after a case has ended that its sender is known; 0 for the usual time
}

// ContactForum gives the forum of the contact point of a body.
func ContactForum(body string) Forum { return Forum(contactPoints + "/" + body) }

// Contact gives the body whose contact point a forum is, "" where it is something else.
func (f Forum) Contact() string {
	if kind, body := f.Parts(); kind == contactPoints {
		return body
	}
	return ""
}

// Venue gives what the machinery of views needs to know of p.
func (p ContactPoint) Venue(title Text, contact string) Venue {
	return Venue{Forum: ContactForum(p.Body), Body: p.Body, Title: title,
		Path:   "/kontakt/" + p.Body,
		Public: !p.Opened.IsZero(), Window: Window{Open: p.Open, From: p.Opened},
		Sorts: CaseSorts(), Reasons: ContactReasons(), Contact: contact,
		KeepDays: p.KeepDays()}
}

// ContactReasons are why a case may be kept from its public page. Their IDs
// stand for ever, as those of StandardReasons.
func ContactReasons() []Reason {
	all := slices.DeleteFunc(StandardReasons(), func(r Reason) bool { return r.ID == "no-view" })
	return append(all, Reason{ID: "no-case", Text: Text{SV: "Texten är inget ärende för kontaktpunkten.",
		EN: "The text is no case for the contact point."}})
}

// answeredUnseen are the reasons for which a case has no public page and is
// answered all the same, to its sender alone.
var answeredUnseen = []string{"others-privacy", "secrecy"}

// AnsweredUnseen tells whether v is a case that is not published and still owed an answer.
func (v View) AnsweredUnseen() bool {
	return v.Forum.Contact() != "" && v.State() == ViewWithheld &&
		slices.Contains(answeredUnseen, v.Ruling.Reason)
}

// Claim gives the state by which is judged whether v is owed an answer.
func (v View) Claim() ViewState {
	if v.AnsweredUnseen() {
		return ViewReceived
	}
	return v.State()
}

// Times that a contact point promises, in working days: of Insyn's own
// proposal, not of a law.
const (
	ReplyWithin = 5 // a first answer by a human being
)

// solveWithin is how soon each sort of case is answered in full.
var solveWithin = map[Sort]int{ARequest: 20, AnError: 10, ALicence: 10, ASuggestion: 20}

// SolveWithin gives how many working days the answer to a sort of case may take.
func SolveWithin(s Sort) int { return solveWithin[s] }

// answerTo gives the day by which something of a sort that came at a time is answered.
func (v Venue) answerTo(s Sort, received time.Time) time.Time {
	if days, counted := solveWithin[s]; counted && v.Forum.Contact() != "" {
		return AfterWorkingDays(received, days)
	}
	return v.AnswerBy(received)
}

// Lengths of what a case is about.
const (
	MaxAddress  = 500
	MaxDataName = 200
)

// ofData tells what is wrong with the subject of a case.
func (s Subject) ofData() *fault.Error {
	switch s.About {
	case TheWhole:
		return nil
	case ADataset:
		if len(s.ID) > MaxAddress || !datasetAddress(s.ID) {
			return fault.New(fault.Invalid, "case.dataset-bad").At("dataset")
		}
		return nil
	case MissingData:
		return length("missing", s.ID, 1, MaxDataName, "case.missing-unnamed")
	}
	return fault.New(fault.Invalid, "case.about-missing-choice").At("about")
}

// datasetAddress tells whether s can be the name of a dataset: an address on
// the web, without what would hide where it leads.
func datasetAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		u.User == nil && !strings.ContainsAny(s, " \t\r\n\\\"<>")
}

// tidied gives s without what its kind does not ask for.
func (s Subject) tidied() Subject {
	switch s.About {
	case TheWhole:
		return Subject{About: TheWhole}
	case ADataset:
		return Subject{About: ADataset, ID: strings.TrimSpace(s.ID)}
	case MissingData:
		return Subject{About: MissingData, ID: tidy(s.ID)}
	}
	return s
}

// caseFaults gives f with its subject tidied, and what is wrong with it as a
// case, in the order of the form.
func (f ViewForm) caseFaults(venue Venue) (ViewForm, []*fault.Error) {
	f.Subject = f.Subject.tidied()
	var faults []*fault.Error
	if !slices.Contains(venue.Sorts, f.Sort) {
		faults = append(faults, fault.New(fault.Invalid, "case.sort-missing").At("sort"))
	}
	return f, append(faults, f.Subject.ofData())
}

// named gives what the sender of a case calls the data that do not exist, "" for the rest.
func (s Subject) named() string {
	if s.About == MissingData {
		return s.ID
	}
	return ""
}

// shown gives s as everybody can read it. What a sender calls data that do not
// exist is free text: a list of what is wanted has the name that the body gives.
func (s Subject) shown() Subject {
	if s.About == MissingData {
		return Subject{About: MissingData}
	}
	return s
}
