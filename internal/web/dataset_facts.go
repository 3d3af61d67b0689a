package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/lang"
)

// availabilityWords says for how long data are meant to be there.
var availabilityWords = map[string]lang.Key{
	"TEMPORARY": lang.Key("availability.temporary"), "EXPERIMENTAL": lang.Key("availability.experimental"),
	"AVAILABLE": lang.Key("availability.available"), "STABLE": lang.Key("availability.stable"),
}

// dimensionWords names the parts of the assessment.
var dimensionWords = map[dcat.Dimension]lang.Key{
	dcat.Findability:      lang.Key("dimension.findability"),
	dcat.Accessibility:    lang.Key("dimension.accessibility"),
	dcat.Interoperability: lang.Key("dimension.interoperability"),
	dcat.Reusability:      lang.Key("dimension.reusability"),
	dcat.Contextuality:    lang.Key("dimension.contextuality"),
}

// metricWords says for each metric of the assessment what to do to meet it.
var metricWords = map[string]lang.Key{
	"keyword": lang.Key("metric.keyword"), "theme": lang.Key("metric.theme"),
	"spatial": lang.Key("metric.spatial"), "temporal": lang.Key("metric.temporal"),
	"access-reachable":         lang.Key("metric.access-reachable"),
	"download":                 lang.Key("metric.download"),
	"download-reachable":       lang.Key("metric.download-reachable"),
	"format":                   lang.Key("metric.format"),
	"media-type":               lang.Key("metric.media-type"),
	"format-vocabulary":        lang.Key("metric.format-vocabulary"),
	"non-proprietary":          lang.Key("metric.non-proprietary"),
	"machine-readable":         lang.Key("metric.machine-readable"),
	"compliance":               lang.Key("metric.compliance"),
	"licence":                  lang.Key("metric.licence"),
	"known-licence":            lang.Key("metric.known-licence"),
	"access-rights":            lang.Key("metric.access-rights"),
	"access-rights-vocabulary": lang.Key("metric.access-rights-vocabulary"),
	"contact":                  lang.Key("metric.contact"),
	"publisher":                lang.Key("metric.publisher"),
	"rights":                   lang.Key("metric.rights"),
	"byte-size":                lang.Key("metric.byte-size"),
	"issued":                   lang.Key("metric.issued"),
	"modified":                 lang.Key("metric.modified"),
}

// datasetFacts lists all that is said of a dataset.
func (v *visit) datasetFacts(p *act.PublicDataset, d *dcat.Dataset) (facts []Fact) {
	add := adder(&facts)
	v.common(&facts, p, d.Resource)
	add(v.T("data.theme"), v.list(d.Themes, facetWords[byTheme]))
	add(v.T("dataset.keywords"), v.keywordLine(d.Keywords))
	if d.AccessRights != "" {
		add(v.T("dataset.access"), v.coded(d.AccessRights, accessWords))
	}
	if d.Frequency != "" {
		add(v.T("dataset.frequency"), v.coded(d.Frequency, frequencyWords))
	}
	add(v.T("dataset.issued"), v.day(d.Issued))
	add(v.T("dataset.modified"), v.day(d.Modified))
	add(v.T("dataset.temporal"), v.periods(d.Temporal))
	add(v.T("dataset.spatial"), v.list(ofAddress(d.Spatial), nil))
	add(v.T("dataset.languages"), v.list(d.Languages, languageWords))
	add(v.T("dataset.version"), d.Version)
	if d.Fee {
		add(v.T("dataset.fee"), v.T("dataset.has-fee"))
	}
	if d.HighValue() {
		add(v.T("data.value"), v.T("dataset.falls-under"))
	}
	add(v.T("dataset.conforms"), v.list(ofAddress(d.ConformsTo), nil))
	v.pages(&facts, "dataset.landing", d.LandingPages)
	v.pages(&facts, "dataset.pages", d.Pages)
	add(v.T("dataset.identifier"), d.Identifier)
	return append(facts, v.whence(p)...)
}

// serviceFacts lists all that is said of a service.
func (v *visit) serviceFacts(p *act.PublicDataset, d *dcat.Service) (facts []Fact) {
	add := adder(&facts)
	v.common(&facts, p, d.Resource)
	add(v.T("data.theme"), v.list(d.Themes, facetWords[byTheme]))
	add(v.T("dataset.keywords"), v.keywordLine(d.Keywords))
	if d.AccessRights != "" {
		add(v.T("dataset.access"), v.coded(d.AccessRights, accessWords))
	}
	add(v.T("dataset.serves"), v.list(ofAddress(d.Serves), nil))
	v.pages(&facts, "dataset.pages", d.Pages)
	return append(facts, v.whence(p)...)
}

// serviceForm shows where a service answers.
func (v *visit) serviceForm(p *act.PublicDataset, d *dcat.Service) DataForm {
	form := DataForm{Title: Words{Text: v.T("data.service")}, Format: d.FormatText,
		Licence: v.licence(d.Licence)}
	for _, address := range slices.Concat(d.Endpoints, d.Descriptions) {
		form.Addresses = append(form.Addresses, v.dataAddress(p, address, false))
	}
	return form
}

// common lists who publishes and whom to write to.
func (v *visit) common(facts *[]Fact, p *act.PublicDataset, r dcat.Resource) {
	publisher := Fact{Term: v.T("dataset.publisher"), Text: v.publisher(p)}
	if a := p.Description.Agents[r.Publisher]; webAddress(a.Homepage) {
		publisher.Link = Link{a.Homepage, a.Homepage}
	}
	*facts = append(*facts, publisher)
	for _, iri := range r.Contacts {
		c := p.Description.Contacts[iri]
		for i, email := range c.Emails {
			fact := Fact{Term: v.T("dataset.contact"), Text: c.Name, Link: Link{Text: email}}
			if i > 0 {
				fact.Text = ""
			}
			if strings.Contains(email, "@") && !strings.ContainsAny(email, " ?&") {
				fact.Link.Href = "mailto:" + email
			}
			*facts = append(*facts, fact)
		}
		adder(facts)(v.T("dataset.phone"), strings.Join(c.Phones, ", "))
	}
}

// whence says where the description comes from.
func (v *visit) whence(p *act.PublicDataset) (facts []Fact) {
	add := adder(&facts)
	add(v.T("dataset.address"), p.Latest.IRI)
	from := Fact{Term: v.T("dataset.source"), Text: v.bodyName(p.Body)}
	if webAddress(p.Source.Address) {
		from.Link = Link{p.Source.Address, p.Source.Address}
	}
	facts = append(facts, from, Fact{Term: v.T("dataset.since"), Time: p.First.At})
	if p.Others > 0 {
		add(v.T("dataset.others"), v.T("dataset.others-text", "Count", p.Others))
	}
	return facts
}

// pages lists addresses that can be opened.
func (v *visit) pages(facts *[]Fact, key string, all []string) {
	for _, address := range all {
		if webAddress(address) {
			*facts = append(*facts, Fact{Term: v.T(key), Link: Link{address, address}})
		}
	}
}

// webAddress tells whether an address can be made a link: a javascript: or
// data: address is text and nothing more.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// ofAddress leaves out what has no address of its own.
func ofAddress(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return strings.HasPrefix(s, "_:") })
}

// list words values of a list in a line.
func (v *visit) list(all []string, words map[string]lang.Key) string {
	var named []string
	for _, one := range all {
		named = append(named, v.coded(one, words))
	}
	slices.SortFunc(named, v.Compare)
	return strings.Join(slices.Compact(named), ", ")
}

// keywordLine gives the keywords in the reader's language, else those there are.
func (v *visit) keywordLine(all map[string][]string) string {
	own, other := string(v.Language()), string(v.Language().Other())
	for _, l := range []string{own, "", other} {
		if words := slices.Clone(all[l]); len(words) > 0 {
			slices.SortFunc(words, v.Compare)
			return strings.Join(words, ", ")
		}
	}
	return ""
}

// periods words the times that data are about.
func (v *visit) periods(all []dcat.Period) string {
	var lines []string
	for _, p := range all {
		if p.From+p.To != "" {
			lines = append(lines, v.T("dataset.period", "From", cmp.Or(v.day(p.From), "…"),
				"To", cmp.Or(v.day(p.To), "…")))
		}
	}
	return strings.Join(lines, "\n")
}
