package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// picturePath is where everybody sees how bodies assess themselves.
const picturePath = "/integritet/lagesbild"

// pictureRoutes are the pages of the picture and the trend.
func (s *Server) pictureRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: picturePath, Access: Anyone, Handler: s.picture, Keep: true},
		{Method: "GET", Pattern: picturePath + "/{file}", Access: Anyone, Handler: s.pictureTable, Keep: true,
			Machine: true, Shared: true},
	}
}

// PicturePage is how bodies assess their own work, round by round.
type PicturePage struct {
	Page
	Filter FilterBar
	Facts  []Fact
	Levels Table
	Areas  []PictureArea
	Asked  string // how many bodies were asked and answered
	Bodies Table
	Data   Link
	Empty  Empty
}

// A PictureArea is the questions of an area: how they were answered, and how many
// had each in place in this round and those before it.
type PictureArea struct {
	Name    string
	Answers Table
	Trend   Table // no rows where there is no earlier round
	Broken  bool  // some question was another in an earlier round
}

// A pictureView is what is looked at: a round, and whom of it.
type pictureView struct {
	picture *integrity.Picture
	column  int
	filter  string // "", "ja" or "nej"
}

// pictureColumns gives the column of the grids for a filter.
var pictureColumns = map[string]int{"": integrity.Everybody, "ja": integrity.DefinesYes,
	"nej": integrity.DefinesNo}

// looked finds the round that is asked for; the last where none is.
//
// Faults: NotFound.
func looked(all act.Pictures, round, filter string) (pictureView, error) {
	column, known := pictureColumns[filter]
	i := slices.IndexFunc(all.All, func(p integrity.Picture) bool { return p.Round == round })
	if round == "" {
		i = len(all.All) - 1
	}
	if !known || i < 0 {
		return pictureView{}, fault.New(fault.NotFound, "web.not-found")
	}
	return pictureView{&all.All[i], column, filter}, nil
}

// picture shows a round.
func (s *Server) picture(w http.ResponseWriter, r *http.Request) error {
	all, err := s.options.Desk.Pictures(r.Context())
	if err != nil {
		return err
	}
	v, q := from(r), r.URL.Query()
	v.Until(midnight(v.Now))
	page := s.page(r, v.T("picture.title"))
	page.Description = v.T("picture.lead")
	if len(all.All) == 0 {
		return s.render(w, r, http.StatusOK, "picture", PicturePage{Page: page,
			Empty: Empty{Title: v.T("picture.none"), Text: v.T("picture.none-text")}})
	}
	view, err := looked(all, q.Get("runda"), q.Get("definition"))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "picture", v.picturePage(page, all, view))
}

// picturePage makes the page of a round: how many answered, then what.
func (v *visit) picturePage(p Page, all act.Pictures, view pictureView) PicturePage {
	p.Styles = integritySheet
	n, asked := len(view.picture.Answered), len(view.picture.Opening.Population)
	page := PicturePage{Page: p, Filter: v.pictureFilter(all, view), Facts: v.pictureFacts(view),
		Levels: v.levelTable(view), Bodies: v.askedTable(all, view),
		Asked: v.T("picture.asked-count", "Part", n, "All", asked)}
	for _, a := range view.picture.Instrument.Areas {
		page.Areas = append(page.Areas, v.pictureArea(all, view, a))
	}
	query := ""
	if view.filter != "" {
		query = "?definition=" + view.filter
	}
	page.Data = Link{v.T("picture.table"), picturePath + "/" + view.picture.Round + ".csv" + query}
	return page
}

// pictureFilter chooses the round, and whom of it.
func (v *visit) pictureFilter(all act.Pictures, view pictureView) FilterBar {
	var rounds []Option
	for _, p := range slices.Backward(all.All) {
		rounds = append(rounds, Option{Value: p.Round, Text: v.saying(p.Opening.Name).Text})
	}
	return FilterBar{Action: v.Href(picturePath), Fields: []Field{
		Field{Kind: "select", Name: "runda", Label: v.T("picture.round"),
			Value: view.picture.Round}.Among(rounds...),
		Field{Kind: "select", Name: "definition", Label: v.T("picture.defines"),
			Value: view.filter}.Among(
			Option{Text: v.T("picture.everybody")},
			Option{Value: "ja", Text: v.T("picture.defines-yes")},
			Option{Value: "nej", Text: v.T("picture.defines-no")})}}
}

// pictureFacts says what the numbers rest on: who was asked, who answered, by
// which questions, and that they speak of themselves.
func (v *visit) pictureFacts(view pictureView) []Fact {
	p := view.picture
	n, asked := len(p.Answered), len(p.Opening.Population)
	rate := v.T("picture.of", "Part", n, "All", asked)
	if n >= integrity.Least {
		rate += " (" + v.Percent(float64(n)/float64(asked), 0) + ")"
	}
	made := p.Instrument.Version
	if p.Instrument.Own {
		made += ": " + v.T("picture.own")
	}
	facts := []Fact{{Term: v.T("picture.rate"), Text: rate},
		{Term: v.T("picture.period"), Text: v.someDate(p.Opening.From) + " – " + v.someDate(p.Opening.Until)},
		{Term: v.T("picture.instrument"), Text: made},
		{Term: v.T("picture.stated"), Text: v.T("picture.stated-text")}}
	if p.Open {
		facts = append(facts, Fact{Term: v.T("picture.waits"), Text: v.T("picture.waits-text")})
	}
	if view.filter != "" && len(p.Items) > 0 {
		g := p.Items[0].Grid
		facts = append(facts, Fact{Term: v.T("picture.chosen"), Text: v.shownCount(g[len(g)-1][view.column])})
	}
	return facts
}

// shownCount writes a number, or that it is not shown.
func (v *visit) shownCount(c integrity.Count) string {
	if c.Hidden {
		return v.T("picture.hidden")
	}
	return v.Number(c.N)
}

// gridRow gives the numbers of a column of a grid, without its sum.
func (v *visit) gridRow(g integrity.Grid, column int) (cells []Cell) {
	for _, row := range g[:len(g)-1] {
		cells = append(cells, Cell{Text: v.shownCount(row[column])})
	}
	return cells
}

// levelTable counts bodies by level, area by area.
func (v *visit) levelTable(view pictureView) Table {
	t := Table{Caption: v.T("picture.levels"), Columns: []Column{{Text: v.T("picture.area")}}}
	for _, l := range integrity.Levels() {
		t.Columns = append(t.Columns, Column{Text: v.Say("appraisal-level."+strconv.Itoa(int(l)), nil), Number: true})
	}
	for _, l := range view.picture.Levels {
		t.Rows = append(t.Rows, append([]Cell{{Text: v.saying(l.Area.Name).Text}}, v.gridRow(l.Grid, view.column)...))
	}
	return t
}

// pictureArea shows an area: its questions in this round, then through the rounds.
func (v *visit) pictureArea(all act.Pictures, view pictureView, a integrity.Area) PictureArea {
	area := PictureArea{Name: v.saying(a.Name).Text}
	area.Answers = v.areaTable(view, a)
	area.Trend, area.Broken = v.trendTable(all, view, a)
	return area
}

// areaTable counts the answers to the questions of an area.
func (v *visit) areaTable(view pictureView, a integrity.Area) Table {
	t := Table{Caption: v.T("picture.answers", "Area", v.saying(a.Name).Text),
		Columns: []Column{{Text: v.T("picture.question")}}}
	for _, m := range integrity.Marks() {
		t.Columns = append(t.Columns, Column{Text: v.mark(m), Number: true})
	}
	for _, i := range view.picture.Items {
		if i.Area.ID == a.ID {
			t.Rows = append(t.Rows, append([]Cell{{Text: v.saying(i.Item.Text).Text}}, v.gridRow(i.Grid, view.column)...))
		}
	}
	return t
}

// mark words an answer.
func (v *visit) mark(m integrity.Mark) string { return v.Say("appraisal-mark."+string(m), nil) }

// trendTable follows each question of an area through the rounds, with a visible
// break where the question was another.
func (v *visit) trendTable(all act.Pictures, view pictureView, a integrity.Area) (t Table,
	broken bool) {
	last := slices.IndexFunc(all.All, func(p integrity.Picture) bool { return p.Round == view.picture.Round })
	if last < 1 {
		return t, false
	}
	t = Table{Caption: v.T("picture.trend", "Area", v.saying(a.Name).Text),
		Columns: []Column{{Text: v.T("picture.question")}}}
	for _, p := range all.All[:last+1] {
		t.Columns = append(t.Columns, Column{Text: v.saying(p.Opening.Name).Text, Number: true})
	}
	for _, i := range view.picture.Items {
		if i.Area.ID != a.ID {
			continue
		}
		steps := integrity.Trend(all.All[:last+1], i.Item.ID)
		row := []Cell{{Text: v.saying(i.Item.Text).Text}}
		for range last + 1 - len(steps) {
			row = append(row, v.brokenCell())
		}
		for _, s := range steps {
			row = append(row, v.inPlace(s, view.column))
		}
		broken = broken || slices.Contains(row, v.brokenCell())
		t.Rows = append(t.Rows, row)
	}
	return t, broken
}

// brokenCell stands where no number can be held against those after it.
func (v *visit) brokenCell() Cell {
	return Cell{Chip: Chip{Tone: Quiet, Icon: "cross", Text: v.T("picture.break")}}
}

// inPlace counts those that have something documented or reviewed, of all.
func (v *visit) inPlace(s integrity.Step, column int) Cell {
	if s.Item == nil {
		return v.brokenCell()
	}
	g := s.Item.Place
	a, n := g[0][column], g[len(g)-1][column]
	if a.Hidden || n.Hidden {
		return Cell{Text: v.T("picture.hidden")}
	}
	return Cell{Text: v.T("picture.of", "Part", a.N, "All", n.N)}
}

// askedTable lists who was asked, in the order of the alphabet, and whether they answered.
func (v *visit) askedTable(all act.Pictures, view pictureView) Table {
	t := Table{Caption: v.T("picture.body-by-body"), Columns: []Column{{Text: v.T("picture.body")},
		{Text: v.T("picture.answer")}}}
	for _, id := range view.picture.Opening.Population {
		chip := Chip{Tone: Quiet, Text: v.T("picture.not-answered")}
		if slices.Contains(view.picture.Answered, id) {
			chip = Chip{Tone: Neutral, Icon: "check", Text: v.T("picture.answered")}
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.bodyName(all.Bodies[id])}, {Chip: chip}})
	}
	slices.SortFunc(t.Rows, func(a, b []Cell) int { return v.Compare(a[0].Text, b[0].Text) })
	return t
}

// pictureTable gives the numbers of the page as a table for spreadsheets.
func (s *Server) pictureTable(w http.ResponseWriter, r *http.Request) error {
	round, csv := strings.CutSuffix(r.PathValue("file"), ".csv")
	all, err := s.options.Desk.Pictures(r.Context())
	if err != nil {
		return err
	}
	view, err := looked(all, round, r.URL.Query().Get("definition"))
	if err != nil || !csv || round == "" {
		return fault.New(fault.NotFound, "web.not-found")
	}
	table, err := spreadsheet(pictureRows(view))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+round+`.csv"`)
	_, _ = w.Write(table) // a reader who has gone is no failure of ours
	return nil
}

// pictureRows lists the numbers that the page shows, each with what it rests
// on. What is not shown there is empty here.
func pictureRows(view pictureView) [][]string {
	p := view.picture
	rows := [][]string{{"round", "instrument", "from", "until", "population", "answered", "definition", "area", "item", "value", "count"}}
	add := func(area, item, value string, c integrity.Count) {
		count := ""
		if !c.Hidden {
			count = strconv.Itoa(c.N)
		}
		rows = append(rows, []string{p.Round, p.Instrument.Version, string(p.Opening.From), string(p.Opening.Until),
			strconv.Itoa(len(p.Opening.Population)), strconv.Itoa(len(p.Answered)), view.filter, area, item, value, count})
	}
	for _, l := range p.Levels {
		for k, level := range integrity.Levels() {
			add(l.Area.ID, "", "level-"+strconv.Itoa(int(level)), l.Grid[k][view.column])
		}
	}
	for _, i := range p.Items {
		for k, m := range integrity.Marks() {
			add(i.Area.ID, i.Item.ID, string(m), i.Grid[k][view.column])
		}
	}
	return rows
}
