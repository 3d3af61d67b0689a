package web

import (
	"net/http"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// contactFeed gives the latest cases and answers of one contact point, or of
// all, as they were published, the latest first.
func (s *Server) contactFeed(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	title, path := v.T("contact.feed"), contactPath
	var bodies []string
	if body := r.PathValue("body"); body != "" {
		h, err := s.hearing(r)
		if err != nil {
			return err
		}
		title, path, bodies = v.say(h.Venue.Title), h.Venue.Path, []string{body}
	} else {
		all, err := s.options.Desk.ContactBodies(r.Context())
		if err != nil {
			return err
		}
		for _, b := range all {
			bodies = append(bodies, string(b.ID))
		}
	}
	var entries []atomEntry
	for _, body := range bodies {
		list, err := s.options.Desk.PublicCases(r.Context(), store.CopyFilter{
			Forum: consult.ContactForum(body), Before: 1<<63 - 1, Limit: feedMost})
		if err != nil {
			return err
		}
		entries = append(entries, s.caseEntries(v, list)...)
	}
	return s.latest(w, v, title, path+"/atom.xml", path, entries)
}

// caseEntries tells of published cases, and of the answers to them.
func (s *Server) caseEntries(v *visit, list act.PublicCases) (all []atomEntry) {
	for _, c := range list.Views {
		at := s.absolute(v.Href(list.Venue.Views() + "/" + strconv.FormatInt(c.Number, 10)))
		title := v.say(list.Venue.Title) + ": " + v.T("case.titled", "Number", c.Number,
			"Sort", v.T(string(sortWords[c.Sort])))
		all = append(all, dialogueEntry(at, title, v.senderLine(c.Sender), consult.Said(c.Pieces), c.At))
		answer := list.Answers[c.Number]
		if answer.Number == 0 || list.Duties[c.Number].Answered.IsZero() {
			continue
		}
		author := v.bodyName(list.Bodies[list.Duties[c.Number].Body])
		entry := dialogueEntry(at, v.T("case.answered", "Title", title), author,
			v.say(answer.Reason), answer.At)
		entry.ID += "#svar-" + strconv.FormatInt(answer.Number, 10)
		all = append(all, entry)
	}
	return all
}

// apiCase is a published case.
type apiCase struct {
	Number   int64      `json:"number"`
	Sort     string     `json:"sort"`
	About    apiSubject `json:"about"`
	Sender   apiSender  `json:"sender"`
	Via      string     `json:"via"`
	Received time.Time  `json:"received"`
	Body     string     `json:"body"` // that owes the answer now
	Due      time.Time  `json:"due"`
	Paused   *time.Time `json:"paused,omitempty"`
	Replied  *time.Time `json:"replied,omitempty"` // first human answer
	Answered *time.Time `json:"answered,omitempty"`
	Late     bool       `json:"late"`
	Language string     `json:"language,omitempty"`
	Text     []apiSaid  `json:"text"`
	Answer   *apiReply  `json:"answer,omitempty"`
	URL      string     `json:"url"`
}

// apiReply is the published answer to a case.
type apiReply struct {
	Position  string      `json:"position"`
	Reason    apiText     `json:"reason"`
	Effects   []apiEffect `json:"effects"`
	Version   int         `json:"version"`
	Published time.Time   `json:"published"`
}

// apiCasePage is a page of cases, and the number that the next begins after.
type apiCasePage struct {
	Items []apiCase `json:"items"`
	Next  int64     `json:"next,omitempty"`
}

// apiCases gives the published cases of a contact point in the order in which they came.
func (s *Server) apiCases(r *http.Request) (any, error) {
	asked, err := pageOfCopies(r, consult.ContactForum(r.PathValue("body")))
	if err != nil {
		return nil, err
	}
	list, err := s.options.Desk.PublicCases(r.Context(), asked)
	if err != nil {
		return nil, err
	}
	from(r).Until(list.Clock.Next)
	shown, next := cutPage(list.Views, asked)
	return apiCasePage{each(shown, func(c consult.Copy) apiCase { return s.toCase(from(r), list, c) }), next}, nil
}

func (s *Server) toCase(v *visit, list act.PublicCases, c consult.Copy) apiCase {
	duty := list.Duties[c.Number]
	a := apiCase{Number: c.Number, Sort: string(c.Sort),
		About: apiSubject{string(c.Subject.About), c.Subject.ID, ""},
		Sender: apiSender{string(c.Sender.Kind), c.Sender.Name, c.Sender.Organisation,
			c.Sender.Mandate, c.Sender.Funding},
		Via: string(c.Via), Received: c.Sent.UTC(), Body: duty.Body, Due: duty.Due.UTC(),
		Paused: moment(duty.Paused), Replied: moment(duty.Replied), Answered: moment(duty.Answered),
		Late: duty.Late(v.Now), Language: c.Sender.Language,
		Text: each(c.Pieces, func(p consult.Piece) apiSaid { return apiSaid{p.Text, string(p.Ground)} }),
		URL:  s.absolute(list.Venue.Views() + "/" + strconv.FormatInt(c.Number, 10))}
	if x := list.Answers[c.Number]; x.Number > 0 && !duty.Answered.IsZero() {
		a.Answer = &apiReply{Position: string(x.Position), Reason: toText(x.Reason),
			Effects: each(x.Effects, s.toEffect), Version: x.AnswerVersion.Number, Published: x.At.UTC()}
	}
	return a
}

// mostInTable is how many cases a table holds.
const mostInTable = 10_000

// casesTable gives the published cases of a contact point as a table for spreadsheets.
func (s *Server) casesTable(w http.ResponseWriter, r *http.Request) error {
	list, err := s.options.Desk.PublicCases(r.Context(), store.CopyFilter{
		Forum: consult.ContactForum(r.PathValue("body")), Limit: mostInTable})
	if err != nil {
		return err
	}
	v := &visit{Printer: lang.For(lang.Swedish), Now: from(r).Now}
	from(r).Until(list.Clock.Next)
	day := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	rows := [][]string{{"case", "sort", "about", "dataset", "sender", "received", "body", "due", "paused",
		"first_answer", "answered", "late", "text", "position", "reason_sv", "reason_en", "url"}}
	for _, c := range list.Views {
		a := s.toCase(v, list, c)
		position, reason := "", apiText{}
		if a.Answer != nil {
			position, reason = a.Answer.Position, a.Answer.Reason
		}
		rows = append(rows, []string{strconv.FormatInt(a.Number, 10), a.Sort, a.About.Kind, a.About.ID,
			v.senderLine(c.Sender), day(&a.Received), a.Body, day(&a.Due), day(a.Paused),
			day(a.Replied),
			day(a.Answered), strconv.FormatBool(a.Late), consult.Said(c.Pieces), position, reason.SV, reason.EN, a.URL})
	}
	file, err := spreadsheet(rows)
	if err != nil {
		return err
	}
	return asTable(w, "arenden.csv", file)
}
