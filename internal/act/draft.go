package act

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// NewConsultation begins a consultation at a body: a draft that only the body sees.
//
// Who may: editors. Faults: Invalid (no title).
func (d *Desk) NewConsultation(ctx context.Context, who account.Person, body account.BodyID,
	content consult.Content) (id consult.ID, err error) {
	if err := who.May(account.Edit, body); err != nil {
		return "", err
	}
	if strings.TrimSpace(content.Title.SV) == "" {
		return "", fault.New(fault.Invalid, "draft.title-missing").At("title")
	}
	err = d.DB.Write(ctx, "body/"+string(body), func(tx *store.Tx) error {
		b, err := tx.Body(body)
		if err != nil {
			return err
		}
		id = consult.ID(store.NewID(tx.Now))
		content = settle(content, b)
		slug, err := freeSlug(tx, consult.Slug(content.Title.SV))
		if err != nil {
			return err
		}
		c := consult.Consultation{ID: id, Body: string(body), Slug: slug, Created: tx.Now,
			Content: content}
		if err := tx.AddConsultation(c); err != nil {
			return err
		}
		v := consult.Version{Consultation: id, Paper: consult.Invitation, Number: 1, Saved: 1,
			Content: content, Author: string(who.ID), Edited: tx.Now}
		if err := tx.AddVersion(v); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "new", string(id),
			map[string]any{"template": content.Template})
	})
	return id, err
}

// settle fills in what the body itself answers for.
func settle(c consult.Content, b account.Body) consult.Content {
	if c.Privacy.Controller.Empty() {
		c.Privacy.Controller = consult.Text{SV: b.Name, EN: b.NameEnglish}
	}
	if c.Contact.Email == "" {
		c.Contact.Email = b.Email
	}
	if c.Contact.Phone == "" {
		c.Contact.Phone = b.Phone
	}
	return c
}

// freeSlug gives slug, or slug with the first number that makes it free.
func freeSlug(tx *store.Tx, slug string) (string, error) {
	for n := 1; n < 1000; n++ {
		try := slug
		if n > 1 {
			try = fmt.Sprintf("%s-%d", slug, n)
		}
		_, err := tx.ConsultationBySlug(try)
		if fault.Is(err, fault.NotFound) {
			return try, nil
		}
		if err != nil {
			return "", err
		}
	}
	return "", fault.New(fault.Conflict, "draft.title-taken").At("title")
}

// OpenDraft gives the draft of a paper that is being worked on. Where there is
// none it begins one from the version in force.
//
// Who may: editors.
func (d *Desk) OpenDraft(ctx context.Context, who account.Person, id consult.ID,
	p consult.Paper) (v consult.Version, err error) {
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.Edit, id)
		if err != nil {
			return err
		}
		v, err = tx.OpenDraft(id, p)
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		old, err := tx.Versions(id, p)
		if err != nil {
			return err
		}
		if v, err = beginning(tx, c, p); err != nil {
			return err
		}
		v.Number, v.Saved, v.Author, v.Edited = len(old)+1, 1, string(who.ID), tx.Now
		if err := tx.AddVersion(v); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "begin-version", string(id),
			map[string]any{"paper": p, "number": v.Number})
	})
	return v, err
}

// SaveDraft keeps a draft. v.Saved must be what OpenDraft gave: where somebody
// else has saved since, nothing is overwritten.
//
// Who may: editors. Faults: Conflict.
func (d *Desk) SaveDraft(ctx context.Context, who account.Person,
	v consult.Version) (consult.Version, error) {
	err := d.DB.Write(ctx, consultation(v.Consultation), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.Edit, v.Consultation)
		if err != nil {
			return err
		}
		old, err := tx.Version(v.Consultation, v.Paper, v.Number)
		if err != nil {
			return err
		}
		next := v
		next.Author, next.Edited = string(who.ID), tx.Now
		next.Asked, next.AskedBy = time.Time{}, "" // what was to be approved is no longer this
		next.Content.Translated(old.Content)
		next.Summary = next.Summary.Tidied()
		if err := tx.SaveVersion(next); err != nil {
			return err
		}
		if c.Published == 0 && v.Paper == consult.Invitation {
			c.Content = next.Content
			if err := tx.SaveConsultation(c); err != nil {
				return err
			}
		}
		return note(tx, consultation(v.Consultation), string(who.ID), "save",
			string(v.Consultation),
			map[string]any{"paper": v.Paper, "number": v.Number})
	})
	v.Saved++
	return v, err
}

// DropDraft throws a draft away. What is published stays.
func (d *Desk) DropDraft(ctx context.Context, who account.Person, id consult.ID, p consult.Paper,
	n int) error {
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.Edit, id); err != nil {
			return err
		}
		if err := tx.DropDraft(id, p, n); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "drop-draft", string(id),
			map[string]any{"paper": p, "number": n})
	})
}

// SetMeetingLink keeps the secret meeting link of a consultation, sealed.
//
// Who may: editors. Faults: Invalid (not an https address, or already public).
func (d *Desk) SetMeetingLink(ctx context.Context, who account.Person, id consult.ID,
	link string) error {
	return d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.SetLink, id)
		if err != nil {
			return err
		}
		u, err := url.Parse(strings.TrimSpace(link))
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return fault.New(fault.Invalid, "draft.link-bad").At("link")
		}
		told, err := tellsLink(c.Content, u.String())
		if err != nil {
			return err
		}
		if told && c.Published > 0 {
			return fault.New(fault.Invalid, "draft.link-public").At("link")
		}
		if err := tx.SetMeetingLink(id, d.Keys.Seal(keys.Meeting, string(id), []byte(u.String()))); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "set-link", string(id), nil)
	})
}
