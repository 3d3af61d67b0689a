package catalog

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"insyn/dcat"
	"insyn/rdf"
)

// Differences lists the statements by which two contents of a dataset differ.
func Differences(before, after []byte) []dcat.PropertyChange {
	old, _ := rdf.Parse(string(before), rdf.Options{Format: rdf.NTriples})
	now, _ := rdf.Parse(string(after), rdf.Options{Format: rdf.NTriples})
	all := dcat.Changes(old.Graph, now.Graph)
	slices.SortStableFunc(all, func(a, b dcat.PropertyChange) int { // what was, then what is
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Property, b.Property),
			cmp.Compare(truth(a.Added), truth(b.Added)))
	})
	return all
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Graph reads the content of a record.
func Graph(content []byte) *rdf.Graph {
	doc, _ := rdf.Parse(string(content), rdf.Options{Format: rdf.NTriples})
	return doc.Graph
}

// The hour of night at which the national portal harvests, and over how many
// minutes ours are spread.
const (
	harvestHour   = 4
	harvestSpread = 60
)

// NextHarvest gives when a source is harvested after now: every night, each
// source at a minute of its own.
func NextHarvest(now time.Time, id SourceID) time.Time {
	zone := now.Location()
	if local, err := time.LoadLocation("Europe/Stockholm"); err == nil {
		zone = local
	}
	h := fnv.New32a()
	fmt.Fprint(h, id)
	minute := int(h.Sum32() % harvestSpread)
	local := now.In(zone)
	next := time.Date(local.Year(), local.Month(), local.Day(), harvestHour, minute, 0, 0, zone)
	if !next.After(now) {
		next = time.Date(local.Year(), local.Month(), local.Day()+1, harvestHour, minute, 0, 0, zone)
	}
	return next
}
