package purchase

import (
	"errors"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/fault"
)

// TestWhatAViewLeavesOutIsSaid holds that nothing of an address goes lost in silence.
func TestWhatAViewLeavesOutIsSaid(t *testing.T) {
	for query, want := range map[string][]string{
		"":                       nil,
		"fran=2023&till=2024-02": nil,
		"fran=+2023+&till=":      nil,
		"fran=abc":               {"fran"},
		"fran=2024-01-15":        {"fran"},
		"fran=1999&till=2024-13": {"fran", "till"},
		"leverantor=556036-0793": nil,
		"leverantor=+":           nil,
		"leverantor=Bygg":        {"leverantor"},
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		var fields []string
		var bad *fault.Error
		if errors.As(CheckView(q), &bad) {
			fields = append(fields, bad.Field)
			for _, also := range bad.Also {
				fields = append(fields, also.Field)
			}
		}
		if diff := cmp.Diff(want, fields); diff != "" {
			t.Errorf("%q: %s", query, diff)
		}
	}
}
