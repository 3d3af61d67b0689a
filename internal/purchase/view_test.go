package purchase

import (
	"net/url"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/ledger"

	_ "insyn/internal/trial/seed"
)

// TestAViewIsItsAddress holds that what is read out of an address is what was written into it.
func TestAViewIsItsAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		period := rapid.SampledFrom([]Period{"", "2023", "2024-02"})
		v := View{Body: rapid.StringMatching(`[a-z-]{0,10}`).Draw(t, "body"),
			Account:  rapid.StringMatching(`[0-9]{0,6}`).Draw(t, "account"),
			Supplier: rapid.SampledFrom([]string{"", "556036-0793"}).Draw(t, "supplier"),
			From:     period.Draw(t, "from"), To: period.Draw(t, "to"),
			Page: rapid.IntRange(1, MostPages).Draw(t, "page")}
		if got := ParseView(v.Query()); got != v {
			t.Fatalf("%+v became %+v", v, got)
		}
	})
}

func TestWhatAViewDoesNotTake(t *testing.T) {
	q, _ := url.ParseQuery("leverantor=811218-9876&fran=igår&till=2024-13&sida=999")
	if got := ParseView(q); got != (View{Page: MostPages}) {
		t.Errorf("%+v", got)
	}
	q, _ = url.ParseQuery("leverantor=SE556036079301&sida=-4")
	if got := ParseView(q); got.Supplier != "556036-0793" || got.Page != 1 || got.Whole() {
		t.Errorf("%+v", got)
	}
}

func TestAViewEndsWithItsLastDay(t *testing.T) {
	f := View{From: "2024-02", To: "2024"}.Filter()
	if ledger.DayTime(f.From) != time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC) ||
		ledger.DayTime(f.To) != time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC) {
		t.Errorf("%v to %v", ledger.DayTime(f.From), ledger.DayTime(f.To))
	}
	if f := (View{To: "2024-02"}).Filter(); ledger.DayTime(f.To).Day() != 29 {
		t.Errorf("February ends on %v", ledger.DayTime(f.To))
	}
}
