package web

import (
	"fmt"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
)

// Bodies stand in the order of the alphabet, however good or large what they
// publish is, and no page numbers them.
func TestBodiesAreNotRanked(t *testing.T) {
	v := staffVisit(lang.For(lang.Swedish))
	bodies := map[account.BodyID]account.Body{}
	var all []act.Holding
	for i, name := range []string{"Ö", "A", "Ä", "B", "Å"} { // the last has most, and best
		id := account.BodyID(fmt.Sprint("b", i))
		bodies[id] = account.Body{ID: id, Name: name}
		for range i + 1 {
			all = append(all, act.Holding{Body: id, Sheet: catalog.Sheet{Quality: catalog.Quality{Scored: true, Points: 100 * i}}})
		}
	}
	page := v.dataBodiesPage(Page{}, all, bodies)
	var order []string
	for _, row := range page.Table.Rows {
		order = append(order, row[0].Text)
	}
	if got := strings.Join(order, " "); got != "A B Å Ä Ö" {
		t.Errorf("the order is %s", got)
	}
	for _, column := range page.Table.Columns {
		for _, word := range []string{"plats", "rang", "poäng", "placering"} {
			if strings.Contains(strings.ToLower(column.Text), word) {
				t.Errorf("a column of places: %s", column.Text)
			}
		}
	}
}

// What is wrong is told before what would be better, and once.
func TestFindingsWorstFirst(t *testing.T) {
	v, report := staffVisit(lang.For(lang.Swedish)), exampleReportOfHarvest()
	missing := report.Findings[0]
	advice := missing
	advice.Code, advice.Severity, advice.Position.Line = "recommended", 1-missing.Severity, 3
	report.Problems, report.Faults = nil, nil
	elsewhere, clash := advice, missing
	elsewhere.Position.Line, clash.Conflict, clash.Property = 9, true, "dcterms:format"
	report.Findings = append(report.Findings[:0:0], advice, advice, elsewhere, clash, missing)
	rows := v.findings(report).Rows
	if len(rows) != 3 || rows[0].Chip.Tone != Late || rows[1].Chip.Text != "Motsägelse" ||
		rows[2].Chip.Tone != Neutral || len(rows[2].Places) != 2 || rows[2].More != 0 {
		t.Errorf("%+v", rows)
	}
}
