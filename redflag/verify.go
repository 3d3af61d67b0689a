package redflag

import (
	"bytes"
	"context"
)

// Verify makes sure that a result is whole and, where sources are given, that
// it is what the rules give for them: byte for byte. The error is *Broken
// where it is not. It tells how many rows of how many have been looked at;
// progress may be nil.
func Verify(ctx context.Context, data []byte, sources []Source, progress func(done, total int64)) (*Result, error) {
	r, err := Parse(data)
	if err != nil || len(sources) == 0 {
		return r, err
	}
	again, err := runTold(ctx, sources, r.Settings, progress)
	if err != nil {
		return nil, err
	}
	if len(again.Inputs) != len(r.Inputs) {
		return nil, &Broken{"inputs"}
	}
	for i, in := range again.Inputs {
		if in.SHA256 != r.Inputs[i].SHA256 {
			return nil, &Broken{"inputs"}
		}
		again.Inputs[i].Name = r.Inputs[i].Name // what a file is called does not count
	}
	if !bytes.Equal(again.Encode(), data) {
		return nil, &Broken{"flags"}
	}
	return r, nil
}
