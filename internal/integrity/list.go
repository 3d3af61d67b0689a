package integrity

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// A Row is a recommendation of a list, with the assessments that its lines give.
type Row struct {
	Line           int // in the file, of its first line
	Recommendation Recommendation
	Assessments    []Assessment
}

// MostLines is how many lines a list may have.
const MostLines = 1000

// Columns names the columns of a list of recommendations in the order in which
// they are written, by the word that is written and others that are read.
var Columns = [][]string{
	{"ref", "nr", "nummer", "number", "rekommendation nr"},
	{"text_sv", "text", "rekommendation", "recommendation"},
	{"text_en", "text (en)", "english"},
	{"page", "sida", "s."},
	{"to", "mottagare", "addressee"},
	{"due", "svar senast", "answer by"},
	{"repeats", "upprepar"},
	{"grade", "bedömning", "assessment"},
	{"words_sv", "ordalydelse", "words", "citat"},
	{"words_en"},
	{"assessed", "bedömd", "assessed on"},
	{"round", "rapport", "report"},
	{"assessment_page", "sida för bedömningen"},
	{"assessment_url", "länk", "link"},
	{"judge", "bedömd av", "assessed by"},
	{"self", "egen bedömning"},
}

// Places of the columns.
const (
	cRef = iota
	cTextSV
	cTextEN
	cPage
	cTo
	cDue
	cRepeats
	cGrade
	cWordsSV
	cWordsEN
	cAssessed
	cRound
	cAssessmentPage
	cAssessmentURL
	cJudge
	cSelf
)

// ReadList reads the lines of a list of the recommendations of a source. A
// line whose text is left out, with a number that has come before, is one more
// assessment of the same. Addressee turns the name of who is addressed into the
// ID of a body, "" where there is none. Every line that does not hold is told.
//
// Faults: Invalid, TooLarge.
func ReadList(table [][]string, source Source, addressee func(string) string) ([]Row, error) {
	if err := source.Check(); err != nil {
		return nil, err
	}
	l := list{source: source, addressee: addressee, at: map[string]int{}}
	for i, cells := range table {
		switch {
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		case l.columns == nil:
			if l.columns = headed(cells); l.columns == nil {
				return nil, fault.New(fault.Invalid, "integrity.no-headings").At("file")
			}
		case i > MostLines:
			return nil, fault.New(fault.TooLarge, "integrity.too-long").With("Most", MostLines).At("file")
		default:
			l.line(i+1, cells)
		}
	}
	if len(l.rows) == 0 && len(l.faults) == 0 {
		return nil, fault.New(fault.Invalid, "integrity.empty-list").At("file")
	}
	return l.rows, fault.Fields(l.faults...)
}

// headed finds the columns by their headings; nil where there is no number or no text.
func headed(cells []string) []int {
	at := make([]int, len(Columns))
	for i, words := range Columns {
		at[i] = slices.IndexFunc(cells, func(cell string) bool {
			return slices.Contains(words, strings.ToLower(strings.Trim(cell, " \t\ufeff:*")))
		})
	}
	if at[cRef] < 0 || at[cTextSV] < 0 && at[cTextEN] < 0 {
		return nil
	}
	return at
}

// A list is being read.
type list struct {
	source    Source
	addressee func(string) string
	columns   []int
	at        map[string]int // where in rows a key is
	rows      []Row
	faults    []*fault.Error
}

// line reads one line.
func (l *list) line(number int, cells []string) {
	get := func(column int) string {
		if i := l.columns[column]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(unquoted(strings.TrimSpace(cells[i])))
		}
		return ""
	}
	r := Recommendation{Source: l.source, Ref: get(cRef), Page: get(cPage),
		Text: Text{get(cTextSV), get(cTextEN)}, To: get(cTo), Due: Date(get(cDue)),
		Repeats: get(cRepeats)}
	r.Addressee = l.addressee(r.To)
	at, known := l.at[r.Key()]
	switch {
	case known && r.Text.Empty():
	case known:
		l.wrong(number, fault.New(fault.Invalid, "integrity.twice").At("ref"))
		return
	default:
		if err := r.Check(); err != nil {
			l.wrong(number, err)
			return
		}
		at = len(l.rows)
		l.at[r.Key()] = at
		l.rows = append(l.rows, Row{Line: number, Recommendation: r})
	}
	if a, any := l.assessment(get); any {
		scale, _ := ScaleOf(l.source.Scale)
		if err := a.Check(scale); err != nil {
			l.wrong(number, err)
			return
		}
		l.rows[at].Assessments = append(l.rows[at].Assessments, a)
	}
}

// assessment gives the assessment of a line, if it has one.
func (l *list) assessment(get func(int) string) (a Assessment, any bool) {
	a = Assessment{By: get(cJudge), Round: get(cRound), On: Date(get(cAssessed)),
		Grade: l.grade(get(cGrade)), Words: Text{get(cWordsSV), get(cWordsEN)},
		URL: get(cAssessmentURL), Page: get(cAssessmentPage), Self: truth(get(cSelf))}
	any = a != Assessment{}
	if a.By == "" {
		a.By = l.source.By
	}
	return a, any
}

// grade reads a grade: its ID, or its word in either language. What is neither
// is given as it stands, and refused.
func (l *list) grade(word string) string {
	scale, _ := ScaleOf(l.source.Scale)
	for _, g := range scale.Grades {
		if strings.EqualFold(word, g.ID) || strings.EqualFold(word, g.Word.SV) ||
			strings.EqualFold(word, g.Word.EN) {
			return g.ID
		}
	}
	return word
}

func truth(s string) bool {
	return slices.Contains([]string{"1", "ja", "yes", "true"}, strings.ToLower(s))
}

// unquoted takes off the apostrophe that tables put before what looks like a formula.
func unquoted(s string) string {
	if rest, quoted := strings.CutPrefix(s, "'"); quoted && rest != "" &&
		strings.ContainsAny(rest[:1], "=+-@\t\r＝") {
		return rest
	}
	return s
}

// wrong notes what is wrong with a line, and where.
func (l *list) wrong(line int, err error) {
	var all *fault.Error
	if !errors.As(err, &all) {
		all = fault.New(fault.Invalid, "integrity.missing")
	}
	first := *all
	first.Also = nil
	for _, e := range append([]fault.Error{first}, all.Also...) {
		values := fault.Values{"Line": line}
		for k, v := range e.Values {
			values[k] = v
		}
		values["Column"] = e.Field
		l.faults = append(l.faults, &fault.Error{Kind: fault.Invalid,
			Message: "integrity.line" + strings.TrimPrefix(e.Message, "integrity"), Values: values,
			Field: "file"})
	}
}

// WriteList gives the lines of a list of cases: what ReadList reads.
func WriteList(cases []Case) [][]string {
	head := make([]string, len(Columns))
	for i, words := range Columns {
		head[i] = words[0]
	}
	rows := [][]string{head}
	for _, c := range cases {
		r := c.Now()
		row := make([]string, len(Columns))
		copy(row, []string{r.Ref, r.Text.SV, r.Text.EN, r.Page, r.To, string(r.Due), r.Repeats})
		standing := c.Standing()
		if len(standing) == 0 {
			rows = append(rows, row)
		}
		for i, a := range standing {
			if i > 0 {
				row = make([]string, len(Columns))
				row[cRef] = r.Ref
			}
			rows = append(rows, a.What.fill(row))
		}
	}
	return rows
}

// fill writes an assessment into a line.
func (a Assessment) fill(row []string) []string {
	row[cGrade], row[cWordsSV], row[cWordsEN] = a.Grade, a.Words.SV, a.Words.EN
	row[cAssessed], row[cRound], row[cJudge] = string(a.On), a.Round, a.By
	row[cAssessmentPage], row[cAssessmentURL] = a.Page, a.URL
	if a.Self {
		row[cSelf] = strconv.FormatBool(a.Self)
	}
	return row
}
