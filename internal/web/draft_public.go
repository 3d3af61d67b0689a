package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/markup"
	"insyn/internal/store"
)

// draftRoutes are the pages on which those who took part read the draft of
// the summary. To object to it is to send a view about it.
func (s *Server) draftRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/samrad/{slug}/utkast", Access: Anyone, Handler: s.summaryDraft,
			Keep: true},
		{Method: "GET", Pattern: "/samrad/{slug}/sammanfattning/{format}", Access: Anyone,
			Handler: s.summaryPaper},
	}
}

// DraftPage is the draft of a summary as it was sent to those who took part.
type DraftPage struct {
	Page
	Source     Source
	State      Chip
	Lead       string
	Object     Link // where one objects to all of it; no text when it is closed
	Final      Link // to the summary; no text before it is final
	Sections   []DraftSection
	Coverage   Table
	Hidden     string
	Objections []Opinion
	None       string // said where nothing has been objected
	Waiting    string
	Receipt    Link // of its place in the public record
}

// A DraftSection is one section of the draft, with what can be objected to.
type DraftSection struct {
	Heading   Words
	Body      Rich
	Sentences []DraftSentence // none when it is closed
	Label     string
}

// A DraftSentence is a sentence that one can object to.
type DraftSentence struct {
	Text   string
	Tongue string
	Object Link
}

// sentDraft shows the draft of the summary that was sent last.
func (s *Server) summaryDraft(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	p, err := s.options.Desk.PublicDraft(r.Context(), h.Venue.Forum)
	if err != nil {
		return err
	}
	v := from(r)
	page := v.draftPage(s.page(r, v.T("draft-out.title")), p)
	page.Receipt, err = s.receiptLink(r, consult.Version{Consultation: h.Venue.Forum.Consultation(),
		Paper: consult.SummaryDraft, Number: p.SentDraft.Number})
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "summary-draft", page)
}

func (v *visit) draftPage(p Page, d act.Drafted) DraftPage {
	venue, sent := d.Hearing.Venue, d.SentDraft
	v.Until(sent.Until)
	page := DraftPage{Page: p, Source: v.source(d.Hearing), Coverage: v.coverageTable(venue, sent),
		State: Chip{Tone: Active, Icon: "clock", Text: v.T("draft-out.open", "Until", sent.Until)},
		Lead:  v.T("draft-out.lead", "At", v.Date(sent.At))}
	open := d.Hearing.NoReply == nil && !d.Final
	if open {
		page.Object = Link{v.T("draft-out.object"), v.objectPath(venue, sent.Number, 0)}
	} else {
		page.State = Chip{Tone: Quiet, Text: v.T("draft-out.over", "Until", sent.Until)}
	}
	if d.Final {
		page.Final = Link{v.T("draft-out.final"), v.Href(venue.Path) + "#sammanfattning"}
	}
	page.sections(v, venue, sent, open)
	if sent.Hidden > 0 {
		page.Hidden = v.T("draft-out.hidden", "Count", sent.Hidden)
	}
	page.Objections = v.objections(venue, sent.Objections, d.Answers)
	if len(page.Objections) == 0 {
		page.None = v.T("draft-out.none")
	}
	if sent.Waiting > 0 {
		page.Waiting = v.T("draft-out.waiting", "Count", sent.Waiting)
	}
	return page
}

// sections lays the draft out, with a link to object to each sentence.
func (p *DraftPage) sections(v *visit, venue consult.Venue, sent act.SentDraft, open bool) {
	said := sent.Summary.Statements("sv")
	for i, section := range sent.Summary.Sections {
		if section.Body.Empty() {
			continue
		}
		out := DraftSection{Heading: v.words(section.Heading),
			Body: v.linked(section.Body, venue, sent.Views)}
		out.Label = v.T("draft-out.sentences", "Heading", out.Heading.Text)
		for _, st := range said {
			if st.Section == i && open {
				out.Sentences = append(out.Sentences, DraftSentence{Text: st.Text,
					Tongue: v.foreign(string(lang.Swedish)),
					Object: Link{v.T("draft-out.object-sentence", "Number", st.Number),
						v.objectPath(venue, sent.Number, st.Number)}})
			}
		}
		p.Sections = append(p.Sections, out)
	}
}

// objectPath is where one objects to a sentence of a draft, or to all of it for 0.
func (v *visit) objectPath(venue consult.Venue, draft, sentence int) string {
	return v.Href(venue.Path+"/synpunkt") + "?om=" + url.QueryEscape(subjectWord(consult.Subject{
		About: consult.TheSummary, ID: strconv.Itoa(draft),
		Excerpt: consult.Excerpt{From: sentence, To: sentence}}))
}

// linked gives the text of a summary in which each number of a view that can
// be read leads to it.
func (v *visit) linked(t consult.Text, venue consult.Venue, shown []int64) Rich {
	known := map[int64]bool{}
	for _, n := range shown {
		known[n] = true
	}
	return Rich{markup.HTML(consult.Linked(v.say(t), func(n int64) string {
		if !known[n] {
			return ""
		}
		return v.viewPath(venue, n)
	})), v.tongue(t)}
}

// viewPath is the page of the published view with a number.
func (v *visit) viewPath(venue consult.Venue, number int64) string {
	return v.Href(venue.Path + "/synpunkter/" + strconv.FormatInt(number, 10))
}

// coverageTable tells of each view that can be read where it is reflected.
func (v *visit) coverageTable(venue consult.Venue, sent act.SentDraft) Table {
	t := Table{Caption: v.T("coverage.caption"), Columns: []Column{{Text: v.T("coverage.view")},
		{Text: v.T("coverage.where")}}}
	for _, r := range sent.Coverage.Views {
		where := Cell{Text: v.sectionNames(sent.Summary, r.Sections)}
		if len(r.Sections) == 0 {
			where = Cell{Chip: Chip{Tone: Quiet, Icon: "ring", Text: v.T("coverage.nowhere")}}
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.T("opinion.number", "Number", r.Number),
			Link: v.viewPath(venue, r.Number)}, where})
	}
	return t
}

// sectionNames names sections of a summary by their headings.
func (v *visit) sectionNames(s consult.Summary, sections []int) string {
	var names []string
	for _, i := range sections {
		name := v.say(s.Sections[i].Heading)
		if name == "" {
			name = v.T("coverage.section", "Number", i+1)
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// objections makes the cards of what was objected, each with its answer.
func (v *visit) objections(venue consult.Venue, copies []consult.Copy,
	answers map[int64]store.PublicAnswer) (cards []Opinion) {
	for _, c := range copies {
		card := v.opinionCard(c, venue)
		v.answerTo(&card, answers[c.Number], venue)
		cards = append(cards, card)
	}
	return cards
}

// mirrored says where a summary leads to a view.
func (v *visit) mirrored(venue consult.Venue, m act.Mirrored) (f Fact) {
	if len(m.Sections) == 0 {
		return f
	}
	f.Term = v.T("mirrored.final")
	f.Link = Link{v.sectionNames(m.Summary, m.Sections), v.Href(venue.Path) + "#sammanfattning"}
	if !m.Final {
		f.Term, f.Link.Href = v.T("mirrored.draft"), v.Href(venue.Path+"/utkast")
	}
	return f
}

// replied fills in the draft of the summary while it is out, and what was
// objected to it once the summary is final.
func (p *ConsultationPage) replied(v *visit, public act.Public) {
	sent, venue := public.SentDraft, public.Venue
	if sent.Number == 0 {
		return
	}
	v.Until(sent.Until)
	at := v.Href(venue.Path + "/utkast")
	final := lastOf(public.Versions, consult.Report)
	switch {
	case final.Published.After(sent.At):
		p.Objected = v.objections(venue, sent.Objections, public.Answers)
		p.Draft = Link{v.T("draft-out.read-old"), at}
	case v.Now.Before(sent.Until):
		p.DraftOut = Notice{Tone: Active, Title: v.T("draft-out.out"),
			Text: v.T("draft-out.out-text", "Until", sent.Until), Link: Link{v.T("draft-out.read"), at}}
	default:
		p.DraftOut = Notice{Tone: Neutral, Title: v.T("draft-out.considered"),
			Text: v.T("draft-out.considered-text"), Link: Link{v.T("draft-out.read"), at}}
	}
}

// sentence gives the words of the draft that an objection is about; "" for all of it.
func (s *Server) sentence(r *http.Request, h act.Hearing, subject consult.Subject) string {
	p, err := s.options.Desk.PublicDraft(r.Context(), h.Venue.Forum)
	if err != nil || strconv.Itoa(p.SentDraft.Number) != subject.ID {
		return ""
	}
	st, _ := p.SentDraft.Summary.Statement("sv", subject.From)
	return st.Text
}
