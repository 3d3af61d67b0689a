package integrity

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// suspects are beginnings of words that would name who is suspected of something.
var suspects = regexp.MustCompile(`(?i)^(suspect|accus|alleg|offend|culprit|perpetrat|incident|` +
	`report(er|ee|ed_person)|whistle|misstänk|anklag|anmäld)`)

// fieldsOf lists the fields of a type and of all types within it, with the
// names that they have as JSON.
func fieldsOf(of reflect.Type, seen map[reflect.Type]bool) (names []string) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		return fieldsOf(of.Elem(), seen)
	case reflect.Struct:
	default:
		return nil
	}
	if seen[of] || of.PkgPath() == "time" {
		return nil
	}
	seen[of] = true
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(append(names, f.Name, name), fieldsOf(f.Type, seen)...)
	}
	return names
}

// There is no field for a suspected person, neither in what is kept nor in the
// lists that are read; and whatever a list says beyond its columns, it is
// refused whole (I-1).
func TestI1NoFieldForASuspectedPerson(t *testing.T) {
	names := fieldsOf(reflect.TypeFor[Said](), map[reflect.Type]bool{})
	if !slices.Contains(names, "Occasion") || !slices.Contains(names, "value_ore") {
		t.Fatalf("not all fields are seen: %q", names)
	}
	lists := map[string][][]string{"contacts": ContactColumns, "gifts": GiftColumns,
		"organisations": EnteredColumns, "verdicts": VerdictColumns, "recommendations": Columns}
	for _, columns := range lists {
		names = append(names, slices.Concat(columns...)...)
	}
	for _, name := range names {
		if suspects.MatchString(name) {
			t.Errorf("there is a place for somebody who is suspected: %s", name)
		}
	}
	word := rapid.OneOf(rapid.SampledFrom([]string{"suspect", "Suspect", "name", "misstänkt", "REF"}),
		rapid.StringMatching(`[a-zåäö_]{1,12}`))
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SampledFrom([]string{"contacts", "gifts", "organisations"}).Draw(t, "list")
		columns := lists[list]
		known := headings(columns)
		row := map[string]string{known[0]: "1"}
		extra := word.Draw(t, "extra")
		row[extra] = "Någon Exempel"
		data, err := json.Marshal([]map[string]string{row})
		if err != nil {
			t.Fatal(err)
		}
		table, err := ReadJSON(columns, data)
		if refused := err != nil; refused == slices.Contains(known, extra) || refused && table != nil {
			t.Fatalf("%q beside %q: %v, %v", extra, known, table, err)
		}
	})
}
