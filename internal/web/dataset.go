package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
)

// DatasetPage shows a dataset, a series or a service.
type DatasetPage struct {
	Page
	Tongue      string
	Who         string
	Example     bool
	Chips       []Chip
	Gone        Notice
	Ask         Link // the contact point, with the dataset
	Description Words
	Forms       []DataForm
	None        string // where there is nothing to fetch
	Facts       []Fact
	Quality     DataQuality
	Errors      SourceFindings
	Clashes     SourceFindings // what one profile wants and another forbids
	Advice      SourceFindings
	History     []TimelineItem
	Changes     Link
	Files       []Link // the description itself, in each format
	Schema      *DatasetSchema
}

// A DataForm ("data-form") is one form in which data can be had.
type DataForm struct {
	Title       Words
	Description Words
	Format      string
	Bytes       int64
	Licence     string
	Facts       []Fact
	Addresses   []DataAddress
	Preview     Link
}

// A DataAddress is where data can be had, and how the address has answered.
type DataAddress struct {
	Link    Link
	File    bool
	State   Chip
	Uptime  string
	Checked string
}

// DataQuality is what the metadata is worth, and what would raise it.
type DataQuality struct {
	Points  string
	Band    Chip
	Parts   Table
	Missing []string
}

// dataset shows a dataset.
func (s *Server) dataset(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicDataset(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.datasetPage(s.page(r, ""), &p)
	page.Feed = v.Href(datasetPath(p.ID)) + "/atom.xml"
	page.Schema = s.schemaOf(v, &p)
	return s.render(w, r, http.StatusOK, "dataset", page)
}

// datasetPage makes the page of a dataset.
func (v *visit) datasetPage(base Page, p *act.PublicDataset) DatasetPage {
	title := v.told(p.Sheet.Title)
	base.Title, base.Styles = title.Text, []string{"data.css"}
	page := DatasetPage{Page: base, Tongue: title.Tongue, Who: v.publisher(p),
		Example: p.Body.Fictitious, Chips: v.dataChips(p.Sheet),
		Description: v.told(p.Sheet.Description)}
	page.Page.Description = firstSentence(page.Description.Text)
	if p.Gone {
		page.Gone = Notice{Tone: Late, Title: v.T("dataset.gone"), Text: v.T("dataset.gone-text",
			"Date", v.Date(p.History[0].At))}
	}
	if d := p.Dataset(); d != nil {
		page.Forms, page.Facts = v.dataForms(p, d), v.datasetFacts(p, d)
	} else if d := p.Service(); d != nil {
		page.Forms, page.Facts = []DataForm{v.serviceForm(p, d)}, v.serviceFacts(p, d)
	}
	if p.Asks {
		page.Ask = Link{v.T("dataset.ask"), v.Href(contactPath+"/"+url.PathEscape(string(p.Body.ID))+"/nytt") +
			"?datamangd=" + url.QueryEscape(p.Latest.IRI)}
	}
	if len(page.Forms) == 0 {
		page.None = v.T("dataset.no-forms")
	}
	if p.Sheet.Scored {
		page.Quality = v.dataQuality(p)
	}
	page.findings(v, p.Findings)
	page.History, page.Changes = v.datasetEvents(p)
	for _, f := range descriptionForms {
		page.Files = append(page.Files, Link{f.name, datasetPath(p.ID) + "/beskrivning" + f.extension})
	}
	return page
}

// findings parts what the profiles say: what is wrong, what cannot be right for
// all of them, and what would be better.
func (p *DatasetPage) findings(v *visit, all []dcat.Finding) {
	var errors, clashes, advice []dcat.Finding
	for _, f := range all {
		switch {
		case f.Conflict:
			clashes = append(clashes, f)
		case f.Severity == dcat.Error:
			errors = append(errors, f)
		default:
			advice = append(advice, f)
		}
	}
	p.Errors = v.findings(act.HarvestReport{Findings: errors})
	p.Clashes = v.findings(act.HarvestReport{Findings: clashes})
	p.Advice = v.findings(act.HarvestReport{Findings: advice})
}

// publisher names who publishes a dataset: as the catalogue has it, else whose
// catalogue it is.
func (v *visit) publisher(p *act.PublicDataset) string {
	if name := v.told(p.Sheet.Publisher).Text; name != "" {
		return name
	}
	return v.bodyName(p.Body)
}

// firstSentence gives the beginning of a text, for search engines.
func firstSentence(text string) string {
	const most = 300
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= most {
		return text
	}
	cut := strings.LastIndexByte(text[:most], ' ')
	return text[:max(cut, 0)] + " …"
}

// dataForms lists the forms in which a dataset can be had.
func (v *visit) dataForms(p *act.PublicDataset, d *dcat.Dataset) (all []DataForm) {
	for _, x := range d.Distributions {
		form := DataForm{Title: v.told(x.Title), Description: v.told(x.Description),
			Format: x.FormatText, Bytes: max(x.Bytes, 0), Licence: v.licence(x.Licence)}
		if x.Format != nil {
			form.Format = formatName(x.Format.Code)
		}
		if form.Title.Text == "" {
			form.Title.Text = v.T("dataset.form", "Format", form.Format)
		}
		for _, address := range x.DownloadURLs {
			form.Addresses = append(form.Addresses, v.dataAddress(p, address, true))
		}
		for _, address := range x.AccessURLs {
			if !slices.Contains(x.DownloadURLs, address) {
				form.Addresses = append(form.Addresses, v.dataAddress(p, address, false))
			}
		}
		form.Preview = v.previewLink(p, &x)
		form.Facts = v.formFacts(&x)
		all = append(all, form)
	}
	slices.SortStableFunc(all, func(a, b DataForm) int { // what can be read by most comes first
		return strings.Compare(a.Format, b.Format)
	})
	return all
}

// formFacts lists what else is said of a form.
func (v *visit) formFacts(x *dcat.Distribution) (facts []Fact) {
	add := adder(&facts)
	if x.Availability != "" {
		add(v.T("dataset.availability"), v.coded(x.Availability, availabilityWords))
	}
	if x.Rights != "" && !strings.HasPrefix(x.Rights, "_:") {
		add(v.T("dataset.rights"), x.Rights)
	}
	if x.Modified != "" {
		add(v.T("dataset.modified"), v.day(x.Modified))
	}
	add(v.T("dataset.checksum"), x.Checksum)
	return facts
}

// adder adds facts that have something to say.
func adder(facts *[]Fact) func(term, text string) {
	return func(term, text string) {
		if text != "" {
			*facts = append(*facts, Fact{Term: term, Text: text})
		}
	}
}

// licence names a licence; one that we do not know by its address.
func (v *visit) licence(address string) string {
	l := catalog.LicenceOf(address)
	if l == catalog.OtherLicence {
		return address
	}
	return v.T(string(facetWords[byLicence][string(l)]))
}

// leastLooks is how often an address must have been looked at before a share
// says anything of it.
const leastLooks = 3

// dataAddress shows an address and how it has answered. What is no address of
// the web is text: nothing leads to it.
func (v *visit) dataAddress(p *act.PublicDataset, address string, file bool) DataAddress {
	shown := DataAddress{Link: Link{Text: address}, File: file}
	if u, err := url.Parse(address); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
		shown.Link.Href = address
	}
	line, known := p.Links[address]
	if !known {
		return shown
	}
	state := linkStates[line.Link.State]
	shown.State = Chip{Tone: state.tone, Text: v.T(string(state.text))}
	if percent, ok := line.Uptime.Percent(); ok && line.Uptime.Counted >= leastLooks {
		shown.Uptime = v.T("dataset.uptime", "Share", v.Percent(float64(percent)/100, 0))
	}
	if !line.Link.Checked.IsZero() {
		shown.Checked = v.T("dataset.checked", "When", v.DateTime(line.Link.Checked))
	}
	return shown
}

// dataQuality says what the metadata is worth.
func (v *visit) dataQuality(p *act.PublicDataset) DataQuality {
	q := DataQuality{Points: v.T("dataset.points", "Points", p.Sheet.Points),
		Band: v.bandChip(p.Sheet.Points),
		Parts: Table{Caption: v.T("dataset.parts"), Columns: []Column{{Text: v.T("dataset.part")},
			{Text: v.T("dataset.got"), Number: true}, {Text: v.T("dataset.most"), Number: true}}}}
	var got, most [dcat.Contextuality + 1]int
	for _, e := range p.Evidence {
		most[e.Metric.Dimension] += e.Metric.Points
		if e.Met {
			got[e.Metric.Dimension] += e.Metric.Points
			continue
		}
		q.Missing = append(q.Missing, v.T("metric.gain", "What", v.T(string(metricWords[e.Metric.Name])),
			"Points", e.Metric.Points))
	}
	for d := range got {
		q.Parts.Rows = append(q.Parts.Rows, []Cell{
			{Text: v.T(string(dimensionWords[dcat.Dimension(d)]))}, {Text: v.Number(got[d])},
			{Text: v.Number(most[d])}})
	}
	return q
}

// eventWords says what has become of a dataset.
var eventWords = map[catalog.What]lang.Key{
	catalog.Added: lang.Key("dataset.was-added"), catalog.Changed: lang.Key("dataset.was-changed"),
	catalog.Gone: lang.Key("dataset.was-gone"), catalog.Returned: lang.Key("dataset.was-returned"),
}

// mostEventsShown is how many of a dataset's changes its page shows.
const mostEventsShown = 5

// datasetEvents lists what has become of a dataset lately.
func (v *visit) datasetEvents(p *act.PublicDataset) (all []TimelineItem, more Link) {
	for _, e := range p.History[:min(len(p.History), mostEventsShown)] {
		all = append(all, TimelineItem{At: e.At, Title: v.T(string(eventWords[e.What]))})
	}
	return all, Link{v.T("dataset.all-changes"), v.Href(datasetPath(p.ID)) + "/historik"}
}

// DatasetHistoryPage tells every change of a dataset.
type DatasetHistoryPage struct {
	Page
	Back    Link
	Changes []DatasetChange
	More    string
}

// A DatasetChange is what one harvest has changed.
type DatasetChange struct {
	What  string
	When  TimelineItem
	Lines []DiffLine
}

// A DiffLine is one statement that came or went.
type DiffLine struct {
	Change string // "added" or "removed"
	Text   string
}

// mostChangesShown is how many changes of a dataset one page tells.
const mostChangesShown = 50

// datasetHistory shows what has changed of a dataset, the latest first.
func (s *Server) datasetHistory(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicDataset(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "dataset-history", from(r).historyPage(s.page(r, ""), &p))
}

// historyPage makes the page of a dataset's history.
func (v *visit) historyPage(base Page, p *act.PublicDataset) DatasetHistoryPage {
	title := v.told(p.Sheet.Title)
	base.Title, base.Feed = v.T("dataset.history"), v.Href(datasetPath(p.ID))+"/atom.xml"
	base.Styles = []string{"data.css"}
	page := DatasetHistoryPage{Page: base, Back: Link{title.Text, v.Href(datasetPath(p.ID))}}
	for i, e := range p.History {
		if i == mostChangesShown {
			page.More = v.T("dataset.more-changes", "Count", len(p.History)-i)
			break
		}
		change := DatasetChange{What: v.T(string(eventWords[e.What])), When: TimelineItem{At: e.At}}
		if e.What == catalog.Changed || e.What == catalog.Returned {
			for _, older := range p.History[i+1:] {
				if older.Source == e.Source && older.What != catalog.Gone {
					change.Lines = diffLines(catalog.Differences(older.Content, e.Content))
					break
				}
			}
		}
		page.Changes = append(page.Changes, change)
	}
	return page
}

// diffLines words the statements by which two descriptions differ.
func diffLines(changes []dcat.PropertyChange) (lines []DiffLine) {
	for _, c := range changes {
		line := DiffLine{Change: "removed", Text: c.Property + ": " + c.Value.Value}
		if c.Added {
			line.Change = "added"
		}
		if c.Value.Language != "" {
			line.Text += " (" + c.Value.Language + ")"
		}
		lines = append(lines, line)
	}
	return lines
}
