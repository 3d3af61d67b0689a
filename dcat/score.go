package dcat

import (
	"math/bits"
	"slices"
	"strings"

	"insyn/rdf"
)

// A Dimension is one of the five that the Metadata Quality Assessment adds up.
type Dimension uint8

// The dimensions.
const (
	Findability Dimension = iota
	Accessibility
	Interoperability
	Reusability
	Contextuality
)

// String gives the dimension's name.
func (d Dimension) String() string {
	return [...]string{
		"findability", "accessibility", "interoperability", "reusability", "contextuality",
	}[d]
}

// A Metric is one thing that the assessment gives points for.
type Metric struct {
	Name         string
	Dimension    Dimension
	Points       int
	Distribution bool // of a distribution: the dataset's best one counts
}

// Metrics are the metrics of the Metadata Quality Assessment of
// data.europa.eu, 405 points in all.
var Metrics = [...]Metric{
	{"keyword", Findability, 30, false},
	{"theme", Findability, 30, false},
	{"spatial", Findability, 20, false},
	{"temporal", Findability, 20, false},
	{"access-reachable", Accessibility, 50, true},
	{"download", Accessibility, 20, true},
	{"download-reachable", Accessibility, 30, true},
	{"format", Interoperability, 20, true},
	{"media-type", Interoperability, 10, true},
	{"format-vocabulary", Interoperability, 10, true},
	{"non-proprietary", Interoperability, 20, true},
	{"machine-readable", Interoperability, 20, true},
	{"compliance", Interoperability, 30, false},
	{"licence", Reusability, 20, true},
	{"known-licence", Reusability, 10, true},
	{"access-rights", Reusability, 10, false},
	{"access-rights-vocabulary", Reusability, 5, false},
	{"contact", Reusability, 20, false},
	{"publisher", Reusability, 10, false},
	{"rights", Contextuality, 5, true},
	{"byte-size", Contextuality, 5, true},
	{"issued", Contextuality, 5, false},
	{"modified", Contextuality, 5, false},
}

// The places of metrics in Metrics.
const (
	keyword = iota
	theme
	spatial
	temporal
	accessReachable
	download
	downloadReachable
	formatGiven
	mediaType
	formatVocabulary
	nonProprietary
	machineReadable
	compliance
	licence
	knownLicence
	accessRights
	accessRightsVocabulary
	contact
	publisher
	rights
	byteSize
	issued
	modified
)

// A Variant is a way to compute the score.
type Variant uint8

// The variants. DIGG leaves compliance out, so that 375 points can be had, and
// takes media types and Creative Commons addresses for what they are.
const (
	EU Variant = iota
	DIGG
)

// Of what can be had, the variant's greatest score.
func (v Variant) most() int { return [...]int{405, 375}[v] }

// A Set is a set of metrics, by their places in Metrics.
type Set uint32

// Has tells whether a metric is in the set.
func (s Set) Has(metric int) bool { return s>>metric&1 == 1 }

// Points gives the points of all metrics in the set.
func (s Set) Points() int {
	sum := 0
	for rest := s; rest != 0; rest &= rest - 1 {
		sum += Metrics[bits.TrailingZeros32(uint32(rest))].Points
	}
	return sum
}

// A DatasetScore is what one dataset gets.
type DatasetScore struct {
	Dataset      rdf.ID
	Distribution rdf.ID // its best one, or None
	Met          Set
	Points       int
}

// A Score is what a catalogue gets: of each metric's points, the share of
// datasets that meet it.
type Score struct {
	Variant  Variant
	Datasets []DatasetScore
	Met      [len(Metrics)]int // how many datasets meet each metric
}

// Most is the greatest score there is.
func (s *Score) Most() int { return s.Variant.most() }

// Points gives the catalogue's points in hundredths, rounded down.
func (s *Score) Points() int {
	if len(s.Datasets) == 0 {
		return 0
	}
	sum := 0
	for i, n := range s.Met {
		sum += 100 * n * Metrics[i].Points
	}
	return sum / len(s.Datasets)
}

// Counts tells whether the variant gives points for a metric, by its place in
// Metrics.
func (s *Score) Counts(metric int) bool { return s.Variant == EU || metric != compliance }

// Dimension gives the points of one dimension, in hundredths.
func (s *Score) Dimension(d Dimension) int {
	sum := 0
	for i, n := range s.Met {
		if Metrics[i].Dimension == d && len(s.Datasets) > 0 {
			sum += 100 * n * Metrics[i].Points / len(s.Datasets)
		}
	}
	return sum
}

// A Band is the word for a score.
type Band uint8

// The bands of data.europa.eu.
const (
	Bad Band = iota
	Sufficient
	Good
	Excellent
)

// String gives the band's name.
func (b Band) String() string { return [...]string{"bad", "sufficient", "good", "excellent"}[b] }

// BandOf gives the band of whole points out of 405.
func BandOf(points int) Band {
	switch {
	case points > 350:
		return Excellent
	case points > 220:
		return Good
	case points > 120:
		return Sufficient
	}
	return Bad
}

// A Gain is what a catalogue's score would rise by if every dataset met a metric.
type Gain struct {
	Metric  Metric
	Missing int // datasets that do not meet it
	Points  int // in hundredths
}

// Gains lists what would raise the score, what raises it most first.
func (s *Score) Gains() []Gain {
	var gains []Gain
	for i, n := range s.Met {
		if missing := len(s.Datasets) - n; missing > 0 && s.Counts(i) {
			gains = append(gains, Gain{Metrics[i], missing, 100 * missing * Metrics[i].Points / len(s.Datasets)})
		}
	}
	slices.SortStableFunc(gains, func(a, b Gain) int { return b.Points - a.Points })
	return gains
}

// ScoreOptions say what a score is computed from besides the catalogue.
type ScoreOptions struct {
	Variant Variant
	// Reachable tells whether an address answers. Points that it would give
	// are not given when it is nil or says no.
	Reachable func(address string) bool
	// Report holds the verdict of the European profile, for compliance.
	Report *Report
}

// ScoreOf scores a catalogue.
func ScoreOf(g *rdf.Graph, o ScoreOptions) *Score {
	m := &meter{options: o, values: map[valueKey]Set{}}
	if o.Report != nil && o.Report.Graph == g && o.Report.current() {
		m.view = o.Report.view
	} else {
		m.view = newView(g)
	}
	m.prepare()
	if o.Report != nil {
		for i := range o.Report.Verdicts {
			if o.Report.Verdicts[i].Profile == European {
				m.verdict = &o.Report.Verdicts[i]
			}
		}
	}
	s := &Score{Variant: o.Variant, Datasets: make([]DatasetScore, 0, len(m.datasets))}
	for _, d := range m.datasets {
		one := m.dataset(d)
		s.Datasets = append(s.Datasets, one)
		for rest := one.Met; rest != 0; rest &= rest - 1 {
			s.Met[bits.TrailingZeros32(uint32(rest))]++
		}
	}
	return s
}

// A meter measures datasets.
type meter struct {
	*view
	options ScoreOptions
	verdict *Verdict
	values  map[valueKey]Set // what formats, licences and rights come to
	// The metrics that only ask for a property, of datasets and of distributions,
	// and the metric by which its values are judged, by the property's ID.
	simple [2][]Set
	judged []int8

	rights, distributions rdf.ID
}

type valueKey struct {
	metric int
	value  rdf.ID
}

// simple are the metrics that only ask for a property.
var simple = map[int]string{
	keyword: "dcat:keyword", theme: "dcat:theme", spatial: "dcterms:spatial",
	temporal: "dcterms:temporal", download: "dcat:downloadURL", formatGiven: "dcterms:format",
	mediaType: "dcat:mediaType", licence: "dcterms:license", accessRights: "dcterms:accessRights",
	contact: "dcat:contactPoint", publisher: "dcterms:publisher", rights: "dcterms:rights",
	byteSize: "dcat:byteSize", issued: "dcterms:issued", modified: "dcterms:modified",
}

// judged are the metrics of distributions of which values give more.
var judged = [...]int8{formatGiven, mediaType, licence}

// prepare looks the properties up once. Their IDs are small, since texts begin
// with them.
func (m *meter) prepare() {
	m.rights, m.distributions = m.id("dcterms:accessRights"), m.id("dcat:distribution")
	for metric, property := range simple {
		of := 0
		if Metrics[metric].Distribution {
			of = 1
		}
		if id := m.id(property); id != rdf.None {
			*at(&m.simple[of], id) |= 1 << metric
		}
	}
	for _, metric := range judged {
		if id := m.id(simple[int(metric)]); id != rdf.None {
			*at(&m.judged, id) = metric
		}
	}
}

// at gives the place of a property in a table, which it makes longer if need be.
func at[T any](table *[]T, property rdf.ID) *T {
	if more := int(property) + 1 - len(*table); more > 0 {
		*table = append(*table, make([]T, more)...)
	}
	return &(*table)[property]
}

// dataset measures a dataset and its best distribution.
func (m *meter) dataset(d rdf.ID) DatasetScore {
	s := DatasetScore{Dataset: d, Met: m.present(d, m.simple[0])}
	if o := m.Object(d, m.rights); o != rdf.None && s.Met.Has(accessRights) {
		s.Met |= m.value(accessRights, o)
	}
	if m.verdict != nil && m.options.Variant == EU && m.verdict.Faulty[d] == 0 {
		s.Met |= 1 << compliance
	}
	most := -1
	var best Set
	for _, t := range m.Match(d, m.distributions) {
		met := m.distribution(t.O)
		if points := met.Points(); points > most {
			most, best, s.Distribution = points, met, t.O
		}
	}
	s.Met |= best
	s.Points = s.Met.Points()
	return s
}

// present gives the metrics that a node meets by having a property.
func (m *meter) present(node rdf.ID, simple []Set) Set {
	var met Set
	all := m.Of(node)
	for i := range all {
		if p := all[i].P; int(p) < len(simple) {
			met |= simple[p]
		}
	}
	return met
}

// distribution measures a distribution.
func (m *meter) distribution(node rdf.ID) Set {
	met := m.present(node, m.simple[1])
	all := m.Of(node)
	for i := range all {
		if p := all[i].P; int(p) < len(m.judged) && m.judged[p] != 0 {
			met |= m.value(int(m.judged[p]), all[i].O)
		}
	}
	if m.options.Reachable != nil {
		met |= m.reachable(node, "dcat:accessURL", accessReachable)
		met |= m.reachable(node, "dcat:downloadURL", downloadReachable)
	}
	return met
}

func (m *meter) reachable(node rdf.ID, property string, metric int) Set {
	for _, t := range m.Match(node, m.id(property)) {
		if m.options.Reachable(m.Value(t.O)) {
			return 1 << metric
		}
	}
	return 0
}

// value gives the metrics that a value meets by itself: each value is looked
// at once, since a catalogue repeats them.
func (m *meter) value(metric int, value rdf.ID) Set {
	key := valueKey{metric, value}
	met, known := m.values[key]
	if !known {
		met = m.judge(metric, value)
		m.values[key] = met
	}
	return met
}

func (m *meter) judge(metric int, value rdf.ID) Set {
	text := m.Value(value)
	switch metric {
	case accessRights:
		if vocabularies["access"].Has(text) {
			return 1 << accessRightsVocabulary
		}
	case licence:
		swedish, european := CanonicalLicence(text)
		if strings.HasPrefix(text, licences) || m.options.Variant == DIGG && text == swedish &&
			european != "" {
			return 1 << knownLicence
		}
	default:
		return m.judgeFormat(value, text)
	}
	return 0
}

func (m *meter) judgeFormat(value rdf.ID, text string) Set {
	f := FormatOf(text)
	if f == nil {
		return 0
	}
	var met Set
	listed := m.Kind(value) == rdf.IRI &&
		(strings.HasPrefix(text, fileTypes) || strings.Contains(text, "//www.iana.org/"))
	if listed || m.options.Variant == DIGG && strings.EqualFold(text, f.MediaType) {
		met |= 1 << formatVocabulary
	}
	if f.Open {
		met |= 1 << nonProprietary
	}
	if f.MachineReadable {
		met |= 1 << machineReadable
	}
	return met
}
