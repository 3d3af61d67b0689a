package web

import (
	"testing"

	"insyn/internal/document"
)

// What people are told they can send is what is taken, wherever it is.
func TestTheLimitToldIsTheOneThatHolds(t *testing.T) {
	for limit, want := range map[int64]int64{mostFile: document.MaxFile, mostLedger: mostLedger,
		1 << 16: 1 << 16} {
		if got := mostTold(limit); got != want {
			t.Errorf("of %d people are told %d", limit, got)
		}
	}
}
