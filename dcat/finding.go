package dcat

import (
	"fmt"
	"slices"
	"strings"

	"insyn/rdf"
)

// A Code names a sort of finding. Codes are stable, so that a program can
// translate findings, count them and link to help.
type Code string

// A Severity tells how bad a finding is.
type Severity uint8

// The severities. An Error breaks a profile; a Warning is advice of it.
const (
	Error Severity = iota
	Warning
)

// String gives the severity's name.
func (s Severity) String() string { return [...]string{"error", "warning"}[s] }

// A Finding is one thing in a catalogue that a profile does not accept.
type Finding struct {
	Code     Code
	Severity Severity
	Profile  string     // its name
	Class    string     // what the node is: Catalog, Dataset, Distribution …
	Node     string     // the IRI of the node at fault, or the label of a blank node
	Dataset  string     // the IRI of the dataset it belongs to, or ""
	Property string     // prefixed name, or ""
	Value    string     // what is there, or ""
	Instead  Suggestion // what to write instead, where that is known
	// Conflict tells that the Swedish profile, asked for as well, demands what
	// this one forbids: nobody can obey both, and Export mends it.
	Conflict bool
	rdf.Position
}

// A findingText says in English what a code means and what to do. The words
// in braces are fields of the finding, in small letters.
type findingText struct {
	message, remedy string
}

var findings = map[Code]findingText{
	"missing":     {"{class} has no {property}, which is mandatory", "Add {property}"},
	"recommended": {"{class} has no {property}, which is recommended", "Add {property}"},
	"too-many":    {"{class} has more than one {property}", "Keep one"},
	"not-literal": {"{property} is an address, {value}, and should be text",
		"Write the text itself"},
	"not-iri": {"{property} is {value}, and should be an address",
		"Write the address in full"},
	"not-node": {"{property} is the text {value}, and should be an address or a description",
		"Write the address of the thing"},
	"datatype": {"{property} is {value}, which is not of the right datatype",
		"Write a value of the datatype"},
	"no-language": {"{property} does not say in which language it is: {value}",
		"Add a language, such as sv or en"},
	"has-language": {"{property} should be text without a language or datatype: {value}",
		"Take the language or datatype away"},
	"unknown-code": {"{property} is {value}, which is not in the controlled vocabulary",
		"Choose a value out of the vocabulary"},
	"superseded-code": {"{property} is {value}, which has been superseded",
		"Write the value that has taken its place"},
	"superseded": {"{property} has been superseded",
		"Use the property that has taken its place"},
	"not-described": {"{property} points at {value}, which the catalogue does not describe",
		"Describe it in the catalogue, or correct the address"},
	"wrong-class": {"{property} points at {value}, which is not described as what it should be",
		"Add its class"},
	"licence-form": {"{property} is {value}, which portals do not recognise",
		"Write the address of the licence as its publisher does"},
	"form": {"{property} is {value}, which has the wrong form", "Correct it"},
	"no-catalog": {"There is no dcat:Catalog",
		"Describe the catalogue and list its datasets in it"},
	"blank-node": {"{class} has no address of its own",
		"Give it an address, with rdf:about"},
	"shared-identity": {"Publisher and contact point have the same address, {value}",
		"Give each its own address"},
	"catalog-record": {"dcat:CatalogRecord is not part of the Swedish profile", "Take it away"},
	"series-in-series": {"A dataset series lies in another series",
		"Put datasets into the series only"},
	"large-series": {"A dataset series has more than 50 members", "Divide it into several"},
	"unlisted": {"{class} is described, but no catalogue or dataset refers to it",
		"Refer to it with {property}"},
	"unknown-property": {"{property} is no property of {class}", "Use a property of the profile"},
	"doubtful-address": {"{value} has a character that addresses may not have",
		"Percent-encode it, a space as %20"},
}

// Codes lists every code that a check can give.
func Codes() []Code {
	all := make([]Code, 0, len(findings))
	for c := range findings {
		all = append(all, c)
	}
	slices.Sort(all)
	return all
}

// Message tells in English what is wrong.
func (f Finding) Message() string { return f.fill(findings[f.Code].message) }

// Remedy tells in English what to do, with the value to write where it is known.
func (f Finding) Remedy() string {
	if f.Instead.Text != "" {
		return "Write " + f.Instead.String()
	}
	return f.fill(findings[f.Code].remedy)
}

// String gives place, profile, message and remedy in one line.
func (f Finding) String() string {
	return fmt.Sprintf("%d:%d: %s (%s): %s. %s.", f.Line, f.Column, f.Severity, f.Profile,
		f.Message(), f.Remedy())
}

func (f Finding) fill(pattern string) string {
	return strings.NewReplacer("{class}", f.Class, "{property}", f.Property, "{value}",
		f.Value).Replace(pattern)
}
