package dcat

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"

	"insyn/rdf"
)

// GenerateOptions say what catalogue to make.
type GenerateOptions struct {
	Datasets int
	Seed     uint64
	Format   rdf.Format // RDFXML if it is Unknown
	Flawed   int        // of a thousand datasets, how many have a fault
	Base     string     // beginning of addresses; https://data.example.se/ if empty
}

// Generate writes an invented catalogue that obeys the Swedish profile, but
// for the flaws asked for. The same options always make the same bytes. Apart
// from the list of datasets it takes the memory of one, however many there are.
func Generate(to io.Writer, o GenerateOptions) error {
	if o.Format == rdf.Unknown {
		o.Format = rdf.RDFXML
	}
	if o.Base == "" {
		o.Base = "https://data.example.se/"
	}
	w, err := rdf.NewWriter(to, o.Format, Prefixes)
	if err != nil {
		return err
	}
	if err := w.Write(generateCatalog(o)); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(o.Seed, 0x636174))
	for i := range o.Datasets {
		if err := w.Write(generateDataset(o, r, i)); err != nil {
			return err
		}
	}
	return w.Close()
}

// A maker states triples by prefixed names.
type maker struct {
	*rdf.Graph
	base string
}

func newMaker(base string) *maker { return &maker{rdf.NewGraph(nil), base} }

func (m *maker) at(format string, args ...any) rdf.ID {
	return m.IRI(m.base + fmt.Sprintf(format, args...))
}

func (m *maker) say(s rdf.ID, property string, o rdf.ID) {
	m.Add(s, m.IRI(Expand(property)), o, rdf.Position{})
}

func (m *maker) link(s rdf.ID, property, iri string) { m.say(s, property, m.IRI(iri)) }

func (m *maker) both(s rdf.ID, property, swedish, english string) {
	m.say(s, property, m.Text(swedish, "sv"))
	m.say(s, property, m.Text(english, "en"))
}

func (m *maker) typed(s rdf.ID, property, datatype, text string) {
	m.say(s, property, m.Literal(text, m.IRI(Expand(datatype))))
}

func (m *maker) is(s rdf.ID, class string) { m.link(s, "rdf:type", Expand(class)) }

const generatedBodies = 40

// generateCatalog makes the catalogue and the bodies that publish in it.
func generateCatalog(o GenerateOptions) *rdf.Graph {
	m := newMaker(o.Base)
	c := m.at("catalog")
	m.is(c, "dcat:Catalog")
	m.both(c, "dcterms:title", "Exempelmyndighetens öppna data", "Open data of the example agency")
	m.both(c, "dcterms:description", "En påhittad katalog för prov och mätning.",
		"An invented catalogue for tests and measurements.")
	m.say(c, "dcterms:publisher", m.at("organisation/0"))
	m.link(c, "dcterms:license", exactly["cc0"])
	m.typed(c, "dcterms:issued", "xsd:date", "2024-01-15")
	m.typed(c, "dcterms:modified", "xsd:date", "2026-06-30")
	m.link(c, "dcterms:language", authority+"language/SWE")
	m.link(c, "foaf:homepage", o.Base)
	m.link(c, "dcterms:spatial", "http://sws.geonames.org/2661886/")
	m.link(c, "dcat:themeTaxonomy", authority+"data-theme")
	for i := range o.Datasets {
		m.say(c, "dcat:dataset", m.at("dataset/%d", i))
	}
	for i := range generatedBodies {
		m.body(i)
	}
	return m.Graph
}

// body describes a publisher and its contact point.
func (m *maker) body(i int) {
	b, contact := m.at("organisation/%d", i), m.at("contact/%d", i)
	m.is(b, "foaf:Agent")
	m.both(b, "foaf:name", fmt.Sprintf("Exempelmyndigheten %d", i),
		fmt.Sprintf("Example Agency %d", i))
	m.both(b, "dcterms:description", "En påhittad myndighet.", "An invented agency.")
	m.link(b, "dcterms:type", "http://purl.org/adms/publishertype/NationalAuthority")
	m.link(b, "org:classification", "https://dataportal.se/concepts/orgAspects/feeFinanzing")
	m.say(b, "dcterms:identifier", m.Text(fmt.Sprintf("202100-%04d", i), ""))
	m.is(contact, "vcard:Organization")
	m.say(contact, "vcard:fn", m.Text(fmt.Sprintf("Kontaktpunkt %d", i), "sv"))
	m.link(contact, "vcard:hasEmail", fmt.Sprintf("mailto:oppnadata%d@example.se", i))
}

// subjects are what invented datasets are about, in Swedish and English, with
// a theme.
var subjects = [...][3]string{
	{"Badplatser", "Bathing places", "ENVI"}, {"Cykelvägar", "Cycle paths", "TRAN"},
	{"Luftkvalitet", "Air quality", "ENVI"}, {"Förskolor", "Preschools", "EDUC"},
	{"Vattenflöden", "Water flows", "ENVI"}, {"Leverantörsreskontra", "Supplier ledger", "GOVE"},
	{"Folkmängd", "Population", "SOCI"}, {"Trafikolyckor", "Road accidents", "TRAN"},
	{"Skördar", "Harvests", "AGRI"}, {"Elförbrukning", "Electricity use", "ENER"},
	{"Vårdplatser", "Hospital beds", "HEAL"}, {"Domar", "Judgments", "JUST"},
}

// formatsMade are the formats of a dataset's distributions, in turn.
var formatsMade = [...][2]string{
	{"text/csv", "csv"}, {"application/json", "json"}, {"application/rdf+xml", "rdf"},
}

// generateDataset makes a dataset and its distributions.
func generateDataset(o GenerateOptions, r *rand.Rand, i int) *rdf.Graph {
	m := newMaker(o.Base)
	d := m.at("dataset/%d", i)
	subject := subjects[r.IntN(len(subjects))]
	region := 1 + r.IntN(290)
	m.is(d, "dcat:Dataset")
	m.both(d, "dcterms:title", fmt.Sprintf("%s i kommun %d, serie %d", subject[0], region, i),
		fmt.Sprintf("%s in municipality %d, series %d", subject[1], region, i))
	m.both(d, "dcterms:description",
		fmt.Sprintf("%s enligt mätningar i kommun %d. Uppgifterna uppdateras löpande av myndigheten.",
			subject[0], region),
		fmt.Sprintf("%s as measured in municipality %d. The data are kept up to date by the agency.",
			subject[1], region))
	m.say(d, "dcterms:publisher", m.at("organisation/%d", i%generatedBodies))
	m.say(d, "dcat:contactPoint", m.at("contact/%d", i%generatedBodies))
	m.both(d, "dcat:keyword", subject[0], subject[1])
	m.link(d, "dcat:theme", authority+"data-theme/"+subject[2])
	m.link(d, "dcterms:accessRights", authority+"access-right/PUBLIC")
	frequency := [...]string{"DAILY", "MONTHLY", "ANNUAL"}[r.IntN(3)]
	m.link(d, "dcterms:accrualPeriodicity", authority+"frequency/"+frequency)
	m.link(d, "dcterms:spatial", "http://sws.geonames.org/2661886/")
	m.typed(d, "dcterms:issued", "xsd:date", day(r, 2024))
	m.typed(d, "dcterms:modified", "xsd:date", day(r, 2026))
	m.link(d, "dcterms:conformsTo", m.base+"specification/"+strconv.Itoa(r.IntN(20)))
	m.period(d, i, r)
	if i%25 == 0 {
		m.link(d, "dcatap:applicableLegislation", Legislation)
		m.link(d, "dcatap:hvdCategory", "http://data.europa.eu/bna/c_dd313021")
	}
	for k := range 1 + i%len(formatsMade) + i%3 {
		m.distribution(d, i, k, r)
	}
	if r.IntN(1000) < o.Flawed {
		m.flaw(d, i, r.IntN(5))
	}
	return m.Graph
}

func day(r *rand.Rand, year int) string {
	return fmt.Sprintf("%d-%02d-%02d", year, 1+r.IntN(6), 1+r.IntN(28))
}

// period describes the time that a dataset is about.
func (m *maker) period(d rdf.ID, i int, r *rand.Rand) {
	p := m.at("dataset/%d#period", i)
	m.say(d, "dcterms:temporal", p)
	m.is(p, "dcterms:PeriodOfTime")
	m.typed(p, "dcat:startDate", "xsd:date", day(r, 2020))
	m.typed(p, "dcat:endDate", "xsd:date", day(r, 2025))
}

func (m *maker) distribution(d rdf.ID, i, k int, r *rand.Rand) {
	x := m.at("dataset/%d/distribution/%d", i, k)
	f := formatsMade[k%len(formatsMade)]
	m.say(d, "dcat:distribution", x)
	m.is(x, "dcat:Distribution")
	m.say(x, "dcterms:title", m.Text(fmt.Sprintf("Fil %d av datamängd %d", k, i), "sv"))
	m.say(x, "dcterms:description", m.Text(fmt.Sprintf("Hela datamängden %d som %s.", i, f[1]), "sv"))
	m.say(x, "dcat:accessURL", m.at("access/%d/%d", i, k))
	m.say(x, "dcat:downloadURL", m.at("download/%d/%d.%s", i, k, f[1]))
	m.say(x, "dcterms:format", m.Text(f[0], ""))
	m.link(x, "dcterms:license", exactly["cc0"])
	m.link(x, "dcatap:availability", authority+"planned-availability/STABLE")
	m.typed(x, "dcat:byteSize", "xsd:nonNegativeInteger", strconv.Itoa(1000+r.IntN(10_000_000)))
	if i%25 == 0 {
		m.link(x, "dcatap:applicableLegislation", Legislation)
	}
}

// flaw spoils a dataset in one of the ways that are common.
func (m *maker) flaw(d rdf.ID, i, kind int) {
	x := m.at("dataset/%d/distribution/0", i)
	lose := func(s rdf.ID, property string) {
		p := m.IRI(Expand(property))
		m.Remove(func(t rdf.Triple) bool { return t.S == s && t.P == p })
	}
	switch kind {
	case 0:
		lose(d, "dcterms:publisher")
	case 1:
		lose(x, "dcterms:format")
		m.say(x, "dcterms:format", m.Text("CSV-fil", ""))
	case 2:
		lose(x, "dcterms:license")
		m.link(x, "dcterms:license", "https://creativecommons.org/publicdomain/zero/1.0/deed.sv")
	case 3:
		lose(d, "dcterms:issued")
		m.say(d, "dcterms:issued", m.Text("2024-1-5", ""))
	case 4:
		lose(d, "dcat:theme")
		m.say(d, "dcat:theme", m.Text("Miljö", "sv"))
	}
}
