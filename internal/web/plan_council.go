package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// CouncilPage shows the forum: its public rules, who sits in it and until
// when, its meetings, and when the next is due.
type CouncilPage struct {
	Page
	Over     Named
	Name     Words
	Rules    Words
	RulesOn  string
	Full     Link
	Members  Table
	Meetings Table
	Next     string
	Due      Chip
	Empty    Empty
	Seats    []Fact
	Sheets   []Link // members and meetings as tables
}

// council shows the forum.
func (s *Server) council(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	state, err := s.options.Desk.PlanState(r.Context(), r.PathValue("slug"), v.Now)
	if err != nil {
		return err
	}
	v.Until(midnight(v.Now))
	return s.render(w, r, http.StatusOK, "plan-council", v.councilPage(s.page(r, ""), state))
}

// memberWords names the kinds of members.
var memberWords = map[plan.MemberKind]lang.Key{
	plan.OfGovernment:   lang.Key("council.government"),
	plan.OfCivilSociety: lang.Key("council.civil"), plan.OfOthers: lang.Key("council.others"),
}

func (v *visit) councilPage(page Page, s act.PlanState) CouncilPage {
	c, today := s.Plan.Content.Council, act.PlanDay(v.Now)
	page.Title = v.T("council.title")
	out := CouncilPage{Page: page, Over: Named{v.planWords(s.Plan.Content.Title),
		v.planPath(s.Plan)},
		Name: v.planWords(c.Name), Rules: v.planWords(c.Rules), RulesOn: v.planDate(c.RulesOn)}
	if c.URL != "" {
		out.Full = Link{v.T("council.full"), c.URL}
	}
	for _, one := range councilSheets {
		out.Sheets = append(out.Sheets, Link{v.T(string(one.word)), v.planPath(s.Plan) + one.path})
	}
	if c.Name.Empty() {
		out.Empty = Empty{Title: v.T("council.none"), Text: v.T("council.none-text")}
	}
	for _, kind := range plan.MemberKinds() {
		if n := c.Seats(kind, today); n > 0 {
			out.Seats = append(out.Seats, Fact{Term: v.T(string(memberWords[kind])),
				Text: v.T("council.seats", "Count", n)})
		}
	}
	out.Members = v.memberTable(c, today)
	out.Meetings = v.councilMeetings(s)
	if last := s.LastCouncil(); !last.IsZero() {
		due := plan.NextDue(last.In(lang.Stockholm))
		out.Next = v.T("council.next", "Last", v.Date(last), "Due", v.Date(due))
		if v.Now.After(due.AddDate(0, 0, 1)) {
			out.Due = Chip{Tone: Late, Text: v.T("council.overdue")}
		}
	}
	return out
}

// memberTable lists the members, those whose term goes on first.
func (v *visit) memberTable(c plan.Council, today plan.Date) Table {
	t := Table{Caption: v.T("council.members"), Headed: true,
		Columns: []Column{{Text: v.T("council.member-name")},
			{Text: v.T("council.kind")}, {Text: v.T("council.term")}}}
	members := slices.Clone(c.Members)
	slices.SortStableFunc(members, func(a, b plan.Member) int {
		if a.Sits(today) == b.Sits(today) {
			return 0
		}
		if a.Sits(today) {
			return -1
		}
		return 1
	})
	for _, m := range members {
		term := v.T("council.since", "From", v.planDate(m.From))
		if m.Until != "" {
			term = v.T("making.span", "From", v.planDate(m.From), "Until", v.planDate(m.Until))
		}
		t.Rows = append(t.Rows, []Cell{{Text: m.Name}, {Text: v.T(string(memberWords[m.Kind]))},
			{Text: term}})
	}
	return t
}

// councilMeetings lists the meetings with civil society, the latest first.
func (v *visit) councilMeetings(s act.PlanState) Table {
	t := Table{Caption: v.T("council.meetings"), Headed: true,
		Columns: []Column{{Text: v.T("council.day")},
			{Text: v.T("council.meeting")}, {Text: v.T("council.came"), Number: true}}}
	type row struct {
		at    time.Time
		cells []Cell
	}
	var rows []row
	for _, m := range s.Facts.Meetings {
		rows = append(rows, row{m.At, []Cell{{Text: v.Date(m.At)}, {Text: v.planWords(m.Title).Text, Tongue: v.planWords(m.Title).Tongue,
			Link: v.Href(m.Path)}, {Text: v.Number(m.CivilSociety)}}})
	}
	for _, m := range s.Plan.Content.Record.Meetings {
		at, _ := m.On.Day()
		rows = append(rows, row{at, []Cell{{Text: v.planDate(m.On)}, {Text: v.planWords(m.Title).Text, Tongue: v.planWords(m.Title).Tongue,
			Link: m.Source}, {Text: v.came(m)}}})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return b.at.Compare(a.at) })
	for _, r := range rows {
		t.Rows = append(t.Rows, r.cells)
	}
	return t
}

// ReviewPage is where a reviewer begins: what there is to fetch, what was
// sealed, and where judgements part from what those who report say.
type ReviewPage struct {
	Page
	Over   Named
	Pack   Link
	Filter FilterBar // chooses its day
	Sealed []SealedRow
	Judged Table
	Parted int
	Seal   *SealForm
	Wrong  ErrorSummary
}

// A SealedRow is a pack that was sealed.
type SealedRow struct {
	Pack    Link
	Made    string
	Hash    string
	Receipt Link
}

// A SealForm seals the pack of a day.
type SealForm struct {
	Action string
	Token  string
	Day    Field
}

// review shows what a reviewer gets, of today or of the day that is asked for.
func (s *Server) review(w http.ResponseWriter, r *http.Request) error {
	return s.showPlanReview(w, r, nil)
}

// showPlanReview shows it, and what was wrong with the day that was to be sealed.
func (s *Server) showPlanReview(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, slug := from(r), cmp.Or(r.PathValue("slug"), r.PathValue("plan"))
	state, err := s.options.Desk.PlanState(r.Context(), slug, v.Now)
	if err != nil {
		return err
	}
	packs, err := s.options.Desk.PlanPacks(r.Context(), slug)
	if err != nil {
		return err
	}
	day, noDay := v.askedDay(r)
	page := v.reviewerPage(s.page(r, v.T("review.title")), state, day)
	page.Wrong = v.badDay(r, &page.Filter, noDay)
	for _, p := range packs {
		row := v.sealedRow(state.Plan, p)
		leaf, err := s.publicLeaf(r, act.PackObject(p.Plan, p.Day))
		if err != nil {
			return err
		}
		if leaf != "" {
			row.Receipt = Link{v.T("record.receipt"), receiptPath + leaf}
		}
		page.Sealed = append(page.Sealed, row)
	}
	if v.Person.Can(account.Publish, state.Body.ID) {
		form := s.form(w, r, wrong)
		if wrong != nil {
			page.Wrong = form.Summary()
		}
		page.Seal = &SealForm{Action: v.Href(work + "/plan/" + state.Plan.Slug + "/granskning"),
			Token: form.Token,
			Day: form.Field("date", "day", v.T("review.day"),
				string(act.PlanDay(v.Now.AddDate(0, 0, -1))))}
	}
	page.notice(v, r)
	return s.render(w, r, fault.Status(cmp.Or(wrong, noDay)), "plan-review", page)
}

func (v *visit) sealedRow(p plan.Plan, one plan.Pack) SealedRow {
	return SealedRow{Pack: Link{v.T("review.of-day", "On", v.planDate(one.Day)),
		"/plan/" + p.Slug + "/granskning.zip?dag=" + string(one.Day)}, Made: v.DateTime(one.Made),
		Hash: one.Hash}
}

// reviewerPage makes the page of a reviewer, with judgements beside what those who report say.
func (v *visit) reviewerPage(page Page, s act.PlanState, day standard.Day) ReviewPage {
	out := ReviewPage{Page: page, Over: Named{v.planWords(s.Plan.Content.Title),
		v.planPath(s.Plan)},
		Pack: Link{v.T("standards.pack", "At", v.Date(day.Time())),
			"/plan/" + s.Plan.Slug + "/granskning.zip?dag=" + day.String()},
		Filter: FilterBar{Action: v.planPath(s.Plan) + "/granskning", Fields: []Field{{Kind: "date",
			Name: "dag", Label: v.T("review.other-day"), Value: day.String()}}},
		Judged: Table{Caption: v.T("review.beside"), Headed: true,
			Columns: []Column{{Text: v.T("review.commitment")},
				{Text: v.T("commitment.judged-by")}, {Text: v.T("commitment.scale")},
				{Text: v.T("commitment.judged")},
				{Text: v.T("review.self")}, {Text: v.T("review.parted")}}}}
	standings := s.Standings(v.Now)
	for _, c := range s.Plan.Content.Commitments {
		self := plan.Last(standings[c.ID])
		for _, j := range c.Assessments {
			cells := []Cell{v.wordCell(c.Adopted.Title, v.planPath(s.Plan)+"/atagande/"+c.ID),
				{Text: j.By,
					Link: j.Source},
				v.scaleCell(j), v.judgedCell(j), {Text: v.selfWords(j, self)}, v.partedCell(j, self)}
			if n, ok := j.Steps(self); ok && n != 0 {
				out.Parted++
			}
			out.Judged.Rows = append(out.Judged.Rows, cells)
		}
	}
	return out
}

// selfWords gives what those who report say on the scale of a judgement; only
// one scale is theirs.
func (v *visit) selfWords(j plan.Judgement, self plan.Status) string {
	switch {
	case !j.Compares():
		return v.T("review.other-scale")
	case self == "":
		return v.T("plan-page.no-report")
	}
	return v.Say("plan.status-"+string(self), nil)
}

// partedCell shows where a judgement parts from what those who report say.
func (v *visit) partedCell(j plan.Judgement, self plan.Status) Cell {
	n, ok := j.Steps(self)
	switch {
	case !ok:
		return Cell{Text: "–"}
	case n == 0:
		return Cell{Chip: Chip{Tone: Neutral, Text: v.T("review.agree")}}
	case n < 0:
		return Cell{Chip: Chip{Tone: Late, Text: v.T("review.lower", "Count", -n)}}
	}
	return Cell{Chip: Chip{Tone: Active, Text: v.T("review.higher", "Count", n)}}
}

// sealPack seals the pack of a day.
func (s *Server) sealPack(w http.ResponseWriter, r *http.Request) error {
	v, slug := from(r), r.PathValue("plan")
	if err := s.options.Desk.MayPublishPlan(r.Context(), v.Person, slug); err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, r.FormValue("day"))
	if err != nil {
		err = fault.Fields(fault.New(fault.Invalid, "pack.not-over").At("day"))
	} else {
		_, err = s.options.Desk.SealPack(r.Context(), v.Person, slug, standard.DayOf(day))
	}
	if err != nil {
		return s.planDone(w, r, err, "", "", s.showPlanReview)
	}
	http.Redirect(w, r, v.Href("/plan/"+slug+"/granskning")+"?klart=sealed", http.StatusSeeOther)
	return nil
}
