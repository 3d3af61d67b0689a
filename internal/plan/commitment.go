package plan

import "strconv"

// A Commitment is one promise of a plan. Until the plan has been adopted all
// of it can change; then what stands under Adopted is frozen.
type Commitment struct {
	ID          string       `json:"id"`              // "SE0022", as the partnership writes it, or the plan's own
	Number      int          `json:"number"`          // 0 where the table has a mark that is no whole number
	Label       string       `json:"label,omitempty"` // that mark, as it stands: "3.2.5"
	Adopted     Adopted      `json:"adopted"`
	Milestones  []Milestone  `json:"milestones,omitempty"`  // of the adopted plan
	Operational []Milestone  `json:"operational,omitempty"` // added later: no part of the adopted text
	Measures    []string     `json:"measures,omitempty"`    // IDs of definitions
	Own         []Definition `json:"own,omitempty"`         // of those of its measures that are entered by hand
	Values      []Stated     `json:"values,omitempty"`      // of these
	Ended       []Ending     `json:"ended,omitempty"`       // of its measures: what it is not measured by any more
	Evidence    []Evidence   `json:"evidence,omitempty"`
	Views       []ViewRef    `json:"views,omitempty"` // that changed its words
	Assessments []Judgement  `json:"assessments,omitempty"`
	Sources     []Source     `json:"sources,omitempty"`
	Row         []string     `json:"row,omitempty"` // as it stands in the partnership's table
}

// Mark gives what a commitment is counted by: its number, or what the table has
// in the place of one.
func (c Commitment) Mark() string {
	if c.Label != "" {
		return c.Label
	}
	return strconv.Itoa(c.Number)
}

// Adopted is what was decided, in its own words: the fields of the
// partnership's template. An empty text is one that Insyn does not have.
type Adopted struct {
	Title          Text     `json:"title"`
	Brief          Text     `json:"brief,omitzero"`
	Problem        Text     `json:"problem,omitzero"`
	Causes         Text     `json:"causes,omitzero"`
	Done           Text     `json:"done,omitzero"` // so far
	Solution       Text     `json:"solution,omitzero"`
	Results        Text     `json:"results,omitzero"` // wanted
	Transparency   Value    `json:"transparency,omitzero"`
	Participation  Value    `json:"participation,omitzero"`
	Accountability Value    `json:"accountability,omitzero"`
	Technology     Value    `json:"technology,omitzero"` // for the other three; alone it is no value
	Lead           string   `json:"lead,omitempty"`
	Government     []string `json:"government,omitempty"`
	CivilSociety   []string `json:"civil_society,omitempty"`
	Others         []string `json:"others,omitempty"`
	Themes         []string `json:"themes,omitempty"`
	Start          Date     `json:"start,omitempty"`
	End            Date     `json:"end,omitempty"`
}

// A Value is how a commitment serves one of the values.
type Value struct {
	Serves bool `json:"serves,omitempty"`
	How    Text `json:"how,omitzero"`
}

// A Field of the template, and what stands there.
type Field struct {
	Name string // as in the JSON form
	Text Text
}

// Fields lists the texts of the template in its order.
func (a Adopted) Fields() []Field {
	return []Field{{"brief", a.Brief}, {"problem", a.Problem}, {"causes", a.Causes},
		{"done", a.Done}, {"solution", a.Solution}, {"results", a.Results},
		{"transparency", a.Transparency.How}, {"participation", a.Participation.How},
		{"accountability", a.Accountability.How}, {"technology", a.Technology.How}}
}

// A Milestone is a step: what comes out of it, who does it, when, and what will prove it.
type Milestone struct {
	ID     string `json:"id"`
	Output Text   `json:"output"`
	Owner  string `json:"owner"`
	Due    Date   `json:"due"`
	Wanted Text   `json:"wanted"`         // the evidence that is to prove it
	Done   Date   `json:"done,omitempty"` // and Evidence names what proves it
	Proof  string `json:"proof,omitempty"`
}

// A Source is where something of a commitment was read.
type Source struct {
	What string `json:"what"` // name of the field, or "" for all
	URL  string `json:"url"`
	Note Text   `json:"note,omitzero"`
}

// A ViewRef leads to a view that changed the words, and tells where and in
// which version of the plan.
type ViewRef struct {
	Forum   string `json:"forum"`
	Number  int    `json:"number"`
	Field   string `json:"field"`
	Version int    `json:"version,omitempty"`
}

// A Judgement is somebody's assessment of a commitment, as they gave it.
type Judgement struct {
	By     string `json:"by"`              // "IRM", an organisation
	Scale  string `json:"scale"`           // "verifiable", "ambition", "completion", "early-results"; OwnScale
	Named  string `json:"named,omitempty"` // what a scale of their own is called
	Means  Status `json:"means,omitempty"` // the status that the value corresponds to, where they say so of it
	Value  string `json:"value"`           // in the words of who judged
	In     string `json:"in,omitempty"`    // the language of these words, "sv" or "en"
	On     Date   `json:"on,omitempty"`
	Source string `json:"source"`
}

// A Proof is what kind of evidence something is.
type Proof string

// The kinds of evidence.
const (
	File    Proof = "file"
	Link    Proof = "link"
	Measure Proof = "measure"
)

// An Evidence proves something of a commitment.
type Evidence struct {
	ID     string  `json:"id"`
	Kind   Proof   `json:"kind"`
	Proves Text    `json:"proves"`
	On     Date    `json:"on"`
	URL    string  `json:"url,omitempty"`
	Hash   string  `json:"hash,omitempty"` // SHA-256 of what was there, in hexadecimal
	Hidden bool    `json:"hidden,omitempty"`
	Dead   Date    `json:"dead,omitempty"`    // the link has not answered since
	Of     string  `json:"measure,omitempty"` // ID of a definition that it is, or that it counts in
	Number float64 `json:"number,omitempty"`  // of a measure: what it was on that day
	Period Period  `json:"period,omitempty"`  // of a measure that is computed: of which half-year
	Body   string  `json:"body,omitempty"`    // the public body that it is of, where a measure counts bodies
}

// Public tells whether anybody can look at the evidence. A link that does not
// answer any more is still what it was: it changes no status.
func (e Evidence) Public() bool {
	return !e.Hidden && (e.URL != "" || e.Of != "") && !e.Proves.Empty()
}

// Address gives where anybody can look at the evidence: its own address, or the
// page of the measure that it is, on the site.
func (e Evidence) Address(site string) string {
	if e.Kind == Measure {
		return site + "/matt/" + e.Of
	}
	return e.URL
}

// Proven tells whether a commitment has evidence that anybody can look at.
func (c Commitment) Proven() bool {
	for _, e := range c.Evidence {
		if e.Public() {
			return true
		}
	}
	return false
}
