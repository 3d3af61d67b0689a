package web

import (
	"context"
	_ "embed"
	"encoding/json"
	"net/http"
	"time"

	"insyn/internal/account"
	"insyn/internal/lang"
)

// A Text is one that an operator has written, in both languages.
type Text struct{ Swedish, English string }

// In gives the text in l; the Swedish where no English was written.
func (t Text) In(l lang.Language) string {
	if l == lang.English && t.English != "" {
		return t.English
	}
	return t.Swedish
}

// A Conformance is how far a site meets the accessibility law.
type Conformance string

// The three words of the law (2018:1937).
const (
	Full    Conformance = "full"
	Partial Conformance = "partial"
	None    Conformance = "none"
)

// A Shortcoming is something that is not accessible, and why.
type Shortcoming struct{ What, Why Text }

// An Assessment is what an accessibility statement says: who looked, when, and
// what they found. The zero Assessment says that nobody has looked yet.
type Assessment struct {
	Conformance  Conformance
	Assessed     time.Time // by a person; zero for not yet
	Updated      time.Time // when the statement was last gone through
	By           Text      // who assessed
	Shortcomings []Shortcoming
	Burden       []Shortcoming // what would cost out of proportion to mend
	Outside      []Shortcoming // what the law does not ask for
}

// A TestRun is the result of the program's own tests of accessibility, written
// by the tests themselves.
type TestRun struct {
	Date     time.Time `json:"date"`
	Engine   string    `json:"engine"`   // with version
	Pages    int       `json:"pages"`    // kinds of page, each in every language, light and dark
	Findings int       `json:"findings"` // elements found at fault
}

//go:embed accessibility.json
var testRunFile []byte

// readTestRun reads the result; a test checks that it can be read.
func readTestRun(data []byte) (run TestRun, err error) {
	err = json.Unmarshal(data, &run)
	return run, err
}

// AccessibilityPage is the statement that Swedish law asks of public bodies.
type AccessibilityPage struct {
	Page
	Operator     account.Body
	Conformance  Conformance
	Assessed     time.Time
	Updated      time.Time
	By           string
	Shortcomings []Flaw
	Burden       []Flaw
	Outside      []Flaw
	Untested     []Flaw // what no machine can judge, as long as nobody has
	Run          TestRun
}

// A Flaw is a Shortcoming in the reader's language.
type Flaw struct{ What, Why string }

// PrivacyPage says what is kept about people, why and for how long.
type PrivacyPage struct {
	Page
	Operator account.Body
}

// ProviderPage says who answers for the site.
type ProviderPage struct {
	Page
	Operator account.Body
	Facts    []Fact
}

// ReportPage lets anybody report content that should not be there.
type ReportPage struct {
	Page
	Operator account.Body
	Form     Form
	Address  Field
	Reason   Field
	Name     Field
	Email    Field
	Sent     Confirmation // with a title once it is sent
	Open     bool         // reports can be sent here
}

// A Report says that some content of the site breaks the law or somebody's right.
type Report struct {
	Address string // of the content
	Reason  string
	Name    string // may be empty
	Email   string // to answer; may be empty
	At      time.Time
}

// A ReportDesk takes reports and gives the reference of each.
type ReportDesk func(context.Context, Report) (string, error)

// legalRoutes are the pages that the law asks for.
func (s *Server) legalRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: "/tillganglighet", Access: Anyone, Handler: s.accessibility,
			Keep: true},
		{Method: "GET", Pattern: "/personuppgifter", Access: Anyone, Handler: s.privacy,
			Keep: true},
		{Method: "GET", Pattern: "/om", Access: Anyone, Handler: s.provider, Keep: true},
		{Method: "GET", Pattern: "/anmal-innehall", Access: Anyone, Handler: s.reportForm},
		{Method: "POST", Pattern: "/anmal-innehall", Access: Anyone, Handler: s.report},
	}
}

// accessibility shows the statement.
func (s *Server) accessibility(w http.ResponseWriter, r *http.Request) error {
	v, a := from(r), s.options.Accessibility
	run, err := readTestRun(testRunFile)
	if err != nil {
		return err
	}
	page := AccessibilityPage{Page: s.page(r, v.T("accessibility.title")),
		Operator: s.options.Operator, Conformance: a.Conformance, Assessed: a.Assessed,
		Updated: a.Updated, By: a.By.In(v.Language()), Shortcomings: flaws(v, a.Shortcomings),
		Burden: flaws(v, a.Burden), Outside: flaws(v, a.Outside), Run: run}
	if page.Conformance == "" || page.Assessed.IsZero() {
		page.Conformance = Partial // nobody may say more before somebody has looked
	}
	if page.Assessed.IsZero() {
		page.Untested = untested(v)
	}
	if page.Updated.IsZero() {
		page.Updated = run.Date
	}
	return s.render(w, r, http.StatusOK, "accessibility", page)
}

// untested is what the tests of the program say nothing of: a site that nobody
// has assessed cannot know whether it is accessible.
func untested(v *visit) []Flaw {
	return []Flaw{{v.T("accessibility.files"), v.T("accessibility.files-why")},
		{v.T("accessibility.texts"), v.T("accessibility.texts-why")},
		{v.T("accessibility.aids"), v.T("accessibility.aids-why")},
		{v.T("accessibility.meetings"), v.T("accessibility.meetings-why")}}
}

func flaws(v *visit, all []Shortcoming) []Flaw {
	told := make([]Flaw, len(all))
	for i, each := range all {
		told[i] = Flaw{each.What.In(v.Language()), each.Why.In(v.Language())}
	}
	return told
}

// privacy shows what is kept about people.
func (s *Server) privacy(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, "privacy", PrivacyPage{
		Page: s.page(r, from(r).T("privacy.title")), Operator: s.options.Operator})
}

// provider shows who answers for the site.
func (s *Server) provider(w http.ResponseWriter, r *http.Request) error {
	v, o := from(r), s.options.Operator
	return s.render(w, r, http.StatusOK, "provider", ProviderPage{
		Page: s.page(r, v.T("provider.title")), Operator: o, Facts: providerFacts(v.Printer, o)})
}

// providerFacts lists what is known of the operator.
func providerFacts(p *lang.Printer, o account.Body) []Fact {
	name := o.Name
	if p.Language() == lang.English && o.NameEnglish != "" {
		name = o.NameEnglish
	}
	facts := []Fact{{Term: p.T("provider.name"), Text: name}}
	add := func(f Fact) {
		if f.Text != "" || f.Link.Text != "" {
			facts = append(facts, f)
		}
	}
	add(Fact{Term: p.T("provider.number"), Text: o.Number})
	add(Fact{Term: p.T("provider.address"), Text: o.Address})
	if o.Email != "" {
		add(Fact{Term: p.T("provider.email"), Link: Link{o.Email, "mailto:" + o.Email}})
	}
	add(Fact{Term: p.T("provider.phone"), Text: o.Phone})
	if o.DPO != "" {
		add(Fact{Term: p.T("provider.dpo"), Link: Link{o.DPO, "mailto:" + o.DPO}})
	}
	return facts
}
