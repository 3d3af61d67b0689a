package verify

import (
	"strings"
	"testing"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// What was looked at is told in words, and what is not known here by its name.
func TestChecksAreToldInWords(t *testing.T) {
	say := func(l lang.Language, message string, v fault.Values) string {
		return Check{Message: message, Values: v}.Text(lang.For(l))
	}
	for want, got := range map[string]string{
		"(skälen i svaret på svenska)": say(lang.Swedish, "verify.page",
			fault.Values{"Field": "reason.sv"}),
		"(the text of the view)": say(lang.English, "verify.page",
			fault.Values{"Field": "pieces"}),
		"(unknown.sv)": say(lang.English, "verify.page",
			fault.Values{"Field": "unknown.sv"}),
		"att en synpunkt togs emot, ": say(lang.Swedish, "verify.statement",
			fault.Values{"Act": "view-received", "Object": "view/1", "At": ""}),
		"of moon-landing, ": say(lang.English, "verify.statement",
			fault.Values{"Act": "moon-landing", "Object": "x", "At": ""}),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	for name, key := range acts {
		if said := lang.For(lang.English).T(string(key)); said == "" ||
			strings.Contains(said, "verify.") {
			t.Errorf("%s has no words: %q", name, said)
		}
	}
}
