package web

import (
	"mime"
	"net/http"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/purchase"
)

// LedgerDossierPage is the file of a delivery for staff: what was read and how,
// what is masked, and the decision.
type LedgerDossierPage struct {
	Page
	Body         string
	Steps        Stepper
	Chip         Chip
	Facts        []Fact
	Waits        string // how far the reading has come; "" when it has been read
	Fault        string
	Receipt      *LedgerReceipt
	Findings     []LedgerFinding
	More         string // how many findings there are besides
	MoreFindings []LedgerFinding
	Obeys        string
	Mask         *LedgerMask
	Copy         Link
	Compare      Link
	Public       Link
	Held         string // what becomes of the file as it was brought

	Action   string
	Form     Form
	MaskAs   []Field // none when it can be masked in another way no more
	Reason   Field
	Saw      string // the hash of the rows that are shown
	Decide   bool   // there is something to decide
	MayNot   string // why who is looking may not decide
	Obstacle string
	MayDrop  bool
	MayAsk   bool
}

// findingsOpen is how many findings stand open: what is to be decided is
// beneath them.
const findingsOpen = 6

// delivery shows the file of a delivery.
func (s *Server) delivery(w http.ResponseWriter, r *http.Request) error {
	return s.showDelivery(w, r, nil)
}

func (s *Server) showDelivery(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	f, err := s.options.Desk.Delivery(r.Context(), v.Person, purchase.ID(r.PathValue("delivery")))
	if err != nil {
		return err
	}
	page := v.ledgerDossier(f, s.form(w, r, wrong))
	page.Page = bought(s.page(r, page.Title))
	page.notice(v, r)
	if f.State() == purchase.Waiting {
		w.Header().Set("Refresh", "2") // the page of something under way; it has nothing to fill in
	}
	return s.render(w, r, fault.Status(wrong), "ledger-dossier", page)
}

// ledgerDossier makes the page.
func (v *visit) ledgerDossier(f act.DeliveryFile, form Form) LedgerDossierPage {
	page := LedgerDossierPage{Body: v.bodyName(f.Of), Form: form, Chip: v.deliveryChip(f.Delivery),
		Action: v.Href(deliveryAt(f.ID)), Receipt: v.receiptOf(f.Delivery), Mask: v.maskOf(f.Report.Mask),
		Findings: v.ledgerFindings(f.Report.Findings)}
	page.Title = v.T("purchase.dossier-title", "Period", v.periodWords(f.Period))
	page.Facts = v.dossierFacts(f)
	page.Steps = v.deliverySteps(f.State())
	if err := act.DeliveryFault(f.Delivery); err != nil {
		page.Fault = v.Fault(err)
	}
	if f.State() == purchase.Waiting {
		page.Waits = v.readingWords(f.Delivery)
	}
	if more := len(page.Findings) - findingsOpen; more > 1 {
		page.Findings, page.MoreFindings = page.Findings[:findingsOpen], page.Findings[findingsOpen:]
		page.More = v.T("purchase.findings-more", "Count", more)
	}
	if page.Receipt != nil && len(page.Findings) == 0 {
		page.Obeys = v.T("ledger.obeys")
	}
	page.links(v, f)
	page.decisions(v, f)
	return page
}

// readingWords says how far the reading of a file has come, and how long it
// will go on at the pace since it was brought.
func (v *visit) readingWords(d purchase.Delivery) string {
	words := v.T("purchase.waits", "Percent", d.Progress)
	took := v.Now.Sub(d.Created)
	if d.Progress < 5 || took <= 0 { // too early to tell
		return words
	}
	left := took * time.Duration(100-d.Progress) / time.Duration(d.Progress)
	return words + " " + v.T("purchase.waits-left", "Seconds", int(left.Seconds()+0.5))
}

func (v *visit) dossierFacts(f act.DeliveryFile) []Fact {
	facts := []Fact{{Term: v.T("purchase.file"), Text: f.Name + ", " + v.Size(f.Size)},
		{Term: v.T("purchase.brought"), Time: f.Created}}
	if f.Rows > 0 {
		facts = append(facts, Fact{Term: v.T("purchase.rows-to-publish"), Text: v.Number(f.Rows)},
			Fact{Term: v.T("purchase.sum"), Text: v.Money(f.Ore)})
	}
	if f.Reason != "" {
		facts = append(facts, Fact{Term: v.T("purchase.reason"), Text: f.Reason})
	}
	return facts
}

// links lead to what can be looked at.
func (p *LedgerDossierPage) links(v *visit, f act.DeliveryFile) {
	if f.CSV.Hash != "" {
		p.Copy = Link{v.T("purchase.copy"), v.Href(deliveryAt(f.ID) + "/fil")}
		if f.Before.ID != "" && !f.Public() {
			p.Compare = Link{v.T("purchase.compare", "Number", f.Before.Number),
				v.Href(deliveryAt(f.ID) + "/jamfor")}
		}
	}
	if f.Public() {
		p.Public = Link{v.T("purchase.see-public"), v.Href(deliveryPath(f.ID))}
	}
	p.Held = v.T("purchase.raw-deleted")
	if f.Raw {
		p.Held = v.T("purchase.raw-held", "Date", v.Date(f.Created.AddDate(0, 0, act.RawDays)))
	}
}

// decisions are what can be done.
func (p *LedgerDossierPage) decisions(v *visit, f act.DeliveryFile) {
	may, body := v.Person, account.BodyID(f.Body)
	state := f.State()
	p.MayDrop = may.Can(account.Edit, body) && !f.Public() && state != purchase.Dropped
	p.Decide = (state == purchase.Ready || state == purchase.Asked) && may.Can(account.Edit, body)
	if !p.Decide {
		return
	}
	if f.Raw {
		p.MaskAs = v.maskFields(p.Form, f.Policy, strings.Join(f.Accounts, ", "))
	}
	p.MayAsk, p.Saw = state == purchase.Ready, f.Parquet.Hash
	p.Reason = p.Form.Field("area", "reason", v.T("purchase.reason"),
		f.Reason).Hinted(v.T("purchase.reason-public")).Area(2, 500)
	if f.Before.ID == "" {
		p.Reason = p.Reason.May()
	}
	if fault.Is(f.Obstacle, fault.Conflict) {
		p.Obstacle = v.Fault(f.Obstacle)
	}
	if err := may.May(account.Publish, body); err != nil {
		p.MayNot = v.T("purchase.may-not-role")
	} else if err := f.Approvable(f.Of.FourEyes, string(may.ID)); err != nil {
		p.MayNot = v.Fault(err)
	}
}

// deliverySteps shows how far a delivery has come.
func (v *visit) deliverySteps(state purchase.State) Stepper {
	names := []string{v.T("purchase.step-bring"), v.T("purchase.step-read"),
		v.T("purchase.step-decide"),
		v.T("purchase.step-public")}
	at := map[purchase.State]int{purchase.Waiting: 1, purchase.Unreadable: 1, purchase.Ready: 2,
		purchase.Asked:     2,
		purchase.Published: 4, purchase.Replaced: 4, purchase.Dropped: 1}[state]
	st := Stepper{Label: v.T("purchase.steps")}
	for i, name := range names {
		step := Step{Text: name}
		if i < at {
			step.State = "done"
		} else if i == at {
			step.State = "current"
		}
		st.Steps = append(st.Steps, step)
	}
	return st
}

// decideDelivery does what somebody has decided.
func (s *Server) decideDelivery(w http.ResponseWriter, r *http.Request) error {
	v, d, id := from(r), s.options.Desk, purchase.ID(r.PathValue("delivery"))
	sent, ctx := r.PostForm, r.Context()
	var err error
	var told string
	switch {
	case sent.Has("mask"):
		told, err = "masked", d.MaskDelivery(ctx, v.Person, id, policyOf(r), sent.Get("accounts"))
		if err == nil {
			err = s.readSmall(r, id)
		}
	case sent.Has("ask"):
		told, err = "asked", d.AskDelivery(ctx, v.Person, id, sent.Get("reason"))
	case sent.Has("drop"):
		told, err = "delivery-dropped", d.DropDelivery(ctx, v.Person, id)
	default:
		told = "delivery-published"
		_, err = d.ApproveDelivery(ctx, v.Person, id, sent.Get("saw"), sent.Get("reason"))
	}
	if shownHere(err) {
		return s.showDelivery(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(deliveryAt(id))+"?klart="+told, http.StatusSeeOther)
	return nil
}

// shownHere tells whether a fault belongs above the form that was sent.
func shownHere(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) || fault.Is(err,
		fault.Refused)
}

// readSmall reads a delivery again at once if it is small.
func (s *Server) readSmall(r *http.Request, id purchase.ID) error {
	f, err := s.options.Desk.Delivery(r.Context(), from(r).Person, id)
	if err != nil || f.Size > readAtOnce {
		return err
	}
	return s.options.Desk.ReadDelivery(r.Context(), id)
}

// deliveryCopy gives what would be published as CSV: corrected and masked.
func (s *Server) deliveryCopy(w http.ResponseWriter, r *http.Request) error {
	f, err := s.options.Desk.Delivery(r.Context(), from(r).Person,
		purchase.ID(r.PathValue("delivery")))
	if err != nil {
		return err
	}
	if f.CSV.Hash == "" {
		return shownNowhere()
	}
	file, err := s.options.Desk.OpenFile(f.CSV)
	if err != nil {
		return err
	}
	defer file.Close()
	header := w.Header()
	header.Set("Content-Type", ledgerTypes[".csv"])
	header.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": f.Body + "-" + string(f.Period) + ".csv"}))
	http.ServeContent(w, r, "", f.Read, file)
	return nil
}

// deliveryPreview shows what a delivery would change.
func (s *Server) deliveryPreview(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	f, err := s.options.Desk.Delivery(r.Context(), v.Person, purchase.ID(r.PathValue("delivery")))
	if err != nil {
		return err
	}
	if f.CSV.Hash == "" {
		return shownNowhere()
	}
	d, err := s.options.Desk.CompareDeliveries(r.Context(), f.Before, f.Delivery)
	if err != nil {
		return err
	}
	page := v.ledgerDiffPage(f.Of, d)
	page.Back.Href = v.Href(deliveryAt(f.ID))
	page.Page = bought(s.page(r, page.Title))
	return s.render(w, r, http.StatusOK, "ledger-diff", page)
}

// shownNowhere answers who asks for what a delivery does not have: who may see
// the delivery may know that.
func shownNowhere() error { return fault.New(fault.Refused, "purchase.not-ready") }
