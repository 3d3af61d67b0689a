package act

import (
	"strconv"
	"time"

	"insyn/dcat"
	"insyn/rdf"
)

// A LedgerEntry is what a catalogue of open data says of published ledgers.
type LedgerEntry struct {
	Base      string // address of the folder, ending with a slash
	Publisher string // name of the body
	Number    string // its organisation number
	Kind      string // of publishertype: NationalAuthority, LocalAuthority, RegionalAuthority
	Email     string // contact point
	Issued    time.Time
	Years     []LedgerYear
}

// A LedgerYear is a dataset: the deliveries of a calendar year.
type LedgerYear struct {
	Year     int
	Modified time.Time
	Files    []LedgerFile
}

// A LedgerFile is a distribution.
type LedgerFile struct {
	Name      string // below the base
	MediaType string
	Size      int64
}

// Graph makes the entry, as DCAT-AP-SE 3.0.1 asks for: a dataset for each
// year, a distribution for each file, under CC0.
func (e LedgerEntry) Graph() *rdf.Graph {
	g := entryGraph{rdf.NewGraph(nil), e}
	c, body, contact := g.IRI(e.Base+"#catalog"), g.IRI(e.Base+"#publisher"), g.IRI(e.Base+"#contact")
	g.is(c, "dcat:Catalog")
	g.both(c, "dcterms:title", "Inköpsdata från "+e.Publisher, "Purchasing data of "+e.Publisher)
	g.both(c, "dcterms:description", "Leverantörsreskontra per kalenderår, utan uppgifter om enskilda personer.",
		"Supplier ledgers by calendar year, without data on natural persons.")
	g.add(c, "dcterms:publisher", body)
	g.link(c, "dcterms:license", licenceCC0)
	g.date(c, "dcterms:issued", e.Issued)
	g.is(body, "foaf:Agent")
	g.add(body, "foaf:name", g.Text(e.Publisher, "sv"))
	if e.Kind != "" {
		g.link(body, "dcterms:type", "http://purl.org/adms/publishertype/"+e.Kind)
	}
	if e.Number != "" {
		g.add(body, "dcterms:identifier", g.Text(e.Number, ""))
	}
	g.is(contact, "vcard:Organization")
	g.add(contact, "vcard:fn", g.Text(e.Publisher, "sv"))
	g.link(contact, "vcard:hasEmail", "mailto:"+e.Email)
	for _, y := range e.Years {
		g.add(c, "dcat:dataset", g.year(y, body, contact))
	}
	return g.Graph
}

// licenceCC0 is the licence of what is published, as portals know it.
const licenceCC0 = "http://creativecommons.org/publicdomain/zero/1.0/"

// An entryGraph states triples by prefixed names.
type entryGraph struct {
	*rdf.Graph
	e LedgerEntry
}

func (g entryGraph) add(s rdf.ID, property string, o rdf.ID) {
	g.Add(s, g.IRI(dcat.Expand(property)), o, rdf.Position{})
}

func (g entryGraph) link(s rdf.ID, property, iri string) { g.add(s, property, g.IRI(iri)) }

func (g entryGraph) is(s rdf.ID, class string) { g.link(s, "rdf:type", dcat.Expand(class)) }

func (g entryGraph) both(s rdf.ID, property, swedish, english string) {
	g.add(s, property, g.Text(swedish, "sv"))
	g.add(s, property, g.Text(english, "en"))
}

func (g entryGraph) typed(s rdf.ID, property, datatype, text string) {
	g.add(s, property, g.Literal(text, g.IRI(dcat.Expand(datatype))))
}

func (g entryGraph) date(s rdf.ID, property string, day time.Time) {
	g.typed(s, property, "xsd:date", day.Format(time.DateOnly))
}

// year describes the dataset of a year.
func (g entryGraph) year(y LedgerYear, body, contact rdf.ID) rdf.ID {
	year := strconv.Itoa(y.Year)
	d, period := g.IRI(g.e.Base+"#"+year), g.IRI(g.e.Base+"#"+year+"-period")
	g.is(d, "dcat:Dataset")
	g.both(d, "dcterms:title", "Leverantörsreskontra "+year+", "+g.e.Publisher,
		"Supplier ledger "+year+", "+g.e.Publisher)
	g.both(d, "dcterms:description", "Vad "+g.e.Publisher+" har köpt under "+year+
		": leverantör, belopp utan moms, konto och datum för varje kontering.",
		"What "+g.e.Publisher+" bought in "+year+": supplier, amount without VAT, account and date of each booking.")
	g.add(d, "dcterms:publisher", body)
	g.add(d, "dcat:contactPoint", contact)
	g.both(d, "dcat:keyword", "leverantörsreskontra", "supplier ledger")
	g.link(d, "dcat:theme", euAuthority+"data-theme/GOVE")
	g.link(d, "dcterms:accessRights", euAuthority+"access-right/PUBLIC")
	g.link(d, "dcterms:accrualPeriodicity", euAuthority+"frequency/MONTHLY")
	g.link(d, "dcterms:conformsTo", "https://lankadedata.se/spec/leverantorsreskontra/")
	g.date(d, "dcterms:issued", g.e.Issued)
	g.date(d, "dcterms:modified", y.Modified)
	g.add(d, "dcterms:temporal", period)
	g.is(period, "dcterms:PeriodOfTime")
	g.typed(period, "dcat:startDate", "xsd:date", year+"-01-01")
	g.typed(period, "dcat:endDate", "xsd:date", year+"-12-31")
	for _, f := range y.Files {
		g.add(d, "dcat:distribution", g.file(f))
	}
	return d
}

// euAuthority is where the EU keeps its lists of codes.
const euAuthority = "http://publications.europa.eu/resource/authority/"

// file describes a distribution. Its seal is beside it, in SHA256SUMS: the
// profile knows checksums by SHA-1 only, which seals nothing any more.
func (g entryGraph) file(f LedgerFile) rdf.ID {
	x := g.IRI(g.e.Base + f.Name + "#file")
	g.is(x, "dcat:Distribution")
	g.add(x, "dcterms:title", g.Text(f.Name, "sv"))
	g.both(x, "dcterms:description", "Filen "+f.Name+".", "The file "+f.Name+".")
	g.link(x, "dcat:accessURL", g.e.Base+f.Name)
	g.link(x, "dcat:downloadURL", g.e.Base+f.Name)
	g.add(x, "dcterms:format", g.Text(f.MediaType, ""))
	g.link(x, "dcterms:license", licenceCC0)
	g.link(x, "dcatap:availability", euAuthority+"planned-availability/STABLE")
	g.typed(x, "dcat:byteSize", "xsd:nonNegativeInteger", strconv.FormatInt(f.Size, 10))
	return x
}
