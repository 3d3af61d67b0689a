package catalog

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// The order of the national portal: own priority, public, private; those that
// gather from others give way.
func TestWhoWins(t *testing.T) {
	order := []Source{
		{ID: "first", Priority: 1, Sector: PrivateSector},
		{ID: "second", Priority: 2, Gathers: true},
		{ID: "public-old", Sector: PublicSector, Created: noon},
		{ID: "public", Sector: PublicSector, Created: noon.Add(time.Hour)},
		{ID: "a-private", Sector: PrivateSector, Created: noon},
		{ID: "gathers", Sector: PublicSector, Gathers: true, Created: noon.Add(time.Hour)},
	}
	for i := range order {
		for j := range order {
			if got := order[i].Before(order[j]); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%s before %s: %d", order[i].ID, order[j].ID, got)
			}
		}
	}
	if Winner(nil) != -1 {
		t.Error("somebody wins where nobody is")
	}
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Permutation(order).Draw(t, "mixed")
		if mixed[Winner(mixed)].ID != "first" {
			t.Fatal("the winner depends on the order")
		}
	})
}

func TestIdentity(t *testing.T) {
	const uuid = "A1B2C3D4-0000-4000-8000-0123456789AB"
	for _, row := range []struct {
		identifiers []string
		want        string
	}{
		{nil, "https://example.se/d"}, {[]string{"42"}, "https://example.se/d"},
		{[]string{"42", uuid}, "urn:uuid:a1b2c3d4-0000-4000-8000-0123456789ab"},
		{[]string{"urn:uuid:" + uuid}, "https://example.se/d"},
		{[]string{uuid + "0"}, "https://example.se/d"},
	} {
		if got := Identity("https://example.se/d", row.identifiers...); got != row.want {
			t.Errorf("%q: %s", row.identifiers, got)
		}
	}
}

func TestNextHarvestIsByNight(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1_600_000_000, 2_000_000_000).Draw(t, "now"), 0)
		id := SourceID(rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "id"))
		next := NextHarvest(now, id)
		if !next.After(now) || next.Sub(now) > 25*time.Hour || next.In(zone).Hour() != 4 {
			t.Fatalf("%v → %v", now, next)
		}
		if again := NextHarvest(next, id); again.In(zone).Minute() != next.In(zone).Minute() {
			t.Fatalf("%v, then %v", next, again)
		}
	})
}

func TestDecide(t *testing.T) {
	item := func(id, print string) Item { return Item{Identity: id, Print: print, Kind: Dataset} }
	known := map[string]Known{"catalog:x": {Print: "h"}, "a": {Print: "1"}, "b": {Print: "1"},
		"c": {Print: "1"}, "d": {Print: "1"}, "e": {Print: "1"}, "old": {Gone: true}}
	head := Item{Identity: "catalog:x", Print: "h", Kind: Main}
	d := Decide(known, Harvest{Main: head, Items: []Item{item("a", "1"), item("b", "2"), item("c", "1"),
		item("new", "1"), item("old", "1")}, Skipped: map[string]bool{"d": true}}, false)
	var whats []string
	for _, c := range d.Changes {
		whats = append(whats, c.Identity+" "+string(c.What))
	}
	if !slices.Equal(whats, []string{"b changed", "e gone", "new added", "old returned"}) ||
		d.Same != 3 || d.Hold != NoHold {
		t.Errorf("%v, %+v", whats, d)
	}
	if d := Decide(known, Harvest{Main: head}, false); d.Hold != Empty {
		t.Errorf("empty: %q", d.Hold)
	}
	if d := Decide(nil, Harvest{Main: head}, false); d.Hold != NoHold {
		t.Errorf("empty from the start: %q", d.Hold)
	}
}

// Whatever is known and found: nothing is lost unsaid, what is there is taken,
// and more than a fifth gone is held.
func TestDecideProperties(t *testing.T) {
	name := rapid.StringMatching(`[a-f]`)
	rapid.Check(t, func(t *rapid.T) {
		known := rapid.MapOf(name, rapid.Custom(func(t *rapid.T) Known {
			return Known{Print: rapid.StringMatching(`[12]`).Draw(t, "print"), Gone: rapid.Bool().Draw(t, "gone")}
		})).Draw(t, "known")
		found := rapid.MapOf(name, rapid.StringMatching(`[12]`)).Draw(t, "found")
		h := Harvest{Main: Item{Identity: "catalog:x", Kind: Main},
			Skipped: rapid.MapOf(name, rapid.Just(true)).Draw(t, "skipped")}
		for id, print := range found {
			h.Items = append(h.Items, Item{Identity: id, Print: print, Kind: Dataset})
		}
		broken := rapid.Bool().Draw(t, "broken")
		d := Decide(known, h, broken)
		after := map[string]bool{}
		before, gone := 0, 0
		for id, k := range known {
			after[id] = !k.Gone
			if !k.Gone {
				before++
			}
		}
		for _, c := range d.Changes {
			if after[c.Identity] == (c.What == Added || c.What == Returned) {
				t.Fatalf("%s %s", c.Identity, c.What)
			}
			after[c.Identity] = c.What != Gone
			if c.What == Gone {
				gone++
			}
		}
		for id := range found {
			if !after[id] {
				t.Fatalf("%s is there and not taken", id)
			}
		}
		for id, there := range after {
			if _, ok := found[id]; there && !ok && !h.Skipped[id] && id != "catalog:x" {
				t.Fatalf("%s is not there and kept", id)
			}
		}
		if (gone*5 > before || broken && gone > 0 || before > 0 && len(found) == 0) != (d.Hold != NoHold) {
			t.Fatalf("%d of %d gone: held for %q", gone, before, d.Hold)
		}
	})
}
