package integrity

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// FtM is an entity as FollowTheMoney describes it (followthemoney.tech): a
// schema, and values by property.
type FtM struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// FtM gives an organisation as an entity. What nobody has given a number may
// be an organisation without one, so that nothing more exact is said of it.
func (o Organisation) FtM(page func(Organisation) string) FtM {
	e := FtM{ID: o.ID, Schema: o.ftmSchema(), Properties: map[string][]string{"name": {o.Names[0]},
		"sourceUrl": {page(o)}}}
	if len(o.Names) > 1 {
		e.Properties["alias"] = o.Names[1:]
	}
	if o.Number != "" {
		e.Properties["registrationNumber"] = []string{o.Number}
		e.Properties["jurisdiction"] = []string{"se"}
	}
	if by := o.StatedBy(); len(by) > 0 {
		e.Properties["publisher"] = by
	}
	if on := o.Stated(); on != "" {
		e.Properties["modifiedAt"] = []string{string(on)}
	}
	return e
}

// ftmSchema names what an organisation is by the first digit of its number.
func (o Organisation) ftmSchema() string {
	switch {
	case strings.HasPrefix(o.Number, "2"):
		return "PublicBody"
	case strings.HasPrefix(o.Number, "5"):
		return "Company"
	}
	return "Organization"
}

// BODS is a statement about an entity in the manner of the Beneficial Ownership
// Data Standard 0.4 (Open Ownership): who says it, when, and from what kind of
// source. It says nothing about who owns whom.
type BODS struct {
	StatementID        string          `json:"statementId"`
	DeclarationSubject string          `json:"declarationSubject"`
	StatementDate      Date            `json:"statementDate,omitempty"`
	Publication        BODSPublication `json:"publicationDetails"`
	Source             BODSSource      `json:"source"`
	RecordID           string          `json:"recordId"`
	RecordType         string          `json:"recordType"`
	RecordStatus       string          `json:"recordStatus"`
	RecordDetails      BODSEntity      `json:"recordDetails"`
}

// BODSPublication says who publishes.
type BODSPublication struct {
	Date      Date      `json:"publicationDate"`
	Version   string    `json:"bodsVersion"`
	License   string    `json:"license"`
	Publisher BODSAgent `json:"publisher"`
}

// BODSSource says where a statement comes from.
type BODSSource struct {
	Type       []string    `json:"type"`
	URL        string      `json:"url,omitempty"`
	AssertedBy []BODSAgent `json:"assertedBy"`
}

// BODSAgent is somebody who says something.
type BODSAgent struct {
	Name string `json:"name"`
}

// BODSEntity describes an entity.
type BODSEntity struct {
	IsComponent  bool             `json:"isComponent"`
	EntityType   BODSType         `json:"entityType"`
	Name         string           `json:"name"`
	Jurisdiction *BODSCountry     `json:"jurisdiction,omitempty"`
	Identifiers  []BODSIdentifier `json:"identifiers,omitempty"`
}

// BODSType says what an entity is.
type BODSType struct {
	Type string `json:"type"`
}

// BODSCountry is where an entity is registered.
type BODSCountry struct {
	Name string `json:"name"`
	Code string `json:"code"`
}

// BODSIdentifier is a number of an entity.
type BODSIdentifier struct {
	ID         string `json:"id"`
	SchemeName string `json:"schemeName"`
}

// bodsSources says what kind of source each register is.
var bodsSources = map[Where]string{AsBody: "selfDeclaration", AsSupplier: "thirdParty",
	AsPublisher: "thirdParty",
	AsContact:   "thirdParty", AsGiver: "thirdParty", AsSender: "selfDeclaration", AsListed: "selfDeclaration",
	AsEntered: "primaryResearch"}

// Statements gives what is said of an organisation, one statement for each
// mention. The same mention always gives the same statement.
func (o Organisation) Statements(publisher string, address func(Mention) string) (all []BODS) {
	for i, m := range o.Mentions {
		s := BODS{DeclarationSubject: o.ID, StatementDate: m.On, RecordID: o.ID,
			RecordType:   "entity",
			RecordStatus: "updated",
			Publication: BODSPublication{m.On, "0.4",
				"https://creativecommons.org/publicdomain/zero/1.0/", BODSAgent{publisher}},
			Source: BODSSource{[]string{bodsSources[m.Where]}, address(m),
				[]BODSAgent{{m.By}}},
			RecordDetails: BODSEntity{EntityType: BODSType{o.bodsType()}, Name: m.Name}}
		if m.By == "" {
			s.Source.AssertedBy[0].Name = m.Name
		}
		if i == 0 {
			s.RecordStatus = "new"
		}
		if m.Number != "" {
			s.RecordDetails.Identifiers = []BODSIdentifier{{m.Number, "Organisationsnummer"}}
			s.RecordDetails.Jurisdiction = &BODSCountry{"Sweden", "SE"}
		}
		s.StatementID = s.hash(string(m.Where), m.Path)
		all = append(all, s)
	}
	return all
}

// bodsType names what an organisation is.
func (o Organisation) bodsType() string {
	switch {
	case strings.HasPrefix(o.Number, "2"):
		return "stateBody"
	case o.Number != "":
		return "registeredEntity"
	}
	return "unknownEntity"
}

// hash names a statement by what it says and where that stands.
func (s BODS) hash(where, path string) string {
	s.Publication.Publisher.Name = "" // the same, whoever publishes it
	s.RecordStatus, s.Source.URL = "", ""
	said, _ := json.Marshal(s) // has nothing that cannot be written
	sum := sha256.Sum256(append(said, "\n"+where+"\n"+path...))
	return hex.EncodeToString(sum[:])
}
