package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// councilSheets are the tables of the forum.
var councilSheets = []struct {
	path string
	word lang.Key
}{{"/forum.csv", lang.Key("council.members-sheet")}, {"/moten.csv", lang.Key("council.meetings-sheet")}}

// councilSheet gives the members, or the meetings, as a table.
func (s *Server) councilSheet(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	file, kind := "forum", act.TheMembers
	if strings.HasSuffix(r.URL.Path, "/moten.csv") {
		file, kind = "moten", act.TheMeetings
	}
	sheet, err := s.options.Desk.CouncilSheet(r.Context(), r.PathValue("slug"), kind, v.Printer)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+r.PathValue("slug")+"-"+file+`.csv"`)
	_, err = w.Write(sheet)
	return err
}

// CouncilDeskPage is where staff keep the forum.
type CouncilDeskPage struct {
	Page
	Over   Named
	Public Link
	Action string
	Read   string
	Form   Form
	Fields []Field
	Seats  [][]Field // a row for each member, and some more
	Why    Field
}

// councilDesk shows the form.
func (s *Server) councilDesk(w http.ResponseWriter, r *http.Request) error {
	return s.showCouncilDesk(w, r, nil)
}

func (s *Server) showCouncilDesk(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	p, err := s.options.Desk.PlanDesk(r.Context(), v.Person, r.PathValue("plan"))
	if err != nil {
		return err
	}
	page := v.councilDeskPage(s.page(r, v.T("council.title")), p, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "council-desk", page)
}

func (v *visit) councilDeskPage(page Page, p act.PublicPlan, f Form) CouncilDeskPage {
	c, path := p.Plan.Content.Council, v.Href(work+"/plan/"+p.Plan.Slug)
	return CouncilDeskPage{Page: page, Form: f, Action: path + "/forum", Read: v.readOf(p),
		Over:   Named{v.planWords(p.Plan.Content.Title), path},
		Public: Link{v.T("council.public"), v.planPath(p.Plan) + "/forum"},
		Fields: []Field{
			f.Field("text", "name", v.T("council.which-name"), c.Name.SV),
			f.Field("area", "rules", v.T("council.which-rules"), c.Rules.SV).Area(6, 5000),
			f.Field("date", "rules-on", v.T("council.from"), string(c.RulesOn)),
			f.Field("url", "url", v.T("council.full"), c.URL).May(),
		},
		Seats: v.seatFields(c.Members, f),
		Why: f.Field("text", "reason", v.T("plan-make.why"),
			"").Hinted(v.T("plan-make.why-hint"))}
}

// freeSeats is how many empty rows the form of a forum has, and mostSeats how many rows are read.
const freeSeats, mostSeats = 3, 200

// seatFields are the questions about members: a row for each, and some that are free.
func (v *visit) seatFields(members []plan.Member, f Form) (rows [][]Field) {
	var kinds []Option
	for _, k := range plan.MemberKinds() {
		kinds = append(kinds, Option{Value: string(k), Text: v.T(string(memberWords[k]))})
	}
	for i := range len(members) + freeSeats {
		m := plan.Member{Kind: plan.OfCivilSociety}
		if i < len(members) {
			m = members[i]
		}
		at := "member-" + strconv.Itoa(i+1) + "-"
		rows = append(rows, []Field{
			f.Field("text", at+"name", v.T("council.member-name"), m.Name).May(),
			f.Field("select", at+"kind", v.T("council.kind"), string(m.Kind)).Among(kinds...),
			f.Field("date", at+"from", v.T("council.term-from"), string(m.From)).May(),
			f.Field("date", at+"until", v.T("council.term-until"), string(m.Until)).May()})
	}
	return rows
}

// setCouncil takes the forum's rules and members.
func (s *Server) setCouncil(w http.ResponseWriter, r *http.Request) error {
	council := plan.Council{Name: plan.Text{SV: strings.TrimSpace(r.FormValue("name"))},
		Rules:   plan.Text{SV: strings.TrimSpace(strings.ReplaceAll(r.FormValue("rules"), "\r\n", "\n"))},
		RulesOn: plan.Date(r.FormValue("rules-on")), URL: r.FormValue("url"),
		Members: membersSent(r.PostForm)}
	err := s.options.Desk.SetCouncil(r.Context(), from(r).Person, r.PathValue("plan"),
		readVersion(r), council,
		r.FormValue("reason"))
	return s.planDone(w, r, err, "/"+r.PathValue("plan")+"/forum", "council", s.showCouncilDesk)
}

// membersSent reads the members that were filled in, and numbers their rows
// anew, so that what is wrong is told where it stands. A row without a name and
// a day is none: that is how a member is taken out.
func membersSent(form url.Values) (all []plan.Member) {
	for i := 1; i <= mostSeats; i++ {
		at := "member-" + strconv.Itoa(i) + "-"
		m := plan.Member{Name: strings.TrimSpace(form.Get(at + "name")),
			Kind: plan.MemberKind(form.Get(at + "kind")), From: plan.Date(form.Get(at + "from")),
			Until: plan.Date(form.Get(at + "until"))}
		for _, field := range []string{"name", "kind", "from", "until"} {
			form.Del(at + field)
		}
		if m.Name == "" && m.From == "" {
			continue
		}
		all = append(all, m)
		at = "member-" + strconv.Itoa(len(all)) + "-"
		form.Set(at+"name", m.Name)
		form.Set(at+"kind", string(m.Kind))
		form.Set(at+"from", string(m.From))
		form.Set(at+"until", string(m.Until))
	}
	return all
}
