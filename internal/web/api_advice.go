package web

import (
	"net/http"
	"time"

	"insyn/internal/act"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// apiAdvice is a recommendation with everything that has been said of it.
type apiAdvice struct {
	Key         string              `json:"key"`
	By          string              `json:"by"`
	Report      apiReport           `json:"report"`
	Ref         string              `json:"ref"`
	Page        string              `json:"page,omitempty"`
	Text        integrity.Text      `json:"text"`
	Addressee   string              `json:"addressee,omitempty"` // ID of the body that answers
	To          string              `json:"to"`
	Due         integrity.Date      `json:"due,omitempty"`
	Answer      integrity.Answering `json:"answer"`
	Repeats     string              `json:"repeats,omitempty"`
	Proposal    string              `json:"proposal,omitempty"`
	Scale       string              `json:"scale"`
	Assessments []apiJudgement      `json:"assessments"`
	Responses   []apiResponse       `json:"responses"`
	Evidence    []apiProof          `json:"evidence"`
	FollowUps   []apiFollowUp       `json:"followUps"`
	KeptBy      string              `json:"keptBy"`
	Versions    int                 `json:"versions"`
	URL         string              `json:"url"`
}

// apiReport is where a recommendation stands.
type apiReport struct {
	ID    string         `json:"id"`
	Title string         `json:"title"`
	On    integrity.Date `json:"on"`
	URL   string         `json:"url,omitempty"`
}

// apiJudgement is how those who recommend judge, in their own words.
type apiJudgement struct {
	By        string            `json:"by"`
	On        integrity.Date    `json:"on"`
	Report    string            `json:"report"`
	Page      string            `json:"page,omitempty"`
	URL       string            `json:"url,omitempty"`
	Grade     string            `json:"grade,omitempty"`
	Word      *integrity.Text   `json:"word,omitempty"`    // of the grade
	Reading   integrity.Reading `json:"reading,omitempty"` // Insyn's own
	Words     *integrity.Text   `json:"words,omitempty"`
	Self      bool              `json:"self"`
	Corrected bool              `json:"corrected"` // counts no more
	Entered   time.Time         `json:"entered"`
}

// apiResponse is what the addressee has answered.
type apiResponse struct {
	Position integrity.Position `json:"position"`
	Reason   integrity.Text     `json:"reason"`
	Measure  *integrity.Text    `json:"measure,omitempty"`
	By       integrity.Date     `json:"by,omitempty"`
	At       time.Time          `json:"at"`
}

// apiProof is a piece of evidence.
type apiProof struct {
	Proves      integrity.Text `json:"proves"`
	URL         string         `json:"url,omitempty"`
	SHA256      string         `json:"sha256,omitempty"`
	On          integrity.Date `json:"on"`
	Body        string         `json:"body"`
	Unreachable *time.Time     `json:"unreachableSince,omitempty"`
}

// apiFollowUp is what those who keep the register say.
type apiFollowUp struct {
	Status integrity.Status `json:"status"`
	Reason integrity.Text   `json:"reason"`
	At     time.Time        `json:"at"`
}

// apiRecommendations gives the whole register.
func (s *Server) apiRecommendations(r *http.Request) (any, error) {
	all, err := s.options.Desk.Recommendations(r.Context())
	if err != nil {
		return nil, err
	}
	v, items := from(r), []apiAdvice{}
	for _, group := range integrity.BySource(all.Cases) {
		for _, c := range group {
			items = append(items, s.toAdvice(v, c))
		}
	}
	return map[string]any{"items": items}, nil
}

func (s *Server) toAdvice(v *visit, c integrity.Case) apiAdvice {
	r := c.Now()
	is, _ := v.answering(c)
	a := apiAdvice{Key: c.Matter.Key, By: r.Source.By, Ref: r.Ref, Page: r.Page, Text: r.Text,
		Report:    apiReport{r.Source.ID, r.Source.Title, r.Source.On, r.Source.URL},
		Addressee: r.Addressee, To: r.To, Due: r.Due, Answer: is, Repeats: r.Repeats, Scale: r.Source.Scale,
		Assessments: toJudgements(c), KeptBy: c.Matter.Body, Versions: len(c.Versions),
		Responses: each(c.Responses, func(x integrity.Dated[integrity.Response]) apiResponse {
			return apiResponse{x.What.Position, x.What.Reason, worded(x.What.Measure), x.What.By, x.At.UTC()}
		}),
		Evidence: each(c.Evidence, func(x integrity.Dated[integrity.Evidence]) apiProof {
			return apiProof{x.What.Proves, x.What.URL, x.What.Hash, x.What.On, x.What.Body,
				moment(c.Dead[x.Number])}
		}),
		FollowUps: each(c.FollowUps, func(x integrity.Dated[integrity.FollowUp]) apiFollowUp {
			return apiFollowUp{x.What.Status, x.What.Reason, x.At.UTC()}
		}),
		URL: s.absolute(in(lang.Swedish, act.AdvicePath(c.Matter.Key)))}
	if r.Proposed != "" {
		a.Proposal = s.absolute(r.Proposed)
	}
	return a
}

// worded leaves out a text that is empty.
func worded(t integrity.Text) *integrity.Text {
	if t.Empty() {
		return nil
	}
	return &t
}

func toJudgements(c integrity.Case) []apiJudgement {
	standing := map[int]bool{}
	for _, a := range c.Standing() {
		standing[a.Number] = true
	}
	return each(c.Assessments, func(x integrity.Dated[integrity.Assessment]) apiJudgement {
		j := apiJudgement{By: x.What.By, On: x.What.On, Report: x.What.Round, Page: x.What.Page,
			URL:   x.What.URL,
			Grade: x.What.Grade, Words: worded(x.What.Words), Self: x.What.Self, Corrected: !standing[x.Number],
			Entered: x.At.UTC()}
		if g, known := c.Scale().Grade(x.What.Grade); known {
			j.Word, j.Reading = &g.Word, g.Reading
		}
		return j
	})
}
