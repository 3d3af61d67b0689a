package cli

import "insyn/internal/standard"

// A writtenReport is a report as a program reads it, with its words.
type writtenReport struct {
	Plan         string               `json:"plan"`
	At           standard.Day         `json:"at"`
	Rules        string               `json:"rules"`
	Source       string               `json:"source"`
	Contrary     bool                 `json:"contrary_to_process"`
	Requirements []writtenRequirement `json:"requirements"`
	Grounds      []writtenFinding     `json:"grounds"`
	Duties       []writtenFinding     `json:"duties,omitempty"`
}

// A writtenRequirement is a minimum requirement with what is found.
type writtenRequirement struct {
	ID         string           `json:"id"`
	Name       string           `json:"name"`
	Verdict    standard.Verdict `json:"verdict"`
	Words      string           `json:"words"` // the verdict, on what is recorded here
	Unverified bool             `json:"unverified_wording"`
	Findings   []writtenFinding `json:"findings"`
}

// A writtenFinding is the verdict on one rule.
type writtenFinding struct {
	Rule       string           `json:"rule"`
	Demand     string           `json:"demand"`
	Verdict    standard.Verdict `json:"verdict"`
	Words      string           `json:"words"` // the verdict, on what is recorded here
	Unverified bool             `json:"unverified_wording"`
	Source     string           `json:"source"`
	Parameters map[string]int   `json:"parameters,omitempty"`
	Why        []string         `json:"why"`
	Evidence   []standard.Ref   `json:"evidence,omitempty"`
	Fix        string           `json:"fix,omitempty"`
	By         standard.Day     `json:"by,omitempty"`
	Warning    bool             `json:"warning,omitempty"`
}

// json gives a report as it is written.
func (p reportWords) json(r standard.Report) writtenReport {
	out := writtenReport{Plan: r.Plan, At: r.At, Rules: r.Rules, Source: r.RuleSet.Source,
		Contrary: r.Contrary(), Grounds: p.findings(r.Grounds, true),
		Duties: p.findings(r.Duties, false), Requirements: []writtenRequirement{}}
	for _, q := range r.Requirements {
		out.Requirements = append(out.Requirements, writtenRequirement{ID: q.ID,
			Name: q.Requirement.Name.In(string(p.Language())), Verdict: q.Verdict,
			Words:      p.Verdict(q.Verdict, q.Unverified, false).String(),
			Unverified: q.Unverified, Findings: p.findings(q.Findings, false)})
	}
	return out
}

func (p reportWords) findings(all []standard.Finding, grounds bool) []writtenFinding {
	out := []writtenFinding{}
	for _, f := range all {
		w := writtenFinding{Rule: f.Rule.ID, Demand: f.Rule.Demand.In(string(p.Language())),
			Verdict: f.Verdict, Words: p.Verdict(f.Verdict, !f.Rule.Verified, grounds).String(),
			Unverified: !f.Rule.Verified, Source: f.Rule.Source,
			Parameters: f.Rule.Parameters, Evidence: f.Evidence, By: f.By, Warning: f.Warning}
		for _, t := range f.Why {
			w.Why = append(w.Why, p.Telling(t))
		}
		if f.Fix != nil {
			w.Fix = p.Telling(*f.Fix)
		}
		out = append(out, w)
	}
	return out
}
