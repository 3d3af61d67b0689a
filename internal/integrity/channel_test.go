package integrity

import (
	"regexp"
	"slices"
	"testing"

	"insyn/internal/lang"
)

// noFact is what somebody writes who has nothing to say of a channel.
var noFact = regexp.MustCompile(`(?i)kontroller|checked|källan|the source|okän|unknown|vet inte|ask |fråga`)

// AC3: whatever is said of a channel is a fact, in both languages, with a source
// and a day, and is checked again. What was not checked is not there, and a name
// alone leads to whose it is.
func TestK47AC3EveryChannelHasItsFactsAndIsCheckedAgain(t *testing.T) {
	seen, designated := map[string]bool{}, 0
	for _, c := range Channels() {
		for _, text := range []Text{c.Name, c.Area, c.Forms, c.Anonymity} {
			if (text.SV == "") != (text.EN == "") || noFact.MatchString(text.SV+"\n"+text.EN) {
				t.Errorf("%s: a text in one language, or no fact: %+v", c.ID, text)
			}
		}
		if c.Name.SV == "" || c.Bare() && !WebAddress(c.Site) || c.Site != "" &&
			!WebAddress(c.Site) {
			t.Errorf("nobody gets from here to %s: %+v", c.ID, c)
		}
		if !WebAddress(c.Source) || len(c.Checked) != len("2023-11-27") ||
			!slices.Contains(ChannelKinds(), c.Kind) || seen[c.ID] {
			t.Errorf("%+v", c)
		}
		if c.Kind == "external" {
			designated++
		}
		seen[c.ID] = true
		checked := c.Checked.After(lang.Stockholm)
		if c.Stale(checked.AddDate(0, 0, staleDays)) ||
			!c.Stale(checked.AddDate(0, 0, staleDays+1)) {
			t.Errorf("%s is checked again at another time than after %d days", c.ID, staleDays)
		}
	}
	if designated != 30 || !seen["regeringskansliet"] || !seen["swedac"] ||
		!seen["arbetsmiljoverket"] {
		t.Errorf("%d authorities are listed, of the 30 that were designated", designated)
	}
	for text, bad := range map[string]bool{"Inte kontrollerat.": true, "Not checked.": true,
		"Se källan.":          true,
		"Brev eller telefon.": false} {
		if noFact.MatchString(text) != bad {
			t.Errorf("%q is taken for a fact or is not", text)
		}
	}
}
