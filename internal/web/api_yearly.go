package web

import (
	"maps"
	"net/http"
	"slices"

	"insyn/internal/act"
	"insyn/internal/integrity"
)

// apiNumber is a number that a body has counted, with what it rests on.
type apiNumber struct {
	Body        string `json:"body"`
	By          string `json:"statedBy"` // the body itself: nobody has checked it
	Definitions string `json:"definitions"`
	Theme       string `json:"theme"`
	Years       []int  `json:"years"`
	State       string `json:"state"` // shown, hidden, awaits or replaced
	Figure      string `json:"figure"`
	Count       *int   `json:"count,omitempty"` // left out where it is not shown
}

// apiYearly gives the numbers that the pages show.
func (s *Server) apiYearly(r *http.Request) (any, error) {
	all, err := s.options.Desk.Yearbooks(r.Context())
	if err != nil {
		return nil, err
	}
	return map[string]any{"items": append([]apiNumber{}, yearlyNumbers(all, "")...)}, nil
}

// yearlyNumbers lists the numbers of all bodies or one, by the name of the body.
func yearlyNumbers(all act.Yearbooks, body string) (numbers []apiNumber) {
	for _, id := range slices.Sorted(maps.Keys(all.Of)) {
		if body != "" && id != body {
			continue
		}
		sets := integrity.FigureSets()
		for _, version := range slices.Sorted(maps.Keys(sets)) {
			for _, t := range sets[version].Themes {
				for _, p := range all.Of[id].Periods(version, t) {
					numbers = append(numbers, periodNumbers(id, t, p)...)
				}
			}
		}
	}
	return numbers
}

// periodNumbers lists the numbers of a period, those that were replaced first.
func periodNumbers(body string, t integrity.Theme, p integrity.Period) (numbers []apiNumber) {
	for _, is := range append(slices.Clone(p.Before), p) {
		counts := shownCounts(is)
		for i, f := range shownFigures(t) {
			n := apiNumber{Body: body, By: body, Definitions: p.Set, Theme: t.ID, Years: p.Years,
				Figure: f.ID, State: "awaits"}
			if counts != nil {
				n.State = map[bool]string{true: "hidden", false: "shown"}[counts[i].Hidden]
			}
			if n.State == "shown" {
				n.Count = &counts[i].N
			}
			if is.Number != p.Number {
				n.State = "replaced"
			}
			numbers = append(numbers, n)
		}
	}
	return numbers
}
