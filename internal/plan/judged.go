package plan

import (
	"cmp"
	"slices"
	"strings"

	"insyn/internal/fault"
)

// OwnScale is a scale of who judges, which has a name of its own.
const OwnScale = "own"

// Scales lists the scales on which others judge a commitment: those of the
// independent reviewer, and any other. Values are given in the words of who judges.
func Scales() []string {
	return []string{"verifiable", "relevant", "ambition", "potential-impact", "completion",
		"early-results", "opened-government", OwnScale}
}

// completions reads the words for how far something has come: the reviewer's, and
// our own. Without evidence nothing has been seen to start.
var completions = map[string]Status{"not started": NotStarted, "no evidence": NotStarted,
	"no evidence available": NotStarted,
	"limited":               Limited, "substantial": Substantial, "complete": Complete, "completed": Complete,
	"inte påbörjat": NotStarted, "begränsat": Limited, "långt kommet": Substantial,
	"helt genomfört": Complete, "genomfört": Complete}

// Says gives how far a judgement says that a commitment has come; "" where it
// is on another scale, or in words that are not known. What a value on a scale
// of their own corresponds to is said by who judges, and by nobody else.
func (j Judgement) Says() Status {
	if j.Scale == OwnScale {
		return j.Means
	}
	if !strings.HasPrefix(j.Scale, "completion") {
		return ""
	}
	word := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(j.Value, "-", " ")), " "))
	return completions[word]
}

// Compares tells whether a judgement is on a scale that those who report use, too.
func (j Judgement) Compares() bool {
	return strings.HasPrefix(j.Scale, "completion") || j.Means != ""
}

// ScaleName gives what the scale is called in tables: its code, or the name of their own.
func (j Judgement) ScaleName() string { return cmp.Or(j.Named, j.Scale) }

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
	own := j.Scale == OwnScale
	wrong(own == (strings.TrimSpace(j.Named) == ""), "judge.named", "scale-named")
	wrong(j.Means != "" && (!own || !slices.Contains(Statuses(), j.Means)), "judge.means", "means")
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
