package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// assessmentFile is the form in which an operator writes an Assessment: JSON,
// with days as "2026-11-23" and texts as {"sv": …, "en": …}.
type assessmentFile struct {
	Conformance  Conformance       `json:"conformance"`
	Assessed     string            `json:"assessed"`
	Updated      string            `json:"updated"`
	By           assessmentText    `json:"by"`
	Shortcomings []assessmentEntry `json:"shortcomings"`
	Burden       []assessmentEntry `json:"burden"`
	Outside      []assessmentEntry `json:"outside"`
}

type assessmentText struct {
	Swedish string `json:"sv"`
	English string `json:"en"`
}

type assessmentEntry struct {
	What assessmentText `json:"what"`
	Why  assessmentText `json:"why"`
}

// mostAssessment is how many bytes an assessment may have.
const mostAssessment = 1 << 20

// ReadAssessment reads what an operator says of the site's accessibility. It
// refuses what it does not know, so that a misspelt word is not left out of a
// statement that the law asks for; and it demands what the law demands.
func ReadAssessment(r io.Reader) (Assessment, error) {
	var f assessmentFile
	in := json.NewDecoder(io.LimitReader(r, mostAssessment))
	in.DisallowUnknownFields()
	if err := in.Decode(&f); err != nil {
		return Assessment{}, fmt.Errorf("at byte %d: %w", in.InputOffset(), err)
	}
	if _, err := in.Token(); err != io.EOF {
		return Assessment{}, errors.New("more follows after the assessment, or it is larger than 1 MB")
	}
	a := Assessment{Conformance: f.Conformance, By: Text(f.By)}
	var err error
	if a.Assessed, err = time.Parse(time.DateOnly, f.Assessed); err != nil {
		return Assessment{}, fmt.Errorf("assessed: %w", err)
	}
	a.Updated = a.Assessed
	if f.Updated != "" {
		if a.Updated, err = time.Parse(time.DateOnly, f.Updated); err != nil {
			return Assessment{}, fmt.Errorf("updated: %w", err)
		}
	}
	for _, list := range []struct {
		name    string
		entries []assessmentEntry
		target  *[]Shortcoming
	}{{"shortcomings", f.Shortcomings, &a.Shortcomings}, {"burden", f.Burden, &a.Burden},
		{"outside", f.Outside, &a.Outside}} {
		for i, e := range list.entries {
			if e.What.Swedish == "" || e.Why.Swedish == "" {
				return Assessment{}, fmt.Errorf("%s, entry %d: say what and why, in Swedish at least",
					list.name, i+1)
			}
			*list.target = append(*list.target, Shortcoming{Text(e.What), Text(e.Why)})
		}
	}
	return a, a.check()
}

// check demands what the law demands of a statement.
func (a Assessment) check() error {
	switch {
	case a.Conformance != Full && a.Conformance != Partial && a.Conformance != None:
		return fmt.Errorf("conformance: want full, partial or none, got %q", a.Conformance)
	case a.By.Swedish == "":
		return errors.New("by: say who assessed, in Swedish at least")
	case a.Updated.Before(a.Assessed):
		return errors.New("updated: comes before the assessment")
	case a.Conformance == Full && len(a.Shortcomings) > 0:
		return errors.New("shortcomings: a site that conforms fully has none")
	case a.Conformance != Full && len(a.Shortcomings)+len(a.Burden) == 0:
		return errors.New("shortcomings: say what does not conform, and why")
	}
	return nil
}
