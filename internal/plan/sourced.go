package plan

import (
	"maps"
	"slices"
	"strings"
)

// Unsourced names what a plan says without telling where it was read: itself,
// what happened in it and for it, and each text of its commitments.
func (c Content) Unsourced() (all []string) {
	lacks := func(lacks bool, name string) {
		if lacks {
			all = append(all, name)
		}
	}
	lacks(!web(c.Source), "source")
	for _, e := range slices.Concat(c.History, c.Record.Outreach) {
		lacks(!web(e.Source) && e.Note.Empty(), "event of "+string(e.On))
	}
	for _, m := range c.Record.Meetings {
		lacks(!web(m.Source), "meeting of "+string(m.On))
	}
	for _, d := range c.Record.Documents {
		lacks(!web(d.Source), "document of "+string(d.On))
	}
	for _, one := range c.Commitments {
		for _, name := range one.unsourced() {
			lacks(true, one.ID+" "+name)
		}
	}
	return all
}

// unsourced names the fields of a commitment that no source is given for, and
// what others are said to have judged without one.
func (c Commitment) unsourced() (all []string) {
	said := map[string]string{}
	if flatten(c.Adopted, said) != nil {
		return []string{"adopted"} // plain values: cannot fail
	}
	for _, path := range slices.Sorted(maps.Keys(said)) {
		if !strings.HasSuffix(path, ".serves") &&
			!slices.ContainsFunc(c.Sources, func(s Source) bool {
				return (s.What == "" || s.What == path) && (web(s.URL) || !s.Note.Empty())
			}) {
			all = append(all, path)
		}
	}
	for _, j := range c.Assessments {
		if !web(j.Source) {
			all = append(all, j.Scale)
		}
	}
	return all
}
