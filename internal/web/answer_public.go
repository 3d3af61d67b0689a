package web

import (
	"html/template"
	"net/http"
	"strconv"

	"insyn/internal/act"
	"insyn/internal/markup"
	"insyn/internal/store"
)

// answerRoutes are the public pages about answers.
func (s *Server) answerRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/samrad/{slug}/svar", Access: Anyone, Handler: s.answers,
			Keep: true},
		{Method: "GET", Pattern: "/samrad/{slug}/svar.csv", Access: Anyone, Handler: s.answerTable,
			Keep: true, Machine: true},
		{Method: "GET", Pattern: "/samrad/{slug}/atom.xml", Access: Anyone, Handler: s.dialogueFeed,
			Keep: true},
	}
}

// AnswersPage shows what has become of what was said: the clock, and every answer.
type AnswersPage struct {
	Page
	Source   Source
	Lead     string
	State    Chip
	Measures []Measure
	Next     string
	Late     []Link // views whose answer is late
	Answers  []AnswerCard
	Empty    Empty
	Moved    Table
	Data     []Link // the same for programs
}

// An AnswerCard is one answer as everybody can read it.
type AnswerCard struct {
	ID       string
	Number   string
	Body     string
	Position Chip
	At       Fact
	Reason   template.HTML
	Tongue   string
	Effects  []Fact
	Views    []Link // that it answers
	Why      string // why it was changed
	Record   string // entry in the public record of what Reason says; "" where there is none
	Field    string // of the recorded content, that Reason is
	Receipt  Link
}

// answers shows the answers of a consultation and its clock.
func (s *Server) answers(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	a, err := s.options.Desk.PublicAnswers(r.Context(), h.Venue.Forum)
	if err != nil {
		return err
	}
	v := from(r)
	page := v.answersPage(s.page(r, v.T("answers.title")), h, a)
	for i, each := range a.Answers {
		leaf, err := s.publicLeaf(r, act.AnswerObject(each.AnswerVersion))
		if err != nil {
			return err
		}
		page.Answers[i].proven(v, leaf, each)
	}
	return s.render(w, r, http.StatusOK, "answers", page)
}

func (v *visit) answersPage(p Page, h act.Hearing, a act.Answered) AnswersPage {
	v.Until(a.Clock.Next)
	page := AnswersPage{Page: p, Source: v.source(h), Lead: v.T("answers.lead"),
		Measures: v.clockMeasures(a.Clock), Moved: v.movedTable(a),
		Data: []Link{{v.T("answers.feed"), v.Href(h.Venue.Path + "/atom.xml")},
			{v.T("answers.table"), h.Venue.Path + "/svar.csv"}},
		State: Chip{Tone: Active, Text: v.T("answers.open")}}
	if !a.Venue.Closed.IsZero() {
		page.State = Chip{Tone: Done, Text: v.T("answers.closed", "At", v.Date(a.Venue.Closed))}
	}
	if !a.Clock.Next.IsZero() {
		page.Next = v.T("answers.next", "At", v.Date(a.Clock.Next))
	}
	for _, n := range a.Clock.Late {
		cell := v.viewCell(a, n)
		page.Late = append(page.Late, Link{cell.Text, cell.Link})
	}
	for _, each := range a.Answers {
		page.Answers = append(page.Answers, v.answerCard(a, each))
	}
	if len(page.Answers) == 0 {
		page.Empty = Empty{Title: v.T("answers.none"), Text: v.T("answers.none-text"),
			Action: Link{v.T("opinions.title"), v.Href(h.Venue.Views())}}
	}
	return page
}

func (v *visit) answerCard(a act.Answered, each store.PublicAnswer) AnswerCard {
	number := strconv.FormatInt(each.Number, 10)
	card := AnswerCard{ID: "svar-" + number, Number: v.T("answer.one", "Number", each.Number),
		Body: v.bodyName(a.Bodies[each.Body]), Position: v.positionChip(each.Position),
		At:     Fact{Term: v.T("answer.published"), Time: each.At},
		Reason: markup.HTML(v.say(each.Reason)), Tongue: v.tongue(each.Reason),
		Effects: v.effects(each.Effects), Why: each.Why}
	for _, n := range each.Views {
		cell := v.viewCell(a, n)
		card.Views = append(card.Views, Link{cell.Text, cell.Link})
	}
	return card
}

// proven says where in the public record the reason of an answer stands.
func (c *AnswerCard) proven(v *visit, leaf string, a store.PublicAnswer) {
	if leaf == "" {
		return
	}
	c.Record, c.Field = leaf, "reason.sv"
	if v.say(a.Reason) != a.Reason.SV {
		c.Field = "reason.en"
	}
	c.Receipt = Link{v.T("record.answer-receipt"), receiptPath + leaf}
}
