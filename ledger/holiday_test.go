package ledger

import (
	"testing"
	"time"
)

func TestNobodyBooksOnFreeDays(t *testing.T) {
	for _, x := range []struct {
		date string
		free bool
	}{{"2024-01-01", true}, {"2024-01-02", false}, {"2024-03-29", true}, {"2024-04-01", true},
		{"2024-05-09", true}, {"2024-05-10", false}, {"2024-06-06", true}, {"2024-06-20", false},
		{"2024-06-21", true}, {"2024-12-24", true}, {"2024-12-30", false}, {"2024-12-31", true},
		{"2025-04-18", true}, {"2025-04-21", true}, {"2025-05-29", true}, {"2025-11-01", true},
		{"2026-04-03", true}, {"2026-06-19", true}, {"2027-03-26", true}, {"2024-02-29", false}} {
		day, err := time.Parse(time.DateOnly, x.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := IsFree(int32(day.Unix() / 86400)); got != x.free {
			t.Errorf("%s: free %v, want %v", x.date, got, x.free)
		}
	}
	if IsFree(NoDay) {
		t.Error("no day at all is free")
	}
}
