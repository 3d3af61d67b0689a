// Package seed makes what rapid draws the same in every run of the tests, so
// that a change is never refused for a case that it did not bring about. A
// package whose tests draw imports it for that effect alone.
//
// New cases are looked for on purpose and at length: make chance.
package seed

import (
	"flag"
	"os"

	_ "pgregory.net/rapid" // its flags are there before this package begins
)

// init fixes the seed, unless INSYN_CHANCE asks for a new one. A seed given on
// the command line is read after this and wins.
func init() {
	if os.Getenv("INSYN_CHANCE") == "" {
		if err := flag.Set("rapid.seed", "1"); err != nil {
			panic(err)
		}
	}
}
