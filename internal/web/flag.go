package web

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/redflag"
)

// flagRoutes are the pages of red flags for anybody, and for a supplier who replies.
func (s *Server) flagRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	reply := "/svar-pa-signal/{link}"
	return []Route{
		{Method: "GET", Pattern: purchasePath + "/signaler", Access: Anyone, Handler: s.publicFlags,
			Keep: true, Asks: []string{}},
		{Method: "GET", Pattern: purchasePath + "/signal/{flag}", Access: Anyone,
			Handler: s.publicFlag,
			Keep:    true, Asks: []string{}},
		{Method: "GET", Pattern: reply, Access: Holder, Handler: s.flagReply},
		{Method: "POST", Pattern: reply, Access: Holder, Handler: s.sendFlagReply},
	}
}

// flagStaffRoutes are the queue of a body.
func (s *Server) flagStaffRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: work + "/signaler/{body}", Access: Staff, Handler: s.flagQueue},
		{Method: "GET", Pattern: work + "/signal/{flag}", Access: Staff, Handler: s.flag},
		{Method: "POST", Pattern: work + "/signal/{flag}", Access: Staff, Handler: s.changeFlag},
	}
}

func flagsAt(body string) string { return work + "/signaler/" + url.PathEscape(body) }

func flagAt(id string) string { return work + "/signal/" + url.PathEscape(id) }

func flagPath(id string) string { return purchasePath + "/signal/" + url.PathEscape(id) }

// flagTongue is the language of the visit as package redflag names it.
func (v *visit) flagTongue() redflag.Language { return redflag.Language(v.Language()) }

// A FlagCard ("flag-card") is a reason to look: what a rule found, against what,
// and why there is usually nothing wrong.
type FlagCard struct {
	ID       string
	Rule     string
	Sentence string
	Chip     Chip
	Facts    []Fact
	Looks    string
	How      string
	Usually  string
	Evidence Table
	More     string
	Steps    []TimelineItem
}

// flagCard makes a card. Steps are left out where nobody may see them.
func (v *visit) flagCard(f act.FlagFile) FlagCard {
	l, says := v.flagTongue(), f.Says
	words := says.Rule.Words(l)
	card := FlagCard{ID: "flag-" + f.ID, Rule: words.Title, Sentence: says.Sentence(l),
		Chip:  v.flagChip(f.Flag),
		Looks: words.Looks, How: words.How, Usually: words.Usually}
	card.Facts = []Fact{{Term: v.T("flag.body"), Text: v.ledgerBody(f.Of)}}
	if who := says.Who(l); who != "" {
		card.Facts = append(card.Facts, Fact{Term: v.T("explore.supplier"), Text: who})
	}
	card.Facts = append(card.Facts, Fact{Term: v.T("flag.value"), Text: says.Figure(l)},
		Fact{Term: v.T("flag.threshold"), Text: says.Limit(l)}, Fact{Term: v.T("flag.n"),
			Text: says.Counted(l)})
	if says.Peers != nil {
		card.Facts = append(card.Facts, Fact{Term: v.T("flag.peers"), Text: v.T("flag.others", "Others", says.Peers.N)})
	}
	card.Facts = append(card.Facts, Fact{Term: v.T("flag.sum"), Text: v.Money(says.Ore)},
		Fact{Term: v.T("flag.found"), Time: f.Found})
	if len(f.Lines) > 0 {
		card.Evidence = v.linesTable(f.Lines)
		card.Evidence.Caption = v.T("flag.evidence")
	}
	if more := says.Evidence.Count - len(f.Lines); more > 0 && len(f.Lines) > 0 {
		card.More = v.T("ledger.more", "Count", more)
	}
	return card
}

// flagStates says what has been made of a flag.
var flagStates = map[purchase.FlagState]struct {
	tone Tone
	word lang.Key
}{
	purchase.FlagOpen:      {Active, lang.Key("flag.state-open")},
	purchase.FlagExplained: {Done, lang.Key("flag.state-explained")},
	purchase.FlagMistaken:  {Late, lang.Key("flag.state-error")},
	purchase.FlagReferred:  {Neutral, lang.Key("flag.state-referred")},
}

func (v *visit) flagChip(f purchase.Flag) Chip {
	known := flagStates[f.State]
	chip := Chip{Tone: known.tone, Text: v.T(string(known.word))}
	if f.State == purchase.FlagMistaken && !f.Gone.IsZero() {
		chip = Chip{Tone: Done, Text: v.T("flag.mended")}
	}
	return chip
}

// stepWords says what was done about a flag.
var stepWords = map[purchase.StepKind]lang.Key{
	purchase.StepFound: lang.Key("flag.step-found"), purchase.StepGone: lang.Key("flag.step-gone"),
	purchase.StepInvited: lang.Key("flag.step-invited"), purchase.StepBody: lang.Key("flag.step-body"),
	purchase.StepReply: lang.Key("flag.step-reply"), purchase.StepShown: lang.Key("flag.step-shown"),
	purchase.StepHidden:  lang.Key("flag.step-hidden"),
	purchase.StepDecided: lang.Key("flag.step-decided"), purchase.StepChanged: lang.Key("flag.step-changed"),
}

// flagSteps lists what was done, with reasons and replies.
func (v *visit) flagSteps(steps []purchase.FlagStep) (all []TimelineItem) {
	for _, s := range steps {
		item := TimelineItem{At: s.At, Title: v.T(string(stepWords[s.Kind])), Text: s.Text}
		if s.Kind == purchase.StepDecided {
			item.Title = v.T(string(flagStates[s.State].word))
		}
		all = append(all, item)
	}
	return all
}

// FlagQueuePage lists the flags of a body.
type FlagQueuePage struct {
	Page
	Body     string
	Caution  string
	Measures []Measure
	Filters  FilterBar
	Table    Table
	None     Empty
	Run      string
}

// flagQueue shows the queue of a body.
func (s *Server) flagQueue(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	q, err := s.options.Desk.Flags(r.Context(), v.Person, bodyID(r))
	if err != nil {
		return err
	}
	page := v.flagQueuePage(q, r.URL.Query())
	page.Page = bought(s.page(r, v.T("flag.queue")))
	page.notice(v, r)
	return s.render(w, r, http.StatusOK, "flag-queue", page)
}

// flagsShown is how many flags a queue shows: the largest.
const flagsShown = 200

func (v *visit) flagQueuePage(q act.FlagQueue, asked url.Values) FlagQueuePage {
	page := FlagQueuePage{Body: v.bodyName(q.Of), Caution: redflag.Caution(v.flagTongue()),
		Measures: v.flagMeasures(q.Measures),
		Filters:  v.flagFilters(flagsAt(string(q.Of.ID)), asked)}
	if q.Run.Number > 0 {
		page.Run = v.T("flag.run", "Date", v.DateTime(q.Run.At), "Count", q.Run.Rows)
	}
	page.Table = Table{Caption: v.T("flag.queue"), Columns: []Column{{Text: v.T("flag.rule")},
		{Text: v.T("purchase.state")},
		{Text: v.T("flag.found")}, {Text: v.T("flag.finds")}, {Text: v.T("flag.sum"), Number: true}}}
	rule, state := asked.Get("regel"), asked.Get("lage")
	for _, f := range q.Flags {
		if rule != "" && f.Rule != rule || state != "" && string(f.State) != state ||
			len(page.Table.Rows) == flagsShown {
			continue
		}
		says, err := act.RuleFlag(f)
		if err != nil {
			continue // cannot be: it was written by us
		}
		page.Table.Rows = append(page.Table.Rows,
			[]Cell{{Text: says.Rule.Words(v.flagTongue()).Title,
				Link: v.Href(flagAt(f.ID))},
				{Chip: v.flagChip(f)}, {Text: v.Date(f.Found)}, {Text: says.Sentence(v.flagTongue())},
				{Text: v.Money(f.Ore)}})
	}
	if len(page.Table.Rows) == 0 {
		page.None = Empty{Title: v.T("flag.none"), Text: v.T("flag.none-text")}
	}
	return page
}

func (v *visit) flagFilters(path string, asked url.Values) FilterBar {
	f := Form{printer: v.Printer}
	rules := []Option{{Value: "", Text: v.T("explore.all")}}
	for _, r := range redflag.Rules() {
		rules = append(rules, Option{Value: string(r), Text: r.Words(v.flagTongue()).Title})
	}
	states := []Option{{Value: "", Text: v.T("explore.all")}}
	for _, s := range purchase.FlagStates() {
		states = append(states, Option{Value: string(s), Text: v.T(string(flagStates[s].word))})
	}
	bar := FilterBar{Action: v.Href(path), Fields: []Field{
		f.Field("select", "regel", v.T("flag.rule"), asked.Get("regel")).Among(rules...),
		f.Field("select", "lage", v.T("purchase.state"), asked.Get("lage")).Among(states...)}}
	if asked.Get("regel") != "" || asked.Get("lage") != "" {
		bar.Clear = v.Href(path)
	}
	return bar
}

// flagMeasures shows how a body deals with its flags.
func (v *visit) flagMeasures(m purchase.Measures) []Measure {
	followed := Measure{Label: v.T("flag.followed"), Number: v.Number(m.FollowedUp),
		Unit: v.T("explore.publish-of", "Count", m.Flags),
		How:  v.T("flag.followed-how")}
	days := Measure{Label: v.T("flag.days"), Number: "–", Unit: v.T("flag.days-unit"),
		How: v.T("flag.days-how")}
	if m.MedianDays >= 0 {
		days.Number = v.Number(m.MedianDays)
	}
	mended := Measure{Label: v.T("flag.mended-label"), Number: v.Number(m.Mended),
		Unit: v.T("explore.publish-of", "Count", m.Mistakes),
		How:  v.T("flag.mended-how")}
	return []Measure{followed, days, mended}
}

// FlagPage is the file of a flag for staff.
type FlagPage struct {
	Page
	Body     Link
	Caution  string
	Card     FlagCard
	Action   string
	Form     Form
	State    Field
	Reason   Field
	Reply    Field
	Link     string // for the supplier to reply by
	Invite   bool
	Show     bool
	Hide     bool
	Obstacle string
	Public   Link
	Seal     []Fact
	Stake    Stake
}

// flag shows the file of a flag.
func (s *Server) flag(w http.ResponseWriter, r *http.Request) error { return s.showFlag(w, r, nil) }

func (s *Server) showFlag(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	f, err := s.options.Desk.Flag(r.Context(), v.Person, r.PathValue("flag"))
	if err != nil {
		return err
	}
	page := v.flagPage(f, s.form(w, r, wrong))
	if f.Reply != "" {
		page.Link = s.absolute("/svar-pa-signal/" + string(f.Reply))
	}
	page.Page = bought(s.page(r, page.Card.Rule))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "flag", page)
}

func (v *visit) flagPage(f act.FlagFile, form Form) FlagPage {
	page := FlagPage{Body: Link{v.bodyName(f.Of), v.Href(flagsAt(f.Body))},
		Caution: redflag.Caution(v.flagTongue()), Card: v.flagCard(f),
		Action: v.Href(flagAt(f.ID)), Form: form}
	page.Stake = Stake{Action: page.Action, Back: page.Action, Token: form.Token, Barred: f.Barred}
	page.Card.Steps = v.flagSteps(f.Steps)
	options := []Option{}
	for _, s := range purchase.FlagStates()[1:] {
		options = append(options, Option{Value: string(s), Text: v.T(string(flagStates[s].word))})
	}
	page.State = form.Field("radios", "state", v.T("flag.follow-up"),
		string(f.State)).Among(options...)
	page.Reason = form.Field("area", "reason", v.T("flag.reason"),
		"").Hinted(v.T("flag.reason-hint")).Area(3, 1000)
	page.Reply = form.Field("area", "reply", v.T("flag.reply-body"),
		"").Hinted(v.T("flag.reply-hint")).Area(3, 2000)
	page.Invite = f.Named && f.Invited.IsZero()
	may := v.Person.Can(account.Publish, account.BodyID(f.Body))
	page.Show, page.Hide = may && f.Obstacle == nil, may && !f.Published.IsZero()
	if f.Obstacle != nil && f.Published.IsZero() {
		page.Obstacle = v.Fault(f.Obstacle)
	}
	if !f.Published.IsZero() {
		page.Public = Link{v.T("purchase.see-public"), v.Href(flagPath(f.ID))}
	}
	page.Seal = []Fact{{Term: v.T("flag.run-at"), Time: f.Run.At}, {Term: v.T("flag.seal"),
		Text: f.Run.Seal}}
	return page
}

// changeFlag does what somebody has decided about a flag.
func (s *Server) changeFlag(w http.ResponseWriter, r *http.Request) error {
	v, d, id, sent := from(r), s.options.Desk, r.PathValue("flag"), r.PostForm
	var err error
	told := "flag-decided"
	switch {
	case sent.Has("stake"):
		told, err = "stake", d.DeclareFlagStake(r.Context(), v.Person, id, sent.Has("ended"))
	case sent.Has("invite"):
		told, err = "flag-invited", d.InviteReply(r.Context(), v.Person, id)
	case sent.Has("answer"):
		told, err = "flag-answered", d.AnswerFlag(r.Context(), v.Person, id, sent.Get("reply"))
	case sent.Has("show"), sent.Has("hide"):
		told, err = "flag-shown", d.ShowFlag(r.Context(), v.Person, id, sent.Has("show"))
	default:
		err = d.DecideFlag(r.Context(), v.Person, id, purchase.FlagState(sent.Get("state")),
			sent.Get("reason"))
	}
	if shownHere(err) {
		return s.showFlag(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(flagAt(id))+"?klart="+told, http.StatusSeeOther)
	return nil
}

// FlagsPage lists the flags that bodies have made public.
type FlagsPage struct {
	Page
	Caution string
	Bodies  Table
	Cards   []FlagListed
	None    Empty
}

// A FlagListed is a public flag in a list.
type FlagListed struct {
	Title Link
	Text  string
	Chip  Chip
	At    time.Time
}

// publicFlags lists public flags, and how bodies deal with theirs.
func (s *Server) publicFlags(w http.ResponseWriter, r *http.Request) error {
	public, bodies, err := s.options.Desk.PublicFlags(r.Context())
	if err != nil {
		return err
	}
	page := from(r).flagsPage(public, bodies)
	page.Page = bought(s.page(r, page.Title))
	return s.render(w, r, http.StatusOK, "flags", page)
}

func (v *visit) flagsPage(public []act.FlagFile, bodies []act.FlagQueue) FlagsPage {
	page := FlagsPage{Caution: redflag.Caution(v.flagTongue())}
	page.Title = v.T("flag.public-title")
	page.Bodies = Table{Caption: v.T("flag.bodies"),
		Columns: []Column{{Text: v.T("purchase.publisher")}, {Text: v.T("flag.flags"), Number: true},
			{Text: v.T("flag.followed"), Number: true}, {Text: v.T("flag.days"), Number: true},
			{Text: v.T("flag.mended-label"), Number: true}}}
	for _, b := range bodies {
		days := "–"
		if b.Measures.MedianDays >= 0 {
			days = v.Number(b.Measures.MedianDays)
		}
		page.Bodies.Rows = append(page.Bodies.Rows, []Cell{{Text: v.ledgerBody(b.Of),
			Link: v.Href(ledgerPath(string(b.Of.ID)))},
			{Text: v.Number(b.Measures.Flags)}, {Text: v.Number(b.Measures.FollowedUp)},
			{Text: days},
			{Text: v.Number(b.Measures.Mended)}})
	}
	slices.SortStableFunc(public, func(a,
		b act.FlagFile) int {
		return b.Published.Compare(a.Published)
	})
	for _, f := range public {
		page.Cards = append(page.Cards, FlagListed{Title: Link{f.Says.Rule.Words(v.flagTongue()).Title,
			v.Href(flagPath(f.ID))},
			Text: f.Says.Sentence(v.flagTongue()), Chip: v.flagChip(f.Flag), At: f.Published})
	}
	if len(public) == 0 {
		page.None = Empty{Title: v.T("flag.public-none"), Text: v.T("flag.public-none-text")}
	}
	return page
}

// PublicFlagPage shows a flag to anybody, or to the supplier who may reply.
type PublicFlagPage struct {
	Page
	Body    Link
	Caution string
	Card    FlagCard
	Action  string // of the reply; "" for anybody
	Form    Form
	Reply   Field
}

// publicFlag shows a flag that its body has made public.
func (s *Server) publicFlag(w http.ResponseWriter, r *http.Request) error {
	f, err := s.options.Desk.PublicFlag(r.Context(), r.PathValue("flag"))
	if err != nil {
		return err
	}
	page := from(r).publicFlagPage(f)
	page.Page = bought(s.page(r, page.Card.Rule))
	page.Description = page.Card.Sentence
	return s.render(w, r, http.StatusOK, "flag-public", page)
}

// publicSteps are those that anybody may see: findings, decisions, replies.
var publicSteps = []purchase.StepKind{purchase.StepFound, purchase.StepGone, purchase.StepDecided,
	purchase.StepBody, purchase.StepReply}

func (v *visit) publicFlagPage(f act.FlagFile) PublicFlagPage {
	page := PublicFlagPage{Body: Link{v.ledgerBody(f.Of), v.Href(ledgerPath(f.Body))},
		Caution: redflag.Caution(v.flagTongue()), Card: v.flagCard(f)}
	var steps []purchase.FlagStep
	for _, s := range f.Steps {
		if slices.Contains(publicSteps, s.Kind) {
			steps = append(steps, s)
		}
	}
	page.Card.Steps = v.flagSteps(steps)
	return page
}

// flagReply shows a flag to the supplier that it names, who may reply.
func (s *Server) flagReply(w http.ResponseWriter, r *http.Request) error {
	return s.showFlagReply(w, r, nil)
}

func (s *Server) showFlagReply(w http.ResponseWriter, r *http.Request, wrong error) error {
	f, err := s.options.Desk.FlagByLink(r.Context(), act.Link(r.PathValue("link")))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.publicFlagPage(f)
	page.Form, page.Action = s.form(w, r, wrong), v.Href("/svar-pa-signal/"+r.PathValue("link"))
	page.Reply = page.Form.Field("area", "reply", v.T("flag.reply-supplier"),
		"").Hinted(v.T("flag.reply-supplier-hint")).Area(6, 2000)
	page.Page = bought(s.page(r, page.Card.Rule))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "flag-public", page)
}

// sendFlagReply takes the reply of a supplier.
func (s *Server) sendFlagReply(w http.ResponseWriter, r *http.Request) error {
	err := s.options.Desk.ReplyToFlag(r.Context(), act.Link(r.PathValue("link")),
		r.PostForm.Get("reply"))
	if fault.Is(err, fault.Invalid) {
		return s.showFlagReply(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href("/svar-pa-signal/"+r.PathValue("link"))+"?klart=flag-answered",
		http.StatusSeeOther)
	return nil
}
