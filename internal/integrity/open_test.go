package integrity

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A rule is what a standard demands of a value.
type rule struct {
	required bool
	holds    func(v any) bool
}

func text(v any) bool { s, is := v.(string); return is && s != "" }

func among(words ...string) func(any) bool {
	return func(v any) bool { s, is := v.(string); return is && slices.Contains(words, s) }
}

func matches(pattern string) func(any) bool {
	expression := regexp.MustCompile(pattern)
	return func(v any) bool { s, is := v.(string); return is && expression.MatchString(s) }
}

func aDay(v any) bool {
	_, err := time.Parse(time.DateOnly, fmt.Sprint(v))
	return err == nil
}

func boolean(v any) bool { _, is := v.(bool); return is }

func object(v any) bool { _, is := v.(map[string]any); return is }

func array(v any) bool { _, is := v.([]any); return is }

// bodsRules are what version 0.4 of the Beneficial Ownership Data Standard demands
// of a statement about an entity: openownership/data-standard, schema/statement.json,
// entity-record.json and components.json. Nothing else may be said.
var bodsRules = map[string]rule{
	"/statementId":                        {true, matches(`^.{32,64}$`)},
	"/statementDate":                      {false, aDay},
	"/declarationSubject":                 {true, text},
	"/recordId":                           {true, text},
	"/recordType":                         {true, among("entity", "person", "relationship")},
	"/recordStatus":                       {false, among("new", "updated", "closed")},
	"/publicationDetails":                 {false, object},
	"/publicationDetails/publicationDate": {true, aDay},
	"/publicationDetails/bodsVersion":     {true, matches(`^(\d+\.)(\d+)$`)},
	"/publicationDetails/license":         {false, matches(`^https://`)},
	"/publicationDetails/publisher":       {true, object},
	"/publicationDetails/publisher/name":  {true, text}, // or a url, which Insyn does not give
	"/source":                             {false, object},
	"/source/type":                        {false, array},
	"/source/type/*": {false, among("selfDeclaration", "officialRegister",
		"thirdParty", "primaryResearch", "verified")},
	"/source/url":                {false, matches(`^https?://`)},
	"/source/assertedBy":         {false, array},
	"/source/assertedBy/*":       {false, object},
	"/source/assertedBy/*/name":  {false, text},
	"/recordDetails":             {true, object},
	"/recordDetails/isComponent": {true, boolean},
	"/recordDetails/entityType":  {true, object},
	"/recordDetails/entityType/type": {true, among("registeredEntity", "legalEntity",
		"arrangement", "anonymousEntity", "unknownEntity", "state", "stateBody")},
	"/recordDetails/name":                     {false, text},
	"/recordDetails/jurisdiction":             {false, object},
	"/recordDetails/jurisdiction/name":        {true, text},
	"/recordDetails/jurisdiction/code":        {false, matches(`^.{2,6}$`)},
	"/recordDetails/identifiers":              {false, array},
	"/recordDetails/identifiers/*":            {false, object},
	"/recordDetails/identifiers/*/id":         {false, text},
	"/recordDetails/identifiers/*/schemeName": {true, text}, // or a scheme of org-id.guide
}

// breaches lists where a value does not keep the rules.
func breaches(rules map[string]rule, at string, v any) (wrong []string) {
	if r, known := rules[at]; at != "" && (!known || !r.holds(v)) {
		wrong = append(wrong, fmt.Sprintf("%s is %v", at, v))
	}
	switch v := v.(type) {
	case map[string]any:
		for path, r := range rules {
			name, child := cutChild(at, path)
			if _, is := v[name]; child && name != "*" && r.required && !is {
				wrong = append(wrong, path+" is missing")
			}
		}
		for name, x := range v {
			wrong = append(wrong, breaches(rules, at+"/"+name, x)...)
		}
	case []any:
		for _, x := range v {
			wrong = append(wrong, breaches(rules, at+"/*", x)...)
		}
	}
	return wrong
}

// cutChild gives the name of what is at path, where that is directly below at.
func cutChild(at, path string) (name string, child bool) {
	if len(path) <= len(at) || path[:len(at)] != at {
		return "", false
	}
	name = path[len(at)+1:]
	return name, path[len(at)] == '/' && !strings.Contains(name, "/")
}

// AC5: statements keep the rules of BODS 0.4, and entities have the names that
// FollowTheMoney gives the properties of a legal entity (alephdata/followthemoney,
// schema/Thing.yaml and LegalEntity.yaml, which Organization, Company and
// PublicBody extend).
func TestK410AC5OpenDataKeepsTheStandards(t *testing.T) {
	properties := []string{"name", "alias", "sourceUrl", "publisher", "modifiedAt",
		"registrationNumber",
		"jurisdiction"}
	var mentions []Mention
	for i, where := range Wheres() {
		mentions = append(mentions, mention(fmt.Sprintf("Exempel %d AB", i), "", where),
			mention("Exempelföretaget AB", "556000-0167", where),
			mention("Exempelmyndigheten", "202100-0019", where))
	}
	statements, at := 0, func(m Mention) string { return "https://insyn.example.se" + m.Path }
	for _, o := range Organisations(mentions, nil) {
		for _, s := range o.Statements("Insyn", at) {
			statements++
			for _, wrong := range breaches(bodsRules, "", decoded(t, s)) {
				t.Errorf("BODS: %s", wrong)
			}
		}
		e := o.FtM(func(Organisation) string { return "https://insyn.example.se/o" })
		if e.ID == "" || !slices.Contains([]string{"Organization", "Company", "PublicBody"}, e.Schema) ||
			len(e.Properties["name"]) != 1 {
			t.Errorf("FollowTheMoney: %+v", e)
		}
		for name, values := range e.Properties {
			if !slices.Contains(properties, name) || slices.Contains(values, "") ||
				name == "jurisdiction" && values[0] != "se" ||
				name == "modifiedAt" && !aDay(values[0]) {
				t.Errorf("FollowTheMoney: %s is %q", name, values)
			}
		}
	}
	if statements != len(mentions) {
		t.Errorf("%d statements of %d mentions", statements, len(mentions))
	}
	spoilt := decoded(t, BODS{RecordType: "thing"}).(map[string]any)
	delete(spoilt, "recordId")
	spoilt["more"] = "x"
	if wrong := breaches(bodsRules, "", spoilt); len(wrong) < 5 {
		t.Errorf("the rules find only %q", wrong)
	}
}

// decoded gives a value as it is read from JSON.
func decoded(t *testing.T, v any) (out any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(data, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}
