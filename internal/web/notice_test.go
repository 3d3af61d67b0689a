package web

import (
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/lang"
)

// What Article 13 of the GDPR asks us to tell is made from the settings of the
// consultation, and stands on its page and at the form.
func TestTheNoticeOfArticle13ComesFromTheSettings(t *testing.T) {
	c := exampleContent()
	c.Privacy.Controller, c.Privacy.Purpose = sv("Den ansvariga"), sv("Det ändamål som angavs")
	c.Privacy.Basis, c.Privacy.Rights = sv("Den grund som angavs"), sv("De rättigheter som angavs")
	c.Privacy.Keep, c.Privacy.KeepNeeds = 30, 2
	v := staffVisit(lang.For(lang.Swedish))
	notice := v.privacyNotice(c, account.Body{DPO: "ombud@example.se", Email: "myndighet@example.se"})
	said := notice.Short
	for _, f := range notice.Facts {
		said += "\n" + f.Term + ": " + f.Text + " " + f.Link.Text
	}
	said = strings.ReplaceAll(said, "\u00a0", " ")
	for _, part := range []string{"Den ansvariga", "samrad@example.se", "ombud@example.se",
		"Varför: Det ändamål", "Rättslig grund: Den grund", "Vilka uppgifter: ", "alla kan se namn och organisation för den som har valt",
		"tas bort 14 december 2023", "tas bort 11 januari 2024", "rättigheter: De rättigheter", "imy.se"} {
		if !strings.Contains(said, part) {
			t.Errorf("the notice does not say %q:\n%s", part, said)
		}
	}
	set := parseViews(loadAssets()).sets[lang.Swedish]
	for _, e := range examples() {
		if e.name != "consultation" && e.name != "register" {
			continue
		}
		var page strings.Builder
		if err := set.ExecuteTemplate(&page, e.name, e.data(Page{Language: lang.Swedish}, v.Printer)); err != nil ||
			!strings.Contains(page.String(), "Rättslig grund") || !strings.Contains(page.String(), "imy.se") {
			t.Errorf("the page %s has no notice (%v)", e.name, err)
		}
	}
}
