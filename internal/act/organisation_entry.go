package act

import (
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/integrity"
	"insyn/rdf"
)

// OrganisationEntry makes what catalogues of open data say of the organisations
// of the site, as DCAT-AP-SE 3.0.1 asks for, under CC0. The files are in the
// folder at base.
func OrganisationEntry(base string, operator account.Body, all Identities,
	files []LedgerFile) *rdf.Graph {
	g := entryGraph{rdf.NewGraph(nil), LedgerEntry{Base: base, Publisher: operator.Name,
		Email: operator.Email}}
	c, body, contact := g.IRI(base+"#catalog"), g.IRI(base+"#publisher"), g.IRI(base+"#contact")
	g.is(c, "dcat:Catalog")
	g.both(c, "dcterms:title", "Organisationer i Insyn", "Organisations in Insyn")
	g.both(c, "dcterms:description", "Organisationer som står i samråd, reskontror, kataloger och kontaktregister.",
		"Organisations that stand in consultations, ledgers, catalogues and the contact register.")
	g.add(c, "dcterms:publisher", body)
	g.link(c, "dcterms:license", licenceCC0)
	g.is(body, "foaf:Agent")
	g.add(body, "foaf:name", g.Text(operator.Name, "sv"))
	if operator.Number != "" {
		g.add(body, "dcterms:identifier", g.Text(operator.Number, ""))
	}
	if kind := publisherKind(operator.Number); kind != "" {
		g.link(body, "dcterms:type", "http://purl.org/adms/publishertype/"+kind)
	}
	g.is(contact, "vcard:Organization")
	g.add(contact, "vcard:fn", g.Text(operator.Name, "sv"))
	g.link(contact, "vcard:hasEmail", "mailto:"+operator.Email)
	d := g.IRI(base + "#organisations")
	g.add(c, "dcat:dataset", d)
	g.is(d, "dcat:Dataset")
	g.both(d, "dcterms:title", "Organisationer", "Organisations")
	g.both(d, "dcterms:description",
		"En rad för varje organisation, med organisationsnummer där det är känt, var den står och vem som säger det. Ej fullständigt.",
		"A line for each organisation, with its number where that is known, where it stands and who states it. Not complete.")
	g.add(d, "dcterms:publisher", body)
	g.add(d, "dcat:contactPoint", contact)
	g.both(d, "dcat:keyword", "organisationer", "organisations")
	g.link(d, "dcat:theme", euAuthority+"data-theme/GOVE")
	g.link(d, "dcterms:accessRights", euAuthority+"access-right/PUBLIC")
	if last := all.last(); !last.IsZero() {
		g.date(d, "dcterms:modified", last)
	}
	for _, f := range files {
		g.add(d, "dcat:distribution", g.file(f))
	}
	return g.Graph
}

// publisherKind names what a public body is by the group of numbers that it
// has its own from; "" where that does not tell.
func publisherKind(number string) string {
	for group, kind := range map[string]string{"2021": "NationalAuthority",
		"2120": "LocalAuthority",
		"2321": "RegionalAuthority"} {
		if strings.HasPrefix(number, group) {
			return kind
		}
	}
	return ""
}

// last gives the last day on which something was stated.
func (i Identities) last() time.Time {
	var last integrity.Date
	for _, o := range i.All {
		last = max(last, o.Stated())
	}
	t, err := time.Parse(time.DateOnly, string(last))
	if err != nil {
		return time.Time{}
	}
	return t
}
