package web

import (
	_ "embed"
	"net/http"
	"net/url"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
)

//go:embed api/openapi.json
var openAPI []byte

// apiConsultation is everything public about one consultation.
type apiConsultation struct {
	apiRow
	Host          apiBody          `json:"host"`
	Version       int              `json:"version"`
	Summary       apiText          `json:"summary"`
	Background    apiText          `json:"background"`
	Purpose       apiText          `json:"purpose"`
	Invited       apiText          `json:"invited"`
	Form          string           `json:"form,omitempty"`
	Place         apiText          `json:"place"`
	TimeZone      string           `json:"timeZone,omitempty"`
	Registration  apiRegistration  `json:"registration"`
	Contact       apiContact       `json:"contact"`
	Plan          apiLink          `json:"plan"`
	Commitments   []apiText        `json:"commitments"`
	Agenda        []apiItem        `json:"agenda"`
	Questions     []apiQuestion    `json:"questions"`
	Material      []apiMaterial    `json:"material"`
	Written       apiWritten       `json:"written"`
	Accessibility apiText          `json:"accessibility"`
	Promise       apiPromise       `json:"promise"`
	Cancelled     *apiCancelled    `json:"cancelled,omitempty"`
	Report        []apiSection     `json:"report"`
	Participants  []apiParticipant `json:"participants"`
	Attended      map[string]int   `json:"attended"`
	Evaluation    *apiEvaluation   `json:"evaluation,omitempty"`
	Calendar      string           `json:"calendar"`
}

type apiRegistration struct {
	Opens    *time.Time `json:"opens,omitempty"`
	Closes   *time.Time `json:"closes,omitempty"`
	Capacity int        `json:"capacity,omitempty"`
	Free     *int       `json:"free,omitempty"`
	Queue    int        `json:"queue"`
	URL      string     `json:"url"`
}

type apiContact struct {
	Name  apiText `json:"name"`
	Email string  `json:"email"`
	Phone string  `json:"phone,omitempty"`
}

type apiLink struct {
	Title apiText `json:"title"`
	URL   string  `json:"url,omitempty"`
}

type apiItem struct {
	Part    string     `json:"part"`
	Title   apiText    `json:"title"`
	About   apiText    `json:"about"`
	Minutes int        `json:"minutes,omitempty"`
	Start   *time.Time `json:"start,omitempty"`
	Who     []apiText  `json:"who"`
}

type apiQuestion struct {
	ID   string  `json:"id"`
	Text apiText `json:"text"`
}

type apiMaterial struct {
	ID       string     `json:"id"`
	Title    apiText    `json:"title"`
	URL      string     `json:"url"`
	Type     string     `json:"type,omitempty"`
	Size     int64      `json:"size,omitempty"`
	Language string     `json:"language,omitempty"`
	SHA256   string     `json:"sha256,omitempty"`
	Added    *time.Time `json:"added,omitempty"`
}

type apiWritten struct {
	Open  bool       `json:"open"`
	Until *time.Time `json:"until,omitempty"`
	Email string     `json:"email,omitempty"`
	How   apiText    `json:"how"`
}

type apiPromise struct {
	Text apiText    `json:"text"`
	By   *time.Time `json:"by,omitempty"`
}

type apiCancelled struct {
	At     time.Time `json:"at"`
	Reason apiText   `json:"reason"`
}

type apiSection struct {
	Question string  `json:"question,omitempty"`
	Heading  apiText `json:"heading"`
	Body     apiText `json:"body"`
}

type apiParticipant struct {
	Name         string `json:"name"`
	Organisation string `json:"organisation,omitempty"`
	Kind         string `json:"kind"`
}

type apiEvaluation struct {
	Answers    int     `json:"answers"`
	Spoke      *[3]int `json:"spoke,omitempty"` // no, partly, yes
	Understood *[3]int `json:"understood,omitempty"`
	Matters    *[3]int `json:"matters,omitempty"`
}

func (s *Server) apiConsultation(r *http.Request) (any, error) {
	p, err := s.apiPublic(r)
	if err != nil {
		return nil, err
	}
	c, content := p.Consultation, p.Consultation.Content
	a := apiConsultation{
		apiRow: s.toRow(c, p.State), Host: toBody(p.Body), Version: c.Published,
		Summary: toText(content.Summary), Background: toText(content.Background),
		Purpose: toText(content.Purpose), Invited: toText(content.Invited),
		Form: string(content.Meeting.Form), Place: toText(content.Meeting.Place), TimeZone: content.Meeting.Zone,
		Registration: s.toRegistration(p),
		Contact: apiContact{toText(content.Contact.Name), content.Contact.Email,
			content.Contact.Phone},
		Plan: apiLink{toText(content.Plan.Title), content.Plan.URL},
		Written: apiWritten{content.WrittenInput.Open, moment(content.WrittenInput.Until),
			content.WrittenInput.Email, toText(content.WrittenInput.How)},
		Accessibility: toText(content.Accessibility),
		Promise:       apiPromise{toText(content.Promise.Text), moment(content.Promise.By)},
		Calendar:      s.absolute("/samrad/" + c.Slug + "/kalender.ics"),
		Evaluation:    toEvaluation(p),
	}
	if !c.Cancelled.IsZero() {
		a.Cancelled = &apiCancelled{c.Cancelled.UTC(), toText(c.Why)}
	}
	s.lists(&a, p)
	return a, nil
}

// lists fills in what there are several of; none is an empty list, not null.
func (s *Server) lists(a *apiConsultation, p act.Public) {
	content := p.Consultation.Content
	a.Commitments = each(content.Commitments, func(x consult.Commitment) apiText { return toText(x.Title) })
	a.Agenda = each(content.Timetable(), func(x consult.Timed) apiItem {
		return apiItem{string(x.Part), toText(x.Title), toText(x.About), x.Minutes, moment(x.Start),
			each(x.Who, toText)}
	})
	a.Questions = each(content.Questions, func(x consult.Question) apiQuestion {
		return apiQuestion{x.ID, toText(x.Text)}
	})
	a.Material = each(content.Material, func(x consult.Material) apiMaterial {
		return apiMaterial{ID: x.ID, Title: toText(x.Title),
			URL: s.materialURL(p.Consultation.Slug, x), Type: x.Type,
			Size: x.Size, Language: x.Language, SHA256: x.File, Added: moment(x.Added)}
	})
	a.Report = each(p.Summary.Sections, func(x consult.Section) apiSection {
		return apiSection{x.Question, toText(x.Heading), toText(x.Body)}
	})
	a.Participants = each(p.Listed, func(x act.Listed) apiParticipant {
		return apiParticipant{x.Name, x.Organisation, string(x.Kind)}
	})
	a.Attended = map[string]int{}
	for kind, n := range p.Kinds {
		a.Attended[string(kind)] = n
	}
}

// each maps a list.
func each[A, B any](list []A, f func(A) B) []B {
	all := make([]B, len(list))
	for i, x := range list {
		all[i] = f(x)
	}
	return all
}

// materialURL gives where material is read: outside, or as a file of ours.
func (s *Server) materialURL(slug string, m consult.Material) string {
	if m.File == "" {
		return m.URL
	}
	return s.absolute("/samrad/" + slug + "/material/" + url.PathEscape(m.ID) + "/" + url.PathEscape(m.Name))
}

func (s *Server) toRegistration(p act.Public) apiRegistration {
	r := p.Consultation.Content.Registration
	a := apiRegistration{Opens: moment(r.Opens), Closes: moment(p.Consultation.Seating().Closes),
		Capacity: r.Capacity, Queue: p.Queue,
		URL: s.absolute("/samrad/" + p.Consultation.Slug + "/anmalan")}
	if p.Free >= 0 {
		a.Free = &p.Free
	}
	return a
}

// toEvaluation gives the counts where there are enough answers to show them.
func toEvaluation(p act.Public) *apiEvaluation {
	if p.Counts.Answers == 0 {
		return nil
	}
	e := &apiEvaluation{Answers: p.Counts.Answers}
	if p.CountsShown {
		e.Spoke, e.Understood, e.Matters = &p.Counts.Spoke, &p.Counts.Understood, &p.Counts.Matters
	}
	return e
}
