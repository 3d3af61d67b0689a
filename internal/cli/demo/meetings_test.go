package demo

import (
	"testing"
	"time"

	"insyn/internal/integrity"
)

// The association that sent views and met officials is one organisation, since
// somebody has looked its number up; an agency that stopped telling is flagged.
func TestContactsAndOrganisationsOfTheDemonstration(t *testing.T) {
	d, _ := seeded(t)
	all, err := d.Identities(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o, known := all.Find("se-8029990002")
	if !known || o.In(integrity.AsContact) != 1 || o.In(integrity.AsSender) == 0 ||
		o.In(integrity.AsEntered) != 1 {
		t.Errorf("%+v", o)
	}
	both := 0
	for _, o := range all.All {
		if o.In(integrity.AsSupplier) > 0 && o.In(integrity.AsContact) > 0 {
			both++
		}
	}
	if both != 1 {
		t.Errorf("%d suppliers have met officials, by their numbers", both)
	}
	books, err := d.Books(t.Context())
	if err != nil || len(books.All) != 2 {
		t.Fatalf("%d %v", len(books.All), err)
	}
	for _, b := range books.All {
		if quiet, _ := b.Quiet(Opening); quiet != (b.Matter.Body == string(Agency.ID)) {
			t.Errorf("%s: quiet %t", b.Matter.Body, quiet)
		}
	}
	if b, _ := books.Of(string(Body.ID)); len(b.Told()) != 2 || !b.Late(b.Told()[1], time.UTC) ||
		len(b.Told()[1].Versions) != 2 {
		t.Errorf("%+v", b)
	}
}
