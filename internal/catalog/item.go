package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"insyn/dcat"
	"insyn/rdf"
)

// A Kind is a sort of thing that a catalogue lists.
type Kind string

// The kinds. Main is the head of the catalogue itself.
const (
	Dataset Kind = "dataset"
	Series  Kind = "series"
	Service Kind = "service"
	Main    Kind = "catalog"
)

// classes pairs classes with kinds, the most telling first.
var classes = [...]struct {
	class string
	kind  Kind
}{
	{"dcat:Catalog", Main}, {"dcat:DatasetSeries", Series}, {"dcat:Dataset", Dataset},
	{"dcat:DataService", Service},
}

// An Item is one thing found in a harvest, with all that is said of it.
type Item struct {
	Identity string
	IRI      string
	Kind     Kind
	Title    string
	Print    string // of the content: equal prints, equal content
	Content  string // N-Triples, in the same order however it was written
}

// uuid is what the national portal takes for an identifier that is unique
// everywhere.
var uuid = regexp.MustCompile(
	`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)

// Identity gives what makes a dataset or service itself wherever it is found:
// its identifier, where that is a UUID, else its address.
func Identity(address string, identifiers ...string) string {
	for _, id := range identifiers {
		if uuid.MatchString(id) {
			return "urn:uuid:" + strings.ToLower(id)
		}
	}
	return address
}

// printOf gives the print of a content.
func printOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:16])
}

// titleOf gives a node's title: the Swedish one, else any.
func titleOf(g *rdf.Graph, node rdf.ID) string {
	text := dcat.Text{}
	for _, t := range g.Match(node, named(g, "dcterms:title")) {
		if g.Kind(t.O) == rdf.Literal && strings.TrimSpace(g.Value(t.O)) != "" {
			if language := strings.ToLower(g.Language(t.O)); text[language] == "" {
				text[language] = strings.TrimSpace(g.Value(t.O))
			}
		}
	}
	return text.In("sv", "en")
}

// identifiers gives the dcterms:identifier of a node.
func identifiers(g *rdf.Graph, node rdf.ID) (all []string) {
	property := named(g, "dcterms:identifier")
	if property == rdf.None {
		return nil
	}
	for _, t := range g.Match(node, property) {
		if g.Kind(t.O) == rdf.Literal {
			all = append(all, strings.TrimSpace(g.Value(t.O)))
		}
	}
	return all
}
