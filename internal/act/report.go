package act

import (
	"context"
	"encoding/json"
	"net/mail"
	"strings"

	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// A Report says that something on the site should not be there, and why.
type Report struct {
	Address string `json:"address"` // of the page
	Reason  string `json:"reason"`
	Name    string `json:"name,omitempty"`
	Email   string `json:"email,omitempty"`
}

// ReportContent takes a report and mails it to who answers for the site. It
// gives the reference by which it can be asked about. The report itself is
// kept sealed, and only until it is sent.
//
// Faults: Unavailable where nobody is named to take reports.
func (d *Desk) ReportContent(ctx context.Context, r Report) (reference string, err error) {
	if d.Site.Contact == "" {
		return "", fault.New(fault.Unavailable, "report.nobody")
	}
	err = d.DB.Write(ctx, "reports", func(tx *store.Tx) error {
		id := store.NewID(tx.Now)
		reference = strings.ToUpper(id[len(id)-8:])
		plain, err := json.Marshal(r)
		if err != nil {
			return err
		}
		data := encode(d.Keys.Seal(keys.Parcel, reference, plain))
		err = tx.Enqueue(store.Mail{Kind: MailReport, Key: MailReport + "|" + reference, Person: reference,
			Data: data, Due: tx.Now})
		if err != nil {
			return err
		}
		return note(tx, "reports", anybody, "report", reference, nil)
	})
	return reference, err
}

// wordReport words a report to who answers for the site.
func (d *Desk) wordReport(x *dispatch) error {
	if x.mail.Data == "" {
		return ErrNothingToSay
	}
	plain, err := d.decode(x.mail.Person, x.mail.Data)
	if err != nil {
		return err
	}
	var r Report
	if err := json.Unmarshal(plain, &r); err != nil {
		return err
	}
	x.to = mail.Address{Name: d.Site.Name, Address: d.Site.Contact}
	x.language = lang.Swedish
	p := lang.For(x.language)
	text := p.T("report.about", "Address", r.Address, "Reason", r.Reason)
	if r.Name != "" || r.Email != "" {
		text += " " + p.T("report.from", "Who", strings.TrimSpace(r.Name+" "+r.Email))
	}
	link := d.Site.URL
	if strings.HasPrefix(r.Address, d.Site.URL+"/") && !strings.ContainsAny(r.Address, " <>\"") {
		link = r.Address
	}
	x.letter = letter.Notice{Site: d.Site.Name,
		What: p.T("report.notice", "Reference", x.mail.Person), Text: text, Link: link}
	return nil
}
