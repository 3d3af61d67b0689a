package catalog

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A What is what became of a dataset.
type What string

// What can become of one.
const (
	Added    What = "added"
	Changed  What = "changed"
	Gone     What = "gone"
	Returned What = "returned"
)

// Known is what is known of an identity at a source: the print of its content,
// or that it is gone.
type Known struct {
	Print string
	Gone  bool
}

// A Change is one thing that a harvest would change.
type Change struct {
	Identity string
	What     What
	Item     Item // what is there now; without content when it is gone
}

// A Hold is why a harvest waits for a person.
type Hold string

// The reasons to wait.
const (
	NoHold   Hold = ""
	Empty    Hold = "empty"    // the source lists nothing, and did before
	Vanished Hold = "vanished" // more than a fifth of what was there is not any more
	Broken   Hold = "broken"   // a text does not follow its format, and something is missing
)

// A Decision is what a harvest would change, and whether it may.
type Decision struct {
	Changes []Change // by identity, in order
	Same    int
	Hold    Hold
}

// MostVanished is the share of what was there, in percent, beyond which its
// vanishing is held to be a mistake until a person says otherwise.
const MostVanished = 20

// Decide compares what was found with what is known of the source. What is
// there and cannot be used stays as it was. The head of the catalogue is an
// item like others, and counts neither as found nor as vanished.
func Decide(known map[string]Known, h Harvest, broken bool) Decision {
	var d Decision
	found := map[string]bool{}
	for _, item := range append([]Item{h.Main}, h.Items...) {
		found[item.Identity] = true
		if what := became(known, item); what != "" {
			d.Changes = append(d.Changes, Change{item.Identity, what, item})
		} else {
			d.Same++
		}
	}
	before, vanished := 0, 0
	for _, identity := range slices.Sorted(maps.Keys(known)) {
		if known[identity].Gone || identity == h.Main.Identity {
			continue
		}
		before++
		if found[identity] || h.Skipped[identity] {
			continue
		}
		vanished++
		d.Changes = append(d.Changes, Change{Identity: identity, What: Gone})
	}
	slices.SortFunc(d.Changes, func(a, b Change) int {
		return cmp.Or(strings.Compare(a.Identity, b.Identity),
			strings.Compare(a.Item.IRI, b.Item.IRI))
	})
	d.Hold = hold(len(h.Items), before, vanished, broken)
	return d
}

// became tells what an item that was found is to those known; "" if the same.
func became(known map[string]Known, item Item) What {
	old, was := known[item.Identity]
	switch {
	case !was:
		return Added
	case old.Gone:
		return Returned
	case old.Print != item.Print:
		return Changed
	}
	return ""
}

// hold tells whether a person has to look first.
func hold(found, before, vanished int, broken bool) Hold {
	switch {
	case before > 0 && found == 0:
		return Empty
	case vanished*100 > before*MostVanished:
		return Vanished
	case broken && vanished > 0:
		return Broken
	}
	return NoHold
}

// Count tells how many of the changes are of a kind, the head of the catalogue
// not counted.
func (d Decision) Count(w What) (n int) {
	for _, c := range d.Changes {
		if c.What == w && c.Item.Kind != Main {
			n++
		}
	}
	return n
}
