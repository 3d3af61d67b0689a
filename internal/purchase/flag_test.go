package purchase

import (
	"testing"
	"time"

	"insyn/internal/fault"
)

var monday = time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC)

func TestAFlagIsPublicWhenAllHaveHadTheirSay(t *testing.T) {
	f := Flag{State: FlagOpen, Found: monday}
	expect := func(named bool, now time.Time, want fault.Kind) {
		t.Helper()
		if got := fault.Of(f.Publishable(named, now)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	expect(false, monday, fault.Refused)
	for _, bad := range [][2]string{{"kanske", "skäl"}, {"explained", " "}} {
		if err := f.Decide(FlagState(bad[0]), bad[1], "eva", monday); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := f.Decide(FlagExplained, "Hyra för två kvartal", "eva", monday.AddDate(0, 0,
		3)); err != nil {
		t.Fatal(err)
	}
	expect(false, monday, "")
	expect(true, monday, fault.Refused)
	f.Note(StepInvited, "", "eva", monday)
	expect(true, monday.AddDate(0, 0, ReplyDays-1), fault.Refused)
	expect(true, monday.AddDate(0, 0, ReplyDays), "")
	f.Note(StepReply, "Fakturan avser två lokaler.", "supplier", monday)
	expect(true, monday, "")
	f.Note(StepShown, "", "eva", monday)
	expect(true, monday, fault.Conflict)
	f.Note(StepHidden, "", "eva", monday)
	expect(true, monday, "")
	if len(f.Steps) != 5 || f.Decided.IsZero() {
		t.Errorf("%+v", f)
	}
}

func TestMeasuresOfFlags(t *testing.T) {
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	all := []Flag{{State: FlagOpen, Found: monday}, {State: FlagExplained, Found: monday,
		Decided: day(2)},
		{State: FlagMistaken, Found: monday, Decided: day(9), Gone: day(20)}, {State: FlagMistaken,
			Found: monday, Decided: day(4)}}
	want := Measures{Flags: 4, FollowedUp: 3, MedianDays: 4, Mistakes: 2, Mended: 1}
	if got := Measure(all); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := Measure(nil); got.MedianDays != -1 {
		t.Errorf("%+v", got)
	}
}
