package integrity

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"insyn/internal/trial"
)

// There is no field for a suspected person, neither in what is kept nor in the
// lists that are read; and whatever a list says beyond its columns, it is
// refused whole (I-1).
func TestI1NoFieldForASuspectedPerson(t *testing.T) {
	names := trial.Fields(reflect.TypeFor[Said]())
	if !slices.Contains(names, "Occasion") || !slices.Contains(names, "value_ore") {
		t.Fatalf("not all fields are seen: %q", names)
	}
	lists := map[string][][]string{"contacts": ContactColumns, "gifts": GiftColumns,
		"organisations": EnteredColumns, "verdicts": VerdictColumns, "recommendations": Columns}
	for _, columns := range lists {
		names = append(names, slices.Concat(columns...)...)
	}
	for _, name := range names {
		if trial.Suspects.MatchString(name) {
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
		if refused := err != nil; refused == slices.Contains(known, extra) || refused &&
			table != nil {
			t.Fatalf("%q beside %q: %v, %v", extra, known, table, err)
		}
	})
}
