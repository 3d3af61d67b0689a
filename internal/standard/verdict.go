package standard

// A Verdict is what follows from what is recorded here.
type Verdict string

// The verdicts. Of a ground for acting contrary to process, NotMet means that
// the ground is there.
const (
	Met           Verdict = "met"
	NotMet        Verdict = "not-met"
	NotAssessable Verdict = "not-yet-assessable"
	NotApplicable Verdict = "not-applicable"
)

// A Telling is a sentence: the key of a message and what it is filled in with.
type Telling struct {
	Key    string         `json:"key"`
	Values map[string]any `json:"values,omitempty"`
}

// tell makes a Telling of names and values in turn.
func tell(key string, pairs ...any) Telling {
	t := Telling{Key: key, Values: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		t.Values[pairs[i].(string)] = pairs[i+1]
	}
	return t
}

// Filled gives the values with every day written by a function.
func (t Telling) Filled(write func(Day) string) map[string]any {
	values := make(map[string]any, len(t.Values))
	for name, v := range t.Values {
		if d, ok := v.(Day); ok {
			v = write(d)
		}
		values[name] = v
	}
	return values
}

// A Ref leads to a fact that a verdict rests on.
type Ref struct {
	Kind string `json:"kind"` // "meeting", "document" …
	ID   string `json:"id"`
	On   Day    `json:"on,omitempty"`
	Link string `json:"link,omitempty"`
}

// A Finding is the verdict on one rule.
type Finding struct {
	Rule     Rule      `json:"rule"`
	Verdict  Verdict   `json:"verdict"`
	Why      []Telling `json:"why"`                // the arithmetic
	Evidence []Ref     `json:"evidence,omitempty"` // what it rests on
	Fix      *Telling  `json:"fix,omitempty"`      // what mends it, or keeps it met
	By       Day       `json:"by,omitempty"`       // and until when
	Warning  bool      `json:"warning,omitempty"`  // the day is near
}

// Judged is a requirement with its findings.
type Judged struct {
	Requirement Requirement `json:"-"`
	ID          string      `json:"id"`
	Verdict     Verdict     `json:"verdict"`
	Unverified  bool        `json:"unverified"` // the verdict rests on wording that has not been read
	Findings    []Finding   `json:"findings"`
}

// A Report is the verdicts on a plan at the end of a day.
type Report struct {
	RuleSet      RuleSet   `json:"-"`
	Rules        string    `json:"rules"` // ID of the rule set
	Plan         string    `json:"plan"`
	At           Day       `json:"at"`
	Requirements []Judged  `json:"requirements"`
	Grounds      []Finding `json:"grounds"`
	Duties       []Finding `json:"duties,omitempty"`
}

// Contrary tells whether a ground for acting contrary to process is there.
func (r Report) Contrary() bool {
	for _, g := range r.Grounds {
		if g.Verdict == NotMet && g.Rule.Verified {
			return true
		}
	}
	return false
}

// join gives the verdict on a requirement from those on its rules, and whether
// it rests on wording that has not been read.
func join(findings []Finding) (v Verdict, unverified bool) {
	v = NotApplicable
	for _, f := range findings {
		if weight[f.Verdict] > weight[v] {
			v = f.Verdict
		}
	}
	for _, f := range findings {
		if f.Verdict == v && f.Rule.Verified && v == NotMet {
			return v, false // one rule that has been read is enough
		}
		unverified = unverified || f.Verdict == v && !f.Rule.Verified
	}
	return v, unverified
}

// weight orders the verdicts: the heaviest is that of the whole.
var weight = map[Verdict]int{NotApplicable: 0, Met: 1, NotAssessable: 2, NotMet: 3}

// Coming gives the findings that have a day to keep, the nearest first.
func (r Report) Coming() []Finding {
	var all []Finding
	for _, q := range r.Requirements {
		all = append(all, q.Findings...)
	}
	return byDay(append(append(all, r.Grounds...), r.Duties...))
}
