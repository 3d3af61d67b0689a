package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
)

// SARIF writes rows in the Static Analysis Results Interchange Format 2.1.0
// (OASIS), which editors and services for code review read. Source is the
// catalogue's address, relative for a file; language is that of the rows' words.
func SARIF(to io.Writer, source, version, language string, rows []Row) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "Insyn", Version: version, Rules: []sarifRule{}}},
		Language:   language,
		ColumnKind: "unicodeCodePoints",
		Results:    make([]sarifResult, 0, len(rows)),
	}
	rules := map[string]int{}
	for _, r := range rows {
		id := r.rule()
		if _, known := rules[id]; !known {
			rules[id] = len(rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
				ID: id, Configuration: sarifConfiguration{r.Severity}, Help: sarifText{r.Remedy},
			})
		}
		run.Results = append(run.Results, r.sarif(source, rules[id]))
	}
	out := json.NewEncoder(to)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// rule names the sort of a row: by the profile that it breaks, or by rdf.
func (r Row) rule() string {
	if r.Profile == "" {
		return "rdf/" + r.Code
	}
	return r.Profile + "/" + r.Code
}

// sarif gives the result that a row becomes.
func (r Row) sarif(source string, rule int) sarifResult {
	level := r.Severity
	if r.Conflict {
		level = "note"
	}
	result := sarifResult{
		RuleID: r.rule(), RuleIndex: rule, Level: level,
		Message: sarifText{r.Message + ". " + r.Remedy + "."},
		Fingerprints: map[string]string{
			"insyn/v1": fingerprint(r.rule(), r.Node, r.Property, r.Value)},
		Properties: r,
	}
	place := sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{source}, Region: sarifRegion{max(r.Line, 1), max(r.Column, 1)}}}
	if r.Dataset != "" {
		place.Logical = []sarifLogical{{r.Dataset, "resource"}}
	}
	result.Locations = []sarifLocation{place}
	return result
}

// fingerprint stands for a finding wherever in the file it comes to lie.
func fingerprint(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		io.WriteString(h, p+"\x00")
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// The parts of a SARIF log that we write, by their names in the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string             `json:"id"`
		Configuration sarifConfiguration `json:"defaultConfiguration"`
		Help          sarifText          `json:"help"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   Row               `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line   uint32 `json:"startLine"`
		Column uint32 `json:"startColumn"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
)
