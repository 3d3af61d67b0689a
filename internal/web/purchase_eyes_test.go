package web

import (
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/lang"
)

// TestWhoMaskedADeliveryIsToldWhoPublishesIt looks at the page with the eyes
// of who brought a delivery, of who masked it anew, and of a third.
func TestWhoMaskedADeliveryIsToldWhoPublishesIt(t *testing.T) {
	v := staffVisit(lang.For(lang.Swedish))
	d, _ := exampleLedger(exampleLedgerText)
	body := exampleBody
	body.FourEyes = true
	for _, row := range []struct{ author, masker, want string }{
		{string(v.Person.ID), "siv", "Hos er publicerar"}, {"egon", string(v.Person.ID), "Du maskerade"},
		{"egon", "siv", ""}} {
		d.Author, d.MaskedBy = row.author, row.masker
		page := v.ledgerDossier(act.DeliveryFile{Delivery: d, Of: body}, Form{printer: v.Printer})
		if !strings.HasPrefix(page.MayNot, row.want) || (page.MayNot == "") != (row.want == "") {
			t.Errorf("%+v: %q", row, page.MayNot)
		}
	}
}
