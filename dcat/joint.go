package dcat

import (
	"maps"
	"sync"

	"insyn/shacl"
)

// A joint is all profiles taken together, so that a catalogue is gone through
// once for all of them.
type joint struct {
	validator *shacl.Validator
	profiles  map[*shacl.Shape]*Profile // by shapes with targets, and others
	demands   map[*shacl.Shape]*demand
}

// together makes the joint when a catalogue is checked first: most commands
// never do.
var together = sync.OnceValue(func() *joint {
	j := &joint{profiles: map[*shacl.Shape]*Profile{}, demands: map[*shacl.Shape]*demand{}}
	var all []*shacl.Shape
	for _, p := range AllProfiles {
		for _, s := range p.shapes {
			j.profiles[s] = p
		}
		maps.Copy(j.demands, p.demands)
		all = append(all, p.shapes...)
	}
	j.validator = shacl.Compile(all)
	return j
})
