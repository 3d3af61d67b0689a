package integrity

import (
	"slices"
	"testing"

	"insyn/internal/lang"
)

func TestK47AC3EveryChannelHasItsFactsAndIsCheckedAgain(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Channels() {
		for _, text := range []Text{c.Name, c.Area, c.Forms, c.Anonymity} {
			if text.SV == "" || text.EN == "" {
				t.Errorf("%s lacks a text: %+v", c.ID, c)
			}
		}
		if !WebAddress(c.Source) || len(c.Checked) != len("2023-11-27") || !slices.Contains(ChannelKinds(), c.Kind) || seen[c.ID] {
			t.Errorf("%+v", c)
		}
		seen[c.ID] = true
		checked := c.Checked.After(lang.Stockholm)
		if c.Stale(checked.AddDate(0, 0, staleDays)) || !c.Stale(checked.AddDate(0, 0, staleDays+1)) {
			t.Errorf("%s is checked again at another time than after %d days", c.ID, staleDays)
		}
	}
}
