package catalog

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/fault"
	"insyn/rdf"
)

// A Said is a text in Swedish, and in English where it is translated.
type Said struct {
	SV string `json:"sv"`
	EN string `json:"en,omitempty"`
}

// An Edition is the catalogue of a small body that has no program to make one:
// what is filled in by hand. Graph makes of it a catalogue that obeys Sweden.
type Edition struct {
	Title       Said     `json:"title"`
	Description Said     `json:"description"`
	Publisher   string   `json:"publisher"` // sort of body, by its code in the ADMS list
	Contact     string   `json:"contact"`
	Email       string   `json:"email"`
	Datasets    []Edited `json:"datasets"`
}

// An Edited is a dataset that is filled in by hand.
type Edited struct {
	ID          string       `json:"id"` // it is a part of its address, and stays
	Title       Said         `json:"title"`
	Description Said         `json:"description"`
	Keywords    string       `json:"keywords,omitempty"` // divided by commas
	Theme       string       `json:"theme"`
	Frequency   string       `json:"frequency,omitempty"`
	Licence     Licence      `json:"licence"`
	Issued      string       `json:"issued,omitempty"` // 2023-11-27
	Files       []EditedFile `json:"files"`
}

// An EditedFile is a file of a dataset that is filled in by hand.
type EditedFile struct {
	Address string `json:"address"`
	Format  string `json:"format"` // media type
}

// MostEdited is how many datasets are filled in by hand, and MostFiles how many
// files of each: whoever has more has use of a program.
const (
	MostEdited = 200
	MostFiles  = 3
)

// Publishers are the codes of the sorts of bodies.
func Publishers() []string {
	return []string{"NationalAuthority", "RegionalAuthority", "LocalAuthority"}
}

// EditedFormats are the media types that can be chosen.
func EditedFormats() []string {
	return []string{"text/csv", "application/json", "application/geo+json", "application/xml",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf", "application/zip"}
}

// licenceAddresses are the addresses of the licences that can be chosen.
var licenceAddresses = map[Licence]string{
	CC0: "http://creativecommons.org/publicdomain/zero/1.0/", CCBY: "http://creativecommons.org/licenses/by/4.0/",
	CCBYSA: "http://creativecommons.org/licenses/by-sa/4.0/",
}

// EditedFrequencies are the codes of how often data change that can be chosen.
func EditedFrequencies() []string {
	return []string{"DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL", "IRREG"}
}

// CheckHead tells what is wrong with what is filled in of the catalogue itself.
func (e Edition) CheckHead() error {
	return fault.Fields(
		missing(e.Title.SV, "title"), missing(e.Description.SV, "description"),
		among(e.Publisher, Publishers(), "publisher"), missing(e.Contact, "contact"), mailbox(e.Email))
}

// Check tells what is wrong with what is filled in of a dataset.
func (d Edited) Check() error {
	all := []*fault.Error{missing(d.Title.SV, "title"), missing(d.Description.SV, "description"),
		among(d.Theme, ThemeCodes(), "theme")}
	if licenceAddresses[d.Licence] == "" {
		all = append(all, fault.New(fault.Invalid, "edition.choose").At("licence"))
	}
	if d.Frequency != "" {
		all = append(all, among(d.Frequency, EditedFrequencies(), "frequency"))
	}
	if _, err := time.Parse(time.DateOnly, d.Issued); d.Issued != "" && err != nil {
		all = append(all, fault.New(fault.Invalid, "edition.date").At("issued"))
	}
	if len(d.Files) == 0 {
		all = append(all, fault.New(fault.Invalid, "edition.no-file").At("address-1"))
	}
	for _, f := range d.Files[:min(len(d.Files), MostFiles)] {
		if u, err := url.Parse(f.Address); err != nil || u.Host == "" || u.Scheme != "https" &&
			u.Scheme != "http" ||
			strings.ContainsAny(f.Address, " <>\"{}|\\^`") {
			all = append(all, fault.New(fault.Invalid, "edition.address-wrong").With("Address", f.Address).At("address-1"))
		}
		if !slices.Contains(EditedFormats(), f.Format) {
			all = append(all, fault.New(fault.Invalid, "edition.choose").At("format-1"))
		}
	}
	return fault.Fields(all...)
}

func missing(text, field string) *fault.Error {
	if strings.TrimSpace(text) == "" {
		return fault.New(fault.Invalid, "edition.missing").At(field)
	}
	return nil
}

func among(value string, all []string, field string) *fault.Error {
	if !slices.Contains(all, value) {
		return fault.New(fault.Invalid, "edition.choose").At(field)
	}
	return nil
}

func mailbox(address string) *fault.Error {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(address, " <>\"?&,;") {
		return fault.New(fault.Invalid, "edition.email-wrong").At("email")
	}
	return nil
}

// Put puts a dataset in the place of the one with its ID, or at the end.
func (e *Edition) Put(d Edited) error {
	i := slices.IndexFunc(e.Datasets, func(o Edited) bool { return o.ID == d.ID })
	switch {
	case i >= 0:
		e.Datasets[i] = d
	case len(e.Datasets) >= MostEdited:
		return fault.New(fault.Refused, "edition.many").With("Most", MostEdited)
	default:
		e.Datasets = append(e.Datasets, d)
	}
	return nil
}

// Take takes a dataset away.
func (e *Edition) Take(id string) {
	e.Datasets = slices.DeleteFunc(e.Datasets, func(d Edited) bool { return d.ID == id })
}

// Graph makes the catalogue. At is the beginning of all its addresses, and name
// whose it is.
func (e Edition) Graph(at, name string) *rdf.Graph {
	m := &editor{rdf.NewGraph(nil), at}
	head, publisher, contact := m.IRI(at+"/katalog"), m.IRI(at+"/utgivare"), m.IRI(at+"/kontakt")
	m.is(head, "dcat:Catalog")
	m.said(head, "dcterms:title", e.Title)
	m.said(head, "dcterms:description", e.Description)
	m.say(head, "dcterms:publisher", publisher)
	m.link(head, "dcterms:license", licenceAddresses[CC0])
	m.link(head, "dcterms:language", "http://publications.europa.eu/resource/authority/language/SWE")
	m.link(head, "dcat:themeTaxonomy", "http://publications.europa.eu/resource/authority/data-theme")
	m.is(publisher, "foaf:Agent")
	m.say(publisher, "foaf:name", m.Text(name, "sv"))
	m.link(publisher, "dcterms:type", "http://purl.org/adms/publishertype/"+e.Publisher)
	m.is(contact, "vcard:Organization")
	m.say(contact, "vcard:fn", m.Text(e.Contact, ""))
	m.link(contact, "vcard:hasEmail", "mailto:"+e.Email)
	for _, d := range e.Datasets {
		node := m.IRI(at + "/datamangd/" + d.ID)
		m.say(head, "dcat:dataset", node)
		m.say(node, "dcterms:publisher", publisher)
		m.say(node, "dcat:contactPoint", contact)
		m.dataset(node, d)
	}
	return m.Graph
}

// An editor states triples by prefixed names.
type editor struct {
	*rdf.Graph
	at string
}

func (m *editor) say(s rdf.ID, property string, o rdf.ID) {
	m.Add(s, m.IRI(dcat.Expand(property)), o, rdf.Position{})
}

func (m *editor) link(s rdf.ID, property, iri string) { m.say(s, property, m.IRI(iri)) }

func (m *editor) is(s rdf.ID, class string) {
	m.Add(s, rdf.Type, m.IRI(dcat.Expand(class)), rdf.Position{})
}

func (m *editor) said(s rdf.ID, property string, text Said) {
	for _, t := range [][2]string{{"sv", text.SV}, {"en", text.EN}} {
		if words := strings.TrimSpace(t[1]); words != "" {
			m.say(s, property, m.Text(words, t[0]))
		}
	}
}

// dataset describes a dataset and its files.
func (m *editor) dataset(node rdf.ID, d Edited) {
	const lists = "http://publications.europa.eu/resource/authority/"
	m.is(node, "dcat:Dataset")
	m.said(node, "dcterms:title", d.Title)
	m.said(node, "dcterms:description", d.Description)
	m.link(node, "dcat:theme", lists+"data-theme/"+d.Theme)
	m.link(node, "dcterms:accessRights", lists+"access-right/PUBLIC")
	for word := range strings.SplitSeq(d.Keywords, ",") {
		m.said(node, "dcat:keyword", Said{SV: word})
	}
	if d.Frequency != "" {
		m.link(node, "dcterms:accrualPeriodicity", lists+"frequency/"+d.Frequency)
	}
	if d.Issued != "" {
		m.say(node, "dcterms:issued", m.Literal(d.Issued, m.IRI(dcat.Expand("xsd:date"))))
	}
	for i, f := range d.Files {
		file := m.IRI(m.at + "/datamangd/" + d.ID + "/fil/" + string(rune('1'+i)))
		m.say(node, "dcat:distribution", file)
		m.is(file, "dcat:Distribution")
		m.link(file, "dcat:accessURL", f.Address)
		m.link(file, "dcat:downloadURL", f.Address)
		m.say(file, "dcterms:format", m.Text(f.Format, ""))
		m.link(file, "dcterms:license", licenceAddresses[d.Licence])
		m.link(file, "dcatap:availability", lists+"planned-availability/AVAILABLE")
	}
}
