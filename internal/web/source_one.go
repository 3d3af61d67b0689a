package web

import (
	"net/http"
	"strconv"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// SourcePage is the file of a source: what waits for a decision, what is wrong,
// what has happened.
type SourcePage struct {
	Page
	Body     string
	Action   string
	Form     Form
	Facts    []Fact
	Fault    string // of the last run
	Held     int    // number of the run that waits; 0 for none
	Why      string
	Counts   []Fact
	Changes  []SourceChange
	Reason   Field
	May      bool
	Open     bool // it is still harvested
	Findings SourceFindings
	History  Table
}

// A SourceChange is one thing that a run would change.
type SourceChange struct {
	Chip  Chip
	Title string
	IRI   string
	Lines []DiffPart
}

// source shows the file of a source.
func (s *Server) source(w http.ResponseWriter, r *http.Request) error {
	return s.showSource(w, r, nil)
}

func (s *Server) showSource(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	file, err := s.options.Desk.SourceFile(r.Context(), v.Person,
		catalog.SourceID(r.PathValue("source")))
	if err != nil {
		return err
	}
	page := v.sourcePage(file, s.form(w, r, wrong))
	page.Page = catalogued(s.page(r, v.T("source.one")))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "harvest-source", page)
}

func (v *visit) sourcePage(file act.SourceFile, form Form) SourcePage {
	page := SourcePage{Body: v.bodyName(file.Body), Form: form,
		Action: v.Href(act.SourcePath(file.Source.ID)), Open: file.Source.Ended.IsZero(),
		May:      v.Person.Can(account.Publish, file.Body.ID),
		Facts:    v.sourceFacts(file.SourceLine),
		Findings: v.findings(file.Report), History: v.harvests(file.Harvests)}
	if err := act.HarvestFault(file.Last); err != nil {
		page.Fault = v.Fault(err)
	}
	if file.Held.Number == 0 {
		return page
	}
	page.Held, page.Why = file.Held.Number, v.T(string(holds[file.Held.Hold]))
	page.Counts = []Fact{{Term: v.T("source.added"), Text: v.Number(file.Held.Added)},
		{Term: v.T("source.changed"), Text: v.Number(file.Held.Changed)},
		{Term: v.T("source.removed"), Text: v.Number(file.Held.Removed)}}
	for _, c := range file.Changes {
		page.Changes = append(page.Changes, v.sourceChange(c))
	}
	page.Reason = form.Field("area", "reason", v.T("source.reason"), "").Hinted(
		v.T("source.reason-hint")).Area(3, 500)
	return page
}

// sourceFacts says what a source is.
func (v *visit) sourceFacts(line act.SourceLine) []Fact {
	s := line.Source
	sector := v.T("source.public")
	if s.Sector == catalog.PrivateSector {
		sector = v.T("source.private")
	}
	facts := []Fact{{Term: v.T("source.address"), Link: Link{Text: s.Address, Href: s.Address}},
		{Term: v.T("source.state"), Text: v.sourceChip(line).Text},
		{Term: v.T("source.sector-label"), Text: sector}}
	if s.Ended.IsZero() && !s.Next.IsZero() {
		facts = append(facts, Fact{Term: v.T("source.next"), Time: s.Next})
	}
	return facts
}

// sourceChange words one thing that a run would change.
func (v *visit) sourceChange(c act.HeldChange) SourceChange {
	made := SourceChange{Title: c.Title, IRI: c.IRI, Chip: v.whatChip(c.What)}
	for _, statement := range c.Statements {
		part := DiffPart{Change: "removed", Text: statement.Property + " " + statement.Value.Value}
		if statement.Added {
			part.Change = "added"
		}
		made.Lines = append(made.Lines, part)
	}
	return made
}

// whatChip says what becomes of a dataset.
func (v *visit) whatChip(w catalog.What) Chip {
	switch w {
	case catalog.Added:
		return Chip{Tone: Active, Icon: "plus", Text: v.T("source.what-added")}
	case catalog.Returned:
		return Chip{Tone: Active, Icon: "plus", Text: v.T("source.what-returned")}
	case catalog.Gone:
		return Chip{Tone: Late, Text: v.T("source.what-gone")}
	}
	return Chip{Tone: Neutral, Text: v.T("source.what-changed")}
}

// harvests lists runs, newest first.
func (v *visit) harvests(list []store.Harvest) Table {
	t := Table{Caption: v.T("source.history"), Columns: []Column{{Text: v.T("source.began")},
		{Text: v.T("source.state")}, {Text: v.T("source.added"), Number: true},
		{Text: v.T("source.changed"), Number: true}, {Text: v.T("source.removed"), Number: true},
		{Text: v.T("source.note")}}}
	for _, h := range list {
		note := h.Reason
		if err := act.HarvestFault(h); err != nil {
			note = v.Fault(err)
		}
		t.Rows = append(t.Rows, []Cell{{Text: v.DateTime(h.Began)}, {Chip: v.harvestChip(h)},
			{Text: v.Number(h.Added)}, {Text: v.Number(h.Changed)}, {Text: v.Number(h.Removed)},
			{Text: note}})
	}
	return t
}

// judgeSource lets a harvest through or throws it away, asks for one, or ends
// the source.
func (s *Server) judgeSource(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), catalog.SourceID(r.PathValue("source"))
	number, _ := strconv.Atoi(r.PostForm.Get("number")) // what is no number is no run
	reason, desk := r.PostForm.Get("reason"), s.options.Desk
	var err error
	did := "asked-harvest"
	switch {
	case r.PostForm.Has("approve"):
		did, err = "source-decided", desk.ApproveHarvest(r.Context(), v.Person, id, number, reason)
	case r.PostForm.Has("reject"):
		did, err = "source-decided", desk.RejectHarvest(r.Context(), v.Person, id, number, reason)
	case r.PostForm.Has("end"):
		did, err = "source-ended", desk.EndSource(r.Context(), v.Person, id)
	default:
		err = desk.AskHarvest(r.Context(), v.Person, id)
	}
	if fault.Is(err, fault.Invalid) {
		return s.showSource(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(act.SourcePath(id))+"?klart="+did, http.StatusSeeOther)
	return nil
}
