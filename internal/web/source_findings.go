package web

import (
	"cmp"
	"fmt"
	"slices"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/catalog/finding"
	"insyn/internal/store"
)

// SourceFindings ("source-findings") are what is wrong with what was harvested.
type SourceFindings struct {
	Verdicts Table
	Rows     []SourceFinding
	More     int
}

// A SourceFinding is one thing that is wrong, where, and what to do about it.
type SourceFinding struct {
	Chip   Chip
	What   string
	Do     string
	Places []string // some of them
	More   int      // how many others there are

	last string // the place counted last
}

// How many findings a page shows, and places of each; the command line has all.
const (
	findingsShown = 50
	placesShown   = 3
)

// findings words a report: first what could not be taken, then the faults in
// the texts, then what the profiles do not accept.
func (v *visit) findings(r act.HarvestReport) SourceFindings {
	f := SourceFindings{More: r.More, Verdicts: Table{Caption: v.T("source.verdicts"),
		Columns: []Column{{Text: v.T("source.profile")}, {Text: v.T("source.errors"), Number: true},
			{Text: v.T("source.conflicts"), Number: true}, {Text: v.T("source.conforming")}}}}
	for _, verdict := range r.Verdicts {
		f.Verdicts.Rows = append(f.Verdicts.Rows,
			[]Cell{{Text: v.T("catalogue.profile-" + verdict.Profile)},
				{Text: v.Number(verdict.Errors - verdict.Conflicts)},
				{Text: v.Number(verdict.Conflicts)},
				{Text: v.T("source.of", "Some", verdict.Conforming, "All", verdict.Datasets)}})
	}
	for _, p := range r.Problems {
		f.add(SourceFinding{Chip: Chip{Tone: Late, Text: v.T("source.skipped")},
			What: v.T(p.Message(), "Node", p.Node)}, v.place(uint32(p.Line), p.Text))
	}
	for _, fault := range r.Faults {
		words := finding.OfFault(v.Printer, fault.Fault)
		f.add(SourceFinding{Chip: v.gravity(fault.Severity.String()), What: words.What, Do: words.Do},
			v.place(fault.Line, fault.Text))
	}
	for _, one := range worstFirst(r.Findings) {
		words := finding.OfFinding(v.Printer, one)
		chip := v.gravity(one.Severity.String())
		if one.Conflict {
			chip = Chip{Tone: Neutral, Text: v.T("catalogue.conflict")}
		}
		f.add(SourceFinding{Chip: chip, What: words.What, Do: words.Do},
			v.place(one.Line, one.Node))
	}
	return f
}

// worstFirst puts what is wrong before what would be better, each in the order
// of the lines.
func worstFirst(all []dcat.Finding) []dcat.Finding {
	all = slices.Clone(all)
	rank := func(f dcat.Finding) int {
		switch {
		case f.Severity != dcat.Error:
			return 2
		case f.Conflict: // no catalogue can obey both profiles
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b dcat.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	return all
}

// add adds a finding, or counts it where there are enough. What is wrong in
// several places is said once, and so is what two profiles say of one place.
func (f *SourceFindings) add(one SourceFinding, place string) {
	at := slices.IndexFunc(f.Rows, func(row SourceFinding) bool {
		return row.Chip == one.Chip && row.What == one.What && row.Do == one.Do
	})
	switch {
	case at >= 0:
		f.Rows[at].also(place)
	case len(f.Rows) >= findingsShown:
		f.More++
	default:
		one.also(place)
		f.Rows = append(f.Rows, one)
	}
}

// also adds a place to a finding. Places come in the order of the text, so that
// one which is told of twice comes twice in a row.
func (one *SourceFinding) also(place string) {
	switch {
	case place == one.last && place != "":
		return
	case len(one.Places) < placesShown:
		one.Places = append(one.Places, place)
	default:
		one.More++
	}
	one.last = place
}

// gravity says how bad a finding is.
func (v *visit) gravity(s string) Chip {
	if s == "error" {
		return Chip{Tone: Late, Icon: "warn", Text: v.T("source.error")}
	}
	return Chip{Tone: Neutral, Text: v.T("source.warning")}
}

// place says where something is.
func (v *visit) place(line uint32, of string) string {
	if line == 0 {
		return of
	}
	return fmt.Sprintf("%s, %s", v.T("source.line", "Line", int(line)), of)
}

// harvestChip says how a run ended.
func (v *visit) harvestChip(h store.Harvest) Chip {
	switch h.State {
	case store.HarvestRunning:
		return Chip{Tone: Active, Text: v.T("source.running")}
	case store.HarvestHeld:
		return Chip{Tone: Late, Text: v.T("source.held")}
	case store.HarvestDone:
		return Chip{Tone: Done, Text: v.T("source.done")}
	case store.HarvestSame:
		return Chip{Tone: Done, Text: v.T("source.same")}
	case store.HarvestFailed:
		return Chip{Tone: Late, Icon: "warn", Text: v.T("source.failed")}
	case store.HarvestRejected:
		return Chip{Tone: Quiet, Text: v.T("source.rejected")}
	}
	return Chip{Tone: Quiet, Text: v.T("source.never")}
}
