package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// planMakeRoutes are where a plan is made: timeline, text, decision.
func (s *Server) planMakeRoutes() []Route {
	const all, one = work + "/plan", work + "/plan/{plan}"
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Staff, Handler: h}
	}
	post := func(pattern string, h handler) Route {
		return Route{Method: "POST", Pattern: pattern, Access: Staff, Handler: h}
	}
	return []Route{
		get(all, s.planDesk), post(all, s.beginPlan),
		get(one, s.planMake),
		post(one+"/tidplan", s.planTimeline),
		post(one+"/utkast", s.sendDraft),
		get(one+"/text/{commitment}", s.draftText),
		post(one+"/text/{commitment}", s.saveDraftText),
		get(one+"/beslut", s.planDecision),
		post(one+"/beslut", s.decidePlan),
	}
}

// PlanDeskPage lists the plans of who is signed in, and begins a new one.
type PlanDeskPage struct {
	Page
	Plans  []PlanRow
	Empty  Empty
	Form   Form
	Fields []Field // none for who may not begin one
	Action string
}

// planDesk lists the plans.
func (s *Server) planDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showPlanDesk(w, r, nil)
}

func (s *Server) showPlanDesk(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	list, err := s.options.Desk.PlansOf(r.Context(), v.Person)
	if err != nil {
		return err
	}
	bodies, err := s.options.Desk.Bodies(r.Context())
	if err != nil {
		return err
	}
	page := v.planDeskPage(s.page(r, v.T("plan-make.plans")), list, bodies, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "plan-desk", page)
}

func (v *visit) planDeskPage(p Page, list []plan.Plan, bodies []account.Body, f Form) PlanDeskPage {
	page := PlanDeskPage{Page: p, Form: f, Action: v.Href(work + "/plan"),
		Empty: Empty{Title: v.T("plan-make.none"), Text: v.T("plan-make.none-text")}}
	for _, one := range v.plansPage(p, list).Plans {
		one.Href = strings.Replace(one.Href, v.Href("/plan/"), v.Href(work+"/plan/"), 1)
		page.Plans = append(page.Plans, one)
	}
	var may []Option
	for _, b := range bodies {
		if v.Person.Can(account.Publish, b.ID) {
			may = append(may, Option{Value: string(b.ID), Text: v.bodyName(b)})
		}
	}
	if len(may) == 0 {
		return page
	}
	page.Fields = []Field{
		f.Field("select", "body", v.T("plan-page.body"), may[0].Value).Among(may...),
		f.Field("text", "title", v.T("plan-make.name"), ""),
		f.Field("text", "place", v.T("plan-make.place"), "").Hinted(v.T("plan-make.place-hint")),
		f.Field("select", "level", v.T("plan-make.level"), string(plan.Country)).Among(
			Option{Value: string(plan.Country), Text: v.T("plan-make.country")},
			Option{Value: string(plan.Region), Text: v.T("plan-make.region")},
			Option{Value: string(plan.Municipality), Text: v.T("plan-make.municipality")}),
		f.Field("number", "number", v.T("plan-make.number"), "").Sized("short"),
		f.Field("text", "period", v.T("plan-page.period"), "").Hinted(v.T("plan-make.period-hint")).
			Sized("middle").May(),
		v.tongueField(f),
	}
	return page
}

// beginPlan begins a plan.
func (s *Server) beginPlan(w http.ResponseWriter, r *http.Request) error {
	number, _ := strconv.Atoi(r.FormValue("number")) // what is no number is none
	slug, err := s.options.Desk.NewPlan(r.Context(), from(r).Person,
		account.BodyID(r.FormValue("body")),
		plan.Content{Level: plan.Level(r.FormValue("level")), Number: number,
			Place: plan.Text{SV: r.FormValue("place")}, Title: plan.Text{SV: r.FormValue("title")},
			Period: r.FormValue("period"), Languages: r.PostForm["language"]})
	return s.planDone(w, r, err, "/"+slug, "plan-begun", s.showPlanDesk)
}

// planDone goes on to a page of the plan, or shows the form again with what is wrong.
func (s *Server) planDone(w http.ResponseWriter, r *http.Request, err error, to, told string,
	again func(http.ResponseWriter, *http.Request, error) error) error {
	return settled(w, r, err, from(r).Href(work+"/plan"+to)+"?klart="+told, again)
}

// PlanMakePage is where a plan is made.
type PlanMakePage struct {
	Page
	Public      Link
	Action      string
	Read        string // the version that is shown
	Form        Form
	Steps       [][]Field
	Hurry       Field
	Why         Field
	Commitments []Link
	New         Link // to a commitment that is to be written
	Forums      Field
	Decide      Link
	Links       []Link
	Decided     string
	Write       bool
}

// planMake shows where a plan is made.
func (s *Server) planMake(w http.ResponseWriter, r *http.Request) error {
	return s.showPlanMake(w, r, nil)
}

func (s *Server) showPlanMake(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, err := s.options.Desk.PlanDesk(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	list, err := s.options.Desk.PlanConsultations(r.Context(), v.Person, p)
	if err != nil {
		return err
	}
	page := v.planMakePage(s.page(r, ""), p, list, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "plan-make", page)
}

func (v *visit) planMakePage(page Page, p act.PublicPlan, list []consult.Consultation,
	f Form) PlanMakePage {
	c, path := p.Plan.Content, v.Href(work+"/plan/"+p.Plan.Slug)
	page.Title = v.planWords(c.Title).Text
	out := PlanMakePage{Page: page, Form: f, Action: path, Read: strconv.Itoa(p.Plan.Current),
		Public: Link{v.T("plan-make.public"), v.planPath(p.Plan) + "/arbetet"},
		Write:  v.Person.Can(account.Publish, p.Body.ID), Steps: v.stepFields(c.Making, list, f),
		Hurry: f.Field("area", "hurry", v.T("plan-make.hurry"), c.Making.Hurry).
			Hinted(v.T("plan-make.hurry-hint", "Days", plan.NoticeDays)).Area(2, 500).May(),
		Why: f.Field("text", "reason", v.T("plan-make.why"), "").Hinted(v.T("plan-make.why-hint"))}
	for _, one := range c.Commitments {
		to := path + "/atagande/" + one.ID
		if !c.Decided() {
			to = path + "/text/" + one.ID
		}
		out.Commitments = append(out.Commitments, Link{one.Mark() + ". " +
			v.planWords(one.Adopted.Title).Text, to})
	}
	out.Links = []Link{{v.T("reporter.title"), path + "/rapportorer"}, {v.T("council.title"),
		path + "/forum"}, {v.T("plan-record.title"), path + "/gjort"},
		{v.T("state.title"), v.planPath(p.Plan) + "/lage"}, {v.T("review.title"),
			v.planPath(p.Plan) + "/granskning"}}
	if c.Decided() {
		out.Decided = v.T("plan-make.frozen", "On", v.planDate(cmp.Or(c.Adopted, c.Submitted)))
		return out
	}
	out.New = Link{v.T("plan-make.new"), path + "/text/" + newCommitment}
	out.Decide = Link{v.T("plan-make.decide"), path + "/beslut"}
	out.Forums = f.Field("select", "forum", v.T("plan-make.send-to"), "").Among(v.forumOptions(list,
		false)...)
	return out
}

// newCommitment stands in an address for a commitment that has no identity yet.
const newCommitment = "nytt"

// forumOptions lists consultations to choose from.
func (v *visit) forumOptions(list []consult.Consultation, none bool) (all []Option) {
	if none {
		all = append(all, Option{Value: "", Text: v.T("plan-make.no-forum")})
	}
	for _, c := range list {
		value := c.Slug
		if !none {
			value = string(c.ID)
		}
		all = append(all, Option{Value: value, Text: v.say(c.Content.Title)})
	}
	return all
}

// stepRows is the fewest rows that the form of a timeline has.
const stepRows = 5

// stepFields are the questions of the timeline: a row for each step, and one more.
func (v *visit) stepFields(m plan.Making, list []consult.Consultation, f Form) (rows [][]Field) {
	var kinds []Option
	for _, k := range plan.StepKinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.T(string(makingWords[k]))})
	}
	slugs := map[string]string{}
	for _, c := range list {
		slugs[string(c.ID.Forum())] = c.Slug
	}
	for i := range max(stepRows, len(m.Steps)+1) {
		s := plan.Step{Kind: plan.StepKinds()[min(i, len(kinds)-1)]}
		if i < len(m.Steps) {
			s = m.Steps[i]
		}
		at := "step-" + strconv.Itoa(i+1) + "-"
		rows = append(rows, []Field{
			f.Field("hidden", at+"id", "", s.ID),
			f.Field("select", at+"kind", v.T("plan-make.kind"), string(s.Kind)).Among(kinds...),
			f.Field("text", at+"title", v.T("plan-make.step"), s.Title.SV).May(),
			f.Field("date", at+"from", v.T("plan-make.from"), string(s.From)).May(),
			f.Field("date", at+"until", v.T("plan-make.until"), string(s.Until)).May(),
			f.Field("select", at+"forum", v.T("plan-make.forum"), slugs[s.Forum]).
				Among(v.forumOptions(list, true)...)})
	}
	return rows
}

// timelineSent reads the timeline that was filled in. A row without a name and a day is none.
func timelineSent(r *http.Request) (m plan.Making) {
	m.Hurry = r.FormValue("hurry")
	for i := 1; i <= mostSteps; i++ {
		at := "step-" + strconv.Itoa(i) + "-"
		s := plan.Step{ID: r.FormValue(at + "id"), Kind: plan.StepKind(r.FormValue(at + "kind")),
			Title: plan.Text{SV: strings.TrimSpace(r.FormValue(at + "title"))},
			From:  plan.Date(r.FormValue(at + "from")), Until: plan.Date(r.FormValue(at + "until")),
			Forum: r.FormValue(at + "forum")}
		if !s.Title.Empty() || s.From.Known() {
			m.Steps = append(m.Steps, s)
		}
	}
	return m
}

// mostSteps is how many steps a timeline can have.
const mostSteps = 20

// readVersion gives the version of a plan that a form was made from.
func readVersion(r *http.Request) int {
	n, _ := strconv.Atoi(r.FormValue("read")) // what is no number is no version
	return n
}

// planTimeline takes the timeline.
func (s *Server) planTimeline(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.PlanTimeline(r.Context(), from(r).Person, r.PathValue("plan"),
		readVersion(r),
		timelineSent(r), r.FormValue("reason"))
	return s.planDone(w, r, err, "/"+r.PathValue("plan"), "timeline", s.showPlanMake)
}

// sendDraft puts the draft among the material of a consultation.
func (s *Server) sendDraft(w http.ResponseWriter, r *http.Request) error {
	id := consult.ID(r.FormValue("forum"))
	err := s.options.Desk.SendDraft(r.Context(), from(r).Person, r.PathValue("plan"), id)
	if err == nil {
		http.Redirect(w, r, from(r).Href(dossierPath(id, "publicera"))+"?klart=draft-sent",
			http.StatusSeeOther)
		return nil
	}
	return s.planDone(w, r, err, "", "", s.showPlanMake)
}

// DraftTextPage is where the words of a commitment are written, beside what
// has been said of them.
type DraftTextPage struct {
	Page
	Over   Named
	Action string
	Read   string
	Form   Form
	Fields []Field
	Why    Field
	Views  []Field // to tick: those behind the change
	Drop   bool
}

// draftText shows where the words of a commitment are written.
func (s *Server) draftText(w http.ResponseWriter, r *http.Request) error {
	return s.showDraftText(w, r, nil)
}

func (s *Server) showDraftText(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	m, voices, err := s.options.Desk.PlanVoices(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	id := r.PathValue("commitment")
	c, ok := m.Plan.Content.Commitment(id)
	if !ok && id != newCommitment {
		return fault.New(fault.NotFound, "web.not-found")
	}
	page := v.draftTextPage(s.page(r, ""), m, c, voices, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "draft-text", page)
}

// draftTextPage makes the page of the words of a commitment.
func (v *visit) draftTextPage(page Page, m act.PlanInMaking, c plan.Commitment,
	voices []act.PlanVoice, f Form) DraftTextPage {
	path, id := v.Href(work+"/plan/"+m.Plan.Slug), c.ID
	page.Title = v.T("plan-make.new")
	if id != "" {
		page.Title = v.planWords(c.Adopted.Title).Text
	} else {
		id = newCommitment
	}
	out := DraftTextPage{Page: page, Form: f, Over: Named{v.planWords(m.Plan.Content.Title), path},
		Action: path + "/text/" + id, Read: strconv.Itoa(m.Plan.Current), Drop: c.ID != "",
		Fields: v.templateFields(c.Adopted, f),
		Why: f.Field("text", "reason", v.T("plan-make.why"),
			"").Hinted(v.T("plan-make.why-hint"))}
	if views := v.voiceOptions(c.ID, voices); len(views) > 0 {
		out.Views = []Field{f.Field("checks", "view", v.T("plan-make.behind"), "").
			Hinted(v.T("plan-make.behind-hint")).Among(views...).May()}
	}
	return out
}

// templateFields are the texts of the template.
func (v *visit) templateFields(a plan.Adopted, f Form) []Field {
	fields := []Field{f.Field("text", "title", v.T("plan-change.title"), a.Title.SV)}
	for _, one := range a.Fields() {
		field := f.Field("area", one.Name, v.T(string(fieldWords[one.Name])), one.Text.SV).
			Area(3, 10_000).May()
		if one.Name == "technology" {
			field = field.Hinted(v.T("commitment.technology-alone"))
		}
		fields = append(fields, field)
	}
	return append(fields,
		f.Field("text", "lead", v.T("commitment.lead"), a.Lead).May(),
		f.Field("text", "government", v.T("plan-make.government"), strings.Join(a.Government, "; ")).
			Hinted(v.T("plan-make.list-hint")).May(),
		f.Field("text", "civil", v.T("plan-make.civil"), strings.Join(a.CivilSociety, "; ")).
			Hinted(v.T("plan-make.list-hint")).May(),
		f.Field("text", "others", v.T("plan-make.others"), strings.Join(a.Others, "; ")).
			Hinted(v.T("plan-make.list-hint")).May(),
		f.Field("text", "themes", v.T("commitment.themes"), strings.Join(a.Themes, "; ")).
			Hinted(v.T("plan-make.list-hint")).May(),
		f.Field("date", "start", v.T("commitment.starts"), string(a.Start)).May(),
		f.Field("date", "end", v.T("commitment.ends"), string(a.End)).May())
}

// voiceOptions lists what has been said, first of this commitment's own words.
func (v *visit) voiceOptions(id string, voices []act.PlanVoice) (all []Option) {
	own := func(voice act.PlanVoice) bool { return id != "" && voice.Of == id }
	for _, first := range []bool{true, false} {
		for _, voice := range voices {
			if own(voice) != first {
				continue
			}
			o := Option{Value: voice.Ref.String(), Text: v.voiceLink(voice).Text,
				Hint: consult.Said(voice.Copy.Pieces)}
			if first && voice.Field != "" {
				o.Text += " (" + v.fieldName(voice.Field) + ")"
			}
			if voice.Copy.Subject.Quote != "" {
				o.Hint = "”" + voice.Copy.Subject.Quote + "” – " + o.Hint
			}
			all = append(all, o)
		}
	}
	return all
}

// adoptedSent reads what was filled in. What the form does not ask stays.
func adoptedSent(r *http.Request, was plan.Adopted) plan.Adopted {
	text := func(old plan.Text, name string) plan.Text {
		old.SV = strings.TrimSpace(strings.ReplaceAll(r.FormValue(name), "\r\n", "\n"))
		return old
	}
	value := func(old plan.Value, name string) plan.Value {
		old.How = text(old.How, name)
		old.Serves = !old.How.Empty()
		return old
	}
	list := func(name string) (all []string) {
		for one := range strings.SplitSeq(r.FormValue(name), ";") {
			if one = strings.TrimSpace(one); one != "" {
				all = append(all, one)
			}
		}
		return all
	}
	was.Title, was.Brief, was.Problem = text(was.Title, "title"), text(was.Brief,
		"brief"), text(was.Problem, "problem")
	was.Causes, was.Done = text(was.Causes, "causes"), text(was.Done, "done")
	was.Solution, was.Results = text(was.Solution, "solution"), text(was.Results, "results")
	was.Transparency, was.Participation = value(was.Transparency,
		"transparency"), value(was.Participation, "participation")
	was.Accountability, was.Technology = value(was.Accountability,
		"accountability"), value(was.Technology, "technology")
	was.Lead = strings.TrimSpace(r.FormValue("lead"))
	was.Government, was.CivilSociety, was.Themes = list("government"), list("civil"), list("themes")
	was.Others = list("others")
	was.Start, was.End = plan.Date(r.FormValue("start")), plan.Date(r.FormValue("end"))
	return was
}

// saveDraftText takes the words of a commitment, or takes it out of the draft.
func (s *Server) saveDraftText(w http.ResponseWriter, r *http.Request) error {
	v, slug, id := from(r), r.PathValue("plan"), r.PathValue("commitment")
	p, err := s.options.Desk.PlanDesk(r.Context(), v.Person, slug)
	if err != nil {
		return err
	}
	if r.FormValue("drop") != "" {
		err := s.options.Desk.DropCommitment(r.Context(), v.Person, slug, readVersion(r), id,
			r.FormValue("reason"))
		return s.planDone(w, r, err, "/"+slug, "commitment-dropped", s.showDraftText)
	}
	if id == newCommitment {
		id = ""
	}
	c, _ := p.Plan.Content.Commitment(id)
	var behind []plan.ViewRef
	for _, word := range slices.Compact(slices.Clone(r.PostForm["view"])) {
		if ref, ok := plan.ParseViewRef(word); ok {
			behind = append(behind, ref)
		}
	}
	id, err = s.options.Desk.DraftCommitment(r.Context(), v.Person, slug, readVersion(r), id,
		adoptedSent(r, c.Adopted), behind, r.FormValue("reason"))
	return s.planDone(w, r, err, "/"+slug+"/text/"+id, "draft-saved", s.showDraftText)
}

// DecidePage is where it is written down that a plan has been decided.
type DecidePage struct {
	Page
	Over   Named
	Action string
	Read   string
	Form   Form
	Fields []Field
	Text   []CommitmentText // what is frozen
}

// planDecision shows what will be frozen.
func (s *Server) planDecision(w http.ResponseWriter, r *http.Request) error {
	return s.showPlanDecision(w, r, nil)
}

func (s *Server) showPlanDecision(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, err := s.options.Desk.PlanDesk(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	if err := v.Person.May(account.Publish, p.Body.ID); err != nil {
		return err
	}
	return s.render(w, r, fault.Status(wrong), "plan-decide", v.decidePage(s.page(r, ""), p,
		s.form(w, r, wrong)))
}

// decidePage makes the page of the decision.
func (v *visit) decidePage(page Page, p act.PublicPlan, f Form) DecidePage {
	path := v.Href(work + "/plan/" + p.Plan.Slug)
	page.Title = v.T("plan-make.decide")
	out := DecidePage{Page: page, Form: f, Action: path + "/beslut",
		Read: strconv.Itoa(p.Plan.Current),
		Over: Named{v.planWords(p.Plan.Content.Title), path},
		Fields: []Field{
			f.Field("date", "on", v.T("plan-decide.when"), string(act.PlanDay(v.Now))),
			f.Field("text", "by", v.T("making.decided-by"), "").Hinted(v.T("plan-decide.by-hint")),
			f.Field("text", "title", v.T("plan-decide.document"), ""),
			f.Field("url", "url", v.T("plan-decide.where"), "")}}
	for _, c := range p.Plan.Content.Commitments {
		for _, field := range append([]plan.Field{{Name: "title", Text: c.Adopted.Title}},
			c.Adopted.Fields()...) {
			if !field.Text.Empty() {
				out.Text = append(out.Text, CommitmentText{c.Mark() + ". " +
					v.T(string(fieldWords[field.Name])), v.planWords(field.Text)})
			}
		}
	}
	return out
}

// decidePlan takes the decision.
func (s *Server) decidePlan(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.DecidePlan(r.Context(), from(r).Person, r.PathValue("plan"),
		readVersion(r),
		plan.Date(r.FormValue("on")), plan.Decision{By: strings.TrimSpace(r.FormValue("by")),
			Title: plan.Text{SV: strings.TrimSpace(r.FormValue("title"))}, URL: r.FormValue("url")})
	return s.planDone(w, r, err, "/"+r.PathValue("plan"), "plan-decided", s.showPlanDecision)
}

// planDoneWords are the notices after something was done with a plan.
var planDoneWords = map[string]lang.Key{
	"plan-begun": lang.Key("done.plan-begun"), "timeline": lang.Key("done.timeline"),
	"draft-sent": lang.Key("done.draft-sent"), "draft-saved": lang.Key("done.draft-saved"),
	"commitment-dropped": lang.Key("done.commitment-dropped"),
	"plan-decided":       lang.Key("done.plan-decided"),
	"reporter":           lang.Key("done.reporter"), "reporter-renewed": lang.Key("done.reporter-renewed"),
	"reporter-ended": lang.Key("done.reporter-ended"), "council": lang.Key("done.council"),
	"state-sent": lang.Key("done.state-sent"), "record": lang.Key("done.record"),
	"rhythm": lang.Key("done.rhythm"), "milestone-done": lang.Key("done.milestone-done"),
	"sealed": lang.Key("done.sealed"), "judged": lang.Key("done.judged"),
	"measure-chosen": lang.Key("done.measure-chosen"), "measure-defined": lang.Key("done.measure-defined"),
	"measure-changed": lang.Key("done.measure-changed"), "measure-stopped": lang.Key("done.measure-stopped"),
	"value-entered": lang.Key("done.value-entered"),
}

// readOf writes the version of a plan that a form is made from.
func (v *visit) readOf(p act.PublicPlan) string { return strconv.Itoa(p.Plan.Current) }
