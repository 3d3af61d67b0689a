package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planOwnRoutes are where staff say what a commitment is measured by.
func (s *Server) planOwnRoutes() []Route {
	const all = work + "/plan/{plan}/atagande/{commitment}/matt"
	const one = all + "/{measure}"
	return []Route{
		{Method: "GET", Pattern: all, Access: Staff, Handler: s.measureDesk},
		{Method: "POST", Pattern: all, Access: Staff, Handler: s.chooseMeasure},
		{Method: "GET", Pattern: one, Access: Staff, Handler: s.measureWork},
		{Method: "POST", Pattern: one, Access: Staff, Handler: s.defineMeasure},
		{Method: "POST", Pattern: one + "/varde", Access: Staff, Handler: s.enterValue},
		{Method: "POST", Pattern: one + "/slut", Access: Staff, Handler: s.stopMeasure},
	}
}

// newMeasure stands in an address for a measure that has no identity yet.
const newMeasure = "nytt"

// MeasureDeskPage lists what a commitment is measured by, and takes more.
type MeasureDeskPage struct {
	Page
	Over     Named
	Action   string
	Read     string
	Form     Form
	Measures Table
	Empty    Empty
	Choose   Field // among what Insyn computes
	Why      Field
	Define   Link // to a measure by hand that is to be defined
	Write    bool
}

// measureDesk shows what a commitment is measured by.
func (s *Server) measureDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showMeasureDesk(w, r, nil)
}

func (s *Server) showMeasureDesk(w http.ResponseWriter, r *http.Request, wrong error) error {
	p, c, facts, err := s.measuredCommitment(r)
	if err != nil {
		return err
	}
	v := from(r)
	page := v.measureDeskPage(s.page(r, v.T("own.title")), p, c, facts, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "measure-desk", page)
}

// measuredCommitment gives the commitment that the address names, to who may work with it.
func (s *Server) measuredCommitment(r *http.Request) (p act.PublicPlan, c plan.Commitment,
	facts plan.Facts, err error) {
	p, err = s.options.Desk.PlanDesk(r.Context(), from(r).Person, r.PathValue("plan"))
	if err != nil {
		return p, c, facts, err
	}
	c, ok := p.Plan.Content.Commitment(r.PathValue("commitment"))
	if !ok {
		return p, c, facts, fault.New(fault.NotFound, "web.not-found")
	}
	facts, err = s.options.Desk.MeasureFacts(r.Context())
	return p, c, facts, err
}

// measuresPath is where staff say what a commitment is measured by.
func (v *visit) measuresPath(p act.PublicPlan, c plan.Commitment) string {
	return v.Href(work + "/plan/" + p.Plan.Slug + "/atagande/" + c.ID + "/matt")
}

func (v *visit) measureDeskPage(page Page, p act.PublicPlan, c plan.Commitment, facts plan.Facts,
	f Form) MeasureDeskPage {
	path := v.measuresPath(p, c)
	out := MeasureDeskPage{Page: page, Form: f, Action: path, Read: v.readOf(p),
		Over:     Named{v.planWords(c.Adopted.Title), strings.TrimSuffix(path, "/matt")},
		Measures: Table{Caption: v.T("own.caption"), Columns: v.measureColumns()},
		Empty:    Empty{Title: v.T("own.none"), Text: v.T("own.none-text")},
		Why: f.Field("text", "reason", v.T("plan-make.why"),
			"").Hinted(v.T("plan-make.why-hint")),
		Define: Link{v.T("own.define"), path + "/" + newMeasure},
		Write:  v.Person.Can(account.Publish, p.Body.ID)}
	for _, id := range c.Measures {
		if d, ok := facts.Definition(id); ok {
			out.Measures.Rows = append(out.Measures.Rows, v.measureRow(path, c, d, facts))
		}
	}
	options := []Option{{Value: "", Text: v.T("own.choose-one")}}
	for _, d := range plan.Definitions() {
		_, ended := c.End(d.ID)
		if !slices.Contains(c.Measures, d.ID) || ended {
			options = append(options, Option{Value: d.ID, Text: v.planWords(d.Title).Text})
		}
	}
	out.Choose = f.Field("select", "measure", v.T("own.which"), "").Among(options...)
	return out
}

func (v *visit) measureColumns() []Column {
	return []Column{{Text: v.T("own.measure")}, {Text: v.T("own.kind")}, {Text: v.T("own.now")},
		{Text: v.T("own.state")}}
}

// measureRow tells of a measure how its number comes about, what it is now, and
// whether the commitment is still measured by it.
func (v *visit) measureRow(path string, c plan.Commitment, d plan.Definition,
	facts plan.Facts) []Cell {
	kind, now := v.T("own.live"), v.T("measures.nothing")
	if d.Kind == plan.ByHand {
		kind = v.T("own.by-hand")
	}
	card := v.commitmentCard(c, d, facts)
	if card.Unit != "" {
		now = card.Number + " " + card.Unit + ", " + card.Since
	}
	state := Chip{Tone: Active, Text: v.T("own.goes-on")}
	if card.Change.Text != "" {
		state = card.Change
	}
	return []Cell{{Text: card.Label, Link: path + "/" + d.ID}, {Text: kind}, {Text: now}, {Chip: state}}
}

// chooseMeasure takes what Insyn computes.
func (s *Server) chooseMeasure(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.ChooseMeasure(r.Context(), from(r).Person, r.PathValue("plan"),
		readVersion(r), r.PathValue("commitment"), r.FormValue("measure"), r.FormValue("reason"))
	return s.measureDone(w, r, err, "", "measure-chosen", s.showMeasureDesk)
}

// measureDone goes on to a page of the commitment's measures, or shows the form again.
func (s *Server) measureDone(w http.ResponseWriter, r *http.Request, err error, to, told string,
	again func(http.ResponseWriter, *http.Request, error) error) error {
	to = "/" + r.PathValue("plan") + "/atagande/" + r.PathValue("commitment") + "/matt" + to
	return s.planDone(w, r, err, to, told, again)
}

// MeasureWorkPage is where a measure of a commitment is defined, gets values, and ends.
type MeasureWorkPage struct {
	Page
	Over   Link
	Public Link
	Action string
	Read   string
	Form   Form
	Lead   string
	Define []Field // of a measure by hand
	Facts  []Fact  // of one that Insyn computes
	Why    Field
	Enter  []Field // a value
	Values Table
	Empty  Empty
	End    []Field // none where it has ended, or is not there yet
	Ended  Notice
	Write  bool
	Button string
}

// measureWork shows where a measure is defined and entered.
func (s *Server) measureWork(w http.ResponseWriter, r *http.Request) error {
	return s.showMeasureWork(w, r, nil)
}

func (s *Server) showMeasureWork(w http.ResponseWriter, r *http.Request, wrong error) error {
	p, c, facts, err := s.measuredCommitment(r)
	if err != nil {
		return err
	}
	id := r.PathValue("measure")
	d, ok := facts.Definition(id)
	if id == newMeasure {
		d, ok = plan.Definition{Kind: plan.ByHand}, true
	} else if !slices.Contains(c.Measures, id) {
		ok = false
	}
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	v := from(r)
	page := v.measureWorkPage(s.page(r, ""), p, c, d, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "measure-work", page)
}

func (v *visit) measureWorkPage(page Page, p act.PublicPlan, c plan.Commitment, d plan.Definition,
	f Form) MeasureWorkPage {
	path := v.measuresPath(p, c)
	page.Title = v.planWords(d.Title).Text
	out := MeasureWorkPage{Page: page, Form: f, Over: Link{v.T("own.title"), path},
		Read:   v.readOf(p),
		Action: path + "/" + newMeasure, Lead: v.T("own.define-lead"), Button: v.T("own.define-do"),
		Write: v.Person.Can(account.Publish, p.Body.ID),
		Why: f.Field("text", "reason", v.T("plan-make.why"),
			"").Hinted(v.T("plan-make.why-hint"))}
	if d.Kind == plan.ByHand {
		out.Define = v.definitionFields(d, f)
	} else {
		out.Lead = v.T("own.live-lead")
		out.Facts = v.definitionFacts(d)
	}
	if d.ID == "" {
		out.Title = v.T("own.define")
		return out
	}
	out.Action, out.Public = path+"/"+d.ID, Link{v.T("own.public"), v.Href("/matt/" + d.ID)}
	if d.Kind == plan.ByHand {
		out.Lead, out.Button = v.T("own.by-hand-lead"), v.T("own.change-do")
		out.Enter, out.Values = v.valueFields(d, f), v.valueTable(c, d)
		out.Empty = Empty{Title: v.T("own.no-values"), Text: v.T("own.no-values-text")}
	}
	if end, ended := c.End(d.ID); ended {
		why := v.planWords(end.Why)
		out.Ended = Notice{Tone: Quiet, Title: v.T("own.ended", "On", v.planDate(end.On)),
			Text: why.Text, Tongue: why.Tongue}
		return out
	}
	out.End = []Field{f.Field("date", "ended-on", v.T("own.last-day"), ""),
		f.Field("text", "why", v.T("own.end-why"), "").Hinted(v.T("plan-make.why-hint"))}
	return out
}

// definitionFields are the questions of a definition: everything in both
// languages, for a number is shown in both.
func (v *visit) definitionFields(d plan.Definition, f Form) (fields []Field) {
	for _, one := range []struct {
		name       string
		label, aid lang.Key
		text       plan.Text
		long       bool
	}{
		{"title", lang.Key("own.name"), lang.Key("own.name-hint"), d.Title, false},
		{"unit", lang.Key("measures.unit"), lang.Key("own.unit-hint"), d.Unit, false},
		{"how", lang.Key("own.how"), lang.Key("own.how-hint"), d.How, true},
		{"from", lang.Key("measures.source"), lang.Key("own.from-hint"), d.Source, false},
	} {
		for _, l := range lang.Languages() {
			field := f.Field("text", one.name+"-"+string(l), v.T(string(inWords[l]), "What",
				v.T(string(one.label))), onlyIn(one.text, l))
			if one.long {
				field = field.Area(3, 1000)
			}
			if l == lang.Swedish {
				field = field.Hinted(v.T(string(one.aid)))
			}
			if l != v.Language() {
				field.Tongue = l
			}
			fields = append(fields, field)
		}
	}
	return append(fields, f.Field("radios", "better", v.T("own.better"), string(d.Better)).Among(
		Option{Value: string(plan.Up), Text: v.T("own.up")},
		Option{Value: string(plan.Down), Text: v.T("own.down")}))
}

// inWords say of a field in which language it is written.
var inWords = map[lang.Language]lang.Key{lang.Swedish: lang.Key("own.in-sv"),
	lang.English: lang.Key("own.in-en")}

// onlyIn gives a text in a language and in no other.
func onlyIn(t plan.Text, l lang.Language) string {
	if l == lang.English {
		return t.EN
	}
	return t.SV
}

// definitionFacts tells how a number comes about.
func (v *visit) definitionFacts(d plan.Definition) []Fact {
	better := map[plan.Direction]lang.Key{plan.Up: lang.Key("own.up"),
		plan.Down: lang.Key("own.down")}
	return []Fact{{Term: v.T("measures.definition"), Text: v.planWords(d.How).Text},
		{Term: v.T("measures.unit"), Text: v.planWords(d.Unit).Text},
		{Term: v.T("measures.source"), Text: v.planWords(d.Source).Text},
		{Term: v.T("own.better"), Text: v.T(string(better[d.Better]))}}
}

// valueFields are the questions of a value.
func (v *visit) valueFields(d plan.Definition, f Form) []Field {
	return []Field{
		f.Field("date", "on", v.T("own.on"), ""),
		f.Field("text", "number", v.T("own.value", "Unit", v.planWords(d.Unit).Text),
			"").Sized("short"),
		f.Field("url", "source", v.T("plan-record.where"), "").Hinted(v.T("own.source-hint")),
	}
}

// valueColumns are the heads of a table of values entered by hand.
func (v *visit) valueColumns() []Column {
	return []Column{{Text: v.T("council.day")}, {Text: v.T("own.value-head"), Number: true},
		{Text: v.T("measures.source")}}
}

// valueRow shows a value with its day, and where it can be read.
func (v *visit) valueRow(one plan.Stated) []Cell {
	return []Cell{{Text: v.planDate(one.On)}, {Text: v.Number(one.Number)},
		{Text: one.Source, Link: one.Source}}
}

// valueTable lists what has been entered, the latest first.
func (v *visit) valueTable(c plan.Commitment, d plan.Definition) Table {
	t := Table{Caption: v.T("own.values-table"), Columns: v.valueColumns()}
	for _, one := range slices.Backward(c.Values) {
		if one.Measure == d.ID {
			t.Rows = append(t.Rows, v.valueRow(one))
		}
	}
	return t
}

// defineMeasure takes a definition.
func (s *Server) defineMeasure(w http.ResponseWriter, r *http.Request) error {
	said := func(name string) plan.Text {
		return plan.Text{SV: strings.TrimSpace(r.FormValue(name + "-sv")),
			EN: strings.TrimSpace(r.FormValue(name + "-en"))}
	}
	d := plan.Definition{ID: r.PathValue("measure"), Title: said("title"), Unit: said("unit"),
		How: said("how"), Source: said("from"), Better: plan.Direction(r.FormValue("better"))}
	told := "measure-changed"
	if d.ID == newMeasure {
		d.ID, told = "", "measure-defined"
	}
	id, err := s.options.Desk.DefineMeasure(r.Context(), from(r).Person, r.PathValue("plan"),
		readVersion(r), r.PathValue("commitment"), d, r.FormValue("reason"))
	return s.measureDone(w, r, err, "/"+id, told, s.showMeasureWork)
}

// enterValue takes a value.
func (s *Server) enterValue(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("measure")
	err := s.options.Desk.EnterValue(r.Context(), from(r).Person, r.PathValue("plan"),
		r.PathValue("commitment"), plan.Stated{Measure: id, On: plan.Date(r.FormValue("on")),
			Number: plan.ParseNumber(r.FormValue("number")), Source: strings.TrimSpace(r.FormValue("source"))})
	return s.measureDone(w, r, err, "/"+id, "value-entered", s.showMeasureWork)
}

// stopMeasure takes that a commitment is not measured by something any more.
func (s *Server) stopMeasure(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("measure")
	err := s.options.Desk.StopMeasure(r.Context(), from(r).Person, r.PathValue("plan"),
		readVersion(r), r.PathValue("commitment"), plan.Ending{Measure: id,
			On: plan.Date(r.FormValue("ended-on")), Why: plan.Text{SV: strings.TrimSpace(r.FormValue("why"))}})
	return s.measureDone(w, r, err, "/"+id, "measure-stopped", s.showMeasureWork)
}

// An OwnMeasure is what there is to say of a measure that a plan defines itself.
type OwnMeasure struct {
	Of     []Link // the commitments that are measured by it
	Ended  []Notice
	Before []PlanEvent // how it has been defined, where that has changed
}

// ownMeasure adds where a measure by hand belongs, and how it has been defined.
func (s *Server) ownMeasure(r *http.Request, page *MeasurePage, d plan.Definition) error {
	v := from(r)
	plans, err := s.options.Desk.PublicPlans(r.Context())
	if err != nil {
		return err
	}
	for _, one := range plans {
		for _, c := range one.Content.Commitments {
			if !slices.Contains(c.Measures, d.ID) {
				continue
			}
			p, err := s.options.Desk.PublicPlan(r.Context(), one.Slug)
			if err != nil {
				return err
			}
			page.Own = v.ownOf(p, c, d)
			page.Card = v.commitmentCard(c, d, plan.Facts{Defined: c.Own, Values: c.Values})
			return nil
		}
	}
	return nil
}

func (v *visit) ownOf(p act.PublicPlan, c plan.Commitment, d plan.Definition) (own OwnMeasure) {
	own.Of = []Link{{c.Mark() + ". " + v.planWords(c.Adopted.Title).Text,
		v.planPath(p.Plan) + "/atagande/" + c.ID}}
	if end, ended := c.End(d.ID); ended {
		why := v.planWords(end.Why)
		own.Ended = []Notice{{Tone: Quiet, Title: v.T("own.ended", "On", v.planDate(end.On)),
			Text: why.Text, Tongue: why.Tongue}}
	}
	all := plan.Wordings(p.Versions, d.ID)
	if len(all) < 2 {
		return own
	}
	for _, w := range slices.Backward(all) {
		own.Before = append(own.Before, PlanEvent{On: v.Date(w.Version.Published),
			Text: v.planWords(w.Definition.How), Source: Link{v.T("plan-page.version", "Number",
				w.Version.Number), v.planPath(p.Plan) + "/versioner#version-" +
				strconv.Itoa(w.Version.Number)}})
	}
	return own
}
