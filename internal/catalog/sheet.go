package catalog

import (
	"slices"
	"strings"

	"insyn/dcat"
	"insyn/rdf"
)

// A Sheet is what search, pages and measures know of one thing that a
// catalogue lists: what it says of itself, and what that is worth.
type Sheet struct {
	Kind        Kind
	IRI         string
	Title       dcat.Text
	Description dcat.Text
	Keywords    map[string][]string
	Publisher   dcat.Text
	Themes      []string  // codes of the EU's list, such as ENVI
	Formats     []string  // codes of the EU's list of file types, such as CSV
	Licences    []Licence // of its distributions, in order; never empty
	HighValue   bool
	Modified    string // as written
	Quality
}

// A Quality is what the metadata of a dataset is worth, by the profiles and by
// the Metadata Quality Assessment.
type Quality struct {
	Scored   bool // it is a dataset: the assessment is of nothing else
	Met      dcat.Set
	Points   int  // of 405
	Conforms bool // nothing in it breaks the Swedish profile
	European bool // nor the European
	Obeys    bool // it is of high value and breaks nothing that is asked of such
	Open     bool // some distribution has a licence that lets anybody use it for anything
	Machine  bool // some distribution can be read by programs
}

// sheets takes sheets out of one graph.
type sheets struct {
	graph    *rdf.Graph
	agents   map[string]dcat.Agent
	datasets map[string]*dcat.Dataset
	services map[string]*dcat.Service
	report   *dcat.Report
	scores   map[rdf.ID]dcat.DatasetScore
}

// Examine makes the sheets of items of one source. They are looked at together,
// since a profile is held against a thousand datasets as fast as against some;
// items of several sources may describe one publisher differently, and must not
// be mixed. Reachable tells whether an address has been found to answer.
func Examine(items []Item, reachable func(address string) bool) []Sheet {
	shared := rdf.NewDictionary()
	whole := rdf.NewGraph(shared)
	for _, item := range items {
		doc, _ := rdf.Parse(item.Content, rdf.Options{Format: rdf.NTriples, Dictionary: shared})
		whole.AddAll(doc.Graph)
	}
	s := examine(whole, reachable)
	all := make([]Sheet, len(items))
	for i, item := range items {
		all[i] = s.sheet(item)
	}
	return all
}

func examine(g *rdf.Graph, reachable func(string) bool) *sheets {
	d := dcat.Describe(g)
	s := &sheets{graph: g, agents: d.Agents, datasets: map[string]*dcat.Dataset{},
		services: map[string]*dcat.Service{}, scores: map[rdf.ID]dcat.DatasetScore{},
		report: dcat.Check(g, dcat.Options{Most: 1,
			Profiles: []*dcat.Profile{dcat.Swedish, dcat.European, dcat.HighValue}})}
	for i := range d.Datasets {
		s.datasets[d.Datasets[i].IRI] = &d.Datasets[i]
	}
	for i := range d.Services {
		s.services[d.Services[i].IRI] = &d.Services[i]
	}
	for _, one := range dcat.ScoreOf(g, dcat.ScoreOptions{Report: s.report,
		Reachable: reachable}).Datasets {
		s.scores[one.Dataset] = one
	}
	return s
}

// sheet makes the sheet of one item.
func (s *sheets) sheet(item Item) Sheet {
	sheet := Sheet{Kind: item.Kind, IRI: item.IRI, Title: dcat.Text{"": item.Title}}
	if d := s.datasets[item.IRI]; d != nil {
		sheet.say(d.Resource, s.agents)
		sheet.Keywords, sheet.Themes = d.Keywords, themeCodes(d.Themes)
		sheet.HighValue = d.HighValue()
		sheet.distributions(d.Distributions)
		s.judge(&sheet)
	} else if d := s.services[item.IRI]; d != nil {
		sheet.say(d.Resource, s.agents)
		sheet.Keywords, sheet.Themes = d.Keywords, themeCodes(d.Themes)
		sheet.HighValue = len(d.Categories) > 0 || slices.Contains(d.Legislation, dcat.Legislation)
		sheet.Licences = []Licence{LicenceOf(d.Licence)}
	}
	if len(sheet.Licences) == 0 {
		sheet.Licences = []Licence{NoLicence}
	}
	return sheet
}

// say takes what all resources have in common.
func (s *Sheet) say(r dcat.Resource, agents map[string]dcat.Agent) {
	if len(r.Title) > 0 {
		s.Title = r.Title
	}
	s.Description, s.Modified = r.Description, r.Modified
	s.Publisher = agents[r.Publisher].Name
}

// distributions takes what the distributions say together.
func (s *Sheet) distributions(all []dcat.Distribution) {
	for _, x := range all {
		l := LicenceOf(x.Licence)
		s.Open = s.Open || l.Open()
		if !slices.Contains(s.Licences, l) {
			s.Licences = append(s.Licences, l)
		}
		if x.Format == nil {
			continue
		}
		s.Machine = s.Machine || x.Format.MachineReadable
		if !slices.Contains(s.Formats, x.Format.Code) {
			s.Formats = append(s.Formats, x.Format.Code)
		}
	}
	slices.Sort(s.Formats)
	slices.Sort(s.Licences)
}

// judge takes the verdicts and the score.
func (s *sheets) judge(sheet *Sheet) {
	node, known := s.graph.Lookup(rdf.Term{Kind: rdf.IRI, Value: sheet.IRI})
	score, scored := s.scores[node]
	if !known || !scored || sheet.Kind != Dataset {
		return
	}
	sheet.Scored, sheet.Met, sheet.Points = true, score.Met, score.Points
	sheet.Conforms = s.report.Verdicts[0].Faulty[node] == 0
	sheet.European = s.report.Verdicts[1].Faulty[node] == 0
	sheet.Obeys = sheet.HighValue && s.report.Verdicts[2].Faulty[node] == 0
}

// themeCodes gives the codes of those themes that are of the EU's list.
func themeCodes(themes []string) (codes []string) {
	known := dcat.VocabularyNamed("theme")
	for _, t := range themes {
		if known.Has(t) {
			codes = append(codes, t[strings.LastIndexByte(t, '/')+1:])
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// ThemeCodes lists the codes of the EU's themes.
func ThemeCodes() []string { return themeCodes(dcat.VocabularyNamed("theme").Terms) }

// A Licence is a licence by the name that people know.
type Licence string

// The licences. Only the first three let anybody use data for anything.
const (
	CC0          Licence = "cc0"
	CCBY         Licence = "by"
	CCBYSA       Licence = "by-sa"
	CCBYNC       Licence = "by-nc"
	CCBYND       Licence = "by-nd"
	CCBYNCSA     Licence = "by-nc-sa"
	CCBYNCND     Licence = "by-nc-nd"
	OtherLicence Licence = "other" // one that we do not know
	NoLicence    Licence = "none"
)

// Licences lists the licences, the most open first.
func Licences() []Licence {
	return []Licence{CC0, CCBY, CCBYSA, CCBYNC, CCBYND, CCBYNCSA, CCBYNCND, OtherLicence, NoLicence}
}

// LicenceOf tells which licence an address names, however it is written.
func LicenceOf(address string) Licence {
	if address == "" {
		return NoLicence
	}
	swedish, _ := dcat.CanonicalLicence(address)
	_, rest, _ := strings.Cut(swedish, "creativecommons.org/")
	name, _, _ := strings.Cut(strings.TrimPrefix(rest, "licenses/"), "/")
	if name == "publicdomain" {
		return CC0
	}
	if l := Licence(name); slices.Contains(Licences(), l) {
		return l
	}
	return OtherLicence
}

// Open tells whether the licence lets anybody use data for anything, as the
// Open Definition has it.
func (l Licence) Open() bool { return l == CC0 || l == CCBY || l == CCBYSA }
