package web

import (
	"net/http"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// staffRoutes are the pages of those who run consultations.
func (s *Server) staffRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	all := []Route{
		{Method: "GET", Pattern: work, Access: Staff, Handler: s.work},
		{Method: "GET", Pattern: work + "/konto", Access: Staff, Handler: s.account},
		{Method: "POST", Pattern: work + "/konto/avsluta", Access: Staff, Handler: s.endSession},
		{Method: "GET", Pattern: work + "/nytt", Access: Staff, Handler: s.newConsultation},
		{Method: "POST", Pattern: work + "/nytt", Access: Staff, Handler: s.makeConsultation},
	}
	return slices.Concat(
		all,
		s.dossierRoutes(),
		s.peopleRoutes(),
		s.outreachRoutes(),
		s.memberRoutes(),
		s.importRoutes(),
		s.sourceRoutes(),
		s.editionRoutes(),
		s.opinionStaffRoutes(),
		s.answerStaffRoutes(),
		s.draftStaffRoutes(),
		s.contactStaffRoutes(),
		s.planStaffRoutes(),
		s.adviceStaffRoutes(),
		s.bookStaffRoutes(),
		s.giftStaffRoutes(),
		s.orgStaffRoutes(),
		s.deliveryRoutes(),
		s.flagStaffRoutes(),
		s.planMakeRoutes(),
		s.planFollowStaffRoutes(),
		s.planRecordRoutes(),
		s.planOwnRoutes(),
		s.appraisalRoutes(),
		s.yearlyStaffRoutes(),
		s.stakeRoutes(),
	)
}

// WorkPage is where staff begin: what waits, what is due, what is late.
type WorkPage struct {
	Page
	Desks []WorkDesk
}

// A WorkDesk is what waits at one body.
type WorkDesk struct {
	Name  string
	Role  string
	Tasks []TaskRow
	Calm  Empty // when nothing waits
	New   string
	Links []Link // settings, staff
	Ahead Table  // consultations ahead or going on
	Over  Table  // those that are over
	None  Empty  // when there are no consultations
}

// A TaskRow is one thing to do.
type TaskRow struct {
	Chip  Chip
	Text  string
	Title string // of the consultation
	Href  string
	When  string
	Late  bool
}

// work shows what waits for who is signed in.
func (s *Server) work(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	list, err := s.options.Desk.Work(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := WorkPage{Page: s.page(r, v.T("work.title"))}
	page.notice(v, r)
	for _, each := range list {
		page.Desks = append(page.Desks, workDesk(v, each))
	}
	if len(page.Desks) == 0 {
		page.Notices = append(page.Notices, Notice{Tone: Late, Title: v.T("work.no-body"),
			Text: v.T("work.no-body-text")})
	}
	return s.render(w, r, http.StatusOK, "work", page)
}

func workDesk(v *visit, w act.Work) WorkDesk {
	d := WorkDesk{Name: v.bodyName(w.Body), Role: v.T("role." + string(w.Role)),
		Calm: Empty{Title: v.T("work.calm"), Text: v.T("work.calm-text")}}
	for _, t := range w.Tasks {
		d.Tasks = append(d.Tasks, taskRow(v, t))
	}
	if v.Person.Can(account.Edit, w.Body.ID) {
		d.New = v.Href(work+"/nytt") + "?myndighet=" + string(w.Body.ID)
	}
	d.Links = append(d.Links, Link{v.T("staff.title"),
		v.Href(work + "/medarbetare/" + string(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("purchase.staff-title"), v.Href(deliveriesAt(string(w.Body.ID)))})
	if v.Person.Can(account.Edit, w.Body.ID) {
		d.Links = append(d.Links, Link{v.T("flag.queue"), v.Href(flagsAt(string(w.Body.ID)))})
	}
	d.Links = append(d.Links, Link{v.T("source.title"),
		v.Href(work + "/kallor/" + string(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("edition.title"), v.Href(editionPath(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("integrity.title"),
		v.Href(work + "/integritet/" + string(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("book.title"), v.Href(bookDeskPath(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("gift.title"), v.Href(giftDeskPath(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("org.title"), v.Href(orgDeskPath(w.Body.ID))})
	d.Links = append(d.Links, Link{v.T("plan-make.plans"), v.Href(work + "/plan")})
	d.Links = append(d.Links, Link{v.T("appraisal.title"), v.Href(appraisalPath(w.Body.ID, ""))})
	d.Links = append(d.Links, Link{v.T("yearly.title"), v.Href(yearlyPathOf(w.Body.ID))})
	if v.Person.Can(account.SeeViews, w.Body.ID) {
		d.Links = append(d.Links, Link{v.T("answer-queue.title"),
			v.Href(answersAt(string(w.Body.ID), ""))})
	}
	d.Links = append(d.Links, contactLinks(v, w.Body.ID)...)
	if v.Person.Can(account.ManageBody, w.Body.ID) {
		d.Links = append(d.Links, Link{v.T("body.title"),
			v.Href(work + "/myndighet/" + string(w.Body.ID))})
	}
	d.Ahead, d.Over = consultationTable(v, v.T("work.ahead")), consultationTable(v, v.T("work.over"))
	for _, l := range w.Consultations {
		row := consultationRow(v, l)
		if l.State == consult.Held || l.State == consult.Cancelled {
			d.Over.Rows = append(d.Over.Rows, row)
		} else {
			d.Ahead.Rows = append(d.Ahead.Rows, row)
		}
	}
	if len(w.Consultations) == 0 {
		d.None = Empty{Title: v.T("work.none"), Text: v.T("work.none-text")}
		if d.New != "" {
			d.None.Action = Link{v.T("work.new"), d.New}
		}
	}
	return d
}

func consultationTable(v *visit, caption string) Table {
	return Table{Caption: caption, Columns: []Column{{Text: v.T("work.consultation")},
		{Text: v.T("work.when")}, {Text: v.T("work.state")}, {Text: v.T("work.seats"), Number: true}}}
}

func consultationRow(v *visit, l act.Listing) []Cell {
	c := l.Consultation
	when := v.T("work.no-date")
	switch {
	case c.Content.Meeting.Set():
		when = v.DateTime(c.Content.Meeting.Start)
	case !c.Content.End().IsZero():
		when = v.T("work.until", "Date", v.Date(c.Content.End()))
	}
	return []Cell{{Text: c.Content.Title.In(string(v.Language())),
		Link: v.Href(dossierPath(c.ID, ""))},
		{Text: when}, {Chip: v.stateChip(l.State)}, {Text: v.taken(l)}}
}

// taken says how many seats are taken, of how many, and how many queue.
func (v *visit) taken(l act.Listing) string {
	text := v.Number(l.Consultation.Taken)
	if most := l.Consultation.Content.Registration.Capacity; most > 0 {
		text = v.T("work.of", "Taken", l.Consultation.Taken, "Most", most)
	}
	if l.Queue > 0 {
		text += " " + v.T("work.queue", "Count", l.Queue)
	}
	return text
}

// tasks says of each kind of task what it is and where one does it.
var tasks = map[act.TaskKind]struct {
	text lang.Key
	icon string
	page string
}{
	act.TaskMail:       {lang.Key("task.mail"), "mail", "ej-skickat"},
	act.TaskApprove:    {lang.Key("task.approve"), "clock", "publicera"},
	act.TaskScreen:     {lang.Key("task.screen"), "people", "anmalda?status=waiting"},
	act.TaskCall:       {lang.Key("task.call"), "people", "anmalda?status=offered"},
	act.TaskCheckIn:    {lang.Key("task.checkin"), "clock", "narvaro"},
	act.TaskLink:       {lang.Key("task.link"), "link", "redigera/mote"},
	act.TaskAgenda:     {lang.Key("task.agenda"), "calendar", "redigera/dagordning"},
	act.TaskViews:      {lang.Key("task.views"), "people", "synpunkter"},
	act.TaskAnswers:    {lang.Key("task.answers"), "pen", ""},
	act.TaskSummary:    {lang.Key("task.summary"), "pen", "sammanfattning"},
	act.TaskObjections: {lang.Key("task.objections"), "pen", "sammanfattning"},
	act.TaskDraft:      {lang.Key("task.draft"), "pen", "publicera"},
	act.TaskDelivery:   {lang.Key("task.delivery"), "clock", ""},
	act.TaskLedger:     {lang.Key("task.ledger"), "file", ""},
	act.TaskHarvest:    {lang.Key("task.harvest"), "clock", ""},
}

func taskRow(v *visit, t act.Task) TaskRow {
	known := tasks[t.Kind]
	row := TaskRow{Text: v.T(string(known.text), "Count", t.Count), Late: t.Late,
		Title: t.Consultation.Content.Title.In(string(v.Language())),
		Href:  v.Href(dossierPath(t.Consultation.ID, known.page)),
		Chip:  Chip{Tone: Neutral, Icon: known.icon, Text: v.T("task.todo")}}
	if t.Delivery.ID != "" {
		row.Title, row.Href = v.deliveryTitle(t.Delivery), v.Href(deliveryAt(t.Delivery.ID))
	}
	if t.Source.ID != "" {
		row.Title, row.Href = t.Source.Address, v.Href(act.SourcePath(t.Source.ID))
	}
	if t.Body != "" {
		row.Title, row.Href = v.T("answer-queue.title"), v.Href(answersAt(string(t.Body), ""))
	}
	if t.Due.IsZero() {
		return row
	}
	row.When = v.T("task.due", "Date", v.Date(t.Due), "Days", v.Days(v.Now, t.Due))
	row.Chip = Chip{Tone: Active, Icon: known.icon, Text: v.Days(v.Now, t.Due)}
	if t.Late {
		row.Chip = Chip{Tone: Late, Text: v.T("task.late")}
	}
	return row
}

// done are the notices that a page shows after something was done: their names
// stand in the address that the browser is sent on to.
var done = map[string]lang.Key{
	"reported":          lang.Key("done.reported"),
	"proven":            lang.Key("done.proven"),
	"milestone":         lang.Key("done.milestone"),
	"saved":             lang.Key("done.saved"),
	"saved-catalog":     lang.Key("edition.saved"),
	"published-catalog": lang.Key("edition.is-published"),
	"ended":             lang.Key("done.ended"),
	"published":         lang.Key("done.published"),
	"asked":             lang.Key("done.asked"),
	"dropped":           lang.Key("done.dropped"),
	"cancelled":         lang.Key("done.cancelled"),
	"created":           lang.Key("done.created"),
	"link":              lang.Key("done.link"),
	"entered":           lang.Key("done.entered"),
	"decided":           lang.Key("done.decided"),
	"invitees":          lang.Key("done.invitees"),
	"invitees-known":    lang.Key("done.invitees-known"),
	"dropped-row":       lang.Key("done.dropped-row"),
	"copied":            lang.Key("done.copied"),
	"role":              lang.Key("done.role"),
	"file":              lang.Key("done.file"),
	"imported":          lang.Key("done.imported"),
	"invited":           lang.Key("done.invited"),
	"walked-in":         lang.Key("done.walked-in"),
	"ruled":             lang.Key("done.ruled"),
	"entered-view":      lang.Key("done.entered-view"),
	"source":            lang.Key("done.source"),
	"asked-harvest":     lang.Key("done.asked-harvest"),
	"source-ended":      lang.Key("done.source-ended"),
	"source-decided":    lang.Key("done.source-decided"),

	"advice-answered":    lang.Key("done.advice-answered"),
	"advice-assessed":    lang.Key("done.advice-assessed"),
	"advice-followed":    lang.Key("done.advice-followed"),
	"interest":           lang.Key("done.interest"),
	"brought":            lang.Key("done.brought"),
	"masked":             lang.Key("done.masked"),
	"delivery-dropped":   lang.Key("done.delivery-dropped"),
	"flag-decided":       lang.Key("done.flag-decided"),
	"flag-invited":       lang.Key("done.flag-invited"),
	"flag-answered":      lang.Key("done.flag-answered"),
	"flag-shown":         lang.Key("done.flag-shown"),
	"delivery-published": lang.Key("done.delivery-published"),

	"round":             lang.Key("done.round"),
	"signed":            lang.Key("done.signed"),
	"submitted":         lang.Key("done.submitted"),
	"answers-published": lang.Key("done.answers-published"),
	"closed":            lang.Key("done.closed"),
	"reopened":          lang.Key("done.reopened"),
	"handed":            lang.Key("done.handed"),
	"case-handed":       lang.Key("done.case-handed"),
	"summary-sent":      lang.Key("done.summary-sent"),
	"message":           lang.Key("done.message"),
	"paused":            lang.Key("done.paused"),
	"resumed":           lang.Key("done.resumed"),
	"contact":           lang.Key("done.contact"),
	"again":             lang.Key("done.again"),
	"wish":              lang.Key("done.wish"),
	"pressed":           lang.Key("done.pressed"),
	"years":             lang.Key("done.years"),
	"stake":             lang.Key("done.stake"),
}

// notice shows what has just been done, if the address says so.
func (p *Page) notice(v *visit, r *http.Request, more ...Notice) {
	key, ok := done[r.URL.Query().Get("klart")]
	if !ok {
		key, ok = planDoneWords[r.URL.Query().Get("klart")]
	}
	if ok {
		p.Notices = append(p.Notices, Notice{Tone: Done, Title: v.T(string(key))})
	}
	for _, one := range more {
		if one.Title != "" {
			p.Notices = append(p.Notices, one)
		}
	}
}
