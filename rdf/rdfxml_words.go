package rdf

import "strings"

// A word is what a name means in the grammar of RDF/XML.
type word uint8

const (
	wordNone        word = iota // a name that cannot be used
	wordNoNamespace             // a name outside every namespace
	wordLang                    // xml:lang
	wordBase                    // xml:base
	wordXML                     // xml:space and the like, which mean nothing here
	wordRDF
	wordID
	wordAbout
	wordResource
	wordNodeID
	wordParseType
	wordDatatype
	wordWithdrawn // was in RDF before 2004
	wordProperty  // an ordinary name; from here on names have an IRI
	wordType
	wordLi
	wordDescription
)

var rdfWords = map[string]word{
	"RDF": wordRDF, "ID": wordID, "about": wordAbout, "resource": wordResource,
	"nodeID": wordNodeID, "parseType": wordParseType, "datatype": wordDatatype,
	"aboutEach": wordWithdrawn, "aboutEachPrefix": wordWithdrawn, "bagID": wordWithdrawn,
	"type": wordType, "li": wordLi, "Description": wordDescription,
}

// wordOf gives the meaning of a resolved name.
func wordOf(space, local string, isAttribute bool) word {
	switch space {
	case RDF:
		if w, ok := rdfWords[local]; ok {
			return w
		}
	case xml:
		switch local {
		case "lang":
			return wordLang
		case "base":
			return wordBase
		}
		return wordXML
	case "":
		if isAttribute {
			switch local {
			case "ID", "about", "resource", "parseType", "type":
				return rdfWords[local] // as RDF/XML of the first days wrote them
			}
			if strings.HasPrefix(local, "xml") {
				return wordXML // names that XML keeps for itself
			}
		}
		return wordNoNamespace
	}
	return wordProperty
}
