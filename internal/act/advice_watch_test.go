package act_test

import (
	"net/http"
	"testing"
	"time"

	"insyn/internal/integrity"
)

// A link that proves a recommendation is watched: when it is dead that is told,
// since when, and the status stays; when it answers again that is told too.
func TestK41AC4EvidenceIsWatched(t *testing.T) {
	o := newOffice(t, sqlite(t))
	keeper, c := o.advised()
	status := http.StatusOK
	host := o.linked(&status, "möten")
	id := c.Matter.ID
	o.must(o.ProveAdvice(ctx, o.editor, id, integrity.Evidence{Proves: integrity.Text{SV: "Mötena"},
		URL: host.URL + "/m", On: "2023-11-01"}))
	o.must(o.ProveAdvice(ctx, o.editor, id, integrity.Evidence{Proves: integrity.Text{SV: "Beslutet"},
		On:   "2023-11-01",
		Hash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}))
	o.must(o.FollowAdvice(ctx, keeper, id, integrity.FollowUp{Status: integrity.Implemented,
		Reason: integrity.Text{SV: "Sett."}}))
	look := func(after time.Duration) integrity.Case {
		t.Helper()
		o.clock.set(o.clock.Now().Add(after))
		_, err := o.WatchDue(ctx)
		o.must(err)
		return o.advice("granskaren-5-i")
	}
	if c := look(time.Minute); len(c.Dead) != 0 {
		t.Fatalf("a link that answers is dead: %v", c.Dead)
	}
	status = http.StatusNotFound
	look(25 * time.Hour)
	first := o.clock.Now()
	if c := look(4 * time.Hour); len(c.Dead) != 0 {
		t.Fatalf("dead after two failures: %v", c.Dead)
	}
	c = look(4 * time.Hour)
	number := c.Evidence[0].Number
	if !c.Dead[number].Equal(first) || len(c.Dead) != 1 || c.Status() != integrity.Implemented {
		t.Errorf("dead since %v, want %v; status %s", c.Dead, first, c.Status())
	}
	entries := c.Matter.Entries
	if c = look(25 * time.Hour); c.Matter.Entries != entries {
		t.Error("what is told already is told again")
	}
	status = http.StatusOK
	if c = look(25 * time.Hour); len(c.Dead) != 0 || c.Status() != integrity.Implemented {
		t.Errorf("it answers again: %v", c.Dead)
	}
}
