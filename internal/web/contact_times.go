package web

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/chart"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// timesPath is where response times are shown.
const timesPath = contactPath + "/svarstider"

// contactDataRoutes are what contact points have come to: pages and data.
func (s *Server) contactDataRoutes() []Route {
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true}
	}
	table, list := get(timesPath+".csv", s.timesTable), get(contactPath+"/{body}/arenden.csv", s.casesTable)
	table.Machine, list.Machine = true, true
	wishes := get(wishesPath, s.wishes)
	wishes.Keep = false // it has forms
	return []Route{
		get(timesPath, s.times), table, list, wishes,
		{Method: "POST", Pattern: wishesPath, Access: Anyone, Handler: s.supportWish},
		get(contactPath+"/atom.xml", s.contactFeed),
		get(contactPath+"/{body}/atom.xml", s.contactFeed),
	}
}

// TimesPage shows how soon contact points answer.
type TimesPage struct {
	Page
	Lead     string
	Measures []Measure
	Curve    chart.Figure
	Bars     chart.Figure
	Table    Table
	How      []string
	Holidays Table
	Data     []Link
	Empty    Empty
}

// times shows the response times.
func (s *Server) times(w http.ResponseWriter, r *http.Request) error {
	t, err := s.options.Desk.ResponseTimes(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := v.timesPage(s.page(r, v.T("times.title")), t)
	return s.render(w, r, http.StatusOK, "times", page)
}

func (v *visit) timesPage(p Page, t act.ResponseTimes) TimesPage {
	v.Until(nextDay(v.Now)) // a case that is open gets older by itself
	p.Feed, p.Styles = v.Href(contactPath+"/atom.xml"), contactSheet
	all := t.Table.Cells[len(t.Table.Bodies)]
	page := TimesPage{Page: p, Lead: v.T("times.lead", "From", v.Date(t.From)),
		Measures: v.timesMeasures(all, t), Table: v.timesRows(t), Holidays: v.holidays(v.Now),
		How: []string{v.T("times.how-working"), v.T("times.how-paused"), v.T("times.how-open"),
			v.T("times.how-few", "Least", consult.FewCases), v.T("times.how-handed")},
		Data: []Link{{v.T("times.csv"), timesPath + ".csv"}, {v.T("times.json"), "/api/v1/contact/times"},
			{v.T("times.feed"), p.Feed}}}
	if len(t.Table.Bodies) == 0 {
		page.Empty = Empty{Title: v.T("times.none"), Text: v.T("times.none-text"),
			Action: Link{v.T("contact.title"), v.Href(contactPath)}}
		return page
	}
	page.Curve, page.Bars = v.curve(t), v.sortBars(all, t)
	return page
}

// nextDay gives the beginning of the day in Stockholm after a moment.
func nextDay(t time.Time) time.Time {
	y, m, d := t.In(lang.Stockholm).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, lang.Stockholm)
}

// timesMeasures are the numbers of all cases.
func (v *visit) timesMeasures(row []consult.TimesCell, t act.ResponseTimes) []Measure {
	all := row[len(row)-1]
	if all.Hidden || all.Cases == 0 {
		return nil
	}
	since := v.T("times.since", "From", v.Date(t.From))
	source := Link{v.T("times.title"), v.Href(timesPath)}
	measure := func(label, how string, e consult.Estimate) Measure {
		m := Measure{Label: label, Since: since, How: how, Source: source, Number: "–",
			Unit: v.T("times.not-reached")}
		if e.Known {
			m.Number, m.Unit = v.Number(e.Days), v.T("times.unit", "Count", e.Days)
		}
		return m
	}
	return []Measure{
		measure(v.T("times.reply"), v.T("times.reply-how"), all.Reply),
		measure(v.T("times.solve"), v.T("times.solve-how"), all.Solve),
		{Label: v.T("times.paused"), Since: since, Number: v.Decimal(all.Still, 1), Source: source,
			Unit: v.T("times.unit-mean"), How: v.T("times.paused-how")},
	}
}

// curve draws how large a share was answered within each number of days.
func (v *visit) curve(t act.ResponseTimes) chart.Figure {
	c := chart.Chart{Kind: chart.Line, Title: v.T("times.curve-few"),
		Description: v.T("times.curve"),
		Source:      v.T("times.counted", "At", v.Date(t.At)), Heads: [2]string{v.T("times.within"), v.T("times.share")},
		Format: func(x float64) string { return v.Percent(x/100, 0) }, Nothing: v.T("times.hidden")}
	all := t.Table.Cells[len(t.Table.Bodies)]
	switch last := all[len(all)-1]; {
	case last.Hidden:
		return chart.Draw(c)
	case last.Solve.Known:
		c.Title = v.T("times.curve-half", "Count", last.Solve.Days)
	default:
		c.Title = v.T("times.curve-open")
	}
	for i, share := range t.Curve {
		days := 5 * i
		c.Points = append(c.Points, chart.Point{Label: v.T("times.days", "Count", days), Short: v.Number(days),
			Value: 100 * share})
	}
	return chart.Draw(c)
}

// sortBars draws the time within which half of each sort of case are answered.
func (v *visit) sortBars(row []consult.TimesCell, t act.ResponseTimes) chart.Figure {
	c := chart.Chart{Kind: chart.Bars, Title: v.T("times.bars"),
		Description: v.T("times.bars-what"),
		Source:      v.T("times.counted", "At", v.Date(t.At)), Heads: [2]string{v.T("case.sort-short"), v.T("times.solve")},
		Format: func(x float64) string { return v.T("times.days", "Count", int(x)) }, Whole: true,
		Nothing: v.T("times.unknown")}
	for i, sort := range consult.CaseSorts() {
		cell := row[i]
		if cell.Cases == 0 && !cell.Hidden {
			continue // nothing of this sort waits, so that "not yet" would be untrue
		}
		c.Points = append(c.Points, chart.Point{Label: v.T(string(sortWords[sort])),
			Value: float64(cell.Solve.Days), Unknown: cell.Hidden || !cell.Solve.Known})
	}
	return chart.Draw(c)
}

// timesColumns head the table of times.
func (v *visit) timesColumns() []Column {
	columns := []Column{{Text: v.T("times.body")}, {Text: v.T("case.sort-short")}}
	for _, text := range []string{v.T("times.cases"), v.T("cases.open"), v.T("times.late"),
		v.T("times.reply-short"),
		v.T("times.solve-short"), v.T("times.most-short"), v.T("times.calendar-short"), v.T("times.paused-short")} {
		columns = append(columns, Column{Text: text, Number: true})
	}
	return columns
}

// timesRows lists the times of each body and sort; what has no case is left out.
func (v *visit) timesRows(t act.ResponseTimes) Table {
	table := Table{Caption: v.T("times.caption"), Columns: v.timesColumns()}
	for i, row := range t.Table.Cells {
		body := v.T("times.all-bodies")
		if i < len(t.Table.Bodies) {
			body = v.bodyName(t.Bodies[t.Table.Bodies[i]])
		}
		for j, cell := range row {
			if cell.Cases == 0 && !cell.Hidden {
				continue
			}
			sort := v.T("times.all-sorts")
			if j < len(consult.CaseSorts()) {
				sort = v.T(string(sortWords[consult.CaseSorts()[j]]))
			}
			table.Rows = append(table.Rows, append([]Cell{{Text: body}, {Text: sort}}, v.timesCells(cell)...))
		}
	}
	return table
}

func (v *visit) timesCells(c consult.TimesCell) (cells []Cell) {
	if c.Hidden {
		for range 8 {
			cells = append(cells, Cell{Text: v.T("times.hidden")})
		}
		return cells
	}
	for _, n := range []int{c.Cases, c.Open, c.Late} {
		cells = append(cells, Cell{Text: v.Number(n)})
	}
	for _, e := range []consult.Estimate{c.Reply, c.Solve, c.SolveMost, c.Calendar} {
		text := v.T("times.unknown")
		if e.Known {
			text = v.Number(e.Days)
		}
		cells = append(cells, Cell{Text: text})
	}
	return append(cells, Cell{Text: v.Decimal(c.Still, 1)})
}

// holidayWords names the days off.
var holidayWords = map[string]lang.Key{
	"new-year": lang.Key("holiday.new-year"), "epiphany": lang.Key("holiday.epiphany"),
	"good-friday": lang.Key("holiday.good-friday"), "easter": lang.Key("holiday.easter"),
	"easter-monday": lang.Key("holiday.easter-monday"), "may-day": lang.Key("holiday.may-day"),
	"ascension": lang.Key("holiday.ascension"), "pentecost": lang.Key("holiday.pentecost"),
	"national-day": lang.Key("holiday.national-day"), "midsummer-eve": lang.Key("holiday.midsummer-eve"),
	"midsummer": lang.Key("holiday.midsummer"), "all-saints": lang.Key("holiday.all-saints"),
	"christmas-eve": lang.Key("holiday.christmas-eve"), "christmas": lang.Key("holiday.christmas"),
	"boxing-day": lang.Key("holiday.boxing-day"), "new-years-eve": lang.Key("holiday.new-years-eve"),
}

// holidays lists the days off of the year of a moment.
func (v *visit) holidays(now time.Time) Table {
	year := now.In(lang.Stockholm).Year()
	t := Table{Caption: v.T("times.holidays", "Year", strconv.Itoa(year)),
		Columns: []Column{{Text: v.T("times.day")}, {Text: v.T("times.holiday")}}}
	for _, h := range consult.Holidays(year) {
		t.Rows = append(t.Rows, []Cell{
			{Text: v.Date(time.Date(year, h.Month, h.Day, 12, 0, 0, 0, lang.Stockholm))},
			{Text: v.T(string(holidayWords[h.Name]))}})
	}
	return t
}

// timesTable gives the table for spreadsheets. A hidden cell has no numbers.
func (s *Server) timesTable(w http.ResponseWriter, r *http.Request) error {
	a, err := s.apiTimes(r)
	if err != nil {
		return err
	}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	rows := [][]string{{"body", "body_name", "sort", "hidden", "cases", "open", "paused", "late", "replied", "answered",
		"reply_half_days", "reply_nine_of_ten_days", "answer_half_days", "answer_nine_of_ten_days",
		"calendar_half_days", "paused_days_mean"}}
	for _, c := range a.(apiTimes).Cells {
		mean := ""
		if c.PausedMean != nil {
			mean = decimalComma(*c.PausedMean)
		}
		rows = append(rows, []string{c.Body, c.Name.SV, c.Sort, strconv.FormatBool(c.Hidden), number(c.Cases),
			number(c.Open), number(c.Paused), number(c.Late), number(c.Replied), number(c.Answered),
			number(c.ReplyHalf), number(c.ReplyMost), number(c.AnswerHalf), number(c.AnswerMost),
			number(c.CalendarHalf), mean})
	}
	file, err := spreadsheet(rows)
	if err != nil {
		return err
	}
	return asTable(w, "svarstider.csv", file)
}

// decimalComma writes a number as Swedish Excel reads it in a file with semicolons.
func decimalComma(n float64) string {
	return strings.Replace(strconv.FormatFloat(n, 'f', 2, 64), ".", ",", 1)
}

// asTable answers with a table that programs and spreadsheets read.
func asTable(w http.ResponseWriter, name string, file []byte) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = w.Write(file) // a reader who has gone is no failure of ours
	return nil
}

// apiTimes is how soon contact points answer.
type apiTimes struct {
	From  time.Time   `json:"from"` // cases that came since then
	At    time.Time   `json:"at"`
	Least int         `json:"least"` // fewer cases are hidden
	Cells []apiTiming `json:"cells"`
}

// apiTiming is the times of the cases of a body and a sort; "" stands for all.
// Numbers are left out where the cell is hidden, and times where the share is
// not reached.
type apiTiming struct {
	Body         string   `json:"body"`
	Name         apiText  `json:"name"`
	Sort         string   `json:"sort"`
	Hidden       bool     `json:"hidden"`
	Cases        *int     `json:"cases,omitempty"`
	Open         *int     `json:"open,omitempty"`
	Paused       *int     `json:"paused,omitempty"`
	Late         *int     `json:"late,omitempty"`
	Replied      *int     `json:"replied,omitempty"`
	Answered     *int     `json:"answered,omitempty"`
	ReplyHalf    *int     `json:"replyHalfDays,omitempty"`
	ReplyMost    *int     `json:"replyNineOfTenDays,omitempty"`
	AnswerHalf   *int     `json:"answerHalfDays,omitempty"`
	AnswerMost   *int     `json:"answerNineOfTenDays,omitempty"`
	CalendarHalf *int     `json:"calendarHalfDays,omitempty"`
	PausedMean   *float64 `json:"pausedMeanDays,omitempty"`
}

// apiTimes gives the response times for programs.
func (s *Server) apiTimes(r *http.Request) (any, error) {
	t, err := s.options.Desk.ResponseTimes(r.Context())
	if err != nil {
		return nil, err
	}
	from(r).Until(nextDay(from(r).Now))
	a := apiTimes{From: t.From.UTC(), At: t.At.UTC(), Least: consult.FewCases, Cells: []apiTiming{}}
	for i, row := range t.Table.Cells {
		for j, cell := range row {
			timing := apiTiming{Hidden: cell.Hidden}
			if i < len(t.Table.Bodies) {
				b := t.Bodies[t.Table.Bodies[i]]
				timing.Body, timing.Name = string(b.ID), apiText{b.Name, b.NameEnglish}
			}
			if j < len(consult.CaseSorts()) {
				timing.Sort = string(consult.CaseSorts()[j])
			}
			if !cell.Hidden {
				timing.fill(cell.Times)
			}
			a.Cells = append(a.Cells, timing)
		}
	}
	return a, nil
}

func (a *apiTiming) fill(t consult.Times) {
	a.Cases, a.Open, a.Paused, a.Late = &t.Cases, &t.Open, &t.Paused, &t.Late
	a.Replied, a.Answered = &t.Replied, &t.Answered
	for to, e := range map[**int]consult.Estimate{&a.ReplyHalf: t.Reply, &a.ReplyMost: t.ReplyMost,
		&a.AnswerHalf: t.Solve, &a.AnswerMost: t.SolveMost, &a.CalendarHalf: t.Calendar} {
		if e.Known {
			days := e.Days
			*to = &days
		}
	}
	mean := math.Round(t.Still*100) / 100
	a.PausedMean = &mean
}
