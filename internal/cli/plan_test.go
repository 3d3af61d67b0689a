package cli

import (
	"bytes"
	"strings"
	"testing"

	"insyn/internal/lang"
	"insyn/internal/trial"
)

// What was understood otherwise than it stands, or not at all, is printed line
// by line: of dates, of marks that are no numbers, and of whose plan it is.
func TestAnImportPrintsWhatItUnderstoodOtherwise(t *testing.T) {
	file := trial.Fixtures(t, "ogp", "commitments-sample.csv")
	var out bytes.Buffer
	err := planImport{Source: file, DryRun: true}.Run(t.Context(),
		&Streams{Out: &out, Language: lang.English})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"“3.2.5”", "“Legacy Local”", "“Other”", "“7/15/1905”",
		"read as 2023",
		"is no whole number", "does not say whether the plan is of a region"} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("nothing says %s", words)
		}
	}
	if t.Failed() {
		t.Logf("%.2000s", out.String())
	}
}
