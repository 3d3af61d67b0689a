//go:build !race

package trial

// Raced tells whether the race detector is on.
const Raced = false
