package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// apiRoutes are the read-only interface for programs. What they give is made
// from act.Public, act.Said and act.Answered, which the pages are made from, and
// from nothing else: what a page hides is hidden here too. The document that describes them is api/openapi.json.
func (s *Server) apiRoutes() []Route {
	get := func(pattern string, h func(*http.Request) (any, error)) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Machine: true, Keep: true,
			Shared: true, Handler: s.api(h)}
	}
	find := get("/api/v1/search", s.apiSearch)
	find.Keep = false // there are as many answers as questions
	return []Route{
		find,
		get("/api/v1/openapi.json", s.apiDocument),
		get("/api/v1/bodies", s.apiBodies),
		get("/api/v1/purchases", s.apiPurchases),
		get("/api/v1/purchases/bodies", s.apiLedgers),
		get("/api/v1/purchases/suppliers/{number}", s.apiSupplier),
		get("/api/v1/consultations", s.apiConsultations),
		get("/api/v1/consultations/{slug}", s.apiConsultation),
		get("/api/v1/consultations/{slug}/versions", s.apiVersions),
		get("/api/v1/consultations/{slug}/views", s.apiViews),
		get("/api/v1/consultations/{slug}/answers", s.apiAnswers),
		get("/api/v1/datasets", s.apiData),
		get("/api/v1/datasets/changes", s.apiDataChanges),
		get("/api/v1/recommendations", s.apiRecommendations),
		get("/api/v1/contacts", s.apiContacts),
		get("/api/v1/gifts", s.apiGifts),
		get("/api/v1/organisations", s.apiOrganisations),
		get("/api/v1/integrity/numbers", s.apiYearly),
		get("/api/v1/consultations/{slug}/summary", s.apiSummary),
		get("/api/v1/contact/times", s.apiTimes),
		get("/api/v1/contact/wishes", s.apiWishes),
		get("/api/v1/contact/{body}/cases", s.apiCases),
		get("/api/v1/plans", s.apiPlans),
		get("/api/v1/plans/{slug}", s.apiPlan),
		get("/api/v1/measures", s.apiMeasures),
	}
}

// api answers with JSON, and with a problem (RFC 9457) when something is wrong.
func (s *Server) api(h func(*http.Request) (any, error)) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		answer, err := h(r)
		if fault.Of(err) == fault.Internal {
			return err
		}
		if err != nil {
			return apiFault(w, r, err, fault.Status(err))
		}
		return writeJSON(w, http.StatusOK, "application/json", answer)
	}
}

// apiFault answers with a problem in the language that was asked for.
func apiFault(w http.ResponseWriter, r *http.Request, err error, status int) error {
	p := lang.For(lang.Match(r.Header.Get("Accept-Language")))
	return writeJSON(w, status, "application/problem+json", apiProblem{
		Type: "about:blank", Title: p.FaultTitle(err), Status: status, Detail: p.Fault(err)})
}

// apiHome leads to the document that describes the interface.
func (s *Server) apiHome(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/api/v1/openapi.json", http.StatusTemporaryRedirect)
	return nil
}

// apiProblem is an error for programs.
type apiProblem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

func writeJSON(w http.ResponseWriter, status int, contentType string, v any) error {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a reader who has gone is no failure of ours
	return nil
}

// apiText is a text in the languages that it is written in.
type apiText struct {
	SV string `json:"sv"`
	EN string `json:"en,omitempty"`
}

func toText(t consult.Text) apiText { return apiText{t.SV, t.EN} }

// apiBody is a public body.
type apiBody struct {
	ID         string  `json:"id"`
	Name       apiText `json:"name"`
	Number     string  `json:"organisationNumber,omitempty"`
	Email      string  `json:"email"`
	Fictitious bool    `json:"fictitious"`
}

func toBody(b account.Body) apiBody {
	return apiBody{string(b.ID), apiText{b.Name, b.NameEnglish}, b.Number, b.Email, b.Fictitious}
}

// apiRow is a consultation in a list.
type apiRow struct {
	Slug      string     `json:"slug"`
	Body      string     `json:"body"`
	Title     apiText    `json:"title"`
	State     string     `json:"state"`
	Start     *time.Time `json:"start,omitempty"`
	End       *time.Time `json:"end,omitempty"`
	Published time.Time  `json:"published"`
	Changed   time.Time  `json:"changed"`
	URL       string     `json:"url"`
}

func (s *Server) toRow(c consult.Consultation, state consult.State) apiRow {
	return apiRow{Slug: c.Slug, Body: c.Body, Title: toText(c.Content.Title), State: string(state),
		Start: moment(c.Content.Meeting.Start), End: moment(c.Content.Meeting.End),
		Published: c.First.UTC(), Changed: c.Changed.UTC(),
		URL: s.absolute(act.ConsultationPath(lang.Swedish, c.Slug))}
}

// moment leaves out a time that is not set.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// apiPage is a page of a list, and where the next begins.
type apiPage struct {
	Items []apiRow `json:"items"`
	Next  string   `json:"next,omitempty"`
}

// pageSize is how many rows a page of a list has when nothing is asked for, and at most.
const (
	pageSize = 50
	pageMost = 200
)

func (s *Server) apiConsultations(r *http.Request) (any, error) {
	q := r.URL.Query()
	limit := pageSize
	if text := q.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > pageMost {
			return nil, fault.New(fault.Invalid, "api.limit").With("Most", pageMost).At("limit")
		}
		limit = n
	}
	list, err := s.options.Desk.PublicConsultations(r.Context(), store.ConsultationFilter{
		Body: account.BodyID(q.Get("body")), Query: q.Get("q"), After: q.Get("after"), Limit: limit + 1})
	if err != nil {
		return nil, err
	}
	v := from(r)
	page := apiPage{Items: []apiRow{}}
	for i, c := range list {
		if i == limit {
			page.Next = string(list[i-1].ID)
			break
		}
		v.Until(c.NextChange(v.Now))
		page.Items = append(page.Items, s.toRow(c, c.State(v.Now)))
	}
	return page, nil
}

func (s *Server) apiBodies(r *http.Request) (any, error) {
	list, err := s.options.Desk.Bodies(r.Context())
	if err != nil {
		return nil, err
	}
	bodies := []apiBody{}
	for _, b := range list {
		bodies = append(bodies, toBody(b))
	}
	return map[string]any{"items": bodies}, nil
}

// apiPublic gives the public side of the consultation that a request names.
func (s *Server) apiPublic(r *http.Request) (act.Public, error) {
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err == nil {
		v := from(r)
		v.Until(p.Consultation.NextChange(v.Now))
	}
	return p, err
}

// apiVersion is one published version.
type apiVersion struct {
	Paper     string          `json:"paper"`
	Number    int             `json:"number"`
	Published time.Time       `json:"published"`
	Reason    string          `json:"reason,omitempty"`
	Content   json.RawMessage `json:"content"`
}

func (s *Server) apiVersions(r *http.Request) (any, error) {
	p, err := s.apiPublic(r)
	if err != nil {
		return nil, err
	}
	list := []apiVersion{}
	for _, v := range p.Versions {
		var paper any = v.Content
		if v.Paper != consult.Invitation {
			paper = v.Summary
		}
		content, err := json.Marshal(paper)
		if err != nil {
			return nil, err
		}
		list = append(list, apiVersion{string(v.Paper), v.Number, v.Published.UTC(), v.Reason, content})
	}
	return map[string]any{"items": list}, nil
}

func (s *Server) apiDocument(*http.Request) (any, error) {
	if !json.Valid(openAPI) {
		return nil, errors.New("web: api/openapi.json is not JSON")
	}
	return json.RawMessage(openAPI), nil
}
