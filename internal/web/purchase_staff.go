package web

import (
	"io"
	"net/http"
	"net/url"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// mostLedger is the largest ledger that is taken by the web, in bytes, with the
// form around it: ten years of a large municipality.
const mostLedger = 1 << 30

// uploadWithin is how long an upload may take.
const uploadWithin = 30 * time.Minute

// readAtOnce is how large a ledger may be to be read while its bringer waits;
// it takes some hundredths of a second. Larger ones are read in the background.
const readAtOnce = 2 << 20

// deliveryRoutes are the pages on which a body publishes its ledgers.
func (s *Server) deliveryRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: work + "/inkop/{body}", Access: Staff, Handler: s.deliveries},
		{Method: "POST", Pattern: work + "/inkop/{body}", Access: Staff, Handler: s.bringDelivery,
			Body: mostLedger},
		{Method: "GET", Pattern: work + "/leverans/{delivery}", Access: Staff, Handler: s.delivery},
		{Method: "POST", Pattern: work + "/leverans/{delivery}", Access: Staff,
			Handler: s.decideDelivery},
		{Method: "GET", Pattern: work + "/leverans/{delivery}/fil", Access: Staff,
			Handler: s.deliveryCopy},
		{Method: "GET", Pattern: work + "/leverans/{delivery}/jamfor", Access: Staff,
			Handler: s.deliveryPreview},
	}
}

func deliveriesAt(body string) string { return work + "/inkop/" + url.PathEscape(body) }

func deliveryAt(id purchase.ID) string { return work + "/leverans/" + url.PathEscape(string(id)) }

// DeliveriesPage lists the deliveries of a body, and takes another.
type DeliveriesPage struct {
	Page
	Body   string
	Table  Table
	None   Empty
	Public Link
	May    bool
	Action string
	Form   Form
	Fields []Field
}

// deliveries lists the deliveries of a body.
func (s *Server) deliveries(w http.ResponseWriter, r *http.Request) error {
	return s.showDeliveries(w, r, nil)
}

func (s *Server) showDeliveries(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	b, err := s.bodyOf(r, account.SeeDraft)
	if err != nil {
		return err
	}
	list, err := s.options.Desk.Deliveries(r.Context(), v.Person, b.ID)
	if err != nil {
		return err
	}
	page := v.deliveriesPage(b, list, s.form(w, r, wrong))
	page.Page = bought(s.page(r, v.T("purchase.staff-title")))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "ledger-staff", page)
}

func (v *visit) deliveriesPage(b account.Body, list []purchase.Delivery, form Form) DeliveriesPage {
	page := DeliveriesPage{Body: v.bodyName(b), Form: form, May: v.Person.Can(account.Edit, b.ID),
		Action: v.Href(deliveriesAt(string(b.ID))),
		Public: Link{v.T("purchase.see-public"), v.Href(ledgerPath(string(b.ID)))}}
	page.Table = Table{Caption: v.T("purchase.deliveries"),
		Columns: []Column{{Text: v.T("purchase.period")},
			{Text: v.T("purchase.state")}, {Text: v.T("purchase.brought")},
			{Text: v.T("purchase.rows"),
				Number: true},
			{Text: v.T("purchase.sum"), Number: true}}}
	for _, d := range list {
		page.Table.Rows = append(page.Table.Rows, []Cell{
			{Text: v.periodWords(d.Period), Link: v.Href(deliveryAt(d.ID))},
			{Chip: v.deliveryChip(d)},
			{Text: v.DateTime(d.Created)}, {Text: v.Number(d.Rows)}, {Text: v.Money(d.Ore)}})
	}
	if len(list) == 0 {
		page.None = Empty{Title: v.T("purchase.none"), Text: v.T("purchase.none-text")}
	}
	page.Fields = v.bringFields(form)
	return page
}

// bringFields are the questions about a ledger that is brought.
func (v *visit) bringFields(f Form) []Field {
	file := f.Field("file", "file", v.T("purchase.file"), "").Hinted(v.T("purchase.file-hint"))
	file.Accept = ".csv,.txt,.json,.xlsx,.xml,.tsv"
	fields := []Field{file, f.Field("text", "period", v.T("purchase.period"),
		"").Hinted(v.T("purchase.period-hint")).Sized("short")}
	return append(append(fields, v.maskFields(f, ledger.Bucket, "")...),
		f.Field("area", "reason", v.T("purchase.reason"),
			"").Hinted(v.T("purchase.reason-hint")).May().Area(2, 500))
}

// maskFields ask how persons are masked.
func (v *visit) maskFields(f Form, policy ledger.Policy, accounts string) []Field {
	option := func(p ledger.Policy, hint string) Option {
		return Option{Value: string(p), Text: v.T(string(policies[p])), Hint: hint}
	}
	return []Field{f.Field("radios", "policy", v.T("purchase.policy"), string(policy)).Among(
		option(ledger.Bucket, v.T("purchase.policy-bucket-hint")),
		option(ledger.Drop, v.T("purchase.policy-drop-hint")),
		option(ledger.Pseudonym, v.T("purchase.policy-pseudonym-hint"))),
		f.Field("text", "accounts", v.T("purchase.accounts"),
			accounts).Hinted(v.T("purchase.accounts-hint")).May()}
}

// bringDelivery takes a ledger. A small one has been read when its page comes.
func (s *Server) bringDelivery(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if err := v.Person.May(account.Edit, bodyID(r)); err != nil {
		return err
	}
	d, err := s.bring(r)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		return s.showDeliveries(w, r, err)
	}
	if err != nil {
		return err
	}
	if d.Size <= readAtOnce {
		if err := s.options.Desk.ReadDelivery(r.Context(), d.ID); err != nil {
			return err
		}
	}
	http.Redirect(w, r, v.Href(deliveryAt(d.ID))+"?klart=brought", http.StatusSeeOther)
	return nil
}

// policyOf reads how persons are to be masked.
func policyOf(r *http.Request) ledger.Policy { return ledger.Policy(r.PostForm.Get("policy")) }

// bring hands the file over to the desk as it comes.
func (s *Server) bring(r *http.Request) (purchase.Delivery, error) {
	file, head, err := r.FormFile("file")
	if err != nil {
		return purchase.Delivery{}, fault.New(fault.Invalid, "upload.missing").At("file")
	}
	defer file.Close()
	if head.Size == 0 {
		return purchase.Delivery{}, fault.New(fault.Invalid, "upload.empty").At("file")
	}
	sent := r.PostForm
	return s.options.Desk.BringDelivery(r.Context(), from(r).Person, bodyID(r), act.BringForm{
		Period: sent.Get("period"), Policy: policyOf(r), Accounts: sent.Get("accounts"),
		Reason: sent.Get("reason"), Name: head.Filename},
		func(w io.Writer) error { _, err := io.Copy(w, file); return err })
}
