package act

import (
	"bytes"
	"context"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// book names the aggregate that a write about a body's contacts locks.
func book(body account.BodyID) string { return "contacts/" + string(body) }

// Registers are those of one kind that bodies keep.
type Registers[R interface{ Owner() string }] struct {
	All    []R // in the order of their keys
	Bodies map[string]account.Body
}

// Of gives the register of a body.
func (all Registers[R]) Of(body string) (one R, known bool) {
	for _, r := range all.All {
		if r.Owner() == body {
			return r, true
		}
	}
	return one, false
}

// Books are the contacts that bodies choose to publish.
type Books = Registers[integrity.Book]

// Books gives what all bodies publish of their contacts. All of it is public.
func (d *Desk) Books(ctx context.Context) (b Books, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		b, err = books(tx)
		return err
	})
	return b, err
}

func books(tx *store.Tx) (b Books, err error) {
	if b.Bodies, err = bodiesByID(tx); err != nil {
		return b, err
	}
	matters, said, err := sayings(tx, integrity.ABook)
	if err != nil {
		return b, err
	}
	contacts, told, err := sayings(tx, integrity.AContact)
	if err != nil {
		return b, err
	}
	for _, m := range matters {
		one := integrity.FoldBook(m, said[m.ID])
		for _, c := range contacts {
			if c.Body == m.Body {
				one.Contacts = append(one.Contacts, integrity.FoldContact(c, told[c.ID]))
			}
		}
		integrity.Latest(one.Contacts)
		b.All = append(b.All, one)
	}
	return b, nil
}

// sayings gives the matters of a kind, with what was said of each.
func sayings(tx *store.Tx, kind integrity.Kind) ([]integrity.Matter,
	map[integrity.ID][]integrity.Entry, error) {
	matters, err := tx.Matters(kind, "")
	if err != nil {
		return nil, nil, err
	}
	entries, err := tx.EntriesOf(kind)
	of := map[integrity.ID][]integrity.Entry{}
	for _, e := range entries {
		of[e.Matter] = append(of[e.Matter], e)
	}
	return matters, of, err
}

// keeping finds the matter of a kind with a key, or makes one.
func keeping(tx *store.Tx, kind integrity.Kind, body account.BodyID, key string) (integrity.Matter,
	error) {
	m, err := tx.MatterByKey(kind, key)
	if !fault.Is(err, fault.NotFound) {
		return m, err
	}
	m = integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: kind, Body: string(body),
		Key:     key,
		Created: tx.Now}
	return m, tx.AddMatter(m)
}

// CoverContacts says whose contacts a body publishes, since when and how soon.
// What was said before stays.
//
// Who may: publishers of the body. Faults: Invalid.
func (d *Desk) CoverContacts(ctx context.Context, who account.Person, body account.BodyID,
	c integrity.Coverage) error {
	return d.cover(ctx, who, body, integrity.ABook, book(body), "cover-contacts", c)
}

// cover says what a register of a body covers; lock names what the register locks.
func (d *Desk) cover(ctx context.Context, who account.Person, body account.BodyID,
	kind integrity.Kind, lock, act string, c integrity.Coverage) error {
	if err := who.May(account.Publish, body); err != nil {
		return err
	}
	if bad := nobody("covers", c.Covers.SV, c.Covers.EN); bad != nil {
		return bad
	}
	if err := c.Check(); err != nil {
		return err
	}
	return d.DB.Write(ctx, lock, func(tx *store.Tx) error {
		m, err := keeping(tx, kind, body, string(body))
		if err != nil {
			return err
		}
		return say(tx, who, m, act, integrity.Said{Coverage: &c})
	})
}

// NoContacts says that a body had no contact to tell of in a time.
//
// Who may: publishers of the body. Faults: Invalid, Refused (it has not said
// whose contacts it publishes).
func (d *Desk) NoContacts(ctx context.Context, who account.Person, body account.BodyID,
	n integrity.Nothing) error {
	if err := who.May(account.Publish, body); err != nil {
		return err
	}
	return d.DB.Write(ctx, book(body), func(tx *store.Tx) error {
		if err := n.Check(integrity.DateOf(tx.Now.In(lang.Stockholm))); err != nil {
			return err
		}
		b, err := bookOf(tx, body)
		if err != nil {
			return err
		}
		return say(tx, who, b.Matter, "no-contacts", integrity.Said{Nothing: &n})
	})
}

// bookOf gives the book of a body without its contacts.
//
// Faults: Refused (it has said nothing of what it covers).
func bookOf(tx *store.Tx, body account.BodyID) (integrity.Book, error) {
	m, err := tx.MatterByKey(integrity.ABook, string(body))
	if fault.Is(err, fault.NotFound) {
		return integrity.Book{}, fault.New(fault.Refused, "integrity.not-covered").At("file")
	}
	if err != nil {
		return integrity.Book{}, err
	}
	entries, err := tx.Entries(m.ID)
	return integrity.FoldBook(m, entries), err
}

// ContactsImported tells what came of reading a list of contacts.
type ContactsImported struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Same      int `json:"same"`
	Withdrawn int `json:"withdrawn"` // taken back earlier, and left so
}

// PublishContacts publishes a list of contacts: CSV in any character set, a
// workbook (.xlsx) or JSON. It is all or nothing, and the same list again
// changes nothing; what stands otherwise is a new version, with the reason why.
// Faults name the line and the column.
//
// Who may: publishers of the body. Faults: Invalid (lines of the file; a reason
// is wanted), TooLarge, Refused (the body has not said whose contacts it publishes).
func (d *Desk) PublishContacts(ctx context.Context, who account.Person, body account.BodyID,
	data []byte, why string) (done ContactsImported, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	table, err := listTable(integrity.ContactColumns, data)
	if err != nil {
		return done, err
	}
	return d.publishContacts(ctx, who, body, why, func(today integrity.Date) ([]integrity.Contact,
		error) {
		return integrity.ReadContacts(table, today)
	})
}

// listTable reads a file as rows of cells: a table, or JSON with the names of columns.
func listTable(columns [][]string, data []byte) ([][]string, error) {
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("[")) {
		return integrity.ReadJSON(columns, data)
	}
	table, err := adviceTable(data)
	return integrity.Unquoted(table), err
}

// TellContact publishes one contact, or a new version of one.
//
// Who may: publishers of the body. Faults: Invalid, Refused.
func (d *Desk) TellContact(ctx context.Context, who account.Person, body account.BodyID,
	c integrity.Contact, why string) (ContactsImported, error) {
	return d.publishContacts(ctx, who, body, why, func(today integrity.Date) ([]integrity.Contact,
		error) {
		return []integrity.Contact{c}, c.Check(today)
	})
}

func (d *Desk) publishContacts(ctx context.Context, who account.Person, body account.BodyID,
	why string, read func(integrity.Date) ([]integrity.Contact, error)) (done ContactsImported,
	err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	err = d.DB.Write(ctx, book(body), func(tx *store.Tx) error {
		done = ContactsImported{}
		list, err := read(integrity.DateOf(tx.Now.In(lang.Stockholm)))
		if err != nil {
			return err
		}
		b, err := bookOf(tx, body)
		if err != nil {
			return err
		}
		for _, c := range list {
			if bad := nobody("file", c.Place, c.Unit.SV, c.Unit.EN, c.Subject.SV, c.Subject.EN, c.Notes.SV,
				c.Notes.EN); bad != nil {
				return bad
			}
			if err := publishContact(tx, who, body, b.Now().Told(c), strings.TrimSpace(why),
				&done); err != nil {
				return err
			}
		}
		return note(tx, book(body), string(who.ID), "publish-contacts", string(body), done)
	})
	return done, err
}

// publishContact publishes one contact where it is not as it was.
func publishContact(tx *store.Tx, who account.Person, body account.BodyID, c integrity.Contact,
	why string, done *ContactsImported) error {
	m, err := keeping(tx, integrity.AContact, body, integrity.ContactKey(string(body), c.Ref))
	if err != nil {
		return err
	}
	entries, err := tx.Entries(m.ID)
	was := integrity.FoldContact(m, entries)
	switch {
	case err != nil:
		return err
	case m.Body != string(body):
		return fault.New(fault.Refused, "integrity.contact-taken").With("Ref", c.Ref).At("file")
	case len(was.Versions) == 0:
		done.New++
	case was.Now().Withdrawn != "":
		done.Withdrawn++
		return nil
	case was.Now().Same(c):
		done.Same++
		return nil
	case why == "":
		return fault.New(fault.Invalid, "integrity.why-changed").With("Ref", c.Ref).At("why")
	default:
		done.Changed++
		c.Why = why
	}
	return say(tx, who, m, "publish-contact", integrity.Said{Contact: &c})
}

// WithdrawContact takes a contact back: that it is taken back and why is all
// that is left to see of it.
//
// Who may: publishers of the body. Faults: NotFound, Invalid (no reason), Conflict.
func (d *Desk) WithdrawContact(ctx context.Context, who account.Person, body account.BodyID, ref,
	why string) error {
	if err := who.May(account.Publish, body); err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	if bad := fault.Fields(missing("withdraw", why), nobody("withdraw", why)); bad != nil {
		return bad
	}
	return d.DB.Write(ctx, book(body), func(tx *store.Tx) error {
		m, err := tx.MatterByKey(integrity.AContact, integrity.ContactKey(string(body), ref))
		if err != nil || m.Body != string(body) {
			return fault.New(fault.Invalid, "integrity.no-contact").At("withdraw-ref")
		}
		entries, err := tx.Entries(m.ID)
		if err != nil {
			return err
		}
		was := integrity.FoldContact(m, entries).Now()
		if was.Withdrawn != "" {
			return fault.New(fault.Refused, "integrity.withdrawn-already").At("withdraw-ref")
		}
		return say(tx, who, m, "withdraw-contact", integrity.Said{Contact: &integrity.Contact{
			Ref: was.Ref, On: was.On, Rank: was.Rank, Unit: was.Unit, Withdrawn: why}})
	})
}

// missing tells of a text that is not there.
func missing(field, text string) *fault.Error {
	if text == "" {
		return fault.New(fault.Invalid, "integrity.missing").At(field)
	}
	return nil
}

// ContactPath gives the Swedish path of the contacts of a body.
func ContactPath(body string) string { return "/integritet/kontakter/" + body }
