//go:build race

package trial

// Raced tells whether the race detector is on. It makes the database engine
// that is written in Go some twenty times slower, so that what is tested with
// ten thousand is tested there with fewer; make test runs both.
const Raced = true
