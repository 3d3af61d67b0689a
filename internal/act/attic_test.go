package act

import (
	"context"
	"testing"

	"insyn/internal/account"
	"insyn/internal/purchase"
)

func TestReplacedDeliveriesAreReadOnceAndFewAreKept(t *testing.T) {
	d, v := reader(t)
	must(t, d.ReadDelivery(context.Background(), v.ID))
	v, err := d.PublishDelivery(context.Background(), account.System, v.ID, "")
	must(t, err)
	first, err := d.replaced(v)
	must(t, err)
	for _, id := range []purchase.ID{"a", "b", v.ID, "c", "d"} {
		other := v
		other.ID = id
		_, err := d.replaced(other)
		must(t, err)
	}
	if again, err := d.replaced(v); err != nil || again != first ||
		len(d.attic.kept) != atticKeeps {
		t.Errorf("read again, or %d are kept: %v", len(d.attic.kept), err)
	}
}
