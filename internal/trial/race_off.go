//go:build !race

package trial

// Race reports whether the race detector is on: it makes everything five to
// twenty times slower, and heavy tests take less to work on.
const Race = false
