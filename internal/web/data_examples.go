package web

import (
	"bytes"
	"net/url"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/search"
	"insyn/internal/store"
)

// dataExamples are of the catalogue of open data.
func dataExamples() []example {
	return []example{{"data", exampleData}, {"dataset", exampleDataset},
		{"dataset-history", exampleDatasetHistory}, {"dataset-preview", examplePreview},
		{"data-bodies", exampleDataBodiesPage}, {"data-body", exampleBodyData}}
}

// exampleItems are some invented datasets, of which some have flaws.
func exampleItems() []catalog.Item {
	const at = "https://exempeldepartementet.example.se/datasets/dcat"
	var text bytes.Buffer
	if err := dcat.Generate(&text, dcat.GenerateOptions{Datasets: 30, Seed: 4, Flawed: 400}); err != nil {
		panic(err) // a Buffer takes everything
	}
	g := catalog.NewGathering(at)
	if err := g.Add(catalog.Text{Address: at, Body: text.String()}); err != nil {
		panic(err) // it is our own
	}
	found, err := g.Items()
	if err != nil {
		panic(err) // the same
	}
	return found.Items
}

// exampleDataBodies are the bodies of the examples.
var exampleDataBodies = map[account.BodyID]account.Body{exampleBody.ID: exampleBody}

// exampleIndex is the catalogue of the examples.
func exampleIndex() *search.Index[act.Holding] {
	index := search.New[act.Holding](dataSchema)
	var all []search.Document[act.Holding]
	for _, one := range exampleHoldings() {
		all = append(all, dataDocument(one))
	}
	index.Apply(nil, all)
	return index
}

// exampleHoldings are the datasets of the examples.
func exampleHoldings() (all []act.Holding) {
	items := exampleItems()
	for i, sheet := range catalog.Examine(items, func(string) bool { return true }) {
		all = append(all, act.Holding{ID: items[i].Print, Body: exampleBody.ID, Sheet: sheet})
	}
	return all
}

func exampleDataBodiesPage(p Page, say *lang.Printer) any {
	p.Title = say.T("data.bodies")
	return exampleVisit(say).dataBodiesPage(p, exampleHoldings(), exampleDataBodies)
}

func exampleBodyData(p Page, say *lang.Printer) any {
	return exampleVisit(say).bodyDataPage(p, exampleBody, exampleHoldings())
}

func exampleData(p Page, say *lang.Printer) any {
	q := url.Values{"q": {both("luftkvalitet", "air quality").In(string(say.Language()))},
		"tema": {"ENVI"}}
	ask, _ := dataRequest(q, say.Language())
	p.Title = say.T("data.title")
	v := exampleVisit(say)
	answer := exampleIndex().Find(ask)
	page := v.dataPage(p, q, ask, answer, exampleDataBodies)
	page.paginate(v, q, 1, answer.Total)
	page.Links = v.dataLinks(exportAll)
	return page
}

// examplePublicDataset is a dataset that has changed once, and one of whose
// addresses does not answer.
func examplePublicDataset() *act.PublicDataset {
	item := exampleItems()[11]
	older := store.Event{Record: store.Record{Source: "exempel", IRI: item.IRI, Kind: item.Kind,
		What: catalog.Added, Content: bytes.ReplaceAll([]byte(item.Content), []byte(" i kommun"),
			[]byte(" för kommun"))}, At: later(-90), Sequence: 1}
	latest := older
	latest.What, latest.Content, latest.At, latest.Sequence = catalog.Changed, []byte(item.Content), later(-3), 2
	p := &act.PublicDataset{ID: "exempel", Kind: item.Kind, First: older, Latest: latest,
		History: []store.Event{latest, older}, Body: exampleBody, Fetches: true, Asks: true,
		Source: catalog.Source{ID: "exempel", Body: string(exampleBody.ID),
			Address: "https://exempeldepartementet.example.se/datasets/dcat"}, Links: map[string]act.LinkLine{}}
	p.Read()
	for i, address := range p.Dataset().Distributions[0].DownloadURLs {
		p.Links[address] = act.LinkLine{Link: catalog.Link{ID: "exempel", Address: address,
			State: []catalog.LinkState{catalog.Alive, catalog.Dead}[i%2], Checked: later(-1)},
			Uptime: catalog.Uptime{Good: 29, Counted: 30}}
	}
	p.Read()
	return p
}

func exampleDataset(p Page, say *lang.Printer) any {
	v, d := exampleVisit(say), examplePublicDataset()
	page := v.datasetPage(p, d)
	page.Feed = "#"
	page.Schema = (&Server{base: &url.URL{Scheme: "https", Host: "insyn.example.se"}}).schemaOf(v, d)
	return page
}

func exampleDatasetHistory(p Page, say *lang.Printer) any {
	page := exampleVisit(say).historyPage(p, examplePublicDataset())
	page.Feed = "#"
	return page
}

func examplePreview(p Page, say *lang.Printer) any {
	p.Title, p.Styles = say.T("file-preview.title"), []string{"data.css"}
	shown, err := catalog.PreviewOf("CSV", []byte("plats;nitrat;datum\nExempelviken;1,4;2023-06-01\n"+
		"Provstranden;2,1;2023-06-01\n"), false)
	if err != nil {
		panic(err) // it is our own
	}
	return exampleVisit(say).previewPage(p, act.FilePreview{Preview: shown, Format: "CSV",
		Address: "https://data.example.se/badplatser.csv", Dataset: *examplePublicDataset()})
}
