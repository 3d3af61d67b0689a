package plan

import (
	"slices"
	"strings"

	"insyn/internal/fault"
)

// Scales lists the scales on which others judge a commitment: those of the
// independent reviewer. Values are given in the words of who judges.
func Scales() []string {
	return []string{"verifiable", "relevant", "ambition", "potential-impact", "completion",
		"early-results", "opened-government"}
}

// completions reads the words for how far something has come: the reviewer's, and our own.
var completions = map[string]Status{"not started": NotStarted, "no evidence": NotStarted,
	"limited": Limited, "substantial": Substantial, "complete": Complete, "completed": Complete,
	"inte påbörjat": NotStarted, "begränsat": Limited, "långt kommet": Substantial,
	"helt genomfört": Complete, "genomfört": Complete}

// Says gives how far a judgement says that a commitment has come; "" where it
// is on another scale, or in words that are not known.
func (j Judgement) Says() Status {
	if !strings.HasPrefix(j.Scale, "completion") {
		return ""
	}
	word := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(j.Value, "-", " ")), " "))
	return completions[word]
}

// Steps gives how many steps a judgement lies above (or, below zero, under)
// what was said by who reports; false where the two cannot be compared.
func (j Judgement) Steps(self Status) (int, bool) {
	is, was := slices.Index(Statuses(), j.Says()), slices.Index(Statuses(), self)
	return is - was, is >= 0 && was >= 0
}

// Language gives the language of the words of a judgement. Where nobody has said
// it, those of the partnership's reviewer are English and those that staff have
// entered Swedish.
func (j Judgement) Language() string {
	switch {
	case j.In != "":
		return j.In
	case j.By == "IRM":
		return "en"
	}
	return "sv"
}

// Check tells what is missing in a judgement.
//
// Faults: Invalid.
func (j Judgement) Check() error {
	var faults []*fault.Error
	wrong := func(bad bool, key, field string) {
		if bad {
			faults = append(faults, fault.New(fault.Invalid, key).At(field))
		}
	}
	_, day := j.On.Day()
	wrong(strings.TrimSpace(j.By) == "", "judge.by", "judge")
	wrong(!slices.Contains(Scales(), j.Scale), "judge.scale", "scale")
	wrong(strings.TrimSpace(j.Value) == "", "judge.value", "value")
	wrong(!day, "judge.on", "judged-on")
	wrong(!web(j.Source), "judge.source", "judge-source")
	wrong(!slices.Contains([]string{"", "sv", "en"}, j.In), "judge.in", "judged-in")
	return fault.Fields(faults...)
}

// Last gives the status that was reported last, "" for none.
func Last(all []Standing) Status {
	if r := LastReport(all); r != nil {
		return r.Status
	}
	return ""
}

// LastReport gives the report that was given last, nil for none.
func LastReport(all []Standing) *Report {
	for _, s := range slices.Backward(all) {
		if s.Report != nil {
			return s.Report
		}
	}
	return nil
}
