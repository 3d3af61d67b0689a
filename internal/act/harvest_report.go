package act

import (
	"encoding/json"

	"insyn/dcat"
	"insyn/internal/catalog"
)

// The most that a report keeps of each; the rest is counted.
const (
	mostFaults   = 200
	mostFindings = 500
	mostOfOne    = 5 // findings of each code, profile and property
)

// A HarvestReport is what people should hear of a harvest.
type HarvestReport struct {
	Problems []catalog.Problem
	Faults   []catalog.Faulty // in the texts
	Findings []dcat.Finding   // by the profiles
	More     int              // faults and findings beyond those kept
	Verdicts []HarvestVerdict
	Points   int // of the 405, in hundredths; addresses are not counted as reachable
}

// A HarvestVerdict is how what was found stands to a profile.
type HarvestVerdict struct {
	Profile    string
	Errors     int
	Warnings   int
	Datasets   int
	Conforming int
	Conflicts  int // of the errors: where Sweden demands what this profile forbids
}

// reported makes the report of what was gathered and found.
func reported(g gathered, h catalog.Harvest) HarvestReport {
	check := dcat.Check(g.Graph, dcat.Options{Most: mostOfOne})
	r := HarvestReport{Problems: h.Problems, Faults: g.Faults, Findings: check.Findings,
		More: check.More}
	if n := len(r.Faults) - mostFaults; n > 0 {
		r.Faults, r.More = r.Faults[:mostFaults], r.More+n
	}
	if n := len(r.Findings) - mostFindings; n > 0 {
		r.Findings, r.More = r.Findings[:mostFindings], r.More+n
	}
	for _, v := range check.Verdicts {
		r.Verdicts = append(r.Verdicts, HarvestVerdict{v.Profile.Name, v.Errors, v.Warnings,
			v.Datasets, v.Conforming, v.Conflicts})
	}
	r.Points = dcat.ScoreOf(g.Graph, dcat.ScoreOptions{Report: check}).Points()
	return r
}

// packReport and unpackReport are the form in which the database keeps a report.
func packReport(r HarvestReport) ([]byte, error) { return json.Marshal(r) }

func unpackReport(b []byte) (r HarvestReport, err error) {
	if len(b) == 0 {
		return r, nil
	}
	return r, json.Unmarshal(b, &r)
}
