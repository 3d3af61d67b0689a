package dcat

import (
	"slices"
	"strconv"

	"insyn/rdf"
)

// A Text is a text in several languages: by language tag in small letters, ""
// where none is given. The first of each language is kept.
type Text map[string]string

// In gives the text in one of the languages asked for, in their order, else
// without a language, else in any.
func (t Text) In(languages ...string) string {
	for _, l := range append(languages, "") {
		if s, ok := t[l]; ok {
			return s
		}
	}
	tags := make([]string, 0, len(t))
	for l := range t {
		tags = append(tags, l)
	}
	slices.Sort(tags)
	if len(tags) == 0 {
		return ""
	}
	return t[tags[0]]
}

// A Resource is what catalogues, datasets, series and services have in common.
type Resource struct {
	IRI         string // of a blank node: its label
	Blank       bool
	Title       Text
	Description Text
	Publisher   string   // IRI of an Agent
	Contacts    []string // IRIs of Contacts
	Issued      string   // as written
	Modified    string
	rdf.Position
}

// A Catalog lists datasets and services.
type Catalog struct {
	Resource
	Licence   string
	Homepage  string
	Languages []string
	Datasets  []string
	Services  []string
	Parts     []string // other catalogues
}

// A Dataset is a collection of data, or a series of such collections.
type Dataset struct {
	Resource
	Series        bool
	Identifier    string
	Keywords      map[string][]string // by language
	Themes        []string
	AccessRights  string
	Frequency     string
	Languages     []string
	Spatial       []string
	Temporal      []Period
	ConformsTo    []string
	LandingPages  []string
	Pages         []string
	Legislation   []string
	Categories    []string // of high-value datasets
	InSeries      []string
	Version       string
	Fee           bool
	Distributions []Distribution
}

// HighValue tells whether the dataset says it falls under the regulation.
func (d *Dataset) HighValue() bool {
	return len(d.Categories) > 0 || slices.Contains(d.Legislation, Legislation)
}

// A Period is a time from a beginning to an end, as written.
type Period struct{ From, To string }

// A Distribution is a form in which a dataset can be had.
type Distribution struct {
	Resource
	AccessURLs   []string
	DownloadURLs []string
	Services     []string
	Format       *Format // nil if it is not known
	FormatText   string  // as written
	MediaType    string
	Licence      string
	Rights       string
	Availability string
	Status       string
	Checksum     string
	Bytes        int64 // -1 if not given
	Legislation  []string
}

// A Service gives access to data by an interface.
type Service struct {
	Resource
	Endpoints    []string
	Descriptions []string // addresses of machine-readable descriptions
	Serves       []string
	Keywords     map[string][]string
	Themes       []string
	AccessRights string
	Licence      string
	FormatText   string
	Pages        []string
	Legislation  []string
	Categories   []string
}

// An Agent publishes.
type Agent struct {
	IRI        string
	Name       Text
	Type       string
	Identifier string // such as an organisation number
	Homepage   string
	rdf.Position
}

// A Contact answers questions.
type Contact struct {
	IRI    string
	Name   string
	Emails []string // without mailto:
	Phones []string
	Pages  []string
	rdf.Position
}

// A Description is what a text describes, taken out of its graph.
type Description struct {
	Catalogs []Catalog
	Datasets []Dataset // series among them
	Services []Service
	Agents   map[string]Agent
	Contacts map[string]Contact
}

// Describe takes out of a graph what it says of catalogues and what they list,
// in the order of the text.
func Describe(g *rdf.Graph) *Description {
	d := &describer{newView(g)}
	out := &Description{Agents: map[string]Agent{}, Contacts: map[string]Contact{}}
	for node := range d.instances("dcat:Catalog") {
		out.Catalogs = append(out.Catalogs, d.catalog(node))
	}
	for _, node := range d.datasets {
		out.Datasets = append(out.Datasets, d.dataset(node, false))
	}
	for node := range d.instances("dcat:DatasetSeries") {
		if !d.isDataset(node) {
			out.Datasets = append(out.Datasets, d.dataset(node, true))
		}
	}
	for node := range d.instances("dcat:DataService") {
		out.Services = append(out.Services, d.service(node))
	}
	for _, class := range Swedish.Class("Agent").Types {
		for node := range d.instances(class) {
			out.Agents[d.name(node)] = d.agent(node)
		}
	}
	for _, class := range Swedish.Class("Contact").Types {
		for node := range d.instances(class) {
			out.Contacts[d.name(node)] = d.contact(node)
		}
	}
	return out
}

// A describer reads properties of nodes.
type describer struct{ *view }

// name is the IRI of a node, or the label of a blank one.
func (d *describer) name(node rdf.ID) string {
	if d.Kind(node) == rdf.Blank {
		return "_:" + d.Value(node)
	}
	return d.Value(node)
}

func (d *describer) one(node rdf.ID, property string) string {
	if m := d.Match(node, d.id(property)); len(m) > 0 {
		return d.name(m[0].O)
	}
	return ""
}

func (d *describer) all(node rdf.ID, property string) []string {
	var values []string
	for _, t := range d.Match(node, d.id(property)) {
		values = append(values, d.name(t.O))
	}
	return values
}

func (d *describer) text(node rdf.ID, property string) Text {
	var text Text
	for _, t := range d.Match(node, d.id(property)) {
		language := lower(d.Language(t.O))
		if _, known := text[language]; known || d.Kind(t.O) != rdf.Literal {
			continue
		}
		if text == nil {
			text = Text{}
		}
		text[language] = d.Value(t.O)
	}
	return text
}

func (d *describer) words(node rdf.ID, property string) map[string][]string {
	var words map[string][]string
	for _, t := range d.Match(node, d.id(property)) {
		if d.Kind(t.O) != rdf.Literal {
			continue
		}
		if words == nil {
			words = map[string][]string{}
		}
		language := lower(d.Language(t.O))
		words[language] = append(words[language], d.Value(t.O))
	}
	return words
}

func (d *describer) resource(node rdf.ID) Resource {
	return Resource{
		IRI: d.name(node), Blank: d.Kind(node) == rdf.Blank,
		Title: d.text(node, "dcterms:title"), Description: d.text(node, "dcterms:description"),
		Publisher: d.one(node, "dcterms:publisher"), Contacts: d.all(node, "dcat:contactPoint"),
		Issued: d.one(node, "dcterms:issued"), Modified: d.one(node, "dcterms:modified"),
		Position: d.Where(node),
	}
}

func (d *describer) catalog(node rdf.ID) Catalog {
	return Catalog{
		Resource: d.resource(node), Licence: d.one(node, "dcterms:license"),
		Homepage: d.one(node, "foaf:homepage"), Languages: d.all(node, "dcterms:language"),
		Datasets: d.all(node, "dcat:dataset"), Services: d.all(node, "dcat:service"),
		Parts: append(d.all(node, "dcterms:hasPart"), d.all(node, "dcat:catalog")...),
	}
}

func (d *describer) dataset(node rdf.ID, series bool) Dataset {
	s := Dataset{
		Resource: d.resource(node), Series: series,
		Identifier: d.one(node, "dcterms:identifier"), Keywords: d.words(node, "dcat:keyword"),
		Themes: d.all(node, "dcat:theme"), AccessRights: d.one(node, "dcterms:accessRights"),
		Frequency: d.one(node, "dcterms:accrualPeriodicity"),
		Languages: d.all(node, "dcterms:language"), Spatial: d.all(node, "dcterms:spatial"),
		ConformsTo: d.all(node, "dcterms:conformsTo"), LandingPages: d.all(node, "dcat:landingPage"),
		Pages: d.all(node, "foaf:page"), Legislation: d.all(node, "dcatap:applicableLegislation"),
		Categories: d.all(node, "dcatap:hvdCategory"), InSeries: d.all(node, "dcat:inSeries"),
		Version: d.one(node, "dcat:version"), Fee: len(d.Match(node, d.id("schema:offers"))) > 0,
	}
	for _, t := range d.Match(node, d.id("dcterms:temporal")) {
		s.Temporal = append(s.Temporal, Period{d.one(t.O, "dcat:startDate"), d.one(t.O, "dcat:endDate")})
	}
	for _, t := range d.Match(node, d.id("dcat:distribution")) {
		s.Distributions = append(s.Distributions, d.distribution(t.O))
	}
	return s
}

func (d *describer) distribution(node rdf.ID) Distribution {
	x := Distribution{
		Resource: d.resource(node), AccessURLs: d.all(node, "dcat:accessURL"),
		DownloadURLs: d.all(node, "dcat:downloadURL"), Services: d.all(node, "dcat:accessService"),
		FormatText: d.one(node, "dcterms:format"), MediaType: d.one(node, "dcat:mediaType"),
		Licence: d.one(node, "dcterms:license"), Rights: d.one(node, "dcterms:rights"),
		Availability: d.one(node, "dcatap:availability"), Status: d.one(node, "adms:status"),
		Legislation: d.all(node, "dcatap:applicableLegislation"), Bytes: -1,
	}
	if x.Format = FormatOf(x.FormatText); x.Format == nil {
		x.Format = FormatOf(x.MediaType)
	}
	if n, err := strconv.ParseInt(d.one(node, "dcat:byteSize"), 10, 64); err == nil && n >= 0 {
		x.Bytes = n
	}
	for _, t := range d.Match(node, d.id("spdx:checksum")) {
		x.Checksum = d.one(t.O, "spdx:checksumValue")
	}
	return x
}

func (d *describer) service(node rdf.ID) Service {
	return Service{
		Resource: d.resource(node), Endpoints: d.all(node, "dcat:endpointURL"),
		Descriptions: d.all(node, "dcat:endpointDescription"), Serves: d.all(node, "dcat:servesDataset"),
		Keywords: d.words(node, "dcat:keyword"), Themes: d.all(node, "dcat:theme"),
		AccessRights: d.one(node, "dcterms:accessRights"), Licence: d.one(node, "dcterms:license"),
		FormatText: d.one(node, "dcterms:format"), Pages: d.all(node, "foaf:page"),
		Legislation: d.all(node, "dcatap:applicableLegislation"),
		Categories:  d.all(node, "dcatap:hvdCategory"),
	}
}

func (d *describer) agent(node rdf.ID) Agent {
	return Agent{
		IRI: d.name(node), Name: d.text(node, "foaf:name"), Type: d.one(node, "dcterms:type"),
		Identifier: d.one(node, "dcterms:identifier"), Homepage: d.one(node, "foaf:homepage"),
		Position: d.Where(node),
	}
}

func (d *describer) contact(node rdf.ID) Contact {
	c := Contact{
		IRI: d.name(node), Name: d.one(node, "vcard:fn"), Pages: d.all(node, "vcard:hasURL"),
		Position: d.Where(node),
	}
	for _, e := range d.all(node, "vcard:hasEmail") {
		c.Emails = append(c.Emails, trimScheme(e, "mailto:"))
	}
	for _, t := range d.Match(node, d.id("vcard:hasTelephone")) {
		number := d.one(t.O, "vcard:hasValue")
		if number == "" {
			number = d.name(t.O)
		}
		c.Phones = append(c.Phones, trimScheme(number, "tel:"))
	}
	return c
}
