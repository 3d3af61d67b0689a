package purchase

import "testing"

// The stages make up the whole, each begins where the one before ends, and
// none goes back.
func TestStagesMakeUpTheWhole(t *testing.T) {
	last := 0
	for s := Reads; s <= Objects; s++ {
		for done := range int64(4) {
			if got := s.Percent(done, 3); done == 0 && got != last || got < last {
				t.Errorf("stage %d: %d after %d", s, got, last)
			} else {
				last = got
			}
		}
	}
	if last != 100 || Reads.Percent(0, 0) != 0 {
		t.Errorf("the stages end at %d", last)
	}
}
