package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// yearlyPath is where everybody sees what bodies count in a year.
const yearlyPath = "/integritet/statistik"

// yearlyRoutes are the pages of the yearly numbers.
func (s *Server) yearlyRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: yearlyPath, Access: Anyone, Handler: s.yearlyBodies, Keep: true},
		{Method: "GET", Pattern: yearlyPath + "/tal.csv", Access: Anyone, Handler: s.yearlyTable, Keep: true,
			Machine: true, Shared: true},
		{Method: "GET", Pattern: yearlyPath + "/tidsgranser", Access: Anyone, Handler: s.deadlines,
			Silent: true},
		{Method: "GET", Pattern: yearlyPath + "/{body}", Access: Anyone, Handler: s.yearly,
			Keep: true},
	}
}

// YearlyBodiesPage lists who has stated numbers, and who has not.
type YearlyBodiesPage struct {
	Page
	Bodies    Table
	Data      Link
	Deadlines Link
}

// yearlyBodies lists the bodies in the order of the alphabet.
func (s *Server) yearlyBodies(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Yearbooks(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := s.page(r, v.T("yearly.title"))
	page.Description = v.T("yearly.lead")
	return s.render(w, r, http.StatusOK, "yearly-bodies", v.yearlyBodiesPage(page, all))
}

func (v *visit) yearlyBodiesPage(p Page, all act.Yearbooks) YearlyBodiesPage {
	p.Styles = integritySheet
	page := YearlyBodiesPage{Page: p, Data: Link{v.T("yearly.table"), yearlyPath + "/tal.csv"},
		Deadlines: Link{v.T("deadlines.title"), v.Href(yearlyPath + "/tidsgranser")},
		Bodies: Table{Caption: v.T("yearly.bodies"), Columns: []Column{{Text: v.T("picture.body")},
			{Text: v.T("yearly.years")}}}}
	for id, b := range all.Bodies {
		row := []Cell{{Text: v.invented(b)}, {Chip: Chip{Tone: Quiet, Text: v.T("yearly.nothing-stated")}}}
		if y := all.Of[id]; len(y.Said) > 0 {
			row[0].Link = v.Href(yearlyPath + "/" + id)
			row[1] = Cell{Text: yearSpans(statedYears(y))}
		}
		page.Bodies.Rows = append(page.Bodies.Rows, row)
	}
	slices.SortFunc(page.Bodies.Rows, func(a, b []Cell) int { return v.Compare(a[0].Text, b[0].Text) })
	return page
}

// invented names a body, and says where it is made up.
func (v *visit) invented(b account.Body) string {
	if b.Fictitious {
		return v.bodyName(b) + " (" + v.T("consultation.example") + ")"
	}
	return v.bodyName(b)
}

// statedYears lists the years of which something is stated, the first first.
func statedYears(y integrity.Yearbook) (years []int) {
	for _, s := range y.Said {
		if !slices.Contains(years, s.What.Year) {
			years = append(years, s.What.Year)
		}
	}
	slices.Sort(years)
	return years
}

// yearSpans writes years: those that follow each other as "2021–2023".
func yearSpans(years []int) string {
	var parts []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		part := strconv.Itoa(years[i])
		if j > i {
			part += "–" + strconv.Itoa(years[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ", ")
}

// YearlyPage is what a body has counted, period by period.
type YearlyPage struct {
	Page
	Facts  []Fact
	Themes []YearlyTheme
	Work   Table // what it does about improper influence and side jobs
	Data   Link
}

// A YearlyTheme is the numbers of a theme with their definitions.
type YearlyTheme struct {
	ID          string
	Name        string
	Numbers     Table
	Corrections []string
	Definitions []Fact
	Empty       string
}

// yearly shows what a body has counted.
func (s *Server) yearly(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Yearbooks(r.Context())
	if err != nil {
		return err
	}
	y, b := all.Of[r.PathValue("body")], all.Bodies[r.PathValue("body")]
	if len(y.Said) == 0 {
		return fault.New(fault.NotFound, "web.not-found")
	}
	v := from(r)
	return s.render(w, r, http.StatusOK, "yearly", v.yearlyPage(s.page(r, ""), b, y))
}

func (v *visit) yearlyPage(p Page, b account.Body, y integrity.Yearbook) YearlyPage {
	p.Title, p.Styles = v.T("yearly.of", "Body", v.bodyName(b)), integritySheet
	last := y.Said[len(y.Said)-1]
	set := integrity.FigureSets()[last.What.Set]
	page := YearlyPage{Page: p, Facts: v.yearlyFacts(b, y, set), Work: v.yearlyWork(y, set),
		Data: Link{v.T("yearly.table-of", "Body", v.bodyName(b)),
			yearlyPath + "/tal.csv?myndighet=" + string(b.ID)}}
	for _, t := range set.Themes {
		page.Themes = append(page.Themes, v.yearlyTheme(y, set, t))
	}
	return page
}

// yearlyFacts says what the numbers rest on.
func (v *visit) yearlyFacts(b account.Body, y integrity.Yearbook, set integrity.FigureSet) []Fact {
	made := set.Version
	if set.Own {
		made += ": " + v.T("yearly.own")
	}
	return []Fact{{Term: v.T("picture.stated"), Text: v.T("yearly.by", "Body", v.invented(b))},
		{Term: v.T("yearly.years"), Text: yearSpans(statedYears(y))},
		{Term: v.T("yearly.stated"), Text: v.Date(y.Said[len(y.Said)-1].At)},
		{Term: v.T("yearly.definitions"), Text: made}}
}

// yearlyTheme makes the table of a theme, with what was shown before it was corrected.
func (v *visit) yearlyTheme(y integrity.Yearbook, set integrity.FigureSet,
	t integrity.Theme) YearlyTheme {
	theme := YearlyTheme{ID: t.ID, Name: v.saying(t.Name).Text, Empty: v.T("yearly.theme-none"),
		Numbers: Table{Caption: v.T("yearly.counts", "Theme", v.saying(t.Name).Text),
			Columns: []Column{{Text: v.T("yearly.period")}}}}
	for _, f := range shownFigures(t) {
		theme.Numbers.Columns = append(theme.Numbers.Columns,
			Column{Text: v.saying(f.Name).Text, Number: true})
		theme.Definitions = append(theme.Definitions,
			Fact{Term: v.saying(f.Name).Text, Text: v.saying(f.Definition).Text})
	}
	for _, p := range y.Periods(set.Version, t) {
		for _, before := range p.Before {
			before.Years = p.Years
			theme.Numbers.Rows = append(theme.Numbers.Rows,
				v.periodRow(t, before, v.T("yearly.before", "Years", yearSpans(p.Years))))
		}
		theme.Numbers.Rows = append(theme.Numbers.Rows, v.periodRow(t, p, yearSpans(p.Years)))
		theme.Corrections = append(theme.Corrections, v.corrections(y, p)...)
	}
	return theme
}

// shownFigures lists the columns of a theme: its total, then each split with its rest.
func shownFigures(t integrity.Theme) []integrity.Figure {
	all := []integrity.Figure{t.Total}
	for _, s := range t.Splits {
		all = append(append(all, s.Parts...), s.Rest)
	}
	return all
}

// shownCounts lists the numbers of a period, as shownFigures lists what they
// are; none where more years are awaited.
func shownCounts(p integrity.Period) []integrity.Count {
	if p.Open {
		return nil
	}
	return append([]integrity.Count{p.Total}, slices.Concat(p.Splits...)...)
}

// periodRow writes a period.
func (v *visit) periodRow(t integrity.Theme, p integrity.Period, years string) []Cell {
	row := []Cell{{Text: years}}
	for _, c := range shownCounts(p) {
		row = append(row, Cell{Text: v.shownCount(c)})
	}
	for len(row) <= len(shownFigures(t)) {
		row = append(row, Cell{Text: v.T("yearly.awaits")})
	}
	return row
}

// corrections tells why the numbers of a period were stated anew.
func (v *visit) corrections(y integrity.Yearbook, p integrity.Period) (all []string) {
	if len(p.Before) == 0 {
		return nil
	}
	for _, s := range y.Said {
		if s.What.Why != "" && slices.Contains(p.Years, s.What.Year) {
			all = append(all, v.T("yearly.corrected", "Year", strconv.Itoa(s.What.Year), "On", v.Date(s.At), "Why", s.What.Why))
		}
	}
	return all
}

// yearlyWork says, year by year, what the body has in place.
func (v *visit) yearlyWork(y integrity.Yearbook, set integrity.FigureSet) Table {
	t := Table{Caption: v.T("yearly.work-years"), Columns: []Column{{Text: v.T("yearly.in-place")}}}
	years := statedYears(y)
	for _, year := range years {
		t.Columns = append(t.Columns, Column{Text: strconv.Itoa(year)})
	}
	for _, f := range set.Facts {
		row := []Cell{{Text: v.saying(f.Name).Text}}
		for _, year := range years {
			s, _ := y.Of(year)
			yes, told := s.What.Facts[f.ID]
			row = append(row, Cell{Text: v.T(map[bool]string{true: map[bool]string{true: "yearly.yes",
				false: "yearly.no"}[yes], false: "yearly.untold"}[told])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// yearlyTable gives the numbers that the pages show, of all bodies or one.
func (s *Server) yearlyTable(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Yearbooks(r.Context())
	if err != nil {
		return err
	}
	rows := yearlyRows(all, r.URL.Query().Get("myndighet"))
	if rows == nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	table, err := spreadsheet(rows)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="statistik.csv"`)
	_, _ = w.Write(table) // a reader who has gone is no failure of ours
	return nil
}

// yearlyRows lists each number with what it rests on. What is not shown on the
// page is empty here. Nil for a body that is not there.
func yearlyRows(all act.Yearbooks, body string) [][]string {
	if _, known := all.Bodies[body]; body != "" && !known {
		return nil
	}
	rows := [][]string{{"body", "stated by", "definitions", "theme", "years", "state", "figure", "count"}}
	for _, n := range yearlyNumbers(all, body) {
		count := ""
		if n.Count != nil {
			count = strconv.Itoa(*n.Count)
		}
		rows = append(rows, []string{n.Body, n.By, n.Definitions, n.Theme, yearSpans(n.Years), n.State, n.Figure, count})
	}
	return rows
}

// DeadlinesPage counts the days by which a report has to be acknowledged and
// answered. Nothing of what is asked is kept.
type DeadlinesPage struct {
	Page
	Filter FilterBar
	Facts  []Fact
	Wrong  string
}

// deadlines counts from the days that are asked for.
func (s *Server) deadlines(w http.ResponseWriter, r *http.Request) error {
	v, q := from(r), r.URL.Query()
	w.Header()["Referrer-Policy"] = []string{"no-referrer"}
	return s.render(w, r, http.StatusOK, "deadlines",
		v.deadlinesPage(s.page(r, v.T("deadlines.title")), q.Get("kom"), q.Get("bekraftad")))
}

func (v *visit) deadlinesPage(p Page, received, acknowledged string) DeadlinesPage {
	page := DeadlinesPage{Page: p, Filter: FilterBar{Action: v.Href(yearlyPath + "/tidsgranser"), Fields: []Field{
		{Kind: "date", Name: "kom", Label: v.T("deadlines.received"), Value: received,
			Optional: true},
		{Kind: "date", Name: "bekraftad", Label: v.T("deadlines.acknowledged"), Value: acknowledged,
			Optional: true}}}}
	add := func(day, word string, by func(time.Time) time.Time) {
		at, err := time.ParseInLocation(time.DateOnly, day, lang.Stockholm)
		if day != "" && err != nil {
			page.Wrong = v.T("deadlines.wrong")
		} else if day != "" {
			page.Facts = append(page.Facts, Fact{Term: v.T(word), Text: v.Date(by(at).Add(-12 * time.Hour))})
		}
	}
	add(received, "deadlines.acknowledge-by", integrity.AcknowledgeBy)
	add(acknowledged, "deadlines.feedback-by", integrity.FeedbackBy)
	return page
}
