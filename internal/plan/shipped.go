package plan

import (
	"bytes"
	_ "embed" // the plans
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed sweden.json
var sweden []byte

// Sweden gives what Insyn ships of Sweden's plans: only what has been read in a
// public source, which is named. What has not been read is missing.
var Sweden = sync.OnceValue(func() []Content {
	all, err := readShipped(sweden)
	if err != nil {
		panic(err) // embedded: a test reads it
	}
	return all
})

// readShipped reads plans that are shipped. It fails on fields that are not
// known, and on a fact that does not say where it was read.
func readShipped(data []byte) (all []Content, err error) {
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&all); err != nil {
		return nil, fmt.Errorf("plan: shipped: %w", err)
	}
	for _, c := range all {
		if without := c.Unsourced(); len(without) > 0 {
			return nil, fmt.Errorf("plan: shipped: plan %d says without a source: %s", c.Number,
				strings.Join(without, ", "))
		}
	}
	return all, nil
}
