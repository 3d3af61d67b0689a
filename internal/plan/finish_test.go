package plan

import (
	"testing"
	"time"

	"insyn/internal/fault"
)

// An adopted milestone is done by its day and what proves it; its words stay frozen.
func TestAMilestoneIsDoneByWhatProvesIt(t *testing.T) {
	c := decided()
	one := &c.Commitments[0]
	one.Evidence = []Evidence{{ID: "e1", Kind: Link, Proves: Text{SV: "Finns."}, On: "2024-01-01",
		URL: "https://www.example.se/a"}, {ID: "e2", Kind: Link, Proves: Text{SV: "Dold."}, Hidden: true,
		On: "2024-01-01", URL: "https://www.example.se/b"}}
	today := time.Date(2024, 2, 1, 12, 0, 0, 0, time.UTC)
	id := one.Milestones[0].ID
	for name, bad := range map[string][4]string{
		"no such commitment": {"x", id, "2024-01-31", "e1"}, "no such milestone": {one.ID, "x", "2024-01-31", "e1"},
		"tomorrow": {one.ID, id, "2024-02-02", "e1"}, "no day": {one.ID, id, "2024", "e1"},
		"no evidence": {one.ID, id, "2024-01-31", ""}, "hidden evidence": {one.ID, id, "2024-01-31", "e2"},
	} {
		if _, _, err := Finish(c, bad[0], bad[1], Date(bad[2]), bad[3], today); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	done, words, err := Finish(c, one.ID, id, "2024-01-31", "e1", today)
	if err != nil || words != one.Milestones[0].Output {
		t.Fatal(words, err)
	}
	if !done.Commitments[0].Milestones[0].Proven() || c.Commitments[0].Milestones[0].Proven() {
		t.Error("the milestone is not done, or was done before")
	}
	if err := Revise(c, done, "Klart."); err != nil {
		t.Errorf("that a milestone is done was refused: %v", err)
	}
	done.Commitments[0].Milestones[0].Due = "2025"
	if err := Revise(c, done, "Klart."); !fault.Is(err, fault.Refused) {
		t.Errorf("its day was moved: %v", err)
	}
}
