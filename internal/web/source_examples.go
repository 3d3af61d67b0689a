package web

import (
	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/store"
	"insyn/rdf"
)

// sourceExamples are the pages about a body's sources and addresses.
func sourceExamples() []example {
	return []example{{"harvest-sources", exampleSources}, {"harvest-source", exampleSource}, {"links", exampleLinks},
		{"link-file", exampleLinkFile}}
}

// exampleSourceFile is the file of a source from which much has vanished.
func exampleSourceFile() act.SourceFile {
	s := catalog.Source{ID: "exempel", Body: string(exampleBody.ID), Sector: catalog.PublicSector,
		Address: "https://exempeldepartementet.example.se/datasets/dcat", Created: later(-30),
		Next: later(1), Generation: 1}
	held := store.Harvest{Source: "exempel", Number: 3, Began: later(0), Ended: later(0),
		State: store.HarvestHeld, Hold: catalog.Vanished, Added: 1, Changed: 1, Removed: 12}
	failed := store.Harvest{Source: "exempel", Number: 2, Began: later(-1), Ended: later(-1),
		State: store.HarvestFailed,
		Fault: `{"Kind":"unavailable","Message":"fetch.slow","Values":{"Host":"exempeldepartementet.example.se"}}`}
	done := store.Harvest{Source: "exempel", Number: 1, Began: later(-2), Ended: later(-2),
		State: store.HarvestDone, Added: 40, Sequence: 1}
	return act.SourceFile{SourceLine: act.SourceLine{Source: s, Last: held, Held: held},
		Body: exampleBody, Harvests: []store.Harvest{held, failed, done}, Report: exampleReportOfHarvest(),
		Changes: []act.HeldChange{
			{What: catalog.Added, Title: "Badplatser", IRI: "https://data.example.se/dataset/41"},
			{What: catalog.Changed, Title: "Cykelvägar", IRI: "https://data.example.se/dataset/7",
				Statements: []dcat.PropertyChange{
					{Property: "dcterms:title", Value: rdf.Term{Value: "Cykelstråk"}},
					{Property: "dcterms:title", Value: rdf.Term{Value: "Cykelvägar"},
						Added: true}}},
			{What: catalog.Gone, Title: "Luftkvalitet", IRI: "https://data.example.se/dataset/8"}}}
}

// exampleReportOfHarvest is a report with one thing of each sort.
func exampleReportOfHarvest() act.HarvestReport {
	return act.HarvestReport{More: 3,
		Problems: []catalog.Problem{{Code: catalog.NoTitle, Node: "https://data.example.se/dataset/9",
			Text: "https://exempeldepartementet.example.se/datasets/dcat", Line: 214}},
		Findings: []dcat.Finding{{Code: "missing", Profile: "se", Class: "Dataset",
			Node: "https://data.example.se/dataset/10", Property: "dcterms:publisher",
			Position: rdf.Position{Line: 240, Column: 3}}},
		Verdicts: []act.HarvestVerdict{{Profile: "se", Errors: 1, Datasets: 40, Conforming: 39},
			{Profile: "eu", Errors: 41, Conflicts: 40, Datasets: 40}}}
}

func exampleSources(p Page, say *lang.Printer) any {
	v, file := staffVisit(say), exampleSourceFile()
	p.Title, p.Work = say.T("source.title"), true
	page := SourcesPage{Page: catalogued(p), Body: v.bodyName(exampleBody), Action: "#", Links: "#", May: true,
		Form: Form{printer: say}}
	page.fill(v, []act.SourceLine{file.SourceLine})
	page.Preview = v.preview(act.Preview{Title: "Exempeldepartementets öppna data",
		Report: file.Report, Decision: catalog.Decision{Hold: catalog.Vanished}})
	return page
}

func exampleSource(p Page, say *lang.Printer) any {
	v := staffVisit(say)
	page := v.sourcePage(exampleSourceFile(), Form{printer: say})
	p.Title, p.Work = say.T("source.one"), true
	page.Page = catalogued(p)
	return page
}

func exampleLinks(p Page, say *lang.Printer) any {
	v := staffVisit(say)
	line := func(state catalog.LinkState, outcome catalog.Outcome, status int) act.LinkLine {
		return act.LinkLine{Link: catalog.Link{ID: "x", State: state, Outcome: outcome, Status: status,
			Address: "https://data.example.se/" + string(state) + ".csv", Checked: later(0),
			Expires: later(5)}, Uptime: catalog.Uptime{Good: 28, Counted: 30}}
	}
	page := v.linksPage(string(exampleBody.ID), "", []act.LinkLine{
		line(catalog.Dead, catalog.Failed, 404), line(catalog.Flapping, catalog.Good, 200),
		line(catalog.Failing, catalog.Wrong, 200), line(catalog.Refused, catalog.Barred, 403),
		line(catalog.Alive, catalog.Good, 200), {Link: catalog.Link{State: catalog.Unchecked,
			Address: "https://data.example.se/ny.csv"}}},
		map[catalog.LinkState]int{catalog.Dead: 1, catalog.Flapping: 1, catalog.Failing: 1,
			catalog.Refused: 1, catalog.Alive: 1, catalog.Unchecked: 1})
	p.Title, p.Work = say.T("links.title"), true
	page.Page, page.Body = catalogued(p), v.bodyName(exampleBody)
	return page
}
