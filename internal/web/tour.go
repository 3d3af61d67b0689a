package web

import (
	"net/http"
	"slices"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// A Tour is what the demonstration leads its visitor through, and who its
// invented people are.
type Tour struct {
	Body      account.BodyID
	Officer   string          // address of who writes
	Publisher string          // address of who makes public
	Paper     string          // the invitation, as it is pasted
	Mended    consult.Content // the same without its defects
	Agenda    []consult.Item  // the closer one, which is sent later
	Summary   consult.Summary // what might have been said
	Link      string          // of the meeting; it leads nowhere
	Visitor   consult.Entry   // whom the form of registration is filled in with
	View      consult.ViewForm
	Said      consult.Text // the text of View
	Answer    consult.AnswerForm
	Promise   TourPromise
	Advice    TourAdvice
}

// TourPage leads through the whole story, step by step.
type TourPage struct {
	Page
	Progress string
	Steps    []TourStep
	Over     Notice // with a title when all is done
}

// A TourStep is one thing to try. Whether it is done is read off the
// database: nothing is marked.
type TourStep struct {
	Number        int
	ID            string
	Title, Do     string
	Why           string
	Done, Current bool
	State         Chip
	Defects       []TourDefect
	Acts          []TourAct
	Links         []Link
}

// A TourDefect is something that the invitation lacks, or lacked.
type TourDefect struct {
	Title, Reason, Remedy string
	Mended                bool
}

// A TourAct is a button: it makes the visitor one of the invented people, or
// nobody, and goes to a page; or does something in their place.
type TourAct struct {
	Action string
	Hidden []Hidden
	Text   string
	Second bool
}

// Hidden is a field of a form that is not shown.
type Hidden struct{ Name, Value string }

// tourSteps are the steps in order, and what is said of each.
var tourSteps = []struct {
	id             string
	title, do, why lang.Key
}{
	{"paste", lang.Key("tour.paste"), lang.Key("tour.paste-do"), lang.Key("tour.paste-why")},
	{"defects", lang.Key("tour.defects"), lang.Key("tour.defects-do"),
		lang.Key("tour.defects-why")},
	{"publish", lang.Key("tour.publish"), lang.Key("tour.publish-do"),
		lang.Key("tour.publish-why")},
	{"register", lang.Key("tour.register"), lang.Key("tour.register-do"),
		lang.Key("tour.register-why")},
	{"agenda", lang.Key("tour.agenda"), lang.Key("tour.agenda-do"), lang.Key("tour.agenda-why")},
	{"meeting", lang.Key("tour.meeting"), lang.Key("tour.meeting-do"),
		lang.Key("tour.meeting-why")},
	{"view", lang.Key("tour.view"), lang.Key("tour.view-do"), lang.Key("tour.view-why")},
	{"summary", lang.Key("tour.summary"), lang.Key("tour.summary-do"),
		lang.Key("tour.summary-why")},
	{"purchase", lang.Key("tour.purchase"), lang.Key("tour.purchase-do"),
		lang.Key("tour.purchase-why")},
	{"tamper", lang.Key("tour.tamper"), lang.Key("tour.tamper-do"), lang.Key("tour.tamper-why")},
	{"promise", lang.Key("tour.promise"), lang.Key("tour.promise-do"),
		lang.Key("tour.promise-why")},
	{"advice", lang.Key("tour.advice"), lang.Key("tour.advice-do"), lang.Key("tour.advice-why")},
}

// TourLength is how many steps the tour has.
func TourLength() int { return len(tourSteps) }

// tourRoutes are the routes of the tour; none where there is no tour.
func (s *Server) tourRoutes() []Route {
	if s.options.Play == nil || s.options.Play.Tour == nil || s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/rundtur", Access: Anyone, Handler: s.tour},
		{Method: "GET", Pattern: "/rundtur/granskning", Access: Anyone, Handler: s.tourVerify},
		{Method: "POST", Pattern: "/rundtur/gor", Access: Anyone, Handler: s.tourDo,
			Tokenless: true},
		{Method: "POST", Pattern: "/demo/logga-in", Access: Anyone, Handler: s.demoSignIn,
			Tokenless: true},
	}
}

// tour shows the steps and how far one has come.
func (s *Server) tour(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.tourFacts(r.Context())
	if err != nil {
		return err
	}
	facts.letter = s.entryLetter(facts)
	page := tourPage(s.page(r, from(r).T("tour.title", "Count", len(tourSteps))), from(r), facts,
		s.options.Play)
	return s.render(w, r, http.StatusOK, "tour", page)
}

// tourPage makes the page of what has happened.
func tourPage(p Page, v *visit, f tourFacts, play *Play) TourPage {
	p.Play = true
	page := TourPage{Page: p}
	page.Description = v.T("tour.lead")
	finished := f.done()
	count := 0
	for i, step := range tourSteps {
		done := finished[i]
		if done {
			count++
		}
		page.Steps = append(page.Steps, TourStep{Number: i + 1, ID: step.id,
			Title: v.T(string(step.title)),
			Do:    v.T(string(step.do)), Why: v.T(string(step.why)), Done: done})
		if done {
			page.Steps[i].State = Chip{Tone: Done, Text: v.T("tour.done")}
		}
	}
	if next := slices.Index(finished, false); next >= 0 {
		page.Steps[next].Current = true
		page.Steps[next].State = Chip{Tone: Active, Text: v.T("tour.now")}
	} else {
		page.Over = Notice{Tone: Done, Title: v.T("tour.over"), Text: v.T("tour.over-text"),
			Link: Link{v.T("tour.gallery"), v.Href("/galleri")}}
	}
	page.Progress = v.T("tour.progress", "Done", count, "All", len(tourSteps))
	t := guide{visit: v, facts: f, tour: play.Tour, play: play}
	for i, fill := range []func(*TourStep){t.paste, t.defects, t.publish, t.register, t.agenda,
		t.meeting, t.view, t.summary, t.purchase, t.tamper, t.promise, t.advice} {
		fill(&page.Steps[i])
	}
	return page
}
