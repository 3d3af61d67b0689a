package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// opinionStaffRoutes are the pages on which staff read views and decide.
func (s *Server) opinionStaffRoutes() []Route {
	const at = work + "/samrad/{id}/synpunkter"
	return []Route{
		{Method: "GET", Pattern: at, Access: Staff, Handler: s.opinionQueue},
		{Method: "GET", Pattern: at + "/ny", Access: Staff, Handler: s.enterOpinionForm},
		{Method: "POST", Pattern: at + "/ny", Access: Staff, Handler: s.enterOpinion,
			Body: mostFile},
		{Method: "POST", Pattern: at + "/mejl", Access: Staff, Handler: s.importOpinions,
			Body: mostFile},
		{Method: "POST", Pattern: at + "/registrering", Access: Staff, Handler: s.handOver},
		{Method: "GET", Pattern: at + "/{view}/fil/{hash}", Access: Staff,
			Handler: s.staffOpinionFile},
		{Method: "POST", Pattern: at + "/{view}/diarienummer", Access: Staff,
			Handler: s.registerOpinion},
		{Method: "POST", Pattern: at + "/{view}/avsandare", Access: Staff,
			Handler: s.correctSender},
		{Method: "GET", Pattern: at + "/{view}", Access: Staff, Handler: s.staffOpinion},
		{Method: "POST", Pattern: at + "/{view}", Access: Staff, Handler: s.ruleOpinion},
	}
}

// OpinionQueuePage lists the views of a consultation for its staff.
type OpinionQueuePage struct {
	Page
	Dossier Dossier
	Counts  []Chip
	Actions []Link
	Filter  FilterBar
	Table   Table
	Next    string // address of the next page; "" at the end
	Empty   Empty
	Form    Form
	Import  *UploadForm
	Hand    *HandoverForm
}

// A HandoverForm gives what the register of the body has not been given.
type HandoverForm struct {
	Action string
	Text   string
	New    bool
	Done   []Option // those made before, to be had again
}

// mostQueued is how many views stand on one page of the queue.
const mostQueued = 50

// opinionQueue lists the views, those that wait first of all.
func (s *Server) opinionQueue(w http.ResponseWriter, r *http.Request) error {
	return s.showQueue(w, r, nil)
}

func (s *Server) showQueue(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "synpunkter")
	if err != nil {
		return err
	}
	query := r.URL.Query()
	after, _ := strconv.ParseInt(query.Get("efter"), 10, 64)
	all := query.Get("visa") == "alla"
	q, err := s.options.Desk.Views(r.Context(), v.Person, store.ViewFilter{
		Forum: file.Consultation.ID.Forum(), Waiting: !all, After: max(after, 0), Limit: mostQueued + 1})
	if err != nil {
		return err
	}
	page := v.queuePage(s.page(r, v.T("queue.title")), dossier, s.form(w, r, wrong), q, all)
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "opinion-queue", page)
}

func (v *visit) queuePage(p Page, d Dossier, f Form, q act.Queue, all bool) OpinionQueuePage {
	path := v.Href(dossierPath(q.Venue.Forum.Consultation(), "synpunkter"))
	page := OpinionQueuePage{Page: p, Dossier: d, Counts: v.viewCounts(q.Count), Form: f,
		Table: Table{Caption: v.T("queue.caption"), Columns: []Column{{Text: v.T("queue.number")},
			{Text: v.T("queue.came")}, {Text: v.T("opinion.sender")}, {Text: v.T("opinion.about")},
			{Text: v.T("queue.state")}}}}
	if v.Person.Can(account.HandleViews, account.BodyID(q.Venue.Body)) {
		page.Actions = []Link{{v.T("queue.enter"), path + "/ny"}}
		page.Import = f.mails(v, path, q.Venue)
		page.Hand = v.handoverForm(path, q)
	}
	show := ""
	if all {
		show = "alla"
	}
	page.Filter = FilterBar{Action: path, Fields: []Field{Field{Kind: "select", Name: "visa",
		Label: v.T("queue.show"), Value: show}.Among(Option{Value: "", Text: v.T("queue.waiting")},
		Option{Value: "alla", Text: v.T("queue.all")})}}
	list := q.Views
	if len(list) > mostQueued {
		list = list[:mostQueued]
		page.Next = fmt.Sprintf("%s?visa=%s&efter=%d", path, show, list[len(list)-1].Number)
	}
	for _, o := range list {
		page.Table.Rows = append(page.Table.Rows, v.queueRow(path, o, q.Venue))
	}
	switch {
	case q.Count.All == 0:
		page.Empty = Empty{Title: v.T("queue.none"), Text: v.T("queue.none-text")}
	case len(list) == 0:
		page.Empty = Empty{Title: v.T("queue.done"), Text: v.T("queue.done-text"),
			Action: Link{v.T("queue.all"), path + "?visa=alla"}}
	}
	return page
}

// mails asks for mails, and what they are about.
func (f Form) mails(v *visit, path string, venue consult.Venue) *UploadForm {
	file := f.Field("file", "file", v.T("import-opinions.file"),
		"").Hinted(v.T("import-opinions.hint"))
	file.Accept = ".eml,.mbox"
	return &UploadForm{Action: path + "/mejl", File: file,
		About: f.about(v, venue, consult.Subject{})}
}

func (v *visit) queueRow(path string, o consult.View, venue consult.Venue) []Cell {
	chip := v.viewChip(o.State())
	switch {
	case o.Appealed():
		chip = Chip{Tone: Late, Icon: "warn", Text: v.T("queue.appealed")}
	case o.Waits() && o.Version > 1:
		chip = Chip{Tone: Active, Icon: "pen", Text: v.T("queue.new-version")}
	}
	return []Cell{{Text: v.T("opinion.number", "Number", o.Number), Link: path + "/" + string(o.ID)},
		{Text: v.DateTime(o.Sent)}, {Text: v.senderLine(o.Sender)},
		{Text: v.aboutWords(o.Subject, venue)}, {Chip: chip}}
}

// viewCounts says how many views stand where.
func (v *visit) viewCounts(c store.ViewCount) []Chip {
	var chips []Chip
	for _, each := range []struct {
		n     int
		state consult.ViewState
	}{{c.Waiting, consult.ViewReceived}, {c.Published, consult.ViewPublished},
		{c.Withheld, consult.ViewWithheld}, {c.Withdrawn, consult.ViewWithdrawn}} {
		if each.n > 0 {
			chip := v.viewChip(each.state)
			chip.Text = v.T("queue.counted", "What", chip.Text, "Number", each.n)
			chips = append(chips, chip)
		}
	}
	return chips
}

// StaffOpinionPage shows staff a view, and takes what they decide.
type StaffOpinionPage struct {
	Page
	Dossier  Dossier
	State    Chip
	Text     string
	Quote    string
	Plea     string
	Facts    []Fact
	Rulings  []TimelineItem
	Public   Link
	Form     Form
	Action   string
	Version  string
	Verdict  Field
	Reason   Field
	Masks    []MaskRow
	Lost     Notice // with a title where words are masked now and cannot be told
	Files    []OwnFile
	Publish  Field // which files are published too
	Register Field
	Enter    string // where the number of the register is noted
	Warning  Notice
	Correct  SenderForm
	Decide   bool // there is something to decide, and who looks may
	Own      bool // the author has appealed against what who looks decided
	Stake    Stake
}

// A MaskRow asks for words to mask and why.
type MaskRow struct{ Words, Ground Field }

// maskRows is how many passages the form asks for where none is masked yet,
// mostMasks how many it takes.
const (
	maskRows  = 4
	mostMasks = 200
)

// staffOpinion shows a view as it was sent.
func (s *Server) staffOpinion(w http.ResponseWriter, r *http.Request) error {
	return s.showStaffOpinion(w, r, nil)
}

func (s *Server) showStaffOpinion(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	if r.PathValue("body") != "" {
		return s.showReview(w, r, wrong)
	}
	_, dossier, err := s.dossier(r, "synpunkter")
	if err != nil {
		return err
	}
	o, err := s.options.Desk.View(r.Context(), v.Person, viewIn(r))
	if err != nil {
		return err
	}
	page := v.staffOpinionPage(s.page(r, ""), dossier, o, s.form(w, r, wrong))
	page.Scripts = []string{"mask.js"}
	page.Action = v.Href(v.Path)
	page.Enter = page.Action + "/diarienummer"
	page.Correct.Action = page.Action + "/avsandare"
	for i := range page.Files {
		page.Files[i].Href = page.Action + "/fil/" + page.Files[i].Hash
	}
	return s.render(w, r, fault.Status(wrong), "opinion-staff", page)
}

func (v *visit) staffOpinionPage(p Page, d Dossier, o act.ViewDossier, form Form) StaffOpinionPage {
	view := o.View
	p.Title = v.T("opinion.number", "Number", view.Number)
	page := StaffOpinionPage{Page: p, Dossier: d, State: v.viewChip(view.State()), Text: view.Text,
		Quote: view.Subject.Quote, Plea: view.Ruling.Plea, Form: form,
		Version: strconv.Itoa(view.Version), Facts: v.staffFacts(o)}
	for _, ruling := range o.Rulings {
		page.Rulings = append(page.Rulings, v.rulingItem(ruling, o.Venue))
	}
	if o.Copy.Number > 0 {
		page.Public = Link{v.T("receipt.public"), v.Href(o.Venue.Views() + "/" +
			strconv.FormatInt(view.Number, 10))}
	}
	page.Decide = view.State() != consult.ViewWithdrawn &&
		v.Person.Can(account.HandleViews, account.BodyID(view.Body))
	if page.Decide {
		page.Stake = v.stake(form, view.ID, v.Href(v.Path), o.Barred)
		page.Decide = !o.Barred
	}
	if numbers := view.Numbers(); len(numbers) > 0 {
		page.Warning = Notice{Tone: Late, Title: v.T("check.number", "Numbers",
			strings.Join(numbers, ", ")), Text: v.T("decide.number")}
	}
	if page.Decide && view.Attributable() && view.Forum.Contact() == "" {
		page.Correct = form.senderAnew(v, o)
	}
	if page.Decide && view.AppealsAgainst(string(v.Person.ID)) {
		page.Decide, page.Own = false, true
	}
	page.decision(v, o)
	page.files(v, o)
	return page
}

// staffFacts lists what is known of a view beside its text.
func (v *visit) staffFacts(o act.ViewDossier) []Fact {
	facts := []Fact{{Term: v.T("receipt.received"), Time: o.View.Sent},
		{Term: v.T("opinion.via"), Text: v.T(string(viaWords[o.View.Via]))}}
	if !o.View.Came.IsZero() {
		facts = append(facts, Fact{Term: v.T("queue.day"), Text: v.Date(o.View.Came)})
	}
	facts = append(facts, v.opinionFacts(o.View, o.Venue)...)
	if o.View.Version > 1 {
		facts = append(facts, Fact{Term: v.T("opinion.version"), Text: v.Number(o.View.Version)})
	}
	return append(facts, Fact{Term: v.T("receipt.id"), Text: string(o.View.ID)})
}

func (v *visit) rulingItem(r consult.Ruling, venue consult.Venue) TimelineItem {
	item := TimelineItem{At: r.At, Title: v.T("ruling.published", "Version", r.Version)}
	if r.Verdict == consult.Withhold {
		item.Title = v.T("ruling.withheld", "Version", r.Version)
		item.Text = v.say(venue.Reason(r.Reason))
	}
	if r.Second {
		item.Title += " " + v.T("ruling.second")
	}
	return item
}

// decision makes the form in which somebody decides.
func (p *StaffOpinionPage) decision(v *visit, o act.ViewDossier) {
	f := p.Form
	if !f.sent.Has("version") { // another form of the page was sent
		f.sent = nil
	}
	var reasons, grounds []Option
	for _, r := range o.Venue.Reasons {
		reasons = append(reasons, Option{Value: r.ID, Text: v.say(r.Text)})
	}
	for _, g := range consult.Grounds() {
		grounds = append(grounds, Option{Value: string(g), Text: v.T(string(groundWords[g]))})
	}
	p.Verdict = f.Field("radios", "verdict", v.T("decide.verdict"), "").Among(
		Option{Value: string(consult.Publish), Text: v.T("decide.publish"),
			Hint: v.T("decide.publish-hint")},
		Option{Value: string(consult.Withhold), Text: v.T("decide.withhold"),
			Hint: v.T("decide.withhold-hint")})
	p.Reason = f.Field("select", "reason", v.T("decide.reason"), "").Among(
		append([]Option{{Value: "", Text: v.T("decide.choose")}}, reasons...)...).
		Hinted(v.T("decide.reason-hint"))
	hidden, known := hiddenNow(o)
	if !known {
		p.Lost = Notice{Tone: Late, Title: v.T("decide.masks-lost"),
			Text: v.T("decide.masks-lost-text")}
	}
	for i := range max(maskRows, min(len(hidden)+1, mostMasks)) {
		n, was := strconv.Itoa(i+1), consult.HiddenWords{}
		if i < len(hidden) {
			was = hidden[i]
		}
		row := MaskRow{
			Words: f.Field("text", "mask-"+n, v.T("decide.words", "Number", i+1), was.Words).May(),
			Ground: f.Field("select", "ground-"+n, v.T("decide.ground"),
				string(was.Ground)).Among(grounds...)}
		p.Masks = append(p.Masks, row)
	}
}

// hiddenNow tells which words are masked in the published copy and stand in the
// text that is decided about; it is false where that cannot be told.
func hiddenNow(o act.ViewDossier) (still []consult.HiddenWords, known bool) {
	for _, x := range o.Versions {
		if x.Number != o.Copy.Version {
			continue
		}
		hidden, known := consult.Hidden(x.Text, o.Copy.Pieces)
		for _, h := range hidden {
			if strings.Contains(o.View.Text, h.Words) {
				still = append(still, h)
			}
		}
		return still, known
	}
	return nil, true
}

// ruleOpinion takes what was decided.
func (s *Server) ruleOpinion(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), viewIn(r)
	o, err := s.options.Desk.View(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	masks, err := sentMasks(o.View.Text, r.PostForm)
	if err == nil {
		_, err = s.options.Desk.RuleView(r.Context(), v.Person, id, consult.Ruling{
			Verdict: consult.Verdict(r.PostForm.Get("verdict")), Reason: r.PostForm.Get("reason"),
			Version: count(r.PostForm.Get("version"))}, masks, r.PostForm["publish"]...)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) ||
		fault.Is(err, fault.Refused) {
		return s.showStaffOpinion(w, r, err)
	}
	if err != nil {
		return err
	}
	on := dossierPath(consult.ID(r.PathValue("id")), "synpunkter")
	if body := r.PathValue("body"); body != "" {
		on = inboxAt(body, string(id))
	}
	http.Redirect(w, r, v.Href(on)+"?klart=ruled", http.StatusSeeOther)
	return nil
}

// sentMasks reads which words are to be masked.
func sentMasks(text string, sent url.Values) (masks []consult.Mask, err error) {
	for i := range mostMasks {
		n := strconv.Itoa(i + 1)
		words := sent.Get("mask-" + n)
		if words == "" {
			continue
		}
		found, err := consult.MaskWords(text, words, consult.Ground(sent.Get("ground-"+n)))
		if err != nil {
			return nil, moved(err, "masks", "mask-"+n)
		}
		masks = append(masks, found...)
	}
	return masks, nil
}

// EnterOpinionPage writes down a view that came another way.
type EnterOpinionPage struct {
	Page
	Dossier Dossier
	Form    Form
	Action  string
	Fields  []Field
}

// enterOpinionForm asks for a view.
func (s *Server) enterOpinionForm(w http.ResponseWriter, r *http.Request) error {
	return s.showEnterOpinion(w, r, nil)
}

func (s *Server) showEnterOpinion(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, dossier, err := s.dossier(r, "synpunkter")
	if err != nil {
		return err
	}
	if err := v.Person.May(account.HandleViews, file.Body.ID); err != nil {
		return err
	}
	page := EnterOpinionPage{Page: s.page(r, v.T("enter-opinion.title")), Dossier: dossier,
		Form:   s.form(w, r, wrong),
		Action: v.Href(dossierPath(file.Consultation.ID, "synpunkter/ny"))}
	venue := file.Consultation.Venue()
	if h, err := s.options.Desk.Hearing(r.Context(), venue.Forum); err == nil {
		venue = h.Venue // with the draft of the summary, where one is out
	}
	page.Fields = page.Form.enteredOpinion(v, venue)
	return s.render(w, r, fault.Status(wrong), "opinion-enter", page)
}

// enteredOpinion makes the fields of a view that staff write down.
func (f Form) enteredOpinion(v *visit, venue consult.Venue) []Field {
	var ways []Option
	for _, c := range consult.ViewChannels() {
		ways = append(ways, Option{Value: string(c), Text: v.T(string(viaWords[c]))})
	}
	fields := f.opinion(v, venue, consult.ViewForm{})
	if venue.Draft > 0 { // objections come by letter too
		draft := consult.Subject{About: consult.TheSummary, ID: strconv.Itoa(venue.Draft)}
		fields[0].Options = append(fields[0].Options, Option{Value: subjectWord(draft),
			Text: v.aboutWords(draft, venue)})
	}
	for i := range fields {
		fields[i].ofAnother(v)
	}
	original := f.Field("file", "file", v.T("enter-opinion.file"), "").May().
		Hinted(v.T("enter-opinion.file-hint"))
	return append(append([]Field{f.Field("radios", "via", v.T("opinion.via"), "").Among(ways...),
		f.Field("date", "came", v.T("queue.day"), "").Sized("short")}, fields...), original)
}

// ofAnother words a field for who writes down what somebody else has said, and
// keeps the browser from filling in who that is.
func (f *Field) ofAnother(v *visit) {
	f.Autocomplete = ""
	switch f.Name {
	case "text":
		f.Label, f.Hint = v.T("enter-opinion.text"), v.T("enter-opinion.text-hint")
	case "shown":
		f.Label = v.T("enter-opinion.shown")
	case "kind":
		for i := range f.Options {
			f.Options[i].Hint = ""
		}
	case "organisation", "name", "email":
		f.Hint = ""
	case "mandate", "funding":
		f.Hint = v.T("enter-opinion.shown-too")
	}
}

// enterOpinion writes a view down.
func (s *Server) enterOpinion(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	came, bad := parseMoment(r.PostForm.Get("came"), "00.00")
	if bad != nil {
		came = time.Time{}
	}
	var originals []act.Original
	if name, data, err := upload(r, "file"); err == nil {
		originals = []act.Original{{Name: name, Bytes: data}}
	}
	_, err := s.options.Desk.EnterView(r.Context(), v.Person, id.Forum(),
		sentOpinion(v, r.PostForm), consult.Channel(r.PostForm.Get("via")), came, originals...)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showEnterOpinion(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(dossierPath(id, "synpunkter"))+"?klart=entered-view",
		http.StatusSeeOther)
	return nil
}
