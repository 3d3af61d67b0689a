package act

import (
	"testing"
	"time"

	"insyn/dcat"
)

// The entry of published ledgers obeys the Swedish profile: no error.
func TestLedgerEntryObeysTheProfile(t *testing.T) {
	day := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	e := LedgerEntry{Base: "https://data.example.se/reskontra/", Publisher: "Exempelkommunen", Number: "402000-0016",
		Kind: "LocalAuthority", Email: "oppnadata@example.se", Issued: day, Years: []LedgerYear{{2025, day, []LedgerFile{
			{"2025.csv", "text/csv", 1234}, {"ar=2025/2025-01-1.parquet", "application/vnd.apache.parquet", 99},
			{"2025.json", "application/json", 1234}}}}}
	report := dcat.Check(e.Graph(), dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}})
	for _, f := range report.Findings {
		if f.Severity == dcat.Error {
			t.Errorf("%s: %s", f.Node, f)
		}
	}
	if v := report.Verdicts[0]; v.Datasets != 1 || v.Conforming != 1 {
		t.Errorf("%d of %d datasets conform", v.Conforming, v.Datasets)
	}
	e.Kind = "Nonsense"
	if report := dcat.Check(e.Graph(), dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}}); len(report.Findings) == 0 {
		t.Error("a publisher of no kind is accepted")
	}
}
