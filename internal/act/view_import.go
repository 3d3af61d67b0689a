package act

import (
	"context"
	"net/mail"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// mostImported is how many mails are taken at once, so that taking them holds
// nobody up.
const mostImported = 200

// An Imported mail tells what became of one mail of a file.
type Imported struct {
	Place   int // in the file, from 1
	From    string
	Subject string
	View    consult.View // zero where the mail is known or was sent by a machine
	Known   bool         // the same mail was taken before
	Machine bool         // an automatic answer, a bounce
}

// ImportViews takes a mail (.eml) or a mailbox (mbox) of views that came by
// e-mail: each becomes a view on what the officer says that they are about,
// received on the day of the mail, with the mail itself as its original. It is
// all or nothing, and a mail that was taken before is passed over. Who speaks
// for whom, an officer can see in the original.
//
// Who may: editors. Faults: Invalid (a mail that cannot be read, with its place; what they are about), TooLarge.
func (d *Desk) ImportViews(ctx context.Context, who account.Person, f consult.Forum,
	about consult.Subject, data []byte) (report []Imported, err error) {
	mails, err := mailsIn(data)
	if err != nil {
		return nil, err
	}
	err = d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		report = nil
		h, err := venue(tx, f)
		if err != nil {
			return err
		}
		if err := who.May(account.HandleViews, account.BodyID(h.Body)); err != nil {
			return err
		}
		if !h.Has(about) {
			return fault.New(fault.Invalid, "view.subject-missing").At("about")
		}
		for i, m := range mails {
			one, err := d.importOne(tx, who, h, about, m)
			if err != nil {
				return err
			}
			one.Place = i + 1
			report = append(report, one)
		}
		return note(tx, string(f), string(who.ID), "view-import", "",
			map[string]any{"mails": len(mails)})
	})
	return report, err
}

// A received mail, with its bytes as they were.
type receivedMail struct {
	letter document.Letter
	raw    []byte
}

// mailsIn reads every mail of a file before anything is kept of one.
func mailsIn(data []byte) (all []receivedMail, err error) {
	parts := document.Mailbox(data)
	if len(parts) > mostImported {
		return nil, fault.New(fault.TooLarge, "view.mails-many").With("Count", len(parts)).
			With("Most", mostImported).At("file")
	}
	for i, raw := range parts {
		m, err := document.Mail(raw)
		if err != nil {
			return nil, fault.New(fault.Invalid, "view.mail-bad").With("Place", i+1).At("file").From(err)
		}
		all = append(all, receivedMail{m, raw})
	}
	return all, nil
}

// importOne makes a view of one mail.
func (d *Desk) importOne(tx *store.Tx, who account.Person, h consult.Venue, about consult.Subject,
	m receivedMail) (Imported, error) {
	one := Imported{Subject: m.letter.Subject, Machine: m.letter.Automatic}
	from := mail.Address{}
	if len(m.letter.From) > 0 {
		from = m.letter.From[0]
		one.From = strings.TrimSpace(from.Name + " " + from.Address)
	}
	if one.Machine {
		return one, nil
	}
	key := d.formKey(h.Forum, "mail "+sumOf(m.raw))
	if _, err := tx.ViewByKey(key); !fault.Is(err, fault.NotFound) {
		one.Known = err == nil
		return one, err
	}
	form := consult.ViewForm{Text: cmpText(m.letter), Subject: about,
		Sender: consult.Sender{Kind: consult.APerson, Name: from.Name, Email: from.Address}}
	form, err := form.Check(h)
	if err != nil {
		return one, moveTo(err, "file")
	}
	v := begun(h, form, consult.ByEmail, tx)
	v.Came, v.Entered = m.letter.Date, string(who.ID)
	if v.Came.IsZero() || v.Came.After(tx.Now) {
		v.Came = tx.Now
	}
	if err := tx.AddView(v, key); err != nil {
		return one, err
	}
	if err := keepFile(tx, v.ID, "synpunkt.eml", m.raw); err != nil {
		return one, err
	}
	err = d.arriveMailed(tx, &v, who)
	one.View = v
	return one, err
}

// cmpText gives the words of a mail: its subject, where it says nothing else.
func cmpText(m document.Letter) string {
	if text := strings.TrimSpace(m.Text); text != "" {
		return text
	}
	return m.Subject
}

// moveTo says that a fault lies in the file, whatever field it would be in a form.
func moveTo(err error, field string) error {
	if e, ok := err.(*fault.Error); ok {
		return e.At(field)
	}
	return err
}
