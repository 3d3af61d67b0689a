package consult_test

import (
	"testing"
	"time"

	"insyn/internal/consult"
)

// What is promised is a day: it has passed when the day is over in Stockholm,
// also on the days that have 23 or 25 hours.
func TestAPromiseIsKeptUntilItsDayIsOver(t *testing.T) {
	for by, want := range map[string]string{
		"2023-12-27T08:00:00Z": "2023-12-27T23:00:00Z",
		"2023-12-26T23:00:00Z": "2023-12-27T23:00:00Z",
		"2024-03-30T23:30:00Z": "2024-03-31T22:00:00Z",
		"2024-10-27T12:00:00Z": "2024-10-27T23:00:00Z",
	} {
		at, err := time.Parse(time.RFC3339, by)
		if err != nil {
			t.Fatal(err)
		}
		if got := (consult.Promise{By: at}).Over().UTC().Format(time.RFC3339); got != want {
			t.Errorf("what is promised by %s is late from %s, want %s", by, got, want)
		}
	}
	if !(consult.Promise{}).Over().IsZero() {
		t.Error("no promise is late at some time")
	}
}
