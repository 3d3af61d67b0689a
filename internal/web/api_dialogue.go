package web

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// apiView is the published copy of a view.
type apiView struct {
	Number    int64         `json:"number"`
	Edition   int           `json:"edition"`
	Sort      string        `json:"sort"`
	About     apiSubject    `json:"about"`
	Sender    apiSender     `json:"sender"`
	Via       string        `json:"via"`
	Sent      time.Time     `json:"sent"`
	Published time.Time     `json:"published"`
	Language  string        `json:"language,omitempty"`
	Text      []apiSaid     `json:"text"`
	Files     []apiViewFile `json:"files"`
	Answer    int64         `json:"answer,omitempty"` // number of the answer
	URL       string        `json:"url"`
}

// apiSubject is what a view is about.
type apiSubject struct {
	Kind  string `json:"kind"`
	ID    string `json:"id,omitempty"` // of the question or the material
	Quote string `json:"quote,omitempty"`
}

// apiSender is what may be said of who sent a view.
type apiSender struct {
	Kind         string `json:"kind"`
	Name         string `json:"name,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Mandate      string `json:"mandate,omitempty"`
	Funding      string `json:"funding,omitempty"`
}

// apiSaid is a piece of a view: words, or why something is masked.
type apiSaid struct {
	Text   string `json:"text,omitempty"`
	Masked string `json:"masked,omitempty"`
}

// apiViewFile is a file as everybody can have it.
type apiViewFile struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	URL    string `json:"url"`
}

// apiViewPage is a page of views, and the number that the next begins after.
type apiViewPage struct {
	Items []apiView `json:"items"`
	Next  int64     `json:"next,omitempty"`
}

// apiViews gives the views of a consultation that everybody can read, in the
// order in which they came.
func (s *Server) apiViews(r *http.Request) (any, error) {
	h, err := s.hearing(r)
	if err != nil {
		return nil, err
	}
	asked, err := pageOfCopies(r, h.Venue.Forum)
	if err != nil {
		return nil, err
	}
	said, err := s.options.Desk.PublicViews(r.Context(), asked)
	if err != nil {
		return nil, err
	}
	shown, next := cutPage(said.Views, asked)
	return apiViewPage{each(shown, func(c consult.Copy) apiView { return s.toView(said, c) }), next}, nil
}

// pageOfCopies reads which page of the published copies of a forum is asked
// for, and asks for one more, which tells whether there is another page.
func pageOfCopies(r *http.Request, f consult.Forum) (c store.CopyFilter, err error) {
	q := r.URL.Query()
	limit, err := within(q.Get("limit"), pageSize, 1, pageMost, "limit")
	if err != nil {
		return c, err
	}
	after, err := within(q.Get("after"), 0, 0, math.MaxInt32, "after")
	return store.CopyFilter{Forum: f, After: int64(after), Limit: limit + 1}, err
}

// cutPage gives what a page shows, and the number that the next begins after.
func cutPage(all []consult.Copy, asked store.CopyFilter) (shown []consult.Copy, next int64) {
	if len(all) < asked.Limit {
		return all, 0
	}
	shown = all[:asked.Limit-1]
	return shown, shown[len(shown)-1].Number
}

func (s *Server) toView(said act.Said, c consult.Copy) apiView {
	at := s.absolute(said.Venue.Views() + "/" + strconv.FormatInt(c.Number, 10))
	return apiView{Number: c.Number, Edition: c.Edition, Sort: string(c.Sort),
		About: apiSubject{string(c.Subject.About), c.Subject.ID, c.Subject.Quote},
		Sender: apiSender{string(c.Sender.Kind), c.Sender.Name, c.Sender.Organisation,
			c.Sender.Mandate, c.Sender.Funding},
		Via: string(c.Via), Sent: c.Sent.UTC(), Published: c.At.UTC(), Language: c.Sender.Language,
		Text: each(c.Pieces, func(p consult.Piece) apiSaid { return apiSaid{p.Text, string(p.Ground)} }),
		Files: each(c.Files, func(f consult.CopyFile) apiViewFile {
			return apiViewFile{f.Name, f.Type, f.Size, f.Hash, at + "/fil/" + f.Hash}
		}),
		Answer: said.Answers[c.Number].Number, URL: at}
}

// apiAnswers is what a body has answered, and the clock.
type apiAnswers struct {
	Clock  apiClock    `json:"clock"`
	Closed *time.Time  `json:"closed,omitempty"` // when everything had its answer
	Items  []apiAnswer `json:"items"`
}

// apiClock is what has become of the views of a consultation.
type apiClock struct {
	Received   int        `json:"received"`
	Considered int        `json:"considered"`
	Answered   int        `json:"answered"`
	Declined   int        `json:"declined"`
	Ended      int        `json:"ended"`
	Open       int        `json:"open"`
	Late       []int64    `json:"late"`
	Next       *time.Time `json:"next,omitempty"`
	Counted    int        `json:"counted"`
	InTime     int        `json:"inTime"`
	MedianDays *float64   `json:"medianDays,omitempty"`
}

// apiAnswer is the version of an answer that is in force.
type apiAnswer struct {
	Number    int64       `json:"number"`
	Body      string      `json:"body"`
	Version   int         `json:"version"`
	Position  string      `json:"position"`
	Reason    apiText     `json:"reason"`
	Effects   []apiEffect `json:"effects"`
	Views     []int64     `json:"views"`
	Why       string      `json:"why,omitempty"` // why it was changed
	Published time.Time   `json:"published"`
	URL       string      `json:"url"`
}

// apiEffect is something that changed because of what was said.
type apiEffect struct {
	Kind  string  `json:"kind"`
	Title apiText `json:"title"`
	URL   string  `json:"url,omitempty"`
}

// apiAnswers gives the answers of a consultation that everybody can read.
func (s *Server) apiAnswers(r *http.Request) (any, error) {
	h, err := s.hearing(r)
	if err != nil {
		return nil, err
	}
	a, err := s.options.Desk.PublicAnswers(r.Context(), h.Venue.Forum)
	if err != nil {
		return nil, err
	}
	v := from(r)
	v.Until(a.Clock.Next)
	return apiAnswers{Clock: toClock(a.Clock), Closed: moment(a.Venue.Closed),
		Items: each(a.Answers, func(x store.PublicAnswer) apiAnswer {
			return apiAnswer{Number: x.Number, Body: x.Body, Version: x.AnswerVersion.Number,
				Position: string(x.Position), Reason: toText(x.Reason),
				Effects: each(x.Effects, s.toEffect), Views: x.Views, Why: x.Why,
				Published: x.At.UTC(), URL: s.answerURL(lang.Swedish, a.Venue, x)}
		})}, nil
}

func (s *Server) toEffect(e consult.Effect) apiEffect {
	a := apiEffect{string(e.Kind), toText(e.Title), e.URL}
	if a.URL != "" && a.URL[0] == '/' {
		a.URL = s.absolute(a.URL)
	}
	return a
}

// answerURL gives where an answer is read.
func (s *Server) answerURL(l lang.Language, venue consult.Venue, a store.PublicAnswer) string {
	return s.absolute(in(l, venue.Path+"/svar#svar-"+strconv.FormatInt(a.Number, 10)))
}

// toClock gives the clock for programs. The median is there when it is known.
func toClock(c consult.ViewClock) apiClock {
	a := apiClock{Received: c.Received, Considered: c.Considered, Answered: c.Answered,
		Declined: c.Declined, Ended: c.Ended, Open: c.Open, Late: append([]int64{}, c.Late...), Next: moment(c.Next),
		Counted: c.Counted, InTime: c.InTime}
	if c.HasMedian {
		days := math.Floor(c.Median.Hours() / 24)
		a.MedianDays = &days
	}
	return a
}
