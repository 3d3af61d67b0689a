package plan

import (
	"bytes"
	_ "embed" // the plans
	"encoding/json"
	"sync"
)

//go:embed sweden.json
var sweden []byte

// Sweden gives what Insyn ships of Sweden's plans: only what has been read in a
// public source, which is named. What has not been read is missing.
var Sweden = sync.OnceValue(func() []Content {
	var all []Content
	in := json.NewDecoder(bytes.NewReader(sweden))
	in.DisallowUnknownFields()
	if err := in.Decode(&all); err != nil {
		panic(err) // embedded: a test reads it
	}
	return all
})
